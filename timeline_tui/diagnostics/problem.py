"""What a problem is: data, with a place and something to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
Lost = Literal["", "event", "source", "name", "field", "part"]
"""What of a file was left out because its text is no YAML."""


@dataclass(frozen=True, slots=True)
class Place:
    """A run of characters in one line of a file."""

    file: str
    """The file's name as the user gave it."""
    line: int
    """Counted from 1; 0 when the problem is the file itself."""
    column: int
    """Counted from 1, in code points."""
    length: int = 1
    """In code points, within this line."""
    text: str | None = None
    """The line itself, cut to what a picture needs; None when it could not be read."""
    cut: int = 0
    """Code points of the line that were cut off before `text`."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains the problem."""

    place: Place
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, in the words of the file format."""

    code: str
    """A few words joined by hyphens, the same for every problem of its sort."""
    severity: Severity
    """error: something was left out; warning: it will mislead; note: it may be on purpose."""
    message: str
    """What is wrong, in one plain sentence with no full stop."""
    place: Place
    label: str = ""
    """What stands at the place, under the marks of the picture."""
    related: tuple[Related, ...] = ()
    """Other places, such as the event it is in, or the first of two equal ids."""
    hint: str | None = None
    """What to try."""
    ends: bool = False
    """Whether nothing could be read from here on."""
    lost: Lost = ""
    """What could not be read for it, and was left out; what stands around that was read."""
