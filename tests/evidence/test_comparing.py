"""What counts as a word where two wordings are compared, and how they differ."""

from __future__ import annotations

import pytest

from timeline_tui.evidence.alike import compare, whole, words_of
from timeline_tui.model.passage_states import Run


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("came--at well-known by - night", ["came-", "at", "well-known", "by-", "night"]),
        ("came—at", ["came-", "at"]),
        ("twenty-\nfive men", ["twenty-five", "men"]),
        ("日本 no", ["日", "本", "no"]),
    ],
)
def test_a_dash_parts_words_and_a_hyphen_does_not(text: str, words: list[str]) -> None:
    assert [word.key for word in words_of(text)] == words


@pytest.mark.parametrize(
    ("passage", "text", "words"),
    [
        ("ที่บ้าน", "ที่บาน", ["ที่", "บ้", "บ", "าน"]),
        ("กินน้ำ", "กิ่นนำ", ["กิ", "กิ่", "น", "น้ำ", "นำ"]),
        ("ຫ້ອງນໍ້າ", "ຫອງນໍ້າ", ["ຫ້", "ຫ", "ອງນໍ້າ"]),
        ("ខ្មែរ", "ខ្ញែរ", ["ខ្មែ", "ខ្ញែ", "រ"]),
        ("မြန်မာ", "မြနမာ", ["မြ", "န်", "န", "မာ"]),
        ("བོད་", "བད་", ["བོ", "བ", "ད་"]),
        ("か\u309aき", "かき", ["か\u309a", "か", "き"]),
        ("漢\U000e0100字", "漢字", ["漢\U000e0100", "漢", "字"]),
        ("e\u0301漢", "e漢", ["e\u0301", "e", "漢"]),
    ],
)
def test_a_letter_and_its_marks_are_one(passage: str, text: str, words: list[str]) -> None:
    runs, _ = compare(passage, text)
    assert [run.words for run in runs] == words


def test_half_of_a_letter_with_a_vowel_is_no_whole_word() -> None:
    assert whole("หิวน้ำมาก", 0, 5) == (0, 6)
    assert whole("ຫິວນຳ້", 0, 4) == (0, 6)


def test_neighbouring_changes_are_one() -> None:
    runs, changed = compare("the old men slept", "the young women came at dawn")
    assert runs == (
        Run("same", "the "),
        Run("passage", "old men slept"),
        Run("text", "young women came at dawn"),
    )
    assert changed == 5
