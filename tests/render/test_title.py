from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render import samples
from timeline_tui.render.strip import Showing, title_line


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (90, "event 12 of 41 · 5 sources, 4 independent · 110 passages"),
        (70, "event 12 of 41 · 5 sources, 4 independent"),
        (38, "event 12 of 41"),
    ],
)
def test_facts_go_where_there_is_no_room(width: int, shown: str) -> None:
    text = title_line(samples.about(), 11, width).text
    assert text.endswith(f" {shown} ")
    assert text.startswith(" The fall")


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (110, "5 sources, 4 independent · 107 passages verbatim, 1 cut, 2 altered"),
        (95, "event 12 of 41 · 5 sources · 107 passages verbatim, 1 cut, 2 altered"),
        (84, "event 12 of 41 · 5 sources · 3 passages not so in the text"),
        (70, "event 12 of 41 · 3 passages not so in the text"),
        (50, "event 12 of 41"),
    ],
)
def test_passages_that_do_not_stand_in_their_texts_are_told_of_longest(width: int, shown: str) -> None:
    proof = "107 passages verbatim, 1 cut, 2 altered", "3 passages not so in the text"
    assert title_line(samples.about(), 11, width, proof=proof).text.endswith(f" {shown} ")


def test_problems_stay_longest() -> None:
    text = title_line(samples.about(problems=3), 11, 38).text
    assert text.endswith(" 3 problems ")
    assert "event" not in text
    assert title_line(samples.about(problems=1), 11, 110).text.endswith("passages · 1 problem ")


def test_events_that_stand_under_no_date_for_what_is_written_are_counted() -> None:
    assert title_line(samples.about(problems=3, misdated=2), 11, 110).text.endswith(
        " 3 problems, 2 misdated "
    )


def test_what_is_still_being_read_says_so() -> None:
    about = samples.about(complete=False)
    assert title_line(about, None, 90).text.endswith("  41 events so far ")
    assert "3 of 41 so far, 38 hidden" in title_line(about, None, 90, showing=Showing(3, 41)).text


def test_independence_is_named_only_where_it_differs() -> None:
    assert "4 sources · " in title_line(samples.about(sources=4), 0, 90).text


def test_a_timeline_with_no_title_goes_by_its_file() -> None:
    for file in ("bridge.timeline.yaml", "/home/someone/with/a/long/path/bridge.timeline.yaml"):
        text = title_line(samples.about(title=None, file=file), 0, 60).text
        assert text.startswith(" bridge.timeline.yaml ")


@given(st.text(), st.integers(4, 200), st.integers(0, 10**9), st.integers(0, 5000))
def test_the_title_is_exactly_as_wide_as_asked(title: str, width: int, events: int, problems: int) -> None:
    about = samples.about(title=title, events=events, problems=problems)
    text = title_line(about, 0, width).text
    assert cell_len(text) == width


@pytest.mark.parametrize(
    ("width", "events", "passages", "shown"),
    [
        (110, 7, 31, "12 March 2024: 7 events and 31 passages not yet known"),
        (80, 7, 31, "as of 12 March 2024, 7 hidden"),
        (60, 7, 31, "as of 12 March 2024, 7 hidden"),
        (70, 0, 31, "as of 12 March 2024, 31 passages hidden"),
        (80, 0, 0, "as of 12 March 2024: nothing is hidden"),
        (40, 7, 31, "as of 12 March 2024"),
    ],
)
def test_what_a_day_hides_is_told_in_fewer_and_fewer_words(
    width: int, events: int, passages: int, shown: str
) -> None:
    about = samples.about(as_of="2024-03-12", hidden_events=events, hidden_passages=passages)
    line = title_line(about, 1, width).text
    assert shown in line
    assert cell_len(line) <= width
