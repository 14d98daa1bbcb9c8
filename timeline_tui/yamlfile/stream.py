"""The bytes of a timeline on their way to the parser: bounded, and mended where they are no text."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from timeline_tui.model.limits import FILE
from timeline_tui.system import READING, Act, read_at
from timeline_tui.yamlfile.conflicts import LONGEST, OPENING, Conflict, blanked, conflict_at, marks
from timeline_tui.yamlfile.split import NO_BREAKS, ByteWindow, stood_in

LARGEST = FILE.value
"""Bytes that are read of one file."""
_CHUNK = 1 << 16
_TELLING = 4096
"""The first bytes, which tell whether a file is text."""
_MOST_FLAWS = 1000
_MOST_DIRECTIVES = 100
_IN_MEMORY = 8 << 20
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# Bytes that are no reason to look closer: all of ASCII but C0 and DEL.
_HARMLESS = bytes([9, 10, 13, *range(0x20, 0x7F)])
_CONTROLS = bytes(code for code in range(0x20) if code not in _HARMLESS)
_FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff{''.join(NO_BREAKS.values())}]"
)
UNFINISHED = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
"""The first bytes of a character whose last ones are still to come."""


FLAWS = {
    "bad-utf8": ("this byte is not UTF-8", "read as U+FFFD", "save the file as UTF-8"),
    "control-character": (
        "a control character is not allowed here",
        "read as U+FFFD",
        "take it out, or write it as \\x and two digits in double quotes",
    ),
    "conflict-marker": (
        "a merge left two versions of the file here",
        "a mark between them",
        "open it and press R to take one of them; or take out what is wrong, and each line that begins with "
        "<<<<<<<, ======= or >>>>>>>",
    ),
}
"""What is to be said of each sort of flaw: a message, what stands at the place, and a hint."""


class EndOfReading(Exception):  # noqa: N818 - it ends a reading that may be perfectly good so far
    """The reading ends here, with a problem of this code."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class Stream:
    """A file, or what comes through a pipe, as the parser reads it.

    Bytes that are not UTF-8 and controls that YAML forbids reach the parser as U+FFFD, and where they
    stood is kept in `flaws`.
    """

    def __init__(self, source: Path | BinaryIO, *, chooses: bool = False) -> None:
        """What `chooses` gives the parser one version of what a merge left in two."""
        self._chooses = chooses
        self.position = 0
        """Where it is read."""
        self.reached = 0
        """Bytes read so far."""
        self.size = 0
        """Bytes of the whole file; 0 when nobody knows."""
        self.flaws: list[tuple[int, str]] = []
        """Where something is not meant as text, counted from the first byte, and the code of the problem."""
        self.watch: Act = lambda: None
        """Called before each read; may raise `EndOfReading`."""
        self.stands_in = not isinstance(source, io.BytesIO) or stood_in(data := source.getvalue()) != data
        """Whether the parser may get other characters than there are."""
        self.in_preamble = True
        """Whether the parser is outside of any document, where directives stand."""
        self._directives = 0
        self._ready = b""
        self._served = 0
        self._begins_line = True
        self._ended: EndOfReading | None = None
        self._blank: list[tuple[int, int]] = []
        self.conflicts: list[Conflict] = []
        """What a merge left in two versions, of which the parser gets what is to be read."""
        self._found: set[int] = set()
        self._start = 0
        self._path = source if isinstance(source, Path) else None
        self._owned = isinstance(source, Path)
        self._file = self._open(source) if isinstance(source, Path) else self._take(source)

    def _open(self, path: Path) -> BinaryIO:
        try:
            # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
            handle = os.open(path, READING)
        except OSError as error:
            if error.errno == errno.ENXIO:
                # A socket cannot even be opened.
                raise not_a_file(path.stat().st_mode) from error
            raise
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            os.close(handle)
            raise not_a_file(found.st_mode)
        if found.st_size > LARGEST:
            os.close(handle)
            raise _too_large()
        self.size = found.st_size
        return os.fdopen(handle, "rb")

    def _take(self, file: BinaryIO) -> BinaryIO:
        if not file.seekable():
            # What comes through a pipe is taken in as a whole, so that it can be read from anywhere.
            spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - see `close`
            while self.size <= LARGEST and (data := file.read(_CHUNK)):
                self.size += spool.write(data)
            self._owned, file = True, cast("BinaryIO", spool)
        self._start = file.tell() if not self.size else 0
        self.size = file.seek(0, os.SEEK_END) - self._start
        file.seek(self._start)
        return file

    def again(self) -> Iterator[bytes]:
        """All that was read, once more from its first byte, as it stands in the file."""
        self._file.seek(self._start)
        left = self.reached
        while left > 0 and (data := self._file.read(min(_CHUNK, left))):
            left -= len(data)
            yield data

    @property
    def is_file(self) -> bool:
        """Whether it was opened here, so that it can be read from anywhere."""
        return self._path is not None

    def window(self, start: int, size: int, line: int, *, begins_line: bool = True) -> ByteWindow:
        """Some bytes from a place on; more where a merge left two versions there.

        Raises `EndOfReading` where the file begins with what is no text.
        """
        self._file.seek(self._start + start)
        self.position = start
        data = b""
        while len(data) < size and (more := self._fetch(size - len(data))):
            data += more
        if len(data) == size and data.endswith(b"\r"):
            # It is not cut within CR LF.
            data += self._fetch(1)
        if not start:
            _look(data)
        is_last = len(data) < size
        data = self._without_conflicts(self._blanked(data, start), begins_line=begins_line)
        for found in marks(data):
            if found.start() or begins_line:
                self._flaw(start + found.start(), "conflict-marker")
        return ByteWindow(data, start, line, is_last or self.position >= self.size)

    def mended(self, data: bytes, start: int) -> bytes:
        """Bytes that stand here, as the parser gets them."""
        if _is_plain(data) or is_sound_text(data):
            return data
        mended = self._mended(data, start)
        if self._ended is not None:
            raise self._ended
        return mended

    def sound(self, start: int, end: int) -> bytes:
        """The bytes between two places as the parser gets them, also when it was closed."""
        if self._path is not None and self._file.closed:
            with self._path.open("rb") as file:
                data = self._blanked(read_at(file.fileno(), end - start, start), start)
        else:
            data = self._blanked(self.cut(start, end), start)
        return data if is_sound_text(data) else self._mended(data, start)

    def piece(self, start: int, end: int) -> bytes | None:
        """The bytes between two places, if there is nothing in them that is not meant as text."""
        data = self.cut(start, end)
        if len(data) < end - start or not (_is_plain(data) or is_sound_text(data)):
            return None
        return None if next(marks(data), None) or self.is_blank(start, end) else data

    def is_blank(self, start: int, end: int) -> bool:
        """Whether anything between two places is passed over."""
        return any(first < end and start < last for first, last in self._blank)

    def cut(self, start: int, end: int) -> bytes:
        """The bytes between two places of a file as they stand in it; what is read next stays the same."""
        if self._path is None:
            here = self._file.tell()
            self._file.seek(self._start + start)
            part = self._file.read(end - start)
            self._file.seek(here)
            return part
        found = b""
        while len(found) < end - start:
            part = read_at(self._file.fileno(), end - start - len(found), start + len(found))
            if not part:
                break
            found += part
        return found

    def jump(self, place: int, before: bytes) -> None:
        """Go on reading at this byte, with some other bytes before it."""
        self.position = place
        self._ended = None
        # What stands below is found once more.
        self.flaws = [flaw for flaw in self.flaws if flaw[0] < place]
        self._found = {offset for offset, _ in self.flaws}
        self._ready, self._served, self._begins_line = before, 0, True

    def drain(self) -> None:
        """Read to the end what nobody will parse, so that its flaws are known wherever reading ended."""
        self.watch = lambda: None
        self.in_preamble = False
        with suppress(EndOfReading, OSError):
            while self.read():
                pass

    def close(self) -> None:
        """Let go of the file, if it was opened here."""
        if self._owned:
            self._file.close()

    def read(self, size: int = _CHUNK, /) -> bytes:
        """The next bytes, mended; at most `size`, and none at the end."""
        self.watch()
        while self._served >= len(self._ready):
            if self._ended is not None:
                raise self._ended
            self._ready, self._served = self._next(), 0
            if not self._ready:
                return b""
        part = self._ready[self._served : self._served + size]
        self._served += len(part)
        return part

    def _next(self) -> bytes:
        start = self.position
        window = self.window(start, _CHUNK, 0, begins_line=self._begins_line)
        data = window.data
        if not window.is_last and not (end := data.rfind(b"\n") + 1):
            unfinished = UNFINISHED.search(data, max(len(data) - 3, 0))
            end = unfinished.start() if unfinished else len(data)
        data = data if window.is_last else data[:end]
        self.position, self._begins_line = start + len(data), data.endswith(b"\n")
        if self.in_preamble:
            self._count_directives(data)
        if not start and data.startswith(codecs.BOM_UTF8):
            start, data = len(codecs.BOM_UTF8), data[len(codecs.BOM_UTF8) :]
        return stood_in(data if _is_plain(data) or is_sound_text(data) else self._mended(data, start))

    def _without_conflicts(self, data: bytes, *, begins_line: bool) -> bytes:
        """The bytes, of which more are fetched where they end within a conflict."""
        if not self._chooses or b"<" not in data:
            return data
        while b"<<<<<<<".startswith(data[data.rfind(b"\n") + 1 :][:7]) and (more := self._fetch(_CHUNK)):
            data += self._blanked(more, self.position - len(more))
        at = 0
        while (found := OPENING.search(data, at)) is not None:
            at = found.end()
            if not found.start() and not begins_line:
                continue
            is_last = False
            while (
                (whole := conflict_at(data, found.start(), is_last=is_last)) is None
                and not is_last
                and len(data) - at < LONGEST
            ):
                more = self._fetch(_CHUNK)
                is_last = not more
                data += self._blanked(more, self.position - len(more))
            if whole is not None:
                begin = self.position - len(data)
                self.conflicts.append(whole.moved(begin))
                self._blank += [(begin + start, begin + end) for start, end in whole.passed_over]
                data = self._blanked(data, begin)
        return data

    def _blanked(self, data: bytes, begin: int) -> bytes:
        return blanked(data, begin, self._blank) if self._blank else data

    def _fetch(self, size: int) -> bytes:
        data = self._file.read(size) or b""
        self.position += len(data)
        self.reached = max(self.reached, self.position)
        if self.position > LARGEST:
            raise _too_large()
        return data

    def _count_directives(self, data: bytes) -> None:
        # The parser compares each directive with every one before it.
        self._directives += data.count(b"\n%")
        if self._directives > _MOST_DIRECTIVES:
            raise EndOfReading(
                "bad-yaml", "too many directives before the timeline begins", "take out the lines with %"
            )

    def _mended(self, data: bytes, start: int) -> bytes:
        pieces: list[str] = []
        done = 0
        try:
            while done < len(data):
                try:
                    pieces.append(self._struck(data[done:].decode(), start + done))
                    break
                except UnicodeDecodeError as error:
                    good = data[done : done + error.start].decode()
                    pieces.append(self._struck(good, start + done))
                    self._flaw(start + done + error.start, "bad-utf8")
                    pieces.append("\ufffd")
                    done += error.end
        except EndOfReading as stop:
            # What was good before it is still read.
            self._ended = stop
        return "".join(pieces).encode()

    def _struck(self, text: str, start: int) -> str:
        for found in _FORBIDDEN.finditer(text):
            self._flaw(start + len(text[: found.start()].encode()), "control-character")
        return _FORBIDDEN.sub("\ufffd", text)

    def _flaw(self, offset: int, code: str) -> None:
        if offset in self._found:
            return
        self._found.add(offset)
        if len(self.flaws) >= _MOST_FLAWS:
            raise EndOfReading(
                code, "too much of this file is not text to read on", "is it a timeline, saved as UTF-8?"
            )
        self.flaws.append((offset, code))


