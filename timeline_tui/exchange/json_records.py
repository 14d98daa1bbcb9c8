"""JSON of other programs as cells, and a list of its objects, or one a line: each an event."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, NotBrought, Rows
from timeline_tui.exchange.roles import role_of

Cells: TypeAlias = "Iterator[tuple[str, str]]"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object with all that it says, even where one of its keys is written twice.

    Readers of JSON take the last one, so that stays under the key, and those before it stand beside it.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        last = {key: at for at, (key, _) in enumerate(pairs)}
        for at, (key, value) in enumerate(pairs):
            if at != last[key] and value != found[key]:
                word = f"{key} before"
                found[word] = [*items(found.get(word)), value]
    return found


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object)


def loaded(given: GivenFile) -> object:
    """What a file of JSON holds; its numbers stay as they are written."""
    text = given.whole()
    try:
        return decoded(text)
    except ValueError as error:
        said = f"{error.msg}, line {error.lineno}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise NotBrought(f"{given.name} is not JSON: {said}", "look at the file there") from error


def decoded(text: str) -> object:
    """What a text of JSON holds; `ValueError` where it is none."""
    try:
        return _DECODER.decode(text.lstrip("\ufeff"))
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def is_json(given: GivenFile) -> bool:
    """Whether a file looks like JSON."""
    return bool(given.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["})


def cells(value: object, name: str = "") -> Cells:
    """The texts of a value, each with the way to it; what says nothing is passed over."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from cells(inside, f"{name}.{key}" if name else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inside in value:
            if isinstance(inside, Mapping) and _is_of_sources(name):
                # What is said of one of several must not be taken for another.
                yield name, json.dumps(inside, ensure_ascii=False)
            else:
                yield from cells(inside, name)
    elif value is not None and (text := _text(value)).strip():
        yield name or "value", text


def with_rest(made: Iterable[tuple[str, str]], value: object, told: Container[str] = ()) -> Cells:
    """The cells with every text of the value that none of them is, named by the way to it.

    `told` are the last words of such ways whose texts say nothing by themselves.
    """
    made = list(made)
    yield from made
    said = {text.strip() for _, text in made}
    for name, text in cells(value):
        if text.strip() not in said and name.rpartition(".")[2] not in told:
            yield name, text


def _is_of_sources(name: str) -> bool:
    found = role_of(name)
    return found is not None and found[0] == "source"


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def mapping(value: object) -> Mapping[str, object]:
    """The value where it is an object; an empty one where it is not."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """The value where it is a list, and in a list where it is not."""
    return value if isinstance(value, list) else [] if value is None else [value]


recognises = is_json
_LINES = {".jsonl", ".ndjson"}


def rows(given: GivenFile) -> Rows:
    """The objects, each with its number or, where they stand one a line, its line."""
    if is_lines(given):
        yield from _by_lines(given)
        return
    value = loaded(given)
    listed, beside = _listed(given, value)
    if said := " ".join(f"{name}: {text}" for name, text in cells(beside)):
        yield LostRow(1, said, "it stands beside the list of objects")
    for number, one in enumerate(listed, 1):
        found = tuple(cells(one))
        if found:
            yield GivenRow(number, found)


def is_lines(given: GivenFile) -> bool:
    """Whether its first line is an object of its own."""
    first = next((line for _, line in given.lines() if line.strip()), "")
    try:
        is_several = given.path.suffix in _LINES or sum(1 for _ in zip(given.lines(), "12", strict=False)) > 1
        return is_several and isinstance(decoded(first), dict)
    except ValueError:
        return False


def _by_lines(given: GivenFile) -> Rows:
    for number, line in given.lines():
        if not line.strip():
            continue
        try:
            one = decoded(line)
        except ValueError:
            yield LostRow(number, line, "a line is not JSON")
            continue
        if found := tuple(cells(one)):
            yield GivenRow(number, found)


def _listed(given: GivenFile, value: object) -> tuple[Sequence[object], Mapping[str, object]]:
    """The objects of the outermost list, or of the longest one in the outermost object; what is beside it."""
    beside: Mapping[str, object] = {}
    if isinstance(value, dict):
        lists = {name: inside for name, inside in value.items() if isinstance(inside, list)}
        longest = max(lists, key=lambda name: len(lists[name]), default=None)
        beside = {} if longest is None else {name: said for name, said in value.items() if name != longest}
        value = [value] if longest is None else lists[longest]
    if not isinstance(value, list) or not any(map(mapping, value)):
        raise NotBrought(f"{given.name} holds no list of objects", "--from with what it is")
    return value, beside
