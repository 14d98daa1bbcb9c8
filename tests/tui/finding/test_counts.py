"""Every number that a view draws, against a count that goes through all events in the plainest way."""

from __future__ import annotations

import re
from collections import Counter as Tally
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index import naive
from tests.index.finding import searched
from tests.index.finding.searched import Asked
from tests.index.test_groups import group_name, group_of
from tests.index.test_shown import UNITS, Case
from tests.index.timelines import STAMP, written
from timeline_tui.index.reader import Index
from timeline_tui.index.records import Group, Row
from timeline_tui.index.shown import Folded, Shown, Unit, View
from timeline_tui.index.view_maker import measured
from timeline_tui.index.writer import Writer
from timeline_tui.jobs.worker import write_known_by
from timeline_tui.model import dates, days
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Timeline, families
from timeline_tui.query.written import has_term, parse, with_term
from timeline_tui.render.group import group_line
from timeline_tui.render.offers import Facet
from timeline_tui.render.phrases import hidden_words
from timeline_tui.render.strip import Showing, title_line
from timeline_tui.session.background import Makers, own_index, views
from timeline_tui.session.landing import stretch_of
from timeline_tui.session.value_list import Counter, ValueQuery

TIMELINE = Timeline(title="T", names=searched.NAMES, sources=searched.SOURCES)
DAYS = tuple(dates.parse(day).earliest for day in ("2022-12-31", "2023-06-01", "2024-02-01", "2030-01-01"))
SIZES = (99, 100, 101, 150, 199, 200, 201, 300)
"""Round the numbers of rows that are shown before all are found."""
EVERY = Asked("-tag:nothing", lambda event: False, excluded=True)
WIDTH = 400


@dataclass
class Told:
    """A timeline, and what is asked of it."""

    events: list[Event]
    parents: dict[int, int]
    day: int | None
    asked: list[Asked]
    folded: Folded
    unit: Unit | None
    part: float
    """Where the cursor is, from the first event to the last."""

    @cached_property
    def query(self) -> str:
        """The blank says that the last word is whole."""
        text = " ".join(term.text for term in self.asked)
        return f"{text} " if text else ""

    @cached_property
    def known(self) -> list[tuple[int, Event]]:
        """The events that could be known on the day, with their numbers."""
        left = ((number, self._left(event)) for number, event in enumerate(self.events))
        return [(number, event) for number, event in left if event is not None]

    def _left(self, event: Event) -> Event | None:
        quotes = tuple(quote for quote in event.quotes if self.reported(quote.source) is True)
        cited = tuple(source for source in event.sources if self.reported(source) is True)
        first, _ = naive.days(event)
        if self.day is None:
            return event
        is_silent = not quotes and not cited and bool(event.quotes or event.sources)
        if (first is not None and first > self.day) or is_silent:
            return None
        return replace(event, quotes=quotes, sources=cited)

    def is_undated(self, event: Event) -> bool:
        """Whether it is hidden, had begun, and has a source with no date of report."""
        first, _ = naive.days(event)
        has_begun = self.day is None or first is None or first <= self.day
        undated = any(self.reported(source) is None for source in event.reported_by)
        return has_begun and undated and self._left(event) is None

    def reported(self, source: str | None) -> bool | None:
        """Whether the source had reported by the day; None where nobody can tell."""
        if self.day is None:
            return True
        first = {"paper": "2023-02-01", "copy": "2024-01-15"}.get(source or "")
        return None if first is None else (dates.parse(first).earliest or 0) <= self.day

    @cached_property
    def case(self) -> Case:
        """What the list shows."""
        new = {number: at for at, (number, _) in enumerate(self.known)}
        parents = {}
        for number, at in new.items():
            above = self.parents.get(number)
            while above is not None and above not in new:
                above = self.parents.get(above)
            if above is not None:
                parents[at] = new[above]
        placed = naive.in_order([event for _, event in self.known], parents)
        wanted = [one.number for one in placed if searched.found(one.event, self.asked)]
        words = any(term.field is None and not term.excluded for term in parse(self.query).terms)
        return Case(placed, wanted if self.asked else None, self.folded, words)

    @cached_property
    def hits(self) -> list[Event]:
        """The events that are found."""
        return [self.case.placed[rank].event for rank in self.case.hits]


