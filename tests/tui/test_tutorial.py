"""The tutorial notices what is done in it, by the keys that its events name, and is quiet everywhere else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.editing.forms import arrived, fill, keys
from tests.tui.screens import Shown, shown
from timeline_tui.cli import starting
from timeline_tui.jobs.child import Build
from timeline_tui.session.tutorial import LESSONS, done_before, forget
from timeline_tui.tui.app import TimelineApp, Wanted

ALL = {*LESSONS}


@asynccontextmanager
async def learning(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The tutorial in a folder, begun where there is none."""
    file = folder / "tutorial.timeline.yaml"
    if not file.exists():
        starting._begin(folder)
    index = Build(file, name=file.name).wait()
    wanted = Wanted(file, file.name, texts=[str(folder)], cover=True, teaches=True)
    async with TimelineApp(wanted, index).run_test(size=size) as pilot:
        program = Shown(pilot.app, pilot)  # type: ignore[arg-type]
        await program.settle()
        await program.wait_for("1 altered" if size[0] > 80 else "Learn")
        yield program


def done(program: Shown) -> set[str]:
    return {event for event, is_done in program.reader.learnt.items() if is_done}


async def at(program: Shown, event: str) -> None:
    """Go to an event in the list."""
    index = program.reader.index
    assert index is not None
    ids = [row.id for row in index.rows(0, 100)]
    await program.press("escape", "escape", "escape", "home", *["down"] * (1 + ids.index(event)))
    row = program.reader.row
    assert row is not None
    assert row.id == event


async def test_who_does_what_its_events_say_has_done_all_of_it(tmp_path: Path) -> None:
    async with learning(tmp_path) as program:
        assert done(program) == set()
        await program.press("down")
        assert done(program) == set()
        await program.wait_for("not done yet")
        await program.press("down")
        assert done(program) == {"move"}
        assert "Event 1 is done: 1 of 12" in program.notices
        await program.press("enter")
        assert done(program) == {"move", "open"}
        await program.wait_for("✓ done · 1 passage")
        await at(program, "source")
        assert done(program) == {"move", "open", "back"}
        await program.press("enter", "enter")
        assert done(program) == {"move", "open", "back", "source"}
        await at(program, "search")
        await program.press("slash", *"thaw")
        assert "search" in done(program)
        await program.press("enter", "F")
        await at(program, "narrow")
        await program.press("f")
        assert "narrow" not in done(program)
        await program.press("enter", "escape")
        assert "narrow" in done(program)
        await program.press("F")
        await at(program, "follow")
        await program.press("m", "enter")
        assert "follow" in done(program)
        await at(program, "follow")
        await program.press("d")
        assert "dispute" not in done(program)
        await program.press("enter")
        assert "dispute" in done(program)
        await at(program, "chart")
        await program.press("V")
        assert "chart" in done(program)
        await program.press("V")
        await at(program, "known")
        await program.press("K", "ctrl+u", *keys("10 March 1924"), "enter")
        await program.wait_for("as of 10 March 1924")
        assert "10 Press K" in program.text
        await program.settle()
        assert done(program) == ALL - {"mend", "add"}
        await program.press("K", "ctrl+u", "enter")
        await program.wait_for("1 altered")
        await at(program, "mend")
        await program.press("enter", "E")
        await program.wait_for("To be written into")
        assert "mend" not in done(program)
        await program.press("enter")
        await program.wait_for("5 passages verbatim")
        await program.settle()
        assert done(program) == ALL - {"add"}
        await at(program, "add")
        await program.press("a")
        await fill(program, "The wheel turns", "21 March 1924")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        # What is told of the saved file may have given way to what is told of the last lesson.
        await program.press("enter")
        await arrived(program, "The wheel turns")
        await program.settle()
        assert done(program) == ALL
        assert program.reader.notice.sentence.startswith("All twelve are done: timeline-tui init")
        assert program.text.count("✓") >= 12


async def test_any_order_will_do_and_is_known_the_next_time(tmp_path: Path) -> None:
    async with learning(tmp_path) as program:
        await program.press("V")
        assert done(program) >= {"chart"}
    before = done_before(tmp_path / "tutorial.timeline.yaml")
    assert "chart" in before
    async with learning(tmp_path) as program:
        assert done(program) == before
        await at(program, "chart")
        await program.wait_for("✓ done")
    forget(tmp_path / "tutorial.timeline.yaml")
    async with learning(tmp_path) as program:
        assert "chart" not in done(program)


@pytest.mark.parametrize("kept", ["", "{}", "[1, null]", "not json", '["nothing"]'])
async def test_what_is_kept_of_it_may_be_anything(tmp_path: Path, kept: str) -> None:
    starting._begin(tmp_path)
    (tmp_path / "done.json").write_text(kept)
    async with learning(tmp_path) as program:
        assert done(program) == set()
        await program.press("V")
        assert "chart" in json.loads((tmp_path / "done.json").read_text())


async def test_where_nothing_can_be_kept_it_teaches_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with learning(tmp_path) as program:
        monkeypatch.setattr("timeline_tui.session.tutorial.write_whole", full)
        await program.press("V")
        assert "chart" in done(program)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_small_window_shows_what_is_done(tmp_path: Path, size: tuple[int, int]) -> None:
    async with learning(tmp_path, size) as program:
        await program.press("escape", "home", "down", "down")
        assert "move" in done(program)
        (line,) = [line for line in program.text.splitlines() if "1 Press" in line]
        assert line.split("│")[0].rstrip().endswith("✓")


async def test_a_timeline_that_breaks_meanwhile_teaches_nothing_wrong(tmp_path: Path) -> None:
    async with learning(tmp_path) as program:
        (tmp_path / "tutorial.timeline.yaml").write_text("events: [", encoding="utf-8")
        await program.press("r")
        await program.wait_for("was read again")
        assert done(program) <= {"back"}


async def test_it_is_quiet_in_any_other_timeline(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter", "escape", "V", "V")
        assert program.reader.learnt == {}
        assert "done" not in program.text
        assert "✓" not in program.text
