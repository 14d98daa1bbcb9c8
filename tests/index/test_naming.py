"""What the index knows of names, against a naive answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.index.naive import in_order
from tests.index.timelines import SOURCES, STAMP, written
from timeline_tui.index.list_places import BLOCK, GAP
from timeline_tui.index.reader import Index
from timeline_tui.index.writer import Writer
from timeline_tui.model.folding import Spellings
from timeline_tui.model.timeline import Event, Name, Quote, Timeline

NAMES = {
    "bridge": Name(name="Old Bridge", also=("the bridge", "Oldbridge")),
    "mayor": Name(name="Jan Novak", also=("Novak",)),
    "silent": Name(name="Nobody"),
    "\ud800": Name(name="\ud800 odd"),
}
TIMELINE = Timeline(title="T", sources=SOURCES, names=NAMES)
TEXTS = ("Jan Novak on the Old Bridge", "Novak", "the bridge, Oldbridge", "nothing", "\ud800 odd", "Nobody’s")

_quotes = st.builds(
    Quote,
    exact=st.sampled_from(TEXTS),
    source=st.sampled_from([None, "kyiv", "copy", "not listed"]),
    speaker=st.none() | st.sampled_from([*NAMES, "not listed"]),
)


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    return [
        Event(
            id=f"event-{number}",
            title="x",
            date=draw(st.none() | st.sampled_from(["2023", "2024-05", "2021-01-01"])),
            names=tuple(draw(st.lists(st.sampled_from([*NAMES, "not listed"]), max_size=3))),
            quotes=tuple(draw(st.lists(_quotes, max_size=3))),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


def naive(held: Sequence[Event]) -> tuple[Mapping[str, list[int]], Counter[tuple[str, str, str]]]:
    """The ranks of each name, and how often each source uses each spelling."""
    finder = Spellings(NAMES)
    ranks: dict[str, list[int]] = {}
    uses: Counter[tuple[str, str, str]] = Counter()
    for rank, placed in enumerate(in_order(held, {})):
        event = placed.event
        mentioned = {*event.names, *(quote.speaker for quote in event.quotes if quote.speaker)}
        for quote in event.quotes:
            for use in finder.found(quote.exact):
                mentioned.add(use.name)
                uses[use.name, use.spelling, quote.source or ""] += 1
        for name in mentioned:
            ranks.setdefault(name, []).append(rank)
    return ranks, uses


def asked(held: Sequence[Event], *, expected: bool) -> None:
    with TemporaryDirectory() as folder:
        index = indexed(Path(folder), held, expected=expected)
        ranks, uses = naive(held)
        for name in (*NAMES, "not listed"):
            own = ranks.get(name, [])
            assert index.naming.ranks([name], 0, 100) == own
            assert index.naming.ranks([name], 3, 2) == [rank for rank in own if rank >= 3][:2]
            assert index.naming.ranks_before(name, 4, 2) == [rank for rank in own if rank < 4][-2:]
            assert (index.naming.events(name) or 0) == len(own)
        both = sorted({*ranks.get("bridge", []), *ranks.get("mayor", [])})
        assert index.naming.ranks(["bridge", "mayor"], 0, 100) == both
        for name in ("bridge", "mayor", "silent"):
            counts = {(name, one.spelling, one.source): one.passages for one in index.naming.spellings(name)}
            assert counts == {use: count for use, count in uses.items() if use[0] == name}
        index.close()


def indexed(folder: Path, held: Sequence[Event], *, expected: bool) -> Index:
    writer = Writer(folder / "index", STAMP)
    if expected:
        writer.expect(NAMES)
    for event in held:
        writer.add(event)
    writer.finish(TIMELINE, {}, ())
    return Index.open(folder / "index")


@given(events())
def test_names_above_the_events(held: list[Event]) -> None:
    asked(held, expected=True)


@given(events())
def test_names_below_the_events(held: list[Event]) -> None:
    asked(held, expected=False)


def test_a_name_that_is_in_thousands_of_events(tmp_path: Path) -> None:
    count = 6 * BLOCK // GAP + 5
    held = [Event(id=str(at), title="x", names=("mayor",) if at % 2 else ()) for at in range(count)]
    index = written(tmp_path, held, timeline=TIMELINE)
    own = list(range(1, count, 2))
    assert index.naming.events("mayor") == len(own)
    assert index.naming.ranks(["mayor"], 0, count) == own
    for rank in (0, 1, 1000, 2047, 2048, 2049, count - 1, count + 5):
        assert index.naming.ranks(["mayor"], rank, 40) == [one for one in own if one >= rank][:40]
        assert index.naming.ranks_before("mayor", rank, 40) == [one for one in own if one < rank][-40:]
    assert index.naming.events("nobody at all") is None
