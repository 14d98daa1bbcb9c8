"""Passages compared with their texts, texts read in place and accounts side by side, with real keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, Shown, indexed, shown
from timeline_tui.session.open_text import CHANGED, REPLACED
from timeline_tui.session.trail import find
from timeline_tui.tui.app import TimelineApp, Wanted

HERALD = (
    "Raiders cross\r\n\r\nThey came at dawn. Nobody saw them.\r\n\r\n"
    "“We hold Tetkino.” That is what was said.\r\n"
)
ECHO = "They crossed. We held it. So they say.\n"
TIMELINE = (
    RAIDS.replace("outlet: The Herald,", "outlet: The Herald, text: herald.txt,")
    .replace("outlet: Echo,", "outlet: Echo, text: echo.txt,")
    .replace("title: A call\n", "title: A call\n    disputes: {who: Who called?}\n")
)


@asynccontextmanager
async def proven(
    folder: Path, *, size: tuple[int, int] = (120, 40), at: str = "first", herald: str = HERALD
) -> AsyncIterator[Shown]:
    """The program over a timeline of which two texts are held."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / "herald.txt").write_bytes(herald.encode())
    (texts / "echo.txt").write_text(ECHO)
    file, index = indexed(folder, TIMELINE)
    app = TimelineApp(Wanted(file, file.name, at, texts=[str(texts)]), index)
    async with app.run_test(size=size) as pilot:
        running = Shown(app, pilot)
        await running.wait_for("×")
        await running.settle()
        yield running
    index.close()


async def _type(program: Shown, words: str) -> None:
    await program.press(*("space" if letter == " " else letter for letter in words), "enter")


