"""Follows the reading of a file: first rows, progress, the whole, or why not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.reader import Index, Unusable

if TYPE_CHECKING:
    from timeline_tui.diagnostics.problem import Problem
    from timeline_tui.opening.build import Build


class Listener(NamedTuple):
    """What to call as a reading goes on."""

    took: Callable[[Index], object]
    """An index came: of the first rows, or of all."""
    progress: Callable[[int, int], object]
    failed: Callable[[str, Sequence[Problem]], object]
    """There will be no index, for this reason and these problems."""


class Following:
    """One reading at a time; a new one takes the place of the one before."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._build: Build | None = None
        self._descriptor = -1

    @property
    def going_on(self) -> bool:
        """Whether a file is being read."""
        return self._build is not None

    def follow(self, build: Build) -> None:
        """Listen to this reading from now on."""
        self.stop()
        self._build = build
        self._descriptor = build.fileno()
        asyncio.get_running_loop().add_reader(self._descriptor, self._hear)

    def stop(self) -> None:
        """Give the reading up, where one is going on."""
        build = self._let_go()
        if build is not None:
            build.cancel()

    def _let_go(self) -> Build | None:
        build, self._build = self._build, None
        if build is not None:
            asyncio.get_running_loop().remove_reader(self._descriptor)
        return build

    def _hear(self) -> None:
        from timeline_tui.opening.messages import Failed, Preview, Progress

        build = self._build
        for message in build.messages() if build is not None else ():
            match message:
                case Progress(done, total):
                    self._listener.progress(done, total)
                case Preview(path):
                    # It is gone as soon as the whole is there, so it may be gone already.
                    with suppress(Unusable):
                        self._listener.took(Index.open(path))
                case Failed(sentence, problems):
                    self._let_go()
                    self._listener.failed(sentence, problems)
                case _:
                    self._let_go()
                    self._open(message.path)

    def _open(self, path: Path) -> None:
        try:
            index = Index.open(path)
        except Unusable as error:
            self._listener.failed(f"the index that was just made cannot be used: {error}", ())
        else:
            self._listener.took(index)
