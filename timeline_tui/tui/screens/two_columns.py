"""Two versions of one place, side by side, of which one is taken."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from timeline_tui.edit.two_versions import Taken
from timeline_tui.render.document import Marks
from timeline_tui.render.phrases import short
from timeline_tui.render.wrapping import fit
from timeline_tui.session.requests import Compare
from timeline_tui.tui.screens.page_screen import PageOverlay
from timeline_tui.tui.widgets.bars import Bar, Hint, HintBar

_BACK = Hint("back", "Esc", "back", 2)
_LONGEST = 16
"""Cells of the name of a version in the line of keys."""


class VersionsScreen(PageOverlay[tuple[int, Taken]]):
    """Ends with the number of the place and what is taken there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "take('first')", "The first", show=False),
        Binding("2", "take('second')", "The second", show=False),
        Binding("3", "take('both')", "Both", show=False),
        Binding("tab,n,right", "step(1)", "Next", show=False),
        Binding("shift+tab,N", "step(-1)", "Previous", show=False),
        Binding("escape,left,q", "go_back", "Back", show=False),
    ]

    def __init__(self, asked: Compare, marks: Marks) -> None:
        super().__init__(marks)
        self._asked = asked
        self._at = asked.first

    def on_mount(self) -> None:
        """Show the first place."""
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """Show another place."""
        self._at = (self._at + by) % len(self._asked.makers)
        self.query_one("#title", Bar).show_title(self._asked.titles[self._at], self._marks)
        self._page.show(self._asked.makers[self._at])
        both = (Hint("both", "3", "keep both", 3),) if self._asked.both[self._at] else ()
        more = (Hint("next", "Tab", "next place", 1),) if len(self._asked.makers) > 1 else ()
        first, second = (f"take {fit(short(name), _LONGEST)}" for name in self._asked.names[self._at])
        self.query_one(HintBar).show_hints(
            (Hint("first", "1", first, 3), Hint("second", "2", second, 3), *both, *more, _BACK)
        )

    @on(HintBar.HintClicked)
    def _run_hint(self, event: HintBar.HintClicked) -> None:
        match event.command:
            case "first" | "second" | "both" as taken:
                self.action_take(taken)
            case "next":
                self.action_step(1)
            case _:
                self.action_go_back()

    def action_take(self, taken: Taken) -> None:
        """Take it, where both can stay also both."""
        if taken != "both" or self._asked.both[self._at]:
            self.dismiss((self._at, taken))

    def action_go_back(self) -> None:
        """Leave both there."""
        self.dismiss(None)
