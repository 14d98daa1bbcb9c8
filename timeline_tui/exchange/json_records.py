"""A list of objects as JSON, or one object a line: each an event, its fields as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline_tui.exchange.given import GivenFile, NotBrought
from timeline_tui.exchange.json_cells import cells, decoded, is_json, loaded, mapping
from timeline_tui.exchange.rows import GivenRow, LostRow, Rows

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
