"""The file of a session: the reading of it, what is found out beside it, and what follows from a change."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.shown import Folded, View
from timeline_tui.session.background import Hearing
from timeline_tui.session.moves import open_event
from timeline_tui.session.signal import Aspect, Refused
from timeline_tui.session.viewing import show_failure, show_index

if TYPE_CHECKING:
    from pathlib import Path

    from timeline_tui.jobs.child import Build
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.live import Live
    from timeline_tui.session.session import Session
    from timeline_tui.session.verdicts import Proving, Weighing


_WATCHED_AFTER = 0.3
"""Seconds from the start to the first look at the file: nothing that the first picture waits for."""


def _asks_what_changed(query: str) -> bool:
    """Whether a query may ask that, which few do."""
    return "since:" in query or "changed" in query


class Opened(Hearing):
    """One file, from the first reading of it to the last; it hears of the one that is going on."""

    def __init__(self, session: Session, index: Index | None = None, build: Build | None = None) -> None:
        """`index` is shown at once; `build` is the reading of the file that goes on."""
        super().__init__()
        self.session = session
        self._first = index, build
        self._open: Index | None = None
        self._at = session.wanted.at
        self._rebuilt = False
        self._quiet = False
        """Whether somebody else says what is new in the next version."""
        self._live: Live | None = None
        self._watch_soon: asyncio.TimerHandle | None = None
        self._weighing: Weighing | None = None
        self._proving: Proving | None = None

    def begin(self) -> None:
        """Show what there is, and listen to what comes."""
        self.session.changed.subscribe(self._heed)
        if self.session.wanted.lanes is not None:
            from timeline_tui.session.charted import open_chart

            open_chart(self.session, self.session.wanted.lanes)
        (index, build), self._first = self._first, (None, None)
        if index is not None:
            self._take(index)
        if build is not None:
            self.follow(build)
        self._watch_soon = asyncio.get_running_loop().call_later(_WATCHED_AFTER, self._watch)

    def _heed(self, aspects: frozenset[Aspect]) -> None:
        if "index" in aspects:
            self._took()
        if "proof" in aspects and self._weighing is not None:
            # What was weak in another index leads to other places now.
            self.weigh()
        if aspects & {"view", "place", "index"} and _asks_what_changed(self.session.view.query):
            from timeline_tui.session.event_history import look

            look(self.session)
        if "broken" in aspects:
            # It may be told of while something is drawn.
            asyncio.get_running_loop().call_soon(self.rebuild, self.session.broken)

    def _watch(self) -> None:
        """Follow the file from now on."""
        from timeline_tui.session.live import Live

        if self._live is None:
            self._live = Live(self.session, self)
            self._live.begin(self._open)

    def stop(self) -> None:
        """Leave nothing going on behind."""
        if self._watch_soon is not None:
            self._watch_soon.cancel()
        if self._live is not None:
            self._live.stop()
        for hearing in (self, self._weighing, self._proving):
            if hearing is not None:
                hearing.give_up()
        self.session.let_all_go()

    # The reading of the file.

    def reload(self) -> None:
        """Read the file again, changed or not."""
        self._watch()
        if self._live is not None:
            self._live.look_now()

    def look_again(self, at: str | None = None) -> None:
        """Read the file again since it was just saved, and go to the event that `at` names."""
        self._at, self._quiet = at, True
        self.reload()

    def know_by(self, day: int | None) -> None:
        """Show the timeline as it could be known on that day; None for all that is known."""
        from timeline_tui.jobs.fresh import fresh

        session = self.session
        if day == session.as_of:
            return
        session.as_of, self._rebuilt = day, False
        self.give_up()
        if self._live is not None:
            self._live.forget()
        if (index := fresh(session.wanted.file, day)) is not None:
            self._take(index)
        else:
            self._read_again()

    def rebuild(self, reason: str) -> None:
        """Make an index that failed anew, once; twice would be for ever."""
        if self.going_on:
            return
        if self._rebuilt:
            self.failed(f"the index cannot be used: {reason}")
            return
        self._rebuilt = True
        self._read_again()

    def read_newest(self) -> None:
        """Read the file as it is now."""
        self._rebuilt = False
        self._read_again()

    def _read_again(self) -> None:
        from timeline_tui.jobs.child import Build

        wanted = self.session.wanted
        self.follow(Build(wanted.file, name=wanted.name, as_of=self.session.as_of))

    def follow(self, child: Build) -> None:  # type: ignore[override]
        """Listen to this reading from now on."""
        super().follow(child)
        self.progress(0, 0)

    def progress(self, done: int, total: int) -> None:
        """Show how far the file is read."""
        self.session.progress = done, total

    def preview(self, path: Path) -> None:
        """Show the first rows; their index may be gone already, when that of the whole is there."""
        with suppress(Unusable):
            self._take(Index.open(path))

    def ready(self, path: Path) -> None:
        """Show what was read."""
        try:
            index = Index.open(path)
        except Unusable as error:
            self.failed(f"the index that was just made cannot be used: {error}")
        else:
            self._take(index)

    def _take(self, index: Index) -> None:
        if index.about.complete:
            self.session.progress = None
        elif self._open is not None and self._open.about.complete:
            # The first rows of what is shown already are no news.
            index.close()
            return
        try:
            if self._live is None or not index.about.complete or self._live.accepts(index):
                self.show(index)
        except Unusable as error:
            self.rebuild(str(error))

    def show(self, index: Index) -> None:
        """Put a version on the screen."""
        if self._live is not None:
            self._live.leave(index)
        show_index(self.session, index, self._at)

    def _took(self) -> None:
        """It is on the screen now."""
        old, index, session = self._open, self.session.index, self.session
        if index is None or index is old:
            return
        self._open = index
        if not session.found and index.about.complete:
            session.tell(f"There is no event “{self._at}”, and it is no date")
        if session.found or index.about.complete:
            self._at = None
        if old is not None:
            old.close()
        if index.about.complete:
            self._took_all(index)

    def _took_all(self, index: Index) -> None:
        if self._live is not None:
            self._live.took(index, quiet=self._quiet)
        self._quiet = self._quiet and self._live is not None and self._live.asked
        if self.session.folders:
            from timeline_tui.session.verdicts import Proving

            self._proving = self._proving or Proving(self.session)
            self.session.comparing = True
            self._proving.begin(index)

    def failed(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Say why nothing can be read."""
        show_failure(self.session, reason, problems)
        self._watch()
        if self._live is not None:
            self._live.failed(reason, problems)

    # What is found out beside it.

    def weigh(self) -> None:
        """Look for what is weak, and show it as it becomes known."""
        from timeline_tui.session.verdicts import Weighing

        self._weighing = self._weighing or Weighing(self.session)
        index, proving = self.session.index, self._proving
        if index is not None and index.about.complete:
            self._weighing.begin(index, proving.path if proving is not None else None)


