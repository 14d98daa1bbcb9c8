"""Values to narrow by are counted under the query, chosen and excluded, and only edit its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.finding.test_finding import titles
from tests.tui.screens import RAIDS, Shown, shown
from timeline_tui.session.value_list import ValueList


def pane(program: Shown) -> ValueList:
    values = program.reader.values
    assert values is not None
    return values


async def go_to(program: Shown, label: str) -> None:
    """Put the cursor on a value."""
    for _ in range(40):
        facet = pane(program).facet
        if facet is not None and facet.label == label:
            return
        await program.press("down")
    raise AssertionError(program.text)


def row_of(program: Shown, label: str) -> str:
    (row,) = [row for row in program.text.split("\n") if f" {label} " in row and "…" not in row]
    return row.partition("│")[2].strip()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_the_list_follows_beside_it_or_behind_it(width: int, tmp_path: Path) -> None:
    async with shown(tmp_path, size=(width, 40)) as program:
        await program.press("f")
        await go_to(program, "The Legion")
        await program.press("enter")
        assert titles(program) == ["Second raid"]
        assert "1 of 5, 4 hidden" in program.text
        assert ("First entry" not in program.text) and ("Narrow by" in program.text)
        await program.press("escape")
        assert "Narrow by" not in program.text and "Second raid" in program.text


async def test_several_values_of_a_kind_are_any_of_them_and_exclusion_wins(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f")
        await go_to(program, "The Herald: Raiders cross")
        await program.press("space")
        assert titles(program) == ["First entry", "Second raid"]
        assert row_of(program, "The Herald: Raiders cross").startswith("▶ + The Herald: Raiders cross")
        await program.press("minus")
        assert titles(program) == ["Shelling", "Mines are laid", "A call"]
        assert row_of(program, "The Herald: Raiders cross").split()[1] == "-"
        assert row_of(program, "The Herald: Raiders cross").split()[-1] == "0"
        await program.press("minus")
        assert len(titles(program)) == 5
        assert program.reader.view.query.strip() == ""


async def test_letters_narrow_the_values_and_go_away_first(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f", *"tetk")
        assert "Values with “tetk”" in program.text
        assert pane(program).facet is not None and pane(program).facet.label == "Tyotkino"  # type: ignore[union-attr]
        await program.press("enter", "backspace", "escape")
        assert "Narrow by" in program.text
        assert program.reader.view.query == "place:tyotkino"
        await program.press("escape", "F")
        assert len(titles(program)) == 5


NAMES = """\
sources:
  newsweek: {title: Defectors vow, outlet: Newsweek}
  reworded: {title: defectors vow, derived_from: newsweek}
  twice: {title: Defectors vow, outlet: Newsweek}
names:
  kyiv: {kind: group, name: The Kyiv Independent}
  army: {kind: group, name: Kyiv army}
  al: {kind: group, name: Al-Badr}
  alb: {kind: group, name: Albatross}
  north: {kind: place, name: Novaya}
  south: {kind: place, name: Novaya}
events:
  - {date: 2024, title: One, names: [kyiv, al, north], quotes: [{exact: A, source: newsweek}]}
  - {date: 2024, title: Two, names: [army, alb, south], quotes: [{exact: A, source: reworded}]}
  - {date: 2024, title: Three, names: [army], quotes: [{exact: A, source: twice}]}
