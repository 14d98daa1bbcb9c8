"""What a command may ask of the program: each is carried out by the app, which alone has a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

Check = Callable[[str], str | None]
"""Why an answer will not do, in a sentence; None where it will."""
Then = Callable[[Any], "Request | None"]
"""What is done with the answer: it changes the session, refuses, or asks for more."""


class Ask(NamedTuple):
    """A line is to be typed."""

    question: str
    then: Then
    check: Check
    begun: str = ""
    """What stands in the line at first."""


class Choose(NamedTuple):
    """One of a few is to be chosen; the answer is its number, counted from 0."""

    question: str
    answers: Sequence[str]
    then: Then


class Copy(NamedTuple):
    """A text is to be copied."""

    text: str


class Browse(NamedTuple):
    """An address of the file is to be opened in the browser."""

    address: str


class Show(NamedTuple):
    """Another screen is to be shown over the timeline."""

    screen: Literal["time"]


class Know(NamedTuple):
    """The timeline is to be shown as it could be known on a day; None for all that is known."""

    day: int | None


class FindWeak(NamedTuple):
    """What is weak is to be looked for."""


Request = Ask | Choose | Copy | Browse | Show | Know | FindWeak
