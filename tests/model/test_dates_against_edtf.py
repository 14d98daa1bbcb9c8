"""Every text that we read means what the `edtf` library says, or differs in a way that is named here."""

from __future__ import annotations

from datetime import date
from math import inf
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.examples import examples
from timeline_tui.model.dates import NotADate, Span, parse
from timeline_tui.model.days import from_civil, month_length, to_civil

# To `edtf` a winter, and a summer of the southern hemisphere, is December alone; it lasts into February.
OVER_NEW_YEAR = {24, 28, 30}

FIGURES = st.sampled_from("0123456789")
MASKABLE = st.sampled_from("0123456789XX")
MARK = st.sampled_from(["", "", "", "?", "~", "%"])
SIGN = st.sampled_from(["", "", "", "-"])
YEAR = st.one_of(
    st.builds("{}{:04}".format, SIGN, st.integers(0, 9999)), st.integers(1500, 2100).map(str)
).filter(lambda year: year != "-0000")
MASKED_YEAR = st.builds("{}{}{}X".format, FIGURES, MASKABLE, MASKABLE)
MONTH = st.integers(1, 12).map("{:02}".format)
SEASON = st.integers(21, 41).map(str)
DAY = st.integers(1, 31).map("{:02}".format)
PLAIN = st.one_of(
    YEAR,
    st.builds("{}-{}".format, YEAR, MONTH),
    st.builds("{}-{}-{}".format, YEAR, MONTH, DAY),
)
MASKED = st.one_of(
    st.builds("{}{}".format, SIGN, MASKED_YEAR),
    st.builds("{}-XX".format, YEAR),
    st.builds("{}-{}-XX".format, YEAR, MONTH),
    st.builds("{}-XX-XX".format, YEAR),
    st.builds("{}-{}".format, MASKED_YEAR, st.one_of(MONTH, st.just("XX"))),
    st.builds(
        "{}-{}-{}".format,
        MASKED_YEAR,
        st.one_of(MONTH, st.just("XX")),
        st.one_of(DAY, st.just("XX")),
    ),
)
SEASONS = st.builds("{}-{}".format, YEAR, SEASON)
DOUBTED = st.builds("{}{}".format, st.one_of(PLAIN, MASKED), MARK)
DOUBTED_PARTS = st.one_of(
    st.builds("{}{}-{}-{}".format, YEAR, MARK, MONTH, DAY),
    st.builds("{}-{}{}-{}".format, YEAR, MONTH, MARK, DAY),
    st.builds("{}{}-{}{}-{}{}".format, MARK, YEAR, MARK, MONTH, MARK, DAY),
)
TIMED = st.builds(
    "{}-{}-{}T{:02}:{:02}:{:02}{}".format,
    YEAR,
    MONTH,
    DAY,
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from(["", "Z", "-04:00", "+05:30", "+11"]),
)
LONG = st.one_of(
    st.builds("Y{}{}".format, SIGN, st.integers(10_000, 10**13)),
    st.builds("Y{}{}E{}".format, SIGN, st.integers(1, 999), st.integers(4, 10)),
)
END = st.one_of(PLAIN, SEASONS, st.builds("{}{}".format, PLAIN, MARK), DOUBTED_PARTS)
RANGE = st.one_of(
    st.builds("{}/{}".format, END, END),
    st.builds("{}/{}".format, END, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), END),
    st.builds("{}/{}".format, MASKED, PLAIN),
)
MEMBER = st.one_of(PLAIN, DOUBTED, st.builds("{}..{}".format, YEAR, YEAR))
SET = st.one_of(
    st.lists(MEMBER, min_size=2, max_size=4).map(lambda members: f"[{','.join(members)}]"),
    st.builds("[..{},{}]".format, PLAIN, PLAIN),
    st.builds("[{},{}..]".format, PLAIN, PLAIN),
    st.builds("[{}..{}]".format, YEAR, YEAR),
)
TEXTS = st.one_of(PLAIN, SEASONS, DOUBTED, DOUBTED, DOUBTED_PARTS, TIMED, LONG, RANGE, RANGE, SET)


def as_day(found: struct_time | float) -> int | None:
    """The day number of what `edtf` answers; its open ends are infinite, ours are None."""
    if isinstance(found, float):
        assert found in {inf, -inf}
        return None
    return from_civil(*found[:3])


def parts(span: Span) -> list[Span]:
    return [part for member in span.dates for part in parts(member)] if span.dates else [span]


