"""Dates in words and in the column: what each looks like, and that none looks surer or finer than it is."""

from __future__ import annotations

import subprocess
import sys
from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.examples import examples
from timeline_tui.model.dates import NotADate, Span, parse
from timeline_tui.model.days import year_iso
from timeline_tui.model.typed_dates import UnclearDate, typed
from timeline_tui.render.date_column import NARROWEST, WIDEST, gap_in_words, in_column, legend, local_time
from timeline_tui.render.date_words import in_words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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
COLUMN = [
    ("2024-03-12", " 12 Mar       ", " 12 Mar 2024  ", "12 Mar 2024"),
    ("2024-03-02", "  2 Mar       ", "  2 Mar 2024  ", " 2 Mar 2024"),
    ("2024-03-02~", "~2 Mar        ", "~2 Mar 2024   ", "~2 Mar 2024"),
    ("2024-03-12~", "~12 Mar       ", "~12 Mar 2024  ", "~Mar 2024… "),
    ("2024-03-12%", "~12 Mar?      ", "~12 Mar 2024? ", "~Mar 2024?…"),
    ("2024-03", " March        ", " March 2024   ", " March 2024"),
    ("2024-09~", "~Sept         ", "~Sept 2024    ", "~Sept 2024 "),
    ("2024-01", " Jan          ", " Jan 2024     ", " Jan 2024  "),
    ("2024-21", " spring       ", " spring 2024  ", "spring 2024"),
    ("2024-22~", "~summer       ", "~summer 2024  ", "~sum 2024  "),
    ("2024-24%", "~winter?      ", "~winter 2024? ", "~win 2024? "),
    ("2024-34", " Q2           ", " Q2 2024      ", " Q2 2024   "),
    ("2024", " 2024         ", " 2024         ", " 2024      "),
    ("2024~", "~2024         ", "~2024         ", "~2024      "),
    ("2024-03-XX", " 1–31 Mar ?   ", " March 2024… ?", " 2024… ?   "),
    ("2024-XX", " Jan–Dec ?    ", "Jan–Dec 2024 ?", " 2024… ?   "),
    ("2024-XX-XX", "1 Jan–31 Dec ?", "Jan–Dec 2024 ?", " 2024… ?   "),
    ("2024-03-1X", " 10–19 Mar ?  ", " March 2024… ?", " 2024… ?   "),
    ("191X", " 1910s        ", " 1910s        ", " 1910s     "),
    ("190X", " 1900–1909 ?  ", " 1900–1909 ?  ", "1900–1909 ?"),
    ("19XX", " 20th c.      ", " 20th c.      ", " 20th c.   "),
    ("18XX%", "~19th c.?     ", "~19th c.?     ", "~19th c.?  "),
    ("-04XX", " 5th c. BCE   ", " 5th c. BCE   ", " 5th c. BCE"),
    ("-11XX%", "~12th c. BCE? ", "~12th c. BCE? ", "~12thcBCE? "),
    ("[0001..0099]", " 1st c.       ", " 1st c.       ", " 1st c.    "),
    ("[-0048..-0039]", " 40s BCE      ", " 40s BCE      ", " 40s BCE   "),
    ("00XX", " 1 BCE–99 CE ?", " 1 BCE–99 CE ?", "1BCE–99CE ?"),
    ("1XXX", " 1000–1999 ?  ", " 1000–1999 ?  ", "1000–1999 ?"),
    ("XXXX", "  1 BCE–9999 ?", "  1 BCE–9999 ?", "1BCE–9999 ?"),
    ("156X-12-25", " 25 Dec 1560s ", " 25 Dec 1560s ", " Dec 1560s…"),
    ("156X-12", " Dec 1560s    ", " Dec 1560s    ", " Dec 1560s "),
    ("2024-05-22/2024-05-23", " 22–23 May    ", "22–23 May 2024", " May 2024… "),
    ("2024-05-02/2024-05-03", " 2–3 May      ", " 2–3 May 2024 ", " May 2024… "),
    ("2024-05-02/2024-05-13", " 2–13 May     ", " 2–13 May 2024", " May 2024… "),
    ("2024-05-28/2024-06-02", " 28 May–2 Jun ", " May–Jun 2024…", " 2024…     "),
    ("2024-05/2024-06", " May–Jun      ", " May–Jun 2024 ", " 2024…     "),
    ("1999/2004", " 1999–2004    ", " 1999–2004    ", " 1999–2004 "),
    ("2024/2025", " 2024–2025    ", " 2024–2025    ", " 2024–2025 "),
    ("2024-05-22/..", " from 22 May  ", " 22 May 2024– ", " May 2024–…"),
    ("2024-05-22/", " 22 May–?     ", " 22 May 2024–?", "May 2024–?…"),
    ("../2024-05-22", " until 22 May ", " –22 May 2024 ", " –May 2024…"),
    ("/2024-05-22?", " ?–22 May?    ", "?–22 May 2024?", "?–May 2024?"),
    ("2024-05~/..", " from ~May    ", "from ~May 2024", "~May 2024– "),
    ("[2024-03-13..2024-03-17]", " 13–17 Mar ?  ", " March 2024… ?", " 2024… ?   "),
    ("[1667,1668,1670..1672]", " 1667–1672 ?  ", " 1667–1672 ?  ", "1667–1672 ?"),
    ("[..2024-03-13]", "until 13 Mar ?", "–13 Mar 2024 ?", " –2024… ?  "),
    ("[2024-03..]", " from March ? ", " March 2024– ?", "from 2024 ?"),
    ("[2024-03,2024-05~]", " Mar or ~May  ", "~2024… ?      ", "~2024… ?   "),
    ("2024-03-12T05:00-04:00", " 12 Mar       ", " 12 Mar 2024  ", "12 Mar 2024"),
    ("-0044-03-15", " 15 Mar 45 BCE", " 15 Mar 45 BCE", "Mar 45 BCE…"),
    ("-0044", " 45 BCE       ", " 45 BCE       ", " 45 BCE    "),
    ("0044", " 44 CE        ", " 44 CE        ", " 44 CE     "),
    ("Y170000002", "170,000,002 CE", "170,000,002 CE", " 170M CE…  "),
    ("Y-17E7", "170,000,001BCE", "170,000,001BCE", " 170M BCE… "),
    ("Y12000", " 12,000 CE    ", " 12,000 CE    ", " 12,000 CE "),
    ("Y99999999999999", " 99tn CE…     ", " 99tn CE…     ", " 99tn CE…  "),
    ("Y-99999999999999/..", "from 100tn BCE", "from 100tn BCE", "100tn BCE–…"),
    ("2004-06~-11", "~11 Jun 2004  ", "~11 Jun 2004  ", "~June 2004…"),
    ("-01XX", " 2nd c. BCE   ", " 2nd c. BCE   ", " 2nd c. BCE"),
    ("-01XX-12-XX", "200–101 BCE… ?", "200–101 BCE… ?", " 200BCE–… ?"),
    ("-01XX-12-XX%", "~200–101 BCE ?", "~200–101 BCE ?", "~200BCE–… ?"),
    ("-0508/-0026", " 509–27 BCE   ", " 509–27 BCE   ", " 509–27 BCE"),
    ("-0263/-0145", " 264–146 BCE  ", " 264–146 BCE  ", "264–146 BCE"),
    ("-0043/0014", " 44 BCE–14 CE ", " 44 BCE–14 CE ", " 44BCE–14CE"),
    ("0850/0900", " 850–900 CE   ", " 850–900 CE   ", " 850–900 CE"),
    ("/-0500", " ?–501 BCE    ", " ?–501 BCE    ", " ?–501 BCE "),
    ("../-0300", " until 301 BCE", " until 301 BCE", " –301 BCE  "),
    ("/-3000%", " ?–~3001 BCE? ", " ?–~3001 BCE? ", "?–~3001BCE?"),
    ("-0752~", "~753 BCE      ", "~753 BCE      ", "~753 BCE   "),
    ("-0752%", "~753 BCE?     ", "~753 BCE?     ", "~753 BCE?  "),
    ("-0215-08-02?", "2 Aug 216 BCE?", "2 Aug 216 BCE?", "Aug 216BCE?"),
    ("-0215-08-02/-0215-08-05", " Aug 216 BCE… ", " Aug 216 BCE… ", "Aug 216 BCE"),
    ("-3000-05-02/-2000", "3001–2001 BCE…", "3001–2001 BCE…", " 3001BCE–… "),
    ("[..-0300-03-13]", " –301 BCE… ?  ", " –301 BCE… ?  ", "–301 BCE… ?"),
    ("[-0300-03,-0200]", "301–201 BCE… ?", "301–201 BCE… ?", " 301BCE–… ?"),
    ("[..2023,2025..]", " –2025– ?     ", " –2025– ?     ", " –2025– ?  "),
    ("[2025,2023]", " 2023 or 2025 ", " 2023 or 2025 ", "2023–2025 ?"),
    ("1999/2004~", " 1999–~2004   ", " 1999–~2004   ", " 1999–~2004"),
    ("2004~/2006?", "~2004–2006?   ", "~2004–2006?   ", "~2004–2006?"),
    ("[2021,2022~,2023]", "~2021–~2023 ? ", "~2021–~2023 ? ", "~2021–… ?  "),
    ("-0043-03-15T05:00", " 15 Mar 44 BCE", " 15 Mar 44 BCE", "Mar 44 BCE…"),
    ("-0043-33?", " Q1 44 BCE?   ", " Q1 44 BCE?   ", " Q1 44 BCE?"),
    ("2024-34~", "~Q2           ", "~Q2 2024      ", "~Q2 2024   "),
    ("1240-07-15?", " 15 Jul 1240? ", " 15 Jul 1240? ", "July 1240?…"),
    ("Y-17E7%", "~170M BCE?…   ", "~170M BCE?…   ", "~170M BCE?…"),
    ("/Y-999999999999%", " ?–~1tn BCE?… ", " ?–~1tn BCE?… ", "?–~1tn BCE?"),
    ("Y12000/Y13000", " 12k–13k CE…  ", " 12k–13k CE…  ", "12k–13k CE…"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_date_in_words(text: str, words: str) -> None:
    assert in_words(parse(text)) == words


def test_no_date_in_words() -> None:
    assert in_words(None) == "no date"


def test_a_long_set_is_counted_in_words() -> None:
    words = in_words(parse("[1601,1602,1603,1604,1605,1606,1607,1608]"))
    assert words == "1601, 1602, 1603, 1604, 1605, 1606 or 2 more (one of these)"


@pytest.mark.parametrize(("text", "own", "foreign", "narrow"), COLUMN)
def test_a_date_in_the_column(text: str, own: str, foreign: str, narrow: str) -> None:
    assert in_column(parse(text), "2024") == own
    assert in_column(parse(text), "2023") == foreign
    assert in_column(parse(text), "2023", NARROWEST) == narrow
    assert cell_len(own) == cell_len(foreign) == WIDEST
    assert cell_len(narrow) == NARROWEST


def test_an_event_with_no_date_in_the_column() -> None:
    assert in_column(None, "") == " —            "


def test_a_year_before_the_common_era_under_its_own_heading() -> None:
    assert in_column(parse("-0044-03-15"), "-0044") == " 15 Mar       "
    assert in_column(parse("-0044-03-15"), "-0043") == " 15 Mar 45 BCE"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("2024-05-22T04:30", " 22 May 04:30"),
        ("2024-05-22T04:30~", "~22 May 04:30"),
        ("2024-05-22T04:30:59Z", " 22 May 04:30"),
        ("2024-05-22", " 22 May"),
        ("2024-05", " May"),
    ],
)
def test_a_time_of_day_is_said_where_it_tells_events_apart(text: str, column: str) -> None:
    span = parse(text) if "~" not in text else parse("2024-05-22T04:30")._replace(approximate=True)
    assert in_column(span, "2024", timed=True).rstrip() == column
    assert "04:30" not in in_column(span, "2024")


