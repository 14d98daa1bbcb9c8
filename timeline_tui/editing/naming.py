"""What a person calls a name, taken as the id that the file knows it by."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_tui.model.spellings import likest, spelled
from timeline_tui.model.timeline import Name

_MOST_LISTED = 5


class Unnamed(ValueError):  # noqa: N818 - it says what the text is
    """A text that is no spelling of one name, with something to try."""

    def __init__(self, sentence: str, hint: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.hint = hint
        self.near = near
        """The ids that it can mean, or spellings that it may have been meant for."""


class Ambiguous(Unnamed):
    """A text that several names are spelled with."""


def name_of(text: str, names: Mapping[str, Name]) -> str:
    """The id of the name that the text is or is a spelling of; `Unnamed` where it is none or `Ambiguous`."""
    found = spelled(text, names)
    if len(found) == 1:
        return found[0]
    if found:
        listed = tuple(found[:_MOST_LISTED])
        raise Ambiguous("several names are spelled so", f"its id: {' or '.join(listed)}", listed)
    near = tuple(likest(text, names))
    hint = " or ".join(near) if near else f"add {text} to `names` in the file first"
    raise Unnamed("no name is spelled so", hint, near)
