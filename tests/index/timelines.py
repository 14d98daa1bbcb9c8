"""Timelines for tests: any shape that a file can have, and the index of one."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from timeline_tui.index.reader import Index
from timeline_tui.index.schema import Stamp
from timeline_tui.index.writer import Writer
from timeline_tui.model.timeline import Event, Quote, Source, Timeline
from timeline_tui.problems.problem import Problem

STAMP = Stamp("/somewhere/x.timeline.yaml", 10, 20, 30, 40)

SOURCES = {
    "kyiv": Source(title="In Kyiv"),
    "copy": Source(title="Copied", derived_from="kyiv"),
    "newsweek": Source(title="A week of news"),
    "unread": Source(title="Never quoted"),
}
DATES = (
    *("2023", "2023-05", "2023-05-22", "2023-05-22/2023-05-23", "2023-05-22T05:00Z", "2023-21", "202X"),
    *("2024-03-12", "2024-03-12~", "../2023-06", "2023-06/..", "2019", "-0044-03-15", "[2023-03..2024-03]"),
    *("2031-01-01", "2031-12-31", "[2019,2023-05-20]", "202X-05-22", "2023-05-22T23:00-04:00"),
    *("2023-05-23T01:00+03:00", "2023-05-22T12:00", "12/03/2024"),
)


def written(
    folder: Path,
    events: Sequence[Event],
    parents: Mapping[int, int] | None = None,
    *,
    timeline: Timeline | None = None,
    problems: Sequence[Problem] = (),
    more: int = 0,
) -> Index:
    """The index of these events, open."""
    path = folder / "index"
    writer = Writer(path, STAMP)
    for event in events:
        writer.add(event)
    writer.finish(timeline or Timeline(title="T", sources=SOURCES), parents or {}, problems, more)
    return Index.open(path)


@st.composite
def timelines(draw: st.DrawFn, most: int = 25) -> tuple[list[Event], dict[int, int]]:
    """Events with their parents: nested, undated, on equal days, with no end."""
    count = draw(st.integers(0, most))
    events = [draw(_events(number)) for number in range(count)]
    order = draw(st.permutations(range(count)))
    parents: dict[int, int] = {}
    for position, number in enumerate(order[1:], start=1):
        # A parent that stands before it in some order: so there is no loop, and any forest can come out.
        above = draw(_one_of(position))
        if above is not None:
            parents[number] = order[above]
    return events, parents


_quotes = st.builds(
    Quote,
    exact=st.text(string.ascii_letters, min_size=1, max_size=5),
    source=st.sampled_from([None, *SOURCES, "not listed"]),
    dispute=st.none() | st.sampled_from(["taken", "losses", "not asked"]),
)


# Made anew at each draw, these would take longer than all that is drawn.
@cache
def _one_of(count: int) -> st.SearchStrategy[int | None]:
    """One of so many things, or none."""
    return st.none() | st.integers(0, count - 1)


@cache
def _events(number: int) -> st.SearchStrategy[Event]:
    return st.builds(
        Event,
        id=st.just(f"event-{number}"),
        date=st.none() | st.sampled_from(DATES),
        title=st.text(min_size=1, max_size=10),
        quotes=st.lists(_quotes, max_size=4).map(tuple),
        key=st.booleans(),
        sources=st.lists(st.sampled_from([*SOURCES, "not listed"]), max_size=2).map(tuple),
        disputes=st.just({}) | st.just({f"own-{number}": "Whose?"}) | st.just({"taken": "Was it taken?"}),
    )
