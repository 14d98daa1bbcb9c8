"""The program on the screen: themes, what it is asked, and leaving the terminal as it was."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.filter import LineFilter, NoColor
from textual.worker import WorkerFailed

from timeline_tui.index.reader import Unusable
from timeline_tui.render.document import marks_for
from timeline_tui.render.wrapping import fit
from timeline_tui.session import settings
from timeline_tui.session.commands.command import ANYWHERE
from timeline_tui.system import end_on_signals
from timeline_tui.tui import themes
from timeline_tui.tui.opened import Opened
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.timeline import TimelineScreen
from timeline_tui.tui.terminal import Gate, InAscii
from timeline_tui.tui.typed_bytes import take_all_bytes
from timeline_tui.tui.typing import LEAVING, InTurn, Typed
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider
    from textual.message_pump import MessagePump

    from timeline_tui.index.reader import Index
    from timeline_tui.index.shown import View
    from timeline_tui.jobs.build import Build
    from timeline_tui.session.window import Rows
    from timeline_tui.tui.answers import Answers
    from timeline_tui.tui.clipboard import Tool
    from timeline_tui.tui.screens.document import ProblemsScreen
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


def _commands() -> type[Provider]:
    from timeline_tui.tui.palette import DeclaredCommands

    return DeclaredCommands


class TimelineApp(App[None], inherit_bindings=False):
    """Shows one file."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
        Binding("ctrl+c", "copy_or_leave", "Quit", show=False, priority=True),
    ]
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
        self.opened = Opened(wanted.file, wanted.name, self.timeline, self.tell, wanted.as_of)
        self._in_turn = InTurn(self, self._hand_on, self._is_letter, self._is_done)
        self._settings, self._notice = settings.read()
        self.opened.texts = [Path(folder).expanduser() for folder in wanted.texts or self._settings.texts]
        for theme in themes.ALL:
            self.register_theme(theme)
        self.set_reactive(App.theme, self._settings.theme)
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
        end_on_signals(lambda code: self.exit(return_code=code))
        # While it was stopped, its screen was another program's.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def _begin(self) -> None:
        """Show what there is, and listen to what comes."""
        if self._notice:
            self.tell(self._notice)
        self.opened.begin(*self._first)
        self._first = None, None, None

    async def on_event(self, event: events.Event) -> None:
        """What is typed is for what the key before it has opened or left."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._in_turn.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, typed: Typed) -> MessagePump | None:
        """Let it do its work; the widget that does it later, where one does."""
        screen, focused = self.screen, self.focused
        key = typed.key if isinstance(typed, events.Key) and typed.key not in LEAVING else None
        if key is not None and focused is None and isinstance(screen, CommandScreen):
            self.app_focus = True
            if screen.where() not in ANYWHERE and (boxes := screen.focus_chain):
                # It was hidden when the window was too small or another was used.
                screen.set_focus(focused := boxes[0])
            elif screen.press(key):
                return None
        await super().on_event(typed)
        return focused or screen

    def _is_letter(self, typed: Typed) -> bool:
        box = self.focused
        if box is None or isinstance(typed, events.Paste):
            return box is not None
        return box.check_consume_key(typed.key, typed.character)

    def _is_done(self, of_letters: bool) -> bool:
        return not getattr(self.screen, "is_looking_up" if of_letters else "is_waiting", False)

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

    def look_again(self, at: str | None = None) -> None:
        """Read the file now, and go to the event with this id when it is there."""
        self.opened.look_again(at)

    # What is asked.

    @cached_property
    def answers(self) -> Answers:
        """What it does for each command that is no screen's own."""
        from timeline_tui.tui.answers import Answers

        return Answers(self)

    @on(CommandScreen.Asked)
    def _answer(self, event: CommandScreen.Asked) -> None:
        if isinstance(self.screen, CommandScreen):
            self.screen.asked = None
        try:
            self.answers.answer(event.command)
        except Unusable as error:
            self.timeline.fail(error)

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
        if "answers" in self.__dict__ and (sentence := self.answers.unsaved()):
            self.tell(sentence)
        else:
            self.exit()

    def action_copy_or_leave(self) -> None:
        """Quit, but where something is typed: there the key copies."""
        if self.writing is not None and self.screen is self.writing:
            self.writing.copy()
        else:
            self.action_leave()

    def action_command_palette(self) -> None:
        """Offer all commands by name."""
        from timeline_tui.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    @on(TimelineScreen.IndexFailed)
    def _index_failed(self, event: TimelineScreen.IndexFailed) -> None:
        self.opened.rebuild(event.reason)

    @on(TimelineScreen.Judged)
    def _list_problems_anew(self) -> None:
        # It can come when the program is ending, and its screens are gone.
        if self.screen_stack and self.screen is not self.timeline:
            self.answers.list_problems_anew()

    def on_problems_screen_pointed(self, event: ProblemsScreen.Pointed) -> None:
        """Open the editor at a problem."""
        self.answers.edit_at(event.place)

    def on_problems_screen_opened(self, event: ProblemsScreen.Opened) -> None:
        """Leave the problems for a passage."""
        self.pop_screen()
        self.answers.open_passage(event.rank, event.position)

    def on_problems_screen_words_wanted(self, event: ProblemsScreen.WordsWanted) -> None:
        """Put the words of the text in the place of a passage that is listed."""
        self.timeline.attempt(partial(self.answers.take_words, event.rank, event.position))

    @on(TimelineScreen.AllWanted)
    def _show_all_known(self) -> None:
        self.answers.show_all_known()

    @on(TimelineScreen.WeakWanted)
    def _look_for_weak(self) -> None:
        self.opened.weigh()

    @on(TimelineScreen.Copied)
    def _copy(self, event: TimelineScreen.Copied) -> None:
        self.copy_to_clipboard(event.text)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by way of the terminal and, where there is one, of a tool; then say where it went."""
        from timeline_tui.session.background import beside
        from timeline_tui.tui.clipboard import put, tools

        super().copy_to_clipboard(text)
        environment = dict(os.environ)
        if likely := tools(environment):
            beside(partial(put, text, likely, environment), partial(self._tell_copied, text))
        else:
            self._tell_copied(text, None)

    def _tell_copied(self, text: str, tool: Tool | None) -> None:
        where = f" to {tool.where}" if tool is not None else ", if your terminal allows it"
        self.tell(f"Copied{where}: {fit(' '.join(text[:400].split()), 80)}")

    @on(TimelineScreen.AddressWanted)
    def _browse(self, event: TimelineScreen.AddressWanted) -> None:
        self.answers.browse(event.address)

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


def run(wanted: Wanted, index: Index | None, build: Build | None) -> int:
    """Show a file until the reader leaves; the exit code of the program."""
    take_all_bytes()
    app = TimelineApp(wanted, index, build)
    app.run()
    if app.writing is not None and (kept := app.writing.keep()) is not None:
        sys.stderr.write(f"What was not saved is in {visible(str(kept))}\n")
    if "answers" in app.__dict__ and app.answers.keep():
        sys.stderr.write("What you typed into a form is kept, and is there when the form is opened again\n")
    if app.failure is not None:
        from timeline_tui.tui.crash import report

        sys.stderr.write(report(app.failure))
        return 1
    return app.return_code or 0
