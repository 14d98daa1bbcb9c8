"""Dates of a table: read by what the model knows, with the order of day and month that its column shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from timeline_tui.model.dates import NotADate
from timeline_tui.model.limits import DATE
from timeline_tui.model.typed_dates import UnclearDate, typed

DayOrder: TypeAlias = "Literal['day', 'month']"
"""Which of the two numbers before a year comes first."""
_THREE_NUMBERS = re.compile(r"\s*\(?([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_FIRST = {"day": "the day first", "month": "the month first"}
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
