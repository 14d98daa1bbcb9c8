"""Keeps an index that is open where it can be found, while another takes its place."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.opening.room import room


class Keeping:
    """Gives an index a second name, under which it stays what it is until the program ends.

    Whatever asks it in another thread opens it anew by its path, and must not find its successor there.
    """

    def __init__(self) -> None:
        self._rooms = ExitStack()
        self._own: Path | None = None
        self._numbers = count()

    def keep(self, index: Index) -> bool:
        """Keep this one; whether its path now stays its own."""
        if self._own is not None and index.path.parent == self._own:
            return True
        try:
            if self._own is None:
                self._own = self._rooms.enter_context(room(index.path.parent))
            path = self._own / f"{next(self._numbers)}.index"
            path.hardlink_to(index.path)
            if not _is_same(path, index):
                path.unlink()
                return False
        except OSError:
            # A system without second names: then it is as it was.
            return False
        index.path = path
        return True

    def put_back(self, index: Index, place: Path) -> None:
        """Put one that was kept into its place again, out of which the next one is made in no time."""
        if self._own is None or index.path.parent != self._own:
            return
        beside = self._own / "back"
        with suppress(OSError):
            beside.hardlink_to(index.path)
            beside.replace(place)

    def drop(self, path: Path) -> None:
        """Let go of one that was kept, and of what was found out of it."""
        if self._own is not None and path.parent == self._own:
            for kept in self._own.glob(f"{path.stem}.*"):
                with suppress(OSError):
                    kept.unlink()

    def close(self) -> None:
        """Let go of all."""
        self._rooms.close()
        self._own = None


def _is_same(path: Path, index: Index) -> bool:
    """Whether no other program has put its successor there already."""
    try:
        found = Index.open(path)
    except Unusable:
        return False
    found.close()
    return found.stamp == index.stamp
