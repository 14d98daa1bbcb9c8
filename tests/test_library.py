"""What `import timeline_tui` gives: a timeline that is loaded, and what a query finds in it."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import timeline_tui
from timeline_tui.cli.main import main

PROJECT = Path(__file__).parents[1]
RAIDS = PROJECT / "data" / "raids.timeline.yaml"
BROKEN = """\
title: Half of it
sources: {paper: {title: Told, outlet: Paper}, copy: {derived_from: paper}}
events:
  - {id: later, date: 2024-05, title: Later}
  - {id: sound, date: 2024-03-12, title: Sound, quotes: [{exact: It fell., source: paper}]}
  - {date: 2024-03-13}
  - {id: nowhere, title: No date, date: in May or so}
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "half.timeline.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_holds_what_the_file_says() -> None:
    timeline = timeline_tui.load(RAIDS)
    assert timeline.title == "Raids across Russia's border, 2023 to 2024"
    assert len(timeline.events) == 41
    assert timeline.names["tyotkino"].name == "Tyotkino"
    assert len(set(timeline.families.values())) < len(timeline.sources) == 5
    assert timeline.tours["four-raids"].steps[0].event == "first-entry"
    assert timeline.problems == ()
    (found,) = [event for event in timeline.events if event.id == "tyotkino"]
    assert timeline.days_of(found) == ("2024-03-12", "2024-03-12")


@pytest.mark.parametrize(
    "query",
    ["", "drone", '"oil refinery"', "name:Tetkino", "in:2024-03 -is:single-source", "refin* OR tag:fighting"],
)
def test_a_query_finds_what_the_command_finds(query: str, capfd: pytest.CaptureFixture[str]) -> None:
    found = timeline_tui.search(timeline_tui.load(RAIDS), query)
    assert main(["search", query, str(RAIDS), "--format", "json"]) == 0
    printed = json.loads(capfd.readouterr().out)
    assert [event.id for event in found] == [record["id"] for record in printed]
    assert [event.title for event in found] == [record["title"] for record in printed]
    assert printed


def test_a_broken_file_gives_its_sound_events_and_its_problems(broken: Path) -> None:
    timeline = timeline_tui.load(str(broken))
    assert [event.id for event in timeline.events] == ["sound", "later", "nowhere"]
    assert [timeline.days_of(event) for event in timeline.events] == [
        ("2024-03-12", "2024-03-12"),
        ("2024-05-01", "2024-05-31"),
        (None, None),
    ]
    errors = [problem for problem in timeline.problems if problem.severity == "error"]
    assert {problem.place.line for problem in errors} >= {6}
    assert {problem.place.file for problem in errors} == {str(broken)}


def test_events_are_a_sequence(broken: Path) -> None:
    events = timeline_tui.load(broken).events
    assert [event.id for event in events[::-1]] == ["nowhere", "later", "sound"]
    assert [event.id for event in events[1:2]] == ["later"]
    assert events[-1].id == "nowhere"
    assert events[0] in events
    assert (len(events[5:]), list(events[5:])) == (0, [])
    with pytest.raises(IndexError):
        events[3]


def test_nothing_is_left_behind(broken: Path, kept: Path) -> None:
    timeline = timeline_tui.load(broken)
    events = timeline_tui.search(timeline, "sound")
    del timeline
    gc.collect()
    assert [event.id for event in events] == ["sound"]
    assert [*kept.iterdir()]
    del events
    gc.collect()
    assert [*kept.iterdir()] == []
    assert [path.name for path in broken.parent.iterdir() if path != kept] == [broken.name]


def test_nothing_is_left_behind_by_a_program_that_ends(broken: Path, kept: Path) -> None:
    script = f"import timeline_tui; print(timeline_tui.load({str(broken)!r}).events)"
    told = _run(script, TMPDIR=str(kept))
    assert (told, [*kept.iterdir()]) == ("<3 events>\n", [])


def test_nothing_is_left_behind_where_nothing_can_be_read(tmp_path: Path, kept: Path) -> None:
    with pytest.raises(timeline_tui.TimelineError):
        timeline_tui.load(tmp_path / "nowhere.timeline.yaml")
    assert [*kept.iterdir()] == []


def test_a_copy_of_the_process_takes_nothing_away(broken: Path) -> None:
    script = f"""
import os, timeline_tui
timeline = timeline_tui.load({str(broken)!r})
child = os.fork()
if not child:
    assert len(timeline_tui.search(timeline, "sound")) == 1
    raise SystemExit
os.waitpid(child, 0)
print([event.id for event in timeline.events])
"""
    assert _run(script) == "['sound', 'later', 'nowhere']\n"


