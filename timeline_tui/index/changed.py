"""The events in which two versions of a file differ, as an index takes them."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.index.staging import Order, Staged

Key = tuple[bool, int, int, int, int, int]
"""Sorts events of one parent: those without a date last, equal ones as in the file."""


class NotCarried(Exception):  # noqa: N818 - it is no mistake of anybody
    """More than this changes with the events: the file must be read."""


class Gone(NamedTuple):
    """An event as the index has it."""

    staged: Staged

    @property
    def id(self) -> str:
        """Its id."""
        return self.staged.columns.id


class Come(NamedTuple):
    """An event as the file has it now."""

    staged: Staged
    part_of: str | None

    @property
    def id(self) -> str:
        """Its id."""
        return self.staged.columns.id


class ChangedRun(NamedTuple):
    """A run of events of the old file, and what stands in its place."""

    first: int
    """How many events stand before it in the file."""
    gone: list[Gone]
    come: list[Come]
    mixed: bool = False
    """Whether times are of several zones: see `Clocks`."""


def key_of(order: Order | None, number: int) -> Key:
    """How an event sorts whose date has this order."""
    if order is None:
        return True, 0, 0, 0, 0, number
    day, length, clock, fineness = order
    return False, day, length, clock, fineness, number
