"""`import` brings in all or nothing, adds only new bytes, and says what became of every row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TABLE = """\
When,Headline,Where,Link,Status
12 March 2024,The ice breaks,Old Mill,https://example.org/a,verified
after the thaw,The flood comes,old mill,https://example.org/a,open
,,,,lost
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A spreadsheet with a row that cannot come in."""
    path = tmp_path / "winter.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_new_timeline_is_written_and_accounted_for(call: Call, table: Path) -> None:
    target = table.with_name("winter.timeline.yaml")
    said = call("import", table, "--out", target)
    assert said.code == 1
    assert "came in     2 rows: 2 events, 1 source, 1 name" in said.talk
    assert "1 event under no date" in said.talk
    assert "old mill → Old Mill (3)" in said.talk
    assert "left out    1: a row has no title, nor a text to make one of\n              lost (4)" in said.talk
    listed = json.loads(call("list", target, "--format", "json").out)
    assert [(event["title"], event["date"]) for event in listed] == [
        ("The ice breaks", "2024-03-12"),
        ("The flood comes", None),
    ]
    assert listed[1]["misdated"] == "after the thaw"


def test_nothing_is_written_over(call: Call, table: Path, file: Path) -> None:
    before = file.read_bytes()
    said = call("import", table, "--out", file)
    assert (said.code, file.read_bytes()) == (2, before)
    assert "nothing is written over" in said.talk
    assert sorted(path.name for path in table.parent.iterdir()) == ["small.timeline.yaml", "winter.csv"]


def test_only_new_bytes_are_added_to_a_timeline(call: Call, table: Path, file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    assert call("import", table, "--into", file).code == 1
    after = file.read_text(encoding="utf-8")
    rest = iter(after.splitlines())
    assert all(line in rest for line in before.splitlines())
    assert call("check", file).out.count("error") == 1


def test_the_same_file_twice_adds_nothing(call: Call, table: Path, file: Path) -> None:
    call("import", table, "--into", file)
    after = file.read_bytes()
    said = call("import", table, "--into", file)
    assert file.read_bytes() == after
    assert "was there   2 rows" in said.talk
    assert "changed" not in said.talk


def test_an_event_that_was_edited_since_is_not_added_again(call: Call, table: Path, file: Path) -> None:
    call("import", table, "--into", file)
    edited = file.read_text(encoding="utf-8").replace("The ice breaks", "The ice breaks at last")
    file.write_text(edited, encoding="utf-8")
    call("import", table, "--into", file)
    assert file.read_text(encoding="utf-8") == edited


def test_names_of_the_timeline_are_matched(call: Call, table: Path, file: Path) -> None:
    table.write_text("title,person\nA,the mayor\n", encoding="utf-8")
    call("import", table, "--into", file)
    assert "names: [mayor]" in file.read_text(encoding="utf-8")


def test_a_row_of_an_id_that_says_something_else_is_left_out(call: Call, table: Path, file: Path) -> None:
    table.write_text("id,title\nraid,Another\n", encoding="utf-8")
    before = file.read_bytes()
    said = call("import", table, "--into", file)
    assert (said.code, file.read_bytes()) == (1, before)
    assert "has an event of this id that says something else" in said.talk


def test_a_look_writes_nothing_and_shows_what_each_column_is(call: Call, table: Path) -> None:
    said = call("import", table, "--dry-run")
    assert said.out.splitlines()[1:4] == [
        "  column    is      cells  such as",
        "  When      date        2  12 March 2024 | after the thaw",
        "  Headline  title       2  The ice breaks | The flood comes",
    ]
    assert [path.name for path in table.parent.iterdir()] == ["winter.csv"]


def test_the_order_of_day_and_month_is_asked_for(call: Call, table: Path) -> None:
    table.write_text("date,title\n03/04/2024,A\n", encoding="utf-8")
    target = table.with_name("a.timeline.yaml")
    said = call("import", table, "--out", target)
    assert (said.code, target.exists()) == (2, False)
    assert "does not show whether 03/04/2024 has the day or the month first" in said.talk
    assert "try: --day-first or --month-first" in said.talk
    assert call("import", table, "--out", target, "--month-first").code == 0
    assert "2024-03-04" in target.read_text(encoding="utf-8")


def test_the_account_comes_as_json(call: Call, table: Path) -> None:
    said = call("import", table, "--dry-run", "--format", "json")
    (account,) = json.loads(said.out)
    assert (account["rows"], account["events"], account["undated"]) == (3, 2, 1)
    assert account["files"][0]["columns"]["Where"] == "place"
    assert account["left_out"][0]["count"] == 1


def test_a_table_comes_through_a_pipe(call: Call, table: Path) -> None:
    said = call("import", "-", "--dry-run", stdin="date,title\n2024,A\n")
    assert "came in     1 row: 1 event" in said.talk
    assert said.code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "say where it goes"),
        (["--into", "a", "--out", "b"], "it goes into one timeline, new or not"),
        (["--dry-run", "--map", "When"], "what a column is, an equals sign, and its header"),
        (["--dry-run", "--map", "dat=When"], "what a column is, an equals sign, and its header"),
        (["--dry-run", "--map", "date=Wen"], "has no column Wen"),
        (["--dry-run", "--encoding", "klingon"], "nobody knows the encoding klingon"),
        (["--into", "none.yaml"], "none.yaml: there is no such file"),
    ],
)
def test_a_call_that_cannot_be_followed_is_refused(
    call: Call, table: Path, arguments: list[str], sentence: str
) -> None:
    said = call("import", table, *arguments)
    assert said.code == 2
    assert sentence in said.talk


def test_controls_reach_no_terminal(call: Call, table: Path) -> None:
    table.write_text("title,\x1b]52;c;x\x07\nA\x1b[2J,b\n", encoding="utf-8")
    said = call("import", table, "--dry-run")
    assert "\x1b" not in said.out + said.talk


def test_the_account_of_a_folder_comes_as_json(call: Call, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "a.md").write_text("---\ndate: 2024\n---\n# Ice\n", encoding="utf-8")
    (account,) = json.loads(call("import", tmp_path / "all", "--dry-run", "--format", "json").out)
    assert (account["events"], account["files"][0]["encoding"]) == (1, None)


@pytest.fixture
def folder(tmp_path: Path, file: Path) -> Path:
    """A folder of files that is one timeline; the first lists the place that the table names."""
    found = tmp_path / "files"
    found.mkdir()
    place = "names:\n  mill: {kind: place, name: Old Mill}\nevents:\n- {id: a, date: 2023, title: A}\n"
    (found / "a.timeline.yaml").write_text(place, encoding="utf-8")
    (found / "b.timeline.yaml").write_text("events:\n- {id: b, title: B, names: [mill]}\n", encoding="utf-8")
    return found


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_what_goes_into_a_folder_goes_into_a_file_of_its_own(call: Call, table: Path, folder: Path) -> None:
    before = _texts(folder)
    looked = call("import", table, "--into", folder, "--dry-run")
    assert f"would write {folder / 'winter.timeline.yaml'}" in looked.talk and _texts(folder) == before
    said = call("import", table, "--into", folder)
    assert f"wrote {folder / 'winter.timeline.yaml'}, one of the files of {folder}" in said.talk
    after = _texts(folder)
    assert {name: after[name] for name in before} == before
    assert (
        "names: [mill]" in after["winter.timeline.yaml"] and "Old Mill" not in after["winter.timeline.yaml"]
    )
    found = json.loads(call("list", folder, "--format", "json").out)
    assert {one["title"] for one in found} == {"A", "B", "The ice breaks", "The flood comes"}
    assert "unknown" not in call("check", folder).out


def test_what_is_in_any_file_of_a_folder_does_not_come_in_again(
    call: Call, table: Path, folder: Path
) -> None:
    call("import", table, "--into", folder)
    (folder / "winter.timeline.yaml").rename(folder / "c.timeline.yaml")
    before = _texts(folder)
    said = call("import", table, "--into", folder)
    assert "was there   2 rows" in said.talk and _texts(folder) == before
    table.write_text(TABLE + "2025,The thaw comes,Weir,https://example.org/a,\n", encoding="utf-8")
    said = call("import", table, "--into", folder)
    assert "came in     1 row: 1 event, 1 name" in said.talk
    assert "sources: [example-a]" in _texts(folder)["winter.timeline.yaml"]


def test_a_link_in_a_folder_is_not_written_through(call: Call, table: Path, folder: Path, file: Path) -> None:
    (folder / "winter.timeline.yaml").symlink_to(file)
    before = file.read_bytes()
    said = call("import", table, "--into", folder)
    assert said.code == 2 and "is a link, and those of a folder are not read" in said.talk
    assert file.read_bytes() == before
