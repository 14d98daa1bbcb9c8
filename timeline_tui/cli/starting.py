"""`init`, `schema`, `tutorial`: a timeline to edit, what editors complete it with, and one to learn in."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from timeline_tui.cli.asked import SHIPPED, shipped
from timeline_tui.cli.listing import ListingScope
from timeline_tui.cli.output import Refusal, say, talk, to_json
from timeline_tui.cli.screen import open_timeline
from timeline_tui.edit.save import new_file
from timeline_tui.jobs.cache import state_folder
from timeline_tui.session.settings import write_whole
from timeline_tui.session.tutorial import LESSONS, done_before, forget
from timeline_tui.system import is_folder
from timeline_tui.visible import system_words

STARTER = "my.timeline.yaml"
SCHEMA = "timeline.schema.json"


def starter() -> str:
    """A short timeline with comments, whose first line names the schema with which editors complete."""
    return files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8")


def start_timeline(call: Namespace) -> None:
    """Write the file, whole or not at all, and never over another one; beside a starter its schema."""
    if call.git:
        from timeline_tui.cli.merging import set_up_git

        given = Path(call.file or ".")
        set_up_git(*((given,) if given.is_dir() else (given.parent, given)))
        return
    target = _named(call.file or (SHIPPED if call.shipped else STARTER))
    content = shipped().read_bytes() if call.shipped else starter().encode()
    other = f"{target}/{STARTER}" if is_folder(target) else "another-name.timeline.yaml"
    begin(target, content, f"timeline-tui init {'--shipped ' if call.shipped else ''}{shlex.quote(other)}")
    if not call.shipped:
        _write_schema(target.with_name(SCHEMA))
    talk(f"wrote {target}; open it with: timeline-tui {shlex.quote(str(target))}")


def _named(argument: str) -> Path:
    """The file; a bare name gets the ending by which folders and editors know a timeline."""
    target = Path(argument)
    bare = target.name and not target.suffix and not os.path.lexists(target)
    return target.with_name(f"{target.name}.timeline.yaml") if bare else target


def _write_schema(target: Path) -> None:
    """Without it the timeline is none the worse, so a failure is only told."""
    content = written_schema().encode()
    try:
        write_new(target, content)
    except FileExistsError:
        if not target.is_file() or target.read_bytes() != content:
            talk(f"{target} is another, and is kept; `timeline-tui schema` prints the one of this version")
    except OSError as error:
        talk(f"{target} cannot be written ({error.strerror}); editors will not complete without it")
    else:
        talk(f"wrote {target}, with which editors complete and check what you write")


def say_schema(_: Namespace) -> None:
    """Print the JSON Schema of the file format."""
    say(written_schema().rstrip())


def written_schema() -> str:
    """The JSON Schema of the file format as the text of a file."""
    from timeline_tui.load.json_schema import schema

    return to_json(schema(), indent=2) + "\n"


def begin(target: Path, content: bytes, hint: str) -> None:
    """Write a file that is not there yet; refused where it cannot be, with this to try where one is there."""
    try:
        write_new(target, content)
    except FileExistsError as error:
        raise Refusal(f"{target} is there already, and nothing is written over", hint) from error
    except (OSError, ValueError) as error:
        raise Refusal(
            f"{target} cannot be written: {system_words(error)}", "a name in another folder"
        ) from error


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; `FileExistsError` where one is."""
    with new_file(target) as file:
        file.write(content)


_TIMELINE = "tutorial.timeline.yaml"
_TEXT = "tutorial-herald.txt"


def open_tutorial(call: Namespace) -> int:
    """Open the copy, where it was left or, once all is done in it, anew."""
    folder = state_folder() / "tutorial"
    file = folder / _TIMELINE
    try:
        if call.again or not file.is_file() or len(done_before(file)) >= len(LESSONS):
            _begin(folder)
    except OSError as error:
        hint = "TIMELINE_TUI_STATE, with a folder in which you may write"
        raise Refusal(f"the tutorial cannot be kept in {folder}: {error.strerror}", hint) from error
    return open_timeline(str(file), texts=[str(folder)], looks=ListingScope(cover=True), teaches=True)


def _begin(folder: Path) -> None:
    """Put a new copy into the folder, with the text that its passages are from."""
    forget(folder / _TIMELINE)
    for name in (_TEXT, _TIMELINE):
        write_whole(folder / name, files(__package__).joinpath(name).read_text(encoding="utf-8"))
