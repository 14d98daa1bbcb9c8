"""Nothing in a file can act: it is no markup, no control sequence, and it stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.pty.hostile import CONTROLS, write
from tests.tui.screens import Shown, shown
from timeline_tui.tui.program import Gate

BLACK = Color(0, 0, 0)


async def walk(program: Shown) -> str:
    """All that a reader can come to see of some events: controls first, then markup."""
    seen = program.text
    for event in range(16):
        if event == 12:
            await program.press("home", *["down"] * len(CONTROLS))
        await program.press("enter")
        seen += program.text
        await program.press("home")
        seen += program.text
        await program.press("enter")
        seen += program.text + "".join(program.notices)
        await program.press("y", "o")
        seen += program.text + "".join(program.notices) + program.app.clipboard
        await program.press("escape", "escape", "down")
        seen += program.text
    await program.press("p", "pagedown")
    return seen + program.text


@pytest.mark.parametrize("size", [(120, 40), (50, 20)])
async def test_hostile_timeline_is_only_text(size: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / "hostile"
    write(file)
    async with shown(tmp_path, file.read_text(encoding="utf-8"), size=size) as program:
        seen = await walk(program)
        assert not program.app._exit
    assert all(character.isprintable() or character in "\n\u3000" for character in seen)
    assert "PWNED" in seen
    assert "[@click" in seen


def drawn(*texts: str) -> list[str]:
    segments = [Segment(text, Style()) for text in texts]
    return [segment.text for segment in Gate().apply(segments, BLACK)]


def test_gate_lets_text_pass_as_it_is() -> None:
    segments = [Segment("Größe 東京 👩‍🚀"), Segment(" ")]
    assert [segment.text for segment in Gate().apply(segments, BLACK)] == ["Größe 東京 👩‍🚀", " "]


def test_gate_puts_one_mark_for_each_character_that_acts() -> None:
    assert drawn("a\x1b]52;c;x\x07b", "\x9b31m", "\u202e", "\x00\x7f\r\n") == [
        "a�]52;c;x�b",
        "�31m",
        "�",
        "����",
    ]
