"""The emulated screen: what stands in each cell after the bytes that a program sent."""

from __future__ import annotations

import codecs
import re

import pyte

# Sequences of today that the emulator would take apart wrongly and draw: the keyboard protocol's push, pop
# and set (`CSI > 25 u`, `CSI < u`), answers asked for (`CSI ? 2026 $ p`).
_UNKNOWN = re.compile(
    r"\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?[\d;]*m|\x1b\[\?[\d;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[^a-zA-Z]*|\][^\x07\x1b]*\x1b?)?$")
_ALTERNATE = re.compile(r"(\x1b\[\?1049[hl])")
# It is blank when it is entered again: what was drawn there before it is left is never seen.
_LEAVES = "\x1b[?1049l"


class Screen:
    """A screen of so many cells, with its alternate screen."""

    def __init__(self, width: int, height: int) -> None:
        self.main = pyte.Screen(width, height)
        self.alternate = pyte.Screen(width, height)
        self.in_alternate = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""
        self._lines: list[str] | None = None

    @property
    def shown(self) -> pyte.Screen:
        """The screen that is seen now."""
        return self.alternate if self.in_alternate else self.main

    @property
    def lines(self) -> list[str]:
        """The rows, without the blanks at their ends."""
        if self._lines is None:
            self._lines = [row.rstrip() for row in self.shown.display]
        return self._lines

    @property
    def text(self) -> str:
        """The rows as one text."""
        return "\n".join(self.lines)

    def resize(self, width: int, height: int) -> None:
        """Give both screens another size."""
        self.main.resize(height, width)
        self.alternate.resize(height, width)
        self._lines = None

    def feed(self, data: bytes) -> None:
        """Draw what a program sent; a sequence that is cut short waits for its rest."""
        if not data:
            return
        self._lines = None
        text = self._pending + self._decoder.decode(data)
        unfinished = _UNFINISHED.search(text)
        self._pending = unfinished[0] if unfinished else ""
        text = text[: len(text) - len(self._pending)]
        parts = _ALTERNATE.split(_UNKNOWN.sub("", text))
        for at, part in enumerate(parts):
            if _ALTERNATE.fullmatch(part):
                self._switch(part.endswith("h"))
            elif part and not (self.in_alternate and _LEAVES in parts[at + 1 :]):
                pyte.Stream(self.shown).feed(part)

    def _switch(self, alternate: bool) -> None:
        if alternate and not self.in_alternate:
            self.alternate.reset()
        self.in_alternate = alternate
