"""`merge`: three versions of a timeline as one, as git asks a driver for it; and what tells git to ask."""

from __future__ import annotations

import gc
import os
import shlex
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.cli.output import Exit, Refusal, say, talk
from timeline_tui.diff.attributes import PATTERN, obstacles, of_others, timelines, with_attributes
from timeline_tui.edit.byte_lines import line_number
from timeline_tui.edit.save import new_file
from timeline_tui.merge.driver import Result, merge_lines, merge_versions
from timeline_tui.merge.threeway import Clash
from timeline_tui.render.phrases import counted
from timeline_tui.visible import system_words
from timeline_tui.yamlfile.conflicts import conflicts_in
from timeline_tui.yamlfile.layout import Unclear
from timeline_tui.yamlfile.values import shorten

if TYPE_CHECKING:
    from timeline_tui.diff.git import Repository

_SIDES = ("ours", "theirs")
_CALL = "timeline-tui merge BASE OURS THEIRS"
_MOST_TOLD = 20


def merge_files(call: Namespace) -> Exit:
    """Merge them into OURS; what ever goes wrong, their lines are merged, and nothing is lost."""
    base, ours, theirs = files = [Path(name) for name in (call.base, call.ours, call.theirs)]
    name = call.name or call.ours
    if ours.exists() and not ours.is_file():
        raise Refusal(f"{ours} is no ordinary file, so nothing is written into it", _CALL)
    result, reason = None, "of a fault of the program"
    # Millions of parts are made, and none of them is garbage before the end.
    gc.disable()
    try:
        result = merge_versions(_read(base), _read(ours), _read(theirs), _SIDES)
        with new_file(ours, replacing=True) as file:
            file.write(result.data)
    except Unclear as error:
        reason = f"{error}, line {error.line}" if error.line else str(error)
        if not all(map(_can_be_read_again, files)):
            raise Refusal(
                f"{name} is not merged: {reason}, and lines are merged of files alone", _CALL
            ) from error
    finally:
        gc.enable()
        if result is None and all(map(_can_be_read_again, files)):
            code = _merge_lines(base, ours, theirs, name, reason)
    return _say_clashes(result, name) if result is not None else code


def _can_be_read_again(file: Path) -> bool:
    # `Path.is_file` raises where the path is too long.
    return os.path.isfile(file) or file == Path(os.devnull)  # noqa: PTH113


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        said = system_words(error)
        raise Refusal(f"{file} cannot be read: {said}", _CALL) from error


def _say_clashes(result: Result, name: str) -> Exit:
    if not result.clashes:
        return Exit.FINE
    talk(f"{name}: {counted(len(result.clashes), 'conflict')}; all else is merged")
    places = conflicts_in(result.data)
    for place, clash in [*zip(places, result.clashes, strict=True)][:_MOST_TOLD]:
        talk(f"{name}:{line_number(result.data, place.start)}: {_words(clash)}")
    talk(f"  try: timeline-tui {shlex.quote(name)}, where R shows both versions side by side")
    return Exit.PROBLEMS


def _words(clash: Clash) -> str:
    """What both did: `both changed title of fire`."""
    _, *inner = clash.path if len(clash.path) > 1 else ("", *clash.path)
    what = " of ".join(shorten(word) for word in reversed(inner[:1] + inner[1:][-2:]))
    if clash.ours and clash.theirs:
        return f"both changed {what}"
    if clash.why == "named":
        return f"one gave another thing the id of {what}, which the other put in"
    did = "changed" if clash.why == "changed" else "named anew or refers to"
    return f"one took out {what}, which the other {did}"


def _merge_lines(base: Path, ours: Path, theirs: Path, name: str, reason: str) -> Exit:
    """Merge the lines alone, as git would do it, and say so."""
    clashing = merge_lines(base, ours, theirs, _SIDES)
    if clashing is None:
        raise Refusal(f"{name} is not merged: {reason}, and git cannot merge its lines", "git merge-file")
    talk(f"{name}: merged line by line, as git does it, since {reason}")
    talk("  try: timeline-tui check with that file, before you commit it")
    return Exit.PROBLEMS if clashing else Exit.FINE


CONFIG = (
    ("merge.timeline.name", "timelines, event by event"),
    ("merge.timeline.driver", "timeline-tui merge --name %P %O %A %B"),
    ("diff.timeline.textconv", "timeline-tui diff --textconv"),
    ("diff.timeline.xfuncname", "^[^ ].*$"),
)


def set_up_git(folder: Path, timeline: Path | None = None) -> None:
    """Write which files git is to merge so, and print the lines that tell it how.

    What stands in the way is told, of this timeline or of all that are there.
    """
    from timeline_tui.diff.git import Repository
    from timeline_tui.diff.git_process import BareRepository, Unversioned

    repository = None
    try:
        repository = Repository.of(folder)
    except BareRepository:
        raise
    except Unversioned:
        # Without git, or before there is a repository, the lines are written all the same.
        pass
    target = _top(folder) / ".gitattributes"
    try:
        before = target.read_bytes() if os.path.lexists(target) else b""
        after = with_attributes(before)
        if after != before:
            with new_file(target, replacing=True) as file:
                file.write(after)
    except OSError as error:
        raise Refusal(f"{target} cannot be written: {error.strerror}", "a folder of your own") from error
    talk(f"{'wrote' if after != before else 'nothing is to be added to'} {target}")
    if not os.path.lexists(target.with_name(".git")):
        talk(f"{target.parent} lies in no git repository yet: git init makes one")
    if repository is not None:
        _tell_of_obstacles(repository, timeline)
    else:
        for word in of_others(after.decode(errors="replace").splitlines()):
            talk(f"{word} stands there already for {PATTERN} and stays; without it git asks timeline-tui")
    talk("each of you tells git once how it is done, with these lines (or: timeline-tui init --git | sh):")
    for key, value in CONFIG:
        say(f"git config --global {key} {shlex.quote(value)}")


def _tell_of_obstacles(repository: Repository, file: Path | None) -> None:
    """Say what git goes by in the place of what was written, and where that stands."""
    if file is None:
        files = timelines(repository) or [f"{repository.path}/{PATTERN[1:]}".lstrip("/")]
    else:
        files = [f"{repository.path}/{file.name}".lstrip("/")]
    for obstacle in obstacles(repository, files):
        does = "merge" if obstacle.attribute == "merge" else "compare"
        where = f"{obstacle.place}: {obstacle.line}" if obstacle.line else "a setting of this machine"
        talk(f"{where} stands in the way: git does not ask timeline-tui to {does} {obstacle.file}")


def _top(folder: Path) -> Path:
    """The folder that holds the repository, or the one that was given where there is none."""
    here = folder.absolute()
    return next((one for one in (here, *here.parents) if os.path.lexists(one / ".git")), here)
