"""A file that is brought in: opened, read in its encoding, given as rows of named cells; and their ids."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, TypeAlias

from timeline_tui.model.limits import FILE
from timeline_tui.render.phrases import short
from timeline_tui.system import READING, is_folder
from timeline_tui.visible import NotDone, system_words

_CHUNK = 1 << 20
_HEAD = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte-order mark",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}


class NotBrought(NotDone):
    """A file that cannot be brought in, with something to try."""


class GivenFile:
    """One file that is brought in, or a folder of files; it can be read as often as one likes."""

    def __init__(self, name: str, encoding: str | None = None, mark: str | None = None) -> None:
        """`name` is a path or - for standard input; `encoding` is what it is in, where somebody knows."""
        self.name = name
        self.mark = mark
        """What separates the cells of a table, where somebody knows it, or once it was looked for."""
        self.path = Path(name)
        self.is_folder = name != "-" and is_folder(self.path)
        self._file = None if self.is_folder else _piped() if name == "-" else _opened(name)
        self.size = 0 if self._file is None else os.fstat(self._file.fileno()).st_size
        self._encoding = encoding
        self._is_guessed = False
        if encoding is not None:
            try:
                # Some that Python knows, such as hex, make bytes of bytes.
                io.TextIOWrapper(io.BytesIO(), encoding)
            except LookupError as error:
                raise NotBrought(
                    f"nobody knows the encoding {encoding}", "such as utf-8 or cp1251"
                ) from error

    @property
    def reached(self) -> int:
        """How many of its bytes were read so far."""
        return 0 if self._file is None else self._file.tell()

    @property
    def title(self) -> str:
        """What to call a timeline that is made of it."""
        return " ".join(self.path.stem.replace("_", " ").replace("-", " ").split()) or "A timeline"

    @property
    def stream(self) -> BinaryIO:
        """Its bytes, from their beginning."""
        if self._file is None:
            raise NotBrought(f"{self.name} is a folder", "name a file in it")
        self._file.seek(0)
        return self._file

    @property
    def head(self) -> bytes:
        """The first of its bytes."""
        return b"" if self._file is None else self.stream.read(_HEAD)

    @property
    def encoding(self) -> str:
        """What its characters are written in."""
        if self._encoding is None:
            self._encoding = self._found()
        return self._encoding

    @property
    def encoding_words(self) -> str:
        """Its encoding as one says it, and whether that is a guess."""
        said = _SAID.get(self.encoding, self.encoding)
        return f"{said}, which is a guess" if self._is_guessed else said

    def text(self) -> io.TextIOWrapper:
        """Its characters, with the breaks of its lines as they are."""
        encoding = self.encoding
        # The wrapper closes what it holds.
        inner = io.FileIO(os.dup(self.stream.fileno()), "rb")
        errors = "replace" if self._is_guessed else "strict"
        return io.TextIOWrapper(io.BufferedReader(inner, _CHUNK), encoding, errors, newline="")

    def whole(self) -> str:
        """All its characters, for formats that can be read in no other way."""
        with self.text() as text:
            try:
                return text.read()
            except UnicodeError as error:
                raise self.undecoded() from error

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines without their breaks, each with its number."""
        with self.text() as text:
            try:
                for number, line in enumerate(text, 1):
                    yield number, line.rstrip("\r\n")
            except UnicodeError as error:
                raise self.undecoded() from error

    def undecoded(self) -> NotBrought:
        """That its bytes are not in the encoding that was named."""
        return NotBrought(f"{self.name} is not in {self.encoding}", "--encoding with another: cp1252")

    def _found(self) -> str:
        head = self.head
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        if head.count(b"\0") * 4 > len(head):
            # Every second byte of plain text in UTF-16 is nothing.
            return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        if self._is_utf8():
            return "utf-8"
        self._is_guessed = True
        return "cp1252"

    def _is_utf8(self) -> bool:
        decoder = codecs.getincrementaldecoder("utf-8")()
        file = self.stream
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


