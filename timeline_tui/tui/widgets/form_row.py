"""One field of a form: its label, what it is typed into, and below it what is said or offered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from timeline_tui.tui.forms.fields import Field, Offered
from timeline_tui.tui.forms.saying import Said
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.lines.offers import offer_lines
from timeline_tui.tui.presentation.marks import Marks
from timeline_tui.tui.presentation.wrapping import flow
from timeline_tui.tui.widgets.field_box import FieldBox
from timeline_tui.tui.widgets.lines import Lines
from timeline_tui.visible import visible

LABEL = 11
"""Cells of a label, the mark of the field that is typed in included."""


class FormRow(Vertical):
    """A field."""

    DEFAULT_CSS = f"""
    FormRow {{ height: auto; }}
    FormRow Horizontal {{ height: auto; }}
    FormRow .label {{ width: {LABEL}; height: 1; }}
    FormRow .said {{ margin-left: {LABEL}; }}
    """

    def __init__(self, field: Field, text: str, marks: Marks) -> None:
        super().__init__()
        self.field = field
        self.box = FieldBox(field, text)
        self._marks = marks
        self._label = Lines()
        self._label.add_class("label")
        self._below = Lines()
        self._below.add_class("said")
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

    def show_label(self, *, here: bool) -> None:
        """Mark the label of the field that is typed in."""
        mark = Piece(f"{self._marks.here if here else ' '} ", "mark")
        label = Piece(self.field.label, "strong" if here else "muted")
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
        """Mark another offer."""
        self.marked = (self.marked + by) % len(self._offers) if self.marked >= 0 else 0 if by > 0 else -1
        self._draw()

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
