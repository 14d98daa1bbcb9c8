"""The part of a file around an edit, of which a proof is a proof of the whole file."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from timeline_tui.edit.byte_lines import is_blank, line_at, same_ends
from timeline_tui.edit.splice import LaidFile, Rewrite
from timeline_tui.yamlfile.layout import Layout, ListedEntry, ListedItem, ListedSection, Unclear, lay_out
from timeline_tui.yamlfile.split import count_breaks
from timeline_tui.yamlfile.stream import LARGEST

_FIELD = re.compile(rb"""(["']?)events\1[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)""")


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
    same, behind = same_ends(before, now)
    if field is None or not is_blank(before[top : old.key]) or same < field.end():
        return None
    edited = len(before) - behind
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
    try:
        part = lay_out(header + before[start:stop])
    except Unclear:
        return None
    first = max(first, 0)
    if [item.print for item in part.items] != [item.print for item in old.items[first:last]]:
        return None
    met = starts[following] + moved - start + len(header) if following < len(starts) else None
    data = header + now[start : stop + moved]
    return Vicinity(part, data, first, last, len(header), start, moved, met, stop == len(before))


def _line_of(data: bytes, layout: Layout, at: int) -> int | None:
    """Where the line of an event begins, if its hyphen is the first thing in it."""
    hyphen = LaidFile(data, layout).hyphen_of(layout.items[at])
    return None if hyphen is None else line_at(data, hyphen)


def _moved(item: ListedItem, by: int) -> ListedItem:
    return item._replace(start=item.start + by, end=item.end + by) if by else item


def _section_moved(section: ListedSection, by: int) -> ListedSection:
    if not by:
        return section
    entries = [ListedEntry(one.id, one.start + by, one.end + by, one.print) for one in section.entries]
    return section._replace(
        entries=entries, key=section.key + by, start=section.start + by, end=section.end + by
    )


class Excerpt(NamedTuple):
    """Such a file."""

    data: bytes
    lines: tuple[range, ...]
    """The lines in which the new events stand."""


def excerpt(edit: Rewrite, added: Collection[str]) -> Excerpt | None:
    """What is to be read of an edit; None where something in the new events hangs on what others hold.

    `added` are the ids of those that were added. Of the others there is what the new ones may refer to, and
    what may be nearly the same: ids and tags, in their order.
    """
    layout = edit.layout
    if layout is None or layout.events != "list" or layout.flow or layout.root_flow or edit.listed:
        return None
    file = LaidFile(edit.new, layout)
    if _is_referred_to(file, edit.items, added):
        return None
    hyphens = [file.hyphen_of(layout.items[at]) for at in (0, *edit.items)]
    found = [hyphen for hyphen in hyphens if hyphen is not None]
    if not edit.items or len(found) <= len(edit.items):
        return None
    first, *own = found
    return _written(file, first, dict(zip(edit.items, own, strict=True)))


def _is_referred_to(file: LaidFile, new: Sequence[int], added: Collection[str]) -> bool:
    """Whether anything of others may be understood otherwise for what is new, or that for them."""
    items = file.layout.items
    if any(item.tags is None for item in items):
        return True
    if any(item.part_of in added for item in items):
        return True
    if sum(item.id in added for item in items) > len(added):
        return True
    trees = map(file.tree_at, new) if added else ()
    return any(tree is None or tree.field("disputes") is not None for tree in trees)


def _written(file: LaidFile, first: int, own: dict[int, int]) -> Excerpt:
    """The head of the file, each new event below what is to be known of those above it, and what follows."""
    data, items = file.data, file.layout.items
    lead = b" " * file.column_of(first)
    pieces = [data[: line_at(data, first)]]
    line = count_breaks(pieces[0]) + 1
    lines: list[range] = []
    known = _Known([items[at] for at in own])
    done = 0
    for at, hyphen in sorted(own.items()):
        stubs = [lead + stub for stub in known.stubs(items[done:at])]
        text = data[line_at(data, hyphen) : file.end_of_lines(items[at])]
        text = text if text.endswith((b"\n", b"\r")) else text + b"\n"
        begin = line + len(stubs)
        line = begin + count_breaks(text)
        lines.append(range(begin, line))
        pieces += [*stubs, text]
        done = at + 1
    pieces += [lead + stub for stub in known.stubs(items[done:])]
    pieces.append(data[file.end_of_lines(items[-1]) :])
    return Excerpt(b"".join(pieces), tuple(lines))


class _Known:
    """What is to be known of other events: their tags, and which of them the new ones are part of."""

    def __init__(self, own: Sequence[ListedItem]) -> None:
        self._parents = {item.part_of for item in own if item.part_of is not None}
        self._tagged = any(item.tags for item in own)
        self._tags: set[str] = set()

    def stubs(self, items: Sequence[ListedItem]) -> Iterator[bytes]:
        """The lines of events that say no more than that of these."""
        for item in items if self._parents else ():
            if item.id in self._parents:
                yield b"- {title: x, id: " + _quoted(item.id or "") + b"}\n"
        new = dict.fromkeys(tag for item in items if self._tagged for tag in item.tags or ())
        new = {tag: None for tag in new if tag not in self._tags}
        self._tags.update(new)
        if new:
            yield b"- {title: x, tags: [" + b", ".join(map(_quoted, new)) + b"]}\n"


def _quoted(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()
