"""The program on the screen: themes, the reading of the file, and leaving the terminal as it was."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.tui import settings, themes
from timeline_tui.tui.following import Following, Listener
from timeline_tui.tui.gate import Gate
from timeline_tui.tui.presentation.marks import marks_for
from timeline_tui.tui.presentation.words import counted
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.timeline import TimelineScreen
from timeline_tui.tui.signals import end_on_signals
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from textual.command import Provider

    from timeline_tui.diagnostics.problem import Problem
    from timeline_tui.index.findings import Findings
    from timeline_tui.opening.build import Build
    from timeline_tui.tui.proving import Proving
    from timeline_tui.tui.weighing import Weighing
_PROBLEMS = "problems"


def _commands() -> type[Provider]:
    from timeline_tui.tui.palette import DeclaredCommands

    return DeclaredCommands


class TimelineApp(App[None], inherit_bindings=False):
    """Shows one file."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "leave", "Quit", show=False, priority=True),
    ]
    TITLE = "timeline-tui"
    ENABLE_SELECT_AUTO_SCROLL = False
    # The style of a default screen is not loaded with it.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/timeline.tcss"]

    def __init__(
        self,
        file: Path,
        index: Index | None,
        build: Build | None,
        at: str | None,
        title_path: str,
        as_of: int | None = None,
        texts: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._file = file
        self._title_path = title_path
        self._at = at
        self._as_of = as_of
        self._index = index
        self._build = build
        self._rebuilt = False
        self._reread = False
        self._problems_next = False
        self._findings: Findings | None = None
        self._gate = Gate()
        self._marks = marks_for(os.environ)
        self._following = Following(Listener(self._take, self._tell_progress, self._tell_failure))
        self._weighing: Weighing | None = None
        self._proving: Proving | None = None
        self._timeline = TimelineScreen(title_path, self._begin, self._marks)
        self._settings, self._notice = settings.read()
        self._texts = [Path(folder).expanduser() for folder in texts or self._settings.texts]
        for theme in themes.ALL:
            self.register_theme(theme)
        self.set_reactive(App.theme, self._settings.theme)
        # Else the terminal's own colours are turned into fixed ones.
        self._refresh_truecolor_filter(self.ansi_theme)
        # Else all styles are parsed for another theme first.
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> TimelineScreen:
        """The screen of the timeline is there from the start, with no empty one below it."""
        return self._timeline

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that acts on a terminal passes, even if a widget let it through."""
        return [*super().get_line_filters(), self._gate]

    def on_mount(self) -> None:
        """A signal to end is a request to leave the terminal as it was."""
        end_on_signals(lambda code: self.exit(return_code=code))

    def _begin(self) -> None:
        """Show what there is, and listen to what comes."""
        if self._notice:
            self.tell(self._notice)
        if self._index is not None:
            self._take(self._index)
        if self._build is not None:
            self._follow(self._build)

    def on_ready(self) -> None:
        """What the start made is there to stay; only from now on is garbage looked for."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def on_unmount(self) -> None:
        """Leave no reading behind."""
        self._following.stop()
        if self._weighing is not None:
            self._weighing.stop()
        if self._proving is not None:
            self._proving.stop()

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Show a sentence for a few seconds, in the place of the one before."""
        self.clear_notifications()
        self.notify(visible(sentence), markup=False, severity="error" if wrong else "information", timeout=6)

    # Reading the file.

    def _follow(self, build: Build) -> None:
        self._following.follow(build)
        self._timeline.show_reading(0, 0)

    def _take(self, index: Index) -> None:
        old, self._index = self._index, index
        if index.about.complete:
            self._timeline.stop_reading()
        try:
            found = self._timeline.show(index, self._at)
        except Unusable as error:
            self._rebuild(str(error))
            return
        if self._at and not found and index.about.complete:
            self.tell(f"There is no event “{self._at}”, and it is no date")
        if found or index.about.complete:
            self._at = None
        if old is not None and old is not index:
            old.close()
        if self._reread and index.about.complete:
            self._tell_reread(index)
        if self._texts and index.about.complete:
            self._prove(index)
        if self._weighing is not None and index.about.complete:
            # What was weak in another index leads to other places now.
            self._weighing.begin(index)

    def _tell_reread(self, index: Index) -> None:
        self._reread = False
        if self._problems_next:
            self._problems_next = False
            self._timeline.action_command("problems")
        else:
            self.tell(f"The file was read again: {counted(index.about.events, 'event')}")

    def _prove(self, index: Index) -> None:
        from timeline_tui.tui.proving import Proving

        if self._proving is None:
            self._proving = Proving(self._texts, self._take_findings, self.tell)
        self._proving.begin(index)

    def _take_findings(self, findings: Findings) -> None:
        old, self._findings = self._findings, findings
        try:
            self._timeline.show_proof(findings)
        except Unusable as error:
            self._rebuild(str(error))
        if self._weighing is not None and self._index is not None and self._proving is not None:
            self._weighing.begin(self._index, self._proving.path)
        if old is not None:
            old.close()

    def _tell_progress(self, done: int, total: int) -> None:
        self._timeline.show_reading(done, total)

    def _tell_failure(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        self._timeline.show_failure(sentence, problems)
        if self._index is not None:
            self.tell(f"The file was not read: {sentence}. What is shown is as it was before", wrong=True)

    @on(TimelineScreen.IndexFailed)
    def _index_failed(self, event: TimelineScreen.IndexFailed) -> None:
        self._rebuild(event.reason)

    def _rebuild(self, reason: str) -> None:
        """Make an index that failed anew, once; twice would be for ever."""
        if self._following.going_on:
            return
        if self._rebuilt:
            self._tell_failure(f"its index cannot be used: {reason}")
            return
        self._rebuilt = True
        self._read_again()

    def _read_again(self) -> None:
        from timeline_tui.opening.build import Build

        self._follow(Build(self._file, name=self._title_path, as_of=self._as_of))

    # What is asked.

    @on(CommandScreen.Asked)
    def _answer(self, event: CommandScreen.Asked) -> None:
        answers: dict[str, Callable[[], object]] = {
            "quit": self.exit,
            "reload": self._reload,
            "help": self._show_help,
            "palette": self.action_command_palette,
            "known-by": self._ask_day,
            "name": self._ask_name,
            "find-in-text": self._ask_words,
            "theme": self._next_theme,
            "theme-dark": partial(self._choose_theme, "dark"),
            "theme-light": partial(self._choose_theme, "light"),
            "theme-terminal": partial(self._choose_theme, "terminal"),
        }
        answers[event.command]()

    def action_leave(self) -> None:
        """Quit, from wherever one is."""
        self.exit()

    def _reload(self) -> None:
        self._rebuilt, self._reread = False, True
        self._problems_next = self.screen.id == _PROBLEMS
        if self._problems_next:
            self.pop_screen()
        self._read_again()

    def action_command_palette(self) -> None:
        """Offer all commands by name."""
        from timeline_tui.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def _show_help(self) -> None:
        from timeline_tui.tui.commands import COMMANDS
        from timeline_tui.tui.presentation.help import help_page
        from timeline_tui.tui.screens.document import DocumentScreen

        self.push_screen(DocumentScreen("Help", partial(help_page, COMMANDS, marks=self._marks), self._marks))

    @on(TimelineScreen.ProblemsWanted)
    def _show_problems(self, event: TimelineScreen.ProblemsWanted) -> None:
        from timeline_tui.tui.presentation.problems import problems_page
        from timeline_tui.tui.screens.document import DocumentScreen

        maker = partial(problems_page, event.problems, more=event.more, marks=self._marks)
        screen = DocumentScreen(f"Problems in {visible(self._title_path)}", maker, self._marks)
        screen.id = _PROBLEMS
        self.push_screen(screen)

    @on(TimelineScreen.WeakWanted)
    def _look_for_weak(self) -> None:
        from timeline_tui.tui.weighing import Weighing

        if self._weighing is None:
            self._weighing = Weighing(self._timeline.reader.show_weak, self._marks)
        if self._index is not None:
            self._weighing.begin(self._index, self._proving.path if self._proving is not None else None)

    def _ask_name(self) -> None:
        from timeline_tui.tui.naming import QUESTION, refusal
        from timeline_tui.tui.screens.asking import Asking

        if self._index is not None:
            self.push_screen(Asking(QUESTION, "", partial(refusal, self._index)), self._show_name)

    def _show_name(self, answer: str | None) -> None:
        """Open the page of the name that was typed."""
        from timeline_tui.model.spellings import spelled

        if answer and self._index is not None and (names := spelled(answer, self._index.names())):
            self._timeline.attempt(partial(self._timeline.reader.open_name, names[0]))

    def _ask_words(self) -> None:
        from timeline_tui.tui.screens.asking import Asking

        question = "Find in this text, in large or small letters"
        self.push_screen(
            Asking(question, "", self._timeline.find_in_text), lambda answer: self._timeline.settle()
        )

    def _ask_day(self) -> None:
        from timeline_tui.tui.known_by import QUESTION, refusal, written
        from timeline_tui.tui.screens.asking import Asking

        self.push_screen(Asking(QUESTION, written(self._as_of), refusal), self._know_by)

    def _know_by(self, answer: str | None) -> None:
        """Show the timeline as it could be known on the day that was typed."""
        from timeline_tui.opening.fresh import fresh
        from timeline_tui.tui.known_by import last_day

        if answer is None or (day := last_day(answer)) == self._as_of:
            return
        self._as_of, self._rebuilt = day, False
        self._following.stop()
        if (index := fresh(self._file, day)) is not None:
            self._take(index)
        else:
            self._read_again()

    @on(TimelineScreen.Copied)
    def _copy(self, event: TimelineScreen.Copied) -> None:
        self.copy_to_clipboard(event.text)
        start = event.text if len(event.text) <= 80 else event.text[:79] + "…"
        self.tell(f"Copied, if your terminal allows it: {start}")

    @on(TimelineScreen.AddressWanted)
    def _browse(self, event: TimelineScreen.AddressWanted) -> None:
        from timeline_tui.tui.addresses import NotAnAddress, checked

        try:
            address = checked(event.address)
        except NotAnAddress as error:
            self.tell(str(error), wrong=True)
            return
        self.tell(f"Opening {address}")
        # A thread that nobody waits for: leaving must not depend on a browser.
        loop = asyncio.get_running_loop()
        Thread(target=self._open_address, args=(address, loop), daemon=True).start()

    def _open_address(self, address: str, loop: asyncio.AbstractEventLoop) -> None:
        from timeline_tui.tui.addresses import open_address

        if open_address(address):
            return
        sentence = f"No browser was found to open {address}"
        # There is nobody to tell where the reader has left meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(partial(self.call_later, self.tell, sentence, wrong=True))

    def _next_theme(self) -> None:
        names = settings.THEMES
        self._choose_theme(names[(names.index(self.theme) + 1) % len(names)])

    def _choose_theme(self, name: str) -> None:
        self.theme = name
        try:
            settings.keep_theme(name)
        except settings.Unsaved as error:
            self.tell(str(error), wrong=True)

    # A fault of the program itself.

    @property
    def failure(self) -> BaseException | None:
        """What went wrong, if anything did."""
        return self._exception

    def _fatal_error(self) -> None:
        """Leave; `run` says what happened when the terminal is the user's again."""
        self._close_messages_no_wait()


def run(
    file: Path,
    index: Index | None,
    build: Build | None,
    at: str | None,
    title_path: str,
    as_of: int | None = None,
    texts: Sequence[str] = (),
) -> int:
    """Show a file until the reader leaves; the exit code of the program.

    `as_of` is the day of which is shown what could be known; `texts` are folders of texts.
    """
    app = TimelineApp(file, index, build, at, title_path, as_of, texts)
    # Nothing that a start makes is garbage, and looking for some is a tenth of its time.
    gc.disable()
    app.run()
    if app.failure is not None:
        from timeline_tui.tui.crash import report

        sys.stderr.write(report(app.failure))
        return 1
    return app.return_code or 0