DISTINCT = [
    *("2024", "2024~", "2024?", "2024%", "2024-01", "2024-01~", "2024-01-01", "2024-01-01~", "2024-01-01?"),
    *("2024-24", "2024-33", "2024-37", "2024-40", "2024-XX", "2024-01-XX", "2024-XX-XX", "202X", "20XX"),
    *("2024-01-01/2024-01-02", "2024-01-01/2024-02-01", "2024-01-01/..", "2024-01-01/", "../2024-01-01"),
    *("/2024-01-01", "[2024-01-01..2024-01-02]", "[2024-01-01..2024-02-01]", "[..2024-01-01]"),
    *("2024-01-01T05:00", "2024/2025", "2024/..", "2024-01/..", "[2024,2025]", "2024-01/2024-02"),
    "[2024-01-01..]",
]


def test_dates_of_different_sorts_never_look_the_same() -> None:
    under_own = {text: in_column(parse(text), "2024", timed=True) for text in DISTINCT}
    in_full = {text: in_words(parse(text)) for text in DISTINCT}
    assert len(set(under_own.values())) == len(DISTINCT)
    assert len(set(in_full.values())) == len(DISTINCT)


def test_the_legend_explains_every_mark() -> None:
    marks = "".join(mark for mark, _ in legend())
    for sign in "~?–…—":
        assert sign in marks
    assert all(meaning for _, meaning in legend())
    assert dict(legend())["March"] == "a month, a season or a quarter, no day known"
    drawn = "".join(in_column(parse(text), "2024") for text, *_ in COLUMN)
    assert {sign for sign in drawn if not sign.isalnum()} <= {*marks, " ", ".", ","}


