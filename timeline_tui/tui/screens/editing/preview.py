"""What is about to be written into a file, to be looked at before it is."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from timeline_tui.tui.presentation.marks import Marks
from timeline_tui.tui.screens.themed import Overlay
from timeline_tui.tui.widgets.bars import Bar, Hint, HintBar
from timeline_tui.tui.widgets.page_view import DocumentMaker, PageView

_HINTS = (Hint("write", "Enter", "write it", 3), Hint("go_back", "Esc", "back, nothing is written", 2))


class Preview(Overlay[bool]):
    """Ends with whether it is to be written."""

    CSS_PATH: ClassVar[str] = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,y", "write", "Write", show=False),
        Binding("escape,left,n,q", "go_back", "Back", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def __init__(self, title: str, maker: DocumentMaker, marks: Marks) -> None:
        super().__init__()
        self._title = title
        self._maker = maker
        self._marks = marks

    def compose(self) -> ComposeResult:
        """Where it goes, the lines, the keys."""
        with Vertical():
            yield Bar(id="title")
            yield PageView(self._marks)
            yield HintBar()

    def on_mount(self) -> None:
        """Show the lines."""
        self.query_one("#title", Bar).show_title(self._title, self._marks)
        self.query_one(PageView).show(self._maker)
        self.query_one(HintBar).show_hints(_HINTS)

    @on(HintBar.Chosen)
    def _run_hint(self, event: HintBar.Chosen) -> None:
        self.dismiss(event.command == "write")

    def action_write(self) -> None:
        """Let it be written."""
        self.dismiss(True)

    def action_go_back(self) -> None:
        """Let nothing be written."""
        self.dismiss(False)

    def action_scroll(self, direction: int) -> None:
        """Move by a line."""
        self.query_one(PageView).step(direction)

    def action_page(self, direction: int) -> None:
        """Move by as much as is in sight."""
        self.query_one(PageView).page(direction)
