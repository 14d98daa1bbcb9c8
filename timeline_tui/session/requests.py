"""What a command may ask of the program: each is carried out by the app, which alone has a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from timeline_tui.edit.whereabouts import OpenFile
    from timeline_tui.session.import_sheets import GivenSheet
    from timeline_tui.session.page_pane import DocumentMaker
    from timeline_tui.session.sheet import Sheet

Check = Callable[[str], str | None]
"""Why an answer will not do, in a sentence; None where it will."""
Then = Callable[[Any], "Request | None"]
"""What is done with the answer: it changes the session, refuses, or asks for more."""


class FilePosition(NamedTuple):
    """A place in a file, both counted from 1."""

    file: Path
    line: int = 1
    column: int = 1


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


class ChooseEvent(NamedTuple):
    """An event is to be chosen that a passage is for; the answer is a `Choice`."""

    title: str
    came_from: int | None
    """The rank of the event that is offered first; None where those of the time are."""
    around: int | None
    """That of the time of the source."""
    then: Then


class Choice(NamedTuple):
    """An event, by its id, and whether more is to be said of the passage before it is written."""

    event: str
    """Empty for a new one."""
    more: bool = False


class Fill(NamedTuple):
    """A form is to be filled in, which begins with these texts."""

    sheet: Sheet
    texts: Mapping[str, str]


class Consent(NamedTuple):
    """What is about to be written is to be shown first; nothing comes of it where it is refused."""

    title: str
    maker: DocumentMaker
    then: Then
    does: str = "write it"
    """What Enter does there."""
    leaves: str = "back, nothing is written"
    """What Esc does."""


class Compare(NamedTuple):
    """One of two versions is to be taken; the answer is the number of the place and what is taken there.

    With no number it is taken at every place.
    """

    file: OpenFile
    first: int
    """The place that is shown first."""
    then: Then


class Copy(NamedTuple):
    """A text is to be copied."""

    text: str


class Browse(NamedTuple):
    """An address of the file is to be opened in the browser."""

    address: str


class Edit(NamedTuple):
    """The editor is to be opened at a place of a file."""

    spot: FilePosition


class Show(NamedTuple):
    """Another screen is to be shown over the timeline."""

    screen: Literal["time", "help", "problems", "palette", "history"]


class ReadAgain(NamedTuple):
    """The file is to be read again."""

    saved: bool = False
    """Whether it was just saved from here, of which somebody else says what is new."""
    at: str | None = None
    """The event to go to then."""


class Know(NamedTuple):
    """The timeline is to be shown as it could be known on a day; None for all that is known."""

    day: int | None


class FindWeak(NamedTuple):
    """What is weak is to be looked for."""


class PlayTour(NamedTuple):
    """A tour is to be played."""

    key: str
    """Its id."""
    step: int = 1
    """The step to begin at."""


class Colour(NamedTuple):
    """The theme of this name is to be used and remembered; the next one where it is empty."""

    theme: str = ""


class Divide(NamedTuple):
    """The line between the list and the page is to be moved and its place remembered."""

    by: int | None
    """By so many of a hundred parts of the window; None back to what the titles of the list need."""


class HandOn(NamedTuple):
    """Events are to be written to a file in a format of other programs."""

    form: str
    ranks: Sequence[int]
    target: Path


class BringIn(NamedTuple):
    """What another program holds is to be brought into the file; this form asks for it."""

    sheet: GivenSheet


class Quit(NamedTuple):
    """The program is to be left."""


Request = (
    Ask
    | Choose
    | ChooseEvent
    | Fill
    | Consent
    | Compare
    | Copy
    | Browse
    | Edit
    | HandOn
    | BringIn
    | Show
    | ReadAgain
    | Know
    | FindWeak
    | Colour
    | PlayTour
    | Divide
    | Quit
)
