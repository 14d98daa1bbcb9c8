"""`show`, `gaps` and `tour`: one event with all its passages, what is weak, and events step by step."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePath

from rich.cells import cell_len

from timeline_tui.cli.asked import shipped
from timeline_tui.cli.files import Faults, Named, faults_in, named, progress, tell_of_faults
from timeline_tui.cli.meaning import no_event, part_of, tell_of_hidden
from timeline_tui.cli.output import Exit, Refusal, marks, say, talk, to_json
from timeline_tui.cli.printing import TEXT, Printer
from timeline_tui.cli.screen import has_terminal, show_file
from timeline_tui.cli.verifying import chosen, compared, sound, states_in_words
from timeline_tui.index.reader import Index
from timeline_tui.index.records import About
from timeline_tui.index.sidecar import Findings, WeakPoints
from timeline_tui.jobs.child import Proof, Weigh
from timeline_tui.model.dates import outer_days
from timeline_tui.model.folding import nearest
from timeline_tui.model.passage_states import LABELS
from timeline_tui.model.timeline import Event, Tour
from timeline_tui.render.cover import cover_page
from timeline_tui.render.event_page import event_page, printed_tour
from timeline_tui.render.notices import NOT_COMPARED
from timeline_tui.render.phrases import counted, in_one_line, tour_title
from timeline_tui.render.positions import WIDE
from timeline_tui.render.wrapping import pad
from timeline_tui.session.pages import NO_TOURS, cover_of, event_context, shown_step, step_context

_WIDEST = 100
_NARROWEST = 20


def say_event(call: Namespace) -> Exit:
    """Print one event."""
    with named(call.file, call.as_of) as file:
        return file.say_answer(partial(_shown, id_=call.id, form=call.format))


def _shown(index: Index, id_: str, form: str) -> str:
    """The event as it is printed."""
    rank = index.rank_of(id_)
    if rank is None:
        raise no_event(index, id_)
    event = index.event(rank)
    if form == TEXT:
        return _page(index, rank, event)
    return to_json(_record(index, rank, event), indent=2 if form == "json" else None)


def say_cover(call: Namespace) -> Exit:
    """Print the cover of a timeline."""
    with named(call.file, call.as_of) as file:
        return file.say_answer(partial(_cover, texts=call.texts, name=file.name))


def _cover(index: Index, texts: Sequence[str], name: str) -> str:
    cover = cover_of(index, PurePath(name).name, _proven(index, chosen(texts), name))
    return cover_page(cover, columns_of_page(), marks()).text


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
    return event_page(event, row, event_context(index, rank, event), columns_of_page(), marks()).text


_WIDEST_ID = 30


def say_gaps(call: Namespace) -> Exit:
    """Print what is weak, kind by kind, and how much of it there is."""
    with named(call.file, call.as_of) as file:
        faults = file.answer(partial(_say, folders=chosen(call.texts), printer=call.printer, name=file.name))
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


_HOW = "timeline-tui explain empty-tour, which shows how one is written"


def tour(call: Namespace) -> int:
    """Play it where there is a screen, else print every step."""
    file, id_ = _meant(call.file, call.id)
    with named(file, call.as_of) as held:
        if call.format == TEXT and has_terminal(is_piped=held.is_copy):
            key = held.answer(lambda index: next(iter(_chosen(index, id_))) if id_ else _any(index))
            return show_file(held, texts=call.texts, tour=key)

        def told(index: Index) -> tuple[About, Faults]:
            folders = chosen(call.texts)
            with closing(compared(index, folders, held.name)) if folders else nullcontext() as findings:
                tours = _chosen(index, id_)
                if call.printer is None:
                    say("\n\n".join(_printed(index, key, tour, findings) for key, tour in tours.items()))
                else:
                    call.printer.print(_records(index, tours))
            return index.about, faults_in(index, held.name)

        about, faults = held.answer(told)
    tell_of_hidden(about)
    return tell_of_faults(faults, file)


def _meant(file: str | None, id_: str | None) -> tuple[str | None, str | None]:
    """The file and the tour; what stands alone and is no file may be a tour of the timeline that ships."""
    if id_ is None and file is not None and file.isprintable() and not os.path.lexists(file):
        path = shipped()
        if file in Named(path, path.name).answer(lambda index: {*index.tours()}):
            return None, file
    return file, id_


def _any(index: Index) -> str:
    """Nothing, where it is to be asked which; refused where there is none."""
    tours = _chosen(index, None)
    return next(iter(tours)) if len(tours) == 1 else ""


def _chosen(index: Index, id_: str | None) -> dict[str, Tour]:
    """The tour of this id, or all where none is named."""
    tours = index.tours()
    if not tours:
        raise Refusal(NO_TOURS, _HOW)
    if id_ is None:
        return tours
    if id_ not in tours:
        near = nearest(id_, tours)
        listed = ", ".join(f"{key} ({tour_title(key, tour)})" for key, tour in [*tours.items()][:20])
        raise Refusal(f"no tour has the id {id_}", near or f"one of: {listed}")
    return {id_: tours[id_]}


def _printed(index: Index, key: str, tour: Tour, findings: Findings | None) -> str:
    steps = (shown_step(index, tour, number) for number in range(1, len(tour.steps) + 1))
    shown = [(step, step_context(index, step, findings)) for step in steps]
    return printed_tour(tour_title(key, tour), shown, columns_of_page(), marks()).text


def _records(index: Index, tours: dict[str, Tour]) -> Iterator[dict[str, object]]:
    """One for each step."""
    for key, tour in tours.items():
        for number in range(1, len(tour.steps) + 1):
            shown = shown_step(index, tour, number)
            quote = (
                None if shown.event is None or shown.passage is None else shown.event.quotes[shown.passage]
            )
            yield {
                "tour": key,
                "step": number,
                "event": shown.step.event,
                "date": shown.row and shown.row.date,
                "title": shown.row and shown.row.title,
                "text": shown.step.text,
                "passage": shown.passage,
                "exact": quote and quote.exact,
                "source": quote and quote.source,
            }
