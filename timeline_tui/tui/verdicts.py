"""The passages compared with their texts, and what is weak, beside the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.sidecar import Findings
from timeline_tui.problems.problem import Problem
from timeline_tui.render.document import Marks
from timeline_tui.render.weak_page import MOST_WEAK, looking_page, not_found_page, weak_page
from timeline_tui.session.hearing import Hearing
from timeline_tui.session.page_pane import DocumentMaker


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
        from timeline_tui.jobs.build import Proof

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


class Weighing:
    """Looks for what is weak in the index that is open, once for each."""

    def __init__(self, show: Callable[[DocumentMaker], object], marks: Marks) -> None:
        """`show` is given the page, again whenever there is more to say."""
        self._show = show
        self._marks = marks
        self._hearing = Hearing(self._ready, self._failed, self._progress)
        self._weighed: tuple[Path, int, Path | None] | None = None

    def begin(self, index: Index, findings: Path | None = None) -> None:
        """Look for it; `findings` say what became of the passages, where they were compared."""
        wanted = (index.path, id(index), findings)
        if wanted == self._weighed:
            return
        from timeline_tui.jobs.build import Weigh

        self._weighed = wanted
        self._progress(0, 0)
        self._hearing.follow(Weigh(index.path, findings))

    def stop(self) -> None:
        """Leave nothing going on behind."""
        self._weighed = None
        self._hearing.stop()

    def _progress(self, done: int, total: int) -> None:
        self._show(partial(looking_page, done, total, marks=self._marks))

    def _failed(self, reason: str, _: Sequence[Problem] = ()) -> None:
        self._weighed = None
        self._show(partial(not_found_page, reason, marks=self._marks))

    def _ready(self, path: Path) -> None:
        from timeline_tui.index.sidecar import WeakPoints

        try:
            with closing(WeakPoints.open(path)) as weak:
                first = {kind: weak.first(kind, MOST_WEAK) for kind in weak.counts}
                maker = partial(weak_page, weak.counts, first, compared=weak.compared, marks=self._marks)
        except Unusable as error:
            self._failed(str(error))
        else:
            self._show(maker)
