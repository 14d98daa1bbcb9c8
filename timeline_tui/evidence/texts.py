"""The texts that a reader holds, found in the folders that were named, and every passage against them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from timeline_tui.evidence.match import match
from timeline_tui.model.limits import TEXT, TEXT_BYTES, TEXT_FILES
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.system import NO_FOLLOW, READING

LARGEST, MOST_FILES, MOST_BYTES = TEXT.value, TEXT_FILES.value, TEXT_BYTES.value
_MOST_REFUSED = 20
_MARKED = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


_OF_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""How files of word processors begin: DOCX and ODT, DOC, RTF."""


@dataclass(frozen=True, slots=True)
class Held:
    """A text that is there."""

    path: Path
    text: str
    sha256: str
    changed: bool
    """Whether the file was changed since the source's `sha256` was written."""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Why a text is not there."""

    reason: str


class Shelf:
    """The texts in some folders, by their path and by their hash."""

    def __init__(self, folders: Sequence[Path], beside: Path | None = None) -> None:
        """`beside` is where the timeline is: a `text` may lead from there into one of the folders."""
        self.refused: list[str] = []
        """Folders and files that could not be read, each with what to try."""
        self._beside = beside
        self._named = bool(folders)
        self._folders = [folder for folder in map(self._folder, folders) if folder is not None]
        self._by_hash: dict[str, Path] | None = None

    def _folder(self, folder: Path) -> Path | None:
        try:
            resolved = folder.resolve(strict=True)
            os.scandir(resolved).close()
        except NotADirectoryError:
            self.refused.append(f"{folder} is a file: name the folder that it is in")
        except FileNotFoundError:
            self.refused.append(f"{folder} does not exist: name a folder that holds texts")
        except PermissionError:
            self.refused.append(f"{folder} may not be read: ask for permission, or name another folder")
        except (OSError, RuntimeError) as error:
            self.refused.append(f"{folder} cannot be opened: {getattr(error, 'strerror', None) or error}")
        else:
            return resolved
        return None

    def of(self, source: Source) -> Held | NotHeld:
        """The text of a source: by its `text` path, or else by its `sha256`, in the folders given."""
        if not self._folders:
            return NotHeld(
                "no folder that was named can be read" if self._named else "no folder of texts is named"
            )
        path = self._by_path(source.text) if source.text else None
        if path is None and source.sha256:
            path = self._hashes().get(source.sha256.lower())
        if path is None:
            return NotHeld(self._why_missing(source))
        return _read(path, source)

    def _why_missing(self, source: Source) -> str:
        if source.sha256:
            return "no file in the folders given has its sha256"
        if source.text:
            return f"no file {source.text} in the folders given"
        return "the source names neither a text nor a sha256"

    def _by_path(self, text: str) -> Path | None:
        """The file that the path leads to inside one of the folders; a way out of them is none."""
        starts = self._folders if self._beside is None else [*self._folders, self._beside]
        for start in starts:
            try:
                path = (start / text).resolve(strict=True)
                if any(map(path.is_relative_to, self._folders)) and path.is_file():
                    return path
            except (OSError, RuntimeError, ValueError):
                continue
        return None

    def _hashes(self) -> dict[str, Path]:
        if self._by_hash is None:
            self._by_hash = {}
            left = MOST_BYTES
            for path in self._files():
                content = bytes_of(path)
                if isinstance(content, NotHeld):
                    self._refuse(f"{path} {content.reason}")
                    continue
                self._by_hash.setdefault(hashlib.sha256(content).hexdigest(), path)
                left -= len(content)
                if left < 0:
                    self._refuse(f"the folders hold over {MOST_BYTES // 1024**3} GB: name smaller ones")
                    break
        return self._by_hash

    def _files(self) -> Iterator[Path]:
        seen = 0
        for folder in self._folders:
            for where, folders, files in os.walk(folder, onerror=self._refuse_folder):
                folders.sort()
                for name in sorted(files):
                    path = Path(where, name)
                    if not _is_plain_file(path):
                        continue
                    seen += 1
                    if seen > MOST_FILES:
                        self._refuse(f"{folder} holds over {MOST_FILES:,} files: name a smaller folder")
                        return
                    yield path

    def _refuse_folder(self, error: OSError) -> None:
        self._refuse(f"{error.filename} cannot be opened: {error.strerror}")

    def _refuse(self, sentence: str) -> None:
        """One disk of unreadable files must not bury what else is to be said."""
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append(sentence)
        elif len(self.refused) == _MOST_REFUSED:
            self.refused.append("more files could not be read")


def _is_plain_file(path: Path) -> bool:
    """Whether it is a file of its own: no link, which may lead out of the folder, and no pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _read(path: Path, source: Source) -> Held | NotHeld:
    content = bytes_of(path)
    if isinstance(content, NotHeld):
        return NotHeld(f"{path.name} {content.reason}")
    digest = hashlib.sha256(content).hexdigest()
    changed = source.sha256 is not None and source.sha256.lower() != digest
    text = decoded(content)
    if isinstance(text, NotHeld):
        return NotHeld(f"{path.name} {text.reason}")
    return Held(path, text, digest, changed)


