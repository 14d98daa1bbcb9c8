"""The passages compared with their texts, and what is weak, beside the screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.sidecar import Findings, WeakPoints
from timeline_tui.render.notices import MOST_WEAK, looking_page, not_found_page, weak_page
from timeline_tui.session.background import Hearing
from timeline_tui.session.moves import show_again, show_weak
from timeline_tui.session.viewing import prove

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.session import Session


class Proving(Hearing):
    """Compares the index that is open with the texts in the reader's folders."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._findings: Findings | None = None
        self._told = False
        self.path: Path | None = None
        """Where the findings on the index that is open are, when they are there."""

    def begin(self, index: Index) -> None:
        """Compare this one from now on."""
        from timeline_tui.jobs.child import Proof

        self.path = None
        self.follow(Proof(index.path, self._session.folders))

    def ready(self, path: Path) -> None:
        """Show what became of the passages."""
        try:
            findings = Findings.open(path)
        except Unusable as error:
            self.failed(f"the findings that were just made cannot be used: {error}")
            return
        self.path = path
        if findings.refused and not self._told:
            self._told = True
            self._give_up_waiting(findings.refused[0])
        old, self._findings = self._findings, findings
        self._show(findings)
        if old is not None:
            old.close()

    def _show(self, findings: Findings) -> None:
        session = self._session
        try:
            with session.changed.together():
                prove(session, findings)
        except Unusable as error:
            session.fail(error)

    def failed(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Tell that nothing became of them."""
        self._give_up_waiting(f"The passages were not compared with their texts: {reason}")

    def _give_up_waiting(self, sentence: str) -> None:
        session = self._session
        session.tell(sentence)
        session.comparing = False
        show_again(session, session.page.spot)


class Weighing(Hearing):
    """Looks for what is weak in the index that is open, once for each."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._weighed: tuple[Path, int, Path | None] | None = None

    def begin(self, index: Index, findings: Path | None = None) -> None:
        """Look for it; `findings` say what became of the passages, where they were compared."""
        wanted = (index.path, id(index), findings)
        if wanted == self._weighed:
            return
        from timeline_tui.jobs.child import Weigh

        self._weighed = wanted
        self.progress(0, 0)
        self.follow(Weigh(index.path, findings))

    def progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        show_weak(self._session, partial(looking_page, done, total, marks=self._session.marks))

    def failed(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Show why nothing is found."""
        self._weighed = None
        show_weak(self._session, partial(not_found_page, reason, marks=self._session.marks))

    def ready(self, path: Path) -> None:
        """Show what is weak."""
        marks = self._session.marks
        try:
            with closing(WeakPoints.open(path)) as weak:
                first = {kind: weak.first(kind, MOST_WEAK) for kind in weak.counts}
                maker = partial(weak_page, weak.counts, first, compared=weak.compared, marks=marks)
        except Unusable as error:
            self.failed(str(error))
        else:
            show_weak(self._session, maker)
