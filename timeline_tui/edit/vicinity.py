"""The part of a file around an edit, of which a proof is a proof of the whole file.

Up to the edit both versions are the same, and behind it. Where the parser comes to the same hyphen of the
list of events in both, it goes on alike; so it is enough to read from the last event that begins before the
edit to the first one behind it, below the line with `events:`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from timeline_tui.edit.lines import is_blank, line_at
from timeline_tui.edit.splice import hyphen_of
from timeline_tui.yamlfile.layout import Layout, ListedEntry, ListedItem, ListedSection, lay_out
from timeline_tui.yamlfile.stream import LARGEST

_FIELD = re.compile(rb"""(["']?)events\1[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)""")
_COMPARED = 1 << 16


class Vicinity(NamedTuple):
    """What both versions of a file are around an edit."""

    old: Layout
    """Where things stand in the part as it was."""
    data: bytes
    """The part as it is now."""
    first: int
    """The position in the file of its first event."""
    last: int
    """The position behind its last one, as it was."""
    header: int
    """Bytes of the line with `events:`, behind which the part begins."""
    start: int
    """Where that stands in the file."""
    moved: int
    """Bytes that what stands behind the edit has moved."""
    next: int | None
    """Where the first event behind the edit begins, in the part as it is now; None where none does."""
    to_end: bool
    """Whether it goes on to the end of the file."""

    def whole(self, whole: Layout, new: Layout) -> Layout:
        """Where things stand in the whole file, by where they stood and where they stand in the part."""
        ahead = self.start - self.header
        return whole._replace(
            items=[
                *whole.items[: self.first],
                *(_moved(item, ahead) for item in new.items),
                *(_moved(item, self.moved) for item in whole.items[self.last :]),
            ],
            sections={
                name: _section_moved(section, 0 if section.key < whole.key else self.moved)
                for name, section in whole.sections.items()
            },
            root_end=new.root_end + ahead if self.to_end else whole.root_end + self.moved,
            end=new.end + ahead if self.to_end else whole.end + self.moved,
        )

    def is_met(self, new: Layout) -> bool:
        """Whether the parser comes to the first event behind the edit as it came to it before."""
        if self.next is None:
            return self.to_end
        return any(item.start == self.next for item in new.items)


def vicinity(old: Layout, before: bytes, now: bytes) -> Vicinity | None:
    """What is around the difference of two versions; None where only the whole file tells."""
    if old.events != "list" or old.flow or old.root_flow or not old.items or len(now) > LARGEST:
        return None
    field = _FIELD.match(before, old.key)
    top = line_at(before, old.key)
    same = _same_before(before, now)
    if field is None or not is_blank(before[top : old.key]) or same < field.end():
        return None
    edited = len(before) - _same_behind(before, now, same)
    starts = [item.start for item in old.items]
    first = bisect_right(starts, same) - 1
    start = field.end() if first < 0 else _line_of(before, old, first)
    following = bisect_left(starts, edited)
    if following < len(starts) and (_line_of(before, old, following) or 0) < edited:
        following += 1
    last = min(following + 1, len(starts))
    stop = len(before) if last == len(starts) else _line_of(before, old, last)
    moved = len(now) - len(before)
    if start is None or stop is None or 2 * (stop - start) > len(before):
        return None
    header = before[top : field.end()]
    part = lay_out(header + before[start:stop])
    first = max(first, 0)
    if [item.print for item in part.items] != [item.print for item in old.items[first:last]]:
        return None
    met = starts[following] + moved - start + len(header) if following < len(starts) else None
    data = header + now[start : stop + moved]
    return Vicinity(part, data, first, last, len(header), start, moved, met, stop == len(before))


def _line_of(data: bytes, layout: Layout, at: int) -> int | None:
    """Where the line of an event begins, if its hyphen is the first thing in it."""
    hyphen = hyphen_of(data, layout.items[at], layout.start)
    return None if hyphen is None else line_at(data, hyphen)


def _same_before(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    most, same, step = min(len(one), len(other)), 0, _COMPARED
    while step:
        while same + step <= most and one[same : same + step] == other[same : same + step]:
            same += step
        step //= 2
    return same


def _same_behind(one: bytes, other: bytes, before: int) -> int:
    """How many bytes both end with, beside those that they begin with."""
    most, same, step = min(len(one), len(other)) - before, 0, _COMPARED
    while step:
        while same + step <= most and (
            one[len(one) - same - step : len(one) - same]
            == other[len(other) - same - step : len(other) - same]
        ):
            same += step
        step //= 2
    return same


def _moved(item: ListedItem, by: int) -> ListedItem:
    return item._replace(start=item.start + by, end=item.end + by) if by else item


def _section_moved(section: ListedSection, by: int) -> ListedSection:
    if not by:
        return section
    entries = [ListedEntry(one.id, one.start + by, one.end + by, one.print) for one in section.entries]
    return section._replace(
        entries=entries, key=section.key + by, start=section.start + by, end=section.end + by
    )
