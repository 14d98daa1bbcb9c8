"""What a session tells: that aspects of it changed, a sentence, or that what was asked for cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

Aspect = Literal[
    "index",
    "list",
    "cursor",
    "scroll",
    "page",
    "place",
    "strip",
    "chart",
    "view",
    "query",
    "values",
    "selection",
    "proof",
    "learnt",
    "spans",
    "text",
    "notice",
    "request",
    "trouble",
    "progress",
    "failure",
    "broken",
]
"""A part of the state that others draw or act on."""
Listener = Callable[[frozenset[Aspect]], object]


class Signal:
    """Tells which aspects changed, once for all that change together."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._due: set[Aspect] = set()
        self._depth = 0

    def subscribe(self, listener: Listener) -> None:
        """Tell this one, too, from now on."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Tell this one no more."""
        self._listeners.remove(listener)

    def tell(self, *aspects: Aspect) -> None:
        """Say that these are not what they were."""
        with self.together():
            self._due.update(aspects)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell of all that changes within at its end, however it ends."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            while self._due and not self._depth:
                due, self._due = frozenset(self._due), set()
                for listener in tuple(self._listeners):
                    listener(due)


T = TypeVar("T")


class Changing(Protocol):
    """A state of which others are told."""

    changed: Signal


class Announced(Generic[T]):
    """A part of a state, of which is told where it becomes another."""

    def __init__(self, aspect: Aspect, first: T) -> None:
        self._aspect: Aspect = aspect
        self._first = first

    def __set_name__(self, owner: object, name: str) -> None:
        self._name = name

    def __get__(self, state: Changing, owner: object) -> T:
        found: T = state.__dict__.get(self._name, self._first)
        return found

    def __set__(self, state: Changing, now: T) -> None:
        if now != self.__get__(state, None):
            state.__dict__[self._name] = now
            state.changed.tell(self._aspect)


class Notice(NamedTuple):
    """A sentence for the reader; `wrong` where something failed."""

    sentence: str = ""
    wrong: bool = False


class Refused(Exception):  # noqa: N818 - nothing went wrong
    """What was asked for cannot be done here; it says why in a sentence."""
