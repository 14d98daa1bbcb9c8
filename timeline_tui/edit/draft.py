"""A file as it was read, as a text to type into, and back again, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from timeline_tui.edit.save import Version, read, save
from timeline_tui.model.limits import EDITED, EDITED_LINE
from timeline_tui.system import NEW
from timeline_tui.visible import stood_in

_BYTE_ORDER_MARK = "\ufeff"
# Characters of one cell that hardly any text holds: circled digits and letters, then those for private use.
_SPARE = ((0x2460, 0x2474), (0x24B6, 0x24EA), (0xE000, 0xF900))
_PICTURES = 0x2400


class NotLegible(Exception):  # noqa: N818 - it says what is so
    """A file that cannot be shown as it is, for this reason."""


class Legible:
    """The text of one file, in which one harmless character stands in for each that hides or acts.

    No character stands in for another where the text has it as itself, so what is written is what was
    read. Lines end with a line feed here, and in the file as all its lines do; where they end in
    different ways, each keeps what it has.
    """

    def __init__(self, data: bytes) -> None:
        self._mark = ""
        self._end = "\n"
        self._shown: dict[str, str] = {}
        self._real: dict[str, str] = {}
        self._present: set[str] = set()
        self._spare = _spare()
        self.text = self.read(data)
        """What the bytes say."""

    def read(self, data: bytes) -> str:
        """What other bytes of this file say, which are from now on how it is written."""
        if len(data) > EDITED.value:
            raise NotLegible(f"it is larger than {EDITED.words}")
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise NotLegible(f"line {line} is not UTF-8") from error
        mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
        text = text.removeprefix(mark)
        end = _end_of_lines(text)
        text = text.replace(end, "\n")
        for number, one in enumerate(text.split("\n"), 1):
            if len(one) > EDITED_LINE.value:
                raise NotLegible(f"line {number} is longer than {EDITED_LINE.words}")
        self._mark, self._end = mark, end
        return self._stood_in(text)

    def typed(self, text: str) -> str:
        """What is typed or pasted, as it stands in the text."""
        return self._stood_in(text.replace("\r\n", "\n").replace("\r", "\n"))

    def copied(self, text: str) -> str:
        """A part of the text as others know it."""
        return text.translate({ord(shown): real for shown, real in self._real.items()})

    def bytes_of(self, text: str) -> bytes:
        """What the file must hold to say this."""
        return (self._mark + self.copied(text.replace("\n", self._end))).encode()

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """What stands in for which character."""
        return self._real

    def _stood_in(self, text: str) -> str:
        self._present |= set(text)
        taken = {ord(itself): self._stand_in(itself) for itself in set(text) & self._real.keys()}
        return stood_in(text.translate(taken), self._stand_in)

    def _stand_in(self, character: str) -> str:
        if character not in self._shown:
            pictures = [chr(_PICTURES + ord(character))] if character < " " else []
            free = (
                spare
                for spare in chain(pictures, self._spare)
                if spare not in self._present and spare not in self._real
            )
            try:
                found = next(free)
            except StopIteration:
                raise NotLegible("it holds too many kinds of hidden characters") from None
            self._shown[character], self._real[found] = found, character
        return self._shown[character]


def _spare() -> Iterator[str]:
    return (chr(code) for first, end in _SPARE for code in range(first, end))


def _end_of_lines(text: str) -> str:
    """How all lines end; a line feed where they differ."""
    returns, feeds, both = text.count("\r"), text.count("\n"), text.count("\r\n")
    if both and both == returns == feeds:
        return "\r\n"
    return "\r" if returns and not feeds else "\n"


Write: TypeAlias = "Callable[[Path, Version, bytes], Version]"
_MOST_KEPT = 100


class Draft:
    """What is typed over one file; `NotSaved` or `NotLegible` where the file cannot be taken up."""

    def __init__(self, path: Path, write: Write = save) -> None:
        """`write` is what saves it."""
        self.path = path
        self._write = write
        self._version = read(path)
        self.legible = Legible(self._version.data)

    def data(self, text: str) -> bytes:
        """What the file would hold with this text."""
        return self.legible.bytes_of(text)

    def is_changed(self, text: str) -> bool:
        """Whether the text says another thing than the file did when it was read or saved last."""
        return self.data(text) != self._version.data

    def save(self, text: str, over: Version | None = None) -> None:
        """Write the text over the version that was read, or over another that was seen since."""
        self._version = self._write(self.path, over or self._version, self.data(text))

    def take(self, theirs: Version) -> str:
        """The text of a version that somebody else saved, from which it goes on."""
        text = self.legible.read(theirs.data)
        self._version = theirs
        return text

    def keep(self, text: str) -> Path | None:
        """Write the text beside the file, where nobody can be asked any more; the file that has it now."""
        for number in range(_MOST_KEPT):
            beside = self.path.with_name(f"{self.path.name}.save{f'.{number}' if number else ''}")
            try:
                with os.fdopen(os.open(beside, NEW, 0o600), "wb") as file:
                    file.write(self.data(text))
            except FileExistsError:
                continue
            except OSError:
                return None
            return beside
        return None
