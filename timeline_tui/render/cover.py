"""The cover of a timeline: what it is about, what one tells first, whom it rests on, what is disputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from timeline_tui.index.records import About, Question, Row
from timeline_tui.model.timeline import Source, Tour
from timeline_tui.render.document import FULL, Document, Marks, Piece
from timeline_tui.render.page import Link, Page, titled
from timeline_tui.render.phrases import (
    as_of_words,
    copy_words,
    counted,
    date_words,
    hidden_words,
    independent_words,
    outlet_words,
    short,
    step_counts,
    tour_title,
)
from timeline_tui.visible import visible

_MOST_DEEP = 3
"""Parts of parts stand no further in."""
MOST_ON_COVER = 30
"""Of key events, sources and disputes so many are drawn; the rest are counted."""


class Cover(NamedTuple):
    """What the cover tells, as the index knows it."""

    about: About
    name: str
    """What the file is called, where it has no title."""
    keys: Sequence[Row] = ()
    """The first key events, in the order of the list; of their wholes, none counts that is none of them."""
    key_events: int = 0
    sources: Mapping[str, Source] = {}
    passages: Mapping[str, int] = {}
    """How many passages each source gives."""
    tours: Mapping[str, Tour] = {}
    questions: Sequence[Question] = ()
    """The first disputed points, in the order of the list."""
    disputed: int = 0
    proof: str = ""
    """What became of the passages in their texts; empty where they were not compared."""
    awaits_proof: bool = False
    """Whether they are still being compared."""


def cover_page(cover: Cover, width: int, marks: Marks = FULL, *, keys: bool = False) -> Document:
    """What there is of it; a timeline with no summary, sources or key events has no empty places for them.

    `keys` says what to press.
    """
    page = Page(width, marks)
    about = cover.about
    page.field(about.title or cover.name, "strong")
    # Where nothing could be known, what is hidden is said below, with the way out.
    says_day = about.as_of and (about.events or not keys)
    page.facts(*_extent(about), *([as_of_words(about), hidden_words(about)] if says_day else []))
    page.note(about.summary)
    if keys and about.events:
        page.blank()
        page.keyed(_ON.replace(" | ", f" {marks.dot} "))
    elif keys:
        _draw_empty(page, about)
    _draw_keys(page, cover)
    _draw_tours(page, cover)
    _draw_questions(page, cover)
    _draw_sources(page, cover)
    _draw_proof(page, cover)
    _draw_marks(page, cover)
    page.note(about.license)
    return page.document()


_ON = "<Tab> next link | <Enter> opens it | <]> first event | <?> keys"
"""How to go on from the cover, in the list as on its page; one line at 60 columns."""
_EXAMPLE = ("events:", "  - date: 2024-03-12", "    title: What happened")


def _draw_empty(page: Page, about: About) -> None:
    """Of a timeline of no events: how to add the first, or why nothing could be known of any."""
    page.blank()
    if about.as_of:
        page.add(Piece(f"Nothing could be known {as_of_words(about)}", "strong"))
        page.blank()
        page.add(Piece(f"Hidden are {hidden_words(about)}."))
        page.blank()
        page.keyed("Press <K> to choose another day, or none.")
        return
    page.add(Piece("No events yet", "strong"))
    page.blank()
    if about.sources:
        page.keyed("Press <Enter> on a source: its text, where you hold it, proposes passages for the first.")
        page.keyed("Press <a> to add one by a form.")
    else:
        _draw_example(page, about)
    if about.problems:
        page.blank()
        page.add(
            Piece("Something in the file is not as it should be: ", "warning"),
            Piece("p", "key"),
            Piece(" lists what and where."),
        )


def _draw_example(page: Page, about: About) -> None:
    """How the first event is written."""
    page.keyed(f"Press <a> to add the first, or write it into {visible(about.file)}, under events:")
    page.blank()
    for line in _EXAMPLE:
        page.add(Piece(line, "quote"), indent=2)
    page.blank()
    page.add(Piece("It is shown here as soon as the file is saved."))


def _extent(about: About) -> list[str]:
    said = [counted(about.events, "event")]
    if not about.complete:
        # What is read so far says little of how many sources and passages there are.
        return [f"{said[0]} so far"]
    if about.sources:
        said.append(independent_words(about.sources, about.independent))
    if about.quotes:
        said.append(counted(about.quotes, "passage"))
    return [*said, *([counted(about.problems, "problem")] if about.problems else [])]


def _draw_keys(page: Page, cover: Cover) -> None:
    links = [
        Link(
            "event",
            row.id,
            titled(row.title, row.date, "plain" if row.depth else "strong"),
            rank=row.rank,
            indent=2 * min(row.depth, _MOST_DEEP),
        )
        for row in cover.keys
    ]
    page.entries("In one minute", links[:MOST_ON_COVER], cover.key_events, "key event")


def _draw_tours(page: Page, cover: Cover) -> None:
    links = [
        Link("tour", key, (Piece(tour_title(key, tour)), Piece(f"  {step_counts(tour)}", "muted")))
        for key, tour in list(cover.tours.items())[:MOST_ON_COVER]
    ]
    page.entries("Told step by step", links, len(cover.tours), "tour")


def _draw_questions(page: Page, cover: Cover) -> None:
    links = [
        Link(
            "dispute",
            question.id,
            (
                Piece(f"{page.marks.disputed} ", "disputed"),
                Piece(short(question.text)),
                Piece(f"  {counted(question.passages, 'passage')}", "muted"),
            ),
            rank=question.rank,
        )
        for question in cover.questions
    ]
    page.entries("Where accounts differ", links[:MOST_ON_COVER], cover.disputed, "disputed point")


def _draw_sources(page: Page, cover: Cover) -> None:
    links = []
    for key, source in list(cover.sources.items())[:MOST_ON_COVER]:
        called = (
            outlet_words(key, source) if source.outlet or not source.title else f"“{short(source.title)}”"
        )
        said = [source.title] if source.title and source.outlet else []
        said += [source.author] if source.author and (source.outlet or source.title) else []
        said = [*map(short, said), *([date_words(source.published)] if source.published else [])]
        said += [copy_words(source.derived_from, cover.sources)] if source.derived_from else []
        said.append(counted(cover.passages.get(key, 0), "passage"))
        below = Piece(f" {page.marks.dot} ".join(said), "muted")
        links.append(Link("source", key, (Piece(called),), (below,)))
    page.entries("Told by", links, len(cover.sources), "source")


def _draw_proof(page: Page, cover: Cover) -> None:
    if cover.about.quotes:
        page.heading("Proof")
        awaited = "The passages are being compared with their texts."
        said = awaited if cover.awaits_proof else "No passage was compared with its text here."
        page.add(Piece(cover.proof or said, "plain" if cover.proof else "muted"))


def _draw_marks(page: Page, cover: Cover) -> None:
    marks = page.marks
    signs = (
        (cover.disputed, marks.disputed, "accounts differ"),
        (cover.key_events, marks.key, "a key event, which one tells first"),
        (cover.about.quotes, marks.bar, "a passage, quoted from a source"),
    )
    if any(count for count, _, _ in signs):
        page.heading("Signs")
    for count, sign, meaning in signs:
        if count:
            page.add(Piece(f"{sign} ", "mark"), Piece(meaning, "muted"), hang=2)
