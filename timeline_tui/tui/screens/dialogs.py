"""Questions asked at the bottom of what is shown: one line, one of a few, or a date and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from timeline_tui.render.document import Marks
from timeline_tui.render.wrapping import fit
from timeline_tui.session.landing import Landing, Look
from timeline_tui.session.requests import Check
from timeline_tui.session.session import Session
from timeline_tui.session.travel import meaning
from timeline_tui.tui.screens.commanded import LeftOnce
from timeline_tui.visible import visible

Answered = TypeVar("Answered")


class AskingScreen(ModalScreen[Answered | None], LeftOnce[Answered | None]):
    """Ends with an answer, or with nothing where the reader thought better of it, or clicked beside it."""

    CSS_PATH: ClassVar[str] = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", "Back", show=False)]

    def on_mount(self) -> None:
        """Take away what was told last, which would lie over what is asked."""
        self.app.clear_notifications()

    def on_click(self, event: events.Click) -> None:
        """Leave where what lies below was clicked."""
        if event.widget is self:
            self.action_give_up()

    def action_give_up(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)


class Asking(AskingScreen[str]):
    """Ends with what was typed."""

    def __init__(self, question: str, answer: str, refusal: Check) -> None:
        """`refusal` says in a sentence why an answer cannot be taken, or nothing."""
        super().__init__()
        self._question = question
        self._answer = answer
        self._refusal = refusal

    def compose(self) -> ComposeResult:
        """The question, and below it the line to type in."""
        with Vertical():
            yield Static(self._question, markup=False, id="question")
            yield Input(self._answer, select_on_focus=True, compact=True)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        answer = event.value.strip()
        if refusal := self._refusal(answer):
            self.query_one("#question", Static).update(visible(refusal))
        else:
            self.dismiss(answer)


_AT_ONCE = 10
"""Answers that have room, as the style has it."""


class Choosing(AskingScreen[int]):
    """Ends with the number of an answer, counted from 0."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "give_up", "Back", show=False),
        Binding("j", "move('down')", "Down", show=False),
        Binding("k", "move('up')", "Up", show=False),
    ]

    def __init__(self, question: str, answers: Sequence[str], marks: Marks) -> None:
        super().__init__()
        self._question = question
        self._answers = [visible(answer) for answer in answers]
        self._marks = marks

    def compose(self) -> ComposeResult:
        """The question, below it the answers, and the keys that are asked for."""
        with Vertical():
            yield Static(self._question, markup=False, id="question")
            yield OptionList(
                *(Content(f"  {answer}") for answer in self._answers), markup=False, compact=True
            )
            count = len(self._answers)
            more = f"; there are {count}, more below" if count > _AT_ONCE else ""
            yield Static(f"Enter chooses it, Esc goes back{more}", id="keys")

    @on(OptionList.OptionHighlighted)
    def _mark(self, event: OptionList.OptionHighlighted) -> None:
        """Colours alone would not say which one is meant."""
        for number, answer in enumerate(self._answers):
            mark = self._marks.here if number == event.option_index else " "
            event.option_list.replace_option_prompt_at_index(number, Content(f"{mark} {answer}"))

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_move(self, way: str) -> None:
        """Move the cursor as the arrows do."""
        answers = self.query_one(OptionList)
        (answers.action_cursor_down if way == "down" else answers.action_cursor_up)()


Answer = tuple[Look, Landing]
_LINES = 3
"""What the text means is cut to about so many, which a narrow terminal needs for a hint."""


class TimeBox(AskingScreen[Answer]):
    """Ends with where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Choice before", show=False, priority=True),
        Binding("down", "choose(1)", "Next choice", show=False, priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._marks = session.marks
        self._found = meaning(session, "")
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """What the text means, where it leads, and the line to type in."""
        with Vertical():
            yield Static(id="meant", markup=False)
            yield Static(id="landings", markup=False)
            yield Input(compact=True)

    def on_mount(self) -> None:
        """Say what can be typed."""
        self._draw()

    @on(Input.Changed)
    def _change(self, event: Input.Changed) -> None:
        self._found, self._chosen = meaning(self._session, event.value), 0
        self._draw()

    def action_choose(self, by: int) -> None:
        """Choose another of the events that it can lead to."""
        if landings := self._found.landings:
            self._chosen = (self._chosen + by) % len(landings)
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Cut what is said to the new width."""
        self._draw()

    def _draw(self) -> None:
        width = max(self.app.size.width - 2, 1)
        meant = fit(visible(self._found.sentence), _LINES * width, self._marks.more)
        self.query_one("#meant", Static).update(Content(meant))
        lines = [
            f"{self._marks.here if number == self._chosen else ' '} {visible(landing.words)}"
            for number, landing in enumerate(self._found.landings)
        ]
        landings = self.query_one("#landings", Static)
        landings.display = bool(lines)
        landings.update(Content("\n".join(fit(line, width, self._marks.more) for line in lines)))

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        # What was typed last may not have been looked at yet.
        found = meaning(self._session, event.value)
        if found.landings:
            self.dismiss((found, found.landings[min(self._chosen, len(found.landings) - 1)]))
        elif not event.value.strip():
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Go where the event is that was clicked."""
        if event.widget is self.query_one("#landings"):
            self._chosen = min(max(event.y, 0), len(self._found.landings) - 1)
            self.dismiss((self._found, self._found.landings[self._chosen]))
