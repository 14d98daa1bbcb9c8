"""The page of what is weak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.model.passage_states import LABELS, Weak, Weakness
from timeline_tui.render.document import ASCII
from timeline_tui.render.notices import MOST_WEAK, looking_page, not_found_page, weak_page
from timeline_tui.visible import visible

TEXT = st.text(st.sampled_from("ab  e\u0301桥👩\x1b\u202e\n\t[]"), min_size=1, max_size=400)
WEAK = st.builds(
    Weakness,
    kind=st.sampled_from(list(LABELS)),
    rank=st.integers(0, 10**6),
    event=TEXT,
    title=TEXT,
    date=st.sampled_from([None, "2024", "2024-03-12"]),
    detail=TEXT,
)


def one(kind: Weak, rank: int) -> Weakness:
    return Weakness(kind, rank, f"e{rank}", f"Event {rank}", "2024-03-12", "only Paper")


def test_lines_lead_to_their_events_kind_by_kind() -> None:
    first = {"one-source": [one("one-source", 3), one("one-source", 5)], "one-side": [one("one-side", 3)]}
    page = weak_page({"one-source": 2, "one-side": 1}, first, 60, compared=True)  # type: ignore[arg-type]
    assert [line.text for line in page.lines] == [
        "What the timeline rests on least. What is weak need not be",
        "wrong.",
        "",
        "Events that rest on one independent source: 2",
        "→ Event 3  12 March 2024, Tuesday",
        "  only Paper",
        "→ Event 5  12 March 2024, Tuesday",
        "  only Paper",
        "",
        "Events that rest on one side's word: 1",
        "→ Event 3  12 March 2024, Tuesday",
        "  only Paper",
    ]
    assert [(stop.kind, stop.target, stop.rank) for stop in page.stops] == [
        ("event", "e3", 3),
        ("event", "e5", 5),
        ("event", "e3", 3),
    ]


def test_nothing_weak_and_nothing_compared_are_said() -> None:
    (first, second) = weak_page({}, {}, 90, compared=False).lines
    assert first.text == "Nothing weak was found."
    assert second.text.startswith("No passage was compared with its text")
    assert len(weak_page({}, {}, 90, compared=True).lines) == 1


def test_what_is_not_drawn_is_counted() -> None:
    held = [one("one-side", rank) for rank in range(MOST_WEAK)]
    page = weak_page({"one-side": 1_000_000}, {"one-side": held}, 90, compared=True)
    assert len(page.stops) == MOST_WEAK
    assert page.lines[-1].text == "… 999,900 more events not shown here; timeline-tui gaps prints all"


@given(st.lists(WEAK, max_size=6), st.integers(8, 120))
def test_any_text_fits_and_acts_on_nothing(weak: list[Weakness], width: int) -> None:
    kinds = {kind: [one for one in weak if one.kind == kind] for kind in LABELS}
    counts = {kind: len(held) for kind, held in kinds.items() if held}
    page = weak_page(counts, kinds, width, compared=False, marks=ASCII)
    assert len(page.stops) == len(weak)
    for line in page.lines:
        assert cell_len(line.text) <= width
        assert visible(line.text) == line.text


@pytest.mark.parametrize(("done", "total", "said"), [(0, 0, "weak"), (0, 9, "weak  0 %"), (50, 100, "50 %")])
def test_how_far_it_is_looked_for(done: int, total: int, said: str) -> None:
    assert looking_page(done, total, 60).lines[0].text.endswith(said)


def test_why_it_is_not_known() -> None:
    assert (
        not_found_page("the disk is full", 60).lines[0].text == "What is weak is not known: the disk is full"
    )
