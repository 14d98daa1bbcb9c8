"""Each format of other programs is known by what it holds, and comes in with its traps met."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.brought import Bring, brought
from timeline_tui.cli.main import main
from timeline_tui.exchange.given import GivenFile, NotBrought
from timeline_tui.exchange.survey import Survey, look
from timeline_tui.export.formats import FORMATS as EXPORTED
from timeline_tui.load.stream_reading import Reading

# TimelineJS.

SLIDE = {
    "unique_id": "ides",
    "start_date": {"year": "-44", "month": "3", "day": "15"},
    "text": {
        "headline": "The <b>Ides</b>",
        "text": "<p>See <a href='https://e.org/x'>this</a> &amp; that</p>",
    },
    "media": {"url": "https://e.org/a.jpg", "caption": "A", "credit": "B", "thumbnail": "t"},
    "group": "Rome",
}


def test_slides_come_in_with_markup_taken_out_and_links_kept(bring: Bring) -> None:
    (event,) = bring("a.json", {"events": [SLIDE]}, "timelinejs")
    assert event == {
        "id": "ides",
        "date": "-0043-03-15",
        "title": "The Ides",
        "summary": "See this & that",
        "tags": ["Rome"],
        "links": ["https://e.org/x"],
        "media": [{"url": "https://e.org/a.jpg", "caption": "A", "credit": "B"}],
        "fields": {"media.thumbnail": "t"},
    }


def test_scripts_of_slides_stay_out(bring: Bring) -> None:
    slide = {"start_date": {"year": 2024}, "text": {"headline": "A<script>alert(1)</script>", "text": "b"}}
    assert bring("a.json", {"events": [slide]}, "timelinejs")[0]["title"] == "A"


@pytest.mark.parametrize(
    ("parts", "edtf"),
    [
        ({"year": 2024}, "2024"),
        ({"year": "2024", "month": "March"}, "2024-03"),
        ({"year": "2024", "month": 3, "day": 12, "hour": 5, "minute": 7}, "2024-03-12T05:07"),
        ({"year": "c. 1850"}, "1850~"),
        ({"year": -1}, "0000"),
        ({"year": 850}, "0850"),
    ],
)
def test_the_parts_of_a_date_are_one(bring: Bring, parts: dict[str, object], edtf: str) -> None:
    slide = {"start_date": parts, "text": {"headline": "A"}}
    assert bring("a.json", {"events": [slide]}, "timelinejs")[0]["date"] == edtf


def test_a_day_that_is_none_stands_as_it_is_written(bring: Bring) -> None:
    slide = {"start_date": {"year": 2024, "month": 2, "day": 30}, "text": {"headline": "A"}}
    assert bring("a.json", {"events": [slide]}, "timelinejs")[0]["date"] == "2024-02-30"


def test_eras_and_the_title_come_in_with_their_type(bring: Bring) -> None:
    era = {"start_date": {"year": 1900}, "end_date": {"year": 1950}, "text": {"headline": "Era"}}
    whole = {"title": {"text": {"headline": "T"}}, "events": [SLIDE], "eras": [era], "scale": "human"}
    events = bring("a.json", whole, "timelinejs")
    assert [event.get("fields", {}) for event in events[1:]] == [{"Type": "era"}, {"Type": "title"}]
    assert events[1]["date"] == "1900/1950"


def test_the_older_form_of_slides_comes_in(bring: Bring) -> None:
    slide = {
        "startDate": "2012,1,26",
        "endDate": "2012,1,27",
        "headline": "A",
        "asset": {"media": "https://e.org/x"},
    }
    (event,) = bring("a.json", {"timeline": {"type": "default", "date": [slide]}}, "timelinejs")[:1]
    assert (event["date"], event["media"]) == ("2012-01-26/2012-01-27", [{"url": "https://e.org/x"}])


def test_the_sheet_of_slides_comes_in(bring: Bring) -> None:
    head = (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type,Group"
    )
    events = bring(
        "a.csv", f"{head}\n2024,3,12,,2024,3,15,,,A &amp; B,,,,g\n-44,,,,,,,,,C,,,title,\n", "timelinejs-csv"
    )
    assert [event["date"] for event in events] == ["2024-03-12/2024-03-15", "-0043"]
    assert (events[0]["title"], events[0]["tags"]) == ("A & B", ["g"])


# Timesketch.


def test_a_table_of_timesketch_comes_in(bring: Bring) -> None:
    head = "message,datetime,timestamp_desc,tag,source\n"
    row = "Login,2024-03-12T05:00:00+00:00,Logon,\"['a', 'b']\",x\n"
    events = bring("a.csv", f"{head}{row}NA,2024-03-12T06:00:00Z,Off,-,y\n", "timesketch")
    assert (events[0]["date"], events[0]["tags"]) == ("2024-03-12T05:00:00+00:00", ["a", "b"])
    assert (events[1]["title"], events[1].get("tags")) == ("NA", None)
    assert events[0]["fields"] == {"timestamp_desc": "Logon", "source": "x"}


def test_lines_of_timesketch_come_in_and_a_broken_one_is_told(survey_of: Callable[..., Survey]) -> None:
    one = '{"message": "A", "datetime": "2024-03-12T05:00:00Z", "timestamp_desc": "x", '
    one += '"n": 1.50, "big": 1e400}\n'
    survey = survey_of("a.jsonl", one + "{broken\n" + one.replace('"A"', '"B"'))
    events, bringing = brought(survey)
    assert survey.format.name == "timesketch"
    assert events[0]["fields"] == {"timestamp_desc": "x", "n": "1.50", "big": "1e400"}
    assert bringing.account.left_out["a line is not JSON"].count == 1


def test_a_time_that_is_a_number_is_one_since_1970(bring: Bring) -> None:
    head = "message,timestamp,timestamp_desc\n"
    (event,) = bring("a.csv", f"{head}A,1331698658276340,x\n", "timesketch")
    assert event["date"] == "2012-03-14T04:17:38Z"
    assert event["fields"] == {"timestamp": "1331698658276340", "timestamp_desc": "x"}


# Chronologies.


@pytest.mark.parametrize(
    ("line", "edtf", "title"),
    [
        ("12 March 2024: The ice breaks", "2024-03-12", "The ice breaks"),
        ("- **12 March 2024** – The ice breaks", "2024-03-12", "The ice breaks"),
        ("* 2024-03-12 05:30: Early: a raid", "2024-03-12T05:30", "Early: a raid"),
        ("5–7 April 2024 — Flood", "2024-04-05/2024-04-07", "Flood"),
        ("March 2024\tFlood", "2024-03", "Flood"),
        ("44 BC | Ides", "-0043", "Ides"),
        ("- [2020~2024] #red {Group} Name | text", "2020/2024", "Name"),
        ("- |2024-03-12| text", "2024-03-12", "text"),
        ("## 12 March 2024: Title {#ice}", "2024-03-12", "Title"),
    ],
)
def test_a_line_that_begins_with_a_date_is_an_event(bring: Bring, line: str, edtf: str, title: str) -> None:
    (event,) = bring("a.md", f"# A winter\n\n{line}\n", "markdown")
    assert (event["date"], event["title"]) == (edtf, title)


def test_the_headings_above_say_the_year_and_the_month(bring: Bring) -> None:
    text = "# 2024\n- 12 March: A\n## May\n- 3: B\n- 4 - C\n# 2023\n- June: D\n"
    assert [event["date"] for event in bring("a.md", text, "markdown")] == [
        "2024-03-12",
        "2024-05-03",
        "2024-05-04",
        "2023-06",
    ]


def test_lines_without_a_date_go_on_with_the_one_above(bring: Bring) -> None:
    text = "2024: A\n  goes on\n\n2024. Text that looks like a list\n"
    text += "> They came.\n> At night.\n> — a man\n2023: B\n"
    first, _ = bring("a.txt", text, "markdown")
    assert first["summary"] == "goes on\n\n2024. Text that looks like a list"
    assert first["quotes"] == [{"exact": "They came.\nAt night."}]
    assert first["fields"] == {"attribution": "a man"}


def test_links_of_a_line_are_sources(survey_of: Callable[..., Survey]) -> None:
    events, _ = brought(survey_of("a.md", "2024: The [ice](https://e.org/a) breaks\n"))
    assert (events[0]["title"], events[0]["sources"]) == ("The ice breaks", ["e-a"])


def test_what_stands_before_the_first_date_is_told(survey_of: Callable[..., Survey]) -> None:
    _, bringing = brought(survey_of("a.md", "Some words.\n\n2024: A\n"))
    assert list(bringing.account.left_out) == ["a line belongs to no date"]


def test_a_table_in_markdown_comes_in(bring: Bring) -> None:
    text = "| Date | Event | Place |\n|---|:-:|---|\n| 3 July 2024 | A \\| b | Mill |\n"
    (event,) = bring("a.md", text, "markdown")
    assert (event["date"], event["title"], event["names"]) == ("2024-07-03", "A | b", ["mill"])


# Sources.


# Passages.

SHIPPED = Path(__file__).parents[2] / "data" / "raids.timeline.yaml"
SELECTOR = {"type": "TextQuoteSelector", "exact": "They came", "prefix": "and ", "suffix": " at"}


def test_web_annotations_come_in_letter_for_letter(bring: Bring) -> None:
    one = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:x:1",
        "type": "Annotation",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "raid"},
            {"type": "TextualBody", "value": "A raid"},
        ],
        "target": {"source": "https://e.org/a", "selector": SELECTOR},
    }
    for whole in (one, [one], {"type": "AnnotationPage", "items": [one]}):
        (event,) = bring("a.json", whole, "annotations")
        assert (event["title"], event["tags"]) == ("A raid", ["raid"])
        quote = {"exact": "They came", "prefix": "and ", "suffix": " at", "source": "e-a"}
        assert event["quotes"] == [quote]


def test_an_export_of_hypothesis_comes_in(bring: Bring) -> None:
    one = {
        "uri": "https://e.org/a",
        "user": "acct:x",
        "text": "A raid",
        "tags": ["raid"],
        "document": {"title": ["Ice"]},
        "target": [
            {"source": "https://e.org/a", "selector": [{"type": "RangeSelector", "x": "1"}, SELECTOR]}
        ],
    }
    note = {"uri": "https://e.org/a", "text": "A note", "target": [{"source": "https://e.org/a"}]}
    whole = {"export_date": "2024", "export_userid": "x", "client_version": "1", "annotations": [one, note]}
    first, second = bring("a.json", whole, "annotations")
    assert first["quotes"][0]["source"] == "e-a"  # type: ignore[index,call-overload]
    assert second["sources"] == ["e-a"]


# Workbooks.


def test_a_workbook_comes_in_with_dates_as_exact_as_it_shows_them(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Title", "Count"])
    sheet.append([datetime(2024, 3, 12), "A", 3.0])
    sheet.append([date(2024, 3, 1), "B", "007"])
    sheet["A3"].number_format = "mmm yyyy"
    other = book.create_sheet("More")
    other.append(["Title", "Date"])
    other.append(["C", datetime(2024, 3, 12, 5, 30)])
    book.save(tmp_path / "a.xlsx")
    survey = look(GivenFile(str(tmp_path / "a.xlsx")))
    events, _ = brought(survey)
    assert survey.format.name == "xlsx"
    assert [event["date"] for event in events] == ["2024-03-12", "2024-03", "2024-03-12T05:30:00"]
    assert [event["fields"] for event in events] == [
        {"Count": "3", "sheet": "Sheet"},
        {"Count": "007", "sheet": "Sheet"},
        {"sheet": "More"},
    ]


def test_without_its_library_a_workbook_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(NotBrought, match="needs openpyxl") as told:
        look(GivenFile(str(tmp_path / "a.xlsx")))
    assert told.value.hint == "pip install 'timeline-tui[xlsx]', or save the sheet as CSV"


@pytest.mark.parametrize("ending", [".xls", ".ods", ".numbers"])
def test_a_workbook_of_another_kind_is_to_be_saved_as_a_table(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a{ending}").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(NotBrought, match="nobody knows what this is") as told:
        look(GivenFile(str(tmp_path / f"a{ending}")))
    assert told.value.hint == "save it as CSV or XLSX in the program that it is from"


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and nothing")
    with pytest.raises(NotBrought, match="is no workbook that can be read"):
        look(GivenFile(str(tmp_path / "a.xlsx")))


# Folders.


def test_a_folder_of_files_comes_in(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.md").write_text("---\ntitle: Ice\ndate: 2024-03-12\ntags: [x, y]\n---\nText.\n\nMore.\n")
    (tmp_path / "deep" / "b.md").write_bytes(b"# Flood comes\r\n\r\nIt rose.\r\n")
    (tmp_path / "c.yaml").write_text(
        "title: Y\ndate: -0044\nn: 010\nsources:\n"
        "- {url: https://e.org/1, title: One}\n- {url: https://e.org/2, title: Two}\n"
    )
    (tmp_path / "d.md").write_text("---\ntitle: [bad\n---\n")
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    events, bringing = brought(look(GivenFile(str(tmp_path))))
    assert [event["title"] for event in events] == ["Ice", "Y", "Flood comes"]
    assert events[0]["summary"] == "Text.\n\nMore."
    assert (events[1]["date"], events[1]["fields"]) == ("-0044", {"n": "010", "file": "c.yaml"})
    assert bringing.listed["sources"]["e-2"]["title"] == "Two"
    assert bringing.account.rows_left == 2
    assert [one.before for one in bringing.account.left_out["a link is not followed"].examples] == ["link.md"]


def test_each_source_of_a_list_keeps_what_is_said_of_it(survey_of: Callable[..., Survey]) -> None:
    one = {"title": "One", "url": "", "type": "book"}
    two = {"title": "Two", "outlet": "Post", "url": "https://e.org/2", "date": "2 March 2024"}
    events, bringing = brought(survey_of("a.json", [{"title": "A", "date": "2024", "sources": [one, two]}]))
    assert events[0]["sources"] == ["one", "e-2"]
    assert bringing.listed["sources"] == {
        "one": {"title": "One", "fields": {"type": "book"}},
        "e-2": {"title": "Two", "outlet": "Post", "url": "https://e.org/2", "published": "2024-03-02"},
    }


def test_a_column_is_what_it_can_be_where_no_other_is(bring: Bring) -> None:
    text = [{"title": "A"}, {"headline": "B", "body": "x"}, {"title": "C", "text": "y"}]
    events = bring("a.json", text, "json")
    assert [event["title"] for event in events] == ["A", "B", "C"]
    assert [event.get("summary") for event in events] == [None, "x", "y"]


# What is none.


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", "{broken"), ("a.json", "[1, 2]"), ("a.json", "[" * 100_000), ("a.pdf", "%PDF"), ("a", "x")],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    survey_of: Callable[..., Survey], name: str, content: str
) -> None:
    with pytest.raises(NotBrought):
        survey_of(name, content)


def test_a_list_of_objects_comes_in(bring: Bring) -> None:
    (event,) = bring(
        "a.json", {"x": 1, "data": [{"when": "2024", "name": "A", "deep": {"b": [1.0, True]}}]}, "json"
    )
    assert event["fields"] == {"deep.b": ["1.0", "true"]}


# What this program exports.


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "timelinejs", "timesketch", "annotations"])
def test_what_was_exported_comes_back_with_its_events_and_dates(tmp_path: Path, form: str) -> None:
    if form == "xlsx":
        pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    target = tmp_path / f"out{EXPORTED[form].ending}"
    assert main(["export", str(SHIPPED), "--to", form, "--out", str(target)]) == 0
    before = {event.id: event for event in Reading(SHIPPED, "x").events()}
    events, bringing = brought(look(GivenFile(str(target))))
    assert bringing.account.is_whole
    known = [event for event in events if event["id"] in before]
    assert len(known) >= len(before) - 1
    for event in known:
        there = before[str(event["id"])]
        assert (event.get("date"), event["title"]) == (there.date, there.title)
        if form != "timelinejs":
            quotes: Any = event.get("quotes", [])
            assert [quote["exact"] for quote in quotes] == [quote.exact for quote in there.quotes]
