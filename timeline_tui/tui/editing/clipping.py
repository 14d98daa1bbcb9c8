"""The command `clip`: a passage that is selected in a text, put into an event letter for letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.editing.preparing import Prepared, Wanted
from timeline_tui.evidence.anchoring import Anchor, anchored
from timeline_tui.model.dates import NotADate, parse
from timeline_tui.tui.beside.once import beside
from timeline_tui.tui.editing.adding import Adding, prepared, saved, title_of
from timeline_tui.tui.forms.changes import Changes
from timeline_tui.tui.presentation.words import short
from timeline_tui.tui.presentation.wrapping import fit
from timeline_tui.tui.screens.editing.choosing_event import Choice, ChoosingEvent

if TYPE_CHECKING:
    from timeline_tui.loading.values import Plain
    from timeline_tui.model.timeline import Event
    from timeline_tui.tui.app import TimelineApp
    from timeline_tui.tui.screens.reading.selecting import Clipping


class Clipper:
    """Puts what is selected into the file of one running program."""

    def __init__(self, app: TimelineApp, adding: Adding) -> None:
        self._app = app
        self._adding = adding
        self._screen = app.timeline

    def clip(self) -> None:
        """Ask which event the selected passage is for, and put it there."""
        if refusal := self._adding.refusal():
            self._app.tell(refusal, wrong=True)
            return
        reader, clipping = self._screen.reader, self._screen.selecting.taken()
        index = reader.index
        if index is None or not clipping.exact:
            self._app.tell("There are no words in what is selected", wrong=True)
            return
        words = fit(" ".join(clipping.exact[:400].split()), 200)
        screen = ChoosingEvent(
            f"Clip “{words}”",
            lambda: reader.index,
            reader.events.cursor,
            self._reported(clipping.source),
            self._screen.marks,
        )
        self._app.push_screen(screen, partial(self._clip_into, clipping))

    def _reported(self, source: str) -> int | None:
        """The rank of what stands nearest to the day of a source."""
        index = self._screen.reader.index
        found = index.sources().get(source) if index is not None else None
        if index is None or found is None or found.published is None:
            return None
        try:
            day = parse(found.published).anchor
        except NotADate:
            return None
        return None if day is None else index.rank_at(day)

    def _clip_into(self, clipping: Clipping, chosen: Choice | None) -> None:
        index = self._screen.reader.index
        if chosen is None or index is None:
            return
        rank = index.rank_of(chosen.event)
        if rank is None:
            self._app.tell("This event is not in the file any more", wrong=True)
            return
        taken: dict[str, Plain] = {"exact": clipping.exact, "source": clipping.source}
        anchor = anchored(clipping.text, clipping.start, clipping.end)
        taken |= {side: words for side, words in (anchor or Anchor())._asdict().items() if words}
        remark = (
            "" if anchor else "; it stands more than once in the text, and nothing near tells which it is"
        )
        if chosen.more:
            self._adding.ask_passage(rank, taken, {})
            return
        event = index.event(rank)
        if any(all(getattr(quote, side) == words for side, words in taken.items()) for quote in event.quotes):
            self._app.tell(f"“{short(event.title)}” has this passage already", wrong=True)
            return
        self._app.tell("Writing the passage")
        beside(
            partial(_clipped, self._adding.changes, self._adding.target(event, taken)),
            partial(self._clipped_one, event, remark),
        )

    def _clipped_one(self, event: Event, remark: str, found: Prepared | Refused) -> None:
        if not isinstance(found, Prepared):
            self._app.tell(f"Nothing was written: {found.sentence}", wrong=True)
            return
        self._screen.selecting.stop()
        self._screen.settle()
        self._app.look_again()
        place = f"line {found.line:,} of {found.wanted.name}"
        self._app.tell(f"Clipped into “{short(event.title)}”, {place}; u takes it back{remark}")


class Refused(NamedTuple):
    """Why nothing was written."""

    sentence: str


def _clipped(changes: Changes, wanted: Wanted) -> Prepared | Refused:
    """Write a passage at once, unless something is wrong with it."""
    found = prepared(wanted)
    if not isinstance(found, Prepared):
        return Refused(f"{found}{f': {found.hint}' if found.hint else ''}")
    wrong = [one.problem.message for one in found.found if one.problem.severity == "error"]
    if wrong:
        return Refused(wrong[0])
    failed = saved(changes, found, f"the passage “{title_of(found)}”")
    return found if failed is None else Refused(f"{failed}{f': {failed.hint}' if failed.hint else ''}")
