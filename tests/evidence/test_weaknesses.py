"""What is weak in an event, and what only looks so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from timeline_tui.evidence.accounts import Weighed, Weigher
from timeline_tui.model.passage_states import State
from timeline_tui.model.timeline import Event, Name, Quote, Source

SOURCES = {
    "agency": Source(outlet="Agency", title="Told first"),
    "copy": Source(title="Told again", derived_from="agency"),
    "translation": Source(derived_from="copy"),
    "paper": Source(outlet="Paper"),
}
NAMES = {
    "state": Name(name="The State"),
    "minister": Name(name="The Minister", within="state"),
    "guard": Name(name="The Guard", within="state"),
    "rebel": Name(name="A Rebel"),
}
FIRM = (Quote(exact="a", source="agency"), Quote(exact="b", source="paper"))
"""Passages that leave nothing to wish for."""


def weak(
    *events: Event,
    elsewhere: Iterable[Quote] = (),
    states: Sequence[State] = (),
    depths: Sequence[int] | None = None,
) -> list[tuple[str, str, str]]:
    """Event, kind and detail of everything that is weak."""
    weighing = Weigher(SOURCES, NAMES, lambda dispute: [q for q in elsewhere if q.dispute == dispute])
    weighed = [
        Weighed(rank, depths[rank] if depths else 0, event, states) for rank, event in enumerate(events)
    ]
    return [(found.event, found.kind, found.detail) for found in weighing.weaknesses(weighed)]


def of(quotes: Sequence[Quote], **fields: object) -> Event:
    """An event with these passages."""
    return Event(id="e", title="An event", quotes=tuple(quotes), **fields)  # type: ignore[arg-type]


def test_event_on_two_independent_sources_is_not_weak() -> None:
    assert weak(of(FIRM)) == []


@pytest.mark.parametrize(
    ("sources", "detail"),
    [
        (["agency"], "only Agency"),
        (["agency", None], "only Agency"),
        (["copy"], "only “Told again”"),
        (["translation"], "only translation"),
        (["unlisted"], "only unlisted"),
        (["agency", "copy"], "only Agency and 1 text derived from it"),
        (["agency", "copy", "translation"], "only Agency and 2 texts derived from it"),
        (["copy", "translation"], "only 2 texts derived from Agency"),
        ([None], "its passages name no source"),
    ],
)
def test_copies_are_one_source(sources: list[str | None], detail: str) -> None:
    quotes = [Quote(exact="x", source=source) for source in sources]
    assert weak(of(quotes)) == [("e", "one-source", detail)]


def test_one_side_is_one_however_many_speak_for_it() -> None:
    word = [
        Quote(exact="x", source="agency", speaker="minister"),
        Quote(exact="y", source="paper", speaker="guard"),
    ]
    assert weak(of(word)) == [("e", "one-side", "only The State")]
    for other in (
        Quote(exact="z", source="paper", speaker="rebel"),
        Quote(exact="z", source="paper", kind="narration"),
        Quote(exact="z", source="paper", kind="reported"),
        Quote(exact="z", source="paper", kind="narration", speaker="guard"),
    ):
        assert weak(of([*word, other])) == []


def test_event_with_no_passage_is_weak_unless_its_parts_carry_it() -> None:
    bare = [Event(id=name, title=name) for name in "abcd"]
    missing = "no passage speaks of it"
    assert weak(*bare) == [(name, "no-passage", missing) for name in "abcd"]
    assert weak(bare[0], of(FIRM), depths=[0, 1]) == []
    assert weak(bare[0], bare[1], of(FIRM), depths=[0, 1, 2]) == []
    assert weak(bare[0], of(FIRM), depths=[0, 0]) == [("a", "no-passage", missing)]
    found = weak(bare[0], bare[1], of(FIRM), bare[2], depths=[0, 1, 1, 0])
    assert sorted(found) == [("b", "no-passage", missing), ("c", "no-passage", missing)]


@pytest.mark.parametrize(
    ("sources", "detail"),
    [
        (["agency"], "only cited: Agency"),
        (["copy"], "only cited: “Told again”"),
        (["translation", "agency"], "only cited: translation and 1 more"),
        (["unlisted", "agency", "copy"], "only cited: unlisted and 2 more"),
    ],
)
def test_event_with_sources_and_no_passage_is_only_cited(sources: list[str], detail: str) -> None:
    assert weak(of([], sources=tuple(sources))) == [("e", "only-cited", detail)]


def test_passages_that_do_not_stand_so_in_their_texts_are_told_one_by_one() -> None:
    three = of([*FIRM, Quote(exact="c" * 400)])
    assert weak(three, states=["verbatim", "altered", "not found"]) == [
        ("e", "altered", "Paper: b"),
        ("e", "not-found", "no source: " + "c" * 299 + "…"),
    ]
    assert weak(of(FIRM), states=["cut", "normalised"]) == [("e", "cut", "Agency: a")]


def test_passages_of_which_no_text_is_held_are_counted() -> None:
    assert weak(of(FIRM), states=["verbatim", "normalised"]) == []
    assert weak(of(FIRM), states=["no text held"]) == [("e", "not-verified", "1 no text held")]


def _answers(*positions: str | None) -> list[Quote]:
    return [
        Quote(exact="x", source=source, dispute="taken", position=position)
        for position, source in zip(positions, ("agency", "paper"), strict=False)
    ]


def test_dispute_with_one_position_is_weak() -> None:
    asked = {"taken": "Was it taken?"}

    def details(own: Sequence[Quote], elsewhere: Sequence[Quote] = ()) -> list[str]:
        return [
            detail
            for _, kind, detail in weak(of([*own, *FIRM], disputes=asked), elsewhere=[*own, *elsewhere])
            if kind == "one-position"
        ]

    assert details(_answers("yes", "no")) == []
    assert details(_answers("yes"), _answers("no")) == []
    assert details(_answers("yes", "yes")) == ["Was it taken? Only one answer: yes"]
    assert details(_answers("yes", None)) == ["Was it taken? Only one answer: yes"]
    assert details(_answers(None, None)) == ["Was it taken? No passage takes a position"]
    assert details([]) == ["Was it taken? No passage takes a position"]


def test_disputes_of_one_id_are_looked_up_once() -> None:
    asked: list[str] = []

    def answers(dispute: str) -> list[Quote]:
        asked.append(dispute)
        return _answers("yes")

    event = of(FIRM, disputes={"taken": ""})
    found = list(Weigher(SOURCES, NAMES, answers).weaknesses([Weighed(0, 0, event), Weighed(1, 0, event)]))
    assert [one.detail for one in found] == ["taken Only one answer: yes"] * 2
    assert asked == ["taken"]


@pytest.mark.parametrize(
    "date",
    [
        *("2024~", "2024-03-12?", "2024%", "202X", "2024-XX", "2024-?03-12"),
        *("[2024-03-12,2024-03-14]", "2024~/2025", "2024-03/202X"),
    ],
)
def test_unsure_date_needs_a_note(date: str) -> None:
    assert weak(of(FIRM, date=date)) == [("e", "date-without-note", f"{date} is not sure")]
    assert weak(of(FIRM, date=date, note="It is inferred from the text.")) == []


@pytest.mark.parametrize("date", ["2024", "2024-03", "2024-21", "2023/2024", "2024/..", "../2024", None])
def test_date_that_is_only_coarse_is_sure(date: str | None) -> None:
    assert weak(of(FIRM, date=date)) == []


def test_long_title_is_cut_and_the_rank_leads_to_the_event() -> None:
    event = Event(id="e", title="x" * 1000, date="2024", disputes={"d": "y" * 1000})
    position, passage = Weigher({}, {}, lambda _: ()).weaknesses([Weighed(7, 0, event)])
    assert (passage.rank, passage.date, passage.title) == (7, "2024", "x" * 299 + "…")
    assert position.detail == "y" * 299 + "… No passage takes a position"
