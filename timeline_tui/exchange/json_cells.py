"""JSON of other programs as cells: every value a text, what lies within another named by the way to it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from timeline_tui.exchange.given import GivenFile, NotBrought
from timeline_tui.exchange.roles import role_of

Cells: TypeAlias = "Iterator[tuple[str, str]]"
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


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
