"""What becomes of each version of the file: it is shown, waited for, or told of as what is wrong with it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from timeline_tui.index.records import Difference, IsWanted, Row, Unusable
from timeline_tui.index.schema import Stamp, beside, difference
from timeline_tui.jobs.members import DOUBTFUL, END, NOW, FileWatch, Seen, versions
from timeline_tui.jobs.room import drop, put_back
from timeline_tui.render.phrases import counted, short
from timeline_tui.session.background import Take, telling
from timeline_tui.session.trouble import Trouble, gone, loss, trouble_in, trouble_with
from timeline_tui.session.viewing import rank_of_same

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.session import Session


# What a look costs is made up for: one that takes long, as over many files, is taken less often.
_RESTS_FOR_A_LOOK = 30


class Watching:
    """Looks at a file for as long as its screen is open; the screen is woken only where there is news."""

    def __init__(self, file: Path, saw: Take[tuple[Seen, bool]]) -> None:
        """`saw` hears what is seen at first and each version, and whether that is beyond doubt."""
        self._looking = FileWatch(file, time.monotonic)
        self._changed = Condition()
        self._asked = self.stopped = False
        self._looked = time.monotonic()
        self._tell = telling(saw)
        Thread(target=self._go_on, name="watching", daemon=True).start()

    def look_now(self) -> None:
        """Tell at once what is there, whether or not it is another version."""
        with self._changed:
            self._asked = True
            self._changed.notify()

    def stop(self) -> None:
        """Look no more; nobody waits for a look at a machine that does not answer."""
        with self._changed:
            self.stopped = True
            self._changed.notify()

    # In the thread.

    def _go_on(self) -> None:
        for seen in versions(self._looking.look, self._wait):
            self._tell(seen)

    def _wait(self, seconds: float) -> object:
        seconds = max(seconds, _RESTS_FOR_A_LOOK * (time.monotonic() - self._looked))
        with self._changed:
            self._changed.wait_for(lambda: self._asked or self.stopped, seconds)
            asked, self._asked = self._asked, False
            self._looked = time.monotonic()
            return END if self.stopped else NOW if asked else None


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


class Reader(Protocol):
    """Whoever reads the file and puts versions of it on the screen."""

    def read_newest(self) -> None:
        """Start a reading of the file."""

    def show(self, index: Index) -> None:
        """Put a version on the screen."""


class Live:
    """Follows the file of one session."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session = session
        self._reader = reader
        self._told = ""
        """The last news of a version."""
        self._seen: Seen | None = None
        self._first: Stamp | None = None
        """What was seen at first, while a reading was going on that may have begun before."""
        self._read_of: Stamp | None = None
        """What the last reading that ended was made from."""
        self._sure = self._for_save = self._news_due = False
        self._asks = self._begun = self._answered = 0
        """How often the reader asked for a reading; up to which ask one was begun, and one was shown."""
        self._held: Index | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self._left: Row | None = None
        self._shown: Index | None = None
        self._watching = Watching(session.wanted.file, self._saw)

    def stop(self) -> None:
        """Leave nothing going on behind."""
        self._watching.stop()
        self._session.let_go("news")
        self._let_go()

    def forget(self) -> None:
        """What is read next is not read because the file was saved."""
        self._let_go()
        self._for_save = False

    # What the file does.

    def look_now(self) -> None:
        """Read the file at once, whatever is to be seen of it."""
        self._asks += 1
        self._watching.look_now()

    @property
    def asked(self) -> bool:
        """Whether the reader asked for a reading that is not shown yet."""
        return self._asks > self._answered

    def begin(self, index: Index | None) -> None:
        """Take what is shown already, or is still being read where nothing is."""
        self._shown = index if index is not None and index.about.complete else None
        self._read_of = None if self._shown is None else self._shown.stamp
        if self._shown is not None:
            self._session.trouble = trouble_in(self._shown, "part")

    def _saw(self, found: tuple[Seen, bool]) -> None:
        """Read what was saved, unless it is read already."""
        if self._watching.stopped:
            return
        seen, sure = found
        before, self._seen = self._seen, seen
        if self.asked:
            self._begin_reading(sure)
        elif before is None and self._read_of is None:
            self._first = seen.stamp
        elif before is None or before.stamp != seen.stamp:
            if seen.stamp != self._read_of:
                self._begin_reading(sure)
        else:
            # Saved twice within one tick of the file system's clock.
            self._begin_reading(sure)

    def _begin_reading(self, sure: bool) -> None:
        self._let_go()
        self._sure, self._for_save, self._begun = sure, True, self._asks
        self._reader.read_newest()

    # What its readings bring.

    def accepts(self, index: Index) -> bool:
        """Whether this whole version is to be shown now; if not, what is shown stays."""
        self._read_of = index.stamp
        first, self._first = self._first, None
        if first is not None and first != index.stamp:
            # It was saved while it was read for the first time.
            asyncio.get_running_loop().call_soon(self._begin_reading, False)
        self._news_due, self._for_save = self._for_save, False
        if not self._news_due or self._shown is None:
            return True
        trouble = trouble_in(index, "older")
        if trouble is not None and not self._is_partial:
            self._put_away(index)
            self._refuse(trouble)
            return False
        if not self._sure and trouble is None and _loses_much(self._shown, index):
            self._hold(index)
            return False
        return True

    @property
    def _is_partial(self) -> bool:
        """Whether what is shown is only what could be read of a broken file."""
        trouble = self._session.trouble
        return trouble is not None and trouble.shown in {"part", "most"}

    def failed(self, sentence: str, problems: Sequence[Problem]) -> None:
        """Nothing can be read of the newest version."""
        self._read_of, self._for_save = None, False
        is_gone = self._shown is not None and self._seen is not None and self._seen.stamp is None
        shown: Literal["older", "nothing"] = "nothing" if self._shown is None else "older"
        self._refuse(gone() if is_gone else trouble_with(sentence, problems, shown))

    def _refuse(self, trouble: Trouble) -> None:
        # What was news of the version before is not said of this one; the answer to a key stays.
        if self._session.notice.sentence == self._told:
            self._session.tell("")
        self._session.trouble = trouble
        if self.asked:
            self._answered = self._asks
            self._session.tell(f"The file was read again. {trouble.sentence}", wrong=True)

    def _hold(self, index: Index) -> None:
        self._held = index
        self._waiting = asyncio.get_running_loop().call_later(DOUBTFUL, self._show_held)

    def _show_held(self) -> None:
        index, self._held, self._sure = self._held, None, True
        if index is not None:
            self._reader.show(index)

    def _let_go(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        if self._held is not None:
            self._put_away(self._held)
            self._held = None

    def _put_away(self, index: Index) -> None:
        """Close one that is not shown; what is shown is nearer to what comes next."""
        index.close()
        if self._shown is not None and self._shown.path != index.path:
            with suppress(OSError):
                put_back(self._shown.path, beside(index.path, ".index"))
            drop(index.path)

    # What is shown.

    def leave(self, index: Index) -> None:
        """Look whether the event that the reader is at is in this version, which is about to be shown."""
        self._left = None
        # One that cannot be asked any more does not say.
        with suppress(Unusable):
            row, old = self._session.row, self._session.index
            if row is not None and old is not None and rank_of_same(old, index, row) is None:
                self._left = row

    def took(self, index: Index, *, quiet: bool) -> None:
        """This version is shown now; with `quiet`, somebody else says what is new in it."""
        old, self._shown = self._shown, index
        # One that was begun before the reader asked again answers only what was asked before.
        asked, self._answered = self._begun > self._answered, self._begun
        reread = None if old is None else _reread(old, index, self._left, asked)
        trouble = trouble_in(index, "part")
        if trouble is None and reread is not None and self._sure and not asked and reread.more < 0:
            trouble = loss(events_words(reread, None))
        self._session.trouble = trouble
        due, self._news_due = self._news_due, False
        # What was written here is told of by whoever wrote it, perhaps a moment later.
        quiet = quiet or (not asked and self._session.wrote(index.stamp))
        if due and not quiet and old is not None and reread is not None:
            self._session.find_out("news", partial(compared, reread), self._tell_news)

    def _tell_news(self, found: tuple[Reread, Difference | None]) -> None:
        reread, _ = found
        if sentence := news(*found):
            self._told = sentence
            self._session.tell(sentence)
        trouble = self._session.trouble
        is_shown = self._shown is not None and self._shown.stamp == reread.stamp
        if is_shown and trouble is not None and trouble.shown == "loss":
            # Which events are gone is known a moment after how many there are.
            self._session.trouble = loss(events_words(*found))
        if reread.before != reread.now:
            drop(reread.before)


def _loses_much(old: Index, new: Index) -> bool:
    """Whether it may be that not all of the new version was written yet."""
    return 2 * new.about.events < old.about.events or new.ends_early(old)


def _reread(old: Index, new: Index, left: Row | None, asked: bool) -> Reread:
    more = new.about.events - old.about.events
    problems = new.about.problems if new.about.problems > old.about.problems else 0
    title = None if left is None else left.title
    known = new.change_from(old.stamp)
    return Reread(old.path, new.path, new.stamp, new.about.events, more, problems, title, asked, known)
