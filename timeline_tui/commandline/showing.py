"""`show`: one event with all its passages."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from functools import partial

from timeline_tui.commandline.ending import Exit
from timeline_tui.commandline.faults import Faults, faults_in, tell_of_faults
from timeline_tui.commandline.files import answer, named
from timeline_tui.commandline.knowing import no_event, part_of, tell_of_hidden
from timeline_tui.commandline.meaning import days_of
from timeline_tui.commandline.output import is_plain, say, to_json
from timeline_tui.index.reader import Index
from timeline_tui.index.rows import About
from timeline_tui.model.timeline import Event
from timeline_tui.tui.presentation.marks import ASCII, FULL
from timeline_tui.tui.presentation.pages.accounts import WIDE
from timeline_tui.tui.presentation.pages.event import event_page
from timeline_tui.tui.reading.pages import event_context

_WIDEST = 100
_NARROWEST = 20


def say_event(id_: str, argument: str | None, form: str, as_of: str | None = None) -> Exit:
    """Print the event with this id."""
    with named(argument, as_of) as file:
        shown, about, faults = answer(file, partial(_shown, id_=id_, form=form, name=file.name))
    say(shown)
    tell_of_hidden(about)
    return tell_of_faults(faults, argument)


def _shown(index: Index, id_: str, form: str, name: str) -> tuple[str, About, Faults]:
    """The event as it is printed, and what is known of the whole, which is in a file of this name."""
    rank = index.rank_of(id_)
    if rank is None:
        raise no_event(index, id_)
    event = index.event(rank)
    shown = to_json(_record(index, rank, event), indent=2) if form == "json" else _page(index, rank, event)
    return shown, index.about, faults_in(index, name)


def _record(index: Index, rank: int, event: Event) -> dict[str, object]:
    record = asdict(event) | {"part_of": part_of(index, rank, event)}
    (row,) = index.rows(rank, 1)
    days = dict(zip(("earliest", "latest"), days_of(event.date), strict=True))
    said = {"id": record.pop("id"), "date": row.date, **days, "misdated": row.written}
    return said | {field: value for field, value in record.items() if field not in said}


def _page(index: Index, rank: int, event: Event) -> str:
    (row,) = index.rows(rank, 1)
    # What goes on to another program is to be searched and copied, so accounts stand one below the other.
    on_screen = sys.stdout is not None and sys.stdout.isatty()
    widest = _WIDEST if on_screen else WIDE - 1
    width = max(min(shutil.get_terminal_size().columns, widest), _NARROWEST)
    marks = ASCII if is_plain() else FULL
    page = event_page(event, row, event_context(index, rank, event), width, marks)
    return "\n".join(line.text.rstrip() for line in page.lines)