def not_a_file(mode: int) -> EndOfReading:
    """Why a folder, a pipe, a socket or a device is not opened."""
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    kind = next((name for test, name in kinds if test(mode)), "a device")
    return EndOfReading(
        "not-a-file", f"this is {kind}, and a timeline is a file", "give the name of a .timeline.yaml file"
    )


def _too_large() -> EndOfReading:
    return EndOfReading(
        "too-large",
        f"this file is larger than {FILE.words}",
        "split it into several files, one for each period or theme",
    )


def _look(data: bytes) -> None:
    """Refuse what a file begins with that nobody can have written."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            raise EndOfReading("not-utf8", f"this file is saved as {name}", "save it again as UTF-8")
    if _is_no_text(data[:_TELLING]):
        raise EndOfReading("not-text", "this is not a text file", "give the name of a .timeline.yaml file")


def _is_no_text(data: bytes) -> bool:
    """Whether so much of it is flawed that nobody can have written it.

    Text in an encoding of one byte a letter can be flawed throughout, but has no control characters.
    """
    controls = len(data) - len(data.translate(None, _CONTROLS))
    flaws = controls + len(data) - len(data.decode(errors="ignore").encode())
    return 20 * controls > len(data) and 4 * flaws > len(data)


def is_sound_text(data: bytes) -> bool:
    """Whether it is UTF-8, with no character that no file may hold."""
    try:
        return _FORBIDDEN.search(data.decode()) is None
    except UnicodeDecodeError:
        return False


def _is_plain(data: bytes) -> bool:
    """Whether there is no reason to look closer."""
    return data.isascii() and not data.translate(None, _HARMLESS)
