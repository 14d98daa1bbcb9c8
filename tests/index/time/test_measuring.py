"""What the strip shows of a part of the time or of some events, against a look at every event."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.index.timelines import timelines, written
from timeline_tui.index.density import BINS, Density
from timeline_tui.index.list_places import GAP
from timeline_tui.index.records import Superseded, Unusable
from timeline_tui.index.view_maker import measured
from timeline_tui.model.dates import parse
from timeline_tui.model.days import from_civil
from timeline_tui.model.timeline import Event


def wanted() -> bool:
    return True


@examples(0.5)
@given(timelines())
def test_the_whole_time_is_what_is_kept_ready(drawn: tuple[list[Event], dict[int, int]]) -> None:
    events, parents = drawn
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        first, last = index.about.earliest, index.about.latest
        if first is not None and last is not None:
            (found,) = measured(index, range(len(events)), first, last, wanted)
            assert sum(found.all) == index.moments.counted(None, None)
            assert found.lying == index.lying
            assert found.disputed == index.disputed_bins


@examples(0.5)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=30),
    st.integers(0, 300),
    st.integers(0, 200),
    st.data(),
)
def test_days_are_counted_where_they_are(
    days: list[tuple[int, bool]], start: int, length: int, data: st.DataObject
) -> None:
    base = from_civil(2023, 1, 1)
    events = [
        Event(
            id=f"{number}",
            title="t",
            date=f"2023-{1 + day // 31:02}-{1 + day % 28:02}" if day < 372 else None,
            disputes={"d": "?"} if disputed else {},
        )
        for number, (day, disputed) in enumerate(days)
    ]
    chosen = data.draw(st.sets(st.integers(0, max(len(events) - 1, 0)))) if events else set()
    first, last = base + start, base + start + length
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events)
        ranks = [rank for rank in range(len(events)) if index.rows(rank, 1)[0].number // GAP in chosen]
        (found,) = measured(index, ranks, first, last, wanted)
        naive, every = Density(first, last), [0] * BINS
        for event in events:
            day = parse(event.date).earliest if event.date else None
            if day is not None and first <= day <= last:
                every[(day - first) * BINS // (last - first + 1)] += 1
                if int(event.id or 0) in chosen:
                    naive.add_event("", day, day, disputed=bool(event.disputes))
        assert found == (naive.lying(), naive.disputed(), every)
        index.close()


def test_what_lasts_beyond_the_stretch_is_drawn_within_it(tmp_path: Path) -> None:
    events = [Event(id="a", title="t", date="2023"), Event(id="b", title="t", date="2023-05-10")]
    index = written(tmp_path, events)
    may = parse("2023-05")
    assert may.earliest is not None and may.latest is not None
    (found,) = measured(index, range(2), may.earliest, may.latest, wanted)
    assert sum(found.lying.sure) == 1
    assert found.lying.touched[0] == 1
    assert sum(found.all) == 1


def test_it_ends_where_nobody_wants_it_any_more(tmp_path: Path) -> None:
    index = written(tmp_path, [Event(id="a", title="t", date="2023")])
    assert not list(measured(index, range(1), 1, 10, lambda: False))


def test_an_index_that_is_gone_is_told_of(tmp_path: Path) -> None:
    index = written(tmp_path, [Event(id="a", title="t", date="2023")])
    index.path.unlink()
    with pytest.raises(Unusable):
        list(measured(index, range(1), 1, 10, wanted))


def test_of_another_version_nothing_is_told(tmp_path: Path) -> None:
    index = written(tmp_path, [Event(id="a", title="t", date="2023")])
    index.stamp = index.stamp._replace(size=7)
    with pytest.raises(Superseded):
        list(measured(index, range(1), 1, 10, wanted))


def test_far_years_are_counted(tmp_path: Path) -> None:
    events = [Event(id=str(n), title="t", date=date) for n, date in enumerate(["Y-17E9", "Y17E9", "2023"])]
    index = written(tmp_path, events)
    assert sum(index.moments.binned(-(10**15), 10**15)) == 3
