"""Sources and names that a form speaks of and nobody has listed are asked about, and written with it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.editing.forms import file_of, form_of, keys, save
from tests.tui.screens import shown
from timeline_tui.load.stream_reading import Reading
from timeline_tui.tui.screens.form import Form


def reading_of(file: Path) -> Reading:
    with file.open("rb") as stream:
        reading = Reading(stream, file.name)
        assert list(reading.events())
    return reading


async def test_a_new_source_and_its_speaker_are_written_in_one_edit(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(120, 40)) as program:
        before = file_of(program).read_bytes()
        await program.press("A", *keys("So it was"), "tab", *keys("newpaper"), "tab", "tab", *keys("jo"))
        await program.press("ctrl+s")
        await program.wait_for("“newpaper” is a new source")
        await program.press(*keys("Rain: more"), "tab", "tab", "tab", *keys("13 March 2024"), "ctrl+s")
        await program.wait_for("“jo” is a new name")
        assert "person: somebody" in form_of(program)
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        await program.press("enter")
        await program.wait_for("u takes it back")
        reading = reading_of(file_of(program))
        source, name = reading.timeline.sources["newpaper"], reading.timeline.names["jo"]
        assert (source.title, source.outlet, source.published) == ("Rain: more", "newpaper", "2024-03-13")
        assert (name.name, name.kind) == ("jo", "person")
        assert not [problem for problem in reading.problems if problem.code.startswith("unknown-")]
        assert not program.app.forms.left
        await program.settle()
        await program.press("u")
        await program.wait_for("Taken back")
        assert file_of(program).read_bytes() == before


async def test_going_back_from_what_is_asked_writes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("A", *keys("So it was"), "tab", *keys("newpaper"), "ctrl+s")
        await program.wait_for("is a new source")
        await program.press(*keys("Rain"), "escape")
        assert "So it was" in form_of(program)
        assert file_of(program).read_bytes() == before
        await program.press("ctrl+s")
        await program.wait_for("is a new source")
        assert "Rain" in form_of(program)


async def test_what_is_wrong_with_a_new_source_is_said_where_it_was_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("A", *keys("So it was"), "tab", *keys("newpaper"), "ctrl+s")
        await program.wait_for("is a new source")
        await program.press("tab", "tab", "tab", *keys("no day"), "ctrl+s")
        await program.wait_for("is not a date")
        assert "▶ Date" in program.text
        assert isinstance(program.app.screen, Form)
        assert file_of(program).read_bytes() == before


async def test_a_new_source_may_copy_another_new_one(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(120, 40)) as program:
        await program.press("A", *keys("So it was"), "tab", *keys("copyist"), "ctrl+s")
        await program.wait_for("“copyist” is a new source")
        await program.press("ctrl+o", *keys("firsthand"), "ctrl+s")
        await program.wait_for("“firsthand” is a new source")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        await program.press("enter")
        await program.wait_for("u takes it back")
        sources = reading_of(file_of(program)).timeline.sources
        assert sources["copyist"].derived_from == "firsthand"
        assert sources["firsthand"].outlet == "firsthand"


async def test_what_is_no_longer_spoken_of_is_not_listed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("A", *keys("So it was"), "tab", *keys("newpaper"), "ctrl+s")
        await program.wait_for("is a new source")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        await program.press("escape", *["backspace"] * 8)
        await save(program)
        assert "newpaper" not in file_of(program).read_text()
