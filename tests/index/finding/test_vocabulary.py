"""Words that begin so, and those that are spelled like one that no event has."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.timelines import written
from timeline_tui.index.event_search import begun_so
from timeline_tui.index.reader import Index
from timeline_tui.model.timeline import Event


def index_of(folder: str | Path, words: list[str]) -> Index:
    return written(Path(folder), [Event(id=f"e{at}", title=word) for at, word in enumerate(words)])


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("naer", ["near"]),
        ("neer", ["near"]),
        ("ear", ["far", "near"]),
        ("xnear", ["near"]),
        ("shellling", ["shelling"]),
        ("shelinng", ["shelling"]),
        ("shxlxing", ["shelling"]),
        ("xhelling", ["shelling"]),
        ("заря", ["зоря"]),
        ("na", []),
        ("nothing", []),
        ("nr", []),
    ],
)
def test_a_letter_or_two_off(word: str, near: list[str], tmp_path: Path) -> None:
    index = index_of(tmp_path, ["near", "far", "shelling", "governor", "Зоря", "zemlya", "2024"])
    assert index.search.spelled_like(word) == near
    index.close()


_words = st.text("abc", min_size=3, max_size=5)


@given(st.lists(_words, min_size=1, max_size=30), _words)
def test_a_word_one_letter_off_is_found(words: list[str], word: str) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(folder, words)
        begun = {held for held in words if _is_near(word, held) and held[0] == word[0]}
        found = begun or {held for held in words if _is_near(word, held)}
        assert set(index.search.spelled_like(word)) == found
        index.close()


@given(st.lists(_words, min_size=1, max_size=30), st.text("abc", min_size=1, max_size=4), st.integers(1, 9))
def test_words_that_begin_so_are_all_known_unless_they_are_too_many(
    words: list[str], beginning: str, most: int
) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(folder, words)
        begun = sorted({held for held in words if held.startswith(beginning)})
        assert begun_so(index.ask, beginning, most) == (begun if len(begun) <= most else None)
        index.close()


def _is_near(one: str, other: str) -> bool:
    """Whether a letter more, less or other, or two that change places, make one of the other."""
    letters = [*"abc", ""]
    made = {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in letters}
    made |= {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in letters}
    made |= {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    return other in made
