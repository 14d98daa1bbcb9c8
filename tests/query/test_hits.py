"""Which characters of a text are hit; folding moves no place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.folding import folded, placed, words
from timeline_tui.query.written import parse, words_of

letters = st.text(
    st.sampled_from("aAéßİıﬁŁЁёйїקּ中文ภา가각ｶﾞが①½Ⅷ\u0301\u0308\u3099\u1161\u11a8’-_ .\0🔥\u200d")
)


@given(st.text() | letters)
def test_a_text_folds_piece_by_piece_as_it_folds_whole(text: str) -> None:
    found = placed(text)
    assert found.text.split() == folded(text).lower().split()
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))


@given(st.text() | letters)
def test_composed_or_not_the_words_are_the_same(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("query", "text", "hit"),
    [
        ("strasse ", "Die Straße, die STRASSE.", ["Straße", "STRASSE"]),
        ("cafe", "cafe\u0301s and café", ["cafe\u0301", "café"]),
        ("istanbul ", "İSTANBUL ıstanbul", ["İSTANBUL", "ıstanbul"]),
        ("елка ", "Ёлка, ёлка, елка", ["Ёлка", "ёлка", "елка"]),
        ("中文", "学中文吗", ["中文"]),
        ("ภาษา", "เรียนภาษาไทย", ["ภาษา"]),
        ("fin", "ﬁnal", ["ﬁn"]),
        ("dron", "drones, a drone", ["dron", "dron"]),
        ('"oil refinery"', "Oil  refinery; oil. Refinery", ["Oil  refinery", "oil. Refinery"]),
        ("don't", "DON’T", ["DON’T"]),
        ("lodz ", "Łódź", ["Łódź"]),
        ("a -b", "a b", ["a"]),
        ("tag:a", "a", []),
        ("🔥", "it burns 🔥🔥", ["🔥", "🔥"]),
    ],
)
def test_hits_stand_where_the_words_stand(query: str, text: str, hit: list[str]) -> None:
    assert [text[start:end] for start, end in words_of(parse(query)).spans(text)] == hit


@given(st.text(min_size=1) | letters)
def test_a_text_hits_itself(text: str) -> None:
    quoted = '"' + text.replace('"', " ") + '"'
    if words(text):
        spans = words_of(parse(quoted)).spans(text)
        assert spans
        assert words(" ".join(text[start:end] for start, end in spans)) == words(text)


def test_a_query_without_words_marks_nothing() -> None:
    assert words_of(parse("a"))
    assert not words_of(parse("tag:a -b"))
