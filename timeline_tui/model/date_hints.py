"""What to try in place of a text that is not a date."""

from __future__ import annotations

import re

from timeline_tui.model.date_rewriting import is_sound, rewritten
from timeline_tui.model.single_dates import DATE, read_date
from timeline_tui.model.span import NotADate

FORMS = "dates look like 2024, 2024-03, 2024-03-12 or 2024-03-12T05:00; leave it out if it is not known"
"""What is said of a text in a file that is like no date at all."""
_NO_DATE = "leave the date out if it is not known"
NO_ADVICE = {FORMS, _NO_DATE}
"""The hints to a text that does not even look like a date."""
_LONGEST = 80
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_NAMES = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|fall|winter"
)
_SENTENCES = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        (r"-?[0-9]{1,3}", "write the year with four digits, such as 0850; -0044 is 45 BCE"),
        (r"-?([0-9]{5,7}|[0-9]{9,})", "write a Y before a year of more than four digits: Y12000"),
        (r"Y-?[0-9].*", "a Y is for years of more than four digits: Y12000, Y-17E7"),
        (r"\{.*\}", "write an event for each; [2024-03-12,2024-03-14] is one of these days"),
        (r"\[.*", 'a set is written "[2024-03-12,2024-03-14..2024-03-17]", with the quotation marks'),
        (r"-?[0-9]{4}S[0-9]+", "write the decade (195X) or the century (19XX)"),
        (
            r"(early|mid|late|beginning|end|start)\b.*",
            "write the year, or its season or quarter: 2023-21 is spring, 2023-33 the first quarter",
        ),
        (r"yesterday|today|tomorrow|now|(last|this|next) .*", "write the day itself, such as 2024-03-12"),
        (
            r"before .*|after .*",
            "a range can have an open end: ../2019 ends with 2019, 2021/.. begins with 2021",
        ),
        (r"unknown|undated|n\.?d\.?|n/?a|none|null|\?+|-+|tb[acd]|no date|", _NO_DATE),
        (r"[0-9]{1,2}:[0-9]{2}.*", "put the day before the time: 2024-03-12T05:00"),
        (r"[0-9-]+[T ][0-9:]+ ?[A-Z]{3,4}", "write the zone as an offset: 2024-03-12T05:00-04:00"),
        (r"[^/]+T[0-9].*[?~%]", "a date with a time of day takes no ? ~ %: leave out the time or the mark"),
        (rf"([0-9]{{1,2}} )?({_NAMES})( [0-9]{{1,2}})?", "add the year: 2024-03, 2024-03-12"),
        (r"(.*/)?P[0-9].*", "write the first and the last day: 2024-03-12/2024-03-14"),
    )
)
"""What to say where no rewriting can be right."""


def hint_for(text: str) -> str:
    """One sentence that shows how to write it."""
    if len(text) > _LONGEST:
        return FORMS
    bare = text.strip()
    for pattern, sentence in _SENTENCES:
        if pattern.fullmatch(bare):
            return sentence
    found = readings(bare) or [written for written in [rewritten(bare)] if written is not None]
    sound = [reading for reading in found if is_sound(reading)]
    if len(sound) == 2:
        return f"write it as {sound[0]} or {sound[1]}; {bare} can mean either"
    if sound:
        return f"write it as {sound[0]}"
    return _wrong(found[0]) if found else FORMS


def readings(bare: str) -> list[str]:
    """What `12/03/24` can mean: nobody can say which number is the day."""
    if (match := _NUMBERS.fullmatch(bare)) is None:
        return []
    one, separator, other, year = match.groups()
    full = year if len(year) == 4 else _full(year)
    if separator == "-" and len(year) == 2 and len(one) == 2 and int(one) > 12:
        # No month, so the day or, as in EDTF itself, the year.
        return [f"{_full(one)}-{int(other):02}-{year}", f"{full}-{int(other):02}-{one}"]
    found = [f"{full}-{int(other):02}-{int(one):02}", f"{full}-{int(one):02}-{int(other):02}"]
    # With dots, the day comes first wherever dates are written so.
    return found[:1] if separator == "." or one == other else found


def _full(year: str) -> str:
    return ("20" if int(year) < 50 else "19") + year


def _wrong(reading: str) -> str:
    """Why a date that is written otherwise, such as 30 February 2023, would be none in EDTF either."""
    match = DATE.fullmatch(reading)
    try:
        if match is not None:
            read_date(reading, match)
    except NotADate as wrong:
        return f"{wrong}; {wrong.hint}"
    return FORMS
