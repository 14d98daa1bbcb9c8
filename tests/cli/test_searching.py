"""`search`: what a query finds, on stdout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from timeline_tui.model.criteria import CRITERIA, DATES, SINCE


def found(call: Call, file: Path, query: str, *more: str) -> list[dict[str, Any]]:
    said = call("search", query, file, "--format", "json", *more)
    assert said.code == 0
    events: list[dict[str, Any]] = json.loads(said.out)
    return events


def test_events_come_as_in_the_list_with_where_the_words_stand(call: Call, file: Path) -> None:
    (raid,) = found(call, file, "told otherwise taken")
    (listed,) = [
        event for event in json.loads(call("list", file, "--format", "json").out) if event["id"] == "raid"
    ]
    hits = raid.pop("hits")
    assert raid == listed
    assert [(hit["field"], hit["position"], hit["id"], hit["start"], hit["end"]) for hit in hits] == [
        ("quote", 2, None, 11, 16),
        ("source", None, "agency", 0, 4),
        ("source", None, "copy", 0, 4),
        ("source", None, "paper", 0, 4),
        ("source", None, "paper", 5, 14),
    ]
    assert hits[0]["around"] == "It was not taken."


def test_as_text_each_row_says_where(call: Call, file: Path) -> None:
    assert call("search", "heard", file).out.splitlines()[1:] == ["      passage 1: Shots were heard."]


def test_what_a_picture_shows_and_who_made_it_are_found(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.timeline.yaml"
    picture = "{url: 'https://a.example/b.jpg', caption: The bridge by night, credit: Jane Roe}"
    file.write_text(f"events: [{{id: a, date: 2024-03-12, title: T, media: [{picture}]}}]\n", "utf-8")
    (event,) = found(call, file, "roe bridge")
    assert [(hit["field"], hit["position"], hit["around"]) for hit in event["hits"]] == [
        ("media", 0, "The bridge by night"),
        ("media", 0, "Jane Roe"),
    ]
    assert call("search", "bridge", file).out.splitlines()[1:] == ["      picture: The bridge by night"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("-is:undated -source:paper", ["ides", "month", "open"]),
        ("person:mayor", ["raid"]),
        ("in:2024-03 person:mayor OR heard", ["raid", "shots"]),
        ("in:2024-03", ["raid", "shots"]),
        ("", ["ides", "month", "raid", "shots", "open", "undated"]),
    ],
)
def test_facets_and_dates_narrow_it(call: Call, file: Path, query: str, ids: list[str]) -> None:
    assert [event["id"] for event in found(call, file, query)] == ids


def test_the_channel_of_a_passage_narrows_it(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "channels.timeline.yaml"
    file.write_text(
        "events:\n"
        "- {id: a, date: 2024-03-12, title: A, quotes: [{exact: We won., via: Telegram}]}\n"
        "- {id: b, date: 2024-03-13, title: B, quotes: [{exact: They lost., via: state television}]}\n"
        "- {id: c, date: 2024-03-14, title: C, quotes: [{exact: Nobody knows.}]}\n"
    )
    assert [event["id"] for event in found(call, file, "via:telegram")] == ["a"]
    assert [event["id"] for event in found(call, file, 'via:"state television",Telegram')] == ["a", "b"]
    assert [event["id"] for event in found(call, file, "-via:telegram")] == ["b", "c"]
    assert "spelled like it: Telegram" in call("search", "via:telegramm", file).talk


def test_nothing_is_an_answer(call: Call, file: Path) -> None:
    said = call("search", "nowhere", file, "--format", "json")
    assert (said.code, json.loads(said.out)) == (0, [])
    assert said.talk == "nothing is found\n"


def test_what_hides_all_and_what_was_perhaps_meant_is_told(call: Call, file: Path) -> None:
    said = call("search", "shots source:papper in:1900", file)
    assert (said.code, said.out) == (0, "")
    assert said.talk.splitlines() == [
        "nothing is found",
        "  nothing has source:papper; spelled like it: paper",
    ]
    said = call("search", "hears OR tkaen", file)
    assert said.talk.splitlines()[1:] == ["  nothing has hears OR tkaen; spelled like it: heard, taken"]
    said = call("list", "--query", "shots in:1900", file)
    assert said.talk.splitlines() == ["nothing is found", "  without in:1900: 1 event"]


def test_what_was_perhaps_meant_comes_by_nearness(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "towns.timeline.yaml"
    file.write_text(
        "names:\n  b: {kind: place, name: Burnley}\n"
        "events:\n- {date: 2024, title: The mill is burned, names: [b]}\n"
    )
    said = call("search", "burnd", file)
    assert said.talk.splitlines()[1:] == ["  nothing has burnd; spelled like it: burned, Burnley"]
    said = call("search", "burnly", file)
    assert said.talk.splitlines()[1:] == ["  nothing has burnly; spelled like it: Burnley, burned"]


def test_a_state_that_nothing_has_is_not_taken_for_a_misspelled_one(call: Call) -> None:
    assert call("search", "is:single-source").out
    assert call("search", "is:unsourced").talk.splitlines() == ["nothing is found"]


def test_what_cannot_be_read_is_pointed_at(call: Call, file: Path) -> None:
    said = call("search", "raid \x1b]0;x sorce:paper", file)
    assert (said.code, said.out) == (2, "")
    assert said.talk.splitlines() == [
        "timeline-tui: there is no sorce: to narrow by",
        "  raid ^[]0;x sorce:paper",
        "              ^^^^^^",
        "  try: source:",
    ]


@pytest.mark.parametrize("field", [field for field in CRITERIA if field not in (*DATES, SINCE)])
def test_each_example_of_a_value_finds_something_in_the_timeline_that_ships(call: Call, field: str) -> None:
    said = call("search", f"{field}:")
    example = said.talk.splitlines()[-1].removeprefix("  try: ")
    assert example.startswith(f"{field}:")
    assert call("search", example).out


def test_only_what_was_known_is_searched(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "known.timeline.yaml"
    path.write_text(
        "sources:\n"
        "  early: {title: Early bird, published: 2023}\n  late: {title: Late word, published: 2025}\n"
        "events:\n  - id: a\n    date: 2022\n    title: A\n    tags: [x]\n    quotes:\n"
        "      - {exact: seen at once, source: early}\n      - {exact: told later, source: late}\n",
        encoding="utf-8",
    )
    assert [event["id"] for event in found(call, path, "later late")] == ["a"]
    for query in ("later", '"late word"', "source:late"):
        assert found(call, path, query, "--as-of", "2024") == []
    (left,) = found(call, path, "source:early seen tag:x", "--as-of", "2024")
    assert left["sources"] == ["early"]


def test_words_that_stand_near_each_other_are_shown_in_one_line(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "ice.timeline.yaml"
    far = "Then nothing was heard of it for the whole of that long and dark winter."
    summary = f"The broken ice was broken. {far} Ice came back."
    file.write_text(f"events:\n- title: Thaw\n  summary: {summary}\n", encoding="utf-8")
    for query, lines in (("broken ice", 2), ('"broken ice"', 1)):
        said = call("search", query, file)
        assert said.out.count("summary: ") == lines, query
        assert "The broken ice was broken." in said.out
