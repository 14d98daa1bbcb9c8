"""The chart of the page, as a picture of lines: each event with what its date says, or how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup
from rich.cells import cell_len

from timeline_tui.export.page.page_words import fragment
from timeline_tui.model.dates import understood
from timeline_tui.model.days import DAY_LONG
from timeline_tui.model.span import Stroke, strokes
from timeline_tui.render.ruler import Scale
from timeline_tui.render.wrapping import fit
from timeline_tui.visible import visible

_MOST_DRAWN = 200
"""Events that are drawn one by one; of more, only how many there are is drawn."""
_CELLS, _CELL = 120, 8
_WIDTH = _CELLS * _CELL
_ROW, _TOP, _BAR = 15, 18, 9
_LETTER = 5
_MOST_LETTERS = 46
_IN_INK = {"bar", "point"}
_HIGHEST = 60


class ChartedEvent(NamedTuple):
    """An event of the chart."""

    anchor: str
    title: str
    date: str
    key: bool


class _Placed(NamedTuple):
    event: ChartedEvent
    strokes: Sequence[Stroke]
    title: str
    left: int
    """From where on its row is taken."""
    right: int
    at: int
    """Where its title begins or ends."""
    anchor: Literal["start", "end"]


def drawn(events: Sequence[ChartedEvent]) -> Markup:
    """The picture; empty where no event has a place in time."""
    dated = [(event, strokes(understood(event.date))) for event in events]
    edges = [
        edge for _, parts in dated for one in parts for edge in (one.first, one.last) if edge is not None
    ]
    if not edges:
        return Markup("")
    margin = max((max(edges) - min(edges)) // 50, DAY_LONG)
    scale = Scale(min(edges) - margin, max(edges) + margin, _CELLS)
    lines, height = _counts(dated, scale) if len(dated) > _MOST_DRAWN else _rows(dated, scale)
    ruler = _ruler(scale, height)
    return Markup('<svg viewBox="0 0 {0} {1}" role="group" aria-labelledby="chart">{2}{3}</svg>').format(
        _WIDTH, height, ruler, Markup("").join(lines)
    )


def chart_words(charted: Sequence[ChartedEvent]) -> str:
    """What the signs of the chart mean."""
    if len(charted) > _MOST_DRAWN:
        return "How many events begin when."
    return (
        "A round mark is a day, a dashed one about a day; a full bar lasts from one date to another. What is "
        "grey lies somewhere in it, what is dotted on one of its days; a dashed outline has no known end."
    )


def _ruler(scale: Scale, height: int) -> Markup:
    lines, labels, said = "", Markup(""), False
    for tick in scale.ticks():
        x = tick.cell * _CELL
        if not said and not tick.major:
            context = scale.context(scale.moment(tick.cell + 1))
            tick, said = tick._replace(label=f"{tick.label} {context}".rstrip()), True
        lines += f"M{x} 0v{height}"
        labels += Markup("<text x={0} y=9>{1}</text>").format(x + 2, tick.label)
    return Markup('<path class=tick d="{0}"/>{1}').format(lines, labels)


def _x(scale: Scale, second: int) -> int:
    return round(min(max(scale.place(second), 0), _CELLS) * _CELL)


def _rows(dated: Iterable[tuple[ChartedEvent, Sequence[Stroke]]], scale: Scale) -> tuple[list[Markup], int]:
    """Each event in the first row that has room for it and its title."""
    free: list[int] = []
    lines: list[Markup] = []
    for event, parts in dated:
        if parts:
            placed = _placed(event, parts, scale)
            row = next((at for at, until in enumerate(free) if until <= placed.left), len(free))
            free[row : row + 1] = [placed.right + _CELL]
            lines.append(_event(placed, scale, _TOP + row * _ROW))
    return lines, _TOP + len(free) * _ROW + 4


def _placed(event: ChartedEvent, parts: Sequence[Stroke], scale: Scale) -> _Placed:
    """Its title stands behind what is drawn of it, or before, or where neither has room, upon it."""
    lefts = [0 if one.first is None else _x(scale, one.first) for one in parts]
    rights = [_WIDTH if one.last is None else _x(scale, one.last) for one in parts]
    left, right = min(lefts), max(*rights, min(lefts) + _BAR)
    title = fit(visible(event.title), _MOST_LETTERS)
    needed = cell_len(title) * _LETTER + 6
    if right + needed <= _WIDTH:
        return _Placed(event, parts, title, left, right + needed, right + 4, "start")
    if left >= needed:
        return _Placed(event, parts, title, left - needed - 2, right, left - 6, "end")
    return _Placed(event, parts, title, left, max(right, left + needed), left + 4, "start")


def _event(placed: _Placed, scale: Scale, top: int) -> Markup:
    event = placed.event
    shapes = Markup("").join(_shape(one, scale, top) for one in placed.strokes)
    return Markup("<a href=#{0}{1}>{2}<text x={3} y={4}{5}>{6}</text></a>").format(
        fragment(event.anchor),
        Markup(" class=key") if event.key else "",
        shapes,
        placed.at,
        top + _BAR - 1,
        Markup(" class=end") if placed.anchor == "end" else "",
        placed.title,
    )


def _shape(stroke: Stroke, scale: Scale, top: int) -> Markup:
    """A point is round, a bar is full, and what is only known roughly is told by how it is drawn."""
    left = 0 if stroke.first is None else _x(scale, stroke.first)
    right = _WIDTH if stroke.last is None else _x(scale, stroke.last)
    # What is drawn in ink needs no name.
    name = Markup("") if stroke.kind in _IN_INK else Markup(" class={0}").format(stroke.kind)
    if stroke.kind in {"point", "about", "unknown"} and right - left < _BAR:
        middle = (left + right) // 2
        return Markup("<circle{0} cx={1} cy={2} r=4 />").format(name, middle, top + _BAR // 2)
    return Markup('<path{0} d="M{1} {2}h{3}v{4}H{1}z"/>').format(name, left, top, max(right - left, 2), _BAR)


def _counts(dated: Iterable[tuple[ChartedEvent, Sequence[Stroke]]], scale: Scale) -> tuple[list[Markup], int]:
    """How many events begin in each cell, as columns; the highest is named."""
    counts = [0] * _CELLS
    for _, parts in dated:
        first = next((one.first for one in parts if one.first is not None), None)
        if first is not None:
            counts[min(max(scale.cell(first), 0), _CELLS - 1)] += 1
    most = max(counts)
    bottom = _TOP + _HIGHEST
    column = Markup('<rect x="{0}" y="{1}" width="{2}" height="{3}"><title>{4}</title></rect>')
    lines = []
    for cell, count in enumerate(counts):
        height = round(count / most * _HIGHEST, 1)
        if count:
            lines.append(column.format(cell * _CELL, bottom - height, _CELL - 1, height, count))
    return lines, bottom + 4
