"""The commands of the chart, the second view of what the list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import Commands
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.session.chart_pane import ChartPane
    from timeline_tui.session.session import Session


CHARTING = Commands("The chart")


@CHARTING.declare(("V",), "Chart or list", ("list", "chart"), hint="chart", hint_weight=1)
def _chart(session: Session) -> None:
    """Draw what the list shows as a chart of time, at the same event, or go back to the list; there ← →
    go from event to event, ↑ ↓ by rows, PgUp PgDn by lanes, + - and the wheel zoom, < > and dragging move,
    and Enter or a click lists events that are counted."""
    from timeline_tui.session.charted import leave_chart, open_chart

    if (chart := session.open_chart) is not None:
        leave_chart(session, chart)
    else:
        open_chart(session)


@CHARTING.declare(("0",), "The whole time", ("chart",), hint="all", hint_weight=1)
def _whole_time(session: Session) -> None:
    """Show the whole time again."""
    _of(session).time.show_all()


@CHARTING.declare(("l",), "Other lanes", ("chart",), hint="lanes", hint_weight=2)
def _other_lanes(session: Session) -> None:
    """Put events into lanes by what they are part of, place, group, person, speaker, source, tag, or a word
    of the file's own, each time by the next; the wheel over their names scrolls."""
    from timeline_tui.session.charted import next_lanes

    next_lanes(session, _of(session))


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
