"""TimelineJS: the spreadsheet that it is made from."""

from __future__ import annotations

from timeline_tui.exchange import csv_table
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.roles import heading
from timeline_tui.exchange.rows import Rows

_SHEETS = ({"year", "headline"}, {"start_date", "end_date", "headline", "media"})
rows = csv_table.rows
says = csv_table.says


def recognises(given: GivenFile) -> bool:
    """Whether it has the headers of that sheet."""
    headers = {heading(header) for header in csv_table.first_cells(given)}
    return csv_table.recognises(given) and any(sheet <= headers for sheet in _SHEETS)


__all__ = ["Rows", "recognises", "rows", "says"]
