"""A folder of files opens as one timeline, and of these only the ones that changed are read again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.jobs.files import index_path
from timeline_tui.index.reader import Index
from timeline_tui.jobs import members as module
from timeline_tui.jobs.carried_over import patched
from timeline_tui.jobs.child import Build, NotMade
from timeline_tui.jobs.fresh import fresh
from timeline_tui.jobs.members import members, members_now, stamp_of
from timeline_tui.load.chunks import in_turn
from timeline_tui.load.folder import Together
from timeline_tui.problems.reports import picture
from timeline_tui.system import is_folder

SHARED = """\
title: Raids
sources:
  paper: {title: A headline, text: texts/paper.txt}
names:
  town: {kind: place, name: Tyotkino, also: [Tetkino, Teotkino]}
"""
MARCH = """\
title: March
events:
  - id: crossing
    date: 2024-03-12
    title: They cross
    names: [town]
    part_of: raid
    quotes:
      - {exact: They crossed at Tetkino., source: paper, speaker: town, dispute: taken, position: "yes"}
"""
MAY = """\
sources:
  radio: {title: On air, derived_from: paper}
events:
  - id: raid
    date: 2024-05
    title: The raid
    disputes: {taken: Was it taken?}
    quotes:
      - {exact: They left Tiotkino., source: radio, speaker: town}
