"""Dates as the screen shows them: in the column of the list, as gaps, on other clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.model.dates import Span, parse
from timeline_tui.model.days import DAY_LONG, MONTHS, SHORT_MONTHS, day_iso, to_civil, year_in_words, year_iso
from timeline_tui.render.phrases import (
    SEASONS,
    counted,
    hour_and_minute,
    named_years,
    time_of_day,
    years_in_few_cells,
)

WIDEST = 14
"""Cells of the column where there is room."""
NARROWEST = 11
"""Cells into which any date can be drawn."""
# What newspapers write where a month stands alone.
_ALONE = ("", "Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_PARTS = (
    *("Q1", "Q2", "Q3", "Q4"),
    *("1st third", "2nd third", "3rd third", "1st half", "2nd half"),
)
_UNITS = ((10**12, "tn"), (10**9, "bn"), (10**6, "M"), (10**3, "k"))
_COARSER = "…"
_LEGEND = (
    ("2024-03-12", "a day, under the heading of its year"),
    ("2024-03", "a month, a season or a quarter, no day known"),
    ("2024", "a year, no month known"),
    ("191X", "some year of these ten; 5th c. BCE, some year of that century"),
    ("2024-03-12~", "about then"),
    ("2024-03-12?", "perhaps then"),
    ("2024-05-22/2024-05-23", "from one to the other"),
    ("[2024-03-13..2024-03-17]", "one of these, and it is not known which"),
    ("[2024-03-13,2024-03-17]", "one of these two"),
    ("2024-05-22/..", "from then, with an open end"),
    ("../2024-05-22", "until then, with an open start"),
    ("2024-05-22/", "from then, and it is not known until when"),
    ("2024-05-28/2025-06-02", "more is known than there is room for"),
)
"""One date for each form, drawn under the heading 2024, and what the form means."""


def in_column(span: Span | None, year: str | None, width: int = WIDEST, *, timed: bool = False) -> str:
    """The date in exactly so many cells, as people write it, under the heading of a year.

    `year` is that of the heading, as in EDTF; a date of another year says its own. What is too long for the
    column is drawn coarser, with `…` after it where there is room, and never finer than it is. About and
    perhaps are never lost. `timed` where the time of day is to be told as well.
    """
    if span is None:
        return " —".ljust(width)
    form = next((form for form in _forms(span, year, timed) if len(form) <= width), "")
    # A mark of about hangs before what the others line up with.
    if not form.startswith("~") and len(form) < width:
        form = f" {form}"
    if re.match(" [0-9] ", form) and len(form) < width:
        form = f" {form}"
    return form.ljust(width)


def legend() -> list[tuple[str, str]]:
    """Each form of the column and what it means."""
    forms = [(in_column(parse(text), "2024").strip(), meaning) for text, meaning in _LEGEND]
    return [*forms, (in_column(None, None).strip(), "no date")]


class _Date(NamedTuple):
    """One date in the words of its parts; what is not known of it is empty."""

    day: str
    name: str
    """Of its month, season or part of the year."""
    alone: str
    """The same, where it stands alone."""
    number: str
    """Of its year, decade or century."""
    era: str
    year: str
    """As in EDTF."""
    before: str
    after: str

    def coarser(self) -> Iterator[_Date]:
        """Itself, and then ever less of it."""
        yield self
        if self.day:
            yield self._replace(day="")
        if self.name:
            yield self._replace(day="", name="", alone="")
        if (number := self.number.replace(",", "")).isdigit() and int(number) > 9999:
            yield self._replace(day="", name="", alone="", number=_rounded(int(number)))

    def text(self, heading: str | None, *, alone: bool = False) -> str:
        """All of it; not its year where it stands under that."""
        says_year = not self.name or self.year != heading
        return self.words(year=says_year, alone=alone)

    def words(self, *, month: bool = True, year: bool = True, era: bool = True, alone: bool = False) -> str:
        """These parts of it."""
        name = self.alone if alone and not self.day else self.name
        parts = (
            self.day,
            name if month else "",
            self.number if year else "",
            self.era if year and era else "",
        )
        return f"{self.before}{' '.join(filter(None, parts))}{self.after}"


def _forms(span: Span, heading: str | None, timed: bool) -> Iterator[str]:
    """Ways to write it, the finest first; the last ones fit into the narrowest column."""
    if span.shape == "range":
        start, end = span.dates
        yield from _between(start, end, heading, "")
    elif span.shape == "one of" and named_years(span) is None:
        yield from _one_of(span, heading)
    elif span.masked and _named(span) is None:
        start, end = _bounds(span)
        yield from _between(start, end, heading, " ?")
    else:
        date = _date(span)
        if timed and span.clock is not None:
            yield f"{date._replace(after='').text(heading)} {time_of_day(span)}{date.after}"
        yield from _alone(date, heading)


def _alone(date: _Date, heading: str | None) -> Iterator[str]:
    for number, each in enumerate(date.coarser()):
        forms = (each.text(heading, alone=True), each.text(heading))
        if number:
            yield from (form + _COARSER for form in forms)
        yield from forms
        yield forms[-1].replace(" BCE", "BCE")
    yield from _squeezed(forms[-1])


def _squeezed(form: str) -> Iterator[str]:
    """The form in ever fewer cells."""
    for pattern, shorter in ((" (?=B?CE)", ""), ("(?<=th|st|nd|rd) c[.]", "c"), ("(th|st|nd|rd)c", "c")):
        form = re.sub(pattern, shorter, form)
        yield form


def _one_of(span: Span, heading: str | None) -> Iterator[str]:
    members = span.dates
    if len(members) == 2 and all(member.shape == "date" and not member.masked for member in members):
        first, last = sorted(members, key=lambda member: member.earliest or 0)
        yield _pair(_date(first), _date(last), heading, " or ")
    ranges = [member.dates if member.shape == "range" else (member, member) for member in members]
    starts, ends = [dates[0] for dates in ranges], [dates[-1] for dates in ranges]
    start = min(starts, key=lambda each: (each.shape == "date", each.earliest or 0))
    end = max(ends, key=lambda each: (each.shape != "date", each.latest or 0))
    if start.shape != "date" and end.shape != "date":
        # Both sides are open, and what lies between is none of it.
        known = next(each for each in (*starts, *ends) if each.shape == "date")
        for form in _alone(_date(_whole(_one(known, span))), heading):
            yield from (f"–{form}– ?", f"–{form}–?")
    else:
        yield from _between(_one(start, span), _one(end, span), heading, " ?")


def _one(date: Span, whole: Span) -> Span:
    """One of several dates, about then where any of them is; that it is not sure is said of the whole."""
    return date._replace(approximate=whole.approximate, uncertain=False)


_Around = tuple[str, str]
"""What stands before a date and behind it."""


def _between(start: Span, end: Span, heading: str | None, mark: str) -> Iterator[str]:
    """From one to the other, at least one of which is a date; with what is said of the whole behind it."""
    if start.shape == end.shape == "date":
        yield from _closed(_date(_whole(start)), _date(_whole(end, last=True)), heading, mark)
    elif start.shape != "date":
        ways = _UNTIL if start.shape == "open" else _FROM_UNKNOWN
        yield from _half_open(_date(_whole(end, last=True)), heading, ways, mark)
    else:
        ways = _FROM if end.shape == "open" else _UNTIL_UNKNOWN
        yield from _half_open(_date(_whole(start)), heading, ways, mark)


_UNTIL: tuple[_Around, ...] = (("until ", ""), ("–", ""))
_FROM: tuple[_Around, ...] = (("from ", ""), ("", "–"))
_FROM_UNKNOWN: tuple[_Around, ...] = (("?–", ""),)
_UNTIL_UNKNOWN: tuple[_Around, ...] = (("", "–?"),)


def _half_open(date: _Date, heading: str | None, ways: Sequence[_Around], mark: str) -> Iterator[str]:
    for number, each in enumerate(date.coarser()):
        for before, after in ways:
            form = f"{before}{each.text(heading, alone=True)}{after}"
            if number:
                yield f"{form}{_COARSER}{mark}"
            yield f"{form}{mark}"
    before, after = ways[-1]
    for form in _squeezed(each.text(heading)):
        yield f"{before}{form}{after}{mark}"
    yield f"{before}{form}{after}{mark.strip()}"


def _closed(first: _Date, last: _Date, heading: str | None, mark: str) -> Iterator[str]:
    starts, ends = list(first.coarser()), list(last.coarser())
    for number in range(max(len(starts), len(ends))):
        # The finer of both becomes coarser first.
        start, end = starts[min(number, len(starts) - 1)], ends[min(number, len(ends) - 1)]
        form = _pair(start, end, heading, "–")
        if number:
            yield f"{form}{_COARSER}{mark}"
        yield f"{form}{mark}"
    before = "~" if "~" in start.before + end.before else ""
    after = "?" if "?" in start.after + end.after else ""
    start, end = start._replace(before=before, after=""), end._replace(before="", after=after)
    form = _pair(start, end, heading, "–")
    yield form + mark
    yield from (each + mark for each in _squeezed(form))
    for form in _squeezed(start._replace(after=after).text(heading)):
        yield f"{form}–{_COARSER}{mark}"
    yield f"{form}–{_COARSER}{mark.strip()}"


def _pair(first: _Date, last: _Date, heading: str | None, joint: str) -> str:
    """Both dates, with what they share said once; each says its year where these differ."""
    if (first.day, first.name, first.number, first.era) == (last.day, last.name, last.number, last.era):
        return _merged(first, last).text(heading, alone=True)
    if first.year == last.year and first.name and last.name:
        same_month = bool(first.day and last.day) and first.name == last.name
        return f"{first.words(month=not same_month, year=False)}{joint}{last.text(heading)}"
    # A bare number beside a month would be its day.
    is_bare = not first.day and bool(first.name or last.name)
    return f"{first.words(era=is_bare or first.era != last.era)}{joint}{last.words()}"


def _merged(first: _Date, last: _Date) -> _Date:
    return first._replace(before=max(first.before, last.before), after=max(first.after, last.after))


def _date(span: Span) -> _Date:
    """The words of a single date."""
    words = _named(span) or year_in_words(span.year or 0)
    era = next((era for era in ("BCE", "CE") if words.endswith(f" {era}")), "")
    name = alone = ""
    if span.part is not None:
        alone = _PARTS[span.part - 33] if span.part > 32 else SEASONS[(span.part - 21) % 4]
        name = alone if span.part > 32 else alone[:3]
    elif span.month is not None:
        name, alone = SHORT_MONTHS[span.month], _ALONE[span.month]
    return _Date(
        "" if span.day is None else str(span.day),
        *(name, alone),
        *(words.removesuffix(f" {era}"), era),
        "" if span.year is None else year_iso(span.year),
        "~" if span.approximate else "",
        "?" if span.uncertain else "",
    )


def _named(span: Span) -> str | None:
    """The century or decade that it says, where that has a name."""
    if (years := named_years(span)) is not None:
        return years_in_few_cells(*years)
    # "The 1900s" can mean a century, too.
    decade = re.match("[1-9][0-9][1-9](?=X(-[0-9]{2})*[?~%]*$)", span.text) if span.masked else None
    return f"{decade[0]}0s" if decade is not None else None


def _bounds(span: Span) -> tuple[Span, Span]:
    """The first and the last that it can mean, as fine as it is."""
    days = (day_iso(span.earliest or 0), day_iso(span.latest or 0))
    size = {"day": None, "month": -3}.get(span.precision, -6)
    first, last = (_one(parse(day[:size]), span) for day in days)
    return first, last


def _whole(span: Span, *, last: bool = False) -> Span:
    """Itself or, where digits are masked, the month or year that it surely lies in, or the first or last."""
    if not span.masked or _named(span) is not None:
        return span
    first, end = to_civil(span.earliest or 0), to_civil(span.latest or 0)
    year = year_iso(end[0] if last else first[0])
    whole = parse(f"{year}-{first[1]:02}" if first[:2] == end[:2] else year)
    return whole._replace(approximate=span.approximate, uncertain=span.uncertain)


def _rounded(year: int) -> str:
    """A year in few cells: 170M for 170,000,002."""
    size, unit = next(each for each in _UNITS if year >= each[0])
    return f"{year // size}{unit}"


def gap_in_words(days: int) -> str:
    """How long a time is, in the largest unit that still says something: 11 weeks, 5 months."""
    if days < 14:
        return counted(days, "day")
    if days < 90:
        return counted(days // 7, "week")
    # A little more than the quotient, so that 365 days are 12 months and 730 are 2 years.
    if days < 730:
        return counted(int(days / 30.436875 + 0.05), "month")
    return counted(int(days / 365.2425 + 0.01), "year")


def local_time(span: Span, zone: str) -> str | None:
    """The same moment on the clocks of an IANA zone; None with no time, no offset, or no such zone."""
    if span.offset is None:
        return None
    # Only a time of day needs them, and the first screen has no time for them.
    from timeline_tui.model.zones import instant, is_zone

    if not is_zone(zone) or (moment := instant(span, zone)) is None:
        return None
    days, clock = divmod(moment.clock, DAY_LONG)
    year, month, day = to_civil(moment.day + days)
    if not 1 <= year <= 9999:
        return None
    return f"{day} {MONTHS[month]} {year_in_words(year)}, {hour_and_minute(clock // 60)} ({zone})"
