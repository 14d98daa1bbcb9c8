"""Things of two versions are paired by what is equal, then by likeness, each once."""

from __future__ import annotations

from collections import Counter

from timeline_tui.merge.pairing import Pairing, overlap


def test_equal_things_are_paired_the_first_with_the_first() -> None:
    pairing = Pairing(dict(enumerate("abcb")), dict(enumerate("bab")))
    pairing.by(lambda letter: letter)
    assert pairing.found == {0: 1, 1: 0, 3: 2}
    assert pairing.left == {2: "c"}
    assert pairing.right == {}


def test_of_none_nothing_is_told() -> None:
    pairing = Pairing({1: "a"}, {2: "b"})
    pairing.by(lambda _: None)
    assert pairing.found == {}


def test_the_likest_are_paired_first_and_each_once() -> None:
    pairing = Pairing({"a": 1, "b": 2}, {"c": 3, "d": 4})
    pairing.by_likeness([(0.5, "a", "c"), (0.9, "b", "c"), (0.4, "a", "d"), (0.5, "b", "d")])
    assert pairing.found == {"b": "c", "a": "d"}


def test_the_overlap_of_two_is_what_both_have() -> None:
    assert overlap(Counter("ab"), Counter("cd")) == 0
    assert overlap(Counter("ab"), Counter("ab")) == 1
    assert overlap(Counter("ab"), Counter("ac")) == 0.5
