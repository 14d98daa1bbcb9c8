"""What a text can mean as a date: tables of the ways to write one, and the eras."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from timeline_tui.model.dates import Formless, parse
from timeline_tui.model.days import year_iso
from timeline_tui.model.span import NotADate

_BEFORE = (
    r"b\.? ?c\.?(?: ?e\.?)?|before christ|v\.? ?chr\.?|vor christus|av\.? ?j\.?-? ?c\.?|до н\.? ?[эе]\.?"
)
_AFTER = r"a\.? ?d\.?|c\.? ?e\.?|anno domini|n\.? ?chr\.?|nach christus|ap\.? ?j\.?-? ?c\.?|н\.? ?[эе]\.?"
ERA = rf"(?:{_BEFORE}|{_AFTER})(?![a-zа-я])"
"""How one writes on which side of the birth of Christ a year lies."""
HAS_ERA = re.compile(rf"(?<![a-zа-я]){ERA}")
IS_BEFORE = re.compile(rf"(?<![a-zа-я])(?:{_BEFORE})(?![a-zа-я])")
LEADING = re.compile(rf"(?:{_AFTER}) ?(?=[0-9])")
"""An era that stands before its year: AD 79."""
_YEAR_BEFORE = re.compile(rf"(?<![0-9,.])([0-9]{{1,4}}) ?(?:{_BEFORE})(?![a-zа-я])")
_YEAR_AFTER = re.compile(
    rf"(?<![0-9,.])([0-9]{{1,4}}) ?(?:{_AFTER})(?![a-zа-я])|\b(?:{_AFTER}) ?([0-9]{{1,4}})\b"
)
_YEAR_FIRST = re.compile(rf"([0-9]{{1,4}})(-[0-9]{{1,2}}-[0-9]{{1,2}}) ?({ERA})")


def with_eras(words: str) -> str:
    """The text with each such year in four digits, and an n (before the year 0) or p for its sign."""
    words = _YEAR_FIRST.sub(r"\1 \3\2", words)
    words = _YEAR_BEFORE.sub(lambda match: _before(match[0], int(match[1])), words)
    return _YEAR_AFTER.sub(lambda match: _after(match[0], int(match[1] or match[2])), words)


def _before(written: str, count: int) -> str:
    return f"n{count - 1:04}" if count else written


def _after(written: str, count: int) -> str:
    return f"p{count:04}" if count else written


class Meaning(NamedTuple):
    """One date that a text can mean."""

    edtf: str
    remark: str = ""
    """What was taken for granted."""
    why: str = ""
    """Why the text can mean another, too."""
    custom: str = ""
    """Whether the day or the month is written first, where that makes the difference."""
    asks: bool = False
    """Whether it is not to be taken unasked even where it is the only one."""
    fault: NotADate | None = None
    """Why it cannot be this date, though it is one."""

    @property
    def is_sound(self) -> bool:
        """Whether there is such a date."""
        return self.why_not is None

    @property
    def why_not(self) -> NotADate | None:
        """Why there is no such date."""
        if self.fault is None:
            try:
                parse(self.edtf)
            except NotADate as refused:
                return refused
        return self.fault


Meanings: TypeAlias = "tuple[Meaning, ...]"
Way: TypeAlias = "tuple[re.Pattern[str], Callable[..., Meanings]]"
# A hyphen can stand between two words, so a year with an era has an n or a p for its sign.
YEAR = r"([np]?[0-9]{4}|[0-9]{3})"
# From here on the new style was usual everywhere, and no year began in March any more.
NEW_STYLE = 1753


def best(found: Iterable[Meanings]) -> Meanings:
    """The first that can be or, where none can, the first that has the form of a date."""
    unsound: Meanings = ()
    for each in found:
        if sound := tuple(one for one in each if one.is_sound):
            return tuple(dict.fromkeys(sound))
        unsound = unsound or tuple(one for one in each if not isinstance(one.why_not, Formless))
    return unsound


def one(edtf: str, remark: str = "") -> Meanings:
    """The only meaning."""
    return (Meaning(edtf, remark),)


def several(why: str, *edtf: str) -> Meanings:
    """Meanings between which nobody can choose."""
    return tuple(Meaning(each, why=why if len(edtf) > 1 else "") for each in edtf)


def bounds(first: int, last: int) -> str:
    """One of these years."""
    return f"[{year_iso(first)}..{year_iso(last)}]"


def iso(year: str) -> str:
    """The year as EDTF writes it; an n or a p before it is its sign, a u or a star a digit not known."""
    digits = re.sub("[u*x]", "X", year.lstrip("np")).zfill(4)
    return f"-{digits}" if year.startswith("n") and digits != "0000" else digits


def joined(year: str, *numbers: str | None) -> str:
    """The date of a year, a month and a day, of which the last ones may be missing."""
    return "-".join([iso(year), *(_two(number) for number in numbers if number)])


def _two(digits: str) -> str:
    """A day or month in two digits, where a u or a star is a digit that is not known."""
    known = re.sub("[u*x]", "X", digits)
    return "XX" if known == "X" else known.zfill(2)


def exact(year: str, *numbers: str | None) -> Meanings:
    """The one date of a year, a month and a day."""
    return one(joined(year, *numbers))


def full(year: str) -> str:
    """The year that two digits most often stand for."""
    return ("20" if int(year) < 50 else "19") + year


def ways(*written: tuple[str, Callable[..., Meanings]]) -> tuple[Way, ...]:
    """A table of patterns, each with what makes the meanings of its groups."""
    return tuple((re.compile(pattern), meanings) for pattern, meanings in written)
