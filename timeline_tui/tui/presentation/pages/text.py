"""The text of a source with every passage that the timeline uses marked in it, a window at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline_tui.model.proof import PROVEN, State
from timeline_tui.tui.presentation.document import Document, Line, Piece, Role, Stretch
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.pages.text_places import letters_within
from timeline_tui.tui.presentation.words import short
from timeline_tui.tui.presentation.wrapping import spans
from timeline_tui.visible import visible

WINDOW = 200_000
"""Code points of a text that are laid out at once."""
HIT = -1
"""The number of the stop that is the hit."""
_BREAK = 2000
"""Code points within which a window looks for the end of a line or word to begin and end at."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage in the text, in code points of it, and the event that uses it."""

    start: int
    end: int
    rank: int
    position: int
    event: str
    title: str
    state: State


def window_at(text: str, place: int, size: int = WINDOW) -> tuple[int, int]:
    """The window round a place, from the beginning of a line or a word to the end of one."""
    start = max(0, place - size // 4)
    end = min(len(text), start + size)
    return _break_before(text, start), len(text) if end == len(text) else _break_before(text, end)


def _break_before(text: str, place: int) -> int:
    if place == 0:
        return 0
    for sign in "\n ":
        found = text.rfind(sign, max(0, place - _BREAK), place)
        if found >= 0:
            return found + 1
    return place


def text_page(
    text: str,
    window: tuple[int, int],
    marked: Sequence[Marked],
    title: str,
    width: int,
    *,
    hit: tuple[int, int] | None = None,
    hits: Sequence[tuple[int, int]] = (),
    note: str | None = None,
    marks: Marks = FULL,
) -> Document:
    """The part of the text in the window; its stops are the passages in it, and the line of the hit.

    `hits` is all that was looked for in the window, `hit` the one that was gone to, which may be a place of
    no characters.
    """
    page = Page(width, marks)
    start, end = window
    share = (
        ""
        if (start, end) == (0, len(text))
        else f", {100 * start // len(text)} to {100 * end // len(text)} %"
    )
    page.add(Piece(short(title), "strong"), Piece(f"  the text that you hold{share}", "muted"))
    if note:
        page.add(Piece(note, "warning"))
    if start:
        page.add(
            Piece(f"{marks.more} {start:,} characters before this: going up past here shows them", "muted")
        )
    page.blank()
    inside = [mark for mark in marked if mark.start < end and mark.end > start]
    here = hit if hit is not None and start <= hit[0] < end else None
    drawing = _Drawing(page, text, inside, hits, here)
    drawing.paragraphs(start, end)
    if end < len(text):
        page.blank()
        more = f"{marks.more} {len(text) - end:,} characters after this: going down past here shows them"
        page.add(Piece(more, "muted"))
    return page.document()._replace(stretches=tuple(drawing.stretches))


def _runs(marked: Sequence[Marked]) -> list[tuple[int, int]]:
    """The stretches of the text that passages cover, apart from each other."""
    runs: list[tuple[int, int]] = []
    for mark in marked:
        if runs and mark.start <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], mark.end)
        else:
            runs.append((mark.start, mark.end))
    return runs


