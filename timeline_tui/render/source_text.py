"""The text of a source with its passages marked, a window at a time, and where its letters stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len

from timeline_tui.model.passage_states import PROVEN
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece, Role, Shades, StopKind, Stretch
from timeline_tui.render.marking import SHAPES, Cuts, Marked, apart, mark_of
from timeline_tui.render.page import Page
from timeline_tui.render.phrases import short
from timeline_tui.render.wrapping import fit, spans, wrap
from timeline_tui.visible import visible

INDENT = 2
"""Cells before the letters of a line."""


def letters_within(text: str, shown: str, count: int) -> int:
    """How many letters of a text its first `count` shown ones stand for; `shown` begins as the text does."""
    if text[:count] == shown[:count] or text[:count].expandtabs(1) == shown[:count]:
        return count
    used = 0
    for number, letter in enumerate(text):
        used += len(visible(letter))
        if used > count:
            return number
    return len(text)


def line_of(stretches: Sequence[Stretch], place: int) -> Stretch | None:
    """The line that shows a place, or the next one where none does; None past the last."""
    at = bisect_right(stretches, place, key=lambda stretch: stretch.start) - 1
    if at >= 0 and place < stretches[at].end:
        return stretches[at]
    return stretches[at + 1] if at + 1 < len(stretches) else None


def stretch_at(stretches: Sequence[Stretch], line: int) -> Stretch | None:
    """What a line shows; the next one that shows something of the text where it shows nothing of it."""
    at = bisect_left(stretches, line, key=lambda stretch: stretch.line)
    return stretches[at] if at < len(stretches) else None


def cells(text: str, stretch: Stretch, start: int, end: int) -> tuple[int, int] | None:
    """The cells of a line that show what lies between two places; None where it shows nothing of it."""
    first, last = max(start, stretch.start), min(end, stretch.end)
    if first >= last:
        return None
    left = INDENT + cell_len(visible(text[stretch.start : first]))
    right = left + cell_len(visible(text[first:last]))
    edges = stretch.edges
    return left + bisect_right(edges, first), right + bisect_left(edges, last)


def place_at(text: str, stretch: Stretch, cell: int) -> int:
    """The place that a cell of a line shows; its end behind it."""
    used = INDENT
    for place in range(stretch.start, stretch.end):
        used += stretch.edges.count(place) + cell_len(visible(text[place]))
        if used > cell:
            return place
    return stretch.end


WINDOW = 200_000
"""Code points of a text that are laid out at once."""
HIT = -1
"""The number of the stop that is the hit."""
_MARGIN = 30
"""Cells that the names of events have at most, beside the text."""
_ROOM = 50
"""Cells of a page below which they stand above the paragraphs instead."""
_MOST_LINES = 3
"""Lines of the margin in which a passage is named, with what became of it."""
_BREAK = 2000
"""Code points within which a window looks for the end of a line or word to begin and end at."""


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
    told: str = "",
    shades: Shades | None = None,
    marks: Marks = FULL,
) -> Document:
    """The part of the text in the window; its stops are the passages in it, and the line of the hit.

    `hits` is all that was looked for in the window, `hit` the one that was gone to, which may be a place of
    no characters. `told` says what became of the whole text, and `shades` show it.
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
    if told:
        page.add(Piece(told, "muted"))
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
    return page.document()._replace(stretches=tuple(drawing.stretches), shades=shades)


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
        self._hits = Cuts(hits)
        self._here = None if here is None else here[0]
        used = ((mark.start, mark.end) for mark in self._marked if mark.state not in SHAPES)
        self._runs = Cuts(apart(list(used)))
        self._open: list[tuple[Marked, int]] = []
        self._edges = _edges(text, self._marked, page.marks)
        self._edge_places = sorted(self._edges)
        self._edge_cells: dict[int, int] = {}
        """Where in its line each edge is drawn."""
        self._margin = min(_MARGIN, page.measure // 3) if marked and page.measure >= _ROOM else 0
        self._room = page.measure - INDENT - (self._margin + INDENT if self._margin else 0)
        self._labels: list[Line] = []
        """What is still to be written into the margin."""
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
        while self._labels:
            self._add(Line())

    def _add(self, line: Line) -> None:
        """Add a line of the text, and beside it the next of what the margin is to say."""
        if self._labels:
            space = " " * (INDENT + self._room + INDENT - cell_len(line.text))
            line = Line((*line.pieces, Piece(space), *self._labels.pop(0).pieces))
        self._page.lines.append(line)

    def _skip(self, start: int) -> None:
        """Passages that began before the window are open in its first line."""
        while self._next < len(self._marked) and self._marked[self._next].start < start:
            self._begin(self._marked[self._next])
            self._next += 1

    def _begin(self, mark: Marked) -> None:
        """Open a passage, and say in the margin which event it is of and what became of it."""
        self._open.append((mark, len(self._page.lines)))
        if self._margin:
            self._labels += self._beside(mark, self._free_lines(mark))

    def _free_lines(self, mark: Marked) -> int:
        """In how many lines of the margin a passage can be named before the next one has to be."""
        if self._labels:
            return 1
        behind = self._next + 1
        if behind == len(self._marked) or self._marked[behind].start - mark.start > self._room * _MOST_LINES:
            return _MOST_LINES
        between = self._text[mark.start : self._marked[behind].start].split("\n")
        return max(1, len(between) - 1 + sum(cell_len(line) // self._room for line in between))

    def _beside(self, mark: Marked, free: int) -> list[Line]:
        """The event of a passage and what became of it, in the margin; in one line, that comes first."""
        title, state = self._label(mark)
        more, room = self._page.marks.more, self._margin - INDENT
        goes = self._goes(mark)
        if free == 1:
            dot = f" {self._page.marks.dot} "
            name = fit(title.text, max(room - cell_len(state.text + dot), 1), more)
            return [Line((goes, state, Piece(dot, "muted"), Piece(name, "speaker")))]
        words = wrap(title.text, room)
        if len(words) >= min(free, _MOST_LINES):
            words = [*words[: free - 2], fit(" ".join(words[free - 2 :]), room, more)]
        lines = [*(Piece(each, "speaker") for each in words), state]
        return [Line((Piece(" " * INDENT) if at else goes, each)) for at, each in enumerate(lines)]

    def _goes(self, mark: Marked) -> Piece:
        marks = self._page.marks
        return Piece(f"{mark_of(mark.state, marks) if mark.state in SHAPES else marks.goes} ", "mark")

    def _label(self, mark: Marked) -> tuple[Piece, Piece]:
        """The event of a passage, and what became of it; of a proposal who speaks, and what it is."""
        is_right = mark.state in PROVEN or mark.state in SHAPES
        state = mark.state if is_right else f"{self._page.marks.unproven} {mark.state}"
        return Piece(short(mark.title), "speaker"), Piece(state, "muted")

    def _head(self, end: int) -> None:
        """Name above a paragraph, where there is no margin, the passages that begin in it."""
        marks, at = self._page.marks, self._next
        while not self._margin and at < len(self._marked) and self._marked[at].start < end:
            title, state = self._label(self._marked[at])
            goes, dot = self._goes(self._marked[at]), Piece(f" {marks.dot} ", "muted")
            self._page.add(goes, title, dot, state, indent=INDENT, hang=INDENT)
            at += 1

    def _paragraph(self, start: int, end: int) -> None:
        content_end = end - 1 if end > start and self._text[end - 1] == "\r" else end
        pieces = self._pieces(start, content_end)
        shown = "".join(text for text, _, _ in pieces)
        if not shown:
            self._close(end)
            self._add(Line((Piece(self._bar(), "rule"),) if self._open else ()))
            return
        self._head(end)
        at = [0]
        for text, _, _ in pieces:
            at.append(at[-1] + len(text))
        for first, last in spans(shown, self._room):
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
        cuts.update(self._hits.within(start, end))
        if self._here is not None and start <= self._here <= end:
            cuts.add(self._here)
        edges = self._edge_places
        cuts.update(edges[bisect_left(edges, start) : bisect_right(edges, end)])
        pieces: list[tuple[str, Role, int]] = []
        for first, last in pairwise([*sorted(cuts), end]):
            if first in self._edges:
                pieces.append(("".join(self._edges[first]), "mark", first))
            role: Role = "quote" if self._runs.hold(first) else "plain"
            if first < last:
                pieces.append((visible(self._text[first:last]), role, first))
        return pieces

    def _line(
        self, pieces: Sequence[tuple[str, Role, int]], at: Sequence[int], first: int, last: int
    ) -> None:
        """One line beside its bar, below the names of the events whose passages begin in it."""
        drawn: list[Piece] = []
        edges: list[int] = []
        hit = False
        number = bisect_right(at, first) - 1
        place = reached = pieces[number][2]
        while number < len(pieces) and at[number] < last:
            text, role, origin = pieces[number]
            place = origin
            low, high = max(first, at[number]), min(last, at[number + 1])
            if role == "mark":
                edges += [origin] * len(text)
                self._edge_cells[origin] = INDENT + cell_len("".join(piece.text for piece in drawn))
            else:
                hit |= origin == self._here and low == at[number]
            drawn.append(Piece(text[low - at[number] : high - at[number]], role, self._hits.hold(origin)))
            number += 1
        self._close(reached)
        while self._next < len(self._marked) and self._marked[self._next].start <= place:
            self._begin(self._marked[self._next])
            self._next += 1
        number = len(self._page.lines)
        self._add(Line((Piece(f"{self._bar()} ", "rule"), *drawn)))
        begun, ended = self._origin(pieces, at, first), self._origin(pieces, at, last)
        self.stretches.append(Stretch(number, begun, ended, tuple(edges)))
        if hit:
            self._page.stop("hit", number, "", number=HIT)

    def _bar(self) -> str:
        """What stands left of the next line: of a passage, or else of what is proposed."""
        marks, here = self._page.marks, len(self._page.lines)
        if not self._open:
            return " "
        if any(mark.state not in SHAPES for mark, _ in self._open):
            return marks.bar
        begun = [mark for mark, first in self._open if first == here]
        return mark_of(begun[0].state, marks) if begun else marks.beside

    def _origin(self, pieces: Sequence[tuple[str, Role, int]], at: Sequence[int], place: int) -> int:
        """The place in the text of a letter that is shown, behind its last one too."""
        number = max(bisect_right(at, place) - 1, 0)
        if number == len(pieces):
            number -= 1
        shown, role, origin = pieces[number]
        if role == "mark":
            return origin
        return origin + letters_within(self._text[origin : origin + len(shown)], shown, place - at[number])

    def _close(self, place: int) -> None:
        """End the passages that end before a place."""
        for mark, first in [held for held in self._open if held[0].end <= place]:
            self._stop(mark, first)
        self._open = [held for held in self._open if held[0].end > place]

    def _stop(self, mark: Marked, first: int) -> None:
        start, end = _shown_part(self._text, mark)
        left, right = self._edge_cells.get(start), self._edge_cells.get(end)
        kind: StopKind = "proposal" if mark.state in SHAPES else "passage"
        self._page.stop(kind, first, mark.event, number=mark.position, rank=mark.rank)
        edge = INDENT + self._room if self._margin else self._page.width
        ends = (
            0 if left is None else left + len(self._edges[start][0]),
            edge if right is None else right + len(self._edges[end][0]),
        )
        self._page.stops[-1] = self._page.stops[-1]._replace(ends=ends, edge=edge)


def _shown_part(text: str, mark: Marked) -> tuple[int, int]:
    """The passage without the white space at its ends."""
    words = text[mark.start : mark.end]
    return mark.start + len(words) - len(words.lstrip()), mark.start + len(words.rstrip())


def _edges(text: str, marked: Sequence[Marked], marks: Marks) -> dict[int, tuple[str, str]]:
    """The marks of all that ends and of all that begins at each place where something does."""
    ends, begins = defaultdict[int, str](str), defaultdict[int, str](str)
    for mark in marked:
        start, end = _shown_part(text, mark)
        begins[start] += marks.opens if mark.state in SHAPES else marks.begins
        ends[end] = (marks.closes if mark.state in SHAPES else marks.ends) + ends[end]
    return {place: (ends[place], begins[place]) for place in {*ends, *begins}}
