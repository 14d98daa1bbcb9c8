"""Groups of events as lines and in words, and the first words of an event."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.index.records import Group
from timeline_tui.model.days import from_civil
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.render.document import ASCII
from timeline_tui.render.group import (
    body_line,
    group_heading,
    group_line,
    period_in_column,
    period_in_words,
    unknown_words,
)
from timeline_tui.render.notices import group_page

TEXTS = st.text(st.sampled_from("ab e\u0301桥👩\x1b\u202e\n[]"), max_size=80)
UNITS = ("day", "month", "year", "decade", "century", "rough", "open", "undated")


def group(unit: str, *first: int, unknown: str | None = None, title: str = "T", events: int = 3) -> Group:
    day = from_civil(*first) if first else None
    return Group(0, title, 1 if title else 0, unit, day, unknown, events, 1, max(events, 12), None)


@pytest.mark.parametrize(
    ("unit", "first", "column", "words"),
    [
        ("day", (2024, 3, 12), " 12 Mar", "12 March 2024, Tuesday"),
        ("month", (2024, 3, 1), "March", "March 2024"),
        ("month", (2024, 9, 1), "Sept", "September 2024"),
        ("year", (2024, 1, 1), "2024", "2024"),
        ("year", (-44, 1, 1), "45 BCE", "45 BCE"),
        ("decade", (1910, 1, 1), "1910s", "1910 to 1919"),
        ("century", (1900, 1, 1), "20th c.", "1900 to 1999"),
        ("century", (1, 1, 1), "1st c.", "1 CE to 99 CE"),
        ("century", (-99, 1, 1), "1st c. BCE", "100 BCE to 1 BCE"),
        ("century", (-499, 1, 1), "5th c. BCE", "500 BCE to 401 BCE"),
        ("century", (-1299, 1, 1), "13th c. BCE", "1300 BCE to 1201 BCE"),
        ("decade", (1, 1, 1), "1–9 CE", "1 CE to 9 CE"),
        ("decade", (-8, 1, 1), "9–1 BCE", "9 BCE to 1 BCE"),
        ("decade", (-48, 1, 1), "40s BCE", "49 BCE to 40 BCE"),
        ("undated", (), " —", "no date"),
        ("open", (), " ?", "beginning not known"),
    ],
)
def test_periods_have_names(unit: str, first: tuple[int, ...], column: str, words: str) -> None:
    assert period_in_column(group(unit, *first)) == column
    assert period_in_words(group(unit, *first)) == words


def test_what_is_not_known_is_said() -> None:
    assert unknown_words(group("year", 2023, 1, 1, unknown="month")) == "month not known"
    assert unknown_words(group("month", 2023, 1, 1)) == ""
    assert group_heading(group("undated")._replace(heading=""), 40).text == " no date"
    assert group_heading(group("open")._replace(heading=""), 40).text == " date not known"
    assert "2023, month not known" in _text(group("year", 2023, 1, 1, unknown="month"))
    assert "and 3 more" in _text(group("year", 2023, 1, 1))


def _text(shown: Group) -> str:
    return "\n".join(line.text for line in group_page(shown, (), 60).lines)


def test_a_group_says_how_many_events_it_holds() -> None:
    line = group_line(group("month", 2024, 3, 1, title="A raid", events=12_345), 60).text
    assert line.split() == ["March", "A", "raid", "+12,344", "1≠", "12,345"]
    assert group_line(group("day", 2024, 3, 1, title="A raid", events=1), 60).text.split()[2:] == [
        *("A", "raid", "1≠", "1")
    ]
    # However long the title of the first is, it is not taken for all of them.
    assert "… +2 " in group_line(group("day", 2024, 3, 1, title="A raid " * 30), 45).text
    assert group_line(group("month", 2024, 3, 1), 60, here=True, marks=ASCII).text.isascii()
    assert group_line(group("century", 1900, 1, 1), 60, marks=ASCII).text.isascii()


def test_a_group_with_no_key_event_is_named_by_none_and_drawn_by_its_size() -> None:
    line = group_line(group("month", 2024, 3, 1, title="", events=6), 80).text
    assert line.split() == ["March", "▅" * 16, "1≠", "6"]
    assert group_line(group("month", 2024, 3, 1, title="", events=1), 80).text.split()[1] == "▅▅"
    assert group_line(group("month", 2024, 3, 1, title="", events=12), 80, marks=ASCII).text.isascii()
    unsure = group_line(group("year", 2024, 1, 1, title="", events=12, unknown="month"), 80).text
    assert "month not known · ▅" in unsure


@given(
    TEXTS,
    st.sampled_from(UNITS),
    st.integers(-10_000_000, 10_000_000),
    st.integers(1, 10**7),
    st.integers(1, 150),
)
def test_a_group_is_as_wide_as_the_list(title: str, unit: str, year: int, events: int, width: int) -> None:
    first = () if unit in UNITS[5:] else (year, 1, 1)
    shown = group(unit, *first, title=title, events=events)
    assert cell_len(period_in_column(shown)) <= 9
    line = group_line(shown, width).text
    assert cell_len(line) <= width
    if width >= 40:
        assert cell_len(line) == width
    assert "\x1b" not in line
    assert "\n" not in line


NAMES = {"mayor": Name(kind="person", name="The mayor")}
SOURCES = {"s": Source(outlet="Daily")}


def _body(event: Event, width: int = 60) -> list[str]:
    return [body_line(event, part, width, NAMES, SOURCES).text.strip() for part in range(2)]


def test_below_the_title_stand_the_summary_and_a_passage() -> None:
    said, told = Quote(exact="It held.", speaker="mayor"), Quote(exact="It fell.", source="s")
    assert _body(Event(title="T", summary="All year.", quotes=(said, told))) == [
        "All year.",
        "│ It held. · The mayor",
    ]
    assert _body(Event(title="T", quotes=(said, told))) == ["│ It held. · The mayor", "│ It fell. · Daily"]
    assert _body(Event(title="T", summary="word " * 12)) == [
        "word word word word word word word word word",
        "word word word",
    ]
    assert _body(Event(title="T", summary="word " * 50))[1].endswith("…")
    assert _body(Event(title="T")) == ["", ""]


def _drones(text: str) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.finditer("drones?", text)]


def test_what_was_looked_for_is_in_sight() -> None:
    event = Event(
        title="T",
        summary="word " * 30 + "and then two drones came",
        quotes=(Quote(exact="Nothing.", source="s"), Quote(exact="A drone " + "fell " * 40, source="s")),
    )
    lines = [body_line(event, part, 60, NAMES, SOURCES, spans=_drones) for part in range(2)]
    assert lines[0].text.strip() == "… word and then two drones came"
    assert lines[1].text.strip().startswith("│ A drone fell fell")
    hits = [[piece.text for piece in line.pieces if piece.hit] for line in lines]
    assert hits == [["drones"], ["drone"]]


@given(TEXTS, TEXTS, TEXTS, st.integers(1, 120), st.integers(0, 1), st.booleans())
def test_the_body_is_never_wider_than_the_list(
    summary: str, exact: str, speaker: str, width: int, part: int, sought: bool
) -> None:
    event = Event(title="T", summary=summary, quotes=(Quote(exact=exact, speaker=speaker),))
    spans = (lambda text: [(at, at + 1) for at, one in enumerate(text) if one == "b"]) if sought else None
    line = body_line(event, part, width, NAMES, SOURCES, spans=spans).text
    assert cell_len(line) <= width
    assert "\x1b" not in line
    assert "\n" not in line
