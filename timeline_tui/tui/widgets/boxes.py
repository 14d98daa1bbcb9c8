"""The boxes that hear keys of their own over the timeline: a query, values to narrow by, a selection."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from timeline_tui.model.limits import QUERY_LINE
from timeline_tui.render import offers
from timeline_tui.render.document import Line, Piece
from timeline_tui.render.phrases import counted
from timeline_tui.render.wrapping import fit
from timeline_tui.session.commands import own_keys
from timeline_tui.session.shown_query import complete, count_values, type_in
from timeline_tui.tui.widgets.bars import Bar, Lines
from timeline_tui.tui.widgets.ink import Acted, Inked

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from timeline_tui.session.journey import Where
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect


_PATIENCE: Final = 0.012
"""Seconds that a letter waits for its rows, so that both are drawn together; far below what is felt."""
_GATHERING: Final = 0.002
LONGEST = QUERY_LINE.value
"""Characters that are taken of what is typed or pasted."""
PROMPT = " / "
_KEYS = own_keys("query")


def typable(text: str) -> str:
    """The text in one line, without what could not be seen in it."""
    spaced = "".join(
        letter if letter.isprintable() else " " if letter.isspace() or letter < " " else "" for letter in text
    )
    return spaced[:LONGEST]


class QueryLine(Input):
    """One line in the place of the rule above the list; what its own keys mean is its screen's to say."""

    DEFAULT_CSS = """
    QueryLine {
        layer: above; dock: top; margin: 2 0 0 3; height: 1; background: $ground; color: $ink-strong;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.command({id_!r})", show=False) for key, id_ in _KEYS.items()
    ]

    # A longer text moves nothing but itself, so nothing is laid out anew.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, session: Session) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._session = session
        self._held = ExitStack()
        self._patience: Timer | None = None
        session.changed.subscribe(self._draw)

    @property
    def is_open(self) -> bool:
        """Whether it is there to be typed in."""
        return self._session.mode == "query"

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        """Take what was put in, and wait for what it asks for."""
        is_open, typed = self.is_open, self._session.typed
        if is_open and "query" in aspects and typed.text != self.value:
            self.value, self.cursor_position = typed.text, typed.cursor
        if "view" in aspects and is_open:
            self._hold()
        if "list" in aspects and self._patience is not None:
            # What is to be drawn for it is on its way to the screen.
            self._patience.stop()
            self._patience = self.screen.set_timer(_GATHERING, self._let_go)

    def _hold(self) -> None:
        """Draw nothing until the rows are there, if they are at once: one picture is quicker than two."""
        self._let_go()
        self._held.enter_context(self.app.batch_update())
        self._patience = self.screen.set_timer(_PATIENCE, self._let_go)

    def _let_go(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
            self._held.close()
            self.screen.check_idle()

    def on_show(self) -> None:
        """Take the keys again where it was hidden meanwhile, as in a window that was too small."""
        if self.is_open:
            self.screen.set_focus(self)

    def cells_of(self, start: int, end: int) -> tuple[int, int]:
        """The cells of the screen that these characters of the text stand at."""
        before = len(PROMPT) - self.scroll_offset.x
        return before + cell_len(self.value[:start]), before + cell_len(self.value[:end])

    def validate_value(self, value: str) -> str:
        """Nothing that is hidden or acts on a terminal comes in."""
        return typable(value)

    async def _on_key(self, event: events.Key) -> None:
        # Bindings are looked for behind the keys that follow, and those are for the list once this is closed.
        if not self.is_open:
            event.prevent_default()
        elif command := _KEYS.get(event.key):
            event.stop()
            event.prevent_default()
            # What was typed last may not have been told yet.
            self._session.typed.put(self.value, self.cursor_position)
            await self.run_action(f"screen.command({command!r})")

    def _on_paste(self, event: events.Paste) -> None:
        # All lines of what was copied, not the first alone.
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(typable(" ".join(event.text[: 2 * LONGEST].split())))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what it asks for, as long as it is typed in."""
        event.stop()
        if self.is_open and event.value == self.value:
            self.post_message(Acted(partial(type_in, self._session, event.value, self.cursor_position)))


class Prompt(Bar):
    """What says that a query is typed here."""

    DEFAULT_CSS = """
    Prompt {
        layer: above; dock: top; margin: 2 0 0 0; width: 3; background: $ground;
        height: 1;
    }
    """


