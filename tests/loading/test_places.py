"""Every problem points at the very text, whatever stands before it in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loading.files import codes, marked, problems

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
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"], ids=["LF", "CRLF", "CR", "NEL", "LS"])
@pytest.mark.parametrize("before", ["", "title: 'Ж 日本 \U0001f525 e\u0301'\n# «»\n\n"], ids=["bare", "much"])
def test_the_place_is_the_word(code: str, pure: bool, mark: str, end: str, before: str) -> None:
    text = mark + (before + WRONG[code]).replace("\n", end)
    found = [problem for problem in problems(text, pure=pure) if problem.code == code]
    assert [marked(problem) for problem in found] == ["wrong"]


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
