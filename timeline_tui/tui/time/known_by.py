"""The day of which a reader asks what could be known, as it is typed and as it is told."""

from __future__ import annotations

from timeline_tui.model import dates

QUESTION = "Known by which day? 2024-03-12 or 2024-03, of which the last day counts; empty shows everything"


def last_day(answer: str) -> int | None:
    """The day that the answer means; None for all that is known."""
    return dates.parse(answer).latest if answer else None


def refusal(answer: str) -> str | None:
    """Why the answer means no day, in a sentence."""
    try:
        if not answer or last_day(answer) is not None:
            return None
    except dates.NotADate as error:
        return f"This is no date: {error.hint}"
    return "This date has no last day; a day looks like 2024-03-12"


def written(day: int | None) -> str:
    """The answer that means this day."""
    return "" if day is None else dates.day_iso(day)
