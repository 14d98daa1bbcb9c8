from __future__ import annotations

from timeline_tui.problems.problem import Place, Problem
from timeline_tui.render.yaml_lines import said_lines

_PROBLEM = Problem(
    "bad-syntax",
    "error",
    "this bracket is not closed, or something in it is not separated by a comma",
    Place("a.timeline.yaml", 49, 6),
    hint="write each event on lines of its own, with a blank behind the hyphen and behind each colon",
)


def test_what_is_wrong_and_what_to_try_have_two_lines() -> None:
    assert [line.text for line in said_lines([_PROBLEM], 49, 6, 80)] == [
        " 49:6  error: this bracket is not closed, or something in it is not separated",
        " by a comma · try: write each event on lines of its own, with a blank behind…",
    ]
    roomy = [line.text for line in said_lines([_PROBLEM], 49, 6, 120)]
    assert roomy[1].endswith("with a blank behind the hyphen and behind each colon")


def test_nothing_is_called_right_before_it_was_looked_at() -> None:
    assert [line.text for line in said_lines(None, 1, 1, 80)] == [" 1:1  Looking for what is wrong", ""]
    assert said_lines([], 1, 1, 80)[0].text == " 1:1  Nothing is wrong in this file"
    assert said_lines([_PROBLEM], 1, 1, 80)[0].text == " 1:1  1 error"
