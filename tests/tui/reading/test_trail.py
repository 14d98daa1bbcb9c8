"""Following a name or a source from event to event, as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import shown

TRAILS = """\
title: Trails
sources: {herald: {outlet: The Herald}, echo: {outlet: Echo}}
names:
  town: {kind: place, name: Tyotkino}
  legion: {kind: group, name: The Legion}
events:
  - {id: a, date: 2023-01-01, title: First, names: [town, legion], quotes: [{exact: One., source: herald}]}
  - {id: b, date: 2023-01-02, title: Second, quotes: [{exact: Two., source: echo}]}
  - {id: c, date: 2023-01-03, title: Third, names: [legion], quotes: [{exact: Three., source: herald}]}
  - {id: d, date: 2023-01-04, title: Fourth, names: [town], quotes: [{exact: Four., source: echo}]}
  - {id: e, date: 2023-01-05, title: Fifth, names: [legion], quotes: [{exact: Five., source: herald}]}
  - {id: f, date: 2023-01-06, title: Sixth}
"""


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_in_the_list_it_asks_once_and_goes_on(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, TRAILS, size=size) as program:
        await program.press("full_stop", "m")
        assert "To the next event of which of these?" in program.text
        assert program.notices == []
        assert "Tyotkino, place in 2 events" in program.text
        assert "The Herald, source of 3 passages" in program.text
        await program.press("down", "enter")
        assert (program.reader.events.cursor, program.reader.depth) == (2, "list")
        assert program.notices == ["Next of The Legion"]
        await program.press("m")
        assert program.reader.events.cursor == 4
        await program.press("m")
        assert program.notices == ["No later event is of The Legion; again to choose another"]
        await program.press("M", "M")
        assert program.reader.events.cursor == 0


async def test_escape_leaves_all_as_it_was(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        before = program.text
        await program.press("m")
        await program.press("escape")
        assert program.text == before


async def test_of_one_thing_it_need_not_ask(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("down", "m")
        assert program.reader.events.cursor == 3


async def test_on_a_page_it_takes_what_is_under_the_cursor(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("enter", "m")
        assert (program.reader.events.cursor, program.reader.depth) == (2, "event")
        assert program.reader.stop is not None and program.reader.stop.target == "herald"
        await program.press("tab")
        assert program.reader.stop is not None and program.reader.stop.target == "legion"
        await program.press("M")
        assert program.reader.events.cursor == 0
        assert program.reader.stop is not None and program.reader.stop.target == "legion"
        await program.press("m", "m")
        assert program.reader.events.cursor == 4


async def test_the_list_behind_the_page_shows_what_was_gone_to(tmp_path: Path) -> None:
    named = {10, 60, 110}
    events = [
        f"  - {{date: 2023-01-01, title: Number {at}{', names: [town]' if at in named else ''}}}\n"
        for at in range(120)
    ]
    text = "names:\n  town: {kind: place, name: Tyotkino}\nevents:\n" + "".join(events)
    async with shown(tmp_path, text, size=(120, 24), at="2023-01-01-number-10") as program:
        await program.press("enter", "m", "m", "escape")
        assert (program.reader.events.cursor, program.reader.depth) == (110, "list")
        assert "Number 110   " in program.text


async def test_from_the_page_of_a_source_it_follows_that(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("down", "enter", "enter", "m")
        assert (program.reader.events.cursor, program.reader.depth) == (3, "event")
        assert "Four." in program.text


async def test_an_event_of_nothing_says_so(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("end", "m")
        assert program.notices == ["This event has no name and no source that could be followed"]


async def test_where_the_cursor_went_elsewhere_it_asks_anew(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("m", "down", "enter", "down", "M")
        assert "of which of these?" in program.text


async def test_at_another_event_of_the_same_it_asks_anew_and_offers_that_first(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("m", "down", "enter")
        assert program.notices == ["Next of The Legion"]
        await program.press("home", "down", "m")
        assert "of which of these?" in program.text
        await program.press("enter")
        assert program.notices == ["Next of The Legion"]


async def test_what_has_no_further_event_is_not_offered(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("down", "down", "down", "m")
        assert program.notices == ["No later event has a name or a source of this one"]
        await program.press("slash", *"herald", "enter", "home", "m")
        assert "The Legion" in program.text and "Tyotkino, place" not in program.text


async def test_where_it_ends_another_can_be_chosen(tmp_path: Path) -> None:
    async with shown(tmp_path, TRAILS) as program:
        await program.press("m", "enter")
        assert program.reader.events.cursor == 3
        await program.press("m")
        assert program.notices == ["No later event is of Tyotkino; again to choose another"]
        await program.press("m")
        assert program.notices == ["No later event has a name or a source of this one"]
        await program.press("M")
        assert program.reader.events.cursor == 0


@pytest.mark.parametrize("grouped", [False, True])
async def test_it_leaps_over_what_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, grouped: bool
) -> None:
    quotes = "[{exact: Q., source: herald}]"
    titles = [f"{'Some' if number % 99 else 'Edge'} {number}" for number in range(199)]
    events = [
        f"  - {{date: 2023-01-{1 + number // 10:02}, title: {title}, quotes: {quotes}}}"
        for number, title in enumerate(titles)
    ]
    text = "\n".join(["sources: {herald: {outlet: The Herald}}", "events:", *events, ""])
    async with shown(tmp_path, text) as program:
        await program.press("slash", *"edge", "enter", *["minus"] * grouped)
        assert program.reader.index is not None
        passages = program.reader.index.passages
        asked, quoting = list[int](), passages.quoting

        def asking(source: str, rank: int, direction: int) -> int | None:
            asked.append(rank)
            return quoting(source, rank, direction)

        monkeypatch.setattr(passages, "quoting", asking)
        await program.press("m")
        assert program.reader.events.cursor == 99
        await program.press("m", "M", "M")
        assert program.reader.events.cursor == 0
        assert 0 < len(asked) <= 20
