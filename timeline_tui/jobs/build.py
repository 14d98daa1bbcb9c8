"""Has the index of a file, and what stands beside it, made by child processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from timeline_tui.index.reader import Index
from timeline_tui.index.sidecar import Findings, WeakPoints
from timeline_tui.jobs.child import Child

_WORKER = "timeline_tui.jobs.worker"


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


class Proof(Child[Findings]):
    """One comparison of all passages of an index with the texts in some folders."""

    def __init__(self, index: Path, folders: Sequence[Path]) -> None:
        paths = (str(path.absolute()) for path in (index, *folders))
        super().__init__("timeline_tui.jobs.prover", paths, Findings.open)


class Weigh(Child[WeakPoints]):
    """One walk over all events of an index, for what is weak in them."""

    def __init__(self, index: Path, findings: Path | None = None) -> None:
        """`findings` say what became of the passages, where they were compared with texts."""
        known = [] if findings is None else [str(findings.absolute())]
        super().__init__("timeline_tui.jobs.weigher", [str(index.absolute()), *known], WeakPoints.open)