def bytes_of(path: Path) -> bytes | NotHeld:
    """The content of a regular file, opened without waiting, so that no pipe or device can hold us."""
    try:
        descriptor = os.open(path, READING | NO_FOLLOW)
    except PermissionError:
        return NotHeld("may not be read: ask for permission")
    except OSError as error:
        return NotHeld(f"cannot be opened: {error.strerror}")
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return NotHeld("is no regular file")
        if status.st_size > LARGEST:
            return NotHeld(f"is larger than {LARGEST // 1024 // 1024} MB: split it")
        try:
            # As much memory is taken as is asked for, however short the file is.
            return stream.read(min(status.st_size + 1, LARGEST))
        except OSError as error:
            return NotHeld(f"cannot be read: {error.strerror}")


def decoded(content: bytes) -> str | NotHeld:
    """The text of these bytes; a text that is no UTF-8 and has no mark is none."""
    encoding = next((name for mark, name in _MARKED if content.startswith(mark)), "utf-8-sig")
    is_marked = encoding != "utf-8-sig"
    if not is_marked and content.startswith(_OF_OFFICE):
        return NotHeld(
            "is an office document or an archive, and no text: save it as text, as a page or as PDF"
        )
    if not is_marked and b"\0" in content:
        return NotHeld("is no plain text, or UTF-16 with no mark: convert it with iconv -f UTF-16LE -t UTF-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return NotHeld(
            f"is not {encoding.removesuffix('-sig').upper()} in line {line}: convert it, for example with "
            "iconv -f WINDOWS-1252 -t UTF-8 (WINDOWS-1251 for Cyrillic)"
        )
    if "\0" in text:
        return NotHeld("is no plain text, or UTF-16 with no mark: convert it with iconv -f UTF-16LE -t UTF-8")
    return text


def read_text(path: Path) -> Held | NotHeld:
    """A text that was found before, as it is now."""
    return _read(path, Source())


# Passages that are looked for in one walk over a text; more cost memory, fewer cost walks.
_LOT = 20_000


@dataclass(frozen=True, slots=True)
class Verified:
    """A quote of an event, and what became of it."""

    number: int
    """The number of the event in its file."""
    event: Event
    index: int
    """Which quote of its event it is, counted from 0."""
    finding: Finding

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.event.quotes[self.index]


def verify(
    events: Iterable[tuple[int, Event]], sources: Mapping[str, Source], texts: Shelf
) -> Iterator[Verified]:
    """What became of each quote of the events, which come with their numbers."""
    missing: dict[str | None, NotHeld] = {}
    quotes = ((number, event, index) for number, event in events for index in range(len(event.quotes)))
    while lot := list(islice(quotes, _LOT)):
        yield from _verify_lot(lot, sources, texts, missing)


def _verify_lot(
    lot: list[tuple[int, Event, int]],
    sources: Mapping[str, Source],
    texts: Shelf,
    missing: dict[str | None, NotHeld],
) -> Iterator[Verified]:
    by_source: dict[str | None, list[int]] = defaultdict(list)
    quotes = [event.quotes[index] for _, event, index in lot]
    for place, quote in enumerate(quotes):
        by_source[quote.source].append(place)
    findings: dict[int, Finding] = {}
    for key, places in by_source.items():
        # One text at a time: all of them may be more than the memory holds.
        held = missing.get(key) or _hold(key, sources, texts)
        if isinstance(held, NotHeld):
            missing[key] = held
        findings.update(zip(places, _findings(held, [quotes[place] for place in places]), strict=True))
    for place, (number, event, index) in enumerate(lot):
        yield Verified(number, event, index, findings[place])


def _hold(key: str | None, sources: Mapping[str, Source], texts: Shelf) -> Held | NotHeld:
    if key is None:
        return NotHeld("the passage names no source")
    source = sources.get(key)
    return NotHeld(f"no source is called {key}") if source is None else texts.of(source)


def _findings(held: Held | NotHeld, quotes: list[Quote]) -> list[Finding]:
    if isinstance(held, NotHeld):
        return [
            Finding("no text held", words=len(quote.exact.split()), remark=held.reason) for quote in quotes
        ]
    findings = match(held.text, quotes)
    if held.changed:
        return [_in_changed_text(finding) for finding in findings]
    return findings


def _in_changed_text(finding: Finding) -> Finding:
    said = "the text has changed since its sha256 was written"
    return finding._replace(remark=f"{finding.remark}; {said}" if finding.remark else said)
