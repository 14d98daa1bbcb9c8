"""One thread that looks at the file, and what a save has changed."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from threading import Condition, Thread
from typing import NamedTuple

from timeline_tui.index.difference import Difference, difference
from timeline_tui.index.records import Unusable
from timeline_tui.index.schema import Stamp
from timeline_tui.jobs.saves import END, NOW, FileWatch, Seen, patience, versions
from timeline_tui.render.phrases import counted, short
from timeline_tui.session.background import IsWanted

# What a look costs is made up for: one that takes long, as over many files, is taken less often.
_RESTS_FOR_A_LOOK = 30


class Watching(ABC):
    """Looks at a file for as long as its screen is open; the screen is woken only where there is news."""

    def __init__(self, file: Path) -> None:
        self._looking = FileWatch(file, time.monotonic)
        self._changed = Condition()
        self._asked = self._stopped = False
        self._looked = time.monotonic()
        self._loop = asyncio.get_running_loop()
        # Whoever is told starts timers of the screen, which must know whose they are.
        self._context = copy_context()
        self._thread = Thread(target=self._go_on, name="watching", daemon=True)
        self._thread.start()

    def look_now(self) -> None:
        """Tell at once what is there, whether or not it is another version."""
        with self._changed:
            self._asked = True
            self._changed.notify()

    def stop(self) -> None:
        """Look no more; nobody waits for a look at a machine that does not answer."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    # In the thread.

    def _go_on(self) -> None:
        for seen, sure in versions(self._looking.look, self._wait, patience, Seen.is_like):
            # There is nobody to tell where the reader has left meanwhile.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._tell, seen, sure, context=self._context)

    def _wait(self, seconds: float) -> object:
        seconds = max(seconds, _RESTS_FOR_A_LOOK * (time.monotonic() - self._looked))
        with self._changed:
            self._changed.wait_for(lambda: self._asked or self._stopped, seconds)
            asked, self._asked = self._asked, False
            self._looked = time.monotonic()
            return END if self._stopped else NOW if asked else None

    # In the screen's thread.

    @abstractmethod
    def saw(self, seen: Seen, sure: bool) -> None:
        """Take what is seen at first and each version; `sure` where it is beyond doubt."""

    def _tell(self, seen: Seen, sure: bool) -> None:
        if not self._stopped:
            self.saw(seen, sure)


class Reread(NamedTuple):
    """A version that took the place of another."""

    before: Path
    """Where its index is kept."""
    now: Path
    """Where the one that is shown now can be found, unless another took its place already."""
    stamp: Stamp
    """What that one was made from."""
    events: int
    more: int
    """How many events it has more than the one before."""
    problems: int
    """How many problems it has, where that is more than before."""
    left: str | None
    """The title of the event that the reader was at, where that is gone."""
    asked: bool
    """Whether the reader asked for it, and so wants to hear that nothing changed too."""
    change: Difference | None = None
    """What became of the events, where the index says so itself."""


def compared(reread: Reread, _: IsWanted) -> Iterator[tuple[Reread, Difference | None]]:
    """A version with what became of its events; nothing where that cannot be found out."""
    if reread.change is None and reread.before != reread.now:
        with suppress(Unusable):
            yield reread, difference(reread.before, reread.now, reread.stamp)
    else:
        yield reread, reread.change


def news(reread: Reread, found: Difference | None) -> str:
    """What to say; nothing where nothing is to be told."""
    parts = [events_words(reread, found)] if found or found is None or reread.asked else []
    if reread.problems:
        parts.append(f"{counted(reread.problems, 'problem')}, which p lists")
    if reread.left is not None:
        parts.append(f"“{short(reread.left)}” is gone, and this is the nearest")
    if not parts:
        return ""
    return f"{'The file was read again' if reread.asked else 'The file changed'}: {'; '.join(parts)}"


def events_words(reread: Reread, found: Difference | None) -> str:
    """What became of the events; how many there are, where that is not known yet or never will be."""
    if found is None:
        change = f"{abs(reread.more):,} {'more' if reread.more > 0 else 'fewer'}" if reread.more else ""
        return ", ".join(filter(None, [counted(reread.events, "event"), change]))
    if not found:
        return f"{counted(reread.events, 'event')}, none of them changed"
    counts = [(found.changed, "changed"), (found.new, "new"), (found.gone, "gone")]
    (first, what), *others = [(number, what) for number, what in counts if number]
    return ", ".join(
        [f"{counted(first, 'event')} {what}", *(f"{number:,} {what}" for number, what in others)]
    )
