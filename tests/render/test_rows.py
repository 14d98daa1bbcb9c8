from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render import samples
from timeline_tui.model.timeline import Event
from timeline_tui.render.document import ASCII
from timeline_tui.render.row import gap_line, heading_line, row_line

ROW = samples.row(samples.DISPUTED, 3)
TITLES = st.text(st.sampled_from("ab e\u0301桥👩\x1b\u202e\n[]"), max_size=80)


def test_a_row_says_when_what_and_how_well_it_is_known() -> None:
    row = samples.row(Event(date="2021-06-03", title="The bridge falls"), quotes=7, disputes=1, independent=1)
    assert row_line(row, 50).text == "    3 Jun   The bridge falls               ≠¹   7 "


def test_a_key_event_is_told_by_a_sign_and_by_bold() -> None:
    line = row_line(samples.row(Event(date="2021-06-03", title="The bridge falls", key=True)), 50)
    assert "The bridge falls ★ " in line.text
    assert [piece.role for piece in line.pieces if piece.text == "The bridge falls"] == ["strong"]
    folded = samples.row(Event(date="2021-06-03", title="The bridge falls", key=True), folded=3)
    assert "The bridge falls # +3 " in row_line(folded, 50, marks=ASCII).text
    assert "The br… ★ ▸3" in row_line(folded, 27).text


def test_the_cursor_needs_no_colour() -> None:
    assert row_line(ROW, 50, here=True).text.startswith("▶ ")
    assert row_line(ROW, 50).text.startswith("  ")


def test_parts_stand_further_in() -> None:
    row = samples.row(Event(title="Part"), depth=2)
    assert row_line(row, 60).text.index("Part") == 12 + 4


def test_a_long_title_is_cut_with_a_mark_and_keeps_what_stands_right_of_it() -> None:
    row = samples.row(Event(title="word " * 100), quotes=12)
    text = row_line(row, 50).text
    assert "…" in text
    assert text.endswith("  12 ")


def test_ascii_marks_are_ascii() -> None:
    row = samples.row(
        Event(date="2021-06-03/2021-06-04", title="word " * 100), disputes=1, independent=1, gap=9
    )
    assert all(line.text.isascii() for line in samples.block_lines(row, 50, here=True, marks=ASCII))
    for date in (
        "2021/..",
        "2021-06/2022-01",
        "[2021-06-03..2021-06-09]",
        "1999-12-31",
        "2021-06-03T05:00",
        None,
    ):
        row = samples.row(Event(date=date, title="x"), year="2021")
        assert row_line(row, 50, marks=ASCII).text.isascii()


@pytest.mark.parametrize(
    ("number", "shown"), [(0, ""), (999, "999"), (1000, "1k+"), (99_999, "99k+"), (5_000_000, "99k+")]
)
def test_many_passages_are_counted_roughly(number: int, shown: str) -> None:
    assert row_line(samples.row(Event(title="x"), quotes=number), 50).text.endswith(f"{shown:>4} ")


def test_a_block_is_gap_then_heading_then_row() -> None:
    row = samples.row(Event(date="2022", title="x"), heading="2022", gap=80)
    texts = [line.text.strip() for line in samples.block_lines(row, 40)]
    assert texts[:2] == ["┄┄ 11 weeks ┄┄", "2022"]
    assert len(texts) == 3


def test_headings_are_words() -> None:
    assert heading_line("", 40).text == " no date"
    assert heading_line("-0044", 40).text.startswith(" 45 BCE")
    assert heading_line("\x1b[31m", 40).text == " ^[[31m (not understood)"


def test_a_date_that_is_none_is_shown_as_written() -> None:
    assert row_line(samples.row(Event(date="\x1b soon", title="x")), 50).text.startswith("  ?^[ soon  x ")


@given(TITLES, st.integers(1, 200), st.integers(0, 20), st.sampled_from([None, "2024-03", "桥桥桥桥桥桥"]))
def test_a_row_is_exactly_as_wide_as_the_list(title: str, width: int, depth: int, date: str | None) -> None:
    row = samples.row(Event(date=date, title=title), depth=depth, quotes=5)
    assert cell_len(row_line(row, width).text) <= width
    if width >= 24:
        assert cell_len(row_line(row, width).text) == width
    assert cell_len(gap_line(80, width).text) <= width
    assert cell_len(heading_line("Y17000000", width).text) <= width


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("T05:00", " 3 Jun   05:00 The bridge"),
        ("T05:00-04:00", " 3 Jun   05:00 UTC-4 The bridge"),
        ("T05:00Z", " 3 Jun   05:00 UTC The bridge"),
        ("T05:00+05:30", " 3 Jun   05:00 UTC+5:30 The bridge"),
        ("T05:00:30Z", " 3 Jun›  05:00 UTC The bridge"),
    ],
)
def test_a_time_of_day_stands_before_the_title_where_there_is_room(time: str, shown: str) -> None:
    row = samples.row(Event(date=f"2021-06-03{time}", title="The bridge falls"))
    assert shown in row_line(row, 60).text
    narrow = row_line(row, 30).text
    assert "05:00" not in narrow and "3 Jun›" in narrow and "The bridge" in narrow
