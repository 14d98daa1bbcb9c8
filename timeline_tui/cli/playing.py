"""`tour`: plays a tour on a terminal, and prints it everywhere else."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, nullcontext

from timeline_tui.cli.asked import shipped
from timeline_tui.cli.ending import Refusal
from timeline_tui.cli.files import Named, answer, named
from timeline_tui.cli.meaning import tell_of_hidden
from timeline_tui.cli.output import is_plain, say
from timeline_tui.cli.printing import TEXT
from timeline_tui.cli.screen import has_terminal, show_file
from timeline_tui.cli.showing import columns_of_page
from timeline_tui.cli.unread import Faults, faults_in, tell_of_faults
from timeline_tui.cli.verifying import chosen, compared
from timeline_tui.index.reader import Index
from timeline_tui.index.records import About
from timeline_tui.index.sidecar import Findings
from timeline_tui.model.nearest import nearest
from timeline_tui.model.timeline import Tour
from timeline_tui.render.document import ASCII, FULL
from timeline_tui.render.phrases import tour_title
from timeline_tui.render.tour_page import printed_tour
from timeline_tui.session.touring import NO_TOURS, shown_step, step_context

_HOW = "timeline-tui explain empty-tour, which shows how one is written"


def tour(call: Namespace) -> int:
    """Play it where there is a screen, else print every step."""
    file, id_ = _meant(call.file, call.id)
    with named(file, call.as_of) as held:
        if call.format == TEXT and has_terminal(is_piped=held.is_copy):
            key = answer(held, lambda index: next(iter(_chosen(index, id_))) if id_ else _any(index))
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

        about, faults = answer(held, told)
    tell_of_hidden(about)
    return tell_of_faults(faults, file)


def _meant(file: str | None, id_: str | None) -> tuple[str | None, str | None]:
    """The file and the tour; what stands alone and is no file may be a tour of the timeline that ships."""
    if id_ is None and file is not None and file.isprintable() and not os.path.lexists(file):
        path = shipped()
        if file in answer(Named(path, path.name), lambda index: {*index.tours()}):
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
    document = printed_tour(tour_title(key, tour), shown, columns_of_page(), ASCII if is_plain() else FULL)
    return "\n".join(line.text.rstrip() for line in document.lines)


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
