"""A running program over one file: its themes, what it tells, and leaving the terminal as it was."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter, NoColor
from textual.worker import WorkerFailed

from timeline_tui.render.document import marks_for
from timeline_tui.session import settings
from timeline_tui.system import end_on_signals
from timeline_tui.tui import themes
from timeline_tui.tui.opened import Opened
from timeline_tui.tui.screens.timeline import TimelineScreen
from timeline_tui.tui.terminal import Gate, InAscii
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

    from timeline_tui.index.reader import Index
    from timeline_tui.index.shown import View
    from timeline_tui.jobs.build import Build
    from timeline_tui.session.additions import Additions
    from timeline_tui.session.window import Rows
    from timeline_tui.tui.screens.editor import WritingScreen


Origin = Literal["own", "shipped", "piped"]


class Wanted(NamedTuple):
    """What the program is asked to show, and how."""

    file: Path
    name: str
    """What to call the file."""
    at: str | None = None
    """The event to be at, or the day."""
    as_of: int | None = None
    """The day of which is shown what could be known."""
    texts: Sequence[str] = ()
    """Folders of texts, in place of those that are remembered."""
    view: View | None = None
    rows: Rows = "normal"
    origin: Origin = "own"
    """A file of the reader's, the timeline that ships, or what came through standard input."""
    lanes: str | None = None
    """What the lanes of the chart are made by; None where the list is shown."""

    @property
    def fixed(self) -> str | None:
        """Why what is open is not to be changed, in a sentence; None where it is the reader's own."""
        if self.origin == "shipped":
            return (
                "The timeline that ships is not changed: timeline-tui init --shipped writes a copy of your "
                "own, timeline-tui init begins a new one"
            )
        if self.origin == "piped":
            return "What came through standard input is no file that could be changed"
        return None


class Program(App[None], inherit_bindings=False):
    """Shows one file; what it does for each command is of the app that it becomes."""

    TITLE = "timeline-tui"
    ENABLE_SELECT_AUTO_SCROLL = False
    # The style of a default screen is not loaded with it.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/timeline.tcss"]

    def __init__(self, wanted: Wanted, index: Index | None = None, build: Build | None = None) -> None:
        """`index` is shown at once; `build` is the reading of the file that goes on."""
        super().__init__()
        self.wanted = wanted
        self._first = index, build, wanted.at
        self.writing: WritingScreen | None = None
        """The built-in editor, while it is open."""
        self.told = ""
        """The sentence that was shown last."""
        # Where no colour is wanted, Textual's own filter paints greys, and the terminal's colours black.
        self._last_filters: list[LineFilter] = [NoColor(), Gate()] if self.no_color else [Gate()]
        marks = marks_for(os.environ)
        if marks.plain:
            self._last_filters.append(InAscii())
        self.timeline = TimelineScreen(
            wanted.name,
            self._begin,
            marks,
            wanted.view,
            wanted.rows,
            fixed=wanted.fixed is not None,
        )
        self.opened = Opened(wanted.file, wanted.name, self.timeline, self, wanted.as_of)
        self._settings, self._notice = settings.read()
        self.opened.texts = [Path(folder).expanduser() for folder in wanted.texts or self._settings.texts]
        for theme in themes.ALL:
            self.register_theme(theme)
        self.set_reactive(App.theme, self._settings.theme)
        # Else the terminal's own colours are turned into fixed ones.
        self._refresh_truecolor_filter(self.ansi_theme)
        # Else all styles are parsed for another theme first.
        self.stylesheet.set_variables(self.get_css_variables())

    @cached_property
    def additions(self) -> Additions:
        """What is written into the file in this run."""
        from timeline_tui.session.additions import Additions

        return Additions(self.wanted.file, self.wanted.name)

    def get_default_screen(self) -> TimelineScreen:
        """The screen of the timeline is there from the start, with no empty one below it."""
        return self.timeline

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that acts on a terminal passes, even if a widget let it through."""
        return [*super().get_line_filters(), *self._last_filters]

    def on_mount(self) -> None:
        """A signal to end is a request to leave the terminal as it was, one to go on to draw it anew."""
        end_on_signals(lambda code: self.exit(return_code=code))
        # While it was stopped, its screen was another program's.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def _begin(self) -> None:
        """Show what there is, and listen to what comes."""
        if self._notice:
            self.tell(self._notice)
        if self.wanted.lanes is not None:
            from timeline_tui.session.charted import open_chart

            open_chart(self.timeline.session, self.wanted.lanes)
        self.opened.begin(*self._first)
        self._first = None, None, None

    def on_ready(self) -> None:
        """What the start made is there to stay; only from now on is garbage looked for."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, and hear no more of what is read: its screen is gone before all else ends."""
        self.opened.following.stop()
        super().exit(result, return_code, message)

    def on_unmount(self) -> None:
        """Leave no reading behind."""
        self.opened.stop()

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Show a sentence for a few seconds, in the place of the one before."""
        self.told = sentence
        self.clear_notifications()
        self.notify(visible(sentence), markup=False, severity="error" if wrong else "information", timeout=6)

    def withdraw(self, sentence: str) -> None:
        """Take a sentence away where it is the one that was shown last."""
        if self.told == sentence:
            self.clear_notifications()

    def look_again(self, at: str | None = None) -> None:
        """Read the file now, and go to the event with this id when it is there."""
        self.opened.look_again(at)

    # A fault of the program itself.

    @property
    def failure(self) -> BaseException | None:
        """What went wrong, if anything did."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        fault = error.error if isinstance(error, WorkerFailed) else error
        # A screen that is still being made when the reader leaves is never given its widgets.
        if not (self._exit and isinstance(fault, NoMatches)):
            super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Leave where a thread of the terminal has failed, as for a fault of any other part."""
        from timeline_tui.tui.crash import Broken

        self._exception = self._exception or Broken.told_by(renderables)
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Leave; `run` says what happened when the terminal is the user's again."""
        self._close_messages_no_wait()
