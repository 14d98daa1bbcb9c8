"""Dates in words: what each looks like, how long a gap is, when it was elsewhere."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline_tui.model.dates import parse
from timeline_tui.model.typed_dates import typed
from timeline_tui.render.date_column import gap_in_words, local_time
from timeline_tui.render.phrases import in_words

WORDS = [
    ("2024-03-12", "12 March 2024, Tuesday"),
    ("2023-21", "spring 2023"),
    ("2023-05~", "about May 2023"),
    ("2023-03?", "perhaps March 2023"),
    ("2023-03%", "perhaps about March 2023"),
    ("2023-05-22/2023-05-23", "22 to 23 May 2023"),
    ("2023-05-28/2023-06-02", "28 May to 2 June 2023"),
    ("2023-12-28/2024-01-02", "28 December 2023 to 2 January 2024"),
    ("2023-05/2023-06", "May to June 2023"),
    ("2023-05/2023-06-02", "May 2023 to 2 June 2023"),
    ("[2024-03-13..2024-03-17]", "between 13 and 17 March 2024 (one of these days)"),
    ("-0044", "45 BCE (EDTF -0044)"),
    ("-0044-03-15", "15 March 45 BCE (EDTF -0044-03-15)"),
    ("2023-05/..", "from May 2023, end open"),
    ("2023-05/", "from May 2023, end not known"),
    ("../2023-05", "until May 2023, start open"),
    ("/2023-05~", "until about May 2023, start not known"),
    ("191X", "the 1910s"),
    ("19XX", "the 20th century (1900 to 1999)"),
    ("19XX~", "about the 20th century (1900 to 1999)"),
    ("-04XX", "the 5th century BCE (500 to 401 BCE) (EDTF -04XX)"),
    ("[0001..0099]", "the 1st century (1 to 99)"),
    ("[-0099..0000]", "the 1st century BCE (100 to 1 BCE) (EDTF [-0099..0000])"),
    ("[-0048..-0039]", "the 40s BCE (49 to 40 BCE) (EDTF [-0048..-0039])"),
    ("00XX", "the years 1 BCE to 99 CE (EDTF 00XX)"),
    ("2016-12-31T23:59:60Z", "31 December 2016, 23:59:60 (UTC)"),
    ("2017-01-01T08:59:60+09:00", "1 January 2017, 08:59:60 (UTC+9)"),
    ("1XXX", "the years 1000 to 1999"),
    ("XXXX", "some year from 1 BCE to 9999 (EDTF XXXX)"),
    ("1X23", "some year from 1023 to 1923"),
    ("-001X", "the years 20 BCE to 11 BCE (EDTF -001X)"),
    ("2024-03-12T05:00-04:00", "12 March 2024, 05:00 (UTC-4)"),
    ("2024-03-12T05:00:30Z", "12 March 2024, 05:00:30 (UTC)"),
    ("2024-03-12T05:00+05:30", "12 March 2024, 05:00 (UTC+5:30)"),
    ("2024-03-12T24:00", "12 March 2024, 24:00"),
    ("1985-04-XX", "some day in April 1985"),
    ("1985-XX-XX", "some day in 1985"),
    ("1985-XX", "some month in 1985"),
    ("2004-1X", "some month from October 2004 to December 2004"),
    ("2004-06-1X", "some day from 10 June 2004 to 19 June 2004"),
    ("156X-12-25", "25 December of some year from 1560 to 1569"),
    ("156X-12", "December of some year from 1560 to 1569"),
    ("15XX-12-XX", "some day in December of some year from 1500 to 1599"),
    ("156X-XX-25", "day 25 of some month, from 25 January 1560 to 25 December 1569"),
    ("1985-XX-12", "day 12 of some month, from 12 January 1985 to 12 December 1985"),
    ("XXXX-XX-XX", "some day from 1 January 1 BCE to 31 December 9999 (EDTF XXXX-XX-XX)"),
    ("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672 (one of these)"),
    ("[..1760-12-03]", "3 December 1760 or earlier"),
    ("[1760-12..]", "December 1760 or later"),
    ("[1760-01,1760-02,1760-12..]", "January 1760, February 1760 or December 1760 or later (one of these)"),
    ("2004-06~-11", "11 June 2004 (year and month approximate)"),
    ("2004?-06~-11", "11 June 2004 (year uncertain and approximate, month approximate)"),
    ("2023-29", "spring 2023 (southern hemisphere)"),
    ("2023-33", "first quarter of 2023"),
    ("2023-38", "second third of 2023"),
    ("2023-41", "second half of 2023"),
    ("Y170000002", "170,000,002 CE"),
    ("Y-17E7", "170,000,001 BCE (EDTF Y-17E7)"),
    ("0850", "850 CE"),
    ("1500-01-01", "1 January 1500"),
    ("0000", "1 BCE (EDTF 0000)"),
    ("2004~/2006?", "about 2004 to perhaps 2006"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_date_in_words(text: str, words: str) -> None:
    assert in_words(parse(text)) == words


MOMENTS = st.dates(date(1800, 1, 1), date(2100, 1, 1)).map(date.isoformat)


@given(st.sets(MOMENTS, min_size=2, max_size=6), st.sampled_from([4, 7, 10]), st.data())
def test_a_set_in_words_can_be_typed(days: set[str], width: int, data: st.DataObject) -> None:
    dates = sorted({day[:width] for day in days})
    assume(len(dates) > 1)
    members = [dates.pop(0)]
    for each in dates:
        joined = ".." not in members[-1] and data.draw(st.booleans())
        members[-1:] = [f"{members[-1]}..{each}"] if joined else [members[-1], each]
    assume(len(members) > 1)
    if ".." not in members[0] and data.draw(st.booleans()):
        members[0] = f"..{members[0]}"
    if ".." not in members[-1] and data.draw(st.booleans()):
        members[-1] = f"{members[-1]}.."
    text = f"[{','.join(members)}]"
    assert typed(in_words(parse(text))).edtf == text


def test_no_date_in_words() -> None:
    assert in_words(None) == "no date"


def test_a_long_set_is_counted_in_words() -> None:
    words = in_words(parse("[1601,1602,1603,1604,1605,1606,1607,1608]"))
    assert words == "1601, 1602, 1603, 1604, 1605, 1606 or 2 more (one of these)"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (3, "3 days"),
        (13, "13 days"),
        (14, "2 weeks"),
        (80, "11 weeks"),
        (89, "12 weeks"),
        (90, "3 months"),
        (153, "5 months"),
        (365, "12 months"),
        (729, "24 months"),
        (730, "2 years"),
        (4383, "12 years"),
        (365_242_500, "1,000,000 years"),
    ],
)
def test_a_gap_in_words(days: int, words: str) -> None:
    assert gap_in_words(days) == words


@pytest.mark.parametrize(
    ("text", "zone", "local"),
    [
        ("2024-03-12T05:00-04:00", "Europe/Kyiv", "12 March 2024, 11:00 (Europe/Kyiv)"),
        ("2024-07-12T05:00Z", "Europe/Kyiv", "12 July 2024, 08:00 (Europe/Kyiv)"),
        ("2024-03-12T22:30:00Z", "Asia/Kathmandu", "13 March 2024, 04:15 (Asia/Kathmandu)"),
        ("2024-03-12T24:00Z", "UTC", "13 March 2024, 00:00 (UTC)"),
        ("2024-03-12T05:00", "Europe/Kyiv", None),
        ("2024-03-12", "Europe/Kyiv", None),
        ("-0044-03-15T05:00Z", "Europe/Kyiv", None),
        ("9999-12-31T23:00Z", "Europe/Kyiv", None),
        ("2024-03-12T05:00Z", "Europe/Nowhere", None),
        ("2024-03-12T05:00Z", "../../etc/passwd", None),
        ("2024-03-12T05:00Z", "local", None),
        ("2024-03-12T05:00Z", "", None),
        ("2024-03-12T05:00Z", "\x1b[31m", None),
        ("2024-03-12T05:00Z", "a\x00b", None),
    ],
)
def test_the_same_moment_elsewhere(text: str, zone: str, local: str | None) -> None:
    assert local_time(parse(text), zone) == local


def test_words_and_column_need_no_library() -> None:
    program = (
        "import sys; from timeline_tui.render import date_column, phrases;"
        "from timeline_tui.model.dates import parse;"
        "phrases.in_words(parse('2024-03-12')); date_column.gap_in_words(80);"
        "print(sorted({'pendulum', 'pydantic', 'yaml', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
