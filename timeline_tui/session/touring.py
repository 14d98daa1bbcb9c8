"""Tours: the steps of one, with what each leads to, and where the reader left it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline_tui.model.passage_states import passages_meant
from timeline_tui.render.event_page import ShownStep, disputes_of
from timeline_tui.render.phrases import step_counts, tour_title
from timeline_tui.session.pages import event_context
from timeline_tui.session.requests import Choose, PlayTour, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline_tui.index.reader import Index
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.model.timeline import Tour
    from timeline_tui.render.page import Context
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session

NO_TOURS = "This timeline has no tour; one is written under `tours:` in the file"


def ask_tour(session: Session, key: str = "") -> Request:
    """Play the tour of this id, or ask which, where there are several; one that was left goes on."""
    if session.index is None:
        raise Refused("Nothing is read yet")
    tours = session.index.tours()
    left, session.tour_left = session.tour_left, None
    if not tours:
        raise Refused(NO_TOURS)
    if key in tours:
        return PlayTour(key)
    if left is not None and left.key in tours:
        return left
    keys = list(tours)
    if len(keys) == 1:
        return PlayTour(keys[0])
    return Choose("Play which tour?", tour_labels(tours), lambda number: PlayTour(keys[number]))


def tour_labels(tours: Mapping[str, Tour]) -> list[str]:
    """What each is called, and how long it is."""
    return [f"{tour_title(key, tour)}  {step_counts(tour)}" for key, tour in tours.items()]


def shown_step(index: Index, tour: Tour, number: int) -> ShownStep:
    """The step of this number, counted from 1, as the timeline has it; `Unusable` where it is damaged."""
    step = tour.steps[number - 1]
    shown = ShownStep(number, len(tour.steps), step, as_of=index.about.as_of)
    rank = index.rank_of(step.event)
    if rank is None:
        return shown
    event = index.event(rank)
    sources = [quote.source for quote in event.quotes]
    found = passages_meant(step.passage, sources) if step.passage is not None else []
    (row,) = index.rows(rank, 1)
    return shown._replace(row=row, event=event, passage=found[0] if found else None)


def step_context(index: Index, shown: ShownStep, findings: Findings | None = None) -> Context:
    """What the page of the step must know, with all that answers the points it touches."""
    if shown.row is None or shown.event is None:
        from timeline_tui.render.page import Context

        return Context()
    rank = shown.row.rank
    context = event_context(index, rank, shown.event, findings)
    passages_on = {dispute: index.passages.on(dispute, around=rank) for dispute in disputes_of(shown)}
    return replace(context, passages_on=passages_on)
