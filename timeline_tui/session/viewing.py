"""What is shown of which index, found out beside the screen, and where the reader is in another reading."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Row
from timeline_tui.index.shown import Shown, View
from timeline_tui.model import dates
from timeline_tui.session.journey import COVER, TOP, Bookmark, PagePosition
from timeline_tui.session.moves import leaving_now, show_again, show_page
from timeline_tui.session.overview import Overview
from timeline_tui.session.pages import Pages
from timeline_tui.session.session import Awaited, Session

if TYPE_CHECKING:
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.index.view_maker import Measured
    from timeline_tui.model.timeline import Quote
    from timeline_tui.problems.problem import Problem
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.background import Makers, Question


def show_index(session: Session, index: Index, at: str | None = None) -> None:
    """Show this index in the same view, at the place that `at` names or where the reader is."""
    session.failed = False
    session.awaited = Awaited(index, at)
    _find_out(session, index)


def ask_view(session: Session, view: View) -> None:
    """Show this from now on; what is shown stays until it is found out."""
    session.view = view
    # What is still counted for the view before would take half of the time of this one.
    for name in ("strip", "lacks"):
        session.let_go(name)
    session.changed.tell("view")
    index = session.awaited.new if session.awaited is not None else session.index
    if index is not None:
        _find_out(session, index)


def _find_out(session: Session, index: Index) -> None:
    if session.view == View():
        session.let_go("view")
        _show(session, Shown.whole(index))
        return
    from timeline_tui.session.background import Makers, views

    makers = session.makers = session.makers or Makers()
    _ask(session, makers, partial(views, makers, index, session.view, _place_in(session, index)))


def _ask(session: Session, makers: Makers, question: Question[Shown]) -> None:
    session.find_out("view", question, partial(_show_or_fail, session), makers.interrupt)


def make_ready(session: Session) -> None:
    """Let the first letter of a query wait for nothing that can be there before it is typed."""
    if session.index is None or session.makers is not None:
        return
    from timeline_tui.session.background import Makers, readied

    makers = session.makers = Makers()
    _ask(session, makers, partial(readied, makers, session.index))


def _place_in(session: Session, index: Index) -> int:
    awaited, rank = session.awaited, session.events.cursor
    if awaited is None:
        return max(rank, 0)
    found = _asked_for(session, index, awaited.at)
    if found is not None or session.index is None:
        return found or 0
    return max(_left(session, index).rank, 0)


def _show_or_fail(session: Session, shown: Shown) -> None:
    try:
        _show(session, shown)
    except Unusable as error:
        session.fail(error)


def _show(session: Session, shown: Shown) -> None:
    with session.changed.together():
        awaited = session.awaited
        if awaited is not None and shown.index is awaited.new:
            session.awaited = None
            take(session, shown, awaited.at)
        else:
            show_view(session, shown)
        _mark(session, shown.view.query)
        _tell_of(session, shown)


def _mark(session: Session, query: str) -> None:
    """What the words of the query hit is marked wherever it is drawn."""
    if query != session.marked:
        session.marked = query
        mark(session, _spans(query))


def _spans(query: str) -> Spans | None:
    if not query.strip():
        return None
    from timeline_tui.query.written import parse, words_of

    hits = words_of(parse(query))
    return hits.spans if hits else None


# Another reading of the file, and what becomes known of it.


def take(session: Session, shown: Shown, at: str | None = None) -> None:
    """Show another index, at the same event, scroll and depth, or at the place that `at` names."""
    index = shown.index
    found = _asked_for(session, index, at)
    session.left = None if index.about.complete else session.left
    old, (leaving, above, rank) = session.index, _left(session, index)
    if old is not None:
        _renumber(session, old, index)
    session.index, session.page_of = index, None
    # What was found out belongs to the index before.
    session.held_spot = leaving.spot if session.text_shown else None
    session.texts_before, session.texts = session.texts or session.texts_before, None
    session.findings = None
    renew_pages(session)
    session.found = found is not None or not at
    session.changed.tell("index", "proof", "place")
    if found is not None or old is None:
        rank, above = rank if found is None else found, None
    session.events.show(shown, rank, above)
    _stay(session, leaving._replace(rank=session.events.cursor))


def renew_pages(session: Session) -> None:
    """Make all pages anew from what is known and looked for now."""
    if session.index is not None:
        awaits = bool(session.folders) and session.findings is None
        known = session.findings, session.spans, session.learnt
        session.pages = Pages(session.index, session.marks, *known, awaits_proof=awaits)


def _asked_for(session: Session, index: Index, at: str | None) -> int | None:
    """The event that is to be shown at first: the one that `at` names, or where the file was left."""
    if at:
        return _rank_named(index, at, at)
    if session.left is None or not session.at_start:
        return None
    return _rank_named(index, *session.left)


class _Left(NamedTuple):
    """Where a reader is who is shown another index."""

    place: Bookmark
    above: int | None
    rank: int
    """The event of the cursor, or what is nearest to it, in the other index."""


def _left(session: Session, index: Index) -> _Left:
    """Where the reader is; an index that cannot be asked any more gives way to the other all the same."""
    here, old, rank = session.journey.here, session.index, session.events.cursor
    if old is None:
        return _Left(leaving_now(session), session.events.above, rank)
    try:
        place = leaving_now(session)._replace(spot=_spot_in(session, old, index))
        above, before = session.events.above, session.row
        if before is not None:
            kept = rank_of_same(old, index, before)
            rank = _nearest(index, before, rank) if kept is None else kept
    except Unusable:
        return _Left(here, None, rank)
    return _Left(place, above, rank)


def _renumber(session: Session, old: Index, index: Index) -> None:
    with suppress(Unusable):
        session.journey.renumber({rank: _renumbered(old, index, rank) for rank in session.journey.ranks})


def show_view(session: Session, shown: Shown) -> None:
    """Show something else of the same index, with the event of the cursor where it was."""
    session.events.show_view(shown)
    # With nothing to list, the page says so.
    session.page_of = None if not shown.count or session.page_of is None else session.page_of


def mark(session: Session, spans: Spans | None) -> None:
    """Mark this wherever it stands, from now on."""
    session.spans = spans
    session.changed.tell("spans")
    renew_pages(session)
    if session.texts is not None:
        session.texts.mark(spans)
    session.page_of = None
    if session.depth != "list":
        show_page(session, session.page.spot)


def _stay(session: Session, place: Bookmark) -> None:
    """Show the place anew, with the answers of another index."""
    index = session.index
    if index is not None and _is_gone(index, place):
        place = place._replace(depth="event", spot=TOP)
    session.journey.here = place
    if place.depth == "source" and session.held_spot is not None:
        # Where the passages stand in the text is found out anew; what is read is not taken away for that.
        session.page.hold()
    else:
        show_page(session, place.spot)


def _is_gone(index: Index, place: Bookmark) -> bool:
    """Whether there is no such source or name any more."""
    if place.depth == "source":
        return place.source not in index.passages.counts() and place.source not in index.sources()
    return place.depth == "name" and index.naming.events(place.source) is None


def prove(session: Session, findings: Findings) -> None:
    """Show what became of the passages, and the texts that are held, from now on."""
    from timeline_tui.session.open_text import TextReading

    session.comparing = False
    if session.index is None:
        return
    session.findings = findings
    renew_pages(session)
    texts = session.texts = TextReading(
        session.index, findings, session.marks, session.changed, session.proposals
    )
    texts.mark(session.spans)
    if session.texts_before is not None:
        texts.adopt(session.texts_before)
        session.texts_before = None
    if session.overview is not None:
        from timeline_tui.render.wordings import faults_in_brief, proof_words

        session.overview.proof = proof_words(findings.counts), faults_in_brief(findings.counts)
    session.changed.tell("proof")
    show_again(session, session.held_spot or session.page.spot)
    if "is:" in session.view.query:
        # What it finds may have changed.
        ask_view(session, session.view)


def show_failure(session: Session, reason: str, problems: Sequence[Problem] = ()) -> None:
    """Say why the file cannot be shown, in the place of what it would show."""
    session.progress = None
    if session.index is None:
        from timeline_tui.render.notices import failed_page

        session.page.show(partial(failed_page, session.wanted.name, reason, problems, marks=session.marks))
        session.failed = True


def _tell_of(session: Session, shown: Shown) -> None:
    """Let the lines above the list tell of this from now on."""
    overview = session.overview
    if overview is None or overview.index is not shown.index:
        overview = session.overview = Overview(shown.index, session.marks)
    overview.take(shown, compared=session.texts is not None)
    _stretch(session, overview, shown)
    session.changed.tell("strip")


def _stretch(session: Session, overview: Overview, shown: Shown) -> None:
    """Let the strip show the time that is asked for, and how what is shown lies in it."""
    before, overview.stretch = overview.stretch, None
    if not overview.query:
        session.let_go("strip")
        return
    from timeline_tui.index.view_maker import measured
    from timeline_tui.session.landing import stretch_of

    stretch = stretch_of(overview.query, shown.index.about)
    if stretch is None:
        return
    if before is not None and before[:2] == stretch[:2]:
        stretch = stretch._replace(measured=before.measured)
    overview.stretch = stretch
    if not shown.partial:
        question = partial(measured, shown.index, shown.found, *stretch[:2])
        session.find_out("strip", question, partial(_take_measured, session))


def _take_measured(session: Session, measured: Measured) -> None:
    overview = session.overview
    if overview is not None and overview.stretch is not None:
        overview.stretch = overview.stretch._replace(measured=measured)
        session.changed.tell("strip")


# Where an event is in another reading of its file, and which one an id or a date names.


def _nearest(index: Index, row: Row, rank: int) -> int:
    """Where to go from an event that is gone: to what is recorded at its time."""
    day = dates.parse(row.date).anchor if row.date else None
    return rank if day is None else index.rank_at(day)


def rank_of_same(old: Index, new: Index, row: Row) -> int | None:
    """Where an event of the old index stands in the new one; None where it is gone.

    One that has no id in the file gets it from its date and title. Where these were changed it is still the
    same event if it stands behind the same one, and the old index has none with the id that it has now.
    """
    rank = new.rank_of(row.id)
    if rank is not None:
        return rank
    before = old.beside_in_file(row, -1)
    rank = None if before is None else new.rank_of(before.id)
    if before is not None and rank is None:
        return None
    found = new.beside_in_file(None if rank is None else new.rows(rank, 1)[0], 1)
    return found.rank if found is not None and old.rank_of(found.id) is None else None


def _renumbered(old: Index, new: Index, rank: int) -> int | None:
    """The rank in the new index of what had this one in the old; None where it is gone."""
    if rank == COVER:
        return COVER
    rows = old.rows(rank, 1)
    return rank_of_same(old, new, rows[0]) if rows else None


def _rank_named(index: Index, key: str, date: str | None) -> int | None:
    """The event of this id or, where there is none, what is recorded at that date."""
    rank = index.rank_of(key)
    if rank is None and date is not None:
        with suppress(dates.NotADate):
            return index.rank_of_date(dates.parse(date))
    return rank


def _spot_in(session: Session, old: Index, new: Index) -> PagePosition:
    """The same passage, as far from the top of the window, wherever it stands among the others now."""
    spot, stop = session.page.spot, session.page.stop
    if session.depth == "list" or stop is None or stop.kind != "passage":
        return spot
    was = stop.rank if stop.rank is not None else session.events.cursor
    now = _renumbered(old, new, was)
    if now is None:
        return spot
    number = _same(old.event(was).quotes, new.event(now).quotes, stop.number)
    if number is None:
        return spot
    passage = (None if stop.rank is None else now, number)
    return spot._replace(passage=passage, below=stop.first - spot.scroll)


def _same(old: tuple[Quote, ...], new: tuple[Quote, ...], number: int) -> int | None:
    """Where the quote stands now: the one with its words and source that is nearest to where it was."""
    if not 0 <= number < len(old):
        return None
    was = old[number]
    equal = [at for at, now in enumerate(new) if (now.exact, now.source) == (was.exact, was.source)]
    if not equal and number < len(new) and len(old) == len(new):
        # Its words were mended.
        equal = [number]
    return min(equal, key=lambda at: abs(at - number), default=None)
