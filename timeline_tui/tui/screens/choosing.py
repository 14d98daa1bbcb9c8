"""A question with a few answers to choose from, asked at the bottom of whatever is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from timeline_tui.visible import visible


class Choosing(ModalScreen[int | None]):
    """Ends with the number of an answer, counted from 0, or with nothing."""

    CSS_PATH: ClassVar[str] = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left", "give_up", "Back", show=False),
        Binding("j", "move('down')", "Down", show=False),
        Binding("k", "move('up')", "Up", show=False),
    ]

    def __init__(self, question: str, answers: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question, and below it the answers."""
        with Vertical():
            yield Static(self._question, markup=False, id="question")
            yield OptionList(
                *(Content(visible(answer)) for answer in self._answers), markup=False, compact=True
            )

    def on_mount(self) -> None:
        """Take away what was told last, which would lie over the answers."""
        self.app.clear_notifications()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_move(self, way: str) -> None:
        """Move the cursor as the arrows do."""
        answers = self.query_one(OptionList)
        (answers.action_cursor_down if way == "down" else answers.action_cursor_up)()

    def action_give_up(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
