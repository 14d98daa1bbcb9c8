"""The table that this program exports, a row a passage, as text or as a workbook."""

from __future__ import annotations

from timeline_tui.exchange import csv_table, tsv_table, xlsx
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.rows import GivenRow, Rows

_HEADERS = {"id", "edtf", "exact", "passage_note", "cited"}


def recognises(given: GivenFile) -> bool:
    """Whether it has the headers that no other table has together."""
    if not xlsx.recognises(given):
        return csv_table.recognises(given) and set(csv_table.first_cells(given)) >= _HEADERS
    return xlsx.is_installed() and set(xlsx.first_cells(given)) >= _HEADERS


def rows(given: GivenFile) -> Rows:
    """The rows below the header; the words of the file's own have their bare names."""
    if xlsx.recognises(given):
        found = xlsx.rows(given)
    else:
        found = tsv_table.rows(given) if csv_table.delimiter(given) == "\t" else csv_table.rows(given)
    for row in found:
        if isinstance(row, GivenRow):
            row = row._replace(cells=tuple(one for cell in row.cells for one in _words(*cell)))
        yield row


def _words(name: str, text: str) -> list[tuple[str, str]]:
    word = name.removeprefix("field:")
    return [(name, text)] if word == name else [(word, part) for part in text.split("; ")]
