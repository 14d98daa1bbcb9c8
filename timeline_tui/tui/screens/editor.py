"""The built-in editor: a file to type into, checked after each pause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import TextArea
from textual.worker import Worker, get_current_worker

from timeline_tui.edit.draft import Draft, NotLegible
from timeline_tui.edit.save import ChangedMeanwhile, NotSaved, Version, read
from timeline_tui.problems.problem import Problem
from timeline_tui.render.document import Marks, Role
from timeline_tui.render.yaml_lines import State, difference_page, said_lines, title_line
from timeline_tui.session.commands import Command, Where
from timeline_tui.system import Act
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.dialogs import Asking, Choosing
from timeline_tui.tui.screens.page_screen import DocumentScreen
from timeline_tui.tui.widgets.bars import Bar, HintBar, Lines
from timeline_tui.tui.widgets.yaml_area import Underline, YamlArea

Answers: TypeAlias = dict[str, Act]
_PAUSE = 0.4
"""Seconds without a letter after which the file is checked."""


class WritingScreen(CommandScreen):
    """Ends when the reader leaves it; tells `saved` after each save."""

    CSS_PATH: ClassVar[str] = "editor.tcss"

    def __init__(
        self,
        draft: Draft,
        at: tuple[int, int],
        check: Callable[[bytes], Sequence[Problem]],
        saved: Act,
        marks: Marks,
    ) -> None:
        """`at` is the line and the column to begin at, counted from 0."""
        super().__init__()
        self._draft = draft
        self._at = at
        self._check = check
        self._saved = saved
        self._marks = marks
        self._problems: Sequence[Problem] | None = None
        self._way = 0
        """Where to go as soon as the problems are known: 1 for the next one, -1 for the one before."""
        self._pause: Timer | None = None
        self._state: State = ""
        self._unchanged: State = ""
        self._words = ""
        self._area = YamlArea(draft.legible, self.make_inks())

    def compose(self) -> ComposeResult:
        """The file's name, the file, what is wrong, the keys."""
        yield Bar(id="title")
        yield self._area
        yield Lines(id="said")
        yield HintBar()

    def on_mount(self) -> None:
        """Begin at the place that was asked for."""
        self._area.focus()
        self._go_to(self._at)
        # Where it stands on the screen is known only once the lines are wrapped.
        self.call_after_refresh(self._area.scroll_cursor_visible, center=True)
        self._look()
        self.settle()

    def _go_to(self, place: tuple[int, int]) -> None:
        self._area.move_cursor(self._area.clamp_visitable(place), center=True)

    def recolour(self) -> None:
        """Colour the file, too."""
        super().recolour()
        self._area.recolour(self.make_inks(), self.app.theme)

    def where(self) -> Where:
        """What the keys act on."""
        return "editor"

    def runs(self) -> Answers:
        """What is done with the file as a whole."""
        return {
            "save": self.save,
            "find-typed": self._ask_words,
            "find-again": self._find_again,
            "next-problem": partial(self._step, 1),
            "previous-problem": partial(self._step, -1),
            "undo-typing": self._area.undo,
            "leave-editor": self._leave,
        }

    def hints(self, command: Command) -> bool:
        """Only what there is is hinted at."""
        return super().hints(command) and (command.id != "next-problem" or bool(self._problems))

    # Typing.

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost without saving."""
        return self._draft.is_changed(self._area.text)

    @on(TextArea.Changed)
    def _wait(self) -> None:
        self._state = "not saved"
        self._draw_title()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look)

    @on(TextArea.SelectionChanged)
    def _draw_said(self) -> None:
        row, column = self._area.cursor_location
        self.query_one("#said", Lines).show(
            partial(said_lines, self._problems, row + 1, column + 1, marks=self._marks)
        )

    @on(YamlArea.NotTaken)
    def _refuse(self, event: YamlArea.NotTaken) -> None:
        self.tell(event.reason)

    def _draw_title(self) -> None:
        name, stand_ins = self._draft.path.name, self._draft.legible.stand_ins
        self.query_one("#title", Bar).show(
            partial(title_line, name, self._state, stand_ins, marks=self._marks)
        )

    def settle(self) -> None:
        """Bring the bars in line with what was just done."""
        super().settle()
        self._draw_title()
        self._draw_said()

    # Finding.

    def _ask_words(self) -> None:
        question = "Find in this file, in large or small letters"
        self.app.push_screen(Asking(question, self._words, self._find), lambda answer: self.settle())

    def _find_again(self) -> None:
        if not self._words:
            self._ask_words()
        elif refusal := self._find(self._words):
            self.tell(refusal)

    def _find(self, words: str) -> str | None:
        """Select the next place that has the words; in a sentence, that there is none."""
        self._words = words
        return None if not words or self._area.find(words) else f"“{words}” is nowhere in this file"

    # What is wrong.

    def _look(self) -> None:
        data = self._draft.data(self._area.text)
        self._state = "not saved" if self.is_changed else self._unchanged
        self._draw_title()
        self.run_worker(partial(self._find_problems, data), thread=True, exclusive=True, exit_on_error=False)

    def _find_problems(self, data: bytes) -> None:
        problems = self._check(data)
        worker: Worker[object] = get_current_worker()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_problems, problems)

    def _take_problems(self, problems: Sequence[Problem]) -> None:
        if not self.is_attached:
            return
        self._problems = sorted(problems, key=lambda problem: (problem.place.line, problem.place.column))
        self._area.mark([_mark(problem) for problem in self._problems])
        if self._way:
            way, self._way = self._way, 0
            self._step(way)
        self.settle()

    def _step(self, way: int) -> None:
        """Go to the next place where something is wrong, from the last one to the first."""
        here = self._area.cursor_location
        places = [_place(problem) for problem in self._problems or ()]
        beyond = [place for place in places[::way] if (place > here if way > 0 else place < here)]
        if self._problems is None:
            self._way = way
            self.tell("It is still looked for what is wrong; as soon as that is known, it is gone to")
        elif not places:
            self.tell("Nothing is wrong in this file")
        else:
            self._go_to(beyond[0] if beyond else places[::way][0])

    # Saving and leaving.

    def save(self, over: Version | None = None, then: Act | None = None) -> None:
        """Write the file, and do something then; say why where it stays as it is."""
        try:
            self._draft.save(self._area.text, over)
        except ChangedMeanwhile as error:
            self._show_theirs(error)
        except NotSaved as error:
            self.tell(f"Not saved: {error}. {error.hint or ''}")
        else:
            self._state = self._unchanged = "saved"
            self.settle()
            self._saved()
            if then is not None:
                then()

    def _show_theirs(self, error: ChangedMeanwhile) -> None:
        """Show what somebody else saved meanwhile, then ask what is to become of it."""
        try:
            theirs = read(self._draft.path)
        except NotSaved as gone:
            self.tell(f"Not saved: {gone}")
            return
        said = ("Esc goes on to what is to become of it; nothing is lost yet",)
        page = partial(difference_page, said, error.difference, marks=self._marks)
        screen = DocumentScreen("Not saved: somebody else changed the file meanwhile", page, self._marks)
        self.app.push_screen(screen, lambda _: self._ask_whose(theirs))

    def _ask_whose(self, theirs: Version) -> None:
        answers: Answers = {
            "Go on writing, and decide later": lambda: None,
            "Take theirs; Ctrl+Z brings yours back": partial(self._take_theirs, theirs),
            "Save yours over theirs": partial(self.save, theirs),
        }
        self._ask("Somebody else saved this file since it was read", answers)

    def _take_theirs(self, theirs: Version) -> None:
        try:
            self._area.take(self._draft.take(theirs))
        except NotLegible as error:
            self.tell(f"What they saved cannot be shown here: {error}")

    def _leave(self) -> None:
        self.ask_to_leave(self.dismiss)

    def ask_to_leave(self, leave: Act) -> None:
        """Leave by this way, once it is clear what is to become of what is not saved."""
        if not self.is_changed:
            leave()
            return
        answers: Answers = {
            "Save, and leave": partial(self.save, None, leave),
            "Leave without saving": leave,
            "Go on writing": lambda: None,
        }
        self._ask("What you typed is not saved", answers)

    def _ask(self, question: str, answers: Answers) -> None:
        def answer(number: int | None) -> None:
            if number is not None:
                list(answers.values())[number]()

        self.app.push_screen(Choosing(question, list(answers), self._marks), answer)

    def keep(self) -> Path | None:
        """Write what is not saved beside the file, where nobody can be asked any more."""
        return self._draft.keep(self._area.text) if self.is_changed else None

    def copy(self) -> None:
        """Copy what is selected, or say how to leave instead."""
        if self._area.selected_text:
            self._area.action_copy()
        else:
            self.tell("Esc leaves the editor, Ctrl+Q the program")


def _place(problem: Problem) -> tuple[int, int]:
    return max(problem.place.line - 1, 0), max(problem.place.column - 1, 0)


def _mark(problem: Problem) -> Underline:
    line, start = _place(problem)
    role: Role = "error" if problem.severity == "error" else "warning"
    return Underline(line, start, start + max(problem.place.length, 1), role)
