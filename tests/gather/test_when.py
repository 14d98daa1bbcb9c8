"""Words for a time, and what they mean beside the date of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.publication import report_of
from timeline_tui.gather.when import moments
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
        ("It was lost 25/9/45.", "1945-09-25"),
        ("They must leave by Wednesday.", "[..2024-03-13]"),
        ("On Friday, the council will vote.", "2024-03-15"),
        ("On Tuesday, he said he will go.", "2024-03-12"),
        ("On November 5, they will vote.", "2024-11-05"),
        ("The bridge fell on April 2.", "[2023-04-02,2024-04-02]"),
        ("On April 2, the bridge fell.", "[2023-04-02,2024-04-02]"),
        ("They agreed to meet on April 2.", "2024-04-02"),
        ("It was on Tuesday, March 14.", "2023-03-14"),
        ("He fought there since 2014.", "2014/2024-03-12"),
        ("He fought there since March.", "2024-03/2024-03-12"),
        ("It will be dry this summer.", "2024-22"),
        ("It was cold this winter.", "2023-24"),
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
        ("It was shown on 13/02/2024.", "2024-02-13"),
        ("It stood by 2014.", "[..2014]"),
        ("It stood before 2014.", "[..2014]"),
        ("It stood after 2014.", "[2014..]"),
        ("He died in 44 BC in the city.", "-0043"),
        ("He died on March 15, 44 BC.", "-0043-03-15"),
        ("They came around 1200 BC.", "-1199"),
        ("It was buried in AD 79.", "0079"),
        ("It was built in the early 1990s.", "199X"),
        ("It was built in the 1900s.", "19XX"),
        ("It was built in the late 19th century.", "18XX"),
        ("It was built in the nineteenth century.", "18XX"),
        ("It was built in the 5th century BC.", "-04XX"),
    ],
)
def test_what_is_whole(text: str, date: str) -> None:
    for published in ("2024-03-12", None):
        assert [(found, inferred) for _, found, inferred in read(text, published)] == [(date, False)]


def test_the_winter_before_this_one_in_january() -> None:
    assert read("It was cold last winter.", "2024-01-15") == [("last winter", "2022-24", True)]
    assert read("It was cold this winter.", "2024-01-15") == [("this winter", "2023-24", True)]
    assert read("It was on March 12 that it fell.", "2024-01-15") == [("March 12", "2023-03-12", True)]


def test_a_day_of_no_known_report_has_no_date() -> None:
    assert read("It was on 03/04/2024.", None) == [("03/04/2024", None, True)]
    assert read("He fought there since 2014.", None) == [("since 2014", "2014/..", False)]
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
        "He had left two days earlier.",
        "A 19th-century house of 1990s fame",
        "It was 3/4/45.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == []


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
