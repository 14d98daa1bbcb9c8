"""What is open is handed on from the screen: how many events go, in which format, and where to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.screens import Shown, shown


async def _hand_on(program: Shown, form: int) -> None:
    """Up to the question where to; `form` is the number of the format in the list."""
    await program.press("X")
    await program.wait_for("as what?")
    await program.press(*["down"] * form, "enter")
    await program.wait_for("Write it to")


async def test_all_of_it_goes_beside_the_file(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("X")
        await program.wait_for("Hand on 5 events as what?")
        assert "there are 14, more below" in program.text
        await program.press("enter")
        await program.wait_for("Write it to")
        await program.press("enter")
        await program.wait_for("Wrote 5 events to")
    (page,) = tmp_path.rglob("*.html")
    assert "<h1>Two raids</h1>" in page.read_text()


async def test_what_a_query_shows_goes_alone(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"dawn", "enter")
        await program.wait_for("1 of 5")
        await program.press("X")
        await program.wait_for("Hand on 1 of 5 events as what?")
        await program.press(*["down"] * 5, "enter")
        await program.wait_for("Write it to")
        await program.press("enter")
        await program.wait_for("Wrote 1 event to")
    (data,) = tmp_path.rglob("*.json")
    assert [event["id"] for event in json.loads(data.read_text())["events"]] == ["first"]


async def test_what_a_format_does_not_hold_is_told(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(160, 40)) as program:
        await _hand_on(program, 7)
        await program.press("enter")
        await program.wait_for("It does not hold")
    assert list(tmp_path.rglob("*.ics"))


async def test_nothing_is_written_over_and_nothing_where_nothing_can_be(tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    async with shown(tmp_path, size=(200, 40)) as program:
        await _hand_on(program, 0)
        await program.press("delete", *str(tmp_path / "mine.html").replace(".", "_"), "enter")
        await program.wait_for("Wrote 5 events")
        await _hand_on(program, 0)
        await program.press("delete", "enter")
        await program.wait_for("Write the name of a file")
        await program.press("escape")
        await _hand_on(program, 0)
        await program.press("delete", *"/dev/null/none", "enter")
        await program.wait_for("cannot be written")
    assert (tmp_path / "mine.html").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["x" * 5000, "~nobody-of-this-name/none.html", "x/" * 2500, "none/none.html"]
)
async def test_a_name_that_cannot_be_one_is_told(tmp_path: Path, name: str) -> None:
    async with shown(tmp_path) as program:
        await _hand_on(program, 0)
        program.app.screen.query_one(Input).value = name
        await program.press("enter")
        await program.wait_for("cannot be written")
        assert program.app.failure is None


async def test_a_name_that_says_another_format_is_told(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(200, 40)) as program:
        await _hand_on(program, 1)
        program.app.screen.query_one(Input).value = str(tmp_path / "mine.html")
        await program.press("enter")
        await program.wait_for("mine.html is csv, whose files end in .csv, not .html")