async def test_the_title_counts_what_is_proven(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        assert "2 passages verbatim, 1 altered, 3 with no text held" in program.text.splitlines()[0]


async def test_states_stand_beside_passages_and_in_the_list(tmp_path: Path) -> None:
    async with proven(tmp_path, size=(160, 40), at="first") as program:
        marked = [line for line in program.text.splitlines() if "×" in line]
        assert len(marked) == 1
        assert "Second raid" in marked[0]
        await program.press("down", "enter")
        assert "verbatim" in program.text
        assert "× altered: 1 of 3 words" in program.text
        assert "We [-hold-] {+held+} it." in program.text
        assert "no text held" in program.text


async def test_what_is_copied_says_who_speaks_and_that_it_is_altered(tmp_path: Path) -> None:
    async with proven(tmp_path, at="second") as program:
        await program.press("enter", "tab", "y")
        assert program.app.clipboard == (
            "The Herald, A. Writer, “Raiders cross”, 13 March 2024, Wednesday: “We hold Tetkino.” "
            "(The Legion, an armed group; direct speech) https://herald.example/raid"
        )
        await program.press("tab", "y")
        assert program.app.clipboard == (
            "Echo, “They crossed”, copy or translation of The Herald: “We hold it.” "
            "(The Legion, an armed group; direct speech; altered: 1 of 3 words)"
        )


async def test_problems_begin_with_the_passages_that_do_not_stand_so_and_open_at_them(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await program.press("p")
        lines = [line.strip() for line in program.text.splitlines()]
        assert "1 passage does not stand so in the text" in lines
        assert "“We hold it.” (altered: 1 of 3 words)" in lines
        assert "Nothing is wrong" not in program.text
        await program.press("enter")
        row, stop = program.reader.row, program.reader.stop
        assert row is not None
        assert stop is not None
        assert (row.id, program.reader.depth) == ("second", "event")
        assert (stop.kind, stop.number) == ("passage", 1)
        await program.press("escape")
        assert program.reader.depth == "list"


async def test_what_is_weak_begins_with_them_and_opens_the_very_passage(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await program.press("w")
        await program.wait_for("Passages that are altered: 1")
        assert program.text.index("Passages that are altered: 1") < program.text.index("Events that rest on")
        assert "Echo: We hold it." in program.text
        await program.press("enter")
        row, stop = program.reader.row, program.reader.stop
        assert row is not None
        assert stop is not None
        assert (row.id, stop.kind, stop.number) == ("second", "passage", 1)


async def test_nothing_is_claimed_where_no_texts_are_named(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, TIMELINE)
    app = TimelineApp(Wanted(file, file.name, "second"), index)
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await program.press("enter")
        for word in ("verbatim", "altered", "no text held", "×"):
            assert word not in program.text
        await program.press("x")
    index.close()


async def test_a_passage_opens_in_its_text_and_leads_back(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first") as program:
        await program.press("enter")
        before = program.text
        await program.press("enter")
        await program.wait_for("the text that you hold")
        # The mark of the cursor stands at the passage too, for others may stand in the same line.
        (drawn,) = [line for line in program.text.split("\n") if "▶ │ ▶They came at dawn.⟧ Nobody" in line]
        assert drawn.endswith("→ First entry")
        await program.press("n")
        assert "▶ │ “▶We hold Tetkino.⟧” That is what" in program.text
        assert "│ ⟦They came at dawn.⟧" in program.text
        await program.press("n")
        await program.wait_for("This is the last passage in this text")
        await program.press("N")
        assert "▶ │ ▶They came" in program.text
        await program.press("down", "enter")
        row = program.reader.row
        assert row is not None
        assert (row.id, program.reader.depth) == ("second", "event")
        await program.press("escape", "escape")
        assert program.text == before


async def test_text_and_card_change_places(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first") as program:
        await program.press("enter", "enter")
        await program.wait_for("the text that you hold")
        await program.press("x")
        assert "Outlet     The Herald" in program.text
        assert "2 passages taken from it" in program.text
        await program.press("x")
        await program.wait_for("the text that you hold")


async def test_words_are_found_in_the_text(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first", herald=HERALD + "Nobody said more.\n") as program:
        await program.press("enter", "enter")
        await program.wait_for("the text that you hold")
        await program.press("slash")
        await _type(program, "elephants")
        assert "does not stand in this text" in program.text
        await program.press("ctrl+u")
        await _type(program, "NOBODY sa")
        assert "▶ │ ⟦They came at dawn.⟧ Nobody saw them." in program.text
        await program.press("n")
        assert "▶   Nobody said more." in program.text
        await program.press("n")
        await program.wait_for("There is no further hit")
        await program.press("N")
        assert "▶ │ ⟦They came at dawn.⟧" in program.text


async def test_no_name_beside_a_text_is_lit_with_the_passage(tmp_path: Path) -> None:
    herald = HERALD.replace("came at", "came\r\nat")
    async with proven(tmp_path, at="first", herald=herald) as program:
        await program.press("enter", "enter")
        await program.wait_for("the text that you hold")
        page = program.app.timeline.page_view
        strips = [page.render_line(y) for y in range(page.size.height)]
        grounds = {text: style and style.bgcolor for strip in strips for text, style, _ in strip}
        lit = grounds["They came"]
        assert grounds["at dawn."] == lit
        assert grounds["First entry"] != lit
        assert grounds["normalised"] != lit


async def test_a_text_that_was_replaced_is_noticed_and_read_again(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first") as program:
        await program.press("enter", "enter")
        await program.wait_for("the text that you hold")
        (tmp_path / "texts" / "herald.txt").write_text("At dawn they came. “We hold Tetkino.”")
        await program.press("down")
        await program.wait_for(REPLACED)
        await program.press("r")
        await program.wait_for("2 passages not so in the text")
        await program.wait_for("At dawn they came.")
        assert "→ Second raid" in program.text
        assert "→ First entry" not in program.text


async def test_a_text_that_changed_before_it_was_opened_has_no_marks(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first") as program:
        (tmp_path / "texts" / "herald.txt").write_text("Something else.")
        await program.press("enter", "enter")
        await program.wait_for("Something else.")
        assert CHANGED.split(",")[0] in program.text
        assert "→ First entry" not in program.text


async def test_a_text_that_is_gone_says_so(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first") as program:
        (tmp_path / "texts" / "herald.txt").unlink()
        await program.press("enter", "enter")
        await program.wait_for("The text cannot be shown: herald.txt cannot be opened")
        await program.press("x")
        assert "Outlet     The Herald" in program.text


async def test_a_long_text_is_shown_a_window_at_a_time(tmp_path: Path) -> None:
    filler = "word " * 100_000
    async with proven(tmp_path, at="first", herald=filler + HERALD + filler) as program:
        await program.press("enter", "enter")
        await program.wait_for("▶They came")
        await program.press("home")
        assert "characters before this: going up past here shows them" in program.text
        await program.press("end")
        assert "characters after this: going down past here shows them" in program.text
        seen = program.text
        await program.press("down", "down", "down")
        assert program.text != seen
        assert program.reader.depth == "source"


async def test_the_question_of_a_dispute_opens_its_accounts(tmp_path: Path) -> None:
    async with proven(tmp_path, at="second") as program:
        await program.press("enter")
        before = program.text
        await program.press("enter")
        assert program.reader.depth == "accounts"
        assert "“Taken” rests on one source and copies of it" in program.text
        assert "“Not taken” rests on one source" in program.text
        level = next(line for line in program.text.splitlines() if "We hold Tetkino." in line)
        assert "There was no breakthrough." in level
        await program.press("enter")
        await program.wait_for("the text that you hold")
        await program.press("escape", "escape")
        assert program.text == before


async def test_accounts_stack_where_there_is_no_room(tmp_path: Path) -> None:
    async with proven(tmp_path, at="second", size=(46, 60)) as program:
        await program.press("enter", "enter")
        level = next(line for line in program.text.splitlines() if "We hold Tetkino." in line)
        assert "There was no breakthrough." not in level


async def test_disputes_are_walked_across_the_timeline(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        for key, dispute in (("d", "taken"), ("d", "who"), ("D", "taken")):
            await program.press(key)
            stop = program.reader.stop
            assert stop is not None and (stop.kind, stop.target) == ("dispute", dispute)
        await program.press("D")
        await program.wait_for("There is no disputed point before this one")
        await program.press("escape")
        row = program.reader.row
        assert program.reader.where == "list" and row is not None and row.id == "second"
        # The point of the event that the list is at comes before those of others.
        await program.press("d")
        assert (program.reader.depth, "Was Tyotkino taken?" in program.text) == ("event", True)
        await program.press("d")
        assert "Who called?" in program.text
        await program.press("d")
        await program.wait_for("There is no disputed point after this one")
        await program.press("enter", "D")
        assert program.reader.depth == "accounts"
        assert "≠ Was Tyotkino taken?" in program.text


SIDES = """\
events:
  - id: one
    date: 2024
    title: One
    disputes: {first: First question?, second: Second question?}
    quotes:
""" + "".join(
    f"      - {{exact: Passage {number} of {side}., dispute: {dispute}, position: {side}}}\n"
    for dispute in ("first", "second")
    for side in ("Yes", "No")
    for number in range(3)
)


@pytest.mark.parametrize("way", [("enter",), ("enter", "enter")])
async def test_arrows_go_down_a_column_and_across_to_the_other(way: tuple[str, ...], tmp_path: Path) -> None:
    async with shown(tmp_path, SIDES, size=(180, 40)) as program:

        async def lands(key: str, words: str) -> None:
            await program.press(key)
            stop = program.reader.stop
            assert stop is not None
            (row,) = [row for row in program.text.split("\n") if "▶ │" in row]
            assert row.partition("▶ │ ")[2].startswith(words), row

        await program.press(*way)
        if way == ("enter",):
            await program.press("down")
        await lands("down", "Passage 1 of Yes.")
        await lands("right", "Passage 1 of No.")
        await lands("down", "Passage 2 of No.")
        await lands("left", "Passage 2 of Yes.")
        await lands("up", "Passage 1 of Yes.")
        await program.press("right", "right")
        assert program.notices == ["This is the last column; Enter goes down to the source"]
        depth = program.reader.depth
        await program.press("left", "left")
        assert (depth, program.reader.depth) in {("event", "event"), ("event", "list"), ("accounts", "event")}


async def test_the_first_question_is_what_an_event_opens_at_and_the_next_stands_high(tmp_path: Path) -> None:
    long = SIDES.replace("title: One", f"title: One\n    summary: {'A long story. ' * 120}")
    async with shown(tmp_path, long, size=(80, 24)) as program:
        await program.press("d")
        assert "▶ ≠ First question?" in program.text and "Passage 0 of Yes." in program.text
    async with shown(tmp_path, SIDES, size=(80, 24)) as program:
        await program.press("enter")
        assert "▶ ≠ First question?" in program.text
        for key in ("d", "shift+tab", "D", *["tab"] * 7):
            await program.press(key)
            if program.reader.stop is not None and program.reader.stop.target == "second":
                rows = program.text.split("\n")
                at = next(number for number, row in enumerate(rows) if "▶ ≠ Second question?" in row)
                assert "Passage 0 of Yes." in "\n".join(rows[at:])
        assert program.reader.stop is not None and program.reader.stop.target == "second"


async def test_a_query_finds_events_by_what_became_of_their_passages(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await program.press("slash")
        await _type(program, "is:altered")
        await program.settle()
        assert "1 of 5, 4 hidden" in program.text.splitlines()[0]
        assert "Second raid" in program.text


async def test_without_texts_no_query_claims_to_know(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, TIMELINE)
    app = TimelineApp(Wanted(file, file.name), index)
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await program.press("slash", *"is:cut")
        assert "is:cut wants passages that were compared with texts" in program.text
        assert "0 of 5" not in program.text
    index.close()


LONG = HERALD + "Line on line of a long text — with marks. " * 60_000 + "\r\nThe needle lies here."


async def test_a_long_text_is_looked_through_beside_the_screen(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first", herald=LONG) as program:
        await program.press("enter", "enter")
        await program.wait_for("the text that you hold, 0 to 7 %")
        await program.press("slash")
        await _type(program, "NEEDLE")
        await program.wait_for("The needle lies here.")
        await program.press("n")
        await program.wait_for("There is no further hit")
        await program.press("slash")
        await _type(program, "haystack")
        await program.wait_for("“haystack” does not stand in this text")
        assert "The needle lies here." in program.text


async def test_what_is_looked_for_is_let_go_when_the_text_is_left(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first", herald=LONG) as program:
        await program.press("enter", "enter")
        await program.wait_for("the text that you hold, 0 to 7 %")
        took: list[bool] = []
        find(program.reader, "needle", lambda: took.append(False))
        await program.press("escape")
        assert program.reader.depth == "event"
        await program.settle()
        assert program.reader.depth == "event"
        assert took == []
