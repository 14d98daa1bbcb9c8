"""What counts as a word where two wordings are compared, and how they differ."""

from __future__ import annotations

import pytest

from timeline_tui.evidence.alike import compare, words_of
from timeline_tui.model.passage_states import Run


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("came--at well-known by - night", ["came-", "at", "well-known", "by-", "night"]),
        ("came—at", ["came-", "at"]),
        ("twenty-\nfive men", ["twenty-five", "men"]),
        ("日本 no", ["日", "本", "no"]),
    ],
)
def test_a_dash_parts_words_and_a_hyphen_does_not(text: str, words: list[str]) -> None:
    assert [word.key for word in words_of(text)] == words


def test_neighbouring_changes_are_one() -> None:
    runs, changed = compare("the old men slept", "the young women came at dawn")
    assert runs == (
        Run("same", "the "),
        Run("passage", "old men slept"),
        Run("text", "young women came at dawn"),
    )
    assert changed == 5
