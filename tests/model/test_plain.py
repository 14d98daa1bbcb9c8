"""A record becomes plain and comes back the same, by way of JSON too."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.record_fields import from_plain, to_plain
from timeline_tui.model.timeline import Event, Name, Quote, Record, Source

TEXT = st.text(min_size=1, max_size=12)
MAYBE = st.none() | TEXT
SOME = st.lists(TEXT, max_size=3).map(tuple)
QUOTES = st.builds(
    Quote,
    exact=TEXT,
    prefix=MAYBE,
    source=MAYBE,
    kind=st.sampled_from([None, "direct", "reported", "narration"]),
    speaker=MAYBE,
    dispute=MAYBE,
    position=MAYBE,
)
EVENTS = st.builds(
    Event,
    id=MAYBE,
    date=MAYBE,
    title=TEXT,
    part_of=MAYBE,
    names=SOME,
    tags=SOME,
    quotes=st.lists(QUOTES, max_size=3).map(tuple),
    disputes=st.dictionaries(TEXT, TEXT, max_size=2),
    links=SOME,
    note=MAYBE,
)
SOURCES = st.builds(Source, title=MAYBE, outlet=MAYBE, derived_from=MAYBE, note=MAYBE)
NAMES = st.builds(Name, name=TEXT, kind=st.sampled_from([None, "place", "group", "person"]), also=SOME)


@given(st.one_of(EVENTS, SOURCES, NAMES, QUOTES))
def test_what_becomes_plain_comes_back(record: Record) -> None:
    plain = json.loads(json.dumps(to_plain(record)))
    assert from_plain(type(record), plain) == record


def test_fields_that_say_nothing_are_left_out_and_the_others_keep_their_order() -> None:
    event = Event(title="The raiders cross", date="2024-03-12", quotes=(Quote(exact="x", note="short"),))
    assert to_plain(event) == {
        "date": "2024-03-12",
        "title": "The raiders cross",
        "quotes": [{"exact": "x", "note": "short"}],
    }
    assert list(to_plain(event)) == ["date", "title", "quotes"]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError):
        from_plain(Source, {"publisher": "x"})
