"""The pages of a source and of a name: what it is, then every passage of it, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len

from timeline_tui.index.records import Passage, Row, SpellingCount
from timeline_tui.model.folding import spellings
from timeline_tui.model.record_fields import fields_of
from timeline_tui.model.timeline import Event, Name, Source
from timeline_tui.render.document import FULL, Document, Marks, Piece
from timeline_tui.render.event_page import draw_events
from timeline_tui.render.page import Context, Link, Page, titled
from timeline_tui.render.phrases import copy_words, counted, date_words, outlet_among, outlet_words, short
from timeline_tui.render.positions import draw_passage
from timeline_tui.render.wordings import Wordings, draw_wording

MOST_PASSAGES = 1000
"""Passages that the page draws; the rest are counted."""
_MOST_RELATIVES = 50
_CARD = ("outlet", "author", "published", "language")
_ADDRESSES = ("url", "archived")
_EXPECTED = ("title", "outlet", "author", "published", "url")


def source_page(
    source_id: str,
    source: Source | None,
    context: Context,
    passages: Sequence[Passage],
    width: int,
    *,
    total: int | None = None,
    citing: tuple[Sequence[Row], int] = ((), 0),
    wordings: Mapping[int, Wordings] | None = None,
    marks: Marks = FULL,
) -> Document:
    """The card of a source and its passages; `total` says how many there are where not all are given.

    `citing` are events that cite it with no passage from it, and how many do.
    `wordings` are those that other sources have for a passage, by the rank of the event.
    Enter on a passage leads to its event. A passage is found again by its rank and number.
    """
    page = Page(width, marks)
    if source is None:
        page.add(Piece(short(source_id), "strong"))
        page.add(Piece("The file lists no source with this id.", "warning"))
    else:
        _draw_card(page, source_id, source)
        _draw_family(page, source_id, source, context)
    count = len(passages) if total is None else total
    events = len({passage.rank for passage in passages})
    at = f" at {counted(events, 'event')}" if count == len(passages) and count else ""
    page.heading(f"{counted(count, 'passage')} taken from it{at}")
    drawn = passages[:MOST_PASSAGES]
    for rank, held in groupby(drawn, lambda passage: passage.rank):
        _draw_event(page, list(held), context, (wordings or {}).get(rank, {}))
    page.rest(count - len(drawn), "passage")
    draw_events(page, f"Cited by {counted(citing[1], 'event')} with no passage", *citing)
    return page.document()


def _draw_card(page: Page, source_id: str, source: Source) -> None:
    page.field(source.title or outlet_words(source_id, source), "strong")
    rows = fields_of("source")
    for row in map(rows.__getitem__, _CARD):
        if said := getattr(source, row.id):
            text = date_words(said) if row.holds == "date" else said
            page.labelled(row.heading or row.label, short(text))
    page.labelled("Id", short(source_id))
    for row in map(rows.__getitem__, _ADDRESSES):
        if address := getattr(source, row.id):
            first = len(page.lines)
            page.labelled(row.label, short(address), "link")
            page.stop("link", first, address)
    _draw_missing(page, source)
    page.note(source.note)
    page.table(source.fields)


def _draw_missing(page: Page, source: Source) -> None:
    words = {"published": "date", "url": "address"}
    missing = [words.get(name, name) for name in _EXPECTED if not getattr(source, name)]
    if missing:
        listed = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} or {missing[-1]}"
        page.add(Piece(f"The file gives no {listed}.", "muted"))


def _draw_family(page: Page, source_id: str, source: Source, context: Context) -> None:
    """The texts that it copies, or that copy it: together they count as one source."""
    family = context.families.get(source_id, source_id)
    relatives = [key for key, root in context.families.items() if root == family and key != source_id]
    original = source.derived_from
    if original and original not in relatives:
        relatives.insert(0, original)
    if not relatives:
        return
    page.heading("One independent source together with")
    for key in relatives[:_MOST_RELATIVES]:
        other = context.sources.get(key)
        relation = _relation(key, source_id, source, context)
        line = (Piece(outlet_words(key, other)), Piece(f", {relation}", "muted"))
        # The note of a copy says from what it is known to be one.
        note = other.note if other is not None and other.derived_from else None
        page.entry(Link("source", key, line, (Piece(short(note), "muted"),) if note else ()))
    if len(relatives) > _MOST_RELATIVES:
        page.add(Piece(f"{page.marks.more} {len(relatives) - _MOST_RELATIVES:,} more not shown", "muted"))


def _relation(key: str, source_id: str, source: Source, context: Context) -> str:
    other = context.sources.get(key)
    if key == source.derived_from:
        return "of which this is a copy or translation" + ("" if other else " (not among the sources)")
    if other is not None and other.derived_from == source_id:
        return "a copy or translation of this"
    original = other.derived_from if other is not None else None
    return copy_words(original, context.sources) if original else "the text at the root"


def _draw_event(page: Page, passages: Sequence[Passage], context: Context, wordings: Wordings) -> None:
    top = passages[0]
    page.blank()
    page.add(*titled(top.title, top.date, "strong"), hang=2)
    for number, passage in enumerate(passages):
        if number:
            page.blank()
        draw_passage(page, passage, context)
        for wording in wordings.get(passage.position, ()):
            draw_wording(page, passage.quote, wording, context)


MOST_EVENTS = 200
"""Events that the page draws; the rest are counted."""
_MOST_PASSAGES = 400
_MOST_SPELLINGS = 100
_MOST_SOURCES = 12
_WIDEST = 32


@dataclass(frozen=True, slots=True)
class Mention:
    """An event that a name is in."""

    rank: int
    event: Event
    passages: Sequence[int]
    """Which of its quotes spell the name or let it speak, counted from 0."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Everything that the timeline holds on one name."""

    name: str
    """Its id."""
    spellings: Sequence[SpellingCount]
    mentions: Sequence[Mention]
    events: int
    """How many there are, where not all are given."""


