"""What is said of an edit: the same as reading both versions to their ends would say."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.edit import documents, wordings
from timeline_tui.edit import proof as judging
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote, change_quote
from timeline_tui.edit.proof import NewProblem, Unedited, judge, with_id
from timeline_tui.edit.splice import CannotEdit, Rewrite
from timeline_tui.edit.vicinity import excerpt
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.yamlfile.layout import lay_out

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


REMARKED = b"title: T\nsources:\n  s: {title: S}\nevents:\n# above\n- {id: e0, title: x, date: 2023-01}\n"
OLDER: dict[str, Any] = {"id": "010", "title": "a: b", "date": "-0044-03-15", "disputes": {"a: b": "a: b"}}
OLDER |= {"names": ["a: b"], "tags": ["a: b"]}


@example(REMARKED, OLDER)
@given(documents.documents(), wordings.events())
def test_problems_that_were_there_before_are_not_told_of_again(data: bytes, event: dict[str, Any]) -> None:
    try:
        before = Unedited(data, "file")
        edit = add_events(data, [with_id(event, set(before.ids))], before.layout)
        found = judge(before, edit, [])
    except CannotEdit:
        return
    assert all(one.event == 0 for one in found)


TAGS = st.lists(st.sampled_from(["border", "borders", "bordar", "raid", "x"]), max_size=2, unique=True)
PARENTS = st.sampled_from([None, None, "new", "a", "b", "2024-a", "nothing"])
WORDS = st.sampled_from([None, "Graivoron fell", "Graivron fell", "graivron", "Graivaron"])
HEAD = "names:\n  g: {name: Graivoron, kind: place, also: [Grayvoron]}\nsources:\n  s: {title: S}\nevents:\n"


@st.composite
def related(draw: st.DrawFn, keys: st.SearchStrategy[str | None] = IDS) -> dict[str, Any]:
    """An event that may have to do with others: by its tags, what it is part of, or what it is about."""
    words = draw(WORDS)
    event = {
        "id": draw(keys),
        "date": draw(st.sampled_from(["2023", "2024", "2025"])),
        "title": draw(TITLES),
        "tags": draw(TAGS) or None,
        "names": draw(st.sampled_from([None, ["g"], ["h"]])),
        "part_of": draw(PARENTS),
        "disputes": draw(st.sampled_from([None, None, None, {"d": "Was it?"}])),
        "quotes": words and [{"exact": words, "source": draw(st.sampled_from(["s", "t"]))}],
    }
    return {field: value for field, value in event.items() if value is not None}


@given(st.lists(related(), min_size=1, max_size=5), st.lists(related(st.just("new")), min_size=1, max_size=1))
def test_what_is_seen_in_new_events_alone_is_what_the_whole_file_says(
    others: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    data = (HEAD + "".join(f"- {json.dumps(event)}\n" for event in others)).encode()
    before = Unedited(data, "file")
    edit = add_events(data, new, before.layout)
    assert edit.layout == lay_out(edit.new)
    found = _judged(before, edit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "excerpt", lambda edit, added: None)
        assert found == _judged(before, edit)


def _judged(before: Unedited, edit: Rewrite) -> list[NewProblem] | str:
    try:
        return judge(before, edit, ["new"])
    except CannotEdit as error:
        return str(error)


def test_a_sound_event_is_judged_without_the_others() -> None:
    data = (
        HEAD + "".join(f'- {{id: e{n}, title: T, date: 2024, tags: ["t{n}"]}}\n' for n in range(9))
    ).encode()
    before = Unedited(data, "file")
    event: dict[str, Any] = {"id": "a", "date": "2024", "title": "A", "part_of": "e3", "tags": ["other"]}
    edit = add_events(data, [event], before.layout)
    part = excerpt(edit, {"a"})
    assert part is not None
    assert [event.id for event in read(part.data)] == ["e3", "x", "a"]
    assert judge(before, edit, ["a"]) == []
    assert "says" not in vars(before)


def test_what_an_addition_breaks_elsewhere_is_told_of() -> None:
    data = b"events:\n- {id: b, date: 2025, title: B, disputes: {x: Was it?}}\n"
    edit = add_events(data, [{"id": "a", "date": "2024", "title": "A", "disputes": {"x": "Is it?"}}])
    (found,) = judge(Unedited(data, "file"), edit, ["a"])
    assert found.event == -1 and found.problem.severity == "error"


def test_a_new_passage_answers_for_no_older_one() -> None:
    data = (
        b"sources:\n  s: {title: S}\nevents:\n- id: a\n  title: A\n  date: 2024\n  quotes:\n"
        b"  - {exact: One., source: s, speaker: nobody}\n"
    )
    before = Unedited(data, "file")
    assert judge(before, add_quote(data, 0, {"exact": "Two.", "source": "s"})) == []
    (found,) = judge(before, add_quote(data, 0, {"exact": "Two.", "source": "s", "speaker": "nobody"}))
    assert found.path == ("quotes", 1, "speaker") and found.problem.code == "unknown-name"
    quote = Quote(exact="One.", source="s", speaker="nobody")
    event = Event(id="a", title="A", date="2024", quotes=(quote,))
    assert judge(before, change_quote(data, 0, event, 0, {"exact": "One more."})) == []


def test_an_id_that_another_event_would_get_is_refused() -> None:
    data = b"events:\n- {date: 2025, title: B}\n"
    edit = add_events(data, [{"id": "2025-b", "date": "2024", "title": "A"}])
    with pytest.raises(CannotEdit, match="read otherwise"):
        judge(Unedited(data, "file"), edit, ["2025-b"])


def _added(data: str, event: dict[str, Any]) -> list[str]:
    """The codes of what is wrong where this event is added."""
    before = Unedited(data.encode(), "file")
    edit = add_events(before.data, [event], before.layout)
    return [one.problem.code for one in judge(before, edit, [event["id"]])]


def test_a_circle_that_a_new_event_closes_is_told_of() -> None:
    data = "events:\n- {id: a, date: 2025, title: A, part_of: new}\n"
    assert _added(data, {"id": "new", "date": "2024", "title": "N", "part_of": "a"}) == ["part-of-loop"]


def test_a_tag_is_nearly_one_that_an_alias_repeats() -> None:
    names = "names:\n  n: {kind: place, name: &tag border}\n"
    data = f"{names}events:\n- {{id: a, date: 2024, title: A, tags: [*tag]}}\n"
    assert _added(data, {"id": "new", "date": "2025", "title": "N", "tags": ["bordar"]}) == ["near-tag"]
