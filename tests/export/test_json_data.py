"""What is written as JSON is the timeline itself: it can be read again, and nothing is lost."""

from __future__ import annotations

import json

from hypothesis import given, settings

from tests.export.contents import EVENTS, EVERYTHING, PART, TOURS, contents, written
from timeline_tui.model.record_fields import from_plain, to_plain
from timeline_tui.model.timeline import Event, Tour


@given(EVENTS)
@settings(max_examples=100)
def test_every_event_comes_back(events: list[Event]) -> None:
    data, losses = written("json", contents(*events))
    assert [from_plain(Event, plain) for plain in json.loads(data)["events"]] == events
    assert losses.counts == {}


def test_a_part_of_what_was_not_chosen_says_so() -> None:
    data, losses = written("json", contents(PART, whole=False))
    assert "part_of" not in json.loads(data)["events"][0]
    assert list(json.loads(data)["sources"]) == ["evil"]
    assert losses.counts == {"what an event is part of, where that was not chosen": 1}


def test_sources_and_names_of_what_was_chosen_come_with_those_they_lead_to() -> None:
    chosen = Event(id="a", title="A", names=("mayor",), sources=("copy",))
    plain = json.loads(written("json", contents(chosen, whole=False))[0])
    assert list(plain["sources"]) == ["agency", "copy"]
    assert list(plain["names"]) == ["mayor", "town"]


def test_everything_of_an_event_is_there() -> None:
    (plain,) = (json.loads(written("json", contents(EVERYTHING))[0])["events"],)
    assert plain[0] == to_plain(EVERYTHING)


def test_tours_come_back() -> None:
    data, losses = written("json", contents(EVERYTHING, PART, tours=TOURS))
    assert {key: from_plain(Tour, plain) for key, plain in json.loads(data)["tours"].items()} == TOURS
    assert losses.counts == {}


def test_steps_lead_to_what_was_chosen() -> None:
    data, losses = written("json", contents(EVERYTHING, whole=False, tours=TOURS))
    tours = json.loads(data)["tours"]
    assert {key: [step["event"] for step in tour["steps"]] for key, tour in tours.items()} == {
        "way": ["raid"]
    }
    assert losses.counts == {"steps of tours, where their events were not chosen": 2}


def test_a_format_without_tours_says_so() -> None:
    _, losses = written("csv", contents(tours=TOURS))
    assert losses.counts["tours"] == 2
    assert losses.examples["tours"][0] == "A way"
