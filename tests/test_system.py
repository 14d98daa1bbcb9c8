"""What only some systems have is asked for in one place, and done without where it is missing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import timeline_tui
from tests.tui.screens import RAIDS
from timeline_tui.system import is_folder, typed_path
from timeline_tui.version import __version__, rules_of

MISSING = ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "posix_ipc")
"""Modules that POSIX systems alone have."""
LACKING = """
import os, select, signal, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name in {missing}:
            raise ModuleNotFoundError(f"there is no {{name}} here", name=name)

for name in {missing}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Hidden())
for module, names in (
    (os, ("fork", "posix_spawnp", "getuid", "pread", "sched_getaffinity", "O_NOFOLLOW", "O_NOCTTY")),
    (select, ("poll",)),
    (signal, ("SIGHUP", "SIGTSTP", "SIGCONT", "SIGXFSZ")),
):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
"""
ADDED = '{"id": "added", "date": "2024-05-01", "title": "Added without locks"}'


@pytest.fixture
def lacking(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python that is started lacks them."""
    folder = tmp_path / "lacking"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(LACKING.format(missing=MISSING))
    return {**os.environ, "PYTHONPATH": str(folder), "TIMELINE_TUI_CACHE": str(tmp_path / "cache")}


def run(environment: dict[str, str], *words: str, stdin: str = "") -> str:
    command = [sys.executable, "-m", "timeline_tui", *words]
    done = subprocess.run(command, env=environment, input=stdin, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_modules_are_hidden(lacking: dict[str, str]) -> None:
    script = "import os, select; assert not hasattr(os, 'fork') and not hasattr(select, 'poll')\nimport fcntl"
    done = subprocess.run(
        [sys.executable, "-c", script], env=lacking, capture_output=True, text=True, check=False
    )
    assert "there is no fcntl here" in done.stderr


def test_a_timeline_is_read_searched_and_added_to_without_them(
    lacking: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "some.timeline.yaml"
    file.write_text(RAIDS, encoding="utf-8")
    before = run(lacking, "list", str(file)).splitlines()
    run(lacking, "check", str(file))
    run(lacking, "add", str(file), "-", stdin=ADDED)
    assert "Added without locks" in run(lacking, "show", "added", str(file))
    assert "Added without locks" in run(lacking, "search", "locks", str(file))
    assert len(run(lacking, "list", str(file)).splitlines()) > len(before)


def test_they_are_named_in_one_module_alone() -> None:
    package = Path(timeline_tui.__file__).parent
    naming = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
        if name in {*MISSING, "select", "signal"}
    }
    assert naming == {"system.py"}


@pytest.mark.parametrize(
    "typed", ["x" * 5000, "~nobody-of-this-name/x", "~no\0body/x", "~nobody\udcff/x", "a\0b", ""]
)
def test_whatever_is_typed_is_a_path_that_can_be_asked_for(typed: str) -> None:
    path = typed_path(typed)
    assert str(path) == (typed or ".")
    assert is_folder(path) == (not typed)


def test_a_home_is_where_somebody_lives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path("~/texts") == tmp_path / "texts"


def test_what_was_read_by_other_rules_of_the_same_version_is_told_apart(tmp_path: Path) -> None:
    for room in ("model", "yamlfile", "load", "index", "evidence"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "rules.py").write_text("ONE = 1\n", encoding="utf-8")
    before = rules_of(str(tmp_path))
    assert rules_of(str(tmp_path)) == before
    assert before.startswith(f"{__version__} ")
    (tmp_path / "evidence" / "rules.py").write_text("ONE = 1\nTWO = 2\n", encoding="utf-8")
    assert rules_of(str(tmp_path)) != before
    assert rules_of(str(tmp_path / "archive")) == __version__