"""


def folder(tmp_path: Path, **texts: str) -> Path:
    """A folder with these files; two underscores stand for a folder below."""
    place = tmp_path / "raids"
    for name, text in texts.items():
        file = place / (name.replace("__", "/") + ".timeline.yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    place.mkdir(exist_ok=True)
    return place


@pytest.fixture
def opens() -> Iterator[list[str]]:
    """The files that this process opens."""
    seen: list[str] = []

    def hear(event: str, told: tuple[object, ...]) -> None:
        if event == "open" and listening:
            seen.append(str(told[0]))

    # A hook stays until the process ends.
    listening = [True]
    sys.addaudithook(hear)
    yield seen
    listening.clear()


def opened(place: Path) -> Index:
    return Build(place, name="raids").wait()


def found(index: Index) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.place.file, problem.place.line) for problem in index.problems()]


def test_what_one_file_leaves_open_stands_in_another(tmp_path: Path) -> None:
    index = opened(folder(tmp_path, a=SHARED, b=MARCH, sub__c=MAY))
    assert index.about.title == "Raids"
    assert [(row.id, row.depth) for row in index.rows(0, 9)] == [("raid", 0), ("crossing", 1)]
    assert index.families() == {"paper": "paper", "radio": "paper"}
    assert index.rows(0, 1)[0].disputes == 1
    assert index.naming.ranks(["town"], 0, 9) == [0, 1]
    assert found(index) == [
        ("unused-spelling", "a.timeline.yaml", 5),
        ("near-spelling", "sub/c.timeline.yaml", 9),
    ]
    assert "Teotkino" in index.problems()[0].message


def test_only_the_file_that_changed_is_read(tmp_path: Path, opens: list[str]) -> None:
    place = folder(tmp_path, a=SHARED, b=MARCH, sub__c=MAY)
    old = opened(place).path
    folder(tmp_path, b=MARCH.replace("They cross\n", "They crossed\n"))
    assert fresh(place) is None
    del opens[:]
    assert patched(old, place, stamp_of(place), tmp_path) == old
    assert [Path(name).name for name in opens if name.endswith(".yaml")] == ["b.timeline.yaml"]
    with closing(Index.open(old)) as index:
        assert [row.title for row in index.rows(0, 9)] == ["The raid", "They crossed"]


def test_files_that_come_and_go_are_seen(tmp_path: Path) -> None:
    place = folder(tmp_path, a=SHARED, b=MARCH, sub__c=MAY)
    opened(place)
    assert fresh(place) is not None
    (place / "b.timeline.yaml").unlink()
    assert fresh(place) is None
    assert opened(place).about.events == 1
    folder(tmp_path, sub__deep__d="events:\n- {id: late, title: Late}\n")
    assert fresh(place) is None
    assert opened(place).about.events == 2
    (place / "a.timeline.yaml").rename(place / "z.timeline.yaml")
    assert fresh(place) is None


def test_equal_sources_and_names_must_agree(tmp_path: Path) -> None:
    same = "sources: {paper: {title: A headline}}\nevents: []\n"
    other = "sources: {paper: {title: Another}}\nevents:\n- {id: e, title: t}\n"
    index = opened(folder(tmp_path, a=same, b=same, c=other))
    (problem,) = index.problems()
    assert (problem.code, problem.place.file) == ("equal-ids", "c.timeline.yaml")
    assert problem.related[0].place.file == "a.timeline.yaml"
    assert index.sources()["paper"].title == "A headline"
    shown = picture(index.problems("raids/")[0])
    assert "raids/c.timeline.yaml:1:11" in shown
    assert "raids/a.timeline.yaml:1:11" in shown


def test_equal_events_and_disputes_are_told_with_both_places(tmp_path: Path) -> None:
    text = "events:\n- id: same\n  title: T\n  disputes: {d: Who?}\n"
    index = opened(folder(tmp_path, a=text, b="# second\n" + text))
    assert [row.id for row in index.rows(0, 9)] == ["same", "same-2"]
    assert found(index) == [("equal-ids", "b.timeline.yaml", 3), ("equal-ids", "b.timeline.yaml", 5)]
    assert [problem.related[0].place.line for problem in index.problems()] == [2, 4]


def test_what_is_nowhere_is_told_with_its_file(tmp_path: Path) -> None:
    lost = (
        "events:\n- {id: a, title: t, part_of: nowhere, names: [twon], quotes: [{exact: x, source: papre}]}\n"
    )
    index = opened(folder(tmp_path, a=SHARED, b=lost))
    assert {code for code, file, _ in found(index) if file == "b.timeline.yaml"} == {
        "unknown-event",
        "unknown-name",
        "unknown-source",
    }
    hints = [problem.hint for problem in index.problems() if problem.code == "unknown-source"]
    assert hints == ["try: paper, listed in a.timeline.yaml:3"]


def test_one_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    place = folder(tmp_path, a=SHARED, b=MARCH, bad="events:\n  - title: a: b\n", worse="\x00\x01" * 3000)
    (place / "gone.timeline.yaml").touch()
    index = opened(place)
    assert [row.id for row in index.rows(0, 9)] == ["crossing"]
    codes = [(code, file) for code, file, _ in found(index)]
    assert codes == [
        ("unquoted-colon", "bad.timeline.yaml"),
        ("empty-file", "gone.timeline.yaml"),
        ("not-text", "worse.timeline.yaml"),
    ]


def test_a_loop_through_two_files_is_broken(tmp_path: Path) -> None:
    one = "events:\n- {id: a, title: t, part_of: b}\n"
    two = "events:\n- {id: b, title: t, part_of: a}\n"
    index = opened(folder(tmp_path, a=one, b=two))
    assert [code for code, _, _ in found(index)] == ["part-of-loop"]
    assert sorted(row.depth for row in index.rows(0, 9)) == [0, 1]


@pytest.mark.parametrize("what", ["empty", "others", "broken"])
def test_a_folder_with_nothing_to_read_is_refused_kindly(tmp_path: Path, what: str) -> None:
    place = folder(tmp_path, **({"a": "- a\n"} if what == "broken" else {}))
    if what == "others":
        (place / "notes.yaml").write_text(MARCH)
    with pytest.raises(NotMade) as caught:
        opened(place)
    failed = caught.value.failed
    wanted = "none of its files can be read" if what == "broken" else "there is no timeline in this folder"
    assert failed.sentence == wanted
    assert failed.problems[0].place.file == ("raids/a.timeline.yaml" if what == "broken" else "raids")


def test_links_and_hidden_things_are_left_alone(tmp_path: Path) -> None:
    place = folder(tmp_path, b=MARCH, a=SHARED)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.timeline.yaml").write_text(MAY)
    (place / "link").symlink_to(outside)
    (place / "link.timeline.yaml").symlink_to(outside / "x.timeline.yaml")
    (place / "round").symlink_to(place)
    (place / ".git").mkdir()
    (place / ".git" / "y.timeline.yaml").write_text(MAY)
    (place / ".#b.timeline.yaml").write_text(MAY)
    os.mkfifo(place / "pipe.timeline.yaml")
    assert [member.name for member in members(place)] == ["a.timeline.yaml", "b.timeline.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="who may do all is refused nothing")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    place = folder(tmp_path, a=SHARED, b=MARCH)
    closed = place / "closed"
    closed.mkdir(mode=0o000)
    index = opened(place)
    assert [(code, file) for code, file, _ in found(index)] == [("no-permission", "closed")]
    place.chmod(0o000)
    with pytest.raises(NotMade, match="this folder cannot be read"):
        Build(place, name="all").wait()
    place.chmod(0o700)
    closed.chmod(0o700)


def test_a_folder_that_cannot_be_read_stands_for_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "open.timeline.yaml").touch()
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path == closed:
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [member.name for member in members(tmp_path)] == ["closed", "open.timeline.yaml"]
    with pytest.raises(PermissionError):
        members(closed)


def test_a_file_is_found_however_deep_it_lies(tmp_path: Path) -> None:
    place = folder(tmp_path, a=SHARED, **{"__".join(["d"] * 40): MARCH})
    assert [member.name for member in members(place)][1] == "d/" * 39 + "d.timeline.yaml"
    assert opened(place).about.events == 1


def test_of_too_many_files_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder(tmp_path, a=SHARED, b=MARCH, c=MAY, d=MAY)
    monkeypatch.setattr(module, "MOST_FILES", 2)
    assert [member.name for member in members(place)] == [f"{name}.timeline.yaml" for name in "abc"]
    reading = Together(place, [(one.path, one.name) for one in members(place)], 2)
    assert len(list(reading.staged(lambda _: lambda _: (), in_turn))) == 1
    (problem,) = reading.problems
    assert (problem.code, problem.place.file, problem.ends) == ("too-many-files", "c.timeline.yaml", True)
    assert not reading.closed, "what is missing may stand in a file that was not read"


def test_the_text_of_a_source_is_looked_for_from_its_own_file(tmp_path: Path) -> None:
    index = opened(folder(tmp_path, a="events: []\n", sub__deep__b=SHARED))
    assert index.sources()["paper"].text == "sub/deep/texts/paper.txt"


def test_a_folder_as_it_could_be_known_on_a_day(tmp_path: Path) -> None:
    place = folder(tmp_path, a=SHARED.replace("title: A h", "published: 2024-03-13, title: A h"), b=MARCH)
    assert Build(place, as_of=800_000).wait().about.events == 1


PIECES = [
    "sources: {paper: {title: A headline}}\n",
    "sources: {paper: {title: Another}}\nnames: {town: {name: Tyotkino, also: [Tetkino]}}\n",
    "names: {man: {name: Somebody, within: town}}\n",
    "title: T\n",
]
EVENTS = [
    "- {id: a, title: They cross}\n",
    "- {title: At Tetkino, part_of: a}\n",
    "- {id: b, title: Tiotkino, names: [town], quotes: [{exact: Tiotkino, source: paper, speaker: town}]}\n",
    "- {id: c, title: t, names: [man, nobody], part_of: b, disputes: {d: Who?}}\n",
    "- {id: e, date: 2023, title: t, quotes: [{exact: x, source: nowhere, dispute: d, position: p}]}\n",
    "- {date: 2023-13, title: t}\n",
]
files = st.builds(
    lambda head, events: "".join(head) + ("events:\n" + "".join(events) if events else ""),
    st.lists(st.sampled_from(PIECES), max_size=2, unique=True),
    st.lists(st.sampled_from(EVENTS), max_size=5, unique=True),
)


@examples(0.5)
@given(st.lists(files.filter(bool), min_size=1, max_size=4), files.filter(bool), st.data())
def test_what_was_kept_gives_what_reading_all_gives(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], changed: str, data: st.DataObject
) -> None:
    """A folder of which one file changed is the same as one that is read for the first time."""
    place = folder(tmp_path_factory.mktemp("f"), **{f"f{at}": text for at, text in enumerate(texts)})
    attempted(place)
    (place / f"f{data.draw(st.integers(0, len(texts) - 1))}.timeline.yaml").write_text(changed)
    again = attempted(place)
    index_path(place).unlink(missing_ok=True)
    assert again == attempted(place)


def attempted(place: Path) -> object:
    """All that is answered of a folder, or why nothing is."""
    try:
        index = opened(place)
    except NotMade as error:
        return error.failed
    events = index.events(0, index.about.events)
    said = index.sources(), index.names(), index.problems(), index.more_problems
    return index.about, index.rows(0, 99), events, *said


def test_what_cannot_be_looked_at_is_no_folder_and_holds_no_files(tmp_path: Path) -> None:
    beyond = tmp_path / ("x" * 300)
    assert not is_folder(beyond)
    assert members_now(beyond) == []
    assert is_folder(tmp_path)
