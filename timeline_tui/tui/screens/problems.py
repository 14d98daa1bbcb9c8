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

    def __init__(self, title: str, listed: Listed, marks: Marks = FULL) -> None:
        super().__init__(title, _maker(listed, marks), marks)
        self._listed = listed

    def show_problems(self, listed: Listed) -> None:
        """List these from now on, at the same line."""
        if listed != self._listed:
            self._listed = listed
            self.page.show(_maker(listed, self._marks), self.page.spot)
            self.show_hints()

    def runs(self) -> dict[str, Callable[[], object]]:
        """Moving about, leaving, and the editor."""
        return {**super().runs(), **dict.fromkeys(("open", "right", "edit"), self._point)}

    def reason_against(self, command: Command) -> str | None:
        """A problem opens in the editor."""
        if command.id in {"open", "right", "edit"}:
            return "Nothing is wrong in this file" if self._listed.nothing else None
        return super().reason_against(command)

    def hint_of(self, command: Command) -> str:
        """What Enter opens."""
        if command.id != "open":
            return super().hint_of(command)
        stop = self.page.stop
        return "open it" if stop is not None and stop.kind == "passage" else "edit there"

    def _point(self) -> None:
        stop = self.page.stop
        if stop is not None and stop.kind == "passage" and stop.rank is not None:
            self.post_message(self.Opened(stop.rank, stop.number))
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
