"""A bad event, field or item is left out; what stands around it is read."""

from __future__ import annotations

import pytest

from tests.load.files import codes, marked, problems, read
from timeline_tui.model.timeline import Event

BAD_EVENTS = [
    "- just text",
    "-",
    "- [a, list]",
    "- {id: x}",
    '- {id: x, title: ""}',
    "- {id: x, title: {a: b}}",
    "- *nothing",
]


@pytest.mark.parametrize("bad", BAD_EVENTS)
def test_one_bad_event_leaves_the_others(bad: str, pure: bool) -> None:
    text = f"events:\n- {{id: a, title: first}}\n{bad}\n- {{id: b, title: last, part_of: x}}\n"
    events, reading = read(text, pure=pure)
    assert [event.id for event in events] == ["a", "b"]
    # That x is missing follows from what is told already.
    assert len(reading.problems) == 1 or bad in {"-", "- just text", "- [a, list]", "- *nothing"}
    assert reading.problems[0].severity == "error"
    assert reading.problems[0].place.line == 3
    assert not reading.parents


BAD_FIELDS = {
    "date: 12/03/2024": {"date": "12/03/2024"},
    "date: 2024-05/2024-03": {"date": "2024-05/2024-03"},
    "date: [2024-03-01..2024-03-05]": {"date": '["2024-03-01..2024-03-05"]'},
    "date: {year: 2024, month: март}": {"date": '{"year": "2024", "month": "март"}'},
    "date: 20240312.5": {"date": "20240312.5"},
    "key: perhaps": {},
    "names: kursk": {},
    "sources: {a: b}": {},
    "quotes: text": {},
    "disputes: [a]": {},
    "media: [{caption: no address}]": {},
    "media: photo.jpg": {},
    "fields: text": {},
    "fields: {status: {by: whom}}": {},
    "fields: {status: [good, {by: whom}], other: kept}": {"fields": {"status": ("good",), "other": "kept"}},
    'fields: {"": nothing}': {},
    'fields: {" ": nothing, other: kept}': {"fields": {"other": "kept"}},
}


@pytest.mark.parametrize("bad", BAD_FIELDS)
def test_one_bad_field_leaves_its_event(bad: str, pure: bool) -> None:
    """What is understood of an event is never lost with what is not."""
    others = "- {id: a, title: first}", "- {id: b, title: u, part_of: x}"
    text = f"events:\n{others[0]}\n- {{id: x, title: t, {bad}}}\n{others[1]}\n"
    events, reading = read(text, pure=pure)
    assert [event.id for event in events] == ["a", "x", "b"]
    assert events[1] == Event(id="x", title="t", **BAD_FIELDS[bad])  # type: ignore[arg-type]
    assert [(one.severity, one.place.line) for one in reading.problems] == [("error", 3)]
    assert dict(reading.parents) == {2: 1}


def test_a_bad_quote_is_left_out_of_its_event() -> None:
    text = """\
sources: {s: {}}
events:
- id: a
  title: t
  quotes:
  - {exact: good, source: s}
  - {source: s}
  - {exact: " ", source: s}
  - {exact: bad, source: s, kind: loud}
  - text
  - {exact: fine, source: t}
"""
    events, reading = read(text)
    assert [quote.exact for quote in events[0].quotes] == ["good", "bad", "fine"]
    assert codes(reading.problems) == [
        "missing-field",
        "empty-quote",
        "wrong-word",
        "wrong-shape",
        "unknown-source",
    ]
    assert [problem.place.line for problem in reading.problems] == [7, 8, 9, 10, 11]
    assert marked(reading.problems[-1]) == "t"


def test_a_bad_item_of_a_list_is_left_out() -> None:
    events, reading = read("events:\n- {id: a, title: t, tags: [one, [two], ~, three]}\n")
    assert events[0].tags == ("one", "three")
    assert codes(reading.problems) == ["wrong-shape", "wrong-shape"]


@pytest.mark.parametrize(
    ("below", "label"),
    [
        (1, "left out, with 1 item below it that looks like an event"),
        (2, "left out, with 2 items below it that look like events"),
    ],
)
def test_a_field_at_the_left_edge_tells_of_the_events_that_it_takes(below: int, label: str) -> None:
    events = "- date: 2024-03-12\n  title: Some\n" * below
    (first,) = problems(f"events:\n- {{id: a, title: One}}\nnote:\n{events}")
    assert (first.code, first.place.line, first.label) == ("unknown-field", 3, label)
    assert first.hint == "indent it if it belongs to the event above it; put events below `events:`"


@pytest.mark.parametrize("said", ["said", "[said]", "{title: One, date: 2024}", "[{title: One}]"])
def test_a_field_at_the_left_edge_that_takes_no_events_is_told_as_it_was(said: str) -> None:
    (first,) = problems(f"events:\n- {{id: a, title: One}}\nnote: {said}\n")
    assert (first.label, first.hint) == ("this field is left out", "`note` belongs into an event")


def test_an_unknown_field_is_left_out_and_the_nearest_is_named() -> None:
    events, reading = read(
        "events:\n- {id: a, title: t, sumary: s, quotes: [{exact: e, source: s, speeker: x}]}\n"
    )
    assert events[0].quotes[0].speaker is None
    first, second, third = reading.problems
    assert (first.code, marked(first), first.hint) == ("unknown-field", "sumary", "did you mean `summary`?")
    assert third.hint == "did you mean `speaker`?"
    assert second.code == "unknown-source"
