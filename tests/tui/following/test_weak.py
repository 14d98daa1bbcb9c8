"""What is weak on the screen: each line leads to its event, and the way back to the line."""

from __future__ import annotations

from pathlib import Path

from tests.tui.screens import RAIDS, Shown, indexed, many, shown
from timeline_tui.tui.app import TimelineApp, Wanted

ONE_SOURCE = "Events that rest on one independent source: 3"


async def test_weak_events_are_listed_kind_by_kind(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("w")
        await program.wait_for(ONE_SOURCE)
        assert program.text.index("Events that rest on no passage: 1") < program.text.index(ONE_SOURCE)
        assert "→ First entry  2 March 2023, Thursday" in program.text
        assert "only The Herald" in program.text
        assert "No passage was compared with its text" in program.text


async def test_page_begins_at_its_first_line_wherever_it_is_asked_for(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        # The page of this event begins with a dispute, and its cursor below that.
        await program.press("down", "w")
        await program.wait_for(ONE_SOURCE)
        assert program.reader.stop == program.reader.page.stops[0]


async def test_line_leads_to_its_event_and_esc_comes_back_to_the_line(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "w")
        await program.wait_for(ONE_SOURCE)
        await program.press("tab", "tab")
        stop = program.reader.stop
        assert stop is not None
        await program.press("enter")
        row = program.reader.row
        assert row is not None
        assert (program.reader.depth, row.id) == ("event", stop.target)
        await program.press("escape")
        assert program.reader.depth == "weak"
        assert program.reader.stop == stop
        assert ONE_SOURCE in program.text
        await program.press("escape")
        assert (program.reader.depth, program.reader.events.cursor) == ("list", 1)


async def test_page_of_many_is_short_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    async with shown(tmp_path, many(3_000)) as program:
        await program.press("w")
        await program.wait_for("Events that rest on one independent source: 3,000")
        await program.press("end")
        assert "… 2,900 more events not shown here; timeline-tui gaps prints all" in program.text
        assert len(program.reader.page.stops) == 100


async def test_passages_count_where_texts_are_named(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    file, index = indexed(tmp_path, RAIDS)
    app = TimelineApp(Wanted(file, file.name, texts=[str(texts)]), index)
    async with app.run_test(size=(120, 60)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        await program.press("w")
        await program.wait_for("Events with passages that are not verified: 4")
        assert "3 no text held" in program.text
        assert "No passage was compared" not in program.text
    index.close()


async def test_file_that_is_read_again_is_weighed_again(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("w")
        await program.wait_for(ONE_SOURCE)
        await program.press("enter")
        added = "events:\n  - {id: new, date: 2022, title: Brand new}\n"
        (tmp_path / "raids.timeline.yaml").write_text(RAIDS.replace("events:\n", added))
        await program.press("r")
        await program.wait_for("Brand new")
        await program.press("escape")
        await program.wait_for("Events that rest on no passage: 2")
        await program.press("home", "enter")
        row = program.reader.row
        assert row is not None
        assert row.id == "new"


async def test_where_nothing_can_be_looked_for_it_says_why(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        assert program.reader.index is not None
        program.reader.index.path.unlink()
        await program.press("w")
        await program.wait_for("What is weak is not known: what is weak cannot be looked for")
        await program.press("escape")
        assert program.reader.depth == "list"
