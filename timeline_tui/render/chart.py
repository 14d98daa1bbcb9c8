"""Events as marks in the rows of lanes, or a count; the signs of their dates, and what those say in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len

from timeline_tui.model.span import Precision, Shape, Span, Stroke, strokes
from timeline_tui.render.document import FULL, Marks
from timeline_tui.render.phrases import counted
from timeline_tui.render.ruler import Scale
from timeline_tui.render.wrapping import fit


class Signs(NamedTuple):
    """What each kind of stroke is drawn with; told apart without colour."""

    point: str
    about: str
    bar: str
    shade: str
    choice: str
    open: str
    unknown: str
    begins: str
    """A bar that begins in the second half of a cell."""
    ends: str
    """A bar that ends in the first half of a cell."""


FULL_SIGNS: Final = Signs("●", "◌", "━", "▒", "░", "╌", "?", "╺", "╸")
PLAIN_SIGNS: Final = Signs("o", "~", "=", ":", ".", "-", "?", "=", "=")


def signs_for(marks: Marks) -> Signs:
    """The signs that the terminal can draw."""
    return PLAIN_SIGNS if marks.plain else FULL_SIGNS


UNIT_AND_UNKNOWN: Final[dict[Precision, tuple[str, str]]] = {
    "millennium": ("these years", "year not known"),
    "century": ("this century", "year not known"),
    "decade": ("these years", "year not known"),
    "year": ("this year", "day not known"),
    "part": ("this part of the year", "day not known"),
    "season": ("this season", "day not known"),
    "month": ("this month", "day not known"),
}
"""For a date that is no day: where in it an event lies, and what of it is not known."""
UNCERTAIN: Final = "marked as uncertain"


def shape_words(span: Span) -> str:
    """What the chart draws of a date, said in words; empty for a day, of which its name says all."""
    if span.shape == "range":
        said = _of_range(*span.dates)
    elif span.shape == "one of" or (span.masked and span.precision in {"day", "month"}):
        said = _one_of(span)
    else:
        said = _of_date(span)
    return "; ".join(filter(None, (said, UNCERTAIN if span.uncertain else "")))


def shape_signs(span: Span, marks: Marks = FULL) -> str:
    """The signs of the chart that draw the date, each once, in the order of time."""
    signs = signs_for(marks)
    found = sorted(strokes(span), key=lambda stroke: -1e30 if stroke.first is None else stroke.first)
    return "".join(dict.fromkeys(getattr(signs, stroke.kind) for stroke in found))


def _of_date(span: Span) -> str:
    is_about = span.approximate or any(marks != "?" for _, marks in span.doubts)
    if span.precision not in UNIT_AND_UNKNOWN:
        return "about: its ends are soft" if is_about else ""
    unit, unknown = UNIT_AND_UNKNOWN[span.precision]
    if is_about:
        return f"about {unit}, {unknown}: its ends are soft"
    return f"{'perhaps ' if span.uncertain else ''}lies in {unit}, {unknown}"


def _one_of(span: Span) -> str:
    """How many days it can be, where they follow each other."""
    if len(span.dates) > 1:
        return "one of them, and none between"
    is_pattern = span.masked and (span.year is None or span.day is not None)
    if span.earliest is None or span.latest is None or is_pattern:
        return "one of these days"
    return f"one of these {counted(span.latest - span.earliest + 1, 'day')}"


def _of_range(start: Span, end: Span) -> str:
    if start.shape != "date" or end.shape != "date":
        known, verb = (end, "ends") if start.shape != "date" else (start, "begins")
        edge = _of_edge(known)
        said = [f"{verb} {edge}"] if edge != _SHARP else []
        return "; ".join([*said, *(words for words in (_BEFORE[start.shape], _AFTER[end.shape]) if words)])
    edges = _of_edge(start), _of_edge(end)
    if edges == (_SHARP, _SHARP):
        return "goes on from the first to the last"
    if edges[0] == edges[1] and start.precision in UNIT_AND_UNKNOWN:
        unknown = UNIT_AND_UNKNOWN[start.precision][1]
        return f"begins in the first, ends in the last of them, {unknown}"
    return f"begins {edges[0]}; ends {edges[1]}"


_BEFORE: Final[dict[Shape, str]] = {
    "date": "",
    "open": "when it began is left open",
    "unknown": "beginning not known",
}
_AFTER: Final[dict[Shape, str]] = {"date": "", "open": "goes on", "unknown": "end not known"}
_SHARP: Final = "on that day"


def _of_edge(span: Span) -> str:
    about = "about then, " if span.approximate else ""
    if span.precision in UNIT_AND_UNKNOWN:
        unit, unknown = UNIT_AND_UNKNOWN[span.precision]
        return f"{about}in {unit.replace('this', 'that').replace('these', 'those')}, {unknown}"
    return "about then" if about else _SHARP


class ChartMark(NamedTuple):
    """An event as the chart draws it."""

    rank: int
    title: str
    strokes: tuple[Stroke, ...]
    uncertain: bool = False
    """Whether its date is marked as uncertain."""
    key: bool = False
    disputed: bool = False
    folded: int = 0
    """How many parts are folded into it."""
    hit: bool = False
    """Whether it is what was looked for."""

    @property
    def first(self) -> int | None:
        """The first second that it can touch; None for any time before."""
        edges = [stroke.first for stroke in self.strokes]
        return None if not edges or None in edges else min(edge for edge in edges if edge is not None)

    @property
    def last(self) -> int | None:
        """The second behind the last that it can touch; None for any time after."""
        edges = [stroke.last for stroke in self.strokes]
        return None if not edges or None in edges else max(edge for edge in edges if edge is not None)

    @property
    def order(self) -> tuple[float, float, int]:
        """Sorts from left to right, what lasts long before what does not."""
        first, last = self.first, self.last
        return -1e30 if first is None else first, -(1e30 if last is None else last), self.rank


class Lane(NamedTuple):
    """Events that have something in common, one row or more."""

    label: str
    marks: Sequence[ChartMark]
    depth: int = 0
    """How many lanes it lies within."""
    events: int = 0
    """How many events it holds, in sight or not, with those that have no date."""
    counts: Sequence[int] | None = None
    """How many events can be in each cell, where there are too many to draw one by one."""
    before: int = 0
    """How many of its events lie outside of the chart on the left."""
    after: int = 0
    folded: bool = False
    """Whether it is counted because the reader folded it."""


class PlacedMark(NamedTuple):
    """A mark in a row of a lane: which cells it takes, and where its words stand."""

    mark: ChartMark
    cells: dict[int, str]
    words: str
    at: int
    """The first cell of its words."""

    def distance(self, cell: int) -> int:
        """How many cells it is from this one, by its sign or by its words."""
        first, last = min(self.cells), max(self.cells)
        if self.words:
            first, last = min(first, self.at), max(last, self.at + cell_len(self.words) - 1)
        return max(first - cell, cell - last, 0)


ChartRow: TypeAlias = tuple[PlacedMark, ...]
"""One row of a lane, from left to right."""


def drawn_cells(mark: ChartMark, scale: Scale, signs: Signs = FULL_SIGNS) -> dict[int, str]:
    """The cells that an event touches, each with its sign; none where it lies outside of the chart."""
    if len(mark.strokes) == 1:
        return dict(_stroke_cells(mark.strokes[0], scale, signs))
    found: dict[int, str] = {}
    has_bar = any(stroke.kind == "bar" for stroke in mark.strokes)
    # Light strokes first, so that what is surer is drawn over them.
    for kind in ("choice", "open", "bar", "shade", "point", "about", "unknown"):
        for stroke in mark.strokes:
            if stroke.kind != kind:
                continue
            cells = dict(_stroke_cells(stroke, scale, signs))
            if has_bar and _is_within_a_cell(stroke, scale):
                found = dict.fromkeys(cells, signs.bar) | found
            else:
                found |= cells
    return found


def _is_within_a_cell(stroke: Stroke, scale: Scale) -> bool:
    """Whether it is the end of a bar, too short for a sign of its own."""
    if stroke.kind != "shade" or stroke.first is None or stroke.last is None:
        return False
    return scale.place(stroke.last) - scale.place(stroke.first) < 1


def _stroke_cells(stroke: Stroke, scale: Scale, signs: Signs) -> Iterable[tuple[int, str]]:
    left = 0.0 if stroke.first is None else scale.place(stroke.first)
    right = float(scale.width) if stroke.last is None else scale.place(stroke.last)
    sign = getattr(signs, stroke.kind)
    if left >= scale.width or right < 0 or (left < 0 and right == 0):
        return
    if stroke.kind in {"point", "about", "unknown"} and right - left < 2:
        yield max(int(left), 0), sign
        return
    if stroke.kind in {"point", "about"}:
        # A day that takes several cells: when in it is not known.
        sign = signs.shade if stroke.kind == "point" else signs.about
    first, last = max(int(left), 0), min(max(ceil(right), int(left) + 1), scale.width)
    for cell in range(first, last):
        yield cell, sign
    if stroke.kind == "bar" and last - first > 1:
        if left - int(left) >= 0.5 and left >= 0:
            yield first, signs.begins
        if 0 < right - int(right) <= 0.5 and right < scale.width:
            yield last - 1, signs.ends


def _words(mark: ChartMark, marks: Marks) -> str:
    words = mark.title
    if mark.folded:
        words += f" {marks.folded}{mark.folded}"
    if mark.disputed:
        words += f" {marks.disputed}"
    return words + (f" {marks.key}" if mark.key else "")


_LEAST_WORDS = 12
"""Fewer cells of a title say nothing."""


class _Rows:
    """Rows of a lane as they fill."""

    def __init__(self, width: int, most: int) -> None:
        self._width = width
        self._most = most
        self.rows: list[list[PlacedMark]] = []
        # Of each row the cells that are taken, a bit for each: many marks look for a place in many rows.
        self._taken: list[int] = []

    def put(self, mark: ChartMark, cells: dict[int, str], words: str, signs: Marks) -> bool:
        """Find it a place with its words on the right or the left, else with fewer words, else with none."""
        first, last = min(cells), max(cells)
        length = cell_len(words)
        alone = self._around(first, last, first, 0)
        rows = [row for row in range(self._most) if not self._of(row) & alone]
        if not rows:
            return False
        sides = [at for at in (last + 2, first - 1 - length) if at >= 0 and at + length <= self._width]
        beside = [(at, self._around(first, last, at, length)) for at in sides]
        for row in rows:
            for at, room in beside:
                if not self._of(row) & room:
                    return self._take(row, PlacedMark(mark, cells, words, at))
        if last - first >= length + 6 and len(cells) == last - first + 1:
            # A long stretch has its words in it.
            return self._take(rows[0], PlacedMark(mark, cells, f" {words} ", first + 3))
        for row in rows:
            free = self._free_after(row, last + 2)
            if free >= min(_LEAST_WORDS, length) and not self._of(row) & self._around(
                first, last, last + 2, free
            ):
                return self._take(row, PlacedMark(mark, cells, fit(words, free, signs.more), last + 2))
        return self._take(rows[0], PlacedMark(mark, cells, "", last + 1))

    def _of(self, row: int) -> int:
        return self._taken[row] if row < len(self._taken) else 0

    def _around(self, first: int, last: int, at: int, length: int) -> int:
        """The cells of a mark and its words, with one on either side."""
        return _bits(max(min(first, at) - 1, 0), min(max(last + 1, at + length) + 1, self._width))

    def _free_after(self, row: int, at: int) -> int:
        """How many cells are free from this one on, less one before what stands behind them."""
        taken = self._of(row) >> at
        return (taken & -taken).bit_length() - 2 if taken else self._width - at

    def _take(self, row: int, placed: PlacedMark) -> bool:
        while row >= len(self._taken):
            self.rows.append([])
            self._taken.append(0)
        self.rows[row].append(placed)
        start = min(min(placed.cells), placed.at)
        end = max(max(placed.cells) + 1, placed.at + cell_len(placed.words))
        self._taken[row] |= _bits(start, end)
        return True


def _bits(start: int, end: int) -> int:
    """One bit for each cell from the first to the one before the end."""
    return (1 << end) - (1 << start) if end > start else 0


class Laid(NamedTuple):
    """A lane with its events in rows, and what found no place in them."""

    lane: Lane
    rows: tuple[ChartRow, ...]
    counts: tuple[int, ...]
    """How many events lie in each cell that are not drawn one by one; empty where there are none."""
    deep: int = 1
    """How many rows these are drawn in."""

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return max(len(self.rows) + (self.deep if self.counts else 0), 1)


def laid_out(lane: Lane, scale: Scale, most_rows: int, marks: Marks = FULL) -> Laid:
    """The events of a lane in as few rows as hold them with their titles, at most so many.

    Key events come first, so that none of them becomes a count while another event is drawn.
    """
    signs = signs_for(marks)
    rows = _Rows(scale.width, most_rows)
    counts = [0] * scale.width
    for mark in sorted(lane.marks, key=lambda one: (not one.key, one.order)):
        cells = drawn_cells(mark, scale, signs)
        if not cells:
            continue
        if mark.uncertain and max(cells) + 1 < scale.width:
            cells[max(cells) + 1] = "?"
        if not rows.put(mark, cells, _words(mark, marks), marks):
            counts[min(cells)] += 1
    found = tuple(tuple(sorted(row, key=lambda one: min(one.cells))) for row in rows.rows)
    overflow = list(lane.counts) if lane.counts is not None else counts
    return Laid(lane, found, tuple(overflow) if any(overflow) else ())
