"""What a form says and offers while it is filled."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from textual import events
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from tests.tui.editing.forms import arrived, file_of, fill, form_of, keys, save
from tests.tui.screens import shown
from timeline_tui.session.form_fields import cleaned
from timeline_tui.tui.screens.form import Form
from timeline_tui.tui.widgets.form_field import FieldBox


async def test_each_label_stands_clear_of_what_is_said_in_its_field(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 24)) as program:
        await program.press("a", "ctrl+o")
        pictures = next(line for line in program.text.split("\n") if "Pictures" in line)
        assert pictures.strip().startswith("Pictures  an address")


async def test_the_styles_of_all_its_parts_are_looked_up_once_as_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up, usual = [], Stylesheet.update_nodes

    def update_nodes(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        looked_up.append(list(nodes))
        usual(sheet, looked_up[-1], animate)

    async with shown(tmp_path) as program:
        monkeypatch.setattr(Stylesheet, "update_nodes", update_nodes)
        await program.press("a")
        fields = list(program.app.screen.query(FieldBox))
        assert len(fields) > 5
        # That was as each of them came.
        assert not any(fields[-1] in nodes for nodes in looked_up)


@pytest.mark.parametrize(
    "typed, said",
    [
        ("c. May 2023", "stored as 2023-05~ · about May 2023"),
        ("spring 2023", "stored as 2023-21 · spring 2023"),
        ("22-23 May 2023", "stored as 2023-05-22/2023-05-23"),
        ("2023-05-22", "stored as 2023-05-22 · 22 May 2023"),
        ("12 May", "the year is taken from here: 2023"),
        ("the day of the cat", "is not a date"),
        ("13/14/2023", "there is no month 14"),
    ],
)
async def test_a_date_is_said_in_words_while_it_is_typed(tmp_path: Path, typed: str, said: str) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", "tab", *keys(typed))
        assert said in form_of(program)


async def test_the_key_that_takes_what_is_offered_is_named_while_it_is(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 24)) as program:
        await program.press("a", "tab", "tab", "tab", *"shell")
        await program.wait_for("▶ ")
        assert "Enter/Tab take it" in program.text.split("\n")[-1]
        await program.press("escape")
        assert "take it" not in program.text
        await program.press("i")
        await program.wait_for("Enter/Tab take it")
        await program.press("enter")
        assert "take it" not in program.text


async def test_tab_takes_what_is_marked_and_goes_on(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("x"), "tab", "tab", "tab", *"rai")
        await program.wait_for("▶ 2024-03-12")
        await program.press("tab", *keys("tetk"))
        await program.wait_for("place, 1 event")
        await program.press("tab")
        assert "▶ Tags" in program.text
        assert isinstance(program.app.screen, Form)
        texts = program.app.screen.texts
        assert (texts["part_of"], texts["names"]) == ("second", "Tyotkino, ")


async def test_tab_takes_nothing_that_was_not_marked(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", "tab", *keys("03/04/2023"))
        assert "3 April 2023" in program.text
        await program.press("tab", "tab", *"shel")
        await program.wait_for("▶ 2024-03-12")
        await program.press("escape", "tab")
        assert isinstance(program.app.screen, Form)
        texts = program.app.screen.texts
        assert (texts["date"], texts["part_of"]) == ("03/04/2023", "shel")


async def test_events_with_the_words_in_their_title_are_offered_first(tmp_path: Path) -> None:
    text = (
        "events:\n  - {date: 2024-03-10, title: One, summary: Of the march}\n"
        "  - {id: march, date: 2024-03-12, title: The long March}\n"
    )
    async with shown(tmp_path, text) as program:
        await program.press("a", "tab", "tab", "tab", *"marc")
        await program.wait_for("▶ 2024-03-12")
        assert program.text.index("The long March") < program.text.index("2024-03-10  One")


async def test_a_date_with_two_readings_offers_both(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("x"), "tab", *keys("03/04/2023"))
        assert "3 April 2023" in program.text
        assert "4 March 2023" in program.text
        assert "↑↓ choose" in program.text.split("\n")[-1]
        await program.press("down")
        assert "↑↓ choose" not in program.text and "Enter/Tab take it" in program.text
        await program.press("down", "enter")
        assert "stored as 2023-03-04" in program.text


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)], ids=str)
async def test_the_form_works_in_every_window(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, size=size) as program:
        await program.press("a")
        assert "▶ Title" in program.text
        await fill(program, "A", "2024", "", "", "")
        assert "▶ Tags" in program.text
        await save(program)
        await arrived(program, "A")


async def test_names_are_completed_in_any_spelling_and_a_new_one_is_asked_about(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("x"), "tab", "tab", "tab", "tab", *keys("tetk"))
        await program.wait_for("place, 1 event")
        await program.press("enter", *keys("nobody"), "tab")
        assert "Tyotkino, nobody" in program.text
        assert "“nobody” is not among the names yet" in form_of(program)
        await program.press("ctrl+s")
        await program.wait_for("“nobody” is a new name")
        await save(program)
        assert "names: [tyotkino, nobody]" in file_of(program).read_text()
        assert "name: nobody" in file_of(program).read_text()


def test_nothing_hides_in_a_field_and_no_word_loses_its_spelling() -> None:
    text = "می\u200cخواهم x\u200cy e" + "\u0301" * 40 + " \u3164 \u034f"
    assert cleaned(text, block=False) == ("می\u200cخواهم xy e" + "\u0301" * 4, 39)


async def test_nothing_that_is_pasted_acts_and_a_flood_is_refused(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a")
        form = program.app.screen
        assert isinstance(form, Form)
        box = form.focused
        assert isinstance(box, FieldBox)
        box.post_message(events.Paste("a\x1b]52;c;eA==\x07 \u202eb\r\nc\x00[@click=app.quit]d[/]"))
        await program.settle()
        assert box.text == "a]52;c;eA== b c[@click=app.quit]d[/]"
        assert "hidden characters were left out" in form_of(program)
        box.post_message(events.Paste("x" * 1_000_000))
        await program.settle()
        assert len(box.text) < 100
        assert "not pasted" in form_of(program)
        await save(program)
        await arrived(program, "a]52;c;eA== b c[@click=app.quit]d[/]")


async def test_all_fields_are_there_when_more_are_asked_for(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("x"), "ctrl+o")
        assert "▶ Disputed" in program.text
        links = "https://example.org/a, https://example.org/b"
        media, own = "https://example.org/c A bridge", "status: verified"
        await fill(program, "Who was it?", "yes", "herald", links, media, own, "A note", "own-id")
        await save(program)
        text = file_of(program).read_text()
        assert 'who-was-it: "Who was it?"' in text
        assert "links: [https://example.org/a, https://example.org/b]" in text
        assert "- id: own-id" in text
        for said in ("key: true", "sources: [herald]", "caption: A bridge", "status: verified"):
            assert said in text


async def test_what_is_typed_at_once_after_a_field_is_left_is_for_the_next(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a")
        await program.pilot.press(*keys("one"), "tab", *keys("2024"), "tab", *keys("two"))
        await program.settle()
        assert isinstance(program.app.screen, Form)
        texts = program.app.screen.texts
        assert (texts["title"], texts["date"], texts["summary"]) == ("one", "2024", "two")


async def test_a_selected_value_with_hidden_characters_is_shown_without_them(tmp_path: Path) -> None:
    names = 'names: {a: {kind: place, name: "Mill\\u202e\\e[31m"}}\n'
    text = f"{names}events:\n  - {{date: 2024, title: T, names: [a]}}\n"
    async with shown(tmp_path, text) as program:
        await program.press("a", *keys("x"), "tab", "tab", "tab", "tab", *keys("mill"))
        await program.wait_for("place, 1 event")
        await program.press("enter")
        assert isinstance(program.app.screen, Form)
        assert program.app.screen.texts["names"] == "a, "


async def test_enter_goes_on_from_a_field_that_takes_several_lines(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("One"), "enter", *keys("2024"), "enter", *keys("It was"), "enter", "s")
        form = program.app.screen
        assert isinstance(form, Form)
        assert form.texts["summary"] == "It was"
        assert form.texts["part_of"] == "s"


async def test_a_line_is_broken_by_a_key_that_is_named_while_it_is_one(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("One"))
        assert "Ctrl+J new line" not in program.text
        # Where it breaks no line it does nothing.
        await program.press("ctrl+j", "tab", "tab", *keys("It was"))
        assert "Ctrl+J new line" in program.text
        await program.press("ctrl+j", *keys("and is"), "alt+enter", *keys("so"))
        form = program.app.screen
        assert isinstance(form, Form)
        assert form.texts["title"] == "One"
        assert form.texts["summary"] == "It was\nand is\nso"
        await save(program)
        text = file_of(program).read_text()
        assert "It was\n" in text and "and is\n" in text


async def test_line_breaks_that_are_pasted_into_a_summary_stay(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("One"), "enter", "enter")
        program.app.screen.focused.post_message(events.Paste("It was\r\nand is"))  # type: ignore[union-attr]
        await program.settle()
        form = program.app.screen
        assert isinstance(form, Form)
        assert form.texts["summary"] == "It was\nand is"
