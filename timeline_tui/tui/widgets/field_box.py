"""What one field of a form is typed into: one line that wraps, or several."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from timeline_tui.tui.forms.fields import LONGEST, Field, cleaned
from timeline_tui.tui.widgets.report import Report

_BREAKS = {"ctrl+j", "alt+enter", "shift+enter"}
"""The keys that break a line: the first in every terminal, the others where they are told from Enter."""


class FieldBox(TextArea):
    """A text that can be typed and pasted; what its own keys mean is its form's to say."""

    DEFAULT_CSS = """
    FieldBox {
        width: 1fr; height: auto; max-height: 5; padding: 0; border: none;
        background: $ground-cursor-away; color: $ink-strong;
        scrollbar-size: 1 1;
        &:focus { background: $ground-cursor; border: none; }
        & .text-area--cursor-line { background: $ground-cursor-away; }
        & .text-area--placeholder { color: $ink-muted; }
    }
    """

    class Moved(Report):
        """An arrow was pressed where the text has no line to go to."""

        direction: int

    class Entered(Message):
        """Enter was pressed: on to the next field, or to what is offered."""

    class LeftOut(Report):
        """Some of what was pasted was not taken, and why."""

        sentence: str

    def __init__(self, field: Field, text: str = "") -> None:
        super().__init__(
            cleaned(text, block=field.block)[0],
            compact=True,
            highlight_cursor_line=False,
            placeholder=field.example,
            tab_behavior="focus",
        )
        self.field = field
        self.move_cursor(self.document.end)
        self.cursor_blink = False
        self.offers = False
        """Whether the arrows walk through what is offered below it."""

    def put(self, text: str, cursor: int) -> None:
        """Put another text in, with the cursor there; it can be undone like anything that is typed."""
        # What a file holds can be offered, too.
        before = _shown(text[:cursor]).split("\n")
        self.replace(_shown(text), (0, 0), self.document.end)
        self.move_cursor((len(before) - 1, len(before[-1])))

    @property
    def place(self) -> int:
        """Where the cursor is, in characters of the text."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def go(self, direction: int) -> None:
        """Move within the text, or tell that there is no line to go to."""
        top = self.wrapped_document.location_to_offset(self.cursor_location).y
        rows = self.wrapped_document.height
        if self.offers or (top == 0 if direction < 0 else top >= rows - 1):
            self.post_message(self.Moved(direction))
        elif direction < 0:
            self.action_cursor_up()
        else:
            self.action_cursor_down()

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"up", "down"}:
            # Here, and not as bindings, so that they come before what is pressed after them.
            event.stop()
            event.prevent_default()
            self.go(1 if event.key == "down" else -1)
            return
        if event.key in {"enter", *_BREAKS}:
            event.stop()
            event.prevent_default()
            if event.key == "enter":
                self.post_message(self.Entered())
            elif self.field.block:
                self.break_line()
        elif event.is_printable and len(self.text) >= LONGEST:
            event.stop()
            event.prevent_default()
            self._tell_full()

    def break_line(self) -> None:
        """Begin a new line at the cursor."""
        if len(self.text) >= LONGEST:
            self._tell_full()
        else:
            self.replace("\n", *self.selection, maintain_selection_offset=False)

    def _tell_full(self) -> None:
        self.post_message(self.LeftOut(f"A field takes {LONGEST:,} characters, and this one is full"))

    async def _on_paste(self, event: events.Paste) -> None:
        # All lines of what was copied, and nothing that could not be seen.
        event.prevent_default()
        event.stop()
        room = LONGEST - len(self.text)
        if len(event.text) > room:
            said = f"{len(event.text):,} characters are more than this field takes ({LONGEST:,}): not pasted"
            self.post_message(self.LeftOut(said))
            return
        text, left_out = cleaned(event.text, block=self.field.block)
        self.move_cursor(self.replace(text, *self.selection, maintain_selection_offset=False).end_location)
        if left_out:
            noun = "hidden character was" if left_out == 1 else "hidden characters were"
            self.post_message(self.LeftOut(f"{left_out:,} {noun} left out of what was pasted"))


def _shown(text: str) -> str:
    """The text without what could not be seen, its white space as it is."""
    return cleaned(text, block=True)[0]
