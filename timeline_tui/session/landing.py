"""Where a date or a step in time would land, and how what a query finds lies in its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.density import NOTHING, Lying, in_cells
from timeline_tui.model.dates import Span, parse, understood
from timeline_tui.model.days import MONTHS, day_edtf, to_civil, year_in_words
from timeline_tui.model.periods import Period, Step, step_of
from timeline_tui.model.span import NotADate
from timeline_tui.model.typed_dates import TypedDate, UnclearDate, typed
from timeline_tui.model.zones import Instant, Zone, instant
from timeline_tui.query.scan import Query, Term, Unreadable
from timeline_tui.query.written import parse as parse_query
from timeline_tui.render.date_column import gap_in_words
from timeline_tui.render.phrases import in_words

if TYPE_CHECKING:
    from timeline_tui.index.records import About, Row
    from timeline_tui.index.shown import Shown
    from timeline_tui.index.view_maker import Measured


_TIME = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2}(?::[0-9]{2})?)? ?(?:[ap]\.?m\.?)?$", re.IGNORECASE)
QUESTION = "Go to a date (12 March 2024, spring 2023, 1850s) or by a step (+1 month, next year)"


class Landing(NamedTuple):
    """An event that one can go to."""

    rank: int
    words: str
    """Why this one, and what it is."""


class Look(NamedTuple):
    """What a text means, and the events that it leads to, the likeliest first."""

    sentence: str
    landings: tuple[Landing, ...] = ()
    step: Step | None = None


def look(shown: Shown, text: str, here: int | None, today: int) -> Look:
    """What the text means, seen from the day `here`; raises what the index raises.

    It leads to events that are shown, and says where another would be meant.
    """
    bare = text.strip()
    if not bare:
        return Look(QUESTION)
    if (step := step_of(bare)) is not None:
        return look_by(shown, step, here)
    try:
        found = _typed(bare, here, today)
    except UnclearDate as unclear:
        return Look(f"{unclear}: which?", tuple(_readings(shown, unclear)))
    except NotADate as refused:
        return Look(f"{refused}: {refused.hint}")
    sentence, landings, _ = _at(shown, found.span)
    sentence = f"{sentence} ({found.remark})" if found.remark else sentence
    hides = not shown.events and shown.of > 0
    return Look(f"{sentence}; no event is shown that it could lead to" if hides else sentence, landings)


def _readings(shown: Shown, unclear: UnclearDate) -> Iterator[Landing]:
    """Where each of the dates that are meant perhaps leads to, with the date."""
    for way, reading in zip(unclear.ways, unclear.readings, strict=True):
        for rank, words in _at(shown, parse(reading)).landings[:1]:
            yield Landing(rank, f"{way}: {words}")


def _typed(text: str, here: int | None, today: int) -> TypedDate:
    """The date that a text means; a time alone is one of the day `here`."""
    try:
        return typed(text, near=here, today=today)
    except UnclearDate:
        raise
    except NotADate:
        if here is not None and _TIME.match(text):
            return typed(f"{day_edtf(here)}, {text}")
        raise


def look_by(shown: Shown, step: Step, here: int | None) -> Look:
    """Where a step from the day `here` leads."""
    if here is None:
        return Look("This event has no date to step from")
    day = step.from_day(here)
    sentence = f"{step.words}: {in_words(parse(day_edtf(day)))}"
    moments, later = shown.index.moments, step.number > 0
    rank = moments.first(day) if later else moments.last(day)
    landings = _landings(shown, (rank, day, 1 if later else -1))
    if not landings:
        sentence += f", and nothing {'is shown that ' if rank is not None else ''}begins then or "
        sentence += "later" if later else "before"
    return Look(sentence, landings, step)


def day_of(row: Row, zone: Zone) -> int | None:
    """The day in the zone on which the event begins or, where it has no beginning, ends."""
    if (span := understood(row.date)) is None:
        return None
    time = instant(span, zone)
    return span.anchor if time is None else time.day


def _at(shown: Shown, span: Span) -> Look:
    moments = shown.index.moments
    if (time := instant(span, shown.index.about.zone)) is not None:
        return _at_time(shown, span, time)
    events = moments.counted(span.earliest, span.latest)
    sentence = f"{in_words(span)}: {_begin_words(events)}"
    if events:
        # Up to a day is seen from its end.
        rank = moments.last(span.latest) if span.earliest is None and span.latest else None
        first = moments.first(span.earliest, span.latest) if rank is None else rank
        return Look(sentence, _landings_around(shown, first))
    sentence += _touched(shown, span)
    stands = moments.standing(span.earliest)
    after = None if span.latest is None else moments.first(span.latest + 1)
    before = None if span.earliest is None else moments.last(span.earliest - 1)
    beside = (after, span.latest, 1), (None if before == stands else before, span.earliest, -1)
    return Look(sentence, _landings(shown, (stands, None, -1), *beside))


def _at_time(shown: Shown, span: Span, time: Instant) -> Look:
    moments = shown.index.moments
    found = moments.timed(time)
    if found:
        return Look(f"{in_words(span)}: {_begin_words(len(found))}", _landings_around(shown, found[0]))
    sentence = f"{in_words(span)}: {_begin_words(0)}{_touched(shown, span)}"
    beside = (moments.since(time), time.day, 1), (moments.before(time), time.day, -1)
    return Look(sentence, _landings(shown, *beside, missed=True))


def _begin_words(events: int) -> str:
    if not events:
        return "nothing begins then"
    return f"{events:,} {'event begins' if events == 1 else 'events begin'} then"


def _touched(shown: Shown, span: Span) -> str:
    """How many events can be then, though none begins."""
    touching = shown.index.search.count(Query((Term("in", (span.text,), False, False, False, 0, 0),)))
    return f", but {touching:,} {'event' if touching == 1 else 'events'} can be then" if touching else ""


def _landings(
    shown: Shown, *meant: tuple[int | None, int | None, int], missed: bool = False
) -> tuple[Landing, ...]:
    """Events by their rank, the day that they may miss, and the direction in which to look for others.

    `missed` says that a time of the day was meant at which none of them begins.
    """
    found = (_landing(shown, rank, day, way, missed) for rank, day, way in meant if rank is not None)
    return tuple({landing.rank: landing for landing in found if landing is not None}.values())


def _landings_around(shown: Shown, rank: int | None) -> tuple[Landing, ...]:
    """The event where it is shown, else the next that is, or the last where none is later."""
    return _landings(shown, (rank, None, 1)) or _landings(shown, (rank, None, -1))


def _landing(shown: Shown, rank: int, day: int | None, direction: int, missed: bool) -> Landing | None:
    """The event, or the next one that is shown, with how far it is from a day that it misses."""
    near = shown.event_from(rank, direction)
    if near is None:
        return None
    (row,) = shown.index.rows(near, 1)
    begins = day_of(row, shown.index.about.zone)
    apart = 0 if day is None or begins is None else begins - day
    away = f"{gap_in_words(abs(apart))} {'later' if apart > 0 else 'earlier'}: " if apart else ""
    if missed and not apart and row.date and instant(parse(row.date), shown.index.about.zone) is not None:
        away = f"{'later' if direction > 0 else 'earlier'} that day: "
    away = f"hidden here; {'next' if direction > 0 else 'last'} shown: " if near != rank else away
    return Landing(row.rank, f"{away}{row.title} ({in_words(parse(row.date)) if row.date else 'no date'})")


class TimeStretch(NamedTuple):
    """A part of the time, or the whole, as the events that are shown lie in it."""

    first: int
    last: int
    names: tuple[str, str] | None
    """What to write at its ends in place of the years."""
    measured: Measured | None
    """None until it is counted."""

    @property
    def lying(self) -> Lying:
        """How many events that are shown lie how surely in each of its bins."""
        return NOTHING if self.measured is None else self.measured.lying

    def all(self, cells: int) -> list[int]:
        """How many events begin in each of so many parts, shown or not."""
        return [] if self.measured is None else in_cells(self.measured.all, cells)


def called(period: Period) -> str:
    """The period in words."""
    return in_words(parse(period.edtf))


def stretch_of(query: str, about: About) -> TimeStretch | None:
    """The time that the strip shows for a query: its period with its name, or the whole."""
    whole, period = whole_of(about), period_of(query, about)
    if period is None:
        return None if whole is None else TimeStretch(whole.first, whole.last, None, None)
    if period.unit is not None:
        name = called(period)
        # The day of the week is left out.
        return TimeStretch(*period, (name.rpartition(",")[0] if period.unit == "day" else name, ""), None)
    return TimeStretch(*period, (_short(period.first), _short(period.last)), None)


def _short(day: int) -> str:
    year, month, of_month = to_civil(day)
    return f"{of_month} {MONTHS[month][:3]} {year_in_words(year)}"


def period_of(query: str, about: About) -> Period | None:
    """The period that a query asks for; what has no end is as long as the timeline."""
    whole = whole_of(about)
    if "in:" not in query or whole is None:
        return None
    try:
        alone = [terms[0] for terms in parse_query(query).groups if len(terms) == 1]
    except Unreadable:
        return None
    asked = [term for term in alone if term.field == "in" and not term.excluded]
    if len(asked) != 1 or len(asked[0].values) != 1:
        return None
    span = parse(asked[0].values[0])
    first = min(whole.first, span.latest or 0) if span.earliest is None else span.earliest
    last = max(whole.last, span.earliest or 0) if span.latest is None else span.latest
    return Period(first, last)


def whole_of(about: About) -> Period | None:
    """From the first day of a timeline to the last; None where no event has a date."""
    if about.earliest is None:
        return None
    return Period(about.earliest, about.earliest if about.latest is None else about.latest)
