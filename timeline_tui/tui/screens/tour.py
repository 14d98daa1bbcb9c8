"""A tour, one step at a time, over the timeline that stays where it is."""

from __future__ import annotations

from functools import partial

from textual import events

from timeline_tui.index.reader import Unusable
from timeline_tui.model.timeline import Tour
from timeline_tui.render.document import Document
from timeline_tui.render.event_page import ShownStep, step_page, tour_bar
from timeline_tui.render.page import Context
from timeline_tui.render.phrases import tour_title
from timeline_tui.session.commands import Command, Where, own_keys
from timeline_tui.session.pages import shown_step, step_context
from timeline_tui.session.requests import PlayTour
from timeline_tui.session.session import Session
from timeline_tui.session.signal import Aspect, Refused
from timeline_tui.system import Act
from timeline_tui.tui.screens.page_screen import DocumentScreen
from timeline_tui.tui.widgets.bars import Bar
from timeline_tui.tui.widgets.page_view import MARGIN, PageView

_KEYS = own_keys("tour")
_WIDEST = 10_000
"""Cells; the step stands in the middle of them, in lines of its own length."""


class TourScreen(DocumentScreen):
    """Plays one tour of a session until the reader leaves it."""

    def __init__(self, session: Session, asked: PlayTour) -> None:
        super().__init__("", lambda width: Document(()), session.marks)
        self._session = session
        self._asked = asked
        self._number = asked.step
        self._tour = Tour()
        self._shown: ShownStep | None = None

    def on_mount(self) -> None:
        """Show the first step, and heed what becomes of the file."""
        super().on_mount()
        self.query_one(PageView).active = False
        self._session.changed.subscribe(self._heed)
        self._show()

    def on_unmount(self) -> None:
        """Hear no more of it."""
        self._session.changed.unsubscribe(self._heed)

    def where(self) -> Where:
        """In a tour."""
        return "tour"

    def press(self, key: str) -> bool:
        """Run the command that this key has here, or say what it does elsewhere."""
        if (command := _KEYS.get(key)) is None:
            return super().press(key)
        self.action_command(command)
        return True

    def runs(self) -> dict[str, Act]:
        """From step to step, about a long one, and out."""
        return {
            "next-tour-step": lambda: self._go(self._number + 1),
            "previous-tour-step": lambda: self._go(self._number - 1),
            "first-tour-step": lambda: self._go(1),
            "last-tour-step": lambda: self._go(len(self._tour.steps)),
            "tour-down": lambda: self.page.step(1),
            "tour-up": lambda: self.page.step(-1),
            "open-tour-event": self._open_event,
            "leave-tour": self.dismiss,
        }

    def reason_against(self, command: Command) -> str | None:
        """What belongs to the timeline waits until the tour is left."""
        here = self.where()
        return None if command.applies(here) else command.elsewhere(here)

    def hints(self, command: Command) -> bool:
        """What is to be scrolled is only worth a place where there is more of it."""
        if self._session.presents or command.id == "present":
            return self._session.presents and command.id == "leave-tour"
        scrolls = len(self.page.document.lines) > self.query_one(PageView).size.height
        return super().hints(command) and (command.id != "tour-down" or scrolls)

    def on_resize(self, event: events.Resize) -> None:
        """Put the step in the middle of the new window."""
        super().on_resize(event)
        self._show()

    def on_page_view_pressed(self, event: PageView.Pressed) -> None:
        """Nothing on the page opens."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Go on where the right half is clicked, back where the left one is."""
        under, _ = self.get_widget_at(*event.screen_offset)
        if isinstance(under, PageView):
            on = event.screen_x * 2 >= self.size.width
            self.action_command("next-tour-step" if on else "previous-tour-step")

    # What is shown.

    def _go(self, number: int) -> None:
        if number > len(self._tour.steps):
            raise Refused("This is the last step; Esc leaves the tour")
        if number < 1:
            raise Refused("This is the first step")
        self.tell("")
        self._number = number
        self._show()

    def _show(self) -> None:
        session, index = self._session, self._session.index
        try:
            tour = None if index is None else index.tours().get(self._asked.key)
            if index is None or tour is None:
                self._leave_what_is_gone()
                return
            self._tour, self._number = tour, min(max(self._number, 1), len(tour.steps))
            shown = self._shown = shown_step(index, tour, self._number)
            context = step_context(index, shown, session.findings)
        except Unusable as error:
            session.fail(error)
            return
        title = tour_title(self._asked.key, tour)
        self.query_one("#title", Bar).show(lambda width: tour_bar(title, shown, width, session.marks))
        self.page.show(partial(self._page, shown, context), longest=_WIDEST)

    def _page(self, shown: ShownStep, context: Context, width: int) -> Document:
        height = self.query_one(PageView).size.height
        return step_page(shown, context, width - MARGIN, self._session.marks, height)

    def _leave_what_is_gone(self) -> None:
        if self.is_current:
            self.dismiss()
            self._session.tell(f"The tour {self._asked.key} is not in the file any more")

    def _heed(self, aspects: frozenset[Aspect]) -> None:
        if aspects & {"index", "proof"}:
            self._show()
        if "place" in aspects:
            self.show_hints()

    def _open_event(self) -> None:
        if self._shown is None or self._shown.row is None:
            raise Refused("This step leads to no event of the timeline")
        self._session.tour_left = PlayTour(self._asked.key, self._number)
        self.post_message(self.Left(self._shown.row.rank, self._shown.passage))
