"""What could be typed next into a field of a form: names, sources, tags, events that the timeline has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.shown import View
from timeline_tui.model.fields import Field
from timeline_tui.model.folding import alike
from timeline_tui.model.spellings import spellings
from timeline_tui.render.phrases import counted
from timeline_tui.session.background import IsWanted
from timeline_tui.session.completion import OwnIndex
from timeline_tui.session.fields import Offered, cleaned, source_label
from timeline_tui.session.view_makers import Makers

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.records import Row
    from timeline_tui.model.timeline import Name, Source


MOST = 40
_MOST_SEEN = 400
_MOST_COMPARED = 20_000
_WORD = re.compile(r"\w+")


class Offers(NamedTuple):
    """The values for what is being typed into a field."""

    field: Field
    values: Sequence[Offered]


class Offering:
    """Looks up beside the screen what could be typed into a field."""

    def __init__(self) -> None:
        self._own = OwnIndex()
        self._makers = Makers()

    def find(self, index: Index, field: Field, beginning: str, around: int, _: IsWanted) -> Iterator[Offers]:
        """The values that begin so; `around` is the rank of the event that is nearest to what is typed."""
        yield Offers(field, self._values(index, field, beginning, around))

    def _values(self, index: Index, field: Field, beginning: str, around: int) -> Sequence[Offered]:
        own = self._own.of(index)
        if field.holds == "name":
            return names(own, beginning)
        if field.holds == "source":
            return sources(own, beginning)
        if field.holds == "tag":
            tags = own.values("tag", beginning, MOST)
            return [Offered(tag.value, tag.label, f"{tag.events:,}") for tag in tags]
        found = events(own, self._makers, index, beginning, around) if field.holds == "event" else ()
        return [offered_event(row) for row in found]


def events(own: Index, makers: Makers, index: Index, text: str, around: int, most: int = MOST) -> list[Row]:
    """The event with this id, those with these words in their title, others with them; all near a rank."""
    words = " ".join(_WORD.findall(text))
    if not words:
        return own.rows(max(0, around - most // 2), most)
    rank = own.rank_of(text.strip())
    shown = makers.of(index).made(View(query=words), around, _MOST_SEEN)
    rows = own.rows_of(list(shown.ranks)[:_MOST_SEEN])
    sought = [f" {word}" for word in alike(words).split()]
    titled = {row.rank for row in rows if _has_words(row.title, sought)}
    rows.sort(key=lambda row: (row.rank != rank, row.rank not in titled))
    if rank is not None and not any(row.rank == rank for row in rows):
        rows[:0] = own.rows(rank, 1)
    return rows[:most]


def _has_words(title: str, sought: Sequence[str]) -> bool:
    """Whether a word of the title begins with each of these, which have a blank before them."""
    words = " " + " ".join(_WORD.findall(alike(title)))
    return all(word in words for word in sought)


def offered_event(row: Row) -> Offered:
    """An event, by its id."""
    return Offered(row.id, f"{row.date or row.written or 'no date'}  {row.title}", row.id)


def names(index: Index, beginning: str) -> list[Offered]:
    """Names with a spelling in which a word begins so, with how many events each has."""
    listed = index.names()
    common = _ids_by_spelling(listed)
    found = [value for value in index.values("name", beginning, MOST) if value.value in listed]
    counted = {value.value: value.events for value in found}
    counted |= dict.fromkeys(_unused(listed, beginning, counted), 0)
    return [
        Offered(_written(key, listed, common), listed[key].name, _used(listed[key], events))
        for key, events in islice(counted.items(), MOST)
    ]


def _used(name: Name, events: int) -> str:
    said = counted(events, "event")
    return f"{name.kind}, {said}" if name.kind else said


def _written(key: str, listed: Mapping[str, Name], common: Mapping[str, int]) -> str:
    """The name's own spelling where it is nobody else's, or else its id."""
    name = listed[key].name
    fits = name == cleaned(name, block=False)[0] and not set(name) & set(',"')
    return name if fits and common.get(alike(name)) == 1 else key


def _ids_by_spelling(listed: Mapping[str, Name]) -> dict[str, int]:
    """How many names share each spelling."""
    found: dict[str, set[str]] = {}
    for key, name in listed.items():
        for spelling in (key, *spellings(name)):
            found.setdefault(alike(spelling), set()).add(key)
    return {spelling: len(keys) for spelling, keys in found.items()}


def _unused(listed: Mapping[str, Name], beginning: str, but: Iterable[str]) -> Iterator[str]:
    """Names that no event has yet."""
    if not beginning:
        return
    known = set(but)
    sought = f" {alike(beginning)}"
    for key, name in islice(listed.items(), _MOST_COMPARED):
        if key not in known and any(sought in f" {alike(one)}" for one in (key, *spellings(name))):
            yield key


def sources(index: Index, beginning: str) -> list[Offered]:
    """Sources by id, outlet or headline, with how many passages are taken from each."""
    listed, taken = index.sources(), index.passages.counts()
    sought = f" {alike(beginning)}" if beginning else ""
    found = (
        key
        for key, source in islice(listed.items(), _MOST_COMPARED)
        if any(sought in f" {alike(text)}" for text in _called(key, source))
    )
    return [
        Offered(key, source_label(key, listed[key]), f"{taken.get(key, 0):,}") for key in islice(found, MOST)
    ]


def _called(key: str, source: Source) -> list[str]:
    return [text for text in (key, source.title, source.outlet, source.author) if text]