def test_what_changed_since_a_revision_is_found(broken: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for call in (["init", "-q"], ["add", broken.name], [*who, "commit", "-q", "-m", "Begin the timeline"]):
        subprocess.run(["git", *call], cwd=broken.parent, check=True)
    broken.write_text(BROKEN.replace("title: Sound", "title: As sound as ever"), encoding="utf-8")
    timeline = timeline_tui.load(broken)
    assert [event.id for event in timeline_tui.search(timeline, "since:HEAD")] == ["sound"]
    with pytest.raises(timeline_tui.TimelineError, match="there is no revision nowhere; try:"):
        timeline_tui.search(timeline, "since:nowhere")


def test_several_threads_ask_at_once() -> None:
    timeline = timeline_tui.load(RAIDS)
    queries = ["drone", "name:Tetkino", "is:disputed", "shell"] * 8
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda query: [event.id for event in timeline_tui.search(timeline, query)], queries)
    assert [*found] == [[event.id for event in timeline_tui.search(timeline, query)] for query in queries]


def test_it_stays_as_the_file_was(broken: Path) -> None:
    timeline = timeline_tui.load(broken)
    broken.write_text("events: [{title: Another}]", encoding="utf-8")
    assert [event.id for event in timeline_tui.search(timeline, "sound")] == ["sound"]
    broken.unlink()
    assert timeline.events[0].title == "Sound"


def test_a_folder_is_one_timeline(broken: Path) -> None:
    (broken.parent / "more.timeline.yaml").write_text("events: [{id: more, title: More}]", encoding="utf-8")
    timeline = timeline_tui.load(broken.parent)
    assert {event.id for event in timeline.events} == {"sound", "later", "nowhere", "more"}


def test_passages_are_compared_where_their_texts_are_named(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "paper.txt").write_text("The bridge fell at night.", encoding="utf-8")
    path = tmp_path / "x.timeline.yaml"
    passages = "[{exact: The bridge fell at noon., source: paper}]"
    path.write_text(
        f"sources: {{paper: {{text: paper.txt}}}}\nevents: [{{id: wrong, title: W, quotes: {passages}}}]\n",
        encoding="utf-8",
    )
    compared = timeline_tui.load(path, texts=[tmp_path / "shelf"])
    assert [event.id for event in timeline_tui.search(compared, "is:altered")] == ["wrong"]
    assert len(timeline_tui.search(compared, "is:cut")) == 0
    with pytest.raises(timeline_tui.TimelineError, match=r"compared with texts; try: load\(path, texts="):
        timeline_tui.search(timeline_tui.load(path), "is:altered")
    with pytest.raises(timeline_tui.TimelineError, match="is no folder that can be read"):
        timeline_tui.load(path, texts=[tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere.timeline.yaml", "nowhere.timeline.yaml: there is no such file; try: look at how"),
        ("", "a file has a name; try: the path of a timeline"),
        ("a\0b", "a file has a name"),
        (os.devnull, "this is neither a file nor a folder; try: save what it gives as a file"),
        ("empty", "empty: there is no timeline in this folder; try: save one in it"),
    ],
)
def test_what_cannot_be_read_says_what_to_try(
    path: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    with pytest.raises(timeline_tui.TimelineError) as told:
        timeline_tui.load(path)
    assert str(told.value).removeprefix(f"{path}: ").startswith(said.removeprefix(f"{path}: "))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nam:x", "there is no nam: to narrow by (from character 1 of 'nam:x'); try: name:"),
        ("a before:foo", 'before: "foo" is not a date (from character 3 of'),
    ],
)
def test_a_query_that_is_none_says_where_and_what_to_try(broken: Path, query: str, said: str) -> None:
    with pytest.raises(timeline_tui.TimelineError, match=re.escape(said)) as told:
        timeline_tui.search(timeline_tui.load(broken), query)
    assert told.value.hint


def test_a_path_of_bytes_is_no_path(broken: Path) -> None:
    with pytest.raises(TypeError, match="the path of a timeline is text"):
        timeline_tui.load(os.fsencode(broken))  # type: ignore[arg-type]


def test_nothing_else_is_public() -> None:
    assert {name for name in dir(timeline_tui) if not name.startswith("_")} == {*timeline_tui.__all__}
    assert all(getattr(timeline_tui, name) is not None for name in timeline_tui.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        timeline_tui.nothing  # type: ignore[attr-defined]  # noqa: B018 - to ask is what is tried


def test_a_room_of_the_program_does_not_take_the_place_of_what_is_public() -> None:
    script = "import timeline_tui, timeline_tui.load.stream_reading; print(timeline_tui.load.__module__)"
    assert _run(script) == "timeline_tui.library\n"


def test_to_import_it_imports_nothing_else() -> None:
    script = "import sys, timeline_tui; print(*sorted(name for name in sys.modules if 'timeline' in name))"
    assert _run(script).split() == ["timeline_tui", "timeline_tui.version"]


def test_what_the_page_shows_runs(tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "scripts.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "my.timeline.yaml").write_bytes(RAIDS.read_bytes())
    told = _run(script, cwd=tmp_path)
    assert told.startswith("Raids across Russia's border, 2023 to 2024 41\n2024-03-11 Overnight drones")


def test_the_page_names_all_that_is_public() -> None:
    page = (PROJECT / "docs" / "scripts.md").read_text(encoding="utf-8")
    assert [name for name in timeline_tui.__all__ if not re.search(rf"`{name}[`(]", page)] == []


def _run(script: str, cwd: Path | None = None, **surroundings: str) -> str:
    command = [sys.executable, "-c", script]
    environment = {**os.environ, **surroundings}
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
