"""Whatever the style of a file: an edit reads back as the edit and nothing else, or it is refused."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.edit import documents, wordings
from tests.edit.reading import is_sound, items_of, only_added, rest_of
from tests.examples import examples
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.yamlfile.layout import SECTIONS, SectionName


@given(
    documents.documents(), st.lists(wordings.events(), min_size=1, max_size=2, unique_by=lambda it: it["id"])
)
@examples(2)
def test_an_event_is_added_and_nothing_else_changes(data: bytes, events: list[dict[str, Any]]) -> None:
    assume(is_sound(data))
    try:
        edit = add_events(data, events)
    except CannotEdit:
        return
    only_added(edit, pieces=len(events))
    before, after = items_of(data), items_of(edit.new)
    for event in events:
        said = {key: value for key, value in event.items() if value is not None}
        assert said in after
        after.remove(said)
    assert after == before
    assert rest_of(edit.new) == rest_of(data)


@given(documents.documents(), st.integers(0, 4), wordings.quotes())
@examples(2)
def test_a_passage_is_added_and_nothing_else_changes(data: bytes, at: int, quote: dict[str, str]) -> None:
    assume(is_sound(data))
    before = items_of(data)
    assume(at < len(before))
    try:
        edit = add_quote(data, at, quote)
    except CannotEdit:
        return
    only_added(edit, pieces=1)
    after = items_of(edit.new)
    assert after[at]["quotes"] == [*(before[at].get("quotes") or []), quote]
    after[at]["quotes"] = before[at].get("quotes")
    assert after == [
        {**item, "quotes": item.get("quotes")} if at == k else item for k, item in enumerate(before)
    ]
    assert rest_of(edit.new) == rest_of(data)


@given(documents.documents(), documents.listings(), wordings.events(), wordings.quotes(), st.booleans())
@examples(2)
def test_sources_and_names_are_listed_with_it_and_nothing_else_changes(
    data: bytes,
    listed: dict[SectionName, dict[str, dict[str, Any]]],
    event: dict[str, Any],
    quote: dict[str, str],
    in_event: bool,
) -> None:
    assume(is_sound(data))
    before = items_of(data)
    assume(before or in_event)
    try:
        if in_event:
            edit = add_events(data, [event], None, {**listed})
        else:
            edit = add_quote(data, 0, quote, None, {**listed})
    except CannotEdit:
        return
    only_added(edit, pieces=3)
    after, rest = rest_of(edit.new), rest_of(data)
    for name in SECTIONS:
        entries = dict(listed.get(name, {}))
        if entries:
            assert list(after[name].items()) == [*(rest.get(name) or {}).items(), *entries.items()]
        else:
            assert after.get(name) == rest.get(name)
    for name in SECTIONS:
        after.pop(name, None)
        rest.pop(name, None)
    assert after == rest
    assert len(items_of(edit.new)) == len(before) + in_event
