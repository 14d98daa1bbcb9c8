"""What git knows, read beside the screen: the history of an event, and what changed since a version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.records import ChangedSince, IsWanted, Row
from timeline_tui.model.criteria import SINCE
from timeline_tui.query.scan import Unreadable
from timeline_tui.query.written import parse
from timeline_tui.render.phrases import counted, short
from timeline_tui.session.background import Question, own_index
from timeline_tui.session.moves import show_again
from timeline_tui.session.requests import Show
from timeline_tui.session.signal import Refused
from timeline_tui.session.viewing import ask_view

if TYPE_CHECKING:
    from pathlib import Path

    from timeline_tui.diff.history import Chapter
    from timeline_tui.index.reader import Index
    from timeline_tui.model.timeline import Event
    from timeline_tui.session.session import Session


class EventHistory(NamedTuple):
    """What is known of it so far."""

    chapters: tuple[Chapter, ...] = ()
    remark: str = ""
    """Why there is no more, where that is to be said."""
    over: bool = False


def ask_history(session: Session) -> Show:
    """Show the history of the event under the cursor."""
    if session.wanted.origin == "piped":
        raise Refused("This came through a pipe, of which git holds no versions")
    if session.row is None or session.at_group:
        raise Refused("Move to an event first, whose history is then shown")
    return Show("history")


def question(session: Session) -> Question[EventHistory] | None:
    """What finds it out; None where the event is gone."""
    row, index = session.row, session.index
    if row is None or index is None:
        return None
    return partial(_found, index, row, session.wanted.file)


def _found(shown: Index, row: Row, file: Path, is_wanted: IsWanted) -> Iterator[EventHistory]:
    from timeline_tui.diff.git_process import Unversioned
    from timeline_tui.diff.history import chapters
    from timeline_tui.diff.told import Called

    index = own_index(shown)
    event, called = index.event(row.rank), Called(index.sources(), index.names())
    found: list[Chapter] = []
    remark = ""
    yield EventHistory()
    try:
        for chapter in chapters(_file_of(event, file), event, called, is_wanted):
            found.append(chapter)
            yield EventHistory(tuple(found))
    except Unversioned as error:
        remark = f"{str(error)[:1].upper()}{str(error)[1:]}" + (f"; try {error.hint}" if error.hint else "")
    yield EventHistory(tuple(found), remark, over=True)


def _file_of(event: Event, file: Path) -> Path:
    """The file that the event stands in, where a folder is open."""
    from timeline_tui.edit.whereabouts import spot_of_event
    from timeline_tui.jobs.members import members_now
    from timeline_tui.system import is_folder

    if not is_folder(file):
        return file
    found = spot_of_event([member.path for member in members_now(file)], event)
    return file if found is None else found[0]


def look(session: Session) -> None:
    """Find out what changed since the first version that the query names and nothing is known of yet."""
    index = session.index
    version = None if index is None or not index.about.complete else _wanted(session, index)
    if index is None or version is None or session.looked_since == (index, version):
        return
    session.looked_since = index, version
    session.tell(f"Looking what changed since {_words(version)}")
    question = partial(_found_changes, index, session.wanted.file, version)
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


def _found_changes(index: Index, file: Path, version: str, _: IsWanted) -> Iterator[str]:
    """A sentence, once the index knows what changed."""
    from timeline_tui.diff.git_process import Unversioned
    from timeline_tui.diff.revisions import find_changes

    try:
        find_changes(own_index(index), file, [version])
    except Unversioned as error:
        hint = f"; try {error.hint}" if error.hint else ""
        index.changes[version] = ChangedSince(
            frozenset(), {}, f"{str(error)[:1].upper()}{str(error)[1:]}{hint}"
        )
    changes = index.changes[version]
    found = f"{counted(len(changes.numbers), 'event')} new or changed since {_words(version)}"
    yield f"!{changes.unknown}" if changes.unknown else found


def _take(session: Session, index: Index, version: str, sentence: str) -> None:
    """Show it, where the index is still the one that is shown."""
    session.looked_since = None
    if session.index is not index:
        return
    session.tell(sentence.removeprefix("!"), wrong=sentence.startswith("!"))
    show_again(session, session.page.spot)
    ask_view(session, session.view)
