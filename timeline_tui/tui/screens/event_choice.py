"""Which event a passage is for: the one that one came from, those of the time, or any by its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from timeline_tui.index.reader import Unusable
from timeline_tui.index.records import Row
from timeline_tui.model.fields import Field
from timeline_tui.session.background import Latest, Makers
from timeline_tui.session.form_fields import Offered, Offers, offered_event, offers_of
from timeline_tui.session.requests import Choice
from timeline_tui.session.session import Session
from timeline_tui.tui.screens.commanded import Overlay
from timeline_tui.tui.widgets.bars import Bar, Hint, HintBar
from timeline_tui.tui.widgets.form_field import FieldBox, FormRow

_FIELD = Field("event", "Into", "words of another event", "event")
_AROUND = 40
_NEW = Offered("", "a new event", "a form asks for it")
_TAKING = (Hint("choose", "Enter", "take it into this", 4), Hint("go_back", "Esc", "back", 4))
_HINTS = (
    Hint("choose", "Enter", "clip into it", 4),
    Hint("say_more", "Tab", "say who speaks first", 3),
    Hint("go_back", "Esc", "back", 4),
)


class ChoosingEvent(Overlay[Choice | None]):
    """Ends with an event, or with nothing."""

    CSS_PATH: ClassVar[str] = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Back", show=False),
        Binding("tab", "say_more", "Say more first", show=False, priority=True),
    ]

    def __init__(self, session: Session, title: str, came_from: int | None, around: int | None) -> None:
        """`came_from` is the rank that is taken unasked, `around` that of the time of the source.

        A form follows where no event is taken unasked.
        """
        super().__init__()
        self._session = session
        self._title = title
        self._came_from = came_from
        self._around = (came_from or 0) if around is None else around
        self._marks = session.marks
        self._row = FormRow(_FIELD, "", self._marks)
        self._looked_up: Latest[Offers] = Latest(self._take, self._take_none)
        self._makers = Makers()

    def compose(self) -> ComposeResult:
        """The passage, the words that find an event, the events, the keys."""
        with Vertical():
            yield Bar(id="title")
            yield self._row
            yield Bar(id="room")
        # As wide as the screen: the keys of what lies below do nothing here.
        yield HintBar()

    def on_mount(self) -> None:
        """Offer the event that one came from, and those of the time."""
        self.query_one("#title", Bar).show_title(self._title, self._marks, "quote")
        self.query_one(HintBar).show_hints(_TAKING if self._came_from is None else _HINTS)
        self._row.show_label(here=True)
        self._row.box.focus()
        self._offer_nearest()

    def on_unmount(self) -> None:
        """Look up no more."""
        self._looked_up.end()

    def _offer_nearest(self) -> None:
        found = self._nearest()
        self._row.offer([_NEW, *found], 0 if self._came_from is None or not found else 1)

    def _nearest(self) -> Sequence[Offered]:
        index = self._session.index
        if index is None:
            return ()
        try:
            came_from = [] if self._came_from is None else index.rows(self._came_from, 1)
            near = index.rows(max(0, self._around - _AROUND // 2), _AROUND)
        except Unusable:
            return ()
        rows: list[Row] = sorted(near, key=lambda row: abs(row.rank - self._around))
        return [offered_event(row) for row in [*came_from, *(row for row in rows if row not in came_from)]]

    @on(FieldBox.Changed)
    def _typed(self) -> None:
        text, index = self._row.box.text.strip(), self._session.index
        if not text or index is None:
            self._looked_up.stop()
            self._offer_nearest()
            return
        self._looked_up.ask(partial(offers_of, self._makers, index, _FIELD, text, self._around))

    def _take(self, found: Offers) -> None:
        # What was typed is looked for among those that there are.
        self._row.offer([_NEW, *found.values], 1 if found.values else 0)

    def _take_none(self, error: Unusable) -> None:
        self._row.offer([_NEW], 0)

    @on(FieldBox.Moved)
    def _move(self, event: FieldBox.Moved) -> None:
        if self._row.offers:
            self._row.mark(event.direction)

    @on(FieldBox.Entered)
    def _enter(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Take the event that is marked."""
        self._end(more=False)

    def action_say_more(self) -> None:
        """Take it, and say more of the passage first."""
        self._end(more=True)

    def _end(self, *, more: bool) -> None:
        if self._row.offers and self._row.marked >= 0:
            self.dismiss(Choice(self._row.offers[self._row.marked].value, more))
        else:
            self.app.bell()

    def action_go_back(self) -> None:
        """Take none."""
        self.dismiss(None)
