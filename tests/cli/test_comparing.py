"""`diff` tells what changed between files and between versions in git, and never more than that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call
from tests.diff.repository import NEEDS_GIT, Repo

NAME = "small.timeline.yaml"
CHANGED = TIMELINE.replace("date: 2024-03-12\n", "date: 2024-03\n").replace("Shots were", "No shots were")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The sound timeline with two things changed."""
    path = tmp_path / "changed.timeline.yaml"
    path.write_text(CHANGED, encoding="utf-8")
    return path


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository that holds three versions of the timeline."""
    repo = Repo(tmp_path / "repo")
    repo.commit(NAME, TIMELINE)
    repo.commit(NAME, TIMELINE.replace("date: 2024-03-12\n", "date: 2024-03\n"))
    repo.commit(NAME, CHANGED)
    monkeypatch.chdir(repo.folder)
    return repo


def test_two_files(call: Call, file: Path, changed: Path) -> None:
    said = call("diff", file, changed)
    assert said.code == 0
    assert said.out.splitlines() == [
        f"{file} → {changed}: 2 events changed",
        "~ The raid: how it began, March 2024 (raid)",
        "    ~ its date is now March 2024, was 12 March 2024, Tuesday",
        "~ Shots, 12 March 2024, 05:00 (UTC-4) (shots)",
        "    ~ the passage of Paper was reworded: [-Shots-] {+No shots+} were heard.",
    ]
    assert said.talk == ""


def test_what_is_the_same(call: Call, file: Path) -> None:
    said = call("diff", file, file, "--exit-code")
    assert (said.code, said.out) == (0, f"{file} → {file}: nothing changed\n")


def test_the_exit_code_says_that_something_changed_where_asked(call: Call, file: Path, changed: Path) -> None:
    assert call("diff", file, changed, "--exit-code").code == 1


def test_json_says_the_same_as_the_text(call: Call, file: Path, changed: Path) -> None:
    said = call("diff", file, changed, "--format", "json")
    first, second = json.loads(said.out)
    assert (first["id"], first["field"], first["before"], first["after"]) == (
        *("raid", "date"),
        *("2024-03-12", "2024-03"),
    )
    assert first["sentence"] == "its date is now March 2024, was 12 March 2024, Tuesday"
    assert second["words"][0] == {"in": "old", "words": "Shots "}
    assert said.talk.endswith("2 events changed\n")


def test_markdown(call: Call, file: Path, changed: Path) -> None:
    said = call("diff", file, changed, "--format", "markdown")
    assert "### The raid: how it began, March 2024 (raid)\n" in said.out
    assert "~~Shots~~ **No shots** were heard." in said.out


def test_a_side_that_is_broken(call: Call, file: Path, changed: Path) -> None:
    changed.write_text(CHANGED.replace("source: copy", "source: [copy"), encoding="utf-8")
    said = call("diff", file, changed)
    assert said.code == 1
    assert "left out" in said.talk or "was not read" in said.talk or "nothing from line" in said.talk


def test_a_side_of_which_nothing_can_be_read(call: Call, file: Path, changed: Path) -> None:
    changed.write_bytes(b"\x00\x01")
    said = call("diff", file, changed)
    assert (said.code, said.out) == (2, "")
    assert said.talk.startswith(f"timeline-tui: {changed}: ")


def test_standard_input(call: Call, file: Path) -> None:
    assert "2 events changed" in call("diff", file, "-", stdin=CHANGED).out


def test_folders(call: Call, tmp_path: Path) -> None:
    for name, text in (("one", TIMELINE), ("two", CHANGED)):
        (tmp_path / name).mkdir()
        (tmp_path / name / NAME).write_text(text, encoding="utf-8")
    assert "2 events changed" in call("diff", tmp_path / "one", tmp_path / "two").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "what is to be compared?"),
        (["a.yaml", "b.yaml"], "there is no file a.yaml"),
        (["--", "a", "b"], "one file or folder is compared"),
        (["a", "b", "c", "--", "d"], "two versions are compared"),
        (["HEAD...main", "--", "d"], "HEAD...main means what came since two lines of work parted"),
        (["HEAD", "--", "-"], "git holds no versions of standard input"),
    ],
)
def test_calls_that_cannot_be_followed(call: Call, arguments: list[str], sentence: str) -> None:
    said = call("diff", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.talk.startswith(f"timeline-tui: {sentence}")


def test_no_repository(call: Call, file: Path) -> None:
    said = call("diff", file)
    assert said.code == 2
    assert "lies in no git repository" in said.talk


@NEEDS_GIT
@pytest.mark.parametrize(
    ("arguments", "events"),
    [
        ([NAME], "nothing changed"),
        (["HEAD~1", NAME], "1 event changed"),
        (["HEAD~2", NAME], "2 events changed"),
        (["HEAD~2", "--", NAME], "2 events changed"),
        (["HEAD~2", "HEAD~1", NAME], "1 event changed"),
        (["HEAD~2", "HEAD", "--", NAME], "2 events changed"),
        (["HEAD~2..", "--", NAME], "2 events changed"),
        (["HEAD~2..HEAD~1", "--", NAME], "1 event changed"),
        (["HEAD~2"], "2 events changed"),
        (["HEAD~2", "HEAD~1"], "1 event changed"),
    ],
)
def test_versions_of_git(call: Call, repo: Repo, arguments: list[str], events: str) -> None:
    said = call("diff", *arguments)
    assert (said.code, said.talk) == (0, "")
    assert said.out.splitlines()[0].endswith(f": {events}")


@NEEDS_GIT
def test_what_is_not_committed(call: Call, repo: Repo) -> None:
    (repo.folder / NAME).write_text(TIMELINE, encoding="utf-8")
    assert "2 events changed" in call("diff", NAME).out


@NEEDS_GIT
def test_a_file_that_git_does_not_hold_yet(call: Call, repo: Repo) -> None:
    (repo.folder / "new.timeline.yaml").write_text(TIMELINE, encoding="utf-8")
    said = call("diff", "new.timeline.yaml")
    assert said.talk == "new.timeline.yaml at HEAD: there is none, so nothing stands in it\n"
    assert "6 events new" in said.out


@NEEDS_GIT
def test_a_revision_that_is_not_there(call: Call, repo: Repo) -> None:
    said = call("diff", "mian", NAME)
    assert (said.code, said.talk) == (2, "timeline-tui: there is no revision mian\n  try: main\n")


@NEEDS_GIT
def test_a_file_called_like_an_option(call: Call, repo: Repo) -> None:
    repo.commit("--output=x", TIMELINE)
    (repo.folder / "--output=x").write_text(CHANGED, encoding="utf-8")
    assert "2 events changed" in call("diff", "HEAD", "--", "--output=x").out
    assert not (repo.folder / "x").exists()


@NEEDS_GIT
def test_a_folder_at_a_revision(call: Call, repo: Repo) -> None:
    repo.commit("more/a.timeline.yaml", "events:\n- {id: a, date: 2024, title: A}\n")
    (repo.folder / "more/b.timeline.yaml").write_text("events:\n- {id: b, date: 2024, title: B}\n")
    assert "1 event new" in call("diff", "more").out


@pytest.mark.parametrize("text", ["", "\x00", "events: [", "a\tb\n\x1b[31mred"])
def test_text_for_git_is_never_a_failure(call: Call, tmp_path: Path, text: str) -> None:
    path = tmp_path / NAME
    path.write_text(text, encoding="utf-8")
    said = call("diff", "--textconv", path)
    assert said.code == 0
    assert "\x1b" not in said.out


def test_text_for_git_has_a_sentence_a_line(call: Call, file: Path, changed: Path) -> None:
    one, other = (call("diff", "--textconv", path).out.splitlines() for path in (file, changed))
    assert one[0] == "2024-03-12 The raid: how it began [raid]"
    assert [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]] == [
        ("2024-03-12 The raid: how it began [raid]", "2024-03 The raid: how it began [raid]"),
        ("    exact: Shots were heard.", "    exact: No shots were heard."),
    ]


def _program() -> str:
    return f'"{sys.executable}" -m timeline_tui diff'


@NEEDS_GIT
def test_git_diff_shows_the_text(repo: Repo) -> None:
    (repo.folder / ".gitattributes").write_text("*.timeline.yaml diff=timeline\n", encoding="utf-8")
    repo.git("config", "diff.timeline.textconv", f"{_program()} --textconv")
    repo.git("config", "diff.timeline.xfuncname", "^[^ ].*$")
    said = repo.git("diff", "HEAD~1", "HEAD")
    assert "-    exact: Shots were heard.\n+    exact: No shots were heard.\n" in said
    assert "Shots [shots]" in said


@NEEDS_GIT
def test_git_diff_tells_what_changed(repo: Repo) -> None:
    (repo.folder / ".gitattributes").write_text("*.timeline.yaml diff=timeline\n", encoding="utf-8")
    repo.git("config", "diff.timeline.command", _program())
    said = repo.git("diff", "HEAD~1", "HEAD")
    assert said.splitlines()[0] == f"a/{NAME} → b/{NAME}: 1 event changed"
    repo.commit("new.timeline.yaml", "events:\n- {id: a, date: 2024, title: A}\n")
    assert "+ A, 2024 (a) is new" in repo.git("diff", "HEAD~1", "HEAD")
    repo.git("rm", "-q", "new.timeline.yaml")
    assert "- A, 2024 (a) is gone" in repo.git("diff", "--cached")


@NEEDS_GIT
@pytest.mark.parametrize("text", ["events: [", "", TIMELINE.replace("source: copy", "source: kopy")])
def test_git_goes_on_where_a_file_is_broken(repo: Repo, text: str) -> None:
    (repo.folder / ".gitattributes").write_text("*.timeline.yaml diff=timeline\n", encoding="utf-8")
    repo.git("config", "diff.timeline.command", _program())
    (repo.folder / NAME).write_text(text, encoding="utf-8")
    repo.commit("z.timeline.yaml", "events:\n- {id: a, date: 2024, title: A}\n")
    (repo.folder / "z.timeline.yaml").write_text("events: []\n", encoding="utf-8")
    assert "- A, 2024 (a) is gone" in repo.git("diff")


@NEEDS_GIT
def test_git_difftool(repo: Repo) -> None:
    said = repo.git("difftool", "-y", "-x", _program(), "HEAD~1", "HEAD")
    assert "1 event changed" in said


def test_colours_stand_beside_signs_on_a_terminal_alone(
    call: Call, file: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in call("diff", file, changed).out
    monkeypatch.setattr("timeline_tui.cli.output.columns", lambda: 80)
    said = call("diff", file, changed).out.splitlines()
    assert said[1] == "\x1b[33m~ The raid: how it began, March 2024 (raid)\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in call("diff", file, changed).out


def test_text_of_files_stays_text(call: Call, file: Path, changed: Path) -> None:
    changed.write_text(TIMELINE.replace("title: Shots", 'title: "\\e[31mred\\n~ forged"'), encoding="utf-8")
    out = call("diff", file, changed).out
    assert "\x1b" not in out
    assert not any(line.startswith("~ forged") for line in out.splitlines())


def test_whoever_reads_lines_for_git_may_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline_tui.cli.comparing import _say_steady

    file = tmp_path / "small.timeline.yaml"
    file.write_text("events: [{title: A}]\n", encoding="utf-8")

    def stop(_: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("timeline_tui.cli.comparing.say", stop)
    with pytest.raises(BrokenPipeError):
        _say_steady([str(file)])


def test_git_difftool_gives_no_file_where_one_is_new(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from timeline_tui.cli.main import main

    file = tmp_path / "small.timeline.yaml"
    file.write_text("events: [{id: a, title: A}]\n", encoding="utf-8")
    assert main(["diff", os.devnull, str(file)]) == 0
    assert "A (a) is new" in capfd.readouterr().out
    assert main(["diff", str(file), os.devnull]) == 0
    assert "A (a) is gone" in capfd.readouterr().out


@pytest.mark.parametrize("nothing", ["", " \n\n", "# Nothing yet.\r\n  # Nor here.\n"])
def test_a_file_in_which_nothing_stands_yet_is_compared(nothing: str, call: Call, tmp_path: Path) -> None:
    file, empty = tmp_path / NAME, tmp_path / "empty.timeline.yaml"
    file.write_text("events: [{id: a, title: A}]\n", encoding="utf-8")
    empty.write_text(nothing, encoding="utf-8")
    came, went = call("diff", empty, file), call("diff", file, empty)
    assert (came.code, went.code) == (0, 0)
    assert "A (a) is new" in came.out
    assert "A (a) is gone" in went.out
    assert "it is empty, so nothing stands in it" in came.talk


@NEEDS_GIT
def test_a_version_in_which_nothing_stood_is_compared(call: Call, repo: Repo) -> None:
    repo.commit(NAME, "# To be written.\n")
    repo.commit(NAME, "events: [{id: a, title: A}]\n")
    said = call("diff", "HEAD~1", "HEAD", "--", NAME)
    assert said.code == 0
    assert "A (a) is new" in said.out


def test_to_compare_takes_no_digests_of_openssl_along() -> None:
    program = (
        "import sys; from timeline_tui.cli import comparing;"
        "from timeline_tui.diff import remembered, versions;"
        "print(sorted({'_hashlib', 'secrets'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
