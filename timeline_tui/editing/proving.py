"""Proof of an edit: both versions are read, and differ in what was asked and in nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from timeline_tui.editing.items import entry_at, tree_at
from timeline_tui.editing.rendering import Listed
from timeline_tui.editing.vicinity import Vicinity, vicinity
from timeline_tui.loading.layout import SECTIONS, Layout, SectionName, Unclear, lay_out
from timeline_tui.loading.trees import Node, Repeated, plain_of
from timeline_tui.loading.values import Plain

_NOTHING = lay_out(b"events:\n- x\n").rest


def proven(
    old: Layout,
    data: bytes,
    asked: Mapping[int, Plain | Repeated],
    *,
    added: bool,
    listed: Listed | None = None,
    before: bytes | None = None,
) -> Layout | None:
    """The layout of the new version, if the events at these positions say this and all else is as before.

    With `added` they are new; else they stood there and were changed. `listed` stands behind what sources and
    names there were. None where it is not so. Where the version `before` it is given, too, what is around
    their difference is proven in place of the whole file, if that tells as much.
    """
    part = _vicinity(old, before, data) if before is not None and not listed else None
    if part is not None and all(at >= part.first for at in asked):
        within = {at - part.first: wanted for at, wanted in asked.items()}
        new = _proven(part.old, part.data, within, added, {})
        if new is not None and part.is_met(new):
            return part.whole(old, new)
    return _proven(old, data, asked, added, listed or {})


def _vicinity(old: Layout, before: bytes, data: bytes) -> Vicinity | None:
    try:
        return vicinity(old, before, data)
    except Unclear:
        return None


def _proven(
    old: Layout, data: bytes, asked: Mapping[int, Plain | Repeated], added: bool, listed: Listed
) -> Layout | None:
    try:
        new = lay_out(data)
    except Unclear:
        return None
    if not _rest_is_same(old, new) or not _others_are_same(old, new, asked.keys(), added=added):
        return None
    if not all(_is_listed(old, new, data, name, listed.get(name, {})) for name in SECTIONS):
        return None
    for at, wanted in asked.items():
        tree = tree_at(data, new, at)
        if tree is None or plain_of(tree) != wanted or (added and _has_marks(tree)):
            return None
    return new


def _rest_is_same(old: Layout, new: Layout) -> bool:
    if old.root == "nothing":
        return new.rest == _NOTHING and new.events == "list"
    return old.rest == new.rest and not new.marked


def _others_are_same(old: Layout, new: Layout, changed: Collection[int], *, added: bool) -> bool:
    now = [item.print for at, item in enumerate(new.items) if at not in changed]
    then = [item.print for at, item in enumerate(old.items) if added or at not in changed]
    return now == then and max(changed, default=-1) < len(new.items)


def _is_listed(
    old: Layout, new: Layout, data: bytes, name: SectionName, wanted: Mapping[str, Mapping[str, Plain]]
) -> bool:
    """Whether a section says what it said, and behind that what is new in it."""
    then, now = old.sections.get(name), new.sections.get(name)
    if now is None or (then is None and not wanted):
        return now is then
    before = [entry.print for entry in then.entries] if then is not None else []
    if [entry.print for entry in now.entries[: len(before)]] != before:
        return False
    # One that held nothing may get brackets or lose them with what is new in it.
    if then is not None and (before or not wanted) and then.print != now.print:
        return False
    if wanted and now.marked:
        return False
    fresh = range(len(before), len(now.entries))
    said = [entry for at in fresh if (entry := entry_at(data, now, at)) is not None]
    if len(said) < len(fresh) or any(_has_marks(part) for pair in said for part in pair):
        return False
    return [(key.value, plain_of(value)) for key, value in said] == [
        (key, dict(fields)) for key, fields in wanted.items()
    ]


def _has_marks(tree: Node) -> bool:
    """Whether anything in what is new could be repeated elsewhere, or be taken for another kind of thing."""
    return tree.marked or any(map(_has_marks, tree.parts))
