"""The query of a screen: the line that it is typed in, what completes it, what was asked before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

from timeline_tui.index.reader import Index
from timeline_tui.model.criteria import PROOFS
from timeline_tui.query import Unreadable, parse, readable
from timeline_tui.query.scan import uncompared
from timeline_tui.render.offers import Complaint, complaint_lines, offer_lines
from timeline_tui.session.background import Latest
from timeline_tui.session.completion import Offer, OwnIndex, Typing, field_offers, offered_values, typing_at
from timeline_tui.session.session import Refused
from timeline_tui.tui.widgets.query_line import Below, Prompt, QueryLine

if TYPE_CHECKING:
    from textual.timer import Timer

    from timeline_tui.tui.screens.timeline import TimelineScreen


_PATIENCE: Final = 0.012
"""Seconds that a letter waits for its rows, so that both are drawn together; far below what is felt."""
_GATHERING: Final = 0.002


class Searching:
    """Edits the query of one screen's view while it is typed."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._line: QueryLine | None = None
        self._prompt: Prompt | None = None
        self._below: Below | None = None
        self._before = ""
        self._history: list[str] = []
        self._at = 0
        self._typed = ""
        """What was typed before an earlier query was brought back."""
        self._offers: Sequence[Offer] = ()
        self._meant: tuple[str, Sequence[Offer]] = ("", ())
        """A query that finds nothing, with what was perhaps meant."""
        self._marked = 0
        self._complaint: Unreadable | None = None
        self._values: Latest[list[Offer]] = Latest(self._take_values, screen.fail)
        self._known = OwnIndex()
        self._held = ExitStack()
        self._patience: Timer | None = None
        self._looks_up = False

    @property
    def is_looking_up(self) -> bool:
        """Whether the values for what is typed are still to come."""
        return self.is_open and self._looks_up

    @property
    def is_open(self) -> bool:
        """Whether a query is being typed."""
        return self._line is not None and self._line.is_open

    def runs(self) -> dict[str, Callable[[], object]]:
        """What its keys do."""
        return {
            "keep-query": self.keep,
            "drop-query": self._drop,
            "complete": self._complete,
            "earlier-query": lambda: self._move(-1),
            "later-query": lambda: self._move(1),
        }

    def open(self) -> None:
        """Let the query be typed, from what it is now."""
        # What was told last would lie over what its keys are.
        self._screen.app.clear_notifications()
        line = self._mounted()
        self._before = self._screen.view.query
        self._at = len(self._history)
        begun = _with_room(self._before)
        line.open(begun)
        self._show_prompt(True)
        self._offer(begun)

    def _mounted(self) -> QueryLine:
        if self._line is None:
            inks = self._screen.make_inks()
            self._line, self._prompt, self._below = QueryLine(), Prompt(inks), Below(inks)
            self._screen.mount(self._line, self._prompt, self._below)
        return self._line

    def _show_prompt(self, shown: bool) -> None:
        if self._prompt is not None:
            self._prompt.set_class(shown, "-open")

    def settle(self) -> None:
        """Say below the line what is shown now."""
        if self._patience is not None:
            # What is to be drawn for it is on its way to the screen.
            self._patience.stop()
            self._patience = self._screen.set_timer(_GATHERING, self._let_go)
        if self.is_open and self._complaint is not None:
            self._draw()

    # What is typed.

    def type(self, text: str) -> None:
        """Show what the text asks for, as far as it can be read."""
        if text == self._screen.view.query and self._complaint is None:
            self._offer(text)
            return
        query, self._complaint = text, None
        try:
            asked = parse(text).on_proof
        except Unreadable as error:
            # What cannot be read hides nothing; what beside it can, does.
            self._complaint, query = error, readable(text)
        else:
            # A state that is only begun may be another one.
            wants = asked is not None and set(asked.values) <= set(PROOFS)
            if (
                asked is not None
                and wants
                and self._screen.reader.texts is None
                and not self._screen.comparing
            ):
                self._complaint = uncompared(asked)
                query = readable(f"{text[: asked.start]}{text[asked.end :]}")
        if query != self._screen.view.query:
            self._hold()
            self._screen.ask_view(self._screen.view._replace(query=query))
        self._offer(text)

    def _hold(self) -> None:
        """Draw nothing until the rows are there, if they are at once: one picture is quicker than two."""
        self._let_go()
        self._held.enter_context(self._screen.app.batch_update())
        self._patience = self._screen.set_timer(_PATIENCE, self._let_go)

    def _let_go(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
            self._held.close()
            self._screen.check_idle()

    def keep(self) -> None:
        """Leave the line with the query as it is, unless it cannot be read."""
        if self._line is not None:
            # What was typed last may not have been looked at yet.
            self.type(self._line.value)
        if self._complaint is not None:
            self._offers = ()
            self._draw()
            raise Refused(f"This query cannot be read: {self._complaint.sentence}")
        self.remember(self._screen.view.query)
        self._close()

    def _drop(self) -> None:
        if self._screen.view.query != self._before:
            self.remember(self._screen.view.query)
            self._screen.ask_view(self._screen.view._replace(query=self._before))
        self._close()

    def _close(self) -> None:
        self._complaint, self._offers = None, ()
        self._values.stop()
        if self._line is not None and self._below is not None:
            self._line.close()
            self._show_prompt(False)
            self._below.show(())

    # What was asked before.

    def remember(self, query: str) -> None:
        """Let the query be brought back."""
        query = query.strip()
        if query:
            self._history = [*(held for held in self._history if held != query), query]
        self._at = len(self._history)

    def _move(self, direction: int) -> None:
        if self._offers:
            self._marked = (self._marked + direction) % len(self._offers)
            self._draw()
            return
        if self._line is None or not 0 <= self._at + direction <= len(self._history):
            raise Refused("There is no earlier query" if direction < 0 else "There is no later query")
        if self._at == len(self._history):
            self._typed = self._line.value
        self._at += direction
        text = self._history[self._at] if self._at < len(self._history) else self._typed
        self._line.put(text, len(text))

    # What could be typed next.

    def _complete(self) -> None:
        if self._line is None:
            return
        if not self._offers:
            text, cursor = self._line.value, self._line.cursor_position
            typing = typing_at(text, cursor)
            if typing.field is None and not typing.beginning:
                self._show_offers(field_offers(text, cursor, typing, every=True))
                return
            raise Refused("Nothing here to complete")
        offer = self._offers[self._marked]
        self._line.put(offer.text, offer.cursor)

    def _offer(self, text: str) -> None:
        if self._line is None:
            return
        cursor = min(self._line.cursor_position, len(text))
        typing = typing_at(text, cursor)
        index = self._screen.reader.index
        self._offers = ()
        self._looks_up = typing.field is not None and index is not None
        if typing.field is None:
            self._values.stop()
            self._show_offers(field_offers(text, cursor, typing))
        elif index is not None:
            self._ask_values(index, text, cursor, typing)

    def _ask_values(self, index: Index, text: str, cursor: int, typing: Typing) -> None:
        self._values.ask(partial(offered_values, self._known, index, text, cursor, typing))
        self._draw()

    def _take_values(self, offers: Sequence[Offer]) -> None:
        self._looks_up = False
        self._show_offers(offers)

    def suggest(self, query: str, offers: Sequence[Offer]) -> None:
        """Offer what was perhaps meant by a query that finds nothing, where nothing else is offered."""
        self._meant = query, offers
        if self.is_open and not self._offers:
            self._show_offers(())

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        if not offers and self._complaint is None and self._meant[0] == self._screen.view.query:
            offers = self._meant[1]
        self._offers, self._marked = offers, 0
        self._draw()

    # Drawing.

    def _draw(self) -> None:
        if self._line is None or self._below is None:
            return
        width, marks = self._screen.size.width, self._screen.marks
        if self._offers:
            offers = [(offer.label, offer.remark) for offer in self._offers]
            self._below.show(offer_lines(offers, self._marked, width, marks))
        elif (error := self._complaint) is not None:
            first, last = self._line.cells_of(error.start, error.end)
            complaint = Complaint(error.sentence, error.hint, first, last)
            self._below.show(complaint_lines(complaint, self._screen.view.query.strip(), width, marks))
        else:
            self._below.show(())


def _with_room(text: str) -> str:
    """The text of a query with a blank behind a term that is whole, so that what is typed is a new one."""
    try:
        terms = parse(text).terms
    except Unreadable:
        return text
    return f"{text} " if terms and terms[-1].field is not None and terms[-1].end == len(text) else text
