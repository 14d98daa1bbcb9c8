"""`tutorial`: a timeline in which one learns the program, as a copy that may be changed in any way."""

from __future__ import annotations

from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from timeline_tui.cli.ending import Refusal
from timeline_tui.cli.listing import ListingScope
from timeline_tui.cli.screen import open_timeline
from timeline_tui.session.resuming import state_folder
from timeline_tui.session.settings import write_whole
from timeline_tui.session.tutorial import LESSONS, done_before, forget

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
