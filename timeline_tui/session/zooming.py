"""What a row of the list is: an event, with more or less of it, without its parts, or a group of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.index.shown import Folded, Shown, Unit
from timeline_tui.session.list_pane import ROWS
from timeline_tui.session.signal import Refused
from timeline_tui.session.viewing import ask_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.index.records import Row
    from timeline_tui.session.session import Session


# How much of an event.


def change_rows(session: Session) -> None:
    """Show more of each event, or after the most the least."""
    if session.at_group:
        raise Refused("A group of events is one row, however much is shown; Enter goes into it")
    session.events.show_rows(ROWS[(ROWS.index(session.events.rows) + 1) % len(ROWS)])


# Groups.


def zoom_out(session: Session) -> None:
    """Put events together, or groups of them into larger ones."""
    ladder, unit = _units(session), session.view.grouped
    coarser = ladder if unit is None else ladder[ladder.index(unit) + 1 :] if unit in ladder else ()
    if not coarser:
        raise Refused("This is as far out as it goes")
    session.entered.clear()
    _group(session, coarser[0])


def zoom_in(session: Session) -> None:
    """Show what groups hold, one step finer."""
    _enter(session, _finer(session))


def enter_group(session: Session) -> None:
    """Go into the group under the cursor: to its events, if the list can show them all at once."""
    position = session.events.position
    if position is None:
        raise Refused("There is nothing to open")
    (group,) = session.read_list.rows(position, 1)
    fits = getattr(group, "events", 0) < session.events.height
    _enter(session, None if fits else _finer(session))


def leave_group(session: Session) -> bool:
    """Come back out of the group that was entered last; False where none was."""
    if session.depth != "list" or not session.entered:
        return False
    unit, entered = session.entered.pop()
    if session.view.grouped != entered:
        # Somebody came out of it in another way.
        session.entered.clear()
        return False
    _group(session, unit)
    return True


def _finer(session: Session) -> Unit | None:
    ladder, unit = _units(session), session.view.grouped
    if unit is None:
        raise Refused("Each row is an event already; - puts them together")
    at = ladder.index(unit) if unit in ladder else 0
    return ladder[at - 1] if at else None


def _enter(session: Session, unit: Unit | None) -> None:
    if (left := session.view.grouped) is not None:
        session.entered.append((left, unit))
    _group(session, unit)


def _group(session: Session, unit: Unit | None) -> None:
    ask_view(session, session.view._replace(grouped=unit))


def _units(session: Session) -> Sequence[Unit]:
    """The units of which a list of all events is much shorter than of those before."""
    from timeline_tui.index.groups import units_worth_it

    index = session.read_index
    if session.ladder is None or session.ladder[0] is not index:
        session.ladder = index, units_worth_it(index)
    return session.ladder[1]


# Parts of events.


def fold(session: Session) -> None:
    """Hide the parts of an event, or show them."""
    whole = _whole(session)
    view = session.view
    # The place is kept at what stays.
    session.events.go(whole.rank)
    folded = view.folded._replace(but=view.folded.but ^ {whole.id})
    ask_view(session, view._replace(folded=folded))


def _whole(session: Session) -> Row:
    index, shown, row = session.read_index, _foldable(session), session.row
    if row is None:
        raise Refused("There is no event to fold")
    whole = row if index.has_parts(row.rank) else index.parent(row.rank)
    if whole is None:
        raise Refused("This event has no parts, and is part of no other")
    if not whole.id or shown.position_of(whole.rank) is None:
        raise Refused("What this is part of is not shown")
    return whole


def fold_all(session: Session) -> None:
    """Hide the parts of all events, or show them."""
    shown, row = _foldable(session), session.row
    if not shown.index.has_parts():
        raise Refused("No event here is part of another")
    while row is not None and (above := shown.index.parent(row.rank)) is not None:
        row = above
    if row is not None and shown.position_of(row.rank) is not None:
        session.events.go(row.rank)
    view = session.view
    ask_view(session, view._replace(folded=Folded(everything=view.folded == Folded())))


def _foldable(session: Session) -> Shown:
    shown = session.read_list
    if shown.view.grouped is not None:
        raise Refused("Rows are groups of events here; + goes into them")
    if not shown.folds:
        raise Refused("Events that hold words that are looked for are not folded")
    return shown


def unfold_to_cursor(session: Session) -> bool:
    """Show the event of the cursor where it is folded into another; whether it is on its way."""
    shown, view = session.shown, session.view
    if shown is None or shown.view.folded == Folded() or session.events.position is not None:
        return False
    if session.events.on_cover:
        return False
    ids, above = set[str](), shown.index.parent(session.events.cursor)
    while above is not None:
        is_folded = view.folded.everything != (above.id in view.folded.but)
        if is_folded and shown.position_of(above.rank) is not None:
            ids.add(above.id)
        above = shown.index.parent(above.rank)
    if ids:
        ask_view(session, view._replace(folded=view.folded._replace(but=view.folded.but ^ ids)))
    return bool(ids)
