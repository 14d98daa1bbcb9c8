"""`gather`: proposals as text and for programs, for a timeline or for none."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Call
from tests.gather.test_copies import FIRST, REWORDED
from timeline_tui.index.reader import Index
from timeline_tui.jobs.child import Build
from timeline_tui.model.limits import GATHERED
from timeline_tui.tui.app import Wanted

TEXT = """\
The wall of Lund

The Mayor said on Tuesday that the wall had held. “We took it. Nobody was hurt,” the Mayor said.

Shots were heard. In June, a boat was lost.
"""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>The wall</title><meta name="author" content="Anna Berg">
<meta property="og:site_name" content="Lund Post"><meta name="date" content="2024-03-12"></head>
<body><p>The guard said that it had left the town.</p></body></html>
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
    assert said.out.splitlines()[:4] == [
        "   1 reported · The Mayor · line 3 · 12 March 2024, Tuesday, inferred from",
        "     “Tuesday”",
        "     The Mayor said on Tuesday that the wall had held.",
        "   2 direct · The Mayor · line 3",
    ]


def test_what_the_system_says_of_a_missing_text_is_nothing_to_try(call: Call, tmp_path: Path) -> None:
    said = call("gather", tmp_path / "missing.txt")
    assert said.code == 2
    assert f"{tmp_path / 'missing.txt'} cannot be opened: No such file" in said.talk
    assert "try: No such file" not in said.talk


def test_records_have_what_stands_in_the_text(call: Call, article: Path, file: Path) -> None:
    said = call("gather", article, "--into", file, "--published", "2024-03-12", "--format", "json")
    records = json.loads(said.out)
    sentences = [one for one in records if one["sentence"]]
    found = [one for one in records if not one["sentence"]]
    assert [one["kind"] for one in found] == ["reported", "direct", "narration"]
    assert {one["within"] for one in sentences} == {found[1]["start"]}
    assert " ".join(one["exact"] for one in sentences) == found[1]["exact"]
    assert all(one["exact"] == TEXT[one["start"] : one["end"]] for one in found)
    assert found[0]["speaker"] == {"text": "The Mayor", "start": 18, "end": 27, "id": "mayor"}
    assert (found[0]["cue"], found[0]["date"], found[0]["date_from"]) == ("said", "2024-03-12", "Tuesday")
    assert found[0]["inferred"]
    assert found[2]["date"] == "2023-06"
    again = call("gather", article, "--into", file, "--published", "2024-03-12", "--format", "yaml")
    assert yaml.safe_load(again.out) == records


def test_what_the_file_has_is_told(call: Call, article: Path, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("exact: We took it.", "exact: Nobody was hurt")
    file.write_text(text, encoding="utf-8")
    found = json.loads(call("gather", article, "--into", file, "--format", "json").out)
    assert [one["held"] for one in found] == [[], [], []] or found[1]["held"] == ["raid"]
    assert "used" in call("gather", article, "--into", file).talk


def test_words_that_hang_on_a_report_of_no_known_day(call: Call, article: Path) -> None:
    said = call("gather", article)
    assert "“Tuesday”, of a day that --published would say" in " ".join(said.out.split())
    why = "nothing says when it was published, so such words as “Tuesday” have no date"
    assert f"{article}: {why}; try: --published 2024-03-12" in said.talk.splitlines()
    article.write_text(f"LUND, March 12 (Post) - {TEXT}", encoding="utf-8")
    assert "“March 12” does not say which day, so such words as “" in call("gather", article).talk
    assert json.loads(call("gather", article, "--format", "json").out)[0]["published"] is None


def test_what_says_when_a_text_was_published_is_told(call: Call, article: Path, file: Path) -> None:
    def said(*more: str) -> tuple[str, object]:
        """The line that tells it, and what a program is told."""
        lines = call("gather", article, *more).talk.splitlines()
        records = json.loads(call("gather", article, *more, "--format", "json").out)
        assert yaml.safe_load(call("gather", article, *more, "--format", "yaml").out) == records
        (line,) = (line for line in lines if "published" in line)
        return line.removeprefix(f"{article}: published 12 March 2024, Tuesday, "), records[0]["published"]

    place = {"start": None, "end": None}
    assert said("--published", "12 March 2024") == (
        "as --published 12 March 2024 says",
        {"date": "2024-03-12", "from": "call", "words": "12 March 2024", **place},
    )
    article.write_text(f"The wall\n\nMarch 12, 2024\n\n{TEXT}", encoding="utf-8")
    assert said() == (
        "guessed from “March 12, 2024” in line 3; --published would say it surely",
        {"date": "2024-03-12", "from": "dateline", "words": "March 12, 2024", "start": 10, "end": 24},
    )
    file.write_text(f"sources: {{one: {{published: 2024-03-12, text: {article.name}}}}}\nevents: []\n")
    assert said("--into", str(file)) == (
        "as the file says, and “March 12, 2024” in line 3",
        {"date": "2024-03-12", "from": "file", "words": "March 12, 2024", "start": 10, "end": 24},
    )
    article.write_text(TEXT, encoding="utf-8")
    assert said("--into", str(file)) == (
        "as the file says",
        {"date": "2024-03-12", "from": "file", "words": "2024-03-12", **place},
    )


def test_a_page_says_when_it_was_published(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("that it had", "on Tuesday that it had"), encoding="utf-8")
    assert (
        "published 12 March 2024, Tuesday, as the page says (date: 2024-03-12)" in call("gather", path).talk
    )


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
    assert call("gather", "").code == 2
    assert call("gather", article, "--published", "sometime").code == 2


def test_a_folder_is_all_its_texts(call: Call, article: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "page.html").write_text("<p>The guard said that it had left the town.</p>")
    (tmp_path / "more" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "other.txt").write_text("The guard said that it had left the town.")
    said = call("gather", tmp_path, "--format", "json")
    assert {Path(one["text"]).name for one in json.loads(said.out)} == {"article.txt", "page.html"}


def test_controls_are_shown_and_reach_no_terminal(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("The \x1b]52;c;x\x07mayor\u202e said that the wall had held.\n", encoding="utf-8")
    for form in ("text", "json", "yaml", "csv"):
        said = call("gather", path, "--format", form)
        assert not set("\x1b\x07\u202e") & set(said.out + said.talk)


def test_a_folder_becomes_a_first_file_that_is_only_added_to(call: Call, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "first.txt").write_text(FIRST, encoding="utf-8")
    (texts / "again.txt").write_text(f"A wall broke\nMarch 13, 2024\n{REWORDED}", encoding="utf-8")
    (texts / "page.html").write_text(PAGE, encoding="utf-8")
    new = tmp_path / "new.timeline.yaml"
    said = call("gather", texts, "--into", new)
    assert said.code == 0
    assert said.out.splitlines() == ["again", "first", "lund-post"]
    assert "7 of 7 sentences follow first: a copy, no second witness" in said.talk
    held = yaml.safe_load(new.read_text(encoding="utf-8"))
    assert held["events"] == []
    assert held["sources"]["again"]["derived_from"] == "first"
    page = held["sources"]["lund-post"]
    assert (page["author"], str(page["published"]), page["language"]) == ("Anna Berg", "2024-03-12", "en")
    assert held["sources"]["first"]["note"] == "Guessed from the first lines: title."
    note = held["sources"]["again"]["note"]
    assert note == (
        "7 of 7 sentences follow first."
        " Guessed from the first lines: title, date of publication (“March 13, 2024”)."
    )
    assert str(held["sources"]["again"]["published"]) == "2024-03-13"
    assert "Guessed" not in page["note"]
    content = (texts / "page.html.txt").read_bytes()
    assert page["text"] == "texts/page.html.txt"
    assert page["sha256"] == hashlib.sha256(content).hexdigest()
    before = new.read_bytes()
    assert "3 listed already" in call("gather", texts, "--into", new).talk
    assert new.read_bytes() == before
    (texts / "more.txt").write_text("Another text that nobody has read yet, of one line.\n", encoding="utf-8")
    assert call("gather", texts, "--into", new).out.splitlines() == ["more"]
    assert all(line in new.read_bytes() for line in before.splitlines())
    assert call("check", new).code == 0


def test_in_a_terminal_the_new_file_is_opened_on_its_sources(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, new, opened = tmp_path / "texts", tmp_path / "new.timeline.yaml", []
    texts.mkdir()
    (texts / "first.txt").write_text(FIRST, encoding="utf-8")
    (texts / "bad.txt").write_bytes(b"\xff\x00")

    def run(wanted: Wanted, _: Index | None, build: Build | None) -> int:
        opened.append((wanted.file, list(wanted.texts), wanted.cover))
        if build is not None:
            build.wait()
        return 7

    monkeypatch.setattr("timeline_tui.tui.running.run", run)
    piped = call("gather", texts, "--into", new)
    assert (piped.code, opened) == (1, [])
    assert f"open it with: timeline-tui {new} --texts {texts}" in piped.talk
    monkeypatch.setattr("timeline_tui.cli.screen.has_terminal", lambda **_: True)
    told = call("gather", texts, "--into", new)
    assert told.code == 7
    assert opened == [(new, [str(texts)], True)]
    assert "bad.txt" in told.talk and "1 listed already" in told.talk and "open it with" not in told.talk
    assert call("gather", texts, "--into", new, "--format", "json").code == 1


def test_a_file_that_cannot_be_written_is_told_of(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    assert call("gather", tmp_path, "--into", tmp_path / "no" / "new.timeline.yaml").code == 2
    (tmp_path / "empty").mkdir()
    assert call("gather", tmp_path / "empty", "--into", tmp_path / "new.timeline.yaml").code == 2
    assert not (tmp_path / "new.timeline.yaml").exists()


def test_a_copy_of_a_source_of_the_file_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "again.txt").write_text(REWORDED, encoding="utf-8")
    file = tmp_path / "one.timeline.yaml"
    digest = hashlib.sha256(FIRST.encode()).hexdigest()
    file.write_text(
        f"sources:\n  post: {{published: 2024-03-13, sha256: {digest}}}\n"
        f"  copy: {{derived_from: post, text: again.txt}}\nevents: []\n"
    )
    said = call("gather", tmp_path / "again.txt", "--into", file, "--format", "json")
    found = json.loads(said.out)
    assert {one["derived_from"] for one in found} == {"post"}
    assert found[0]["variant_of"] == "post"
    # Its words for a time hang on the report that it copies.
    assert found[0]["date"] == "2024-03-12"


def test_a_text_through_a_pipe_is_read_and_one_too_large_is_refused(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "timeline_tui", "gather", "-", "--format", "jsonl"]
    said = subprocess.run(call, input=TEXT.encode(), capture_output=True, check=False)
    assert said.returncode == 0
    assert {json.loads(line)["text"] for line in said.stdout.splitlines()} == {"-"}
    said = subprocess.run(call, input=b"a" * (GATHERED.value + 1), capture_output=True, check=False)
    assert said.returncode == 2
    assert GATHERED.words.encode() in said.stderr


def test_speech_within_a_claim_says_in_which(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("The mayor claimed that it had “held all night long, as planned” near the port.\n")
    said = call("gather", path)
    assert said.out.splitlines()[0] == "   1 reported · The mayor · line 1"
    assert "   2 direct · The mayor · in 1" in said.out.splitlines()


def test_a_page_in_a_language_without_rules_is_told_of(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text('<html lang="sv"><p>Muren höll hela natten, sade hon.</p>', encoding="utf-8")
    assert "no rules for sv" in call("gather", path).talk


def test_what_holds_no_text_is_told_of_and_not_listed(call: Call, tmp_path: Path) -> None:
    texts, new = tmp_path / "texts", tmp_path / "new.timeline.yaml"
    texts.mkdir()
    (texts / "empty.txt").write_text(" \n", encoding="utf-8")
    (texts / "old.docx").write_bytes(b"PK\x03\x04")
    (texts / "kyiv.md").write_text(f"# A wall broke\n\nKYIV, March 12 (Post) - {FIRST}", encoding="utf-8")
    said = call("gather", texts, "--into", new)
    assert (said.code, said.out.splitlines()) == (1, ["kyiv"])
    assert f"{texts / 'empty.txt'} holds no text" in said.talk
    assert "no texts, and passed over: old.docx; try: save them as text" in said.talk
    assert "“March 12” does not say which day it was published" in said.talk
    source = yaml.safe_load(new.read_text(encoding="utf-8"))["sources"]["kyiv"]
    assert source["title"] == "A wall broke"
    assert "published" not in source
    assert source["note"].endswith("Not dated: “March 12” in its first lines does not say which day.")
    assert call("gather", texts / "empty.txt").code == 2
