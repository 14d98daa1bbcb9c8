"""Dates as people type them: each has one meaning, or is refused with something to try."""

from __future__ import annotations

import pytest

from timeline_tui.model.dates import parse
from timeline_tui.model.days import from_civil
from timeline_tui.model.span import NotADate
from timeline_tui.model.typed_dates import typed

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
    ("the years 10 CE to 19 CE", "001X"),
    ("the years 18 BCE to 10 BCE", "-0017/-0009"),
    ("12,000 BC", "Y-11999"),
    ("the 1850s", "185X"),
    ("19th century", "18XX"),
    ("5th century BC", "-04XX"),
    ("22-23 May 2023", "2023-05-22/2023-05-23"),
    ("22–23 May 2023", "2023-05-22/2023-05-23"),
    ("from 22 to 23 May 2023", "2023-05-22/2023-05-23"),
    ("between 22 and 25 May 2023", "[2023-05-22..2023-05-25]"),
    ("between March and June 2023", "[2023-03..2023-06]"),
    ("May to July 2023", "2023-05/2023-07"),
    ("1914-1918", "1914/1918"),
    ("12 or 13 March 2024", "[2024-03-12,2024-03-13]"),
    ("before 1990", "../1989"),
    ("before about 1990", "../1989~"),
    ("after circa 1850?", "1851%/.."),
    ("480-80 BC", "-0479/-0079"),
    ("before the 1850s", "../1849"),
    ("before spring 2023", "../2023-02"),
    ("before 1 March 2024", "../2024-02-29"),
    ("after May 2023", "2023-06/.."),
    ("since 1990", "1990/.."),
    ("12 March 2024, 12 pm", "2024-03-12T12:00"),
    ("12 March 2024 at 12:30 am", "2024-03-12T00:30"),
    ("until 1990", "../1990"),
    ("until the 1st century", "../0099"),
    ("1st century or earlier", "[..0099]"),
    ("since the 1st century", "0001/.."),
    ("from unknown to 1st century", "/0099"),
    ("12 March 2024 5pm", "2024-03-12T17:00"),
    ("2024-03-12t05:00", "2024-03-12T05:00"),
    ("2023-05~", "2023-05~"),
    # Years of fewer digits, and before our era
    ("circa 868", "0868~"),
    ("11 May 868", "0868-05-11"),
    ("8 June 632", "0632-06-08"),
    ("868-71", "0868/0871"),
    ("48-47 BC", "-0047/-0046"),
    ("50 to 40 BC", "-0049/-0039"),
    ("323-31 BC", "-0322/-0030"),
    ("63 BC - 14 AD", "-0062/0014"),
    ("2334 or 2270 BCE", "[-2333,-2269]"),
    ("15 March -0044", "-0044-03-15"),
    ("summer, -1980", "-1980-22"),
    ("15 March to 10 April 44 BC", "-0043-03-15/-0043-04-10"),
    ("44 BC, March 15", "-0043-03-15"),
    ("90-11-14 B.C.E.", "-0089-11-14"),
    ("before 44 BC", "../-0044"),
    ("before 1 CE", "../0000"),
    ("1st century BC", "[-0099..0000]"),
    ("1st century", "[0001..0099]"),
    ("c. 1st century BC", "[-0099~..0000~]"),
    ("1st century BC to 1st century AD", "-0099/0099"),
    ("before the 1st century BC", "../-0100"),
    ("5th-4th century BC", "-04XX/-03XX"),
    ("440s BC", "[-0448..-0439]"),
    ("20s BC", "[-0028..-0019]"),
    ("1-5 AD", "0001/0005"),
    ("AD 1-5", "0001/0005"),
    ("5 AD-10", "0005/0010"),
    ("1 AD-100", "0001/0100"),
    # Centuries and decades
    ("2nd millennium BC", "-1XXX"),
    ("1st millennium AD", "[0001..0999]"),
    ("nineteenth century", "18XX"),
    ("19c", "18XX"),
    ("19th c.", "18XX"),
    ("XIX century", "18XX"),
    ("17th-19th century", "16XX/18XX"),
    ("c.19c?", "18XX%"),
    ("first half of the 19th century", "[1800..1849]"),
    ("last quarter of the 5th century BC", "[-0424..-0400]"),
    ("ca. 1860s?", "186X%"),
    ("1980s-90s", "198X/199X"),
    ("the 1980s or 1990s", "[198X,199X]"),
    # A mark of doubt is of the date that it stands at.
    ("12 or 13 March 2024?", "[2024-03-12,2024-03-13?]"),
    ("12 to 14 March 2024~", "2024-03-12/2024-03-14~"),
    ("c. 1850 to 59", "1850~/1859"),
    # What is before or after a date is as fine as that is.
    ("before the 19th century", "../1799"),
    ("before the 1st millennium", "../0000"),
    ("before the 3rd century BC", "../-0300"),
    ("after the 40s BC", "-0038/.."),
    ("before summer 2023", "../2023-05"),
    ("after the 2nd quarter of 2023", "2023-07/.."),
    # As the program writes a set that holds a range, or what is open at an end.
    ("1990, 1992 to 1994 or 2000 or later (one of these)", "[1990,1992..1994,2000..]"),
    ("1980 or earlier, 1985 or 1990 (one of these)", "[..1980,1985,1990]"),
    ("12 March 2024 or 14 to 16 March 2024 (one of these)", "[2024-03-12,2024-03-14..2024-03-16]"),
    ("12, 14 or 16-18 March 2024 (one of these)", "[2024-03-12,2024-03-14,2024-03-16..2024-03-18]"),
    ("about 1990 or perhaps 1992 to 1994 (one of these)", "[1990~,1992?..1994]"),
    ("40s BCE or 1st century (one of these)", "[-0048..-0039,0001..0099]"),
    # Ranges that leave out what both ends share
    ("1851-52", "1851/1852"),
    ("1914-18", "1914/1918"),
    ("1914/18", "1914/1918"),
    ("1898/1902", "1898/1902"),
    ("1850 to 59", "1850/1859"),
    ("1999–00", "1999/2000"),
    ("1914 -1918", "1914/1918"),
    ("April-July 1994", "1994-04/1994-07"),
    ("10 - 22 August 2012", "2012-08-10/2012-08-22"),
    ("Nov 3-5, 1918", "1918-11-03/1918-11-05"),
    ("May 25, 2023 - June 7", "2023-05-25/2023-06-07"),
    ("5 May till 7 June 2023", "2023-05-05/2023-06-07"),
    ("2023-05-22 to 06-02", "2023-05-22/2023-06-02"),
    ("winter of 1944-45", "1944-24"),
    ("winter 1999/00", "1999-24"),
    ("winter 44/43 BC", "-0043-24"),
    ("2024. 3. 12.", "2024-03-12"),
    ("22 and 23 May 2023", "2023-05-22/2023-05-23"),
    ("1884 to circa June 1904", "1884/1904-06~"),
    ("1868-1871?", "1868/1871?"),
    # Open ends
    ("to 1789", "../1789"),
    ("bef 1950", "../1949"),
    ("pre-1914", "../1913"),
    ("aft 1950", "1951/.."),
    ("> 1988", "1989/.."),
    ("1850-", "1850/.."),
    ("1988 - unknown", "1988/"),
    ("unknown to 1988", "/1988"),
    ("no later than 1850", "[..1850]"),
    ("on or after 5 May 1850", "[1850-05-05..]"),
    ("some time before 1850", "../1849"),
    ("December 1760 or after", "[1760-12..]"),
    # Doubt
    ("1860 approx", "1860~"),
    ("ca1860", "1860~"),
    ("≈ 1950", "1950~"),
    ("1850 ca.", "1850~"),
    ("“May 1850.”", "1850-05"),
    ("11 September 2001 (Tuesday)", "2001-09-11"),
    ("1950-ish", "1950~"),
    ("abt jan 1, 1900", "1900-01-01~"),
    ("about 3/14/1789", "1789-03-14~"),
    ("around 03/1988?", "1988-03%"),
    ("1862 (uncertain)", "1862?"),
    ("11 June 2004 (year uncertain, day approximate)", "?2004-06-~11"),
    ("c. 484 – c. 425 BC", "-0483~/-0424~"),
    ("c. 1655 to 1700", "1655~/1700"),
    ("sometime in 1999", "1999-XX-XX"),
    ("some time in April 1985", "1985-04-XX"),
    ("a month in 1999", "1999-XX"),
    ("01/2u/1988", "1988-01-2X"),
    # Numbers, of which the other date or a weekday says which is the day
    ("5/6/2023 - 25/6/2023", "2023-06-05/2023-06-25"),
    ("from 03/28/1988 to 4/1/1988", "1988-03-28/1988-04-01"),
    ("Sunday 10/3/2024", "2024-03-10"),
    ("1 31, 2000", "2000-01-31"),
    ("22. 3. 2000", "2000-03-22"),
    ("03NOV1918", "1918-11-03"),
    ("march the 29th 1988", "1988-03-29"),
    ("9/JAN/2017", "2017-01-09"),
    ("20240312T0500", "2024-03-12T05:00"),
    ("6/Nov/2023:06:36:02 +0200", "2023-11-06T06:36:02+02:00"),
    ("12 March 2024 17:00 (UTC+2)", "2024-03-12T17:00+02:00"),
    ("Summer (Southern Hemisphere) 1985", "1985-30"),
    ("Second Quadrimester 1985", "1985-38"),
    # Ranges of which one date says what the other leaves out
    ("June 28-30, 1914", "1914-06-28/1914-06-30"),
    ("March 12 to April 3, 2024", "2024-03-12/2024-04-03"),
    ("12-14/03/2024", "2024-03-12/2024-03-14"),
    ("2024-03-12-14", "2024-03-12/2024-03-14"),
    ("2024-03-12–14", "2024-03-12/2024-03-14"),
    ("15-17 March 44 BC", "-0043-03-15/-0043-03-17"),
    ("5-7 May 79 AD", "0079-05-05/0079-05-07"),
    ("27 BC - 68", "-0026/0068"),
    # Weeks, quarters, seasons of a hemisphere
    ("2024-W10-2", "2024-03-05"),
    ("2020W537", "2021-01-03"),
    ("week 10 of 2024", "2024-03-04/2024-03-10"),
    ("KW 10 2024", "2024-03-04/2024-03-10"),
    ("2024, week 10", "2024-03-04/2024-03-10"),
    ("day 72 of 2024", "2024-03-12"),
    ("quarter 3 of 2024", "2024-35"),
    ("1Q 2024", "2024-33"),
    ("southern spring 2024", "2024-29"),
    ("austral summer 2024", "2024-30"),
    ("boreal winter 2024", "2024-28"),
    ("18th-century", "17XX"),
    ("19--", "19XX"),
    # Times
    ("12 March 2024 at noon", "2024-03-12T12:00"),
    ("noon on 12 March 2024", "2024-03-12T12:00"),
    ("12 March 2024, 12 noon", "2024-03-12T12:00"),
    ("at 17:00 on 12 March 2024", "2024-03-12T17:00"),
    ("5pm, 12 March 2024", "2024-03-12T17:00"),
    ("12 mars 2024 à 17h", "2024-03-12T17:00"),
    ("12 March 2024 17h30", "2024-03-12T17:30"),
    # Before, after, perhaps
    ("in or before 1941", "[..1941]"),
    ("in or after 1941", "[1941..]"),
    ("1850-?", "1850/"),
    ("1941, possibly", "1941?"),
    ("some time around 1941", "1941~"),
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
        ("before 10:30 12 March 2024", "../2024-03-12", "a range is of days: the time is left out"),
        ("after 5pm on 12 March 2024", "2024-03-12/..", "a range is of days: the time is left out"),
        ("12 listopada 1939", "1939-11-12", "“listopada” is taken for November (October in Croatian)"),
        ("14 Nisan 3793", "3793-04-14", "“nisan” is taken for April, not for a month of another calendar"),
        ("12 pro 1990", "1990-12-12", "“pro” is taken for December"),
        ("out 1990", "1990-10", "“out” is taken for October"),
        ("12 March", "2024-03-12", "the year is taken from here: 2024"),
        ("March", "2024-03", "the year is taken from here: 2024"),
        ("22-23 May", "2024-05-22/2024-05-23", "the year is taken from here: 2024"),
        ("autumn", "2024-23", "the year is taken from here: 2024"),
        ("late May", "2024-05", "the year is taken from here: 2024; EDTF has no sign for “late”"),
        ("from 5 to 7 May", "2024-05-05/2024-05-07", "the year is taken from here: 2024"),
        ("early to mid 1990s", "199X", "EDTF has no sign for “early to mid”"),
        ("morning of 12 March 2024", "2024-03-12", "EDTF has no sign for “morning”"),
        ("1939-41", "1939/1941", "two years, not a part of 1939"),
        ("10 Feb 1750/51", "1751-02-10", "1751 is the year in the new style"),
        ("12.–14.3.2024", "2024-03-12/2024-03-14", "the day first, as dates with dots are written"),
        ("12.3.-14.4.2024", "2024-03-12/2024-04-14", "the day first, as dates with dots are written"),
        ("Feb 10, 1731/2", "1732-02-10", "1732 is the year in the new style"),
        ("c. 300-400", "0300~/0400~", "“about” is taken for both dates"),
        ("c. 1914-18", "1914~/1918~", "“about” is taken for both dates"),
        ("estimated 1850", "1850~", "“estimated” is taken as about"),
        ("12 March 2024, evening", "2024-03-12", "EDTF has no sign for “evening”"),
        ("12 March 2024 in the morning", "2024-03-12", "EDTF has no sign for “morning”"),
        ("dawn on 12 March 2024", "2024-03-12", "EDTF has no sign for “dawn”"),
        ("overnight 12-13 March 2024", "2024-03-12/2024-03-13", "EDTF has no sign for “overnight”"),
        ("shortly after 1941", "1942/..", "EDTF has no sign for “shortly”"),
        ("Ende März 2024", "2024-03", "EDTF has no sign for “end”"),
        ("the sixties", "196X", "the 60s of the last century: 1960s"),
        ("Monday 3 May 1066", "1066-05-03", "the weekday is not checked in a year so early"),
        (
            "1.2.1983 or the sixties",
            "[1983-02-01,196X]",
            "the day first, as dates with dots are written; the 60s of the last century: 1960s",
        ),
        (
            "2024-03-12T05:00:30.25Z",
            "2024-03-12T05:00:30Z",
            "the fraction of a second is left out",
        ),
    ],
)
def test_what_was_taken_for_granted_or_lost_is_said(text: str, edtf: str, remark: str) -> None:
    assert typed(text, near=HERE) == (parse(edtf), remark)


