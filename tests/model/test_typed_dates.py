"""Dates as people type them: each has one meaning, or is refused with something to try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.dates import NotADate, parse
from timeline_tui.model.days import from_civil
from timeline_tui.model.span import EndBeforeStart
from timeline_tui.model.typed_dates import Unclear, typed
from timeline_tui.tui.presentation.dates import in_words

HERE = from_civil(2024, 5, 5)

MEANT = [
    ("12 March 2024", "2024-03-12"),
    ("March 12, 2024", "2024-03-12"),
    ("the 12th of March, 2024", "2024-03-12"),
    ("Tuesday, 12 March 2024", "2024-03-12"),
    ("12 March 2024, Tuesday", "2024-03-12"),
    ("22/5/2023", "2023-05-22"),
    ("5/22/2023", "2023-05-22"),
    ("3/3/2024", "2024-03-03"),
    ("2023/05", "2023-05"),
    ("20230522", "2023-05-22"),
    ("spring 2023", "2023-21"),
    ("winter 2023/24", "2023-24"),
    ("first half of 2023", "2023-40"),
    ("Q1 2023", "2023-33"),
    ("last quarter of 2023", "2023-36"),
    ("c. May 2023", "2023-05~"),
    ("about 1850", "1850~"),
    ("May 2023?", "2023-05?"),
    ("perhaps about 1850", "1850%"),
    ("44 BC", "-0043"),
    ("1 BCE", "0000"),
    ("15 March 44 BC", "-0043-03-15"),
    ("29 February 45 BCE", "-0044-02-29"),
    ("about 44 B.C.", "-0043~"),
    ("AD 850", "0850"),
    ("850", "0850"),
    ("12,000 BC", "Y-11999"),
    ("the 1850s", "185X"),
    ("19th century", "18XX"),
    ("5th century BC", "[-0499..-0400]"),
    ("22-23 May 2023", "2023-05-22/2023-05-23"),
    ("22–23 May 2023", "2023-05-22/2023-05-23"),
    ("from 22 to 23 May 2023", "2023-05-22/2023-05-23"),
    ("between 22 and 25 May 2023", "[2023-05-22..2023-05-25]"),
    ("between March and June 2023", "[2023-03..2023-06]"),
    ("May to July 2023", "2023-05/2023-07"),
    ("1914-1918", "1914/1918"),
    ("12 or 13 March 2024", "[2024-03-12,2024-03-13]"),
    ("before 1990", "../1989"),
    ("before the 1850s", "../1849"),
    ("before spring 2023", "../2023-02"),
    ("before 1 March 2024", "../2024-02-29"),
    ("after May 2023", "2023-06/.."),
    ("since 1990", "1990/.."),
    ("until 1990", "../1990"),
    ("12 March 2024 5pm", "2024-03-12T17:00"),
    ("2024-03-12t05:00", "2024-03-12T05:00"),
    ("2023-05~", "2023-05~"),
    ("12. März 2024", "2024-03-12"),
    ("12 de marzo de 2024", "2024-03-12"),
    ("1er mai 2023", "2023-05-01"),
    ("12 березня 2024 року", "2024-03-12"),
    ("12 марта 2024 г.", "2024-03-12"),
    ("2023年5月12日", "2023-05-12"),
]


@pytest.mark.parametrize(("text", "edtf"), MEANT)
def test_what_is_meant(text: str, edtf: str) -> None:
    assert typed(text) == (parse(edtf), "")


@pytest.mark.parametrize(
    ("text", "edtf", "remark"),
    [
        ("12.3.2024", "2024-03-12", "the day first, as dates with dots are written"),
        ("early May 2023", "2023-05", "EDTF has no sign for “early”"),
        ("mid-2023", "2023", "EDTF has no sign for “mid”"),
        ("the end of May 2023", "2023-05", "EDTF has no sign for “end”"),
        ("late 2023 to early 2024", "2023/2024", "EDTF has no sign for “late”, “early”"),
        ("12 March", "2024-03-12", "the year is taken from here: 2024"),
        ("March", "2024-03", "the year is taken from here: 2024"),
        ("22-23 May", "2024-05-22/2024-05-23", "the year is taken from here: 2024"),
        ("autumn", "2024-23", "the year is taken from here: 2024"),
        ("late May", "2024-05", "the year is taken from here: 2024; EDTF has no sign for “late”"),
    ],
)
def test_what_was_taken_for_granted_or_lost_is_said(text: str, edtf: str, remark: str) -> None:
    assert typed(text, near=HERE) == (parse(edtf), remark)


def test_the_year_here_can_be_one_before_our_era() -> None:
    near = from_civil(-43, 3, 15)
    assert typed("1 April", near=near) == (parse("-0043-04-01"), "the year is taken from here: 44 BCE")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("12/3/2024", ("2024-03-12", "2024-12-03")),
        ("12/03/24", ("2024-03-12", "2024-12-03")),
        ("22/05/23", ("2023-05-22",)),
        ("24-03-12", ("2024-03-12", "2012-03-24")),
        ("99-12-31", ("1999-12-31",)),
        ("the 1900s", ("190X", "19XX")),
        ("1900's", ("190X", "19XX")),
    ],
)
def test_a_text_of_several_meanings_is_not_guessed_at(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refused:
        typed(text)
    assert refused.value.readings == readings
    assert refused.value.hint == f"write it as {' or '.join(readings)}"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "no date is written", "write a date such as 2024-03-12, March 2024 or spring 2023"),
        ("30 Feb 2023", "2023-02 has no day 30", "its last day is 2023-02-28"),
        ("Monday 12 March 2024", "2024-03-12 is a Tuesday", "leave out the weekday, or write another day"),
        ("12 March", '"12 March" is not a date', "add the year: 2024-03, 2024-03-12"),
        ("today", '"today" is not a date', "write the day itself, such as 2024-03-12"),
        (
            "the day of the cat",
            '"the day of the cat" is not a date',
            "write a date such as 2024-03-12, March 2024 or spring 2023",
        ),
        ("13/13/2024", "there is no month 13", None),
        ("before 1990 to 1995", "“before 1990 to 1995” has no single date", None),
        ("12 March 2024 5", '"12 March 2024 5" is not a date', None),
    ],
)
def test_a_refusal_says_why_and_what_to_try(text: str, message: str, hint: str | None) -> None:
    with pytest.raises(NotADate) as refused:
        typed(text)
    assert str(refused.value) == message
    assert refused.value.hint
    assert hint is None or refused.value.hint == hint


def test_an_end_before_its_start_is_said() -> None:
    with pytest.raises(EndBeforeStart):
        typed("2004/2003")


@pytest.mark.parametrize(
    ("text", "edtf"), [("today", "2024-05-05"), ("yesterday", "2024-05-04"), ("tomorrow", "2024-05-06")]
)
def test_today_is_a_day_where_it_is_known(text: str, edtf: str) -> None:
    assert typed(text, today=HERE).edtf == edtf


YEARS = st.integers(-9998, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")
DAYS = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.one_of(st.integers(1, 12), st.integers(21, 41))),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 28)),
)
MARKED = st.builds("{}{}".format, DAYS, st.sampled_from(["", "~", "?", "%"]))
TIMED = st.builds(
    "{}-03-12T{:02}:{:02}{}".format,
    st.integers(1, 9999).map("{:04}".format),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", "Z", ":30", ":30Z", "-04:00", "+05:30"]),
)
MASKED = st.one_of(
    st.integers(1, 999).map("{:03}X".format),
    st.integers(1, 99).map("{:02}XX".format),
    st.integers(1000, 9999).map("{}-XX".format),
    st.integers(1000, 9999).map("{}-05-XX".format),
)
RANGES = st.one_of(
    st.builds("{}/{}".format, MARKED, st.one_of(MARKED, st.sampled_from(["..", ""]))),
    st.builds("{}/{}".format, st.sampled_from(["..", ""]), MARKED),
    st.builds("[{}..{}]".format, DAYS, DAYS),
    st.lists(DAYS, min_size=2, max_size=5).map(lambda days: f"[{','.join(days)}]"),
)


@given(st.one_of(MARKED, TIMED, MASKED, RANGES))
def test_its_own_words_mean_the_same(edtf: str) -> None:
    try:
        span = parse(edtf)
    except NotADate:
        return
    words = in_words(span)
    said = typed(words).span
    assert (said.earliest, said.latest, said.precision) == (span.earliest, span.latest, span.precision), words
    assert (said.approximate, said.uncertain, said.clock) == (span.approximate, span.uncertain, span.clock), (
        words
    )


WORDS = (
    *(
        "12",
        "3",
        "March",
        "may",
        "spring",
        "2024",
        "1850",
        "44",
        "BC",
        "AD",
        "before",
        "after",
        "about",
        "c.",
    ),
    *(
        "perhaps",
        "?",
        "-",
        "/",
        "to",
        "or",
        "between",
        "and",
        "early",
        "late",
        "mid-",
        "19th",
        "century",
        "1900s",
    ),
    *(
        "first",
        "half",
        "of",
        "quarter",
        "until",
        "since",
        "Monday",
        "at",
        "5pm",
        "05:00",
        "(UTC)",
        ",",
        ".",
        "~",
    ),
    *(
        "(one of these days)",
        "(EDTF",
        ")",
        "März",
        "de",
        "年",
        "月",
        "yesterday",
        "the",
        "years",
        "X",
        "٣",
        "\x1b",
    ),
)


@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
        st.text(max_size=40),
    ),
    st.sampled_from([None, HERE, from_civil(-43, 1, 1), from_civil(12000, 1, 1)]),
)
def test_every_text_is_a_date_or_is_refused(text: str, near: int | None) -> None:
    try:
        found = typed(text, near=near, today=near)
    except NotADate as refused:
        assert str(refused) and refused.hint
        if isinstance(refused, Unclear):
            assert [parse(reading).text for reading in refused.readings] == list(refused.readings)
    else:
        assert parse(found.edtf) == found.span
