"""One thread beside the screen that looks at the file, and tells of each version that stood still."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from threading import Condition, Thread

from timeline_tui.opening.saves import END, NOW, Looking, Seen, patience, versions

# What a look costs is made up for: one that takes long, as over many files, is taken less often.
_RESTS_FOR_A_LOOK = 30


class Watching:
    """Looks at a file for as long as its screen is open; the screen is woken only where there is news."""

    def __init__(self, file: Path, told: Callable[[Seen, bool], object]) -> None:
        """`told` is given what is seen at first and each version, and whether that is beyond doubt."""
        self._looking = Looking(file, time.monotonic)
        self._told = told
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

    def _tell(self, seen: Seen, sure: bool) -> None:
        if not self._stopped:
            self._told(seen, sure)
