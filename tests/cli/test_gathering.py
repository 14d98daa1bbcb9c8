"""`gather`: proposals as text and for programs, for a timeline or for none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Call

TEXT = """\
The wall of Lund

The Mayor said on Tuesday that the wall had held. “We took it. Nobody was hurt,” the Mayor said.

Shots were heard. In June, a boat was lost.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short text."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_proposals_are_numbered_and_fit_eighty_columns(call: Call, article: Path) -> None:
    said = call("gather", article, "--published", "2024-03-12")
    assert said.code == 0
    assert said.talk.startswith(f"{article}: 3 proposals; ")
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.out.splitlines()[:3] == [
        "   1 reported · The Mayor · line 3 · 12 March 2024, Tuesday, from “Tuesday”",
        "     The Mayor said on Tuesday that the wall had held.",
        "   2 direct · The Mayor · line 3",
    ]


def test_records_have_what_stands_in_the_text(call: Call, article: Path, file: Path) -> None:
    said = call("gather", article, "--into", file, "--published", "2024-03-12", "--format", "json")
    found = json.loads(said.out)
    assert [one["kind"] for one in found] == ["reported", "direct", "narration"]
    assert all(one["exact"] == TEXT[one["start"] : one["end"]] for one in found)
    assert found[0]["speaker"] == {"text": "The Mayor", "start": 18, "end": 27, "id": "mayor"}
    assert (found[0]["cue"], found[0]["date"], found[0]["date_from"]) == ("said", "2024-03-12", "Tuesday")
    assert found[0]["inferred"]
    assert found[2]["date"] == "2023-06"
    again = call("gather", article, "--into", file, "--published", "2024-03-12", "--format", "yaml")
    assert yaml.safe_load(again.out) == found


def test_what_the_file_has_is_told(call: Call, article: Path, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("exact: We took it.", "exact: Nobody was hurt")
    file.write_text(text, encoding="utf-8")
    found = json.loads(call("gather", article, "--into", file, "--format", "json").out)
    assert [one["held"] for one in found] == [[], [], []] or found[1]["held"] == ["raid"]
    assert "used" in call("gather", article, "--into", file).talk


def test_words_that_hang_on_a_report_of_no_known_day(call: Call, article: Path) -> None:
    said = call("gather", article)
    assert "“Tuesday”, of a day that --published would say" in " ".join(said.out.split())


def test_a_text_that_cannot_be_read_is_told_of_and_the_others_are_read(
    call: Call, article: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfeab\xd8\x00\xff")
    said = call("gather", bad, article)
    assert said.code == 1
    assert "bad.txt" in said.talk
    assert "reported" in said.out
    assert call("gather", bad).code == 2
    assert call("gather", tmp_path / "none.txt").code == 2
    assert call("gather").code == 2
    assert call("gather", article, "--published", "sometime").code == 2


def test_a_folder_is_all_its_texts(call: Call, article: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "page.html").write_text("<p>The guard said that it had left the town.</p>")
    (tmp_path / "more" / "picture.png").write_bytes(b"\x89PNG")
    said = call("gather", tmp_path, "--format", "json")
    assert {Path(one["text"]).name for one in json.loads(said.out)} == {"article.txt", "page.html"}


def test_controls_are_shown_and_reach_no_terminal(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("The \x1b]52;c;x\x07mayor\u202e said that the wall had held.\n", encoding="utf-8")
    for form in ("text", "json", "yaml", "csv"):
        said = call("gather", path, "--format", form)
        assert not set("\x1b\x07\u202e") & set(said.out + said.talk)
