"""What every format is read as: rows of named cells, each an event, a part of one, or a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

RowOf: TypeAlias = "Literal['event', 'source']"


class Remark(NamedTuple):
    """What became of a cell that did not come in as it was."""

    what: str
    before: str
    after: str = ""


class GivenRow(NamedTuple):
    """One row with the cells that hold something, in the order of the file; a column may have several."""

    place: int
    """Its line or, in a format without lines, its number."""
    cells: tuple[tuple[str, str], ...]
    of: RowOf = "event"
    is_own: bool = False
    """Whether this program wrote it, so that nothing in it is to be guessed."""
    changed: tuple[Remark, ...] = ()
    """What stands in the file in another way than in the cells."""


class LostRow(NamedTuple):
    """A part of a file of which no row can be made."""

    place: int
    text: str
    why: str
    is_said: bool = False
    """Whether all that it says comes in with others."""


Rows: TypeAlias = "Iterator[GivenRow | LostRow]"
