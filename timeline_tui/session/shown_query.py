"""The query of what is shown: changed as it is typed, by values that are chosen, and cleared."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.shown import View
from timeline_tui.model.criteria import PROOFS
from timeline_tui.query.scan import Unreadable, uncompared
from timeline_tui.query.written import has_term, parse, readable, with_term, without_term
from timeline_tui.render.notices import nothing_page
from timeline_tui.render.phrases import as_of_words, hidden_words
from timeline_tui.session.moves import go_to_list, say_nothing
from timeline_tui.session.requests import Know, Request
from timeline_tui.session.signal import Refused
from timeline_tui.session.typed_query import field_offers, lacking, meant_offers, offered_values, typing_at
from timeline_tui.session.value_list import ValueQuery
from timeline_tui.session.viewing import ask_view

if TYPE_CHECKING:
    from timeline_tui.index.lacking import Lack
    from timeline_tui.index.reader import Index
    from timeline_tui.session.session import Session
    from timeline_tui.session.typed_query import Offer


def open_query(session: Session) -> None:
    """Let the query be typed, from what it is now."""
    go_to_list(session)
    query = session.view.query
    session.typed.begin(query, _with_room(query))
    session.mode = "query"
    _offer(session)


def type_in(session: Session, text: str, cursor: int) -> None:
    """Show what the text asks for, as far as it can be read."""
    typed = session.typed
    typed.put(text, cursor)
    if text == session.view.query and typed.complaint is None:
        _offer(session)
        return
    query, typed.complaint = text, None
    try:
        asked = parse(text).on_proof
    except Unreadable as error:
        # What cannot be read hides nothing; what beside it can, does.
        typed.complaint, query = error, readable(text)
    else:
        # A state that is only begun may be another one.
        wants = asked is not None and set(asked.values) <= set(PROOFS)
        if asked is not None and wants and session.texts is None and not session.comparing:
            typed.complaint = uncompared(asked)
            query = readable(f"{text[: asked.start]}{text[asked.end :]}")
    if query != session.view.query:
        ask_view(session, session.view._replace(query=query))
    _offer(session)


def keep(session: Session) -> None:
    """Leave the line with the query as it is, unless it cannot be read."""
    typed = session.typed
    # What was typed last may not have been looked at yet.
    type_in(session, typed.text, typed.cursor)
    if typed.complaint is not None:
        _take_offers(session, ())
        raise Refused(f"This query cannot be read: {typed.complaint.sentence}")
    typed.remember(session.view.query)
    _close(session)


def drop(session: Session) -> None:
    """Go back to the query that there was before."""
    if session.view.query != session.typed.before:
        session.typed.remember(session.view.query)
        ask_view(session, session.view._replace(query=session.typed.before))
    _close(session)


def _close(session: Session) -> None:
    session.typed.complaint, session.typed.offers = None, ()
    session.let_go("offers")
    session.mode = None


def move(session: Session, direction: int) -> None:
    """Mark another offer or, where there is none, bring back another query."""
    typed = session.typed
    if typed.offers:
        typed.marked = (typed.marked + direction) % len(typed.offers)
    elif not typed.bring_back(direction):
        raise Refused("There is no earlier query" if direction < 0 else "There is no later query")
    session.changed.tell("query")


def complete(session: Session) -> None:
    """Take what is marked or, where nothing is typed yet, offer every field."""
    typed = session.typed
    if typed.offers:
        offer = typed.offers[typed.marked]
        typed.put(offer.text, offer.cursor)
        session.changed.tell("query")
        return
    typing = typing_at(typed.text, typed.cursor)
    if typing.field is not None or typing.beginning:
        raise Refused("Nothing here to complete")
    _take_offers(session, field_offers(typed.text, typed.cursor, typing, every=True))


def _offer(session: Session) -> None:
    typed, index = session.typed, session.index
    cursor = min(typed.cursor, len(typed.text))
    typing = typing_at(typed.text, cursor)
    typed.offers = ()
    typed.looks_up = typing.field is not None and index is not None
    if typing.field is None:
        session.let_go("offers")
        _take_offers(session, field_offers(typed.text, cursor, typing))
    elif index is not None:
        question = partial(offered_values, index, typed.text, cursor, typing)
        session.find_out("offers", question, partial(_take_values, session))
        session.changed.tell("query")


def _take_values(session: Session, offers: Sequence[Offer]) -> None:
    session.typed.looks_up = False
    _take_offers(session, offers)


def _take_offers(session: Session, offers: Sequence[Offer]) -> None:
    typed = session.typed
    if not offers and typed.complaint is None and typed.meant[0] == session.view.query:
        offers = typed.meant[1]
    typed.offers, typed.marked = offers, 0
    session.changed.tell("query")


def leave_mode(session: Session) -> None:
    """Let what is typed or chosen stand, and give back the keys."""
    if session.mode == "query":
        keep(session)
    elif session.mode == "facets":
        leave_values(session)


# What is found, and everything.


def clear(session: Session) -> Request | None:
    """Show everything again, and say what was cleared."""
    view = session.view
    cleared = [f"the query {view.query.strip()}"] if view.query.strip() else []
    cleared += ["what was folded"] if view.folded != View().folded else []
    cleared += [f"the grouping by {view.grouped}"] if view.grouped else []
    if (about := session.known_by) is not None:
        cleared.append(f"{as_of_words(about)}, {hidden_words(about)}")
    if not cleared:
        raise Refused("Everything is shown")
    session.typed.remember(view.query)
    ask_view(session, View())
    again = "; / and ↑ bring it back" if view.query.strip() else ""
    session.tell(f"Cleared: {', '.join(cleared)}{again}")
    if about is None:
        return None
    return Know(None)


def explain(session: Session) -> None:
    """Say why nothing is found, in the place of what would be."""
    if session.index is None:
        return
    _say_nothing(session, session.view.query, None)
    question = partial(lacking, session.index, session.view.query)
    session.find_out("lacks", question, partial(_take_lacks, session))


def _take_lacks(session: Session, found: tuple[str, list[Lack]]) -> None:
    query, lacks = found
    if query != session.view.query:
        return
    _say_nothing(session, query, lacks)
    session.typed.meant = query, meant_offers(lacks)
    if session.mode == "query" and not session.typed.offers:
        _take_offers(session, ())


def _say_nothing(session: Session, query: str, lacks: Sequence[Lack] | None) -> None:
    complete = session.index is None or session.index.about.complete
    unknown = [] if session.index is None else _unknown(session.index, query)
    page = partial(nothing_page, query, lacks, complete=complete, unknown=unknown, marks=session.marks)
    say_nothing(session, page)


def _unknown(index: Index, query: str) -> list[str]:
    """Why it is not known what changed since the versions that a query names."""
    with suppress(Unreadable):
        known = (index.changes.get(version) for _, version in parse(query).on_changes)
        return [changes.unknown for changes in known if changes is not None and changes.unknown]
    return []


def _with_room(text: str) -> str:
    """The text of a query with a blank behind a term that is whole, so that what is typed is a new one."""
    try:
        terms = parse(text).terms
    except Unreadable:
        return text
    return f"{text} " if terms and terms[-1].field is not None and terms[-1].end == len(text) else text


# Narrowing by values.


def open_values(session: Session) -> None:
    """Show the values to narrow by, and count what stands there."""
    go_to_list(session)
    session.values.begin()
    session.mode = "facets"
    count_values(session)


def close_values(session: Session) -> None:
    """Take back the letters that narrow them or, with none typed, take the values away."""
    if session.values.narrowed:
        session.values.narrow("")
        count_values(session)
    else:
        leave_values(session)


def leave_values(session: Session) -> None:
    """Take the values away; what was chosen stays in the query."""
    session.let_go("values")
    session.mode = None


def count_values(session: Session) -> None:
    """Count anew where another query, index or beginning is asked for."""
    index, values = session.index, session.open_values
    if values is None or index is None:
        return
    compared = session.texts is not None
    wanted = ValueQuery(session.view.query, values.narrowed, compared, session.comparing and not compared)
    if (index, wanted) != values.asked:
        values.asked = index, wanted
        session.find_out("values", partial(values.counter.count, index, wanted), values.take)


def choose_value(session: Session, *, excluded: bool) -> None:
    """Include the value under the cursor, or exclude it; once more, no longer."""
    facet = session.values.facet
    if facet is None:
        raise Refused("There is no value here; Backspace takes back what was typed")
    session.values.moved = True
    query = session.view.query
    if has_term(query, facet.field, facet.value) == ("excluded" if excluded else "included"):
        query = without_term(query, facet.field, facet.value)
    else:
        query = with_term(query, facet.field, facet.value, excluded=excluded)
    ask_view(session, session.view._replace(query=query))