def keep_in_line(session: Session, aspects: frozenset[Aspect]) -> None:
    """Keep the cursor where there is something, and show a text once it is read."""
    try:
        _keep_cursor(session, aspects)
    except Unusable as error:
        session.fail(error)
    if session.chart is not None and session.chart.open and aspects & {"cursor", "list", "spans"}:
        from timeline_tui.session.charted import keep_up

        keep_up(session, session.chart, aspects)
    if session.selected is not None and aspects & {"place"}:
        from timeline_tui.session.selecting import keep_to_text

        keep_to_text(session)
    if session.mode == "facets" and aspects & {"list", "proof", "view"}:
        from timeline_tui.session.shown_query import count_values

        count_values(session)
    if "list" in aspects and session.view.query and not session.has_events:
        from timeline_tui.session.shown_query import explain

        explain(session)
    if "progress" in aspects and session.slow and session.index is None and session.progress:
        from timeline_tui.render.notices import reading_page

        session.page.show(partial(reading_page, session.wanted.name, marks=session.marks))
    if session.texts is None or not session.text_shown:
        return
    if "text" in aspects:
        session.page.show(session.texts.page, session.text_spot)
    is_new = bool(aspects & {"text", "place", "proof"}) and bool(session.texts.text)
    if is_new and (session.texts.is_unused or session.proposals.is_on(session.texts.source)):
        from timeline_tui.session.proposing import keep_up as keep_up_proposals

        keep_up_proposals(session)
    if aspects & {"page", "place"} and (sentence := session.texts.replaced()):
        session.tell(sentence)


def _keep_cursor(session: Session, aspects: frozenset[Aspect]) -> None:
    session.events.active = session.depth == "list"
    shown = session.shown
    if not aspects & {"cursor", "list", "place"} or shown is None:
        return
    # What is on its way shows another place, or the same.
    if shown.view == session.view and session.view.folded != Folded():
        from timeline_tui.session.zooming import unfold_to_cursor

        if unfold_to_cursor(session):
            return
    session.events.settle()


def begin_at_cover(session: Session, *, is_narrow: bool) -> None:
    """Open the cover where nothing is beside the list, or nobody would see what the timeline is about."""
    if session.wanted.tour is not None:
        _play(session, session.wanted.tour)
        return
    index = session.index
    asks = session.view != View() or session.chart is not None or session.left is not None
    # With no events the page is shown already, and its keys are those of the list.
    if index is None or not index.about.complete or not session.at_start or asks:
        return
    # With sources alone there is nothing else to open.
    has_events, has_sources = index.about.events > 0, index.about.sources > 0
    if (has_events and is_narrow) or (has_sources and not has_events):
        open_event(session)


def _play(session: Session, key: str) -> None:
    """Play the tour that the program was called for."""
    from timeline_tui.session.travel import ask_tour

    try:
        session.ask(ask_tour(session, key))
    except Refused as refused:
        session.tell(str(refused))
