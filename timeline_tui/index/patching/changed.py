"""The events in which two versions of a file differ, as an index takes them."""

from __future__ import annotations

from typing import Any, NamedTuple

from timeline_tui.index.staging import Staged

_ID, _ORDER = 0, slice(10, 14)

Key = tuple[bool, int, int, int, int, float]
"""Sorts events of one parent: those without a date last, equal ones as in the file."""


class NotCarried(Exception):  # noqa: N818 - it is no mistake of anybody
    """More than this changes with the events: the file must be read."""


class Gone(NamedTuple):
    """An event as the index has it."""

    number: int
    staged: Staged

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.staged.row[_ID])

    @property
    def order(self) -> tuple[Any, ...]:
        """What its date sorts by."""
        order: tuple[Any, ...] = self.staged.row[_ORDER]
        return order


class Come(NamedTuple):
    """An event as the file has it now."""

    number: int
    staged: Staged
    part_of: str | None

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.staged.row[_ID])

    @property
    def order(self) -> tuple[Any, ...]:
        """What its date sorts by."""
        order: tuple[Any, ...] = self.staged.row[_ORDER]
        return order

    def key(self, number: float) -> Key:
        """How it sorts, were this its number."""
        return key_of(self.order, number)


class Changed(NamedTuple):
    """A run of events of the old file, and what stands in its place."""

    first: int
    """The number of the first of them."""
    gone: list[Gone]
    come: list[Come]


def key_of(order: tuple[Any, ...] | None, number: float) -> Key:
    """How an event sorts whose date has this order."""
    if order is None or order[0] is None:
        return True, 0, 0, 0, 0, number
    day, length, clock, fineness = order
    return False, day, length, clock, fineness, number
