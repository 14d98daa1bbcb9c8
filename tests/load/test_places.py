"""Every problem points at the very text, whatever stands before it in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.files import codes, marked, problems, read

# The word that is wrong, in a file around it.
WRONG = {
    "unknown-field": "events:\n- id: a\n  title: t\n  wrong: x\n",
    "unknown-source": "events:\n- id: a\n  title: t\n  quotes:\n  - exact: e\n    source: wrong\n",
    "unknown-name": "events:\n- {id: a, title: t, names: [wrong]}\n",
    "unknown-event": "events:\n- {id: a, title: t, part_of: wrong}\n",
    "bad-date": "events:\n- title: t\n  id: a\n  date: wrong\n",
    "wrong-shape": "events:\n- id: a\n  title: t\n  names: wrong\n",
    "wrong-word": "names:\n  n:\n    name: N\n    kind: wrong\nevents: [{id: a, title: t}]\n",
    "bad-timezone": "timezone: wrong\nevents: [{id: a, title: t}]\n",
    "equal-keys": "events:\n- id: a\n  title: t\n  wrong: x\n  wrong: y\n",
    "bad-address": "events:\n- id: a\n  title: t\n  links:\n  - wrong\n",
    "bad-hash": "sources: {s: {sha256: wrong}}\nevents: [{id: a, title: t}]\n",
}


@pytest.mark.parametrize("code", WRONG)
@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("before", ["", "title: 'Ж 日本 \U0001f525 e\u0301'\n# «»\n\n"], ids=["bare", "much"])
def test_the_place_is_the_word(code: str, pure: bool, mark: str, end: str, before: str) -> None:
    text = mark + (before + WRONG[code]).replace("\n", end)
    found = [problem for problem in problems(text, pure=pure) if problem.code == code]
    assert [marked(problem) for problem in found] == ["wrong"]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("character", "\x85\u2028\u2029", ids=["NEL", "LS", "PS"])
@pytest.mark.parametrize("quotes", ["{}", '"{}"', "'{}'", "|\n    {}", ">-\n    {}", "one # {}"])
def test_only_what_an_editor_takes_for_a_line_break_is_one(quotes: str, character: str, pure: bool) -> None:
    said = f"on{character}e {character} two{character}"
    text = f"events:\n- id: a\n  title: {quotes.format(said)}\n- {{id: b, title: B, {character}wrong: x}}\n"
    events, reading = read(text, pure=pure)
    (problem,) = reading.problems
    assert problem.place.text == text.split("\n")[-2]
    assert problem.place.line == text.count("\n")
    assert marked(problem) == f"{character}wrong"
    titles = [event.title.rstrip("\n") for event in events]
    assert titles == ["one" if "#" in quotes else said, "B"]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_a_break_written_as_an_escape_stays(pure: bool) -> None:
    events, reading = read('events:\n- {id: a, title: "a\\Nb\\Lc\\Pd \\u2028"}\n', pure=pure)
    assert [event.title for event in events] == ["a\x85b\u2028c\u2029d \u2028"]
    assert not reading.problems


@pytest.mark.parametrize("character", ["\U0001fffe", "\U0002fffe", "\U0003fffe"])
def test_what_stands_in_for_a_break_is_never_read_as_one(character: str) -> None:
    events, reading = read(f"events:\n- {{id: a, title: a{character}b}}\n")
    assert codes(reading.problems) == ["control-character"]
    assert [event.title for event in events] == ["a\ufffdb"]


HIDDEN = {
    "events:\n- id: a\n  {}title: A\n": "\u200b \ufeff \u202e \u2028 \xa0",
    "events:\n- id: a\n  title{}: A\n": "\u200b \ufeff \u2029 \u2060",
    "events:\n- id: a\n  title:{}A\n": "\xa0 \u2003 \u3000",
    "events:\n  -{}id: a\n    title: A\n": "\xa0 \u202f",
    "events:\n- {{id: a, title: A, date: 2024-1{}2}}\n": "\u200b \xad",
    "events:\n- id: a\n  title: A{}: B\n  date: 2024\n": "\u2028 \x85",
    "events:\n- {{id: a, title: A}}\n{}- {{id: b, title: B}}\n": "\ufeff",
}


@pytest.mark.parametrize(
    ("text", "character"),
    [(text, character) for text, characters in HIDDEN.items() for character in characters.split(" ")],
)
def test_a_hidden_character_in_a_fault_is_named(text: str, character: str) -> None:
    text = text.format(character)
    before = text.split(character)[0]
    said = [
        problem.hint or "" for problem in problems(text) if f"U+{ord(character):04X}" in str(problem.hint)
    ]
    assert len(said) == 1
    assert f"in column {len(before) - before.rfind(chr(10))}" in said[0]


@pytest.mark.parametrize("text", ["Kyiv\xa0: a raid", "a\u200bb", "x\u2028y"])
def test_a_hidden_character_that_does_no_harm_is_not_spoken_of(text: str) -> None:
    found = problems(f"events:\n- {{id: a, title: {text!r}, names: [nobody]}}\n".replace("\\x", text))
    assert [problem.code for problem in found] == ["unknown-name"]
    assert "U+" not in str(found[0].hint)


@given(st.text("aЖ日\U0001f525\u0301 ", min_size=0, max_size=300), st.integers(0, 300))
def test_the_place_is_the_word_in_a_long_line(text: str, spaces: int) -> None:
    found = problems("events:\n- {id: a, title: 'x" + text + "', " + " " * spaces + "wrong: x}\n")
    assert codes(found) == ["unknown-field"]
    assert marked(found[0]) == "wrong"
    assert len(found[0].place.text or "") <= 200


def test_a_text_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    folded = "- id: a\n  title: t\n  date: >-\n    one\n    two\n"
    found = problems(f'events:\n{folded}- id: b\n  title: t\n  date: "o n\n    e"\n')
    assert [marked(problem) for problem in found] == [">-", '"o n']


def test_an_item_among_left_out_ones_is_marked_where_it_stands() -> None:
    found = problems("events:\n- {id: a, title: t, names: [[x], one, [y], two]}\n")
    assert [marked(problem) for problem in found] == ["[", "one", "[", "two"]


def test_an_absent_value_is_marked_at_its_field() -> None:
    sources = "sources:\n  s:\n    - a\n"
    found = problems(f"{sources}events:\n- id: a\n  title: t\n  quotes:\n  - exact:\n")
    assert [marked(problem) for problem in found] == ["s", "exact"]
