"""Has the passages of a timeline compared with their texts by a child process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from timeline_tui.index.beside.findings import Findings
from timeline_tui.index.reader import Unusable
from timeline_tui.opening.child import Child, NotMade
from timeline_tui.opening.messages import Failed


class Proof(Child):
    """One comparison of all passages of an index with the texts in some folders."""

    def __init__(self, index: Path, folders: Sequence[Path]) -> None:
        super().__init__("timeline_tui.opening.prover", (str(path.absolute()) for path in (index, *folders)))

    def wait(self, progress: Callable[[int, int], None] | None = None) -> Findings:
        """The findings, when they are there; `NotMade` if they will never be."""
        try:
            return Findings.open(self.result(progress))
        except Unusable as error:
            raise NotMade(Failed(f"the findings that were just made cannot be used: {error}")) from error
