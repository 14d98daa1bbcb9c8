"""What the screen is opened with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from timeline_tui.index.reader import Index
from timeline_tui.jobs.child import Build
from timeline_tui.model.dates import parse
from timeline_tui.tui.app import Wanted

Opened = list[tuple[Wanted, Index | None, Build | None]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A terminal that is none, and a screen that only takes what it is given."""
    calls: Opened = []

    def run(wanted: Wanted, index: Index | None, build: Build | None) -> int:
        calls.append((wanted, index, build))
        if build is not None:
            build.wait()
        return 7

    monkeypatch.setattr("timeline_tui.tui.running.run", run)
    monkeypatch.setattr("timeline_tui.cli.screen.has_terminal", lambda **_: True)
    return calls


def test_the_first_time_the_screen_starts_while_the_file_is_read(
    call: Call, file: Path, opened: Opened
) -> None:
    assert call(file).code == 7
    wanted, index, build = opened[0]
    assert index is None
    assert build is not None
    assert wanted == Wanted(file, str(file))


def test_the_second_time_the_index_is_there(call: Call, file: Path, opened: Opened) -> None:
    call(file)
    call(file, "--at", "2024-03")
    wanted, index, build = opened[1]
    assert index is not None
    assert index.about.events == 6
    assert build is None
    assert wanted.at == "2024-03"


def test_without_a_file_the_timeline_that_ships_is_opened(call: Call, opened: Opened) -> None:
    call()
    wanted = opened[0][0]
    assert wanted.file.name == wanted.name == "raids.timeline.yaml"
    assert wanted.origin == "shipped"


def test_a_place_is_looked_up_before_the_screen_starts(call: Call, file: Path, opened: Opened) -> None:
    for _ in range(2):
        said = call(file, "--at", "raad")
        assert said.code == 2
        assert "try: raid;" in said.talk
    assert opened == []
    call(file, "--at", "raid")
    assert opened[0][1] is not None


def test_a_day_is_opened_with_what_could_be_known_on_it(call: Call, file: Path, opened: Opened) -> None:
    for _ in range(2):
        call(file, "--as-of", "2023")
    first, second = opened
    assert first[2] is not None
    assert first[2].as_of == second[0].as_of == parse("2023").latest
    assert second[1] is not None
    assert second[1].about.as_of == "2023-12-31"
    call(file)
    assert opened[-1][0].as_of is None


def test_a_file_that_is_none_never_starts_the_screen(call: Call, tmp_path: Path, opened: Opened) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("missing", ".", "pipe"):
        said = call(tmp_path / name)
        assert said.code == 2
        assert said.talk.startswith(f"timeline-tui: {tmp_path / name}: ")
    assert opened == []


def test_folders_of_texts_are_handed_on(call: Call, file: Path, opened: Opened) -> None:
    assert call(file, "--texts", "one", "--texts", "two").code == 7
    assert opened[-1][0].texts == ["one", "two"]
