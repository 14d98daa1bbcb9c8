"""What is typed and is no date is refused with the reason, and with what to try."""

from __future__ import annotations

import pytest

from timeline_tui.model.dates import NotADate
from timeline_tui.model.span import EndBeforeStart
from timeline_tui.model.typed_dates import typed


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
        ("02/30/1988", "1988-02 has no day 30", "its last day is 1988-02-29"),
        ("Tuesday 03/28/1988", "1988-03-28 is a Monday", "leave out the weekday, or write another day"),
        (
            "22 and 25 May 2023",
            "these are two dates",
            "write an event for each; 2023-05-22/2023-05-25 is from one to the other",
        ),
        ("0 BC", '"0 BC" is not a date', "there is no year 0: AD 1 follows 1 BC, which is 0000"),
        ("5 May 2003 - 17", '"5 May 2003 - 17" is not a date', None),
        ("15 March -44", '"15 March -44" is not a date', None),
        (
            "202403",
            '"202403" is not a date',
            "put a hyphen between the year and the month: 2024-03",
        ),
        ("1990 to 1992 or later", '"1990 to 1992 or later" is not a date', None),
        ("12 March and May 1990 or later", '"12 March and May 1990 or later" is not a date', None),
        ("winter 1944-46", '"winter 1944-46" is not a date', None),
        ("12 March 2024 0pm", '"12 March 2024 0pm" is not a date', None),
        ("May 2023-24", '"May 2023-24" is not a date', None),
        ("1863, printed 1866", '"1863, printed 1866" is not a date', None),
        (
            "12 March 2024 5pm EST",
            '"12 March 2024 5pm EST" is not a date',
            "write the zone as an offset: 2024-03-12T05:00-04:00",
        ),
        (
            "from 5 to 7 May",
            '"from 5 to 7 May" is not a date',
            "add the year: 2024-05-05/2024-05-07 is the one in 2024",
        ),
        ("12 May '50", "'50 does not say which century", "write it as 1950-05-12"),
        ("2024-00", "there is no month 00", "leave out what is not known: 2024"),
        (
            "2024-W54",
            "2024 has no such week or day of a week",
            "ISO weeks go from W01 to W52, in some years to W53, their days from 1 to 7",
        ),
        ("Tuesday, spring 2023", "a weekday goes with a day", "leave out the weekday"),
        (
            "12 March 2024 or Tuesday 14 March 2024",
            "2024-03-14 is a Thursday",
            "leave out the weekday, or write another day",
        ),
        ("lundi 12 mars 2024", "2024-03-12 is a Tuesday", "leave out the weekday, or write another day"),
        (
            "12 March 2024 17:00 CET",
            '"12 March 2024 17:00 CET" is not a date',
            "write the zone as an offset: 2024-03-12T17:00+01:00",
        ),
        (
            "12 July 2024 17:00 Europe/Kyiv",
            '"12 July 2024 17:00 Europe/Kyiv" is not a date',
            "write the zone as an offset: 2024-07-12T17:00+03:00",
        ),
        (
            "12 March 2024 5 p.m. ET",
            '"12 March 2024 5 p.m. ET" is not a date',
            "write the zone as an offset, such as 2024-03-12T17:00+02:00, or leave it out where it is the "
            "`timezone` of the file",
        ),
        (
            "до 1941",
            '"до 1941" is not a date',
            "write ../1941 where that year is the last, ../1940 where it is not",
        ),
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


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "12 March 2024, according to Reuters",
            "“according to Reuters” is not understood; without it this is 2024-03-12",
        ),
        ("fl. 1850", "“fl.” is not understood; without it this is 1850"),
        ("Setpember 2024", "“Setpember” is no month; if September is meant, write 2024-09"),
        ("12 Mrach 2024", "“Mrach” is no month; if March is meant, write 2024-03-12"),
        ("Febuary 12, 1912", "“Febuary” is no month; if February is meant, write 1912-02-12"),
        ("3 Otcober", "write a date such as 2024-03-12, March 2024 or spring 2023"),
        ("12 Report 2024", "write a date such as 2024-03-12, March 2024 or spring 2023"),
        ("1863, printed ca. 1866", "write one of the dates, and of the other say in the note what it is"),
        ("1863 (published 1902)", "write one of the dates, and of the other say in the note what it is"),
        ("(1850)", "write 1850, without the marks round it"),
        ("Easter 2024", "write the day itself, such as 2024-03-12"),
        ("the day after 12 March 2024", "write the day itself, such as 2024-03-12"),
        ("12 March 1750 (old style)", "write it in the Gregorian calendar"),
        ("vor 200 Jahren", "write the year itself, such as 1850"),
        ("после 100 лет", "write the year itself, such as 1850"),
        ("after 200 years", "write the year itself, such as 1850"),
        ("BC 44", "write the era behind the year: 44 BC"),
        ("FY 2023/24", "write its first and its last month: 2023-09/2024-06"),
        ("Q5 2024", "a year has the quarters Q1 to Q4"),
        ("1Q24", "write the year with four digits: Q1 2024"),
        ("12 March 2024 1700Z", "write the time as 17:00 or 5 pm, behind the day"),
        ("12 March 2024 13pm", "write the time as 17:00 or 5 pm"),
        ("121700Z MAR 24", "write a group of date and time as 2024-03-12T17:00Z"),
        ("2024-03-12T17:00+02:00[Europe/Kyiv]", "leave out the name of the zone: the offset says it"),
        ("1850 ff.", "a range can have an open end: 2021/.. begins with 2021"),
        ("not 1850", "a date says when it was, not when it was not"),
        ("the turn of the century", "write its first and its last year: 1939/1945"),
        ("the 12th inst.", "add the month and the year: 2024-03-12"),
        ("MDCCCL", "write the year in digits, such as 1850"),
        ("s.d.", "leave the date out if it is not known"),
        ("вчера", "write the day itself, such as 2024-03-12"),
    ],
)
def test_the_hint_fits_what_is_refused(text: str, hint: str) -> None:
    with pytest.raises(NotADate) as refused:
        typed(text)
    assert refused.value.hint == hint


@pytest.mark.parametrize("word", ["cold-war", "easter-rising", "civil", "mild", "near-the-war"])
def test_a_word_is_given_no_advice_on_dates(word: str) -> None:
    with pytest.raises(NotADate) as refused:
        typed(word)
    assert refused.value.hint == "write a date such as 2024-03-12, March 2024 or spring 2023"


def test_an_end_before_its_start_is_said() -> None:
    with pytest.raises(EndBeforeStart):
        typed("2004/2003")
