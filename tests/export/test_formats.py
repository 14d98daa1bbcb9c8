"""Each format is read back by what reads it elsewhere, with every kind of date, and with hostile texts."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from icalendar import Calendar
from jsonschema import Draft7Validator
from openpyxl import load_workbook

from tests.export.contents import (
    DATED_EVIL,
    DATES,
    EVENTS,
    EVERYTHING,
    EVIL,
    HOSTILE,
    NAMES,
    PART,
    SOURCES,
    contents,
    written,
)
from timeline_tui.export.content import Content, Heading
from timeline_tui.export.formats import FORMATS
from timeline_tui.export.passage_table import COLUMNS
from timeline_tui.model.timeline import Event, Quote

ALL = contents(EVERYTHING, PART, EVIL, DATED_EVIL)
DATED = contents(*[Event(id=f"e{number}", date=date, title="T") for number, date in enumerate(DATES)])


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("content", [ALL, DATED, contents()], ids=["all", "dates", "nothing"])
def test_it_is_the_same_each_time_and_counts_what_it_leaves_out(name: str, content: Content) -> None:
    data, losses = written(name, content)
    if name != "xlsx":
        assert written(name, content)[0] == data
    assert all(losses.counts.values())
    assert losses.counts.keys() == losses.examples.keys()


@pytest.mark.parametrize("name", list(FORMATS))
@given(EVENTS)
@settings(max_examples=25)
def test_any_events_can_be_written(name: str, events: list[Event]) -> None:
    data, losses = written(name, contents(*events))
    assert data or losses.counts or not events


def rows_of(data: bytes, mark: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(), newline=""), delimiter=mark, strict=True))


@pytest.mark.parametrize(("name", "mark"), [("csv", ","), ("tsv", "\t")])
def test_a_table_has_a_row_for_each_passage(name: str, mark: str) -> None:
    data, losses = written(name, ALL)
    rows = rows_of(data, mark)
    assert [row["id"] for row in rows] == ["raid", "raid", "raid", "part", "evil", "evil-2"]
    first = rows[0]
    assert (first["exact"], first["speaker"], first["outlet"]) == ("We took it.", "The Mayor", "Agency")
    assert (first["question"], first["position"], first["names"]) == (
        "Was it taken?",
        "Yes",
        "The Mayor; Town",
    )
    assert (first["status"], first["seen"], first["field:title"]) == ("verified", "1; 2", "its own")
    assert rows[1]["prefix"] == "said: "
    assert rows[4]["exact"] == HOSTILE
    assert rows[4]["summary"] == HOSTILE
    assert first["tags"] == '["raid", "a; b"]'
    assert losses.counts["what is listed of a name beside its spelling"] == 2
    assert losses.counts["who made a picture"] == 1


def test_a_date_stands_beside_its_first_and_last_day() -> None:
    data, _ = written("csv", DATED)
    said = {row["date"]: (row["edtf"], row["date_start"], row["date_end"]) for row in rows_of(data)}
    assert said["2024-21"] == ("2024-21", "2024-03-01", "2024-05-31")
    assert said["2024-05/.."] == ("2024-05/..", "2024-05-01", "")
    assert said["-0044-03-15"] == ("-0044-03-15", "", "")
    assert said["not a date"] == ("", "", "")


def test_a_mark_stands_before_what_a_spreadsheet_would_take_for_a_formula_where_that_is_asked_for() -> None:
    content = contents(DATED_EVIL, EVERYTHING)
    content.guarded = True
    first, second, *_ = rows_of(written("csv", content)[0])
    assert first["exact"] == f"'{HOSTILE}"
    assert second["exact"] == "We took it."


def test_nothing_in_a_workbook_is_a_formula() -> None:
    data, _ = written("xlsx", ALL)
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells[: len(COLUMNS)]] == list(COLUMNS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def calendar(content: Content) -> Any:  # noqa: ANN401 - its types are its own
    return Calendar.from_ical(written("ics", content)[0])


def test_a_calendar_holds_days_to_the_one_behind_the_last() -> None:
    entries = {str(entry["X-TIMELINE-DATE"]): entry for entry in calendar(DATED).walk("VEVENT")}
    season, day, timed = entries["2024-21"], entries["2024-03-12"], entries["2024-03-12T05:00-04:00"]
    assert (season["DTSTART"].dt, season["DTEND"].dt) == (date(2024, 3, 1), date(2024, 6, 1))
    assert (season["STATUS"], day["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2024, 3, 12), date(2024, 3, 13))
    assert timed["DTSTART"].dt == datetime(2024, 3, 12, 9, tzinfo=UTC)
    assert entries["2024-03-12T05:00"]["DTSTART"].dt == datetime(2024, 3, 12, 3, tzinfo=UTC)
    assert "DTEND" not in entries["2024-05/.."]
    assert not {"-0044-03-15", "../2024-05", "not a date"} & entries.keys()
    assert str(season["SUMMARY"]) == "T (spring 2024)"


def test_no_text_ends_an_entry_of_a_calendar() -> None:
    data, losses = written("ics", ALL)
    entries = list(calendar(ALL).walk("VEVENT"))
    assert [str(entry["SUMMARY"]).split("\n")[0][:8] for entry in entries] == [
        "The raid",
        "A part (",
        "=HYPERLI",
    ]
    assert losses.counts["events with no date or one that no calendar holds"] == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not any("javascript" in str(entry.get("URL", "")) for entry in entries)
    assert len({str(entry["UID"]) for entry in entries}) == 3


def test_a_feed_is_xml_in_which_nothing_acts() -> None:
    data, _ = written("atom", ALL)
    space = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(data)
    for place in (feed, *feed.findall(f"{space}entry")):
        assert all(place.findtext(f"{space}{name}") for name in ("id", "title", "updated"))
    entries = feed.findall(f"{space}entry")
    assert [entry.findtext(f"{space}updated") for entry in entries[:2]] == [
        "2024-03-17T00:00:00Z",
        "1970-01-01T00:00:00Z",
    ]
    assert (entries[0].findtext(f"{space}title") or "").endswith(": The raid")
    links = [link.get("href") or "" for link in feed.iter(f"{space}link")]
    assert links == ["https://example.org/more", "https://example.org/a"]
    assert b"<script" not in data
    markup = entries[2].findtext(f"{space}content") or ""
    assert "&lt;script&gt;" in markup
    assert "<script" not in markup


CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            **{
                name: {"type": "string"}
                for name in ("id", "type", "title", "container-title", "URL", "note", "language")
            },
            "author": {
                "type": "array",
                "items": {"type": "object", "properties": {"literal": {"type": "string"}}},
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {"type": "array", "minItems": 1, "maxItems": 2},
                    "season": {"type": ["string", "number"]},
                    "circa": {"type": ["string", "number", "boolean"]},
                    "literal": {"type": "string"},
                },
            },
            "custom": {"type": "object"},
        },
    },
}
"""What the schema of CSL 1.0.2 says of the keys that are written here: no others may stand."""


def test_the_sources_are_items_of_csl() -> None:
    data, losses = written("csl-json", ALL)
    items = json.loads(data)
    Draft7Validator(CSL).validate(items)
    found = {item["id"]: item for item in items}
    assert found.keys() == SOURCES.keys()
    assert found["agency"]["issued"] == {"date-parts": [[2024, 3, 13]]}
    assert found["nobody"]["custom"] == {"id": "nobody", "edtf": "[2024-03-13..2024-03-17]"}
    assert found["copy"]["custom"] == {"id": "copy", "sha256": "0" * 64, "derived_from": "agency"}
    assert losses.counts == {
        "events and their passages": 4,
        "what is said of the timeline as a whole (title, summary, license, timezone)": 1,
        "names of places, groups and people": 3,
    }


def test_the_sources_are_entries_whose_braces_close() -> None:
    data, _ = written("biblatex", ALL)
    text = data.decode()
    bare = text.replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")
    assert text.count("\n@") + text.startswith("@") == len(SOURCES)
    assert "date = {2024-03-13}," in text
    assert "pubstate = {soon}," in text


def test_annotations_select_their_passages() -> None:
    data, losses = written("annotations", ALL)
    collection = json.loads(data)
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 6
    assert len({item["id"] for item in items}) == 6
    assert items[1]["target"]["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "They did not.",
        "prefix": "said: ",
    }
    assert items[0]["target"]["source"] == "https://example.org/a"
    assert items[1]["target"]["source"] == f"urn:sha256:{'0' * 64}"
    said = [body["value"] for body in items[0]["body"] if body["purpose"] == "classifying"]
    assert {"event: raid", "date: 2024-03-12", "speaker: The Mayor", "position: Yes"} <= set(said)
    assert not any("javascript" in item["target"]["source"] for item in items)
    assert losses.counts["where a text with no address lies"] == 4


def test_rows_for_timesketch_leave_no_part_of_a_time_out() -> None:
    data, losses = written("timesketch", DATED)
    rows = [json.loads(line) for line in data.splitlines()]
    for row in rows:
        assert datetime.fromisoformat(row["datetime"]).tzinfo is not None
    said: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        said.setdefault(row["edtf"], []).append((row["datetime"], row["timestamp_desc"]))
    assert said["2024-03-12"] == [("2024-03-12T00:00:00+00:00", "Event")]
    assert [stamp[:10] for stamp, _ in said["2023-05-22/2023-05-24"]] == ["2023-05-22", "2023-05-24"]
    assert [what.rpartition(", ")[2] for _, what in said["2023-05-22/2023-05-24"]] == ["begins", "ends"]
    assert [what.rpartition(", ")[2] for _, what in said["2024-03"]] == ["at the earliest", "at the latest"]
    assert said["2024-03-12T05:00-04:00"][0][0] == "2024-03-12T09:00:00+00:00"
    assert losses.counts["events with no date, or outside the years 1700 to 2261"] == 6


def test_slides_say_no_day_that_the_date_does_not() -> None:
    data, losses = written("timelinejs", DATED)
    slides = {slide["edtf"]: slide for slide in json.loads(data)["events"]}
    assert slides["2024-03"]["start_date"] == {"year": 2024, "month": 3}
    assert "end_date" not in slides["2024-03"]
    assert slides["2024-21"]["end_date"] == {"year": 2024, "month": 5, "day": 31}
    assert slides["2024-21"]["display_date"] == "spring 2024"
    assert slides["-0044-03-15"]["start_date"] == {"year": -45, "month": 3, "day": 15}
    assert slides["2024-03-12T05:00"]["start_date"]["hour"] == 5
    assert losses.counts["events whose beginning nobody knows"] == 2
    assert json.loads(data)["scale"] == "cosmological"


def test_nothing_acts_on_a_slide() -> None:
    slides = json.loads(written("timelinejs", ALL)[0])["events"]
    assert [slide["unique_id"] for slide in slides] == ["raid", "part", "evil-2"]
    evil = slides[2]
    assert "media" not in evil
    assert not any("<script" in text or 'href="javascript' in text for text in evil["text"].values())
    assert slides[0]["media"]["url"] == "https://example.org/a.jpg"
    assert "<blockquote>We took it.</blockquote>" in slides[0]["text"]["text"]


def test_tables_hold_everything() -> None:
    data, losses = written("sqlite", ALL)
    tables = sqlite3.connect(":memory:")
    tables.deserialize(data)
    assert losses.counts == {}
    assert tables.execute("SELECT id, place, first_day, last_day FROM events ORDER BY place").fetchall() == [
        ("raid", 1, "2024-03-12", "2024-03-12"),
        ("part", 2, "2024-03-01", "2024-03-31"),
        ("evil", 3, None, None),
        ("evil-2", 4, "2024-03-12", "2024-03-12"),
    ]
    asked = "SELECT speaker, family FROM passages JOIN sources ON sources.id = source WHERE event = 'raid'"
    assert tables.execute(asked).fetchall() == [("mayor", "agency"), (None, "agency")]
    assert tables.execute("SELECT word, says FROM fields WHERE id = 'raid'").fetchall() == [
        ("status", "verified"),
        ("seen", "1"),
        ("seen", "2"),
        ("title", "its own"),
    ]
    assert tables.execute("SELECT latitude, longitude FROM names WHERE id = 'town'").fetchall() == [
        (51.19, 34.27)
    ]
    assert tables.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_handout_numbers_its_sources_in_the_order_of_their_use() -> None:
    text = written("markdown", contents(EVERYTHING, PART))[0].decode()
    assert "### 12 March 2024, Tuesday: The raid" in text
    assert "**Accounts differ: Was it taken?**" in text
    assert "> We took it\\.\n" in text or "> We took it.\n" in text
    assert "[^1]: A. Writer, “Told first,” *Agency*, 13 March 2024" in text
    assert text.index("[^1]: ") < text.index("[^2]: ") < text.index("[^3]: ")
    assert "Also reported by[^3]" in text


def test_no_text_of_a_handout_is_markup() -> None:
    text = written("markdown", contents(DATED_EVIL))[0].decode()
    assert re.findall(r"(?<!\\)(?:<(?!https?://)|\]\(|`)", text) == []
    assert "\x1b" not in text
    assert "\x00" not in text


def test_a_note_of_chicago_has_its_stops_inside_of_the_quotation_marks() -> None:
    text = written("markdown", contents(EVERYTHING, PART))[0].decode()
    assert "[^2]: “Told again,” copy or translation of Agency." in text
    assert "[^3]: text without a title, between 13 and 17 March 2024 (one of these days)." in text
    assert text.rindex("## Sources") > text.rindex("---")


class Walked(list[Event]):
    """Events that know how often they were gone through."""

    times = 0

    def __iter__(self) -> Iterator[Event]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("name", list(FORMATS))
def test_events_are_gone_through_as_often_however_many_there_are(name: str) -> None:
    quote = Quote(exact="x", dispute="d", source="agency")
    times = []
    for count in (2, 20):
        events = Walked(Event(id=f"e{at}", date="2024", title="T", quotes=(quote,)) for at in range(count))
        written(name, Content(Heading("T"), events, SOURCES, NAMES))
        times.append(events.times)
    assert times[0] == times[1]
