"""The reader's own editor: which it is, and how it is told the place."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from timeline_tui.system import lend

# How editors are told the place, by what they are called; others get the file alone.
_PLUS_LINE = frozenset({"vi", "vim", "nvim", "vim.tiny", "vim.basic", "view", "elvis", "nvi"})
_PLUS_LINE |= frozenset({"pico", "ne", "joe", "jed", "mcedit", "mg", "zile"})
_PLUS_COMMA = frozenset({"nano", "rnano"})
_PLUS_COLON = frozenset({"emacs", "emacsclient", "micro", "kak"})
_COLONS = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
# Those that open a window of their own and come back at once, unless they are told to wait.
_WINDOWS = _GOTO | {"subl", "zed"}


class FilePosition(NamedTuple):
    """A place in a file, both counted from 1."""

    file: Path
    line: int = 1
    column: int = 1


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
