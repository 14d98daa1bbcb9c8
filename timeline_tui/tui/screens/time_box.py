"""One line that takes a date or a step in time, and shows where it would land while it is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from timeline_tui.render.wrapping import fit
from timeline_tui.session.landing import Landing, Look
from timeline_tui.session.session import Session
from timeline_tui.session.travel import meaning
from timeline_tui.tui.screens.dialogs import AskingScreen
from timeline_tui.visible import visible

Answer = tuple[Look, Landing]
_LINES = 3
"""What the text means is cut to about so many, which a narrow terminal needs for a hint."""


class TimeBox(AskingScreen[Answer]):
    """Ends with where to go."""

    CSS_PATH: ClassVar[str] = "time_box.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Back", show=False),
        Binding("up", "choose(-1)", "Choice before", show=False, priority=True),
        Binding("down", "choose(1)", "Next choice", show=False, priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._marks = session.marks
        self._found = meaning(session, "")
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """What the text means, where it leads, and the line to type in."""
        with Vertical():
            yield Static(id="meant", markup=False)
            yield Static(id="landings", markup=False)
            yield Input(compact=True)

    def on_mount(self) -> None:
        """Say what can be typed."""
        self._draw()

    @on(Input.Changed)
    def _change(self, event: Input.Changed) -> None:
        self._found, self._chosen = meaning(self._session, event.value), 0
        self._draw()

    def action_choose(self, by: int) -> None:
        """Choose another of the events that it can lead to."""
        if landings := self._found.landings:
            self._chosen = (self._chosen + by) % len(landings)
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Cut what is said to the new width."""
        self._draw()

    def _draw(self) -> None:
        width = max(self.app.size.width - 2, 1)
        meant = fit(visible(self._found.sentence), _LINES * width, self._marks.more)
        self.query_one("#meant", Static).update(Content(meant))
        lines = [
            f"{self._marks.here if number == self._chosen else ' '} {visible(landing.words)}"
            for number, landing in enumerate(self._found.landings)
        ]
        landings = self.query_one("#landings", Static)
        landings.display = bool(lines)
        landings.update(Content("\n".join(fit(line, width, self._marks.more) for line in lines)))

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        # What was typed last may not have been looked at yet.
        found = meaning(self._session, event.value)
        if found.landings:
            self.dismiss((found, found.landings[min(self._chosen, len(found.landings) - 1)]))
        elif not event.value.strip():
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Go where the event is that was clicked."""
        if event.widget is self.query_one("#landings"):
            self._chosen = min(max(event.y, 0), len(self._found.landings) - 1)
            self.dismiss((self._found, self._found.landings[self._chosen]))
