"""Text that is written reads back as it was, in this program and in others."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.edit.wordings import NASTY, texts
from tests.examples import examples
from timeline_tui.edit import habits
from timeline_tui.yamlfile.trees import Style

# What the core schema of YAML 1.2 makes of a text with nothing around it.
_CORE = re.compile(
    r"|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
)


def means(written: str) -> object:
    """What YAML 1.1 makes of it, in a mapping and in brackets."""
    return yaml.safe_load(f"a: {written}")["a"]


@given(texts)
@examples(5)
def test_a_plain_text_means_itself_everywhere(text: str) -> None:
    written = habits.plain(text)
    if written is not None:
        assert means(written) == text
        assert not _CORE.fullmatch(written)
    inside = habits.plain(text, in_brackets=True)
    if inside is not None:
        assert yaml.safe_load(f"[{inside}, {{{inside}: {inside}}}]") == [text, {text: text}]


@given(texts, st.sampled_from(["single", "double"]))
@examples(5)
def test_a_quoted_text_means_itself(text: str, preferred: Style) -> None:
    written = habits.quoted(text, preferred)
    assert means(written) == text
    assert yaml.safe_load(f"[{written}]") == [text]
    assert "\n" not in written and written.isprintable() is not any(map(_is_hidden, written))


def _is_hidden(character: str) -> bool:
    return not character.isprintable()


@given(texts)
@examples(5)
def test_a_text_in_double_quotes_is_json_too(text: str) -> None:
    import json

    assert json.loads(habits.double(text)) == text


@given(texts, st.integers(8, 60))
@examples(5)
def test_a_text_over_several_lines_means_itself(text: str, width: int) -> None:
    for lines in (habits.folded(text, width), habits.literal(text)):
        if lines is not None:
            head, *rest = lines
            body = "".join(f"  {line}\n" if line else "\n" for line in rest)
            assert yaml.safe_load(f"a: {head}\n{body}b: 1") == {"a": text, "b": 1}


def test_a_folded_text_keeps_to_its_width() -> None:
    lines = habits.folded("word " * 40 + "end", 30)
    assert lines is not None and max(map(len, lines)) <= 30


@pytest.mark.parametrize(
    "text", ["yes", "NO", "null", "~", "010", "1e3", "0x1F", "12:30", "2024-03-12", "", " a", "a: b"]
)
def test_what_others_read_otherwise_is_quoted(text: str) -> None:
    assert habits.plain(text) is None


@pytest.mark.parametrize(
    "text", ["raid", "It's over", "Иван", "日本", "a:b", "10 March", "2024-12-01-a", "3rd", "«so»", "a # not"]
)
def test_ordinary_words_are_not(text: str) -> None:
    assert habits.plain(text) == (text if text != "a # not" else None)


@pytest.mark.parametrize(
    ("date", "stands"),
    [
        ("2024-03-12", True),
        ("2023-05~", True),
        ("-0044-03-15", True),
        ("[2023..2024]", False),
        ("2024-05/..", True),
    ],
)
def test_a_date_stands_as_it_is_unless_it_is_a_set(date: str, stands: bool) -> None:
    assert (habits.plain(date, date=True) is not None) is stands


def test_marks_in_a_text_choose_the_marks_around_it() -> None:
    assert habits.quoted('say "no"', "double") == "'say \"no\"'"
    assert habits.quoted("it's: so", "single") == '"it\'s: so"'
    assert habits.quoted("a: b", "single") == "'a: b'"


def test_half_a_character_cannot_be_written() -> None:
    with pytest.raises(habits.Unwritable, match="half of a character"):
        habits.quoted("\ud800", "single")
    assert habits.plain("a\ud800") is None


def test_every_nasty_text_is_there_once() -> None:
    assert len(set(NASTY)) == len(NASTY)
