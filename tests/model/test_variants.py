"""What `variant_of` leads to."""

from __future__ import annotations

import pytest

from timeline_tui.model.passage_states import meant, original, passages_meant, references
from timeline_tui.model.timeline import Quote


def quotes(reference: str) -> list[Quote]:
    sources = ("herald", "mirror", "herald", "odd#1", None)
    held = [Quote(exact=f"passage {at}", source=source) for at, source in enumerate(sources)]
    return [*held, Quote(exact="other words", source="mirror", variant_of=reference)]


@pytest.mark.parametrize(
    ("reference", "positions"),
    [
        ("herald", [0, 2]),
        ("herald#1", [0]),
        ("herald#2", [2]),
        ("herald#3", []),
        ("herald#0", []),
        ("herald#-1", []),
        ("herald#", []),
        ("herald#²", []),
        ("herald#" + "9" * 5000, []),
        ("odd#1", [3]),
        ("odd#1#1", [3]),
        ("mirror", []),
        ("nobody", []),
        ("", []),
    ],
)
def test_it_is_an_id_or_an_id_and_a_number(reference: str, positions: list[int]) -> None:
    held = quotes(reference)
    assert meant(held, 5) == positions
    assert original(held, 5) == (positions[0] if len(positions) == 1 else None)


def test_what_says_nothing_means_nothing() -> None:
    assert meant(quotes("herald"), 0) == []


def test_what_names_the_passages_names_each_of_them() -> None:
    sources = ["herald", "mirror", "herald", None]
    assert references(sources) == ["herald#1", "herald#2", "mirror"]
    assert references(sources, "herald") == ["mirror"]
    assert [passages_meant(named, sources) for named in references(sources)] == [[0], [2], [1]]
