"""A page on a screen of its own: the help, the problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from timeline_tui.tui.commands import Command
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.widgets.bars import Bar, HintBar
from timeline_tui.tui.widgets.page_view import DocumentMaker, PageView


class DocumentScreen(CommandScreen):
    """Shows a document until the reader goes back."""

    CSS_PATH: ClassVar[str] = "document.tcss"

    def __init__(self, title: str, maker: DocumentMaker, marks: Marks = FULL) -> None:
        super().__init__()
        self._title = title
        self._maker = maker
        self._marks = marks

    def compose(self) -> ComposeResult:
        """A title, the page, the keys."""
        yield Bar(id="title")
        yield PageView(self._marks)
        yield HintBar()

    def on_mount(self) -> None:
        """Show the document."""
        self.query_one("#title", Bar).show_title(self._title, self._marks)
        self.page.active = True
        self.page.show(self._maker)
        self.show_hints()

    @property
    def page(self) -> PageView:
        """The page."""
        return self.query_one(PageView)

    def runs(self) -> dict[str, Callable[[], object]]:
        """Moving about, and leaving."""
        page = self.page
        return {
            "up": lambda: page.step(-1),
            "down": lambda: page.step(1),
            "page-up": lambda: page.page(-1),
            "page-down": lambda: page.page(1),
            "first": page.go_top,
            "last": page.go_end,
            "next-stop": lambda: page.jump(1),
            "previous-stop": lambda: page.jump(-1),
            **dict.fromkeys(("back", "left"), self.dismiss),
        }

    def reason_against(self, command: Command) -> str | None:
        """Nothing opens from here."""
        if command.id in {"open", "right"}:
            return "Nothing opens from here; Esc goes back"
        if command.id in {"help", "problems", "known-by", "edit", "take-words"}:
            return "Esc goes back to the timeline first"
        return super().reason_against(command)

    @on(PageView.Made)
    def _made(self) -> None:
        # What Enter opens is known only now.
        self.show_hints()

    @on(PageView.Pressed)
    def _keep(self, event: PageView.Pressed) -> None:
        event.stop()
