"""What a file says by PyYAML alone, as a witness beside the program's own proof."""

from __future__ import annotations

import re
from typing import Any, cast

import yaml

from timeline_tui.edit.splice import Rewrite

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Tagless(_Loader):  # type: ignore[misc]
    """Takes every text as text, whatever its tag."""


def _any(loader: yaml.BaseLoader, suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(cast(yaml.ScalarNode, node))


_Tagless.add_multi_constructor("", _any)


def whole(data: bytes) -> dict[str, Any]:
    """The first document of a file, with every scalar as text."""
    return next(yaml.load_all(data, _Tagless), None) or {}


def is_sound(data: bytes) -> bool:
    """Whether PyYAML can say what the file holds."""
    try:
        list(yaml.load_all(data, _Tagless))
    except yaml.YAMLError:
        return False
    return True


def items_of(data: bytes) -> list[Any]:
    """The events of a file, and what else is in their list."""
    top = whole(data)
    return list(top.get("events") or [])


def rest_of(data: bytes) -> dict[str, Any]:
    """Everything but the events."""
    return {key: value for key, value in whole(data).items() if key != "events"}


_EMPTY = re.compile(rb"[ \t]*(?:\[[ \t]*\]|\{[ \t]*\})")


def only_added(edit: Rewrite, *, pieces: int) -> None:
    """The new bytes are the old ones with so many things put between them, and brackets taken away."""
    done, new = 0, b""
    for start, end, put in sorted(edit.splices):
        assert start == end or (not put and _EMPTY.fullmatch(edit.old, start, end))
        new += edit.old[done:start] + put
        done = end
    assert new + edit.old[done:] == edit.new != edit.old
    # A comma is put behind what was the last thing in its brackets.
    assert sum(put.strip() not in {b"", b","} for _, _, put in edit.splices) <= pieces
