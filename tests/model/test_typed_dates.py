"""Dates as people type them: each has one meaning, or is refused with something to try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.dates import NotADate, parse
from timeline_tui.model.days import from_civil
from timeline_tui.model.span import EndBeforeStart
from timeline_tui.model.typed_dates import UnclearDate, typed
from timeline_tui.render.date_column import in_words

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
    ("12. März 2024", "2024-03-12"),
    ("12 de marzo de 2024", "2024-03-12"),
    ("1er mai 2023", "2023-05-01"),
    ("12 березня 2024 року", "2024-03-12"),
    ("12 марта 2024 г.", "2024-03-12"),
    ("2023年5月12日", "2023-05-12"),
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
    ("15. März 44 v. Chr.", "-0043-03-15"),
    ("44 av. J.-C.", "-0043"),
    ("44 до н. э.", "-0043"),
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
    # Ranges that leave out what both ends share
    ("1851-52", "1851/1852"),
    ("1914-18", "1914/1918"),
    ("1850 to 59", "1850/1859"),
    ("1999–00", "1999/2000"),
    ("1914 -1918", "1914/1918"),
    ("April-July 1994", "1994-04/1994-07"),
    ("10 - 22 August 2012", "2012-08-10/2012-08-22"),
    ("Nov 3-5, 1918", "1918-11-03/1918-11-05"),
    ("May 25, 2023 - June 7", "2023-05-25/2023-06-07"),
    ("5 May till 7 June 2023", "2023-05-05/2023-06-07"),
    ("2023-05-22 to 06-02", "2023-05-22/2023-06-02"),
    ("12-15 марта 2024", "2024-03-12/2024-03-15"),
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
    ("12. März 2024 um 17:30 Uhr", "2024-03-12T17:30"),
    ("12 mars 2024 à 17h", "2024-03-12T17:00"),
    ("12 March 2024 17h30", "2024-03-12T17:30"),
    # Before, after, perhaps
    ("in or before 1941", "[..1941]"),
    ("in or after 1941", "[1941..]"),
    ("1850-?", "1850/"),
    ("1941, possibly", "1941?"),
    ("some time around 1941", "1941~"),
    # Other languages
    ("Dienstag, 12. März 2024", "2024-03-12"),
    ("am 1. Jänner 2024", "2024-01-01"),
    ("um 1850", "1850~"),
    ("vor 1941", "../1940"),
    ("nach 1941", "1942/.."),
    ("zwischen 1850 und 1860", "[1850..1860]"),
    ("12. oder 13. März 2024", "[2024-03-12,2024-03-13]"),
    ("von 1939 bis 1945", "1939/1945"),
    ("19. Jahrhundert", "18XX"),
    ("1850er Jahre", "185X"),
    ("Frühjahr 2024", "2024-21"),
    ("2. Quartal 2024", "2024-34"),
    ("mardi 12 mars 2024", "2024-03-12"),
    ("avant 1941", "../1940"),
    ("du 12 au 14 mars 2024", "2024-03-12/2024-03-14"),
    ("XIXe siècle", "18XX"),
    ("les années 1850", "185X"),
    ("automne 2024", "2024-23"),
    ("вторник, 12 марта 2024 г.", "2024-03-12"),
    ("в марте 2024", "2024-03"),
    ("около 1850", "1850~"),
    ("с 12 по 14 марта 2024", "2024-03-12/2024-03-14"),
    ("XIX век", "18XX"),
    ("1939–1945 годы", "1939/1945"),
    ("осенью 2024", "2024-23"),
    ("березень 2024", "2024-03"),
    ("у лютому 2024", "2024-02"),
    ("після 1941", "1942/.."),
    ("ХІХ століття", "18XX"),
    ("навесні 2024 року", "2024-21"),
    ("vor dem 12. März 2024", "../2024-03-11"),
    ("с марта 2024", "2024-03/.."),
    ("у 1941 році", "1941"),
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


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("12/3/2024", ("2024-03-12", "2024-12-03")),
        ("12/03/24", ("2024-03-12", "2024-12-03")),
        ("22/05/23", ("2023-05-22",)),
        ("24-03-12", ("2024-03-12", "2012-03-24")),
        ("99-12-31", ("1999-12-31",)),
        ("1918-9", ("1918/1919", "1918-09")),
        ("1904/05", ("1904/1905", "1904-05")),
        ("1731/2", ("1731/1732", "1732", "1731-02")),
        ("1731/32", ("1731/1732", "1732")),
        ("10 May 1850/51", ("1850-05-10", "1851-05-10")),
        ("25 March 1731/2", ("1731-03-25", "1732-03-25")),
        ("185?", ("185X", "0185?")),
        ("12 March 2024, 10:00-12:00", ("2024-03-12T10:00", "2024-03-12")),
        ("12 March 2024 from 10:00 to 12:00", ("2024-03-12T10:00", "2024-03-12")),
        ("12 March 2024, 5-7pm", ("2024-03-12",)),
        ("2024-03-12 05:00-08:00", ("2024-03-12T05:00", "2024-03-12", "2024-03-12T05:00-08:00")),
        ("–1850", ("../1850", "-1850")),
        ("480-79 BC", ("-0479/-0078", "-0479/-0478")),
        ("May 50", ("0050-05", "1950-05")),
        ("10 Feb 1752/53", ("1752-02-10", "1753-02-10")),
        ("12 March 2024, midnight", ("2024-03-12T00:00", "2024-03-12T24:00")),
        ("midnight on 12 March 2024", ("2024-03-12T00:00", "2024-03-12T24:00")),
        ("194-", ("194X", "0194/..")),
        ("?-1850", ("/1850", "-1850?")),
        ("- 1850", ("../1850", "-1850")),
        ("'24", ("1924", "2024")),
        ("'99", ("1999",)),
        ("384-322", ("-0383/-0321",)),
        ("January 79", ("0079-01", "1979-01")),
        ("summer of '69", ("1969-22",)),
        ("5 May '23", ("1923-05-05", "2023-05-05")),
        ("the twenties", ("192X", "202X")),
        ("300s BC", ("[-0308..-0299]", "[-0398..-0299]")),
        ("300s AD", ("030X", "03XX")),
        ("c1900s", ("190X~", "19XX~")),
        ("December - January 2024", ("2023-12/2024-01",)),
        ("Dec 30 - Jan 2, 2024", ("2023-12-30/2024-01-02",)),
        ("5-6/03/2024", ("2024-03-05/2024-03-06", "2024-05-03/2024-06-03")),
        ("27 BC - 14", ("-0026/-0013", "-0026/0014")),
        ("Nov 1918 - Jan", ("1918-11/1919-01",)),
        ("from 3/1/1988 to 3/2/1988", ("1988-01-03/1988-02-03", "1988-03-01/1988-03-02")),
        ("the 1900s", ("190X", "19XX")),
        ("1900's", ("190X", "19XX")),
    ],
)
def test_a_text_of_several_meanings_is_not_guessed_at(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(UnclearDate) as refused:
        typed(text)
    assert refused.value.readings == readings
    assert refused.value.hint == f"write it as {' or '.join(readings)}"


def test_a_reading_that_is_typed_again_means_the_other_has_a_way_of_its_own() -> None:
    for text, way in (("1922-24", "winter 1922"), ("2023-33", "Q1 2023")):
        with pytest.raises(UnclearDate) as refused:
            typed(text)
        assert refused.value.readings[1] == text
        assert refused.value.ways[1] == way
        assert typed(way).edtf == text
    assert typed("2023-21").edtf == "2023-21"
    assert typed("2023-23").edtf == "2023-23"


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
        ("Setpember 2024", "“Setpember” is not understood; without it this is 2024"),
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
        if isinstance(refused, UnclearDate):
            assert [parse(reading).text for reading in refused.readings] == list(refused.readings)
    else:
        assert parse(found.edtf) == found.span
