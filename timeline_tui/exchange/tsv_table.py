"""Tables whose cells are separated by tabs (TSV)."""

from __future__ import annotations

from timeline_tui.exchange import csv_table
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.rows import Rows

recognises = csv_table.recognises


def rows(given: GivenFile) -> Rows:
    """The rows below the header, each with the line that it begins in."""
    yield from csv_table.rows_between(given, "\t")


def says(given: GivenFile) -> str:
    """What separates its cells, in a word."""
    return "tabs"
