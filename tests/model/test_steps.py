"""Steps in time, and the days that they lead to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.days import day_iso, from_civil, to_civil
from timeline_tui.model.periods import Step, step_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("+1 month", "1 month later"),
        ("-3 days", "3 days earlier"),
        ("−3 days", "3 days earlier"),
        ("+ week", "1 week later"),
        ("+2w", "2 weeks later"),
        ("-1y", "1 year earlier"),
        ("next year", "1 year later"),
        ("Previous  Month", "1 month earlier"),
        ("last decade", "1 decade earlier"),
        ("the next three centuries", "3 centuries later"),
        ("2 weeks later", "2 weeks later"),
        ("a month earlier", "1 month earlier"),
        ("ten years on", "10 years later"),
    ],
)
def test_what_a_step_is(text: str, words: str) -> None:
    step = step_of(text)
    assert step is not None
    assert step.words == words
    assert step_of(words) == step


@pytest.mark.parametrize(
    "text", ["", "+", "1 month", "+0 days", "3 days ago", "2024-03-12", "month", "+1 hour"]
)
def test_what_is_no_step(text: str) -> None:
    assert step_of(text) is None


@pytest.mark.parametrize(
    ("day", "text", "then"),
    [
        ((2024, 1, 31), "+1 month", "2024-02-29"),
        ((2024, 2, 29), "+1 year", "2025-02-28"),
        ((2024, 1, 1), "-1 day", "2023-12-31"),
        ((2024, 3, 12), "2 weeks later", "2024-03-26"),
        ((1, 1, 1), "-1 century", "-0099-01-01"),
        ((9999, 12, 1), "+1 month", "Y10000-01-01"),
    ],
)
def test_where_a_step_leads(day: tuple[int, int, int], text: str, then: str) -> None:
    step = step_of(text)
    assert step is not None
    assert day_iso(step.from_day(from_civil(*day))) == then


@given(
    st.integers(-(10**7), 10**7), st.integers(-(10**5), 10**5), st.sampled_from(["month", "year", "decade"])
)
def test_a_step_keeps_the_day_of_the_month_or_takes_the_last(day: int, number: int, unit: str) -> None:
    step = Step(number, unit)  # type: ignore[arg-type]
    before, after = to_civil(day), to_civil(step.from_day(day))
    assert after[2] <= before[2]
    assert after[2] == before[2] or to_civil(step.from_day(day) + 1)[2] == 1
    if before[2] <= 28:
        assert step.backwards.from_day(step.from_day(day)) == day
