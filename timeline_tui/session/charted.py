"""There and back between the list and the chart, which is made beside the screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from timeline_tui.index.lanes import LANE_KINDS
from timeline_tui.index.shown import Folded, Shown
from timeline_tui.session.background import own_index
from timeline_tui.session.chart_pane import MOST_DRAWN, ChartPane, Pointed
from timeline_tui.session.charting import Chart, shows_all
from timeline_tui.session.moves import pick
from timeline_tui.session.viewing import ask_view
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.records import IsWanted
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect


_FEW: Final = 300
"""The chart of so many events is there before a thread would be, as is that of all in one lane."""


def open_chart(session: Session, kind: str | None = None) -> None:
    """Draw what the list shows, with the same event under the cursor."""
    pane = session.chart = session.chart or ChartPane(session.events, session.changed, session.marks)
    pane.open, pane.grouped = True, session.view.grouped
    pane.mark(session.spans)
    if pane.grouped is not None:
        ask_view(session, session.view._replace(grouped=None))
    session.changed.tell("chart", "place")
    _put_into_lanes(session, pane, pane.kind if kind is None else kind)


def leave_chart(session: Session, pane: ChartPane) -> None:
    """Give its place back to the list, at the same event."""
    pane.open = False
    if pane.grouped is not None and session.view.grouped is None:
        ask_view(session, session.view._replace(grouped=pane.grouped))
    session.events.reveal()
    session.changed.tell("chart", "place")


def point_at_chart(session: Session, pointed: Pointed) -> None:
    """Go to the event that is pointed at, list what is counted there, or fold the lane that is named."""
    pane = session.open_chart
    if pane is None:
        return
    if pointed.lane is not None:
        pane.lane = pointed.lane
    if pointed.named:
        pane.fold_lane()
    elif pointed.days is not None:
        list_counted(session, pane, pointed.lane, pointed.days)
    elif pointed.rank is not None:
        from timeline_tui.session.shown_query import leave_mode

        leave_mode(session)
        pick(session, pointed.rank)


def list_counted(session: Session, pane: ChartPane, lane: int | None, days: tuple[int, int] | None) -> None:
    """List what a count of the chart stands for: the events of a lane that can be in these days."""
    # Most readers never ask for it, and all of this takes longer than to draw the chart.
    from timeline_tui.model.periods import Period
    from timeline_tui.query.written import with_period, with_term
    from timeline_tui.session.landing import period_of

    chart, view, query = pane.known(), session.view, session.view.query
    if days is not None and session.index is not None:
        held = period_of(query, session.index.about)
        around = [chart.all.extent or days, *([(held.first, held.last)] if held is not None else [])]
        first = max(days[0], *(first for first, _ in around))
        last = min(days[1], *(last for _, last in around))
        query = with_period(query, Period(first, max(first, last)).edtf)
    if lane is not None and lane < len(chart.labels) and (term := chart.term(lane)) is not None:
        query = with_term(query, *term)
    leave_chart(session, pane)
    pane.listed = session.view._replace(query=query), view
    ask_view(session, pane.listed[0])


def leave_counted(session: Session, pane: ChartPane) -> bool:
    """Come back to the chart out of what was listed of it; False where that is not what is shown."""
    if session.depth != "list" or pane.listed is None:
        return False
    (listed, before), pane.listed = pane.listed, None
    if session.view != listed:
        return False
    ask_view(session, before)
    open_chart(session)
    return True


def next_lanes(session: Session, pane: ChartPane) -> None:
    """Put events into lanes by what comes next."""
    kinds = pane.kinds()
    at = kinds.index(pane.kind) + 1 if pane.kind in kinds else 0
    kind = kinds[at % len(kinds)]
    session.tell("No lanes" if kind == "none" else f"Lanes by {kind}")
    _put_into_lanes(session, pane, kind)


def keep_up(session: Session, pane: ChartPane, aspects: frozenset[Aspect]) -> None:
    """Follow what the list shows, and its cursor."""
    if "list" in aspects:
        _ask(session, pane)
    if "spans" in aspects:
        pane.mark(session.spans)
    pane.follow()


def _put_into_lanes(session: Session, pane: ChartPane, kind: str) -> None:
    if kind != pane.kind:
        pane.put_into_lanes(kind)
    if kind == "part" and session.view.folded != Folded():
        # What is folded away would be in no lane.
        ask_view(session, session.view._replace(folded=Folded()))
    _ask(session, pane)


def _ask(session: Session, pane: ChartPane) -> None:
    """Make the chart, beside the screen where that takes long, unless it is there or on its way."""
    shown = session.shown
    if shown is None or shown.partial or pane.asked == (shown, pane.kind):
        return
    pane.asked = shown, pane.kind
    if shown.events <= _FEW or (pane.kind == "none" and shows_all(shown)):
        _take(session, pane, Chart(shown, pane.kind, most=MOST_DRAWN))
        return
    session.find_out("chart", partial(_made, shown, pane.kind), partial(_take, session, pane))


def _take(session: Session, pane: ChartPane, chart: Chart) -> None:
    """Draw a chart that was made; one by a word that the file does not have has no lanes."""
    pane.take(chart)
    if pane.chart is chart and chart.kind not in LANE_KINDS and chart.kind not in pane.kinds():
        session.tell(f"There are no lanes by {visible(chart.kind)}: l goes through those that there are")
        _put_into_lanes(session, pane, "none")


def _made(shown: Shown, kind: str, _: IsWanted) -> Iterator[Chart]:
    """The chart of what is shown, made in a thread with an index of its own."""
    yield Chart(shown, kind, own_index(shown.index), MOST_DRAWN)
