"""The passages are compared with their texts beside the screen, which is given the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.index.beside.findings import Findings
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.tui.beside.hearing import Hearing


class Proving:
    """Compares the index that is open with the texts in some folders."""

    def __init__(
        self, folders: Sequence[Path], took: Callable[[Findings], object], tell: Callable[[str], object]
    ) -> None:
        self._folders = folders
        self._took = took
        self._tell = tell
        self._hearing = Hearing(self._ready, self._failed)
        self._told = False
        self.path: Path | None = None
        """Where the findings on the index that is open are, when they are there."""

    def begin(self, index: Index) -> None:
        """Compare this one from now on."""
        from timeline_tui.opening.beside import Proof

        self.path = None
        self._hearing.follow(Proof(index.path, self._folders))

    def stop(self) -> None:
        """Leave nothing going on behind."""
        self._hearing.stop()

    def _ready(self, path: Path) -> None:
        try:
            findings = Findings.open(path)
        except Unusable as error:
            self._failed(f"the findings that were just made cannot be used: {error}")
            return
        self.path = path
        if findings.refused and not self._told:
            self._told = True
            self._tell(findings.refused[0])
        self._took(findings)

    def _failed(self, reason: str, _: Sequence[Problem] = ()) -> None:
        self._tell(f"The passages were not compared with their texts: {reason}")
