"""Bytes that are typed or pasted and are no UTF-8, as a terminal of another encoding sends them."""

from __future__ import annotations

import codecs
from functools import partial

from textual.drivers import linux_driver

_TAKEN = "timeline-tui-typed"


def take_all_bytes() -> None:
    """Take each such byte for the letter of Latin-1; the thread that reads them would end with the first."""
    codecs.register_error(_TAKEN, _letters)
    decoder = partial(codecs.getincrementaldecoder("utf-8"), _TAKEN)
    linux_driver.getincrementaldecoder = lambda encoding: decoder  # type: ignore[attr-defined]


def _letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    letters = error.object[error.start : error.end].decode("latin-1")
    # The rest of Latin-1 are controls.
    return "".join(letter if letter >= "\xa0" else "\ufffd" for letter in letters), error.end
