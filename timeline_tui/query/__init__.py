"""What may be asked of a timeline, as one line of text: read, edited, and found again in other texts."""

from timeline_tui.query.scan import Query, Term, Unreadable
from timeline_tui.query.written import (
    Hits,
    has_term,
    parse,
    readable,
    with_period,
    with_term,
    without_term,
    words_of,
)

__all__ = [
    "Hits",
    "Query",
    "Term",
    "Unreadable",
    "has_term",
    "parse",
    "readable",
    "with_period",
    "with_term",
    "without_term",
    "words_of",
]