TEXTS = st.one_of(
    st.sampled_from([text for text, _ in WORDS]),
    st.from_regex(
        r"(-?[0-9X]{4}|[12][0-9]{3})(-(0[1-9]|1[0-2]|2[1-9]|XX)(-([012][0-9]|XX))?)?[?~%]?", fullmatch=True
    ),
    st.from_regex(r"\[[12][0-9]{3}-0[1-9](\.\.)?,[12][0-9]{3}-1[0-2]-2[0-8]~?\]", fullmatch=True),
    st.from_regex(r"Y-?[1-9][0-9]{4,13}", fullmatch=True),
    st.from_regex(r"[12][0-9]{3}(-0[1-9])?[?~%]?/(\.\.|[3-9][0-9]{3}-1[0-2])?", fullmatch=True),
)


@given(TEXTS, st.none() | st.just("") | st.from_regex(r"-?[0-9]{4}", fullmatch=True), st.integers(11, 20))
def test_every_date_can_be_drawn(text: str, year: str | None, width: int) -> None:
    try:
        span = parse(text)
    except NotADate:
        return
    drawn, words = in_column(span, year, width), in_words(span)
    assert cell_len(drawn) == width
    assert drawn.strip() and drawn.isprintable()
    assert words.isprintable() and "None" not in words and "None" not in drawn


