"""Selecting a passage in the text of a source: with keys, word by word, or with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Offset

from timeline_tui.render.document import Line, Piece
from timeline_tui.render.phrases import counted
from timeline_tui.render.source_text import cells, line_of, place_at, stretch_at
from timeline_tui.render.wrapping import fit
from timeline_tui.session.commands import Where
from timeline_tui.session.journey import SOURCE
from timeline_tui.session.selection import (
    Selection,
    counted_words,
    sentence_end,
    sentence_start,
    word_at,
    word_beside,
)
from timeline_tui.session.session import Refused
from timeline_tui.tui.widgets.lines import SelectionBar
from timeline_tui.tui.widgets.page_view import MARGIN

if TYPE_CHECKING:
    from timeline_tui.tui.screens.timeline import TimelineScreen


_NO_TEXT = "No text of this source is held, so there is nothing to clip from: timeline-tui --texts FOLDER"
_NO_FOLDER = "No folder of texts is named, so there is nothing to clip from: timeline-tui --texts FOLDER"
_FROM_TEXTS = "A passage is clipped from the text of a source: Enter goes down to it"
_ENDS = "The text that is laid out here ends"
_IS_CARD = "This is the card of the source: x shows its text, where a passage can be selected"


class Clipping(NamedTuple):
    """A passage that is selected."""

    source: str
    text: str
    """The whole text of the source."""
    start: int
    end: int

    @property
    def exact(self) -> str:
        """The passage, letter for letter."""
        return self.text[self.start : self.end]


class Selecting:
    """Selects in the text that one screen shows."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._reader = screen.reader
        self._page = screen.reader.page
        self._view = screen.page_view
        self._bar: SelectionBar | None = None
        self._source = ""
        self._text = ""
        self._selection: Selection | None = None

    @property
    def where(self) -> Where | None:
        """What the keys act on, while something is selected."""
        return None if self._selection is None else "selection"

    def runs(self) -> dict[str, Callable[[], object]]:
        """What its keys do."""
        if self._selection is None:
            return {}
        return {
            "next-word": lambda: self._step(1, extend=False),
            "previous-word": lambda: self._step(-1, extend=False),
            "next-line": lambda: self._step_line(1, extend=False),
            "previous-line": lambda: self._step_line(-1, extend=False),
            "set-beginning": self._mark,
            "extend-word": lambda: self._step(1, extend=True),
            "reduce-word": lambda: self._step(-1, extend=True),
            "extend-line": lambda: self._step_line(1, extend=True),
            "reduce-line": lambda: self._step_line(-1, extend=True),
            "extend-sentence": self._take_sentence,
            "extend-sentence-back": self._take_sentence_back,
            "extend-letter": lambda: self._letter(1),
            "reduce-letter": lambda: self._letter(-1),
            "other-end": lambda: self._show(self._now.turned()),
            "stop-selecting": self.stop,
        }

    @property
    def _now(self) -> Selection:
        if self._selection is None:
            raise Refused("Nothing is selected")
        return self._selection

    # Beginning and ending.

    def begin(self) -> None:
        """Select the word at the cursor of the page, or the first one in sight."""
        self._look_at_text()
        stretch = stretch_at(self._page.stretches, self._page.first_line)
        word = None if stretch is None else word_at(self._text, stretch.start)
        if word is None:
            raise Refused("There are no words here to select")
        self._show(Selection(word, word))

    def _look_at_text(self) -> None:
        texts = self._reader.texts
        if self._reader.depth != SOURCE:
            raise Refused(_FROM_TEXTS)
        if texts is None or not texts.held:
            raise Refused(_NO_FOLDER if texts is None else _NO_TEXT)
        if texts.card:
            raise Refused(_IS_CARD)
        if not texts.text:
            raise Refused("The text is still being read")
        self._source, self._text = self._reader.journey.here.source, texts.text

    def taken(self) -> Clipping:
        """What is selected, without the white space at its ends."""
        start, end = self._now.stretch
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return Clipping(self._source, self._text, start, end)

    def stop(self) -> None:
        """Select nothing."""
        self._selection = None
        self._view.select_cells(None)
        if self._bar is not None:
            self._bar.remove()
            self._bar = None
            self._screen.set_focus(None)

    def settle(self) -> None:
        """End with the text that it was in."""
        here = self._reader.journey.here
        if self._selection is not None and (here.depth, here.source) != (SOURCE, self._source):
            self.stop()

    # Moving.

    def _step(self, direction: int, *, extend: bool) -> None:
        now = self._now
        self._show(now.to(word_beside(self._text, now.head, direction), extend=extend))

    def _step_line(self, direction: int, *, extend: bool) -> None:
        now, stretches = self._now, self._page.stretches
        here = line_of(stretches, now.head[0])
        number = -1 if here is None else stretches.index(here) + direction
        if here is None:
            raise Refused(_ENDS)
        if not 0 <= number < len(stretches):
            self._step_to_edge(stretches[-1].end - 1 if direction > 0 else stretches[0].start, extend=extend)
            return
        at = cells(self._text, here, now.head[0], now.head[1])
        place = place_at(self._text, stretches[number], at[0] if at else 0)
        word = word_at(self._text, min(place, stretches[number].end - 1))
        if word is not None:
            self._show(now.to(word, extend=extend))

    def _step_to_edge(self, place: int, *, extend: bool) -> None:
        """The first or last word of what is laid out, past which no line goes."""
        while place > 0 and self._text[place].isspace():
            place -= 1
        word = word_at(self._text, place)
        if word is None or word == self._now.head:
            raise Refused(_ENDS)
        self._show(self._now.to(word, extend=extend))

    def _mark(self) -> None:
        now = self._now
        self._show(Selection(now.head, now.head, marked=True))

    def _take_sentence(self) -> None:
        now = self._now
        end = sentence_end(self._text, max(now.stretch[1], 0))
        head = (
            (min(now.anchor[0], now.head[0], end - 1), end) if now.head[0] < now.anchor[0] else (end - 1, end)
        )
        self._show(Selection((now.stretch[0], now.anchor[1]), head, marked=True))

    def _take_sentence_back(self) -> None:
        now = self._now
        start, end = now.stretch
        first = sentence_start(self._text, start)
        self._show(Selection((first, first + 1), (max(end - 1, first), end), marked=True))

    def _letter(self, by: int) -> None:
        now = self._now
        start, end = now.head
        if now.anchor <= now.head:
            end = min(max(end + by, now.anchor[0] + 1), len(self._text))
            head = (min(start, end - 1), end)
        else:
            start = min(max(start + by, 0), now.anchor[1] - 1)
            head = (start, max(end, start + 1))
        anchor = head if now.anchor == now.head else now.anchor
        self._show(now._replace(anchor=anchor, head=head))

    # The mouse.

    def drag(self, start: Offset, end: Offset) -> None:
        """Select from one cell of the page to another."""
        self._look_at_text()
        first, last = self._place(start), self._place(end)
        if first is None or last is None:
            return
        low, high = min(first, last), max(first, last)
        high = min(high + 1, len(self._text))
        if first <= last:
            self._show(Selection((low, low + 1), (high - 1, high), marked=True))
        else:
            self._show(Selection((high - 1, high), (low, low + 1), marked=True))

    def _place(self, cell: Offset) -> int | None:
        stretches = self._page.stretches
        stretch = stretch_at(stretches, cell.y)
        if stretch is None:
            return stretches[-1].end - 1 if stretches else None
        inside = stretch.line == cell.y
        return place_at(self._text, stretch, cell.x - MARGIN) if inside else stretch.start

    # Drawing.

    def _show(self, selection: Selection) -> None:
        stretches = self._page.stretches
        line = line_of(stretches, selection.head[0])
        if line is None or selection.head[0] < (stretches[0].start if stretches else 0):
            raise Refused(_ENDS)
        self._selection = selection
        self._view.select_cells(self._cells)
        self._page.show_line(line.line)
        if self._bar is None:
            self._bar = SelectionBar(self._screen.make_inks())
            self._screen.mount(self._bar)
            self._screen.set_focus(self._bar)
        self._bar.show(self._said)

    def _cells(self, line: int) -> tuple[int, int] | None:
        stretch = stretch_at(self._page.stretches, line)
        if stretch is None or stretch.line != line or self._selection is None:
            return None
        return cells(self._text, stretch, *self._selection.stretch)

    def _said(self, width: int) -> Line:
        if self._selection is None:
            return Line()
        start, end = self._selection.stretch
        words = counted(counted_words(self._text[start:end]), "word")
        more = self._screen.marks.more
        said = f" {words} selected: "
        shown = " ".join(self._text[start : min(end, start + 500)].split())
        return Line((Piece(said, "key"), Piece(fit(shown, max(width - len(said), 1), more), "quote")))
