"""Every form of date that the EDTF specification shows and we read, what it means, and every refusal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_refused_dates import REFUSED
from timeline_tui.model.dates import NotADate, Span, parse
from timeline_tui.model.days import day_iso
from timeline_tui.model.span import PRECISIONS
from timeline_tui.model.typed_dates import hint_to

# The examples of https://www.loc.gov/standards/datetime/, by level and feature, with the days they can mean.
EXAMPLES = [
    ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
    ("1985-04", "1985-04-01", "1985-04-30", "month"),
    ("1985", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "second"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "second"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "second"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "second"),
    ("1964/2008", "1964-01-01", "2008-12-31", "year"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "month"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "day"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "month"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31", "year"),
    ("2005/2006-02", "2005-01-01", "2006-02-28", "year"),
    # Level 1
    ("Y170000002", "Y170000002-01-01", "Y170000002-12-31", "year"),
    ("Y-170000002", "Y-170000002-01-01", "Y-170000002-12-31", "year"),
    ("2001-21", "2001-03-01", "2001-05-31", "season"),
    ("1984?", "1984-01-01", "1984-12-31", "year"),
    ("2004-06~", "2004-06-01", "2004-06-30", "month"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "day"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2004-XX", "2004-01-01", "2004-12-31", "month"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "day"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "day"),
    ("1985-04-12/..", "1985-04-12", None, "day"),
    ("1985-04/..", "1985-04-01", None, "month"),
    ("1985/..", "1985-01-01", None, "year"),
    ("../1985-04-12", None, "1985-04-12", "day"),
    ("../1985-04", None, "1985-04-30", "month"),
    ("../1985", None, "1985-12-31", "year"),
    ("1985-04-12/", "1985-04-12", None, "day"),
    ("1985-04/", "1985-04-01", None, "month"),
    ("1985/", "1985-01-01", None, "year"),
    ("/1985-04-12", None, "1985-04-12", "day"),
    ("/1985-04", None, "1985-04-30", "month"),
    ("/1985", None, "1985-12-31", "year"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30", "year"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30", "year"),
    ("1984~/2004~", "1984-01-01", "2004-12-31", "year"),
    ("1984?/2004%", "1984-01-01", "2004-12-31", "year"),
    ("-1985", "-1985-01-01", "-1985-12-31", "year"),
    # Level 2
    ("Y-17E7", "Y-170000000-01-01", "Y-170000000-12-31", "year"),
    ("2001-34", "2001-04-01", "2001-06-30", "part"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "year"),
    ("[1667,1668, 1670..1672]", "1667-01-01", "1672-12-31", "year"),
    ("[..1760-12-03]", None, "1760-12-03", "day"),
    ("[1760-12..]", "1760-12-01", None, "month"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", None, "month"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31", "year"),
    ("[..1984]", None, "1984-12-31", "year"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "day"),
    ("2004-06~-11", "2004-06-11", "2004-06-11", "day"),
    ("2004?-06-11", "2004-06-11", "2004-06-11", "day"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11", "day"),
    ("2004-%06-11", "2004-06-11", "2004-06-11", "day"),
    ("156X-12-25", "1560-12-25", "1569-12-25", "day"),
    ("15XX-12-25", "1500-12-25", "1599-12-25", "day"),
    ("XXXX-12-XX", "0000-12-01", "9999-12-31", "day"),
    ("1XXX-XX", "1000-01-01", "1999-12-31", "month"),
    ("1XXX-12", "1000-12-01", "1999-12-31", "month"),
    ("1984-1X", "1984-10-01", "1984-12-31", "month"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20", "day"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "day"),
    # Beyond the specification: no seconds, the year 1 BCE, winters that last into the next year
    ("2024-03-12T05:00-04:00", "2024-03-12", "2024-03-12", "minute"),
    ("2024-03-12T24:00", "2024-03-12", "2024-03-12", "minute"),
    ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31", "second"),
    ("2017-01-01T08:59:60+09:00", "2017-01-01", "2017-01-01", "second"),
    ("2016-12-31T23:59:60", "2016-12-31", "2016-12-31", "second"),
    ("2024-03-12T05:00-12:00", "2024-03-12", "2024-03-12", "minute"),
    ("0000", "0000-01-01", "0000-12-31", "year"),
    ("2023-24", "2023-12-01", "2024-02-29", "season"),
    ("2024-28", "2024-12-01", "2025-02-28", "season"),
    ("2023-30", "2023-12-01", "2024-02-29", "season"),
    ("20XX-02-29", "2000-02-29", "2096-02-29", "day"),
    ("-000X", "-0009-01-01", "-0001-12-31", "decade"),
    ("-01XX", "-0199-01-01", "-0100-12-31", "century"),
    ("-0100-02-XX", "-0100-02-01", "-0100-02-28", "day"),
]


def bounds(span: Span) -> tuple[str | None, str | None]:
    return tuple(None if day is None else day_iso(day) for day in (span.earliest, span.latest))  # type: ignore[return-value]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), EXAMPLES)
def test_what_a_date_means(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    span = parse(text)
    assert span.text == text
    assert bounds(span) == (earliest, latest)
    assert span.precision == precision


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1984", False, False),
        ("1984?", False, True),
        ("1984~", True, False),
        ("1984%", True, True),
        ("2001-21~", True, False),
        ("201X?", False, True),
        ("1984~/2004?", True, True),
        ("[1984,1985?]", False, True),
        ("Y170000002~", True, False),
    ],
)
def test_marks_of_doubt(text: str, approximate: bool, uncertain: bool) -> None:
    span = parse(text)
    assert (span.approximate, span.uncertain, span.doubts) == (approximate, uncertain, ())


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("2004-06~-11", (("year", "~"), ("month", "~"))),
        ("2004?-06-11", (("year", "?"),)),
        ("?2004-06-~11", (("year", "?"), ("day", "~"))),
        ("2004-%06-11", (("month", "%"),)),
        ("~2004", ()),
        ("2004-06-11~", ()),
    ],
)
def test_doubt_of_one_part(text: str, doubts: tuple[tuple[str, str], ...]) -> None:
    span = parse(text)
    assert span.doubts == doubts
    assert span.approximate or span.uncertain


def test_what_is_known_of_a_masked_date() -> None:
    span = parse("156X-12-25")
    assert (span.year, span.month, span.day, span.masked) == (None, 12, 25, True)


def test_a_time_of_day_keeps_its_offset() -> None:
    span = parse("2024-03-12T05:00-04:00")
    assert (span.clock, span.offset) == (5 * 3600, -240)
    assert parse("2024-03-12T05:00:01Z").offset == 0
    assert parse("2024-03-12T05:00").offset is None
    assert parse("2024-03-12T05:00+05:30").offset == 330


def test_a_range_keeps_its_ends() -> None:
    start, end = parse("1985~/..").dates
    assert (start.text, start.approximate, end.shape) == ("1985~", True, "open")
    assert parse("/1985").dates[0].shape == "unknown"


def test_a_set_keeps_its_members() -> None:
    span = parse("[1667,1668,1670..1672]")
    assert span.shape == "one of"
    assert [member.shape for member in span.dates] == ["date", "date", "range"]


def test_an_end_that_can_be_later_than_its_start_stands() -> None:
    assert bounds(parse("2004-06/2004")) == ("2004-06-01", "2004-12-31")


def test_the_order_of_dates() -> None:
    texts = [
        "../2022",
        "2023/..",
        "2023",
        "2023-01",
        "2023-01-01/2023-01-05",
        "2023-01-01",
        "2023-01-01T03:00+02:00",
        "2023-01-01T01:30",
        "2023-01-01T02:00:00Z",
        "2023-01-02",
        "2023-21",
        "2023-24",
    ]
    backwards = texts[::-1]
    assert sorted(backwards, key=lambda text: parse(text).order) == texts


YEARS = st.one_of(st.integers(1, 9999), st.integers(-9999, 9999)).map(
    lambda year: f"-{-year:04}" if year < 0 else f"{year:04}"
)
DATES = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.one_of(st.integers(1, 12), st.integers(21, 41))),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 28)),
)


@given(DATES, DATES)
def test_order_agrees_with_bounds(one: str, other: str) -> None:
    first, second = sorted((parse(one), parse(other)), key=lambda span: span.order)
    assert first.earliest is not None and first.latest is not None
    assert second.earliest is not None and second.latest is not None
    assert first.earliest <= second.earliest
    if first.earliest == second.earliest:
        assert first.latest >= second.latest


@given(DATES, st.sampled_from("?~%"))
def test_doubt_moves_no_bounds(text: str, mark: str) -> None:
    sure, doubted = parse(text), parse(text + mark)
    assert bounds(sure) == bounds(doubted)
    assert sure.order == doubted.order


@given(st.text(max_size=60) | st.text("0123456789-/.,[]X?~%TYEZ:+ abc", max_size=60))
def test_every_text_is_a_date_or_is_refused_with_a_hint(text: str) -> None:
    try:
        span = parse(text)
    except NotADate as refused:
        assert str(refused) and hint_to(refused)
    else:
        assert span.precision in PRECISIONS
        assert len(span.order) == 4


@given(st.sampled_from([text for text, _ in REFUSED]), st.data())
def test_what_a_hint_proposes_is_a_date(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    changed = text[:start] + data.draw(st.sampled_from(["", "1", "-", " "])) + text[start + 1 :]
    try:
        parse(changed)
    except NotADate as refused:
        if (hint := hint_to(refused)).startswith("write it as "):
            said = re.split("; | if ", hint.removeprefix("write it as "))[0]
            for proposed in said.split(" or "):
                assert parse(bare := proposed.strip('"')).text == bare


@pytest.mark.parametrize("sure", ["2024-03-12", "2024-03-12T05:00", "2024-03-12/2024-03-20", "2024-03-12~"])
def test_what_surely_begins_on_a_day_goes_before_a_set_that_only_may(sure: str) -> None:
    assert parse(sure).order < parse("[2024-03-12,2024-03-14]").order
