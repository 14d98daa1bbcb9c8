"""The text of a source that is held: read beside the screen, and searched a part at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.evidence.texts import Held, NotHeld, read_text
from timeline_tui.index.reader import Index
from timeline_tui.index.sidecar import Findings
from timeline_tui.render.document import SHADES, Document, Marks, Piece
from timeline_tui.render.marking import Marked, Spans
from timeline_tui.render.page import Page
from timeline_tui.render.phrases import outlet_words
from timeline_tui.render.source_text import text_page, window_at
from timeline_tui.session.background import beside
from timeline_tui.session.signal import Signal

if TYPE_CHECKING:
    from timeline_tui.session.proposals import Proposals, TextProposals

_PART = 200_000
"""Code points that are looked through at a time."""
_OVERLAP = 2000
"""Code points by which a hit may reach into the next part."""
Hit = tuple[int, int]
GoOn = Callable[[int], bool]
"""Told before each part how many code points are looked through; whether to look on."""


def spans_of_words(words: str) -> Spans:
    """Finds words as they were typed, in large or small letters and over the ends of lines."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    return lambda text: [found.span() for found in pattern.finditer(text) if found[0]]


class TextHits:
    """The hits in one text, in code points of it."""

    def __init__(self, text: str, spans: Spans) -> None:
        self._text = text
        self._spans = spans

    def after(self, place: int, go_on: GoOn = lambda done: True) -> Hit | None:
        """The first hit that begins here or later; none where it was told to stop."""
        for start in range(place, len(self._text), _PART):
            if not go_on(start - place):
                return None
            if hits := self.within(start, start + _PART):
                return hits[0]
        return None

    def before(self, place: int, go_on: GoOn = lambda done: True) -> Hit | None:
        """The last hit that ends here or earlier; none where it was told to stop."""
        for end in range(place, 0, -_PART):
            if not go_on(place - end):
                return None
            hits = [hit for hit in self.within(max(0, end - _PART), end) if hit[1] <= place]
            if hits:
                return hits[-1]
        return None

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits that begin between two places."""
        return list(self._within(start, min(end, len(self._text))))

    def _within(self, start: int, end: int) -> Iterator[Hit]:
        # What stands before decides whether a word begins here.
        first = max(0, start - _OVERLAP)
        for low, high in self._spans(self._text[first : end + _OVERLAP]):
            if start <= first + low < end:
                yield first + low, first + high


_Stamp = tuple[int, int, int, int]
_MOST_MARKS = 5000
SOON_READ = 2_000_000
"""Bytes of a text that one may wait for."""
CHANGED = "The text has changed since its passages were looked for in it, so none is marked; r looks again"
REPLACED = "The text was replaced while it was open; r reads it again"


class TextReading:
    """Which text is open, and where in it the reader is."""

    def __init__(
        self, index: Index, findings: Findings, marks: Marks, changed: Signal, proposals: Proposals
    ) -> None:
        """What becomes of the text is told as `changed`."""
        self._changed = changed
        self.sought = 0
        """How often something was looked for or gone to; what was looked for before that is let go."""
        self._index = index
        self.findings = findings
        """What became of the passages."""
        self._marks = marks
        self.source = ""
        """The source of the text that is open."""
        self._held: Held | NotHeld | None = None
        self._stamp: _Stamp | None = None
        self._told = False
        self._query: Spans | None = None
        self._hits: TextHits | None = None
        self.hit: tuple[int, int] | None = None
        """What a search found last."""
        self.place = 0
        """In code points; the window lies round it."""
        self._proposals = proposals
        self.prefers_hits = False
        """Whether words were looked for in the text since proposals were asked for."""

    def holds(self, source: str) -> bool:
        """Whether there is a text of the source."""
        return source in self.findings.texts

    def adopt(self, before: TextReading) -> None:
        """Take over the text that was open, and what was found in it, where it is the same file still."""
        source = before.source
        path = self.findings.texts.get(source, ("", ""))[0]
        if path and path == before.findings.texts[source][0] and _stamp(Path(path)) == before._stamp:
            self.source, self._held, self._stamp = source, before._held, before._stamp
            self._hits, self.hit, self.place = before._hits, before.hit, before.place
            self.prefers_hits = before.prefers_hits

    def open(self, source: str, place: int) -> None:
        """Show the text of a source round a place, reading it first if it is another one than before."""
        self.place = place
        if source == self.source:
            return
        self.source, self._held, self.hit, self._hits, self._told = source, None, None, None, False
        self.prefers_hits = False
        path = Path(self.findings.texts[source][0])
        self._stamp = _stamp(path)
        beside(partial(read_text, path), partial(self._take, source))

    def _take(self, source: str, held: Held | NotHeld) -> None:
        if source == self.source:
            self._held = held
            self._changed.tell("text")

    @property
    def text(self) -> str:
        """The text, as far as it is read: all or nothing."""
        return self._held.text if isinstance(self._held, Held) else ""

    @property
    def sha256(self) -> str:
        """The hash of the text, as far as it is read."""
        return self._held.sha256 if isinstance(self._held, Held) else ""

    @property
    def is_as_compared(self) -> bool:
        """Whether the text is the one that passages were looked for in."""
        return self.holds(self.source) and self.sha256 == self.findings.texts[self.source][1]

    @property
    def is_unused(self) -> bool:
        """Whether no event has a passage of the text."""
        return self.findings.nearest(self.source, 0, 1) is None

    def text_of(self, source: str) -> str | None:
        """The text of a source, read while one waits; None where it is not held, or too long for that."""
        if source == self.source and self.text:
            return self.text
        path = Path(self.findings.texts[source][0]) if self.holds(source) else None
        stamp = None if path is None else _stamp(path)
        if path is None or stamp is None or stamp[0] > SOON_READ:
            return None
        held = read_text(path)
        return held.text if isinstance(held, Held) else None

    def place_of(self, rank: int, position: int) -> int | None:
        """Where a passage stands in its text."""
        rows = self._index.rows(rank, 1)
        finding = self.findings.of_event(rows[0].number).get(position) if rows else None
        return finding.start if finding else None

    def replaced(self) -> str | None:
        """What to say, once, where the file is another one than was read."""
        if (
            self._told
            or self._held is None
            or _stamp(Path(self.findings.texts[self.source][0])) == self._stamp
        ):
            return None
        self._told = True
        return REPLACED

    # Moving about in it.

    def shift(self, direction: int) -> bool:
        """Move the window on; False where the text ends."""
        self.sought += 1
        start, end = window_at(self.text, self.place)
        edge = end if direction > 0 else start
        if not self.text or edge in ((len(self.text),) if direction > 0 else (0,)):
            return False
        self.place = edge
        self.hit = edge, edge
        return True

    def next_mark(self, direction: int) -> bool:
        """Move the window to the nearest passage outside of it; False where there is none."""
        start, end = window_at(self.text, self.place)
        found = self.findings.nearest(self.source, end if direction > 0 else start, direction)
        if found is None:
            return False
        self.place, self.hit = found, (found, found)
        return True

    # Looking for something in it.

    def mark(self, spans: Spans | None) -> None:
        """Look for this wherever nothing else was typed to be looked for; None for nothing."""
        self._query = spans

    @property
    def looked_for(self) -> TextHits | None:
        """The words that are looked for, as they stand in the text; None where none are."""
        if self._hits is None and self._query is not None and self.text:
            self._hits = TextHits(self.text, self._query)
        return self._hits

    def take(self, found: Hit, hits: TextHits | None) -> None:
        """Go to what was found, and go on to look for that."""
        self._hits = hits or self._hits
        self.prefers_hits = hits is not None
        self.place, self.hit = found[0], found

    # Drawing.

    def page(self, width: int) -> Document:
        """The window on the text, or why there is none."""
        held = self._held
        called = outlet_words(self.source, self._index.sources().get(self.source))
        if not isinstance(held, Held):
            page = Page(width, self._marks)
            said = "Reading the text" if held is None else f"The text cannot be shown: {held.reason}"
            page.add(Piece(called, "strong"))
            page.field(said, "muted" if held is None else "error")
            return page.document()
        window = window_at(held.text, self.place)
        as_compared = self.is_as_compared
        proposed = self._proposed if as_compared else None
        return text_page(
            held.text,
            window,
            self._marked(*window) if as_compared else (),
            called,
            width if proposed is None else max(width - SHADES, 1),
            hit=self.hit,
            hits=hits.within(*window) if (hits := self.looked_for) is not None else (),
            note=None if as_compared else CHANGED,
            told="" if proposed is None else proposed.told,
            shades=None if proposed is None else proposed.shades,
            marks=self._marks,
        )

    @property
    def _proposed(self) -> TextProposals | None:
        """What is proposed of the text, beside what is used of it, where it is to be shown."""
        proposed = self._proposals.shown(self.source)
        if proposed is None or proposed.sha256 != self.sha256:
            return None
        proposed.know(self.findings)
        return proposed

    def _marked(self, start: int, end: int) -> list[Marked]:
        proposed, passed = self._proposed, self._proposals.shows_passed
        marked = [] if proposed is None else proposed.marked(start, end, passed=passed)[:_MOST_MARKS]
        for mark in self.findings.in_source(self.source, start, end)[:_MOST_MARKS]:
            row = self._index.row_of_number(mark.number)
            marked.append(
                Marked(mark.start, mark.end, row.rank, mark.position, row.id, row.title, mark.state)
            )
        return marked


def _stamp(path: Path) -> _Stamp | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
