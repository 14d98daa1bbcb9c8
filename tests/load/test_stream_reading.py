"""Reading a whole file: its events, its other parts, and what is left of it when parts are bad."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.load.files import codes, problems, read
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Media, Name, OwnFields, Quote, Source
from timeline_tui.yamlfile.stream import Stream

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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources: {a: {title: A}}\nevents: []\n", []),
        ("events:\nsources: {a: {title: A}}\n", []),
        ("sources: {a: {title: A}}\n", ["no-events"]),
        ("events: []\n", ["no-events"]),
    ],
)
def test_a_timeline_that_begins_on_its_sources_lacks_nothing(text: str, told: list[str]) -> None:
    assert codes(read(text)[1].problems) == told


@pytest.mark.parametrize("count", [0, 1, 300])
def test_a_file_of_some_events_gives_as_many(count: int) -> None:
    text = "events: []\n" + "".join(f"  - id: e{number}\n    title: t\n" for number in range(count))
    events, reading = read(text.replace("[]", "") if count else text)
    assert [event.id for event in events] == [f"e{number}" for number in range(count)]
    assert codes(reading.problems) == ([] if count else ["no-events"])


def test_too_many_fields_of_ones_own_are_cut_where_that_is_told() -> None:
    written = ", ".join(f"w{number}: {number}" for number in range(201))
    events, reading = read(f"events: [{{id: a, title: t, fields: {{{written}, {'x' * 101}: y}}}}]")
    assert list(events[0].fields.items()) == [(f"w{number}", str(number)) for number in range(200)]
    assert codes(reading.problems) == ["too-big"]


def test_a_record_says_what_is_in_no_other_field() -> None:
    text = """\
sources:
  s: {title: A headline, published: never, fields: {reliability: B, access dates: [2024-03-01, 2024-03-02]}}
names:
  town: {kind: place, name: Tyotkino, at: [51.280, -34.3], fields: {population: 3500}}
events:
- id: a
  title: t
  key: true
  sources: [s]
  media: [{url: https://example.org/a.jpg, caption: The bridge, credit: A. Person}]
  fields: {status: verified, "a=b: c": [1, 2023-05]}
"""
    events, reading = read(text)
    assert codes(reading.problems) == ["bad-date"]
    media = Media(url="https://example.org/a.jpg", caption="The bridge", credit="A. Person")
    own: OwnFields = {"status": "verified", "a=b: c": ("1", "2023-05")}
    assert events == [Event(id="a", title="t", key=True, sources=("s",), media=(media,), fields=own)]
    source = reading.timeline.sources["s"]
    assert source.published == "never"
    assert source.fields == {"reliability": "B", "access dates": ("2024-03-01", "2024-03-02")}
    town = reading.timeline.names["town"]
    assert (town.at, town.fields) == (("51.280", "-34.3"), {"population": "3500"})


@pytest.mark.parametrize(
    ("at", "hint"),
    [
        ("[51.2]", "write latitude and longitude"),
        ("[51,28, 34,3]", "write latitude and longitude"),
        ("[51N, 34E]", "with a point and a minus"),
        ("[91, 181]", "write latitude and longitude"),
        ("[134.3, 51.28]", "at: [51.28, 134.3]"),
        ("[51.28, 180.1]", "write latitude and longitude"),
        ("[nan, inf]", "with a point and a minus"),
        ("51.28", "write latitude and longitude"),
        ('"51.28, 34.30"', "write at: [51.28, 34.30]"),
        ("{lat: 51.28, lon: 34.30}", "write latitude and longitude"),
    ],
)
def test_a_place_lies_where_one_can_be(at: str, hint: str) -> None:
    _, reading = read(f"names: {{a: {{kind: place, name: N, at: {at}}}}}\nevents: [{{id: a, title: t}}]\n")
    assert codes(reading.problems) == ["bad-coordinates" if at[0] == "[" else "wrong-shape"]
    assert hint in (reading.problems[0].hint or "")
    assert reading.timeline.names["a"].at == ()


@pytest.mark.parametrize(
    ("media", "hint"),
    [
        ("https://a.b/c.jpg", "write - url: and its address, each on a line of its own"),
        ("{url: https://a.b/c.jpg}", "write - url: and its address, each on a line of its own"),
        ("[https://a.b/c.jpg]", "write it as url: https://a.b/c.jpg"),
    ],
)
def test_a_picture_that_is_no_list_of_mappings_is_told_with_how_to_write_it(media: str, hint: str) -> None:
    (found,) = problems(f"events: [{{id: a, title: t, media: {media}}}]\n")
    assert (found.code, found.hint) == ("wrong-shape", hint)


def test_only_a_place_lies_somewhere() -> None:
    _, reading = read("names: {a: {kind: person, name: N, at: [1, 2]}}\nevents: [{id: a, title: t}]\n")
    assert codes(reading.problems) == ["bad-coordinates"]
    assert reading.problems[0].hint == "write kind: place, or take this out"


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


def test_what_stands_around_a_mistake_in_yaml_is_still_read() -> None:
    events, reading = read(
        "title: T\nevents:\n- {id: a, title: t}\n- {id: b, title: x: y}\n- {id: c, title: v, part_of: b}\n"
    )
    assert [event.id for event in events] == ["a", "c"]
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
    bad = "".join(f"- {{id: a{number}, title: t, date: never}}\n" for number in range(3))
    text = "events:\n" + "- {title: t}\n" * 900 + bad
    _, reading = read(text)
    assert len(reading.problems) == 500
    assert reading.more_problems == 403
    assert codes(reading.problems).count("bad-date") == 3


def test_what_ended_the_reading_is_kept_among_many_problems() -> None:
    bad = "".join(f"- {{id: a{number}, title: t, date: never}}\n" for number in range(600))
    text = "events:\n" + bad + "- title: x: y\n"
    _, reading = read(text)
    assert len(reading.problems) == 500
    assert reading.problems[-1].code == "unquoted-colon"
    assert reading.more_problems == 101


def test_a_failing_disk_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("events:\n" + "- {id: a, title: t}\n" * 20_000)
    fetch = Stream._fetch

    def failing(stream: Stream, size: int) -> bytes:
        if stream.position > 100_000:
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
