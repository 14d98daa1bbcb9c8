"""A step of a tour as it is shown to a room: what is said, of which event, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline_tui.index.records import Row
from timeline_tui.model.timeline import Event, Quote, TourStep
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece
from timeline_tui.render.event_page import draw_date, question_words
from timeline_tui.render.page import Context, Page
from timeline_tui.render.phrases import counted, short, source_counts
from timeline_tui.render.positions import NO_POSITION, Account, draw_speakers, grouped
from timeline_tui.render.wrapping import fit, pad

_MEASURE = 78
"""Cells of a line that is read from afar."""
_MARGIN = 2
_ROOM = 20_000
_MOST_POSITIONS = 8


class ShownStep(NamedTuple):
    """One step, with what it leads to."""

    number: int
    """Counted from 1."""
    steps: int
    step: TourStep
    row: Row | None = None
    """The event in the list; None where it is not in the timeline."""
    event: Event | None = None
    passage: int | None = None
    """Which of its passages is shown."""
    as_of: str | None = None
    """The day of which this is what could be known."""

    @property
    def quote(self) -> Quote | None:
        """The passage that is shown."""
        return None if self.event is None or self.passage is None else self.event.quotes[self.passage]

    @property
    def progress(self) -> str:
        """How far the tour has come."""
        return f"{self.number:,} of {self.steps:,}"


def tour_bar(title: str, shown: ShownStep, width: int, marks: Marks = FULL) -> Line:
    """What the tour is called, and at the right how far it has come."""
    progress = f" {shown.progress} "
    room = max(width - len(progress) - 1, 0)
    called = Piece(pad(fit(title, room, marks.more), room), "strong")
    return Line((Piece(" "), called, Piece(progress, "muted")))


def step_page(
    shown: ShownStep, context: Context, width: int, marks: Marks = FULL, height: int = 0
) -> Document:
    """The step in the middle of a window so high, in lines that are not longer than is read at ease."""
    measure = max(min(width - _MARGIN, _MEASURE), 1)
    page = Page(measure, marks, _ROOM)
    draw_step(page, shown, context)
    document = page.document()
    left = max((width - measure) // 2, 0)
    top = max((height - len(document.lines)) // 3, 0)
    lines = [Line((Piece(" " * left), *line.pieces)) if line.pieces else line for line in document.lines]
    return Document((*[Line()] * top, *lines), unshown=document.unshown)


def printed_tour(
    title: str, steps: Sequence[tuple[ShownStep, Context]], width: int, marks: Marks = FULL
) -> Document:
    """All steps of a tour, one below the other."""
    page = Page(width, marks)
    page.add(Piece(title, "strong"))
    for shown, context in steps:
        page.heading(shown.progress)
        page.room = _ROOM
        draw_step(page, shown, context)
    return page.document()


def draw_step(page: Page, shown: ShownStep, context: Context) -> None:
    """What is said, the event with its date, the passage with who says it, and who says otherwise."""
    event, row = shown.event, shown.row
    if event is None or row is None:
        _draw_missing(page, shown)
        return
    draw_date(page, event.date, context, brief=True)
    page.field(event.title, "heading")
    _draw_said(page, shown.step.text or event.summary)
    if shown.quote is not None and shown.passage is not None:
        draw_speakers(page, [Account(shown.quote, shown.passage, rank=row.rank)], context)
        if (row.rank, shown.passage) not in context.findings:
            page.add(Piece("not compared with its text", "muted"), indent=2)
    elif shown.step.passage is not None:
        page.blank()
        page.add(Piece(f"The event has no passage {short(shown.step.passage)} here.", "warning"))
    for dispute in disputes_of(shown):
        _draw_positions(page, dispute, question_words(dispute, event, context), shown, context)


def disputes_of(shown: ShownStep) -> Sequence[str]:
    """The disputed points that a step touches: that of its passage, or else those of its event."""
    if shown.event is None:
        return ()
    if shown.quote is None:
        return shown.event.all_disputes
    return [shown.quote.dispute] if shown.quote.dispute else ()


def _draw_missing(page: Page, shown: ShownStep) -> None:
    _draw_said(page, shown.step.text)
    page.blank()
    called = short(shown.step.event)
    why = f"There is no event {called} in the timeline."
    if shown.as_of:
        why = f"The event {called} is not part of what could be known on that day."
    page.add(Piece(why, "warning"))


def _draw_said(page: Page, text: str | None) -> None:
    if text:
        page.blank()
        page.field(text, "strong")


def _draw_positions(page: Page, dispute: str, question: str, shown: ShownStep, context: Context) -> None:
    """The question, and every answer with how much speaks for it; that of the passage is marked."""
    own = (shown.row.rank if shown.row else None, shown.passage)
    held = [Account(one.quote, one.position, rank=one.rank) for one in context.passages_on.get(dispute, ())]
    positions = grouped(held, lambda account: account.quote.position or "")
    page.blank()
    page.add(Piece(f"{page.marks.disputed} ", "mark"), Piece(question, "disputed"), hang=2)
    for position, accounts in list(positions.items())[:_MOST_POSITIONS]:
        quotes = [account.quote for account in accounts]
        sources = source_counts((quote.source for quote in quotes), context.families)
        said = f"  {counted(len(quotes), 'passage')} {page.marks.dot} {sources}"
        is_own = any((account.rank, account.number) == own for account in accounts)
        said += f" {page.marks.dot} this one among them" if is_own else ""
        answer = Piece(f"{page.marks.dot} ", "mark")
        page.add(answer, Piece(short(position) or NO_POSITION), Piece(said, "muted"), indent=2, hang=4)
    page.rest(len(positions) - _MOST_POSITIONS, "answer")