"""


async def test_a_blank_or_hyphen_in_what_is_typed_is_a_letter_of_it(tmp_path: Path) -> None:
    async with shown(tmp_path, NAMES) as program:
        await program.press("f", *"kyiv", "space", *"in")
        assert "Values with “kyiv in”" in program.text
        assert "The Kyiv Independent" in program.text and "Kyiv army" not in program.text
        assert program.reader.view.query == ""
        await program.press("escape", *"al", "minus", "b")
        assert "Values with “al-b”" in program.text and program.reader.view.query == ""
        assert "Al-Badr" in program.text and "Albatross" not in program.text
        await program.press("escape", *"alba", "minus")
        assert program.reader.view.query == "-group:alb"


async def test_values_that_are_called_the_same_are_told_apart(tmp_path: Path) -> None:
    async with shown(tmp_path, NAMES) as program:
        await program.press("f")
        for label in (
            "newsweek: Newsweek: Defectors vow",
            "twice: Newsweek: Defectors vow",
            "copy of Newsweek: defectors vow",
            "north: Novaya",
            "south: Novaya",
        ):
            assert f" {label} " in program.text
        assert "Albatross" in program.text and "alb:" not in program.text


@pytest.mark.parametrize("size", [(80, 24), (120, 14)])
async def test_the_next_kind_comes_to_the_top(size: tuple[int, int], tmp_path: Path) -> None:
    names = "".join(f"  p{number}: {{kind: place, name: Place {number:02}}}\n" for number in range(30))
    groups = "".join(f"  g{number}: {{kind: group, name: Group {number:02}}}\n" for number in range(30))
    used = ", ".join([*(f"p{number}" for number in range(30)), *(f"g{number}" for number in range(30))])
    text = f"names:\n{names}{groups}events:\n  - {{date: 2024, title: Raid, names: [{used}]}}\n"
    async with shown(tmp_path, text, size=size) as program:
        await program.press("f", "tab")
        rows = [row.rpartition("│")[2].strip() for row in program.text.split("\n")]
        in_sight = size[1] - 6
        assert rows[rows.index("Groups") - 1] == f"Narrow by  31–{30 + in_sight} of 62"
        assert rows[rows.index("Groups") + 1].startswith("▶   Group 00")


async def test_counts_are_those_of_the_query(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f")
        assert row_of(program, "Gazette").split()[-1] == "2"
        await program.press("escape", "slash", *"shells ", "enter", "f")
        assert row_of(program, "Gazette").split()[-1] == "1"
        assert "The Herald: Raiders cross" not in program.text


async def test_with_no_value_of_these_letters_that_is_said(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f", *"zzz")
        assert "None matches; Backspace takes a letter back" in program.text
        await program.press("enter")
        assert any("There is no value here" in notice for notice in program.notices)


async def test_a_click_puts_the_cursor_there_and_another_chooses(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f")
        rows = program.text.split("\n")
        row = next(number for number, text in enumerate(rows) if "The Legion" in text)
        for _ in range(2):
            await program.pilot.click(offset=(60, row))
            await program.settle()
        assert program.reader.view.query == "group:legion"


async def test_what_acts_on_a_terminal_is_shown_as_a_mark(tmp_path: Path) -> None:
    text = RAIDS.replace(
        "title: First entry", 'title: First entry, tags: ["\\e]52;c;aGk=\\a", "a\\u202eb"]'
    ).replace("    title: First entry, tags:", "    title: First entry\n    tags:")
    async with shown(tmp_path, text) as program:
        await program.press("f")
        await go_to(program, "\x1b]52;c;aGk=\x07")
        assert "^[]52;c;aGk=^G" in program.text and "\x1b" not in program.text
        await program.press("enter")
        assert titles(program) == ["First entry"]
        assert "\x1b" not in program.text and "^[]52" in program.text.split("\n")[2]
        await program.press("escape", "Y")
        assert any("idden characters" in notice for notice in program.notices)
        await program.press("F", "slash", *"tag:", "tab")
        assert "\x1b" not in program.text and "\u202e" not in program.text


async def test_it_opens_at_its_top_also_where_counting_orders_it_anew(tmp_path: Path) -> None:
    names = "".join(f"  p{number}: {{kind: place, name: Place {number:02}}}\n" for number in range(30))
    events = "".join(
        f"  - {{date: 2024-01-{1 + number % 28:02}, title: Raid, names: [p{number}]}}\n"
        for number in range(30)
    )
    more = "".join(f"  - {{date: 2023-01-0{1 + day}, title: Talk, names: [p29]}}\n" for day in range(3))
    async with shown(tmp_path, f"names:\n{names}events:\n{events}{more}", size=(80, 20)) as program:
        await program.press("slash", *"raid", "enter", "f")
        assert "Places" in program.text
        facet = pane(program).facet
        assert facet is not None and facet.label == "Place 00"


async def test_values_that_become_fewer_leave_no_empty_lines_below(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(120, 16)) as program:
        await program.press("f")
        await go_to(program, "The Legion")
        await program.press("enter")
        await go_to(program, "disputed")
        await program.press("enter")
        assert all(row.partition("│")[2].strip() for row in program.text.split("\n")[3:-1]), program.text


async def test_a_window_that_was_too_small_meanwhile_takes_the_keys_from_no_pane(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f")
        await program.resize(20, 5)
        await program.resize(120, 40)
        await go_to(program, "The Legion")
        await program.press("escape", "slash", "c")
        await program.resize(20, 5)
        assert "/" not in program.text
        await program.resize(120, 40)
        await program.press(*"all", "enter")
        assert program.reader.view.query == "call"


@pytest.mark.parametrize("box", ["slash", "f", "e"])
async def test_what_is_typed_is_for_the_box_that_is_open_whatever_hid_it(box: str, tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press(box)
        where = program.app.screen.where()  # type: ignore[attr-defined]
        program.app.post_message(events.AppBlur())
        await program.resize(20, 5)
        program.app.post_message(events.AppFocus())
        await program.resize(120, 40)
        program.app.screen.set_focus(None)
        await program.press("z")
        assert program.app.screen.where() == where  # type: ignore[attr-defined]
        assert program.app.focused is not None
        await program.press("backspace", "escape")
        assert program.app.timeline.where() == "list" and program.app.screen is program.app.timeline


@pytest.mark.parametrize("box", ["slash", "f"])
async def test_a_window_that_is_too_small_names_a_key_that_leaves_any_box(box: str, tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press(box, "q")
        await program.resize(30, 8)
        assert "Ctrl+Q" in " ".join(program.text.split()), program.text
        assert not program.app._exit
        await program.press("ctrl+q")
        assert program.app._exit


async def test_over_a_chart_the_keys_move_among_the_values(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("V", "f")
        await go_to(program, "The Legion")
        await program.press("enter")
        assert program.reader.view.query == "group:legion"
        await program.press("end", "home")
        assert pane(program).cursor == 1


async def test_years_are_called_as_people_write_them(tmp_path: Path) -> None:
    text = (
        "events:\n- {date: '-0499', title: Old}\n- {date: '0044', title: Later}\n- {date: 2024, title: Now}\n"
    )
    async with shown(tmp_path, text) as program:
        await program.press("f")
        for label in ("500 BCE", "44 CE", "2024"):
            await go_to(program, label)
        await program.press(*"500")
        facet = pane(program).facet
        assert facet is not None and facet.label == "500 BCE"
        await program.press("enter")
        assert program.reader.view.query == "in:-0499"
        assert titles(program) == ["Old"]
        await program.press("escape", "escape", "F", "slash", *"in:50")
        await program.wait_for("500 BCE")
        await program.press("tab")
        assert program.reader.typed.text == "in:-0499 "
