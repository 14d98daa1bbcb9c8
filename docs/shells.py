"""What shells complete with, made from the parsers: they find it where the program is installed."""

from __future__ import annotations

import re
from pathlib import Path

from timeline_tui.cli.arguments import completions

SHELLS = ("bash", "zsh", "fish")


def write() -> None:
    """Write the scripts anew."""
    for shell in SHELLS:
        _file(shell).write_text(completions(shell), encoding="utf-8")


def stale() -> bool:
    """Whether bash, with which the others are made, is offered something else than the parsers take.

    How that is worded may differ between versions of shtab.
    """
    if not all(_file(shell).is_file() for shell in SHELLS):
        return True
    return _offered(_file("bash").read_text(encoding="utf-8")) != _offered(completions("bash"))


def _file(shell: str) -> Path:
    return Path(__file__).with_name("completions") / f"timeline-tui.{shell}"


def _offered(script: str) -> list[str]:
    """The lists of commands, options, choices and codes."""
    return sorted(re.findall(r"=\(([^()]*)\)$", script, re.MULTILINE))
