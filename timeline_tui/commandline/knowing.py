"""`--as-of`: what a person at the terminal is told of a timeline as it could be known on a day."""

from __future__ import annotations

from timeline_tui.commandline.ending import Refusal
from timeline_tui.commandline.meaning import nearest
from timeline_tui.commandline.output import talk
from timeline_tui.index.reader import Index
from timeline_tui.index.rows import About
from timeline_tui.model.timeline import Event
from timeline_tui.tui.presentation.lines.knowing import as_of_words, hidden_words


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
