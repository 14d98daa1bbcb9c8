"""From a proposal in the text of a source into an event: one that there is, or a new one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.model import dates
from timeline_tui.render.phrases import short
from timeline_tui.render.proposal_page import ReadText, note_of_date, proposal_page, title_of_event, words_of
from timeline_tui.session.adding import ask_event_with, ask_passage, open_index
from timeline_tui.session.additions import Clipped, reported
from timeline_tui.session.form_fields import cleaned, is_unlisted
from timeline_tui.session.proposing import under_cursor
from timeline_tui.session.requests import Choice, ChooseEvent, Consent, Fill, Refused
from timeline_tui.session.selecting import taken

if TYPE_CHECKING:
    from timeline_tui.gather.proposal import Proposal
    from timeline_tui.index.reader import Index
    from timeline_tui.session.session import Session


def take(session: Session) -> Consent:
    """Show all that the text says of the proposal, and ask which event it is for."""
    open_index(session)
    _, held, one = under_cursor(session)
    maker = partial(proposal_page, one, held.read, marks=session.marks)
    then = partial(_choose, session, held.read, one)
    return Consent(
        "Proposed for an event", maker, lambda _: then(), does="choose its event", leaves="back to the text"
    )


def choose(session: Session) -> ChooseEvent | Fill:
    """Ask which event the proposal under the cursor is for."""
    _, held, one = under_cursor(session)
    return _choose(session, held.read, one)


def choose_selected(session: Session) -> ChooseEvent | Fill:
    """Ask which event the proposal under the cursor is for, in the bounds that were selected."""
    _, held, one = under_cursor(session)
    clipping = taken(session)
    start, end = clipping.stretch
    return _choose(session, held.read, one._replace(exact=clipping.exact, start=start, end=end))


def _choose(session: Session, read: ReadText, one: Proposal) -> ChooseEvent | Fill:
    """Ask which event it is for: one that there is, those of its time first, or a new one."""
    index = open_index(session)
    if not index.about.events:
        return _new_event(session, read, one)
    day = dates.understood(one.moment.date) if one.moment is not None else None
    known = day is not None and day.anchor is not None
    around = _nearest(index, day.anchor or 0) if day is not None and known else reported(index, read.source)
    title = f"Take “{words_of(one)}”"
    return ChooseEvent(title, None, around, partial(_take_into, session, read, one))


def _nearest(index: Index, day: int) -> int:
    """The rank of the event that is nearest to a day."""
    after = index.rank_at(day)
    first = max(after - 1, 0)
    spans = [(row.rank, dates.understood(row.date)) for row in index.rows(first, 2)]
    days = [(abs(span.anchor - day), rank) for rank, span in spans if span and span.anchor is not None]
    return min(days, default=(0, after))[1]


def _take_into(session: Session, read: ReadText, one: Proposal, chosen: Choice) -> Fill:
    if not chosen.event:
        return _new_event(session, read, one)
    index = open_index(session)
    rank = index.rank_of(chosen.event)
    if rank is None:
        raise Refused("This event is not in the file any more")
    clipped = _clipped(read, one)
    if clipped.is_in(event := index.event(rank)):
        raise Refused(f"“{short(event.title)}” has this passage already")
    return ask_passage(session, rank, clipped.fields, _passage_texts(one, index))


def _clipped(read: ReadText, one: Proposal) -> Clipped:
    return Clipped.of(one.exact, read.source, read.text, one.start, one.end)


def _passage_texts(one: Proposal, index: Index) -> dict[str, str]:
    """What a form says of the passage at first: its kind, and who speaks."""
    texts: dict[str, str] = {"kind": one.kind}
    speaker = one.speaker
    if speaker is not None and (speaker.id or speaker.text[:1].isupper() or " " in speaker.text):
        texts["speaker"] = _written(speaker.id, speaker.text, index)
    return texts


def _written(key: str | None, text: str, index: Index) -> str:
    """A name as a form takes it: the file's own spelling, or its id where that means somebody else too."""
    if key is None:
        return cleaned(text, block=False)[0]
    name = index.names()[key].name
    return key if is_unlisted(name, index) or set(name) & set(',"') else name


def new_event(session: Session) -> Fill:
    """Ask for a new event that begins with the proposal under the cursor."""
    _, held, one = under_cursor(session)
    return _new_event(session, held.read, one)


def _new_event(session: Session, read: ReadText, one: Proposal) -> Fill:
    """Ask for a new event, with all that is known from the proposal filled in."""
    index = open_index(session)
    texts = {
        "title": cleaned(title_of_event(one, read), block=False)[0],
        "date": (one.moment.date or "") if one.moment is not None else "",
        "names": ", ".join(_names(one, index)),
        "note": note_of_date(one, read),
        **_passage_texts(one, index),
    }
    return ask_event_with(session, _clipped(read, one).fields, texts)


def _names(one: Proposal, index: Index) -> list[str]:
    """The names in the passage, those of the file first; who speaks is asked for beside them."""
    known = [_written(key, "", index) for key in one.names]
    speaker = "" if one.speaker is None else one.speaker.text
    new = (cleaned(name, block=False)[0] for name in one.candidates if name not in speaker)
    return [*known, *(f'"{name}"' if "," in name else name for name in new)]
