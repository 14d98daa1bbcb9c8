"""Narrowing by values: the pane of them, and the terms of the query that they become."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.query import has_term, with_term, without_term
from timeline_tui.session.completion import Counter, ValueQuery
from timeline_tui.session.moves import go_to_list
from timeline_tui.session.requests import Refused
from timeline_tui.session.value_list import ValueList
from timeline_tui.session.viewing import ask_view

if TYPE_CHECKING:
    from timeline_tui.session.completion import Listed
    from timeline_tui.session.session import Session


def open_values(session: Session) -> None:
    """Show the values to narrow by, and count what stands there."""
    go_to_list(session)
    if session.values is None:
        session.values = ValueList(session.changed)
    session.counted_for = session.listed_for = None
    session.enter("facets")
    refresh(session)


def close(session: Session) -> None:
    """Take back the letters that narrow them or, with none typed, take the values away."""
    if session.values is not None and session.values.narrowed:
        narrow(session, "")
        return
    leave(session)


def leave(session: Session) -> None:
    """Take the values away; what was chosen stays in the query."""
    session.let_go("values")
    session.enter(None)


def narrow(session: Session, text: str) -> None:
    """List only values with these letters."""
    if session.values is not None:
        session.values.narrow(text)
        refresh(session)


def refresh(session: Session) -> None:
    """Count anew where another query, index or beginning is asked for."""
    index, values = session.index, session.values
    if session.mode != "facets" or values is None or index is None:
        return
    compared = session.texts is not None
    counter = session.counter = session.counter or Counter()
    wanted = ValueQuery(session.view.query, values.narrowed, compared, session.comparing and not compared)
    if (index, wanted) != session.counted_for:
        session.counted_for = index, wanted
        session.find_out("values", partial(counter.count, index, wanted), partial(_take, session))


def _take(session: Session, listed: Listed) -> None:
    session.listed_for = listed.wanted
    if session.values is not None:
        session.values.show(listed.facets, counting=listed.counting)


def choose(session: Session, *, excluded: bool) -> None:
    """Include the value under the cursor, or exclude it; once more, no longer."""
    values = session.values
    facet = values.facet if values is not None else None
    if values is None or facet is None:
        raise Refused("There is no value here; Backspace takes back what was typed")
    values.moved = True
    query = session.view.query
    if has_term(query, facet.field, facet.value) == ("excluded" if excluded else "included"):
        query = without_term(query, facet.field, facet.value)
    else:
        query = with_term(query, facet.field, facet.value, excluded=excluded)
    ask_view(session, session.view._replace(query=query))
