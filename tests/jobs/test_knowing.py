"""The index of what could be known on a day, against the plainest answer and through a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.index.naive import in_order
from tests.index.timelines import DATES, SOURCES, STAMP, timelines, written
from tests.jobs.files import index_path, large, small
from timeline_tui.evidence.as_of import KnownBy
from timeline_tui.index.list_places import GAP
from timeline_tui.index.reader import Index
from timeline_tui.index.writer import Writer
from timeline_tui.jobs.cache import index_name
from timeline_tui.jobs.child import Build, FirstRows, NotMade, Progress, Ready
from timeline_tui.jobs.fresh import fresh
from timeline_tui.jobs.worker import write_known_by
from timeline_tui.model.dates import parse
from timeline_tui.model.timeline import Event, Timeline

DAY = parse("2023-12-31").latest or 0
TEXT = """\
title: Told later
events:
  - {id: whole, date: 2024-01-05, title: The whole, quotes: [{exact: a, source: late}]}
  - {id: part, part_of: whole, date: 2024-01-06, title: A part, quotes: [{exact: b, source: early}]}
  - {id: asks, date: 2024-01-07, title: It asks, disputes: {who: Who?}, quotes: [{exact: c, source: late}]}
  - id: answers
    date: 2024-01-08
    title: It answers
    quotes:
      - {exact: d, source: early, dispute: who, position: He}
      - {exact: e, source: nowhere}
sources:
  early: {published: 2024-02-01}
  late: {published: 2024-03-01}
"""
"""Sources stand below the events that quote them."""


def left(
    events: Sequence[Event], parents: Mapping[int, int], known: KnownBy
) -> tuple[list[Event], dict[int, int]]:
    """The events that are left, and their parents, by walking up from each."""
    kept = {number: one for number, event in enumerate(events) if (one := known.left(event)) is not None}
    numbers = {number: new for new, number in enumerate(kept)}
    above: dict[int, int] = {}
    for number in kept:
        parent = parents.get(number)
        while parent is not None and parent not in kept:
            parent = parents.get(parent)
        if parent is not None:
            above[numbers[number]] = numbers[parent]
    return list(kept.values()), above


_published = st.fixed_dictionaries({key: st.none() | st.sampled_from(DATES) for key in SOURCES})


@examples(0.7)
@given(timelines(), _published)
def test_what_is_left_stands_as_if_nothing_else_had_been_written(
    drawn: tuple[list[Event], dict[int, int]], published: dict[str, str | None]
) -> None:
    events, parents = drawn
    sources = {key: replace(source, published=published[key]) for key, source in SOURCES.items()}
    with TemporaryDirectory() as name:
        folder = Path(name)
        with closing(written(folder, events, parents, timeline=Timeline(sources=sources))) as whole:
            write_known_by(whole, DAY, Writer(folder / "known", STAMP), lambda done, total: None)
            with closing(Index.open(folder / "known")) as index:
                _compare(index, events, parents, KnownBy(DAY, sources, whole.about.zone))


def _compare(index: Index, events: list[Event], parents: dict[int, int], known: KnownBy) -> None:
    kept, above = left(events, parents, known)
    placed = in_order(kept, above)
    assert index.events(0, len(events) + 1) == [one.event for one in placed]
    rows = index.rows(0, len(events) + 1)
    assert [(row.number // GAP, row.depth) for row in rows] == [(one.number, one.depth) for one in placed]
    about = index.about
    assert about.as_of == "2023-12-31"
    assert about.events + about.hidden_events == len(events)
    passages = sum(len(event.quotes) for event in events)
    assert about.quotes + about.hidden_passages + about.undated_passages == passages
    assert index.sources() == known.sources()


def _day(date: str) -> int:
    day = parse(date).latest
    assert day is not None
    return day


def test_what_was_reported_later_is_not_there(tmp_path: Path) -> None:
    file = small(tmp_path, TEXT)
    with closing(Build(file, as_of=_day("2024-02-10")).wait()) as index:
        assert [row.id for row in index.rows(0, 9)] == ["part", "answers"]
        assert [row.depth for row in index.rows(0, 9)] == [0, 0]
        assert index.passages.questions(["who"]) == {"who": "Who?"}, "the question stays where it is answered"
        about = index.about
        assert (about.as_of, about.hidden_events) == ("2024-02-10", 2)
        assert (about.quotes, about.hidden_passages, about.undated_passages) == (2, 2, 1)
        assert (about.sources, list(index.sources())) == (1, ["early"])
        assert index.problems() != [], "what is wrong in the file is wrong on any day"


def test_each_day_has_an_index_of_its_own_that_is_found_again(tmp_path: Path) -> None:
    file = small(tmp_path, TEXT)
    day = _day("2024-02")
    assert fresh(file, day) is None
    Build(file, as_of=day).wait().close()
    for as_of, events in ((day, 2), (None, 4)):
        index = fresh(file, as_of)
        assert index is not None
        assert index.about.events == events
        assert index.path == index_path(file, as_of).resolve()
    assert fresh(file, day + 1) is None
    assert len({index_name(file), index_name(file, day), index_name(file, day + 1)}) == 3
    small(tmp_path, TEXT + "  more: {published: 2020}\n")
    assert fresh(file, day) is None


def test_index_of_the_whole_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    file = small(tmp_path, TEXT)
    with closing(Build(file).wait()) as whole:
        made = whole.path.stat().st_ino
        Build(file, as_of=_day("2024-02")).wait().close()
        assert whole.path.stat().st_ino == made


def test_index_of_the_whole_that_is_damaged_is(tmp_path: Path) -> None:
    file = small(tmp_path, TEXT)
    whole = Build(file).wait()
    whole.close()
    sound = whole.path.read_bytes()
    whole.path.write_bytes(sound.replace(b'"title":"The whole"', b'"title"#"The whole"'))
    with closing(Build(file, as_of=_day("2024-02")).wait()) as index:
        assert index.about.events == 2


def test_a_chosen_folder_is_used(tmp_path: Path) -> None:
    file = small(tmp_path, TEXT)
    folder = tmp_path / "chosen"
    folder.mkdir(mode=0o700)
    day = _day("2024-02")
    with closing(Build(file, folder=folder, as_of=day).wait()) as index:
        assert index.path.parent == folder
    assert fresh(file, day, folder) is not None
    assert fresh(file, day) is None


def test_progress_never_goes_back_and_nothing_is_shown_before_sources_are_known(tmp_path: Path) -> None:
    build = Build(large(tmp_path), as_of=_day("1500"))
    said = []
    while not build.over:
        said += build.messages()
    shares = [message.done / message.total for message in said if isinstance(message, Progress)]
    assert shares == sorted(shares)
    assert not [message for message in said if isinstance(message, FirstRows)]
    assert isinstance(said[-1], Ready)
    with closing(Index.open(said[-1].path)) as index:
        assert index.about.events + index.about.hidden_events == 20_000
        assert index.about.hidden_events > 0


def test_file_that_cannot_be_read_says_so_for_any_day(tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="there is no such file"):
        Build(tmp_path / "none.yaml", as_of=1).wait()
