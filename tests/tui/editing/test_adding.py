"""Events are added by a form: what it says while it is typed, what it writes, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.screens import RAIDS, Shown, shown
from timeline_tui.session.fields import cleaned
from timeline_tui.tui.app import Origin, TimelineApp, Wanted
from timeline_tui.tui.screens.document import Preview
from timeline_tui.tui.screens.form import Form
from timeline_tui.tui.widgets.form import FieldBox

KEYS = {" ": "space", ",": "comma", ".": "full_stop", "/": "slash", ":": "colon", "-": "minus", "~": "tilde"}


def keys(words: str) -> list[str]:
    return [KEYS.get(letter, letter) for letter in words]


async def fill(program: Shown, *texts: str) -> None:
    """Type a text into each field from the one that is typed in on, and go to the next."""
    for text in texts:
        await program.pilot.press(*keys(text), "tab")
    await program.settle()


async def save(program: Shown) -> None:
    """Ask to save, look at what is to be written, and write it."""
    await program.press("ctrl+s")
    await program.wait_for("Enter write it")
    await program.press("enter")
    for _ in range(200):
        if not isinstance(program.app.screen, Form):
            break
        await program.pilot.pause(0.05)
    await program.wait_for("u takes it back")
    await program.settle()


async def arrived(program: Shown, title: str) -> None:
    """Wait until the cursor stands on the event."""
    for _ in range(200):
        row = program.reader.row
        if row is not None and row.title == title:
            return
        await program.pilot.pause(0.05)
    raise AssertionError(f"the cursor does not come to {title!r}:\n{program.text}")


def form_of(program: Shown) -> str:
    """The words of the form that is open, in one line."""
    form = program.app.screen
    assert isinstance(form, Form)
    rows = [line[form.children[0].region.x + 1 :] for line in program.text.splitlines()]
    return " ".join(" ".join(rows).split())


def file_of(program: Shown) -> Path:
    return program.app.opened.file


async def test_an_event_is_written_at_its_place_and_stands_under_the_cursor(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_text()
        await program.press("a")
        await fill(program, "A meeting", "13 March 2024", "They meet.", "second", "tetkino", "talks")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        assert "date: 2024-03-13" in program.text
        assert "names: [tyotkino]" in program.text
        assert file_of(program).read_text() == before
        await program.press("enter")
        await program.wait_for("Added “A meeting”")
        await arrived(program, "A meeting")
        after = file_of(program).read_text()
        assert after.index("Shelling") < after.index("A meeting") < after.index("Mines are laid")
        added = "\n".join(line for line in after.splitlines() if line not in before.splitlines())
        assert "id: 2024-03-13-a-meeting" in added
        assert after.count("part_of: second") == 2
        assert "tags: [talks]" in added


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


async def test_what_was_typed_is_kept_when_one_goes_back(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Half an event"), "escape")
        assert not isinstance(program.app.screen, Form)
        assert any("is kept" in notice for notice in program.notices)
        await program.press("a")
        assert "Half an event" in program.text
        await program.press("ctrl+n")
        assert "Half an event" not in program.text
        await program.press("ctrl+n")
        assert "Half an event" in program.text
        await save(program)
        await program.press("a")
        assert "Half an event" not in form_of(program)


async def test_nothing_is_kept_where_nothing_was_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", "escape")
        assert not program.notices
        assert not program.app.answers.adding.drafts.left


async def test_a_title_is_asked_for_and_a_wrong_date_is_refused(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("a", "ctrl+s")
        assert "An event needs a title" in program.text
        await program.press(*keys("x"), "tab", *keys("no day"), "ctrl+s")
        assert isinstance(program.app.screen, Form)
        assert "▶ Date" in program.text
        assert file_of(program).read_bytes() == before


async def test_going_back_from_what_is_to_be_written_writes_nothing(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("a", *keys("x"), "ctrl+s")
        await program.wait_for("Enter write it")
        await program.press("escape")
        assert isinstance(program.app.screen, Form)
        assert file_of(program).read_bytes() == before


async def test_a_file_that_was_changed_meanwhile_is_not_written_over_and_the_form_stays(
    tmp_path: Path,
) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Mine"), "ctrl+s")
        await program.wait_for("Enter write it")
        file_of(program).write_text(RAIDS.replace("Two raids", "Three raids"))
        await program.press("enter")
        await program.wait_for("+title: Three raids")
        assert "title: Mine\n" not in file_of(program).read_text()
        await program.press("escape")
        assert isinstance(program.app.screen, Form)
        await save(program)
        text = file_of(program).read_text()
        assert "Three raids" in text and "Mine" in text


async def test_the_last_edits_are_taken_back_one_by_one(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        first = file_of(program).read_bytes()
        for title in ("one", "two"):
            await program.press("a", *keys(title))
            await save(program)
            await arrived(program, title)
        await program.press("u")
        await program.wait_for("Taken back: “two”")
        assert "title: one" in file_of(program).read_text()
        await program.settle()
        await program.press("u")
        await program.wait_for("Taken back: “one”")
        assert file_of(program).read_bytes() == first
        await arrived(program, "A call")
        await program.settle()
        await program.press("u")
        await program.wait_for("nothing is taken back")


async def test_nothing_is_taken_back_over_what_somebody_else_saved(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Mine"))
        await save(program)
        theirs = file_of(program).read_text() + "# theirs\n"
        file_of(program).write_text(theirs)
        await program.press("u")
        await program.wait_for("changed elsewhere")
        assert file_of(program).read_text() == theirs


async def test_what_cannot_be_taken_back_says_what_to_try(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Mine"))
        await save(program)
        await arrived(program, "Mine")
        (tmp_path / "second").hardlink_to(file_of(program))
        await program.press("u")
        await program.wait_for("an editor that writes in place")
        assert "title: Mine" in file_of(program).read_text()


@pytest.mark.parametrize("origin, said", [("shipped", "timeline-tui init"), ("piped", "standard input")])
async def test_what_is_nobodys_file_is_not_added_to(tmp_path: Path, origin: Origin, said: str) -> None:
    async with shown(tmp_path) as program:
        program.app.wanted = program.app.wanted._replace(origin=origin)
        await program.press("a")
        assert not isinstance(program.app.screen, Form)
        assert any(said in notice for notice in program.notices)


async def test_where_it_cannot_be_done_safely_it_says_why(tmp_path: Path) -> None:
    text = "title: T\nevents: &all\n  - {date: 2024, title: One}\n"
    async with shown(tmp_path, text) as program:
        await program.press("a", *keys("x"), "ctrl+s")
        await program.wait_for("anchor")
        assert file_of(program).read_text() == text


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


async def test_an_event_of_a_folder_goes_into_the_file_of_the_one_under_the_cursor(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.timeline.yaml").write_text(RAIDS)
    (folder / "b.timeline.yaml").write_text("events:\n  - {id: late, date: 2025, title: Late}\n")
    from timeline_tui.jobs.build import Build

    index = Build(folder, name="folder").wait()
    app = TimelineApp(Wanted(folder, "folder", "late"), index)
    async with app.run_test(size=(100, 30)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        await program.press("a")
        assert "b.timeline.yaml" in program.text
        await program.press("tab")
        await fill(program, "Later", "2026", "", "", "tetkino")
        await program.press("ctrl+s")
        await program.wait_for("Enter write it")
        assert isinstance(app.screen, Preview)
        assert "folder/b.timeline.yaml" in program.text
        assert "check will tell" not in program.text
        await program.press("enter")
        await program.wait_for("u takes it back")
        assert "names: [tyotkino]" in (folder / "b.timeline.yaml").read_text()
        assert (folder / "a.timeline.yaml").read_text() == RAIDS
    index.close()


async def test_the_editor_is_offered_where_it_cannot_be_done_safely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    monkeypatch.setattr("timeline_tui.tui.opening.open_editor", lambda app, place: opened.append(place.line))
    async with shown(tmp_path, "title: T\nevents: &all\n  - {date: 2024, title: One}\n") as program:
        await program.press("a", *keys("Typed"), "ctrl+s")
        await program.wait_for("This is not done for you")
        await program.press("enter")
        assert opened
        assert not isinstance(program.app.screen, Form)
        await program.press("a")
        assert "Typed" in form_of(program)


async def test_what_is_not_saved_keeps_the_program_open_once(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Typed"), "ctrl+c")
        assert any("is not in the file" in notice for notice in program.notices)
        await program.press("escape", "q")
        assert not program.app._exit
        await program.press("q")
        assert program.app._exit


async def test_what_is_typed_at_once_after_a_field_is_left_is_for_the_next(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a")
        await program.pilot.press(*keys("one"), "tab", *keys("2024"), "tab", *keys("two"))
        await program.settle()
        assert isinstance(program.app.screen, Form)
        texts = program.app.screen.texts
        assert (texts["title"], texts["date"], texts["summary"]) == ("one", "2024", "two")


@pytest.mark.parametrize("text", ["title: T\n", "events:\n", "events: []\n"])
async def test_the_first_event_of_all_is_added(tmp_path: Path, text: str) -> None:
    async with shown(tmp_path, text) as program:
        await program.press("a", *keys("The first"))
        await save(program)
        await arrived(program, "The first")
        assert text.rstrip("\n[] ") in file_of(program).read_text()


async def test_a_group_of_events_takes_an_event_but_no_passage(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("minus", "A")
        assert any("Enter goes into it" in notice for notice in program.notices)
        await program.press("a", *keys("x"))
        assert isinstance(program.app.screen, Form)


async def test_going_back_while_it_is_made_ready_keeps_what_was_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("a")
        await program.pilot.press(*keys("Typed"), "ctrl+s", "escape")
        await program.settle()
        await program.press("escape")
        assert file_of(program).read_bytes() == before
        assert "event" in program.app.answers.adding.drafts.left


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
