"""What may be asked of a timeline, as one line of text: read, edited, and found again in other texts."""

from timeline_tui.query.editing import has_term, with_period, with_term, without_term
from timeline_tui.query.hits import Hits, words_of
from timeline_tui.query.reading import parse, readable
from timeline_tui.query.terms import Query, Term, Unreadable

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
