"""What a query finds in an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.timelines import written
from timeline_tui.index.event_search import PassageStates
from timeline_tui.index.facets import Value
from timeline_tui.index.list_places import GAP
from timeline_tui.index.reader import Index
from timeline_tui.index.schema import SEARCH
from timeline_tui.model.timeline import Event, Name, Quote, Source, Timeline
from timeline_tui.query.scan import Unreadable
from timeline_tui.query.written import parse

NAMES = {
    "tyotkino": Name(kind="place", name="Tyotkino", also=("Tetkino", "Тёткино")),
    "legion": Name(kind="group", name="Freedom of Russia Legion", also=("Legion",)),
    "gladkov": Name(kind="person", name="Vyacheslav Gladkov"),
}
SOURCES = {
    "newsweek": Source(title="Putin defectors vow", outlet="Newsweek"),
    "copy": Source(title="Vow of defectors", derived_from="newsweek"),
    "rferl": Source(title="Drones over the refinery", outlet="RFE/RL"),
}
EVENTS = [
    Event(id="raid", date="2023-05-22/2023-05-23", title="The raid on Graivoron", names=("legion",)),
    Event(
        id="fight",
        date="2024-03-12",
        title="Fighting at Tyotkino",
        summary="A café burned.",
        tags=("border", "Big fire"),
        quotes=(
            Quote(exact="in the village of Tetkino", source="newsweek", kind="reported", dispute="taken"),
            Quote(exact="no breakthrough", source="copy", kind="direct", speaker="gladkov"),
        ),
        disputes={"taken": "Was it taken?"},
    ),
    Event(
        id="drone",
        date="2024-01~",
        title="学中文吗 drone strike",
        quotes=(
            Quote(exact="Горит завод", source="rferl", speaker="unlisted"),
            Quote(exact="x", source="copy"),
        ),
        tags=("border",),
    ),
    Event(id="undated", title="Nobody knows when"),
    Event(id="open", date="2024-05/..", title="It goes on?", summary="end of"),
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return written(tmp_path, EVENTS, timeline=Timeline(names=NAMES, sources=SOURCES))


def found(index: Index, text: str) -> list[str]:
    """The ids of the events, in the order of the list."""
    query = parse(text)
    ids = [index.rows(rank, 1)[0].id for rank in index.search.ranks(query)]
    assert index.search.count(query) == len(ids)
    return ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["raid", "drone", "fight", "open", "undated"]),
        ("GRAIVORON", ["raid"]),
        ("graiv", ["raid"]),
        ("graiv ", []),
        ("cafe", ["fight"]),
        ('"village of tetk', ["fight"]),
        ('"graivoron freedom"', []),
        ("теткино", ["fight"]),
        ("горит", ["drone"]),
        ("中文", ["drone"]),
        ("文中", []),
        ("refinery", ["drone"]),
        ("big", ["fight"]),
        ("name:legion", ["raid"]),
        ('group:"freedom of russia legion"', ["raid"]),
        ("place:legion", []),
        ("place:Tetkino", ["fight"]),
        ("name:gladkov", ["fight"]),
        ("speaker:gladkov,unlisted", ["drone", "fight"]),
        ("source:NEWSWEEK", ["fight"]),
        ("source:copy", ["drone", "fight"]),
        ("-source:newsweek", ["raid", "drone", "open", "undated"]),
        ("tag:border -tag:big*", ["drone"]),
        ("tag:bor", ["drone", "fight"]),
        ("tag:bor ", []),
        ("tag:nobody", []),
        ("-tag:nobody", ["raid", "drone", "fight", "open", "undated"]),
        ("kind:direct", ["fight"]),
        ("is:disputed", ["fight"]),
        ("is:single-source", ["fight"]),
        ("is:unsourced", ["raid", "open", "undated"]),
        ("is:undated", ["undated"]),
        ("is:approximate", ["drone"]),
        ("in:2023-05-23", ["raid"]),
        ("in:2024", ["drone", "fight", "open"]),
        ("in:2031", ["open"]),
        ("in:2023,2031", ["raid", "open"]),
        ("before:2024", ["raid"]),
        ("after:2024-02", ["fight", "open"]),
        ("-after:2024-02", ["raid", "drone", "undated"]),
        ("in:2024 -cafe border", ["drone"]),
    ],
)
def test_events_are_found_in_the_order_of_the_list(index: Index, text: str, ids: list[str]) -> None:
    assert found(index, text) == ids


def test_a_time_is_found_on_whatever_day_its_own_clock_is(tmp_path: Path) -> None:
    late, early = "2024-03-12T23:30-04:00", "2024-03-12T05:00+03:00"
    index = written(tmp_path, [Event(id=date, date=date, title="T") for date in (late, early)])
    assert found(index, "in:2024-03-13T03:30Z") == [late]
    assert found(index, "after:2024-03-13T03:29Z") == [late]
    assert found(index, "before:2024-03-12T02:01Z") == [early]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("is:cut", ["raid"]),
        ("is:altered", ["fight"]),
        ("is:not-found", ["drone"]),
        ("-is:cut", ["drone", "fight", "open", "undated"]),
        ("is:cut,not-found", ["raid", "drone"]),
        ("-is:cut,undated", ["drone", "fight", "open"]),
        ("is:undated,cut", ["raid", "undated"]),
        ("is:cut OR is:undated", ["raid", "undated"]),
        ("-is:cut OR is:cut", ["raid", "drone", "fight", "open", "undated"]),
        ("is:altered drone", []),
        ("border -is:altered", ["drone"]),
        ("drone OR -border", ["raid", "drone", "open", "undated"]),
        ("is:cut OR -in:2024", ["raid", "undated"]),
    ],
)
def test_events_are_found_by_what_became_of_their_passages(
    index: Index, text: str, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {"cut": [0], "altered": [GAP], "not found": [2 * GAP]}
    monkeypatch.setattr(PassageStates, "numbers", lambda _, state: numbers.get(state, []))
    assert found(index, text) == ids


def test_real_values_come_with_their_counts(index: Index) -> None:
    assert index.values("tag") == [
        Value("tag", "border", "border", 2),
        Value("tag", "Big fire", "Big fire", 1),
    ]
    assert index.values("place", "tet") == [Value("place", "tyotkino", "Tyotkino", 1)]
    assert index.values("person") == [Value("person", "gladkov", "Vyacheslav Gladkov", 1)]
    assert [value.value for value in index.values("source", "vow")] == ["copy", "newsweek"]
    years = [Value("in", "2023", "2023", 1), Value("in", "2024", "2024", 3)]
    assert index.values("in") == years
    assert index.values("in", "2024") == years[1:]


def test_facets_are_counted_under_a_query(index: Index) -> None:
    counts = index.search.counts(parse("border"))
    assert counts is not None
    assert counts.events == 2
    assert [(value.value, value.events) for value in counts.values("source")] == [
        ("copy", 2),
        ("newsweek", 1),
        ("rferl", 1),
    ]
    assert [(value.value, value.events) for value in counts.values("in")] == [("2024", 2)]
    assert index.search.counts(parse("border"), lambda: False) is None


def test_facets_of_everything_need_no_counting(index: Index) -> None:
    counts = index.search.counts(parse(""))
    assert counts is not None
    assert counts.events == len(EVENTS)
    assert counts.values("tag") == index.values("tag")
    assert counts.values("in") == index.values("in")


def test_tables_that_another_sqlite_words_otherwise_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline_tui.index.schema.SEARCH_TABLES", (SEARCH, "CREATE TABLE otherwise (x)"))
    assert found(written(tmp_path, EVENTS), "graivoron") == ["raid"]


@pytest.mark.parametrize(
    "text",
    [
        'NEAR("a" b, 10)',
        "words : drone",
        "{text} : drone",
        "^drone + strike",
        "drone AND OR NOT",
        "'; DROP TABLE row; --",
        "drone\0strike",
        "\ue0000 \ue001",
        "🔥" * 500,
        '"' * 301,
        "(" * 400,
        "-" * 300 + "a",
        " ".join(["-a"] * 100),
        " ".join(["a*"] * 100),
        '"' + "word " * 200 + '"',
        "tag:" + ",".join(f"t{number}" for number in range(100)),
        "in:" + ",".join(["2023"] * 100),
        "x" * 20_000,
        "\ud800",
        "tag:\ud800 name:\0",
    ],
)
def test_queries_from_hell_are_answered(index: Index, text: str) -> None:
    try:
        query = parse(text)
    except Unreadable as error:
        assert error.sentence
    else:
        assert len(index.search.ranks(query)) == index.search.count(query)


def test_a_beginning_may_mean_more_values_than_are_asked_together(tmp_path: Path) -> None:
    events = [Event(title=f"E{number}", tags=(f"t{number}",)) for number in range(450)]
    with_none = Event(title="None")
    index = written(tmp_path, [*events, with_none], timeline=Timeline())
    assert index.search.count(parse("tag:t")) == 450
    assert index.search.count(parse("tag:t* e1")) == len([n for n in range(450) if str(n).startswith("1")])
    assert index.search.count(parse("-tag:t*")) == 1


@pytest.mark.parametrize("count", [1, 31, 32, 33, 90])
def test_a_beginning_may_have_more_words_than_are_asked_one_by_one(count: int, tmp_path: Path) -> None:
    words = [f"bridge{number:03}" for number in range(count)]
    events = [Event(title=f"The {word} fell") for word in [*words, "bridg", "bride", "bridges"]]
    index = written(tmp_path, events, timeline=Timeline())
    for query, found in {
        "bridge0": count,
        "the bridge0": count,
        '"the bridge0': count,
        "fell -bridge0*": 3,
        "bridge": count + 1,
        "bridg": count + 2,
        "bridgex": 0,
        "bridgex OR bride": 1,
        "bridge000 ": 1,
    }.items():
        assert index.search.count(parse(query)) == found, query
    index.close()


def test_without_what_search_takes_it_is_refused_kindly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline_tui.index.writer.make_search", lambda _: False)
    index = written(tmp_path, EVENTS, timeline=Timeline(names=NAMES, sources=SOURCES))
    index.examine()
    assert found(index, "in:2023") == ["raid"]
    with pytest.raises(Unreadable, match="cannot search"):
        index.search.selection(parse("drone"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("field:status", "ab"),
        ("field:STATUS", "ab"),
        ("field:stat", "ab"),
        ("field:stat ", ""),
        ("field:status=verified ", "a"),
        ("field:Status=VÉRIFIED ", "a"),
        ("field:status=verif", "a"),
        ("field:status=verif ", ""),
        ('field:status="not verified" ', "b"),
        ('field:"status=Not  verified" ', "b"),
        ("field:status=not ", ""),
        ("-field:status ", "cd"),
        ('field:"date seen=2024-03-01" ', "c"),
        ('field:"date seen=2024-03-02" ', "c"),
        ('field:"date seen=2024 03 02" ', "c"),
        ('field:"date seen=2024-03" ', ""),
        ("field:a=b=c ", "c"),
        ("field:a=B=C ", "c"),
        ("field:score=-5 ", "a"),
        ("field:score=5 ", "b"),
        ('field:score="−5" ', "a"),
        ('field:told="said ""no"", and left" ', "d"),
        ("field:long=" + "word" * 30 + " ", "d"),
        ("field:score=5,score=-5 ", "ab"),
        ("field:status=not,score=-5", "a"),
        ("field:part=1", "a"),
        ('field:part="1 2"', "b"),
        ("field:reliability=b ", "d"),
        ("field:population ", "c"),
        ("verified ", "ab"),
        ("3500 ", "c"),
        ("field:status=verified field:score ", "a"),
        ("field:nothing ", ""),
    ],
)
def test_what_a_file_says_in_its_own_words_is_found(asked: str, found: str, tmp_path: Path) -> None:
    events = [
        Event(id="a", title="A", fields={"status": "verified", "score": "-5", "part": "1"}),
        Event(id="b", title="B", fields={"status": "not verified", "score": "5", "part": "1 2"}),
        Event(
            id="c", title="C", names=("town",), fields={"date seen": ("2024-03-01", "2024-03-02"), "a=b": "c"}
        ),
        Event(id="d", title="D", sources=("s",), fields={"told": 'said "no", and left', "long": "word" * 30}),
    ]
    timeline = Timeline(
        sources={"s": Source(title="S", fields={"reliability": "B"})},
        names={"town": Name(name="Town", fields={"population": "3500"})},
    )
    index = written(tmp_path, events, timeline=timeline)
    ranks = index.search.ranks(parse(asked))
    assert "".join(row.id for row in index.rows_of(ranks)) == found
    assert index.search.count(parse(asked)) == len(found)


def test_sources_that_are_called_alike_are_told_apart(tmp_path: Path) -> None:
    sources = {
        **dict.fromkeys(["first", "second"], Source(title="Raid", outlet="Paper")),
        "copy": Source(title="Raid", derived_from="first"),
        "lost": Source(title="Raid", derived_from="elsewhere"),
        "untitled": Source(published="[2024-03-13..2024-03-17]"),
        "unknown": Source(),
    }
    index = written(tmp_path, [Event(title="T", sources=(*sources,))], timeline=Timeline(sources=sources))
    assert {value.value: value.label for value in index.values("source")} == {
        "first": "first: Paper: Raid",
        "second": "second: Paper: Raid",
        "copy": "copy of Paper: Raid",
        "lost": "copy of elsewhere: Raid",
        "untitled": "text without a title, March 2024",
        "unknown": "unknown",
    }


def test_the_year_that_a_date_with_an_open_start_ends_in_is_named(tmp_path: Path) -> None:
    index = written(tmp_path, [Event(date="../2023-06", title="T")])
    assert index.values("in") == [Value("in", "2023", "2023", 1)]


def test_a_word_that_says_many_things_is_one_facet(tmp_path: Path) -> None:
    events = [
        Event(id=f"e{number}", title="T", fields={"ref": f"{number}", "part": f"{number % 20}"})
        for number in range(60)
    ]
    index = written(tmp_path, events)
    values = {value.value: value.events for value in index.values("field", most=None)}
    assert values == {"ref": 60, **{f"part={number}": 3 for number in range(20)}}
    begun = [value.value for value in index.values("field", "ref=5")]
    assert sorted(begun) == sorted(["ref=5", *(f"ref=5{number}" for number in range(10))])
    assert [value.value for value in index.values("field", "re")] == ["ref"]
