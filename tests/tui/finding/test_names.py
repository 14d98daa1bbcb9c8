"""Names on the screen: from the event, by any spelling, to every event, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import Shown, shown


async def to_name(program: Shown, name: str) -> None:
    """Step through the page to the stop of this name."""
    for _ in range(40):
        stop = program.reader.stop
        if stop is not None and stop.kind == "name" and stop.target == name:
            return
        await program.press("tab")
    raise AssertionError(f"no stop leads to {name}")


def event_id(program: Shown) -> str:
    row = program.reader.row
    assert row is not None
    return row.id


async def test_the_passages_of_an_event_come_before_its_names(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(120, 60)) as program:
        await program.press("down", "enter")
        kinds = [stop.kind for stop in program.reader.page.stops]
        assert kinds.index("passage") < kinds.index("name")
        names = [stop.target for stop in program.reader.page.stops if stop.kind == "name"]
        assert names == ["tyotkino", "legion", "governor"], "listed, then speaking"


async def test_a_name_leads_to_its_events_and_back(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter")
        await to_name(program, "governor")
        await program.press("enter")
        assert program.reader.depth == "name"
        assert "The governor  in no passage" in program.text
        assert "In 2 events" in program.text
        stop = program.reader.stop
        assert stop is not None
        assert (stop.kind, stop.target) == ("event", "second")
        await program.press("tab", "tab", "enter")
        assert (program.reader.depth, event_id(program)) == ("event", "after")
        await program.press("escape")
        assert program.reader.depth == "name"
        await program.press("escape")
        assert (program.reader.depth, event_id(program)) == ("event", "second")
        stop = program.reader.stop
        assert stop is not None
        assert stop.target == "governor"


async def test_a_passage_of_a_name_leads_to_it_at_its_event(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("i", *"legion", "enter", "tab", "tab", "enter")
        assert (program.reader.depth, event_id(program)) == ("event", "second")
        stop = program.reader.stop
        assert stop is not None
        assert (stop.kind, stop.number) == ("passage", 1)


async def test_any_spelling_leads_to_the_name(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("i", *"tetkino", "enter")
        assert program.reader.depth == "name"
        assert "Tetkino   The Herald 1" in program.text
        assert "Tyotkino  in no passage" in program.text
        assert "→ Second raid" in program.text
        await program.press("escape")
        assert program.reader.where == "list"


async def test_what_is_no_name_says_what_may_be_meant(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("i", *"tyotkin", "enter")
        assert "No name is spelled so. Try: Tyotkino or Tetkino" in program.text
        await program.press("escape")
        assert program.reader.depth == "list"


async def test_a_name_stays_open_while_the_file_is_read_again(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("i", *"tyotkino", "enter", "r")
        await program.settle()
        assert program.reader.depth == "name"
        assert "→ Second raid" in program.text


async def saved_elsewhere(program: Shown, old: str, new: str) -> None:
    """Save the file as another program does, and wait until the new version is shown below."""
    before, file = program.reader.index, program.reader.wanted.file
    file.write_text(file.read_text().replace(old, new))
    for _ in range(400):
        if program.reader.index is not before:
            return
        await program.pilot.pause(0.02)
    raise AssertionError("the new version is not shown")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_name_is_looked_up_in_what_is_shown_when_it_is_answered(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with shown(tmp_path, size=size) as program:
        await program.wait_for("First entry")
        await program.press("i", *"tyot")
        await saved_elsewhere(program, "Tetkino", "Tiotkino")
        await program.press(*"kino", "enter")
        assert program.reader.depth == "name" and "Tiotkino" in program.text
        await program.press("escape", "i", *"tetkino")
        await saved_elsewhere(program, "Tiotkino", "Tetkino")
        await program.press("enter")
        assert program.reader.depth == "name"
        await program.press("escape", "i", *"nobody")
        await saved_elsewhere(program, "Tetkino", "Tiotkino")
        await program.press("enter")
        assert "No name is spelled so" in program.text


async def test_what_was_told_before_does_not_lie_over_the_question(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("escape")
        assert program.notices, "there is something that could lie over it"
        await program.press("i", *"xqxqxqxq", "enter")
        assert program.notices == []
        assert "No name is spelled so" in program.text
