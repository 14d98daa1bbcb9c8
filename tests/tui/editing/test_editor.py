"""How editors are told the line; nothing that one is called runs a shell or ends the program."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from timeline_tui.session.own_editor import NoEditor, call, chosen, edit
from timeline_tui.session.requests import FilePosition

FILE = Path("/home/me/raids.timeline.yaml")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        *((name, ["+12", str(FILE)]) for name in ("vi", "vim", "nvim")),
        ("nano", ["+12,3", str(FILE)]),
        *((name, ["+12:3", str(FILE)]) for name in ("emacs", "emacsclient", "micro", "kak")),
        *((name, [f"{FILE}:12:3"]) for name in ("hx", "helix")),
        *((name, ["--wait", "--goto", f"{FILE}:12:3"]) for name in ("code", "codium")),
        ("ed", [str(FILE)]),
        ("/usr/bin/vim", ["+12", str(FILE)]),
    ],
)
def test_each_editor_is_told_the_line_its_own_way(name: str, arguments: list[str]) -> None:
    assert call([name], FilePosition(FILE, 12, 3)) == [name, *arguments]


def test_words_of_the_setting_are_kept() -> None:
    assert call(["emacs", "-nw"], FilePosition(FILE)) == ["emacs", "-nw", "+1:1", str(FILE)]
    assert call(["code", "-w"], FilePosition(FILE)) == ["code", "-w", "--goto", f"{FILE}:1:1"]


@pytest.mark.parametrize("name", ["-c:!id", "$(id).yaml", "+3", "a b;id", "--wait"])
def test_a_file_name_is_never_an_option_nor_a_command(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(["vim"], FilePosition(Path(name))) == ["vim", "+1", f"{tmp_path}/{name}"]


def test_visual_comes_before_editor() -> None:
    assert chosen({"VISUAL": "vim -n", "EDITOR": "nano"}) == ["vim", "-n"]
    assert chosen({"VISUAL": " ", "EDITOR": "'my editor' -x"}) == ["my editor", "-x"]


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"VISUAL": " ", "EDITOR": "\t"}])
def test_where_neither_says_anything_there_is_none(environment: dict[str, str]) -> None:
    assert chosen(environment) is None


@pytest.mark.parametrize("named", ['vim "x', "vim \\"])
def test_words_that_do_not_end(named: str) -> None:
    with pytest.raises(NoEditor, match="ends within a quotation or behind a backslash: vim"):
        chosen({"EDITOR": named})


def test_an_empty_name() -> None:
    with pytest.raises(NoEditor, match="no name of a program: '' x"):
        chosen({"EDITOR": "'' x"})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["/nowhere/vim"], "There is no program /nowhere/vim"),
        (["/"], "may not be run"),
        (["a\0b"], "cannot be run"),
        ([sys.executable, "-c", "raise SystemExit(3)"], "ended with code 3"),
        ([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "was ended by signal 9"),
    ],
)
def test_an_editor_that_fails_is_told_of(words: list[str], says: str) -> None:
    before = signal.getsignal(signal.SIGINT)
    assert says in (edit(words) or "")
    assert signal.getsignal(signal.SIGINT) is before


def test_an_editor_that_ends_well_says_nothing() -> None:
    assert edit([sys.executable, "-c", ""]) is None