def test_the_year_here_can_be_one_before_our_era() -> None:
    near = from_civil(-43, 3, 15)
    assert typed("1 April", near=near) == (parse("-0043-04-01"), "the year is taken from here: 44 BCE")
    near = from_civil(850, 3, 15)
    assert typed("1 April", near=near) == (parse("0850-04-01"), "the year is taken from here: 850")


@pytest.mark.parametrize(
    ("text", "edtf"), [("today", "2024-05-05"), ("yesterday", "2024-05-04"), ("tomorrow", "2024-05-06")]
)
def test_today_is_a_day_where_it_is_known(text: str, edtf: str) -> None:
    assert typed(text, today=HERE).edtf == edtf


@pytest.mark.parametrize("text", ["2023-366", "2023-000", "2024-000"])
def test_a_day_that_the_year_does_not_have_is_no_range_of_years(text: str) -> None:
    with pytest.raises(NotADate, match="has no day") as refused:
        typed(text)
    assert refused.value.hint == "the days of a year go from 001 to 365 or 366"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024-03-05 (year uncertain)", "?2024-03-05"),
        ("2024-03-05 (month uncertain)", "2024-?03-05"),
        ("2024-03-05 (month uncertain and approximate)", "2024-%03-05"),
        ("2024-03-05 (day approximate, year uncertain)", "?2024-03-~05"),
    ],
)
def test_the_part_that_is_doubted_is_marked_and_no_other(text: str, edtf: str) -> None:
    assert typed(text).edtf == edtf


@pytest.mark.parametrize("side", ["before", "after"])
def test_what_lies_beyond_several_dates_is_refused_with_the_word_that_was_said(side: str) -> None:
    with pytest.raises(NotADate, match=f"“{side} 1850 or 1852” has no single date") as refused:
        typed(f"{side} 1850 or 1852")
    assert refused.value.hint == f"a date goes with {side}: {side} 1990"


@pytest.mark.parametrize(
    ("text", "month", "edtf"),
    [
        ("5 Janury 1850", "January", "1850-01-05"),
        ("5 Februray 1850", "February", "1850-02-05"),
        ("5 Decembr 1850", "December", "1850-12-05"),
    ],
)
def test_a_month_that_is_misspelt_is_asked_back(text: str, month: str, edtf: str) -> None:
    with pytest.raises(NotADate) as refused:
        typed(text)
    word = text.split()[1]
    assert refused.value.hint == f"“{word}” is no month; if {month} is meant, write {edtf}"
