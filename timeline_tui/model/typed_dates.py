"""Dates as people type them, taken as EDTF: one meaning, or the meanings to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.model.date_phrases import meanings
from timeline_tui.model.dates import parse
from timeline_tui.model.days import SHORT_MONTHS, day_iso, to_civil
from timeline_tui.model.meanings import Meanings
from timeline_tui.model.plain_dates import normal
from timeline_tui.model.span import EndBeforeStart, NotADate, Span

_LONGEST = 120
_SUCH_AS = "write a date such as 2024-03-12, March 2024 or spring 2023"
_CALLED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PART = "(?:early|mid|late)"
_OF_DAY = "(morning|afternoon|evening|night|dawn|dusk|sunrise|sunset|daybreak|hours)"
_VAGUE = re.compile(
    rf"\b(?:(?:the )?(?:very )?({_PART}[- ](?:to|or)[- ]{_PART}|early|late|mid(?:dle)?|beginning|start|end)"
    r"(?: in| of| the|-)*[ -]"
    rf"|(?:at )?(?:the )?(?:early |late )?{_OF_DAY},?(?: of| on)?(?: the)? )(?=[a-z0-9])"
    rf"|\b,? (?:in the |at )?(?:early |late )?{_OF_DAY}$"
    r"|\b(just|shortly|soon|long|well|right|immediately) (?=before|after)|\b(overnight) (?=[0-9])"
)
_NAMED = re.compile(
    rf"\b(?:{'|'.join(SHORT_MONTHS[1:]).lower()})[a-z]*\b|\b(?:spring|summer|autumn|fall|winter)\b"
)
_PART_OF_YEAR = re.compile(r"([0-9]{2})([0-9]{2})-(2[1-9]|3[0-9]|4[01])")
_PARTS_IN_WORDS = dict(
    zip(
        ("21", "22", "23", "24", "33", "34", "35", "36"),
        ("spring", "summer", "autumn", "winter", "Q1", "Q2", "Q3", "Q4"),
        strict=True,
    )
)


class Unclear(NotADate):
    """A text that can mean several dates, which are in `readings`, as EDTF."""

    def __init__(self, message: str, readings: tuple[str, ...]) -> None:
        self.readings = readings
        self.ways = tuple(map(_way, readings))
        """How each can be typed so that it means nothing else."""
        super().__init__(message, f"write it as {' or '.join(self.ways)}")


class Typed(NamedTuple):
    """The one date that a text means."""

    span: Span
    remark: str = ""
    """What was taken for granted, or what of the text EDTF cannot say; empty where it says it all."""

    @property
    def edtf(self) -> str:
        """The date as a file writes it."""
        return self.span.text


def typed(text: str, near: int | None = None, today: int | None = None) -> Typed:
    """The date that a text means; `Unclear` if it can mean several, `NotADate` if it means none.

    A day or month with no year is taken in the year of the day `near`, where one is given.
    """
    bare = text.strip()
    if not bare:
        raise NotADate("no date is written", _SUCH_AS)
    _, beside, written = bare.rpartition("(EDTF ")
    if beside and written.endswith(")"):
        return Typed(parse(written[:-1]))
    if (years := _years(bare)) is not None:
        return years
    if re.fullmatch(r"\?-[0-9]{4}", bare):
        why = f"{bare} can end with a year or be one before Christ"
        raise Unclear(why, (f"/{bare[2:]}", f"{bare[1:]}?"))
    try:
        return Typed(parse(bare))
    except EndBeforeStart:
        raise
    except NotADate as refused:
        if len(bare) > _LONGEST:
            raise
        if (found := in_words(normal(bare), near, today)) is not None:
            return found
        from timeline_tui.model.date_hints import FORMS

        # The forms of a file are fewer than what can be typed here.
        raise NotADate(str(refused), _SUCH_AS if refused.hint == FORMS else refused.hint) from None


def _way(reading: str) -> str:
    match = _PART_OF_YEAR.fullmatch(reading)
    if match is None or match[3] <= match[2]:
        return reading
    return f"{_PARTS_IN_WORDS[match[3]]} {match[1]}{match[2]}"


def _years(text: str) -> Typed | None:
    """Two years, of which EDTF would read the second as a season or another part of the first."""
    match = _PART_OF_YEAR.fullmatch(text)
    if match is None or match[3] <= match[2]:
        return None
    years = f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    if match[3] in _PARTS_IN_WORDS:
        raise Unclear(f"{text} can be two years or a part of one", (years, text))
    return Typed(parse(years), f"two years, not a part of {match[1]}{match[2]}")


def in_words(words: str, near: int | None = None, today: int | None = None) -> Typed | None:
    """The date in a text of small letters, by the first way that fits; None where none does."""
    if (days := _CALLED_DAYS.get(words)) is not None:
        return None if today is None else Typed(parse(day_iso(today + days)))
    unsound: Meanings = ()
    for text, lost in _texts(words):
        found = meanings(text)
        if not any(one.is_sound for one in found) and near is not None:
            found = _in_year_of(near, text) or found
        if any(one.is_sound for one in found):
            return _only(found, lost)
        unsound = unsound or found
    if unsound and (fault := unsound[0].why_not) is not None:
        raise fault
    return None


def _texts(words: str) -> Iterator[tuple[str, str]]:
    """The text, and the text as it can be read otherwise, with what that leaves out."""
    yield words, ""
    yield from _exactly(words)
    # The words of other languages take a while to import, and an English date that is read needs none.
    if re.search(r"[^\W\d_a-z]|[0-9].*[a-z]{2}|[a-z]{2}.*[0-9]", words):
        from timeline_tui.model.foreign_dates import in_english

        if (english := in_english(words)) != words:
            yield english, ""
            yield from _exactly(english)


def _exactly(words: str) -> Iterator[tuple[str, str]]:
    """The text without the words for a part of a date that EDTF has no sign for."""
    plain = _VAGUE.sub("", words)
    if plain not in {words, ""}:
        said = ", ".join(f"“{match[match.lastindex or 0]}”" for match in _VAGUE.finditer(words))
        yield plain, f"EDTF has no sign for {said}"


def _in_year_of(near: int, words: str) -> Meanings:
    year = to_civil(near)[0]
    if _NAMED.search(words) is None or re.search("[0-9]{3}", words) or abs(year) >= 9999:
        return ()
    era = f"{year:04}" if year > 0 else f"{1 - year} bce"
    remark = f"the year is taken from here: {era.upper().lstrip('0')}"
    return tuple(one._replace(remark=remark) for one in meanings(f"{words} {era}") if one.is_sound)


def _only(found: Meanings, lost: str) -> Typed:
    """The one that there is; to choose between several is for those who typed it."""
    sound = {one.edtf: one for one in reversed(found) if one.is_sound}
    meant = tuple(reversed(sound.values()))
    if len(meant) > 1 or meant[0].asks:
        raise Unclear(next(one.why for one in meant if one.why), tuple(one.edtf for one in meant))
    remark = "; ".join(each for each in (meant[0].remark, lost) if each)
    return Typed(parse(meant[0].edtf), remark)
