"""The commands that move about, in the list and in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session import moves
from timeline_tui.session.commands.command import ANYWHERE, DEPTHS, Commands, Hinted
from timeline_tui.session.commands.later import adding, charted, requests, trail, travel, zooming

if TYPE_CHECKING:
    from timeline_tui.session.journey import Where
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session


MOVING = Commands("Moving")


@MOVING.declare(("up", "k"), "Up", (*ANYWHERE, "facets"))
def _up(session: Session) -> None:
    """Move one event up; on a page, to the passage before, and past its top to the event before."""
    moves.step(session, -1)


@MOVING.declare(("down", "j"), "Down", (*ANYWHERE, "facets"), Hinted("move", 1, keys="↑↓"))
def _down(session: Session) -> None:
    """Move one event down; on a page, to the next passage, and past its end to the next event."""
    moves.step(session, 1)


@MOVING.declare(("pageup", "B"), "Page up", (*ANYWHERE, "query", "facets"))
def _page_up(session: Session) -> None:
    """Move up by as much as the pane shows."""
    moves.page_by(session, -1)


@MOVING.declare(("pagedown", "space"), "Page down", (*ANYWHERE, "query", "facets"))
def _page_down(session: Session) -> None:
    """Move down by as much as the pane shows."""
    moves.page_by(session, 1)


@MOVING.declare(("home", "g"), "First", (*ANYWHERE, "facets"))
def _first(session: Session) -> None:
    """Move to where the list begins, which is the cover of the timeline, or to the top of the page."""
    moves.go_far(session, -1)


@MOVING.declare(("end", "G"), "Last", (*ANYWHERE, "facets"))
def _last(session: Session) -> None:
    """Move to the last event, or to the end of the page."""
    moves.go_far(session, 1)


@MOVING.declare(("enter",), "Open", ANYWHERE, Hinted("open", 3))
def _open(session: Session) -> Request | None:
    """Go deeper: from the list to the event, from a passage to its source, from a part to its event; take a
    proposal into an event."""
    if (chart := session.open_chart) is not None and chart.counts_event:
        charted.list_counted(session, chart, chart.lane, chart.days_at_cursor)
    elif session.at_group:
        zooming.enter_group(session)
    elif session.at_proposal and session.page.shows_cursor:
        return adding.take_proposal(session)
    else:
        moves.open_here(session)
    return None


@MOVING.declare(("escape",), "Back", ANYWHERE, Hinted("back", 3, ("event", "source", "page")))
def _back(session: Session) -> Request | None:
    """Come back to exactly where you were."""
    if (chart := session.open_chart) is not None:
        charted.leave_chart(session, chart)
        return None
    if (chart := session.chart) is not None and chart.listed and charted.leave_counted(session, chart):
        return None
    if session.entered and zooming.leave_group(session):
        return None
    if (about := session.known_by) is None or session.journey.deep:
        moves.go_back(session)
        return None
    from timeline_tui.render.phrases import as_of_words

    session.tell(f"All that is known now is shown again, and no longer {as_of_words(about)}")
    return requests.Know(None)


@MOVING.declare(("right",), "Right", ANYWHERE, Hinted("other accounts", 2, ("event",), "← →"))
def _right(session: Session) -> None:
    """Go to the passage in the next column or, where there are no columns, deeper."""
    if not moves.go_beside(session, 1):
        _open(session)


@MOVING.declare(("left", "h"), "Left", ANYWHERE)
def _left(session: Session) -> Request | None:
    """Go to the passage in the column before or, with none there, back to where you were."""
    return None if moves.go_beside(session, -1) else _back(session)


@MOVING.declare(("tab",), "Next passage", ANYWHERE)
def _next_stop(session: Session) -> None:
    """Go to the next passage or link at once; past the last of an event, to the next event."""
    moves.jump(session, 1)


@MOVING.declare(("shift+tab",), "Previous passage", ANYWHERE)
def _previous_stop(session: Session) -> None:
    """Go to the passage or link before at once; before the first, to the event before."""
    moves.jump(session, -1)


@MOVING.declare(("right_square_bracket",), "Next event", DEPTHS, Hinted("next event", where=("event",)))
def _next_event(session: Session) -> None:
    """Go to the next event without going back to the list."""
    moves.step_event(session, 1)


@MOVING.declare(("left_square_bracket",), "Previous event", DEPTHS, Hinted("event before", -1, ("event",)))
def _previous_event(session: Session) -> None:
    """Go to the event before without going back to the list."""
    moves.step_event(session, -1)


ROWS = Commands("Rows")


@ROWS.declare(("v",), "More or less of each event", ("list",), Hinted("more of each", -1))
def _rows(session: Session) -> None:
    """Change between rows with no gaps, ordinary ones, and rows with the first words of each event."""
    zooming.change_rows(session)


@ROWS.declare(("minus",), "Zoom out", ("list", "chart"), Hinted("zoom out", -1))
def _zoom_out(session: Session) -> None:
    """Put events together by day, month, year, decade or century, with how many each holds."""
    if (chart := session.open_chart) is not None:
        chart.time.zoom(out=True)
        return
    zooming.zoom_out(session)


@ROWS.declare(("plus", "equals_sign"), "Zoom in", ("list", "chart"), Hinted("zoom in", 1))
def _zoom_in(session: Session) -> None:
    """Go from a century, decade, year, month or day to what it holds; Enter does so too."""
    if (chart := session.open_chart) is not None:
        chart.time.zoom()
        return
    zooming.zoom_in(session)


@ROWS.declare(("z",), "Fold or unfold", ("list", "chart"), Hinted("fold parts"))
def _fold(session: Session) -> None:
    """Hide the parts of the event, or of the one that it is part of, or show them again."""
    zooming.fold(session)


@ROWS.declare(("Z",), "Fold or unfold all", ("list", "chart"), Hinted("fold all", -1))
def _fold_all(session: Session) -> None:
    """Hide the parts of all events, or show them again."""
    zooming.fold_all(session)


_STEP = 3
_BESIDE: tuple[Where, ...] = ("list", "event", "source")


@ROWS.declare(("left_curly_bracket",), "Narrower list", _BESIDE)
def _narrower_list(session: Session) -> Request:
    """Give the list less room and the page beside it more; dragging the line between them does so too, and
    its place is remembered."""
    return requests.Divide(-_STEP)


@ROWS.declare(("right_curly_bracket",), "Wider list", _BESIDE)
def _wider_list(session: Session) -> Request:
    """Give the list more room and the page beside it less."""
    return requests.Divide(_STEP)


@ROWS.declare(("vertical_line",), "List as wide as it needs", _BESIDE)
def _list_as_needed(session: Session) -> Request:
    """Let the list again take what its titles need, up to half of the window."""
    return requests.Divide(None)


TRAVELLING = Commands("Time")


@TRAVELLING.declare(("t",), "Go to time", DEPTHS, Hinted("go to time", where=("list",)))
def _go_to_time(session: Session) -> Request | None:
    """Go to a date in numbers or words, or by a step such as +1 month or next year; while you type, it shows
    where that leads."""
    return requests.Show("time")


@TRAVELLING.declare(
    ("shift+down", "s"), "Narrow the period", DEPTHS, Hinted("only its time", -1, ("list", "chart"), "s")
)
def _narrow(session: Session) -> None:
    """Show only the year, month or day of the event under the cursor, each time the next shorter; dragging
    along the strip chooses any stretch of time, its wheel narrows and widens."""
    travel.narrow(session)


@TRAVELLING.declare(("shift+up", "S"), "Widen the period", DEPTHS, Hinted("longer period", 1, keys="S"))
def _widen(session: Session) -> None:
    """Show the next longer period that holds more, and at last the whole time again."""
    travel.widen(session)


@TRAVELLING.declare(
    ("shift+right", "greater_than_sign"), "Next period", DEPTHS, Hinted("next period", 1, keys=">")
)
def _next_period(session: Session) -> None:
    """Show the period of the same length that follows; an empty one says what lies beside it."""
    travel.shift(session, 1)


@TRAVELLING.declare(("shift+left", "less_than_sign"), "Previous period", DEPTHS)
def _previous_period(session: Session) -> None:
    """Show the period of the same length before."""
    travel.shift(session, -1)


@TRAVELLING.declare(("m",), "Next of the same", DEPTHS, Hinted("next of it", -1, ("event", "source")))
def _next_alike(session: Session) -> Request | None:
    """Go to the next event of the name, place or source under the cursor, or of one that you choose; the key
    then goes on with the same until you move."""
    return trail.follow(session, 1)


@TRAVELLING.declare(("M",), "Previous of the same", DEPTHS)
def _previous_alike(session: Session) -> Request | None:
    """Go to the event before of that name, place or source."""
    return trail.follow(session, -1)


@TRAVELLING.declare(("full_stop",), "Same step again", DEPTHS, Hinted("same step", 1))
def _repeat_step(session: Session) -> None:
    """Make the last step in time again."""
    travel.repeat(session)


@TRAVELLING.declare(("comma",), "Same step back", DEPTHS)
def _repeat_step_back(session: Session) -> None:
    """Make the last step in time the other way."""
    travel.repeat(session, backwards=True)
