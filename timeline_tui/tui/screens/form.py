"""A form: fields that are typed in, with what is said and offered below each."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.css.query import NoMatches
from textual.events import Click, DescendantFocus

from timeline_tui.index.reader import Unusable
from timeline_tui.model.fields import Field
from timeline_tui.render.document import Marks, Piece, Role
from timeline_tui.render.offers import MOST
from timeline_tui.render.wrapping import flow
from timeline_tui.session.background import Latest, Makers
from timeline_tui.session.form_fields import Offered, Offers, Said, offers_of, picked, typed_at
from timeline_tui.session.sheet import Sheet, Unfit
from timeline_tui.tui.screens.commanded import Overlay
from timeline_tui.tui.widgets.bars import Bar, Hint, HintBar, Lines
from timeline_tui.tui.widgets.form_field import LABEL, FieldBox, FormRow
from timeline_tui.visible import visible

_OPEN = frozenset({"tag", "date", "position"})
"""What takes values that are not offered, so that nothing is picked unasked."""
_HINTS = (
    Hint("next", "Tab", "next field", 2),
    Hint("more", "Ctrl+O", "more fields", 3),
    Hint("empty", "Ctrl+N", "empty it", 1),
    Hint("keep", "Esc", "back, kept for later", 4),
)
_TAKE = Hint("take", "Enter/Tab", "take it", 6)
_CHOOSE = Hint("choose", "↑↓", "choose", 6)
_BREAK = Hint("break_line", "Ctrl+J", "new line", 4)

Keeping: TypeAlias = "Callable[[Form], object]"
"""Keeps what is typed into a form, or refuses to."""


class Form(Overlay[None]):
    """Ends when its owner says so, or when the reader goes back; what was typed is given to `keep`."""

    CSS_PATH: ClassVar[str] = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("ctrl+o", "more", "More fields", show=False, priority=True),
        Binding("ctrl+n", "empty", "Empty it", show=False, priority=True),
        # At once: what is typed next is for the other field.
        Binding("tab", "next", "Next field", show=False, priority=True),
        Binding("shift+tab", "previous", "Field before", show=False, priority=True),
        Binding("escape", "keep", "Back", show=False),
    ]

    def __init__(
        self,
        sheet: Sheet,
        texts: Mapping[str, str],
        marks: Marks,
        save: Keeping,
        keep: Callable[[dict[str, str]], object],
    ) -> None:
        """`save` is asked to save what is typed, or raises `Unfit`; `keep` to keep it for later."""
        super().__init__()
        self.sheet = sheet
        self._first = dict(texts)
        self._marks = marks
        self._rows = [self._made(field) for field in sheet.fields]
        for row in self._rows:
            row.display = not row.field.more or bool(row.box.text)
        self._save = save
        self._keep = keep
        self._emptied: dict[str, str] | None = None
        self._busy = False
        self._offered_for = ""
        self._looked_up: Latest[Offers] = Latest(self._take_offers, self._no_offers)
        self._makers = Makers()
        self.is_looking_up = False
        """Whether what is offered is not yet what belongs to the letters that are typed."""

    def _made(self, field: Field) -> FormRow:
        return FormRow(field, self._first.get(field.id, ""), self._marks, self.sheet.label_cells or LABEL)

    @property
    def _hints(self) -> tuple[Hint, ...]:
        more = any(field.more for field in self.sheet.fields)
        kept = (hint for hint in _HINTS if more or hint.command != "more")
        return (Hint("save", "Ctrl+S", self.sheet.saving, 5), *kept)

    def compose(self) -> ComposeResult:
        """The title, the fields, what is said of it all, the keys."""
        with Vertical():
            yield Bar(id="title")
            with VerticalScroll(can_focus=False):
                yield from self._rows
            yield Lines(id="told")
        # As wide as the screen: the keys of what lies below do nothing here.
        yield HintBar()

    def on_mount(self) -> None:
        """Begin in the first field, with all that is to be said of what is there already."""
        self._show_title("")
        self.query_one(HintBar).show_hints(self._hints)
        self._rows[0].box.focus()

    def on_unmount(self) -> None:
        """Look up no more."""
        self._looked_up.end()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Say anew what is to be said, of which more may be known than before."""
        for row in self._rows:
            row.say(self.sheet.said(row.field, self.texts))

    def _show_title(self, more: str) -> None:
        self.query_one("#title", Bar).show_title(f"{self.sheet.title}{more}", self._marks)

    @property
    def _row(self) -> FormRow | None:
        focused = self.focused
        return next((row for row in self._rows if row.box is focused), None)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed in each field."""
        return {row.field.id: row.box.text for row in self._rows}

    # What its owner tells.

    def refuse(self, sentence: str, field: str = "") -> None:
        """Say why it is not saved, at the field that is to blame."""
        self.be_busy("")
        self.tell(sentence, "error")
        for row in self._rows:
            if row.field.id == field:
                row.display = True
                row.offer((), -1)
                row.say(Said(sentence, "error"))
                row.box.focus()

    def be_busy(self, doing: str) -> None:
        """Say what is being done; nothing else is, until it is done. Empty where it is."""
        self._busy = bool(doing)
        if not self.is_attached:
            return
        self._show_title(f" · {doing}" if doing else "")
        if doing:
            self.tell("")

    def tell(self, sentence: str, role: Role = "warning") -> None:
        """Say something of the whole form, until it is typed in again."""
        try:
            told = self.query_one("#told", Lines)
        except NoMatches:
            return
        pieces = (Piece(visible(sentence), role),) if sentence else ()
        told.show(lambda width: flow(pieces, max(width, 2), indent=1))

    # What is typed.

    @on(FieldBox.Changed)
    def _typed(self, event: FieldBox.Changed) -> None:
        row = next((row for row in self._rows if row.box is event.text_area), None)
        if row is None or (row is not self._row and row.box.text == self._first.get(row.field.id, "")):
            return
        self._emptied = None if row.box.text else self._emptied
        self.tell("")
        here = row is self._row
        told_at_once = row.field.holds in {"date", "path"}
        row.say(self.sheet.said(row.field, self.texts) if told_at_once or not here else None)
        if here:
            self._offer(row)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the field, and say what is to be said of the one that was left."""
        for row in self._rows:
            here = row.box is event.widget
            row.show_label(here=here)
            if not here:
                row.offer((), -1)
                row.say(self.sheet.said(row.field, self.texts))
            if here:
                row.scroll_visible(animate=False)
                if row.field.holds == "choice":
                    # What is typed takes the place of what was chosen.
                    row.box.select_all()
        self._hint()

    def on_click(self, event: Click) -> None:
        """Take what is offered where it was clicked, or offer what can be chosen there."""
        at = event.screen_offset
        for row in self._rows:
            if (offer := row.offer_at(at)) is not None:
                self._pick_at(row, offer)
            elif row.field.holds == "choice" and row.box.region.contains_point(at):
                row.box.select_all()
                self._offer(row)

    def _pick_at(self, row: FormRow, offer: int) -> None:
        """Take an offer; below the last one that is in sight, mark one that is not."""
        if offer < min(row.first_offer + MOST, len(row.offers)):
            self._pick(row, row.offers[offer])
        else:
            self._mark(row, MOST + (row.marked < 0))

    @on(FieldBox.LeftOut)
    def _left_out(self, event: FieldBox.LeftOut) -> None:
        self.call_after_refresh(self.tell, event.sentence)

    @on(FieldBox.Moved)
    def _move(self, event: FieldBox.Moved) -> None:
        row = self._row
        if row is not None and row.offers:
            self._mark(row, event.direction)
        elif row is not None and event.direction > 0 and _opens(row):
            self._offer(row)
        elif event.direction > 0:
            self.focus_next(FieldBox)
        else:
            self.focus_previous(FieldBox)

    @on(FieldBox.Entered)
    def _enter(self) -> None:
        row = self._row
        if row is None:
            return
        if (offer := self._marked(row)) is not None:
            self._pick(row, offer)
            if not row.field.several and not row.offers:
                self.focus_next(FieldBox)
        elif row is [row for row in self._rows if row.display][-1]:
            self.action_save()
        else:
            self.focus_next(FieldBox)

    def _marked(self, row: FormRow) -> Offered | None:
        """The value that is marked, if it is offered for what is typed and not for what was typed before."""
        typed = typed_at(row.box.text, row.box.place, several=row.field.several).value
        return (
            row.offers[row.marked] if row.marked >= 0 and row.offers and typed == self._offered_for else None
        )

    # What could be typed.

    def _offer(self, row: FormRow) -> None:
        text, field = row.box.text, row.field
        typed = typed_at(text, row.box.place, several=field.several)
        known = self.sheet.choices(field, typed.value, self.texts)
        self._looked_up.stop()
        self.is_looking_up = False
        if known is not None:
            self._show_offers(row, known)
            return
        index = self.sheet.shown.index
        if index is None or (field.several and text and not typed.value):
            self._show_offers(row, ())
            return
        self.is_looking_up = True
        self._looked_up.ask(partial(offers_of, self._makers, index, field, typed.value, self.sheet.rank))

    def _take_offers(self, found: Offers) -> None:
        self.is_looking_up = False
        row = self._row
        if row is not None and row.field == found.field:
            self._show_offers(row, found.values)

    def _no_offers(self, error: Unusable) -> None:
        self.is_looking_up = False
        if (row := self._row) is not None:
            self._show_offers(row, ())

    def _show_offers(self, row: FormRow, offers: Sequence[Offered]) -> None:
        typed = typed_at(row.box.text, row.box.place, several=row.field.several).value
        if row.field.holds != "choice" and any(typed == offer.value for offer in offers[:1]):
            # It is typed already.
            offers = ()
        self._offered_for = typed
        takes = offers and typed and row.field.holds not in _OPEN and typed not in row.field.choices
        row.offer(offers, 0 if takes else -1)
        self._hint()

    def _hint(self) -> None:
        row = self._row
        takes = row is not None and self._marked(row) is not None
        breaks = row is not None and row.field.block
        offers = row is not None and (bool(row.offers) or row.field.holds == "choice")
        hints = (_TAKE,) if takes else (_CHOOSE,) if offers else (_BREAK,) if breaks else ()
        self.query_one(HintBar).show_hints((*hints, *self._hints))

    def _mark(self, row: FormRow, direction: int) -> None:
        row.mark(direction)
        self._hint()

    def _pick(self, row: FormRow, offer: Offered) -> None:
        several = row.field.several
        typed = typed_at(row.box.text, row.box.place, several=several)
        text, cursor = picked(row.box.text, typed, offer.value, several=several)
        with self.prevent(FieldBox.Changed):
            row.box.put(text, cursor)
        row.offer((), -1)
        row.say(self.sheet.said(row.field, self.texts))
        self._hint()
        if row.field.holds == "path" and offer.value.endswith(os.sep):
            self._offer(row)

    # What its keys do.

    def action_choose(self) -> None:
        """Mark the first value that is offered."""
        if (row := self._row) is not None:
            self._mark(row, 1) if row.offers else self._offer(row)

    def action_take(self) -> None:
        """Take the value that is marked."""
        self._enter()

    def action_break_line(self) -> None:
        """Begin a new line in the field, if it may have several."""
        if (row := self._row) is not None and row.field.block:
            row.box.break_line()

    def action_next(self) -> None:
        """Go to the next field, with the value that is marked taken."""
        row = self._row
        if row is not None and (offer := self._marked(row)) is not None:
            self._pick(row, offer)
            if row.offers:
                return
        self.focus_next(FieldBox)

    def action_previous(self) -> None:
        """Go to the field before."""
        self.focus_previous(FieldBox)

    def action_save(self) -> None:
        """Save what is typed, once all of it has arrived in its field."""
        (self.focused or self).call_later(self.save)

    def save(self) -> None:
        """Save what is typed, or say at its field what cannot be taken."""
        if self._busy:
            return
        try:
            self._save(self)
        except Unfit as error:
            self.refuse(str(error), error.field)

    def action_more(self) -> None:
        """Show the fields that are not always asked for, or hide them where they are empty."""
        more = [row for row in self._rows if row.field.more and not row.box.text]
        shown = any(row.display for row in more)
        for row in more:
            row.display = not shown
        if more and not shown:
            more[0].box.focus()
        elif self._row is None or not self._row.display:
            self._rows[0].box.focus()

    def action_empty(self) -> None:
        """Begin anew; once more brings back what was typed."""
        texts, self._emptied = self._emptied, None if self._emptied else self.texts
        for row in self._rows:
            text = (texts or {}).get(row.field.id, "")
            row.box.put(text, len(text))
        self.tell("" if texts else "Ctrl+N once more brings back what was typed")

    def action_keep(self) -> None:
        """Close what is offered or, where nothing is, the form; what was typed is kept."""
        row = self._row
        if row is not None and row.offers:
            row.offer((), -1)
            row.say(self.sheet.said(row.field, self.texts))
            self._hint()
            return
        self.close_and_keep()

    def close_and_keep(self) -> None:
        """Close it, with what was typed kept."""
        self._keep(self.texts)
        self.dismiss(None)


def _opens(row: FormRow) -> bool:
    """Whether an arrow down offers what the field can hold, in place of going to the next one."""
    return row.field.holds == "choice" or (not row.box.text and row.field.holds != "text")
