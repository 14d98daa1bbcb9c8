"""What may be on purpose is told as a note, once, and not where it would only be noise."""

from __future__ import annotations

import pytest

from tests.load.files import codes, marked, problems
from timeline_tui.load.settling import near_pairs

QUOTED = """\
sources:
  herald: {title: Ice breaks early, published: 2024-03-02}
  leaflet: {title: Mill flooded}
events:
  - id: ice
    title: The ice breaks
    quotes: [{exact: it was the thaw, source: herald}]
"""


def _event(date: str, published: str, more: str = "") -> str:
    return (
        f"sources:\n  herald: {{title: Ice breaks early, published: {published}}}\nevents:\n"
        f"  - {{id: ice, title: The ice breaks, date: '{date}', {more}"
        "quotes: [{exact: it was, source: herald}]}\n"
    )


def test_a_source_that_nobody_quotes() -> None:
    (note,) = problems(QUOTED)
    assert (note.code, note.severity, marked(note)) == ("unused-source", "note", "leaflet")


@pytest.mark.parametrize(
    "changed",
    [
        QUOTED.replace("Mill flooded}", "Mill flooded, derived_from: herald}"),
        QUOTED.replace("published: 2024-03-02}", "derived_from: leaflet}"),
        QUOTED.replace("    quotes: [{exact: it was the thaw, source: herald}]\n", ""),
        QUOTED.replace("The ice breaks", "The ice breaks: at last"),
    ],
    ids=["it copies", "it is copied", "nothing is quoted yet", "an error"],
)
def test_where_it_is_not_told(changed: str) -> None:
    assert "unused-source" not in codes(problems(changed))


def test_it_is_told_where_sources_stand_below_the_events() -> None:
    sources, events = QUOTED.split("events:\n")
    assert codes(problems("events:\n" + events + sources)) == ["unused-source"]


@pytest.mark.parametrize(
    ("date", "published", "told"),
    [
        ("2024-03-12", "2024-03-11", True),
        ("2024-03-12", "2024-03-12", False),
        ("2024-03-12", "2024-03", False),
        ("2024-03-12", "2024-02", True),
        ("2024-03", "2024-03-01", False),
        ("2024", "2023-12-31", True),
        ("2024-21", "2024-03-01", False),
        ("2024-21", "2024-02-29", True),
        ("2024-03-12/2024-03-20", "2024-03-15", False),
        ("../2024-03-12", "2020", False),
        ("2024-03-12", "2024-03-01/..", False),
        ("-0044-03-15", "-0045", True),
        ("-0044-03-15", "-0044-04", False),
        ("[2024-03-12, 2024-03-14]", "2024-03-13", False),
        ("202X", "2019", True),
    ],
)
def test_a_report_from_before_its_event(date: str, published: str, told: bool) -> None:
    found = problems(_event(date, published))
    assert codes(found) == ["report-before-event"] * told
    if told:
        assert marked(found[0]) == "herald"


def test_an_early_report_is_told_with_its_time_of_day() -> None:
    (found,) = problems(_event("2024-03-12T23:00Z", "2024-03-12T22:30Z"))
    assert found.label == "published by 2024-03-12T22:30Z; the event is of 2024-03-12T23:00Z"


def test_a_note_says_why_and_silences_it() -> None:
    assert problems(_event("2024-03-12", "2020", "note: It announces., ")) == []


def test_of_very_many_early_reports_some_are_told() -> None:
    head, event = _event("2024-03-12", "2020").split("events:\n")
    text = head + "events:\n" + "".join(event.replace("id: ice", f"id: ice-{at}") for at in range(300))
    assert 0 < codes(problems(text)).count("report-before-event") < 300


def _timed(date: str, zone: str = "timezone: Europe/Kyiv\n") -> str:
    return f"{zone}events:\n  - {{id: siren, title: The siren sounds, date: '{date}'}}\n"


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2024-03-31T03:30", "skipped-time"),
        ("2024-03-31T03:30:15", "skipped-time"),
        ("2024-03-31T03:30+02:00", None),
        ("2024-03-31T01:30Z", None),
        ("2024-03-31T04:00", None),
        ("2024-10-27T03:30", "doubled-time"),
        ("2024-10-27T02:59", None),
        ("2024-10-27", None),
    ],
)
def test_a_time_of_day_that_clocks_skipped_or_showed_twice(date: str, told: str | None) -> None:
    assert codes(problems(_timed(date))) == [told] * bool(told)
    assert problems(_timed(date, zone="")) == []


def test_each_time_that_a_clock_can_mean_is_offered_and_is_well() -> None:
    (note,) = problems(_timed("2024-10-27T03:30"))
    assert (note.severity, marked(note)) == ("note", "'2024-10-27T03:30'")
    assert note.hint == "write which is meant: 2024-10-27T03:30+03:00 or 2024-10-27T03:30+02:00"
    for offset in ("+03:00", "+02:00"):
        assert problems(_timed(f"2024-10-27T03:30{offset}")) == []


def test_of_very_many_times_some_are_told() -> None:
    head, event = _timed("2024-10-27T03:30").split("events:\n")
    text = head + "events:\n" + "".join(event.replace("siren,", f"siren-{at},") for at in range(300))
    assert 0 < codes(problems(text)).count("doubled-time") < 300


def test_of_tags_the_later_one_is_told_once() -> None:
    events = "".join(
        f"  - {{id: e{at}, title: t, tags: [{tags}]}}\n"
        for at, tags in enumerate(["flood", "Flood", "floods, Flood", "river"])
    )
    found = problems(f"events:\n{events}")
    assert codes(found) == ["near-tag", "near-tag"]
    assert [marked(note) for note in found] == ["Flood", "floods"]


@pytest.mark.parametrize(
    ("tags", "near"),
    [
        (["border", "boarder"], True),
        (["north-east", "northeast"], True),
        (["Élysée", "elysee"], True),
        (["raid", "raids"], True),
        (["Граница", "граница"], True),
        (["wave-2023", "wave-2024"], False),
        (["t1", "t2"], False),
        (["east", "west"], False),
        (["art", "arts"], False),
        (["", "x"], False),
        (["", "~"], False),
        (["\U0001f525", "\U0001f30a"], False),
    ],
)
def test_what_is_near(tags: list[str], near: bool) -> None:
    assert list(near_pairs(tags)) == ([(tags[1], tags[0])] if near else [])
