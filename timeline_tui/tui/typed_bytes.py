"""Bytes that are typed or pasted and say nothing: no UTF-8, keys and places that cannot be."""

from __future__ import annotations

import codecs
from functools import partial

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.keys import Keys
from textual.message import Message

_TAKEN = "timeline-tui-typed"


def take_all_bytes() -> None:
    """Take each byte that is no UTF-8 for the letter of Latin-1, and pass over what no terminal can mean.

    The thread that reads them would end with the first of either.
    """
    codecs.register_error(_TAKEN, _letters)
    decoder = partial(codecs.getincrementaldecoder("utf-8"), _TAKEN)
    linux_driver.getincrementaldecoder = lambda encoding: decoder  # type: ignore[attr-defined]
    linux_driver.XTermParser = _Heedful  # type: ignore[attr-defined]


class _Heedful(XTermParser):
    """A parser to which a report of a key that cannot be, or of a place on a screen of no size, is none."""

    def _parse_extended_key(  # type: ignore[override]
        self, sequence: str
    ) -> list[events.Key] | None:
        try:
            keys = super()._parse_extended_key(sequence)
            for key in keys or ():
                (key.character or "").encode()
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, sequence)]
        return keys

    def parse_mouse_code(self, code: str) -> Message | None:
        """What a report of the mouse means, if it means anything."""
        try:
            return super().parse_mouse_code(code)
        except ZeroDivisionError:
            return None


def _letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    letters = error.object[error.start : error.end].decode("latin-1")
    # The rest of Latin-1 are controls.
    return "".join(letter if letter >= "\xa0" else "\ufffd" for letter in letters), error.end
