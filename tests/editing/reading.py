"""What a file says by PyYAML alone, as a witness beside the program's own proof."""

from __future__ import annotations

from typing import Any, cast

import yaml

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


def only_added(old: bytes, new: bytes, *, pieces: int) -> None:
    """The new bytes are the old ones with some put between them, in so many places at most."""
    lead = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    if pieces == 1:
        assert new.endswith(old[lead:]) and len(new) > len(old)
        return
    rest = iter(new)
    assert all(byte in rest for byte in old)
