"""The commands of the other views: the chart of time, a tour, and the timeline shown to a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import DEPTHS, Commands
from timeline_tui.session.commands.later import charted, touring
from timeline_tui.session.moves import come_out
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.session.chart_pane import ChartPane
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session


CHARTING = Commands("The chart")


@CHARTING.declare(("V",), "Chart or list", DEPTHS, hint="chart", hint_weight=1, hint_where=("list", "chart"))
def _chart(session: Session) -> None:
    """Draw what the list shows as a chart of time, at the same event, or go back to the list; there ← →
    go from event to event, ↑ ↓ by rows, PgUp PgDn by lanes, + - and the wheel zoom, < > and dragging move,
    and Enter or a click lists events that are counted."""
    if (chart := session.open_chart) is not None:
        charted.leave_chart(session, chart)
        return
    come_out(session)
    if session.open_chart is None:
        charted.open_chart(session)


@CHARTING.declare(("0",), "The whole time", ("chart",), hint="all", hint_weight=1)
def _whole_time(session: Session) -> None:
    """Show the whole time again."""
    _of(session).time.show_all()


@CHARTING.declare(("l",), "Other lanes", ("chart",), hint="lanes", hint_weight=2)
def _other_lanes(session: Session) -> None:
    """Put events into lanes by what they are part of, place, group, person, speaker, source, tag, or a word
    of the file's own, each time by the next; the wheel over their names scrolls."""
    charted.next_lanes(session, _of(session))


@CHARTING.declare(("L",), "Fold or unfold the lane", ("chart",))
def _fold_lane(session: Session) -> None:
    """Count the events of the lane under the cursor in one row, or draw them again; so does a click on its
    name."""
    _of(session).fold_lane()


@CHARTING.declare(("b",), "Fold empty time", ("chart",), hint="fold empty time")
def _fold_empty(session: Session) -> None:
    """Fold away long stretches in which nothing is, or draw them in proportion again."""
    _of(session).fold_empty()


def _of(session: Session) -> ChartPane:
    if (chart := session.open_chart) is None:
        raise Refused("The chart is not open; V opens it")
    return chart


TOURS = Commands("Tours")


@TOURS.declare(("J",), "Play a tour", DEPTHS, hint="tour", hint_weight=-1)
def _tour(session: Session) -> Request | None:
    """Be led through the timeline step by step, as the file has it under `tours`; Esc comes back to where one
    was."""
    return touring.ask_tour(session)


@TOURS.declare(("W",), "Present", (*DEPTHS, "tour"), hint="show all again", hint_weight=9, needs="nothing")
def _present(session: Session) -> None:
    """Show the list or the chart, and one event at a time, with nothing around them, for a room that looks
    on; once more, all is there again."""
    session.presents = not session.presents
    session.changed.tell("place")


PLAYING = Commands("Tours", ("tour",))
PLAYING.row(
    "next-tour-step",
    ("right", "space", "pagedown", "l"),
    "Next step",
    "Go on to the next step of the tour; a click in the right half of the page does so, too.",
    "next",
    weight=9,
)
PLAYING.row(
    "previous-tour-step",
    ("left", "backspace", "pageup", "h"),
    "Previous step",
    "Go back to the step before; a click in the left half does so, too.",
    "back",
    weight=8,
)
PLAYING.row("first-tour-step", ("home",), "First step", "Begin anew.")
PLAYING.row("last-tour-step", ("end",), "Last step", "Go to the end of the tour.")
PLAYING.row(
    "tour-down",
    ("down", "j"),
    "Scroll down",
    "Show more of a step that is longer than the window.",
    "more of it",
    weight=7,
)
PLAYING.row("tour-up", ("up", "k"), "Scroll up", "Show what stands above.")
PLAYING.row(
    "open-tour-event",
    ("enter", "o"),
    "Leave at this event",
    "Leave the tour for the page of its event; J then goes on with this step.",
    "open the event",
    weight=5,
)
PLAYING.row(
    "leave-tour",
    ("escape",),
    "Leave the tour",
    "Go back to exactly where you were before.",
    "leave",
    weight=9,
)
