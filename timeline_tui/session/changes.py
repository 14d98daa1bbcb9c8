"""The edits of this run, and which file of a folder an event stands in."""

from __future__ import annotations

from pathlib import Path

from timeline_tui.edit.passages import position_of_event
from timeline_tui.edit.save import Journal, NotSaved, Version
from timeline_tui.edit.splice import CannotEdit, laid_out
from timeline_tui.jobs.members import Member, members_now
from timeline_tui.model.timeline import Event

_MOST_BYTES = 256 << 20


def home_of(folder: Path, event: Event | None) -> Member | None:
    """The file that holds the event, or the first one where that cannot be told; None where there is none."""
    files = members_now(folder)
    left = _MOST_BYTES
    for member in files if event is not None else ():
        left -= member.stamp.size
        if left < 0:
            break
        if event is not None and _holds(member.path, event):
            return member
    return files[0] if files else None


def _holds(path: Path, event: Event) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    # What is not even in its bytes need not be looked for.
    if (event.id or "").encode() not in data and event.title[:20].encode() not in data:
        return False
    try:
        position_of_event(data, laid_out(data), event)
    except CannotEdit:
        return False
    return True


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
