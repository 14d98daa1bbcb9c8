"""What is open: the index that is shown, the reading of its file, and what is found out beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.session.hearing import Hearing
from timeline_tui.session.reading import show_again, show_weak
from timeline_tui.session.telling import Teller
from timeline_tui.session.viewing import prove, show_failure

if TYPE_CHECKING:
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.jobs.build import Build
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.page_pane import DocumentMaker
    from timeline_tui.tui.live import Live
    from timeline_tui.tui.screens.timeline import TimelineScreen
    from timeline_tui.tui.verdicts import Proving, Weighing


_WATCHED_AFTER = 0.3
"""Seconds from the start to the first look at the file: nothing that the first picture waits for."""


class Opened:
    """One file, from the first reading of it to the last."""

    def __init__(
        self, file: Path, name: str, screen: TimelineScreen, teller: Teller, as_of: int | None = None
    ) -> None:
        """`name` is what to call the file, `as_of` the day of which is shown what could be known."""
        self.file = file
        self.name = name
        self.as_of = as_of
        self.index: Index | None = None
        self.texts: Sequence[Path] = ()
        """Folders that hold texts of the sources."""
        self._screen = screen
        self._teller = teller
        self._at: str | None = None
        self._rebuilt = False
        self._quiet = False
        """Whether somebody else says what is new in the next version."""
        self._live: Live | None = None
        self._watch_soon: asyncio.TimerHandle | None = None
        self._findings: Findings | None = None
        self.following = Hearing(self._open, self._tell_failure, self._show_progress, self._open_first_rows)
        """What hears of the reading of the file that is going on, if one is."""
        self._weighing: Weighing | None = None
        self._proving: Proving | None = None

    def begin(self, index: Index | None, build: Build | None, at: str | None) -> None:
        """Show what there is, at the event or the day that `at` names, and listen to what comes."""
        self._at = at
        if index is not None:
            self._take(index)
        if build is not None:
            self._follow(build)
        self._watch_soon = asyncio.get_running_loop().call_later(_WATCHED_AFTER, self._watch)

    def _watch(self) -> None:
        """Follow the file from now on."""
        from timeline_tui.tui.live import Live

        if self._live is None:
            self._live = Live(self.file, self._screen, self._teller, self._read_newest, self._show)
            self._live.begin(self.index)

    def stop(self) -> None:
        """Leave nothing going on behind."""
        if self._watch_soon is not None:
            self._watch_soon.cancel()
        if self._live is not None:
            self._live.stop()
        self.following.stop()
        if self._weighing is not None:
            self._weighing.stop()
        if self._proving is not None:
            self._proving.stop()

    # The reading of the file.

    def reload(self) -> None:
        """Read the file again, changed or not."""
        self._watch()
        if self._live is not None:
            self._live.look_now()

    def look_again(self, at: str | None) -> None:
        """Read the file again since it was just saved, and go to the event that `at` names."""
        self._at, self._quiet = at, True
        self.reload()

    def know_by(self, day: int | None) -> None:
        """Show the timeline as it could be known on that day; None for all that is known."""
        from timeline_tui.jobs.fresh import fresh

        if day == self.as_of:
            return
        self.as_of, self._rebuilt = day, False
        self.following.stop()
        if self._live is not None:
            self._live.forget()
        if (index := fresh(self.file, day)) is not None:
            self._take(index)
        else:
            self._read_again()

    def rebuild(self, reason: str) -> None:
        """Make an index that failed anew, once; twice would be for ever."""
        if self.following.going_on:
            return
        if self._rebuilt:
            self._tell_failure(f"the index cannot be used: {reason}")
            return
        self._rebuilt = True
        self._read_again()

    def _read_newest(self) -> None:
        self._rebuilt = False
        self._read_again()

    def _read_again(self) -> None:
        from timeline_tui.jobs.build import Build

        self._follow(Build(self.file, name=self.name, as_of=self.as_of))

    def _follow(self, build: Build) -> None:
        self.following.follow(build)
        self._screen.session.progress = (0, 0)

    def _show_progress(self, done: int, total: int) -> None:
        self._screen.session.progress = done, total

    def _open_first_rows(self, path: Path) -> None:
        # Their index is gone as soon as that of the whole is there, so it may be gone already.
        with suppress(Unusable):
            self._take(Index.open(path))

    def _open(self, path: Path) -> None:
        try:
            index = Index.open(path)
        except Unusable as error:
            self._tell_failure(f"the index that was just made cannot be used: {error}")
        else:
            self._take(index)

    def _take(self, index: Index) -> None:
        if index.about.complete:
            self._screen.session.progress = None
        elif self.index is not None and self.index.about.complete:
            # The first rows of what is shown already are no news.
            index.close()
            return
        try:
            if self._live is None or not index.about.complete or self._live.accepts(index):
                self._show(index)
        except Unusable as error:
            self.rebuild(str(error))

    def _show(self, index: Index) -> None:
        if self._live is not None:
            self._live.leave(index)
        self._screen.show(index, self._at, self._took)

    def _took(self, index: Index, found: bool) -> None:
        """It is on the screen now."""
        old, self.index = self.index, index
        if self._at and not found and index.about.complete:
            self._teller.tell(f"There is no event “{self._at}”, and it is no date")
        if found or index.about.complete:
            self._at = None
        if old is not None and old is not index:
            old.close()
        if index.about.complete:
            self._took_all(index)

    def _took_all(self, index: Index) -> None:
        if self._live is not None:
            self._live.took(index, quiet=self._quiet)
        self._quiet = self._quiet and self._live is not None and self._live.asked
        if self.texts:
            self._prove(index)
        if self._weighing is not None:
            # What was weak in another index leads to other places now.
            self._weighing.begin(index)

    def _tell_failure(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        show_failure(self._screen.session, sentence, problems)
        self._watch()
        if self._live is not None:
            self._live.failed(sentence, problems)

    # What is found out beside it.

    @property
    def findings(self) -> Findings | None:
        """What became of the passages of the index that is open, as soon as that is known."""
        return self._findings if self._proving is not None and self._proving.path is not None else None

    def _prove(self, index: Index) -> None:
        from timeline_tui.tui.verdicts import Proving

        if self._proving is None:
            self._proving = Proving(self.texts, self._take_findings, self._tell_unproven)
        self._screen.session.comparing = True
        self._proving.begin(index)

    def _tell_unproven(self, sentence: str) -> None:
        self._teller.tell(sentence)
        self._screen.session.comparing = False
        session = self._screen.session
        show_again(session, session.page.spot)

    def _take_findings(self, findings: Findings) -> None:
        old, self._findings = self._findings, findings
        try:
            with self._screen.session.changed.together():
                prove(self._screen.session, findings)
        except Unusable as error:
            self.rebuild(str(error))
        if self._weighing is not None and self.index is not None and self._proving is not None:
            self._weighing.begin(self.index, self._proving.path)
        if old is not None:
            old.close()

    def _show_weak(self, maker: DocumentMaker) -> None:
        show_weak(self._screen.session, maker)

    def weigh(self) -> None:
        """Look for what is weak, and show it as it becomes known."""
        from timeline_tui.tui.verdicts import Weighing

        if self._weighing is None:
            self._weighing = Weighing(self._show_weak, self._screen.marks)
        if self.index is not None:
            self._weighing.begin(self.index, self._proving.path if self._proving is not None else None)
