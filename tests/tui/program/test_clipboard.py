"""What is copied goes where the surroundings say, and the program says where that was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.screens import shown
from timeline_tui.tui.carry_out import put, tools

ALL = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "WSL_INTEROP": "/run/x", "TMUX": "/tmp/tmux,1,0"}
NAMES = ("wl-copy", "xclip", "clip.exe", "tmux")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tools, each of which keeps what it takes; nothing else is found."""
    path = tmp_path / "tools"
    path.mkdir()
    for name in NAMES:
        tool = path / name
        tool.write_text(
            f'#!/bin/sh\necho "$0 $*" >"{path}/{name}.call"\nexec /bin/cat >"{path}/{name}.took"\n'
        )
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(path))
    return path


def found(environment: dict[str, str]) -> list[str]:
    return [tool.command[0] for tool in tools(environment)]


def test_the_surroundings_say_which_tools_are_of_use(folder: Path) -> None:
    assert found({}) == []
    assert found(ALL) == list(NAMES)
    assert found({"DISPLAY": ":0"}) == ["xclip"]
    assert found({"TMUX": "x"}) == ["tmux"]
    # From afar, that machine's own screen is nobody's; a display that is handed on is.
    assert found({**ALL, "SSH_CONNECTION": "1"}) == ["xclip", "clip.exe", "tmux"]
    (folder / "xclip").unlink()
    assert found({"DISPLAY": ":0"}) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_tool_gets_every_letter(folder: Path, name: str) -> None:
    for other in NAMES:
        if other != name:
            (folder / other).unlink()
    text = "“Тёткино” — it's\n\\n $(id) 🎉"
    took = put(text, tools(ALL), dict(os.environ))
    assert took is not None
    assert (folder / f"{name}.took").read_bytes().decode(took.encoding) == text
    assert "$(id)" not in (folder / f"{name}.call").read_text()


def test_one_that_fails_or_hangs_leaves_it_to_the_next(folder: Path) -> None:
    (folder / "wl-copy").write_text("#!/bin/sh\nexit 1\n")
    (folder / "xclip").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    took = put("text", tools(ALL), dict(os.environ), patience=0.2)
    assert took is not None and took.command[0] == "clip.exe"
    for name in ("clip.exe", "tmux"):
        (folder / name).write_text("no program at all")
    assert put("text", tools(ALL), dict(os.environ)) is None


async def test_it_is_said_where_it_went(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(tmp_path) as program:
        await program.press("y")
        assert any("Copied, if your terminal allows it: First" in told for told in program.notices)
        monkeypatch.setenv("TMUX", "x")
        await program.press("down", "y")
        await program.wait_for("Copied to tmux, where prefix ] pastes it")
        assert (folder / "tmux.took").read_text() == program.app.clipboard
        assert (folder / "tmux.call").read_text().endswith("tmux load-buffer -w -\n")
        monkeypatch.setenv("DISPLAY", ":0")
        await program.press("up", "y")
        await program.wait_for("Copied to the clipboard: First")
        assert (folder / "xclip.took").read_text() == program.app.clipboard
