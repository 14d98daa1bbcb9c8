"""The command `edit`: the reader's editor at what is under the cursor, and the file as it is then."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from timeline_tui.session.own_editor import FilePosition, NoEditor, call, chosen, edit
from timeline_tui.system import deaf, is_folder

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Problem
    from timeline_tui.tui.program import Program


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
        with deaf(), app.suspend():
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
    from timeline_tui.session.adding import additions_of
    from timeline_tui.tui.screens.editor import WritingScreen

    try:
        draft = Draft(
            spot.file, partial(additions_of(app.opened.session).changes.save, what=_typed(spot.file))
        )
    except NotSaved as error:
        app.tell(str(error), wrong=True)
        return
    except NotLegible as error:
        app.tell(
            f"The built-in editor cannot take this file: {error}; set $EDITOR to one that can", wrong=True
        )
        return

    def check(data: bytes) -> Sequence[Problem]:
        from timeline_tui.load.common import Common
        from timeline_tui.load.stream_reading import Reading

        common = Common() if is_folder(app.opened.session.wanted.file) else None
        reading = Reading(io.BytesIO(data), spot.file.name, common=common)
        for _ in reading.events():
            pass
        return reading.problems

    def left(_: None) -> None:
        app.writing = None

    at = spot.line - 1, spot.column - 1
    app.writing = WritingScreen(draft, at, check, app.opened.look_again, app.opened.session.marks)
    app.push_screen(app.writing, left)
    if not os.access(spot.file, os.W_OK):
        app.tell("This file may not be written to, so nothing that is typed can be saved", wrong=True)


def _typed(file: Path) -> str:
    """What a save of the built-in editor is called when it is taken back."""
    return f"what was typed into {file.name}"


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
