"""What holds for every page, whatever the file says."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render import samples
from timeline_tui.index.records import Passage
from timeline_tui.model.timeline import Event, Media, Name, Quote, Source, families
from timeline_tui.render.document import ASCII, FULL, Document, Marks
from timeline_tui.render.event_page import event_page
from timeline_tui.render.page import Context
from timeline_tui.render.source_page import Mentioned, name_page, source_page
from timeline_tui.visible import visible

WORDS = st.text(st.sampled_from("ab e\u0301桥，👩\x1b\x9b\u202e\u200b[]/·\n\t\r'\""), max_size=60)
MAYBE = st.none() | WORDS
IDS = st.sampled_from(["one", "two", "three", "\x1b[31m"])
WIDTHS = st.integers(20, 200)
MARKS = st.sampled_from([FULL, ASCII])

QUOTES = st.builds(
    Quote,
    exact=WORDS,
    source=st.none() | IDS,
    kind=st.sampled_from([None, "direct", "reported", "narration"]),
    speaker=st.none() | IDS,
    via=MAYBE,
    dispute=st.none() | IDS,
    position=st.none() | st.sampled_from(["Yes", "No", "Perhaps"]) | WORDS,
    note=MAYBE,
)
OWN = st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=3).map(tuple), max_size=3)
EVENTS = st.builds(
    Event,
    id=IDS,
    date=st.sampled_from([None, "2024", "2024-03-12T05:00-04:00", "no date", "-0044"]),
    title=WORDS,
    summary=MAYBE,
    names=st.lists(IDS, max_size=4).map(tuple),
    tags=st.lists(WORDS, max_size=3).map(tuple),
    quotes=st.lists(QUOTES, max_size=6).map(tuple),
    key=st.booleans(),
    sources=st.lists(IDS, max_size=3).map(tuple),
    disputes=st.dictionaries(IDS, WORDS, max_size=3),
    links=st.lists(WORDS, max_size=2).map(tuple),
    media=st.lists(st.builds(Media, url=WORDS, caption=MAYBE, credit=MAYBE), max_size=2).map(tuple),
    fields=OWN,
    note=MAYBE,
)
TEXTS = {field.name: MAYBE for field in fields(Source) if field.name != "fields"}
SOURCES = st.builds(Source, **TEXTS, fields=OWN)
NAMES = st.builds(
    Name,
    kind=st.sampled_from([None, "place", "group", "person"]),
    name=WORDS,
    also=st.lists(WORDS, max_size=3).map(tuple),
    role=MAYBE,
)


def passages(rank: int, event: Event) -> list[Passage]:
    return [samples.passage(event, rank, number) for number in range(len(event.quotes))]


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    sources = draw(st.dictionaries(IDS, SOURCES))
    other = draw(EVENTS)
    return Context(
        sources=sources,
        names=draw(st.dictionaries(IDS, NAMES)),
        families=families(sources),
        questions=draw(st.dictionaries(IDS, WORDS)),
        passages_on=draw(st.dictionaries(IDS, st.just(passages(5, other)))),
        parent=draw(st.none() | st.just(samples.row(other, 9))),
        children=draw(st.lists(st.just(samples.row(other, 5)), max_size=2)),
        timezone=draw(st.sampled_from([None, "Europe/Kyiv", "nowhere"])),
    )


def assert_sound(document: Document, width: int) -> None:
    for line in document.lines:
        assert cell_len(line.text) <= width
        assert visible(line.text) == line.text
    places = [(stop.first, stop.left) for stop in document.stops]
    assert places == sorted(places)
    for stop in document.stops:
        assert 0 <= stop.first <= stop.last < len(document.lines)
        assert stop.right is None or 0 <= stop.left < stop.right <= width


def quoted(document: Document) -> str:
    """All characters that stand beside the bar, columns one after the other."""
    return "".join(
        sorted(
            character
            for line in document.lines
            for piece in line.pieces
            if piece.role == "quote"
            for character in piece.text
            if not character.isspace()
        )
    )


def expected(quotes: list[Quote]) -> str:
    shown = "".join(visible(quote.exact, block=True) for quote in quotes)
    return "".join(sorted(character for character in shown if not character.isspace()))


@given(EVENTS, contexts(), WIDTHS, MARKS)
def test_every_event_page_is_sound(event: Event, context: Context, width: int, marks: Marks) -> None:
    document = event_page(event, samples.row(event, 1), context, width, marks)
    assert_sound(document, width)
    own = {stop.number for stop in document.stops if stop.kind == "passage" and stop.rank is None}
    assert own == set(range(len(event.quotes)))
    others = [held.quote for dispute in event.disputes for held in context.passages_on.get(dispute, ())]
    assert quoted(document) == expected([*event.quotes, *others])


@given(EVENTS, st.none() | SOURCES, contexts(), WIDTHS, MARKS)
def test_every_source_page_is_sound(
    event: Event, source: Source | None, context: Context, width: int, marks: Marks
) -> None:
    held = passages(3, event)
    citing = [samples.row(event)], 3
    document = source_page("one", source, context, held, width, citing=citing, marks=marks)
    assert_sound(document, width)
    stops = [(stop.rank, stop.number) for stop in document.stops if stop.kind == "passage"]
    assert stops == [(passage.rank, passage.position) for passage in held]
    assert quoted(document) == expected(list(event.quotes))


@pytest.mark.parametrize("width", [20, 38, 78, 200])
def test_a_passage_of_a_book_is_cut_and_the_rest_counted(width: int) -> None:
    event = Event(title="A book", quotes=(Quote(exact="x" * 100_000),))
    document = event_page(event, samples.row(event), samples.context(), width)
    text = " ".join(line.text.strip() for line in document.lines)
    assert "… 90,000 more characters not shown" in text
    assert len(document.lines) < 10_000 / (min(width, 100) - 2) + 12


def test_an_event_of_thousands_of_everything_is_cut_and_the_rest_counted() -> None:
    many = tuple(f"https://example.org/{number}" for number in range(5000))
    event = Event(title="Many", quotes=tuple(Quote(exact=link) for link in many), links=many, names=many)
    children = [samples.row(event, rank) for rank in range(5000)]
    document = event_page(event, samples.row(event), samples.context(children=children), 78)
    text = "\n".join(line.text for line in document.lines)
    for rest in ("4,700 more passages", "4,700 more links", "4,700 more events", "4,700 more names"):
        assert rest in text
    assert len(document.lines) < 5000


def test_passages_taken_from_a_source_are_counted_where_not_all_are_given() -> None:
    held = passages(0, samples.ORDINARY)
    document = source_page("one", Source(), samples.context(), held, 78, total=2000)
    text: Any = [line.text for line in document.lines]
    assert "2,000 passages taken from it" in text
    assert text[-1] == "… 1,994 more passages not shown here"


def test_a_page_of_many_books_shows_how_each_begins() -> None:
    quotes = tuple(Quote(exact="\x9b" * 100_000, dispute="d", position=f"{at % 2}") for at in range(40))
    event = Event(title="Books", quotes=quotes, disputes={"d": "Which?"})
    document = event_page(event, samples.row(event), samples.context(), 118)
    text = " ".join(line.text for line in document.lines)
    assert "90,000 more" in text
    assert "99,700 more" in text
    assert len([stop for stop in document.stops if stop.kind == "passage"]) == 40
    assert len(document.lines) < 20_000


WIDE = Event(
    id="wide",
    title="The bridge is shown",
    date="12/03/2024",
    key=True,
    sources=("gazette", "unlisted"),
    media=(Media(url="https://example.org/a.jpg", caption="The bridge", credit="A. Person"),),
    fields={"status": "verified", "seen on": ("2024-03-12", "2024-03-13"), "score": "-5"},
)


def test_a_page_says_once_what_is_written_for_a_date() -> None:
    event = replace(WIDE, date="2024-13-40")
    text = "\n".join(line.text for line in event_page(event, samples.row(event), samples.context(), 78).lines)
    assert "no date · there is no month 13" in text
    assert "The file says 2024-13-40; months go from 01 to 12" in text


def test_a_page_shows_what_the_file_says_beside_passages() -> None:
    document = event_page(WIDE, samples.row(WIDE), samples.context(), 78)
    text = "\n".join(line.text.rstrip() for line in document.lines)
    for shown in (
        'no date · "12/03/2024" is not a date',
        "\nWrite it as 2024-03-12 or 2024-12-03;",
        "★ key event · 2 sources cited",
        "status   verified\nseen on  2024-03-12\n         2024-03-13\nscore    -5\n",
        "Cited, no passage taken\n→ ",
        "→ unlisted (not among the sources)",
        "→ The bridge\n  A. Person · https://example.org/a.jpg",
    ):
        assert shown in text
    assert "No passage of any source" not in text
    assert [(stop.kind, stop.target) for stop in document.stops] == [
        ("source", "gazette"),
        ("source", "unlisted"),
        ("link", "https://example.org/a.jpg"),
    ]


def test_a_source_shows_the_events_that_cite_it() -> None:
    own = Source(title="S", fields={"reliability": "B"})
    citing = [samples.row(WIDE, 4)], 3
    document = source_page("s", own, samples.context(), [], 78, citing=citing)
    text = "\n".join(line.text.rstrip() for line in document.lines)
    assert "reliability  B" in text
    assert "Cited by 3 events with no passage\n→ The bridge is shown  12/03/2024 (not understood)\n" in text
    assert text.endswith("… 2 more events not shown here")
    assert [(stop.kind, stop.rank) for stop in document.stops] == [("event", 4)]


def test_a_place_shows_where_it_lies() -> None:
    name = Name(kind="place", name="Old Bridge", at=("51.280", "-34.3"), fields={"length": "80 m"})
    shown = Mentioned("bridge", [], [], 0)
    document = name_page(shown, samples.context(names={"bridge": name}), 78)
    text = "\n".join(line.text.rstrip() for line in document.lines)
    assert "lies at 51.280, -34.3 (latitude, longitude)" in text
    assert "length  80 m" in text


def test_a_field_of_thousands_of_texts_is_cut_and_the_rest_counted() -> None:
    event = Event(title="Many", fields={"one": tuple(map(str, range(5000))), "book": "x" * 100_000})
    document = event_page(event, samples.row(event), samples.context(), 78)
    text = "\n".join(line.text for line in document.lines)
    assert "4,900 more texts of one not shown" in text
    assert "90,000 more characters not shown" in text


def test_a_name_that_is_written_in_place_of_its_id_stands_once() -> None:
    names = {"tillett": Name(kind="person", name="Ben Tillett", also=("B. Tillett",), role="union leader")}
    quotes = [
        Quote(exact=f"{number}.", kind="direct", speaker=speaker)
        for number, speaker in enumerate(("tillett", "Ben Tillett", "b. tillett", "Nobody"))
    ]
    event = Event(title="A meeting", names=("tillett", "Ben Tillett"), quotes=tuple(quotes))
    lines = event_page(event, samples.row(event), Context(names=names), 80).lines
    text = "\n".join(line.text for line in lines)
    assert text.count("Ben Tillett, union leader") == 2
    assert text.count("Ben Tillett") == 3
    assert text.count("(not among the names)") == 1
