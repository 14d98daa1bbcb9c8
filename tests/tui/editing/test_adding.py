"""Events are added by a form: what it says while it is typed, what it writes, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.forms import arrived, file_of, fill, form_of, keys, save
from tests.tui.screens import RAIDS, Shown, shown
from timeline_tui.tui.app import Origin, TimelineApp, Wanted
from timeline_tui.tui.screens.form import Form
from timeline_tui.tui.screens.page_screen import Preview


async def test_an_event_is_written_at_its_place_and_stands_under_the_cursor(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_text()
        await program.press("a")
        await fill(program, "A meeting", "13 March 2024", "They meet.", "second", "tetkino", "talks")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        assert "date: 2024-03-13" in program.text
        assert "names: [tyotkino]" in program.text
        assert file_of(program).read_text() == before
        await program.press("enter")
        await program.wait_for("Added “A meeting”")
        await arrived(program, "A meeting")
        after = file_of(program).read_text()
        assert after.index("Shelling") < after.index("A meeting") < after.index("Mines are laid")
        added = "\n".join(line for line in after.splitlines() if line not in before.splitlines())
        assert "id: 2024-03-13-a-meeting" in added
        assert after.count("part_of: second") == 2
        assert "tags: [talks]" in added


async def test_what_was_typed_is_kept_when_one_goes_back(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Half an event"), "escape")
        assert not isinstance(program.app.screen, Form)
        assert any("is kept" in notice for notice in program.notices)
        await program.press("a")
        assert "Half an event" in program.text
        await program.press("ctrl+n")
        assert "Half an event" not in program.text
        await program.press("ctrl+n")
        assert "Half an event" in program.text
        await save(program)
        await program.press("a")
        assert "Half an event" not in form_of(program)


async def test_nothing_is_kept_where_nothing_was_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", "escape")
        assert not program.notices
        assert not program.app.forms.left


async def test_a_title_is_asked_for_and_a_wrong_date_is_refused(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("a", "ctrl+s")
        assert "An event needs a title" in program.text
        await program.press(*keys("x"), "tab", *keys("no day"), "ctrl+s")
        assert isinstance(program.app.screen, Form)
        assert "▶ Date" in program.text
        assert file_of(program).read_bytes() == before


async def test_going_back_from_what_is_to_be_written_writes_nothing(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("a", *keys("x"), "ctrl+s")
        await program.wait_for("Enter write it")
        await program.press("escape")
        assert isinstance(program.app.screen, Form)
        assert file_of(program).read_bytes() == before


async def test_a_file_that_was_changed_meanwhile_is_not_written_over_and_the_form_stays(
    tmp_path: Path,
) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Mine"), "ctrl+s")
        await program.wait_for("Enter write it")
        file_of(program).write_text(RAIDS.replace("Two raids", "Three raids"))
        await program.press("enter")
        await program.wait_for("+title: Three raids")
        assert "title: Mine\n" not in file_of(program).read_text()
        await program.press("escape")
        assert isinstance(program.app.screen, Form)
        await save(program)
        text = file_of(program).read_text()
        assert "Three raids" in text and "Mine" in text


async def test_the_last_edits_are_taken_back_one_by_one(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        first = file_of(program).read_bytes()
        for title in ("one", "two"):
            await program.press("a", *keys(title))
            await save(program)
            await arrived(program, title)
        await program.press("u")
        await program.wait_for("Taken back: “two”")
        assert "title: one" in file_of(program).read_text()
        await program.settle()
        await program.press("u")
        await program.wait_for("Taken back: “one”")
        assert file_of(program).read_bytes() == first
        await arrived(program, "A call")
        await program.settle()
        await program.press("u")
        await program.wait_for("nothing is taken back")


async def test_nothing_is_taken_back_over_what_somebody_else_saved(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Mine"))
        await save(program)
        await arrived(program, "Mine")
        theirs = file_of(program).read_text().replace("title: A call", "title: A call of theirs")
        (tmp_path / "theirs").write_text(theirs)
        (tmp_path / "theirs").replace(file_of(program))
        # What is said of their change is said before.
        await program.wait_for("A call of theirs")
        await program.press("u")
        await program.wait_for("changed elsewhere")
        assert file_of(program).read_text() == theirs


async def test_what_cannot_be_taken_back_says_what_to_try(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Mine"))
        await save(program)
        await arrived(program, "Mine")
        (tmp_path / "second").hardlink_to(file_of(program))
        await program.press("u")
        await program.wait_for("an editor that writes in place")
        assert "title: Mine" in file_of(program).read_text()


@pytest.mark.parametrize("origin, said", [("shipped", "timeline-tui init"), ("piped", "standard input")])
async def test_what_is_nobodys_file_is_not_added_to(tmp_path: Path, origin: Origin, said: str) -> None:
    async with shown(tmp_path) as program:
        program.reader.wanted = program.reader.wanted._replace(origin=origin)
        await program.press("a")
        assert not isinstance(program.app.screen, Form)
        assert any(said in notice for notice in program.notices)


async def test_where_it_cannot_be_done_safely_it_says_why(tmp_path: Path) -> None:
    text = "title: T\nevents: &all\n  - {date: 2024, title: One}\n"
    async with shown(tmp_path, text) as program:
        await program.press("a", *keys("x"), "ctrl+s")
        await program.wait_for("anchor")
        assert file_of(program).read_text() == text


async def test_an_event_of_a_folder_goes_into_the_file_of_the_one_under_the_cursor(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.timeline.yaml").write_text(RAIDS)
    (folder / "b.timeline.yaml").write_text("events:\n  - {id: late, date: 2025, title: Late}\n")
    from timeline_tui.jobs.child import Build

    index = Build(folder, name="folder").wait()
    app = TimelineApp(Wanted(folder, "folder", "late"), index)
    async with app.run_test(size=(100, 30)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        await program.press("a")
        assert "b.timeline.yaml" in program.text
        await program.press("tab")
        await fill(program, "Later", "2026", "", "", "tetkino")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        assert isinstance(app.screen, Preview)
        assert "folder/b.timeline.yaml" in program.text
        assert "check will tell" not in program.text
        await program.press("enter")
        await program.wait_for("u takes it back")
        assert "names: [tyotkino]" in (folder / "b.timeline.yaml").read_text()
        assert (folder / "a.timeline.yaml").read_text() == RAIDS
    index.close()


async def test_the_editor_is_offered_where_it_cannot_be_done_safely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    monkeypatch.setattr("timeline_tui.tui.carry_out.open_at", lambda app, spot: opened.append(spot.line))
    async with shown(tmp_path, "title: T\nevents: &all\n  - {date: 2024, title: One}\n") as program:
        await program.press("a", *keys("Typed"), "ctrl+s")
        await program.wait_for("This is not done for you")
        await program.press("enter")
        assert opened
        assert not isinstance(program.app.screen, Form)
        await program.press("a")
        assert "Typed" in form_of(program)


async def test_what_is_not_saved_keeps_the_program_open_once(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Typed"), "ctrl+c")
        assert any("is not in the file" in notice for notice in program.notices)
        await program.press("escape", "q")
        assert not program.app._exit
        await program.press("q")
        assert program.app._exit


@pytest.mark.parametrize("text", ["title: T\n", "events:\n", "events: []\n"])
async def test_the_first_event_of_all_is_added(tmp_path: Path, text: str) -> None:
    async with shown(tmp_path, text) as program:
        await program.press("a", *keys("The first"))
        await save(program)
        await arrived(program, "The first")
        assert text.rstrip("\n[] ") in file_of(program).read_text()


async def test_a_group_of_events_takes_an_event_but_no_passage(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("minus", "A")
        assert any("Enter goes into it" in notice for notice in program.notices)
        await program.press("a", *keys("x"))
        assert isinstance(program.app.screen, Form)


async def test_going_back_while_it_is_made_ready_keeps_what_was_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("a")
        await program.pilot.press(*keys("Typed"), "ctrl+s", "escape")
        await program.settle()
        await program.press("escape")
        assert file_of(program).read_bytes() == before
        assert "event" in program.app.forms.left
