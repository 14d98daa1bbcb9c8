"""What is added to the file: by a form, clipped from a text, or as the text proposes it; and taken back."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.edit.preparation import Prepared
from timeline_tui.evidence.match import kept
from timeline_tui.model.dates import understood
from timeline_tui.render.phrases import short
from timeline_tui.render.wordings import (
    ReadText,
    note_of_date,
    proposal_page,
    shortened,
    title_of_event,
    words_of,
)
from timeline_tui.render.wrapping import fit
from timeline_tui.render.yaml_lines import addition_page
from timeline_tui.session.additions import (
    Clipped,
    Mended,
    NotWritten,
    heading_of,
    mend,
    place_of,
    reported,
    title_of,
)
from timeline_tui.session.background import beside
from timeline_tui.session.form_fields import cleaned, is_unlisted
from timeline_tui.session.journey import COVER
from timeline_tui.session.landing import day_of
from timeline_tui.session.moves import IS_GROUP
from timeline_tui.session.proposing import under_cursor
from timeline_tui.session.requests import Choice, ChooseEvent, Consent, Fill, ReadAgain
from timeline_tui.session.selecting import stop, taken
from timeline_tui.session.sheets import ClippedEventSheet, EventSheet, PassageSheet
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline_tui.gather.proposal import Proposal
    from timeline_tui.index.reader import Index
    from timeline_tui.model.timeline import Event, Quote
    from timeline_tui.session.selection import SelectedText
    from timeline_tui.session.session import Session
    from timeline_tui.yamlfile.values import Plain


_UNREAD = "Nothing of the file is read yet; where it cannot be read, p says why"
_SLOW = 0.3
"""Seconds from which on it is said what is being done."""
_COMPARED = "The passages are not compared with texts yet: timeline-tui --texts FOLDER names where yours are"


def open_index(session: Session) -> Index:
    """What is shown of a file that can be changed; `Refused` where there is none."""
    if sentence := session.wanted.fixed:
        raise Refused(sentence)
    if session.index is None:
        raise Refused(_UNREAD)
    return session.index


def add_event(session: Session) -> Fill:
    """Ask for an event."""
    index, row, additions = open_index(session), session.row, session.additions
    near = None if row is None else day_of(row, index.about.zone)
    files = additions.files
    sheet = EventSheet(session, max(session.events.cursor, 0), near, files)
    sheet.title = f"Add an event to {short(session.wanted.name)}"
    event = None if row is None else index.event(row.rank)
    return Fill(sheet, {"file": additions.file_of(event)} if files else {})


def ask_event_with(session: Session, clipped: Mapping[str, Plain], texts: Mapping[str, str]) -> Fill:
    """Ask for an event that begins with a passage of a text, which is known letter for letter."""
    index, additions = open_index(session), session.additions
    source = index.sources().get(str(clipped["source"]))
    published = None if source is None else understood(source.published)
    files = additions.files
    near = None if published is None else published.anchor
    sheet = ClippedEventSheet(session, max(session.events.cursor, 0), near, files, clipped)
    words = " ".join(str(clipped["exact"])[:400].split()).strip('“”„«»"')
    sheet.title = f"Add an event with “{fit(short(words), 60)}”"
    first = {"file": additions.file_of(None), **texts} if files else texts
    return Fill(sheet, {field: text for field, text in first.items() if text})


def add_passage(session: Session) -> Fill:
    """Ask for a passage of the event under the cursor."""
    open_index(session)
    if session.at_group:
        raise Refused(IS_GROUP)
    at = session.stop
    rank = session.events.cursor if at is None or at.rank is None else at.rank
    if rank == COVER or open_index(session).about.events == 0:
        raise Refused("There is no event here to add a passage to: a adds one")
    source = session.journey.here.source if session.depth == "source" else ""
    return ask_passage(session, rank, {}, {"source": source} if source else {})


def ask_passage(session: Session, rank: int, known: Mapping[str, Plain], texts: Mapping[str, str]) -> Fill:
    """Ask what is to be said of a passage, of which some may be known, for the event of that rank."""
    event = open_index(session).event(rank)
    sheet = PassageSheet(session, rank, event, known)
    sheet.title = f"Add a passage to “{short(event.title)}”"
    return Fill(sheet, texts)


def undo(session: Session) -> ReadAgain:
    """Take back the last edit of this run."""
    session.tell(session.additions.undo())
    return ReadAgain(saved=True)


def tell_written(session: Session, said: str, wrong: NotWritten | None) -> None:
    """Say what was written, once the file is read again; or why nothing was."""
    if wrong is not None:
        session.tell(f"Nothing was written: {wrong.sentence}", wrong=True)
        return
    session.ask(ReadAgain(saved=True))
    session.tell(said)


# A passage that is selected in its text.


def clip(session: Session) -> ChooseEvent | Fill:
    """Ask which event the selected passage is for; the first of all is asked for at once."""
    index, clipping = open_index(session), taken(session)
    if not clipping.exact:
        raise Refused("There are no words in what is selected")
    if not index.about.events:
        return ask_event_with(session, _clipped_from(clipping).fields, {})
    words = fit(" ".join(clipping.exact[:400].split()), 200)
    around = reported(index, clipping.source)
    return ChooseEvent(
        f"Clip “{words}”", max(session.events.cursor, 0), around, partial(_clip_into, session, clipping)
    )


def _clipped_from(clipping: SelectedText) -> Clipped:
    return Clipped.of(clipping.exact, clipping.source, clipping.text, *clipping.stretch)


def _clip_into(session: Session, clipping: SelectedText, chosen: Choice) -> Fill | None:
    clipped = _clipped_from(clipping)
    if not chosen.event:
        return ask_event_with(session, clipped.fields, {})
    rank, event = _event_for(session, chosen, clipped)
    if chosen.more:
        return ask_passage(session, rank, clipped.fields, {})
    session.tell("Writing the passage")
    additions = session.additions
    wanted = additions.addition(open_index(session), clipped.fields, event)
    beside(partial(additions.clip, wanted), partial(_clipped, session, event, clipped.remark))
    return None


def _event_for(session: Session, chosen: Choice, clipped: Clipped) -> tuple[int, Event]:
    """The event that was chosen for a passage, and its rank; it is to be there still, and to lack it."""
    index = open_index(session)
    rank = index.rank_of(chosen.event)
    if rank is None:
        raise Refused("This event is not in the file any more")
    if clipped.is_in(event := index.event(rank)):
        raise Refused(f"“{short(event.title)}” has this passage already")
    return rank, event


def _clipped(session: Session, event: Event, remark: str, found: Prepared | NotWritten) -> None:
    if isinstance(found, NotWritten):
        tell_written(session, "", found)
        return
    stop(session)
    said = f"Clipped into “{short(event.title)}”, {place_of(found)}; u takes it back{remark}"
    tell_written(session, said, None)


# The words of a text in the place of a passage.


def take_words(session: Session, rank: int, position: int) -> None:
    """Make ready what would be written for a passage, and show it."""
    index, findings, finding = open_index(session), session.findings, session.finding(rank, position)
    if findings is None or finding is None:
        raise Refused(_COMPARED)
    if reason := kept(finding):
        raise Refused(reason)
    event = index.event(rank)
    quote = event.quotes[position]
    path, _ = findings.texts[quote.source or ""]
    wanted = session.additions.addition(index, {}, event)._replace(passage=position)
    loop = asyncio.get_running_loop()
    slow = loop.call_later(_SLOW, session.tell, "Comparing the passage with its text")
    beside(partial(mend, Path(path), quote, wanted), partial(_show_words, session, quote, slow))


def _show_words(
    session: Session, quote: Quote, slow: asyncio.TimerHandle, found: Mended | NotWritten
) -> None:
    slow.cancel()
    if isinstance(found, NotWritten):
        tell_written(session, "", found)
        return
    prepared, remark = found
    session.tell("")
    remarks = [f"in place of “{shortened(quote.exact)}”", *([remark] if remark else [])]
    maker = partial(addition_page, prepared.lines, remarks, marks=session.marks)
    session.ask(Consent(heading_of(prepared), maker, partial(_write_words, session, prepared)))


def _write_words(session: Session, found: Prepared, _: object) -> None:
    what = f"the words of the text “{title_of(found)}”"
    said = f"The text's words stand at {place_of(found)}: “{title_of(found)}”; u takes it back"
    beside(partial(session.additions.write, found, what), partial(tell_written, session, said))


# A proposal in the text of a source, for an event that there is or a new one.


def take_proposal(session: Session) -> Consent:
    """Show all that the text says of the proposal, and ask which event it is for."""
    open_index(session)
    _, held, one = under_cursor(session)
    maker = partial(proposal_page, one, held.read, marks=session.marks)
    then = partial(_choose_for, session, held.read, one)
    return Consent(
        "Proposed for an event", maker, lambda _: then(), does="choose its event", leaves="back to the text"
    )


def choose_proposed(session: Session) -> ChooseEvent | Fill:
    """Ask which event the proposal under the cursor is for."""
    _, held, one = under_cursor(session)
    return _choose_for(session, held.read, one)


def choose_selected(session: Session) -> ChooseEvent | Fill:
    """Ask which event the proposal under the cursor is for, in the bounds that were selected."""
    _, held, one = under_cursor(session)
    clipping = taken(session)
    start, end = clipping.stretch
    return _choose_for(session, held.read, one._replace(exact=clipping.exact, start=start, end=end))


def _choose_for(session: Session, read: ReadText, one: Proposal) -> ChooseEvent | Fill:
    """Ask which event it is for: one that there is, those of its time first, or a new one."""
    index = open_index(session)
    if not index.about.events:
        return _new_event(session, read, one)
    day = understood(one.moment.date) if one.moment is not None else None
    known = day is not None and day.anchor is not None
    around = _nearest(index, day.anchor or 0) if day is not None and known else reported(index, read.source)
    title = f"Take “{words_of(one)}”"
    return ChooseEvent(title, None, around, partial(_take_into, session, read, one))


def _nearest(index: Index, day: int) -> int:
    """The rank of the event that is nearest to a day."""
    after = index.rank_at(day)
    first = max(after - 1, 0)
    spans = [(row.rank, understood(row.date)) for row in index.rows(first, 2)]
    days = [(abs(span.anchor - day), rank) for rank, span in spans if span and span.anchor is not None]
    return min(days, default=(0, after))[1]


def _take_into(session: Session, read: ReadText, one: Proposal, chosen: Choice) -> Fill:
    if not chosen.event:
        return _new_event(session, read, one)
    clipped = _clipped_of(read, one)
    rank, _ = _event_for(session, chosen, clipped)
    return ask_passage(session, rank, clipped.fields, _passage_texts(one, open_index(session)))


def _clipped_of(read: ReadText, one: Proposal) -> Clipped:
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


def new_event_proposed(session: Session) -> Fill:
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
    return ask_event_with(session, _clipped_of(read, one).fields, texts)


def _names(one: Proposal, index: Index) -> list[str]:
    """The names in the passage, those of the file first; who speaks is asked for beside them."""
    known = [_written(key, "", index) for key in one.names]
    speaker = "" if one.speaker is None else one.speaker.text
    new = (cleaned(name, block=False)[0] for name in one.candidates if name not in speaker)
    return [*known, *(f'"{name}"' if "," in name else name for name in new)]
