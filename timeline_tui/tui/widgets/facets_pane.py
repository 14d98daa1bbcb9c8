"""The pane of values to narrow by, beside the list or in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from timeline_tui.render.document import Line
from timeline_tui.render.offers import drawn_facet, head_line, in_sight, none_line
from timeline_tui.session.commands import own_keys
from timeline_tui.tui.widgets.ink import DataMessage, Inked, Inks

if TYPE_CHECKING:
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect
    from timeline_tui.session.value_list import ValueList

_KEYS = own_keys("facets")


class FacetsPane(Inked, can_focus=True):
    """Values with a cursor; letters that are typed narrow them."""

    DEFAULT_CSS = """
    FacetsPane { display: none; width: 1fr; height: 1fr; background: $ground; }
    """

    class Narrowed(Message):
        """Other letters were typed."""

    class CommandAsked(DataMessage):
        """A command of the pane was asked for."""

        command: str

    def __init__(self, session: Session, values: ValueList, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(FacetsPane.inks, inks)
        self._session = session
        self._values = values
        session.changed.subscribe(self._draw)

    # Drawing.

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if aspects & {"values", "place"}:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """What it is, then the lines in sight."""
        width, values, marks = self.size.width, self._values, self._session.marks
        if y == 0:
            sight = in_sight(values.lines, values.top, self.size.height - 1)
            return self.drawn(head_line(values.narrowed, values.counting, sight, width, marks), width)
        number = values.top + y - 1
        if not values.lines and not values.counting and y == 1:
            return self.drawn(none_line(values.narrowed, width, marks), width)
        if number >= len(values.lines):
            return self.drawn(Line(), width)
        here = number == values.cursor
        line = drawn_facet(values.lines[number], width, here=here, marks=marks)
        return self.drawn(line, width, self.inks.cursor if here and self.inks else None)

    # What happened.

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether it is a letter to narrow by."""
        is_letter = key not in _KEYS or (bool(self._values.narrowed) and self._goes_on(key))
        return is_letter and character is not None and character.isprintable()

    def _goes_on(self, key: str) -> bool:
        """Whether what is typed can go on with it: with a blank always, with a hyphen as a value does."""
        typed = f"{self._values.narrowed}-".casefold()
        labels = [line.facet.label.casefold() for line in self._values.lines if line.facet]
        return key == "space" or (key == "minus" and any(typed in label for label in labels))

    def on_key(self, event: events.Key) -> None:
        """Letters narrow; what else it knows is a command of its screen."""
        command, narrowed = _KEYS.get(event.key), self._values.narrowed
        if command is None and event.key == "backspace":
            self._narrow(narrowed[:-1])
        elif event.character and self.check_consume_key(event.key, event.character):
            self._narrow(narrowed + event.character)
        elif command is None:
            return
        else:
            self.post_message(self.CommandAsked(command))
        event.stop()
        event.prevent_default()

    def _narrow(self, text: str) -> None:
        # At once: the next letter goes on from it.
        self._values.narrow(text)
        self.post_message(self.Narrowed())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._values.sized(self.size.height)

    def on_show(self) -> None:
        """Take the keys again where it was hidden meanwhile, as in a window that was too small."""
        self.screen.set_focus(self)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; where it is there already, include the value."""
        if event.y and self._values.point(self._values.top + event.y - 1):
            self.post_message(self.CommandAsked("include"))

    def on_mouse_scroll_down(self) -> None:
        """Move on."""
        self._values.move(3)

    def on_mouse_scroll_up(self) -> None:
        """Move back."""
        self._values.move(-3)
