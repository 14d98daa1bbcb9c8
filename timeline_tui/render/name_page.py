"""The page of a name: how each source spells it, and every event and passage that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from timeline_tui.index.records import Passage, SpellingCount
from timeline_tui.model.spellings import spellings
from timeline_tui.model.timeline import Event, Name
from timeline_tui.render.document import FULL, Document, Marks, Piece
from timeline_tui.render.page import Context, Link, Page, titled
from timeline_tui.render.phrases import NO_SOURCE, counted, outlet_words, short
from timeline_tui.render.positions import draw_passage

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
        _draw_card(page, name, context)
        _draw_spellings(page, name, mentioned.spellings, context)
    page.heading(f"In {counted(mentioned.events, 'event')}")
    room = _MOST_PASSAGES
    for mention in mentioned.mentions[:MOST_EVENTS]:
        drawn = mention.passages[: max(room, 0)]
        _draw_mention(page, mention, drawn, context)
        room -= len(drawn)
    page.rest(mentioned.events - len(mentioned.mentions[:MOST_EVENTS]), "event")
    return page.document()


def _draw_card(page: Page, name: Name, context: Context) -> None:
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
    said = [f"{_outlet(count.source, context)} {count.passages:,}" for count in used[:_MOST_SOURCES]]
    more = [f"{len(used) - _MOST_SOURCES:,} more sources"] if len(used) > _MOST_SOURCES else []
    return ", ".join([*said, *more])


def _outlet(source: str, context: Context) -> str:
    return outlet_words(source, context.sources.get(source)) if source else NO_SOURCE


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
