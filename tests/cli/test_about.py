"""`about` prints what a timeline is about, and leaves out what the file does not say."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_the_cover_of_the_timeline_that_ships(call: Call) -> None:
    said = call("about")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "Raids across Russia's border, 2023 to 2024"
    assert lines[1] == "41 events · 5 sources, 4 independent · 117 passages"
    key = lines[lines.index("In one minute") + 1 :]
    assert key[:4] == [
        "→ First entry, through Bryansk, as claimed  2 March 2023, Thursday",
        "→ Raid into Belgorod  about 22 May 2023",
        "→ Incursion at Shebekino  June 2023",
        "→ Raid into Kursk and Belgorod  12 March 2024, Tuesday",
    ]
    assert "→ ≠ Was Tyotkino taken?  6 passages" in lines
    assert "→ text without a title, March 2024" in lines
    assert "untitled-march-2024" not in said.out
    assert lines[-1] == "their owners and are quoted briefly, for reference."


def test_what_could_be_known_by_a_day(call: Call) -> None:
    said = call("about", "--as-of", "2023-06")
    assert "11 events · 1 source · 19 passages · as of 30 June 2023" in said.out
    assert "Incursion at Shebekino" not in said.out


def test_passages_are_proven_where_texts_are_named(call: Call, file: Path, tmp_path: Path) -> None:
    assert "No passage was compared" in call("about", file).out
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "paper.txt").write_text("It was not taken.", encoding="utf-8")
    assert "4 passages: " in call("about", file, "--texts", tmp_path / "texts").out


def test_there_are_no_empty_places(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "bare.timeline.yaml"
    file.write_text("events:\n- {title: One, date: 2023}\n", encoding="utf-8")
    assert call("about", file).out == "bare.timeline.yaml\n1 event\n"
    file.write_text("events: []\n", encoding="utf-8")
    assert call("about", file).out == "bare.timeline.yaml\n0 events · 1 problem\n"


def test_many_of_a_kind_are_counted(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "many.timeline.yaml"
    events = "".join(f"- {{title: Event {at}, date: 2023, key: true}}\n" for at in range(50))
    file.write_text(f"events:\n{events}", encoding="utf-8")
    said = call("about", file).out
    assert said.count("→ Event") == 30
    assert "20 more key events not shown here" in said
