"""A tour: step by step with two keys, and back to exactly where one was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, TOURED, Shown, indexed, shown
from timeline_tui.session.requests import PlayTour
from timeline_tui.tui.app import TimelineApp, Wanted
from timeline_tui.tui.screens.tour import TourScreen

SEVERAL = TOURED.replace("events:\n", "  other: {steps: [{event: after}]}\nevents:\n", 1)
BEGUN = "It began at dawn."


@pytest.mark.parametrize("on", ["right", "space", "pagedown"])
@pytest.mark.parametrize("back", ["left", "backspace", "pageup"])
async def test_two_keys_lead_through_it(on: str, back: str, tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("J")
        seen = [program.text]
        for _ in range(2):
            await program.press(on)
            seen.append(program.text)
        assert ["1 of 3" in seen[0], "2 of 3" in seen[1], "3 of 3" in seen[2]] == [True] * 3
        await program.press(on)
        assert program.text == seen[2]
        assert program.notices == ["This is the last step; Esc leaves the tour"]
        for before in (seen[1], seen[0]):
            await program.press(back)
            assert program.text == before
        await program.press(back)
        assert program.notices == ["This is the first step"]


@pytest.mark.parametrize(
    "way", [(), ("down", "down"), ("down", "enter", "tab"), ("V",), ("slash", *"raid", "enter")]
)
async def test_esc_comes_back_to_exactly_where_one_was(way: tuple[str, ...], tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press(*way)
        before, place = program.text, program.reader.journey.here
        await program.press("J", "right", "right")
        assert "Somebody called." in program.text
        await program.press("escape")
        assert (program.text, program.reader.journey.here) == (before, place)


async def test_a_step_says_who_says_it_what_became_of_it_and_who_says_otherwise(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("J", "right")
        lines = [line.strip() for line in program.text.splitlines()]
        for line in (
            "12 March 2024, Tuesday",
            "Second raid",
            "Both sides claim the village.",
            "The governor",
            "│ There was no breakthrough.",
            "direct speech · Gazette",
            "not compared with its text",
            "≠ Was Tyotkino taken?",
            "· Taken  2 passages · 2 sources, 1 independent",
            "· Not taken  1 passage · 1 source · this one among them",
        ):
            assert line in lines, program.text


async def test_one_of_several_is_chosen(tmp_path: Path) -> None:
    async with shown(tmp_path, SEVERAL) as program:
        await program.press("J")
        assert "Both raids  3 steps" in program.text
        assert "other  1 step" in program.text
        await program.press("down", "enter")
        assert "1 of 1" in program.text
        assert "Mines are laid" in program.text


async def test_without_one_it_says_how_to_have_one(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("J")
        assert program.notices == ["This timeline has no tour; one is written under `tours:` in the file"]


async def test_the_cover_leads_to_it(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED, at=None) as program:
        await program.press("home", "enter")
        while program.reader.stop is not None and program.reader.stop.kind != "tour":
            await program.press("tab")
        assert "play it" in program.text
        before = program.text
        await program.press("enter")
        assert BEGUN in program.text
        await program.press("escape")
        assert program.text == before


async def test_the_mouse_leads_on_and_back(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("J")
        await program.pilot.click(offset=(110, 20))
        await program.settle()
        assert "2 of 3" in program.text
        await program.pilot.click(offset=(10, 20))
        await program.settle()
        assert "1 of 3" in program.text


async def test_enter_leaves_at_the_event_and_the_tour_goes_on_there(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("down", "down", "J", "right", "enter")
        stop = program.reader.stop
        assert stop is not None
        assert (program.reader.depth, stop.target, stop.number) == ("event", "gazette", 2)
        await program.press("J")
        assert "2 of 3" in program.text
        await program.press("escape", "J")
        assert "1 of 3" in program.text


async def test_a_step_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    text = TOURED.replace("event: undated", "event: nowhere").replace(
        "passage: gazette", "passage: gazette#9"
    )
    async with shown(tmp_path, text) as program:
        await program.press("J", "right")
        assert "The event has no passage gazette#9 here." in program.text
        await program.press("right")
        assert "There is no event nowhere in the timeline." in program.text
        await program.press("enter")
        assert program.notices == ["This step leads to no event of the timeline"]


async def test_an_event_that_could_not_be_known_is_not_shown(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("K", *"2024-03-01", "enter")
        await program.wait_for("as of 1 March 2024")
        await program.press("J", "right")
        assert "The event second is not part of what could be known on that day." in program.text
        assert "breakthrough" not in program.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50), (40, 10)])
async def test_what_does_not_fit_is_scrolled(size: tuple[int, int], tmp_path: Path) -> None:
    text = TOURED.replace("It began at dawn.", "word " * 300 + "END")
    async with shown(tmp_path, text, size=size) as program:
        await program.press("J")
        assert ("more of it" in program.text or size[0] < 60) is ("END" not in program.text)
        for _ in range(80):
            await program.press("down")
        assert "not compared with its text" in program.text
        await program.press("right")
        assert "Second raid" in program.text


async def test_it_follows_the_file(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("J")
        file = program.reader.wanted.file
        file.write_text(TOURED.replace(BEGUN, "It began late."), encoding="utf-8")
        await program.wait_for("It began late.")
        file.write_text(RAIDS, encoding="utf-8")
        await program.wait_for("The tour raids is not in the file any more")
        assert program.app.screen is program.app.timeline


@pytest.mark.parametrize("key", ["raids", ""])
async def test_the_program_can_begin_with_it(key: str, tmp_path: Path) -> None:
    file, index = indexed(tmp_path, TOURED)
    app = TimelineApp(Wanted(file, file.name, tour=key), index)
    async with app.run_test(size=(60, 20)) as pilot:
        for _ in range(100):
            await pilot.pause(0.02)
            if isinstance(app.screen, TourScreen):
                break
        assert isinstance(app.screen, TourScreen)
        assert app.screen._asked == PlayTour("raids")
    index.close()


SIZES = [(60, 20), (80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_presenting_shows_one_thing_and_a_quiet_way_back(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED, size=size) as program:
        await program.press("down")
        before = program.text
        await program.press("W")
        lines = program.text.splitlines()
        assert lines[-1] == " W show all again"
        assert "Second raid" in program.text
        assert "We hold" not in program.text
        assert "sources" not in lines[0]
        await program.press("enter")
        assert "We hold Tetkino." in program.text
        assert "First entry" not in program.text
        assert program.text.splitlines()[-1] == " W show all again"
        await program.press("right_square_bracket")
        assert "Shelling" in program.text
        await program.press("escape", "up", "escape")
        assert program.text == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_chart_is_presented_too(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED, size=size) as program:
        await program.press("W", "V")
        assert "Second raid" in program.text
        assert "We hold" not in program.text
        await program.press("W", "V")
        assert "W show all again" not in program.text


async def test_a_tour_is_presented_with_one_quiet_hint(tmp_path: Path) -> None:
    async with shown(tmp_path, TOURED) as program:
        await program.press("J", "W")
        assert program.text.splitlines()[-1] == " Esc leave"
        await program.press("right", "escape")
        assert program.text.splitlines()[-1] == " W show all again"
        await program.press("W", "J")
        assert "next" in program.text.splitlines()[-1]


async def test_the_program_can_begin_presenting(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, TOURED)
    app = TimelineApp(Wanted(file, file.name, "second", presents=True), index)
    async with app.run_test(size=(120, 40)) as pilot:
        running = Shown(app, pilot)
        await running.settle()
        assert running.text.splitlines()[-1] == " W show all again"
        assert "We hold" not in running.text
    index.close()
