"""Hears what a process beside the screen says of its work, while the screen goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline_tui.jobs.child import Child
    from timeline_tui.problems.problem import Problem


class Hearing:
    """One child at a time; a new one takes the place of the one before."""

    def __init__(
        self,
        ready: Callable[[Path], object],
        failed: Callable[[str, Sequence[Problem]], object],
        progress: Callable[[int, int], object] = lambda done, total: None,
        preview: Callable[[Path], object] = lambda path: None,
    ) -> None:
        """`ready` is told where that which was made is, `preview` where its first rows are meanwhile.

        `failed` is told why it will never be, with the problems of the file that are to blame.
        """
        self._ready = ready
        self._failed = failed
        self._progress = progress
        self._preview = preview
        self._child: Child[Any] | None = None
        self._descriptor = -1

    @property
    def going_on(self) -> bool:
        """Whether one is at work."""
        return self._child is not None

    def follow(self, child: Child[Any]) -> None:
        """Listen to this one from now on."""
        self.stop()
        self._child = child
        self._descriptor = child.fileno()
        asyncio.get_running_loop().add_reader(self._descriptor, self._hear)

    def stop(self) -> None:
        """Give the work up, where some is going on."""
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
                    self._progress(done, total)
                case FirstRows(path):
                    self._preview(path)
                case BuildFailed(sentence, problems):
                    self._let_go()
                    self._failed(sentence, problems)
                case _:
                    self._let_go()
                    self._ready(message.path)
