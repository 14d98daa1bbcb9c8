"""Files that the tests read, and what comes of reading them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event
from timeline_tui.problems.problem import Problem
from timeline_tui.yamlfile import parser

NAME = "example.timeline.yaml"


@contextmanager
def parsed(*, pure: bool) -> Iterator[None]:
    """Reads meanwhile with libyaml or, where `pure`, as where PyYAML was built without it."""
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(parser, "CParser", None)
        yield


def read(text: str | bytes | Path, *, pure: bool = False) -> tuple[list[Event], Reading]:
    """The events of a file, and the reading when it is over."""
    if isinstance(text, Path):
        reading = Reading(text, NAME)
    else:
        data = text.encode() if isinstance(text, str) else text
        reading = Reading(io.BytesIO(data), NAME)
    with parsed(pure=pure):
        return list(reading.events()), reading


def problems(text: str | bytes | Path, *, pure: bool = False) -> list[Problem]:
    """The problems of a file."""
    return read(text, pure=pure)[1].problems


def codes(found: Sequence[Problem]) -> list[str]:
    """The codes of problems, in their order."""
    return [problem.code for problem in found]


def marked(problem: Problem) -> str:
    """The text that a problem points at."""
    place = problem.place
    assert place.text is not None
    start = place.column - 1 - place.cut
    return place.text[start : start + place.length]
