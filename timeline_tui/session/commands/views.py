"""The commands that choose what is shown: by a query, by values, as a chart, along a tour, to a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import DEPTHS, Commands, Hinted
from timeline_tui.session.commands.later import charted, requests, shown_query, trail, travel, under_cursor
from timeline_tui.session.moves import go_to_list
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from timeline_tui.session.chart_pane import ChartPane
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session


FINDING = Commands("Finding")


@FINDING.declare(("slash",), "Find", DEPTHS, Hinted("find", 1))
def _find(session: Session) -> Request | None:
    """Show only the events with these words, names, tags or dates, as you type; in the text of a source, look
    for words in it."""
    if session.text_shown:
        return trail.ask_words(session)
    shown_query.open_query(session)
    return None


@FINDING.declare(("n",), "Next hit", DEPTHS, Hinted("next hit", 2))
def _next_hit(session: Session) -> None:
    """Go to the next place where the words stand, on the page and then in the next event; in a source where
    none stand, to the next passage; where proposals are shown, to the next of them."""
    trail.walk_hits(session, 1)


@FINDING.declare(("N",), "Previous hit", DEPTHS)
def _previous_hit(session: Session) -> None:
    """Go to the hit before, or in a source where none stand to the passage before, or the proposal."""
    trail.walk_hits(session, -1)


@FINDING.declare(("f",), "Narrow by", DEPTHS, Hinted("narrow", where=("list",)))
def _facets(session: Session) -> None:
    """Choose places, groups, people, sources, speakers, tags, kinds, years or states, each with its number of
    events; letters that are typed there narrow the values."""
    shown_query.open_values(session)


@FINDING.declare(("F",), "Show everything", DEPTHS, Hinted("show all", 2))
def _clear(session: Session) -> Request | None:
    """Clear the query and the day of K, unfold all, and say so; / and ↑ bring a query back."""
    return shown_query.clear(session)


@FINDING.declare(("Y",), "Copy this view", DEPTHS, Hinted("copy view", -2), needs="nothing")
def _copy_view(session: Session) -> Request | None:
    """Copy the command line that opens this file with the same query, rows, groups, chart and event."""
    return requests.Copy(under_cursor.reopening(session))


TYPING = Commands("In the line of the query")


@TYPING.declare(("enter",), "Keep the query", ("query",), Hinted("keep", 3))
def _keep_query(session: Session) -> None:
    """Go back to the list and keep what it shows."""
    shown_query.keep(session)


@TYPING.declare(("escape",), "Drop the query", ("query",), Hinted("as before", 3))
def _drop_query(session: Session) -> None:
    """Go back to the query that there was before."""
    shown_query.drop(session)


@TYPING.declare(("tab",), "Complete", ("query",), Hinted("complete", 2))
def _complete(session: Session) -> None:
    """Take the field, value or spelling that is marked below it."""
    shown_query.complete(session)


@TYPING.declare(("up", "ctrl+r"), "Earlier query", ("query",), Hinted("earlier", 1))
def _earlier_query(session: Session) -> None:
    """Mark the value above or, where none is offered, bring back the query before."""
    shown_query.move(session, -1)


@TYPING.declare(("down", "ctrl+n"), "Later query", ("query",))
def _later_query(session: Session) -> None:
    """Mark the value below or, where none is offered, bring back the query after."""
    shown_query.move(session, 1)


NARROWING = Commands("Among the values to narrow by")


@NARROWING.declare(("enter", "space"), "Include", ("facets",), Hinted("include", 3))
def _include(session: Session) -> None:
    """Show only events with this value, or with another of its kind that is chosen; once more, no longer;
    behind letters that were typed, Space is another of them."""
    shown_query.choose_value(session, excluded=False)


@NARROWING.declare(("minus",), "Exclude", ("facets",), Hinted("exclude", 3))
def _exclude(session: Session) -> None:
    """Show no event with this value, whatever else it has; once more, no longer."""
    shown_query.choose_value(session, excluded=True)


@NARROWING.declare(("tab",), "Next kind", ("facets",), Hinted("next kind", 2))
def _next_kind(session: Session) -> None:
    """Go to those of the next kind."""
    session.values.go_to_kind(1)


@NARROWING.declare(("shift+tab",), "Previous kind", ("facets",))
def _previous_kind(session: Session) -> None:
    """Go to those of the kind before."""
    session.values.go_to_kind(-1)


@NARROWING.declare(("escape",), "Close the values", ("facets",), Hinted("done", 3))
def _close_facets(session: Session) -> None:
    """Take back the letters that narrow them or, with none typed, go back to the list."""
    shown_query.close_values(session)


CHARTING = Commands("The chart")


@CHARTING.declare(("V",), "Chart or list", DEPTHS, Hinted("chart", 1, ("list", "chart")))
def _chart(session: Session) -> None:
    """Draw what the list shows as a chart of time, at the same event, or go back to the list; there ← →
    go from event to event, ↑ ↓ by rows, PgUp PgDn by lanes, + - and the wheel zoom, < > and dragging move,
    and Enter or a click lists events that are counted."""
    if (chart := session.open_chart) is not None:
        charted.leave_chart(session, chart)
        return
    go_to_list(session)
    if session.open_chart is None:
        charted.open_chart(session)


@CHARTING.declare(("0",), "The whole time", ("chart",), Hinted("all", 1))
def _whole_time(session: Session) -> None:
    """Show the whole time again."""
    _of(session).time.show_all()


@CHARTING.declare(("l",), "Other lanes", ("chart",), Hinted("lanes", 2))
def _other_lanes(session: Session) -> None:
    """Put events into lanes by what they are part of, place, group, person, speaker, source, tag, or a word
    of the file's own, each time by the next; the wheel over their names scrolls."""
    charted.next_lanes(session, _of(session))


