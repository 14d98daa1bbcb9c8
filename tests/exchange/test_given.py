"""The ids of rows: in few bytes, and as a mapping would keep them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.exchange.given import RowIds


@given(st.dictionaries(st.text(), st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))))
def test_each_id_has_its_numbers(numbers: dict[str, tuple[int, int]]) -> None:
    ids = RowIds()
    for key, (place, mark) in numbers.items():
        ids.add(key, place, mark)
    assert {key: ids.get(key) for key in numbers} == numbers
    assert all(key in ids for key in numbers)


def test_many_ids_are_told_from_as_many_others() -> None:
    ids = RowIds()
    for number in range(20_000):
        ids.add(f"row {number}", number)
        ids.add(f"row {number}", number + 1)
    assert all(ids.get(f"row {number}") == (number, 0) for number in range(20_000))
    assert not any(f"row {number}" in ids for number in range(20_000, 40_000))
    assert ids.get("row") is None
