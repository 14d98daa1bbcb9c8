"""Has what stands beside an index found out by child processes: the findings, and what is weak."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from timeline_tui.index.beside.findings import Findings
from timeline_tui.index.beside.weak import WeakPoints
from timeline_tui.opening.child import Child


class Proof(Child[Findings]):
    """One comparison of all passages of an index with the texts in some folders."""

    def __init__(self, index: Path, folders: Sequence[Path]) -> None:
        paths = (str(path.absolute()) for path in (index, *folders))
        super().__init__("timeline_tui.opening.prover", paths, Findings.open)


class Weigh(Child[WeakPoints]):
    """One walk over all events of an index, for what is weak in them."""

    def __init__(self, index: Path, findings: Path | None = None) -> None:
        """`findings` say what became of the passages, where they were compared with texts."""
        known = [] if findings is None else [str(findings.absolute())]
        super().__init__("timeline_tui.opening.weigher", [str(index.absolute()), *known], WeakPoints.open)
