"""The screen of a timeline: strip, list, page, and the keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.shown import Folded, View
from timeline_tui.render.document import FULL, Marks
from timeline_tui.render.phrases import as_of_words
from timeline_tui.session.commands import Command, Where
from timeline_tui.session.journey import ACCOUNTS, LIST
from timeline_tui.session.session import Refused, Session
from timeline_tui.tui.screens import disputes, hits
from timeline_tui.tui.screens import disputes as under_cursor
from timeline_tui.tui.screens import standing as hinting
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.heading import Heading, Taken, Views
from timeline_tui.tui.screens.in_time import InTime
from timeline_tui.tui.screens.reader import Reader
from timeline_tui.tui.screens.standing import Standing
from timeline_tui.tui.widgets.bars import HintBar, Masthead
from timeline_tui.tui.widgets.ink import Edge, Report
from timeline_tui.tui.widgets.page_view import PageView
from timeline_tui.tui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from timeline_tui.index.records import About
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.session.signal import Aspect
    from timeline_tui.session.window import Rows
    from timeline_tui.tui.screens.find import Finding
    from timeline_tui.tui.screens.selecting import Selecting
    from timeline_tui.tui.screens.zooming import Zooming
    from timeline_tui.tui.widgets.facets_pane import FacetsPane
    from timeline_tui.tui.widgets.query_line import QueryLine

_PAGE_DELAY = 0.03
"""Seconds that the page waits while the cursor runs through the list, so that the list is drawn first."""


class TimelineScreen(CommandScreen):
    """Shows one timeline and translates what is asked into moves of its reader."""

    class IndexFailed(Report):
        """The index could not answer any more."""

        reason: str

    class Copied(Report):
        """A citation is to be copied."""

        text: str

    class AddressWanted(Report):
        """An address of the file is to be opened."""

        address: str

    class Judged(Message):
        """What is wrong with the file is known anew."""

    class AllWanted(Message):
        """What is known now is to be shown, and not only what could be known on a day."""

    class WeakWanted(Message):
        """What is weak is to be looked for."""

    def __init__(
        self,
        file: str,
        begin: Callable[[], object],
        marks: Marks = FULL,
        view: View | None = None,
        rows: Rows = "normal",
        *,
        fixed: bool = False,
    ) -> None:
        """`begin` is called when the screen can show something, before it is drawn for the first time.

        What is `fixed` is not to be changed, so nothing that would is hinted at.
        """
        super().__init__()
        self.session = Session(file, marks, rows, fixed=fixed)
        self._begin = begin
        self.marks = marks
        self._events = TimelineList(self.session, marks)
        self.page_view = PageView(self.session.page, self.session.changed, marks)
        self.reader = Reader(self.session, self._events, marks, self.fail)
        self._views = Views(self.reader, view or View(), self._showed, self.fail)
        self._heading = Heading(self.reader, marks, self.fail)
        self.standing = Standing(self, self._heading)
        self.session.changed.subscribe(self.standing.draw)
        self.session.changed.subscribe(self._draw)
        self._in_time = InTime(self, self._heading)
        self._following: Timer | None = None
        self._finding: Finding | None = None
        self.comparing = False
        """Whether passages are being compared with texts."""
        self._clipping: Selecting | None = None

    def compose(self) -> ComposeResult:
        """One widget for each part of the picture."""
        yield self._heading.masthead
        yield HintBar()
        yield self._events
        yield Edge(self.marks)
        yield self.page_view

    def on_mount(self) -> None:
        """Ask for what there is to show."""
        self._begin()
        self.settle()

    # What the app tells.

    def show(self, index: Index, at: str | None, taken: Taken) -> None:
        """Show an index, keeping the place of the one before, as soon as it is known what of it."""
        self.session.failed = False
        self._views.take(index, at, taken)

    @property
    def view(self) -> View:
        """What is asked for: shown, or on its way."""
        return self._views.view

    def ask_view(self, view: View) -> None:
        """Show this from now on; what is shown stays until it is found out."""
        self._views.ask(view)

    def _showed(self) -> None:
        """Bring everything in line with what the list shows now."""
        if (shown := self.session.events.shown) is not None:
            self._heading.take(shown)
            if not shown.count and shown.view.query:
                self.finding.explain()
        if self._finding is not None:
            self._finding.settle()
        self.settle()
        self._draw_strip()

    # What is asked.

    def where(self) -> Where:
        """How deep the reader is, or what is asked of them there."""
        parts = (self._finding, self._clipping)
        return next((part.where for part in parts if part is not None and part.where), self.reader.where)

    @property
    def finding(self) -> Finding:
        """What finds things on this screen."""
        if self._finding is None:
            from timeline_tui.tui.screens.find import Finding

            self._finding = Finding(self)
        return self._finding

    @property
    def selecting(self) -> Selecting:
        """What selects a passage in the text of a source."""
        if self._clipping is None:
            from timeline_tui.tui.screens.selecting import Selecting

            self._clipping = Selecting(self)
        return self._clipping

    def runs(self) -> dict[str, Callable[[], object]]:
        """The reader's moves, and what is done with what is under the cursor."""
        reader = self.reader
        return {
            "up": lambda: reader.step(-1),
            "down": lambda: reader.step(1),
            "page-up": lambda: reader.page_by(-1),
            "page-down": lambda: reader.page_by(1),
            "first": reader.first,
            "last": reader.last,
            "open": self._open,
            "right": lambda: None if reader.go_beside(1) else self._open(),
            "back": self._back,
            "left": lambda: None if reader.go_beside(-1) else self._back(),
            "next-stop": lambda: reader.jump(1),
            "previous-stop": lambda: reader.jump(-1),
            "next-event": lambda: reader.step_event(1),
            "previous-event": lambda: reader.step_event(-1),
            "copy": lambda: self.post_message(self.Copied(under_cursor.citation(reader))),
            "browse": lambda: self.post_message(self.AddressWanted(under_cursor.address(reader))),
            "next-dispute": lambda: disputes.walk(reader, 1),
            "previous-dispute": lambda: disputes.walk(reader, -1),
            "next-hit": lambda: hits.walk(reader, 1),
            "previous-hit": lambda: hits.walk(reader, -1),
            "find": lambda: self.finding.find(),
            "facets": lambda: self.finding.choose(),
            "clear": lambda: self.finding.clear(),
            "text-or-card": self._turn,
            "weak": self._want_weak,
            "rows": lambda: self.zooming.change_rows(),
            "zoom-out": lambda: self.zooming.zoom_out(),
            "zoom-in": lambda: self.zooming.zoom_in(),
            "fold": lambda: self.zooming.fold(),
            "fold-all": lambda: self.zooming.fold_all(),
            "clip": lambda: self.selecting.begin(),
            **self._in_time.runs(),
            **(self._clipping.runs() if self._clipping is not None else {}),
            **(self._finding.runs() if self._finding is not None else {}),
        }

    def _open(self) -> None:
        if self.reader.at_group:
            self.zooming.open()
        else:
            self.reader.open()

    def _back(self) -> None:
        if self.zooming.go_back():
            return
        if (about := self.known_by) is None or self.reader.journey.deep:
            self.reader.back()
            return
        self.post_message(self.AllWanted())
        self.tell(f"All that is known now is shown again, and no longer {as_of_words(about)}")

    @property
    def known_by(self) -> About | None:
        """The numbers of what is shown, where that is only what could be known on a day."""
        index = self.reader.index
        return index.about if index is not None and index.about.as_of else None

    @cached_property
    def zooming(self) -> Zooming:
        """What says what a row is."""
        from timeline_tui.tui.screens.zooming import Zooming

        return Zooming(self)

    def _turn(self) -> None:
        if self.reader.texts is None:
            raise Refused("No folder of texts is named: timeline-tui --texts FOLDER")
        self.reader.texts.turn()

    def show_proof(self, findings: Findings) -> None:
        """Show what became of the passages."""
        if (overview := self._heading.overview) is not None:
            from timeline_tui.render.wordings import faults_in_brief, proof_words

            overview.proof = proof_words(findings.counts), faults_in_brief(findings.counts)
        self.comparing = False
        self.reader.prove(findings)
        if "is:" in self.view.query:
            # What it finds may have changed.
            self.ask_view(self.view)
        if self._finding is not None:
            self._finding.settle()
        self.settle()

    def _want_weak(self) -> None:
        self.reader.open_weak()
        self.post_message(self.WeakWanted())

    def reason_against(self, command: Command) -> str | None:
        """A timeline that is not there yet, or empty, leaves little to do."""
        reason = hinting.reason_against(self.reader, command, self.runs(), failed=self.session.failed)
        return reason or super().reason_against(command)

    def hints(self, command: Command) -> bool:
        """Only what there is is hinted at."""
        if self.session.fixed and command.group == "Editing":
            return False
        if self.session.failed and command.id in hinting.LATER:
            return False
        there = hinting.is_there(self.reader, command)
        wrong = command.id == "problems" and self.session.trouble is not None
        return (there or wrong) and super().hints(command)

    def hint_of(self, command: Command) -> str:
        """What Enter opens is said in a word or two."""
        return hinting.hint_of(self.reader, command)

    def attempt(self, run: Callable[[], object]) -> None:
        """Do it; an index that fails meanwhile is told of."""
        try:
            super().attempt(run)
        except Unusable as error:
            self.fail(error)

    def fail(self, error: Unusable) -> None:
        """Tell that the index cannot answer any more."""
        self.post_message(self.IndexFailed(str(error)))

    @property
    def is_waiting(self) -> bool:
        """Whether something that was asked for is still to come."""
        shown = self.session.events.shown
        return super().is_waiting or (shown is not None and shown.view != self.view)

    @property
    def is_looking_up(self) -> bool:
        """Whether what is offered is not yet what belongs to the letters that are typed."""
        return self._finding is not None and self._finding.is_looking_up

    # What happened.

    def on_query_line_typed(self, event: QueryLine.Typed) -> None:
        """Show what the query asks for as it is typed."""
        self.finding.searching.type(event.text)

    def on_facets_pane_narrowed(self) -> None:
        """Offer only values with these letters."""
        self.finding.narrowing.refresh()

    def on_facets_pane_chosen(self, event: FacetsPane.Chosen) -> None:
        """Do with the value what was asked."""
        self.action_command(event.command)

    @on(TimelineList.Picked)
    def _pick(self, event: TimelineList.Picked) -> None:
        self.attempt(partial(self._leave_for, partial(self.reader.pick, event.rank)))
        if event.again:
            self.action_command("open")

    def _leave_for(self, move: Callable[[], object]) -> None:
        """Go where was pointed at; a query that was being typed is kept."""
        if self._finding is not None:
            self._finding.leave()
        move()

    @on(PageView.Pressed)
    def _press(self, event: PageView.Pressed) -> None:
        self.attempt(partial(self._leave_for, self.reader.pick_stop))
        if event.again:
            self.action_command("open")

    @on(PageView.Dragged)
    def _select(self, event: PageView.Dragged) -> None:
        self.attempt(partial(self.selecting.drag, event.start, event.end))

    @on(TimelineList.Failed)
    def _list_failed(self, event: TimelineList.Failed) -> None:
        self.post_message(self.IndexFailed(event.reason))

    @on(Masthead.Pointed)
    def _jump(self, event: Masthead.Pointed) -> None:
        self.attempt(partial(self._leave_for, partial(self._in_time.go_to, event.cell)))

    @on(Masthead.Dragged)
    def _drag(self, event: Masthead.Dragged) -> None:
        self._in_time.drag(event)

    @on(Masthead.Turned)
    def _look_closer(self, event: Masthead.Turned) -> None:
        self._in_time.turn(event)

    # Keeping the picture in line.

    def settle(self) -> None:
        """Show the depth, the title, the way here and the hints; the page follows a moment later."""
        if self._clipping is not None:
            self._clipping.settle()
        self.page_view.draggable = self.reader.texts is not None and self.reader.texts.shown
        deep = self.reader.depth != LIST
        self.set_class(self.reader.depth == ACCOUNTS, "-full")
        if self.reader.texts is not None and (sentence := self.reader.texts.replaced()):
            self.tell(sentence)
        # With nothing to list, a narrow window shows the page, which says why.
        self.set_class(deep or self.session.failed or not self.reader.has_events, "-deep")
        self.session.events.active = not deep
        self._events.active, self.page_view.active = not deep, deep
        shown = self.session.events.shown
        # What is on its way shows another place, or the same.
        foldable = shown is not None and shown.view == self.view and self.view.folded != Folded()
        if not foldable or not self.zooming.unfold_to_cursor():
            self.session.events.settle()
        self._heading.draw_title()
        self.standing.draw_rule()
        self.show_hints()
        if not deep:
            self._follow_soon()

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if "scroll" in aspects:
            self._draw_strip()
        if "page" in aspects:
            # What Enter opens is known only now.
            self.show_hints()
        if "notice" in aspects:
            self.tell(self.session.notice)

    def _draw_strip(self) -> None:
        self._heading.draw_strip()

    def _follow_soon(self) -> None:
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(_PAGE_DELAY, self._follow)

    def _follow(self) -> None:
        try:
            self.reader.show_page()
        except Unusable as error:
            self.fail(error)
