"""`list` and `search`: the events in the order of the screen, or those that a query finds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len

from timeline_tui.cli.files import Faults, Inquiry, Named, faults_in, named, tell_of_faults
from timeline_tui.cli.hit_places import Hit, apart, hits_in, in_words
from timeline_tui.cli.meaning import meant, part_of, place, tell_of_hidden
from timeline_tui.cli.output import Exit, Refusal, columns, marks, say, talk
from timeline_tui.index.lacking import lacks
from timeline_tui.index.reader import Index
from timeline_tui.index.records import About, Row
from timeline_tui.index.shown import Folded, Unit, View
from timeline_tui.model.dates import outer_days
from timeline_tui.model.timeline import Event
from timeline_tui.query.scan import Query, Unreadable, uncompared, unversioned
from timeline_tui.query.written import parse, words_of
from timeline_tui.render.phrases import counted, in_one_line
from timeline_tui.render.row import heading_words
from timeline_tui.render.wrapping import fit, pad
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from argparse import Namespace

    from timeline_tui.cli.printing import Printer
    from timeline_tui.session.list_pane import Rows


_ALL = "all"


class ListingScope(NamedTuple):
    """What is shown, and how much of it."""

    view: View = View()
    rows: Rows = "normal"
    lanes: str | None = None
    """What the lanes of the chart are made by; None for the list."""
    cover: bool = False
    """Whether to begin at the cover."""


def looks(call: Namespace) -> ListingScope:
    """What a call asks for."""
    if call.query is not None:
        refuse_uncompared(read(call.query), call.query, call.texts)
    if call.lanes is not None and call.view != "chart":
        raise Refusal("lanes are those of the chart", "--view chart with --lanes")
    lanes = call.lanes or "none" if call.view == "chart" else None
    view = _view(call.query, call.group, call.fold, call.unfold)
    return ListingScope(view, call.rows or "normal", lanes, call.view == "cover")


def _view(query: str | None, group: Unit | None, fold: Sequence[str], unfold: Sequence[str]) -> View:
    """The view of these options."""
    everything = _ALL in fold
    if unfold and not everything:
        raise Refusal(
            "--unfold is an exception, and there is nothing to be excepted from", "--fold all with it"
        )
    but = frozenset(unfold) if everything else frozenset(fold)
    return View(query or "", Folded(everything, but), group)


def refuse_uncompared(query: Query, text: str, folders: Sequence[str] = ()) -> None:
    """A query on what became of passages needs the texts that they are compared with."""
    if (asked := query.on_proof) is not None:
        from timeline_tui.cli.verifying import chosen

        if not chosen(folders):
            raise pointed(text, uncompared(asked))


def read(query: str) -> Query:
    """The query as it is understood; with the place that is not, where it is not."""
    try:
        return parse(query)
    except Unreadable as error:
        raise pointed(query, error) from error


LOT = 500
"""How many rows are asked for together."""
Choose: TypeAlias = Inquiry[Sequence[int]]
"""For an index, the ranks of the events that are printed, which go up."""
Hitting = Callable[[Index, Event], list[Hit]]
# The columns of date, title, passages, sources and disputes are as wide as the first lot of rows needs,
# but no wider than this.
_WIDEST = (45, 60, 20, 28, 8)
_WIDEST_DATE = 24
# In a narrow terminal a date gives way until so much of it is left, as long as a title has less than this.
_LEAST_DATE, _LEAST_TITLE = 11, 18
# Of what stands in the place of a date so much is shown; JSON and `check` have all of it.
_MOST_WRITTEN = 24
_DEEPEST = 6
_MOST_HITS = 3


def say_list(call: Namespace) -> Exit:
    """Print the events of a file, or those that mention a name and answer a query."""
    found = None if call.query is None else answering(call.query, call.texts)
    with named(call.file, call.as_of) as file:
        chosen = found if call.name is None else partial(_mentioning, call.name, found)
        return say_listing(file, call.printer, choose=chosen)


def say_listing(
    file: Named,
    printer: Printer | None = None,
    at: str | None = None,
    choose: Choose | None = None,
    hits: Hitting | None = None,
) -> Exit:
    """Print the events from a place on, and on stderr what is wrong in the file.

    They are printed as text where there is no `printer`. `choose` are the events that are printed, where not
    all are, and `hits` what is found in each.
    """
    form = AlignedText(hits) if printer is None else EventRecords(printer, hits)
    listing = Listing(form, file.name, at, choose)
    file.answer(listing.say)
    if listing.about is not None:
        tell_of_hidden(listing.about)
    return tell_of_faults(listing.faults, file.argument)


def answering(query: str, texts: Sequence[str] = ()) -> Choose | None:
    """Chooses the events that answer the query; None where that is all of them."""

    asked = read(query)
    return partial(choose, asked, query, texts) if asked.terms else None


def _mentioning(name: str, found: Choose | None, index: Index) -> Sequence[int]:
    """The events that mention the name, of those that are found."""
    ranks = index.naming.ranks(meant(index, name), 0, index.about.events)
    return ranks if found is None else sorted({*ranks} & {*found(index)})


class Listing:
    """Goes through the rows; where an index fails midway, it goes on in the next one."""

    def __init__(
        self, form: EventRecords | AlignedText, name: str, at: str | None, choose: Choose | None
    ) -> None:
        """`name` is what to call the file."""
        self.faults = Faults()
        self.about: About | None = None
        self._form = form
        self._name = name
        self._at = at
        self._choose = choose
        self._next: int | None = None

    def say(self, index: Index) -> None:
        """Print what was not printed yet."""
        self.faults = faults_in(index, self._name)
        self.about = index.about
        ranks = range(index.about.events) if self._choose is None else self._choose(index)
        if self._next is None:
            first = 0 if self._at is None else place(index, self._at)
            self._form.begin(index)
            # Only now has it begun: where one of these fails, it begins once more.
            self._next = first
        at = bisect_left(ranks, self._next)
        while lot := index.rows_of(ranks[at : at + LOT]):
            self._form.say(index, lot)
            self._next = lot[-1].rank + 1
            at += LOT
        self._form.end()


class EventRecords:
    """As records, one an event."""

    def __init__(self, printer: Printer, hits: Hitting | None) -> None:
        self._printer = printer
        self._hits = hits

    def begin(self, index: Index) -> None:
        """Get what is needed of the whole."""
        self._kin = index.families()

    def say(self, index: Index, rows: Sequence[Row]) -> None:
        """Print these rows."""
        for row, event in zip(rows, _events(index, rows), strict=True):
            self._printer.add(self._record(index, row, event))

    def end(self) -> None:
        """Close the list."""
        self._printer.close()

    def _record(self, index: Index, row: Row, event: Event) -> dict[str, object]:
        earliest, latest = outer_days(event.date)
        sources = list(dict.fromkeys(quote.source for quote in event.quotes if quote.source))
        answered = (quote.dispute for quote in event.quotes if quote.dispute)
        record: dict[str, object] = {
            "id": event.id,
            "date": row.date,
            "earliest": earliest,
            "latest": latest,
            "misdated": row.written,
            "title": event.title,
            "key": event.key,
            "part_of": part_of(index, row.rank, event),
            "names": list(event.names),
            "quotes": row.quotes,
            "sources": sources,
            "independent_sources": len({self._kin.get(source, source) for source in sources}),
            "cited": list(event.only_cited),
            "disputes": list(dict.fromkeys((*event.disputes, *answered))),
            "fields": event.fields,
        }
        if self._hits is not None:
            record["hits"] = [hit._asdict() for hit in self._hits(index, event)]
        return record


class AlignedText:
    """As aligned text, under headings of years."""

    def __init__(self, hits: Hitting | None) -> None:
        self._hits = hits

    def begin(self, index: Index) -> None:
        """Find out what the terminal can show."""
        self._marks = marks()
        self._room = columns()
        self._widths: list[int] = []
        self._year: str | None = None

    def say(self, index: Index, rows: Sequence[Row]) -> None:
        """Print these rows."""
        table = [self._cells(row) for row in rows]
        ids = [in_one_line(row.id) for row in rows]
        self._widths = self._widths or self._fitting(_widths(table), max(map(cell_len, ids)))
        hits = [""] * len(rows) if self._hits is None else [self._found(index, row) for row in rows]
        for row, cells, id_, found in zip(rows, table, ids, hits, strict=True):
            self._say_year(row)
            shown = cells if self._room is None else [*map(self._cut, cells, self._widths)]
            say(self._cut(f"  {'  '.join(map(pad, shown, self._widths))}  {id_}") + found)

    def _fitting(self, widths: list[int], ids: int) -> list[int]:
        """Where a terminal has not the room for all, the date, and as much of the title as the id leaves."""
        if self._room is None or 2 + sum(widths) + 2 * len(widths) + ids <= self._room:
            return widths
        left = self._room - min(ids, self._room // 2) - 6
        date = min(widths[0], _WIDEST_DATE, max(left - _LEAST_TITLE, _LEAST_DATE))
        return [date, max(left - date, 1)]

    def _cut(self, text: str, width: int | None = None) -> str:
        """As much of it as one row holds, where it is for a terminal."""
        return (
            text if self._room is None else fit(text, min(width or self._room, self._room), self._marks.more)
        )

    def _found(self, index: Index, row: Row) -> str:
        """The lines under a row that say where in the event the words stand, where the title does not."""
        hits = self._hits(index, index.event(row.rank)) if self._hits is not None else []
        shown = apart([hit for hit in hits if hit.field != "title"])[:_MOST_HITS]
        return "".join("\n" + self._cut(f"      {in_one_line(in_words(hit))}") for hit in shown)

    def _say_year(self, row: Row) -> None:
        """A listing that begins midway or leaves rows out has the headings that its rows stand under."""
        if row.year is not None and row.year != self._year:
            self._year = row.year
            say(heading_words(row.year))

    def end(self) -> None:
        """Nothing stands below."""

    def _cells(self, row: Row) -> tuple[str, ...]:
        """Date, title, passages, sources and disputes."""
        sources = counted(row.sources, "source") if row.sources else ""
        if row.independent != row.sources:
            sources += f", {row.independent:,} independent"
        if row.cited:
            sources += f"{', ' if sources else ''}{row.cited:,} cited"
        key = f" {self._marks.key}" if row.key else ""
        written = fit(in_one_line(f"?{row.written}"), _MOST_WRITTEN, self._marks.more) if row.written else ""
        return (
            in_one_line(row.date or written),
            "  " * min(row.depth, _DEEPEST) + in_one_line(row.title) + key,
            counted(row.quotes, "passage") if row.quotes else "",
            sources,
            f"{self._marks.disputed} {row.disputes}" if row.disputes else "",
        )


def _events(index: Index, rows: Sequence[Row]) -> list[Event]:
    """The events of the rows, which may lie apart."""
    if rows[-1].rank - rows[0].rank == len(rows) - 1:
        return index.events(rows[0].rank, len(rows))
    return [index.event(row.rank) for row in rows]


def _widths(table: Sequence[Sequence[str]]) -> list[int]:
    needed = (max(map(cell_len, column)) for column in zip(*table, strict=True))
    return [min(pair) for pair in zip(needed, _WIDEST, strict=True)]


# So much of a long query is shown around the place that cannot be read.
_BEFORE, _LONGEST = 30, 60


def say_found(call: Namespace) -> Exit:
    """Print the events of a file that the query finds; on stderr, that there are none."""
    query = read(call.query)
    words = words_of(query)
    with named(call.file, call.as_of) as file:
        return say_listing(
            file,
            call.printer,
            choose=partial(choose, query, call.query, call.texts),
            hits=lambda index, event: hits_in(event, index, words),
        )


def choose(query: Query, text: str, texts: Sequence[str], index: Index) -> Sequence[int]:
    """The events that the query finds, with passages compared in folders of texts."""
    compare_where_asked(query, text, texts, index)
    _find_changes_where_asked(query, text, index)
    try:
        ranks = index.search.ranks(query)
    except Unreadable as error:
        raise pointed(text, error) from error
    if not ranks:
        _say_nothing(index, text)
    return ranks


def compare_where_asked(query: Query, text: str, texts: Sequence[str], index: Index) -> None:
    """Compare the passages with the texts in some folders where the query asks what became of them."""
    if query.on_proof is not None:
        from timeline_tui.cli.verifying import chosen, compared

        refuse_uncompared(query, text, texts)
        compared(index, chosen(texts), "the timeline").close()


def _find_changes_where_asked(query: Query, text: str, index: Index) -> None:
    """Find out what changed since the versions that the query names."""
    for term, version in query.on_changes:
        from timeline_tui.diff.git_process import Unversioned
        from timeline_tui.diff.revisions import find_changes

        try:
            find_changes(index, Path(index.stamp.file), [version])
        except Unversioned as error:
            raise pointed(text, unversioned(term, str(error), error.hint)) from error


def _say_nothing(index: Index, text: str) -> None:
    talk("nothing is found")
    found = list(lacks(index, text))
    for lack in found:
        if lack.near:
            talk(f"  nothing has {lack.term}; spelled like it: {', '.join(near.value for near in lack.near)}")
        elif lack.without and len(found) > 1:
            talk(f"  without {lack.term}: {counted(lack.without, 'event')}")


def pointed(text: str, error: Unreadable) -> Refusal:
    """What is said of a query that cannot be read, with a mark under the place."""
    first = max(error.start - _BEFORE, 0)
    before, held = visible(text[first : error.start]), visible(text[error.start : error.end])
    line = "  " + ("…" if first else "") + before
    marks = "^" * max(min(cell_len(held), _LONGEST), 1)
    shown = line + visible(text[error.start : first + _BEFORE + _LONGEST])
    return Refusal(error.sentence, error.hint, (shown, " " * cell_len(line) + marks) if text else ())
