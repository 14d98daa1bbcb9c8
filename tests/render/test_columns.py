"""Which stop follows another, and which stands beside it in the next column."""

from __future__ import annotations

import pytest

from timeline_tui.render.document import Stop, beside, following


def stop(first: int, left: int = 0, right: int | None = None) -> Stop:
    return Stop("passage", first, first, "", left=left, right=right)


# One on top, two columns of two and one passages, a third column below the first's height, one at the end.
STOPS = (stop(0), stop(2, 0, 9), stop(2, 12, 21), stop(4, 24, 33), stop(6, 0, 9), stop(9))


@pytest.mark.parametrize(
    ("number", "direction", "expected"),
    [(0, 1, 1), (1, 1, 4), (2, 1, 5), (3, 1, 5), (4, 1, 5), (5, 1, 6), (4, -1, 1), (3, -1, 0), (0, -1, -1)],
)
def test_what_follows_stands_in_the_same_column_or_below_all(
    number: int, direction: int, expected: int
) -> None:
    assert following(STOPS, number, direction) == expected


@pytest.mark.parametrize(
    ("number", "direction", "expected"),
    [(1, 1, 2), (2, 1, 3), (4, 1, 2), (3, 1, None), (3, -1, 2), (2, -1, 1), (1, -1, None), (4, -1, None)],
)
def test_what_stands_beside_is_in_the_nearest_column(
    number: int, direction: int, expected: int | None
) -> None:
    assert beside(STOPS, number, direction) == expected
