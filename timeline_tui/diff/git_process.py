"""Runs git as a child process, which reads what is on this disk alone and starts no other program."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from timeline_tui.visible import NotDone

WITHOUT_GIT = "timeline-tui diff OLD NEW compares two files without git"
"""What to try where git does not help."""
# The repository is the one that a file lies in, whoever calls: hooks and tools of git name their own.
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
# Nothing is fetched, nothing asks, no pager opens, and what git says is English.
_SETTINGS = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Settings of a repository can name programs; these are not run, and no name of a file is a pattern.
_ALWAYS = (
    *("--no-pager", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8"),
)


class Unversioned(NotDone):
    """A version that cannot be had, with a sentence that says why and another with what to try."""


class BareRepository(Unversioned):
    """A repository without a folder in which its files lie."""


class GitProcess:
    """Asks git in a folder; what it is asked can raise `Unversioned`."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self.folder = folder

    def command(self, *, literal: bool = True) -> list[str]:
        """How it is called, up to what it is asked; `literal` lets no name of a file be a pattern."""
        always = [one for one in _ALWAYS if literal or one != "--literal-pathspecs"]
        return [self._program, "-C", str(self.folder.absolute()), *always]

    def run(self, *arguments: str, literal: bool = True) -> subprocess.CompletedProcess[bytes]:
        """What a call of it did, whether it succeeded or not."""
        try:
            return subprocess.run(
                [*self.command(literal=literal), *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                env=surroundings(),
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no name can hold that"
            raise Unversioned(f"git cannot be asked: {reason}") from error

    def said(self, *arguments: str, literal: bool = True) -> bytes:
        """What it printed, where it succeeded."""
        done = self.run(*arguments, literal=literal)
        if done.returncode:
            raise _refusal(done.stderr.decode("utf-8", "replace"), self.folder)
        return done.stdout


def surroundings() -> dict[str, str]:
    """The variables that it runs with."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)
    }
    return kept | _SETTINGS


def _refusal(said: str, folder: Path) -> Unversioned:
    """What git complained about, in other words where these are plainer."""
    if "not a git repository" in said:
        return Unversioned(
            f"{folder} lies in no git repository", f"git init, to keep versions from now on; {WITHOUT_GIT}"
        )
    if "dubious ownership" in said:
        hint = f"git config --global --add safe.directory {folder.absolute()}"
        return Unversioned(
            f"git does not read the repository of {folder}, which belongs to somebody else", hint
        )
    first = next((line for line in said.splitlines() if line.strip()), "it gave no reason")
    return Unversioned(f"git cannot tell: {first.removeprefix('fatal: ')}")
