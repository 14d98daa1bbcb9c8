"""Dates of a table: read by what the model knows, with the order of day and month that its column shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from timeline_tui.model.dates import EndBeforeStart, NotADate, parse
from timeline_tui.model.limits import DATE
from timeline_tui.model.typed_dates import UnclearDate, typed

DayOrder: TypeAlias = "Literal['day', 'month']"
"""Which of the two numbers before a year comes first."""
_THREE_NUMBERS = re.compile(r"\s*\(?([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_FIRST = {"day": "the day first", "month": "the month first"}
_PRECISIONS = {
    "y": 1,
    "year": 1,
    "m": 2,
    "month": 2,
    "d": 3,
    "day": 3,
    "exact": 9,
    "": 9,
    "time": 9,
    "hour": 9,
}
_ABOUT = {
    "about",
    "approx",
    "approximate",
    "approximately",
    "circa",
    "ca",
    "c",
    "estimated",
    "yes",
    "true",
    "~",
}
_PERHAPS = {"uncertain", "perhaps", "possibly", "?"}
_NO_TIME = re.compile(r"[ T]00:00(:00(\.0+)?)?$")


@dataclass
class OrderEvidence:
    """What the dates of a column show of the order of day and month."""

    day: int = 0
    """Dates that only have the day first."""
    month: int = 0
    unclear: int = 0
    """Dates that can be read both ways."""
    example: str = ""

    def add(self, text: str) -> None:
        """Look at one more cell."""
        if len(text) > DATE.value or (match := _THREE_NUMBERS.match(text)) is None:
            return
        if match[2] == "." and len(match[4]) == 4:
            # With dots the day is always first; of 05.06.24 somebody must still say that it is a day.
            return
        first, other = int(match[1]), int(match[3])
        self.day += first > 12 >= other
        self.month += other > 12 >= first
        if first <= 12 and other <= 12 and first != other:
            self.unclear += 1
            self.example = self.example or text.strip()

    @property
    def order(self) -> DayOrder | None:
        """The order that all of them have; None where none shows it, or some show each."""
        if bool(self.day) == bool(self.month):
            return None
        return "day" if self.day else "month"

    @property
    def is_open(self) -> bool:
        """Whether somebody must say it."""
        return bool(self.unclear) and self.order is None


class ReadDate(NamedTuple):
    """What a cell says as a date."""

    edtf: str | None
    """None where it is not understood."""
    remark: str = ""
    """What was taken for granted or left open, or why it is not understood."""


@lru_cache(maxsize=2048)
def read_date(text: str, order: DayOrder | None) -> ReadDate:
    """The date that a text means, where its column has this order."""
    text = text.strip()
    if len(text) > 11 and text[4] == "-":
        # A spreadsheet gives each day the time at which it begins.
        text = _NO_TIME.sub("", text)
    try:
        found = typed(text)
    except UnclearDate as unclear:
        if order is None or _THREE_NUMBERS.match(text) is None:
            return ReadDate(None, str(unclear))
        edtf = unclear.readings[-1 if order == "month" else 0]
        return ReadDate(edtf, _FIRST[order] if len(unclear.readings) > 1 else "its century is not written")
    except NotADate as refused:
        return ReadDate(None, str(refused))
    return ReadDate(found.edtf, found.remark)


def joined(parts: Mapping[str, str], *, historical: bool) -> str:
    """The text of a date that stands in cells for its year, month, day and time.

    In some formats -44 is the year 44 BC, `historical`; in others nobody knows.
    """
    year, month, day = (parts.get(part, "") for part in ("year", "month", "day"))
    year = re.sub(r"^(-?[0-9]+)\.0$", r"\1", year)
    before = historical and re.fullmatch(r"-[0-9]+", year) is not None
    numbers = all(re.fullmatch("[0-9]{1,2}", part) for part in (month, day) if part)
    if before and not month:
        text = f"{year[1:]} BC"
    elif numbers and re.fullmatch(r"-?[0-9]{1,4}", year) and (month or not day):
        text = f"{1 - int(year[1:]):05}" if before and year != "-1" else "0000" if before else year.zfill(4)
        text += "".join(f"-{part.zfill(2)}" for part in (month, day) if part)
    else:
        text = " ".join(part for part in (day, month, year) if part)
    clock = parts.get("time", "")
    return f"{text} {clock}".strip()


def with_precision(edtf: str, precision: str) -> str | None:
    """The date as exact as it is said to be; None where that says nothing that is known."""
    bare = precision.strip().casefold().rstrip(".")
    if bare in _ABOUT or bare in _PERHAPS:
        marked = (
            edtf if edtf.endswith(("~", "?", "%")) or "/" in edtf else edtf + ("~" if bare in _ABOUT else "?")
        )
        return marked if _is_date(marked) else None
    parts = _PRECISIONS.get(bare)
    if parts is None or "/" in edtf or edtf.startswith("["):
        return None if parts is None else edtf
    cut = re.match(r"-?[0-9X]+(?:-[0-9X]{2}){0," + str(min(parts - 1, 2)) + "}", edtf)
    return edtf if cut is None or parts == 9 else cut[0]


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except NotADate:
        return False
    return True


class Ranged(NamedTuple):
    """A beginning and an end as one date."""

    edtf: str | None
    """None where an end cannot stand behind such a beginning."""
    why: str = ""


def ranged(start: str, end: str) -> Ranged:
    """The date from a beginning to an end."""
    if end == start:
        return Ranged(start)
    if "/" in start or "/" in end or "[" in start + end:
        return Ranged(None, "one of the two is a range already")
    try:
        return Ranged(parse(f"{start}/{end}").text)
    except EndBeforeStart:
        return Ranged(None, "the end comes before the beginning")
    except NotADate as error:
        return Ranged(None, str(error))
