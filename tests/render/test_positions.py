"""The accounts on a disputed point, side by side, and what they rest on."""

from __future__ import annotations

import pytest

from tests.render import samples
from timeline_tui.index.records import Passage
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Event, Name, Quote
from timeline_tui.render.document import Document
from timeline_tui.render.positions import positions_page

NAMES = {
    **samples.NAMES,
    "town": Name(name="The town"),
    "mayor": Name(name="Jan Novak", role="mayor", within="town"),
}
EVENT = Event(
    id="fall",
    date="2021-06-03",
    title="The bridge falls",
    quotes=(
        Quote(exact="It was the flood.", source="gazette", speaker="mayor", dispute="why", position="Flood"),
        Quote(exact="The flood it was.", source="mirror", dispute="why", position="Flood"),
        Quote(exact="It was old.", source="herald", speaker="mayor", dispute="why", position="Age"),
        Quote(exact="Nobody knows.", source="bare", dispute="why"),
    ),
)
PASSAGES = [samples.passage(EVENT, 4, number) for number in range(4)]


def drawn(width: int, passages: list[Passage] = PASSAGES) -> Document:
    findings = {(4, 0): Finding("verbatim", 0, 5), (4, 2): Finding("not found")}
    context = samples.context(names=NAMES, findings=findings)
    return positions_page("Why did it fall?", passages, context, width)


def lines(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_what_the_positions_rest_on_is_said_in_words() -> None:
    text = "\n".join(lines(drawn(120)))
    assert "Jan Novak speaks in two positions: Flood; Age" in text
    assert "“Flood” rests on one source and copies of it" in text
    assert "“Age” rests on one source\n" in text
    assert "no position given rests on one source" in text


def test_positions_stand_side_by_side_and_their_accounts_are_level() -> None:
    shown = lines(drawn(120))
    (heads,) = [line for line in shown if "Flood " in line and "Age " in line]
    assert "no position given" in heads
    (first,) = [line for line in shown if "It was the flood." in line]
    assert "It was old." in first
    assert "Nobody knows." in first
    (second,) = [line for line in shown if "The flood it was." in line]
    assert "It was old." not in second


@pytest.mark.parametrize("width", [20, 38, 60])
def test_they_stack_where_there_is_no_room(width: int) -> None:
    shown = lines(drawn(width))
    assert not [line for line in shown if "It was the flood." in line and "It was old." in line]
    assert len(drawn(width).stops) == 4


def test_each_has_speaker_side_outlet_date_of_report_event_and_state() -> None:
    text = " ".join(" ".join(lines(drawn(38))).split())
    for words in (
        "Jan Novak, mayor",
        "side: The town",
        "The Gazette, Ada Byron, 3 June 2021",
        "at the event “The bridge falls”, 3 June 2021",
        "verbatim",
        "× not found",
    ):
        assert words in text


def test_every_passage_is_a_stop_that_opens_its_source() -> None:
    stops = drawn(120).stops
    assert {(stop.target, stop.number, stop.rank) for stop in stops} == {
        ("gazette", 0, 4),
        ("mirror", 1, 4),
        ("herald", 2, 4),
        ("bare", 3, 4),
    }


def test_a_question_that_nobody_answers() -> None:
    assert "no passage answers it" in "\n".join(lines(drawn(80, [])))


def test_more_than_anybody_reads_is_counted() -> None:
    text = "\n".join(lines(drawn(80, PASSAGES * 100)))
    assert "100 more passages not shown here" in text
