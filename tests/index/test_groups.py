"""The groups of a list, against the plainest way to put events together."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.naive import Placed
from tests.index.test_shown import UNITS, Case, cases, made
from tests.index.timelines import DATES, written
from timeline_tui.index.records import Group
from timeline_tui.index.shown import Unit, View
from timeline_tui.model import dates
from timeline_tui.model.days import day_iso, to_civil
from timeline_tui.model.timeline import Event


@given(cases(), st.sampled_from(UNITS))
def test_groups(case: tuple[list[Event], dict[int, int], Case], unit: Unit) -> None:
    events, parents, naive = case
    expected: dict[tuple[str, str | None], list[int]] = {}
    for rank in naive.hits:
        expected.setdefault(group_of(naive.placed[rank].event, unit), []).append(rank)
    with tempfile.TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        shown = made(index, naive.view._replace(grouped=unit), naive.wanted or ())
        found: dict[tuple[str, str | None], tuple[int, int, int, str]] = {}
        headings = 0
        for position, row in enumerate(shown.rows(0, shown.count)):
            assert isinstance(row, Group)
            found[group_name(row), row.unknown] = row.rank, row.events, row.disputed, row.title
            headings += row.heading is not None
            assert shown.extras_to(position) == headings
            for rank in expected[group_name(row), row.unknown]:
                assert shown.position_of(rank) == shown.nearest(rank) == position
        assert found == {
            key: (
                _first_in_time(ranks, naive.placed),
                len(ranks),
                sum(index.rows(rank, 1)[0].disputes > 0 for rank in ranks),
                _naming(ranks, naive.placed),
            )
            for key, ranks in expected.items()
        }
        assert list(found) == sorted(found, key=_order)
        assert (shown.events, shown.count, shown.extras) == (len(naive.hits), len(expected), headings)
        index.close()


def _naming(ranks: Sequence[int], placed: Sequence[Placed]) -> str:
    """The titles of the key events, or of the only one."""
    named = [rank for rank in ranks if placed[rank].event.key][:4]
    return "; ".join(placed[rank].event.title for rank in named or (ranks if len(ranks) == 1 else []))


def _first_in_time(ranks: Sequence[int], placed: Sequence[Placed]) -> int:
    """The one to begin first; of those that begin together, rather one that is part of no other."""
    known = {rank: group_of(placed[rank].event, "day") for rank in ranks}
    return min(ranks, key=lambda rank: (_order(known[rank]), placed[rank].parent is not None, rank))


def group_of(event: Event, unit: Unit) -> tuple[str, str | None]:
    """What the group of an event is called, and what is not known of it."""
    span = dates.understood(event.date)
    if span is None:
        return "undated", unit
    start = span.dates[0] if span.shape == "range" else span
    if start.earliest is None or start.latest is None:
        return "open", unit
    for at, name in enumerate(UNITS):
        first = _period(start.earliest, name)
        if first == _period(start.latest, name) and at >= UNITS.index(unit):
            return first, unit if at > UNITS.index(unit) else None
    return "rough", unit


def _period(day: int, unit: Unit) -> str:
    iso = day_iso(day)
    year = to_civil(day)[0]
    names = {"day": iso, "month": iso[:-3], "year": iso[:-6]}
    return names.get(unit) or f"{unit} {_first_year(year, unit)}"


def _first_year(year: int, unit: Unit) -> int:
    """Of the 1990s or 1900 to 1999; of 49 to 40 BCE or 500 to 401 BCE."""
    if year > 0:
        return max(1, int(str(year)[:-1] + "0") if unit == "decade" else int(f"{year:04}"[:-2] + "00"))
    count = 1 - year
    return 1 - (count // 10 * 10 + 9 if unit == "decade" else (count + 99) // 100 * 100)


def group_name(row: Group) -> str:
    if row.first is None:
        return row.unit
    unit = next(unit for unit in UNITS if unit == row.unit)
    return _period(row.first, unit)


def _order(key: tuple[str, str | None]) -> tuple[object, ...]:
    name, _ = key
    specials = ["rough", "open", "undated"]
    if name in specials:
        return (1, specials.index(name), 0)
    if name.startswith(("decade", "century")):
        kind, first = name.split()
        return (0, int(first) * 10_000, -10 if kind == "decade" else -100)
    bare = name.removeprefix("-")
    year, *finer = bare.split("-")
    signed = -int(year) if name.startswith("-") else int(year)
    month, day = [*map(int, finer), 0, 0][:2]
    return (0, signed * 10_000 + month * 100 + day, 0)


@pytest.mark.parametrize("date", DATES)
def test_every_date_has_its_group(date: str, tmp_path: Path) -> None:
    index = written(tmp_path, [Event(id="one", date=date, title="One")])
    for unit in UNITS:
        shown = made(index, View(grouped=unit))
        (row,) = shown.rows(0, 10)
        assert isinstance(row, Group)
        assert (group_name(row), row.unknown) == group_of(Event(id="one", date=date, title="One"), unit)
    index.close()
