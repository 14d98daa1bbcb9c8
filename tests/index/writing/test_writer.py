"""What is written comes back letter for letter, and what cannot be written says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.timelines import STAMP, written
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.writer import CannotWrite, Writer
from timeline_tui.model.timeline import Event, Name, Quote, Source, Timeline
from timeline_tui.problems.problem import Place, Problem, Related

PLACE = Place("x.yaml", 3, 5, 4, "   hello")
PROBLEMS = [
    Problem("unknown-source", "error", "no such source", PLACE, "here", (Related(PLACE, "event"),), "try"),
    Problem("missing-id", "note", "it has no id", PLACE),
    Problem("odd", "warning", "it is odd", PLACE),
]


def test_the_whole_comes_back(tmp_path: Path) -> None:
    timeline = Timeline(
        title="T",
        summary="S",
        license="L",
        timezone="Europe/Kyiv",
        sources={"a": Source(title="A"), "b": Source(title="B", derived_from="a")},
        names={"n": Name(name="Tyotkino", kind="place", also=("Tetkino",))},
    )
    index = written(tmp_path, [], timeline=timeline, problems=PROBLEMS, more=7)
    about = index.about
    assert (about.title, about.summary, about.license, about.timezone) == ("T", "S", "L", "Europe/Kyiv")
    assert about.complete
    assert index.stamp == STAMP
    assert about.file == STAMP.file
    assert index.sources() == timeline.sources
    assert index.names() == timeline.names
    assert index.families() == {"a": "a", "b": "a"}
    assert index.problems() == PROBLEMS
    assert index.more_problems == 7
    assert about.problems == 2 + 7, "notes are no problems"


def test_problems_call_the_file_what_the_user_calls_it(tmp_path: Path) -> None:
    first, *_ = written(tmp_path, [], problems=PROBLEMS).problems("other.yaml")
    assert first.place.file == first.related[0].place.file == "other.yaml"


@given(*[st.text(min_size=1)] * 3)
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, id_: str, title: str, exact: str
) -> None:
    event = Event(id=id_, title=title, quotes=(Quote(exact=exact, source=id_, dispute=title),))
    index = written(tmp_path_factory.mktemp("i"), [event])
    assert index.event(0) == event
    assert index.rank_of(id_) == 0
    assert len(index.passages.of_source(id_)) == len(index.passages.on(title)) == 1


def test_half_a_surrogate_pair_does_no_harm(tmp_path: Path) -> None:
    event = Event(
        id="\udc80", title="\ud800", quotes=(Quote(exact="\udfff", source="\udc01", dispute="\udc02"),)
    )
    index = written(tmp_path, [event], timeline=Timeline(title="\udc03"))
    assert index.event(0) == event
    assert index.rank_of("\udc80") == 0
    assert len(index.passages.of_source("\udc01")) == len(index.passages.on("\udc02")) == 1


def test_a_title_is_cut_for_the_list_but_kept_with_the_event(tmp_path: Path) -> None:
    index = written(tmp_path, [Event(id="a", title="x" * 1_000_000)])
    assert len(index.rows(0, 1)[0].title) == 1000
    assert len(index.event(0).title) == 1_000_000


def test_years_far_away(tmp_path: Path) -> None:
    dates = ["Y-99999999999999", "2023", "Y99999999999999"]
    index = written(tmp_path, [Event(id=f"{date}{n}", date=date, title=date) for date in dates for n in "ab"])
    assert [row.date for row in index.rows(0, 6)[::2]] == dates
    assert [row.heading for row in index.rows(0, 6)[::2]] == dates


def test_a_heading_stands_over_several_events_or_there_is_none(tmp_path: Path) -> None:
    def headings(*dates: str) -> list[str]:
        index = written(tmp_path, [Event(id=str(at), date=date, title="t") for at, date in enumerate(dates)])
        found = [row.heading for row in index.rows(0, len(dates)) if row.heading is not None]
        index.close()
        return found

    assert headings("2021-03", "2021-04", "2022", "2022-05-01") == ["2021", "2022"]
    assert headings("1041", "1045", "1048-03", "1051", "1052", "1057") == ["[1040..1049]", "[1050..1059]"]
    assert headings("-0489", "-0446", "-0430", "0006", "0031", "0079") == ["[-0499..-0400]", "[0001..0099]"]
    assert headings("-0489", "0410", "1086", "1945-05-08") == []
    # A decade is no year, and stands under none.
    assert headings("104X", "1040-02", "1040-03", "1041", "1041-03") == ["[1040..1049]", "1040", "1041"]


def test_parts_in_parts_a_thousand_deep(tmp_path: Path) -> None:
    events = [Event(id=f"{number}", title="t") for number in range(1500)]
    index = written(tmp_path, events, {number: number - 1 for number in range(1, 1500)})
    assert index.rows(1499, 1)[0].depth == 1499


def test_nothing_is_left_beside_the_index(tmp_path: Path) -> None:
    written(tmp_path, [Event(id="a", title="A")]).close()
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_nothing_is_left_of_what_was_given_up(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "index", STAMP)
    for number in range(1000):
        writer.add(Event(id=str(number), title="t"))
    writer.discard()
    assert list(tmp_path.iterdir()) == []


def test_half_an_index_is_none(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "index", STAMP)
    for number in range(1000):
        writer.add(Event(id=str(number), title="t"))
    with pytest.raises(Unusable):
        Index.open(tmp_path / "index")
    writer.discard()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        Writer(tmp_path / "nowhere" / "index", STAMP)


def test_no_room(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "index", STAMP)
    writer._connection.execute("PRAGMA main.max_page_count = 20")
    with pytest.raises(CannotWrite, match="full"):
        for number in range(5000):
            writer.add(Event(id=str(number), title="t" * 100))
    writer.discard()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_index_is_unusable(tmp_path: Path) -> None:
    index = tmp_path / "index"
    with pytest.raises(Unusable):
        Index.open(index)
    with pytest.raises(Unusable):
        Index.open(tmp_path)
    for content in (b"", b"x", b"SQLite format 3\0", b"x" * 10_000):
        index.write_bytes(content)
        with pytest.raises(Unusable):
            Index.open(index)


def test_the_database_of_another_program_is_unusable(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "index")) as connection:
        connection.execute("CREATE TABLE row (rank)")
    with pytest.raises(Unusable, match="something else"):
        Index.open(tmp_path / "index")


def test_another_format_is_unusable(tmp_path: Path) -> None:
    written(tmp_path, []).close()
    with closing(sqlite3.connect(tmp_path / "index")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with pytest.raises(Unusable, match="version"):
        Index.open(tmp_path / "index")


def test_an_index_that_was_cut_short_is_unusable(tmp_path: Path) -> None:
    written(tmp_path, [Event(id=str(number), title="t") for number in range(500)]).close()
    whole = (tmp_path / "index").read_bytes()
    (tmp_path / "index").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unusable, match="malformed"):
        Index.open(tmp_path / "index")


@given(st.data())
def test_damage_is_unusable_and_nothing_worse(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("i")
    quotes = (Quote(exact="x" * 50, source="kyiv", dispute="d"),)
    events = [Event(id=f"e{n}", date=f"{1900 + n}", title="t" * 50, quotes=quotes) for n in range(120)]
    written(folder, events, {5: 4}, problems=PROBLEMS).close()
    content = bytearray((folder / "index").read_bytes())
    start = data.draw(st.integers(0, len(content) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=6000))
    content[start : start + len(damage)] = damage[: len(content) - start]
    (folder / "index").write_bytes(content)
    with suppress(Unusable):
        _ask_everything(Index.open(folder / "index"))


def _ask_everything(index: Index) -> None:
    index.rows(0, 200)
    index.rows_of([50, 60])
    index.events(0, 200)
    index.rank_at(700_000)
    index.rank_of("e7")
    index.children(4)
    index.passages.of_source("kyiv")
    index.passages.on("d")
    index.passages.questions(["d"])
    assert index.lying.touched
    index.sources()
    index.names()
    index.problems()
    index.passages.counts()