def _opened(name: str) -> BinaryIO:
    """An ordinary file of a size that can be a timeline; `NotBrought` where it is anything else."""
    try:
        handle = os.open(name, READING)
    except (OSError, ValueError) as error:
        said = system_words(error)
        raise NotBrought(f"{short(name)} cannot be read: {said}", "look at how it is spelled") from error
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or found.st_size > FILE.value:
        os.close(handle)
        why = f"larger than {FILE.words}" if stat.S_ISREG(found.st_mode) else "no ordinary file"
        raise NotBrought(f"{name} is {why}", "bring it in in parts, or through standard input: -")
    return os.fdopen(handle, "rb")


def _piped() -> BinaryIO:
    """Standard input, kept where it can be read twice."""
    if sys.stdin is None:
        raise NotBrought("there is no standard input", "name a file")
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as what it is given to
    left = FILE.value
    while chunk := sys.stdin.buffer.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise NotBrought(f"standard input holds more than {FILE.words}", "bring it in in parts")
        kept.write(chunk)
    kept.flush()
    return kept


RowOf: TypeAlias = "Literal['event', 'source']"


class Remark(NamedTuple):
    """What became of a cell that did not come in as it was."""

    what: str
    before: str
    after: str = ""


class GivenRow(NamedTuple):
    """One row with the cells that hold something, in the order of the file; a column may have several."""

    place: int
    """Its line or, in a format without lines, its number."""
    cells: tuple[tuple[str, str], ...]
    of: RowOf = "event"
    is_own: bool = False
    """Whether this program wrote it, so that nothing in it is to be guessed."""
    changed: tuple[Remark, ...] = ()
    """What stands in the file in another way than in the cells."""
    lost: tuple[Remark, ...] = ()
    """What stands in the file and in no cell."""

    @property
    def said(self) -> str:
        """All that its cells say, in a line."""
        return " ".join(text for _, text in self.cells)

    @property
    def size(self) -> int:
        """How many cells it has in the file."""
        return len(self.cells) + len(self.lost)


class LostRow(NamedTuple):
    """A part of a file of which no row can be made."""

    place: int
    text: str
    why: str
    is_said: bool = False
    """Whether all that it says comes in with others."""


Rows: TypeAlias = "Iterator[GivenRow | LostRow]"


_SMALLEST = 1 << 10


class RowIds:
    """Ids by their hashes, each with two numbers that are kept for it.

    No table is so long that two ids in it are likely to have one hash of 64 bits.
    """

    def __init__(self) -> None:
        self._count = 0
        self._empty(_SMALLEST)

    def add(self, key: str, place: int = 0, mark: int = 0) -> None:
        """Keep the id with its numbers, unless it is there already."""
        if self._count * 5 >= len(self._hashes) * 4:
            self._widen()
        self._put(_hashed(key), place, mark)

    def __contains__(self, key: object) -> bool:
        return self._hashes[self._slot(_hashed(key))] != 0

    def get(self, key: str) -> tuple[int, int] | None:
        """The numbers of an id; None where it was not added."""
        at = self._slot(_hashed(key))
        return (self._places[at], self._marks[at]) if self._hashes[at] else None

    def _empty(self, size: int) -> None:
        self._hashes = array("Q", bytes(8 * size))
        self._places = array("I", bytes(4 * size))
        self._marks = array("I", bytes(4 * size))

    def _put(self, hashed: int, place: int, mark: int) -> None:
        at = self._slot(hashed)
        if not self._hashes[at]:
            self._count += 1
            self._hashes[at], self._places[at], self._marks[at] = hashed, place, mark

    def _slot(self, hashed: int) -> int:
        """Where a hash stands, or would stand."""
        last = len(self._hashes) - 1
        at = hashed & last
        while self._hashes[at] not in (0, hashed):
            at = (at + 1) & last
        return at

    def _widen(self) -> None:
        before: Iterator[tuple[int, int, int]] = zip(self._hashes, self._places, self._marks, strict=True)
        self._count, size = 0, 2 * len(self._hashes)
        self._empty(size)
        for hashed, place, mark in before:
            if hashed:
                self._put(hashed, place, mark)


def _hashed(key: object) -> int:
    """A hash that is no zero, which stands for nothing."""
    return hash(key) & 0xFFFF_FFFF_FFFF_FFFF or 1
