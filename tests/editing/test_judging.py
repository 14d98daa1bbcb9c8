"""What is said of an edit: the same as reading both versions to their ends would say."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.editing import documents
from timeline_tui.editing.adding import add_events
from timeline_tui.editing.judging import Unedited, judge, with_id
from timeline_tui.editing.splicing import CannotEdit
from timeline_tui.loading.reading import Reading
from timeline_tui.model.timeline import Event

IDS = st.sampled_from([None, None, "a", "a-2", "a-3", "b", "2024-a", "2024-a-2"])
TITLES = st.sampled_from(["a", "b"])


def read(data: bytes) -> list[Event]:
    return list(Reading(io.BytesIO(data), "file").events())


@st.composite
def crowded(draw: st.DrawFn) -> bytes:
    """A file in which events have equal ids, or none and equal titles."""
    lines = ["events:"]
    for key, title in draw(st.lists(st.tuples(IDS, TITLES), max_size=5)):
        date = draw(st.sampled_from(["", ", date: 2024"]))
        lines.append(f"- {{{f'id: {key}, ' if key else ''}title: {title}{date}}}")
    return "\n".join([*lines, ""]).encode()


@given(crowded())
def test_ids_are_those_that_reading_gives(data: bytes) -> None:
    assert {event.id for event in read(data)} == Unedited(data, "file").ids


@given(crowded(), IDS, TITLES, st.sampled_from([None, "2023", "2024", "2025"]))
def test_no_other_event_reads_otherwise_without_being_told_of(
    data: bytes, key: str | None, title: str, date: str | None
) -> None:
    before = Unedited(data, "file")
    event = with_id({"id": key, "title": title, "date": date}, set(before.ids))
    edit = add_events(data, [event], before.layout)
    try:
        found = judge(before, edit, [str(event["id"])])
    except CannotEdit:
        return
    assume(not any(one.problem.severity == "error" for one in found))
    (at,) = edit.items
    after = read(edit.new)
    assert after[at].id == event["id"]
    assert after[:at] + after[at + 1 :] == read(data)


@given(documents.documents(), documents.events())
def test_problems_that_were_there_before_are_not_told_of_again(data: bytes, event: dict[str, Any]) -> None:
    before = Unedited(data, "file")
    try:
        edit = add_events(data, [with_id(event, set(before.ids))], before.layout)
        found = judge(before, edit, [])
    except CannotEdit:
        return
    assert all(one.event == 0 for one in found)


def test_what_an_addition_breaks_elsewhere_is_told_of() -> None:
    data = b"events:\n- {id: b, date: 2025, title: B, disputes: {x: Was it?}}\n"
    edit = add_events(data, [{"id": "a", "date": "2024", "title": "A", "disputes": {"x": "Is it?"}}])
    (found,) = judge(Unedited(data, "file"), edit, ["a"])
    assert found.event == -1 and found.problem.severity == "error"


def test_an_id_that_another_event_would_get_is_refused() -> None:
    data = b"events:\n- {date: 2025, title: B}\n"
    edit = add_events(data, [{"id": "2025-b", "date": "2024", "title": "A"}])
    with pytest.raises(CannotEdit, match="read otherwise"):
        judge(Unedited(data, "file"), edit, ["2025-b"])