YEARS = st.one_of(
    st.from_regex(r"-?[0-9X]{4}", fullmatch=True),
    st.integers(-9999, 9999).map(year_iso),
    st.integers(-(10**14) + 1, 10**14 - 1).map(year_iso),
)
ONE_DATE = st.tuples(
    YEARS,
    st.from_regex(
        r"(-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX|[01]X)(-([012][0-9]|3[01]|XX|[0-3]X))?)?", fullmatch=True
    ),
    st.sampled_from(["", "", "?", "~", "%"]),
).map("".join)
ENDS = st.sampled_from(["", ".."]) | ONE_DATE
SETS = st.lists(ONE_DATE | st.tuples(ENDS, ENDS).map("..".join), min_size=1, max_size=3)
ANY_DATE = st.one_of(
    ONE_DATE,
    st.tuples(ENDS, ENDS).map("/".join),
    SETS.map(lambda members: f"[{','.join(members)}]"),
    ONE_DATE.map(lambda date: f"{date}T05:00"),
)
HEADINGS = st.none() | st.just("") | YEARS


@given(ANY_DATE, HEADINGS, st.sampled_from([NARROWEST, WIDEST]))
@examples(5)
def test_the_column_always_shows_when_and_how_sure(text: str, heading: str | None, width: int) -> None:
    try:
        span = parse(text)
    except NotADate:
        return
    drawn = in_column(span, heading, width)
    assert cell_len(drawn) == width
    seasons = ("spr", "sum", "aut", "win")
    is_hidden = any(year in text for year in ("XXXX", "-XX", "-0X", "-1X"))
    assert any(sign.isdigit() for sign in drawn) or any(s in drawn for s in (*seasons, *MONTHS)) or is_hidden
    assert not span.approximate or "~" in drawn
    own = drawn.strip()
    if span.shape == "range":
        # An end that is not known has a ? of its own.
        own = own.removeprefix("?–").removesuffix("–?")
    assert not span.uncertain or "?" in own


