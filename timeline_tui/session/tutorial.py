"""The tutorial: what each of its events teaches, and how it is noticed that somebody has done it."""

from __future__ import annotations

import json
from collections.abc import Set
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from timeline_tui.index.reader import Unusable
from timeline_tui.session.moves import show_again
from timeline_tui.session.settings import bounded, write_whole
from timeline_tui.session.viewing import renew_pages

if TYPE_CHECKING:
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect

_MOST_BYTES = 4096


LESSONS: Final = (
    *("move", "open", "source", "back", "search", "narrow"),
    *("follow", "dispute", "chart", "known", "mend", "add"),
)
"""The ids of the events that teach, in the order of the tutorial; they may be done in any other."""


def _is_done(session: Session, lesson: str, done: Set[str]) -> bool:
    """Whether what a lesson teaches is being done, where these others are done already."""
    match lesson:
        case "move":
            return session.row is not None and session.row.id != "move"
        case "open":
            return session.depth == "event" and not session.on_cover
        case "source":
            return session.depth == "source"
        case "back":
            return session.depth == "list" and bool(done & {"open", "source"})
        case "search":
            return "thaw" in session.view.query.lower()
        case "narrow":
            return ":" in session.view.query
        case "follow":
            return session.followed is not None
        case "dispute":
            return session.depth == "accounts"
        case "chart":
            return session.open_chart is not None
        case "known":
            return session.known_by is not None
        case "mend":
            return _is_mended(session)
    return _has_more(session)


def _is_mended(session: Session) -> bool:
    """Whether all passages of the file were compared, and none is altered."""
    compared = session.findings if session.known_by is None else None
    return compared is not None and "altered" not in compared.counts


def _has_more(session: Session) -> bool:
    """Whether there is an event beside those that teach."""
    return session.index is not None and session.index.about.events > len(session.learnt)


def teach(session: Session) -> None:
    """Notice from now on what is done, and let the session say so."""
    done = done_before(session.wanted.file)
    session.learnt = {lesson: lesson in done for lesson in LESSONS}
    session.changed.subscribe(partial(_notice, session))


def _notice(session: Session, _: frozenset[Aspect]) -> None:
    if session.index is None or not session.index.about.complete:
        return
    done = {event for event, is_done in session.learnt.items() if is_done}
    try:
        new = [one for one in LESSONS if one not in done and _is_done(session, one, done)]
        if new:
            _mark(session, new)
    except Unusable as error:
        session.fail(error)


def _mark(session: Session, new: list[str]) -> None:
    session.learnt = {event: is_done or event in new for event, is_done in session.learnt.items()}
    renew_pages(session)
    if session.depth in {"list", "event"}:
        show_again(session, session.page.spot)
    session.changed.tell("learnt")
    done = [event for event, is_done in session.learnt.items() if is_done]
    session.tell(_told(new, len(done)))
    # Where it cannot be kept, the next run begins anew.
    with suppress(OSError):
        write_whole(_kept(session.wanted.file), json.dumps(done))


def _told(new: list[str], count: int) -> str:
    if count == len(LESSONS):
        return "All twelve are done: timeline-tui init begins a timeline of your own"
    numbers = [str(number) for number, lesson in enumerate(LESSONS, 1) if lesson in new]
    what = f"Events {' and '.join(numbers)} are" if len(numbers) > 1 else f"Event {numbers[0]} is"
    return f"{what} done: {count} of {len(LESSONS)}"


def done_before(file: Path) -> set[str]:
    """The lessons of this copy that were done in earlier runs."""
    try:
        kept = json.loads(bounded(_kept(file), _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return set()
    return {each for each in kept if isinstance(each, str)} if isinstance(kept, list) else set()


def forget(file: Path) -> None:
    """Let nothing of this copy be done."""
    _kept(file).unlink(missing_ok=True)


def _kept(file: Path) -> Path:
    return file.with_name("done.json")
