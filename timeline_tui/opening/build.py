"""Has the index of a file made by a child process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.opening.child import Child, NotMade
from timeline_tui.opening.messages import Failed

_WORKER = "timeline_tui.opening.worker"


class Build(Child):
    """One reading of one file."""

    def __init__(
        self, file: Path, *, name: str | None = None, folder: Path | None = None, as_of: int | None = None
    ) -> None:
        """`name` is what problems call the file; `folder` is where to keep the index, if not in the cache.

        `as_of` is the day of which the index says what could be known.
        """
        self.file = file
        self.as_of = as_of
        super().__init__(_WORKER, _arguments(file, name or str(file), as_of, folder))

    def wait(self, progress: Callable[[int, int], None] | None = None) -> Index:
        """The index, when it is there; `NotMade` if it will never be."""
        try:
            return Index.open(self.result(progress))
        except Unusable as error:
            raise NotMade(Failed(f"the index that was just made cannot be used: {error}")) from error


def _arguments(file: Path, name: str, as_of: int | None, folder: Path | None) -> Iterator[str]:
    yield str(file.absolute())
    yield name
    yield "" if as_of is None else str(as_of)
    if folder is not None:
        yield str(folder.absolute())
