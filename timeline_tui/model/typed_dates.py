"""Dates as people type them, taken as EDTF: one meaning, or the meanings to choose from."""

from __future__ import annotations

import re

from timeline_tui.model.date_phrases import in_words
from timeline_tui.model.dates import parse
from timeline_tui.model.plain_dates import PART_OF_YEAR, PARTS_IN_WORDS, TypedDate, UnclearDate, normal
from timeline_tui.model.span import EndBeforeStart, NotADate

__all__ = ["TypedDate", "UnclearDate", "typed"]

_LONGEST = 200
_SUCH_AS = "write a date such as 2024-03-12, March 2024 or spring 2023"


def typed(text: str, near: int | None = None, today: int | None = None) -> TypedDate:
    """The date that a text means; `Unclear` if it can mean several, `NotADate` if it means none.

    A day or month with no year is taken in the year of the day `near`, where one is given.
    """
    bare = text.strip()
    if not bare:
        raise NotADate("no date is written", _SUCH_AS)
    _, beside, written = bare.rpartition("(EDTF ")
    if is_edtf := bool(beside) and written.endswith(")"):
        bare = written[:-1]
    elif (years := _years(bare)) is not None:
        return years
    elif re.fullmatch(r"\?-[0-9]{4}", bare):
        why = f"{bare} can end with a year or be one before Christ"
        raise UnclearDate(why, (f"/{bare[2:]}", f"{bare[1:]}?"))
    try:
        return TypedDate(parse(bare))
    except EndBeforeStart:
        raise
    except NotADate as refused:
        is_words = not is_edtf and len(bare) <= _LONGEST
        if is_words and (found := in_words(normal(bare), near, today)) is not None:
            return found
        # Only a wrong date needs these patterns, and they take a while to compile.
        from timeline_tui.model.date_hints import FORMS, hint_to

        # The forms of a file are fewer than what can be typed here.
        hint = hint_to(refused)
        raise NotADate(str(refused), _SUCH_AS if hint == FORMS else hint) from None


def _years(text: str) -> TypedDate | None:
    """Two years, of which EDTF would read the second as a season or another part of the first."""
    match = PART_OF_YEAR.fullmatch(text)
    if match is None or match[3] <= match[2]:
        return None
    years = f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    if match[3] in PARTS_IN_WORDS:
        raise UnclearDate(f"{text} can be two years or a part of one", (years, text))
    return TypedDate(parse(years), f"two years, not a part of {match[1]}{match[2]}")
