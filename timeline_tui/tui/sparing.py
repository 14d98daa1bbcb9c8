"""Textual without what it imports and the first screen does not use: a quarter of its time and memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_PALETTE = "textual.command"


class _StandIns(ModuleType):
    """A module that has every name, each a class of nothing."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def import_textual() -> None:
    """Import it where it is not there yet; what is left out is imported by whoever uses it later."""
    # No connection is ever made here, and asyncio does without encryption, as Python can be built.
    with _instead("ssl", None):
        import asyncio  # noqa: F401
    # Textual's own list of commands, with all the widgets that it is made of; this program has its own.
    with _instead(_PALETTE, _StandIns(_PALETTE)):
        import textual.app  # noqa: F401


@contextmanager
def _instead(name: str, other: ModuleType | None) -> Iterator[None]:
    """Let what is imported meanwhile find another module of this name, or none, unless it is there."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = other  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
