"""The problems of the file, which follow it from save to save."""

from __future__ import annotations

from functools import partial

from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.problems import problems_page
from timeline_tui.tui.screens.document import DocumentScreen
from timeline_tui.tui.trouble import Listed
from timeline_tui.tui.widgets.page_view import DocumentMaker


class ProblemsScreen(DocumentScreen):
    """Lists problems as pictures of their places."""

    def __init__(self, title: str, listed: Listed, marks: Marks = FULL) -> None:
        super().__init__(title, _maker(listed, marks), marks)
        self._listed = listed

    def show_problems(self, listed: Listed) -> None:
        """List these from now on, at the same line."""
        if listed != self._listed:
            self._listed = listed
            self.page.show(_maker(listed, self._marks), self.page.spot)
            self.show_hints()


def _maker(listed: Listed, marks: Marks) -> DocumentMaker:
    return partial(problems_page, listed.problems, more=listed.more, remark=listed.remark, marks=marks)
