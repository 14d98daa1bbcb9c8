"""What is handed on of an open timeline: all of it or what a query shows, in which format, and where to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from timeline_tui.edit.save import new_file
from timeline_tui.export.content import Content, Heading, LeftBehind
from timeline_tui.export.formats import FORMATS, ExportFormat, ending_words
from timeline_tui.jobs.members import ENDING
from timeline_tui.model.timeline import Event
from timeline_tui.render.phrases import counted
from timeline_tui.session.requests import Ask, Choose, HandOn
from timeline_tui.session.signal import Refused
from timeline_tui.system import typed_path

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.model.passage_states import Finding
    from timeline_tui.session.session import Session

_LOT = 500
"""Events that are read together."""
_MOST_TOLD = 2


class ExportedEvents:
    """The events of an index at these ranks, read a lot at a time, as often as one likes."""

    def __init__(self, index: Index, ranks: Sequence[int]) -> None:
        self._index = index
        self._ranks = ranks

    def __iter__(self) -> Iterator[Event]:
        """Each with the id that it goes by, its own or one made from date and title."""
        for first in range(0, len(self._ranks), _LOT):
            ranks = self._ranks[first : first + _LOT]
            close = ranks[-1] - ranks[0] == len(ranks) - 1
            events = self._index.events(ranks[0], len(ranks)) if close else map(self._index.event, ranks)
            for row, event in zip(self._index.rows_of(ranks), events, strict=True):
                whole = self._index.parent(row.rank) if self._index.about.as_of else None
                hidden = self._index.about.as_of and whole is None
                part_of = whole.id if whole is not None else None if hidden else event.part_of
                yield replace(event, id=row.id, part_of=part_of)


def content_of(
    index: Index,
    name: str,
    ranks: Sequence[int],
    *,
    language: str | None = None,
    guarded: bool = False,
    style: str | None = None,
    proof: Mapping[tuple[str, int], Finding] = MappingProxyType({}),
) -> Content:
    """The events of an index at these ranks; one without a title is called by the name of its file."""
    about = index.about
    title = about.title or Path(name).name.removesuffix(ENDING) or "A timeline"
    heading = Heading(title, about.summary, about.license, about.timezone, language, about.as_of)
    whole = len(ranks) == about.events and about.as_of is None
    events = ExportedEvents(index, ranks)
    records = index.sources(), index.names()
    return Content(
        heading,
        events,
        *records,
        whole=whole,
        guarded=guarded,
        style=style,
        proof=proof,
        tours=index.tours(),
    )


def ask_format(session: Session) -> Choose:
    """Which format it is to have; the question says how many events go."""
    forms, found, of_all = list(FORMATS.values()), session.read_list.found, session.read_index.about.events
    if not found:
        raise Refused("There is nothing to hand on")
    count = len(found)
    goes = counted(count, "event") if count == of_all else f"{count:,} of {counted(of_all, 'event')}"
    labels = [f"{form.name}: {form.meaning}" for form in forms]
    return Choose(f"Hand on {goes} as what?", labels, lambda number: _ask_target(session, forms[number]))


def _ask_target(session: Session, form: ExportFormat) -> Ask:
    """Where to write it: beside the file, if nobody says otherwise."""
    file = session.wanted.file
    folder = file.parent if session.wanted.origin == "own" else Path()
    beside = folder / f"{file.name.removesuffix(ENDING) or 'timeline'}{form.ending}"
    return Ask("Write it to", partial(_hand_on, session, form), _taken, str(beside))


def _taken(answer: str) -> str | None:
    """Why nothing can be written there; the same is looked at again when it is written."""
    if not answer:
        return "Write the name of a file"
    if os.path.lexists(typed_path(answer)):
        return "There is a file of this name already: write another one"
    return None


def _hand_on(session: Session, form: ExportFormat, answer: str) -> HandOn:
    return HandOn(form.name, list(session.read_list.found), typed_path(answer))


def handed_on(index: Index, name: str, request: HandOn) -> str:
    """Write it, whole or not at all; what to say of that. It takes its time, so it belongs in a thread.

    `OSError` where it cannot be written, `Unavailable` where something is not installed, `Unusable` where
    the index fails.
    """
    form = FORMATS[request.form]
    with new_file(request.target) as file:
        left = form.write(content_of(index, name, request.ranks), file)
    said = [f"Wrote {counted(len(request.ranks), 'event')} to {request.target}{_left_out(left)}"]
    return ". ".join([*said, *filter(None, [ending_words(form, request.target)])])


def _left_out(left: LeftBehind) -> str:
    """What the format does not hold, in brief."""
    if not left.counts:
        return ""
    most = left.worst_first[:_MOST_TOLD]
    told = "; ".join(f"{what} ({left.counts[what]:,})" for what in most)
    more = len(left.counts) - len(most)
    return f". It does not hold {told}{f' and {more} more' if more else ''}"
