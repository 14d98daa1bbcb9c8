"""How the program ends."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit code, for scripts."""

    FINE = 0
    PROBLEMS = 1
    """The data has errors."""
    REFUSED = 2
    """The call cannot be followed, or nothing can be read."""
    INTERRUPTED = 130
    """By ctrl+c, as shells count it."""


class Refusal(Exception):  # noqa: N818 - it says what happens
    """A call that cannot be followed, with a sentence that says why and another with what to try."""

    def __init__(self, sentence: str, hint: str | None = None, picture: tuple[str, ...] = ()) -> None:
        """`picture` are lines that show the place."""
        super().__init__(sentence)
        self.hint = hint
        self.picture = picture


class HelpText(Exception):  # noqa: N818 - nothing is wrong
    """The call asked for a text about the program, and this is it."""
