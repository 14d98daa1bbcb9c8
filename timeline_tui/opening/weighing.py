"""Has what is weak in a timeline looked for by a child process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from timeline_tui.index.beside.weak import WeakPoints
from timeline_tui.index.reader import Unusable
from timeline_tui.opening.child import Child, NotMade
from timeline_tui.opening.messages import Failed


class Weigh(Child):
    """One walk over all events of an index."""

    def __init__(self, index: Path, findings: Path | None = None) -> None:
        """`findings` say what became of the passages, where they were compared with texts."""
        known = [] if findings is None else [str(findings.absolute())]
        super().__init__("timeline_tui.opening.weigher", [str(index.absolute()), *known])

    def wait(self, progress: Callable[[int, int], None] | None = None) -> WeakPoints:
        """What is weak, when it is known; `NotMade` if it will never be."""
        try:
            return WeakPoints.open(self.result(progress))
        except Unusable as error:
            raise NotMade(Failed(f"what was just looked for cannot be used: {error}")) from error
