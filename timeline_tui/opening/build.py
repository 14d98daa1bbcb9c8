"""Has the index of a file made by a child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from timeline_tui.index.reader import Index
from timeline_tui.opening.child import Child

_WORKER = "timeline_tui.opening.worker"


class Build(Child[Index]):
    """One reading of one file."""

    def __init__(
        self, file: Path, *, name: str | None = None, folder: Path | None = None, as_of: int | None = None
    ) -> None:
        """`name` is what problems call the file; `folder` is where to keep the index, if not in the cache.

        `as_of` is the day of which the index says what could be known.
        """
        self.file = file
        self.as_of = as_of
        super().__init__(_WORKER, _arguments(file, name or str(file), as_of, folder), Index.open)


def _arguments(file: Path, name: str, as_of: int | None, folder: Path | None) -> Iterator[str]:
    yield str(file.absolute())
    yield name
    yield "" if as_of is None else str(as_of)
    if folder is not None:
        yield str(folder.absolute())
