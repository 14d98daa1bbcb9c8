"""The command `edit`: the reader's editor at what is under the cursor, and the file as it is then."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from timeline_tui.session.editor import FilePosition, NoEditor, call, chosen, edit
from timeline_tui.session.journey import NAME, SOURCE

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Place, Problem
    from timeline_tui.session.session import Session
    from timeline_tui.tui.opened import Opened
    from timeline_tui.tui.program import Program


def open_editor(app: Program, place: Place | None = None) -> None:
    """Open the editor at a place or at what is under the cursor, and read the file again; or say why not."""
    place = place or _first_trouble(app)
    refusal = app.wanted.fixed
    if refusal is not None:
        app.tell(refusal, wrong=True)
        return
    if place is not None:
        spot: FilePosition | None = _spot_of(app.opened, place)
    else:
        spot = _spot(app.opened.file, app.timeline.reader)
    if spot is None:
        app.tell("Move to an event first: this is a folder of files, and each has its own", wrong=True)
    else:
        open_at(app, spot)


def _first_trouble(app: Program) -> Place | None:
    """The first thing that is wrong, where nothing of the file can be shown."""
    trouble = app.timeline.session.trouble
    if app.opened.index is not None or trouble is None or not trouble.problems:
        return None
    return trouble.problems[0].place


def _spot_of(opened: Opened, place: Place) -> FilePosition | None:
    """The place in the one file that is open, or in that of a folder; None where it is in none of these."""
    from timeline_tui.jobs.members import is_folder

    file = opened.file
    if is_folder(file):
        file = file / place.file.removeprefix(f"{opened.name.rstrip('/')}/")
    return FilePosition(file, max(place.line, 1), max(place.column, 1)) if not is_folder(file) else None


def open_at(app: Program, spot: FilePosition) -> None:
    """Open the editor at a place of a file, and read what is open again if that was changed."""
    try:
        editor = chosen(os.environ)
    except NoEditor as error:
        app.tell(str(error), wrong=True)
        return
    if editor is None:
        _open_built_in(app, spot)
    else:
        _open_own(app, editor, spot)


def _open_own(app: Program, editor: list[str], spot: FilePosition) -> None:
    before = _stamp(spot.file)
    try:
        with app.suspend():
            wrong = edit(call(editor, spot))
    except SuspendNotSupported:
        app.tell("This terminal cannot be handed over to an editor", wrong=True)
        return
    if _stamp(spot.file) != before:
        app.opened.reload()
    if wrong is not None:
        app.tell(wrong, wrong=True)


def _open_built_in(app: Program, spot: FilePosition) -> None:
    from timeline_tui.edit.draft import Draft, NotLegible
    from timeline_tui.edit.save import NotSaved
    from timeline_tui.tui.screens.editor import WritingScreen

    try:
        draft = Draft(spot.file, partial(app.additions.changes.save, what=_typed(spot.file)))
    except NotSaved as error:
        app.tell(str(error), wrong=True)
        return
    except NotLegible as error:
        app.tell(
            f"The built-in editor cannot take this file: {error}; set $EDITOR to one that can", wrong=True
        )
        return

    def check(data: bytes) -> Sequence[Problem]:
        from timeline_tui.jobs.members import is_folder
        from timeline_tui.load.common import Common
        from timeline_tui.load.reading import Reading

        common = Common() if is_folder(app.opened.file) else None
        reading = Reading(io.BytesIO(data), spot.file.name, common=common)
        for _ in reading.events():
            pass
        return reading.problems

    def left(_: None) -> None:
        app.writing = None

    at = spot.line - 1, spot.column - 1
    app.writing = WritingScreen(draft, at, check, app.look_again, app.timeline.marks)
    app.push_screen(app.writing, left)
    if not os.access(spot.file, os.W_OK):
        app.tell("This file may not be written to, so nothing that is typed can be saved", wrong=True)


def _spot(file: Path, reader: Session) -> FilePosition | None:
    """Where what is under the cursor stands; None where nobody knows which file of a folder it is in."""
    from timeline_tui.edit.save import NotSaved
    from timeline_tui.index.reader import Unusable
    from timeline_tui.jobs.members import is_folder, members_now

    in_folder = is_folder(file)
    files = [member.path for member in members_now(file)] if in_folder else [file]
    # Where the line cannot be told, the editor shows the file from its beginning.
    with suppress(NotSaved, Unusable):
        found = _found(files, reader)
        if found is not None:
            return found
    return None if in_folder and len(files) != 1 else FilePosition(files[0])


def _found(files: list[Path], reader: Session) -> FilePosition | None:
    """The place of what the cursor of the page is on, or else of what the page is about."""
    from timeline_tui.edit.places import spot_of_event, spot_of_key

    index, stop, here = reader.index, reader.stop, reader.journey.here
    if index is None or reader.row is None:
        return None
    key, rank, quote = "", reader.events.cursor, None
    if stop is not None and stop.kind in {"passage", "event"}:
        rank = rank if stop.rank is None else stop.rank
        quote = stop.number if stop.kind == "passage" else None
    elif stop is not None and stop.kind in {"source", "name"}:
        key = stop.target
    elif reader.depth in {SOURCE, NAME}:
        key = here.source
    if key:
        is_name = stop.kind == "name" if stop is not None and stop.target == key else reader.depth == NAME
        found = spot_of_key(files, "names" if is_name else "sources", key)
    else:
        found = spot_of_event(files, index.event(rank), quote)
    return None if found is None else FilePosition(*found)


def _typed(file: Path) -> str:
    """What a save of the built-in editor is called when it is taken back."""
    return f"what was typed into {file.name}"


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