class _Drawing:
    """Paragraphs of a text on their way to a page."""

    def __init__(
        self,
        page: Page,
        text: str,
        marked: Sequence[Marked],
        hits: Sequence[tuple[int, int]],
        here: tuple[int, int] | None,
    ) -> None:
        self._page = page
        self._text = text
        self._marked = sorted(marked, key=lambda mark: (mark.start, mark.end))
        # The places where hits begin and end take turns.
        self._hits = [place for hit in hits for place in hit]
        self._here = None if here is None else here[0]
        self._runs = _runs(self._marked)
        self._run_starts = [start for start, _ in self._runs]
        self._open: list[tuple[Marked, int]] = []
        self._next = 0
        self.stretches: list[Stretch] = []
        """What each line shows of the text."""

    def paragraphs(self, start: int, end: int) -> None:
        """Draw the text between two places line by line."""
        self._skip(start)
        while start < end:
            line_end = self._text.find("\n", start, end)
            line_end = end if line_end < 0 else line_end
            self._paragraph(start, line_end)
            start = line_end + 1
        for mark, first in self._open:
            self._stop(mark, first)

    def _skip(self, start: int) -> None:
        """Passages that began before the window are open in its first line."""
        while self._next < len(self._marked) and self._marked[self._next].start < start:
            self._begin(self._marked[self._next])
            self._next += 1

    def _begin(self, mark: Marked) -> None:
        first = len(self._page.lines)
        marks = self._page.marks
        state = mark.state if mark.state in PROVEN else f"{marks.unproven} {mark.state}"
        self._page.add(
            Piece(f"{marks.bar} {marks.goes} ", "mark"),
            Piece(short(mark.title), "speaker"),
            Piece(f" {marks.dot} {state}", "muted"),
            hang=4,
        )
        self._open.append((mark, first))

    def _paragraph(self, start: int, end: int) -> None:
        content_end = end - 1 if end > start and self._text[end - 1] == "\r" else end
        pieces = self._pieces(start, content_end)
        shown = "".join(text for text, _, _ in pieces)
        if not shown:
            self._close(end)
            self._page.lines.append(Line((Piece(self._page.marks.bar, "rule"),) if self._open else ()))
            return
        at = [0]
        for text, _, _ in pieces:
            at.append(at[-1] + len(text))
        for first, last in spans(shown, self._page.measure - 2):
            self._line(pieces, at, first, last)
        self._close(end)

    def _pieces(self, start: int, end: int) -> list[tuple[str, Role, int]]:
        """The paragraph cut where passages begin and end, made safe to draw, each with its place."""
        cuts = {start, end}
        at = self._next
        while at < len(self._marked) and self._marked[at].start < end:
            cuts.add(max(self._marked[at].start, start))
            cuts.add(min(self._marked[at].end, end))
            at += 1
        cuts.update(min(mark.end, end) for mark, _ in self._open if mark.end > start)
        cuts.update(self._hits[bisect_left(self._hits, start) : bisect_right(self._hits, end)])
        if self._here is not None and start <= self._here <= end:
            cuts.add(self._here)
        return [
            (visible(self._text[first:last]), self._role(first), first)
            for first, last in pairwise(sorted(cuts))
        ]

    def _is_hit(self, place: int) -> bool:
        return bisect_right(self._hits, place) % 2 == 1

    def _role(self, place: int) -> Role:
        run = bisect_right(self._run_starts, place) - 1
        return "quote" if run >= 0 and place < self._runs[run][1] else "plain"

    def _line(
        self, pieces: Sequence[tuple[str, Role, int]], at: Sequence[int], first: int, last: int
    ) -> None:
        """One line beside its bar, below the names of the events whose passages begin in it."""
        drawn: list[Piece] = []
        hit = False
        number = bisect_right(at, first) - 1
        place = reached = pieces[number][2]
        while number < len(pieces) and at[number] < last:
            text, role, origin = pieces[number]
            place = origin
            low, high = max(first, at[number]), min(last, at[number + 1])
            hit |= origin == self._here and low == at[number]
            drawn.append(Piece(text[low - at[number] : high - at[number]], role, self._is_hit(origin)))
            number += 1
        self._close(reached)
        while self._next < len(self._marked) and self._marked[self._next].start <= place:
            self._begin(self._marked[self._next])
            self._next += 1
        bar = self._page.marks.bar if self._open else " "
        number = len(self._page.lines)
        self._page.lines.append(Line((Piece(f"{bar} ", "rule"), *drawn)))
        self.stretches.append(
            Stretch(number, self._origin(pieces, at, first), self._origin(pieces, at, last))
        )
        if hit:
            self._page.stop("hit", number, "", number=HIT)

    def _origin(self, pieces: Sequence[tuple[str, Role, int]], at: Sequence[int], place: int) -> int:
        """The place in the text of a letter that is shown, behind its last one too."""
        number = max(bisect_right(at, place) - 1, 0)
        if number == len(pieces):
            number -= 1
        shown, _, origin = pieces[number]
        return origin + letters_within(self._text[origin : origin + len(shown)], shown, place - at[number])

    def _close(self, place: int) -> None:
        """End the passages that end before a place."""
        for mark, first in [held for held in self._open if held[0].end <= place]:
            self._stop(mark, first)
        self._open = [held for held in self._open if held[0].end > place]

    def _stop(self, mark: Marked, first: int) -> None:
        self._page.stop("passage", first, mark.event, number=mark.position, rank=mark.rank)