@st.composite
def told(draw: st.DrawFn, *, many: bool = False) -> Told:
    base = draw(searched.events)
    if many and base:
        base = (base * 300)[: draw(st.sampled_from(SIZES))]
    events = [replace(event, id=f"event-{number}") for number, event in enumerate(base)]
    numbers = st.integers(0, max(len(events) - 1, 0))
    parents = {
        part: whole for part, whole in draw(st.lists(st.tuples(numbers, numbers), max_size=8)) if whole < part
    }
    but = frozenset(f"event-{number}" for number in draw(st.lists(numbers, max_size=4)))
    return Told(
        events,
        parents,
        draw(st.sampled_from([None, None, *DAYS])),
        [EVERY] if many else draw(st.one_of(st.just([]), searched.queries)),
        Folded(draw(st.booleans()), but),
        None if many else draw(st.sampled_from([None, None, *UNITS])),
        draw(st.sampled_from([0, 0.5, 1])),
    )


def index_of(folder: str, timeline: Told) -> Index:
    index = written(Path(folder), timeline.events, timeline.parents, timeline=TIMELINE)
    if timeline.day is None:
        return index
    writer = Writer(Path(folder) / "known", STAMP)
    write_known_by(index, timeline.day, writer, lambda done, total: None)
    index.close()
    return Index.open(Path(folder) / "known")


@settings(max_examples=150)
@given(told() | told(many=True))
def test_every_number_is_a_count(timeline: Told) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(folder, timeline)
        about_is_counted(timeline, index)
        view = View(timeline.query, timeline.folded, timeline.unit)
        around = round(timeline.part * max(len(timeline.known) - 1, 0))
        makers = Makers()
        for shown in views(makers, index, view, around, lambda: True):
            title_is_counted(timeline, shown)
            if shown.partial:
                assert shown.events < len(timeline.hits) or len(timeline.hits) >= 100
        assert not shown.partial
        rows_are_counted(timeline, shown)
        strip_is_counted(timeline, shown)
        facets_are_counted(timeline, index)
        makers.of(index).close()
        index.close()


def about_is_counted(timeline: Told, index: Index) -> None:
    """What the top line says of the whole, and what is not known yet."""
    about, events = index.about, [event for _, event in timeline.known]
    kin = families(searched.SOURCES)
    sources = {key for key in searched.SOURCES if timeline.reported(key)}
    quotes = [quote for event in events for quote in event.quotes]
    assert (about.events, about.quotes) == (len(events), len(quotes))
    assert about.misdated == sum("misdated" in searched.states(event) for event in events)
    assert (about.sources, about.independent) == (len(sources), len({kin[source] for source in sources}))
    undated = [
        quote
        for event in timeline.events
        for quote in event.quotes
        if timeline.reported(quote.source) is None
    ]
    hidden = sum(len(event.quotes) for event in timeline.events) - len(quotes) - len(undated)
    if timeline.day is not None:
        nobody_can_tell = sum(map(timeline.is_undated, timeline.events))
        later = len(timeline.events) - len(events) - nobody_can_tell
        counts = (later, hidden, nobody_can_tell, len(undated))
        said = [int(number) for number in re.findall(r"\d+", hidden_words(about))]
        assert said == [count for count in counts if count]


def title_is_counted(timeline: Told, shown: Shown) -> None:
    """How many are shown, how many there are, and how many are hidden."""
    hits, events = len(timeline.hits), len(timeline.known)
    text = title_line(
        shown.index.about, 0, WIDTH, showing=Showing(shown.events, shown.of, shown.partial)
    ).text
    if shown.partial:
        least, of = map(int, re.findall(r"at least (\d+) of (\d+), counting", text)[0])
        assert (least <= hits, of) == (True, events)
    else:
        assert f"{hits} of {events}, {events - hits} hidden" in text


