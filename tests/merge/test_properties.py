"""Whatever two people do: what touches different things is merged, and nothing of either is lost."""

from __future__ import annotations

import re
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.edit import documents, wordings
from tests.merge.people import PersonsEdit, base, done, edits, written
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.merge.cutting import file_inside
from timeline_tui.merge.driver import merge_versions
from timeline_tui.merge.threeway import merged, text_of
from timeline_tui.yamlfile.conflicts import first_versions
from timeline_tui.yamlfile.layout import Unclear, lay_out

EVENTS = 4
MARK = b"\xef\xbb\xbf"
SIDES = ("ours", "theirs")


def said(data: bytes) -> dict[str, Any]:
    """What a timeline says, but for the order of things."""
    found = yaml.safe_load(data)
    events = {event["id"]: event for event in found["events"]}
    for event in events.values():
        for field in ("tags", "quotes", "sources"):
            event[field] = sorted(event.get(field) or [], key=repr)
    tours = {
        key: (tour["title"], sorted(tour["steps"] or [], key=repr)) for key, tour in found["tours"].items()
    }
    return {"sources": found["sources"], "events": events, "number": len(found["events"]), "tours": tours}


def lost(data: bytes) -> set[str]:
    """The ids that a timeline refers to and that nothing in it has."""
    found = yaml.safe_load(data)
    events = found["events"]
    quotes = [quote for event in events for quote in event.get("quotes") or []]
    used = {source for event in events for source in event.get("sources") or []}
    used |= {quote["source"] for quote in quotes} | {
        quote["dispute"] for quote in quotes if "dispute" in quote
    }
    used |= {step["event"] for tour in found["tours"].values() for step in tour["steps"] or []}
    points = {point for event in events for point in event.get("disputes") or ()}
    return used - {*found["sources"], *points, *(event["id"] for event in events)}


def remarks(data: bytes) -> set[bytes]:
    return {line.strip() for line in data.splitlines() if line.strip().startswith(b"#")}


@given(edits("a", EVENTS), edits("b", EVENTS), st.booleans(), st.booleans())
def test_what_touches_different_things_is_merged(
    ours: list[PersonsEdit], theirs: list[PersonsEdit], in_brackets: bool, blank: bool
) -> None:
    assume(not any(one.meets(other) for one in ours for other in theirs))
    form = {"in_brackets": in_brackets, "blank": blank}
    before = base(EVENTS)
    texts = [written(done(before, made), **form) for made in ([], ours, theirs)]
    found = merge_versions(texts[0], texts[1], texts[2], SIDES)
    assert not found.clashes
    wanted = written(done(done(before, ours), theirs), **form)
    assert said(found.data) == said(wanted)
    assert remarks(found.data) == remarks(wanted)


@given(edits("a", EVENTS), edits("b", EVENTS), st.booleans())
def test_all_words_of_both_are_there_whatever_they_did(
    ours: list[PersonsEdit], theirs: list[PersonsEdit], in_brackets: bool
) -> None:
    before = base(EVENTS)
    texts = [written(done(before, made), in_brackets=in_brackets) for made in ([], ours, theirs)]
    found = merge_versions(texts[0], texts[1], texts[2], SIDES)
    assert found.clashes or not lost(found.data)
    words = [set(re.findall(rb"\b[ab][0-9]+\b", text)) for text in texts]
    assert words[1] | words[2] <= set(re.findall(rb"\b[ab][0-9]+\b", found.data))
    assert said(first_versions(found.data))


@given(documents.documents(), documents.documents(), documents.documents())
def test_files_of_every_style_are_merged_or_refused(one: bytes, two: bytes, three: bytes) -> None:
    # What only one side changed is taken as it is, whatever that is.
    assume(len({one, two, three}) == 3)
    try:
        found = merge_versions(one, two, three, SIDES)
    except Unclear:
        return
    lay_out(first_versions(found.data))


@given(documents.documents(), wordings.events(), wordings.events())
def test_events_that_both_add_to_files_of_every_style_are_there(
    text: bytes, ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    assume(ours.get("id") != theirs.get("id"))
    try:
        versions = [add_events(text, [event]).new for event in (ours, theirs)]
        found = merge_versions(text, versions[0], versions[1], SIDES)
    except (CannotEdit, Unclear):
        return
    layouts = [lay_out(first_versions(data)) for data in (text, *versions, found.data)]
    then, here, there, now = ({item.print for item in layout.items} for layout in layouts)
    assert found.clashes or now >= then | here | there


@given(documents.documents(), documents.documents())
def test_what_one_side_changed_alone_is_taken_byte_for_byte(before: bytes, after: bytes) -> None:
    assert merge_versions(before, after, before, SIDES).data == after
    assert merge_versions(before, before, after, SIDES).data == after
    assert merge_versions(before, after, after, SIDES).data == after
    # Also where it is looked into.
    before, after = before.removeprefix(MARK), after.removeprefix(MARK)
    try:
        base, side = file_inside(before), file_inside(after)
        found = [merged(base, side, base), merged(base, side, side)]
    except Unclear:
        return
    assert [text_of(pieces, None) for pieces in found] == [after, after]


@given(documents.documents())
def test_a_file_is_cut_without_loss(text: bytes) -> None:
    text = text.removeprefix(MARK)
    try:
        file = file_inside(text)
        inner = [(part.whole, part.inside()) for part in file.parts]
    except Unclear:
        return
    assert file.whole == text
    assert all(inside is None or inside.whole == field for field, inside in inner)
