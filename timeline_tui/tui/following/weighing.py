"""What is weak, looked for beside the screen and shown page by page as it becomes known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.tui.beside.hearing import Hearing
from timeline_tui.tui.presentation.marks import Marks
from timeline_tui.tui.presentation.pages.weak import MOST_WEAK, looking_page, not_found_page, weak_page
from timeline_tui.tui.widgets.page_view import DocumentMaker


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
        from timeline_tui.opening.beside import Weigh

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
        from timeline_tui.index.beside.weak import WeakPoints

        try:
            with closing(WeakPoints.open(path)) as weak:
                first = {kind: weak.first(kind, MOST_WEAK) for kind in weak.counts}
                maker = partial(weak_page, weak.counts, first, compared=weak.compared, marks=self._marks)
        except Unusable as error:
            self._failed(str(error))
        else:
            self._show(maker)
