"""What a build says arrives as it was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.jobs.child import BuildFailed, FirstRows, Message, Progress, Ready, decode, encode
from timeline_tui.jobs.worker import parents_among
from timeline_tui.model.timeline import Event
from timeline_tui.problems.problem import Place, Problem, Related

PLACE = Place("a\nb\udcff.yaml", 1, 2, 3, "line \x1b")
PROBLEM = Problem("code", "error", "message", PLACE, "label", (Related(PLACE, "there"),), "hint")


@pytest.mark.parametrize(
    "message",
    [
        FirstRows(Path("/a\nb/\udcff")),
        Progress(3, 10**12),
        Ready(Path("/x")),
        BuildFailed("because\n"),
        BuildFailed("because", (PROBLEM, PROBLEM)),
    ],
    ids=lambda message: type(message).__name__,
)
def test_a_message_is_one_line(message: Message) -> None:
    line = encode(message)
    assert line.count(b"\n") == 1
    assert decode(line) == message


def test_nothing_else_is_said() -> None:
    with pytest.raises(ValueError, match="nothing else"):
        decode(b'{"hello": 1}')


def test_parents_among_the_first_rows_hold_no_loop() -> None:
    ids = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "e", "f": "missing"}
    events = [Event(id=id_, title="t", part_of=part_of) for id_, part_of in ids.items()]
    assert parents_among(events) == {0: 1, 1: 2, 3: 0}
