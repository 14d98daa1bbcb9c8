"""Where on its page a reader is in another reading of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.tui.reading.journey import LIST, Spot
from timeline_tui.tui.screens.reading.again import rank_of_same

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.model.timeline import Quote
    from timeline_tui.tui.screens.reading.reader import Reader


def spot_in(reader: Reader, old: Index, new: Index) -> Spot:
    """The same passage, as far from the top of the window, wherever it stands among the others now."""
    spot, stop = reader.page.spot, reader.page.stop
    if reader.depth == LIST or stop is None or stop.kind != "passage":
        return spot
    was = stop.rank if stop.rank is not None else reader.events.cursor
    rows = old.rows(was, 1)
    now = rank_of_same(old, new, rows[0]) if rows else None
    if now is None:
        return spot
    number = _same(old.event(was).quotes, new.event(now).quotes, stop.number)
    if number is None:
        return spot
    passage = (None if stop.rank is None else now, number)
    return spot._replace(passage=passage, below=stop.first - spot.scroll)


def _same(old: tuple[Quote, ...], new: tuple[Quote, ...], number: int) -> int | None:
    """Where the quote stands now: the one with its words and source that is nearest to where it was."""
    if not 0 <= number < len(old):
        return None
    was = old[number]
    equal = [at for at, now in enumerate(new) if (now.exact, now.source) == (was.exact, was.source)]
    if not equal and number < len(new) and len(old) == len(new):
        # Its words were mended.
        equal = [number]
    return min(equal, key=lambda at: abs(at - number), default=None)
