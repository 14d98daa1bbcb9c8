"""The timeline as it could be known on a day, asked for with a key."""

from __future__ import annotations

from pathlib import Path

from tests.tui.screens import Shown, shown


async def _know_by(program: Shown, day: str) -> None:
    await program.press("K")
    await program.wait_for("Known by which day?")
    await program.press("delete", *("minus" if letter == "-" else letter for letter in day), "enter")


async def test_later_reports_are_hidden_and_counted_until_all_is_known_again(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(160, 40)) as program:
        await _know_by(program, "2024-03-13")
        await program.wait_for("as of 13 March 2024: ")
        assert "2 events and 0" not in program.text
        assert "passages with no date of report" in program.text
        assert "First entry" in program.text
        assert "Mines are laid" not in program.text
        await _know_by(program, "")
        await program.wait_for("Mines are laid")
        assert "as of" not in program.text.split("\n")[0]


async def test_reader_stays_at_an_event_that_was_known(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter")
        await _know_by(program, "2024-03")
        await program.wait_for("as of 31 March 2024")
        row = program.reader.row
        assert row is not None
        assert (row.id, program.reader.depth) == ("second", "event")
        assert "We hold Tetkino." in program.text
        assert "There was no breakthrough." not in program.text


async def test_date_of_event_and_date_of_report_are_both_in_sight(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("enter")
        assert "2 March 2023, Thursday" in program.text
        assert "The Herald, A. Writer, 13 March 2024" in program.text


async def test_what_is_no_date_is_refused_in_place(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await _know_by(program, "soon")
        assert '"soon" is not a date: ' in program.text
        await program.press("escape")
        assert "is not a date" not in program.text
        assert program.reader.depth == "list"
        await program.press("down")
        assert program.reader.events.cursor == 1


async def test_day_on_which_nothing_was_known_says_so(tmp_path: Path) -> None:
    text = "sources: {s: {published: 2024}}\nevents:\n  - {title: A, quotes: [{exact: a, source: s}]}\n"
    async with shown(tmp_path, text) as program:
        await _know_by(program, "2020")
        await program.wait_for("Nothing could be known as of 31 December 2020")
        assert "Hidden are 1 event and 1 passage not yet known." in program.text
        assert "no event was known" in program.text and "no event has a date" not in program.text
        await program.press("slash")
        assert program.notices[-1].startswith("Nothing could be known as of 31 December 2020; K chooses")
        for key in ("F", "escape"):
            await program.press(key)
            await program.wait_for("A")
            assert program.reader.has_events
            await _know_by(program, "2020")
            await program.wait_for("Nothing could be known as of 31 December 2020")
        await _know_by(program, "")
        await program.wait_for("A")
        assert program.reader.has_events


async def test_file_that_is_read_again_stays_at_that_day(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await _know_by(program, "2024-03-13")
        await program.wait_for("as of 13 March 2024")
        file = tmp_path / "raids.timeline.yaml"
        file.write_text(file.read_text().replace("First entry", "The first entry"))
        await program.press("r")
        await program.wait_for("The first entry")
        assert "as of 13 March 2024" in program.text


async def test_day_is_typed_in_words_or_as_a_step(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(160, 40)) as program:
        await program.press("K", *"13", "space", *"March", "space", *"2024", "enter")
        await program.wait_for("as of 13 March 2024: ")
        await program.press("K", "delete", "minus", *"1", "space", *"day", "enter")
        await program.wait_for("as of 12 March 2024: ")


async def test_time_of_day_is_refused_and_not_dropped(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(160, 40)) as program:
        await program.press("K", *"2024", "minus", *"03", "minus", *"13T10", "colon", *"00", "enter")
        await program.wait_for("what could be known is told day by day: leave out the time: 2024-03-13")


async def test_escape_leads_out_of_the_day_at_last(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(160, 40)) as program:
        await _know_by(program, "2024-03-13")
        await program.wait_for("as of 13 March 2024: ")
        await program.press("enter", "escape")
        assert "as of 13 March 2024" in program.text.split("\n")[0]
        await program.press("escape")
        await program.wait_for("All that is known now is shown again, and no longer as of 13 March 2024")
        await program.wait_for("Mines are laid")
        assert "as of" not in program.text.split("\n")[0]
        await program.press("escape")
        await program.wait_for("This is the list, where everything starts")


async def test_to_show_everything_leaves_the_day_and_says_what_it_hid(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(160, 40)) as program:
        await _know_by(program, "2024-03-13")
        await program.wait_for("as of 13 March 2024: ")
        await program.press("F")
        await program.wait_for("Cleared: as of 13 March 2024, ")
        await program.wait_for("Mines are laid")
        assert "as of" not in program.text.split("\n")[0]
        await program.press("F")
        await program.wait_for("Everything is shown")
