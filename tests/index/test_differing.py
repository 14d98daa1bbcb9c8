"""How two readings of a timeline differ, event by event."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.index import schema
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Difference
from timeline_tui.index.schema import difference
from timeline_tui.jobs.child import Build

EVENTS = [f"  - {{id: e{at}, date: 2024-01-0{at}, title: Event {at}}}\n" for at in range(1, 6)]


def made(folder: Path, name: str, events: list[str]) -> Index:
    """The index of a file with these events."""
    file = folder / f"{name}.timeline.yaml"
    file.write_text("events:\n" + "".join(events), encoding="utf-8")
    return Build(file, name=file.name, folder=folder).wait()


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (EVENTS, Difference(0, 0, 0)),
        (EVENTS[::-1], Difference(0, 0, 0)),
        (EVENTS[1:], Difference(0, 0, 1)),
        ([*EVENTS, "  - {id: new, title: New}\n"], Difference(0, 1, 0)),
        ([*EVENTS[:4], "  - {id: e5, title: Changed}\n"], Difference(1, 0, 0)),
        ([*EVENTS[2:], "  - {id: e1, title: Changed}\n", "  - {id: e6, title: New}\n"], Difference(1, 1, 1)),
    ],
)
def test_events_are_told_apart_by_their_ids(events: list[str], found: Difference, tmp_path: Path) -> None:
    old, new = made(tmp_path, "old", EVENTS), made(tmp_path, "new", events)
    assert difference(old.path, new.path, new.stamp) == found
    assert bool(found) == (found != (0, 0, 0))


def test_many_events_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_MOST_COMPARED", 4)
    old = made(tmp_path, "old", EVENTS)
    assert difference(old.path, old.path, old.stamp) is None


def test_index_of_another_version_is_not_compared(tmp_path: Path) -> None:
    old, new = made(tmp_path, "old", EVENTS), made(tmp_path, "new", EVENTS[1:])
    with pytest.raises(Unusable):
        difference(old.path, new.path, old.stamp)


@pytest.mark.parametrize(
    ("events", "early"),
    [
        (EVENTS, False),
        (EVENTS[:3], True),
        ([], True),
        (EVENTS[1:], False),
        ([*EVENTS[:2], *EVENTS[3:]], False),
        ([*EVENTS[:2], "  - {id: e3, title: Changed}\n"], True),
        ([*EVENTS, EVENTS[0].replace("e1", "e0")], False),
    ],
)
def test_what_lacks_its_end_is_known(events: list[str], early: bool, tmp_path: Path) -> None:
    assert made(tmp_path, "new", events).ends_early(made(tmp_path, "old", EVENTS)) == early


def test_event_that_lacks_its_last_passages_is_known(tmp_path: Path) -> None:
    last = "  - id: last\n    title: Last\n    quotes:\n      - {exact: One.}\n      - {exact: Two.}\n"
    old = made(tmp_path, "old", [*EVENTS, last])
    assert made(tmp_path, "new", [*EVENTS, last.replace("      - {exact: Two.}\n", "")]).ends_early(old)
    other = made(tmp_path, "other", [*EVENTS, last.replace("{exact: One.}", "{exact: Onn.}")])
    assert not other.ends_early(old)
