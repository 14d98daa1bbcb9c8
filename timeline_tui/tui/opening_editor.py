"""The command `edit`: the reader's editor at what is under the cursor, and the file as it is then."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from timeline_tui.tui.editor import NoEditor, call, chosen, edit
from timeline_tui.tui.journey import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

    from timeline_tui.diagnostics.problem import Place
    from timeline_tui.tui.app import TimelineApp
    from timeline_tui.tui.opened import Opened
    from timeline_tui.tui.screens.reader import Reader

_PIPED = "standard input"


def open_editor(app: TimelineApp, place: Place | None = None) -> None:
    """Open the editor at a place or at what is under the cursor, and read the file again; or say why not."""
    opened = app.opened
    place = place or _first_trouble(app)
    refusal = _refusal(opened)
    if refusal is not None:
        app.tell(refusal, wrong=True)
        return
    try:
        if place is not None:
            file, line = _file_of(opened, place), max(place.line, 1)
        else:
            file, line = opened.file, _line_or_first(opened, app.timeline.reader)
        words = call(chosen(os.environ), file, line)
    except NoEditor as error:
        app.tell(str(error), wrong=True)
        return
    before = _stamp(opened)
    try:
        with app.suspend():
            wrong = edit(words)
    except SuspendNotSupported:
        app.tell("This terminal cannot be handed over to an editor", wrong=True)
        return
    if _stamp(opened) != before:
        opened.reload()
    if wrong is not None:
        app.tell(wrong, wrong=True)


def _refusal(opened: Opened) -> str | None:
    """Why this file is not edited."""
    if opened.title_path == _PIPED:
        return "What came through standard input is no file that could be edited"
    if opened.file.is_absolute() and opened.title_path == opened.file.name:
        return "The timeline that ships is not edited: timeline-tui init --shipped writes a copy of your own"
    return None


def _first_trouble(app: TimelineApp) -> Place | None:
    """The first thing that is wrong, where nothing of the file can be shown."""
    trouble = app.timeline.trouble
    if app.opened.index is not None or trouble is None or not trouble.problems:
        return None
    return trouble.problems[0].place


def _file_of(opened: Opened, place: Place) -> Path:
    """The file of a folder that the place is in, or the one that is open."""
    if not opened.file.is_dir():
        return opened.file
    inside = opened.file / place.file.removeprefix(f"{opened.title_path.rstrip('/')}/")
    return inside if inside.is_file() else opened.file


def _line_or_first(opened: Opened, reader: Reader) -> int:
    from timeline_tui.editing.saving import NotSaved
    from timeline_tui.index.reader import Unusable

    # Where the line cannot be told, the editor shows the file from its beginning.
    with suppress(NotSaved, Unusable):
        return _line(opened, reader)
    return 1


def _line(opened: Opened, reader: Reader) -> int:
    """The line of the passage or the source under the cursor, or else of the event."""
    from timeline_tui.editing.saving import read
    from timeline_tui.editing.whereabouts import line_of_event, line_of_key

    index, stop, rank = reader.index, reader.stop, reader.events.cursor
    if index is None or reader.row is None:
        return 1
    data = read(opened.file).data
    if stop is not None and stop.kind == "passage":
        return line_of_event(data, index.event(rank if stop.rank is None else stop.rank), stop.number)
    if reader.depth == SOURCE and reader.journey.here.source:
        return line_of_key(data, reader.journey.here.source)
    return line_of_event(data, index.event(rank))


def _stamp(opened: Opened) -> tuple[int, int, int] | None:
    try:
        found = opened.file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
