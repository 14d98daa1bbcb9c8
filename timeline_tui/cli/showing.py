"""`show` and `gaps`: one event with all its passages, and what is weak."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePath

from rich.cells import cell_len

from timeline_tui.cli.ending import Exit
from timeline_tui.cli.files import answer, named, progress
from timeline_tui.cli.meaning import no_event, part_of, tell_of_hidden
from timeline_tui.cli.output import is_plain, say, talk, to_json
from timeline_tui.cli.printing import TEXT, Printer
from timeline_tui.cli.unread import Faults, faults_in, tell_of_faults
from timeline_tui.cli.verifying import chosen, compared, sound, states_in_words
from timeline_tui.index.reader import Index
from timeline_tui.index.records import About
from timeline_tui.index.sidecar import WeakPoints
from timeline_tui.jobs.build import Proof, Weigh
from timeline_tui.model.dates import outer_days
from timeline_tui.model.passage_states import LABELS
from timeline_tui.model.timeline import Event
from timeline_tui.render.cover import cover_page
from timeline_tui.render.document import ASCII, FULL
from timeline_tui.render.event_page import event_page
from timeline_tui.render.phrases import counted, in_one_line
from timeline_tui.render.positions import WIDE
from timeline_tui.render.problems_page import NOT_COMPARED
from timeline_tui.render.wrapping import pad
from timeline_tui.session.pages import cover_of, event_context

_WIDEST = 100
_NARROWEST = 20


def say_event(call: Namespace) -> Exit:
    """Print one event."""
    with named(call.file, call.as_of) as file:
        shown, about, faults = answer(file, partial(_shown, id_=call.id, form=call.format, name=file.name))
    say(shown)
    tell_of_hidden(about)
    return tell_of_faults(faults, call.file)


def _shown(index: Index, id_: str, form: str, name: str) -> tuple[str, About, Faults]:
    """The event as it is printed, and what is known of the whole, which is in a file of this name."""
    rank = index.rank_of(id_)
    if rank is None:
        raise no_event(index, id_)
    event = index.event(rank)
    if form == TEXT:
        shown = _page(index, rank, event)
    else:
        shown = to_json(_record(index, rank, event), indent=2 if form == "json" else None)
    return shown, index.about, faults_in(index, name)


def say_cover(call: Namespace) -> Exit:
    """Print the cover of a timeline."""
    with named(call.file, call.as_of) as file:

        def drawn(index: Index) -> tuple[str, About, Faults]:
            proof = _proven(index, chosen(call.texts), file.name)
            cover = cover_of(index, PurePath(file.name).name, proof)
            page = cover_page(cover, columns_of_page(), ASCII if is_plain() else FULL)
            lines = "\n".join(line.text.rstrip() for line in page.lines)
            return lines, index.about, faults_in(index, file.name)

        shown, about, faults = answer(file, drawn)
    say(shown)
    tell_of_hidden(about)
    return tell_of_faults(faults, call.file)


def _proven(index: Index, folders: Sequence[Path], name: str) -> str:
    """What became of the passages in their texts, where folders of texts are named."""
    if not folders:
        return ""
    with closing(compared(index, folders, name)) as findings:
        return states_in_words(findings)


def columns_of_page() -> int:
    """How wide a page is printed."""
    # What goes on to another program is to be searched and copied, so accounts stand one below the other.
    on_screen = sys.stdout is not None and sys.stdout.isatty()
    widest = _WIDEST if on_screen else WIDE - 1
    return max(min(shutil.get_terminal_size().columns, widest), _NARROWEST)


def _record(index: Index, rank: int, event: Event) -> dict[str, object]:
    record = asdict(event) | {"part_of": part_of(index, rank, event)}
    (row,) = index.rows(rank, 1)
    days = dict(zip(("earliest", "latest"), outer_days(event.date), strict=True))
    said = {"id": record.pop("id"), "date": row.date, **days, "misdated": row.written}
    return said | {field: value for field, value in record.items() if field not in said}


def _page(index: Index, rank: int, event: Event) -> str:
    (row,) = index.rows(rank, 1)
    marks = ASCII if is_plain() else FULL
    page = event_page(event, row, event_context(index, rank, event), columns_of_page(), marks)
    return "\n".join(line.text.rstrip() for line in page.lines)


_WIDEST_ID = 30


def say_gaps(call: Namespace) -> Exit:
    """Print what is weak, kind by kind, and how much of it there is."""
    with named(call.file, call.as_of) as file:
        faults = answer(file, partial(_say, folders=chosen(call.texts), printer=call.printer, name=file.name))
    return tell_of_faults(faults, call.file)


def _say(index: Index, folders: Sequence[Path], printer: Printer | None, name: str) -> Faults:
    with closing(_weigh(index, folders, name)) as weak:
        if printer is None:
            _say_lines(weak)
        else:
            _say_records(weak, printer)
        talk(counted(sum(weak.counts.values()), "weak point"))
        tell_of_hidden(index.about)
        if not weak.compared:
            talk(NOT_COMPARED)
        return faults_in(index, name)


def _weigh(index: Index, folders: Sequence[Path], name: str) -> WeakPoints:
    with sound(index):
        findings = None
        if folders:
            findings = Proof(index.path, folders).result(progress(f"comparing the passages of {name}"))
        return Weigh(index.path, findings).wait(progress(f"looking for what is weak in {name}"))


def _say_records(weak: WeakPoints, printer: Printer) -> None:
    printer.print(
        {
            "event": weakness.event,
            "kind": weakness.kind,
            "detail": weakness.detail,
            "passage": weakness.position,
        }
        for kind in weak.counts
        for weakness in weak.all(kind)
    )


def _say_lines(weak: WeakPoints) -> None:
    for kind, count in weak.counts.items():
        say(f"{LABELS[kind]}: {count:,}")
        for weakness in weak.all(kind):
            id_ = in_one_line(weakness.event)
            say(f"  {pad(id_, max(_WIDEST_ID, cell_len(id_)))}  {in_one_line(weakness.detail)}")
