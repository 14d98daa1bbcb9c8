"""A passage that stands more than once is found at its own place by the words round it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.evidence.test_states import find
from timeline_tui.evidence.alike import whole
from timeline_tui.evidence.match import Anchor, Correction, anchored, match, mended
from timeline_tui.model.timeline import Quote


def test_a_passage_that_stands_once_needs_nothing() -> None:
    assert anchored("They came at dawn. Nobody saw them.", 0, 18) == Anchor()


def test_whole_words_are_taken() -> None:
    text = "The first of the guards, an old man by the gate, said: yes. The second by the well said: yes."
    first, second = (found.span() for found in re.finditer("yes", text))
    assert anchored(text, *first) == Anchor(prefix="man by the gate, said:")
    assert anchored(text, *second) == Anchor(prefix="by the well said:")
    text = "So, yes. And then he went out of the house. So, yes. And then he went out of the yard gladly."
    first, second = (found.span() for found in re.finditer("yes", text))
    assert anchored(text, *first) == Anchor(suffix=". And then he went out of the house. So, yes.")


def test_nothing_is_made_up_where_nothing_near_tells() -> None:
    page = "word " * 1000
    assert anchored(page, 2500, 2504) is None


@pytest.mark.parametrize("between", [" ", "\r\n\r\n", "\n \t\n", "\u2028", " "])
def test_white_space_of_every_sort_is_no_hindrance(between: str) -> None:
    text = between.join(["It is so.", "He said", "It is so.", "She said", "It is so."])
    for found in re.finditer("It is so.", text):
        _assert_found(text, *found.span())


words = st.lists(st.sampled_from(["a", "b", "yes.", "“so”", "дом", "日本", "\r\n", "e\u0301"]), max_size=40)


@given(words, st.integers(0, 300), st.integers(1, 60))
@example(held=["e\u0301"], start=0, length=1)
def test_what_is_anchored_is_found_verbatim_at_its_own_place(
    held: list[str], start: int, length: int
) -> None:
    text = " ".join(held)
    exact = text[start : start + length]
    # An accent alone is no letter, so no passage.
    if exact.strip() and exact == exact.strip() and not all(map(unicodedata.combining, exact)):
        _assert_found(text, start, start + len(exact))


def _assert_found(text: str, start: int, end: int) -> None:
    anchor = anchored(text, start, end)
    if anchor is None:
        return
    (found,) = match(text, [Quote(exact=text[start:end], prefix=anchor.prefix, suffix=anchor.suffix)])
    if whole(text, start, end) != (start, end):
        # A part of a word that stands nowhere as a whole one; without its accent, a letter is another one.
        halved = any(unicodedata.combining(letter) for letter in (text[start], text[end : end + 1] or " "))
        assert found.state in {"cut", "verbatim", "normalised"} | ({"altered"} if halved else set())
        return
    assert (found.state, found.start, found.end, found.remark) == ("verbatim", start, end, None)


@pytest.mark.parametrize(
    "quote, words",
    [
        (Quote(exact="he was there"), {"exact": "she was there"}),
        (Quote(exact="The old men ... at dawn"), {"exact": "The old men\ncame at dawn"}),
        (Quote(exact="Nobody could see them at all"), {"exact": "Nobody saw them at all"}),
        (
            Quote(exact="he was there", prefix="and s"),
            {"exact": "she was there", "prefix": "men\ncame at dawn, and"},
        ),
        (Quote(exact="he was there", suffix="with us"), {"exact": "she was there"}),
    ],
)
def test_a_passage_gets_the_words_of_its_text(quote: Quote, words: dict[str, str]) -> None:
    text = "The old men\ncame at dawn, and she was there with us. Nobody saw them at all.\n"
    found = mended(text, quote)
    assert isinstance(found, Correction)
    assert found.words == words


@pytest.mark.parametrize(
    "exact, reason",
    [
        ("The old men", "letter for letter"),
        ("The  old men", "only marks"),
        ("Ships sank near the coast of Crete", "not found"),
    ],
)
def test_a_passage_whose_text_has_no_other_words_is_left(exact: str, reason: str) -> None:
    found = mended("The old men came at dawn.\n", Quote(exact=exact))
    assert isinstance(found, str)
    assert reason in found


def test_prefix_and_suffix_are_read_as_the_passage_is() -> None:
    text = "The mayor said: ‘We won.’ No.\nLater the governor’s aide — drunk — said: “We won.” Yes."
    second = text.rindex("We won.")
    for around in (
        {"prefix": "governor's aide - drunk - said: \""},
        {"suffix": '" Yes'},
        {"prefix": "governor's  aide—drunk—said:\n'", "suffix": "'\nYes."},
    ):
        finding = find(text, "We won.", **around)
        assert (finding.state, finding.start, finding.remark) == ("verbatim", second, None)
    nowhere = find(text, "We won.", prefix="The king said")
    assert nowhere.remark == "ambiguous: it stands in 2 places, and its prefix does not stand around it"


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [
        ("… B said:", None),
        ("[...] B said: ", None),
        (None, "out …"),
        (None, " out. . ."),
        ("...B said:", "out […]"),
    ],
)
def test_a_prefix_or_suffix_may_break_off_with_an_ellipsis(prefix: str | None, suffix: str | None) -> None:
    finding = find("A said: he came in.\n\nB said: he came out.", "he came", prefix, suffix)
    assert (finding.state, finding.start, finding.remark) == ("verbatim", 29, None)


def test_of_two_places_that_are_as_near_the_prefix_picks_one() -> None:
    text = "He told them: one two three four five six. She told us: one two three four five six."
    passage = "one two three FOUR five six."
    picked = find(text, passage, prefix="She told us:")
    assert (picked.state, picked.start, picked.remark) == ("altered", text.rindex("one"), None)
    assert "ambiguous: it stands in 2 places" in (find(text, passage).remark or "")


def test_a_passage_that_stands_once_is_not_told_to_stand_twice() -> None:
    finding = find("Before it all. It is unlawful to go. And after it.", "It is lawful to go.")
    assert (finding.state, finding.remark) == ("altered", None)


@pytest.mark.parametrize(
    "passage", ["He left.", "He  left.", "He … it.", "He lefd them in the town by night."]
)
def test_that_it_stands_elsewhere_is_known_of_every_state(passage: str) -> None:
    text = "He left. He left them in the town by night. She let it."
    assert find(text, passage, prefix="Quite other words").misplaced
    assert not find(text, passage).misplaced


@pytest.mark.parametrize(
    ("prefix", "suffix", "place"),
    [
        ("The government said:", None, 4),
        ("The govern- ment said", None, 4),
        (None, "said the second", 2),
        ("said the second.", None, 3),
        ("said the king.", None, None),
        (None, "said Anna", None),
    ],
)
def test_marks_and_hyphens_at_line_ends_are_no_part_of_what_stands_round(
    prefix: str | None, suffix: str | None, place: int | None
) -> None:
    text = (
        "“We held it,” said the first. “We held it,” said the second. ‘We held it,’ said the third.\n"
        "The govern-\nment said: We held it."
    )
    starts = [found.start() for found in re.finditer("We held it", text)]
    found = find(text, "We held it", prefix, suffix)
    assert found.misplaced == (place is None)
    assert found.start == starts[(place or 1) - 1]
