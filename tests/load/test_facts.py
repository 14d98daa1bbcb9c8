"""What the whole file must know of its events is a sum: it is the same wherever events are read."""

from __future__ import annotations

import marshal
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.load import facts as module
from timeline_tui.load.facts import AlsoSpelled, Facts, Looks
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.yamlfile.places import WHOLE_FILE

NAMES = {
    "town": Name(kind="place", name="Tyotkino", also=("Tetkino", "Mill on the Bach")),
    "man": Name(kind="person", name="Верещук"),
}
LISTED = [AlsoSpelled(key, one, WHOLE_FILE) for key, name in NAMES.items() for one in name.also]
SOURCES = {"old": Source(published="2020-01-01"), "new": Source(published="2025-01-01"), "none": Source()}
LOOKS = Looks(NAMES, LISTED, SOURCES, "Europe/Kyiv")

words = st.sampled_from(
    ["Tyotkino", "Tiotkino", "tiotkino", "Tetkino", "Mill on the Bach", "Верещак", "Tyotkina", "x"]
)
quotes = st.builds(
    lambda exact, source, note: Quote(exact=" ".join(exact), source=source, note=note),
    st.lists(words, min_size=1, max_size=3),
    st.sampled_from([*SOURCES]),
    st.sampled_from([None, None, "known"]),
)
events = st.builds(
    lambda date, names, tags, held: Event(title="t", date=date, names=names, tags=tags, quotes=tuple(held)),
    st.sampled_from(["2024-03-12", "2024-10-27T03:30", None]),
    st.sampled_from([(), ("town",), ("town", "man")]),
    st.lists(st.sampled_from(["raid", "raids", "calm", "talks"]), max_size=2, unique=True).map(tuple),
    st.lists(quotes, max_size=3),
)


def summed(some: Sequence[Event], first: int = 0) -> Facts:
    facts = Facts(LOOKS)
    for number, event in enumerate(some, first):
        facts.add(number, event)
    return facts


def check(some: Sequence[Event], cuts: Sequence[int]) -> None:
    whole = Facts(LOOKS)
    start = 0
    for end in [*sorted(cuts), len(some)]:
        whole.join(marshal.loads(marshal.dumps(summed(some[start:end]).plain())), start)
        start = max(start, end)
    once = summed(some)
    assert ([*whole.words], [*whole.sources]) == ([*once.words], [*once.sources])
    assert (whole.near, whole.suspects, whole.tags) == (once.near, once.suspects, once.tags)
    assert (whole.early, whole.leaps, set(whole.used)) == (once.early, once.leaps, set(once.used))


@given(st.lists(events, max_size=8), st.lists(st.integers(0, 8), max_size=3))
def test_the_sum_is_the_same_however_it_is_cut(some: list[Event], cuts: list[int]) -> None:
    check(some, cuts)


@given(st.lists(events, max_size=8), st.lists(st.integers(0, 8), max_size=3))
def test_so_it_is_where_limits_are_met(some: list[Event], cuts: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for limit, most in (
            ("_MOST_WORDS", 10),
            ("_MOST_COMPARED", 12),
            ("_MOST_SUSPECTS", 1),
            ("_MOST_TAGS", 2),
        ):
            patched.setattr(module, limit, most)
        check(some, cuts)
