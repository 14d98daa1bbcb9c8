"""What a call with nothing but a file asks for, known before anything is parsed or imported for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SHIPPED = "raids.timeline.yaml"
_PACKAGE = Path(__file__).parents[1]


def is_only_a_file(arguments: Sequence[str]) -> bool:
    """Whether there is nothing to parse, for which argparse need not be imported.

    No command has a dot or a slash.
    """
    if len(arguments) != 1:
        return not arguments
    (only,) = arguments
    return not {".", "/"}.isdisjoint(only) and not only.startswith("-")


def shipped() -> Path:
    """The timeline that comes with the program."""
    if (found := _shipped()) is not None:
        return found
    from timeline_tui.cli.output import Refusal

    raise Refusal("the timeline that ships is missing", "install timeline-tui anew, or name a file")


def _shipped() -> Path | None:
    places = (folder / SHIPPED for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"))
    return next(filter(Path.is_file, places), None)


def plain_file(arguments: Sequence[str]) -> Path | None:
    """The file that such a call opens; None where it asks for something else."""
    if not is_only_a_file(arguments):
        return None
    if not arguments:
        return _shipped()
    return None if "\0" in arguments[0] else Path(arguments[0])
