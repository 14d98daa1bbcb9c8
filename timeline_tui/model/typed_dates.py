"""Dates as people type them, taken as EDTF: one reading, or the readings to choose from."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline_tui.model.date_hints import FORMS, hint_for, readings
from timeline_tui.model.date_rewriting import is_sound, rewritten
from timeline_tui.model.dates import parse
from timeline_tui.model.days import day_edtf, day_iso, to_civil, weekday, year_iso
from timeline_tui.model.span import EndBeforeStart, NotADate, Span

_LONGEST = 120
_SUCH_AS = "write a date such as 2024-03-12, March 2024 or spring 2023"
_WEEKDAY = re.compile(r"\b(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\b[., ]*")
_CALLED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_VAGUE = re.compile(
    r"\b(?:the )?(?:very )?(early|late|mid(?:dle)?|beginning|start|end)(?: in| of| the|-)*[ -](?=[a-z0-9])"
)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}")
_HUNDREDS = re.compile(r"\b([0-9]{1,2})00['’]?s\b")
_LONG_YEAR = re.compile(
    r"(about |c\. ?|circa )?([0-9]{2,3}(?:,[0-9]{3})+|[0-9]{5,12}) ?(b\.?c\.?(?:e\.?)?|c\.?e\.?|a\.?d\.?)"
)
_CENTURY_BEFORE = re.compile(r"(?:the )?([1-9][0-9]?)(?:st|nd|rd|th) century b\.?c\.?(?:e\.?)?")
_EAST_ASIAN = re.compile(r"([0-9]{4}) ?[年년](?: ?([0-9]{1,2}) ?[月월](?: ?([0-9]{1,2}) ?[日일])?)?")
_CHOICE = re.compile(r"(.+?) ?\(one of these[a-z ]*\)")
_NAMED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:spring|summer|autumn|fall|winter)\b"
)


class Unclear(NotADate):
    """A text that can mean several dates, which are in `readings`, as EDTF."""

    def __init__(self, message: str, readings: tuple[str, ...]) -> None:
        super().__init__(message, f"write it as {' or '.join(readings)}")
        self.readings = readings


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
        bare = written[:-1]
    try:
        return Typed(parse(bare))
    except EndBeforeStart:
        raise
    except NotADate as refused:
        if len(bare) > _LONGEST:
            raise
        found = _in_words(" ".join(bare.casefold().split()), near, today)
        if found is None:
            hint = hint_for(bare)
            # The forms of a file are fewer than what can be typed here.
            raise NotADate(str(refused), _SUCH_AS if hint == FORMS else hint) from None
        return found


def _in_words(words: str, near: int | None, today: int | None) -> Typed | None:
    """The date in a text of small letters, by the first way that fits."""
    if (days := _CALLED_DAYS.get(words)) is not None:
        return None if today is None else Typed(parse(day_iso(today + days)))
    numbers = _numbers(words)
    if numbers is not None:
        return numbers
    found = _in_english(words, near, today)
    # Only a text with a number can hold a date in another language, whose months take a while to import.
    if found is None and re.search("[0-9]", words) and re.search(r"[^\W\d_]{3}", words):
        from timeline_tui.model.foreign_months import in_english

        english = in_english(words)
        found = _in_english(english, near, today) if english != words else None
    return found


def _in_english(words: str, near: int | None, today: int | None) -> Typed | None:
    for found in (_bounded(words, near, today), _fixed(words), _chosen(words), _dated(words, near)):
        if found is not None:
            return found
    return _vague(words, near, today)


def _numbers(words: str) -> Typed | None:
    """A date in numbers: taken only where they can mean one day."""
    found = readings(words)
    sound = tuple(reading for reading in found if is_sound(reading))
    if not found:
        return None
    if len(sound) > 1:
        raise Unclear(f"nobody can say which number of {words} is the day", sound)
    if sound and _SHORT_YEAR.fullmatch(words):
        raise Unclear(f"{words} does not say which century", sound)
    span = parse(sound[0] if sound else found[0])
    dotted = "." in words and int(words.split(".")[1]) <= 12 and int(words.split(".")[0]) <= 12
    return Typed(span, "the day first, as dates with dots are written" if dotted else "")


def _fixed(words: str) -> Typed | None:
    """Ways that mean one thing and hold no other date."""
    if (hundreds := _HUNDREDS.search(words)) is not None:
        stem = hundreds[1].zfill(2)
        raise Unclear(f"the {hundreds[1]}00s can be ten years or a hundred", (f"{stem}0X", f"{stem}XX"))
    if (long := _LONG_YEAR.fullmatch(words)) is not None:
        count = int(long[2].replace(",", ""))
        return Typed(parse(year_iso(1 - count if long[3].startswith("b") else count) + "~" * bool(long[1])))
    if (century := _CENTURY_BEFORE.fullmatch(words)) is not None:
        last = 100 * (int(century[1]) - 1)
        return Typed(parse(f"[{year_iso(-last - 99)}..{year_iso(-last)}]"))
    if (parts := _EAST_ASIAN.fullmatch(words)) is not None:
        year, *rest = (part for part in parts.groups() if part)
        return Typed(parse("-".join([year, *(f"{int(part):02}" for part in rest)])))
    if re.fullmatch("[0-9]{3}", words):
        return Typed(parse(f"0{words}"))
    return None


def _bounded(words: str, near: int | None, today: int | None) -> Typed | None:
    """Before or after a date, which is up to the last day before it or from the first day after it."""
    side, _, date = words.partition(" ")
    if side not in {"before", "after"} or not date:
        return None
    span, remark = typed(date, near, today)
    if span.shape != "date":
        raise NotADate(f"“{words}” has no single date", f"a date goes with {side}: {side} 1990")
    edge = span.earliest if side == "before" else span.latest
    if edge is None:
        return None
    if span.clock is not None:
        outside = day_edtf(edge)
    else:
        outside = _like(span, edge - 1 if side == "before" else edge + 1)
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (span.approximate, span.uncertain), ""
    )
    return Typed(parse(f"../{outside}{mark}" if side == "before" else f"{outside}{mark}/.."), remark)


def _like(span: Span, day: int) -> str:
    """The year, month or day of a day, as fine as the date is."""
    year, month, _ = to_civil(day)
    if span.precision in {"millennium", "century", "decade", "year"}:
        return year_iso(year)
    return f"{year_iso(year)}-{month:02}" if span.precision in {"part", "season", "month"} else day_edtf(day)


def _chosen(words: str) -> Typed | None:
    """One of several dates, of which it is not known which."""
    choice = _CHOICE.fullmatch(words)
    if choice is None and " or " not in words and not words.startswith("between "):
        return None
    bare = choice[1] if choice else words
    if bare.startswith("between ") and (ends := rewritten(bare)):
        return Typed(parse(f"[{ends.replace('/', '..')}]"))
    if bare.endswith((" or earlier", " or later")):
        date, _, side = bare.rpartition(" or ")
        member = rewritten(date)
        return Typed(parse(f"[..{member}]" if side == "earlier" else f"[{member}..]")) if member else None
    members = [rewritten(member) for member in re.split(r",? or |, ", bare)]
    if None in members and len(members) == 2 and (pair := rewritten(re.sub(r",? or |, ", " to ", bare))):
        members = list(pair.split("/"))
    if None in members:
        return None
    return Typed(parse(f"[{','.join(member.replace('/', '..') for member in members if member)}]"))


def _vague(words: str, near: int | None, today: int | None) -> Typed | None:
    """A date without the words for a part of it that EDTF has no sign for."""
    plain = _VAGUE.sub("", words)
    if plain == words or not plain:
        return None
    said = ", ".join(f"“{match[1]}”" for match in _VAGUE.finditer(words))
    span, remark = typed(plain, near, today)
    lost = f"EDTF has no sign for {said}"
    return Typed(span, f"{remark}; {lost}" if remark else lost)


def _dated(words: str, near: int | None) -> Typed | None:
    """A date in words, whose weekday, where one is written, is right."""
    plain = re.sub(r"\((utc[^()]*)\)", r"\1", words)
    named = _WEEKDAY.search(plain)
    plain = _WEEKDAY.sub(" ", plain).strip(" ,.") if named else plain
    written, remark = rewritten(plain), ""
    if (written is None or not is_sound(written)) and near is not None and _NAMED.search(plain):
        year = to_civil(near)[0]
        if not re.search("[0-9]{3}", plain) and abs(year) < 9999:
            era = f"{year:04}" if year > 0 else f"{1 - year} bce"
            again = rewritten(f"{plain} {era}")
            if again is not None:
                written, remark = (
                    again,
                    f"the year is taken from here: {era.upper().lstrip('0')}",
                )
    if written is None:
        return None
    span = parse(written)
    if named is not None:
        _check(span, named[1])
    return Typed(span, remark)


def _check(span: Span, written: str) -> None:
    if span.shape != "date" or span.day is None or span.earliest is None or span.masked:
        raise NotADate("a weekday goes with a day", "leave out the weekday")
    name = weekday(span.earliest)
    if name is not None and not name.lower().startswith(written):
        raise NotADate(f"{span.text} is a {name}", "leave out the weekday, or write another day")
