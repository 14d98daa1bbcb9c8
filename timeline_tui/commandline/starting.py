"""`init`: a timeline for the user to edit."""

from __future__ import annotations

import os
import shlex
import tempfile
from contextlib import suppress
from pathlib import Path

from timeline_tui.commandline.ending import Refusal
from timeline_tui.commandline.files import SHIPPED, shipped
from timeline_tui.commandline.output import talk

EMPTY_NAME = "my.timeline.yaml"
EMPTY = """\
# A timeline: what happened, when, and who says so. Only a title is needed for an event.
# `timeline-tui check FILE` finds what is wrong; `timeline-tui FILE` opens it.
title: My timeline

sources:
  evening-paper:
    title: Fire at the harbour
    outlet: The Evening Paper
    author: A. Reporter
    published: 2024-03-13
    # url: https://...          http or https
    # derived_from: other-id    if it copies or translates another source

names:
  mayor:
    kind: person                # or place, or group
    name: B. Mayor
    role: mayor of the town
    also: [the Mayor]           # every other spelling that a source uses

events:
  - id: fire
    # 2024, 2024-03, 2024-03-12, about: 2024-03~, perhaps: 2024-03?, spring: 2024-21,
    # from day to day: 2024-03-12/2024-03-14; leave it out where nobody knows
    date: 2024-03-12
    title: "Fire at the harbour: the old warehouse burns"
    summary: One or two sentences that take no side.
    names: [mayor]
    disputes:
      cause: What caused the fire?
    quotes:
      - exact: It was the wiring, the Mayor said.   # letter for letter
        source: evening-paper
        speaker: mayor
        kind: reported          # a claim; direct: somebody's own words; narration: the outlet's
        dispute: cause
        position: The wiring
"""


def start_timeline(argument: str | None, *, empty: bool) -> None:
    """Write the file, whole or not at all, and never over another one."""
    target = Path(argument or (EMPTY_NAME if empty else SHIPPED))
    content = EMPTY.encode() if empty else shipped().read_bytes()
    try:
        _write_new(target, content)
    except FileExistsError as error:
        hint = f"timeline-tui init {'--empty ' if empty else ''}another-name.timeline.yaml"
        raise Refusal(f"{target} is there already, and nothing is written over", hint) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this cannot be the name of a file"
        raise Refusal(f"{target} cannot be written: {reason}", "a name in another folder") from error
    talk(f"wrote {target}; open it with: timeline-tui {shlex.quote(str(target))}")


def _write_new(target: Path, content: bytes) -> None:
    if os.path.lexists(target):
        raise FileExistsError
    descriptor, beside = tempfile.mkstemp(dir=target.parent, prefix=".timeline-tui-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
            file.flush()
            os.fsync(file.fileno())
        _give_name(Path(beside), target, content)
    finally:
        with suppress(FileNotFoundError):
            Path(beside).unlink()


def _give_name(beside: Path, target: Path, content: bytes) -> None:
    """A second name fails if it is taken, which a rename does not."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know one name a file only.
        _write_exclusively(target, content)


def _write_exclusively(target: Path, content: bytes) -> None:
    with target.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            target.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
