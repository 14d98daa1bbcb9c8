"""The values by which a timeline can be narrowed, kind by kind, as lines with a cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from timeline_tui.tui.presentation.document import Line, Piece, Role
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.wrapping import fit, pad

Chosen = Literal["included", "excluded", None]

HEADINGS = {
    "place": "Places",
    "group": "Groups",
    "person": "People",
    "source": "Sources",
    "speaker": "Speakers",
    "tag": "Tags",
    "kind": "Kinds of passage",
    "field": "Fields",
    "in": "Years",
    "is": "States",
}
"""The kinds by the field that asks for them, in the order in which they stand."""
MOST_LISTED = 200
"""Values of one kind that are listed; where there are as many, there may be more."""
_LABEL = 60


class Facet(NamedTuple):
    """One value, and what the query makes of it."""

    field: str
    value: str
    label: str
    events: int | None
    """How many of the events that are shown have it; None while that is being counted."""
    chosen: Chosen = None


class FacetLine(NamedTuple):
    """One line of the pane: a heading, or a value."""

    heading: str | None
    facet: Facet | None


def facet_lines(facets: Sequence[Facet]) -> list[FacetLine]:
    """The values under the headings of their kinds."""
    lines: list[FacetLine] = []
    listed = Counter(facet.field for facet in facets)
    field = None
    for facet in facets:
        if facet.field != field:
            field = facet.field
            more = ", and perhaps more: type to narrow" if listed[field] >= MOST_LISTED else ""
            lines.append(FacetLine(f"{HEADINGS[field]}{more}", None))
        lines.append(FacetLine(None, facet))
    return lines


def drawn_facet(line: FacetLine, width: int, *, here: bool, marks: Marks = FULL) -> Line:
    """The line: the cursor, whether it is included (+) or excluded (-), its name and its events."""
    facet = line.facet
    if facet is None:
        return Line((Piece(" "), Piece(fit(line.heading or "", max(width - 1, 1)), "heading")))
    sign = {"included": "+", "excluded": "-", None: " "}[facet.chosen]
    count = marks.more if facet.events is None else f"{facet.events:,}"
    room = max(min(width - 6 - max(len(count), 6), _LABEL), 1)
    label = pad(fit(facet.label, room, marks.more), room)
    role: Role = "strong" if facet.chosen == "included" else "muted" if facet.chosen else "plain"
    pieces = (
        Piece(f"{marks.here} " if here else "  ", "mark"),
        Piece(f"{sign} ", "key"),
        Piece(label, role),
        Piece(f" {count:>{max(6, len(count))}}", "muted"),
    )
    return Line(pieces)


def head_line(narrowed: str, counting: bool, width: int, marks: Marks = FULL) -> Line:
    """What the pane is, or what its values are narrowed by."""
    words = f"Values with “{narrowed}”" if narrowed else "Narrow by"
    if marks.plain:
        words = words.translate(str.maketrans("“”", '""'))
    more = " counting" if counting else ""
    shown = fit(words, max(width - 1 - cell_len(more), 1), marks.more)
    return Line((Piece(" "), Piece(shown, "strong"), Piece(more, "muted")))


def none_line(narrowed: str, width: int, marks: Marks = FULL) -> Line:
    """That nothing can be chosen, and the way out of that."""
    words = "None matches; Backspace takes a letter back" if narrowed else "There is none"
    return Line((Piece("  "), Piece(fit(words, max(width - 2, 1), marks.more), "muted")))
