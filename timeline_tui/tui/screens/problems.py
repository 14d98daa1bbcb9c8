"""The problems of the file, which follow it from save to save; Enter opens the editor at one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from timeline_tui.diagnostics.problem import Place
from timeline_tui.tui.commands import Command
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.pages.problems import problems_page
from timeline_tui.tui.reading.trouble import Listed
from timeline_tui.tui.screens.commanded import Refused
from timeline_tui.tui.screens.document import DocumentScreen
from timeline_tui.tui.widgets.page_view import DocumentMaker
from timeline_tui.tui.widgets.report import Report


class ProblemsScreen(DocumentScreen):
    """Lists problems as pictures of their places."""

    class Pointed(Report):
        """The editor is to be opened at a problem."""

        place: Place

    class Opened(Report):
        """A passage is to be opened, by the rank of its event and its position there."""

        rank: int
        position: int

    class WordsWanted(Report):
        """A passage is to get the words of its text."""

        rank: int
        position: int

    def __init__(self, title: str, listed: Listed, marks: Marks = FULL, *, fixed: bool = False) -> None:
        """`fixed` is whether the file is none that is changed from here."""
        super().__init__(title, _maker(listed, marks), marks)
        self._fixed = fixed
        self._listed = listed

    def show_problems(self, listed: Listed) -> None:
        """List these from now on, at the same line."""
        if listed != self._listed:
            self._listed = listed
            self.page.show(_maker(listed, self._marks), self.page.spot)
            self.show_hints()

    def runs(self) -> dict[str, Callable[[], object]]:
        """Moving about, leaving, and the editor."""
        own = dict.fromkeys(("open", "right", "edit"), self._point)
        return {**super().runs(), **own, "take-words": self._take_words}

    def reason_against(self, command: Command) -> str | None:
        """A problem opens in the editor."""
        if command.id in {"open", "right", "edit"}:
            return "Nothing is wrong in this file" if self._listed.nothing else None
        if command.id == "take-words":
            return (
                None
                if self._passage is not None
                else "Move to a passage first: they stand above the problems"
            )
        return super().reason_against(command)

    def hint_of(self, command: Command) -> str:
        """What Enter opens."""
        if command.id != "open":
            return super().hint_of(command)
        stop = self.page.stop
        return "open it" if stop is not None and stop.kind == "passage" else "edit there"

    def hints(self, command: Command) -> bool:
        """What is not changed from the screen is offered nowhere."""
        return super().hints(command) and not (self._fixed and command.id == "take-words")

    @property
    def _passage(self) -> tuple[int, int] | None:
        """The rank and the position of the passage under the cursor."""
        stop = self.page.stop
        if stop is None or stop.kind != "passage" or stop.rank is None:
            return None
        return stop.rank, stop.number

    def _take_words(self) -> None:
        if self._passage is not None:
            self.post_message(self.WordsWanted(*self._passage))

    def _point(self) -> None:
        stop, passage = self.page.stop, self._passage
        if passage is not None:
            self.post_message(self.Opened(*passage))
            return
        if stop is None or stop.number >= len(self._listed.problems):
            raise Refused("There is no problem under the cursor")
        self.post_message(self.Pointed(self._listed.problems[stop.number].place))


def _maker(listed: Listed, marks: Marks) -> DocumentMaker:
    return partial(
        problems_page,
        listed.problems,
        more=listed.more,
        remark=listed.remark,
        passages=listed.passages,
        faulty=listed.faulty,
        marks=marks,
    )
