"""What is marked: passages in the text of a source, and what was looked for in lines that are drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

from timeline_tui.model.passage_states import State
from timeline_tui.render.document import Document, Line, Marks, Piece, Role, Shades, Share
from timeline_tui.render.phrases import counted
from timeline_tui.render.wrapping import flow


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage in the text, in code points of it, and the event that uses it; or one that is proposed."""

    start: int
    end: int
    rank: int | None
    """None where it is proposed."""
    position: int
    """Which of its event it is, or which proposal."""
    event: str
    title: str
    """Of the event, or who speaks and when."""
    state: State | Shape


Shape = Literal["direct", "reported", "dated", "passed over"]
"""What is proposed, each with a mark of its own; or that it was passed over."""
SHAPES: frozenset[State | Shape] = frozenset(get_args(Shape))


def mark_of(state: State | Shape, marks: Marks) -> str:
    """What stands beside the first line of a proposal, and beside every one of a passage."""
    of_shape: dict[State | Shape, str] = {
        "direct": marks.direct,
        "reported": marks.reported,
        "dated": marks.dated,
        "passed over": marks.passed,
    }
    return of_shape.get(state, marks.bar)


_OVER: tuple[Share, ...] = ("passed", "proposed", "used")
"""Each hides those before it, where they share a cell."""


def share_cells(shades: Shades, count: int) -> list[Share | None]:
    """What became of a text in so many equal parts of it; None where nothing did."""
    cells: list[Share | None] = [None] * count
    length = max(shades.length, 1)
    for start, end, share in sorted(shades.parts, key=lambda part: _OVER.index(part[2])):
        first = min(start * count // length, count - 1)
        last = min(max((end * count - 1) // length, first), count - 1)
        cells[first : last + 1] = [share] * (last + 1 - first)
    return cells


def share_mark(share: Share | None, marks: Marks) -> str:
    """The mark of a part of a text, the darker the more became of it."""
    signs = {"used": marks.levels[-1], "proposed": marks.shade, "passed": marks.faint, None: marks.dot}
    return signs[share]


Spans = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text it stands, in code points; the spans may overlap."""

# What the program draws itself is never what was looked for in the file.
_DRAWN: frozenset[Role] = frozenset({"rule", "mark", "key", "date", "heading"})


def marked_line(line: Line, spans: Spans) -> Line:
    """The line with every hit in it marked."""
    return marked((line,), spans)[0][0]


def marked_page(page: Document, spans: Spans) -> Document:
    """The page with every hit in it marked, also where one goes on in the next line."""
    lines, hits = marked(page.lines, spans)
    return page._replace(lines=tuple(lines), hits=tuple(hits))


def told_of_unshown(page: Document, spans: Spans, width: int, marks: Marks) -> Document:
    """The page with a last hit that says how often it stands in what of its fields is not shown."""
    times = sum(len(apart(spans(text[start:]))) for text, start in page.unshown)
    if not times:
        return page
    said = f"{marks.more} {counted(times, 'more hit')} in what is not shown here; e opens the file"
    lines = flow([Piece(said, "warning")], width)
    return page._replace(lines=(*page.lines, Line(), *lines), hits=(*page.hits, len(page.lines) + 1))


def marked(lines: Sequence[Line], spans: Spans) -> tuple[list[Line], list[int]]:
    """The lines with every hit marked, and the numbers of the lines in which one begins."""
    # Between two lines stands a blank, since that is where a line was cut.
    texts = ["".join(piece.text for piece in line.pieces if piece.role not in _DRAWN) for line in lines]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found = apart(spans(" ".join(texts)))
    if not found:
        return list(lines), []
    begins = sorted({bisect_right(starts, start) - 1 for start, _ in found})
    cuts = Cuts(found)
    return [_marked(line, start, cuts) for line, start in zip(lines, starts, strict=False)], begins


def apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch each other joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


class Cuts:
    """Which stretches of a text are meant, by spans of it in order that do not overlap."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._places = [place for span in spans for place in span]

    def hold(self, place: int) -> bool:
        """Whether the letter at a place is in one of them."""
        return bisect_right(self._places, place) % 2 == 1

    def within(self, start: int, end: int) -> Sequence[int]:
        """The places from start to end, both included, at which one begins or ends."""
        return self._places[bisect_left(self._places, start) : bisect_right(self._places, end)]

    def of(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """The stretches from start to end, and whether each is a hit."""
        at = bisect_right(self._places, start)
        while start < end:
            stop = min(self._places[at] if at < len(self._places) else end, end)
            yield start, stop, at % 2 == 1
            start, at = stop, at + 1


def _marked(line: Line, start: int, cuts: Cuts) -> Line:
    pieces: list[Piece] = []
    for piece in line.pieces:
        if piece.role in _DRAWN:
            pieces.append(piece)
            continue
        end = start + len(piece.text)
        pieces += [
            Piece(piece.text[first - start : last - start], piece.role, hit)
            for first, last, hit in cuts.of(start, end)
        ]
        start = end
    return Line(tuple(pieces))
