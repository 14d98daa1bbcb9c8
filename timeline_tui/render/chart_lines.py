"""The lines of a chart: the ruler, lane by lane, what has no date, and what its signs mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len

from timeline_tui.render.chart import ChartRow, Laid, Lane, laid_out, signs_for
from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.render.ruler import Scale, ruler_lines
from timeline_tui.render.wrapping import fit, in_cells, pad


def legend(marks: Marks = FULL) -> list[tuple[str, str]]:
    """Each sign of the chart with what it means."""
    signs = signs_for(marks)
    return [
        (signs.point, "a day"),
        (signs.about, "about"),
        (signs.bar, "from, to"),
        (signs.shade, "some time in it"),
        (signs.choice, "one of these days"),
        (signs.open, "goes on"),
        (signs.unknown, "end not known"),
        (f"{marks.folded}7", "parts"),
        (marks.disputed, "accounts differ"),
        (marks.key, "key event"),
    ]


class Undated(NamedTuple):
    """What has no date."""

    events: int = 0
    titles: Sequence[str] = ()
    """Those of the first."""


class Drawn(NamedTuple):
    """A chart as lines, with what stands where."""

    lines: list[Line]
    places: dict[int, list[tuple[int, int, int]]]
    """Of each event by its rank: the lines that it is on, its first cell and the one behind its last."""


def draw_chart(
    lanes: Sequence[Lane],
    scale: Scale,
    label_cells: int,
    most_rows: int,
    marks: Marks = FULL,
    undated: Undated = Undated(),  # noqa: B008 - it cannot be changed
) -> Drawn:
    """The ruler, then lane by lane, then what has no date; `label_cells` are those of the names of lanes."""
    lines = ruler_rows(scale, label_cells, marks)
    places: dict[int, list[tuple[int, int, int]]] = {}
    for lane in lanes:
        laid = laid_out(lane, scale, most_rows, marks)
        for number, row in enumerate(laid.rows, len(lines)):
            for placed in row:
                here = label_cells + min(placed.cells), label_cells + max(placed.cells) + 1
                places.setdefault(placed.mark.rank, []).append((number, *here))
        lines += lane_lines(laid, scale, label_cells, marks)
    if undated.events:
        lines.append(undated_line(undated, scale, label_cells, marks))
    return Drawn(lines, places)


def ruler_rows(scale: Scale, label_cells: int, marks: Marks = FULL) -> list[Line]:
    """The labels of the ruler and, below them, its ticks."""
    labels, ruler = ruler_lines(scale, plain=marks.plain)
    margin = Piece(" " * label_cells)
    return [Line((margin, Piece(labels, "muted"))), Line((margin, Piece(ruler, "rule")))]


def undated_line(undated: Undated, scale: Scale, label_cells: int, marks: Marks = FULL) -> Line:
    """How many events have no date, and which."""
    name, width = f" no date {undated.events:,}", label_cells + scale.width
    cells = label_cells if label_cells > len(name) else len(name) + 2
    said = fit(f" {marks.dot} ".join(undated.titles), max(width - cells, 1), marks.more)
    return Line((Piece(pad(name, cells), "heading"), Piece(said, "muted")))


def lane_lines(
    laid: Laid, scale: Scale, label_cells: int, marks: Marks = FULL, cursor: int | None = None
) -> Iterator[Line]:
    """A lane under its name: its rows, then what found no place in them, or else where its events are."""
    names = _names(laid, label_cells, marks)
    columns = lane_density(laid.counts, marks, laid.deep) if laid.counts else []
    if columns and laid.lane.counts is None:
        columns[-1] = _with_number(columns[-1], sum(laid.counts))
    for number in range(laid.height):
        name = Piece(names[number] if number < len(names) else " " * label_cells, "heading")
        if number < len(laid.rows):
            yield Line((name, *_row_pieces(laid.rows[number], scale.width, cursor)))
        elif columns:
            yield Line((name, Piece(columns[number - len(laid.rows)], "muted")))
        else:
            yield Line((name, Piece(_outside(laid, marks), "muted")))


def _with_number(column: str, events: int) -> str:
    """The counts of what found no place, and how many that is, where there is room for it."""
    said, drawn = f"{events:,} more", column.rstrip()
    if len(drawn) + 1 + len(said) <= len(column):
        return f"{drawn} {said}".ljust(len(column))
    left = len(column) - len(column.lstrip())
    return f"{said:>{left - 1}}{column[left - 1 :]}" if len(said) < left else column


def _outside(laid: Laid, marks: Marks) -> str:
    left, right = ("<", ">") if marks.plain else ("←", "→")
    before, after = laid.lane.before, laid.lane.after
    said = [f"{left} {before:,} before"] * bool(before) + [f"{after:,} after {right}"] * bool(after)
    return f" {marks.dot} ".join(said)


_EIGHTHS = " ▁▂▃▄▅▆▇█"


def lane_density(counts: Sequence[int], marks: Marks = FULL, rows: int = 1) -> list[str]:
    """A column for each count, none blank unless it is 0; so many rows, from the top.

    In ASCII the lowest is the count, `+` for ten or more.
    """
    most, steps = max(counts), 1 if marks.plain else 8
    heights = [-(-count * rows * steps // most) if most else 0 for count in counts]
    lines = ["".join(_filled(height - above * steps, marks) for height in heights) for above in range(rows)]
    if marks.plain:
        lines[0] = "".join("+" if count > 9 else str(count) if count else " " for count in counts)
    return lines[::-1]


def _filled(eighths: int, marks: Marks) -> str:
    """A cell that is filled so far from below."""
    filled = max(0, min(eighths, 8))
    return ("|" if filled else " ") if marks.plain else _EIGHTHS[filled]


def _names(laid: Laid, cells: int, marks: Marks) -> list[str]:
    """The name of a lane in as many lines as it has rows, and how many events it holds."""
    room, count = max(cells - 1, 1), laid.lane.events
    if not laid.lane.label:
        return []
    folded = f"{marks.folded} " if laid.lane.folded else ""
    words, lines = f"{folded}{laid.lane.label}".split(), [" " * laid.lane.depth]
    for word in words:
        joined = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if cell_len(joined) > room and len(lines) < laid.height and lines[-1].strip():
            lines.append(" " * (laid.lane.depth + 1) + word)
        else:
            lines[-1] = joined
    if cell_len(f"{lines[-1]} {count:,}") > room and len(lines) < laid.height:
        lines.append(" " * laid.lane.depth)
    *names, last = lines
    # Of a name that is too long the end says less than how many there are.
    last = f"{fit(last, max(room - 1 - len(f'{count:,}'), 1), marks.more)} {count:,}"
    return [pad(fit(line, room, marks.more), cells) for line in (*names, last)]


def _row_pieces(row: ChartRow, width: int, cursor: int | None) -> list[Piece]:
    styled: list[tuple[str, Role, bool]] = [(" ", "plain", False)] * width
    for placed in row:
        is_here = placed.mark.rank == cursor
        role: Role = "key" if is_here else "date"
        for cell, sign in placed.cells.items():
            styled[cell] = (sign, role, placed.mark.hit)
        said: Role = "key" if is_here else "strong" if placed.mark.key else "plain"
        for at, letter in enumerate(in_cells(placed.words), placed.at):
            if at < width:
                styled[at] = (letter, said, placed.mark.hit)
    alike = groupby(styled, itemgetter(1, 2))
    return [Piece("".join(sign for sign, *_ in cells), *look) for look, cells in alike]
