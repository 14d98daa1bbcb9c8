"""Questions that are answered with one line: which day, which name; and why an answer cannot be taken."""

from __future__ import annotations

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.model import dates
from timeline_tui.model.spellings import likest, spelled

WHICH_DAY = "Known by which day? 2024-03-12 or 2024-03, of which the last day counts; empty shows everything"
WHICH_NAME = "Which name? Any spelling of a place, a group or a person, or its id"
_MOST_LISTED = 5


def last_day(answer: str) -> int | None:
    """The day that the answer means; None for all that is known."""
    return dates.parse(answer).latest if answer else None


def no_day(answer: str) -> str | None:
    """Why the answer means no day, in a sentence."""
    try:
        if not answer or last_day(answer) is not None:
            return None
    except dates.NotADate as error:
        return f"This is no date: {error.hint}"
    return "This date has no last day; a day looks like 2024-03-12"


def no_name(index: Index | None, answer: str) -> str | None:
    """Why the answer leads to the page of no name, in a sentence; leaving it empty leads back."""
    try:
        listed = {} if index is None else index.names()
    except Unusable as error:
        return f"The names cannot be looked up now: {error}"
    names = spelled(answer, listed) if answer else [""]
    if len(names) == 1:
        return None
    if names:
        some = ", ".join(names[:_MOST_LISTED])
        return f"{len(names)} names are spelled so: {some}. Which of them?"
    near = likest(answer, listed)
    return f"No name is spelled so. Try: {' or '.join(near)}" if near else "No name is spelled so"
