"""What is drawn of a date: to the second from where to where, and how surely."""

from __future__ import annotations

import pytest

from timeline_tui.model.dates import parse
from timeline_tui.model.days import DAY_LONG, from_civil
from timeline_tui.model.span import Stroke, strokes


def at(year: int, month: int = 1, day: int = 1) -> int:
    """The second with which a day begins."""
    return from_civil(year, month, day) * DAY_LONG


MARCH, APRIL = at(2024, 3), at(2024, 4)
TWELFTH, THIRTEENTH = at(2024, 3, 12), at(2024, 3, 13)


@pytest.mark.parametrize(
    "date, drawn",
    [
        ("2024-03-12", [Stroke("point", TWELFTH, THIRTEENTH)]),
        ("2024-03-12~", [Stroke("about", TWELFTH, THIRTEENTH)]),
        ("2024-03", [Stroke("shade", MARCH, APRIL)]),
        ("2024-03-XX", [Stroke("shade", MARCH, APRIL)]),
        ("2024-XX-12", [Stroke("choice", at(2024, 1, 12), at(2024, 12, 13))]),
        (
            "2024-03~",
            [
                Stroke("shade", MARCH, APRIL),
                Stroke("about", MARCH, MARCH),
                Stroke("about", APRIL - 1, APRIL - 1),
            ],
        ),
        (
            "[2024-03-12,2024-03-20]",
            [Stroke("choice", TWELFTH, THIRTEENTH), Stroke("choice", at(2024, 3, 20), at(2024, 3, 21))],
        ),
    ],
)
def test_a_date_is_drawn_as_wide_as_it_is(date: str, drawn: list[Stroke]) -> None:
    assert strokes(parse(date)) == tuple(drawn)


@pytest.mark.parametrize(
    "date, drawn",
    [
        # Between days, nothing is unsure.
        ("2024-03-12/2024-03-14", [Stroke("bar", TWELFTH, at(2024, 3, 15))]),
        # Between coarse ends only what lies behind one and before the other is sure.
        (
            "2023/2024-06",
            [
                Stroke("bar", at(2024), at(2024, 6)),
                Stroke("shade", at(2023), at(2024)),
                Stroke("shade", at(2024, 6), at(2024, 7)),
            ],
        ),
        (
            "2024-03-12/2024-05",
            [Stroke("bar", TWELFTH, at(2024, 5)), Stroke("shade", at(2024, 5), at(2024, 6))],
        ),
        # Nothing lies surely between these.
        ("2023/2024", [Stroke("shade", at(2023), at(2024)), Stroke("shade", at(2024), at(2025))]),
        ("2024-03/2024-03-20", [Stroke("shade", MARCH, APRIL)]),
        # A day that is only about right is marked at its end of the bar.
        (
            "2024-03-12~/2024-03-14",
            [Stroke("bar", TWELFTH, at(2024, 3, 15)), Stroke("about", TWELFTH, THIRTEENTH)],
        ),
        (
            "2024-03-10/2024-03-12~",
            [Stroke("bar", at(2024, 3, 10), THIRTEENTH), Stroke("about", TWELFTH, THIRTEENTH)],
        ),
    ],
)
def test_a_bar_is_drawn_where_it_surely_lasts(date: str, drawn: list[Stroke]) -> None:
    assert strokes(parse(date)) == tuple(drawn)


@pytest.mark.parametrize(
    "date, drawn",
    [
        ("2024-03-12/..", [Stroke("point", TWELFTH, THIRTEENTH), Stroke("open", THIRTEENTH, None)]),
        ("2024-03-12~/..", [Stroke("about", TWELFTH, THIRTEENTH), Stroke("open", THIRTEENTH, None)]),
        ("2024-03/..", [Stroke("shade", MARCH, APRIL), Stroke("open", APRIL, None)]),
        ("../2024-03-12", [Stroke("open", None, THIRTEENTH), Stroke("point", TWELFTH, THIRTEENTH)]),
        ("../2024-03", [Stroke("open", None, APRIL), Stroke("shade", MARCH, APRIL)]),
        # What nobody knows lies beside what is known, so that it does not hide it.
        ("2024-03-12/", [Stroke("point", TWELFTH, THIRTEENTH), Stroke("unknown", THIRTEENTH, THIRTEENTH)]),
        ("/2024-03-12", [Stroke("unknown", THIRTEENTH, THIRTEENTH), Stroke("point", TWELFTH, THIRTEENTH)]),
        ("/2024-03", [Stroke("unknown", APRIL, APRIL), Stroke("shade", MARCH, APRIL)]),
    ],
)
def test_an_end_that_is_open_or_unknown_is_drawn_beside_the_other(date: str, drawn: list[Stroke]) -> None:
    assert strokes(parse(date)) == tuple(drawn)


def test_what_has_no_date_is_not_drawn() -> None:
    assert strokes(None) == ()
