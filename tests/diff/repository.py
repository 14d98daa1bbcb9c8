"""Repositories of git for tests: in folders of their own, with nothing of the machine's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NEEDS_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
_OWN = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")


class Repo:
    """A new repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, **more: str) -> str:
        """Call git in it, with more in its surroundings; what it said."""
        surroundings = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        surroundings |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, **more}
        command = ["git", "-C", str(self.folder), *_OWN, *arguments]
        done = subprocess.run(command, capture_output=True, check=True, env=surroundings, text=True)
        return done.stdout

    def commit(self, name: str, text: str, subject: str = "Change it", on: str | None = None) -> Path:
        """Commit a file with this text, now or on a day."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("--literal-pathspecs", "add", "--", name)
        self.git(
            "commit", "-qm", subject, **({} if on is None else {"GIT_COMMITTER_DATE": f"{on}T12:00:00Z"})
        )
        return path
