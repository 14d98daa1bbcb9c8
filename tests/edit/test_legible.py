"""What is shown of a file holds nothing that hides or acts, and gives its bytes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.edit.draft import Legible, NotLegible
from timeline_tui.model.limits import EDITED, EDITED_LINE
from timeline_tui.visible import visible

HIDDEN = ["\x00", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\u200b", "\u202e", "\U000e0041", "\x9b31m"]
LIKE_STAND_INS = ["①", "②", "␛", "Ⓐ", "\ue000"]
TOGETHER = ["e" + "\u0301" * 9, "\u0628\u200c\u0628", "👩\u200d🚀", "\n", "\r\n", "\r", "\t", "ü", "a"]
PIECES = st.sampled_from([*HIDDEN, *LIKE_STAND_INS, *TOGETHER])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join).filter(lambda text: _is_text(text))


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@given(TEXTS)
def test_bytes_come_back_and_nothing_hides(text: str) -> None:
    data = text.encode()
    legible = Legible(data)
    assert legible.bytes_of(legible.text) == data
    assert visible(legible.text, block=True) == legible.text.replace("\t", " ")


@given(TEXTS, TEXTS)
def test_what_is_pasted_is_written_as_it_was(text: str, pasted: str) -> None:
    legible = Legible(text.encode())
    typed = legible.typed(pasted)
    assert visible(typed, block=True) == typed.replace("\t", " ")
    assert legible.copied(typed) == pasted.replace("\r\n", "\n").replace("\r", "\n")
    # What stood there before still means what it meant.
    assert legible.bytes_of(legible.text) == text.encode()
    assert len(typed) == len(legible.copied(typed))


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        (b"a\r\nb\n", "a␍\nb\n"),
        (b"a\rb\n", "a␍b\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        ("␛\x1b".encode(), "␛①"),
        (b"", ""),
        (b"\t", "\t"),
    ],
)
def test_how_lines_end_and_what_stands_in(data: bytes, shown: str) -> None:
    legible = Legible(data)
    assert legible.text == shown
    assert legible.bytes_of(legible.text) == data


def test_new_lines_end_as_the_others_do() -> None:
    assert Legible(b"\xef\xbb\xbfa\r\n").bytes_of("a\nb\n") == b"\xef\xbb\xbfa\r\nb\r\n"
    assert Legible(b"a\rb").bytes_of("a\nb\nc") == b"a\rb\rc"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a\nb\n\xff", "line 3 is not UTF-8"),
        ("title: é".encode("utf-16"), "line 1 is not UTF-8"),
        (b"#" * (EDITED.value + 1), "larger than 2 MB"),
        (b"a\n" + b"#" * (EDITED_LINE.value + 1), "line 2 is longer than 10,000 characters"),
    ],
)
def test_what_cannot_be_shown_as_it_is(data: bytes, says: str) -> None:
    with pytest.raises(NotLegible, match=says):
        Legible(data)


def test_more_kinds_of_hidden_characters_than_can_be_stood_in_for() -> None:
    marks = "".join("e" + "\u0301" * 4 + mark for mark in map(chr, range(0xE0100, 0xE01F0)))
    assert Legible(marks.encode()).bytes_of(Legible(marks.encode()).text) == marks.encode()
    everything = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x24B6, 0x24EA), *range(0xE000, 0xF900))))
    with pytest.raises(NotLegible, match="too many kinds"):
        Legible((everything + "\u200b").encode())
