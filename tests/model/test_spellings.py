"""Spellings of names in texts: whole words, the longest first, accents and Unicode form folded."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.folding import Spellings, cased, cased_words, likest_names, spelled, words
from timeline_tui.model.timeline import Name

NAMES = {
    "tyotkino": Name(name="Tyotkino", also=("Tetkino", "Tiotkino")),
    "kyiv": Name(name="Kyiv", also=("Kiev",)),
    "kyiv-independent": Name(name="The Kyiv Independent"),
    "legion": Name(name="Freedom of Russia Legion", also=("the Legion", "Russia's Freedom Legion")),
    "russia": Name(name="Russia"),
    "putin": Name(name="Vladimir Putin", also=("Putin", "Putin’s")),
    "zoe": Name(name="Zoë Müller"),
    "us": Name(name="U.S. government"),
    "beijing": Name(name="北京", also=("กรุงปักกิ่ง",)),
    "other-kyiv": Name(name="Other", also=("Kiev",)),
}
SPELLINGS = Spellings(NAMES)


def found(text: str) -> set[tuple[str, str]]:
    return {(use.name, use.spelling) for use in SPELLINGS.found(text)}


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("At Tetkino.", {("tyotkino", "Tetkino")}),
        ("(Tyotkino),\nTyotkino", {("tyotkino", "Tyotkino")}),
        ("tyotkino", set()),
        ("Tyotkinos, preTyotkino", set()),
        ("The Kyiv Independent", {("kyiv-independent", "The Kyiv Independent")}),
        ("The Kyiv Independent in Kyiv", {("kyiv-independent", "The Kyiv Independent"), ("kyiv", "Kyiv")}),
        ("Freedom of Russia Legion", {("legion", "Freedom of Russia Legion")}),
        ("Freedom of\n  Russia\u00a0Legion", {("legion", "Freedom of Russia Legion")}),
        ("Russia’s Freedom Legion", {("legion", "Russia's Freedom Legion")}),
        ("in Russia. Freedom", {("russia", "Russia")}),
        ("Freedom of Russia؟ Legion", {("russia", "Russia")}),
        ("Kiev", {("kyiv", "Kiev"), ("other-kyiv", "Kiev")}),
        ("“Zoe Muller”", {("zoe", "Zoë Müller")}),
        (unicodedata.normalize("NFD", "Zoë Müller"), {("zoe", "Zoë Müller")}),
        ("the U.S. government", {("us", "U.S. government")}),
        ("the U S government", set()),
        ("他在北京说", {("beijing", "北京")}),
        ("ที่กรุงปักกิ่งวันนี้", {("beijing", "กรุงปักกิ่ง")}),
        ("Vladimir Putin", {("putin", "Vladimir Putin")}),
        ("", set()),
    ],
)
def test_spellings_are_found_as_whole_words(text: str, uses: set[tuple[str, str]]) -> None:
    assert found(text) == uses


@given(st.text(max_size=60))
def test_whatever_stands_around_it_a_name_alone_on_its_line_is_found(text: str) -> None:
    assert ("tyotkino", "Tyotkino") in found(f"{text}\n Tyotkino \n{text}")


@given(st.text(max_size=60))
def test_no_text_is_searched_in_vain_or_breaks_it(text: str) -> None:
    for use in SPELLINGS.found(text):
        assert cased(use.spelling) in cased(text)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=80))
def test_the_quick_way_for_ascii_has_the_same_words(text: str) -> None:
    assert cased_words(text) == re.findall(r"[^\W_]+", text)


def test_thousands_of_names_with_one_spelling_cost_little() -> None:
    many = {
        f"n{number}": Name(name="Same", also=tuple(f"a {letter}" for letter in "bcd"))
        for number in range(5000)
    }
    assert 0 < len(Spellings(many).found("Same a b c d " * 20)) < 200


@pytest.mark.parametrize("text", ["kyiv", "KYIV", "Kyïv", " kyiv "])
def test_any_spelling_in_any_case_means_the_name(text: str) -> None:
    assert spelled(text, NAMES) == ["kyiv"]


def test_a_spelling_may_mean_several_names_and_an_id_only_one() -> None:
    assert spelled("kiev", NAMES) == ["kyiv", "other-kyiv"]
    assert spelled("other-kyiv", NAMES) == ["other-kyiv"]
    assert spelled("nobody", NAMES) == []


def test_what_is_likest_is_suggested() -> None:
    assert likest_names("Tyotkono", NAMES)[0] == "Tyotkino"
    assert likest_names("x" * 10_000, NAMES) == []


letters = st.text(
    st.sampled_from("aAéßİıﬁŁЁёйїקּ中文ภา가각ｶﾞが①½Ⅷ\u0301\u0308\u3099\u1161\u11a8’-_ .\0🔥\u200d“»")
)


@given(st.text() | letters)
def test_the_words_of_spellings_are_those_of_search_but_for_their_case(text: str) -> None:
    held = cased_words(text)
    assert [words(word) for word in held] == [[word] for word in words(text)]
