"""The place of the file that the editor is opened at."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from timeline_tui.edit.save import NotSaved
from timeline_tui.edit.whereabouts import spot_of_event, spot_of_key
from timeline_tui.index.reader import Unusable
from timeline_tui.jobs.members import members_now
from timeline_tui.session.journey import COVER, NAME, SOURCE
from timeline_tui.session.own_editor import FilePosition
from timeline_tui.session.requests import Edit, Refused
from timeline_tui.system import is_folder

if TYPE_CHECKING:
    from pathlib import Path

    from timeline_tui.problems.problem import Place
    from timeline_tui.session.session import Session, Wanted


def edit_here(session: Session) -> Edit:
    """Edit at what is under the cursor, or at what keeps the file from being shown."""
    trouble = session.trouble
    if session.index is None and trouble is not None and trouble.problems:
        return edit_at(session, trouble.problems[0].place)
    return _edit(session, _spot(session))


def edit_at(session: Session, place: Place) -> Edit:
    """Edit at a place of the file."""
    return _edit(session, _spot_of(session.wanted, place))


def _edit(session: Session, spot: FilePosition | None) -> Edit:
    if sentence := session.wanted.fixed:
        raise Refused(sentence)
    if spot is None:
        raise Refused("Move to an event first: this is a folder of files, and each has its own")
    return Edit(spot)


def _spot_of(wanted: Wanted, place: Place) -> FilePosition | None:
    """The place in the one file that is open, or in that of a folder; None where it is in none of these."""
    file = file_of(wanted, place)
    return None if file is None else FilePosition(file, max(place.line, 1), max(place.column, 1))


def file_of(wanted: Wanted, place: Place) -> Path | None:
    """The file that is open, or that of a folder that a place is in; None where it is in none of these."""
    file = wanted.file
    if is_folder(file):
        file = file / place.file.removeprefix(f"{wanted.name.rstrip('/')}/")
    return None if is_folder(file) else file


def _spot(session: Session) -> FilePosition | None:
    """Where what is under the cursor stands; None where nobody knows which file of a folder it is in."""
    file = session.wanted.file
    in_folder = is_folder(file)
    files = [member.path for member in members_now(file)] if in_folder else [file]
    # Where the line cannot be told, the editor shows the file from its beginning.
    with suppress(NotSaved, Unusable):
        found = _found(files, session)
        if found is not None:
            return found
    return None if in_folder and len(files) != 1 else FilePosition(files[0])


def _found(files: list[Path], session: Session) -> FilePosition | None:
    """The place of what the cursor of the page is on, or else of what the page is about."""
    index, stop, here = session.index, session.stop, session.journey.here
    if index is None:
        return None
    key, rank, quote = "", session.events.cursor, None
    leads = {"passage", "event", "dispute"} if rank == COVER else {"passage", "event"}
    if stop is not None and stop.kind in leads:
        rank = rank if stop.rank is None else stop.rank
        quote = stop.number if stop.kind == "passage" else None
    elif stop is not None and stop.kind in {"source", "name"}:
        key = stop.target
    elif session.depth in {SOURCE, NAME}:
        key = here.source
    if key:
        is_name = stop.kind == "name" if stop is not None and stop.target == key else session.depth == NAME
        found = spot_of_key(files, "names" if is_name else "sources", key)
    elif rank == COVER:
        return None
    else:
        found = spot_of_event(files, index.event(rank), quote)
    return None if found is None else FilePosition(*found)
