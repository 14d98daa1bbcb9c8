"""What every format is read as: rows of named cells, each an event, a part of one, or a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

RowOf: TypeAlias = "Literal['event', 'source']"


class GivenRow(NamedTuple):
    """One row with the cells that hold something, in the order of the file; a column may have several."""

    place: int
    """Its line or, in a format without lines, its number."""
    cells: tuple[tuple[str, str], ...]
    of: RowOf = "event"
    is_own: bool = False
    """Whether this program wrote it, so that nothing in it is to be guessed."""


class LostRow(NamedTuple):
    """A part of a file of which no row can be made."""

    place: int
    text: str
    why: str


Rows: TypeAlias = "Iterator[GivenRow | LostRow]"
