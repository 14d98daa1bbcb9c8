"""What a save has changed, found out beside the screen and said in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.differing import Difference, difference
from timeline_tui.index.stamp import Stamp
from timeline_tui.tui.beside.latest import IsWanted, Latest
from timeline_tui.tui.presentation.words import counted, short


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


class News:
    """Says what became of the events, one reading after the other."""

    def __init__(
        self,
        tell: Callable[[str], object],
        done: Callable[[Path], object],
        compared: Callable[[Reread, str], object],
    ) -> None:
        """`done` is told of each version that nobody needs any more, `compared` what became of the events."""
        self._tell = tell
        self._compared = compared
        self._done = done
        self._latest: Latest[tuple[Reread, Difference | None]] = Latest(self._took, lambda error: None)

    def find_out(self, reread: Reread) -> None:
        """Compare the two, and say how they differ."""
        self._latest.ask(partial(_compared, reread))

    def stop(self) -> None:
        """Leave nothing going on behind."""
        self._latest.stop()

    def _took(self, compared: tuple[Reread, Difference | None]) -> None:
        reread, found = compared
        if sentence := news(reread, found):
            self._tell(sentence)
        self._compared(reread, events_words(reread, found))
        self._done(reread.before)


def _compared(reread: Reread, _: IsWanted) -> Iterator[tuple[Reread, Difference | None]]:
    yield reread, difference(reread.before, reread.now, reread.stamp)


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
