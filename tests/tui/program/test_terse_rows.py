"""What the next start draws at once says no more than the terminal needs to draw the same."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from timeline_tui.tui.next_start import tersely

COLOURS = [None, "red", "bright_blue", "color(120)", "#d6d9de", "#141717"]
SYSTEMS = [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD]
FLAGS = ("bold", "dim", "italic", "underline", "reverse", "strike")
MOVES = ["\x1b[3G", "\x1b[2C", "\x1b7\x1b[12X", "\x1b8\x1b[4C", "\x1b[5X"]


@st.composite
def segments(draw: st.DrawFn) -> str:
    """A run of letters as the screen draws it, or a move within the row."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(MOVES))
    flags = {flag: True for flag in FLAGS if draw(st.integers(0, 3)) == 0}
    colour, ground = draw(st.sampled_from(COLOURS)), draw(st.sampled_from(COLOURS))
    style = Style(color=colour, bgcolor=ground, **flags)  # type: ignore[arg-type]
    return style.render(draw(st.text("ab ≠│", max_size=4)), color_system=draw(st.sampled_from(SYSTEMS)))


def cells(row: str) -> list[pyte.screens.Char]:
    """What a terminal has in its first row, and then writes without a look."""
    screen = pyte.Screen(40, 1)
    pyte.Stream(screen).feed(f"\x1b[1;1H{row}\x1b[0m.")
    return [screen.buffer[0][column] for column in range(40)]


@given(st.lists(segments(), max_size=8).map("".join))
def test_it_looks_the_same_and_is_no_longer(row: str) -> None:
    assert cells(tersely(row)) == cells(row)
    assert len(tersely(row)) <= len(row)


@pytest.mark.parametrize(
    ("row", "terse"),
    [
        ("\x1b[1;38;2;1;2;3mOne\x1b[0m\x1b[38;2;1;2;3m two\x1b[0m", "\x1b[1;38;2;1;2;3mOne\x1b[22m two"),
        ("\x1b[31;48;5;7mA\x1b[0m\x1b[31;48;5;8mB\x1b[0m", "\x1b[31;48;5;7mA\x1b[48;5;8mB"),
        ("\x1b[1;2;38;5;9mA\x1b[0m\x1b[2;38;5;9mB\x1b[0m", "\x1b[1;2;38;5;9mA\x1b[22;2mB"),
        ("\x1b[5mA\x1b[0mB", "\x1b[5mA\x1b[0mB"),
        ("\x1b[41m \x1b[0m\x1b[9G\x1b[41m \x1b[0m", "\x1b[41m \x1b[9G "),
        ("no look at all", "no look at all"),
        ("", ""),
    ],
)
def test_a_look_is_told_where_it_changes(row: str, terse: str) -> None:
    assert tersely(row) == terse
