"""The commands that move in time."""

from __future__ import annotations

from timeline_tui.tui.commands.command import DEPTHS, Command

TRAVELLING: tuple[Command, ...] = (
    Command(
        id="go-to-time",
        keys=("t",),
        label="Go to time",
        help="Go to a date in numbers or words, or by a step such as +1 month or next year; "
        "while you type, it shows where that leads.",
        where=DEPTHS,
        group="Time",
        hint="go to time",
        hint_where=("list",),
    ),
    Command(
        id="narrow",
        keys=("shift+down", "s"),
        label="Narrow the period",
        help="Show only the year, month or day of the event under the cursor, each time the next shorter; "
        "dragging along the strip chooses any stretch of time, its wheel narrows and widens.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="widen",
        keys=("shift+up", "S"),
        label="Widen the period",
        help="Show the next longer period that holds more, and at last the whole time again.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="next-period",
        keys=("shift+right", "greater_than_sign"),
        label="Next period",
        help="Show the period of the same length that follows; an empty one says what lies beside it.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="previous-period",
        keys=("shift+left", "less_than_sign"),
        label="Previous period",
        help="Show the period of the same length before.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="next-alike",
        keys=("m",),
        label="Next of the same",
        help="Go to the next event of the name, place or source under the cursor, or of one that you choose; "
        "the key then goes on with the same until you move.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="previous-alike",
        keys=("M",),
        label="Previous of the same",
        help="Go to the event before of that name, place or source.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="repeat-step",
        keys=("full_stop",),
        label="Same step again",
        help="Make the last step in time again.",
        where=DEPTHS,
        group="Time",
    ),
    Command(
        id="repeat-step-back",
        keys=("comma",),
        label="Same step back",
        help="Make the last step in time the other way.",
        where=DEPTHS,
        group="Time",
    ),
)
