"""When a text was published, and by which words that is known: what its words for a time hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.language import Language
from timeline_tui.gather.sentences import Slice
from timeline_tui.gather.when import Moment, Reported, moments
from timeline_tui.model.dates import understood
from timeline_tui.model.days import day_iso
from timeline_tui.model.timeline import Source

if TYPE_CHECKING:
    from timeline_tui.gather.held_file import SourceText

Origin = Literal["call", "file", "copied source", "page", "dateline"]
"""What says when a text was published: `--published`, the file that it is gathered for, the source that it is
a copy of, the head of a saved page; or only a line of the text itself, which is a guess."""
_LONGEST_CHAIN = 20
_LINE = re.compile(r"[^\n\r]+")
_LONGEST_LINE, _LINES_OF_HEAD, _LONGEST_PLACE, _LOOKED_AT = 60, 12, 60, 140
_MOST_DAYS_APART = 31
_CLOSING, _STOPS = " \t\"'”’»)", {".", "!", "?", "…"}
_PLACE = re.compile(r"\s*(?:[^\W\d_a-z]{3,}[^\n\r:;!?]{0,48}[,\s]+)?\Z")
_AGENCY = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?(?:[-–—―]|--)\s")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")


class Published(NamedTuple):
    """When a text was published, with the words that say so."""

    date: str
    """In EDTF."""
    days: Reported
    origin: Origin
    words: str
    """As they are written there; of a source that is copied, its id before them."""
    place: Slice | None = None
    """Where they stand in the text, if in it."""

    @property
    def is_guess(self) -> bool:
        """Whether only a line of the text says so."""
        return self.origin == "dateline"

    @classmethod
    def said(cls, origin: Origin, date: str | None, words: str | None) -> Published | None:
        """That a text was published on a date, as these words say; None where it has no first or last day."""
        days = report_of(date)
        return None if days is None or date is None else cls(date, days, origin, words or date)

    @classmethod
    def by_page(cls, text: SourceText, language: Language = ENGLISH) -> Published | None:
        """When a saved page says that it was published."""
        if text.published is None:
            return None
        date = day_in(text.published, language)
        return cls.said("page", date, f"{text.published_by or 'page'}: {text.published}")

    @classmethod
    def of_source(cls, key: str, sources: Mapping[str, Source]) -> Published | None:
        """When a source was published; one of which the file does not say it, when what it copies was."""
        source, found, seen = sources.get(key), key, 0
        while source and source.published is None and source.derived_from and seen < _LONGEST_CHAIN:
            # The words of a copy for a time hang on the report that it copies.
            found = source.derived_from
            source = sources.get(found)
            seen += 1
        written = None if source is None else source.published
        if found == key:
            return cls.said("file", written, written)
        return cls.said("copied source", written, f"{found}: {written}")


class Dateline(NamedTuple):
    """Words of a text that look like the date of its report."""

    start: int
    """Where their line begins."""
    place: Slice
    date: str | None
    """None where they say no year."""


class Publications(NamedTuple):
    """When each part of a text was published, as far as anything says it."""

    first: Published | None
    later: tuple[tuple[int, Published], ...] = ()
    """Where other reports begin in it, and when these were published."""
    unclear: tuple[Slice, ...] = ()
    """What looks like a date of the report and does not say which day is meant."""

    def at(self, place: int) -> Published | None:
        """When the part was published that holds this place."""
        before = [published for start, published in self.later if start <= place]
        return before[-1] if before else self.first

    @property
    def report(self) -> Reported | None:
        """The days of the first of them."""
        return None if self.first is None else self.first.days

    @property
    def later_reports(self) -> tuple[tuple[int, Reported], ...]:
        """The days of the others, and where they begin."""
        return tuple((start, published.days) for start, published in self.later)


def report_of(published: str | None) -> Reported | None:
    """The days that a date of publication can mean; None where they are not known at both ends."""
    span = understood(published)
    if span is None or span.earliest is None or span.latest is None:
        return None
    return Reported(span.earliest, span.latest)


def day_in(written: str, language: Language = ENGLISH) -> str | None:
    """The day of what a program or a person wrote as the time of a publication."""
    bare = written.strip()
    digits = re.sub(r"\A(\d{4})(\d\d)(\d\d)(?!\d).*", r"\1-\2-\3", bare, flags=re.DOTALL)
    for date in (bare, bare[:10], digits):
        if understood(date) is not None:
            return date
    found = (moment.date for moment in moments(written, language, None) if moment.fineness == "day")
    return next((date for date in found if date is not None), None)


def publications(text: str, sure: Published | None, language: Language = ENGLISH) -> Publications:
    """When a text was published: as is sure, or else as its own lines say it."""
    head = list(datelines(_head(text), language))
    if sure is not None:
        return Publications(_with_line(text, sure, head))
    whole = [one for one in head if one.date is not None]
    days = [report for one in whole if (report := report_of(one.date)) is not None]
    first: Published | None = None
    unclear = () if whole else tuple(one.place for one in head)
    if days and max(days).first - min(days).first <= _MOST_DAYS_APART:
        first = _guessed(text, whole, days)
    elif days:
        unclear = tuple(one.place for one in whole)
    return Publications(first, tuple(_later(text, first, len(_head(text)), language)), unclear)


def _with_line(text: str, sure: Published, lines: Sequence[Dateline]) -> Published:
    """What the file says, with the line of the text that says the same: it may have been taken from there."""
    same = (one.place for one in lines if report_of(one.date) == sure.days)
    place = next(same, None) if sure.origin == "file" else None
    return sure if place is None else sure._replace(words=text[slice(*place)], place=place)


def _guessed(text: str, lines: Sequence[Dateline], days: Sequence[Reported]) -> Published:
    """A day that one line says, or that it is one of those that several lines say."""
    first, last = min(days).first, max(day.last for day in days)
    date = day_iso(first) if first == last else f"[{day_iso(first)}..{day_iso(last)}]"
    place = lines[0].place
    words = " and ".join(dict.fromkeys(text[slice(*one.place)] for one in lines))
    return Published(date, Reported(first, last), "dateline", words, place)


def _later(
    text: str, first: Published | None, start: int, language: Language
) -> Iterator[tuple[int, Published]]:
    """Where other reports begin below the head: at a line that is only a date, or begins as reports do."""
    before = first
    for one in datelines(text, language, start=start, strict=True, near=first and first.days):
        days = report_of(one.date)
        if days is None or (before is not None and days == before.days):
            continue
        before = Published(one.date or "", days, "dateline", text[slice(*one.place)], one.place)
        yield one.start, before


def _head(text: str) -> str:
    """The first lines that hold something, as far as the first sentence that is long."""
    end = 0
    for number, match in enumerate(_LINE.finditer(text, 0, 4_000), start=1):
        end = match.end()
        is_sentence = len(match[0]) > _LONGEST_LINE and match[0].rstrip(_CLOSING)[-1:] in _STOPS
        if number == _LINES_OF_HEAD or is_sentence:
            break
    return text[:end]


def datelines(
    text: str,
    language: Language,
    *,
    start: int = 0,
    strict: bool = False,
    near: Reported | None = None,
) -> Iterator[Dateline]:
    """The lines that say when a report was published; `strict` where they say nothing else.

    A day with no year is read beside the report `near`, and has no date where there is none.
    """
    for line in _LINE.finditer(text, start):
        first, last = line.span()
        if not strict and last - first > _LONGEST_LINE and not text[first : first + 3].isupper():
            continue
        looked = min(last, first + _LOOKED_AT)
        for moment in moments(text, language, near, (Slice(first, looked),)):
            if _is_day(text, moment) and _is_dateline(text, Slice(first, last), moment, language, strict):
                # Read alone: what is told behind it does not make it a day of another year.
                alone = next(moments(text[moment.start : moment.end], language, near), moment)
                yield Dateline(first, Slice(moment.start, moment.end), alone.date)
                break


def begins_report(text: str, line: Slice, moment: Moment) -> bool:
    """Whether the words for a time only say when the report was written: KYIV, March 12 (Reuters) - The."""
    if moment.fineness != "day" or moment.start - line.start > _LONGEST_PLACE:
        return False
    behind = _AGENCY.match(text, moment.end, line.end)
    before = text[line.start : moment.start]
    return behind is not None and bool(_PLACE.match(before)) and (bool(before.strip()) or "(" in behind[0])


def _is_day(text: str, moment: Moment) -> bool:
    """Whether the words name a day of a month, and not one beside another day: yesterday."""
    has_number = any(letter.isdecimal() for letter in text[moment.start : moment.end])
    return moment.fineness == "day" and has_number


def _is_dateline(text: str, line: Slice, moment: Moment, language: Language, strict: bool) -> bool:
    """Whether the line is about its report alone: KYIV, March 12 (Reuters) -; Updated March 14, 2024."""
    if begins_report(text, line, moment):
        return True
    before, behind = text[line.start : moment.start], text[moment.end : line.end]
    if line.end - line.start > _LONGEST_LINE:
        return False
    words = _WORD.findall(f"{before} {behind}")
    allowed = language.of_datelines | language.prepositions | language.determiners | set(language.weekdays)
    others = [word for word in words if word.lower() not in allowed]
    if strict:
        return not others
    return not any(word[0].islower() for word in others)
