"""A stretch of words in a text is made longer and shorter, whatever the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.render.document import FULL
from timeline_tui.render.source_text import INDENT, cells, line_of, place_at, text_page
from timeline_tui.session.selection import Selection, sentence_end, sentence_start, word_at, word_beside

TEXTS = st.text(
    st.sampled_from("ab.,“” \t\r\n'-’e\u0301日。本\u202e\x1b\x00🎉👩\u200d\U0001f467д!?…"), max_size=120
)


def _words(text: str) -> list[str]:
    found, word = [], word_at(text, 0)
    while word is not None:
        found.append(text[slice(*word)])
        after = word_beside(text, word, 1)
        word = None if after == word else after
    return found


@pytest.mark.parametrize(
    "text, words",
    [
        ("“We hold Tetkino.”", ["“", "We", "hold", "Tetkino", ".", "”"]),
        ("That's rock-n-roll, isn’t it?", ["That's", "rock-n-roll", ",", "isn’t", "it", "?"]),
        ("е\u0301сли", ["е\u0301сли"]),
        ("日本。二つ", ["日", "本", "。", "二", "つ"]),
        ("  \r\n one\ttwo ", ["one", "two"]),
        ("", []),
        (" \n", []),
    ],
)
def test_words_are_told_apart_from_what_stands_beside_them(text: str, words: list[str]) -> None:
    assert _words(text) == words


@given(TEXTS)
def test_words_cover_all_but_white_space_and_are_the_same_both_ways(text: str) -> None:
    words = _words(text)
    assert "".join("".join(words).split()) == "".join(text.split())
    back = []
    word = word_at(text, 0)
    while word is not None and (after := word_beside(text, word, 1)) != word:
        word = after
    while word is not None:
        back.append(text[slice(*word)])
        before = word_beside(text, word, -1)
        word = None if before == word else before
    assert back == words[::-1]


def test_sentences_end_with_their_marks_and_at_paragraphs() -> None:
    text = "“We hold it.” That is 3.5 km. No end\n\nNext one"
    assert text[: sentence_end(text, 0)] == "“We hold it.”"
    assert text[: sentence_end(text, 13)] == "“We hold it.” That is 3.5 km."
    assert text[: sentence_end(text, 30)] == "“We hold it.” That is 3.5 km. No end"
    assert sentence_end(text, 40) == len(text)
    assert text[sentence_start(text, 20) :].startswith("That is")


@given(TEXTS, st.integers(0, 120))
def test_a_sentence_always_goes_on_until_the_text_ends(text: str, place: int) -> None:
    place = min(place, len(text))
    end = sentence_end(text, place)
    assert place <= end <= len(text)
    assert end > place or not text[place:].strip()
    assert 0 <= sentence_start(text, place) <= place


@given(TEXTS, st.integers(4, 40))
def test_every_letter_stands_in_the_line_and_the_cell_that_is_said(text: str, width: int) -> None:
    document = text_page(text, (0, len(text)), (), "Title", width, marks=FULL)
    shown = list(document.stretches)
    assert [stretch.start for stretch in shown] == sorted(stretch.start for stretch in shown)
    for stretch in shown:
        assert 0 <= stretch.start <= stretch.end <= len(text)
    for place, letter in enumerate(text):
        line = line_of(shown, place)
        if (
            letter.isspace()
            or letter in "\u202e\x1b\x00"
            or line is None
            or not line.start <= place < line.end
        ):
            continue
        at = cells(text, line, place, place + 1)
        assert at is not None and at[0] >= INDENT
        if at[1] > at[0]:
            assert place_at(text, line, at[0]) == place


@given(TEXTS, st.integers(0, 120), st.integers(0, 120))
def test_both_ends_of_a_selection_can_be_the_one_that_moves(text: str, one: int, other: int) -> None:
    first, last = word_at(text, one), word_at(text, other)
    if first is None or last is None:
        return
    selection = Selection(first, first).to(last, extend=True)
    assert selection.stretch == (min(first[0], last[0]), max(first[1], last[1]))
    assert selection.turned().stretch == selection.stretch
    assert selection.to(first, extend=False).stretch == first
