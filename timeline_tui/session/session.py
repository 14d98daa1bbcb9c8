"""The state of one open timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.render.document import FULL, Marks
from timeline_tui.session.list_pane import ListPane
from timeline_tui.session.page_pane import PagePane
from timeline_tui.session.signal import Changed

if TYPE_CHECKING:
    from timeline_tui.session.trouble import Trouble
    from timeline_tui.session.window import Rows


class Refused(Exception):  # noqa: N818 - nothing went wrong
    """What was asked for cannot be done here; it says why in a sentence."""


class Session:
    """What is open, where in it a reader is, and what is known of it."""

    def __init__(self, file: str, marks: Marks = FULL, rows: Rows = "normal", *, fixed: bool = False) -> None:
        """`file` is what to call it; what is `fixed` is not to be changed."""
        self.changed = Changed()
        self.events = ListPane(self.changed, rows)
        self.page = PagePane(self.changed)
        self.file = file
        self.marks = marks
        self.fixed = fixed
        self.notice = ""
        """The sentence that was told last."""
        self._failed = False
        self._trouble: Trouble | None = None
        self._progress: tuple[int, int] | None = None

    def tell(self, sentence: str) -> None:
        """Say a sentence, in the place of the one before."""
        self.notice = sentence
        self.changed.tell("notice")

    @property
    def trouble(self) -> Trouble | None:
        """Why what is shown is not all of what stands in the file."""
        return self._trouble

    @trouble.setter
    def trouble(self, trouble: Trouble | None) -> None:
        self._trouble = trouble
        self.changed.tell("trouble")

    @property
    def progress(self) -> tuple[int, int] | None:
        """How far the file is read, in bytes done and in all; None where it is not being read."""
        return self._progress

    @progress.setter
    def progress(self, progress: tuple[int, int] | None) -> None:
        self._progress = progress
        self.changed.tell("progress")

    @property
    def failed(self) -> bool:
        """Whether nothing of the file can be shown."""
        return self._failed

    @failed.setter
    def failed(self, failed: bool) -> None:
        if failed != self._failed:
            self._failed = failed
            self.changed.tell("failure")
