"""A table is brought in whole: each trap of spreadsheets is met, and no cell is lost in silence."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.brought import Look, brought
from timeline_tui.exchange.given import GivenFile, NotBrought
from timeline_tui.exchange.survey import look


def test_headers_are_known_by_their_names(look_at: Look) -> None:
    survey = look_at(
        "Event Date,Headline,Source_Link,Location,Category,Verified by\n2024,A,https://e.org,X,t,me\n"
    )
    assert survey.roles == {
        "Event Date": "date",
        "Headline": "title",
        "Source_Link": "source",
        "Location": "place",
        "Category": "tags",
        "Verified by": "fields",
    }


def test_a_person_says_what_a_column_is(look_at: Look) -> None:
    survey = look_at("X,Y,title\n2024,A,B\n", date="X", title="Y")
    (event,), _ = brought(survey)
    assert (event["date"], event["title"], event["fields"]) == ("2024", "A", {"title": "B"})


def test_a_column_that_is_not_there_is_told_with_one_that_is(look_at: Look) -> None:
    with pytest.raises(NotBrought, match="no column Wehn") as told:
        look_at("When,title\n2024,A\n", date="Wehn")
    assert told.value.hint == "one of its columns: When"


def test_equal_sources_are_one(look_at: Look) -> None:
    text = (
        "title,url,outlet\nA,https://www.e.org/x/?utm_source=t,E\nB,http://e.org/x,E\nC,,Herald\nD,,herald\n"
    )
    events, bringing = brought(look_at(text))
    assert [event["sources"] for event in events] == [["e-x"], ["e-x"], ["herald"], ["herald"]]
    assert bringing.account.sources == 2
    assert bringing.account.changed["a source is one that is known"].count == 2


def test_a_source_says_what_stands_beside_it(look_at: Look) -> None:
    text = "title,quote,source,source_url,author,published\n"
    text += "A,They came.,Ice,https://e.org/a,B. C.,2 March 2024\n"
    (event,), bringing = brought(look_at(text))
    assert event["quotes"] == [{"exact": "They came.", "source": "e-a"}]
    said = {"url": "https://e.org/a", "author": "B. C.", "published": "2024-03-02", "title": "Ice"}
    assert bringing.registry.new_sources == {"e-a": said}


def test_several_addresses_in_a_cell_are_several_sources(look_at: Look) -> None:
    (event,), _ = brought(look_at('title,sources\nA,"https://e.org/a,https://e.org/b https://f.org/c"\n'))
    assert event["sources"] == ["e-a", "e-b", "f-c"]


def test_names_and_tags_are_one_in_any_spelling(look_at: Look) -> None:
    text = "title,place,tags\nA,Tétkino,Ice; river\nB,tetkino,ICE\n"
    events, bringing = brought(look_at(text))
    assert [event["names"] for event in events] == [["tétkino"], ["tétkino"]]
    assert [event["tags"] for event in events] == [["Ice", "river"], ["Ice"]]
    assert bringing.account.changed["a name is written as it is elsewhere"].count == 1


def test_a_place_lies_where_its_row_says(look_at: Look) -> None:
    text = "title,place,lat,lon\nA,Mill,51.2,34.3\nB,Mill,51.2,34.3\nC,Mill,52,34\nD,,1,2\n"
    events, bringing = brought(look_at(text))
    assert bringing.registry.new_names["mill"]["at"] == ["51.2", "34.3"]
    assert [event.get("fields") for event in events] == [
        None,
        None,
        {"lat": "52", "lon": "34"},
        {"lat": "1", "lon": "2"},
    ]


def test_a_row_without_a_title_gets_one_of_its_text_or_stays_out(look_at: Look) -> None:
    events, bringing = brought(look_at("title,description,city\n,The ice broke. It was loud.,\n,,Mill\n"))
    assert [event["title"] for event in events] == ["The ice broke."]
    assert events[0]["summary"] == "The ice broke. It was loud."
    assert bringing.account.left_out["a row has no title, nor a text to make one of"].count == 1
    assert bringing.listed == {}


def test_a_date_beside_edtf_that_says_something_else_is_told(look_at: Look) -> None:
    events, bringing = brought(look_at("date,edtf,title\nsoon,2024,A\n2023,2023,B\n"))
    assert [event["date"] for event in events] == ["2024", "2023"]
    assert bringing.account.changed["a date gives way to the one in EDTF beside it"].count == 1


def test_rows_of_one_id_are_passages_of_one_event(look_at: Look) -> None:
    text = "id,date,title,exact,source\nice,2024,Ice,One.,Herald\nice,2024,Ice,Two.,Herald\n"
    (event,), bringing = brought(look_at(text))
    assert event["quotes"] == [{"exact": "One.", "source": "herald"}, {"exact": "Two.", "source": "herald"}]
    assert bringing.account.rows_in == 2


def test_another_row_of_an_id_keeps_it_under_its_fields(look_at: Look) -> None:
    events, _ = brought(look_at("id,title\nice,A\nflood,B\nice,C\n"))
    assert [event["title"] for event in events] == ["A", "B", "C"]
    assert events[2]["fields"] == {"id": "ice"}
    assert len({str(event["id"]) for event in events}) == 3


def test_equal_rows_are_one_and_told(look_at: Look) -> None:
    events, bringing = brought(look_at("date,title\n2024,A\n2024,A\n"))
    assert len(events) == 1
    assert list(bringing.account.left_out) == ["a row says the same as one before it"]


# Traps of the format.


@pytest.mark.parametrize("cell", ["'=1+1", "'+1", "'-1", "'@x"])
def test_the_guard_of_a_formula_is_stripped(look_at: Look, cell: str) -> None:
    (event,), bringing = brought(look_at(f"title,status\nA,{cell}\n"))
    assert event["fields"] == {"status": cell[1:]}
    assert bringing.account.changed["the ' that guards a formula is taken away"].count == 1


def test_an_apostrophe_that_guards_nothing_stays(look_at: Look) -> None:
    assert brought(look_at("title\n'Tis ice\nx y\n"))[0][0]["title"] == "'Tis ice"


def test_controls_are_taken_out_and_told(look_at: Look) -> None:
    (event,), bringing = brought(look_at("title,date\nA\x00\x1b]52;c\x07\x9b,2024\n"))
    assert event["title"] == "A]52;c"
    assert bringing.account.changed["controls are taken out"].count == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252"])
def test_every_usual_encoding_is_known(look_at: Look, encoding: str) -> None:
    (event,), _ = brought(look_at("title,date\nGlätte,2024\n".encode(encoding)))
    assert event["title"] == "Glätte"


def test_an_encoding_that_is_guessed_is_said_to_be(look_at: Look) -> None:
    assert "a guess" in look_at("title,date\nGlätte,2024\n".encode("cp1252")).given.encoding_words


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("title,date\nЛёд,2024\n".encode("cp1251"))
    assert brought(look(GivenFile(str(path), "cp1251")))[0][0]["title"] == "Лёд"
    with pytest.raises(NotBrought, match="is not in utf-8"):
        look(GivenFile(str(path), "utf-8"))


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.ris"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "undefined", "ascii", "utf-7"])
def test_a_file_that_is_not_in_the_encoding_that_was_named_is_told(
    tmp_path: Path, encoding: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes("title,date\nЛёд,2024\n".encode())
    with pytest.raises(NotBrought, match=f"{name} is not in {encoding}"):
        look(GivenFile(str(path), encoding))


@pytest.mark.parametrize("encoding", ["hex", "rot13", "zlib", "nope", ""])
def test_only_encodings_of_letters_are_known(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"title,date\nIce,2024\n")
    with pytest.raises(NotBrought, match="nobody knows the encoding"):
        GivenFile(str(path), encoding)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_breaks_of_lines_are_found(look_at: Look, mark: str, ending: str) -> None:
    rows = [["date", "title", "note"], ["2024", "A; b, c", "x|y"], ["2023", "B", "z"]]
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator=ending).writerows(rows)
    events, _ = brought(look_at(text.getvalue()))
    assert [(event["date"], event["title"], event["note"]) for event in events] == [
        ("2024", "A; b, c", "x|y"),
        ("2023", "B", "z"),
    ]


def test_a_cell_of_more_than_131072_characters_comes_in(look_at: Look) -> None:
    text = "ice " * 50_000
    (event,), _ = brought(look_at(f"title,summary\nA,{text}\n"))
    assert event["summary"] == text.strip()


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(look_at: Look) -> None:
    with pytest.raises(
        NotBrought, match=r"table.csv:3: a quotation mark is opened in this row and never closed"
    ):
        look_at('title,note\nA,b\nB,"c\nC,d\n')


def test_a_quotation_mark_within_a_cell_leaves_out_its_row_and_says_so(look_at: Look) -> None:
    events, bringing = brought(look_at('title,note\nA,"b "c" d"\nB,e\n'))
    assert [event["title"] for event in events] == ["B"]
    assert list(bringing.account.left_out) == [
        "a quotation mark stands within a cell, and is not written twice"
    ]


def test_a_repeated_header_loses_nothing(look_at: Look) -> None:
    (event,), _ = brought(look_at("title,status,status,source,source\nA,x,y,Herald,Post\n"))
    assert event["fields"] == {"status": ["x", "y"]}
    assert event["sources"] == ["herald", "post"]


def test_cells_beyond_the_header_stay(look_at: Look) -> None:
    (event,), _ = brought(look_at("title,date,\nA,2024,x,y\n"))
    assert event["fields"] == {"column 3": "x", "column 4": "y"}


def test_lines_above_the_header_are_told(look_at: Look) -> None:
    events, bringing = brought(look_at("My winter,,,\n,,,\ndate,title,note,place\n2024,A,b,c\n2023,B,b,c\n"))
    assert [event["title"] for event in events] == ["A", "B"]
    assert list(bringing.account.left_out) == ["a line above the header of the table"]


def test_a_table_without_a_header_is_read_by_what_it_holds(look_at: Look) -> None:
    survey = look_at("2024-03-12,The ice breaks,https://e.org\n2024-03-13,The flood comes,https://e.org/b\n")
    assert survey.roles["column 1"] == "date"
    assert [event["title"] for event in brought(survey)[0]] == ["The ice breaks", "The flood comes"]


def test_one_column_is_a_table_too(look_at: Look) -> None:
    assert [event["title"] for event in brought(look_at("title\nA\nB\n"))[0]] == ["A", "B"]


def test_cells_are_no_numbers(look_at: Look) -> None:
    (event,), _ = brought(look_at("title,date,a,b,c\nNA,2024,NA,1E5,007\n"))
    assert (event["title"], event["fields"]) == ("NA", {"a": "NA", "b": "1E5", "c": "007"})


@pytest.mark.parametrize("content", ["", "\n\n", "title,date\n"])
def test_an_empty_table_brings_nothing(look_at: Look, content: str) -> None:
    assert brought(look_at(content))[0] == []


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    for name in ("/dev/zero", str(tmp_path / "none.csv")):
        with pytest.raises(NotBrought):
            GivenFile(name)


_ALIKE = {"true", "yes", "1", "x", "y", "no", "0", "n", "false"}
_CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_DATES = st.sampled_from(["2024", "12 March 2024", "03/04/2024", "soon", "44 BC", ""])
_ROLES = """
date end title summary place tags source url exact id lat lon status status author precision year time
part_of kind speaker dispute position key media published note edtf unnamed
"""
_HEADERS = st.sampled_from([header.replace("unnamed", "") for header in _ROLES.split()])


@settings(max_examples=150, deadline=None)
@given(
    headers=st.lists(_HEADERS, min_size=2, max_size=9),
    rows=st.lists(st.lists(st.one_of(_CELLS, _DATES), max_size=10), max_size=8),
)
def test_what_comes_in_and_what_is_left_out_is_what_the_file_held(
    tmp_path_factory: pytest.TempPathFactory, headers: list[str], rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("tables") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headers, *rows])
    survey = look(GivenFile(str(path)), order="day")
    events, bringing = brought(survey)
    account = bringing.account
    assert account.rows == account.rows_in + account.rows_there + account.rows_left
    assert account.cells == account.cells_in + account.cells_there + account.cells_left
    assert len(events) == account.events
    said = "\0".join(map(str, _texts([events, bringing.listed])))
    told = {
        example.before for one in (account.changed | account.left_out).values() for example in one.examples
    }
    for row in survey.format.reader.rows(survey.given):
        for _, text in getattr(row, "cells", ()):
            bare = text.strip().strip("\ufeff").replace("\r\n", "\n")
            parts = [part for part in bare.replace("|", ";").replace(",", ";").split(";") if part.strip()]
            assert (
                bare in said
                or any(bare in one or repr(bare)[1:-1] in one for one in told)
                or all(part.strip() in said or any(part.strip() in one for one in told) for part in parts)
                or bare.lower() in _ALIKE
            ), (bare, events)


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for one in pair for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [str(value)]


def test_an_event_of_a_date_and_a_place_is_called_by_the_place(look_at: Look) -> None:
    events, bringing = brought(look_at("date,city,lat\n9/13/2016,Clive,41.6\n,Nowhere,\n"))
    assert [(event["title"], event["names"]) for event in events] == [("Clive", ["clive"])]
    assert "a title is made of a name, since the row has no other words" in bringing.account.changed
    assert bringing.account.rows_left == 1


def test_columns_of_sources_are_not_taken_for_dates_of_events(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - JOUR\nTI  - Ice\nSN  - 1732-4208\nER  - \n", encoding="utf-8")
    assert "date" not in look(GivenFile(str(path))).roles.values()


def test_a_title_does_not_end_at_a_month_cut_short(look_at: Look) -> None:
    (event,) = brought(look_at("date,text\n2023,It ended on Jan. 3 at noon. Then all was well.\n"))[0]
    assert event["title"] == "It ended on Jan. 3 at noon."


def test_a_column_that_somebody_calls_the_id_says_what_is_part_of_what(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Key,What,Whole\nraid,The raid,\nwall,The wall falls,raid\nsea,The sea,none\n")
    survey = look(GivenFile(str(path)), wanted={"key": "id", "Whole": "part_of"})
    events, bringing = brought(survey)
    assert [event.get("part_of") for event in events] == [None, "raid", None]
    assert "what it is part of is not there, and stands under `fields`" in bringing.account.changed
