"""The list begins with its timeline, whose page says what it is about and leads everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, Shown, indexed, many, shown
from timeline_tui.query.written import parse
from timeline_tui.session.journey import COVER

SHIPPED = Path(__file__).parents[3] / "data" / "raids.timeline.yaml"
KEY = RAIDS.replace("title: Second raid", "title: Second raid\n    key: true")
ON = "Tab next link · Enter opens it · ] first event · ? keys"


def place(program: Shown) -> tuple[str, int, int, int, int]:
    reader = program.reader
    spot = reader.page.spot
    return reader.depth, reader.events.cursor, reader.events.top, spot.stop, spot.scroll


async def test_a_timeline_begins_with_it_and_counts_events_alone(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        assert program.reader.events.on_cover
        lines = program.text.splitlines()
        assert lines[3].startswith("▶ Two raids") and lines[4].startswith(" 2023")
        assert "5 events" in lines[0] and "event 1" not in lines[0]
        assert ON in program.text
        assert "In one minute" in program.text and "→ Second raid  12 March 2024" in program.text
        await program.press("down")
        assert "event 1 of 5" in program.text.splitlines()[0]
        await program.press("up", "up")
        assert program.reader.events.on_cover


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_key_events_and_the_way_on_are_seen_at_once(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, SHIPPED.read_text(encoding="utf-8"), size=size, at=None) as program:
        page = program.reader.page
        assert page.top == 0
        # The masthead takes three rows, and the hints one.
        seen = " ".join(" ".join(line.text for line in page.document.lines[: size[1] - 4]).split())
        for words in (
            "Raids across Russia's border, 2023 to 2024",
            "The texts disagree",
            ON,
            "First entry, through Bryansk",
            "→ Raid into Belgorod about 22 May 2023",
            "→ Incursion at Shebekino June 2023",
            "→ Raid into Kursk and Belgorod 12 March 2024",
        ):
            assert words in seen


async def test_a_narrow_window_opens_it_and_leads_to_the_list(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, size=(60, 20), at=None) as program:
        assert (program.reader.depth, program.reader.events.cursor) == ("event", COVER)
        assert ON in program.text
        await program.press("right_square_bracket")
        assert "They came at dawn." in program.text
        await program.press("escape")
        assert program.reader.depth == "list" and "▶" in program.text
        await program.press("home")
        assert program.text.splitlines()[3].startswith("▶ Two raids")


async def test_every_link_comes_back_to_exactly_where_one_was(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        await program.press("enter")
        kinds = {"event": "event", "dispute": "accounts", "source": "source"}
        stops = program.reader.page.stops
        assert [stop.kind for stop in stops] == ["event", "dispute", "source", "source", "source"]
        for number, stop in enumerate(stops):
            assert program.reader.page.cursor == number
            before = place(program)
            await program.press("enter")
            assert program.reader.depth == kinds[stop.kind]
            await program.press("escape")
            assert place(program) == before
            await program.press("tab")


async def test_links_are_opened_by_the_mouse(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        lines = program.text.splitlines()
        row = next(at for at, line in enumerate(lines) if "→ Second raid" in line)
        offset = lines[row].index("Second raid") + 2, row
        await program.pilot.click(offset=offset)
        await program.settle()
        assert (program.reader.depth, program.reader.events.cursor) == ("event", COVER)
        await program.pilot.click(offset=offset)
        await program.settle()
        assert (program.reader.depth, program.reader.events.cursor) == ("event", 1)
        await program.press("escape", "escape", "down", "down")
        await program.pilot.click(offset=(4, 3))
        await program.settle()
        assert program.reader.events.on_cover


async def test_it_gives_way_while_something_is_looked_for_and_comes_back(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        await program.press("slash", *"shells", "enter")
        assert "1 of 5" in program.text.splitlines()[0]
        assert program.text.splitlines()[4].startswith("▶") and program.reader.events.cursor == 2
        assert not any(line.startswith("  Two raids") for line in program.text.splitlines()[3:])
        await program.press("home", "up")
        assert program.reader.events.cursor == 2
        await program.press("F")
        await program.press("home")
        assert program.reader.events.on_cover
        await program.press("s")
        assert program.reader.view.query and not program.reader.events.on_cover
        await program.press("S")
        assert program.reader.events.on_cover


async def test_it_stands_above_groups_and_is_none(tmp_path: Path) -> None:
    async with shown(tmp_path, many(400), at=None) as program:
        await program.press("minus")
        assert program.reader.events.is_grouped and program.reader.events.on_cover
        assert program.text.splitlines()[3].startswith("▶ Many") and ON in program.text
        await program.press("enter")
        assert program.reader.depth == "event" and ON in program.text
        await program.press("right_square_bracket")
        assert program.reader.events.cursor == 0
        await program.press("left_square_bracket")
        assert program.reader.events.on_cover
        await program.press("escape", "down", "enter")
        assert not program.reader.events.on_cover


async def test_a_command_that_needs_an_event_says_so(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        for key in ("y", "C", "A"):
            await program.press(key)
            assert program.notices == ["This is the cover of the timeline; move to an event first"]
        await program.press("m")
        assert "Move to a source or an event first" in program.notices[0]
        await program.press("E")
        assert "Move to a passage first" in program.notices[0]


async def test_time_begins_at_the_cover(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        await program.press("t", *"+1", "space", *"year", "enter")
        assert program.reader.events.cursor == 1
        await program.press("home", "d")
        assert (program.reader.events.cursor, program.reader.stop and program.reader.stop.kind) == (
            1,
            "dispute",
        )


async def test_the_chart_has_no_event_under_the_cursor_and_leads_back_to_it(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        await program.press("V")
        assert program.reader.open_chart is not None and ON in program.text
        await program.press("V")
        assert program.reader.events.on_cover
        await program.press("V", "right")
        assert program.reader.events.cursor == 0


async def test_a_source_is_followed_from_it(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        await program.press("enter", "end", "m")
        assert program.reader.events.cursor == 1
        assert program.notices == ["Next of Gazette"]


async def test_it_follows_the_file_and_the_event_that_is_read_stays(tmp_path: Path) -> None:
    async with shown(tmp_path, KEY, at=None) as program:
        await program.press("enter", "tab")
        before = place(program)
        (tmp_path / "raids.timeline.yaml").write_text(KEY.replace("Two raids", "Some raids"))
        await program.press("r")
        await program.wait_for("Some raids")
        assert place(program) == before


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_of_a_file_of_little_it_is_what_it_can_be(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, "events:\n- {title: One}\n", size=size, at=None) as program:
        assert "raids.timeline.yaml" in program.text and "1 event" in program.text
        for heading in ("In one minute", "Where accounts differ", "Told by", "Proof", "Signs"):
            assert heading not in program.text
    async with shown(tmp_path, "title: Empty\nsummary: Nothing yet.\n", size=size, at=None) as program:
        assert "Nothing yet." in program.text
        assert "Press a to add the first" in program.text
        assert program.reader.depth == "list" and "a add" in program.text.splitlines()[-1]


async def test_sources_are_read_where_no_event_cites_them(tmp_path: Path) -> None:
    text = "sources:\n  a: {title: A report, url: https://example.org/a}\n  b: {title: Another}\n"
    async with shown(tmp_path, text, at=None) as program:
        assert "Enter open" in program.text.splitlines()[-1]
        await program.press("enter", "tab", "enter")
        assert program.reader.depth == "source" and "0 passages taken from it" in program.text
        await program.press("escape", "escape", "right_square_bracket")
        assert (program.reader.depth, program.notices[-1]) == ("list", "There are no events yet")


async def test_a_day_on_which_nothing_was_known_says_once_what_is_hidden(tmp_path: Path) -> None:
    dated = KEY.replace("  - id: undated\n    title: A call\n", "")
    async with shown(tmp_path, dated, at=None) as program:
        await program.press("K", *"2020", "enter")
        await program.wait_for("Nothing could be known as of 31 December 2020")
        page = "\n".join(line.text for line in program.reader.page.document.lines)
        assert page.count("not yet known") == 1


def test_its_key_events_are_those_that_a_query_finds(tmp_path: Path) -> None:
    told = "".join(f"- {{title: E{at}, date: {1900 + at % 90}, key: {at % 3 == 0}}}\n" for at in range(200))
    _, index = indexed(tmp_path, f"events:\n{told}")
    query = parse("is:key")
    assert index.naming.key_events(30) == (list(index.search.ranks(query, most=30)), 67)
    assert index.naming.key_events(1000) == (list(index.search.ranks(query)), 67)
    index.close()


async def test_a_key_event_stands_below_the_one_that_it_is_part_of(tmp_path: Path) -> None:
    text = (
        "events:\n"
        "  - {id: raid, title: A raid, date: 2023-05-22, key: true, tags: [raid]}\n"
        "  - {id: talk, title: A talk, date: 2023-05-22, part_of: raid}\n"
        "  - {title: A boast, date: 2023-05-22, key: true, part_of: talk}\n"
        "  - {id: day, title: A day, date: 2023-06-01}\n"
        "  - {title: A fire, date: 2023-06-01, key: true, part_of: day}\n"
    )
    async with shown(tmp_path, text, size=(80, 24), at=None) as program:
        assert "\n▶ → A raid" in program.text
        assert "\n    → A boast" in program.text and "\n  → A fire" in program.text
