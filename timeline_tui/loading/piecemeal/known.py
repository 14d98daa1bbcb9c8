"""What is kept of the files of a timeline, to tell what a change does to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from timeline_tui.loading.checking.references import SORTS
from timeline_tui.loading.piecemeal.joining import KeptFile, KeptPiece
from timeline_tui.loading.reading import Reading
from timeline_tui.loading.together import Together

State = list[int]
"""How a file looks from outside."""


class KnownFile(NamedTuple):
    """One file of a timeline as it was read."""

    name: str
    """Its path in the folder; empty where it is the whole timeline."""
    state: State
    events: int
    kept: KeptFile | None


class Known(NamedTuple):
    """What must be known of a reading, to tell what a change does to it; plain values only."""

    files: list[KnownFile]
    near: list[str]
    """The words that are like a spelling, in small letters."""
    times: int = 0
    """How often an index was carried over since all was read."""

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Known:
        """What was kept as plain values."""
        files, near, times = plain
        return cls([_known_file(*file) for file in files], near, times)

    def with_file(self, at: int, file: KnownFile) -> Known:
        """The same once an index was carried over to this file, which is another now."""
        return self._replace(files=[*self.files[:at], file, *self.files[at + 1 :]], times=self.times + 1)


def _known_file(name: str, state: State, events: int, kept: Sequence[Any] | None) -> KnownFile:
    if kept is None:
        return KnownFile(name, state, events, None)
    above, lines, header, indent, pieces = kept
    held = [KeptPiece(*piece) for piece in pieces]
    return KnownFile(name, state, events, KeptFile(above, lines, header, indent, held))


def known_of(reading: Reading | Together, files: Iterable[tuple[str, State]]) -> Known | None:
    """What must be known of this reading of these files; None where no change can be told from it."""
    checks = reading.checks
    if checks is None or not checks.spellings.has_room or not reading.closed >= {*SORTS}:
        return None
    if not any(kept for _, kept in reading.kept):
        return None
    known = [KnownFile(*file, *kept) for file, kept in zip(files, reading.kept, strict=True)]
    return Known(known, sorted(checks.spellings.near))
