"""What a page is: lines of styled pieces, and the stops that the cursor steps through.

Named tuples, not dataclasses: a start makes each of these classes, and a dataclass takes ten times as long.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal[
    "plain",
    "muted",
    "strong",
    "heading",
    "date",
    "quote",
    "speaker",
    "mark",
    "disputed",
    "warning",
    "error",
    "link",
    "rule",
    "key",
]
"""What a piece of text is for. A theme gives each role its look; meaning never rests on the look alone."""

StopKind = Literal["passage", "dispute", "name", "event", "source", "link", "problem", "hit"]


class Piece(NamedTuple):
    """A run of text with one role, safe to draw."""

    text: str
    role: Role = "plain"
    hit: bool = False
    """Whether it is what was looked for."""


class Line(NamedTuple):
    """One row of a page, already cut to the page's width in cells."""

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The row with no styles."""
        return "".join(piece.text for piece in self.pieces)


class Stop(NamedTuple):
    """Something on a page that the cursor can stand on and Enter can open."""

    kind: StopKind
    first: int
    """Its first line, counted from 0."""
    last: int
    """Its last line, itself included."""
    target: str
    """What Enter opens: the id of a source, an event, a dispute, a name, or an address."""
    number: int = 0
    """For a passage, which quote of its event it is; for a problem, which problem."""
    rank: int | None = None
    """For a passage that stands at another event than the page's, the rank of that event."""
    left: int = 0
    """Its first cell, where it stands in a column."""
    right: int | None = None
    """The cell after its last, where it stands in a column; None for the whole width."""
    ends: tuple[int, int] | None = None
    """Its first cell in its first line and the one after its last in its last, where it is part of a text."""

    def holds(self, line: int, cell: int) -> bool:
        """Whether it stands at this cell of this line."""
        if self.ends is None:
            left, right = self.left, self.right
        else:
            left = self.ends[0] if line == self.first else 0
            right = self.ends[1] if line == self.last else None
        return self.first <= line <= self.last and left <= cell and (right is None or cell < right)


class Stretch(NamedTuple):
    """The part of a text that one line shows."""

    line: int
    """Counted from 0."""
    start: int
    """In code points of the text."""
    end: int
    edges: tuple[int, ...] = ()
    """The places before which the mark of an edge of a passage is drawn in it."""


class Document(NamedTuple):
    """A whole page."""

    lines: tuple[Line, ...]
    stops: tuple[Stop, ...] = ()
    hits: tuple[int, ...] = ()
    """The lines that hold the beginning of what was looked for."""
    stretches: tuple[Stretch, ...] = ()
    """Of a text that is held, what each line of it shows, in their order."""
    unshown: tuple[tuple[str, int], ...] = ()
    """Fields of which the page shows only a beginning, and how long that is."""
