"""An edit made ready: on the file as it is now, proven and judged, and not saved yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.edit import reading
from tests.jobs.files import index_path
from tests.jobs.patching import event, read, written
from timeline_tui.edit.preparation import Addition, Prepared, prepare
from timeline_tui.edit.proof import Unedited
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.model.timeline import Event, Quote

TEXT = """\
sources:
  paper: {title: The Paper}
events:
  - id: a
    date: 2024-03-12
    title: The raid
    quotes:
      - exact: He said so.
        source: paper
  - title: No id
    date: 2024-03-14
"""
RAID = Event(
    id="a", date="2024-03-12", title="The raid", quotes=(Quote(exact="He said so.", source="paper"),)
)
NO_ID = Event(id="2024-03-14-no-id", date="2024-03-14", title="No id")
SAID = {"exact": "She did, too.", "source": "paper"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.timeline.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def ready(file: Path, fields: dict[str, Any], **more: Any) -> Prepared:  # noqa: ANN401
    wanted = Addition(file, "some.timeline.yaml", fields, **more)
    found = prepare(wanted)
    assert found.wanted == wanted
    assert found.edit.old == found.version.data == file.read_bytes()
    return found


def told(found: Prepared) -> list[tuple[str, int, tuple[str | int, ...]]]:
    return [(one.problem.code, one.event, one.path) for one in found.found]


def test_an_event_stands_where_its_line_says_and_nothing_is_saved(file: Path) -> None:
    found = ready(file, {"title": "Between", "date": "2024-03-13"})
    assert file.read_text("utf-8") == TEXT
    new = ["  - id: 2024-03-13-between", "    date: 2024-03-13", "    title: Between"]
    lines = TEXT.splitlines()
    assert found.edit.new.decode().splitlines() == [*lines[:9], *new, *lines[9:]]
    assert (found.key, found.line, found.lines) == ("2024-03-13-between", 10, list(enumerate(new, 10)))
    assert found.found == []


def test_an_event_gets_no_id_that_is_taken(file: Path) -> None:
    fields = {"title": "No id", "date": "2024-03-14"}
    assert ready(file, fields).key == "2024-03-14-no-id-2"
    others = frozenset({"2024-03-14-no-id-2", "2024-03-14-no-id-3"})
    assert ready(file, fields, taken=others).key == "2024-03-14-no-id-4"
    assert ready(file, {**fields, "id": "own"}).key == "own"


def test_an_id_that_another_event_would_lose_is_not_given(file: Path) -> None:
    with pytest.raises(CannotEdit, match="other events would be read otherwise"):
        ready(file, {"title": "New", "id": "2024-03-14-no-id"})


def test_each_step_is_told(file: Path) -> None:
    steps: list[str] = []
    prepare(Addition(file, "some", {"title": "New"}), steps.append)
    assert [step[:7] for step in steps] == ["1 of 3,", "2 of 3,", "3 of 3,"]


def test_what_is_wrong_with_what_is_added_is_told_with_its_field(file: Path) -> None:
    found = ready(file, {"title": "New", "date": "2024-13", "quotes": [{**SAID, "source": "papre"}]})
    assert told(found) == [("bad-date", 0, ("date",)), ("unknown-source", 0, ("quotes", 0, "source"))]
    assert {one.problem.place.file for one in found.found} == {"some.timeline.yaml"}
    found = ready(file, {**SAID, "source": "papre"}, event=RAID)
    assert told(found) == [("unknown-source", 0, ("quotes", 1, "source"))]


def test_what_stands_in_another_file_of_the_timeline_is_not_missed(file: Path) -> None:
    fields = {"title": "New", "quotes": [{**SAID, "source": "elsewhere"}]}
    assert told(ready(file, fields)) == [("unknown-source", 0, ("quotes", 0, "source"))]
    assert told(ready(file, fields, alone=False)) == []


def test_a_source_goes_in_with_the_event_that_speaks_of_it(file: Path) -> None:
    fields = {"title": "New", "quotes": [{**SAID, "source": "post"}]}
    found = ready(file, fields, listed={"sources": {"post": {"title": "The Post"}}})
    assert told(found) == []
    assert reading.whole(found.edit.new)["sources"] == {
        "paper": {"title": "The Paper"},
        "post": {"title": "The Post"},
    }


@pytest.mark.parametrize(("to", "at"), [(RAID, 0), (NO_ID, 1)])
def test_a_passage_goes_to_its_event_and_to_no_other(file: Path, to: Event, at: int) -> None:
    found = ready(file, dict(SAID), event=to)
    events, before = reading.items_of(found.edit.new), reading.items_of(found.edit.old)
    assert (found.key, told(found)) == (to.id, [])
    assert events[at] == {**before[at], "quotes": [*before[at].get("quotes", []), SAID]}
    assert events[1 - at] == before[1 - at]


def test_a_passage_with_a_new_source_brings_it(file: Path) -> None:
    listed = {"sources": {"post": {"title": "The Post"}}}
    found = ready(file, {**SAID, "source": "post"}, event=RAID, listed=listed)
    assert told(found) == []
    assert "post" in reading.whole(found.edit.new)["sources"]


def test_a_passage_that_is_there_gets_other_words_and_keeps_the_rest(file: Path) -> None:
    found = ready(file, {"exact": "He said otherwise."}, event=RAID, passage=0)
    assert found.edit.new == TEXT.replace("He said so.", "He said otherwise.").encode()
    assert (found.key, found.lines) == ("a", [(8, "      - exact: He said otherwise.")])


def test_an_event_that_is_gone_or_stands_twice_gets_nothing(file: Path) -> None:
    with pytest.raises(CannotEdit, match="not in the file any more") as refused:
        ready(file, dict(SAID), event=Event(id="b", title="Gone"))
    assert refused.value.hint
    file.write_text(f"{TEXT}  - title: No id\n    date: 2024-03-14\n", encoding="utf-8")
    with pytest.raises(CannotEdit, match="cannot be told apart") as refused:
        ready(file, dict(SAID), event=NO_ID)
    assert refused.value.line == 12


EVENTS = [event(number) for number in range(28)]
FIFTH = Event(
    id="e5",
    title="Event 5",
    date="2024-03-06",
    quotes=(Quote(exact="Residents of Tetkino said so.", source="paper"),),
)


@pytest.mark.parametrize(
    "more",
    [
        {"fields": {"title": "New", "date": "2024-03-06"}},
        {"fields": {"title": "New", "date": "2024-03-06"}, "taken": frozenset({"2024-03-06-new"})},
        {"fields": {"title": "New", "id": "own"}},
        {"fields": dict(SAID), "event": FIFTH},
        {"fields": {"exact": "They did."}, "event": FIFTH, "passage": 0},
    ],
)
def test_with_an_index_it_is_what_it_is_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any]
) -> None:
    file = written(tmp_path, *EVENTS)
    monkeypatch.setattr("timeline_tui.edit.preparation.CHUNK", 700)
    without = ready(file, **more)
    read(file, index_path(file))
    with monkeypatch.context() as only:
        # The whole file is not looked at.
        only.setattr(Unedited, "layout", None)
        found = ready(file, **more)
    assert (found.key, found.line, found.lines) == (without.key, without.line, without.lines)
    assert (found.edit.new, found.found) == (without.edit.new, without.found)


def test_what_an_index_cannot_tell_of_goes_in_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, *EVENTS)
    monkeypatch.setattr("timeline_tui.edit.preparation.CHUNK", 700)
    read(file, index_path(file))
    fields = {"title": "New", "quotes": [{**SAID, "source": "post"}]}
    found = ready(file, fields, listed={"sources": {"post": {"title": "The Post"}}})
    assert reading.whole(found.edit.new)["sources"]["post"] == {"title": "The Post"}
    wrong = ready(file, fields)
    assert told(wrong) == [("unknown-source", 0, ("quotes", 0, "source"))]