@example("0000/0000-02", None, WIDEST)
@example("0000-01/0000", None, WIDEST)
@example("-0002-01/-0001", None, WIDEST)
@example("-0002/-0001-02", None, WIDEST)
@example("-0002-01/-0001-02", None, 60)
@example("-0002-01-05/-0001", None, 60)
@given(ANY_DATE, HEADINGS, st.sampled_from([NARROWEST, WIDEST]))
@examples(20)
def test_what_the_column_says_is_no_finer_than_the_date(text: str, heading: str | None, width: int) -> None:
    try:
        span = parse(text)
        drawn = in_column(span, heading, width)
        near = None if not heading else parse(heading).earliest
        read = typed(drawn.replace("–…", "–").replace("…", "").strip(), near).span
    except (NotADate, UnclearDate):
        return
    if any((date.part or 0) in range(24, 33) for date in _dates(span)):
        # A winter reaches into the year that follows its own, and the hemisphere is told on the page only.
        return
    assert _begins(read) <= _begins(span)
    assert _ends(read) >= _ends(span)


def _begins(span: Span) -> float:
    return -inf if span.earliest is None else span.earliest


def _ends(span: Span) -> float:
    return inf if span.latest is None else span.latest


@given(ANY_DATE)
@examples(3)
def test_under_any_other_heading_the_column_shows_a_year(text: str) -> None:
    try:
        span = parse(text)
    except NotADate:
        return
    years = {date.year for date in _dates(span)}
    if None in years:
        return
    drawn = in_column(span, None, NARROWEST)
    assert any(shown in drawn for year in years if year is not None for shown in _spellings(year))


def _dates(span: Span) -> list[Span]:
    """The single dates of a range or a set."""
    if span.shape in {"range", "one of"}:
        return [each for member in span.dates for each in _dates(member)]
    return [span] if span.shape == "date" else []


def _spellings(year: int) -> tuple[str, ...]:
    count = year if year > 0 else 1 - year
    rounded = [
        f"{abs(year) // 10**size}{unit}"
        for size, unit in ((3, "k"), (6, "M"), (9, "bn"), (12, "tn"))
        if abs(year) > 9999
    ]
    return (f"{count}", f"{count:,}", *rounded)


@given(st.integers(1, 9999), st.sampled_from(["", "?", "~", "%"]))
def test_a_year_is_never_drawn_as_a_day(year: int, mark: str) -> None:
    span = parse(f"{year:04}{mark}")
    for shown in (in_words(span), in_column(span, None), in_column(span, f"{year:04}", 20)):
        assert not any(month in shown for month in ("Jan", "Dec"))
    assert ("about" in in_words(span), "perhaps" in in_words(span)) == (span.approximate, span.uncertain)


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
        "import sys; from timeline_tui.render import date_column, date_words;"
        "from timeline_tui.model.dates import parse;"
        "date_words.in_words(parse('2024-03-12')); date_column.gap_in_words(80);"
        "print(sorted({'pendulum', 'pydantic', 'yaml', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