class Below(Lines):
    """Lines over the top of the list, as many as there are."""

    DEFAULT_CSS = """
    Below { layer: above; dock: top; margin: 3 0 0 0; width: 1fr; height: 0; background: $ground; }
    """

    def __init__(self, session: Session, line: QueryLine) -> None:
        super().__init__()
        self._session = session
        self._line = line
        session.changed.subscribe(self._draw)

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if aspects & {"query", "place", "list"}:
            self.show(self._made)

    def _made(self, width: int) -> Sequence[Line]:
        """What is offered or, where nothing is, what is wrong with the query."""
        session, typed, marks = self._session, self._session.typed, self._session.marks
        if session.mode != "query":
            return ()
        if typed.offers:
            offered = [(offer.label, offer.remark) for offer in typed.offers]
            return offers.offer_lines(offered, typed.marked, width, marks)
        if (error := typed.complaint) is None:
            return ()
        complaint = offers.Complaint(error.sentence, error.hint, *self._line.cells_of(error.start, error.end))
        return offers.complaint_lines(complaint, session.view.query.strip(), width, marks)

    def on_click(self, event: events.Click) -> None:
        """Take the offer that was clicked."""
        typed = self._session.typed
        at = offers.first_listed(len(typed.offers), typed.marked) + event.y
        if event.y < offers.MOST and at < len(typed.offers):
            typed.marked = at
            self.post_message(Acted(partial(complete, self._session)))
            # What is typed next goes on from it.
            self.screen.set_focus(self._line)


_OF_VALUES = own_keys("facets")


class FacetsPane(Inked, can_focus=True):
    """Values with a cursor; letters that are typed narrow them."""

    DEFAULT_CSS = """
    FacetsPane { display: none; width: 1fr; height: 1fr; background: $ground; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._values = session.values
        session.changed.subscribe(self._draw)

    # Drawing.

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if aspects & {"values", "place"}:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """What it is, then the lines in sight."""
        width, values, marks = self.size.width, self._values, self._session.marks
        if y == 0:
            sight = offers.in_sight(values.lines, values.top, self.size.height - 1)
            return self.drawn(offers.head_line(values.narrowed, values.counting, sight, width, marks), width)
        number = values.top + y - 1
        if not values.lines and not values.counting and y == 1:
            return self.drawn(offers.none_line(values.narrowed, width, marks), width)
        if number >= len(values.lines):
            return self.drawn(Line(), width)
        here = number == values.cursor
        line = offers.drawn_facet(values.lines[number], width, here=here, marks=marks)
        return self.drawn(line, width, self.inks.cursor if here and self.inks else None)

    # What happened.

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether it is a letter to narrow by."""
        is_letter = key not in _OF_VALUES or (bool(self._values.narrowed) and self._goes_on(key))
        return is_letter and character is not None and character.isprintable()

    def _goes_on(self, key: str) -> bool:
        """Whether what is typed can go on with it: with a blank always, with a hyphen as a value does."""
        typed = f"{self._values.narrowed}-".casefold()
        labels = [line.facet.label.casefold() for line in self._values.lines if line.facet]
        return key == "space" or (key == "minus" and any(typed in label for label in labels))

    def on_key(self, event: events.Key) -> None:
        """Letters narrow; what else it knows is a command of its screen."""
        command, narrowed = _OF_VALUES.get(event.key), self._values.narrowed
        if command is None and event.key == "backspace":
            self._narrow(narrowed[:-1])
        elif event.character and self.check_consume_key(event.key, event.character):
            self._narrow(narrowed + event.character)
        elif command is None:
            return
        else:
            self.post_message(Acted(command=command))
        event.stop()
        event.prevent_default()

    def _narrow(self, text: str) -> None:
        # At once: the next letter goes on from it.
        self._values.narrow(text)
        self.post_message(Acted(partial(count_values, self._session)))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._values.sized(self.size.height)

    def on_show(self) -> None:
        """Take the keys again where it was hidden meanwhile, as in a window that was too small."""
        self.screen.set_focus(self)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; where it is there already, include the value."""
        if event.y and self._values.point(self._values.top + event.y - 1):
            self.post_message(Acted(command="include"))

    def on_mouse_scroll_down(self) -> None:
        """Move on."""
        self._values.move(3)

    def on_mouse_scroll_up(self) -> None:
        """Move back."""
        self._values.move(-3)


class SelectionBar(Bar, can_focus=True):
    """One line in the place of the rule above the page."""

    DEFAULT_CSS = """
    SelectionBar { layer: above; dock: top; margin: 2 0 0 0; width: 1fr; background: $ground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.command({command!r})", show=False)
        for key, command in own_keys("selection").items()
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        session.changed.subscribe(self._draw)

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if "selection" in aspects:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """How much is selected, and its first words."""
        selected, width = self._session.selected, self.size.width
        if selected is None:
            return self.drawn(Line(), width)
        start, end = selected.selection.stretch
        words = counted(len(selected.text[start:end].split()), "word")
        said = f" {words} selected: "
        shown = " ".join(selected.text[start : min(end, start + 500)].split())
        shown = fit(shown, max(width - len(said), 1), self._session.marks.more)
        return self.drawn(Line((Piece(said, "key"), Piece(shown, "quote"))), width)


def boxes_of(session: Session, mode: Where) -> Sequence[Widget]:
    """What a mode is told and typed in; the first hears its keys."""
    if mode == "query":
        line, prompt = QueryLine(session), Prompt()
        prompt.show(lambda width: Line((Piece(PROMPT, "key"),)))
        return line, prompt, Below(session, line)
    return [FacetsPane(session) if mode == "facets" else SelectionBar(session)]
