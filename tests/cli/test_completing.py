"""`completions` gives shells what they need; each is asked as a person would by pressing Tab."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from timeline_tui.cli.commands import COMMANDS

_BASH = """
source ./script
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _shtab_timeline_tui; echo "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def folder(call: Call, tmp_path: Path) -> Path:
    for shell in ("bash", "zsh", "fish"):
        said = call("completions", shell)
        assert (said.code, said.talk) == (0, "")
        (tmp_path / shell).write_text(said.out, encoding="utf-8")
    (tmp_path / "river.timeline.yaml").touch()
    (tmp_path / "texts").mkdir()
    return tmp_path


def asked(folder: Path, shell: str, line: str) -> list[str]:
    """What a shell offers at the end of a line."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (folder / "script").write_text((folder / shell).read_text())
    words = " ".join(repr(word) for word in line.split(" "))
    asks = _BASH.format(words=words) if shell == "bash" else f"source ./script; complete -C '{line}'"
    done = subprocess.run([shell, "-c", asks], cwd=folder, capture_output=True, text=True, check=True)
    if shell == "bash":
        return done.stdout.split()
    return [offered.split("\t")[0] for offered in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("timeline-tui ch", "check"),
        ("timeline-tui check --wa", "--watch"),
        ("timeline-tui check --format sa", "sarif"),
        ("timeline-tui list riv", "river.timeline.yaml"),
        ("timeline-tui explain unknown-so", "unknown-source"),
        ("timeline-tui --a", "--as-of"),
    ],
)
def test_a_word_is_completed(folder: Path, shell: str, line: str, offered: str) -> None:
    assert offered in asked(folder, shell, line)


def test_a_folder_is_asked_for(folder: Path) -> None:
    assert asked(folder, "bash", "timeline-tui verify --texts t") == ["texts"]
    assert asked(folder, "bash", "timeline-tui verify --texts riv") == []


def test_every_command_is_offered(folder: Path) -> None:
    assert set(asked(folder, "bash", "timeline-tui ")) >= COMMANDS.keys() - {"open"}


def test_the_first_word_may_be_a_file(folder: Path) -> None:
    assert "complete -o default -F" in (folder / "bash").read_text()
    assert "\n  _files\n" in (folder / "zsh").read_text()
    assert "river.timeline.yaml" in asked(folder, "fish", "timeline-tui riv")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_one_of_its_shell(folder: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-n", str(folder / shell)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
