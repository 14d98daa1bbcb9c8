"""The column of dates: when, and how sure; in as many cells as there are, under any heading."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.examples import examples
from tests.render.test_dates import WORDS
from timeline_tui.model.dates import NotADate, Span, parse
from timeline_tui.model.days import year_iso
from timeline_tui.model.typed_dates import UnclearDate, typed
from timeline_tui.render.date_column import NARROWEST, WIDEST, in_column, legend
from timeline_tui.render.phrases import in_words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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
