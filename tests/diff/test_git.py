"""Versions are read from git, whatever files and revisions are called, and nothing else is done there."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest

from tests.diff.repository import NEEDS_GIT, Repo
from timeline_tui.diff.git import Repository
from timeline_tui.diff.git_process import Unversioned

pytestmark = NEEDS_GIT
NAME = "raids.timeline.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


def held(file: Path, revision: str) -> str | None:
    """What a file said in a revision."""
    repository = Repository.of(file)
    blob = repository.file_at(repository.commit(revision))
    if blob is None:
        return None
    said = io.BytesIO()
    with repository.reading() as reader:
        reader.copy(blob, said)
    return said.getvalue().decode()


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "-x.yaml",
        "--upload-pack=x",
        "*.yaml",
        "a b/c'd.yaml",
        ":(top)x.yaml",
        "ü.yaml",
        'q"\n.yaml',
        "HEAD",
    ],
)
def test_a_file_by_any_name(repo: Repo, name: str) -> None:
    file = repo.commit(name, "one")
    repo.commit(name, "two")
    assert held(file, "HEAD~1") == "one"
    assert held(file, "HEAD") == "two"


def test_names_are_no_patterns(repo: Repo) -> None:
    repo.commit("one.yaml", "one")
    file = repo.commit("*.yaml", "star")
    assert [one.path for one in Repository.of(file).log()] == ["*.yaml"]


def test_branches_by_any_name(repo: Repo) -> None:
    file = repo.commit(NAME, "one")
    for branch in ("ü", "a;b", "$(touch${IFS}x)", "v1"):
        repo.git("branch", "--", branch)
        assert held(file, branch) == "one"
    assert sorted(path.name for path in repo.folder.iterdir()) == [".git", NAME]


@pytest.mark.parametrize(
    "revision", ["-h", "--output=x", "", "a\0b", "no-such", "HEAD~7", "HEAD:x", "^HEAD", "a b"]
)
def test_what_is_no_revision(repo: Repo, revision: str) -> None:
    file = repo.commit(NAME, "one")
    with pytest.raises(Unversioned):
        Repository.of(file).commit(revision)
    assert not (repo.folder / "x").exists()


def test_a_revision_that_was_nearly_meant(repo: Repo) -> None:
    file = repo.commit(NAME, "one")
    with pytest.raises(Unversioned) as refused:
        Repository.of(file).commit("mian")
    assert refused.value.hint == "main"


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("2030-06", "{old}, the newest commit from before 2030-06-01"),
        ("12 March 2031", "{old}, the newest commit from before 2031-03-12"),
        ("2035", "v2035-1 or {new}, the newest commit from before 2035-01-01"),
        ("2030-01-02", "git log, which lists them: none is from before 2030-01-02"),
        ("1914-07", "git log, which lists them"),
        ("44 BC", "git log, which lists them"),
    ],
)
def test_a_date_that_is_no_revision(repo: Repo, date: str, hint: str) -> None:
    for text, day in (("one", "2030-05-04"), ("two", "2032-01-01")):
        repo.commit(NAME, text, on=day)
    repo.git("tag", "v2035-1")
    with pytest.raises(Unversioned) as refused:
        Repository.of(repo.folder / NAME).commit(date)
    new, old = repo.git("log", "--format=%H").split()
    assert refused.value.hint == hint.format(new=new[:10], old=old[:10])


def test_a_file_is_followed_through_renamings(repo: Repo) -> None:
    repo.commit("first.yaml", "some\nlines\nof\na\nfile\n")
    (repo.folder / "sub").mkdir()
    repo.git("mv", "first.yaml", "sub/second.yaml")
    repo.git("commit", "-qm", "Move it")
    file = repo.commit("sub/second.yaml", "some\nlines\nof\nthe\nfile\n")
    assert held(file, "HEAD~2") == "some\nlines\nof\na\nfile\n"
    assert [one.path for one in Repository.of(file).log()] == [
        "sub/second.yaml",
        "sub/second.yaml",
        "first.yaml",
    ]


LINES = "some\nlines\nof\na\nfile\n"


@pytest.mark.parametrize("is_staged", [True, False])
@pytest.mark.parametrize("now", [LINES, LINES.replace("of\na", "of\nthis")])
def test_a_new_name_that_is_not_committed_yet(repo: Repo, is_staged: bool, now: str) -> None:
    repo.commit("zero.yaml", LINES)
    repo.commit("other.yaml", "something\nelse\n")
    repo.git("mv", "zero.yaml", "first.yaml")
    repo.git("commit", "-qm", "Name it anew")
    repo.commit("first.yaml", "more\n" + LINES)
    (repo.folder / "sub").mkdir()
    (repo.folder / "other.yaml").unlink()
    file = repo.folder / "sub" / "ü second.yaml"
    if is_staged:
        repo.git("mv", "first.yaml", str(file))
    else:
        (repo.folder / "first.yaml").rename(file)
    file.write_text(now, encoding="utf-8")
    assert held(file, "HEAD") == "more\n" + LINES
    assert held(file, "HEAD~1") == held(file, "HEAD~3") == LINES
    assert [one.path for one in Repository.of(file).log()] == ["first.yaml", "first.yaml", "zero.yaml"]


def test_a_new_file_is_not_one_that_is_gone(repo: Repo) -> None:
    repo.commit("first.yaml", LINES)
    repo.commit("same.yaml", LINES)
    (repo.folder / "first.yaml").unlink()
    file = repo.folder / "second.yaml"
    file.write_text(LINES.replace("some\nlines\nof", "quite\nanother"), encoding="utf-8")
    assert held(file, "HEAD") is None
    # What is there still was not renamed.
    (repo.folder / "first.yaml").write_text("", encoding="utf-8")
    file.write_text(LINES, encoding="utf-8")
    assert held(file, "HEAD") is None
    assert Repository.of(file).log() == []


def test_a_file_that_was_not_there_yet(repo: Repo) -> None:
    repo.commit("other.yaml", "other")
    file = repo.commit(NAME, "one")
    assert held(file, "HEAD~1") is None


def test_who_and_when_and_why(repo: Repo) -> None:
    repo.commit(NAME, "one", "Begin: “it”\nand more\n\nlong")
    file = repo.commit(NAME, "two", "ü")
    second, first = Repository.of(file).log()
    assert (second.author, second.subject, first.subject) == ("Ada", "ü", "Begin: “it” and more")
    assert len(second.date) == len("2026-11-30")


def test_a_folder_of_files(repo: Repo) -> None:
    repo.commit("data/a.timeline.yaml", "a")
    repo.commit("data/sub/b.timeline.yaml", "b")
    repo.commit("data/.hidden/c.timeline.yaml", "c")
    repo.commit("data/notes.md", "notes")
    repo.commit("database/d.timeline.yaml", "d")
    repository = Repository.of(repo.folder / "data")
    paths = [blob.path for blob in repository.files_at(repository.commit("HEAD"))]
    assert paths == ["data/a.timeline.yaml", "data/sub/b.timeline.yaml"]


def test_what_a_link_leads_to_is_read(repo: Repo) -> None:
    repo.commit("a.yaml", "a")
    link = repo.folder / "link.yaml"
    link.symlink_to("a.yaml")
    assert held(link, "HEAD") == "a"


def test_a_file_that_was_a_link_then(repo: Repo) -> None:
    file = repo.folder / "link.yaml"
    file.symlink_to("/etc/passwd")
    repo.git("add", ".")
    repo.git("commit", "-qm", "Link")
    file.unlink()
    repo.commit("link.yaml", "a")
    with pytest.raises(Unversioned, match="is a link"):
        held(file, "HEAD~1")


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(Unversioned, match="lies in no git repository"):
        Repository.of(tmp_path / NAME)


def test_nothing_committed(repo: Repo) -> None:
    with pytest.raises(Unversioned, match="nothing is committed"):
        Repository.of(repo.folder / NAME).commit("HEAD")


def test_no_git(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.folder))
    with pytest.raises(Unversioned, match="git is not installed"):
        Repository.of(repo.folder / NAME)


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    repo.commit(NAME, "one")
    repo.commit(NAME, "two")
    repo.git("clone", "-q", "--depth=1", f"file://{repo.folder}", str(tmp_path / "clone"))
    with pytest.raises(Unversioned, match="only the newest commits") as refused:
        Repository.of(tmp_path / "clone" / NAME).commit("HEAD~1")
    assert refused.value.hint == "git fetch --unshallow"


def test_what_hooks_of_git_say_of_another_repository(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = repo.commit(NAME, "one")
    other = Repo(tmp_path / "other")
    for name, value in (
        ("GIT_DIR", str(other.folder / ".git")),
        ("GIT_INDEX_FILE", "x"),
        ("GIT_WORK_TREE", "/"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_PAGER", "false")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert held(file, "HEAD") == "one"


def test_programs_that_a_repository_names_are_not_run(repo: Repo) -> None:
    file = repo.commit(NAME, "one")
    repo.commit(NAME, "two")
    trap = repo.folder / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repo.folder}/sprung\n", encoding="utf-8")
    trap.chmod(0o700)
    (repo.folder / ".gitattributes").write_text("* diff=trap filter=trap\n", encoding="utf-8")
    for key in (
        *("core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.trap.command", "gpg.program"),
        *(
            "diff.trap.textconv",
            "filter.trap.smudge",
            "filter.trap.clean",
            "core.sshCommand",
            "core.hooksPath",
        ),
    ):
        repo.git("config", key, str(trap))
    repo.git("config", "log.showSignature", "true")
    assert held(file, "HEAD~1") == "one"
    assert len(Repository.of(file).log()) == 2
    assert not (repo.folder / "sprung").exists()


def test_a_content_that_is_missing(repo: Repo) -> None:
    file = repo.commit(NAME, "one")
    blob = Repository.of(file).file_at("HEAD")
    assert blob is not None
    loose = repo.folder / ".git" / "objects" / blob.hash[:2] / blob.hash[2:]
    os.unlink(loose)  # noqa: PTH108 - of git
    with pytest.raises(Unversioned, match="does not hold the content"):
        held(file, "HEAD")


def test_a_folder_that_is_gone(repo: Repo) -> None:
    file = repo.commit(f"sub/deep/{NAME}", "one")
    shutil.rmtree(repo.folder / "sub")
    assert held(file, "HEAD") == "one"


def test_a_bare_repository(tmp_path: Path, repo: Repo) -> None:
    repo.commit(NAME, "one")
    with pytest.raises(Unversioned, match="no folder that git keeps versions of") as refused:
        Repository.of(repo.folder / ".git" / NAME)
    assert refused.value.hint == "the folder that holds .git"
