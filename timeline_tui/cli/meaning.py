"""What an id, a date or a name on the command line means, and what is told of a day."""

from __future__ import annotations

import datetime

from timeline_tui.cli.output import Refusal, talk
from timeline_tui.evidence import as_of as knowing
from timeline_tui.index.reader import Index
from timeline_tui.index.records import About
from timeline_tui.model import dates
from timeline_tui.model.folding import likest
from timeline_tui.model.timeline import Event
from timeline_tui.render.phrases import as_of_words, hidden_words

# Comparing takes its time, and a person waits for the answer.
_MOST_COMPARED = 20_000


def place(index: Index, at: str) -> int:
    """The row that `--at` names: an event by its id, or a time."""
    rank = index.rank_of(at)
    if rank is not None:
        return rank
    try:
        rank = index.rank_of_date(dates.parse(at))
    except dates.NotADate as error:
        raise _nowhere(index, at, error) from error
    return rank or 0


def _nowhere(index: Index, at: str, error: dates.NotADate) -> Refusal:
    """What is said of a place that is neither an id nor a date."""
    from timeline_tui.model.typed_dates import NO_ADVICE, hint_to

    if hint_to(error) in NO_ADVICE:
        hint = f"{nearest(index, at)}; a date looks like 2024-03-12, 2024-03 or 2024"
        return Refusal(f"--at {at}: no event has this id, and it is no date", hint)
    return Refusal(f"--at {at}: no event has this id, and {error}", hint_to(error))


def meant(index: Index, spelling: str) -> list[str]:
    """The ids of the names that `--name` means."""
    from timeline_tui.model.folding import likest_names, spelled

    names = spelled(spelling, index.names())
    if not names:
        near = likest_names(spelling, index.names())
        hint = " or ".join(near) if near else "timeline-tui show ID, which prints the names of an event"
        raise Refusal(f"--name {spelling}: no name is spelled so", hint)
    return names


def last_day(date: str) -> int:
    """The last day that a date can mean, for `--as-of`."""
    try:
        return knowing.last_day(date, datetime.date.today().toordinal())
    except dates.NotADate as error:
        raise Refusal(f"--as-of {date}: {error}", error.hint) from error


def nearest(index: Index, id_: str) -> str:
    """What to try instead of an id that no event has."""
    near = likest(id_, index.ids())
    return " or ".join(near) if near else "timeline-tui list with the same file, which prints the ids"


def tell_of_hidden(about: About) -> None:
    """Say on stderr what is hidden, where only what could be known on a day is shown."""
    if about.as_of:
        talk(f"{as_of_words(about)}: {hidden_words(about)}")


def part_of(index: Index, rank: int, event: Event) -> str | None:
    """The event that one is part of, among those that are shown."""
    if not index.about.as_of:
        return event.part_of
    whole = index.parent(rank)
    return None if whole is None else whole.id


def no_event(index: Index, id_: str) -> Refusal:
    """Why there is no event with this id."""
    known = f" that could be known {as_of_words(index.about)}" if index.about.as_of else ""
    return Refusal(f"no event{known} has the id {id_}", nearest(index, id_))
