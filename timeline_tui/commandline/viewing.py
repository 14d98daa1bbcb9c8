"""What the options of a call ask to be shown: the query, the groups, the folds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.commandline.ending import Refusal
from timeline_tui.index.shown import Folded, Unit, View

if TYPE_CHECKING:
    from argparse import Namespace

    from timeline_tui.query import Query
    from timeline_tui.tui.reading.window import Rows

_ALL = "all"


class Looks(NamedTuple):
    """What is shown, and how much of it."""

    view: View = View()
    rows: Rows = "normal"


def looks(call: Namespace) -> Looks:
    """What a call asks for."""
    if call.query is not None:
        refuse_uncompared(read(call.query), call.query, call.texts)
    return Looks(_view(call.query, call.group, call.fold, call.unfold), call.rows or "normal")


def _view(query: str | None, group: Unit | None, fold: Sequence[str], unfold: Sequence[str]) -> View:
    """The view of these options; a query that cannot be read is refused."""
    if query is not None:
        read(query)
    everything = _ALL in fold
    if unfold and not everything:
        raise Refusal(
            "--unfold is an exception, and there is nothing to be excepted from", "--fold all with it"
        )
    but = frozenset(unfold) if everything else frozenset(fold)
    return View(query or "", Folded(everything, but), group)


def refuse_uncompared(query: Query, text: str, folders: Sequence[str] = ()) -> None:
    """A query on what became of passages needs the texts that they are compared with."""
    if (asked := query.on_proof) is not None:
        from timeline_tui.commandline.searching import pointed
        from timeline_tui.commandline.verifying import chosen
        from timeline_tui.query.terms import uncompared

        if not chosen(folders):
            raise pointed(text, uncompared(asked))


def read(query: str) -> Query:
    """The query as it is understood; with the place that is not, where it is not."""
    from timeline_tui.commandline.searching import pointed
    from timeline_tui.query import Unreadable, parse

    try:
        return parse(query)
    except Unreadable as error:
        raise pointed(query, error) from error