def rows_are_counted(timeline: Told, shown: Shown) -> None:
    """What is folded, hidden in a gap, or in a group."""
    case = timeline.case
    if timeline.unit is not None:
        found = Tally(group_of(event, timeline.unit) for event in timeline.hits)
        disputed = Tally(group_of(event, timeline.unit) for event in timeline.hits if event.all_disputes)
        drawn = {}
        for row in shown.rows(0, shown.count):
            assert isinstance(row, Group)
            # A title may hold numbers of its own, before those that the line ends with.
            said = re.findall(r"(?:(\d+)≠)? +(\d+) *$", group_line(row, 80).text)[0]
            drawn[group_name(row), row.unknown] = [int(number) for number in said if number]
        expected = {key: [number] for key, number in disputed.items()}
        assert drawn == {key: [*expected.get(key, []), number] for key, number in found.items()}
        return
    before = -1
    for row in shown.rows(0, shown.count):
        assert isinstance(row, Row)
        assert row.folded == case.inside(row.rank)
        if row.gap is not None and timeline.asked:
            assert row.hidden == row.rank - before - 1 - sum(before < rank < row.rank for rank in case.hits)
        before = row.rank


def strip_is_counted(timeline: Told, shown: Shown) -> None:
    """How many of those that are shown can be in the time that the strip shows, and how many begin then."""
    stretch = stretch_of(timeline.query, shown.index.about)
    if stretch is None:
        return
    period = f"{days.day_iso(stretch.first)}/{days.day_iso(stretch.last)}"
    (found,) = measured(shown.index, shown.found, stretch.first, stretch.last, lambda: True)
    assert timeline.asked or found.lying == shown.index.lying
    spans = [span for event in timeline.hits if (span := dates.understood(event.date)) is not None]
    can_be = [span for span in spans if _can_be(span, stretch.first, stretch.last)]
    assert all(map(int.__le__, found.lying.sure, found.lying.touched))
    assert max(found.lying.touched) <= len(can_be), period
    assert any(found.lying.touched) or not can_be or any(span.shape == "one of" for span in can_be), period
    every = [dates.understood(event.date) for _, event in timeline.known]
    begun = [span for span in every if span and stretch.first <= (span.anchor or 0) <= stretch.last]
    assert sum(found.all) == len(begun), period


def _can_be(span: Span, first: int, last: int) -> bool:
    begins = first if span.earliest is None else span.earliest
    return begins <= last and (last if span.latest is None else span.latest) >= first


def facets_are_counted(timeline: Told, index: Index) -> None:
    """How many have each value, and that as many are found by who takes it."""
    wanted = ValueQuery(timeline.query, "")
    *_, listed = Counter().count(index, wanted, lambda: True)
    assert not listed.counting
    found: dict[str, dict[str, int | None]] = {}
    for facet in listed.facets:
        found.setdefault(facet.field, {})[facet.value] = facet.events
        taken_finds_as_many(timeline, index, facet)
    years = searched.begun_years([event for _, event in timeline.known])
    for field in ("place", "group", "person", "source", "speaker", "tag", "kind", "is", "in"):
        counts = searched.counted(timeline.hits, field)
        counts = {value: count for value, count in counts.items() if field != "in" or value in years}
        assert {value: events for value, events in found.get(field, {}).items() if events} == counts
    own_index(index).close()


def taken_finds_as_many(timeline: Told, index: Index, facet: Facet) -> None:
    if facet.chosen is None and not any(term.field == facet.field for term in parse(timeline.query).terms):
        taken = with_term(timeline.query, facet.field, facet.value)
        assert has_term(taken, facet.field, facet.value) == "included"
        assert index.search.count(parse(taken)) == facet.events
        without = with_term(timeline.query, facet.field, facet.value, excluded=True)
        assert index.search.count(parse(without)) == len(timeline.hits) - (facet.events or 0)
