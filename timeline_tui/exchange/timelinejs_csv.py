"""TimelineJS: the spreadsheet that it is made from."""

from __future__ import annotations

from timeline_tui.exchange import delimited
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.roles import heading
from timeline_tui.exchange.rows import Rows

_SHEETS = ({"year", "headline"}, {"start_date", "end_date", "headline", "media"})
rows = delimited.rows
says = delimited.says


def recognises(given: GivenFile) -> bool:
    """Whether it has the headers of that sheet."""
    headers = {heading(header) for header in delimited.first_cells(given)}
    return delimited.recognises(given) and any(sheet <= headers for sheet in _SHEETS)


__all__ = ["Rows", "recognises", "rows", "says"]
