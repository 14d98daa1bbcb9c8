"""One field of a form: its label, what it is typed into, and below it what is said or offered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from timeline_tui.model.fields import Field
from timeline_tui.render.document import Line, Marks, Piece
from timeline_tui.render.offers import first_listed, offer_lines
from timeline_tui.render.wrapping import fit, flow
from timeline_tui.session.form_fields import LONGEST, Offered, Said, cleaned
from timeline_tui.tui.widgets.bars import Lines
from timeline_tui.tui.widgets.ink import DataMessage
from timeline_tui.visible import visible

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

    class Moved(DataMessage):
        """An arrow was pressed where the text has no line to go to."""

        direction: int

    class Entered(Message):
        """Enter was pressed: on to the next field, or to what is offered."""

    class LeftOut(DataMessage):
        """Some of what was pasted was not taken, and why."""

        sentence: str

    def __init__(self, field: Field, text: str = "") -> None:
        super().__init__(
            cleaned(text, block=field.block)[0],
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


LABEL = 12
"""Cells of a label, the mark of the field that is typed in included."""


class FormRow(Vertical):
    """A field."""

    DEFAULT_CSS = """
    FormRow { height: auto; }
    FormRow Horizontal { height: auto; }
    FormRow .label { height: 1; }
    """

    def __init__(self, field: Field, text: str, marks: Marks, label_cells: int = LABEL) -> None:
        super().__init__()
        self.field = field
        self.box = FieldBox(field, text)
        self._marks = marks
        self._label = Lines()
        self._label.add_class("label", update=False)
        self._below = Lines()
        self._label.styles.width = label_cells
        self._below.styles.margin = 0, 0, 0, label_cells
        self._label_cells = label_cells
        self._said: Said | None = None
        self._offers: Sequence[Offered] = ()
        self.marked = -1
        """Which of the offers is marked; -1 for none."""

    def compose(self) -> ComposeResult:
        """The label beside the box, and below them what is said."""
        with Horizontal():
            yield self._label
            yield self.box
        yield self._below

    def on_mount(self) -> None:
        """Show the label."""
        self.show_label(here=False)

    def on_resize(self) -> None:
        """Keep what is offered in sight."""
        if self.offers:
            self.scroll_visible(animate=False)

    def show_label(self, *, here: bool) -> None:
        """Mark the label of the field that is typed in."""
        mark = Piece(f"{self._marks.here if here else ' '} ", "mark")
        shown = fit(self.field.label, self._label_cells - 3, self._marks.more)
        label = Piece(shown, "strong" if here else "muted")
        self._label.show(lambda width: (Line((mark, label)),))

    @property
    def offers(self) -> Sequence[Offered]:
        """What is offered below it."""
        return self._offers

    def say(self, said: Said | None) -> None:
        """Say this below it."""
        self._said = said
        self._draw()

    def offer(self, offers: Sequence[Offered], marked: int) -> None:
        """Offer these below it, in the place of what is said."""
        self._offers, self.marked = offers, marked
        self.box.offers = bool(offers)
        self._draw()

    def mark(self, by: int) -> None:
        """Mark another offer; where none is marked, count from above the first."""
        first = self.marked if self.marked >= 0 else -1
        if by > 0 or self.marked >= 0:
            self.marked = (first + by) % len(self._offers)
        self._draw()

    @property
    def first_offer(self) -> int:
        """Which of the offers is the first in sight."""
        return first_listed(len(self._offers), self.marked)

    def offer_at(self, at: Offset) -> int | None:
        """Which offer stands at a place of the screen; None where none does."""
        below = self._below.region
        return self.first_offer + at.y - below.y if self._offers and below.contains_point(at) else None

    def _draw(self) -> None:
        self._below.show(partial(_lines, self._said, self._offers, self.marked, self._marks))


def _lines(
    said: Said | None, offers: Sequence[Offered], marked: int, marks: Marks, width: int
) -> Sequence[Line]:
    if offers:
        return offer_lines([(offer.label, offer.remark) for offer in offers], marked, width, marks)
    if said is None:
        return ()
    return flow((Piece(visible(said.text), said.role),), max(width, 2))
