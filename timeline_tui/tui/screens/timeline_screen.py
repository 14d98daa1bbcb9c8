"""The screen of a timeline: strip, list, page, and the keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from timeline_tui.index.reader import Unusable
from timeline_tui.session import availability
from timeline_tui.session.commands import BY_ID, Command
from timeline_tui.session.journey import Where
from timeline_tui.session.moves import enter_page, show_page
from timeline_tui.session.opened import Opened, begin_at_cover, keep_in_line
from timeline_tui.session.signal import Aspect, Refused
from timeline_tui.session.viewing import make_ready
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.widgets.bars import WIDE, HintBar
from timeline_tui.tui.widgets.ink import Acted, DataMessage
from timeline_tui.tui.widgets.masthead import ROWS_ABOVE, Divider, Masthead
from timeline_tui.tui.widgets.page_view import MARGIN, PageView
from timeline_tui.tui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from timeline_tui.session.commands.command import Run
    from timeline_tui.session.requests import Request
    from timeline_tui.system import Act
    from timeline_tui.tui.widgets.chart_view import ChartView

_STYLES_OF_MODES = Path(__file__).with_name("timeline_modes.tcss")
_PAGE_DELAY = 0.03
"""Seconds that the page waits while the cursor runs through the list, so that the list is drawn first."""
_BESIDE = 150
"""Columns of a window in which the page stands beside the chart."""
_BELOW = 30
"""Lines of one in which it stands below."""
_CHART_DELAY = 0.05
"""Seconds that a chart may take to be made before its place says so."""
ROWS_BELOW = 1
"""Those of the hints."""
_PROGRESS_DELAY = 0.5
"""Seconds that a file may take to be read before anything is said of it."""


class TimelineScreen(CommandScreen):
    """Shows one session, and translates what is done on it into commands."""

    class Requested(DataMessage):
        """A command asks something of the program."""

        request: Request

    def __init__(self, opened: Opened, share: int | None = None, *, whole: bool = False) -> None:
        """`share` is how many of a hundred parts of a wide window the list has, where somebody has set it.

        With `whole`, the first picture waits for the page.
        """
        super().__init__()
        self._opened = opened
        self._whole = whole
        session = self.session = opened.session
        session.changed.subscribe(partial(keep_in_line, session))
        self.marks = session.marks
        self._masthead = Masthead(session)
        self._list = TimelineList(session)
        self.divider = Divider(session, self._list, self._masthead, share)
        self.page_view = PageView(session.page, session.changed, session.marks)
        self._following: Timer | None = None
        self._slow: Timer | None = None
        self._mode: Where | None = None
        """The one that is drawn."""
        self._has_begun = False
        """Whether something was shown."""
        self._knows_modes = False
        """Whether the styles of its modes are read."""
        self._boxes: dict[Where, Widget] = {}
        self._chart: ChartView | None = None
        """What draws the chart, once it was asked for."""
        self._held: Timer | None = None
        """What ends the wait for a chart whose place the list still has."""

    def compose(self) -> ComposeResult:
        """One widget for each part of the picture."""
        yield self._masthead
        yield HintBar()
        yield self._list
        yield self.divider
        yield self.page_view

    def on_mount(self) -> None:
        """Ask for what there is to show."""
        self.session.changed.subscribe(self._draw)
        with self.session.changed.together():
            # Known only when the first picture is laid out, its height would move all that it shows.
            self.session.events.sized(max(self.app.size.height - ROWS_ABOVE - ROWS_BELOW, 0))
            self.session.changed.tell("place")
            if self.session.notice.sentence:
                self.session.changed.tell("notice")
            self._opened.begin()
        if self._whole or (self.page_view.stands is not None and self.has_class("-deep")):
            self._make_page()

    def _make_page(self) -> None:
        """Make the page for the place that it is about to have."""
        width, height = self.app.size
        if width >= WIDE:
            width = self.divider.beside(width)
        elif not self.has_class("-deep"):
            return
        self.page_view.make_for(width, height - ROWS_ABOVE - ROWS_BELOW)

    # What is asked.

    def where(self) -> Where:
        """How deep the reader is, or what is asked of them there."""
        return self.session.where

    def action_command(self, id: str) -> None:  # noqa: A002 - the name is the keymap's
        """Run the command in the session, or say why not."""
        command = BY_ID[id]
        if reason := self.reason_against(command):
            self.tell(reason)
        elif command.run is not None:
            self.run(command.run)
        else:
            self.ask(id)

    def run(self, command: Run) -> None:
        """Do what changes the session, say why it cannot be done, or hand on what it asks for."""
        self.attempt(partial(self._request, command))

    def _request(self, command: Run) -> None:
        if (request := command(self.session)) is not None:
            # What is typed next is for what this opens.
            self.asked = type(request).__name__
            self.post_message(self.Requested(request))

    def reason_against(self, command: Command) -> str | None:
        """A timeline that is not there yet, or empty, leaves little to do."""
        reason = availability.reason_against(self.session, command)
        return reason or super().reason_against(command)

    def hints(self, command: Command) -> bool:
        """Only what there is is hinted at."""
        if self.session.presents or command.id == "present":
            # A quiet way back is all that is said there, and it is said nowhere else.
            return self.session.presents and command.id == "present"
        if self.session.wanted.fixed and command.group == "Editing":
            return False
        if self.session.failed and command.id in availability.LATER:
            return False
        return super().hints(command) and availability.is_there(self.session, command)

    def hint_of(self, command: Command) -> str:
        """What Enter opens is said in a word or two."""
        return availability.hint_of(self.session, command)

    def attempt(self, run: Act) -> None:
        """Do it, or say why it cannot be done; then show what has become of it."""
        try:
            with self.session.changed.together():
                try:
                    run()
                except Refused as refused:
                    self.tell(str(refused))
        except Unusable as error:
            self.session.fail(error)

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Say it as a part of the session."""
        self.session.tell(sentence, wrong=wrong)

    def settle(self) -> None:
        """What changes of a session is drawn as it is told."""

    @property
    def is_waiting(self) -> bool:
        """Whether something that was asked for is still to come."""
        shown, chart = self.session.shown, self.session.open_chart
        if chart is not None and chart.is_coming and not self.session.broken:
            return True
        return super().is_waiting or (shown is not None and shown.view != self.session.view)

    @property
    def is_looking_up(self) -> bool:
        """Whether what is offered is not yet what belongs to the letters that are typed."""
        return self.session.is_looking_up

    # What happened.

    def on_acted(self, event: Acted) -> None:
        """Do to the session what was done on a widget."""
        self.attempt(partial(self._leave_mode, event.run) if event.moves and self.session.mode else event.run)
        if event.command:
            self.action_command(event.command)

    def _leave_mode(self, run: Act) -> None:
        from timeline_tui.session.shown_query import leave_mode

        leave_mode(self.session)
        run()

    def on_page_view_pressed(self, event: PageView.Pressed) -> None:
        """Take the cursor of the page; open what it was on already."""
        command = "open" if event.again else ""
        self.on_acted(Acted(partial(enter_page, self.session), command, moves=True))

    @on(PageView.Dragged)
    def _select(self, event: PageView.Dragged) -> None:
        from timeline_tui.session.selecting import select_between

        start, end = ((cell.x - MARGIN, cell.y) for cell in (event.start, event.end))
        self.attempt(partial(select_between, self.session, start, end))

    # Keeping the picture in line.

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        """Draw what changed of the session; widgets draw what is theirs."""
        session = self.session
        if "notice" in aspects:
            super().tell(session.notice.sentence, wrong=session.notice.wrong)
        while session.asked_for:
            self.post_message(self.Requested(session.asked_for.pop(0)))
        if "progress" in aspects:
            self._wait_for_file()
        try:
            self._draw_place(aspects)
            if session.mode != self._mode:
                self._change_mode(session.mode)
            if self._held is None and aspects - {"scroll", "notice", "progress", "broken"}:
                self.show_hints()
        except Unusable as error:
            session.fail(error)

    def _draw_place(self, aspects: frozenset[Aspect]) -> None:
        session = self.session
        if "index" in aspects and not self._has_begun:
            self._has_begun = True
            begin_at_cover(session, is_narrow=self.app.size.width < WIDE or session.presents)
        deep = session.depth != "list"
        self.page_view.draggable = session.text_shown
        self.set_class(session.depth == "accounts", "-full")
        if session.presents != self.has_class("-present"):
            self._read_styles_of_modes()
            self.set_class(session.presents, "-present")
            self.divider.stand()
        # With nothing to list, a narrow window shows the page, which says why.
        self.set_class(deep or session.failed or not session.has_events, "-deep")
        self._list.active, self.page_view.active = not deep, deep
        self._draw_chart()
        if not deep and aspects & {"cursor", "list", "place"}:
            self._follow_soon()

    def _draw_chart(self, *, ready: bool = False) -> None:
        """Show the chart in the place of the list, with the page below or beside it where there is room.

        The list stays for the moment in which it is made, so that the picture changes once, unless `ready`.
        """
        pane, (width, height) = self.session.chart, self.app.size
        if pane is None or not pane.open:
            self._stand({"-chart": False})
            return
        if self._list.size and pane.is_waiting and not (ready or self.has_class("-chart")):
            self._held = self._held or self.set_timer(_CHART_DELAY, partial(self._draw_chart, ready=True))
            return
        self._held = None
        self._read_styles_of_modes()
        is_wide = width >= _BESIDE
        is_high = height >= _BELOW
        self._stand({"-chart": True, "-beside": is_wide, "-below": is_high and not is_wide})
        if self._chart is None:
            from timeline_tui.tui.widgets.chart_view import ChartView

            self._chart = ChartView(self.session, pane)
            self.mount_inked(self._chart, after=self._list)

    def _read_styles_of_modes(self) -> None:
        """Read how it looks in ways in which no start shows it, and would pay for it."""
        if not self._knows_modes:
            self._knows_modes = True
            self.app.stylesheet.read(_STYLES_OF_MODES)
            self.app.stylesheet.parse()

    def _stand(self, classes: dict[str, bool]) -> None:
        """Stand so; looking up the styles of all other widgets, too, would take as long as to draw it."""
        before = self.classes
        if self.update_classes(classes, update=False).classes != before:
            theirs = (self, self._list, self.divider, self.page_view, self._chart)
            self.app.stylesheet.update_nodes(filter(None, theirs))

    def on_resize(self, event: events.Resize) -> None:
        """Find the page of a chart its place anew."""
        super().on_resize(event)
        self._draw_chart()
        self.divider.stand()

    def _change_mode(self, mode: Where | None) -> None:
        """Show what a query is typed in, values are chosen in, or a selection is told in; it has the keys."""
        self._mode = mode
        self._read_styles_of_modes()
        for each in ("query", "facets", "selection"):
            self.set_class(mode == each, f"-{each}")
        if mode == "query":
            # What was told last would lie over what its keys are.
            self.app.clear_notifications()
            self.call_after_refresh(make_ready, self.session)
        self.set_focus(None if mode is None else self._box_of(mode))

    def _box_of(self, mode: Where) -> Widget:
        """What hears the keys of a mode, made when it is first used."""
        box = self._boxes.get(mode)
        if box is None:
            from timeline_tui.tui.widgets.boxes import boxes_of

            box, *others = boxes_of(self.session, mode)
            self._boxes[mode] = box
            self.mount_inked(box, *others)
        return box

    def _wait_for_file(self) -> None:
        session = self.session
        if session.progress is None and self._slow is not None:
            self._slow.stop()
            session.slow, self._slow = False, None
        elif session.progress is not None and self._slow is None:
            self._slow = self.set_timer(_PROGRESS_DELAY, self._lose_patience)

    def _lose_patience(self) -> None:
        self.session.slow = True
        self.session.changed.tell("progress")

    def _follow_soon(self) -> None:
        if self._following is not None:
            self._following.stop()
        show = partial(show_page, self.session)
        self._following = self.set_timer(_PAGE_DELAY, partial(self.attempt, show))
