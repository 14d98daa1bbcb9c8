"""The values to narrow by, and what is offered below a query, as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from timeline_tui.model.criteria import CRITERIA
from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.render.row import edge
from timeline_tui.render.wrapping import crop, fit, flow, pad
from timeline_tui.visible import visible

Chosen = Literal["included", "excluded", None]

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
            lines.append(FacetLine(f"{CRITERIA[field].heading}{more}", None))
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
        edge(marks, here=here),
        Piece(f"{sign} ", "key"),
        Piece(label, role),
        Piece(f" {count:>{max(6, len(count))}}", "muted"),
    )
    return Line(pieces)


def in_sight(lines: Sequence[FacetLine], first: int, height: int) -> str:
    """Which of the values stand in so many lines from the first on; nothing where that is all of them."""
    values = sum(line.facet is not None for line in lines)
    above = sum(line.facet is not None for line in lines[:first])
    here = sum(line.facet is not None for line in lines[first : first + height])
    return "" if here == values else f"{above + 1:,}–{above + here:,} of {values:,}"


def head_line(narrowed: str, counting: bool, sight: str, width: int, marks: Marks = FULL) -> Line:
    """What the pane is, or what its values are narrowed by, and which of them are in sight."""
    words = f"Values with “{narrowed}”" if narrowed else "Narrow by"
    more = " counting" if counting else f"  {sight}" if sight else ""
    if marks.plain:
        words, more = (text.translate(str.maketrans("“”–", '""-')) for text in (words, more))
    shown = fit(words, max(width - 1 - cell_len(more), 1), marks.more)
    return Line((Piece(" "), Piece(shown, "strong"), Piece(more, "muted")))


def none_line(narrowed: str, width: int, marks: Marks = FULL) -> Line:
    """That nothing can be chosen, and the way out of that."""
    words = "None matches; Backspace takes a letter back" if narrowed else "There is none"
    return Line((Piece("  "), Piece(fit(words, max(width - 2, 1), marks.more), "muted")))


MOST = 8
"""Offers that are in sight at once."""
MOST_OFFERED = 40
"""Values that are looked up for one query; where there are as many, there may be more."""
_WIDEST_LABEL = 44


class Complaint(NamedTuple):
    """What cannot be read in a query, at which cells of the line, and what to try."""

    sentence: str
    hint: str
    first: int
    last: int


def first_listed(offers: int, marked: int) -> int:
    """Which offer stands at the top, where they are more than are listed."""
    return max(0, min(marked - MOST // 2, offers - MOST))


def offer_lines(
    offers: Sequence[tuple[str, str]], marked: int, width: int, marks: Marks = FULL
) -> list[Line]:
    """Labels with their remarks, those round the marked one."""
    top = first_listed(len(offers), marked)
    shown = offers[top : top + MOST]
    longest = max((cell_len(visible(label)) for label, _ in shown), default=0)
    room = max(min(longest, _WIDEST_LABEL, width - 12), 4)
    lines = []
    for at, (label, remark) in enumerate(shown, top):
        here = at == marked
        label = pad(fit(label, room, marks.more), room)
        words = Piece(f"  {fit(remark, max(width - room - 5, 1), marks.more)} ", "muted")
        lines.append(Line((edge(marks, here=here), Piece(label, "strong" if here else "plain"), words)))
    if len(offers) > len(shown):
        least = "at least " if len(offers) >= MOST_OFFERED else ""
        rest = f"  {marks.more} {least}{len(offers) - len(shown):,} more: go on typing"
        lines.append(Line((Piece(crop(rest, width), "muted"),)))
    return lines


def complaint_lines(complaint: Complaint, shown: str, width: int, marks: Marks = FULL) -> list[Line]:
    """A caret below what cannot be read, the sentence, and what is shown meanwhile."""
    first = max(0, min(complaint.first, width - 1))
    carets = "^" * max(1, min(complaint.last, width) - first)
    sentence = (Piece(visible(complaint.sentence), "error"), Piece(f"; try: {visible(complaint.hint)}"))
    if first + len(carets) + 1 + sum(cell_len(piece.text) for piece in sentence) <= width:
        lines = [Line((Piece(" " * first), Piece(carets, "error"), Piece(" "), *sentence))]
    else:
        lines = [Line((Piece(" " * first), Piece(carets, "error"))), *flow(sentence, width - 1, indent=2)]
    meanwhile = f"  Shown meanwhile: {shown}" if shown else "  Everything is shown meanwhile"
    return [*lines, Line((Piece(fit(meanwhile, width, marks.more), "muted"),))]
