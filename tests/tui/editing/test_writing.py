"""The built-in editor: typing, saving byte for byte, what is wrong, what somebody else saved, leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from tests.tui.screens import FIRST, RAIDS, TOURED, Shown, shown
from timeline_tui.tui.screens.editor import WritingScreen
from timeline_tui.tui.widgets.yaml_area import YamlArea

NAME = "raids.timeline.yaml"


class Writing:
    """The editor in a running program."""

    def __init__(self, program: Shown, file: Path) -> None:
        self.program = program
        self.file = file

    @property
    def screen(self) -> WritingScreen:
        assert self.program.app.writing is not None
        return self.program.app.writing

    @property
    def area(self) -> YamlArea:
        return self.screen.query_one(YamlArea)

    @property
    def line(self) -> str:
        return self.area.document.get_line(self.area.cursor_location[0])

    async def press(self, *keys: str) -> None:
        await self.program.press(*keys)

    async def paste(self, text: str) -> None:
        self.area.post_message(events.Paste(text))
        await self.program.settle()

    @property
    def text(self) -> str:
        return self.program.text

    @property
    def is_open(self) -> bool:
        return self.program.app.writing is not None


@asynccontextmanager
async def writing(
    folder: Path, text: str = RAIDS, *, at: str = FIRST, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Writing]:
    """The editor over a file of this text, opened at an event."""
    async with shown(folder, text, at=at, size=size) as program:
        await program.press("e")
        yield Writing(program, folder / NAME)


async def test_it_opens_at_what_is_under_the_cursor(tmp_path: Path) -> None:
    async with writing(tmp_path, at="shelling") as editor:
        assert editor.line == "  - id: shelling"
        assert "  - id: shelling" in editor.text
        number = editor.area.cursor_location[0] + 1
        assert f"{number}  " in editor.text and f" {number}:1 " in editor.text


async def test_saving_changes_what_was_typed_and_nothing_else(tmp_path: Path) -> None:
    async with writing(tmp_path, at="shelling") as editor:
        await editor.press("down", "down", "end", *" of it")
        assert "not saved" in editor.text
        assert editor.file.read_text() == RAIDS
        await editor.press("ctrl+s")
        assert editor.file.read_text() == RAIDS.replace("title: Shelling", "title: Shelling of it")
        assert "not saved" not in editor.text
        await editor.press("escape")
        assert not editor.is_open
        await editor.program.wait_for("Shelling of it")


async def test_how_a_file_is_written_stays(tmp_path: Path) -> None:
    data = (
        b'\xef\xbb\xbftitle: T\r\nevents:\r\n- {id: a, title: "A\\u200b"}\t\r\n'
        b"- id: b\r\n  title: B\xe2\x80\x8b\xc2\x85"
    )
    (tmp_path / NAME).write_bytes(data)
    async with shown(tmp_path) as program:
        (tmp_path / NAME).write_bytes(data)
        await program.press("e")
        editor = Writing(program, tmp_path / NAME)
        editor.area.move_cursor((1, 7))
        await editor.press("enter", "#", "x", "ctrl+s")
        assert editor.file.read_bytes() == data.replace(b"events:\r\n", b"events:\r\n  #x\r\n")
        await editor.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+s")
        assert editor.file.read_bytes() == data


async def test_hidden_characters_are_seen_and_kept(tmp_path: Path) -> None:
    text = RAIDS.replace("Shelling", "Shell\u200bing \u202eseen")
    async with writing(tmp_path, text, at="shelling") as editor:
        await editor.press("down", "down")
        assert editor.line == "    title: Shell①ing ②seen"
        assert "① is U+200B, ② is U+202E" in editor.text
        await editor.press("home", "right", "#", "ctrl+s")
        assert editor.file.read_text().count("Shell\u200bing \u202eseen") == 1
        editor.area.select_line(editor.area.cursor_location[0])
        await editor.press("ctrl+c")
        assert "Shell\u200bing" in editor.program.app.clipboard


async def test_what_is_pasted_acts_on_nothing_and_is_kept(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        await editor.paste("# \x1b]52;c;x\x07①\x9b\r\n#\u202e\n")
        shown_text = editor.text
        assert all(letter.isprintable() or letter == "\n" for letter in shown_text)
        await editor.press("ctrl+s")
        assert "# \x1b]52;c;x\x07①\x9b\n#\u202e\n  - id: first" in editor.file.read_text()


@pytest.mark.parametrize(("pasted", "says"), [("x" * 3_000_000, "2,097,152"), ("x" * 10_001, "10,000")])
async def test_what_is_too_large_is_not_pasted(tmp_path: Path, pasted: str, says: str) -> None:
    async with writing(tmp_path) as editor:
        await editor.paste(pasted)
        assert any(says in notice for notice in editor.program.notices)
        assert editor.area.document.text == RAIDS


async def test_what_is_wrong_is_marked_and_said_after_a_pause(tmp_path: Path) -> None:
    async with writing(tmp_path, at="shelling") as editor:
        await editor.press("down", "end", *"x")
        await editor.program.wait_for("is not a date")
        assert "1 error" not in editor.text
        await editor.press("up")
        await editor.program.wait_for("1 error, 2 warnings")
        await editor.press("f8")
        assert editor.line == "    date: 2024-03-12x"
        await editor.press("end", "backspace")
        await editor.program.wait_for("2 warnings")


async def test_an_id_that_a_tour_names_is_missed_when_it_is_another(tmp_path: Path) -> None:
    async with writing(tmp_path, TOURED, at="undated") as editor:
        await editor.press("end", *"-call")
        await editor.program.wait_for("1 error, 2 warnings")
        while "event: undated" not in editor.line:
            await editor.press("f8")
        await editor.program.wait_for("this step names an event that is not in the file")


async def test_steps_go_round(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        await editor.program.wait_for("2 warnings")
        first = editor.area.cursor_location
        await editor.press("f8")
        second = editor.area.cursor_location
        await editor.press("f8")
        third = editor.area.cursor_location
        assert len({first, second, third}) == 3
        await editor.press("f8")
        assert editor.area.cursor_location == second
        await editor.press("shift+f8")
        assert editor.area.cursor_location == third


async def test_a_new_line_begins_where_the_fields_do(tmp_path: Path) -> None:
    async with writing(tmp_path, at="shelling") as editor:
        await editor.press("end", "enter", *"note: |", "enter", *"x")
        lines = editor.area.document.lines
        row = editor.area.cursor_location[0]
        assert lines[row - 2 : row + 1] == ["  - id: shelling", "    note: |", "      x"]


async def test_typing_is_taken_back_as_far_as_it_went(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        for letter in "abc":
            await editor.press(letter, "left", "right")
        assert editor.line == "abc  - id: first"
        while editor.area.document.text != RAIDS:
            await editor.press("ctrl+z")
        await editor.press("ctrl+y")
        assert editor.line.startswith("a")


class TestSomebodyElseSaved:
    """The file was saved by somebody else while it was typed into."""

    THEIRS = RAIDS.replace("Mines are laid", "Theirs")

    @asynccontextmanager
    async def refused(self, folder: Path) -> AsyncIterator[Writing]:
        async with writing(folder) as editor:
            await editor.press(*"# mine", "enter")
            editor.file.write_text(self.THEIRS)
            await editor.press("ctrl+s")
            await editor.program.wait_for("Not saved: somebody else changed the file")
            assert "+    title: Theirs" in editor.text and "-    title: Mines are laid" in editor.text
            await editor.press("escape")
            await editor.program.wait_for("Save yours over theirs")
            yield editor

    async def test_nothing_is_lost_by_going_on(self, tmp_path: Path) -> None:
        async with self.refused(tmp_path) as editor:
            await editor.press("enter")
            assert editor.file.read_text() == self.THEIRS
            assert "# mine" in editor.area.document.text

    async def test_theirs_is_taken_and_mine_comes_back(self, tmp_path: Path) -> None:
        async with self.refused(tmp_path) as editor:
            await editor.press("down", "enter")
            assert editor.area.document.text == self.THEIRS
            await editor.press("ctrl+z")
            assert "# mine" in editor.area.document.text
            await editor.press("ctrl+s")
            assert "# mine" in editor.file.read_text()

    async def test_mine_is_saved_over_theirs(self, tmp_path: Path) -> None:
        async with self.refused(tmp_path) as editor:
            await editor.press("down", "down", "enter")
            assert "# mine" in editor.file.read_text() and "Theirs" not in editor.file.read_text()

    async def test_what_was_not_seen_is_not_written_over(self, tmp_path: Path) -> None:
        async with self.refused(tmp_path) as editor:
            later = self.THEIRS.replace("Theirs", "Later")
            editor.file.write_text(later)
            await editor.press("down", "down", "enter")
            await editor.program.wait_for("+    title: Later")
            assert editor.file.read_text() == later


class TestLeaving:
    """Leaving asks about what is not saved, whichever key leaves."""

    @pytest.mark.parametrize("key", ["escape", "ctrl+q"])
    async def test_with_nothing_to_save(self, tmp_path: Path, key: str) -> None:
        async with writing(tmp_path) as editor:
            await editor.program.pilot.press(key)
            await editor.program.pilot.pause()
            assert not editor.is_open
            assert editor.program.app._exit == (key == "ctrl+q")

    @pytest.mark.parametrize("key", ["escape", "ctrl+q"])
    @pytest.mark.parametrize(
        ("answer", "saves", "leaves"),
        [((), True, True), (("down",), False, True), (("down", "down"), False, False)],
    )
    async def test_with_something_typed(
        self, tmp_path: Path, key: str, answer: tuple[str, ...], saves: bool, leaves: bool
    ) -> None:
        async with writing(tmp_path) as editor:
            await editor.press(*"# x", "enter", key)
            assert "What you typed is not saved" in editor.text
            await editor.press(*answer)
            await editor.program.pilot.press("enter")
            await editor.program.pilot.pause()
            assert ("# x" in editor.file.read_text()) == saves
            assert editor.is_open != leaves
            assert editor.program.app._exit == (leaves and key == "ctrl+q")

    async def test_ctrl_c_does_not_leave(self, tmp_path: Path) -> None:
        async with writing(tmp_path) as editor:
            await editor.press("x", "ctrl+c")
            assert editor.is_open and not editor.program.app._exit
            assert any("Ctrl+Q" in notice for notice in editor.program.notices)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"\xff", "line 1 is not UTF-8"), (b"#" * 3_000_000, "larger than 2 MB"), (None, "not there")],
)
async def test_a_file_that_it_cannot_take(tmp_path: Path, data: bytes | None, says: str) -> None:
    async with shown(tmp_path) as program:
        if data is None:
            (tmp_path / NAME).unlink()
        else:
            (tmp_path / NAME).write_bytes(data)
        await program.press("e")
        assert any(says in notice for notice in program.notices), program.notices
        assert program.app.writing is None


async def test_a_file_that_cannot_be_saved_stays_open(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        editor.file.unlink()
        editor.file.mkdir()
        await editor.press("x", "ctrl+s")
        await editor.program.wait_for("no ordinary file")
        assert editor.is_open and "not saved" in editor.text


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 40)])
async def test_it_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    async with writing(tmp_path, at="shelling", size=size) as editor:
        assert "- id: shelling" in editor.text
        assert len(editor.text.split("\n")) == size[1]
        await editor.program.resize(60, 20)
        assert "- id: shelling" in editor.text


async def test_themes_colour_it(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        looks = set()
        for name in ("dark", "light", "terminal"):
            editor.program.app.theme = name
            await editor.program.settle()
            looks.add(str(editor.area.get_line(0).spans))
        assert len(looks) == 3


async def test_each_save_is_taken_back_as_any_other_edit(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        await editor.press("A", "ctrl+s", "ctrl+s", "B", "ctrl+s", "escape")
        assert not editor.is_open
        assert editor.file.read_text().count("AB") == 1
        for before in (RAIDS.replace("  - id: first", "A  - id: first", 1), RAIDS, RAIDS):
            await editor.press("u")
            assert editor.file.read_text() == before


async def test_words_are_found_from_the_cursor_on_and_round_to_the_first(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        await editor.press("ctrl+f", *"herald", "enter")
        first = editor.area.selection
        assert editor.area.selected_text == "herald" and "exact: They came" in editor.line
        places = [first]
        for _ in range(RAIDS.lower().count("herald")):
            await editor.press("f3")
            assert editor.area.selected_text.lower() == "herald"
            places.append(editor.area.selection)
        assert places[-1] == first and len(set(places)) == len(places) - 1
        assert editor.screen.is_changed is False


async def test_words_that_stand_nowhere_are_said_so_and_can_be_mended(tmp_path: Path) -> None:
    async with writing(tmp_path) as editor:
        await editor.press("f3", *"heralx", "enter")
        assert "“heralx” is nowhere in this file" in editor.text
        await editor.press("backspace", "d", "enter")
        assert editor.area.selected_text == "herald"
