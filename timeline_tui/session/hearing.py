"""Hears what a process beside the screen says of its work, while the screen goes on."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline_tui.jobs.child import Child
    from timeline_tui.problems.problem import Problem


class Hearing(ABC):
    """One child at a time; a new one takes the place of the one before."""

    def __init__(self) -> None:
        self._child: Child[Any] | None = None
        self._descriptor = -1

    @abstractmethod
    def ready(self, path: Path) -> None:
        """Take what was made, which is there."""

    @abstractmethod
    def failed(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Tell why it will never be, with the problems of the file that are to blame."""

    def progress(self, done: int, total: int) -> None:  # noqa: B027 - few show it
        """Tell how far it is."""

    def preview(self, path: Path) -> None:  # noqa: B027 - few have any
        """Take the first rows, which are there meanwhile."""

    @property
    def going_on(self) -> bool:
        """Whether one is at work."""
        return self._child is not None

    def follow(self, child: Child[Any]) -> None:
        """Listen to this one from now on."""
        self.give_up()
        self._child = child
        self._descriptor = child.fileno()
        asyncio.get_running_loop().add_reader(self._descriptor, self._hear)

    def give_up(self) -> None:
        """End the work, where some is going on."""
        child = self._let_go()
        if child is not None:
            child.cancel()

    def _let_go(self) -> Child[Any] | None:
        child, self._child = self._child, None
        if child is not None:
            asyncio.get_running_loop().remove_reader(self._descriptor)
        return child

    def _hear(self) -> None:
        from timeline_tui.jobs.child import BuildFailed, FirstRows, Progress

        for message in self._child.messages() if self._child is not None else ():
            match message:
                case Progress(done, total):
                    self.progress(done, total)
                case FirstRows(path):
                    self.preview(path)
                case BuildFailed(sentence, problems):
                    self._let_go()
                    self.failed(sentence, problems)
                case _:
                    self._let_go()
                    self.ready(message.path)
