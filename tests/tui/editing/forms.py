"""Filling the forms that add to a file, and what came of it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.screens import Shown
from timeline_tui.tui.screens.form import Form

KEYS = {" ": "space", ",": "comma", ".": "full_stop", "/": "slash", ":": "colon", "-": "minus", "~": "tilde"}


def keys(words: str) -> list[str]:
    return [KEYS.get(letter, letter) for letter in words]


async def fill(program: Shown, *texts: str) -> None:
    """Type a text into each field from the one that is typed in on, and go to the next."""
    for text in texts:
        await program.pilot.press(*keys(text), "tab")
    await program.settle()


async def save(program: Shown) -> None:
    """Ask to save, look at what is to be written, and write it."""
    await program.press("ctrl+s")
    await program.wait_for("Enter write it")
    await program.press("enter")
    for _ in range(200):
        if not isinstance(program.app.screen, Form):
            break
        await program.pilot.pause(0.05)
    await program.wait_for("u takes it back")
    await program.settle()


async def arrived(program: Shown, title: str) -> None:
    """Wait until the cursor stands on the event."""
    for _ in range(200):
        row = program.reader.row
        if row is not None and row.title == title:
            return
        await program.pilot.pause(0.05)
    raise AssertionError(f"the cursor does not come to {title!r}:\n{program.text}")


def form_of(program: Shown) -> str:
    """The words of the form that is open, in one line."""
    form = program.app.screen
    assert isinstance(form, Form)
    rows = [line[form.children[0].region.x + 1 :] for line in program.text.splitlines()]
    return " ".join(" ".join(rows).split())


def file_of(program: Shown) -> Path:
    return program.reader.wanted.file
