"""Text can be read in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.screens import shown
from timeline_tui.session import settings
from timeline_tui.tui import themes

_TEXTS = ("plain", "muted", "strong", "date", "quote", "speaker", "disputed", "link", "warning", "error")
_GROUNDS = ("ground", "ground-cursor", "ground-cursor-away")


def luminance(colour: Color) -> float:
    """As in WCAG 2."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", _GROUNDS)
@pytest.mark.parametrize("text", _TEXTS)
@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    one, other = Color.parse(theme.variables[f"ink-{text}"]), Color.parse(theme.variables[ground])
    assert contrast(one, other) >= 4.5


def test_themes_are_the_ones_that_can_be_remembered() -> None:
    assert tuple(theme.name for theme in themes.ALL) == settings.THEMES
    assert (
        len({frozenset(theme.variables) - frozenset(themes.TERMINAL.variables) for theme in themes.ALL}) == 1
    )


@pytest.mark.parametrize("name", settings.THEMES)
async def test_nothing_is_said_by_colour_alone(name: str, tmp_path: Path) -> None:
    settings.keep_theme(name)
    async with shown(tmp_path, size=(80, 24)) as program:
        (cursor,) = [line for line in program.text.split("\n") if line.startswith("▶")]
        assert "First entry" in cursor
        assert "≠" in next(line for line in program.text.split("\n") if "Second raid" in line)
        await program.press("down", "enter")
        assert "▶ ≠ " in program.text
        await program.press("down")
        assert "▶ │ We hold Tetkino." in program.text


async def test_no_color_leaves_the_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown(tmp_path) as program:
        usual = program.text
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(tmp_path) as program:
        assert program.text == usual
