"""A file that is read while its screen is open: first rows, progress, failure, and reading it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, Shown, indexed, many, opening, shown
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.session.viewing import show_index
from timeline_tui.tui.app import TimelineApp, Wanted


async def test_file_without_index_is_read_while_the_screen_is_open(tmp_path: Path) -> None:
    file = tmp_path / "raids.timeline.yaml"
    file.write_text(RAIDS)
    async with opening(file) as program:
        await program.wait_for("First entry")
        await program.press("down", "down", "enter")
        assert "We hold Tetkino." in program.text


async def test_what_is_asked_before_anything_is_read_is_asked_of_all_that_is(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    app = TimelineApp(Wanted(file, file.name))
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await program.press("slash", *"shells ta")
        assert "/ shells ta" in program.text
        await program.press("backspace", "backspace", "enter")
        show_index(app.timeline.session, index)
        await program.wait_for("1 of 5, 4 hidden")
        assert "Shells fell." in program.text
    index.close()


async def test_place_is_kept_when_the_whole_takes_the_place_of_the_first_rows(tmp_path: Path) -> None:
    file = tmp_path / "many.timeline.yaml"
    file.write_text(many(30_000))
    async with opening(file, size=(80, 12)) as program:
        await program.wait_for("so far")
        await program.press("pagedown", "down", "enter")
        row = program.reader.row
        assert row is not None
        while "so far" in program.text:
            await program.settle()
        after = program.reader.row
        assert after is not None
        assert (after.id, program.reader.depth) == (row.id, "event")
        assert program.reader.index is not None
        assert program.reader.index.about.events == 30_000
        await program.press("escape")
        assert program.reader.depth == "list"


async def test_file_that_cannot_be_read_says_why_and_can_be_mended(tmp_path: Path) -> None:
    file = tmp_path / "broken.timeline.yaml"
    file.write_text("- this\n- is a list\n")
    async with opening(file) as program:
        await program.wait_for("could not be opened")
        assert "broken.timeline.yaml" in program.text
        await program.wait_for("Nothing of it can be shown")
        assert "as it was before" not in program.text
        offered = program.text.split("\n")[-1]
        assert "p problems" in offered and "find" not in offered and "add" not in offered
        await program.press("down", "enter", "y")
        assert program.notices == ["Nothing of the file can be read, for the reason above"]
        await program.press("p")
        assert "Problems in broken.timeline.yaml" in program.text
        await program.press("escape")
        file.write_text(RAIDS)
        await program.press("r")
        await program.wait_for("First entry")
        assert "could not be opened" not in program.text


async def test_problems_that_are_told_of_while_the_program_ends_do_no_harm(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("p")
        assert "Problems in" in program.text
        program.app.exit()
        program.app.opened.session.changed.tell("trouble")
    assert not program.app.screen_stack
    assert program.app.failure is None


async def test_missing_file_is_told_in_a_narrow_window_too(tmp_path: Path) -> None:
    async with opening(tmp_path / "nowhere.yaml", size=(60, 20)) as program:
        await program.wait_for("could not be opened")
        await program.press("question_mark", "escape", "q")
        assert program.app._exit


async def test_reading_again_keeps_event_depth_and_scroll(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter", "tab", "tab", "tab", "enter")
        file = tmp_path / "raids.timeline.yaml"
        file.write_text(RAIDS.replace("events:\n", "events:\n  - {id: new, date: 2022, title: Brand new}\n"))
        await program.press("r")
        await program.wait_for("Brand new")
        await program.settle()
        assert program.reader.depth == "source"
        assert program.reader.journey.here.source == "gazette"
        row = program.reader.row
        assert row is not None
        assert row.id == "second"
        await program.press("escape", "escape")
        assert program.reader.events.cursor == 2


async def test_looking_again_goes_to_the_event_that_was_saved(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "down")
        file = tmp_path / "raids.timeline.yaml"
        file.write_text(RAIDS.replace("events:\n", "events:\n  - {id: new, date: 2022, title: Brand new}\n"))
        program.app.opened.look_again(at="new")
        await program.wait_for("Brand new")
        await program.settle()
        row = program.reader.row
        assert row is not None
        assert (row.id, row.rank) == ("new", 0)


async def test_problems_are_listed_anew_when_the_file_is_read_again(tmp_path: Path) -> None:
    async with shown(tmp_path, RAIDS + "\nextra: field\n") as program:
        await program.press("p")
        await program.wait_for("extra")
        file = tmp_path / "raids.timeline.yaml"
        file.write_text(RAIDS + "\nanother: field\n")
        await program.press("r")
        await program.wait_for("another")
        assert "extra" not in program.text
        file.write_text("events: [{id: a, title: A, date: 2024}]\n")
        await program.press("r")
        await program.wait_for("Nothing is wrong in this file")


async def test_source_and_event_that_are_gone_are_left(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("enter", "enter")
        file = tmp_path / "raids.timeline.yaml"
        file.write_text("events:\n  - {id: other, date: 2022, title: Quite another}\n")
        await program.press("r")
        await program.wait_for("Quite another")
        await program.press("escape", "escape", "down")
        assert program.reader.events.cursor == 0


async def test_last_good_state_stays_when_the_file_cannot_be_read_again(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        (tmp_path / "raids.timeline.yaml").write_text("- no timeline\n")
        await program.press("r")
        await program.wait_for("What is shown is as it was before")
        assert "First entry" in program.text
        await program.press("down", "enter")
        assert "We hold Tetkino." in program.text


async def test_index_that_fails_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown(tmp_path) as program:
        old = program.reader.index
        assert old is not None
        old.close()
        await program.press("end", "enter")
        await program.wait_for("A call")
        while program.reader.index is old:
            await program.settle()
        await program.press("home", "escape", "home", "down", "enter")
        assert "They came at dawn." in program.text


async def test_index_that_goes_on_failing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Index, rank: int) -> object:
        raise Unusable("the disk is on fire")

    async with shown(tmp_path) as program:
        monkeypatch.setattr(Index, "event", fail)
        await program.press("down")
        await program.wait_for("he index cannot be used: the disk is on fire")
        assert "Second raid" in program.text


async def test_whoever_leaves_hears_no_more_of_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "many.timeline.yaml"
    file.write_text(many(12_000))
    async with opening(file, size=(80, 12)) as program:
        await program.wait_for("so far")
        assert program.app.opened.going_on
        program.app.exit()
        assert not program.app.opened.going_on
