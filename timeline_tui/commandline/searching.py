"""`search`: the events that a query finds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial

from rich.cells import cell_len

from timeline_tui.commandline.ending import Exit, Refusal
from timeline_tui.commandline.files import named
from timeline_tui.commandline.hits import hits_in
from timeline_tui.commandline.listing import LOT, say_listing
from timeline_tui.commandline.output import talk
from timeline_tui.commandline.viewing import read, refuse_uncompared
from timeline_tui.index.finding.lacking import lacks
from timeline_tui.index.reader import Index
from timeline_tui.index.rows import Row
from timeline_tui.query import Query, Unreadable, words_of
from timeline_tui.tui.presentation.words import counted
from timeline_tui.visible import visible

# So much of a long query is shown around the place that cannot be read.
_BEFORE, _LONGEST = 30, 60


def say_found(
    text: str, argument: str | None, form: str, as_of: str | None = None, texts: Sequence[str] = ()
) -> Exit:
    """Print the events of a file that the query finds; on stderr, that there are none."""
    query = read(text)
    words = words_of(query)
    with named(argument, as_of) as file:
        return say_listing(
            file,
            form,
            choose=partial(choose, query, text, texts),
            hits=lambda index, event: hits_in(event, index, words),
        )


def choose(query: Query, text: str, texts: Sequence[str], index: Index) -> Callable[[int], list[Row]]:
    """What gives the next rows of those that the query finds, with passages compared in folders of texts."""
    if query.on_proof is not None:
        from timeline_tui.commandline.verifying import chosen, compared

        refuse_uncompared(query, text, texts)
        compared(index, chosen(texts), "the timeline").close()
    try:
        ranks = index.search.ranks(query)
    except Unreadable as error:
        raise pointed(text, error) from error
    if not ranks:
        _say_nothing(index, text)

    def rows(first: int) -> list[Row]:
        at = bisect_left(ranks, first)
        return list(index.rows_of(ranks[at : at + LOT]))

    return rows


def _say_nothing(index: Index, text: str) -> None:
    talk("nothing is found")
    found = list(lacks(index, text))
    for lack in found:
        if lack.near:
            talk(f"  nothing has {lack.term}; spelled like it: {', '.join(near.value for near in lack.near)}")
        elif lack.without and len(found) > 1:
            talk(f"  without {lack.term}: {counted(lack.without, 'event')}")


def pointed(text: str, error: Unreadable) -> Refusal:
    """What is said of a query that cannot be read, with a mark under the place."""
    first = max(error.start - _BEFORE, 0)
    before, held = visible(text[first : error.start]), visible(text[error.start : error.end])
    line = "  " + ("…" if first else "") + before
    marks = "^" * max(min(cell_len(held), _LONGEST), 1)
    shown = line + visible(text[error.start : first + _BEFORE + _LONGEST])
    return Refusal(error.sentence, error.hint, (shown, " " * cell_len(line) + marks) if text else ())
