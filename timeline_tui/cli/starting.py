"""`init`: a timeline for the user to edit; `schema`: what editors complete and check it with."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from timeline_tui.cli.asked import SHIPPED, shipped
from timeline_tui.cli.ending import Refusal
from timeline_tui.cli.output import say, talk, to_json
from timeline_tui.edit.new_file import new_file

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
        set_up_git(given if given.is_dir() else given.parent)
        return
    target = _named(call.file or (SHIPPED if call.shipped else STARTER))
    content = shipped().read_bytes() if call.shipped else starter().encode()
    try:
        write_new(target, content)
    except FileExistsError as error:
        other = f"{target}/{STARTER}" if target.is_dir() else "another-name.timeline.yaml"
        hint = f"timeline-tui init {'--shipped ' if call.shipped else ''}{shlex.quote(other)}"
        raise Refusal(f"{target} is there already, and nothing is written over", hint) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this cannot be the name of a file"
        raise Refusal(f"{target} cannot be written: {reason}", "a name in another folder") from error
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
    from timeline_tui.load.schema import schema

    return to_json(schema(), indent=2) + "\n"


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; `FileExistsError` where one is."""
    with new_file(target) as file:
        file.write(content)