def end_of_season(span: Span) -> bool:
    return any(part.part in OVER_NEW_YEAR and part.latest == span.latest for part in parts(span))


def differs_on_purpose(span: Span) -> bool:
    for part in parts(span):
        bare = part.text.strip("?~%")
        # `edtf` puts the later bound first where a month or day of a negative year is masked, and where the
        # year is, within a range or set.
        if part.masked and bare.startswith("-") and (len(bare) > 5 or span.dates):
            return True
        # `edtf` counts -0000 to these years, which is no year of EDTF.
        if bare.startswith("-000X"):
            return True
        # `edtf` answers 29 February of a year that has none, such as 2099.
        if part.masked and bare[4:] == "-02-29":
            return True
    return False


def said_by_edtf(text: str) -> tuple[struct_time | float, struct_time | float] | None:
    """The bounds by `edtf`; None where it does not read the text, or stumbles over it."""
    try:
        found = parse_edtf(text, fail_silently=True)
        return None if found is None else (found.lower_strict(), found.upper_strict())
    except (AttributeError, TypeError, ValueError):
        # So it does on masked months in sets, and on an open start before a date with marks on its parts.
        return None


def agrees(span: Span, lower: struct_time | float, upper: struct_time | float) -> None:
    if not any(part.shape == "unknown" for part in span.dates[:1]):
        assert span.earliest == as_day(lower), f"{span.text}: {lower}"
    else:
        # `edtf` takes an unknown start for ten years before the end.
        assert span.earliest is None
    if any(part.shape == "unknown" for part in span.dates[-1:]):
        assert span.latest is None
    elif end_of_season(span):
        december = as_day(upper)
        assert span.latest is not None and december is not None
        assert span.latest - december in {59, 60}
        assert to_civil(span.latest)[1] == 2
    elif not winter_within(span):
        assert span.latest == as_day(upper), f"{span.text}: {upper}"


def winter_within(span: Span) -> bool:
    """Whether a winter in a set or range ends with it by our reckoning or by theirs only."""
    return span.shape != "date" and any(part.part in OVER_NEW_YEAR for part in parts(span))


@examples(7)
@given(TEXTS)
def test_a_date_means_what_edtf_says(text: str) -> None:
    try:
        span = parse(text)
    except NotADate:
        assume(False)
        return
    said = said_by_edtf(text)
    # What it does not read has no meaning there: marks on seasons, masked digits in some ranges.
    assume(said is not None)
    if said is not None and not differs_on_purpose(span):
        agrees(span, *said)


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("2023-24", (2023, 12, 31)),
        ("2023-30", (2023, 12, 31)),
        ("20XX-02-29", (2099, 2, 29)),
        ("-000X", (0, 12, 31)),
    ],
)
def test_where_we_differ(text: str, upper: tuple[int, int, int]) -> None:
    span = parse(text)
    assert parse_edtf(text).upper_strict()[:3] == upper
    assert span.latest is not None
    assert to_civil(span.latest) != upper


@given(
    st.builds("{}{}".format, SIGN, st.text("019X", min_size=4, max_size=4)).filter(
        lambda year: year.count("X") <= 2
    ),
    st.text("0123X", min_size=2, max_size=2),
    st.text("01239X", min_size=2, max_size=2),
)
def test_masked_digits_mean_every_day_that_fits(year: str, month: str, day: str) -> None:
    text = f"{year}-{month}-{day}"
    assume("X" in text)
    fitting = [
        from_civil(number, of_year, of_month)
        for number in filling(year, range(-9999, 10_000))
        for of_year in filling(month, range(1, 13))
        for of_month in filling(day, range(1, month_length(number, of_year) + 1))
    ]
    try:
        span = parse(text)
    except NotADate:
        assert not fitting or year == "-0000"
    else:
        assert (span.earliest, span.latest) == (min(fitting), max(fitting))


def filling(mask: str, numbers: range) -> list[int]:
    """The numbers that can stand where some digits are X."""
    figures = mask.lstrip("-")
    candidates = [number for number in numbers if (number < 0) == mask.startswith("-")]
    return [
        number
        for number in candidates
        if all(
            mine in {"X", its} for mine, its in zip(figures, f"{abs(number):0{len(figures)}}", strict=True)
        )
    ]


@given(st.dates())
def test_a_whole_day_is_itself(day: date) -> None:
    span = parse(day.isoformat())
    assert (span.earliest, span.latest) == (day.toordinal(), day.toordinal())
    assert (span.year, span.month, span.day) == (day.year, day.month, day.day)
