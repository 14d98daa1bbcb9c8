"""The clipboard of the machine that the program runs on, by the tools that its surroundings tell of.

What terminals take by themselves (OSC 52) is sent in any case, but many drop it without a word.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

PATIENCE = 3.0
"""Seconds; none of them takes longer, but one can wait for a display that has gone."""


class Tool(NamedTuple):
    """A program that takes what is copied on its standard input."""

    command: tuple[str, ...]
    where: str
    """Where it goes then, in words."""
    encoding: str = "utf-8"


def tools(environment: Mapping[str, str]) -> list[Tool]:
    """Those that are there and can be of use, the likeliest first."""
    return [tool for tool in _likely(environment) if shutil.which(tool.command[0])]


def _likely(environment: Mapping[str, str]) -> Iterator[Tool]:
    far = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    if environment.get("WAYLAND_DISPLAY") and not far:
        yield Tool(("wl-copy", "--type", "text/plain;charset=utf-8"), "the clipboard")
    if environment.get("DISPLAY"):
        # Over SSH it is that of the display one sits at.
        yield Tool(("xclip", "-selection", "clipboard", "-in"), "the clipboard")
        yield Tool(("xsel", "--clipboard", "--input"), "the clipboard")
    if sys.platform == "darwin" and not far:
        yield Tool(("pbcopy",), "the clipboard")
    if environment.get("WSL_DISTRO_NAME") or environment.get("WSL_INTEROP"):
        # It takes all else for the code page of the system.
        yield Tool(("clip.exe",), "the clipboard of Windows", "utf-16")
    if environment.get("TMUX"):
        command = ("tmux", "load-buffer", "-w", "-")
        yield Tool(command, "tmux, where prefix ] pastes it, and to the clipboard if your terminal allows it")


def put(
    text: str, likely: Sequence[Tool], environment: Mapping[str, str], patience: float = PATIENCE
) -> Tool | None:
    """Hand it to the first that takes it; it waits some seconds at most, so it belongs in a thread."""
    return next((tool for tool in likely if _takes(tool, text, environment, patience)), None)


def _takes(tool: Tool, text: str, environment: Mapping[str, str], patience: float) -> bool:
    null = subprocess.DEVNULL
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode(tool.encoding, "replace"),
            stdout=null,
            stderr=null,
            timeout=patience,
            # On a Mac, what comes is taken for another encoding without.
            env={**environment, "LC_CTYPE": "UTF-8"} if sys.platform == "darwin" else environment,
            start_new_session=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
