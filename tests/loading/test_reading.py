"""Reading a whole file: its events, its other parts, and what is left of it when parts are bad."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.loading.files import codes, marked, problems, read
from timeline_tui.loading.reading import Reading
from timeline_tui.loading.stream import Stream
from timeline_tui.model.timeline import Name, Quote, Source

WHOLE = """\
# A comment first.
title: Raids
summary: |
  Two lines
  of summary.
license: CC0
timezone: Europe/Kyiv
sources:
  newsweek: {title: The raid of the Liberty Legion, outlet: Newsweek, published: 2024-03-12, url: "https://example.org/a"}
  copy: {derived_from: newsweek}
names:
  legion: {kind: group, name: Freedom of Russia Legion, also: [Liberty Legion]}
  tyotkino: {kind: place, name: Tyotkino, within: kursk}
  kursk: {name: Kursk Oblast}
events:
  - id: raid
    date: 2024-03-12
    title: 'The raid: a title'
    names: [tyotkino]
    tags: [raid]
    disputes:
      taken: Was Tyotkino taken?
    quotes:
      - exact: said that it had taken control
        source: newsweek
        kind: reported
        speaker: legion
        dispute: taken
        position: Taken
  - id: mines
    date: 0012
    title: NO
    part_of: raid
    summary: ~
    note:
