"""`export`: what goes, where to, and what is said of what stays behind."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call
from timeline_tui.cli.asked import shipped
from timeline_tui.export.formats import FORMATS


@pytest.fixture(autouse=True)
def timeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in the folder that calls are made in."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "t.timeline.yaml"
    file.write_text(TIMELINE)
    return file


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_can_be_written_and_is_whole(call: Call, tmp_path: Path, name: str) -> None:
    said = call("export", "t.timeline.yaml", "--to", name, "--out", "out")
    assert (said.code, said.out) == (0, "")
    assert "wrote 6 events to out" in said.talk
    assert (tmp_path / "out").stat().st_size > 100
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".timeline-tui-")] == []


def test_the_ending_says_the_format_where_nobody_else_does(call: Call, tmp_path: Path) -> None:
    assert call("export", "t.timeline.yaml", "--out", "a.csv").code == 0
    assert (tmp_path / "a.csv").read_text().startswith("id,date,edtf,")
    said = call("export", "t.timeline.yaml", "--out", "a.txt")
    assert said.code == 2
    assert "--to with one of html, csv" in said.talk


@pytest.mark.parametrize("more", [(), ("--out", "-"), ("--style", "a.csl")])
def test_what_is_to_be_printed_needs_a_format(call: Call, more: tuple[str, ...]) -> None:
    said = call("export", "t.timeline.yaml", *more)
    assert (said.code, said.out) == (2, "")
    assert said.talk.startswith(
        "timeline-tui: nobody said in which format\n  try: --to with one of html, csv"
    )


def test_a_folder_is_told_where_no_format_is_named(call: Call, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    said = call("export", "t.timeline.yaml", "--out", "folder")
    assert said.code == 2
    assert "folder is a folder" in said.talk
    assert "--out folder/timeline.html" in said.talk


@pytest.mark.parametrize(
    ("name", "to", "told"),
    [
        ("a.html", "csv", "a.html is csv, whose files end in .csv, not .html"),
        ("a.json", "annotations", "a.json is annotations, whose files end in .jsonld, not .json"),
        ("a.json", "csl-json", ""),
        ("a.txt", "markdown", ""),
    ],
)
def test_a_name_that_says_another_format_is_told(call: Call, name: str, to: str, told: str) -> None:
    said = call("export", "t.timeline.yaml", "--to", to, "--out", name)
    assert said.code == 0
    assert told in said.talk
    assert ("whose files end in" in said.talk) == bool(told)


def test_what_a_query_shows_goes_with_what_it_names(call: Call) -> None:
    said = call("export", "t.timeline.yaml", "--to", "json", "--query", "shots")
    plain = json.loads(said.out)
    assert [event["id"] for event in plain["events"]] == ["shots"]
    assert list(plain["sources"]) == ["paper"]
    assert "names" not in plain
    assert "json does not hold what an event is part of, where that was not chosen: 1 (Shots)" in said.talk


def test_what_could_be_known_on_a_day(call: Call, timeline: Path) -> None:
    timeline.write_text(TIMELINE.replace("outlet: Paper}", "outlet: Paper, published: 2024-03-13}"))
    said = call("export", "t.timeline.yaml", "--to", "csv", "--as-of", "2024-03-13")
    rows = list(csv.DictReader(StringIO(said.out)))
    assert {row["source"] for row in rows} <= {"paper", ""}
    assert "hidden" in said.talk or "not yet known" in said.talk or "no date of report" in said.talk


def test_nothing_is_written_over_unless_that_is_asked_for(call: Call, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    said = call("export", "t.timeline.yaml", "--to", "csv", "--out", "out")
    assert said.code == 2
    assert "--replace" in said.talk
    assert (tmp_path / "out").read_text() == "mine"
    assert call("export", "t.timeline.yaml", "--to", "csv", "--out", "out", "--replace").code == 0
    assert (tmp_path / "out").read_text().startswith("id,date,edtf,")


@pytest.mark.parametrize("out", ["folder", "none/out.csv", "a\0b", "t.timeline.yaml"])
def test_where_nothing_can_be_written_it_says_what_to_do(call: Call, tmp_path: Path, out: str) -> None:
    (tmp_path / "folder").mkdir()
    said = call("export", "t.timeline.yaml", "--to", "csv", "--out", out)
    assert said.code == 2
    assert "--" in said.talk
    assert (tmp_path / "t.timeline.yaml").read_text() == TIMELINE


def test_the_timeline_is_never_written_over_by_what_is_made_of_it(call: Call, timeline: Path) -> None:
    said = call("export", "t.timeline.yaml", "--to", "csv", "--out", "t.timeline.yaml", "--replace")
    assert said.code == 2
    assert timeline.read_text() == TIMELINE


def test_a_style_of_citation_says_what_it_needs(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = call("export", "t.timeline.yaml", "--to", "html", "--style", "apa")
    assert (said.code, "--to markdown" in said.talk) == (2, True)
    said = call("export", "t.timeline.yaml", "--to", "markdown", "--style", "none.csl", "--out", "out")
    assert said.code == 2
    assert "there is no style of citation none.csl here" in said.talk
    (tmp_path / "a.csl").write_text("<style/>")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    said = call("export", "t.timeline.yaml", "--to", "markdown", "--style", "a.csl", "--out", "out")
    assert said.code == 2
    assert "a style of citation needs pandoc" in said.talk
    assert not (tmp_path / "out").exists()


def test_what_is_wrong_in_the_file_is_told(call: Call, timeline: Path) -> None:
    timeline.write_text(TIMELINE + "  - {title: [}\n")
    said = call("export", "t.timeline.yaml", "--to", "csv")
    assert said.code == 1
    assert "The raid" in said.out


def test_the_program_reads_what_it_wrote(call: Call) -> None:
    assert call("export", str(shipped()), "--to", "json", "--out", "again.json").code == 0
    checked = call("check", "again.json")
    assert (checked.code, checked.out) == (0, "")
    for first, again in (
        (call("list", str(shipped()), "--format", "json"), call("list", "again.json", "--format", "json")),
        (call("search", "Belgorod", str(shipped())), call("search", "Belgorod", "again.json")),
    ):
        assert first.out == again.out


def test_an_export_takes_along_neither_digests_nor_other_programs() -> None:
    program = (
        "import sys; from timeline_tui.cli import exporting; from timeline_tui.export import bibliography;"
        "print(sorted({'_hashlib', 'secrets', 'subprocess'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
