"""The table that this program exports, a row a passage, as text or as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.exchange import delimited, xlsx
from timeline_tui.exchange.given import GivenFile, GivenRow, Rows
from timeline_tui.exchange.own_rows import FIELD
from timeline_tui.export.passage_table import COLUMNS, parted_cell, unguarded

_HEADERS = {"id", "edtf", "exact", "passage_note", "cited"}
_LISTS = {"names", "tags", "cited", "links"}
_SAID_ELSEWHERE = {"date_start", "date_end", "question"}


def recognises(given: GivenFile) -> bool:
    """Whether it has the headers that no other table has together."""
    if not xlsx.recognises(given):
        return delimited.recognises(given) and set(delimited.first_cells(given)) >= _HEADERS
    return xlsx.is_installed() and set(xlsx.first_cells(given)) >= _HEADERS


def rows(given: GivenFile) -> Rows:
    """The rows below the header; one without an id was added by somebody, and is read as any other."""
    found = xlsx.rows(given) if xlsx.recognises(given) else delimited.rows(given)
    for row in found:
        if isinstance(row, GivenRow) and any(name == "id" for name, _ in row.cells):
            cells = (one for name, text in row.cells for one in _cells(name, unguarded(text)))
            row = row._replace(cells=tuple(cells), is_own=True)
        elif isinstance(row, GivenRow):
            row = row._replace(cells=tuple(one for cell in row.cells for one in _words(*cell)))
        yield row


def _cells(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A cell as what it says, each item of a list by itself."""
    if name in _LISTS:
        yield from ((name, item) for item in parted_cell(text))
    elif name == "media":
        for item in parted_cell(text):
            address, _, caption = item.partition(" ")
            yield "media", address
            if caption:
                yield "caption", caption
    elif name in _SAID_ELSEWHERE:
        return
    elif name in COLUMNS:
        yield name, text
    else:
        yield from ((f"{FIELD}{name.removeprefix(FIELD)}", item) for item in parted_cell(text))


def _words(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A cell of a row that somebody added, the words of the file's own by their bare names."""
    word = name.removeprefix(FIELD)
    yield from [(name, text)] if word == name else ((word, item) for item in parted_cell(text))
