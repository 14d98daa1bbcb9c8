"""Every sort of problem is explained, and its examples are what they are said to be."""

from __future__ import annotations

import pytest

from tests.load.files import codes, problems
from tests.problems.test_goldens import FAILING, MADE
from timeline_tui.problems.problem import CODES, Explanation, explanations

EXPLAINED = explanations()
# No short text shows these: they say something of the file, of its bytes, or of its size.
WITHOUT_EXAMPLE = {*MADE, *FAILING, "not-utf8", "bad-utf8", "control-character", "too-big"}
SHOWN = [explained for explained in EXPLAINED.values() if explained.wrong is not None]


def _name(explained: Explanation) -> str:
    return explained.code.code


def test_every_code_is_explained() -> None:
    assert list(EXPLAINED) == list(CODES)
    assert {code for code, explained in EXPLAINED.items() if explained.wrong is None} == WITHOUT_EXAMPLE


@pytest.mark.parametrize("explained", EXPLAINED.values(), ids=_name)
def test_a_paragraph_says_more_than_the_sentence(explained: Explanation) -> None:
    assert explained.paragraph.endswith(".")
    assert len(explained.paragraph) > 80
    assert explained.code.explanation not in explained.paragraph
    assert "```" not in explained.paragraph


@pytest.mark.parametrize("explained", SHOWN, ids=_name)
def test_the_wrong_example_has_this_problem(explained: Explanation) -> None:
    assert explained.wrong is not None
    assert set(codes(problems(explained.wrong))) == {explained.code.code}


@pytest.mark.parametrize("explained", SHOWN, ids=_name)
def test_the_right_example_has_none(explained: Explanation) -> None:
    assert explained.right is not None
    assert problems(explained.right) == []
