"""Where a timeline was left, from one run of the program to the next; nothing depends on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.jobs.cache import index_name, state_folder
from timeline_tui.session.journey import LeftPlace
from timeline_tui.session.settings import KeptOfTimelines

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.session.session import Session

_MOST_BYTES = 1 << 20
_MOST_FILES = 500
"""Timelines of which a place is kept; the one that was left longest ago goes first."""
_LONGEST = 1000
"""Characters of an id or a date; longer ones are no place worth keeping."""


def resume(session: Session) -> None:
    """Let a session begin where the file was left, unless it was said what to look at."""
    session.remembers = session.wanted.origin != "piped"
    asks = session.wanted.at or session.wanted.cover or session.view.query.strip()
    session.left = read(session.wanted.file) if session.remembers and not asks else None


def leave(session: Session) -> bool:
    """Remember where the session is left; whether that is done, where it is to be."""
    from timeline_tui.index.reader import Unusable

    if not session.remembers or session.index is None:
        return True
    try:
        row = session.row
    except Unusable:
        return False
    told = write(session.wanted.file, None if row is None else LeftPlace(row.id, row.date))
    return told and _remember_events(session.index)


def _remember_events(index: Index) -> bool:
    """Remember what the events say, so that it can be asked what changed since; whether that is done."""
    from timeline_tui.diff.remembered import left_folder, remember_left
    from timeline_tui.index.reader import Unusable

    try:
        remember_left(left_folder(), index)
    except (OSError, Unusable):
        return False
    return True


def read(file: Path) -> LeftPlace | None:
    """Where this timeline was left; None where nobody knows, or what is kept cannot be used."""
    match _places().all().get(index_name(file)):
        case [str(event), str() | None as date]:
            return LeftPlace(event, date)
    return None


def write(file: Path, place: LeftPlace | None) -> bool:
    """Keep this in the place of what was kept of this timeline; whether it is."""
    is_worth_it = place is not None and all(len(text or "") <= _LONGEST for text in place)
    return _places().put(index_name(file), list(place) if place is not None and is_worth_it else None)


def _places() -> KeptOfTimelines:
    return KeptOfTimelines(state_folder() / "places.json", _MOST_BYTES, _MOST_FILES)
