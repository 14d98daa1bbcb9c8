"""Questions that are answered with one line: which day, which name; and why an answer cannot be taken."""

from __future__ import annotations

from datetime import date

from timeline_tui.evidence.as_of import last_day
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.model.span import NotADate
from timeline_tui.model.spellings import likest_names, spelled

WHICH_DAY = (
    "Known by which day? 12 March 2024, yesterday, -1 week, or 2024-03, of which the last day counts; "
    "empty shows everything"
)
WHICH_NAME = "Which name? Any spelling of a place, a group or a person, or its id"
_MOST_LISTED = 5


def day_meant(answer: str, here: int | None) -> int | None:
    """The day that the answer means, seen from the day `here`; None for all that is known."""
    return last_day(answer, date.today().toordinal(), here) if answer.strip() else None


def no_day(answer: str, here: int | None) -> str | None:
    """Why the answer means no day, in a sentence."""
    try:
        day_meant(answer, here)
    except NotADate as error:
        return f"{error}: {error.hint}"
    return None


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
    near = likest_names(answer, listed)
    return f"No name is spelled so. Try: {' or '.join(near)}" if near else "No name is spelled so"
