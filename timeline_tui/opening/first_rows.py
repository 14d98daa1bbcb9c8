"""A small index of the first events of a file that is still being read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from timeline_tui.index.stamp import Stamp
from timeline_tui.index.writing.times import Zones
from timeline_tui.index.writing.writer import Writer
from timeline_tui.model.timeline import Event, Timeline


def write_first_rows(
    path: Path, stamp: Stamp, timeline: Timeline, events: Sequence[Event], zones: Zones = ()
) -> None:
    """Write an index of these events that says of itself that it is not complete."""
    writer = Writer(path, stamp)
    for event in events:
        writer.add(event)
    writer.finish(timeline, parents_among(events), (), zones=zones, complete=False)


def parents_among(events: Sequence[Event]) -> dict[int, int]:
    """Which of these events is part of which other one, by number; what leads in a loop is left out."""
    numbers: dict[str | None, int] = {}
    for number, event in enumerate(events):
        numbers.setdefault(event.id, number)
    parents: dict[int, int] = {}
    for number, event in enumerate(events):
        parent = None if event.part_of is None else numbers.get(event.part_of)
        if parent is not None and not _leads_to(number, parent, parents):
            parents[number] = parent
    return parents


def _leads_to(number: int, start: int | None, parents: dict[int, int]) -> bool:
    """Whether going up from `start` meets `number`."""
    while start is not None:
        if start == number:
            return True
        start = parents.get(start)
    return False
