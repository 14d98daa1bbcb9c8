"""The rows of the fields say all that forms, options, searches and checks ask of them."""

from __future__ import annotations

from typing import get_args

import pytest

from timeline_tui.model.fields import NAME_KINDS, QUOTE_KINDS, asked, gathered
from timeline_tui.model.record_fields import RECORDS, fields_of, searched
from timeline_tui.model.timeline import Event, Media, NameKind, QuoteKind


@pytest.mark.parametrize("what", RECORDS)
def test_every_field_has_a_row_and_each_that_is_asked_for_has_an_example(what: str) -> None:
    rows = fields_of(what)
    assert tuple(rows) == RECORDS[what].__slots__
    assert all(row.id == name for name, row in rows.items())
    assert all(row.example for row in rows.values() if row.label or row.needed)


def test_a_form_begins_with_what_is_needed_and_ends_with_the_id() -> None:
    rows = asked(fields_of("event").values())
    assert (rows[0].id, rows[-1].id) == ("title", "id")
    late = [row.more for row in rows]
    assert late == sorted(late)


def test_no_two_options_are_called_the_same_and_each_says_what_to_give() -> None:
    rows = [row for row in fields_of("event").values() if row.option is not None]
    names = [row.option.name for row in rows if row.option is not None]
    assert len(set(names)) == len(names)
    assert all(row.option.help or row.example for row in rows if row.option is not None)


def test_the_kinds_are_those_that_a_file_can_hold() -> None:
    assert set(QUOTE_KINDS) == set(get_args(QuoteKind))
    assert set(NAME_KINDS) == set(get_args(NameKind))


def test_other_programs_call_no_two_fields_of_a_part_the_same() -> None:
    for what in RECORDS:
        called = [word for row in fields_of(what).values() for word in row.called.split()]
        assert len(set(called)) == len(called) and not set(called) & set(fields_of(what))


def test_a_search_looks_in_the_texts_that_say_something() -> None:
    event = Event(title="One", summary="Two", note="Three")
    assert searched(event) == [("title", "One"), ("summary", "Two")]
    assert searched(Media(url="https://example.org", credit="Four")) == [("credit", "Four")]


def test_a_word_that_comes_again_has_a_list() -> None:
    assert gathered([("a", "1"), ("b", "2"), ("a", "3")]) == {"a": ["1", "3"], "b": "2"}
