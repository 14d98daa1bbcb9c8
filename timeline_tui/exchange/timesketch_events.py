"""Timesketch: events as CSV or as JSON, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from timeline_tui.exchange import delimited, json_records
from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, Remark, Rows
from timeline_tui.exchange.json_records import cells, decoded, is_json, mapping
from timeline_tui.exchange.own_table import FIELD

_NEEDED = {"message", "timestamp_desc"}
_STAMP = {"datetime", "timestamp_desc", "timestamp"}
_OWN = {"message", "event_id", "edtf"}
_OWN_CELLS = {"message": "title", "event_id": "id", "tag": "tags", "passages": "exact"}
_SAID_ELSEWHERE = _STAMP | {"sources", "passage_sources"}
_NO_TAG = {("tag", "-"), ("tag", "nan"), ("tag", "[]")}
"""How an empty tag is written there."""
_OTHER_END = "a row has the other end of the date above"


def recognises(given: GivenFile) -> bool:
    """Whether it has the three fields that each event needs there."""
    if is_json(given):
        first = next((line for _, line in given.lines() if line.strip()), "")
        try:
            return mapping(decoded(first)).keys() >= _NEEDED
        except ValueError:
            return False
    return delimited.recognises(given) and set(delimited.first_cells(given)) >= _NEEDED


def rows(given: GivenFile) -> Rows:
    """The events, each with its line; a list of tags in a cell is a list."""
    is_own = is_json(given)
    found = json_records.rows(given) if is_own else delimited.rows(given)
    before: set[tuple[str, str]] = set()
    for row in found:
        if not isinstance(row, GivenRow):
            yield row
            continue
        if not _OWN - {name for name, _ in row.cells}:
            # The date says all, and of one with two ends each has a row.
            row = row._replace(cells=tuple(_own_cells(row)))
            if is_own:
                row = row._replace(is_own=True)
            else:
                row = row._replace(cells=tuple(one for cell in row.cells for one in _tags(*cell)))
            if set(row.cells) == before:
                yield LostRow(row.place, row.said, _OTHER_END, is_said=True)
                continue
            before = set(row.cells)
            yield row
            continue
        yield _kept(_timed(row))


def _kept(row: GivenRow) -> GivenRow:
    """The row with each tag a cell of its own, and without one that says that there is none."""
    changed = [Remark("a tag says that there is none", cell[1]) for cell in row.cells if cell in _NO_TAG]
    kept = [one for cell in row.cells if cell not in _NO_TAG for one in _tags(*cell)]
    return row._replace(cells=tuple(kept), changed=(*row.changed, *changed))


def _own_cells(row: GivenRow) -> Iterator[tuple[str, str]]:
    """The cells of a row that this program wrote, with the source of each passage behind it."""
    sources = iter([text for name, text in row.cells if name == "passage_sources"])
    for name, text in row.cells:
        if name in _SAID_ELSEWHERE:
            continue
        if name.startswith("field_"):
            yield f"{FIELD}{name.removeprefix('field_')}", text
            continue
        yield _OWN_CELLS.get(name, name), text
        if name == "passages" and (source := next(sources, "-")) != "-":
            yield "source_id", source


def _timed(row: GivenRow) -> GivenRow:
    """The row with its time as a date, where that is only a number of microseconds since 1970."""
    said = dict(row.cells)
    text = said.get("datetime", said.get("timestamp", ""))
    if (moment := _moment(text)) == text:
        return row
    rest = (cell for cell in row.cells if cell[0] != "datetime")
    told = Remark("microseconds since 1970 are written as a time", text, moment)
    return row._replace(cells=(("datetime", moment), *rest), changed=(told,))


def _moment(text: str) -> str:
    if re.fullmatch("[0-9]{16}", text.strip()) is None:
        return text
    return datetime.fromtimestamp(int(text) // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tags(name: str, text: str) -> list[tuple[str, str]]:
    if name not in {"tag", "tags"} or not text.startswith("["):
        return [(name, text)]
    try:
        return list(cells(decoded(text.replace("'", '"')), name))
    except ValueError:
        return [(name, text)]
