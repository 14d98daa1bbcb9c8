"""Measured numbers read well."""

from __future__ import annotations

import pytest

from benchmarks.measure import percentile
from benchmarks.table import Row, markdown, spoken, times


def test_a_row_has_a_cell_for_each_size() -> None:
    row = Row("start", {10: "1.02x", 1_000: "1.10x"})
    assert markdown([row], [10, 1_000, 5_000], ["A remark."]).splitlines() == [
        "| what | at 10 | at 1,000 | at 5,000 events |",
        "| --- | --- | --- | --- |",
        "| start | 1.02x | 1.10x | - |",
        "",
        "A remark.",
    ]


def test_a_ratio_stands_before_the_value() -> None:
    assert times(0.25, 0.2) == "1.25x (250 ms)"


@pytest.mark.parametrize(("seconds", "shown"), [(0.0042, "4 ms"), (1.9, "1900 ms"), (12.34, "12.3 s")])
def test_seconds_have_a_unit_that_reads_well(seconds: float, shown: str) -> None:
    assert spoken(seconds) == shown


def test_the_percentile_lies_near_the_top() -> None:
    assert percentile([float(value) for value in range(101)]) == 95.0
