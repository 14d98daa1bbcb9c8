"""`chart`: time drawn from left to right, for notes and mails."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.cli.files import named
from timeline_tui.cli.listing import compare_where_asked, read
from timeline_tui.cli.output import Exit, Refusal, columns, marks, talk
from timeline_tui.index.lanes import LANE_KINDS
from timeline_tui.index.shown import Folded, View
from timeline_tui.index.view_maker import Maker
from timeline_tui.model.folding import nearest
from timeline_tui.render.chart_lines import draw_chart, legend
from timeline_tui.render.document import Marks
from timeline_tui.render.phrases import counted
from timeline_tui.render.ruler import Scale
from timeline_tui.session.charting import Chart

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.query.scan import Query
    from timeline_tui.render.chart import Lane

_USUAL_WIDTH = 100
_NARROWEST, _WIDEST = 40, 1000
_MOST_ROWS = 12
"""Rows of one lane; what has no place in them is counted below them."""


def say_chart(call: Namespace) -> Exit:
    """Print the chart of a file, or of what a query finds in it."""
    query = None if call.query is None else read(call.query)
    with named(call.file, call.as_of) as file:
        return file.say_answer(partial(_drawn, call=call, query=query))


def _width(asked: str | None) -> int:
    """How many cells wide it is drawn."""
    if asked is None:
        return max(columns() or _USUAL_WIDTH, _NARROWEST)
    if asked.isascii() and asked.isdigit() and _NARROWEST <= int(asked[:9]) <= _WIDEST:
        return int(asked)
    raise Refusal(f"a chart is {_NARROWEST} to {_WIDEST} cells wide, not {asked}", f"--width {_USUAL_WIDTH}")


def _drawn(index: Index, call: Namespace, query: Query | None) -> str:
    kind = _kind(index, call.lanes)
    if query is not None:
        compare_where_asked(query, call.query, call.texts, index)
    with closing(Maker(index)) as maker:
        shown = maker.made(View(call.query or "", Folded(everything=not call.parts and kind != "part")))
    if not shown.count:
        talk("nothing is found" if call.query else "there are no events")
        return ""
    return "\n".join(_lines(Chart(shown, kind), index, _width(call.width), marks()))


def _kind(index: Index, asked: str) -> str:
    own = [value.value.partition("=")[0] for value in index.values("field", "", None)]
    words = list(dict.fromkeys(own))
    if asked in LANE_KINDS or asked in words:
        return asked
    near = nearest(asked, (*LANE_KINDS, *words))
    raise Refusal(
        f"there are no lanes by {asked!r}",
        f"--lanes {near or 'place'}; or {', '.join((*LANE_KINDS, *words))}",
    )


def _lines(chart: Chart, index: Index, width: int, marks: Marks) -> list[str]:
    labels = _label_cells(chart, width)
    if chart.whole is None:
        return [f"no event has a date: {counted(index.about.events, 'event')}"]
    scale = Scale(*chart.whole, width - labels)
    lanes = chart.lanes(scale)
    drawn = draw_chart(lanes, scale, labels, _MOST_ROWS, marks, undated=chart.undated)
    signs = [*legend(marks), *_columns(lanes, marks)]
    return [*(line.text.rstrip() for line in drawn.lines), "", *_legend(signs, width)]


def _label_cells(chart: Chart, width: int) -> int:
    if chart.kind == "none":
        return 1
    return min(max(width // 6, 10), 24)


def _columns(lanes: Sequence[Lane], marks: Marks) -> Iterator[tuple[str, str]]:
    """What columns mean, where events are counted."""
    if not (most := [max(lane.counts) for lane in lanes if lane.counts]):
        return
    if marks.plain:
        yield "1 +", "so many events, ten or more"
    elif len(lanes) == 1:
        yield marks.levels[-1], f"up to {counted(most[0], 'event')}"
    else:
        yield f"{marks.levels[0]} {marks.levels[-1]}", "few to many events of the lane"


def _legend(signs: Sequence[tuple[str, str]], width: int) -> list[str]:
    lines = [""]
    for sign, meaning in signs:
        said = f"{sign} {meaning}"
        if lines[-1] and len(lines[-1]) + len(said) + 2 > width:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + said
    return lines
