from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render import samples
from timeline_tui.problems.problem import Place, Problem, Related
from timeline_tui.render.document import ASCII, FULL
from timeline_tui.render.notices import MOST_PROBLEMS, problems_page
from timeline_tui.visible import visible

TEXT = st.text(st.sampled_from("ab  e\u0301桥👩\x1b\u202e\n\t[]^-"), max_size=120)
PLACES = st.builds(
    Place,
    file=TEXT,
    line=st.integers(0, 10**7),
    column=st.integers(1, 130),
    length=st.integers(0, 90),
    text=st.none() | TEXT,
    cut=st.sampled_from([0, 0, 7]),
)
PROBLEMS = st.builds(
    Problem,
    code=st.sampled_from(["bad-date", "x" * 50]),
    severity=st.sampled_from(["error", "warning", "note"]),
    message=TEXT,
    place=PLACES,
    label=TEXT,
    related=st.lists(st.builds(Related, PLACES, TEXT), max_size=2).map(tuple),
    hint=st.none() | TEXT,
)


def texts(*problems: Problem, width: int = 80, more: int = 0) -> list[str]:
    return [line.text for line in problems_page(problems, width, more=more).lines]


def test_nothing_wrong_is_said() -> None:
    assert texts() == ["Nothing is wrong in this file."]


def test_problems_are_counted_by_how_bad_they_are() -> None:
    wrong, doubtful, unlisted = samples.PROBLEMS
    assert texts(wrong, unlisted, doubtful)[0] == "2 errors, 1 warning"
    assert texts(wrong, more=900)[0] == "901 problems"
    assert texts(wrong, more=900)[-1] == "… 900 more problems not shown here"


def test_what_is_marked_stays_in_sight_where_the_line_is_too_long() -> None:
    lines = texts(samples.PROBLEMS[1], width=38)
    at = next(number for number, line in enumerate(lines) if "^" in line)
    marked = [cell for cell, mark in enumerate(lines[at]) if mark == "^"]
    assert lines[at - 1][marked[0] : marked[-1] + 1] == "newsweak"
    assert lines[at - 1].count("…") == 2


def test_each_problem_is_a_stop() -> None:
    stops = problems_page(samples.PROBLEMS, 60).stops
    assert [(stop.kind, stop.number) for stop in stops] == [("problem", 0), ("problem", 1), ("problem", 2)]
    assert stops[0].target == "raids.timeline.yaml:34:15"
    assert stops[2].target == "raids.timeline.yaml"


def test_thousands_of_problems_are_cut_and_the_rest_counted() -> None:
    page = problems_page([samples.PROBLEMS[2]] * 2000, 60)
    assert len(page.stops) == MOST_PROBLEMS
    assert page.lines[-1].text == "… 1,500 more problems not shown here"


@given(st.lists(PROBLEMS, max_size=3), st.integers(20, 200), st.sampled_from([FULL, ASCII]))
def test_no_picture_is_wider_than_the_page(problems: list[Problem], width: int, marks: object) -> None:
    page = problems_page(problems, width, marks=ASCII if marks is ASCII else FULL)
    for line in page.lines:
        assert cell_len(line.text) <= width
        assert visible(line.text) == line.text
    assert len(page.stops) == len(problems)
