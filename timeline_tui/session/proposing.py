"""The way from proposal to proposal in the text of a source, which is read for them beside the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from timeline_tui.render.phrases import counted, short
from timeline_tui.render.source_text import line_of, stretch_at, window_at
from timeline_tui.render.wordings import ReadText
from timeline_tui.session.journey import PagePosition
from timeline_tui.session.moves import show_text
from timeline_tui.session.proposals import Proposals, TextProposals
from timeline_tui.session.selecting import begin_with, shown_reading
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from timeline_tui.gather.proposal import Proposal, TextPart
    from timeline_tui.gather.publication import Publications
    from timeline_tui.index.reader import Index
    from timeline_tui.index.records import IsWanted
    from timeline_tui.session.open_text import TextReading
    from timeline_tui.session.session import Session

_Found: TypeAlias = "tuple[TextProposals, TextPart]"
"""What one part of a text proposes, and of which text."""
_RULES = "timeline_tui.gather.lexicon"
_ELSEWHERE = "Proposals stand in the text of a source: Enter goes down to it"
_NO_TEXT = "No text of this source is held, so nothing is proposed from it: timeline-tui --texts FOLDER"
_IS_CARD = "This is the card of the source: x shows its text, which proposes passages"
_CHANGED = "The text has changed since its passages were looked for in it: r looks again, and then Q proposes"
_NOT_ON_ONE = "Move to a proposal first: n goes to the next one"


# Reading a text for them.


def keep_up(session: Session) -> None:
    """Read the text that is shown for proposals, where they are to be shown."""
    reading = session.texts
    if reading is None or not reading.text or not reading.is_as_compared:
        return
    proposals = session.proposals
    if proposals.on is None and reading.is_unused:
        proposals.begun.add(reading.source)
    if not proposals.is_on(reading.source):
        return
    if _RULES in sys.modules:
        _read(session, reading, proposals)
    else:
        session.find_out("rules", _learn, lambda _: keep_up(session))


def _learn(_: IsWanted) -> Iterator[None]:
    """Import what knows the rules, which takes longer than a screen may wait."""
    from timeline_tui.gather import lexicon, proposal  # noqa: F401

    yield None


def _read(session: Session, reading: TextReading, proposals: Proposals) -> None:
    """Read it beside the screen, unless it is read already, or being read."""
    index = session.index
    if index is None:
        return
    read = ReadText(reading.source, reading.text, index.names(), _publications(reading, index))
    for held in (proposals.of(reading.source), proposals.reading):
        is_read = held is not None and (held.is_whole or held is proposals.reading)
        if is_read and held is not None and held.is_of(reading.sha256, read):
            return
    new = TextProposals(reading.sha256, read)
    before = proposals.of(reading.source)
    new.passed = new.passed if before is None else before.passed
    proposals.reading = new
    source = index.sources().get(reading.source)
    name = "" if source is None else source.text or ""
    session.find_out("proposals", partial(_parts, new, name), partial(_take, session))


def _publications(reading: TextReading, index: Index) -> Publications:
    """When the text was published, as the file says, or its own lines."""
    from timeline_tui.gather.publication import Published, publications

    return publications(reading.text, Published.of_source(reading.source, index.sources()))


def _parts(held: TextProposals, name: str, _: IsWanted) -> Iterator[_Found]:
    from timeline_tui.gather.held_file import unmarked
    from timeline_tui.gather.names import Roster
    from timeline_tui.gather.proposal import gather_parts

    read = held.read
    reports = read.publications
    roster = Roster(read.names)
    shown = unmarked(name, read.text)
    for part in gather_parts(read.text, reports.report, roster, later=reports.later_reports, shown=shown):
        yield held, part


def _take(session: Session, found: _Found) -> None:
    """Show what the next part of the text proposes."""
    held, part = found
    held.take(part)
    proposals, reading = session.proposals, session.texts
    proposals.take(held)
    if held.is_whole:
        proposals.reading = None
    if reading is None or not session.text_shown or reading.source != held.source:
        return
    start, end = window_at(reading.text, reading.place)
    if held.is_whole or any(one.start < end and one.end > start for one in part.proposals):
        redraw(session, reading)
    if not held.is_whole:
        session.tell(f"Reading the text for proposals: {100 * held.end // len(held.read.text)} %")
    elif held.source not in proposals.told:
        proposals.told.add(held.source)
        session.tell(_found_words(session, held))


def _found_words(session: Session, held: TextProposals) -> str:
    from timeline_tui.gather.held_file import language_without_rules
    from timeline_tui.gather.lexicon import LANGUAGES

    index = session.index
    source = None if index is None else index.sources().get(held.source)
    language = language_without_rules(held.read.text, None if source is None else source.language)
    rules = ", ".join(LANGUAGES)
    few = "" if language is None else f"; there are no rules for {short(language)}"
    if not held.counts.proposed:
        return f"Nothing in this text is proposed, by the rules for {rules}{few}"
    found = counted(held.counts.proposed, "passage")
    return f"{found} proposed{few}: n goes to the next, Enter takes it, O passes over it, Q hides them"


def redraw(session: Session, reading: TextReading) -> None:
    """Draw the text anew, with the same words at the top and the cursor on the same thing."""
    page = session.page
    top = stretch_at(page.stretches, page.top)
    offset = 0 if top is None else top.line - page.top
    was, spot = page.stop, page.spot
    page.show(reading.page, spot)
    if top is not None and spot.scroll > 0 and (line := line_of(page.stretches, top.start)) is not None:
        page.scroll_to(line.line - offset)
    same = [
        at
        for at, stop in enumerate(page.stops)
        if was is not None and (stop.kind, stop.rank, stop.number) == (was.kind, was.rank, was.number)
    ]
    below = (at for at, stop in enumerate(page.stops) if stop.last >= page.top)
    page.point(same[0] if same else next(below, 0))


# Moving among them.


def turn(session: Session) -> None:
    """Show the proposals of the text; those that were passed over, too; or none."""
    reading = _shown_text(session)
    proposals = session.proposals
    held, is_on = proposals.of(reading.source), proposals.is_on(reading.source)
    reading.prefers_hits = False
    if is_on and not proposals.shows_passed and held is not None and held.counts.passed:
        proposals.shows_passed = True
        session.tell("What was passed over is shown as well: O takes that back, Q hides all proposals")
    else:
        proposals.on, proposals.shows_passed = not is_on, False
        said = "No proposals are shown; Q shows them" if is_on else "Reading the text for proposals"
        session.tell(said)
    proposals.told.discard(reading.source)
    keep_up(session)
    redraw(session, reading)
    if proposals.on and held is not None and held.is_whole and not proposals.shows_passed:
        held.know(reading.findings)
        session.tell(_found_words(session, held))


def _shown_text(session: Session) -> TextReading:
    reading = shown_reading(session, _ELSEWHERE, _NO_TEXT, _IS_CARD)
    if not reading.is_as_compared:
        raise Refused(_CHANGED)
    return reading


def walk(session: Session, reading: TextReading, direction: int) -> None:
    """Go to the next proposal or the one before."""
    proposals = session.proposals
    held = proposals.shown(reading.source)
    if held is None:
        raise Refused("No proposals are shown; Q shows them")
    place, number = _here(session, held)
    found = held.beside(place, number, direction, passed=proposals.shows_passed)
    if found is None:
        raise Refused(_end_words(held, direction))
    _go_to(session, reading, held, found)


def _end_words(held: TextProposals, direction: int) -> str:
    if not held.is_whole:
        return "The text is still being read for proposals: there will be more"
    if not held.counts.proposed:
        passed = held.counts.passed
        shown = f"; Q shows the {passed:,} that you passed over" if passed else ""
        return f"Nothing more in this text is proposed{shown}"
    where, key = ("last", "N") if direction > 0 else ("first", "n")
    return f"This is the {where} proposal in this text; {key} goes the other way"


def _here(session: Session, held: TextProposals) -> tuple[int, int | None]:
    """Where the reader is in the text, and at which proposal, where at one."""
    page, stop = session.page, session.page.stop
    if stop is not None and stop.kind == "proposal" and page.shows_cursor:
        return held.proposals[stop.number].start, stop.number
    stretch = stretch_at(page.stretches, page.first_line)
    return (0 if stretch is None else stretch.start), None


def _go_to(session: Session, reading: TextReading, held: TextProposals, number: int) -> None:
    reading.sought += 1
    place, page = held.proposals[number].start, session.page
    start, end = window_at(reading.text, reading.place)
    at = _stop_of(session, number)
    if start <= place < end and at is not None:
        page.select(at)
        return
    reading.place = place
    reading.hit = None
    show_text(session, reading)
    page.show(reading.page, PagePosition(passage=(None, number)))


def _stop_of(session: Session, number: int) -> int | None:
    stops = enumerate(session.page.stops)
    return next((at for at, stop in stops if (stop.kind, stop.number) == ("proposal", number)), None)


# Taking one, or passing over it.


def under_cursor(session: Session) -> tuple[TextReading, TextProposals, Proposal]:
    """The proposal that the cursor is on, of which text."""
    reading, stop = _shown_text(session), session.stop
    held = session.proposals.shown(reading.source)
    if held is None:
        raise Refused("No proposals are shown; Q shows them")
    if stop is None or stop.kind != "proposal" or stop.number >= len(held.proposals):
        raise Refused(_NOT_ON_ONE)
    return reading, held, held.proposals[stop.number]


def pass_over(session: Session) -> None:
    """Pass over the proposal for now and go on to the next; one that was passed over is proposed again."""
    reading, held, one = under_cursor(session)
    proposals, edits = session.proposals, session.edits
    stop = session.stop
    number = 0 if stop is None else stop.number
    onward = held.beside(one.start, number, 1, passed=proposals.shows_passed)
    over = proposals.pass_over(held, (one.start, one.end), edits)
    redraw(session, reading)
    if not over:
        session.tell("Proposed again")
        return
    if onward is not None:
        _go_to(session, reading, held, onward)
    session.tell("Passed over for now; u takes that back, and Q shows what was passed over")


def select(session: Session) -> None:
    """Select what is proposed under the cursor, to take it in other bounds."""
    _, _, one = under_cursor(session)
    begin_with(session, one.start, one.end)


def take_back(session: Session) -> bool:
    """Take back that a proposal was passed over, where that was the last thing done; whether it was."""
    proposals, last = session.proposals, session.proposals.last_passed(session.edits)
    if last is None:
        return False
    proposals.take_back()
    session.tell("Proposed again, as before it was passed over")
    reading, held = session.texts, proposals.shown(last.source)
    if reading is not None and session.text_shown and held is not None and reading.source == last.source:
        redraw(session, reading)
        places = [(one.start, one.end) for one in held.proposals]
        _go_to(session, reading, held, places.index(last.place))
    return True
