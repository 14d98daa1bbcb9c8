"""The help: searched by its words, and each of its lines does what it says."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from timeline_tui.render.document import FULL, Marks
from timeline_tui.render.notices import help_page
from timeline_tui.session.commands import BY_ID, COMMANDS, Command, Where
from timeline_tui.session.page_pane import DocumentMaker
from timeline_tui.session.signal import Refused
from timeline_tui.system import Act
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.page_screen import DocumentScreen
from timeline_tui.tui.widgets.page_view import PageView


class HelpScreen(DocumentScreen):
    """The keys and the marks; what is typed behind `/` leaves the lines that have those words."""

    def __init__(self, marks: Marks = FULL) -> None:
        super().__init__("Help", _maker("", marks), marks)

    def compose(self) -> ComposeResult:
        """A title, what is looked for, the page, the keys."""
        bar, *rest = super().compose()
        yield bar
        yield Input(placeholder="words of the help", compact=True, id="sought")
        yield from rest

    @property
    def _sought(self) -> Input:
        return self.query_one("#sought", Input)

    def where(self) -> Where:
        """While words are typed, letters are no keys."""
        return "query" if self._sought.has_focus else "page"

    def runs(self) -> dict[str, Act]:
        """Moving about, looking for words, doing what the line says, and leaving."""
        doing = dict.fromkeys(("open", "right"), self._do)
        looking = {"find": self._seek, "keep-query": self._keep_words}
        leaving = dict.fromkeys(("back", "drop-query"), self._back)
        return {**super().runs(), **doing, **looking, **leaving}

    def reason_against(self, command: Command) -> str | None:
        """Words are looked for in the help itself, and a line of it does what it says."""
        is_own = command.id in {"find", "open", "right"}
        is_moving = self.where() == "query" and command.id in self.runs()
        return None if is_own or is_moving else super().reason_against(command)

    def hints(self, command: Command) -> bool:
        """What can be done in the help."""
        if command.id == "open":
            return self.where() == "page" and self.page.stop is not None
        if command.id == "find":
            return self.where() == "page"
        return super().hints(command) and (self.where() == "page" or command.id in self.runs())

    def hint_of(self, command: Command) -> str:
        """What Enter does."""
        return "do it" if command.id == "open" else super().hint_of(command)

    def _seek(self) -> None:
        # What is not displayed cannot be typed in.
        self._sought.display = True
        self._sought.focus()

    def _back(self) -> None:
        """End what was looked for, and then leave."""
        if not self._sought.display:
            self.dismiss()
            return
        self.set_focus(None)
        self._sought.display = False
        self._sought.value = ""

    @on(Input.Changed, "#sought")
    def _look(self, event: Input.Changed) -> None:
        event.stop()
        self.page.show(_maker(event.value, self._marks))

    @on(Input.Submitted, "#sought")
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep_words()
        self.show_hints()

    def _keep_words(self) -> None:
        self.set_focus(None)

    def _do(self, *, clicked: bool = False) -> None:
        """Leave, and do what the line under the cursor says; stay where that cannot be done, and say why."""
        if self.app.screen is not self:
            # It was clicked twice, and the first of them has left.
            return
        stop, below = self.page.stop, self.app.screen_stack[-2]
        if stop is None or not isinstance(below, CommandScreen):
            raise Refused("There is no command here")
        command = BY_ID[stop.target]
        if command.id == "help":
            raise Refused("This is the help; Esc goes back")
        if command.id == "quit" and not clicked:
            # Enter at the end of the help is no wish to leave.
            raise Refused("q quits")
        if reason := below.reason_against(command):
            raise Refused(reason)
        self.dismiss()
        below.call_later(below.action_command, command.id)

    @on(PageView.Pressed)
    def _press(self, event: PageView.Pressed) -> None:
        event.stop()
        self.attempt(partial(self._do, clicked=True))


def _maker(sought: str, marks: Marks) -> DocumentMaker:
    return partial(help_page, COMMANDS, marks=marks, sought=sought)
