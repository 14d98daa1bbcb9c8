"""A running program over one file: its themes, what it tells, and leaving the terminal as it was."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App, ScreenStackError
from textual.color import Color
from textual.css.query import NoMatches
from textual.filter import LineFilter, NoColor
from textual.worker import WorkerFailed

from timeline_tui.render.document import drawn_in_ascii, in_ascii, marks_for
from timeline_tui.session import settings
from timeline_tui.session.opened import Opened
from timeline_tui.session.session import Session, Wanted
from timeline_tui.session.settings import resume
from timeline_tui.system import end_on_signals, typed_path
from timeline_tui.tui import themes
from timeline_tui.tui.screens.timeline_screen import TimelineScreen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from timeline_tui.index.reader import Index
    from timeline_tui.jobs.child import Build
    from timeline_tui.tui.forms import Forms
    from timeline_tui.tui.screens.editor import WritingScreen


# C0, DEL, C1, and what reorders text. One cell for one character, so that no row is torn.
_ACTS = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_SHOWN = "\ufffd"


@cache
def _acts() -> re.Pattern[str]:
    # Nothing of the first screen needs it.
    return re.compile(_ACTS)


class InAscii(LineFilter):
    """Replaces marks that a terminal whose locale is not UTF-8 may not show, one cell for one.

    What cannot even be sent there would be sent as an escape, which tears its row.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, as wide as they were."""
        encoding = getattr(sys.__stderr__, "encoding", None) or ""
        shown = drawn_in_ascii if "utf" in encoding.lower() else in_ascii
        return [Segment(shown(text), style, control) for text, style, control in segments]


class Gate(LineFilter):
    """Replaces every character that could act on the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where they are harmless, as they always should be."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            Segment(_acts().sub(_SHOWN, text), style, control) if not text.isprintable() else segment
            for segment in segments
            for text, style, control in (segment,)
        ]


class Program(App[None], inherit_bindings=False):
    """Shows one file; what it does for each command is of the app that it becomes."""

    TITLE = "timeline-tui"
    ENABLE_SELECT_AUTO_SCROLL = False
    # The style of a default screen is not loaded with it.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/timeline_screen.tcss"]

    def __init__(
        self,
        wanted: Wanted,
        index: Index | None = None,
        build: Build | None = None,
        *,
        driver: type[Driver] | None = None,
        whole: bool = False,
    ) -> None:
        """`index` is shown at once; `build` is the reading of the file that goes on.

        With `whole`, the first picture waits for the page.
        """
        super().__init__(driver)
        self.writing: WritingScreen | None = None
        """The built-in editor, while it is open."""
        # Where no colour is wanted, Textual's own filter paints greys, and the terminal's colours black.
        self._last_filters: list[LineFilter] = [NoColor(), Gate()] if self.no_color else [Gate()]
        marks = marks_for(os.environ)
        if marks.plain:
            self._last_filters.append(InAscii())
        session = Session(wanted, marks)
        kept, notice = settings.read()
        session.folders = [*map(typed_path, wanted.texts or kept.texts)]
        if notice:
            session.tell(notice)
        if wanted.teaches:
            from timeline_tui.session.tutorial import teach

            teach(session)
        if kept.places:
            resume(session)
        self.opened = Opened(session, index, build)
        self.timeline = TimelineScreen(self.opened, kept.share, whole=whole)
        for theme in themes.ALL:
            self.register_theme(theme)
        self.set_reactive(App.theme, kept.theme)
        # Else the terminal's own colours are turned into fixed ones.
        self._refresh_truecolor_filter(self.ansi_theme)
        # Else all styles are parsed for another theme first.
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> TimelineScreen:
        """The screen of the timeline is there from the start, with no empty one below it."""
        return self.timeline

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that acts on a terminal passes, even if a widget let it through."""
        return [*super().get_line_filters(), *self._last_filters]

    def on_mount(self) -> None:
        """A signal to end is a request to leave the terminal as it was, one to go on to draw it anew."""
        end_on_signals(lambda code: self.exit(return_code=code), has_terminal=not self.is_headless)
        # While it was stopped, its screen was another program's.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def on_ready(self) -> None:
        """What the start made is there to stay; only from now on is garbage looked for."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, and hear no more of what is read: its screen is gone before all else ends."""
        self.opened.give_up()
        super().exit(result, return_code, message)

    def on_unmount(self) -> None:
        """Leave no reading behind."""
        self.opened.stop()

    @cached_property
    def forms(self) -> Forms:
        """The forms that are open, and what is typed into them."""
        from timeline_tui.tui.forms import Forms

        return Forms(self, self.opened.session)

    def action_leave(self) -> None:
        """Quit, from wherever one is; where something is not saved, the second time or asked."""
        if self.writing is not None and self.screen is self.writing:
            self.writing.ask_to_leave(self._leave_writing)
        elif self.writing is not None:
            self.tell("Esc goes back to the editor first, where something may not be saved")
        else:
            self._leave()

    def _leave_writing(self) -> None:
        self.writing = None
        self._leave()

    def _leave(self) -> None:
        if "forms" in self.__dict__ and (sentence := self.forms.unsaved()):
            self.tell(sentence)
        else:
            self.exit()

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Show a sentence for a few seconds, in the place of the one before."""
        self.opened.session.tell(sentence, wrong=wrong)

    # A fault of the program itself.

    @property
    def failure(self) -> BaseException | None:
        """What went wrong, if anything did."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        fault = error.error if isinstance(error, WorkerFailed) else error
        # A screen that is still being made when the reader leaves is never given its widgets, and what is
        # typed once more finds none to go back from.
        if not (self._exit and isinstance(fault, NoMatches | ScreenStackError)):
            super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Leave where a thread of the terminal has failed, as for a fault of any other part."""
        from timeline_tui.tui.crash import Broken

        self._exception = self._exception or Broken.told_by(renderables)
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Leave; `run` says what happened when the terminal is the user's again."""
        self._close_messages_no_wait()
