"""Which commands can act where the reader is and lead anywhere from there, and why others cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.index.shown import View
from timeline_tui.model import dates
from timeline_tui.render.phrases import as_of_words
from timeline_tui.session.moves import IS_GROUP

if TYPE_CHECKING:
    from timeline_tui.index.records import About
    from timeline_tui.session.commands import Command
    from timeline_tui.session.session import Session


_DAYS_OF_CENTURY = 36_524


def leads_on(session: Session, command: str) -> bool:
    """Whether this command would change what is shown; true of what always does."""
    match command:
        case "next-event" | "previous-event":
            return _has_event_beside(session, 1 if command == "next-event" else -1)
        case "down" | "other-lanes" | "fold-empty":
            return not session.finds_none
        case "next-hit":
            return session.spans is not None and _has_hit_ahead(session)
        case "rows":
            return not session.at_group
        case "fold" | "fold-all":
            return _can_fold(session, everything=command == "fold-all")
        case "zoom-in" | "zoom-out" | "whole-time":
            return _can_zoom(session, out=command != "zoom-in")
        case "narrow":
            return _can_narrow(session)
        case "widen" | "next-period":
            return _has_period(session, command)
        case "next-alike":
            return _is_followed_on(session)
        case "earlier-query":
            return session.typed.has_earlier
        case "repeat-step":
            return session.step is not None and _step_leads(session)
    return True


def has_dispute_ahead(session: Session) -> bool:
    """Whether a disputed point lies ahead of the cursor."""
    index, shown = session.index, session.shown
    if index is None or shown is None or not index.about.disputes:
        return False
    row, page = session.row, session.page
    is_here = session.depth == "list" and row is not None and bool(row.disputes)
    ahead = enumerate(page.stops) if session.depth == "event" else ()
    # A page has its own ones first.
    is_below = any(stop.kind == "dispute" and at > page.cursor for at, stop in ahead)
    return is_here or is_below or shown.disputed(session.events.cursor, 1) is not None


def _has_event_beside(session: Session, direction: int) -> bool:
    shown = session.shown
    return shown is not None and shown.event_from(session.events.cursor + direction, direction) is not None


def _has_hit_ahead(session: Session) -> bool:
    return _has_event_beside(session, 1) if session.depth == "list" else session.page.has_hits


def _can_fold(session: Session, *, everything: bool) -> bool:
    shown, row = session.shown, session.row
    if shown is None or row is None or session.at_group or not shown.folds:
        return False
    if everything:
        return shown.index.has_parts()
    whole = row if shown.index.has_parts(row.rank) else shown.index.parent(row.rank)
    return whole is not None and bool(whole.id) and shown.position_of(whole.rank) is not None


def _can_zoom(session: Session, *, out: bool) -> bool:
    if (chart := session.open_chart) is not None:
        can_move = not chart.is_waiting and chart.time.shown is not None
        return can_move and (not out or chart.time.shown != chart.time.whole)
    if not out:
        return session.at_group
    about, unit = session.index.about if session.index is not None else None, session.view.grouped
    if session.ladder is not None and session.ladder[0] is session.index:
        units = session.ladder[1]
        return bool(units) and unit != units[-1]
    return about is not None and unit is None and _are_many(about)


def _are_many(about: About) -> bool:
    """Whether there are surely so many events that groups of them are far fewer."""
    if about.earliest is None or about.latest is None:
        return False
    centuries = (about.latest - about.earliest) // _DAYS_OF_CENTURY + 2
    return 2 * about.events >= 3 * centuries


def _can_narrow(session: Session) -> bool:
    """Whether something is hidden where only the time of this event is shown, as far as is told at once."""
    index, row = session.index, session.row
    if index is None or row is None or "in:" in session.view.query or session.at_group:
        return False
    here = dates.understood(row.date)
    first = dates.understood(index.rows(0, 1)[0].date)
    return here is not None and first is not None and here.anchor != first.anchor


def _has_period(session: Session, command: str) -> bool:
    if command == "next-period" and session.open_chart is not None:
        if session.open_chart.is_waiting:
            return False
        time = session.open_chart.time
        return time.shown is not None and time.whole is not None and time.shown[1] < time.whole[1]
    if session.index is None or "in:" not in session.view.query:
        return False
    from timeline_tui.session.landing import period_of, whole_of

    period, whole = period_of(session.view.query, session.index.about), whole_of(session.index.about)
    if period is None or whole is None:
        return False
    return command == "widen" or period.shifted(1).first <= whole.last


def _is_followed_on(session: Session) -> bool:
    if session.depth == "list" or session.index is None:
        return False
    from timeline_tui.session.trail import goes_on

    return goes_on(session, session.index)


def _step_leads(session: Session) -> bool:
    from timeline_tui.session.travel import can_repeat

    return can_repeat(session)


IS_COVER = "This is the cover of the timeline; move to an event first"
IS_NONE = "No event answers this; / changes the query, F shows every event"
_OF_ROWS = frozenset(
    {
        *("open", "right", "next-stop", "previous-stop", "next-event", "previous-event"),
        *("next-alike", "previous-alike", "next-hit", "previous-hit", "next-dispute", "previous-dispute"),
        *("rows", "fold", "fold-all", "narrow", "history", "clip"),
        *("copy", "copy-as", "browse", "add-passage", "take-words"),
    }
)
"""The commands that act on what the cursor of the list or the chart is on, which needs a row."""
_OF_PAGES = frozenset({"Moving", "Reading", "While a passage is selected"})
"""The commands that sources can be read with, where there are no events that cite them."""
LATER = frozenset({"find", "add-event"})
"""What can wait for a file that is being read, and is worth no place where it cannot be."""


def reason_against(session: Session, command: Command) -> str | None:
    """Why a timeline that is not there yet, or empty, or in which nothing is found, cannot do it."""
    if command.id in _OF_ROWS and session.finds_none:
        return IS_NONE
    if command.id in {"copy", "copy-as", "browse"} and session.at_group:
        return IS_GROUP
    about = session.index.about if session.index else None
    is_of_event = command.id in {"copy", "copy-as", "add-passage"}
    if is_of_event and about is not None and about.events and not is_there(session, command):
        return IS_COVER
    if command.needs == "nothing":
        return None
    # A query can wait for what it is asked of.
    if about is None and command.id != "find" and not command.own:
        return (
            "Nothing of the file can be read, for the reason above"
            if session.failed
            else "Nothing is read yet"
        )
    if about is not None and not about.events:
        # Whoever stands on a page of what is gone comes back from it.
        is_way_back = session.depth != "list" and command.id in {"back", "left"}
        reads = about.sources > 0 and not about.as_of and command.group in _OF_PAGES
        reads = reads and command.id not in {"next-event", "previous-event"}
        finds = session.text_shown and command.id in {"find", "next-hit", "previous-hit", "clip"}
        return None if is_way_back or reads or finds else _reason_of_none(about, command)
    return None


def _reason_of_none(about: About, command: Command) -> str | None:
    """What leads out of a day on which nothing was known can act there, though there is no event."""
    if not about.as_of:
        return "There are no events yet"
    if command.id in {"clear", "back"}:
        return None
    return f"Nothing could be known {as_of_words(about)}; K chooses another day, F shows everything"


def is_there(session: Session, command: Command) -> bool:
    """Whether there is what the command needs: problems, a held text, a chosen day, an address."""
    about = session.index.about if session.index is not None else None
    match command.id:
        case "open":
            return _leads_somewhere(session)
        case "copy" | "copy-as" | "add-passage":
            return not session.on_cover or (session.stop is not None and session.stop.rank is not None)
        case "right":
            return session.page.in_columns
        case "next-dispute":
            return has_dispute_ahead(session)
        case "problems":
            return session.trouble is not None or (about is not None and bool(about.problems))
        case "known-by":
            return session.known_by is not None or (about is not None and about.sources > 0)
        case "text-or-card":
            return session.text_held
        case "clip":
            return session.text_shown
        case "clear":
            shown = session.shown
            # Groups hide nothing: they count every event.
            hides = shown is not None and shown.view._replace(grouped=None) != View()
            return hides or session.known_by is not None
        case "take-words":
            from timeline_tui.session.under_cursor import has_other_words

            return has_other_words(session)
        case "browse":
            from timeline_tui.session.under_cursor import has_address

            return has_address(session)
        case "two-versions":
            trouble = session.trouble
            return trouble is not None and trouble.is_in_two_versions and not session.wanted.fixed
        case "undo":
            return _can_undo(session)
        case "proposals":
            return session.text_shown
        case "next-hit" if session.walks_proposals:
            return True
        case "pass-over":
            return session.at_proposal
        case "tour":
            return about is not None and about.tours > 0
        case "weak" | "copy-as":
            return about is not None and about.quotes > 0
    return leads_on(session, command.id)


def _leads_somewhere(session: Session) -> bool:
    """Whether Enter opens something: links have a key of their own, and not every passage has a source."""
    stop = session.stop
    if session.depth == "list":
        return session.shown is None or session.events.on_cover or session.shown.count > 0
    if stop is None or stop.kind in {"link", "hit"}:
        return False
    return stop.kind != "passage" or stop.rank is not None or bool(stop.target)


def _can_undo(session: Session) -> bool:
    """Whether an edit of this run can be taken back, or the last proposal that was passed over."""
    if session.texts is not None and session.proposals.last_passed(session.edits) is not None:
        return True
    stamp = None if session.index is None else session.index.stamp
    return session.edits > 0 and session.additions.can_be_undone(stamp)


def hint_of(session: Session, command: Command) -> str:
    """What Enter opens is said in a word or two."""
    stop = session.stop
    if command.id == "chart":
        return "chart" if session.open_chart is None else "list"
    if command.id == "next-hit" and session.walks_proposals:
        return "next proposal"
    if command.id == "proposals" and session.walks_proposals:
        return "no proposals"
    if command.id == "known-by" and session.known_by is None:
        return "known by a day"
    if command.id == "next-period" and session.open_chart is not None:
        return "later"
    if command.id != "open" or stop is None or stop.kind == "hit":
        return command.hint.label
    kinds = {
        "dispute": "accounts",
        "passage": "its source" if session.where == "event" else "its event",
        "event": "that event",
        "proposal": "take it",
        "tour": "play it",
    }
    return kinds.get(stop.kind, command.hint.label)
