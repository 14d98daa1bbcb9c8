"""An index that two processes write is the one that one alone writes, whatever becomes of the other."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.examples import examples
from tests.index.timelines import SOURCES, STAMP, timelines
from timeline_tui.index import arrangement as in_two
from timeline_tui.index import writer
from timeline_tui.index.arrangement import write_found_by
from timeline_tui.index.reader import Index
from timeline_tui.index.writer import CannotWrite, Writer
from timeline_tui.model.timeline import Event, Timeline
from timeline_tui.system import Fork

MANY = [Event(id=str(number), title=f"Word {number}", tags=(f"t{number % 7}",)) for number in range(3_000)]


@pytest.fixture(autouse=True)
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few events are worth another process."""
    monkeypatch.setattr(writer, "_WORTH_ANOTHER", 0)


def write(path: Path, events: list[Event], parents: dict[int, int], *, both: bool) -> dict[str, Any]:
    """All that stands in the index of these events."""
    path.unlink(missing_ok=True)
    made = Writer(path, STAMP, in_two=both)
    for event in events:
        made.add(event)
    made.finish(Timeline(title="T", sources=SOURCES), parents, ())
    Index.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, words, instance)")
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%'"
        tables = [name for (name,) in connection.execute(named)]
        return {
            "schema": connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 2").fetchall(),
            "words": connection.execute("SELECT * FROM temp.held").fetchall(),
            **{name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables},
        }


@examples(0.5)
@given(timelines())
def test_both_write_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[list[Event], dict[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("two") / "index"
    assert write(path, *made, both=True) == write(path, *made, both=False)
    assert [left.name for left in path.parent.iterdir()] == ["index"]


def test_a_process_that_is_lost_half_way_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getpid()

    def fragile(connection: sqlite3.Connection, kin: Any, found: Any, progress: Any) -> None:  # noqa: ANN401
        if os.getpid() != own:
            # So little room that some of it stands in the file already.
            connection.execute("PRAGMA main.cache_size = 5")
        write_found_by(connection, kin, found, progress)
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)

    alone = write(tmp_path / "index", MANY, {}, both=False)
    monkeypatch.setattr(in_two, "write_found_by", fragile)
    assert write(tmp_path / "index", MANY, {}, both=True) == alone
    assert [left.name for left in tmp_path.iterdir()] == ["index"]


def test_nothing_is_left_where_it_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    made = Writer(tmp_path / "index", STAMP, in_two=True)
    for event in MANY:
        made.add(event)
    monkeypatch.setattr(in_two, "write_found_by", full)
    with pytest.raises(CannotWrite, match="full"):
        made.finish(Timeline(title="T"), {}, ())
    made.discard()
    assert list(tmp_path.iterdir()) == []


def test_the_other_is_ended_where_this_one_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []

    class Watched(Fork):
        def end(self) -> None:
            super().end()
            ended.append(True)

    def stop(*_: object) -> None:
        raise SystemExit(1)

    made = Writer(tmp_path / "index", STAMP, in_two=True)
    monkeypatch.setattr(in_two, "Fork", Watched)
    monkeypatch.setattr(in_two, "arrange", stop)
    with pytest.raises(SystemExit):
        made.finish(Timeline(title="T"), {}, ())
    assert ended == [True]
    made.discard()
    assert list(tmp_path.iterdir()) == []
