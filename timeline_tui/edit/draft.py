"""A file while it is edited: a text to type into and back, byte for byte, and edits to be taken back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from timeline_tui.edit.byte_lines import same_ends
from timeline_tui.edit.save import ChangedMeanwhile, NotSaved, Version, create, read, remove, save
from timeline_tui.edit.splice import Splice, spliced
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


_MOST_BYTES = 64 << 20


class _Done(NamedTuple):
    """An edit that was saved, as what takes it back."""

    what: str
    back: Splice | None
    """None where it made the file, which goes with it."""
    before: bytes
    """The digest of the file before it."""
    after: bytes
    """The digest of the file after it."""


class Journal:
    """The edits of one file, the last one on top."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done: list[_Done] = []

    @property
    def last(self) -> str | None:
        """What the last edit did, in a few words; None where nothing is left to take back."""
        return self._done[-1].what if self._done else None

    def save(self, before: Version, data: bytes, what: str) -> Version:
        """Write these bytes over this version; `NotSaved` where the file stays as it is."""
        after = save(self.path, before, data)
        if data != before.data:
            back = _back(before.data, data)
            self._done.append(_Done(what, back, _digest(before.data), _digest(data)))
            self._forget()
        return after

    def create(self, data: bytes, what: str) -> Version:
        """Write a file that is not there yet; `NotSaved` where it is by now, or cannot be written."""
        after = create(self.path, data)
        self._done.append(_Done(what, None, b"", _digest(data)))
        return after

    def undo(self) -> Version | None:
        """Take the last edit back; None where the file is gone with that.

        `NotSaved` where there is none, or the file is not as it left it.
        """
        if not self._done:
            raise NotSaved("nothing is left to take back")
        done = self._done[-1]
        now = read(self.path)
        if _digest(now.data) != done.after:
            raise ChangedMeanwhile(["the file is not as the last edit left it, so it is not taken back"])
        if done.back is None:
            remove(self.path, now)
            self._done.pop()
            return None
        data = spliced(now.data, [done.back])
        if _digest(data) != done.before:
            raise NotSaved("the last edit cannot be taken back exactly")
        version = save(self.path, now, data)
        self._done.pop()
        return version

    def _forget(self) -> None:
        """Keep no more than memory is meant for."""
        while (
            len(self._done) > 1 and sum(len(done.back.new) for done in self._done if done.back) > _MOST_BYTES
        ):
            del self._done[0]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _back(before: bytes, after: bytes) -> Splice:
    """What gives the old bytes back, put into the new ones."""
    first, last = same_ends(before, after)
    return Splice(first, len(after) - last, before[first : len(before) - last])
