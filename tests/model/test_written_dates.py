"""Dates written out in every way that we could think of: read as meant, asked about, or refused."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from timeline_tui.model.dates import NotADate
from timeline_tui.model.days import MONTHS, from_civil, month_length, weekday, year_iso
from timeline_tui.model.typed_dates import UnclearDate, typed


class Written(NamedTuple):
    """A date as somebody may write it, and what that means."""

    text: str
    edtf: str


def era(year: int, kind: tuple[str, str]) -> str:
    if year <= 0:
        return f"{1 - year} {kind[0]}"
    return f"{year} {kind[1]}" if year < 100 else str(year)


@st.composite
def dates(draw: st.DrawFn, first: int = -3000, last: int = 2100) -> Written:
    """A day, a month, a season, a year, a decade or a century."""
    year = draw(st.integers(first, last))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, month_length(year, month)))
    number = era(
        year, draw(st.sampled_from([("BC", "AD"), ("B.C.", "A.D."), ("BCE", "CE"), ("b.c.e.", "c.e.")]))
    )
    name = draw(st.sampled_from([MONTHS[month], MONTHS[month][:3], MONTHS[month].upper()]))
    iso = f"{year_iso(year)}-{month:02}"
    season = draw(st.sampled_from(["spring", "summer", "autumn", "winter"]))
    count = (abs(year) + 99) // 100
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count not in {11, 12, 13} else "th"
    ways = [
        Written(f"{day} {name} {number}", f"{iso}-{day:02}"),
        Written(f"{name} {day}, {number}", f"{iso}-{day:02}"),
        Written(f"the {day}th of {name}, {number}", f"{iso}-{day:02}"),
        Written(f"{number}, {name} {day}", f"{iso}-{day:02}"),
        Written(f"{name} {number}", iso),
        Written(
            f"{season} {number}",
            f"{year_iso(year)}-{21 + ['spring', 'summer', 'autumn', 'winter'].index(season)}",
        ),
        Written(f"in {number}", year_iso(year)),
        Written(number, year_iso(year)),
    ]
    if year > 1582 and (on := weekday(from_civil(year, month, day))) is not None:
        ways.append(Written(f"{on}, {day} {name} {number}", f"{iso}-{day:02}"))
        ways.append(Written(f"{day}.{month}.{year}", f"{iso}-{day:02}"))
        ways.append(Written(f"{day}/{month}/{year}", f"{iso}-{day:02}"))
        ways.append(Written(f"{month}/{day}/{year}", f"{iso}-{day:02}"))
        ways.append(Written(f"{year}/{month}/{day}", f"{iso}-{day:02}"))
    if count > 1 and year > 0:
        ways.append(Written(f"{count}{ending} century", f"{count - 1:02}XX"))
    if count > 1 and year < 0:
        ways.append(Written(f"{count}{ending} century BC", f"-{count - 1:02}XX"))
    if year > 100 and year // 10 % 10:
        ways.append(Written(f"the {year // 10}0s", f"{year // 10:03}X"))
    return draw(st.sampled_from(ways))


def alike(one: Written, other: Written) -> bool:
    """Whether both say their era, or neither needs to: 300 to 200 BC are two years BC."""
    is_before = [re.search(r"\bb\.?c", each.text.lower()) is not None for each in (one, other)]
    has_era = [re.search(r"\b(ad|a\.d|ce\b|c\.e)", each.text.lower()) is not None for each in (one, other)]
    return is_before[0] == is_before[1] or all(a or b for a, b in zip(is_before, has_era, strict=True))


def one_order(one: Written, other: Written) -> bool:
    """Whether the day stands first in both or in neither, as far as they are numbers."""
    orders = []
    for each in (one, other):
        numbers = re.fullmatch(r"([0-9]+)/([0-9]+)/[0-9]{4}", each.text)
        if numbers and numbers[1] != numbers[2]:
            orders.append(int(each.edtf[-2:]) == int(numbers[1]))
    return len(set(orders)) < 2


def agrees(written: Written) -> None:
    """It is read as meant, or it is asked for, or it is refused; it is never another date."""
    try:
        found = typed(written.text)
    except UnclearDate as unclear:
        assert written.edtf in unclear.readings or len(unclear.readings) == 1, written
    except NotADate as refused:
        assert refused.hint
    else:
        assert found.edtf == written.edtf or found.remark, (written, found)


ABOUT = st.sampled_from(["c. ", "circa ", "about ", "around ", "approx. ", "ca ", "~ "])
PERHAPS = st.sampled_from(["perhaps ", "possibly ", "maybe "])


@given(dates())
def test_a_date_written_out_is_that_date(one: Written) -> None:
    agrees(one)


@given(dates(), ABOUT, PERHAPS, st.integers(0, 5))
def test_with_a_word_of_doubt_it_is_as_unsure_as_that(
    one: Written, about: str, perhaps: str, way: int
) -> None:
    agrees(
        (
            Written(f"{about}{one.text}", f"{one.edtf}~"),
            Written(f"{perhaps}{one.text}", f"{one.edtf}?"),
            Written(f"{one.text}?", f"{one.edtf}?"),
            Written(f"{perhaps}{about}{one.text}", f"{one.edtf}%"),
            Written(f"{about}{one.text} (?)", f"{one.edtf}%"),
            Written(f"{one.text} (approx.)", f"{one.edtf}~"),
        )[way]
    )


RANGES = st.sampled_from(
    ["{} - {}", "{} – {}", "{}-{}", "{} to {}", "from {} to {}", "from {} until {}", "{} through {}"]
)


@given(dates(), dates(), RANGES)
def test_two_dates_with_to_between_them_are_a_range_of_both(start: Written, end: Written, way: str) -> None:
    assume(alike(start, end) and one_order(start, end))
    agrees(Written(way.format(start.text, end.text), f"{start.edtf}/{end.edtf}"))


@given(dates(), dates(), st.sampled_from(["{} or {}", "either {} or {}"]))
def test_two_dates_with_or_between_them_are_one_of_both(one: Written, other: Written, way: str) -> None:
    assume(alike(one, other) and one_order(one, other))
    agrees(Written(way.format(one.text, other.text), f"[{one.edtf},{other.edtf}]"))


@given(dates(), dates())
def test_between_two_dates_lies_one_of_the_days(start: Written, end: Written) -> None:
    assume(alike(start, end) and one_order(start, end))
    agrees(Written(f"between {start.text} and {end.text}", f"[{start.edtf}..{end.edtf}]"))


@given(
    dates(),
    st.sampled_from(
        [("since {}", "{}/.."), ("until {}", "../{}"), ("{} or later", "[{}..]"), ("to {}", "../{}")]
    ),
)
def test_one_end_is_open(one: Written, way: tuple[str, str]) -> None:
    agrees(Written(way[0].format(one.text), way[1].format(one.edtf)))
