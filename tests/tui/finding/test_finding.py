"""The query is typed above the list, which follows each letter, and everything that was hit is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events

from tests.tui.reading.test_evidence import HERALD, proven
from tests.tui.screens import RAIDS, Shown, many, shown
from timeline_tui.tui.widgets.boxes import LONGEST, QueryLine


def titles(program: Shown) -> list[str]:
    """The titles of the events that the list shows."""
    shown_now = program.reader.events.shown
    assert shown_now is not None
    return [row.title for row in shown_now.rows(0, 99)]


def line(program: Shown) -> QueryLine:
    return program.app.timeline.query_one(QueryLine)


def hit_words(program: Shown) -> set[str]:
    """What is drawn underlined and bold, wherever it stands."""
    return {
        segment.text
        for strip in program.app.screen._compositor.render_strips()
        for segment in strip
        if segment.style and segment.style.underline and segment.style.bold
    }


async def test_what_the_first_letter_needs_is_there_before_it_is_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        assert program.reader.makers is None
        await program.press("slash")
        makers, index = program.reader.makers, program.reader.index
        assert makers is not None and index is not None and makers.made_for is index
        assert program.reader.shown is not None and program.reader.shown.count == 5
        await program.press("s")
        assert program.reader.makers is makers
        assert titles(program) == ["Second raid", "Shelling"]


async def test_the_list_follows_each_letter_and_stays_at_its_event(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "down", "slash", "s")
        assert titles(program) == ["Second raid", "Shelling"]
        assert program.reader.row is not None and program.reader.row.title == "Shelling"
        await program.press(*"econd")
        assert titles(program) == ["Second raid"]
        assert program.reader.row is not None and program.reader.row.title == "Second raid"
        await program.press("escape")
        assert len(titles(program)) == 5
        assert program.reader.row is not None and program.reader.row.title == "Shelling"


async def test_nothing_lies_over_the_keys_of_the_query_line(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("escape")
        assert program.notices
        await program.press("slash")
        assert not program.notices


async def test_a_name_is_found_by_every_spelling_and_words_without_their_accents(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"TÉTKINO", "enter")
        assert titles(program) == ["Second raid"]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_what_is_hidden_is_always_in_sight(width: int, tmp_path: Path) -> None:
    async with shown(tmp_path, size=(width, 20)) as program:
        await program.press("slash", *"shells")
        assert "1 of 5" in program.text.split("\n")[0]
        await program.press("enter")
        top = program.text.split("\n")
        assert "1 of 5" in top[0]
        assert width == 40 or "4 hidden" in top[0]
        assert "/ shells" in top[2]


@pytest.mark.parametrize("width", [60, 120])
async def test_what_cannot_be_read_is_pointed_at_and_hides_nothing(width: int, tmp_path: Path) -> None:
    async with shown(tmp_path, size=(width, 24)) as program:
        await program.press("slash", *"raid sorce:x")
        rows = program.text.split("\n")
        assert rows[2] == " / raid sorce:x"
        assert rows[3].startswith("        ^^^^^^")
        assert "there is no sorce: to narrow by; try: source:" in program.text
        assert "Shown meanwhile: raid" in program.text
        before = titles(program)
        assert before == ["Second raid"]
        await program.press("enter")
        assert any("cannot be read" in notice for notice in program.notices)
        assert line(program).is_open and titles(program) == before
        await program.press("escape")
        assert len(titles(program)) == 5


async def test_values_are_offered_with_their_counts_and_taken(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"raid sp")
        assert "speaker:" in program.text
        await program.press("tab", "l")
        assert "The Legion  1" in program.text
        await program.press("tab")
        assert line(program).value == "raid speaker:legion "
        assert titles(program) == ["Second raid"]
        await program.press("tab")
        assert "place:" in program.text and "8 more" in program.text
        await program.press("up")
        assert "is:" in program.text and "disputed, single-source" in program.text


async def test_either_of_two_is_found_and_marked_and_nothing_flickers_on_the_way(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"shells O")
        assert "either the term before it or the one behind" in program.text
        await program.press("tab")
        assert line(program).value == "shells OR "
        assert titles(program) == ["Shelling"]
        assert "OR stands between two terms; try: oil OR gas" in program.text
        await program.press(*"tag:")
        assert titles(program) == ["Shelling"]
        await program.press(*["backspace"] * 4, *"dawn ", "enter")
        assert titles(program) == ["First entry", "Shelling"]
        assert "dawn" in hit_words(program)
        await program.press("end")
        assert "Shells" in hit_words(program)


@pytest.mark.parametrize(
    ("query", "found"), [("shells or dawn ", 0), ('shells "OR" dawn ', 0), ("dawn OR sh", 2)]
)
async def test_only_a_bare_or_in_capitals_joins(query: str, found: int, tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *query)
        assert len(titles(program)) == found


async def test_in_the_midst_of_a_query_a_term_is_joined_too(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"shells", "home", *"dawn OR ")
        assert line(program).value == "dawn OR shells"
        assert titles(program) == ["First entry", "Shelling"]


async def test_keys_that_come_at_once_are_all_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        for key in ("/", "s", "h", "e"):
            name = "slash" if key == "/" else key
            program.app.post_message(events.Key(name, key))
        await program.settle()
        assert line(program).value == "she"


async def test_keys_that_come_at_once_behind_a_kept_query_are_for_the_list(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        for key in ("slash", "r", "a", "i", "d", "enter", "v"):
            character = {"slash": "/", "enter": "\r"}.get(key, key)
            program.app.post_message(events.Key(key, character))
        await program.settle()
        assert not line(program).is_open
        assert program.reader.view.query.strip() == "raid"


async def test_anything_can_be_pasted(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash")
        line(program).post_message(events.Paste("\x1b]52;c;!\x07 raid\n\u202eshe\x00\t" + "x" * 9000))
        await program.settle()
        text = line(program).value
        assert text.isprintable() and len(text) <= LONGEST
        assert "\x1b" not in program.text
        await program.press("ctrl+u", *"shells", "enter")
        assert titles(program) == ["Shelling"]


async def test_earlier_queries_come_back(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"raid", "enter", "F")
        assert any("Cleared: the query raid" in notice for notice in program.notices)
        assert len(titles(program)) == 5
        await program.press("slash", *"she", "up")
        assert line(program).value == "raid"
        await program.press("down")
        assert line(program).value == "she"
        await program.press("up", "enter")
        assert titles(program) == ["First entry", "Second raid"]
        await program.press("F", "F")
        assert "Everything is shown" in program.notices


async def test_hits_are_marked_in_the_list_and_on_pages_and_walked(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"hold", "enter")
        await program.wait_for("hold it")
        assert {"hold"} <= hit_words(program)
        await program.press("enter", "n")
        assert program.hit_text.endswith("We hold Tetkino.") or ("We hold Tetkino." in program.hit_text)
        await program.press("n")
        assert "We hold it." in program.hit_text
        await program.press("n")
        assert any("last event" in notice for notice in program.notices)
        await program.press("N")
        assert "We hold Tetkino." in program.hit_text


async def test_the_walk_goes_on_through_the_events_that_are_found(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"s* ", "enter", "home")
        assert titles(program) == ["Second raid", "Shelling"]
        await program.press("enter", "n")
        while program.reader.row is not None and program.reader.row.title == "Second raid":
            await program.press("n")
        assert program.reader.depth == "event"
        assert "Shelling" in program.hit_text
        await program.press("N")
        assert program.reader.row is not None and program.reader.row.title == "Second raid"


async def test_with_nothing_looked_for_there_is_nothing_to_walk(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("n")
        assert any("/ looks for some" in notice for notice in program.notices)


async def test_in_a_text_the_words_of_the_query_are_hits_until_others_are_looked_for(tmp_path: Path) -> None:
    async with proven(tmp_path, at="first", herald=HERALD + "Nobody said more.\n") as program:
        await program.press("slash", *"dawn", "enter", "enter", "enter")
        await program.wait_for("the text that you hold")
        assert "dawn" in hit_words(program)
        await program.press("n")
        assert "dawn" in program.hit_text
        await program.press("slash", *"nobody", "enter")
        assert {"Nobody"} <= hit_words(program) and "dawn" not in hit_words(program)


async def test_nothing_found_says_what_would_bring_some_back(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"raid tetkinno ")
        await program.wait_for("spelled like it")
        assert "0 of 5, 5 hidden" in program.text
        assert "tetkinno  1 event" in program.text
        assert "Tetkino" in program.text


@pytest.mark.parametrize(
    ("query", "taken", "found"),
    [
        ("shellls ", "shells ", ["Shelling"]),
        ("raid breaktrough", "raid breakthrough", ["Second raid"]),
        ("mnies OR nothing ", "mines OR nothing ", ["Mines are laid"]),
        ('"theyy came" ', '"they came" ', ["First entry"]),
        ("source:heral,zzz ", "source:herald,zzz ", ["First entry", "Second raid"]),
    ],
)
async def test_one_key_takes_what_was_perhaps_meant(
    query: str, taken: str, found: list[str], tmp_path: Path
) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *query)
        await program.wait_for("in place of")
        await program.press("tab")
        assert line(program).value == taken
        assert titles(program) == found
        assert "in place of" not in program.text


async def test_what_was_perhaps_meant_is_offered_again_behind_a_kept_query(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"tetkinno ", "enter")
        await program.wait_for("Tab in the query takes")
        await program.press("slash", "tab")
        assert titles(program) == ["Second raid"]


async def test_nothing_found_is_said_in_a_narrow_window_too(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(60, 20)) as program:
        await program.press("slash", *"zzz", "enter")
        await program.wait_for("No event answers this")
        await program.press("F")
        assert "First entry" in program.text


async def test_a_query_stays_when_the_file_is_read_again(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"raid ", "enter")
        (tmp_path / "raids.timeline.yaml").write_text(
            RAIDS + "  - {id: third, date: 2024-05-01, title: Third raid}\n", encoding="utf-8"
        )
        await program.press("r")
        await program.wait_for("2 of 6, 4 hidden")
        assert titles(program) == ["Second raid", "Third raid"]
        assert program.reader.view.query == "raid "


async def test_a_query_asks_only_of_what_could_be_known(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"dawn", "enter", "K", *"2024-03-12", "enter")
        await program.wait_for("as of 12 March 2024")
        await program.wait_for("0 of")
        await program.press("K", "ctrl+u", *"2024-03-13", "enter")
        await program.wait_for("as of 13 March 2024")
        await program.wait_for("1 of")
        assert titles(program) == ["First entry"]


async def test_from_a_page_the_query_leads_back_to_the_list(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter", "slash", *"raid")
        assert program.reader.depth == "list"
        assert program.app.timeline.where() == "query"
        await program.press("enter", "enter")
        assert program.reader.where == "event"


async def test_while_a_query_is_typed_the_list_can_be_paged(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 24)) as program:
        await program.press("slash", "pagedown")
        assert program.reader.row is not None and program.reader.row.title == "A call"
        assert line(program).is_open


async def test_behind_a_field_that_is_whole_a_new_word_begins(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"source:gazette", "enter", "slash")
        assert line(program).value == "source:gazette "
        await program.press(*"shells", "enter")
        assert program.reader.view.query == "source:gazette shells"
        await program.press("slash")
        assert line(program).value == "source:gazette shells"


async def test_a_field_with_nothing_behind_it_yet_hides_nothing(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"tag")
        assert titles(program) == []
        await program.press("colon")
        assert len(titles(program)) == 5
        await program.press("backspace", "escape", "slash", *"shells is:")
        assert titles(program) == ["Shelling"]


async def test_past_the_last_event_that_is_found_that_is_said(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"raid ", "enter", "n")
        assert any("the last event that is found" in notice for notice in program.notices)
        await program.press("N")
        assert any("the first event that is found" in notice for notice in program.notices)


@pytest.mark.parametrize("keys", [(), ("end",), ("end", *["pageup"] * 6)])
@pytest.mark.parametrize("events", [100, 200, 300])
async def test_all_that_is_found_is_counted_wherever_the_cursor_is(
    events: int, keys: tuple[str, ...], tmp_path: Path
) -> None:
    async with shown(tmp_path, many(events)) as program:
        await program.press(*keys, "slash", *"event ", "enter")
        assert f"{events} of {events}, 0 hidden" in program.text.split("\n")[0]
        await program.press("f")
        assert re.search(rf"Daily +{events}\b", program.text)


@pytest.mark.parametrize("box", ["slash", "f"])
@pytest.mark.parametrize("key", ["enter", "k", "G", "x"])
async def test_a_click_on_a_row_leaves_the_box_with_what_was_typed_and_keys_act_there(
    box: str, key: str, tmp_path: Path
) -> None:
    async with shown(tmp_path) as program:
        await program.press(box, *"raid")
        row = next(number for number, line in enumerate(program.text.split("\n")) if "Second raid" in line)
        await program.pilot.click(offset=(20, row))
        await program.settle()
        assert program.app.timeline.where() == "list"
        assert program.reader.view.query == ("raid" if box == "slash" else "")
        assert program.reader.row is not None and program.reader.row.id == "second"
        await program.press(key)
        assert program.app.timeline.where() == ("event" if key == "enter" else "list")


async def test_a_click_leaves_no_line_with_a_query_that_cannot_be_read(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"in:zzz")
        row = next(number for number, line in enumerate(program.text.split("\n")) if "Second raid" in line)
        await program.pilot.click(offset=(20, row))
        await program.settle()
        assert program.app.timeline.where() == "query" and "/ in:zzz" in program.text
        await program.press("backspace")
        assert "/ in:zz" in program.text
