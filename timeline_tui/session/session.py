"""The state of one open timeline, and the signal that says which aspect of it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from timeline_tui.render.document import FULL, Marks

if TYPE_CHECKING:
    from timeline_tui.session.trouble import Trouble


Aspect = Literal["trouble", "progress", "failure"]
"""A part of the state that others draw or act on."""
Listener = Callable[[frozenset[Aspect]], object]


class Refused(Exception):  # noqa: N818 - nothing went wrong
    """What was asked for cannot be done here; it says why in a sentence."""


class Changed:
    """Tells which aspects changed, once for all that change together."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._due: set[Aspect] = set()
        self._depth = 0

    def subscribe(self, listener: Listener) -> None:
        """Tell this one, too, from now on."""
        self._listeners.append(listener)

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
                for listener in self._listeners:
                    listener(due)


class Session:
    """What is open, where in it a reader is, and what is known of it."""

    def __init__(self, file: str, marks: Marks = FULL, *, fixed: bool = False) -> None:
        """`file` is what to call it; what is `fixed` is not to be changed."""
        self.changed = Changed()
        self.file = file
        self.marks = marks
        self.fixed = fixed
        self._failed = False
        self._trouble: Trouble | None = None
        self._progress: tuple[int, int] | None = None

    @property
    def trouble(self) -> Trouble | None:
        """Why what is shown is not all of what stands in the file."""
        return self._trouble

    @trouble.setter
    def trouble(self, trouble: Trouble | None) -> None:
        self._trouble = trouble
        self.changed.tell("trouble")

    @property
    def progress(self) -> tuple[int, int] | None:
        """How far the file is read, in bytes done and in all; None where it is not being read."""
        return self._progress

    @progress.setter
    def progress(self, progress: tuple[int, int] | None) -> None:
        self._progress = progress
        self.changed.tell("progress")

    @property
    def failed(self) -> bool:
        """Whether nothing of the file can be shown."""
        return self._failed

    @failed.setter
    def failed(self, failed: bool) -> None:
        if failed != self._failed:
            self._failed = failed
            self.changed.tell("failure")
