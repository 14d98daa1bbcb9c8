"""The reader's way through the text of a source: to its passages, to words, and past the window's ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline_tui.render.source_text import HIT
from timeline_tui.session.journey import SOURCE, TOP, Spot
from timeline_tui.session.session import Refused
from timeline_tui.session.text import TextReading

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.render.document import Marks
    from timeline_tui.render.marking import Spans
    from timeline_tui.tui.screens.reader import Reader


_AT_HIT = Spot(passage=(None, HIT))


class Texts:
    """Shows the texts that are held in the place of their sources' cards."""

    def __init__(
        self, reader: Reader, index: Index, findings: Findings, marks: Marks, before: Texts | None = None
    ) -> None:
        """`before` are those of the reading before, of which the text that was open is not read again."""
        self._reader = reader
        self._reading = TextReading(index, findings, marks, self._came, lambda: self.shown, self._tell)
        self._reading.mark(reader.spans)
        self._spot = TOP
        self.card = False
        """Whether the reader prefers the cards."""
        if before is not None:
            self.card = before.card
            self._reading.adopt(before._reading)

    @property
    def held(self) -> bool:
        """Whether there is a text of the source that is open."""
        here = self._reader.journey.here
        return here.depth == SOURCE and self._reading.holds(here.source)

    @property
    def shown(self) -> bool:
        """Whether that text is what the reader sees."""
        return self.held and not self.card

    @property
    def text(self) -> str:
        """The text that is shown, as far as it is read: all or nothing."""
        return self._reading.text if self.shown else ""

    def text_of(self, source: str) -> str | None:
        """The text of any source that is held, read at once; None where it is too long for that."""
        return self._reading.text_of(source)

    @property
    def place(self) -> int:
        """Where in the text the window is."""
        return self._reading.place

    def place_of(self, source: str, rank: int, position: int) -> int | None:
        """Where a passage stands in its source's text; 0 where no text is held or wanted."""
        if self.card or not self._reading.holds(source):
            return 0
        return self._reading.place_of(rank, position)

    def show(self, spot: Spot) -> None:
        """Show the text at the spot, now or as soon as it is read."""
        self._spot = spot
        here = self._reader.journey.here
        self._reading.open(here.source, here.at)
        self._reader.page.show(self._reading.page, spot)

    def _came(self) -> None:
        if self.shown:
            self._reader.page.show(self._reading.page, self._spot)

    def turn(self) -> None:
        """Change between the text and the card of the source."""
        if not self.held:
            raise Refused("No text of this source is held")
        self.card = not self.card
        stop = self._reader.page.stop
        passage = None if stop is None or stop.kind != "passage" else (stop.rank, stop.number)
        self._reader.show_again(Spot(passage=passage))

    def replaced(self) -> str | None:
        """What to say, once, where the file is another one than was read."""
        return self._reading.replaced() if self.shown else None

    def walk(self, direction: int) -> None:
        """The next hit or, where nothing was searched for, the next passage."""
        if self._reading.searching:
            self._reading.next_hit(direction, lambda hit, any_: self._take_hit(direction, hit, any_))
        else:
            self._walk_passages(direction)

    def _take_hit(self, direction: int, hit: tuple[int, int] | None, any_: bool) -> None:
        if hit is not None:
            self._show_hit()
        elif any_:
            self._tell("There is no further hit; / looks for other words")
        else:
            self._walk_passages(direction)

    def _walk_passages(self, direction: int) -> None:
        if not self._reader.page.jump(direction):
            if not self._reading.next_mark(direction):
                self._tell(f"This is the {'last' if direction > 0 else 'first'} passage in this text")
                return
            self._show_hit()

    def go_past(self, direction: int) -> None:
        """Show what stands beyond the window, where the text goes on."""
        if self._reading.shift(direction):
            self._show_hit()

    def find(self, words: str, lacking: Callable[[], object]) -> None:
        """Go to the words; `lacking` is called where they do not stand in the text."""
        self._reading.look_for(words, lambda hit: self._show_hit() if hit is not None else lacking())

    def _tell(self, sentence: str) -> None:
        """Say it where nobody waits for an answer any more."""
        self._reader.session.tell(sentence)

    def mark(self, spans: Spans | None) -> None:
        """Look for this wherever no other words are looked for."""
        self._reading.mark(spans)

    def _show_hit(self) -> None:
        self._reader.journey.here = self._reader.journey.here._replace(at=self._reading.place)
        self._reader.page.show(self._reading.page, _AT_HIT)
