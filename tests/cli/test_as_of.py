"""`--as-of`: the timeline as it could be known on a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

PUBLISHED = {
    "outlet: Agency}": "outlet: Agency, published: 2024-03-12}",
    "outlet: Paper}": "outlet: Paper, published: 2024-03-20T08:00}",
}


@pytest.fixture
def dated(file: Path) -> Path:
    """The timeline with dates of report; the copy has none."""
    text = file.read_text(encoding="utf-8")
    for before, after in PUBLISHED.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")
    return file


def test_list_hides_what_was_reported_later_and_counts_it(call: Call, dated: Path) -> None:
    listed = json.loads(call("list", dated, "--as-of", "2024-03-19", "--format", "json").out)
    assert [event["id"] for event in listed] == ["ides", "month", "raid", "undated"]
    assert listed[2]["quotes"] == 1
    said = call("list", dated, "--as-of", "2024-03-19")
    assert "Shots" not in said.out
    hidden = "as of 19 March 2024: 2 events and 2 passages not yet known, 1 passage with no date of report"
    assert hidden in said.talk.splitlines()


def test_last_day_of_the_date_counts(call: Call, dated: Path) -> None:
    assert "Shots" in call("list", dated, "--as-of", "2024-03").out
    assert "The raid" not in call("list", dated, "--as-of", "2024-03-11").out
    assert "The Ides" in call("list", dated, "--as-of", "-0044-03-15").out
    assert "The Ides" not in call("list", dated, "--as-of=-0044-03-14").out


def test_show_has_the_passages_that_were_known_with_both_dates(call: Call, dated: Path) -> None:
    said = call("show", "raid", dated, "--as-of", "2024-03-19")
    assert "We took it." in said.out
    assert "It was not taken." not in said.out
    assert "12 March 2024, Tuesday" in said.out, "the date of the event"
    assert "Agency, 12 March 2024" in said.out, "the date of the report"
    assert "as of 19 March 2024" in said.talk
    both = call("show", "raid", dated).out
    assert "Paper, 20 March 2024, 08:00" in both


def test_event_that_could_not_be_known_is_refused(call: Call, dated: Path) -> None:
    said = call("show", "shots", dated, "--as-of", "2024-03-19")
    assert (said.code, said.out) == (2, "")
    assert "no event that could be known as of 19 March 2024 has the id shots" in said.talk


NESTED = """\
sources:
  early: {published: 2024-01}
  late: {published: 2025}
events:
  - {id: whole, title: The whole, quotes: [{exact: a, source: late}]}
  - {id: part, part_of: whole, title: A part, quotes: [{exact: b, source: early}]}
"""


def test_what_is_part_of_a_hidden_event_is_part_of_none(call: Call, tmp_path: Path) -> None:
    nested = tmp_path / "nested.yaml"
    nested.write_text(NESTED)
    for command in (["list"], ["show", "part"]):
        for options, whole in ((["--as-of", "2024"], None), ([], "whole")):
            shown = json.loads(call(*command, nested, *options, "--format", "json").out)
            part = shown[-1] if command == ["list"] else shown
            assert (part["id"], part["part_of"]) == ("part", whole)


def test_opening_without_a_terminal_lists_that_day(call: Call, dated: Path) -> None:
    assert "Shots" not in call(dated, "--as-of", "2024-03-19").out
    assert "Shots" in call(dated).out


@pytest.mark.parametrize(
    ("date", "said", "hint"),
    [
        ("soon", '--as-of soon: "soon" is not a date', "March 2024 or spring 2023"),
        ("2024-03-12T10:00", "told day by day", "leave out the time: 2024-03-12"),
        ("2024/..", "--as-of 2024/..: this has no last day", "a day, such as 2024-03-12"),
        ("12/03/24", "nobody can say which number of 12/03/24 is the day", "2024-03-12 or 2024-12-03"),
    ],
)
@pytest.mark.parametrize("command", [[], ["list"], ["gaps"], ["show", "raid"]])
def test_what_is_no_day_is_refused(
    call: Call, file: Path, command: list[str], date: str, said: str, hint: str
) -> None:
    answer = call(*command, file, "--as-of", date)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.talk
    assert hint in answer.talk


def test_day_in_words_is_that_day(call: Call, file: Path) -> None:
    assert (
        call("list", file, "--as-of", "13 March 2024").out == call("list", file, "--as-of", "2024-03-13").out
    )
