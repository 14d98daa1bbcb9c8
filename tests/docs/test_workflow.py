"""The lines for an action of a newsroom's repository do what is said of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.parts import PROJECT
from tests.diff.repository import NEEDS_GIT, Repo

TOGETHER = PROJECT / "docs" / "together.md"
SOUND = """\
sources:
  paper: {title: Told, outlet: Paper, text: ../texts/told.txt}
events:
  - {id: raid, date: 2024-03-12, title: A raid, quotes: [{exact: We took it., source: paper}]}
"""

pytestmark = NEEDS_GIT


def _steps() -> dict[str, str]:
    """What each line runs, by the first words of it; what installs the program is not run here."""
    text = TOGETHER.read_text(encoding="utf-8")
    lines = re.findall(r"^      - run: (.*)$", text, re.MULTILINE)
    return {re.sub(r".*timeline-tui (\w+).*", r"\1", line): line for line in lines if "install" not in line}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with a timeline and its text, which was changed once."""
    repo = Repo(tmp_path / "repo")
    repo.commit("texts/told.txt", "They said: We took it. Then they left.\n")
    repo.commit("timelines/raid.timeline.yaml", SOUND.replace("A raid", "The raid"))
    repo.commit("timelines/raid.timeline.yaml", SOUND)
    program = tmp_path / "bin" / "timeline-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m timeline_tui "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    return repo


def _ran(repo: Repo, step: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """What a step does after a push; `before` is the commit that was the newest until then."""
    path = f"{repo.folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    summary = {"GITHUB_STEP_SUMMARY": str(repo.folder.parent / "summary.md"), "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        ["sh", "-e", "-c", _steps()[step].replace("${{ github.event.before }}", before)],
        cwd=repo.folder,
        env=os.environ | summary | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_is_well(repo: Repo) -> None:
    assert list(_steps()) == ["diff", "check", "verify", "export"]
    for step in _steps():
        done = _ran(repo, step, repo.git("rev-parse", "HEAD~1").strip())
        assert done.returncode == 0, done.stderr
    assert "A raid" in (repo.folder / "site" / "index.html").read_text(encoding="utf-8")
    summary = (repo.folder.parent / "summary.md").read_text(encoding="utf-8")
    assert "its title is now “A raid”, was “The raid”" in summary


def test_a_push_of_several_commits_is_told_of_whole(repo: Repo) -> None:
    before = repo.git("rev-parse", "HEAD~1").strip()
    repo.commit("timelines/raid.timeline.yaml", SOUND.replace("03-12", "03-13"))
    assert _ran(repo, "diff", before).returncode == 0
    summary = (repo.folder.parent / "summary.md").read_text(encoding="utf-8")
    assert "its title is now “A raid”" in summary and "its date is now 13 March 2024" in summary


def test_a_problem_is_marked_where_it_stands_in_the_repository(repo: Repo) -> None:
    repo.commit("timelines/raid.timeline.yaml", SOUND.replace("source: paper", "source: papre"))
    done = _ran(repo, "check")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=timelines/raid.timeline.yaml,line=4,col=")


def test_a_passage_that_is_not_so_in_its_text(repo: Repo) -> None:
    repo.commit("texts/told.txt", "They said: We did not take it.\n")
    assert _ran(repo, "verify").returncode == 1


def test_the_first_push_has_nothing_before_it(repo: Repo, tmp_path: Path) -> None:
    first = Repo(tmp_path / "other" / "repo")
    first.commit("timelines/raid.timeline.yaml", SOUND)
    (repo.folder.parent / "bin").rename(first.folder.parent / "bin")
    assert _ran(first, "diff", "0" * 40).returncode == 0
