"""What somebody may have meant."""

from __future__ import annotations

import pytest

from timeline_tui.model.folding import nearest


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("newsweak", ["tass", "newsweek"], "newsweek"),
        ("Tass", ["tas", "tass"], "tass"),
        ("reuters", ["tass", "newsweek"], None),
        ("", ["tass"], None),
        ("x" * 1000, ["x" * 1000], None),
        ("e19998", [f"e{number}" for number in range(1_000_000, 1_030_000)], "e1009998"),
        ("kozinka", [*(f"e{number}" for number in range(5000)), "kozynka"], "kozynka"),
    ],
)
def test_the_nearest_is_found_or_none(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant
