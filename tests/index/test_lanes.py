"""Lanes hold what their values hold, and their counts are those of a look at every event."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.timelines import DATES, written
from timeline_tui.index import lanes
from timeline_tui.index.lanes import LANE_KINDS, AllDays, LaneDays, SomeDays, lanes_of
from timeline_tui.model import dates
from timeline_tui.model.days import from_civil
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Name, Quote, Source, Timeline

FAR = 10**9
TIMELINE = Timeline(
    sources={"kyiv": Source(title="In Kyiv"), "week": Source(title="A week")},
    names={
        "russia": Name(kind="place", name="Russia"),
        "belgorod": Name(kind="place", name="Belgorod", within="russia"),
        "legion": Name(kind="group", name="The Legion"),
        "ivan": Name(kind="person", name="Ivan"),
    },
)
EVENTS = st.lists(
    st.builds(
        Event,
        title=st.just("Raid"),
        date=st.none() | st.sampled_from(DATES),
        tags=st.lists(st.sampled_from(["raid", "mine"]), unique=True).map(tuple),
        names=st.lists(st.sampled_from([*TIMELINE.names]), unique=True).map(tuple),
        quotes=st.lists(
            st.builds(
                Quote,
                exact=st.just("Said."),
                source=st.none() | st.sampled_from(["kyiv", "week"]),
                speaker=st.none() | st.sampled_from(["ivan", "legion"]),
            ),
            max_size=2,
        ).map(tuple),
    ),
    min_size=1,
    max_size=40,
).map(lambda events: [_with_id(event, at) for at, event in enumerate(events)])


def _with_id(event: Event, at: int) -> Event:
    from dataclasses import replace

    return replace(event, id=f"e{at}")


@given(EVENTS, st.integers(from_civil(2018, 1, 1), from_civil(2032, 1, 1)), st.integers(0, 4000))
def test_lanes_and_counts(events: list[Event], first: int, length: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written_index = written(Path(folder), events, timeline=TIMELINE)
        with closing(written_index) as index:
            ranks = range(index.about.events)
            held = {rank: index.event(rank) for rank in ranks}
            for kind in LANE_KINDS:
                found = lanes_of(index, ranks, kind)
                assert {rank for lane in found for rank in lane.ranks} == set(ranks)
                assert all([*lane.ranks] == sorted(set(lane.ranks)) for lane in found)
            tagged = {lane.label: [*lane.ranks] for lane in lanes_of(index, ranks, "tag")}
            for tag in ("raid", "mine"):
                assert tagged.get(tag, []) == [rank for rank in ranks if tag in held[rank].tags]
            places = [(lane.label, lane.depth) for lane in lanes_of(index, ranks, "place")]
            if ("Russia", 0) in places:
                assert ("Belgorod", 0) not in places
            for days in (SomeDays(index.places.spine(ranks), ranks), AllDays(index, index)):
                _check_days(days, held, first, first + length)


def _check_days(days: LaneDays, held: dict[int, Event], first: int, last: int) -> None:
    spans = {rank: dates.understood(event.date) for rank, event in held.items()}
    inside = set()
    for rank, span in spans.items():
        if span is None:
            continue
        # What has an open beginning, or one that nobody knows, may have been at any time before its end.
        begins = -FAR if span.earliest is None else span.earliest
        ends = FAR if span.latest is None else span.latest
        if begins <= last and ends >= first:
            inside.add(rank)
    assert set(days.ranks(first, last)) == inside
    assert days.touching(first, last) == len(inside)
    undated = [rank for rank, span in spans.items() if span is None]
    assert days.undated == len(undated)
    assert days.first_undated(5) == undated[:5]
    assert days.before(first) + days.after(last) + len(inside) + len(undated) == len(held)
    _check_gaps(days, spans)


def _check_gaps(days: LaneDays, spans: dict[int, Span | None]) -> None:
    edges = sorted(
        (-FAR if span.earliest is None else span.earliest, FAR if span.latest is None else span.latest)
        for span in spans.values()
        if span is not None
    )
    gaps = []
    for at, (begins, _) in enumerate(edges[1:], 1):
        reach = max(ends for _, ends in edges[:at])
        if begins > reach + 1:
            gaps.append((reach + 1, begins - 1))
    assert days.gaps(len(edges)) == gaps


def test_what_has_no_lane_of_its_own_is_not_said_to_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_MOST_LANES", 1)
    tags = (("raid",), ("raid", "mine"), ("mine",), ("mine", "bridge"), ())
    events = [Event(id=f"e{at}", title="A", date=f"202{at}", tags=held) for at, held in enumerate(tags)]
    with closing(written(tmp_path, events)) as index:
        found = {lane.label: [*lane.ranks] for lane in lanes_of(index, range(5), "tag")}
    assert found == {"mine": [1, 2, 3], "another tag": [0, 1, 3], "no tag": [4]}
