"""However a file is written, looking at it takes no more work than its size calls for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.load.files import codes, marked, problems
from timeline_tui.load.settling import near_pairs
from timeline_tui.yamlfile import places
from timeline_tui.yamlfile.parser import ParserEvent

MANY = 3_000


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many things were passed over on the way to the places of others."""
    taken = 0
    pass_over = places._after

    def count(tape: Sequence[ParserEvent], at: int) -> int:
        nonlocal taken
        taken += 1
        return pass_over(tape, at)

    monkeypatch.setattr(places, "_after", count)
    return lambda: taken


@pytest.mark.parametrize("tag", ["tag{}", "&a{} tag", "*a"], ids=["plain", "anchored", "alias"])
def test_thousands_of_tags_are_walked_once(steps: Callable[[], int], tag: str) -> None:
    tags = ", ".join(tag.format(number) for number in range(MANY))
    problems(f"events:\n- {{id: &a one, title: t, tags: [{tags}]}}\n")
    assert steps() < 2 * MANY


def test_thousands_of_spellings_are_walked_once(steps: Callable[[], int]) -> None:
    also = ", ".join(f"spelling{number}" for number in range(MANY))
    problems(f"names:\n  n: {{kind: place, name: x, also: [{also}]}}\nevents:\n- {{id: a, title: t}}\n")
    assert steps() < 2 * MANY


def test_what_is_left_out_of_a_list_moves_no_place() -> None:
    found = problems(
        "names:\n  n: {kind: place, name: Mill, also: [Mill on the Bach, [no], Muhle, Nowhere]}\n"
        "events:\n- {id: a, title: Muhle, names: [n]}\n"
    )
    assert [marked(one) for one in found if one.code == "unused-spelling"] == ["Mill on the Bach", "Nowhere"]


def test_words_of_enormous_length_are_compared_with_nothing() -> None:
    word = "Abc" * 100
    other = word.replace("cA", "xA", 1)
    assert list(near_pairs([word, word + "d", "flood", "floods"])) == [("floods", "flood")]
    found = problems(
        f"sources: {{s: {{title: t}}}}\nnames: {{n: {{kind: place, name: {word}}}}}\nevents:\n"
        f"- {{id: a, title: t, names: [n], quotes: [{{source: s, exact: was in {other}}}]}}\n"
    )
    assert codes(found) == []


def test_the_id_of_an_enormous_title_is_made_of_its_beginning() -> None:
    (found,) = problems("events:\n- title: '" + "- " * 1_000 + "word'\n")
    assert found.hint == "add a line `id: event`, so that the event keeps it"
