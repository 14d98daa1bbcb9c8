"""Every form of date that the EDTF specification shows and we read, what it means, and every refusal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.date_hints import hint_to
from timeline_tui.model.dates import PRECISIONS, EndBeforeStart, NotADate, Span, day_iso, parse

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


REFUSED = [
    ("1914 or 1918", 'write it as "[1914,1918]"'),
    (
        "300s BC",
        'write it as "[-0308..-0299]" or "[-0398..-0299]"; 300s BC can mean either',
    ),
    ("12/03/24", "write it as 2024-03-12 or 2024-12-03; 12/03/24 can mean either"),
    ("12-03-24", "write it as 2024-03-12 or 2024-12-03; 12-03-24 can mean either"),
    ("24-03-12", "write it as 2024-03-12 or 2012-03-24; 24-03-12 can mean either"),
    ("31-04-15", "write it as 2031-04-15"),
    ("99-12-31", "write it as 1999-12-31"),
    ("15-04-99", "write it as 1999-04-15"),
    ("03/03/2024", "write it as 2024-03-03"),
    ("13/03/2024", "write it as 2024-03-13"),
    ("03/13/2024", "write it as 2024-03-13"),
    ("12.03.2024", "write it as 2024-03-12; the day first, as dates with dots are written"),
    ("12.3.98", "write it as 1998-03-12"),
    ("31/04/2024", "2024-04 has no day 31; its last day is 2024-04-30"),
    ("2023/06/14", "write it as 2023-06-14"),
    ("2023.06", "write it as 2023-06"),
    ("06/2023", "write it as 2023-06"),
    ("2023-1", "write it as 2023-01"),
    ("2023-6", "write it as 2023/2026 or 2023-06; 2023-6 can mean either"),
    ("1918-9", "write it as 1918/1919 or 1918-09; 1918-9 can mean either"),
    ("1851-52", "write it as 1851/1852 if these are two years; months go from 01 to 12"),
    ("2022-3-1", "write it as 2022-03-01"),
    ("02/30/1988", "1988-02 has no day 30; its last day is 1988-02-29"),
    ("1710201600", "if this is a Unix time, write 2024-03-12T00:00:00Z"),
    ("1710201600123", "if this is a Unix time, write 2024-03-12T00:00:00Z"),
    ("10 Feb 1750/51", "write it as 1751-02-10; 1751 is the year in the new style"),
    (
        "12 March 2024, 10:00-12:00",
        "write it as 2024-03-12T10:00 or 2024-03-12; 12 March 2024, 10:00-12:00 can mean either",
    ),
    ("12 марта 2024", "write it as 2024-03-12"),
    (
        "12, 13 and 14 May 2024",
        "write an event for each date; 2024-03-12/2024-03-14 is from one to the other",
    ),
    ("2024-03-12Z", "a zone goes with a time of day: 2024-03-12T05:00-04:00; leave it out"),
    (
        "2024-03-12..2024-03-14",
        "a range has a slash: 2024-03-12/2024-03-14; [2024-03-12..2024-03-14] is one of these days",
    ),
    ("0 BC", "there is no year 0: AD 1 follows 1 BC, which is 0000"),
    ("12,000 years ago", "count it from the birth of Christ: 12,000 BC"),
    ("2024-03-12 5pm EST", "write the zone as an offset: 2024-03-12T05:00-04:00"),
    ("22-25 May", "add the year: 2024-05-22/2024-05-25 is the one in 2024"),
    ("2023-6-1", "write it as 2023-06-01"),
    ("20240312", "write it as 2024-03-12"),
    ("24", "write the year with four digits, such as 0850; -0044 is 45 BCE"),
    ("-44", "write the year with four digits, such as 0850; -0044 is 45 BCE"),
    ("12000", "write a Y before a year of more than four digits: Y12000"),
    ("Y2023", "write 2023"),
    ("Y-44?", "write -0044?"),
    ("Y-", "dates look like 2024, 2024-03, 2024-03-12 or 2024-03-12T05:00; leave it out if it is not known"),
    ("Y2023-05", "a Y is for years of more than four digits: Y12000, Y-17E7"),
    ("Y1E999999999", "write fewer digits"),
    ("12 March 2024", "write it as 2024-03-12"),
    ("12th of March, 2024", "write it as 2024-03-12"),
    ("Tuesday, 12 March 2024", "write it as 2024-03-12"),
    ("March 12, 2024", "write it as 2024-03-12"),
    ("12-Mar-2024", "write it as 2024-03-12"),
    ("Sept. 2023", "write it as 2023-09"),
    ("2024 March 12", "write it as 2024-03-12"),
    ("30 February 2023", "2023-02 has no day 30; its last day is 2023-02-28"),
    ("May", "add the year: 2024-03, 2024-03-12"),
    ("12 May", "add the year: 2024-03, 2024-03-12"),
    ("spring 2023", "write it as 2023-21"),
    ("Q2 2023", "write it as 2023-34"),
    ("2023-H2", "write it as 2023-41"),
    ("early 2023", "write the year, or its season or quarter: 2023-21 is spring, 2023-33 the first quarter"),
    ("the 1850s", "write it as 185X"),
    ("19th century", "write it as 18XX"),
    ("45 BC", "write it as -0044"),
    ("1 B.C.E.", "write it as 0000"),
    ("AD 44", "write it as 0044"),
    ("c. 1850", "write it as 1850~"),
    ("c1850", "write it as 1850~"),
    ("about 12 March 2024", "write it as 2024-03-12~"),
    ("perhaps March 2023", "write it as 2023-03?"),
    ("1850?~", "write it as 1850%"),
    ("201x", "write it as 201X"),
    ("19??", "write it as 19XX"),
    ("2004-06-uu", "write it as 2004-06-XX"),
    ("2024-03-12 05:00", "write it as 2024-03-12T05:00"),
    ("2024-03-12T5:00", "write it as 2024-03-12T05:00"),
    ("2024-03-12T05", "write it as 2024-03-12T05:00"),
    ("2024-03-12 05:00:30.25Z", "write it as 2024-03-12T05:00:30Z; the fraction of a second is left out"),
    ("2024-03-12T05:00:30.5", "write it as 2024-03-12T05:00:30; the fraction of a second is left out"),
    ("2024-03-12T05:00:30+0230", "write it as 2024-03-12T05:00:30+02:30"),
    ("2024-03-12T05:00:30+0000", "write it as 2024-03-12T05:00:30Z"),
    ("2024-03-12T05:00 -0400", "write it as 2024-03-12T05:00-04:00"),
    ("12 March 2024, 5.30 pm", "write it as 2024-03-12T17:30"),
    ("2024-03-12 05:00 EST", "write the zone as an offset: 2024-03-12T05:00-04:00"),
    ("2024-03-12T05:00~", "a date with a time of day takes no ? ~ %: leave out the time or the mark"),
    ("05:00", "put the day before the time: 2024-03-12T05:00"),
    ("2020-2023", "write it as 2020/2023"),
    ("2023-05-22/23", "write it as 2023-05-22/2023-05-23"),
    ("2023-05-22 to 2023-05-24", "write it as 2023-05-22/2023-05-24"),
    ("2023-05-22 – 2023-05-24", "write it as 2023-05-22/2023-05-24"),
    ("22-23 May 2023", "write it as 2023-05-22/2023-05-23"),
    ("5 May - 7 June 2023", "write it as 2023-05-05/2023-06-07"),
    ("since May 2023", "write it as 2023-05/.."),
    ("until 2020", "write it as ../2020"),
    ("2004/open", "write it as 2004/.."),
    ("2023-05-22/present", "write it as 2023-05-22/.."),
    ("before 2020", "a range can have an open end: ../2019 ends with 2019, 2021/.. begins with 2021"),
    ("2023-05-22/P2D", "write the first and the last day: 2024-03-12/2024-03-14"),
    ("2023-W12", "write it as 2023-03-20/2023-03-26"),
    ("2023-123", "write it as 2023-05-03"),
    ("2023‑05‑22", "write it as 2023-05-22"),
    (" 2023", "write it as 2023"),
    ("2023\n", "write it as 2023"),
    ("{1960,1961}", "write an event for each; [2024-03-12,2024-03-14] is one of these days"),
    ("[1667", 'a set is written "[2024-03-12,2024-03-14..2024-03-17]", with the quotation marks'),
    ("[]", "a set looks like [2024-03-12,2024-03-14..2024-03-17]"),
    ("[..]", "a set looks like [2024-03-12,2024-03-14..2024-03-17]"),
    ("[....]", "a set looks like [2024-03-12,2024-03-14..2024-03-17]"),
    ("[1667]", "write 1667"),
    ("1950S2", "write the decade (195X) or the century (19XX)"),
    ("unknown", "leave the date out if it is not known"),
    ("", "leave the date out if it is not known"),
    ("yesterday", "write the day itself, such as 2024-03-12"),
    ("2024-13", "months go from 01 to 12; 21 to 24 are spring, summer, autumn, winter"),
    ("2024-13-01", "months go from 01 to 12; 21 to 24 are spring, summer, autumn, winter"),
    ("2024-42", "write it as 2024/2042 if these are two years; months go from 01 to 12"),
    ("2024-00", "leave out what is not known: 2024"),
    ("2024-03-00", "leave out what is not known: 2024-03"),
    ("2023-02-29", "its last day is 2023-02-28"),
    ("2023-24-01", "leave out the day: 2023-24"),
    ("201X-21", "leave out the season, or write all four digits"),
    ("XXXX-02-30", "X stands for one digit that is not known: 2004-06-XX, 201X"),
    ("2023-XXT05:00", "leave out the time, or name the day: 2024-03-12T05:00"),
    ("2024-03T05:00", "leave out the time, or name the day: 2024-03-12T05:00"),
    ("2024-03-12~T05:00", "leave out the time or the mark"),
    ("2024-03-12T24:01", "times go from T00:00 to T24:00"),
    ("2024-03-12T23:59:60Z", "a leap second ends a 30 June or 31 December in UTC"),
    ("2016-12-31T23:59:60+01:00", "a leap second ends a 30 June or 31 December in UTC"),
    ("1971-12-31T23:59:60Z", "a leap second ends a 30 June or 31 December in UTC"),
    ("2016-12-31T23:59:61Z", "times go from T00:00 to T24:00"),
    ("2024-03-12T05:60", "times go from T00:00 to T24:00"),
    ("2024-03-12T05:00-12:01", "offsets go from -12:00 to +14:00; Z is UTC"),
    ("2024-03-12T05:00-13", "offsets go from -12:00 to +14:00; Z is UTC"),
    ("2024-03-12T05:00+15:00", "offsets go from -12:00 to +14:00; Z is UTC"),
    ("2024-03-12T05:00-00:00", "write Z if it is UTC, or leave it out"),
    ("-0000", "write 0000 for the year 1 BCE"),
    ("../..", "leave the date out if neither is known"),
    ("/", "leave the date out if neither is known"),
    ("2024-03-12T05:00/2024-03-13", "leave out the time: 2024-03-12/2024-03-13"),
    ("2024-03-12/2024-03-13T05:00Z", "leave out the time: 2024-03-12/2024-03-13"),
    ("../2024-03-13T05:00", "leave out the time: ../2024-03-13"),
    (
        "٢٠٢٤",
        "dates look like 2024, 2024-03, 2024-03-12 or 2024-03-12T05:00; leave it out if it is not known",
    ),
    ("a" * 500, "write a date such as 2024-03-12"),
]


@pytest.mark.parametrize(("text", "hint"), REFUSED)
def test_a_refusal_says_what_to_try(text: str, hint: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse(text)
    assert hint_to(refused.value) == hint
    assert str(refused.value)
    assert not isinstance(refused.value, EndBeforeStart)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2004/2003", "turned round: 2003/2004"),
        ("2004-06/2003", "turned round: 2003/2004-06"),
        ("[2004..2003]", "turned round: 2003..2004"),
    ],
)
def test_an_end_before_its_start(text: str, hint: str) -> None:
    with pytest.raises(EndBeforeStart) as refused:
        parse(text)
    assert refused.value.hint == hint


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
