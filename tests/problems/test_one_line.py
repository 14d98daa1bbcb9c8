"""A problem on one line, and as a mapping."""

from __future__ import annotations

import json

from timeline_tui.problems.problem import Place, Problem
from timeline_tui.problems.reports import one_line, to_plain

PROBLEM = Problem(
    "unknown-source",
    "error",
    "this quote names a source that is not listed",
    Place("raids.timeline.yaml", 34, 15, 8, "    - source: newsweak"),
    hint="try: newsweek, listed in line 12",
)
OF_THE_FILE = Problem("no-file", "error", "there is no such file", Place("a\x1b[2Jb\nc", 0, 0, 0))


def test_a_line_is_what_editors_read() -> None:
    message = "error[unknown-source]: this quote names a source that is not listed"
    assert one_line(PROBLEM) == f"raids.timeline.yaml:34:15: {message}"


def test_of_the_file_itself_there_is_no_line_and_nothing_acts() -> None:
    assert one_line(OF_THE_FILE) == "a^[[2Jb^Jc: error[no-file]: there is no such file"


def test_json_has_the_promised_names() -> None:
    assert json.loads(json.dumps(to_plain(PROBLEM))) == {
        "file": "raids.timeline.yaml",
        "line": 34,
        "column": 15,
        "code": "unknown-source",
        "severity": "error",
        "message": "this quote names a source that is not listed",
        "hint": "try: newsweek, listed in line 12",
        "ends": False,
    }


def test_json_of_the_file_itself_has_no_line() -> None:
    plain = to_plain(OF_THE_FILE)
    assert (plain["line"], plain["column"], plain["hint"]) == (None, None, None)
