"""Nothing that could act on a terminal, reorder a row or hide in it passes the gate."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.visible import visible

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
BLANK = "\u115f\u1160\u3164\uffa0"
BREAKS = "\u2028\u2029"
HOSTILE = st.sampled_from(
    "\x00\t\n\r\x1b\x7f\x80\x9b\x9d" + BIDI + ZERO_WIDTH + BLANK + BREAKS + "\ufe0f\U000e0041"
)
VIRAMA = 9
"""The combining class of the signs that take a vowel away."""
JOINED = st.text("\u0628\u06cc\u0627\u064e\u0915\u094d\u200c\u200dxु", max_size=12)
MARKS = st.text("\u0300\u0301\u0489\u20dd", max_size=30)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(HOSTILE, MARKS, JOINED, st.text(max_size=3), st.just("\r\n"))).map("".join),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Me", "Lo"])),
)


def drawn_format(character: str) -> bool:
    """Signs of the class Cf that have a picture and a width: number and verse signs."""
    return (
        character in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    )


def acts(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and not drawn_format(character)
    ) or character in BIDI + ZERO_WIDTH + BLANK


def hides(text: str) -> list[str]:
    """What acts in a text, joiners aside that stand where a script is spelled with them."""
    around = zip(" " + text, text, text[1:] + " ", strict=False)
    return [
        character
        for before, character, after in around
        if acts(character) and not spells(before, character, after)
    ]


def spells(before: str, character: str, after: str) -> bool:
    if unicodedata.combining(before) == VIRAMA:
        return character in "\u200c\u200d"
    return character == "\u200c" and all(
        "ARABIC" in unicodedata.name(beside, "") for beside in (before, after)
    )


@given(TEXTS)
def test_nothing_that_acts_comes_through(text: str) -> None:
    assert not hides(visible(text))


@given(TEXTS)
def test_a_block_holds_line_feeds_and_nothing_else_that_acts(text: str) -> None:
    shown = visible(text, block=True)
    assert not hides(shown.replace("\n", ""))
    assert shown.count("\n") == text.count("\n")


@given(TEXTS, st.booleans())
def test_what_is_visible_stays_as_it_is(text: str, block: bool) -> None:
    shown = visible(text, block=block)
    assert visible(shown, block=block) == shown


@given(TEXTS)
def test_what_is_shown_can_be_written(text: str) -> None:
    visible(text).encode()


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_not_touched(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "^[]52;c;ZXZpbA==^G"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\tb", "a b"),
        ("a\x7fb\x00", "a^?b^@"),
        ("evil\u202etxt.exe", "evil<U+202E>txt.exe"),
        ("a\u200bb", "a<U+200B>b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("می\u200c\u200cخواهم", "می<U+200C><U+200C>خواهم"),
        ("x\u200cy", "x<U+200C>y"),
        ("می\u200c", "می<U+200C>"),
        ("क" + "्\u200c" * 9, "क" + "्\u200c" * 2 + "<+14 marks>"),
        ("a\u2028b", "a<U+2028>b"),
        ("\U000e0041", "<U+E0041>"),
        ("\ud800", "<U+D800>"),
        ("two\nlines\r\n", "two^Jlines^M^J"),
        ("Владимир “Tyotkino” – 日本 é", "Владимир “Tyotkino” – 日本 é"),
        ("[red]markup[/red]", "[red]markup[/red]"),
        ("e" + "\u0301" * 16, "e" + "\u0301" * 4 + "<+12 marks>"),
        ("e" + "\u0301" * 4, "e" + "\u0301" * 4),
    ],
)
def test_what_a_mark_looks_like(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_block_keeps_its_lines() -> None:
    assert visible("one\r\ntwo\nthree\rfour", block=True) == "one\ntwo\nthree^Mfour"
