"""Makes an index of a file out of the one it had before, where only words of some of its events changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.index.kept import event_of
from timeline_tui.index.patching import Swap, is_same_but_for_words, patch
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.staging import Staged, Staging, encode
from timeline_tui.index.stamp import Stamp
from timeline_tui.index.traits import Found
from timeline_tui.loading.changes import Change, Known, Looking, tells_of_early_reports
from timeline_tui.model.plain import to_plain

# Each time the words of the search lie in one more place.
_MOST_TIMES = 16
_MOST_SWAPPED = 200


def patched(place: Path, file: Path, stamp: Stamp, target: Path) -> bool:
    """Write the index of the file as it is out of the one in place; False where the file must be read."""
    try:
        with closing(Index.open(place)) as index:
            return _patched(index, file, stamp, target)
    except (OSError, Unusable, ValueError, TypeError):
        # Whatever is wrong with the old one, the new one is made without it.
        return False


def _patched(index: Index, file: Path, stamp: Stamp, target: Path) -> bool:
    # An index that is as new as its file, and yet to be made anew, is damaged.
    if index.stamp == stamp or (index.stamp.file, index.stamp.version) != (stamp.file, stamp.version):
        return False
    kept = index.pieces
    if kept is None or (known := Known.of(kept)).times >= _MOST_TIMES:
        return False
    staging = Staging(index.names())
    looking = Looking(known, index.sources(), index.names(), lambda event: tuple(staging.of(event)))
    with file.open("rb") as opened:
        change = looking.change(opened.fileno(), stamp.size)
    if change is None or not _leaves(index.problems(), index.more_problems, change):
        return False
    swaps = _swaps(index, change, looking, staging)
    if swaps is None:
        return False
    found = Found(index.name_ids(), index.names(), index.sources())
    patch(index.path, target, stamp, swaps, found, change.known)
    return True


def _leaves(problems: Iterable[Problem], more: int, change: Change) -> bool:
    """Whether all problems stay as they are, and where they are."""
    if more:
        return False
    for problem in problems:
        lines = {problem.place.line, *(related.place.line for related in problem.related)}
        if change.moved or not lines.isdisjoint(change.lines):
            return False
    return True


def _swaps(index: Index, change: Change, looking: Looking, staging: Staging) -> list[Swap] | None:
    swaps: list[Swap] = []
    events = index.events_in_file(change.first, len(change.facts))
    for at, (old, fact) in enumerate(zip(events, change.facts, strict=True)):
        now = Staged(*fact.staged)
        if now.plain == encode(to_plain(old)):
            continue
        new, was = event_of(now.plain), staging.of(old)
        alike = (old.id, old.part_of) == (fact.key, fact.part_of) and is_same_but_for_words(was, now)
        alike = alike and looking.is_spelled_alike(old, new) and not tells_of_early_reports(fact)
        if not alike or len(swaps) == _MOST_SWAPPED:
            return None
        sources = frozenset(quote.source for quote in old.quotes if quote.source is not None)
        swaps.append(Swap(change.first + at, was, now, sources))
    return swaps
