"""A file as it was read, with the text that is typed over it, until that is saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from timeline_tui.editing.legible import Legible
from timeline_tui.editing.saving import Version, read, save

Write: TypeAlias = "Callable[[Path, Version, bytes], Version]"
_MOST_KEPT = 100
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


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
                with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
                    file.write(self.data(text))
            except FileExistsError:
                continue
            except OSError:
                return None
            return beside
        return None
