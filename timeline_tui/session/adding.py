"""The commands that change the file: what they ask for, what they refuse, and how they are taken back."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.edit.preparation import Prepared
from timeline_tui.evidence.match import kept
from timeline_tui.model.dates import understood
from timeline_tui.render.phrases import short
from timeline_tui.render.wordings import shortened
from timeline_tui.render.wrapping import fit
from timeline_tui.render.yaml_lines import addition_page
from timeline_tui.session.additions import (
    Additions,
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
from timeline_tui.session.journey import COVER, SOURCE
from timeline_tui.session.landing import day_of
from timeline_tui.session.moves import IS_GROUP
from timeline_tui.session.requests import Choice, ChooseEvent, Consent, Fill, ReadAgain, Refused
from timeline_tui.session.selecting import stop, taken
from timeline_tui.session.sheets import ClippedEventSheet, EventSheet, PassageSheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline_tui.index.reader import Index
    from timeline_tui.model.timeline import Event, Quote
    from timeline_tui.session.selection import SelectedText
    from timeline_tui.session.session import Session
    from timeline_tui.yamlfile.values import Plain

_UNREAD = "Nothing of the file is read yet; where it cannot be read, p says why"
_SLOW = 0.3
"""Seconds from which on it is said what is being done."""
_COMPARED = "The passages are not compared with texts yet: timeline-tui --texts FOLDER names where yours are"


def additions_of(session: Session) -> Additions:
    """What is written into the file of the session in this run."""
    if session.additions is None:
        session.additions = Additions(session.wanted.file, session.wanted.name)
    return session.additions


def open_index(session: Session) -> Index:
    """What is shown of a file that can be changed; `Refused` where there is none."""
    if sentence := session.wanted.fixed:
        raise Refused(sentence)
    if session.index is None:
        raise Refused(_UNREAD)
    return session.index


def add_event(session: Session) -> Fill:
    """Ask for an event."""
    index, row, additions = open_index(session), session.row, additions_of(session)
    near = None if row is None else day_of(row, index.about.zone)
    files = additions.files
    sheet = EventSheet(session, max(session.events.cursor, 0), near, files)
    sheet.title = f"Add an event to {short(session.wanted.name)}"
    event = None if row is None else index.event(row.rank)
    return Fill(sheet, {"file": additions.file_of(event)} if files else {})


def ask_event_with(session: Session, clipped: Mapping[str, Plain], texts: Mapping[str, str]) -> Fill:
    """Ask for an event that begins with a passage of a text, which is known letter for letter."""
    index, additions = open_index(session), additions_of(session)
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
    source = session.journey.here.source if session.depth == SOURCE else ""
    return ask_passage(session, rank, {}, {"source": source} if source else {})


def ask_passage(session: Session, rank: int, known: Mapping[str, Plain], texts: Mapping[str, str]) -> Fill:
    """Ask what is to be said of a passage, of which some may be known, for the event of that rank."""
    event = open_index(session).event(rank)
    sheet = PassageSheet(session, rank, event, known)
    sheet.title = f"Add a passage to “{short(event.title)}”"
    return Fill(sheet, texts)


def undo(session: Session) -> ReadAgain:
    """Take back the last edit of this run."""
    session.tell(additions_of(session).undo())
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
    index = open_index(session)
    rank = index.rank_of(chosen.event)
    clipped = _clipped_from(clipping)
    if not chosen.event:
        return ask_event_with(session, clipped.fields, {})
    if rank is None:
        raise Refused("This event is not in the file any more")
    if chosen.more:
        return ask_passage(session, rank, clipped.fields, {})
    event = index.event(rank)
    if clipped.is_in(event):
        raise Refused(f"“{short(event.title)}” has this passage already")
    session.tell("Writing the passage")
    additions = additions_of(session)
    wanted = additions.addition(index, clipped.fields, event)
    beside(partial(additions.clip, wanted), partial(_clipped, session, event, clipped.remark))
    return None


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
    wanted = additions_of(session).addition(index, {}, event)._replace(passage=position)
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
    beside(partial(additions_of(session).write, found, what), partial(tell_written, session, said))
