"""A file that is broken, or cut short, leaves what was shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.following.test_live import CHANGED, NAME, in_place, watched
from tests.tui.screens import RAIDS, many, shown

SOUND = RAIDS.replace("javascript:alert(1)", "https://gazette.example").replace(
    "exact: Mines were laid.,", "exact: Mines were laid., source: gazette,"
)
"""With no problem at all."""
BROKEN = RAIDS.replace("title: Second raid", 'title: "Second raid')


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_broken_file_leaves_the_last_good_state(size: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / NAME
    async with shown(tmp_path, SOUND, size=size) as program:
        await watched(program)
        await program.press("down")
        before = program.text
        in_place(file, SOUND.replace("title: Second raid", 'title: "Second raid'))
        await program.wait_for("! Line ")
        await program.settle()
        assert "What is shown is as it was before; p lists what is wrong" in " ".join(program.text.split())
        assert "Second raid" in program.text
        assert program.reader.row is not None
        assert program.reader.row.id == "second"
        await program.press("p")
        assert "as it was saved last" in program.text
        assert "this quoted text is never closed" in program.text
        in_place(file, SOUND)
        await program.wait_for("Nothing is wrong in this file")
        await program.press("escape")
        assert program.text == before


async def test_file_that_is_no_timeline_any_more(tmp_path: Path) -> None:
    file = tmp_path / NAME
    async with shown(tmp_path) as program:
        await watched(program)
        in_place(file, "- this\n- is a list\n" * 60)
        await program.wait_for("What is shown is as it was before")
        assert "First entry" in program.text
        in_place(file, CHANGED)
        await program.wait_for("Another raid")
        await program.settle()
        assert "as it was before" not in program.text


async def test_broken_file_that_is_opened_says_that_more_is_to_come(tmp_path: Path) -> None:
    file = tmp_path / NAME
    async with shown(tmp_path, BROKEN) as program:
        await program.wait_for("1 such place is left out")
        assert "First entry" in program.text
        in_place(file, BROKEN.replace("First entry", "First of all"))
        await program.wait_for("First of all")
        in_place(file, RAIDS)
        await program.wait_for("Second raid")
        await program.settle()
        assert "left out" not in program.text


async def test_what_is_asked_while_the_file_is_broken_is_answered_from_what_is_shown(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await watched(program)
        in_place(tmp_path / NAME, BROKEN)
        await program.wait_for("! Line ")
        await program.press("slash", *"mines", "enter")
        assert "Mines are laid" in program.text
        assert "1 of 5" in program.text


CUTS = {
    "empty": "",
    "blank": "\n\n",
    "in a line": RAIDS[: RAIDS.index("title: Shelling") + 9],
    "at the end of a line": RAIDS[: RAIDS.index("    quotes:\n      - {exact: Shells fell.")],
    "within the last event": RAIDS[: RAIDS.index("    quotes:\n      - {exact: Mines were")],
}


@pytest.mark.parametrize("cut", CUTS)
async def test_what_is_cut_short_is_not_shown_at_once(cut: str, tmp_path: Path) -> None:
    file = tmp_path / NAME
    text = RAIDS[: RAIDS.index("  - id: undated")]
    async with shown(tmp_path, text) as program:
        await watched(program)
        index = program.reader.index
        in_place(file, CUTS[cut])
        await program.pilot.pause(1)
        assert program.reader.index is index
        in_place(file, CHANGED)
        await program.wait_for("Another raid")
        assert not any("gone" in notice for notice in program.notices)


async def test_what_stays_cut_short_is_shown_with_what_is_gone(tmp_path: Path) -> None:
    async with shown(tmp_path, many(40), size=(60, 20)) as program:
        await watched(program)
        in_place(tmp_path / NAME, many(10))
        await program.wait_for("! The file changed: 30 events gone")
        assert program.reader.index is not None
        assert program.reader.index.about.events == 10
        in_place(tmp_path / NAME, many(40))
        await program.wait_for("30 events new")
        assert "! The file" not in program.text
