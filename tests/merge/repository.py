"""A git repository of its own, which merges timelines with this program and knows no other settings."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = f"{shlex.quote(sys.executable)} -m timeline_tui"
NAME = "my.timeline.yaml"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


class Repository:
    """A folder under version control, and what git says there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder.with_name("home")
        for path in (folder, self.home):
            path.mkdir()
        self.git("init", "-q", "-b", "main")
        for key, value in (("user.name", "A"), ("user.email", "a@example.org"), ("core.autocrlf", "false")):
            self.git("config", key, value)
        (folder / ".gitattributes").write_text("*.timeline.yaml merge=timeline\n")
        self.git("config", "merge.timeline.driver", f"{PROGRAM} merge --name %P %O %A %B")

    @property
    def text(self) -> bytes:
        """What the timeline holds."""
        return (self.folder / NAME).read_bytes()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What a call of git does."""
        environment = {
            **os.environ,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_EDITOR": "true",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        return subprocess.run(
            ["git", *words], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def git(self, *words: str) -> str:
        """Do what must succeed; what git says."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commit(self, text: bytes, name: str = NAME) -> None:
        """Keep a version of a file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
        self.git("add", "-A")
        self.git("commit", "-qm", f"change {name}")

    def branch(self, name: str, text: bytes, start: str = "main") -> None:
        """Keep a version on a branch of its own, and come back."""
        self.git("switch", "-qc", name, start)
        self.commit(text)
        self.git("switch", "-q", "main")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty one."""
    return Repository(tmp_path / "repository")