def name_page(mentioned: Mentioned, context: Context, width: int, marks: Marks = FULL) -> Document:
    """The card of a name, its spellings, and its passages; Enter on one leads to its event."""
    page = Page(width, marks)
    name = context.names.get(mentioned.name)
    if name is None:
        page.add(Piece(short(mentioned.name), "strong"))
        page.add(Piece("The file lists no name with this id.", "warning"))
    else:
        _draw_name(page, name, context)
        _draw_spellings(page, name, mentioned.spellings, context)
    page.heading(f"In {counted(mentioned.events, 'event')}")
    room = _MOST_PASSAGES
    for mention in mentioned.mentions[:MOST_EVENTS]:
        drawn = mention.passages[: max(room, 0)]
        _draw_mention(page, mention, drawn, context)
        room -= len(drawn)
    page.rest(mentioned.events - len(mentioned.mentions[:MOST_EVENTS]), "event")
    return page.document()


def _draw_name(page: Page, name: Name, context: Context) -> None:
    page.field(name.name, "strong")
    page.facts(*(fact for fact in (name.kind, name.role and short(name.role)) if fact))
    if name.within:
        around = context.names.get(name.within)
        called = short(around.name) if around else f"{short(name.within)} (not among the names)"
        page.entry(Link("name", name.within, (Piece("within ", "muted"), Piece(called))))
    if name.at:
        at = ", ".join(map(short, name.at))
        page.add(Piece("lies at ", "muted"), Piece(at), Piece(" (latitude, longitude)", "muted"))
    page.note(name.note)
    page.table(name.fields)


def _draw_spellings(page: Page, name: Name, counts: Sequence[SpellingCount], context: Context) -> None:
    """Each spelling with the sources that use it, the listed order kept."""
    page.heading("Spellings")
    listed = list(spellings(name))
    shown = [short(spelling) for spelling in listed[:_MOST_SPELLINGS]]
    column = min(max(map(cell_len, shown)), _WIDEST, page.width // 2)
    for spelling, words in zip(listed, shown, strict=False):
        used = [count for count in counts if count.spelling == spelling]
        said = Piece(_sources(used, context), "plain" if used else "muted")
        space = " " * max(column - cell_len(words), 0)
        page.add(Piece(words, "quote"), Piece(f"{space}  "), said, hang=column + 2)
    page.rest(len(listed) - _MOST_SPELLINGS, "spelling")


def _sources(used: Sequence[SpellingCount], context: Context) -> str:
    if not used:
        return "in no passage"
    said = [
        f"{outlet_among(context.sources, count.source)} {count.passages:,}" for count in used[:_MOST_SOURCES]
    ]
    more = [f"{len(used) - _MOST_SOURCES:,} more sources"] if len(used) > _MOST_SOURCES else []
    return ", ".join([*said, *more])


def _draw_mention(page: Page, mention: Mention, passages: Iterable[int], context: Context) -> None:
    event = mention.event
    page.blank()
    line = titled(event.title, event.date, "strong")
    page.entry(Link("event", event.id or "", line, rank=mention.rank))
    for number, position in enumerate(passages):
        if number:
            page.blank()
        quote = event.quotes[position]
        passage = Passage(mention.rank, event.id or "", event.title, event.date, position, quote)
        draw_passage(page, passage, context, sourced=True)
