"""What a command may ask of the program: each is carried out by the app, which alone has a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from timeline_tui.problems.problem import Place
from timeline_tui.render.document import Document

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


class Form(NamedTuple):
    """A form is to be filled in: for another event, or for a passage of the event with this rank."""

    what: Literal["event", "passage"]
    rank: int | None = None


class Preview(NamedTuple):
    """A page is to be looked at before it is written; the answer is whether it is to be."""

    title: str
    page: Callable[[int], Document]
    then: Then


class Edit(NamedTuple):
    """The reader's editor is to be opened, at a place or at what is under the cursor."""

    place: Place | None = None


class Copy(NamedTuple):
    """A text is to be copied."""

    text: str


class Browse(NamedTuple):
    """An address of the file is to be opened in the browser."""

    address: str


class Show(NamedTuple):
    """Another screen is to be shown over the timeline."""

    screen: Literal["help", "problems", "palette", "time"]


class Quit(NamedTuple):
    """The program is to be left."""


Request = Ask | Choose | Form | Preview | Edit | Copy | Browse | Show | Quit
