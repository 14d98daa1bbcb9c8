"""A file with no events in it but the new ones, where reading that tells as much of them as the whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from timeline_tui.edit.lines import column_of, line_at
from timeline_tui.edit.splice import Rewrite, end_of_lines, hyphen_of, tree_at
from timeline_tui.yamlfile.layout import Layout, ListedItem
from timeline_tui.yamlfile.split import count_breaks


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
    if _is_referred_to(layout, edit, added):
        return None
    hyphens = [hyphen_of(edit.new, layout.items[at], layout.start) for at in (0, *edit.items)]
    found = [hyphen for hyphen in hyphens if hyphen is not None]
    if not edit.items or len(found) <= len(edit.items):
        return None
    first, *own = found
    return _written(edit.new, layout, first, dict(zip(edit.items, own, strict=True)))


def _is_referred_to(layout: Layout, edit: Rewrite, added: Collection[str]) -> bool:
    """Whether anything of others may be understood otherwise for what is new, or that for them."""
    if any(item.tags is None for item in layout.items):
        return True
    if any(item.part_of in added for item in layout.items):
        return True
    if sum(item.id in added for item in layout.items) > len(added):
        return True
    trees = [tree_at(edit.new, layout, at) for at in edit.items] if added else []
    return any(tree is None or tree.field("disputes") is not None for tree in trees)


def _written(data: bytes, layout: Layout, first: int, own: dict[int, int]) -> Excerpt:
    """The head of the file, each new event below what is to be known of those above it, and what follows."""
    lead = b" " * column_of(data, first)
    pieces = [data[: line_at(data, first)]]
    line = count_breaks(pieces[0]) + 1
    lines: list[range] = []
    known = _Known([layout.items[at] for at in own])
    done = 0
    for at, hyphen in sorted(own.items()):
        stubs = [lead + stub for stub in known.stubs(layout.items[done:at])]
        text = data[line_at(data, hyphen) : end_of_lines(data, layout.items[at])]
        text = text if text.endswith((b"\n", b"\r")) else text + b"\n"
        begin = line + len(stubs)
        line = begin + count_breaks(text)
        lines.append(range(begin, line))
        pieces += [*stubs, text]
        done = at + 1
    pieces += [lead + stub for stub in known.stubs(layout.items[done:])]
    pieces.append(data[end_of_lines(data, layout.items[-1]) :])
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
