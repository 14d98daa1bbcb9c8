"""A view as the command line that opens it again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.shown import View
from timeline_tui.model.days import day_iso
from timeline_tui.query import parse
from timeline_tui.session.requests import Refused
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.session.session import Session


class NotWritable(ValueError):  # noqa: N818 - it says what it is
    """Something of the view cannot stand in a command line; it says what."""


class Reopened(NamedTuple):
    """What a view is made of."""

    file: Path | None
    """None for the timeline that ships."""
    view: View
    at: str | None = None
    rows: str = "normal"
    as_of: int | None = None
    texts: Sequence[Path] = ()
    lanes: str | None = None
    """What the lanes of the chart are made by; None where the list is shown."""
    cover: bool = False
    """Whether the cover is read."""


def reopening(session: Session) -> str:
    """What to type into a shell to see the same as in the session."""
    origin = session.wanted.origin
    if origin == "piped":
        raise Refused("This came through a pipe, so no command line opens it again")
    file = None if origin == "shipped" else session.wanted.file
    at = session.row.id if session.row is not None else None
    lanes = session.chart.kind if session.chart is not None and session.chart.open else None
    cover = session.events.on_cover
    view = Reopened(file, session.view, at, session.events.rows, session.as_of, session.folders, lanes, cover)
    try:
        return command_line(view)
    except NotWritable as error:
        raise Refused(str(error)) from error


def command_line(view: Reopened) -> str:
    """What to type into a shell to see the same."""
    words = ["timeline-tui"]
    if view.file is not None:
        words.append(str(view.file.absolute()))
    for option, value in _options(view):
        if value == "--":
            raise NotWritable(f"In a command line, -- ends the options and cannot be the value of --{option}")
        words.append(f"--{option}={value}" if value.startswith("-") else f"--{option}")
        words += [] if value.startswith("-") else [value]
    for word in words:
        if not word.isprintable():
            start = visible(word)[:60]
            raise NotWritable(
                f"This cannot stand in a command line, since it holds hidden characters: {start}"
            )
    return shlex.join(words)


def _options(view: Reopened) -> list[tuple[str, str]]:
    options = [
        ("query", _query(view.view.query)),
        ("at", view.at),
        ("rows", None if view.rows == "normal" else view.rows),
        ("group", view.view.grouped),
        *_folds(view),
        ("view", "chart" if view.lanes is not None else "cover" if view.cover else None),
        ("lanes", None if view.lanes == "none" else view.lanes),
        ("as-of", None if view.as_of is None else day_iso(view.as_of)),
        *(("texts", str(folder.absolute())) for folder in view.texts),
    ]
    return [(option, value) for option, value in options if value]


def _query(text: str) -> str:
    """The query without the blanks at its end, unless they say that its last word is whole."""
    bare = text.rstrip()
    return bare if parse(bare) == parse(text) else text


def _folds(view: Reopened) -> list[tuple[str, str]]:
    everything, but = view.view.folded
    whole = [("fold", "all")] if everything else []
    return [*whole, *(("unfold" if everything else "fold", id_) for id_ in sorted(but))]
