"""The edits of this run, whichever files they are of, so that the last one can be taken back."""

from __future__ import annotations

from pathlib import Path

from timeline_tui.editing.journal import Journal
from timeline_tui.editing.saving import NotSaved, Version


class Changes:
    """A journal for each file, and which of them has the last edit."""

    def __init__(self) -> None:
        self._journals: dict[Path, Journal] = {}
        self._order: list[Journal] = []

    def save(self, path: Path, before: Version, data: bytes, what: str) -> Version:
        """Write these bytes over a version of a file; `NotSaved` where it stays as it is."""
        journal = self._journals.setdefault(path.resolve(), Journal(path))
        after = journal.save(before, data, what)
        if data != before.data:
            self._order.append(journal)
        return after

    def undo(self) -> tuple[str, Path]:
        """Take the last edit back; what it did, and in which file. `NotSaved` where it stays."""
        if not self._order:
            raise NotSaved("nothing was written since the program was started, so nothing is taken back")
        journal = self._order[-1]
        what = journal.last or ""
        journal.undo()
        self._order.pop()
        return what, journal.path
