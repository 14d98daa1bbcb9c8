"""What changed since the versions that a query names, found out beside the screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.records import IsWanted
from timeline_tui.model.criteria import SINCE
from timeline_tui.query import Unreadable, parse
from timeline_tui.render.phrases import counted, short
from timeline_tui.session.background import OwnIndex
from timeline_tui.session.moves import show_again
from timeline_tui.session.viewing import ask_view

if TYPE_CHECKING:
    from pathlib import Path

    from timeline_tui.index.reader import Index
    from timeline_tui.session.session import Session


def look(session: Session) -> None:
    """Find out what changed since the first version that the query names and nothing is known of yet."""
    index = session.index
    version = None if index is None or not index.about.complete else _wanted(session, index)
    if index is None or version is None or session.looked_since == (index, version):
        return
    session.looked_since = index, version
    session.tell(f"Looking what changed since {_words(version)}")
    own = session.lookups.setdefault(SINCE, OwnIndex())
    question = partial(_found, own, index, session.wanted.file, version)
    session.find_out(SINCE, question, partial(_take, session, index, version))


def _wanted(session: Session, index: Index) -> str | None:
    """A version that is not being typed any more."""
    try:
        asked = parse(session.view.query).on_changes
    except Unreadable:
        return None
    typing = session.mode == "query"
    whole = (version for term, version in asked if not (typing and term.prefix))
    return next((version for version in whole if version not in index.changes), None)


def _words(version: str) -> str:
    return short(version) if version else "this was left last"


def _found(own: OwnIndex, index: Index, file: Path, version: str, _: IsWanted) -> Iterator[str]:
    """A sentence, once the index knows what changed."""
    from timeline_tui.diff.git import Unversioned
    from timeline_tui.diff.revisions import find_changes
    from timeline_tui.index.records import ChangedSince

    try:
        find_changes(own.of(index), file, [version])
    except Unversioned as error:
        index.changes[version] = ChangedSince(frozenset())
        hint = f"; try {error.hint}" if error.hint else ""
        yield f"!{str(error)[:1].upper()}{str(error)[1:]}{hint}"
        return
    count = len(index.changes[version].numbers)
    yield f"{counted(count, 'event')} new or changed since {_words(version)}"


def _take(session: Session, index: Index, version: str, sentence: str) -> None:
    """Show it, where the index is still the one that is shown."""
    session.looked_since = None
    if session.index is not index:
        return
    session.tell(sentence.removeprefix("!"), wrong=sentence.startswith("!"))
    show_again(session, session.page.spot)
    ask_view(session, session.view)
