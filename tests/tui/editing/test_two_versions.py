"""What a merge left in two versions is shown side by side; a key takes one, and u takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.forms import file_of
from tests.tui.screens import Shown, shown
from timeline_tui.tui.screens.page_screen import VersionsScreen

TITLE = "<<<<<<< ours\n  title: Fire at night\n=======\n  title: The great fire\n>>>>>>> theirs\n"
EVENTS = "<<<<<<< ours\n- id: b\n  title: Trial\n=======\n- id: c\n  title: Verdict\n>>>>>>> theirs\n"
MARKED = f"events:\n- id: a\n{TITLE}  date: 2024\n{EVENTS}"


async def holds(program: Shown, text: str) -> None:
    """Wait until the file holds this."""
    for _ in range(400):
        if file_of(program).read_text() == text:
            return
        await program.pilot.pause(0.05)
    assert file_of(program).read_text() == text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
@pytest.mark.parametrize(("key", "title"), [("1", "Fire at night"), ("2", "The great fire")])
async def test_one_is_taken_and_taken_back(
    tmp_path: Path, size: tuple[int, int], key: str, title: str
) -> None:
    async with shown(tmp_path, MARKED, size=size) as program:
        assert "Fire at night" in program.text
        await program.press("R")
        assert isinstance(program.app.screen, VersionsScreen)
        for words in (
            "1 of 2 left in two versions: line 3",
            "1 ours",
            "2 theirs",
            "Fire at night",
            "The great",
        ):
            assert words in program.text
        await program.press(key)
        await holds(program, MARKED.replace(TITLE, f"  title: {title}\n"))
        await program.wait_for(title)
        await program.press("u")
        await holds(program, MARKED)


async def test_both_are_kept_where_each_is_events_of_its_own(tmp_path: Path) -> None:
    async with shown(tmp_path, MARKED) as program:
        await program.press("R")
        assert "3 keep both" not in program.text
        await program.press("3", "tab")
        assert "2 of 2 left in two versions: line 9" in program.text and "3 keep both" in program.text
        await program.press("3")
        await program.wait_for(
            "Taken: both, line 9; 1 more left in two versions, R shows the next; u takes it back"
        )
        events = "- id: b\n  title: Trial\n- id: c\n  title: Verdict\n"
        await holds(program, MARKED.replace(EVENTS, events))


async def test_it_opens_from_the_problems_and_leaves_all_as_it_is_with_escape(tmp_path: Path) -> None:
    async with shown(tmp_path, MARKED) as program:
        await program.press("p")
        assert "Enter both versions" in program.text
        await program.press("tab", "tab", "shift+tab", "enter")
        assert isinstance(program.app.screen, VersionsScreen)
        await program.press("escape")
        assert not isinstance(program.app.screen, VersionsScreen)
        assert file_of(program).read_text() == MARKED


async def test_what_was_saved_elsewhere_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    async with shown(tmp_path, MARKED) as program:
        await program.press("R")
        other = MARKED.replace("date: 2024", "date: 2025")
        file_of(program).write_text(other)
        await program.pilot.press("2")
        await program.wait_for("Nothing was written: the file was changed elsewhere")
        assert file_of(program).read_text() == other


@pytest.mark.parametrize(
    ("id_", "said"), [("a", "something else has its id there"), ("new", "it was taken out")]
)
async def test_a_version_that_lacks_the_thing_says_why(tmp_path: Path, id_: str, said: str) -> None:
    text = f"events:\n- id: a\n  title: A\n<<<<<<< ours\n- id: {id_}\n  title: B\n=======\n>>>>>>> theirs\n"
    async with shown(tmp_path, text) as program:
        await program.press("R")
        assert f"nothing: {said}" in program.text


async def test_no_marks_of_the_place_beside_it_are_drawn(tmp_path: Path) -> None:
    async with shown(tmp_path, f"events:\n- id: a\n{TITLE}{EVENTS}") as program:
        await program.press("R")
        assert "1 of 2" in program.text and "<<<" not in program.text
        await program.press("tab")
        assert "2 of 2" in program.text and ">>>" not in program.text


async def test_it_says_that_nothing_is_left_in_two_versions(tmp_path: Path) -> None:
    async with shown(tmp_path, MARKED) as program:
        file_of(program).write_text("events: [{title: All is well}]\n")
        await program.press("R")
        await program.wait_for("Nothing here is left in two versions")


@pytest.mark.parametrize(("text", "offered"), [(MARKED, True), ("events:\n- titel: a\n", False)])
async def test_problems_offer_two_versions_only_where_a_merge_left_some(
    tmp_path: Path, text: str, offered: bool
) -> None:
    async with shown(tmp_path, text) as program:
        await program.press("p")
        assert "Problems in" in program.text
        assert ("R two versions" in program.text) is offered


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_all_of_one_side_is_taken_and_taken_back_as_one(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, MARKED, size=size) as program:
        await program.press("R", "a")
        for words in ("at all 2 places", "The first: ours", "The second: theirs"):
            assert words in program.text
        await program.press("escape")
        assert isinstance(program.app.screen, VersionsScreen)
        assert file_of(program).read_text() == MARKED
        await program.press("a", "down", "enter")
        await program.wait_for("Taken: the second version at all 2 places; u takes it back")
        theirs = MARKED.replace(TITLE, "  title: The great fire\n")
        await holds(program, theirs.replace(EVENTS, "- id: c\n  title: Verdict\n"))
        await program.wait_for("Verdict")
        await program.press("u")
        await holds(program, MARKED)


async def test_there_is_no_all_of_one_place(tmp_path: Path) -> None:
    async with shown(tmp_path, MARKED.replace(EVENTS, "")) as program:
        await program.press("R")
        assert "all of one" not in program.text
        await program.press("a")
        assert isinstance(program.app.screen, VersionsScreen)
