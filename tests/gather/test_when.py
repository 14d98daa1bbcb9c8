"""Words for a time, and what they mean beside the date of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.when import dateline, moments, report_of
from timeline_tui.model.dates import parse


def read(text: str, published: str | None = "2024-03-12") -> list[tuple[str, str | None, bool]]:
    """The words, the date and whether it is inferred."""
    found = moments(text, ENGLISH, report_of(published))
    return [(text[one.start : one.end], one.date, one.inferred) for one in found]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("They crossed on Tuesday morning.", "2024-03-12"),
        ("They crossed on Monday.", "2024-03-11"),
        ("They crossed on Wednesday.", "2024-03-06"),
        ("They will vote on Friday.", "2024-03-15"),
        ("They meet next Monday.", "2024-03-18"),
        ("They met last Tuesday.", "2024-03-05"),
        ("It was posted yesterday.", "2024-03-11"),
        ("It was attacked overnight.", "2024-03-11/2024-03-12"),
        ("It was quiet last summer.", "2023-22"),
        ("It was quiet last spring.", "2023-21"),
        ("It was quiet last winter.", "2023-24"),
        ("It was quiet last year.", "2023"),
        ("It was quiet last month.", "2024-02"),
        ("It was quiet last week.", "2024-03-04/2024-03-10"),
        ("It ended three days ago.", "2024-03-09"),
        ("It ended two years ago.", "2022"),
        ("In the early hours of March 12, it began.", "2024-03-12"),
        ("The first was on March 2, through the north.", "2024-03-02"),
        ("The first was on December 2, through the north.", "2023-12-02"),
        ("It happened in June.", "2023-06"),
        ("It is set to take place in mid-March.", "2024-03"),
        ("Several attempts were made since Sunday.", "2024-03-10/2024-03-12"),
        ("By Monday, more had come.", "[..2024-03-11]"),
        ("Update 03/12/24, 5 a.m.", "2024-03-12"),
        ("Update 13/02/24, 5 a.m.", "2024-02-13"),
    ],
)
def test_what_hangs_on_the_report(text: str, date: str) -> None:
    ((_, found, inferred),) = read(text)
    assert (found, inferred) == (date, True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It was shown on May 24, 2023.", "2023-05-24"),
        ("It was shown on 24 May 2023.", "2023-05-24"),
        ("It was shown on the 24th of May 2023.", "2023-05-24"),
        ("It was shown in May 2023.", "2023-05"),
        ("It was shown on 2023-05-24.", "2023-05-24"),
        ("It was shown on Sept. 4, 2023.", "2023-09-04"),
        ("It ran from July 25-28, 2016.", "2016-07-25/2016-07-28"),
        ("It was shown in spring 2023.", "2023-21"),
        ("It was shown in the summer of 2023.", "2023-22"),
        ("It was shown in 2014.", "2014"),
    ],
)
def test_what_is_whole(text: str, date: str) -> None:
    for published in ("2024-03-12", None):
        assert [(found, inferred) for _, found, inferred in read(text, published)] == [(date, False)]


def test_a_day_of_no_known_report_has_no_date() -> None:
    assert read("They crossed on Tuesday.", None) == [("Tuesday", None, True)]


def test_a_report_of_one_of_several_days() -> None:
    assert read("They crossed on Tuesday.", "[2024-03-13..2024-03-17]") == [("Tuesday", "2024-03-12", True)]
    assert read("They crossed on Friday.", "[2024-03-13..2024-03-17]") == [
        ("Friday", "[2024-03-08..2024-03-15]", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "They march on.",
        "It cost 2014 crowns.",
        "February 31 is no day.",
        "Version 1.2.3",
        "It was 2024-02-30.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == []


def test_the_date_at_the_head_of_a_text() -> None:
    assert dateline("A title\n\nMarch 12, 2024 11:48 AM\n3 min read\n\nIt began.") == "2024-03-12"
    assert (
        dateline("A long line that tells of 12 March 2024 and goes on for longer than any date line would.")
        is None
    )


@given(
    st.text(),
    st.sampled_from(["2024-03-12", "0001-01-01", "9999-12-31", "-0044-03-15", "2024", "[2023..2024]"]),
)
def test_every_date_is_edtf(text: str, published: str) -> None:
    for words in (
        text,
        "2024-02-30, Feb. 30, 2023",
        f"on Tuesday {text} last summer, since March 3 by 12 May, 3/4/24 and two weeks ago",
    ):
        for one in moments(words, ENGLISH, report_of(published)):
            if one.date is not None:
                parse(one.date)
