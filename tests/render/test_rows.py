from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render import samples
from timeline_tui.model.timeline import Event
from timeline_tui.render.document import ASCII
from timeline_tui.render.row import SaidOfRow, beside_each_other, gap_line, heading_line, row_line

ROW = samples.row(samples.DISPUTED, 3)
TITLES = st.text(st.sampled_from("ab e\u0301桥👩\x1b\u202e\n[]"), max_size=80)


def test_a_row_says_when_what_and_how_well_it_is_known() -> None:
    row = samples.row(Event(date="2021-06-03", title="The bridge falls"), quotes=7, disputes=1, independent=1)
    assert row_line(row, 50).text == "    3 Jun        The bridge falls                ≠"
    assert row_line(row, 50, unproven=True).text == "    3 Jun        The bridge falls               ×≠"


def test_where_nothing_is_marked_the_title_has_the_room() -> None:
    plain = samples.row(Event(title="The bridge falls " * 4))
    disputed = samples.row(Event(title="The bridge falls " * 4), disputes=1)
    assert row_line(plain, 50).text.endswith(" The bridge falls The bridge fall…")
    assert row_line(disputed, 50).text.endswith(" The bridge falls The bridge fa… ≠")


def test_a_key_event_is_told_by_a_sign_and_by_bold() -> None:
    line = row_line(samples.row(Event(date="2021-06-03", title="The bridge falls", key=True)), 50)
    assert "The bridge falls ★ " in line.text
    assert [piece.role for piece in line.pieces if piece.text == "The bridge falls"] == ["strong"]
    folded = samples.row(Event(date="2021-06-03", title="The bridge falls", key=True), folded=3)
    assert "The bridge falls # +3 " in row_line(folded, 50, marks=ASCII).text
    assert "The br… ★ ▸3" in row_line(folded, 26).text


def test_the_cursor_needs_no_colour() -> None:
    assert row_line(ROW, 50, here=True).text.startswith("▶ ")
    assert row_line(ROW, 50).text.startswith("  ")


def test_parts_stand_further_in() -> None:
    row = samples.row(Event(title="Part"), depth=2)
    assert row_line(row, 60).text.index("Part") == 17 + 4


def test_a_long_title_is_cut_with_a_mark_and_keeps_what_stands_right_of_it() -> None:
    row = samples.row(Event(title="word " * 100), disputes=1)
    text = row_line(row, 50).text
    assert text.endswith("… ≠")


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


def test_a_block_is_heading_or_gap_then_row() -> None:
    row = samples.row(Event(date="2022", title="x"), heading="2022", gap=80)
    texts = [line.text.strip() for line in samples.block_lines(row, 40)]
    assert texts[0] == "2022  ┄┄ 11 weeks ┄┄"
    assert len(texts) == 2
    assert heading_line("2022", 60, 80, hidden=3).text == " 2022  ┄┄ 11 weeks, 3 hidden ┄┄"
    texts = [line.text.strip() for line in samples.block_lines(row._replace(heading=None), 40)]
    assert texts[0] == "┄┄ 11 weeks ┄┄"
    assert len(texts) == 2


def test_headings_are_words() -> None:
    assert heading_line("", 40).text == " no date"
    assert heading_line("-0044", 40).text.startswith(" 45 BCE")
    assert heading_line("-0044", 40).text == " 45 BCE"
    assert heading_line("[1040..1049]", 40).text == " 1040s"
    assert heading_line("[-0499..-0400]", 40).text == " 5th c. BCE"
    assert heading_line("\x1b[31m", 40).text == " ^[[31m (not understood)"
    assert heading_line("[\x1b[31m", 40).text == " [^[[31m (not understood)"


def test_a_date_that_is_none_is_shown_as_written() -> None:
    assert row_line(samples.row(Event(date="\x1b soon", title="x")), 50).text.startswith(
        "  ?^[ soon       x "
    )


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
        ("T05:00", "  3 Jun 05:00  The bridge"),
        ("T05:00-04:00", "  3 Jun 05:00  UTC-4 The bridge"),
        ("T05:00Z", "  3 Jun 05:00  UTC The bridge"),
        ("T05:00+05:30", "  3 Jun 05:00  UTC+5:30 The bridge"),
        ("T05:00:30Z", "  3 Jun 05:00  UTC The bridge"),
    ],
)
def test_a_time_of_day_is_said_where_it_tells_events_apart(time: str, shown: str) -> None:
    row = samples.row(Event(date=f"2021-06-03{time}", title="The bridge falls"))
    assert shown in row_line(row, 60, said=SaidOfRow(time=True)).text
    assert "05:00" not in row_line(row, 60).text
    narrow = row_line(row, 30, said=SaidOfRow(time=True)).text
    assert " 3 Jun 05:00 The bridge falls" in narrow and "UTC" not in narrow


def test_an_equal_date_is_said_once_and_times_where_a_day_has_several() -> None:
    said = beside_each_other(
        [
            samples.row(Event(date="2021-06-02T05:00", title="The only time of its day"), heading="2021"),
            samples.row(Event(date="2021-06-03", title="First")),
            samples.row(Event(date="2021-06-03", title="Second")),
            samples.row(Event(date="2021-06-03T05:00", title="Third")),
            samples.row(Event(date="2021-06-03T05:00", title="Fourth")),
            samples.row(Event(date="2021-06-03T06:00", title="Fifth")),
            samples.row(Event(date="2021-06-03T06:00", title="Sixth"), gap=3),
            samples.row(Event(date=None, title="Seventh"), heading=""),
            samples.row(Event(date=None, title="Eighth")),
        ]
    )
    assert [one.date for one in said] == [True, True, False, True, False, True, True, True, False]
    assert [one.time for one in said] == [False, False, False, True, False, True, True, False, False]
    row = samples.row(Event(date="2021-06-03", title="Second"))
    assert row_line(row, 60, said=said[2]).text.startswith(" " * 17 + "Second")
