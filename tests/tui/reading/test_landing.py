"""Where a text that is typed would land."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, indexed
from timeline_tui.index.reader import Index
from timeline_tui.index.shown import Shown
from timeline_tui.model.dates import parse
from timeline_tui.model.days import from_civil
from timeline_tui.session.landing import QUESTION, look

TODAY = from_civil(2024, 3, 14)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return indexed(tmp_path, RAIDS)[1]


@pytest.mark.parametrize(
    ("text", "sentence", "landings"),
    [
        ("", QUESTION, []),
        (
            "March 2024",
            "March 2024: 3 events begin then",
            [(1, "Second raid (12 March 2024, Tuesday)")],
        ),
        (
            "today",
            "14 March 2024, Thursday: 1 event begins then",
            [(3, "Mines are laid (about 14 March 2024)")],
        ),
        (
            "early 2023",
            "2023: 1 event begins then (EDTF has no sign for “early”)",
            [(0, "First entry (2 March 2023, Thursday)")],
        ),
        (
            "1 April 2023",
            "1 April 2023, Saturday: nothing begins then",
            [
                (1, "11 months later: Second raid (12 March 2024, Tuesday)"),
                (0, "4 weeks earlier: First entry (2 March 2023, Thursday)"),
            ],
        ),
        (
            "before 2024",
            "until 2023, start open: 1 event begins then",
            [(0, "First entry (2 March 2023, Thursday)")],
        ),
        ("until 13 March 2024", "until 13 March 2024, start open: 3 events begin then", [(1, None)]),
        ("2030", "2030: nothing begins then", [(3, None)]),
        (
            "12/3/2024",
            "nobody can say which number of 12/3/2024 is the day: which?",
            [(1, "2024-03-12: Second raid (12 March 2024, Tuesday)"), (3, None)],
        ),
        (
            "2023-24",
            "2023-24 can be two years or a part of one: which?",
            [
                (0, "2023/2024: First entry (2 March 2023, Thursday)"),
                (1, "winter 2023: 12 days later: Second raid (12 March 2024, Tuesday)"),
            ],
        ),
        ("+1 year", "1 year later: 2 March 2024, Saturday", [(1, None)]),
        ("-1 day", "1 day earlier: 1 March 2023, Wednesday, and nothing begins then or before", []),
        ("refinery", None, []),
        ("30 Feb 2023", "2023-02 has no day 30: its last day is 2023-02-28", []),
    ],
)
def test_where_it_lands(
    index: Index, text: str, sentence: str | None, landings: list[tuple[int, str | None]]
) -> None:
    found = look(Shown.whole(index), text, from_civil(2023, 3, 2), TODAY)
    assert sentence is None or found.sentence == sentence
    assert [landing.rank for landing in found.landings] == [rank for rank, _ in landings]
    for landing, (_, words) in zip(found.landings, landings, strict=True):
        assert words is None or landing.words == words


def test_there_is_no_step_from_an_event_with_no_date(index: Index) -> None:
    assert look(Shown.whole(index), "+1 day", None, TODAY).sentence == "This event has no date to step from"


EDGES = """\
events:
  - {date: "-9999", title: Far back}
  - {date: "Y-17000", title: Farther back}
  - {date: 9999-12-31, title: The last day}
  - {date: Y17000, title: Beyond}
"""


@pytest.mark.parametrize(
    "text", ["+1 day", "next month", "a century ago", "9999999 centuries later", "yesterday"]
)
@pytest.mark.parametrize("here", [(-17000, 1, 1), (-9999, 1, 1), (9999, 12, 31), (17000, 5, 5)])
def test_it_answers_where_years_have_more_than_four_digits(
    tmp_path: Path, text: str, here: tuple[int, int, int]
) -> None:
    found = look(Shown.whole(indexed(tmp_path, EDGES)[1]), text, from_civil(*here), TODAY)
    assert found.sentence


TIMED = """
timezone: Europe/Berlin
events:
  - {id: rule, date: -0300/-0100, title: Rule}
  - {id: day, date: 1933-02-07, title: All day}
  - {id: eight, date: 1933-02-07T20:00, title: At eight}
  - {id: later, date: 1933-02-07T20:17Z, title: Later}
  - {id: next, date: 1933-02-08, title: Next}
  - {id: choice, date: "[1910,1920]", title: One of two}
  - {id: far, date: 1933-03-01T23:30-04:00, title: Far away}
"""
HERE = from_civil(1933, 2, 7)


@pytest.mark.parametrize(
    ("text", "sentence", "first"),
    [
        ("7 Feb 1933 20:00", "7 February 1933, 20:00: 1 event begins then", "At eight"),
        ("20:00", "7 February 1933, 20:00: 1 event begins then", "At eight"),
        ("9:17 pm", "7 February 1933, 21:17: 1 event begins then", "Later"),
        (
            "21:00",
            "7 February 1933, 21:00: nothing begins then, but 1 event can be then",
            "later that day: Later",
        ),
        (
            "22:59",
            "7 February 1933, 22:59: nothing begins then, but 1 event can be then",
            "1 day later: Next",
        ),
        # On the second of March in Berlin.
        ("2 March 1933 4:29", "2 March 1933, 04:29: nothing begins then", "later that day: Far away"),
        ("2 March 1933", "2 March 1933, Thursday: 1 event begins then", "Far away"),
        ("25:00", "there is no time 25:00: times go from T00:00 to T24:00", None),
        # Something stands then, though it began before.
        ("200 BC", "200 BCE (EDTF -0199): nothing begins then, but 1 event can be then", "Rule"),
        ("1920", "1920: nothing begins then, but 1 event can be then", "12 years later: All day"),
        ("1915", "1915: nothing begins then", None),
    ],
)
def test_minutes_and_what_stands_then(tmp_path: Path, text: str, sentence: str, first: str | None) -> None:
    index = indexed(tmp_path, TIMED)[1]
    found = look(Shown.whole(index), text, HERE, TODAY)
    assert found.sentence == sentence
    if first is not None:
        assert found.landings[0].words.startswith(f"{first} (")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("1933-02-07T20:00", "eight"),
        ("1933-02-07T20:01", "later"),
        ("1933-02-07T19:00Z", "eight"),
        ("1933-02-07T22:00", "next"),
        ("1933-02-07", "day"),
        ("1999-01-01T10:00", "far"),
    ],
)
def test_a_time_names_the_first_event_from_then_on(tmp_path: Path, at: str, expected: str) -> None:
    index = indexed(tmp_path, TIMED)[1]
    rank = index.rank_of_date(parse(at))
    assert rank is not None
    assert index.rows(rank, 1)[0].id == expected
