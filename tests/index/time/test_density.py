"""The strip shows where the events are, and draws no year as one of its days."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.index.timelines import timelines, written
from timeline_tui.index.density import BINS, NOTHING, Density, Lying, anchor_in, lying_in
from timeline_tui.model import dates
from timeline_tui.model.days import day_edtf
from timeline_tui.model.timeline import Event


def of_days(*days: int, first: int, last: int, cells: int) -> Lying:
    density = Density(first, last)
    for day in days:
        density.add_event("", day, day, disputed=False)
    return lying_in(density.lying(), cells)


def test_single_days_stand_where_they_are() -> None:
    assert of_days(1, 1, 50, 100, first=1, last=100, cells=4).sure == [2, 1, 0, 1]


def test_one_day_is_the_whole_of_a_timeline_of_one_day() -> None:
    assert sum(of_days(7, 7, 7, first=7, last=7, cells=40).sure) == 3


def test_what_is_taken_out_again_leaves_nothing() -> None:
    density = Density(1, 1000)
    for by in (1, -1):
        density.add_event("2023", 1, 365, disputed=True, by=by)
    assert density.lying() == NOTHING
    assert density.kept()["disputed"] == []


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.data())
def test_no_day_falls_out_of_the_bins(first: int, length: int, data: st.DataObject) -> None:
    density = Density(first, first + length)
    earliest = data.draw(st.integers(first, first + length))
    until = data.draw(st.integers(earliest, first + length))
    date = f"{day_edtf(earliest)}/{day_edtf(until)}"
    density.add_event(date, earliest, until, disputed=False)
    touched = density.lying().touched
    assert len(touched) == BINS
    assert min(touched) >= 0
    assert max(touched) == 1


@given(timelines(), st.integers(1, 300))
def test_no_cell_that_an_event_can_touch_is_blank(
    drawn: tuple[list[Event], dict[int, int]], cells: int
) -> None:
    events, parents = drawn
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        first, last = index.about.earliest, index.about.latest
        lying = lying_in(index.lying, cells)
        touched = lying.touched if first is not None else []
        for event in events:
            span = dates.understood(event.date)
            if span is None or first is None or last is None:
                continue
            begins = first if span.earliest is None else span.earliest
            ends = last if span.latest is None else span.latest
            whole = span.shape != "one of" and not span.masked
            for day in {begins, ends} | ({(begins + ends) // 2} if whole else set()):
                if first <= day <= last:
                    assert touched[(day - first) * cells // (last - first + 1)]
            at = anchor_in(event.date, first, last)
            assert at is not None
            assert touched[(at - first) * BINS // (last - first + 1) * cells // BINS]
        # Nothing is surer than that it can be.
        assert all(all(map(int.__le__, surer, touched)) for surer in (lying.lasting, lying.within))
        assert all(touched[cell] for cell, events in enumerate(lying.sure) if events)
        index.close()
