"""A problem as a workflow command: one line, which nothing in a file can end or extend."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.problems.problem import Place, Problem
from timeline_tui.problems.reports import workflow_command

COMMAND = re.compile(
    r"::(error|warning|notice) file=([^:,]*)(?:,line=(\d+),col=(\d+),endColumn=(\d+))?,title=([a-z-]+)::(.*)"
)


def test_a_problem_has_its_place_and_what_to_try() -> None:
    place = Place("raids.timeline.yaml", 34, 15, 8)
    problem = Problem("unknown-source", "error", "this quote names no source", place, hint="try: newsweek")
    assert workflow_command(problem) == (
        "::error file=raids.timeline.yaml,line=34,col=15,endColumn=22,title=unknown-source"
        "::this quote names no source; try: newsweek"
    )


def test_a_note_is_a_notice_and_a_file_has_no_line() -> None:
    place = Place("x.yaml", 0, 0, 0)
    assert workflow_command(Problem("no-events", "warning", "nothing here", place)).startswith("::warning ")
    assert workflow_command(Problem("missing-id", "note", "no id", place)) == (
        "::notice file=x.yaml,title=missing-id::no id"
    )


def test_a_file_of_the_folder_here_has_the_path_that_a_host_knows() -> None:
    place = Place("./timelines/x.yaml", 0, 0, 0)
    assert " file=timelines/x.yaml," in workflow_command(Problem("missing-id", "note", "no id", place))


def test_what_would_end_a_part_is_escaped() -> None:
    problem = Problem("bad-date", "error", "100% ::error::no\nmore", Place("a,b:c%.yaml", 1, 1))
    assert workflow_command(problem) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endColumn=1,title=bad-date::100%25 ::error::no^Jmore"
    )


@given(st.text(), st.text(), st.none() | st.text())
def test_no_text_breaks_out(file: str, message: str, hint: str | None) -> None:
    said = workflow_command(Problem("bad-date", "error", message, Place(file, 3, 4, 5), hint=hint))
    assert len(said.splitlines()) == 1
    found = COMMAND.fullmatch(said)
    assert found is not None
    assert found.group(1, 3, 4, 5, 6) == ("error", "3", "4", "8", "bad-date")
