"""What can be taken along from where the reader is: a citation, an address, the view as a command line."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from timeline_tui.index.shown import View
from timeline_tui.model.days import day_iso
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.limits import COPIED
from timeline_tui.query.written import parse
from timeline_tui.session.journey import COVER
from timeline_tui.session.signal import Refused
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Source
    from timeline_tui.render.citation import Cited
    from timeline_tui.session.session import Session, Wanted


def cited(session: Session) -> Cited:
    """The passage with where it is from, or the event with its sources."""
    from timeline_tui.render.citation import Cited

    index, stop, rank = session.read_index, session.stop, session.events.cursor
    sources, names = index.sources(), index.names()
    at = rank if stop is None or stop.rank is None else stop.rank
    if stop is not None and stop.kind == "passage" and at != COVER:
        event = index.event(at)
        quote = event.quotes[stop.number]
        _refuse_long(quote.exact)
        return Cited(event, quote, sources, names, session.finding(at, stop.number))
    if session.depth == "source":
        raise Refused("Move to a passage to copy it")
    if rank == COVER:
        # A link there may lead to an event.
        rank = at
    if rank == COVER:
        raise Refused("This is the whole timeline; move to an event to copy it")
    event = index.event(rank)
    _refuse_long(event.title)
    return Cited(event, None, sources, names)


def citation(session: Session) -> str:
    """What is under the cursor, in the usual form."""
    from timeline_tui.render.citation import FORMS

    return FORMS[0].text(cited(session))


def passage(session: Session) -> tuple[int, int]:
    """The rank of the event of the passage, and the position in it."""
    stop = session.stop
    if stop is None or stop.kind != "passage":
        how = ": Enter opens the event under the cursor" if session.depth == "list" else ""
        raise Refused(f"Move to a passage first{how}")
    return session.events.cursor if stop.rank is None else stop.rank, stop.number


def has_other_words(session: Session) -> bool:
    """Whether the text has other words than the passage, or more."""
    stop = session.stop
    finding = None if stop is None or stop.kind != "passage" else session.finding(*passage(session))
    return finding is not None and finding.state in {"altered", "cut"}


def _refuse_long(text: str) -> None:
    """A passage is copied whole or not at all."""
    if len(text) > COPIED.value:
        raise Refused(f"This is {len(text):,} characters long, too long for the clipboard of a terminal")


def address(session: Session) -> str:
    """The address of the source or link, as the file has it; of two of a source, one that can be opened."""
    stop = session.stop
    if stop is not None and stop.kind == "link":
        return stop.target
    source_id = _source_id(session)
    found = _address(session.index.sources().get(source_id) if session.index else None)
    if found is None:
        raise Refused("This source has no address in the file")
    return found


def has_address(session: Session) -> bool:
    """Whether there is an address that could be opened."""
    try:
        return can_be_opened(address(session))
    except Refused:
        return False


def _source_id(session: Session) -> str:
    stop = session.stop
    if stop is not None and stop.kind == "source":
        return stop.target
    if session.depth == "source":
        return session.journey.here.source
    if stop is not None and stop.kind == "passage":
        if stop.target:
            return stop.target
        raise Refused("The file does not say what source this passage is from")
    raise Refused("Move to a passage or a link first: an address belongs to a source")


def _address(source: Source | None) -> str | None:
    addresses = [each for each in (source.url, source.archived) if each] if source else []
    return next(filter(can_be_opened, addresses), next(iter(addresses), None))


class NotWritable(ValueError):  # noqa: N818 - it says what it is
    """Something of the view cannot stand in a command line; it says what."""


def reopening(session: Session) -> str:
    """What to type into a shell to see the same as in the session."""
    wanted, chart = session.wanted, session.chart
    if wanted.origin == "piped":
        raise Refused("This came through a pipe, so no command line opens it again")
    now = wanted._replace(
        at=session.row.id if session.row is not None else None,
        as_of=session.as_of,
        texts=[str(folder.absolute()) for folder in session.folders],
        view=session.view,
        rows=session.events.rows,
        lanes=chart.kind if chart is not None and chart.open else None,
        cover=session.events.on_cover,
    )
    try:
        return command_line(now)
    except NotWritable as error:
        raise Refused(str(error)) from error


def command_line(wanted: Wanted) -> str:
    """What to type into a shell to be shown this."""
    words = ["timeline-tui"]
    if wanted.origin != "shipped":
        words.append(str(wanted.file.absolute()))
    for option, value in _options(wanted):
        if value == "--":
            raise NotWritable(f"In a command line, -- ends the options and cannot be the value of --{option}")
        words.append(f"--{option}={value}" if value.startswith("-") else f"--{option}")
        words += [] if value.startswith("-") else [value]
    for word in words:
        if not word.isprintable():
            start = visible(word)[:60]
            raise NotWritable(
                f"This cannot stand in a command line, since it holds hidden characters: {start}"
            )
    return shlex.join(words)


def _options(wanted: Wanted) -> list[tuple[str, str]]:
    view = wanted.view or View()
    options = [
        ("query", _query(view.query)),
        ("at", wanted.at),
        ("rows", None if wanted.rows == "normal" else wanted.rows),
        ("group", view.grouped),
        *_folds(view),
        ("view", "chart" if wanted.lanes is not None else "cover" if wanted.cover else None),
        ("lanes", None if wanted.lanes == "none" else wanted.lanes),
        ("as-of", None if wanted.as_of is None else day_iso(wanted.as_of)),
        *(("texts", folder) for folder in wanted.texts),
    ]
    return [(option, value) for option, value in options if value]


def _query(text: str) -> str:
    """The query without the blanks at its end, unless they say that its last word is whole."""
    bare = text.rstrip()
    return bare if parse(bare) == parse(text) else text


def _folds(view: View) -> list[tuple[str, str]]:
    everything, but = view.folded
    whole = [("fold", "all")] if everything else []
    return [*whole, *(("unfold" if everything else "fold", id_) for id_ in sorted(but))]
