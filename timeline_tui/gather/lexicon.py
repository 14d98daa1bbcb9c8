"""Every language that has rules, and its words for times as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.language import Language

LANGUAGES: Final = {language.code: language for language in (ENGLISH,)}
"""By its code."""


class Lexicon:
    """The patterns of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        words = language.time_words
        months = "|".join(f"{name.title()}|{name[:3].title()}\\.?" for name in language.months)
        months = months.replace("Sep\\.?", "Sept?\\.?").replace("May|May\\.?", "May")
        days = "|".join(name.title() for name in language.weekdays)
        seasons = _any_case(language.seasons)
        which = _any_case(words.which)
        leads = _any_case((*words.which, *words.leads))
        units = _any_case(words.units)
        numbers, ago = _any_case(words.numbers), _any_case(words.ago)
        eras = "|".join(map(re.escape, sorted(words.eras, key=len, reverse=True)))
        decades, ordinals = "|".join(words.decades), _any_case(words.ordinals)
        year = rf"(?:\d{{1,4}}\s?(?:{eras})(?!\w)|[12]\d{{3}}(?!\d|(?:{decades})\b))"
        ending = f"(?:{'|'.join(words.ordinal_endings)})"
        th, early = f"{ending}?", rf"(?:(?:{_any_case(words.leads)})(?:\s+|(?<=-)))?"
        written = (*words.which, *words.leads, *words.called, *words.numbers, *words.before_year, *words.the)
        begun = sorted({name.title()[:3] for name in (*language.months, *language.weekdays)})
        # Where a first letter can begin nothing, none of what begins with letters of its sort is tried.
        with_words = _first_of((*written, *language.seasons, *words.eras))
        self.pattern = re.compile(
            r"(?<![\w/.-])(?:"
            r"(?=\d)(?:"
            r"(?P<iso>[12]\d{3}-\d\d-\d\d)(?!\d)"
            r"|(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<c>\d{4}|\d\d)(?![\d/])"
            rf"|(?P<day2>\d\d?){th}\s+(?:of\s+)?(?P<month2>{months})(?:,?\s+(?P<year2>{year}))?(?!\w))"
            rf"|(?=[{_first_of(begun)}])(?:(?:(?P<weekday1>{days}),?\s+)?(?P<month1>{months})\s+(?P<day1>\d\d?){th}(?![\d%:])"
            rf"(?:\s*[-–]\s*(?P<until>\d\d?)(?!\d))?(?:,?\s+(?P<year1>{year}))?"
            rf"|(?P<month3>{months})(?:\s+of)?,?\s+(?P<year3>{year}))"
            rf"|(?=[{with_words}{_first_of(begun)}\d])(?:(?P<which4>{leads})(?:(?:\s+|(?<=-))(?P<month4>{months})(?!\w|\.?,?\s+\d)"
            rf"|\s+(?P<season5>{seasons})\b(?:\s+(?:of\s+)?(?P<year5>{year}))?)"
            rf"|(?P<season6>{seasons})\s+(?:of\s+)?(?P<year6>{year})"
            rf"|(?:(?P<which7>{which})\s+)?(?P<weekday2>{days})\b"
            rf"|(?P<which8>{which})\s+(?P<unit1>{units})\b"
            rf"|(?P<called>{_any_case(words.called)})\b"
            rf"|(?P<count>{numbers}|\d\d?)\s+(?P<unit2>{units})s?\s+(?:{ago})\b"
            rf"|(?:{_any_case(words.before_year)})\s+(?P<year9>{year})(?!,\d|\.\d|\s+[a-z]+s\b)"
            rf"|(?P<year10>\d{{1,4}}\s?(?:{eras})|(?:{eras})\s?\d{{1,4}})(?!\w)"
            rf"|(?P<the>{_any_case(words.the)})\s+{early}(?:(?P<decade>[12]\d\d)0(?:{decades})\b"
            rf"|(?:(?P<nth>\d\d?){ending}|(?P<ordinal>{ordinals}))\s+{words.century}\b"
            rf"(?:\s+(?P<era>{eras})(?!\w))?))"
            r")"
        )
        # Several ways to write a time have groups of one name, and a number each.
        self.groups = [name.rstrip("0123456789") for name in self.pattern.groupindex]
        told = (*words.units, *language.seasons, *words.called, words.century)
        numbered = (
            *(f"{digit}[/.]\\d" for digit in range(10)),
            *(f"{digit}\\s?(?:{eras})" for digit in range(10)),
        )
        counted = (*numbered, r"1\d{3}", r"2\d{3}", *(rf"{re.escape(era)}\s?\d" for era in words.eras))
        both = (*(re.escape(word) for word in told), *(re.escape(word.capitalize()) for word in told))
        # Each begins with one letter, so that it is found without trying them place by place.
        self.sign = re.compile("|".join((*begun, *both, *counted)))
        """What stands in all words for a time, and is quickly looked for."""
        self.later = re.compile(rf"\b(?:{'|'.join(words.later)})\b[^.;]{{0,60}}\Z", re.IGNORECASE)
        self.since = re.compile(
            rf"\b({'|'.join(words.since)})(?:\s+(?:the|early|late|about))?\s*\Z", re.IGNORECASE
        )
        self.until = re.compile(rf"\b({'|'.join(words.by)})(?:\s+the)?\s*\Z", re.IGNORECASE)
        self.after = re.compile(rf"\b({'|'.join(words.after)})\s*\Z", re.IGNORECASE)
        self.to_come = re.compile(rf"([^.;:]{{0,60}}?)\b(?:{'|'.join(words.to_come)})\b", re.IGNORECASE)

    def month(self, written: str) -> int:
        """The number of a month by its name or the beginning of it."""
        small = written.lower().rstrip(".")[:3]
        return next(
            number for number, name in enumerate(self.language.months, start=1) if name.startswith(small)
        )


def _any_case(words: Iterable[str]) -> str:
    """A pattern of words that may begin with a capital; each begins with a letter, which makes it fast."""
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in words)


def _first_of(words: Iterable[str]) -> str:
    """The letters with which words begin, small and large."""
    return "".join(sorted({letter for word in words for letter in (word[0], word[0].upper())}))


@cache
def lexicon_of(language: Language) -> Lexicon:
    """The patterns of a language, which are compiled once."""
    return Lexicon(language)
