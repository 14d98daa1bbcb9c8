"""Which file of a folder an event stands in."""

from __future__ import annotations

from pathlib import Path

from timeline_tui.editing.splicing import CannotEdit, laid_out
from timeline_tui.editing.within import position_of_event
from timeline_tui.model.timeline import Event
from timeline_tui.opening.members import Member, members_now

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
