"""Tours: kept as they are written, and every step that leads nowhere is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.load.files import codes, marked, problems, read
from tests.load.test_together import read as read_together
from timeline_tui.load.contents import LONGEST_TEXT
from timeline_tui.model.timeline import Tour, TourStep

SOURCES = "sources: {herald: {}, mirror: {}}\n"
EVENTS = """\
events:
- id: ice
  title: The ice breaks
  quotes: [{exact: one, source: herald}, {exact: two, source: herald}, {exact: three, source: mirror}]
- {id: mill, title: The mill stands still}
"""
TOUR = """\
tours:
  thaw:
    title: How the ice broke
    steps:
      - {event: ice, passage: herald#2, text: It broke.}
      - event: mill
"""
THAW = Tour(
    title="How the ice broke",
    steps=(TourStep(event="ice", passage="herald#2", text="It broke."), TourStep(event="mill")),
)


def tour(*steps: str) -> str:
    return "tours:\n  thaw:\n    steps:\n" + "".join(f"      - {step}\n" for step in steps)


@pytest.mark.parametrize("text", [SOURCES + TOUR + EVENTS, SOURCES + EVENTS + TOUR, TOUR + SOURCES + EVENTS])
@pytest.mark.parametrize("pure", [True, False])
def test_a_tour_is_kept_wherever_it_stands(text: str, pure: bool) -> None:
    _, reading = read(text, pure=pure)
    assert reading.problems == []
    assert dict(reading.timeline.tours) == {"thaw": THAW}


@pytest.mark.parametrize(
    ("step", "code", "at", "hint"),
    [
        ("{event: icy}", "unknown-event", "icy", "give an event the id icy, or take out this step"),
        ("{event: mills}", "unknown-event", "mills", "try: mill, listed in line "),
        ("{event: ice, passage: herold}", "unknown-passage", "herold", "try: herald#1"),
        ("{event: ice, passage: herald#0}", "unknown-passage", "herald#0", "try: herald#1"),
        ("{event: mill, passage: mirror}", "unknown-passage", "mirror", "add the passage to mill"),
        ("{event: ice, words: x}", "unknown-field", "words", "the fields of a step: event, passage, text"),
        ("{event: ice, texts: x}", "unknown-field", "texts", "did you mean `text`?"),
        ("ice", "wrong-shape", "ice", "write it as event: ice"),
        ("{text: x}", "missing-field", "text", "add a line `event:` with the id of an event"),
        ("{event: ' '}", "empty-id", "' '", "write the id of an event"),
        ("{event: [ice]}", "wrong-shape", "[", "write it on one line"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("below", [True, False])
def test_what_is_wrong_with_a_step_is_told(step: str, code: str, at: str, hint: str, below: bool) -> None:
    written = tour("event: mill", step)
    text = EVENTS + SOURCES + written if below else SOURCES + EVENTS.rstrip() + "\n" + written
    text = text if below or code != "unknown-event" else SOURCES + written + EVENTS
    (problem,) = problems(text)
    assert (problem.code, marked(problem)) == (code, at)
    assert (problem.hint or "").startswith(hint)


def test_the_other_steps_and_tours_stay() -> None:
    text = (
        SOURCES + tour("{event: }", "{event: mill}") + "  none: {steps: }\n  other: {steps: [{event: ice}]}\n"
    )
    _, reading = read(text + EVENTS)
    assert codes(reading.problems) == ["missing-field", "empty-tour"]
    assert dict(reading.timeline.tours) == {
        "thaw": Tour(steps=(TourStep(event="mill"),)),
        "other": Tour(steps=(TourStep(event="ice"),)),
    }


def test_an_id_counts_once() -> None:
    (problem,) = problems(SOURCES + TOUR + "  thaw: {steps: [{event: ice}]}\n" + EVENTS)
    assert (problem.code, problem.place.line) == ("equal-keys", 8)


def test_a_long_text_is_remarked_on_to_the_letter() -> None:
    fits, too_long = "a" * LONGEST_TEXT, "a" * (LONGEST_TEXT + 1)
    assert problems(tour(f"{{event: ice, text: {fits}}}") + SOURCES + EVENTS) == []
    (problem,) = problems(tour(f"{{event: ice, text: {too_long}}}") + SOURCES + EVENTS)
    assert (problem.code, problem.severity) == ("long-step", "note")


def test_one_that_is_no_yaml_is_lost_alone() -> None:
    _, reading = read(SOURCES + "tours:\n  bad: {steps: [\n  thaw:\n    steps: [{event: ice}]\n" + EVENTS)
    assert [problem.lost for problem in reading.problems] == ["tour"]
    assert list(reading.timeline.tours) == ["thaw"]


@pytest.mark.parametrize("wrong", ["tours: thaw\n", "tours: [thaw]\n"])
def test_no_mapping_is_left_out(wrong: str) -> None:
    (problem,) = problems(wrong + SOURCES + EVENTS)
    assert (problem.code, problem.message) == ("wrong-shape", "`tours` must be a mapping")


def test_passages_are_looked_for_in_a_file_in_brackets() -> None:
    event = {"id": "ice", "title": "The ice breaks", "quotes": [{"exact": "one", "source": "herald"}]}
    steps = [{"event": "ice", "passage": passage} for passage in ("herald", "herald#2")]
    plain = {"sources": {"herald": {}}, "tours": {"thaw": {"steps": steps}}, "events": [event]}
    (problem,) = problems(json.dumps(plain, indent=1))
    assert (problem.code, marked(problem)) == ("unknown-passage", '"herald#2"')


def test_a_tour_of_one_file_leads_to_events_of_another(tmp_path: Path) -> None:
    _, together = read_together(tmp_path, TOUR + SOURCES, EVENTS)
    assert together.problems == []
    assert dict(together.timeline.tours) == {"thaw": THAW}


def test_a_passage_is_looked_for_in_the_file_that_has_the_event(tmp_path: Path) -> None:
    _, together = read_together(tmp_path, SOURCES + EVENTS, tour("{event: ice, passage: mirror#2}"))
    (problem,) = together.problems
    assert (problem.code, problem.place.file, problem.hint) == (
        "unknown-passage", "01.timeline.yaml", "try: mirror",
    )  # fmt: skip


def test_two_files_must_agree_on_a_tour(tmp_path: Path) -> None:
    _, together = read_together(tmp_path, TOUR + SOURCES + EVENTS, TOUR)
    assert together.problems == []
    _, together = read_together(tmp_path, TOUR + SOURCES + EVENTS, tour("event: ice"))
    assert codes(together.problems) == ["equal-ids"]
