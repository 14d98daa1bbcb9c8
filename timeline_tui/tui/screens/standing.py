"""How the file of a screen stands, and which commands can act where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.records import About
from timeline_tui.index.shown import View
from timeline_tui.render.phrases import as_of_words
from timeline_tui.session.commands import Command
from timeline_tui.session.journey import LIST
from timeline_tui.tui.screens import disputes as under_cursor
from timeline_tui.tui.screens.depths import IS_GROUP
from timeline_tui.tui.screens.reader import Reader

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.signal import Aspect
    from timeline_tui.session.trouble import Trouble
    from timeline_tui.tui.screens.heading import Heading
    from timeline_tui.tui.screens.timeline import TimelineScreen


_PROGRESS_DELAY = 0.5
"""Seconds that a file may take to be read before anything is said of it."""


class Standing:
    """Shows above the list how far the file is read and what is wrong, and on the page why it is empty."""

    def __init__(self, screen: TimelineScreen, heading: Heading) -> None:
        self._screen = screen
        self._session = screen.session
        self._heading = heading
        self._reading = False
        self._patient = False
        self._warned: Trouble | None = None

    def draw(self, aspects: frozenset[Aspect]) -> None:
        """Show what has changed in how the file stands."""
        if "progress" in aspects:
            self._draw_progress()
        if "trouble" in aspects:
            self._warn()
        if "failure" in aspects:
            self._screen.settle()

    def _draw_progress(self) -> None:
        first, self._reading = not self._reading, self._session.progress is not None
        if not self._reading:
            self._patient = False
        if self._reading and first:
            self._screen.set_timer(_PROGRESS_DELAY, self._show_progress)
        elif self._patient or not self._reading:
            self.draw_rule()

    def _show_progress(self) -> None:
        self._patient = self._reading
        self.draw_rule()
        if self._patient and self._screen.reader.index is None:
            from timeline_tui.render.notices import reading_page

            self._screen.reader.page.show(partial(reading_page, self._session.file, marks=self._screen.marks))

    def show_failure(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Say why the file cannot be shown, in the place of what it would show."""
        self._session.progress = None
        if self._screen.reader.index is None:
            from timeline_tui.render.notices import failed_page

            page = partial(failed_page, self._session.file, reason, problems, marks=self._screen.marks)
            self._screen.reader.page.show(page)
            self._session.failed = True

    def _warn(self) -> None:
        trouble = self._session.trouble
        if trouble != self._warned:
            self._warned = trouble
            self._heading.warn(None if trouble is None else trouble.words)
            self._screen.show_hints()
        self._screen.post_message(self._screen.Judged())

    def draw_rule(self) -> None:
        """Show the way to where the reader is, or how far the file is read."""
        self._heading.draw_rule(self._session.progress if self._patient else None)


LATER = frozenset({"find", "add-event"})
"""What can wait for a file that is being read, and is worth no place where it cannot be."""


def reason_against(
    reader: Reader, command: Command, own: Container[str], *, failed: bool = False
) -> str | None:
    """Why a timeline that is not there yet, or empty, cannot do it; `own` are the commands of its screen.

    `failed` says that its file cannot be read as it is.
    """
    about = reader.index.about if reader.index else None
    # A query can wait for what it is asked of.
    if about is None and command.id in own and command.id != "find" and not command.own:
        return "Nothing of the file can be read, for the reason above" if failed else "Nothing is read yet"
    if about is not None and not about.events and command.id in own and command.id != "problems":
        # Whoever stands on a page of what is gone comes back from it.
        is_way_back = reader.depth != LIST and command.id in {"back", "left"}
        return None if is_way_back else _reason_of_none(about, command)
    if command.id in {"copy", "copy-as", "browse"} and reader.at_group:
        return IS_GROUP
    return None


def _reason_of_none(about: About, command: Command) -> str | None:
    """What leads out of a day on which nothing was known can act there, though there is no event."""
    if not about.as_of:
        return "There are no events yet"
    if command.id in {"known-by", "clear", "back"}:
        return None
    return f"Nothing could be known {as_of_words(about)}; K chooses another day, F shows everything"


def is_there(reader: Reader, command: Command) -> bool:
    """Whether there is what the command needs: problems, a held text, a chosen day, an address."""
    needs = _NEEDS.get(command.id)
    return needs is None or needs(reader)


def _leads_somewhere(reader: Reader) -> bool:
    """Whether Enter opens something: links have a key of their own, and not every passage has a source."""
    stop = reader.stop
    if reader.depth == LIST:
        return True
    if stop is None or stop.kind in {"link", "hit"}:
        return False
    return stop.kind != "passage" or stop.rank is not None or bool(stop.target)


def _has(what: Callable[[About], object]) -> Callable[[Reader], bool]:
    """Whether what is shown has that of which its numbers tell."""
    return lambda reader: reader.index is not None and bool(what(reader.index.about))


_NEEDS: dict[str, Callable[[Reader], bool]] = {
    "open": _leads_somewhere,
    "right": lambda reader: reader.page.in_columns,
    "next-dispute": _has(lambda about: about.disputes),
    "problems": _has(lambda about: about.problems),
    "known-by": _has(lambda about: about.as_of),
    "text-or-card": lambda reader: reader.texts is not None and reader.texts.held,
    "clip": lambda reader: reader.texts is not None and reader.texts.shown,
    "clear": lambda reader: (
        (shown := reader.events.shown) is not None and (shown.view != View() or bool(shown.index.about.as_of))
    ),
    "take-words": under_cursor.has_other_words,
    "browse": under_cursor.has_address,
    "zoom-in": lambda reader: reader.at_group,
}


def hint_of(reader: Reader, command: Command) -> str:
    """What Enter opens is said in a word or two."""
    stop = reader.stop
    if command.id != "open" or stop is None or stop.kind == "hit":
        return command.hint
    kinds = {
        "dispute": "accounts",
        "passage": "its source" if reader.where == "event" else "its event",
        "event": "that event",
    }
    return kinds.get(stop.kind, command.hint)
