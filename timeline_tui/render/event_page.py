"""The page of an event, with every passage and whoever says it; and a step of a tour, which shows one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from timeline_tui.index.records import Row
from timeline_tui.model import dates
from timeline_tui.model.folding import name_meant
from timeline_tui.model.timeline import Event, Name, Quote, TourStep
from timeline_tui.render.chart import shape_signs, shape_words
from timeline_tui.render.date_column import local_time
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece
from timeline_tui.render.page import Context, Link, Page, titled
from timeline_tui.render.phrases import counted, date_words, short, source_counts, source_words
from timeline_tui.render.positions import Account, draw_answers, draw_dispute, draw_speakers
from timeline_tui.render.wrapping import fit, pad

MOST_PASSAGES = 300
"""Passages that one page draws; the rest are counted."""
_MOST_OTHERS = 300
"""Names, links, disputes and parts that one page draws, of each."""
_LONGEST_TEXT = 2000
"""Characters of a passage in which spellings are looked for."""
_MOST_SPELLINGS = 50
"""Spellings of one name that are looked for."""
_KINDS = {"place": "Where", "group": "Groups", "person": "People", None: "Names"}


def event_page(event: Event, row: Row, context: Context, width: int, marks: Marks = FULL) -> Document:
    """Everything that the timeline holds about one event; its first stops are its passages."""
    page = Page(width, marks)
    _draw_head(page, event, context)
    _draw_changes(page, context)
    page.note(event.summary)
    page.note(event.note, "Note: ")
    page.table(event.fields)
    _draw_names(page, event, context)
    _draw_passages(page, event, row, context)
    _draw_cited(page, event, context)
    _draw_media(page, event)
    _draw_links(page, event)
    _draw_parts(page, context)
    _draw_name_stops(page, event, context)
    return page.document()


def _draw_head(page: Page, event: Event, context: Context) -> None:
    draw_date(page, event.date, context)
    page.field(event.title, "strong")
    facts = [f"{page.marks.key} key event"] if event.key else []
    if context.learnt is not None:
        facts.append(f"{page.marks.done} done" if context.learnt else "not done yet")
    if context.parent is not None:
        facts.append(f"part of {short(context.parent.title)}")
    if event.quotes:
        facts.append(counted(len(event.quotes), "passage"))
        facts.append(source_counts((quote.source for quote in event.quotes), context.families))
    if cited := event.only_cited:
        facts.append(f"{counted(len(cited), 'source')} cited")
    if event.tags:
        facts.append(", ".join(short(tag) for tag in event.tags[:_MOST_OTHERS]))
    page.facts(*facts)


def _draw_changes(page: Page, context: Context) -> None:
    """What changed since the versions that were asked about, word by word, with a sign before each line."""
    for since, lines in context.changes:
        page.heading(f"{page.marks.changed} Changed since {short(since)}")
        for line in lines[:_MOST_OTHERS]:
            page.add(Piece(line.strip()), indent=2, hang=2)


def draw_date(page: Page, date: str | None, context: Context, *, brief: bool = False) -> None:
    """When it was or, where what is written is not understood, that and why; with its sign if not `brief`."""
    try:
        span = None if date is None else dates.parse(date)
    except dates.NotADate as error:
        page.add(Piece(date_words(None), "date"), Piece(f" {page.marks.dot} {short(str(error))}", "warning"))
        _draw_written(page, short(date or ""), error)
        return
    said = "" if span is None or brief else shape_words(span)
    # How many days it can be is said in full behind it.
    words = date_words(date).partition(" (one of these")[0] if "one of" in said else date_words(date)
    when = [Piece(words, "date")]
    if span is not None and said:
        when.append(Piece(f" {page.marks.dot} {shape_signs(span, page.marks)} {said}", "muted"))
    if span is not None and context.timezone and (local := local_time(span, context.timezone)):
        when.append(Piece(f" {page.marks.dot} {short(local)}", "muted"))
    page.add(*when)


def _draw_written(page: Page, written: str, error: dates.NotADate) -> None:
    """What is written for a date, where the reason has not said it, and what to write."""
    # Only a wrong date needs these patterns, and they take a while to compile.
    from timeline_tui.model.typed_dates import hint_to

    hint = short(hint_to(error))
    if written in str(error):
        page.add(Piece(hint[:1].upper() + hint[1:], "muted"))
    else:
        page.add(Piece("The file says ", "muted"), Piece(written), Piece(f"; {hint}", "muted"))


def _draw_names(page: Page, event: Event, context: Context) -> None:
    """One line for each kind of name, each with the spellings that the passages use."""
    page.blank()
    texts = [quote.exact[:_LONGEST_TEXT] for quote in event.quotes[:MOST_PASSAGES]]
    kinds: dict[str, list[Piece]] = {}
    for key in _meant(event.names[:_MOST_OTHERS], context):
        name = context.names.get(key)
        pieces = kinds.setdefault(_KINDS[name.kind if name else None], [])
        if pieces:
            pieces.append(Piece("; "))
        if name is None:
            pieces += [Piece(short(key)), Piece(" (not among the names)", "muted")]
            continue
        found = spellings_found(name, texts)
        others = ", ".join(short(spelling) for spelling in found if spelling != name.name)
        also = "in the texts also" if name.name in found else "in the texts"
        pieces += [Piece(short(name.name)), *([Piece(f", {also} {others}", "muted")] if others else [])]
    for label in _KINDS.values():
        if label in kinds:
            page.add(Piece(f"{label:<8}", "muted"), *kinds[label], hang=8)
    page.rest(len(event.names) - _MOST_OTHERS, "name")


def spellings_found(name: Name, passages: Iterable[str]) -> list[str]:
    """The spellings that occur as whole words, the timeline's own first if it does, then in the file's order.

    A spelling inside a longer one does not count: who reads "Vladimir Putin" has not read "Putin".
    """
    text = "\n".join(passages)
    found = set()
    spellings = dict.fromkeys((name.name, *name.also[:_MOST_SPELLINGS]))
    for spelling in sorted(spellings, key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(spelling)}(?!\w)"
        rest = re.sub(pattern, "\n", text) if spelling in text else text
        if rest != text and spelling:
            found.add(spelling)
        text = rest
    return [spelling for spelling in spellings if spelling in found]


def _draw_passages(page: Page, event: Event, row: Row, context: Context) -> None:
    quotes = event.quotes[:MOST_PASSAGES]
    accounts = [Account(quote, number, rank=row.rank) for number, quote in enumerate(quotes)]
    _draw_disputes(page, event, row, context, accounts)
    outside = [account for account in accounts if not account.quote.dispute]
    if outside and len(outside) < len(accounts):
        page.heading("Other passages")
    draw_speakers(page, outside, context)
    page.rest(len(event.quotes) - MOST_PASSAGES, "passage")
    if not event.reported_by and not context.children:
        page.blank()
        page.add(Piece("No passage of any source is held for this event.", "muted"))


def _draw_disputes(page: Page, event: Event, row: Row, context: Context, accounts: Sequence[Account]) -> None:
    """The disputed points: those that the event asks, with what other events hold on them, come first."""
    answered = [account.quote.dispute for account in accounts if account.quote.dispute]
    disputes = dict.fromkeys([*event.disputes, *answered])
    room = MOST_PASSAGES - len(accounts)
    for dispute in islice(disputes, _MOST_OTHERS):
        own = [account for account in accounts if account.quote.dispute == dispute]
        others = _elsewhere(dispute, row, context) if dispute in event.disputes else []
        accounts_on = [*own, *others[:room]]
        draw_dispute(page, dispute, question_words(dispute, event, context), accounts_on, context)
        page.rest(len(others) - room, "passage")
        room = max(room - len(others), 0)
    page.rest(len(disputes) - _MOST_OTHERS, "disputed point")


def _elsewhere(dispute: str, row: Row, context: Context) -> list[Account]:
    """Accounts that answer the dispute from other events."""
    passages = context.passages_on.get(dispute, ())
    return [Account(held.quote, held.position, held, held.rank) for held in passages if held.rank != row.rank]


def question_words(dispute: str, event: Event, context: Context) -> str:
    """The question of a disputed point that stands at the event."""
    question = event.disputes.get(dispute) or context.questions.get(dispute)
    return short(question) if question else f"{short(dispute)} (no event asks this question)"


def _draw_cited(page: Page, event: Event, context: Context) -> None:
    """The sources that report it, each to be opened."""
    entries = []
    for key in event.only_cited[:_MOST_OTHERS]:
        said, *more = source_words(key, context.sources)
        details = Piece("".join(f" {page.marks.dot} {one}" for one in more), "muted")
        entries.append(Link("source", key, (Piece(said), details)))
    page.entries("Cited, no passage taken", entries, len(event.only_cited), "source")


def _draw_media(page: Page, event: Event) -> None:
    """Pictures and recordings by what they show, with whose they are and where they lie."""
    entries = []
    for media in event.media[:_MOST_OTHERS]:
        credit = [Piece(f"{short(media.credit)} {page.marks.dot} ", "muted")] if media.credit else []
        below = (*credit, Piece(short(media.url), "link"))
        entries.append(Link("link", media.url, (Piece(short(media.caption or "No caption")),), below))
    page.entries("Pictures and recordings", entries, len(event.media), "picture")


def _draw_links(page: Page, event: Event) -> None:
    entries = [Link("link", link, (Piece(short(link), "link"),)) for link in event.links[:_MOST_OTHERS]]
    page.entries("Further reading", entries, len(event.links), "link")


def _draw_name_stops(page: Page, event: Event, context: Context) -> None:
    """The names once more, each to be opened; at the end, so that the first stops are passages."""
    speakers = (quote.speaker for quote in event.quotes[:MOST_PASSAGES] if quote.speaker)
    names = _meant((*event.names, *speakers), context)
    entries = []
    for key in names[:_MOST_OTHERS]:
        name = context.names.get(key)
        role = [Piece(f", {short(name.role)}", "muted")] if name is not None and name.role else []
        entries.append(Link("name", key, (Piece(short(name.name if name else key)), *role)))
    page.entries("Names", entries, len(names), "name")


def _meant(written: Iterable[str], context: Context) -> list[str]:
    """The ids, each once; one that is a spelling of a name is that name's."""
    return list(dict.fromkeys(name_meant(key, context.names) for key in dict.fromkeys(written)))


def _draw_parts(page: Page, context: Context) -> None:
    """The event above and the events below, at the end, so that the first stops are passages."""
    draw_events(page, "Parts", context.children[:_MOST_OTHERS], len(context.children))
    if context.parent:
        draw_events(page, "Part of", [context.parent], 1)


def draw_events(page: Page, heading: str, rows: Sequence[Row], count: int) -> None:
    """The first of so many events, each to be opened."""
    entries = [
        Link("event", row.id, titled(row.title, row.date or row.written), rank=row.rank) for row in rows
    ]
    page.entries(heading, entries, count, "event")


_MEASURE = 78
"""Cells of a line that is read from afar."""
_MARGIN = 2
_ROOM = 20_000


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
    own = row.rank, shown.passage
    for dispute in disputes_of(shown):
        draw_answers(page, dispute, question_words(dispute, event, context), own, context)


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
