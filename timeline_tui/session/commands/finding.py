"""The commands that find: the query, what completes it, what it hides, and what was hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import DEPTHS, Commands
from timeline_tui.session.commands.later import shown_query, trail, under_cursor

if TYPE_CHECKING:
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session


FINDING = Commands("Finding")


@FINDING.declare(("slash",), "Find", DEPTHS, hint="find", hint_weight=1)
def _find(session: Session) -> Request | None:
    """Show only the events with these words, names, tags or dates, as you type; in the text of a source, look
    for words in it."""
    if session.text_shown:
        return trail.ask_words(session)
    shown_query.open_query(session)
    return None


@FINDING.declare(("n",), "Next hit", DEPTHS, hint="next hit", hint_weight=2)
def _next_hit(session: Session) -> None:
    """Go to the next place where the words stand, on the page and then in the next event; in a source where
    none stand, to the next passage; where proposals are shown, to the next of them."""
    trail.walk_hits(session, 1)


@FINDING.declare(("N",), "Previous hit", DEPTHS)
def _previous_hit(session: Session) -> None:
    """Go to the hit before, or in a source where none stand to the passage before, or the proposal."""
    trail.walk_hits(session, -1)


@FINDING.declare(("f",), "Narrow by", DEPTHS, hint="narrow", hint_where=("list",))
def _facets(session: Session) -> None:
    """Choose places, groups, people, sources, speakers, tags, kinds, years or states, each with its number of
    events; letters that are typed there narrow the values."""
    shown_query.open_values(session)


@FINDING.declare(("F",), "Show everything", DEPTHS, hint="show all", hint_weight=2)
def _clear(session: Session) -> Request | None:
    """Clear the query and the day of K, unfold all, and say so; / and ↑ bring a query back."""
    return shown_query.clear(session)


@FINDING.declare(("Y",), "Copy this view", DEPTHS, hint="copy view", hint_weight=-2, needs="nothing")
def _copy_view(session: Session) -> Request | None:
    """Copy the command line that opens this file with the same query, rows, groups, chart and event."""
    from timeline_tui.session.requests import Copy

    return Copy(under_cursor.reopening(session))


TYPING = Commands("In the line of the query")


@TYPING.declare(("enter",), "Keep the query", ("query",), hint="keep", hint_weight=3)
def _keep_query(session: Session) -> None:
    """Go back to the list and keep what it shows."""
    shown_query.keep(session)


@TYPING.declare(("escape",), "Drop the query", ("query",), hint="as before", hint_weight=3)
def _drop_query(session: Session) -> None:
    """Go back to the query that there was before."""
    shown_query.drop(session)


@TYPING.declare(("tab",), "Complete", ("query",), hint="complete", hint_weight=2)
def _complete(session: Session) -> None:
    """Take the field, value or spelling that is marked below it."""
    shown_query.complete(session)


@TYPING.declare(("up", "ctrl+r"), "Earlier query", ("query",), hint="earlier", hint_weight=1)
def _earlier_query(session: Session) -> None:
    """Mark the value above or, where none is offered, bring back the query before."""
    shown_query.move(session, -1)


@TYPING.declare(("down", "ctrl+n"), "Later query", ("query",))
def _later_query(session: Session) -> None:
    """Mark the value below or, where none is offered, bring back the query after."""
    shown_query.move(session, 1)


NARROWING = Commands("Among the values to narrow by")


@NARROWING.declare(("enter", "space"), "Include", ("facets",), hint="include", hint_weight=3)
def _include(session: Session) -> None:
    """Show only events with this value, or with another of its kind that is chosen; once more, no longer;
    behind letters that were typed, Space is another of them."""
    shown_query.choose_value(session, excluded=False)


@NARROWING.declare(("minus",), "Exclude", ("facets",), hint="exclude", hint_weight=3)
def _exclude(session: Session) -> None:
    """Show no event with this value, whatever else it has; once more, no longer."""
    shown_query.choose_value(session, excluded=True)


@NARROWING.declare(("tab",), "Next kind", ("facets",), hint="next kind", hint_weight=2)
def _next_kind(session: Session) -> None:
    """Go to those of the next kind."""
    if session.values is not None:
        session.values.go_to_kind(1)


@NARROWING.declare(("shift+tab",), "Previous kind", ("facets",))
def _previous_kind(session: Session) -> None:
    """Go to those of the kind before."""
    if session.values is not None:
        session.values.go_to_kind(-1)


@NARROWING.declare(("escape",), "Close the values", ("facets",), hint="done", hint_weight=3)
def _close_facets(session: Session) -> None:
    """Take back the letters that narrow them or, with none typed, go back to the list."""
    shown_query.close_values(session)