@CHARTING.declare(("L",), "Fold or unfold the lane", ("chart",))
def _fold_lane(session: Session) -> None:
    """Count the events of the lane under the cursor in one row, or draw them again; so does a click on its
    name."""
    _of(session).fold_lane()


@CHARTING.declare(("b",), "Fold empty time", ("chart",), Hinted("fold empty time"))
def _fold_empty(session: Session) -> None:
    """Fold away long stretches in which nothing is, or draw them in proportion again."""
    _of(session).fold_empty()


def _of(session: Session) -> ChartPane:
    if (chart := session.open_chart) is None:
        raise Refused("The chart is not open; V opens it")
    return chart


TOURS = Commands("Tours")


@TOURS.declare(("J",), "Play a tour", DEPTHS, Hinted("tour", -1))
def _tour(session: Session) -> Request | None:
    """Be led through the timeline step by step, as the file has it under `tours`; Esc comes back to where one
    was."""
    return travel.ask_tour(session)


@TOURS.declare(("W",), "Present", (*DEPTHS, "tour"), Hinted("show all again", 9), needs="nothing")
def _present(session: Session) -> None:
    """Show the list or the chart, and one event at a time, with nothing around them, for a room that looks
    on; once more, all is there again."""
    session.presents = not session.presents


PLAYING = Commands("Tours", ("tour",))
PLAYING.row(
    "next-tour-step",
    ("right", "space", "pagedown", "l"),
    "Next step",
    "Go on to the next step of the tour; a click in the right half of the page does so, too.",
    Hinted("next", 9),
)
PLAYING.row(
    "previous-tour-step",
    ("left", "backspace", "pageup", "h"),
    "Previous step",
    "Go back to the step before; a click in the left half does so, too.",
    Hinted("back", 8),
)
PLAYING.row("first-tour-step", ("home",), "First step", "Begin anew.")
PLAYING.row("last-tour-step", ("end",), "Last step", "Go to the end of the tour.")
PLAYING.row(
    "tour-down",
    ("down", "j"),
    "Scroll down",
    "Show more of a step that is longer than the window.",
    Hinted("more of it", 7),
)
PLAYING.row("tour-up", ("up", "k"), "Scroll up", "Show what stands above.")
PLAYING.row(
    "open-tour-event",
    ("enter", "o"),
    "Leave at this event",
    "Leave the tour for the page of its event; J then goes on with this step.",
    Hinted("open the event", 5),
)
PLAYING.row(
    "leave-tour",
    ("escape",),
    "Leave the tour",
    "Go back to exactly where you were before.",
    Hinted("leave", 9),
)
