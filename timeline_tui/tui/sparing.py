"""Textual without what it imports and the first screen does not use: a quarter of its time and memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_PALETTE = "textual.command"
_FUNCTIONS = ("difflib", "mimetypes", "pickle", "platformdirs", "textual.css._help_text", "uuid")
"""Modules of which Textual and Rich take functions alone, and call few for a first screen."""


class _StandIns(ModuleType):
    """A module that has every name, each a class of nothing."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _Functions(ModuleType):
    """A module that has every name, each a function that imports the real one when it is first called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*values: object, **named: object) -> object:
            return getattr(import_module(self.__name__), name)(*values, **named)

        return called


def import_textual() -> None:
    """Import it where it is not there yet; what is left out is imported by whoever uses it later."""
    # No connection is ever made here, and asyncio does without encryption, as Python can be built.
    with _instead("ssl", None):
        import asyncio  # noqa: F401
    with ExitStack() as left_out:
        # Textual's own list of commands, with all the widgets that it is made of; this program has its own.
        left_out.enter_context(_instead(_PALETTE, _StandIns(_PALETTE)))
        for name in _FUNCTIONS:
            left_out.enter_context(_instead(name, _Functions(name)))
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
