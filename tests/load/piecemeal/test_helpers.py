"""Helpers give back what they no longer need."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from timeline_tui.load.chunks import shared


class Ring:
    """Something that holds on to itself."""

    def __init__(self) -> None:
        self.ring = self


def made(_: int) -> int:
    """How many rings there are when one more is made."""
    Ring()
    return sum(type(one) is Ring for one in gc.get_objects())


@pytest.fixture
def nobody_tidies_up() -> Iterator[None]:
    """The state of a process that reads."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("nobody_tidies_up")
def test_what_jobs_leave_behind_does_not_grow() -> None:
    answers = list(shared(lambda: range(200), made, 2))
    assert len(answers) == 200
    assert max(answers) < 40
