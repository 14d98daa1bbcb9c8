"""Tables whose cells are separated by tabs (TSV)."""

from __future__ import annotations

from timeline_tui.exchange import delimited
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.rows import Rows


def recognises(given: GivenFile) -> bool:
    """Whether its first row has a tab."""
    return delimited.recognises(given) and delimited.delimiter(given) == "\t"


def rows(given: GivenFile) -> Rows:
    """The rows below the header, each with the line that it begins in."""
    yield from delimited.rows_between(given, "\t")


def says(given: GivenFile) -> str:
    """What separates its cells, in a word."""
    return "tabs"
