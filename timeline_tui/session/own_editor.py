"""The place of a file that the editor is opened at, which editor that is, and how it is told the place."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.edit.save import NotSaved
from timeline_tui.edit.whereabouts import spot_of_event, spot_of_key
from timeline_tui.index.reader import Unusable
from timeline_tui.jobs.members import members_now
from timeline_tui.session.journey import COVER
from timeline_tui.session.requests import Edit, FilePosition
from timeline_tui.session.signal import Refused
from timeline_tui.system import is_folder, lend

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Place
    from timeline_tui.session.session import Session, Wanted


# How editors are told the place, by what they are called; others get the file alone.
_PLUS_LINE = frozenset({"vi", "vim", "nvim", "vim.tiny", "vim.basic", "view", "elvis", "nvi"})
_PLUS_LINE |= frozenset({"pico", "ne", "joe", "jed", "mcedit", "mg", "zile"})
_PLUS_COMMA = frozenset({"nano", "rnano"})
_PLUS_COLON = frozenset({"emacs", "emacsclient", "micro", "kak"})
_COLONS = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
# Those that open a window of their own and come back at once, unless they are told to wait.
_WINDOWS = _GOTO | {"subl", "zed"}


class NoEditor(Exception):  # noqa: N818 - it says what is so
    """What $VISUAL or $EDITOR says names no editor, for this reason."""


def chosen(environment: Mapping[str, str]) -> list[str] | None:
    """The words of $VISUAL or else of $EDITOR; None where neither says anything."""
    for variable in ("VISUAL", "EDITOR"):
        named = environment.get(variable, "").strip()
        if not named:
            continue
        try:
            words = shlex.split(named)
        except ValueError as error:
            raise NoEditor(f"${variable} ends within a quotation or behind a backslash: {named}") from error
        if not words[0]:
            raise NoEditor(f"${variable} begins with no name of a program: {named}")
        return words
    return None


def call(editor: Sequence[str], spot: FilePosition) -> list[str]:
    """What to run: the words of the editor, and the place, the way this editor takes it."""
    name = name_of(editor)
    words = list(editor)
    if name in _WINDOWS and not {"--wait", "-w"}.intersection(words):
        words.append("--wait")
    # A whole path begins with a slash, so no name of a file is taken for an option.
    path, line, column = str(spot.file.absolute()), spot.line, spot.column
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}:{column}"]
    if name in _COLONS:
        return [*words, f"{path}:{line}:{column}"]
    if name in _PLUS_COLON:
        return [*words, f"+{line}:{column}", path]
    if name in _PLUS_COMMA:
        return [*words, f"+{line},{column}", path]
    return [*words, f"+{line}", path] if name in _PLUS_LINE else [*words, path]


def name_of(editor: Sequence[str]) -> str:
    """What the program is called, wherever it is."""
    return Path(editor[0]).name.removesuffix(".exe")


def edit(words: Sequence[str]) -> str | None:
    """Run an editor in the terminal until it ends; what went wrong, if anything did. It never raises."""
    if name_of(words) in _WINDOWS:
        os.write(2, f"Waiting for {name_of(words)} to close the file\r\n".encode(errors="replace"))
    try:
        ended = lend(words)
    except FileNotFoundError:
        return f"There is no program {words[0]}; $VISUAL or $EDITOR says which to open"
    except PermissionError:
        return f"{words[0]} may not be run; $VISUAL or $EDITOR says which to open"
    except (OSError, ValueError) as error:
        return f"{words[0]} cannot be run: {getattr(error, 'strerror', None) or error}"
    name = name_of(words)
    if ended < 0:
        return f"{name} was ended by signal {-ended}"
    return f"{name} ended with code {ended}" if ended else None


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
    elif session.depth in {"source", "name"}:
        key = here.source
    if key:
        is_name = stop.kind == "name" if stop is not None and stop.target == key else session.depth == "name"
        found = spot_of_key(files, "names" if is_name else "sources", key)
    elif rank == COVER:
        return None
    else:
        found = spot_of_event(files, index.event(rank), quote)
    return None if found is None else FilePosition(*found)
