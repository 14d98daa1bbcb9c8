"""New sources and names stand behind those that there are, and look like them."""

from __future__ import annotations

import pytest

from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote
from timeline_tui.edit.proof import Unedited, gravest, judge
from timeline_tui.edit.splice import CannotEdit, Listed

EVENT = {"id": "new", "title": "New"}
LISTED: Listed = {"sources": {"post": {"outlet": "The Post", "title": "Rain: more"}}}
TAIL = "events:\n- id: a\n  title: A\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'sources:\n  post:\n    title: "Rain: more"\n    outlet: The Post\n'),
        (
            "title: T\n\n# all\n",
            'title: T\n\nsources:\n  post:\n    title: "Rain: more"\n    outlet: The Post\n\n# all\n',
        ),
        ("sources:\n", 'sources:\n  post:\n    title: "Rain: more"\n    outlet: The Post\n'),
        ("sources: {} # c\n", 'sources: # c\n  post:\n    title: "Rain: more"\n    outlet: The Post\n'),
        (
            "sources: {\n  s: {title: S} # of s\n}\n",
            'sources: {\n  s: {title: S}, # of s\n  post: {title: "Rain: more", outlet: The Post}\n}\n',
        ),
        (
            "sources:\n  s: {title: S} # s\n\n# next\n",
            'sources:\n  s: {title: S} # s\n  post: {title: "Rain: more", outlet: The Post}\n\n# next\n',
        ),
        (
            "sources:\n    s:\n        outlet: 'O'\n        title: 'S'\n\n    t:\n        title: 'T'\n",
            "sources:\n    s:\n        outlet: 'O'\n        title: 'S'\n\n    t:\n        title: 'T'\n"
            "\n    post:\n        outlet: 'The Post'\n        title: 'Rain: more'\n",
        ),
    ],
)
def test_a_source_goes_behind_the_last_one(before: str, after: str) -> None:
    new = add_events((before + TAIL).encode(), [EVENT], None, LISTED).new.decode()
    assert new == after + TAIL + "- id: new\n  title: New\n"


@pytest.mark.parametrize("rest", ["", "# the end\n"])
def test_where_there_are_no_events_yet_both_come_at_the_end(rest: str) -> None:
    new = add_events(f"title: T\n{rest}".encode(), [EVENT], None, LISTED).new.decode()
    listed = 'sources:\n  post:\n    title: "Rain: more"\n    outlet: The Post\n'
    assert new == f"title: T\nevents:\n  - id: new\n    title: New\n{listed}{rest}"


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("sources: &all {}\n", "anchor or a tag"),
        ("sources: [a]\n", "must be a mapping"),
        ("sources: ~\n", "must be a mapping"),
    ],
)
def test_what_is_not_safe_is_refused(before: str, says: str) -> None:
    with pytest.raises(CannotEdit, match=says) as refused:
        add_events((before + TAIL).encode(), [EVENT], None, LISTED)
    assert refused.value.line == 1


def test_what_is_wrong_with_a_new_source_is_told_with_its_field() -> None:
    before = Unedited(TAIL.encode(), "t")
    listed: Listed = {"sources": {"post": {"outlet": "The Post", "published": "no day"}}}
    edit = add_events(before.data, [EVENT], before.layout, listed)
    wrong = [one for one in judge(before, edit, ["new"]) if one.problem.severity == "error"]
    assert [(one.event, one.path) for one in wrong] == [(-1, ("sources", "post", "published"))]


def test_the_name_of_a_field_can_be_wrong_and_so_can_what_it_holds() -> None:
    before = Unedited(TAIL.encode(), "t")
    listed: Listed = {"sources": {"post": {"titel": "The Post", "published": "no day"}}}
    edit = add_events(before.data, [EVENT], before.layout, listed)
    wrong = [(one.path[-1], one.at_key) for one in judge(before, edit, ["new"]) if one.event == -1]
    assert ("titel", True) in wrong and ("published", False) in wrong


def test_what_is_wrong_with_a_source_that_comes_with_a_passage_is_told_with_its_field() -> None:
    before = Unedited(TAIL.encode(), "t")
    listed: Listed = {"sources": {"post": {"title": "The Post", "published": "no day"}}}
    edit = add_quote(before.data, 0, {"exact": "x", "source": "post"}, before.layout, listed)
    wrong = [one for one in judge(before, edit) if one.problem.severity == "error"]
    assert [(one.event, one.path) for one in wrong] == [(-1, ("sources", "post", "published"))]


def test_only_errors_are_in_the_way_of_an_addition() -> None:
    before = Unedited(TAIL.encode(), "t")
    edit = add_events(before.data, [{**EVENT, "date": "2024-13", "quotes": [{"exact": "x"}]}], before.layout)
    found = judge(before, edit, ["new"])
    assert {one.problem.severity for one in found} > {"error"}
    assert [one.path for one in gravest(found)] == [("date",)]
