"""Folding makes alike what only looks different, and knows the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.evidence.alike import FoldedText

words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40)


@given(words)
def test_every_unicode_form_folds_to_one(text: str) -> None:
    # A mark at the very start has nothing to join.
    text = f"x {text} y"
    forms = {FoldedText(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert len(forms) == 1


@pytest.mark.parametrize("text", ["नमस्ते क़", "ঢাকায় কোথায়", "한국어 글", "ё́ q̣̇", "ཀཱི", "ぱが", "ﬁn Å"])
def test_scripts_whose_letters_are_put_together(text: str) -> None:
    assert (
        FoldedText(unicodedata.normalize("NFD", text)).text
        == FoldedText(unicodedata.normalize("NFC", text)).text
    )


def test_marks_and_spaces_are_one() -> None:
    assert FoldedText("“a” – b\u00a0\u2028c\r\n\r\n  d").text == FoldedText('"a" - b  c d').text
    assert FoldedText("soft\u00adhy\u200bphen\ufeff").text == "softhyphen"
    assert (
        FoldedText("Ångström").text
        == FoldedText("A\u030angstro\u0308m").text
        == FoldedText("\u212bngström").text
    )


@given(words, words)
def test_the_way_back_leads_to_the_place_between_the_two(before: str, after: str) -> None:
    original = f"{before} MIDDLE {after}"
    if original.count("MIDDLE") > 1:
        return
    folded = FoldedText(original)
    start = folded.original(folded.text.index("MIDDLE"))
    end = folded.original(folded.text.index("MIDDLE") + len("MIDDLE"))
    assert original[start:end] == "MIDDLE"
