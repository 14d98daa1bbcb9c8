"""Proof of an edit: both versions are read, and differ in what was asked and in nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from timeline_tui.editing.items import tree_at
from timeline_tui.loading.layout import Layout, Unclear, lay_out
from timeline_tui.loading.trees import Repeated, plain_of
from timeline_tui.loading.values import Plain

_NOTHING = lay_out(b"events:\n- x\n").rest


def proven(old: Layout, data: bytes, asked: Mapping[int, Plain | Repeated], *, added: bool) -> Layout | None:
    """The layout of the new version, if the events at these positions say this and all others are as before.

    With `added` they are new; else they stood there and were changed. None where it is not so.
    """
    try:
        new = lay_out(data)
    except Unclear:
        return None
    if not _rest_is_same(old, new) or not _others_are_same(old, new, asked.keys(), added=added):
        return None
    for at, wanted in asked.items():
        tree = tree_at(data, new, at)
        if tree is None or plain_of(tree) != wanted:
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
