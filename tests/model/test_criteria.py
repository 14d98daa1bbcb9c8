"""The table of what events are narrowed by agrees with the file format and with itself."""

from __future__ import annotations

import dataclasses

import pytest

from timeline_tui.model.criteria import CRITERIA, PROOFS, Criterion
from timeline_tui.model.fields import QUOTE_KINDS
from timeline_tui.model.timeline import Event, Quote

ROWS = CRITERIA.values()


@pytest.mark.parametrize("row", ROWS, ids=CRITERIA)
def test_an_example_is_typed_with_its_word(row: Criterion) -> None:
    assert row.example.startswith(f"{row.word}:") and len(row.example) > len(row.word) + 1
    assert row.meaning


@pytest.mark.parametrize("row", [row for row in ROWS if row.staged], ids=lambda row: row.word)
def test_values_are_of_a_field_of_the_file(row: Criterion) -> None:
    record, field = (Quote, row.quotes) if row.quotes else (Event, row.events)
    assert field in {one.name for one in dataclasses.fields(record)}


def test_an_event_has_each_value_once_and_none_that_is_not_said() -> None:
    quotes = [Quote(exact="a", via=via, kind=None) for via in ("radio", None, "letter", "radio")]
    event = Event(title="T", tags=("x", "y", "x"), quotes=tuple(quotes))
    assert list(CRITERIA["via"].values_of(event)) == ["radio", "letter"]
    assert list(CRITERIA["tag"].values_of(event)) == ["x", "y"]
    assert list(CRITERIA["kind"].values_of(event)) == []


def test_headings_tell_them_apart() -> None:
    headings = [row.heading for row in ROWS if row.heading]
    assert len(headings) == len(set(headings))


def test_choices_are_those_of_the_file() -> None:
    assert CRITERIA["kind"].choices == tuple(QUOTE_KINDS)
    assert set(PROOFS) < set(CRITERIA["is"].choices)


def test_kinds_of_names_are_names_to_the_index() -> None:
    assert {row.word for row in ROWS if row.kind == "name"} == {"name", "place", "group", "person"}
