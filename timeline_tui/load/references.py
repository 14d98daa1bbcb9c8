"""Who names whom: ids are gathered as events come, and what names none is told when all are there."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args

from timeline_tui.load.contents import StepPassages
from timeline_tui.load.placed import Place, Placed
from timeline_tui.model.folding import nearest
from timeline_tui.model.timeline import Event, Timeline, Tour
from timeline_tui.yamlfile.places import Path, Report, Spot
from timeline_tui.yamlfile.values import Plain, shorten

Sort = Literal["source", "name", "tour", "dispute", "event"]
SORTS: tuple[Sort, ...] = get_args(Sort)
SORT_OF: Mapping[str, Sort] = {"sources": "source", "names": "name", "tours": "tour"}
"""What stands in each section of a file but the events."""

# What is kept of references that are not known yet. Of more ids than these nobody is told.
_MOST_SPOTS = 20
_MOST_SPOTS_IN_ALL = 100_000
_MOST_WANTED = 200_000
_MOST_PER_ITEM = 200
_MOST_SUGGESTIONS = 100
_MOST_LEFT_OUT = 10_000

_OF_QUOTES: tuple[tuple[Sort, str], ...] = (("source", "source"), ("name", "speaker"), ("dispute", "dispute"))
Wanted = tuple[Sort, str, tuple[str | int, ...]]
"""A sort, an id of it, and the path to where that is written."""


class Use(NamedTuple):
    """Where something is referred to."""

    spot: tuple[Any, ...]
    """A spot, or an item and the path in it."""
    home: int | Spot
    """The item, source or name that refers to it."""
    what: str
    """What that is called: event, quote, source, name or tour."""


class References:
    """The ids of a timeline, and the references that are still without one."""

    def __init__(self, report: Report, placed: Placed, *, ids_differ: bool = False) -> None:
        """None is kept of an event where somebody knows that all `ids_differ`, and that each leads to one."""
        self.known: dict[Sort, dict[str, Spot]] = {"source": {}, "name": {}, "tour": {}}
        """Where each source, each name and each tour stands."""
        self.disputes: dict[str, Place | Spot] = {}
        """Where each dispute is asked."""
        self.numbers: dict[str, int] = {}
        """The number of the event with this id."""
        self.parents: dict[int, int] = {}
        """The event that an event is part of, by number."""
        self.placed = placed
        self.passages = StepPassages()
        """The passages that the steps of tours lead to."""
        self._ids_differ = ids_differ
        self._left_out: set[str] = set()
        self._report = report
        self._items = array("I")
        self._again: dict[str, int] = {}
        self._wanted: dict[tuple[Sort, str], list[Use]] = {}
        self._more_uses: Counter[tuple[Sort, str]] = Counter()
        self._spots = 0
        self._children: dict[str, array[int]] = {}
        self._suggested = 0

    @property
    def count(self) -> int:
        """How many events were taken."""
        return len(self._items)

    def add_event(self, key: str, part_of: str | None, item: int) -> None:
        """Take the next event's id, the id of the event it is part of, and which item it is."""
        number = self.count
        self._items.append(item)
        if self._ids_differ:
            return
        if part_of is not None:
            parent = self.numbers.get(part_of)
            if parent is None:
                self._children.setdefault(part_of, array("I")).append(number)
            else:
                self.parents[number] = parent
        self.numbers[key] = number

    def home(self, number: int, length: int = 1) -> Spot:
        """Where an event stands."""
        return self.placed.home(self._items[number], length)

    def free(self, key: str) -> str:
        """The id, or one that is made of it where an event has it already."""
        free, again = key, self._again.get(key, 1)
        while free in self.numbers:
            again += 1
            free = f"{key}-{again}"
        self._again[key] = again
        return free

    def leave_out(self, key: str) -> None:
        """Take the id of an event that was left out, so that nobody is told of what follows from that."""
        if len(self._left_out) < _MOST_LEFT_OUT:
            self._left_out.add(key)

    def want(
        self,
        wanted: Iterable[Wanted],
        home: int | Spot,
        what: str,
        spot_of: Callable[[Path], Spot] | None = None,
    ) -> None:
        """Keep references that lead nowhere yet, until the whole file is known.

        Where they stand is looked for later in the item of this number, or told now by `spot_of`.
        """
        for count, (sort, key, path) in enumerate(self.missing(wanted)):
            uses = self._wanted.get((sort, key))
            if uses is None:
                if len(self._wanted) >= _MOST_WANTED:
                    continue
                uses = self._wanted[sort, key] = []
            if uses and (
                len(uses) >= _MOST_SPOTS or self._spots > _MOST_SPOTS_IN_ALL or count > _MOST_PER_ITEM
            ):
                self._more_uses[sort, key] += 1
                continue
            at = () if count > _MOST_PER_ITEM else path
            place = (home, at) if spot_of is None else spot_of(at)
            uses.append(Use(place, home, "quote" if what == "event" and len(path) > 2 else what))
            self._spots += 1

    def missing(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """Those references that lead nowhere yet."""
        return [one for one in wanted if not self._is_known(*one[:2])]

    def _is_known(self, sort: Sort, key: str) -> bool:
        if sort == "event":
            return self._ids_differ or key in self.numbers
        return key in self.disputes if sort == "dispute" else key in self.known[sort]

    def settle(self, closed: Collection[Sort]) -> None:
        """Report what names no id, and find the parents that came late.

        Of these sorts all ids are known; of others, nobody can say what is missing.
        """
        for key, children in self._children.items():
            parent = self.numbers.get(key)
            if parent is not None:
                self.parents.update(dict.fromkeys(children, parent))
        for (sort, key), uses in self._wanted.items():
            is_left_out = sort == "event" and key in self._left_out
            if sort in closed and not self._is_known(sort, key) and not is_left_out:
                self._tell(sort, key, uses)
                self._report.count(self._more_uses[sort, key])
        wanted = {key: self._items[number] for key, number in self.passages.known_in(self.numbers)}
        self.passages.settle(wanted, self.placed, self._report)
        self._break_circles()

    def _tell(self, sort: Sort, key: str, uses: list[Use]) -> None:
        hint = self._suggestion(sort, key, uses[0].what)
        for use in uses:
            if not self._report.wants(f"unknown-{sort}"):
                continue
            home = self.placed.home(use.home) if isinstance(use.home, int) else use.home
            spot = self.placed.spot(use.spot)
            related = [(home, f"in this {_item_of(use.what)}")] if home.line != spot.line else []
            no_such = f"no {sort} has this id"
            message = _message(sort, use.what)
            self._report.add(f"unknown-{sort}", message, spot, no_such, hint=hint, related=related)

    def _suggestion(self, sort: Sort, key: str, what: str) -> str:
        ids: Mapping[str, object] = (
            self.numbers if sort == "event" else self.disputes if sort == "dispute" else self.known[sort]
        )
        near = nearest(key, ids) if self._suggested < _MOST_SUGGESTIONS else None
        self._suggested += 1
        if near is None:
            return _instead(sort, shorten(key), what) if key else "write an id"
        spot = (
            self.home(self.numbers[near])
            if sort == "event"
            else self.placed.asked(self.disputes[near])
            if sort == "dispute"
            else self.known[sort][near]
        )
        where = f"line {spot.line}" if spot.file is None else f"{spot.file}:{spot.line}"
        return f"try: {near}, listed in {where}"

    def _break_circles(self) -> None:
        found = circles(self.parents)
        within = {member for _, members in found for member in members}
        ids = {number: key for key, number in self.numbers.items() if number in within} if found else {}
        for number, members in found:
            del self.parents[number]
            spots = [self.home(member, len(ids[member])) for member in members[:4]]
            hint = "take out one `part_of`; this event's is passed over"
            related = [(spot, "and this one") for spot in spots[1:]]
            message = "an event cannot be part of itself"
            way = _way([ids[member] for member in members])
            self._report.add("part-of-loop", message, spots[0], way, hint=hint, related=related)


def wanted_by(event: Event, sources: Collection[str], names: Collection[str]) -> Iterator[Wanted]:
    """The references of an event that lead to nothing that stands above the events."""
    for at, name in enumerate(event.names):
        if name not in names:
            yield "name", name, ("names", at)
    for at, source in enumerate(event.sources):
        if source not in sources:
            yield "source", source, ("sources", at)
    for at, quote in enumerate(event.quotes):
        if quote.source is not None and quote.source not in sources:
            yield "source", quote.source, ("quotes", at, "source")
        if quote.speaker is not None and quote.speaker not in names:
            yield "name", quote.speaker, ("quotes", at, "speaker")
        if quote.dispute is not None:
            yield "dispute", quote.dispute, ("quotes", at, "dispute")
    if event.part_of is not None:
        yield "event", event.part_of, ("part_of",)


def wanted_in_tour(tour: Tour) -> Iterator[Wanted]:
    """The events that the steps of a tour lead to."""
    for at, step in enumerate(tour.steps):
        yield "event", step.event, ("steps", at, "event")


def wanted_in(plain: Plain) -> Iterator[Wanted]:
    """The references of an event as it is written, also in what is left out of it."""
    if not isinstance(plain, dict):
        return
    for sort, field in (("name", "names"), ("source", "sources")):
        for at, key in _texts(plain.get(field)):
            yield sort, key, (field, at)  # type: ignore[misc]
    quotes = plain.get("quotes")
    for at, quote in enumerate(quotes if isinstance(quotes, list) else []):
        fields = quote if isinstance(quote, dict) else {}
        for of, field in _OF_QUOTES:
            for _, key in _texts([fields.get(field)]):
                yield of, key, ("quotes", at, field)
    for _, key in _texts([plain.get("part_of")]):
        yield "event", key, ("part_of",)


def _texts(plain: Plain) -> Iterator[tuple[int, str]]:
    return (
        (at, one) for at, one in enumerate(plain if isinstance(plain, list) else []) if isinstance(one, str)
    )


def circles(links: Mapping[int, int]) -> list[tuple[int, list[int]]]:
    """Each circle of the links: its first member in the file, and its members from there on."""
    done: set[int] = set()
    found: list[tuple[int, list[int]]] = []
    for start in links:
        way: dict[int, None] = {}
        here: int | None = start
        while here is not None and here not in done and here not in way:
            way[here] = None
            here = links.get(here)
        if here is not None and here in way:
            members = list(_from(way, here))
            first = members.index(min(members))
            found.append((members[first], members[first:] + members[:first]))
        done.update(way)
    return found


def _from(way: Iterable[int], here: int) -> Iterator[int]:
    inside = False
    for member in way:
        inside = inside or member == here
        if inside:
            yield member


def chain_loops(links: Mapping[str, str | None], spots: Mapping[str, Spot]) -> list[tuple[Spot, list[str]]]:
    """Each circle of sources or names: where its first member stands, and the members."""
    keys = list(links)
    numbers = {key: number for number, key in enumerate(keys)}
    by_number = {numbers[key]: numbers[to] for key, to in links.items() if to in numbers and to is not None}
    return [
        (spots[keys[first]], [keys[member] for member in members]) for first, members in circles(by_number)
    ]


def tell_loops(timeline: Timeline, references: References, report: Report) -> None:
    """Report sources that are derived from themselves, and names that lie within themselves."""
    derived = {key: source.derived_from for key, source in timeline.sources.items()}
    for spot, members in chain_loops(derived, references.known["source"]):
        _tell_loop(report, "derived-from-loop", "a source cannot be derived from itself", spot, members)
    within = {key: name.within for key, name in timeline.names.items()}
    for spot, members in chain_loops(within, references.known["name"]):
        _tell_loop(report, "within-loop", "a name cannot lie within itself", spot, members)


def _tell_loop(report: Report, code: str, message: str, spot: Spot, members: list[str]) -> None:
    report.add(code, message, spot, _way(members), hint="take out one of these links")


def _way(members: list[str]) -> str:
    shown = [*members[:4], "…"] if len(members) > 4 else members
    return " → ".join(shorten(member) for member in [*shown, members[0]])


def _item_of(what: str) -> str:
    return "event" if what == "quote" else what


def _instead(sort: Sort, key: str, what: str) -> str:
    if sort == "event":
        return f"give an event the id {key}, or take out this {'step' if what == 'tour' else '`part_of`'}"
    return f"add {key} to the `disputes` of an event" if sort == "dispute" else f"add {key} to `{sort}s`"


def _message(sort: Sort, what: str) -> str:
    if sort == "event" and what == "tour":
        return "this step names an event that is not in the file"
    if sort == "event":
        return "this event is part of one that is not in the file"
    if sort == "dispute":
        return "this quote answers a dispute that no event asks"
    if sort == "name":
        return f"this {what} {'lies within' if what == 'name' else 'uses'} a name that is not listed"
    return f"this {what} names a source that is not listed"
