"""The pane of values to narrow by, beside the list or in its place."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from timeline_tui.render.document import FULL, Line, Marks
from timeline_tui.render.offers import (
    Facet,
    FacetLine,
    drawn_facet,
    facet_lines,
    head_line,
    in_sight,
    none_line,
)
from timeline_tui.session.commands import own_keys
from timeline_tui.tui.widgets.ink import Inked, Inks, Report

_LONGEST = 60
_KEYS = own_keys("facets")


class FacetsPane(Inked, can_focus=True):
    """Values with a cursor; letters that are typed narrow them."""

    DEFAULT_CSS = """
    FacetsPane { display: none; width: 1fr; height: 1fr; background: $ground; }
    """

    class Narrowed(Message):
        """Other letters were typed: `narrowed` has them all."""

    class Chosen(Report):
        """A command of the pane was asked for."""

        command: str

    def __init__(self, inks: Inks, marks: Marks = FULL) -> None:
        super().__init__()
        self.set_reactive(FacetsPane.inks, inks)
        self._marks = marks
        self._lines: Sequence[FacetLine] = ()
        self._cursor = 0
        self._top = 0
        self._moved = False
        """Whether the cursor was put where it is; else it stands on the first value, whichever that is."""
        self._counting = False
        self.narrowed = ""

    # What the screen asks.

    @property
    def facet(self) -> Facet | None:
        """The value under the cursor."""
        return self._lines[self._cursor].facet if self._cursor < len(self._lines) else None

    def show(self, facets: Sequence[Facet], *, counting: bool) -> None:
        """Show these, with the cursor on the same value as before where it is still there."""
        before = self.facet
        self._lines, self._counting = facet_lines(facets), counting
        self._cursor = self._place_of(before)
        self._reveal()

    def _place_of(self, before: Facet | None) -> int:
        for number, line in enumerate(self._lines if self._moved else ()):
            facet = line.facet
            if before and facet and (facet.field, facet.value) == (before.field, before.value):
                return number
        return self._near(min(self._cursor, len(self._lines) - 1), 1)

    def move(self, by: int) -> None:
        """Move the cursor by so many lines, over the headings."""
        self._moved = True
        self._cursor = self._near(max(0, min(self._cursor + by, len(self._lines) - 1)), 1 if by > 0 else -1)
        self._reveal()

    def page(self, direction: int) -> None:
        """Move the cursor by as many lines as there are in sight."""
        self.move(direction * max(1, self.size.height - 2))

    def go_to_kind(self, direction: int) -> None:
        """Put the cursor on the first value of the next kind, or of the one before."""
        firsts = [number + 1 for number, line in enumerate(self._lines) if line.facet is None]
        if direction > 0:
            firsts = [number for number in firsts if number > self._cursor] or firsts[:1]
        else:
            own = max((number for number in firsts if number <= self._cursor), default=0)
            firsts = [number for number in firsts if number < own][-1:] or firsts[-1:]
        if firsts:
            self._cursor, self._moved = firsts[0], True
            # Its heading above all that belongs to it.
            self._top = self._cursor - 1
            self._reveal()

    def _near(self, number: int, direction: int) -> int:
        """The line or, where it is a heading, the next value; at an end the one on the other side."""
        for step in (direction, -direction):
            at = number
            while 0 <= at < len(self._lines):
                if self._lines[at].facet is not None:
                    return at
                at += step
        return 0

    def _reveal(self) -> None:
        if not self.size.height:
            # It is not laid out yet.
            return
        height = max(1, self.size.height - 1)
        # The heading stands above the first of its values.
        first = (
            self._cursor - 1 if self._cursor and self._lines[self._cursor - 1].facet is None else self._cursor
        )
        if first < self._top:
            self._top = first
        elif self._cursor >= self._top + height:
            self._top = self._cursor - height + 1
        # What is shown may have become shorter: no more room is left below it than must be.
        self._top = max(0, min(self._top, len(self._lines) - height))
        self.refresh()

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """What it is, then the lines in sight."""
        width = self.size.width
        if y == 0:
            sight = in_sight(self._lines, self._top, self.size.height - 1)
            return self.drawn(head_line(self.narrowed, self._counting, sight, width, self._marks), width)
        number = self._top + y - 1
        if not self._lines and not self._counting and y == 1:
            return self.drawn(none_line(self.narrowed, width, self._marks), width)
        if number >= len(self._lines):
            return self.drawn(Line(), width)
        here = number == self._cursor
        line = drawn_facet(self._lines[number], width, here=here, marks=self._marks)
        return self.drawn(line, width, self.inks.cursor if here and self.inks else None)

    # What happened.

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether it is a letter to narrow by."""
        is_letter = key not in _KEYS or (bool(self.narrowed) and self._goes_on(key))
        return is_letter and character is not None and character.isprintable()

    def _goes_on(self, key: str) -> bool:
        """Whether what is typed can go on with it: with a blank always, with a hyphen as a value does."""
        typed = f"{self.narrowed}-".casefold()
        labels = [line.facet.label.casefold() for line in self._lines if line.facet]
        return key == "space" or (key == "minus" and any(typed in label for label in labels))

    def on_key(self, event: events.Key) -> None:
        """Letters narrow; what else it knows is a command of its screen."""
        command = _KEYS.get(event.key)
        if command is None and event.key == "backspace":
            self._narrow(self.narrowed[:-1])
        elif event.character and self.check_consume_key(event.key, event.character):
            self._narrow(self.narrowed + event.character)
        elif command is None:
            return
        elif command == "close-facets" and self.narrowed:
            self._narrow("")
        else:
            self._moved = self._moved or command in {"include", "exclude"}
            self.post_message(self.Chosen(command))
        event.stop()
        event.prevent_default()

    def _narrow(self, text: str) -> None:
        self.narrowed = text[:_LONGEST]
        self._cursor, self._top, self._moved = 0, 0, False
        self.post_message(self.Narrowed())
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def on_show(self) -> None:
        """Take the keys again where it was hidden meanwhile, as in a window that was too small."""
        self.screen.set_focus(self)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; where it is there already, include the value."""
        number = self._top + event.y - 1
        if event.y and number < len(self._lines) and self._lines[number].facet is not None:
            again, self._cursor, self._moved = number == self._cursor, number, True
            self.refresh()
            if again:
                self.post_message(self.Chosen("include"))

    def on_mouse_scroll_down(self) -> None:
        """Move on."""
        self.move(3)

    def on_mouse_scroll_up(self) -> None:
        """Move back."""
        self.move(-3)
