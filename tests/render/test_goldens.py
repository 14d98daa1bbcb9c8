"""Whole pages as plain text, at four widths.

TIMELINE_TUI_WRITE_GOLDENS=1 writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.render import samples
from timeline_tui.index.records import SpellingCount
from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.render.document import ASCII, FULL, Document, Marks
from timeline_tui.render.event_page import event_page
from timeline_tui.render.notices import help_page, problems_page
from timeline_tui.render.page import Context
from timeline_tui.render.source_page import Mention, Mentioned, name_page, source_page
from timeline_tui.render.wordings import wordings
from timeline_tui.session.commands import COMMANDS

GOLDENS = Path(__file__).parent / "goldens"
WRITE = bool(os.environ.get("TIMELINE_TUI_WRITE_GOLDENS"))
WIDTHS = (38, 60, 78, 118)

DISPUTED, LATER, ORDINARY = samples.DISPUTED, samples.LATER, samples.ORDINARY
TWO = {"why": [samples.passage(DISPUTED, 0, 0), samples.passage(LATER, 3, 1)]}
THREE = {"why": [samples.passage(LATER, 3, 0), samples.passage(LATER, 3, 1)]}
PARENT = samples.row(Event(id="summer", date="2021-22", title="The summer of 2021"), 7)
CHILD = samples.row(samples.UNDATED, 8)


def event(of: Event, context: Context, width: int) -> Document:
    return event_page(of, samples.row(of), context, width)


def source(source_id: str, of: Source | None, width: int, *events: Event) -> Document:
    passages = [
        samples.passage(held, rank, number)
        for rank, held in enumerate(events)
        for number, quote in enumerate(held.quotes)
        if quote.source == source_id
    ]
    return source_page(source_id, of, samples.context(questions=DISPUTED.disputes), passages, width)


REWORDED = Event(
    id="night",
    title="The night",
    quotes=(
        Quote(exact="“Rust had eaten the chains,” he said.", source="gazette"),
        Quote(exact='"Rust ate all the chains," he said.', source="mirror", variant_of="gazette#1"),
        Quote(exact="Nobody heard it fall during the night.", source="gazette"),
        Quote(exact="Nobody heard it falling at night.", source="mirror"),
    ),
)


def reworded(source_id: str, width: int) -> Document:
    passages = [
        samples.passage(REWORDED, 0, at)
        for at, quote in enumerate(REWORDED.quotes)
        if quote.source == source_id
    ]
    held = {0: wordings(REWORDED, source_id, samples.context().families)}
    card = samples.SOURCES[source_id]
    return source_page(source_id, card, samples.context(), passages, width, wordings=held)


def name(key: str, width: int, marks: Marks = FULL) -> Document:
    counts = [SpellingCount("Novak", "gazette", 3), SpellingCount("Jan Novak", "", 1)]
    mentions = [
        Mention(0, ORDINARY, [0, 2]),
        Mention(1, DISPUTED, [1]),
        Mention(2, samples.UNDATED, []),
        Mention(3, samples.WILD, [0]),
    ]
    named = samples.context(questions=DISPUTED.disputes)
    return name_page(Mentioned(key, counts, mentions, 1204), named, width, marks)


PAGES: dict[str, Callable[[int], Document]] = {
    "event-ordinary": lambda width: event(ORDINARY, samples.context(parent=PARENT, children=[CHILD]), width),
    "event-two-positions": lambda width: event(DISPUTED, samples.context(passages_on=TWO), width),
    "event-three-positions": lambda width: event(DISPUTED, samples.context(passages_on=THREE), width),
    "event-answering": lambda width: event(
        LATER, samples.context(questions={"why": "Why did it fall?"}), width
    ),
    "event-undated": lambda width: event(samples.UNDATED, samples.context(), width),
    "event-hostile": lambda width: event(samples.WILD, samples.context(), width),
    "event-ascii": lambda width: event_page(
        DISPUTED, samples.row(DISPUTED), samples.context(passages_on=TWO), width, ASCII
    ),
    "source-full": lambda width: source("gazette", samples.SOURCES["gazette"], width, ORDINARY, DISPUTED),
    "source-copy": lambda width: source("mirror", samples.SOURCES["mirror"], width, ORDINARY, DISPUTED),
    "source-bare": lambda width: source("bare", samples.SOURCES["bare"], width),
    "source-lost-copy": lambda width: source("lost-copy", samples.SOURCES["lost-copy"], width),
    "source-unlisted": lambda width: source("unlisted", None, width, ORDINARY),
    "source-hostile": lambda width: source(samples.HOSTILE, samples.WILD_SOURCE, width, samples.WILD),
    "source-original": lambda width: reworded("gazette", width),
    "source-reworded": lambda width: reworded("mirror", width),
    "name": lambda width: name("mayor", width),
    "name-ascii": lambda width: name("mayor", width, ASCII),
    "name-unlisted": lambda width: name(samples.HOSTILE, width),
    "problems": lambda width: problems_page(samples.PROBLEMS, width),
    "help": lambda width: help_page(COMMANDS, width, FULL),
    "list": lambda width: Document(
        tuple(
            line
            for held in (
                samples.row(ORDINARY, 0, heading="2021"),
                samples.row(DISPUTED, 1, depth=1, quotes=1200),
                samples.row(LATER, 2, heading="2022", gap=80, independent=1),
                samples.row(Event(date="-0044-03-15", title="The Ides"), 3, heading="-0044", year="-0044"),
                samples.row(Event(date="soon", title="A date that is none"), 4, depth=9),
                samples.row(samples.UNDATED, 5, heading=""),
                samples.row(samples.WILD, 6),
            )
            for line in samples.block_lines(held, width, here=held.rank == 1)
        )
    ),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_drawn_as_it_was(name: str, width: int) -> None:
    golden = GOLDENS / f"{name}-{width}.txt"
    shown = samples.drawn(PAGES[name](width))
    if WRITE:
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_every_golden_is_of_a_page() -> None:
    named = {f"{name}-{width}.txt" for name in PAGES for width in WIDTHS}
    assert {path.name for path in GOLDENS.iterdir()} == named
