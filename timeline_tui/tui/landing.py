"""Where a date, or a step in time, would land, for the line in which it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.model.dates import Span, day_iso, parse
from timeline_tui.model.span import NotADate
from timeline_tui.model.steps import Step, step_of
from timeline_tui.model.typed_dates import Unclear, typed
from timeline_tui.tui.presentation.dates import gap_in_words, in_words

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.rows import Row

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


def look(index: Index, text: str, here: int | None, today: int) -> Look:
    """What the text means, seen from the day `here`; raises what the index raises."""
    bare = text.strip()
    if not bare:
        return Look(QUESTION)
    if (step := step_of(bare)) is not None:
        return look_by(index, step, here)
    try:
        found = typed(bare, near=here, today=today)
    except Unclear as unclear:
        looks = [_at(index, parse(reading)) for reading in unclear.readings]
        return Look(f"{unclear}: which?", tuple(one for found in looks for one in found.landings[:1]))
    except NotADate as refused:
        return Look(f"{refused}: {refused.hint}")
    sentence, landings, _ = _at(index, found.span)
    return Look(f"{sentence} ({found.remark})" if found.remark else sentence, landings)


def look_by(index: Index, step: Step, here: int | None) -> Look:
    """Where a step from the day `here` leads."""
    if here is None:
        return Look("This event has no date to step from")
    day = step.from_day(here)
    sentence = f"{step.words}: {in_words(parse(day_iso(day)))}"
    rank = index.moments.first(day) if step.number > 0 else index.moments.last(day)
    if rank is None:
        return Look(
            f"{sentence}, and nothing begins {'then or later' if step.number > 0 else 'then or before'}"
        )
    return Look(sentence, (_landing(index, rank, day),), step)


def day_of(row: Row) -> int | None:
    """The day on which the event begins or, where it has no beginning, ends."""
    if row.date is None:
        return None
    try:
        span = parse(row.date)
    except NotADate:
        return None
    return span.latest if span.earliest is None else span.earliest


def _at(index: Index, span: Span) -> Look:
    moments = index.moments
    events = moments.counted(span.earliest, span.latest)
    said = (
        f"{events:,} {'event begins' if events == 1 else 'events begin'} then"
        if events
        else "nothing begins then"
    )
    sentence = f"{in_words(span)}: {said}"
    if events:
        # Up to a day is seen from its end.
        rank = moments.last(span.latest) if span.earliest is None and span.latest else None
        first = moments.first(span.earliest, span.latest) if rank is None else rank
        return Look(sentence, () if first is None else (_landing(index, first, None),))
    after = None if span.latest is None else moments.first(span.latest + 1)
    before = None if span.earliest is None else moments.last(span.earliest - 1)
    landings = [(after, span.latest), (before, span.earliest)]
    return Look(sentence, tuple(_landing(index, rank, day) for rank, day in landings if rank is not None))


def _landing(index: Index, rank: int, day: int | None) -> Landing:
    """The event, with how far it is from a day that it misses."""
    (row,) = index.rows(rank, 1)
    date = in_words(parse(row.date)) if row.date else "no date"
    begins = day_of(row)
    apart = 0 if day is None or begins is None else begins - day
    away = f"{gap_in_words(abs(apart))} {'later' if apart > 0 else 'earlier'}: " if apart else ""
    return Landing(rank, f"{away}{row.title} ({date})")
