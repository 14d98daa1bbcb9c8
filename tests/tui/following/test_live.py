"""The open screen follows its file through every way to save it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import enumerate as threads

import pytest

from tests.tui.reading.test_evidence import proven
from tests.tui.screens import RAIDS, Shown, many, opening, shown
from timeline_tui.jobs.child import Build
from timeline_tui.session.journey import TOP, PagePosition
from timeline_tui.session.page_pane import DocumentMaker
from timeline_tui.tui.app import TimelineApp, Wanted

NAME = "raids.timeline.yaml"
CHANGED = RAIDS.replace("title: Second raid", "title: Another raid")


def in_place(file: Path, text: str) -> None:
    """As vim does with backupcopy=yes, nano, and most programs."""
    file.write_text(text, encoding="utf-8")


def by_rename(file: Path, text: str) -> None:
    """As sed -i does, and this program."""
    beside = file.with_name(".beside")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def with_backup(file: Path, text: str) -> None:
    """As vim does with backupcopy=no: the old file is the backup, under the name is a new one."""
    file.replace(file.with_name(file.name + "~"))
    file.write_text(text, encoding="utf-8")


def by_sync(file: Path, text: str) -> None:
    """As a folder sync does: what comes is older than what it takes the place of."""
    by_rename(file, text)
    os.utime(file, (1_000_000_000, 1_000_000_000))


def by_link(file: Path, text: str) -> None:
    """As a tool does that keeps each version in a place of its own."""
    other = file.with_name("other-version")
    other.write_text(text, encoding="utf-8")
    beside = file.with_name(".link")
    beside.symlink_to(other)
    beside.replace(file)


def same_look(file: Path, text: str) -> None:
    """In place, with size and time as before."""
    seen = file.stat()
    with file.open("r+", encoding="utf-8") as opened:
        opened.write(text)
        opened.truncate()
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))


async def go_to(program: Shown, kind: str, target: str) -> None:
    """Step on through the page to this stop."""
    while (stop := program.reader.stop) is None or (stop.kind, stop.target) != (kind, target):
        before = program.reader.page.cursor
        await program.press("tab")
        assert program.reader.page.cursor > before


async def watched(program: Shown) -> None:
    """Wait until the file was looked at for the first time."""
    for _ in range(400):
        live = program.app.opened._live
        if live is not None and live._seen is not None:
            return
        await program.pilot.pause(0.02)
    raise AssertionError("nobody looks at the file")


@pytest.mark.parametrize("save", [in_place, by_rename, with_backup, by_sync, by_link, same_look])
async def test_every_way_to_save_is_seen(save: Callable[[Path, str], None], tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        await program.press("down", "enter", "tab", "tab")
        save(tmp_path / NAME, CHANGED.replace("Another", "Changed") if save is not same_look else _as_long())
        await program.wait_for("Changed raid" if save is not same_look else "Sekond raid")
        await program.wait_for("1 event changed")
        row = program.reader.row
        assert row is not None
        assert (row.id, program.reader.depth, program.reader.page.cursor) == ("second", "event", 2)


def _as_long() -> str:
    return RAIDS.replace("Second raid", "Sekond raid")


async def test_second_of_two_saves_in_a_row_is_shown(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        for save in range(1, 6):
            in_place(tmp_path / NAME, CHANGED.replace("Another raid", f"Raid in version {save}"))
            await program.pilot.pause(0.05)
        await program.wait_for("Raid in version 5")


async def test_deleted_and_made_anew(tmp_path: Path) -> None:
    file = tmp_path / NAME
    async with shown(tmp_path) as program:
        await watched(program)
        file.unlink()
        await program.wait_for("! The file is not there any more. What is shown is as it was before")
        await program.press("down", "enter")
        assert "We hold Tetkino." in program.text
        in_place(file, CHANGED)
        await program.wait_for("Another raid")
        assert "not there any more" not in program.text


async def test_same_content_is_no_news(tmp_path: Path) -> None:
    file = tmp_path / NAME
    async with shown(tmp_path) as program:
        await watched(program)
        index = program.reader.index
        os.utime(file)
        by_rename(file, RAIDS)
        os.utime(file)
        in_place(tmp_path / "later", "")
        await program.pilot.pause(1)
        assert program.reader.index is index
        in_place(file, CHANGED)
        await program.wait_for("Another raid")


async def test_query_grouping_and_folding_stay(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        await program.press("down", "z", "slash", *"raid", "enter")
        view = program.reader.view
        in_place(tmp_path / NAME, CHANGED)
        await program.wait_for("Another raid")
        await program.settle()
        assert program.reader.view == view
        assert view.query == "raid"


async def test_open_boxes_stay_and_what_is_typed_goes_on(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        await program.press("slash", *"anoth")
        in_place(tmp_path / NAME, CHANGED)
        await program.press(*"er")
        await program.wait_for("Another raid")
        await program.press("enter", "t", *"2024")
        in_place(tmp_path / NAME, CHANGED.replace("Another raid", "Another day"))
        await program.wait_for("1 event changed")
        await program.press("escape")
        await program.wait_for("Another day")
        assert program.reader.view.query == "another"


async def test_passage_stays_under_the_cursor(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 14)) as program:
        await watched(program)
        await program.press("down", "enter")
        await go_to(program, "passage", "gazette")
        stop = program.reader.stop
        assert stop is not None
        first = "      - {exact: We hold Tetkino., source: herald"
        more = "      - {exact: It is ours., source: herald, kind: direct, dispute: taken, position: Taken}\n"
        in_place(tmp_path / NAME, RAIDS.replace(first, more + first))
        await program.wait_for("1 event changed")
        await program.settle()
        after = program.reader.stop
        assert after is not None
        assert (after.target, after.number) == ("gazette", stop.number + 1)
        assert "There was no breakthrough." in program.text


async def test_the_page_of_an_event_is_left_when_the_file_holds_none_any_more(tmp_path: Path) -> None:
    async with shown(tmp_path, "events:\n  - date: 2024\n    title: Only\n") as program:
        await program.press("enter")
        in_place(tmp_path / NAME, "events: []\n")
        await program.wait_for("0 events")
        await program.press("escape")
        assert program.reader.where == "list"
        await program.press("escape")
        assert any("There are no events yet" in notice for notice in program.notices)


async def test_event_that_is_gone_is_told(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        await program.press("down")
        second, after = RAIDS.index("  - id: second"), RAIDS.index("  - id: shelling")
        in_place(tmp_path / NAME, RAIDS[:second] + RAIDS[after:].replace("    part_of: second\n", ""))
        await program.wait_for("“Second raid” is gone, and this is the nearest")
        assert program.reader.row is not None
        assert program.reader.row.id == "shelling"


async def test_event_without_id_is_the_same_with_another_title(tmp_path: Path) -> None:
    text = RAIDS.replace("  - id: second\n    date", "  - date").replace("    part_of: second\n", "")
    async with shown(tmp_path, text) as program:
        await watched(program)
        await program.press("down", "enter")
        in_place(tmp_path / NAME, text.replace("title: Second raid", "title: The raid in spring"))
        await program.wait_for("The raid in spring")
        await program.settle()
        assert program.reader.row is not None
        assert (program.reader.row.title, program.reader.depth) == ("The raid in spring", "event")
        assert not any("is gone" in notice for notice in program.notices)


async def test_what_is_gone_is_counted_in_one_way(tmp_path: Path) -> None:
    async with shown(tmp_path, many(40)) as program:
        await watched(program)
        in_place(tmp_path / NAME, "events:\n  - {id: other, date: 2023-05, title: Another}\n")
        await program.wait_for("! The file changed: 1 event new, 40 gone. If that was not meant")
        assert "The file changed: 1 event new, 40 gone" in program.notices


async def test_reading_again_is_never_doubted(tmp_path: Path) -> None:
    async with shown(tmp_path, many(40)) as program:
        await watched(program)
        in_place(tmp_path / NAME, many(3))
        await program.press("r")
        await program.wait_for("The file was read again: 37 events gone")
        assert "! 37" not in program.text
        await program.press("r")
        await program.wait_for("3 events, none of them changed")


async def test_folder_is_followed_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.timeline.yaml").write_text(RAIDS, encoding="utf-8")
    index = Build(folder, name="folder").wait()
    app = TimelineApp(Wanted(folder, "folder"), index)
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await watched(program)
        more = folder / "b.timeline.yaml"
        more.write_text("events:\n  - {id: b, date: 2023-05, title: From b}\n", encoding="utf-8")
        await program.wait_for("1 event new")
        await program.wait_for("From b")
        more.write_text("events:\n  - {id: b, date: 2023-05, title: 'From\n", encoding="utf-8")
        await program.wait_for("! b.timeline.yaml, line ")
        assert "From b" in program.text
        more.write_text("events:\n  - {id: b, date: 2023-05, title: Again from b}\n", encoding="utf-8")
        await program.wait_for("Again from b")
        more.unlink()
        await program.wait_for("! The file changed: 1 event gone")
        await program.settle()
        assert "Again from b" not in program.text
        shutil.rmtree(folder)
        await program.wait_for("What is shown is as it was before")


async def test_file_that_is_saved_while_it_is_read_first(tmp_path: Path) -> None:
    file = tmp_path / "many.timeline.yaml"
    file.write_text(many(6000), encoding="utf-8")
    async with opening(file) as program:
        await watched(program)
        in_place(file, many(6000).replace("title: Event 1\n", "title: Another first one\n"))
        await program.wait_for("Another first one")


async def test_nobody_looks_when_the_program_has_ended(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        looking = [thread for thread in threads() if thread.name == "watching"]
        assert looking
        folder = program.app.opened._live
        assert folder is not None
    for thread in looking:
        thread.join(20)
        assert not thread.is_alive()


async def test_text_that_is_read_stays_open_at_its_passage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proven(tmp_path) as program:
        await watched(program)
        await program.press("down", "enter")
        await go_to(program, "passage", "herald")
        await program.press("enter")
        await program.wait_for("Nobody saw them.")
        stop, page = program.reader.stop, program.reader.page
        assert stop is not None
        drawn: list[str] = []
        show = page.show

        def watch(maker: DocumentMaker, spot: PagePosition = TOP, *, longest: int = 104) -> None:
            drawn.append("\n".join(line.text for line in maker(80).lines))
            show(maker, spot, longest=longest)

        monkeypatch.setattr(page, "show", watch)
        file = tmp_path / NAME
        in_place(file, file.read_text().replace("title: Second raid", "title: Another raid"))
        await program.wait_for("1 event changed")
        while not drawn:
            await program.settle()
        await program.settle()
        # Neither its card nor a page without it stood there meanwhile.
        assert all("Nobody saw them." in text for text in drawn)
        assert program.reader.stop is not None
        assert program.reader.stop.number == stop.number
        await program.press("escape")
        assert "Another raid" in program.text


async def test_form_keeps_what_is_typed_while_somebody_else_saves(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        await program.press("a", *"2024")
        in_place(tmp_path / NAME, CHANGED)
        await program.wait_for("1 event changed")
        assert "2024" in program.text
        await program.press("escape")
        await program.wait_for("Another raid")