"""


@pytest.fixture(params=[False, True], ids=["libyaml", "pure"])
def pure(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_a_sound_file_is_read_whole(pure: bool) -> None:
    events, reading = read(WHOLE, pure=pure)
    assert reading.problems == []
    assert not reading.unreadable
    assert reading.timeline.title == "Raids"
    assert reading.timeline.summary == "Two lines\nof summary.\n"
    assert reading.timeline.timezone == "Europe/Kyiv"
    assert reading.timeline.sources["copy"] == Source(derived_from="newsweek")
    assert reading.timeline.names["tyotkino"] == Name(kind="place", name="Tyotkino", within="kursk")
    raid, mines = events
    assert raid.title == "The raid: a title"
    assert raid.disputes == {"taken": "Was Tyotkino taken?"}
    assert raid.quotes == (
        Quote(
            exact="said that it had taken control",
            source="newsweek",
            kind="reported",
            speaker="legion",
            dispute="taken",
            position="Taken",
        ),
    )
    assert (mines.date, mines.title, mines.summary, mines.note) == ("0012", "NO", None, None)
    assert dict(reading.parents) == {1: 0}
    assert reading.position == reading.size == len(WHOLE.encode())


def test_events_may_come_before_what_they_name(pure: bool) -> None:
    head, events = WHOLE.split("events:\n")
    turned, reading = read(f"events:\n{events}{head}", pure=pure)
    assert reading.problems == []
    assert turned == read(WHOLE)[0]


@pytest.mark.parametrize("count", [0, 1, 300])
def test_a_file_of_some_events_gives_as_many(count: int) -> None:
    text = "events: []\n" + "".join(f"  - id: e{number}\n    title: t\n" for number in range(count))
    events, reading = read(text.replace("[]", "") if count else text)
    assert [event.id for event in events] == [f"e{number}" for number in range(count)]
    assert codes(reading.problems) == ([] if count else ["no-events"])


BAD_EVENTS = [
    "- just text",
    "-",
    "- [a, list]",
    "- {id: x}",
    '- {id: x, title: ""}',
    "- {id: x, title: {a: b}}",
    "- {id: x, title: t, date: 12/03/2024}",
    "- {id: x, title: t, date: 2024-05/2024-03}",
    "- {id: x, title: t, names: kursk}",
    "- {id: x, title: t, quotes: text}",
    "- {id: x, title: t, disputes: [a]}",
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
    assert [quote.exact for quote in events[0].quotes] == ["good", "fine"]
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


def test_an_unknown_field_is_left_out_and_the_nearest_is_named() -> None:
    events, reading = read(
        "events:\n- {id: a, title: t, sumary: s, quotes: [{exact: e, source: s, speeker: x}]}\n"
    )
    assert events[0].quotes[0].speaker is None
    first, second, third = reading.problems
    assert (first.code, marked(first), first.hint) == ("unknown-field", "sumary", "did you mean `summary`?")
    assert third.hint == "did you mean `speaker`?"
    assert second.code == "unknown-source"


def test_an_event_with_no_id_gets_one_that_nobody_has() -> None:
    raids = "- {date: 2024-03-12, title: The Raid!}\n- {date: 2024-03-12, title: the raid}\n"
    text = f"events:\n{raids}- {{title: ·}}\n"
    events, reading = read(text)
    assert [event.id for event in events] == ["2024-03-12-the-raid", "2024-03-12-the-raid-2", "event"]
    assert codes(reading.problems) == ["missing-id"] * 3


@pytest.mark.parametrize(
    ("date", "key"),
    [
        ("-0044", "minus-0044-l"),
        ("0044", "0044-l"),
        ("-0043-03-15", "minus-0043-03-15-l"),
        ("-0508/-0026", "minus-0508-minus-0026-l"),
        ("Y-17E7", "y-minus-17e7-l"),
        ("-01XX", "minus-01xx-l"),
        ("2024-03-12T05:00-04:00", "2024-03-12t05-00-04-00-l"),
    ],
)
def test_a_made_id_keeps_the_sign_of_the_year(date: str, key: str) -> None:
    events, _ = read(f"events:\n- {{date: {date}, title: L}}\n")
    assert [event.id for event in events] == [key]


BRACKETS = [
    ("[2024-03-01..2024-03-05]", 'put it in quotation marks: date: "[2024-03-01..2024-03-05]"'),
    ("[2024-03-12, 2024-03-14]", 'put it in quotation marks: date: "[2024-03-12,2024-03-14]"'),
    ("[..2024]", 'put it in quotation marks: date: "[..2024]"'),
    ("[2024-03-12]", "take the brackets away: date: 2024-03-12"),
    (
        "[spring, [x]]",
        'write it as one date; a set has quotation marks: "[2024-03-12,2024-03-14..2024-03-17]"',
    ),
]


@pytest.mark.parametrize(("date", "hint"), BRACKETS)
def test_a_date_in_brackets_without_quotation_marks(date: str, hint: str) -> None:
    (found,) = problems(f"events:\n- {{id: a, title: t, date: {date}}}\n")
    assert found.code == "wrong-shape"
    assert found.message == "`date` must be a date, and brackets without quotation marks make a list"
    assert found.hint == hint


def test_the_date_of_a_source_in_brackets() -> None:
    found = problems("sources: {s: {published: [2024-03-01..2024-03-05]}}\nevents:\n- {id: a, title: t}\n")
    assert [problem.hint for problem in found] == [
        'put it in quotation marks: published: "[2024-03-01..2024-03-05]"'
    ]


def test_of_equal_ids_both_stay_and_the_first_is_meant() -> None:
    same = "".join(f"- {{id: a, title: {title}}}\n" for title in "tuv")
    text = f"events:\n{same}- {{id: b, title: w, part_of: a}}\n"
    events, reading = read(text)
    assert [event.id for event in events] == ["a", "a-2", "a-3", "b"]
    assert dict(reading.parents) == {3: 0}
    assert codes(reading.problems) == ["equal-ids", "equal-ids"]
    assert reading.problems[0].related[0].place.line == 2


def test_what_stands_before_a_mistake_in_yaml_is_still_read() -> None:
    events, reading = read(
        "title: T\nevents:\n- {id: a, title: t}\n- {id: b, title: x: y}\n- {id: c, title: v}\n"
    )
    assert [event.id for event in events] == ["a"]
    assert reading.timeline.title == "T"
    assert not reading.unreadable
    assert len(reading.problems) == 1


def test_after_a_mistake_in_yaml_nothing_is_said_of_what_was_not_read() -> None:
    event = "- {id: a, title: t, part_of: later, names: [kursk]}\n"
    text = f"events:\n{event}- title: x: y\nnames:\n  kursk: {{name: Kursk}}\n"
    assert codes(problems(text)) == ["unquoted-colon"]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "~\n", "- a\n", "text", "\ufeff"])
def test_what_is_no_timeline_is_unreadable(text: str, pure: bool) -> None:
    events, reading = read(text, pure=pure)
    assert events == []
    assert reading.unreadable
    assert len(reading.problems) == 1


def test_problems_are_kept_up_to_a_number_and_counted_beyond() -> None:
    text = "events:\n" + "- {title: t}\n" * 900 + "- {id: a, title: t, date: never}\n" * 3
    _, reading = read(text)
    assert len(reading.problems) == 500
    assert reading.more_problems == 403
    assert codes(reading.problems).count("bad-date") == 3


def test_what_ended_the_reading_is_kept_among_many_problems() -> None:
    text = "events:\n" + "- {title: t, date: never}\n" * 600 + "- title: x: y\n"
    _, reading = read(text)
    assert len(reading.problems) == 500
    assert reading.problems[-1].code == "unquoted-colon"
    assert reading.more_problems == 101


def test_a_failing_disk_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("events:\n" + "- {id: a, title: t}\n" * 20_000)
    fetch = Stream._fetch

    def failing(stream: Stream, size: int) -> bytes:
        if stream.position:
            raise OSError(5, "Input/output error")
        return fetch(stream, size)

    monkeypatch.setattr(Stream, "_fetch", failing)
    events, reading = read(path)
    assert len(events) > 1000
    assert "cannot-read" in codes(reading.problems)
    assert not reading.unreadable


def test_a_reading_that_is_given_up_lets_go_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(WHOLE)
    closed: list[Stream] = []
    close = Stream.close

    def closing(stream: Stream) -> None:
        closed.append(stream)
        close(stream)

    monkeypatch.setattr(Stream, "close", closing)
    events = Reading(path, "a.yaml").events()
    assert isinstance(events, Generator)
    assert next(events).id == "raid"
    assert not closed
    events.close()
    assert len(closed) == 1


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("events:\n  - date:2024-03-12\n    title:A raid\n", "put a blank after the colon: date: 2024-03-12"),
        ("events:\n  - title:A\n", "put a blank after the colon: title: A"),
        ("events:\n  - https://example.org\n", "write - title: https://example.org"),
        ("events:\n-date: 2024-03-12\n", "put a blank after the hyphen: - date: ..."),
        ("events:\n-title: A raid\n", "put a blank after the hyphen: - title: ..."),
        ("date: 2024-03-12\n", "`date` belongs into an event"),
    ],
)
def test_a_blank_that_is_missing_is_asked_for(written: str, hint: str) -> None:
    assert hint in [problem.hint for problem in problems(written)]
