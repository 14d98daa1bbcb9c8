"""A passage taken from its text: clipped into an event, or put in the place of one that differs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.edit.preparation import Prepared
from timeline_tui.evidence.match import kept
from timeline_tui.render.phrases import short
from timeline_tui.render.wordings import shortened
from timeline_tui.render.wrapping import fit
from timeline_tui.render.yaml_lines import addition_page
from timeline_tui.session.additions import (
    Clipped,
    Mended,
    NotWritten,
    heading_of,
    mend,
    place_of,
    reported,
    title_of,
)
from timeline_tui.session.background import beside
from timeline_tui.session.selecting import stop, taken
from timeline_tui.session.session import Refused
from timeline_tui.tui.additions import Adding
from timeline_tui.tui.screens.document import Preview
from timeline_tui.tui.screens.event_choice import Choice, ChoosingEvent

if TYPE_CHECKING:
    from textual.timer import Timer

    from timeline_tui.model.timeline import Event, Quote
    from timeline_tui.session.selection import SelectedText
    from timeline_tui.tui.program import Program


class Clipper:
    """Puts what is selected into the file of one running program."""

    def __init__(self, app: Program, adding: Adding) -> None:
        self._app = app
        self._adding = adding
        self._screen = app.timeline

    def clip(self) -> None:
        """Ask which event the selected passage is for, and put it there."""
        if refusal := self._adding.refusal():
            self._app.tell(refusal, wrong=True)
            return
        reader, clipping = self._screen.reader, taken(self._screen.session)
        index = reader.index
        if index is None or not clipping.exact:
            self._app.tell("There are no words in what is selected", wrong=True)
            return
        words = fit(" ".join(clipping.exact[:400].split()), 200)
        screen = ChoosingEvent(
            f"Clip “{words}”",
            lambda: reader.index,
            reader.events.cursor,
            reported(index, clipping.source),
            self._screen.marks,
        )
        self._app.push_screen(screen, partial(self._clip_into, clipping))

    def _clip_into(self, clipping: SelectedText, chosen: Choice | None) -> None:
        index = self._screen.reader.index
        if chosen is None or index is None:
            return
        rank = index.rank_of(chosen.event)
        if rank is None:
            self._app.tell("This event is not in the file any more", wrong=True)
            return
        clipped = Clipped.of(clipping.exact, clipping.source, clipping.text, *clipping.stretch)
        if chosen.more:
            self._adding.ask_passage(rank, clipped.fields, {})
            return
        event = index.event(rank)
        if clipped.is_in(event):
            self._app.tell(f"“{short(event.title)}” has this passage already", wrong=True)
            return
        self._app.tell("Writing the passage")
        wanted = self._app.additions.addition(index, clipped.fields, event)
        beside(partial(self._app.additions.clip, wanted), partial(self._clipped_one, event, clipped.remark))

    def _clipped_one(self, event: Event, remark: str, found: Prepared | NotWritten) -> None:
        if isinstance(found, NotWritten):
            self._app.tell(f"Nothing was written: {found.sentence}", wrong=True)
            return
        stop(self._screen.session)
        self._app.look_again()
        self._app.tell(f"Clipped into “{short(event.title)}”, {place_of(found)}; u takes it back{remark}")


_SLOW = 0.3
"""Seconds from which on it is said what is being done."""
_COMPARED = "The passages are not compared with texts yet: timeline-tui --texts FOLDER names where yours are"


class Mender:
    """Writes the words of texts into the file of one running program."""

    def __init__(self, app: Program, adding: Adding) -> None:
        self._app = app
        self._adding = adding
        self._screen = app.timeline

    def mend(self, rank: int, position: int) -> None:
        """Show what would be written for a passage; `Refused` where that is nothing."""
        reader, findings = self._screen.reader, self._app.opened.findings
        if refusal := self._adding.refusal():
            raise Refused(refusal)
        finding = reader.finding(rank, position)
        if reader.index is None or findings is None or finding is None:
            raise Refused(_COMPARED)
        if reason := kept(finding):
            raise Refused(reason)
        event = reader.index.event(rank)
        quote = event.quotes[position]
        path, _ = findings.texts[quote.source or ""]
        wanted = self._app.additions.addition(reader.index, {}, event)._replace(passage=position)
        slow = self._app.set_timer(_SLOW, partial(self._app.tell, "Comparing the passage with its text"))
        beside(partial(mend, Path(path), quote, wanted), partial(self._show, quote, slow))

    def _show(self, quote: Quote, slow: Timer, found: Mended | NotWritten) -> None:
        slow.stop()
        if isinstance(found, NotWritten):
            self._app.tell(f"Nothing was written: {found.sentence}", wrong=True)
            return
        prepared, remark = found
        self._app.clear_notifications()
        remarks = [f"in place of “{shortened(quote.exact)}”", *([remark] if remark else [])]
        maker = partial(addition_page, prepared.lines, remarks, marks=self._screen.marks)
        preview = Preview(heading_of(prepared), maker, self._screen.marks)
        self._app.push_screen(preview, partial(self._write, prepared))

    def _write(self, found: Prepared, asked: bool | None) -> None:
        if asked:
            what = f"the words of the text “{title_of(found)}”"
            beside(partial(self._app.additions.write, found, what), partial(self._wrote, found))

    def _wrote(self, found: Prepared, wrong: NotWritten | None) -> None:
        if wrong is not None:
            self._app.tell(f"Nothing was written: {wrong.sentence}", wrong=True)
            return
        self._app.look_again()
        words = f"The text's words stand at {place_of(found)}: “{title_of(found)}”"
        self._app.tell(f"{words}; u takes it back")
