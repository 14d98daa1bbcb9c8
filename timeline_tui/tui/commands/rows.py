"""The commands that say what a row of the list is."""

from __future__ import annotations

from timeline_tui.tui.commands.command import Command

ROWS: tuple[Command, ...] = (
    Command(
        id="rows",
        keys=("v",),
        label="More or less of each event",
        help="Change between rows with no gaps, ordinary ones, and rows with the first words of each event.",
        where=("list",),
        group="Rows",
    ),
    Command(
        id="zoom-out",
        keys=("minus",),
        label="Zoom out",
        help="Put events together by day, month, year, decade or century, with how many each holds.",
        where=("list",),
        group="Rows",
    ),
    Command(
        id="zoom-in",
        keys=("plus", "equals_sign"),
        label="Zoom in",
        help="Go from a century, decade, year, month or day to what it holds; Enter does so too.",
        where=("list",),
        group="Rows",
        hint="zoom in",
    ),
    Command(
        id="fold",
        keys=("z",),
        label="Fold or unfold",
        help="Hide the parts of the event, or of the one that it is part of, or show them again.",
        where=("list",),
        group="Rows",
    ),
    Command(
        id="fold-all",
        keys=("Z",),
        label="Fold or unfold all",
        help="Hide the parts of all events, or show them again.",
        where=("list",),
        group="Rows",
    ),
)
