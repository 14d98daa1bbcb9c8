from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.render.document import Piece
from timeline_tui.render.wrapping import MOST_BREAKS, MOST_CHARACTERS, capped, crop, fit, flow, wrap
from timeline_tui.visible import visible

# What makes widths hard: wide, joined, combining, controls, emoji with a selector, spaces in runs.
TRICKY = st.text(
    st.one_of(st.sampled_from("ab  \n\t\x1b\u0301\u200d\ufe0f1#☀桥、，👩한\u202e·—"), st.characters())
)
WIDTHS = st.integers(2, 60)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 80, ["one two three"]),
        ("", 5, [""]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ab abcdefgh", 3, ["ab", "abc", "def", "gh"]),
        ("one    two", 5, ["one", "two"]),
        ("  indented", 20, ["  indented"]),
        ("这是一座桥，很长", 10, ["这是一座", "桥，很长"]),
        ("桥桥桥", 3, ["桥", "桥", "桥"]),
        ("left · right", 7, ["left ·", "right"]),
        ("left — right", 7, ["left —", "right"]),
        ("e\u0301" * 4, 2, ["e\u0301" * 2] * 2),
    ],
)
def test_lines_end_between_words(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(TRICKY, WIDTHS)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    shown = visible(text, block=True)
    lines = wrap(shown, width)
    assert all(cell_len(line) <= width for line in lines)
    assert bare("".join(lines)) == bare(shown)


@given(st.lists(TRICKY), st.integers(8, 60), st.integers(0, 6), st.integers(0, 20))
def test_pieces_keep_their_roles(texts: list[str], width: int, indent: int, hang: int) -> None:
    pieces = [Piece(visible(text), "quote" if at % 2 else "muted") for at, text in enumerate(texts)]
    lines = flow(pieces, width, indent=indent, hang=hang)
    assert all(cell_len(line.text) <= width for line in lines)
    for role in ("quote", "muted"):
        before = "".join(piece.text for piece in pieces if piece.role == role)
        after = "".join(piece.text for line in lines for piece in line.pieces if piece.role == role)
        assert bare(after) == bare(before)


def test_lines_after_the_first_hang() -> None:
    lines = flow([Piece("Where   ", "muted"), Piece("one two three")], 12, hang=8)
    assert [line.text for line in lines] == ["Where   one", "        two", "        thre", "        e"]


@given(TRICKY, st.integers(1, 40))
def test_a_title_fits_its_width(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cell_len(shown) <= width
    assert "\n" not in shown
    assert visible(shown) == shown


def test_a_title_of_a_million_characters_is_cut_with_a_mark() -> None:
    assert fit("word " * 200_000, 10) == "word word…"
    assert fit("a" + "\u0301" * 1_000_000, 10).endswith("…")


def test_a_wide_letter_is_not_halved() -> None:
    assert crop("桥桥", 3) == "桥"


def test_what_is_not_drawn_is_counted_in_characters_of_the_file() -> None:
    shown, hidden = capped("\x1b" * (MOST_CHARACTERS + 12_345))
    assert (len(shown), hidden) == (2 * MOST_CHARACTERS, 12_345)
    shown, hidden = capped("a\n" * (MOST_BREAKS + 7) + "end")
    assert shown.count("\n") == MOST_BREAKS - 1
    assert len(shown) + hidden == 2 * (MOST_BREAKS + 7) + 3


def test_the_line_feed_at_the_end_of_a_block_is_nothing() -> None:
    assert capped("a\n") == ("a", 0)
    assert capped("a\r\n") == ("a", 0)
