"""What an index knows of sources, names, passages and moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from timeline_tui.index.density import BINS, ENDLESS
from timeline_tui.index.list_places import Places
from timeline_tui.index.records import Passage, Question, SpellingCount, checked
from timeline_tui.index.schema import IndexConnection, facet_word, fact
from timeline_tui.model.zones import Instant

if TYPE_CHECKING:
    from timeline_tui.model.folding import Spellings
    from timeline_tui.model.timeline import Event, Name, Quote, Source, Tour


# In the order of a lookup, so that what stands far below is not looked at.
_ANSWERED = """
SELECT dispute, place, text FROM answer CROSS JOIN question USING (dispute)
WHERE (place, dispute) > (?, ?) ORDER BY place, dispute LIMIT 100
"""
_UNANSWERED = """
SELECT dispute, text FROM question
WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.dispute = question.dispute) ORDER BY dispute LIMIT ?
"""
_ANSWERS = "SELECT count(*) FROM answer WHERE dispute = ?"
# A page of passages that nobody reads to its end is not fetched to its end.
MOST_PASSAGES = 400


class ListedRecords:
    """The sources, names and tours of one index, read when first asked for; each can raise `Unusable`."""

    def __init__(self, ask: IndexConnection) -> None:
        self._ask = ask

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every listed source by id."""
        from timeline_tui.index.kept import records_of
        from timeline_tui.model.timeline import Source

        return records_of(Source, fact(self._ask, "sources"))

    @cached_property
    def names(self) -> dict[str, Name]:
        """Every listed name by id."""
        from timeline_tui.index.kept import records_of
        from timeline_tui.model.timeline import Name

        return records_of(Name, fact(self._ask, "names"))

    @cached_property
    def tours(self) -> dict[str, Tour]:
        """Every tour by id."""
        from timeline_tui.index.kept import records_of
        from timeline_tui.model.timeline import Tour

        return records_of(Tour, fact(self._ask, "tours"))

    @cached_property
    def families(self) -> dict[str, str]:
        """The family of each listed source; a family counts as one independent source."""
        from timeline_tui.model.timeline import families

        return families(self.sources)

    @cached_property
    def spellings(self) -> Spellings:
        """Finds the spellings of all listed names in a text."""
        from timeline_tui.model.folding import Spellings

        return Spellings(self.names)


class Passages:
    """Answers about the passages of one index; each can raise `Unusable`."""

    def __init__(self, ask: IndexConnection, places: Places, event: Callable[[int], Event]) -> None:
        self._ask = ask
        self._places = places
        self._event = event

    def counts(self) -> dict[str, int]:
        """How many passages are taken from each source, those that are not listed among them."""
        return dict(checked(self._ask("SELECT id, passages FROM source ORDER BY key"), str, int))

    def reports(self) -> dict[str, int]:
        """How many passages are taken from each source, and how many events cite it, together."""
        asked = "SELECT id, passages + citations FROM source ORDER BY key"
        return dict(checked(self._ask(asked), str, int))

    def citing(self, source_id: str, most: int = MOST_PASSAGES) -> tuple[list[int], int]:
        """The first ranks of the events that cite the source with no passage from it, and how many do."""
        asked = "SELECT place FROM citation JOIN source ON source = key WHERE id = ? ORDER BY place LIMIT ?"
        found = self._ask(asked, source_id, most)
        counted = checked(self._ask("SELECT citations FROM source WHERE id = ?", source_id), int)
        return self._places.ranks_found(found), counted[0][0] if counted else 0

    def of_source(self, source_id: str, around: int = 0) -> list[Passage]:
        """The passages taken from the source, in the order of the list.

        Where there are more than `MOST_PASSAGES`, those that stand around the rank `around`;
        `counts` says how many there are.
        """
        own = "FROM passage WHERE source = (SELECT key FROM source WHERE id = ?)"
        return self._passages(own, source_id, around)

    def on(self, dispute_id: str, around: int = 0) -> list[Passage]:
        """The passages that answer the disputed point, in the order of the list; as many as above."""
        return self._passages("FROM answer WHERE dispute = ?", dispute_id, around)

    def _passages(self, own: str, key: str, around: int) -> list[Passage]:
        before = f"""
            SELECT place, position {own} AND place < ? ORDER BY place DESC, position DESC
            LIMIT {MOST_PASSAGES // 2}
        """
        after = f"SELECT place, position {own} AND place >= ? ORDER BY place, position LIMIT {MOST_PASSAGES}"
        start = self._places.place(around)
        places = self._ask(before, key, start)[::-1] + self._ask(after, key, start)
        return self._at_places(checked(places[:MOST_PASSAGES], int, int))

    def _at_places(self, places: list[tuple[int, int]]) -> list[Passage]:
        from timeline_tui.index.kept import quote_of

        passages: list[Passage] = []
        last, rank, event = -1, 0, None
        for place, position in places:
            if place != last or event is None:
                last, rank = place, self._places.rank(place)
                event = self._event(rank)
            quote = quote_of(event, position)
            passages.append(Passage(rank, event.id or "", event.title, event.date, position, quote))
        return passages

    def answers(self, dispute_id: str) -> Iterator[Quote]:
        """Every passage that answers the disputed point, in the order of the list, however many."""
        asked = """
            SELECT place, position FROM answer WHERE dispute = ? AND (place, position) > (?, ?)
            ORDER BY place, position LIMIT ?
        """
        place = (-1, -1)
        while places := checked(self._ask(asked, dispute_id, *place, MOST_PASSAGES), int, int):
            yield from (passage.quote for passage in self._at_places(places))
            place = places[-1]

    def quoting(self, source_id: str, rank: int, direction: int) -> int | None:
        """The next event after this one, or before it, with a passage from the source."""
        own = "SELECT place FROM passage WHERE source = (SELECT key FROM source WHERE id = ?)"
        later, earlier = "AND place > ? ORDER BY place LIMIT 1", "AND place < ? ORDER BY place DESC LIMIT 1"
        place = -1 if rank < 0 else self._places.place(rank)
        return self._places.rank_found(
            self._ask(f"{own} {later if direction > 0 else earlier}", source_id, place)
        )

    def disputed(self, most: int) -> tuple[list[Question], int]:
        """The first disputed points, in the order of the list, and how many there are."""
        (count,) = checked(self._ask("SELECT count(*) FROM question"), int)[0]
        points = [
            Question(id_, text, self._places.rank(place), checked(self._ask(_ANSWERS, id_), int)[0][0])
            for id_, (place, text) in self._answered(min(most, count)).items()
        ]
        left = max(min(most, count) - len(points), 0)
        found = checked(self._ask(_UNANSWERED, left), str, str) if left else ()
        return [*points, *(Question(id_, text, None, 0) for id_, text in found)], count

    def _answered(self, most: int) -> dict[str, tuple[int, str]]:
        """The disputed points that are answered first, each with the place of that and its question."""
        points: dict[str, tuple[int, str]] = {}
        last: tuple[int, str] = (-1, "")
        while len(points) < most and (found := checked(self._ask(_ANSWERED, *last), str, int, str)):
            for id_, place, text in found:
                points.setdefault(id_, (place, text))
                last = place, id_
        return dict(islice(points.items(), most))

    def questions(self, ids: Iterable[str]) -> dict[str, str]:
        """The questions of these disputes; ids that nothing asks are left out."""
        asked = "SELECT text FROM question WHERE dispute = ?"
        found = ((id_, checked(self._ask(asked, id_), str)) for id_ in ids)
        return {id_: rows[0][0] for id_, rows in found if rows}


_NAMED = "SELECT key FROM facet WHERE kind = 'name' AND value = ?"
_KEY_EVENTS = "SELECT key, events FROM facet WHERE kind = 'is' AND value = 'key'"
_EVENTS = "SELECT events FROM facet WHERE kind = 'name' AND value = ?"
_LATER = "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? ORDER BY rowid LIMIT ?"
_EARLIER = "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_LATER_FACETS = "SELECT place, facets FROM trait WHERE place >= ? ORDER BY place LIMIT ?"
_EARLIER_FACETS = "SELECT place, facets FROM trait WHERE place < ? ORDER BY place DESC LIMIT ?"
_TOGETHER = 500
_SPELLINGS = """
SELECT spelling, source, passages FROM spelling WHERE name = ? ORDER BY passages DESC, spelling, source
"""
_USES = "SELECT name, spelling, sum(passages) FROM spelling GROUP BY name, spelling"


class Naming:
    """Answers about the names of one index, and its key events; each can raise `Unusable`."""

    def __init__(self, ask: IndexConnection, places: Places) -> None:
        self._ask = ask
        self._places = places
        self._searchable = bool(ask("SELECT 1 FROM sqlite_schema WHERE name = 'words'"))

    def events(self, name: str) -> int | None:
        """How many events mention the name: list it, let it speak, or hold a passage that spells it.

        None where it is neither listed nor mentioned.
        """
        found = checked(self._ask(_EVENTS, name), int)
        return int(found[0][0]) if found else None

    def ranks(self, names: Iterable[str], first: int, count: int) -> list[int]:
        """The ranks from `first` on of events that mention any of the names, at most `count`."""
        place = self._places.place(first)
        return self._places.ranks_found(self._found(names, place, count, _LATER, _LATER_FACETS))

    def ranks_before(self, name: str, rank: int, count: int) -> list[int]:
        """The last ranks before this one of events that mention the name, in the order of the list."""
        found = self._found([name], self._places.place(rank), count, _EARLIER, _EARLIER_FACETS)
        return self._places.ranks_found(found[::-1])

    def key_events(self, most: int) -> tuple[list[int], int]:
        """The first ranks of what one tells first, in the order of the list, and how many events that are."""
        for key, events in checked(self._ask(_KEY_EVENTS), int, int):
            return self._places.ranks_found(self._of_facets([key], 0, most, _LATER, _LATER_FACETS)), events
        return [], 0

    def _found(
        self, names: Iterable[str], place: int, count: int, by_words: str, by_facets: str
    ) -> list[tuple[int]]:
        keys = [key for name in names for (key,) in checked(self._ask(_NAMED, name), int)]
        return self._of_facets(keys, place, count, by_words, by_facets)

    def _of_facets(
        self, keys: list[int], place: int, count: int, by_words: str, by_facets: str
    ) -> list[tuple[int]]:
        if not keys:
            return []
        if self._searchable:
            # What a name is found by as a facet stands among the words of each event that mentions it.
            return self._ask(by_words, " OR ".join(f'"{facet_word(key)}"' for key in keys), place, count)
        return list(islice(self._by_facets(keys, place, by_facets), count))

    def _by_facets(self, keys: Iterable[int], place: int, asked: str) -> Iterator[tuple[int]]:
        """What a search would find, where SQLite was built without it."""
        wanted = {*keys}
        while lot := checked(self._ask(asked, place, _TOGETHER), int, bytes):
            for place, facets in lot:
                if len(facets) % 4 == 0 and wanted & {*memoryview(facets).cast("I")}:
                    yield (place,)
            place += asked is _LATER_FACETS

    def uses(self) -> dict[tuple[str, str], int]:
        """How many passages use each spelling of each name."""
        rows = checked(self._ask(_USES), str, str, int)
        return {(name, spelling): passages for name, spelling, passages in rows}

    def spellings(self, name: str) -> list[SpellingCount]:
        """How often each source uses each spelling of the name, the most frequent first."""
        return [SpellingCount(*row) for row in checked(self._ask(_SPELLINGS, name), str, str, int)]


_FIRST_DAY, _LAST_DAY = -(2**63), 2**63 - 1
_COUNTED = "SELECT count(*) FROM row WHERE day BETWEEN ? AND ?"
_BINNED = """
SELECT CAST((day - ?) * ? / ? AS INTEGER) AS bin, count(*) FROM row WHERE day BETWEEN ? AND ? GROUP BY bin
"""
_MOMENTS_FROM = "SELECT place FROM row WHERE day BETWEEN ? AND ? ORDER BY day, place LIMIT 1"
_UNTIL = "SELECT place FROM row WHERE day <= ? AND day IS NOT NULL ORDER BY day DESC, place LIMIT 1"
_TIMED = """
SELECT place FROM row JOIN trait USING (place) WHERE day BETWEEN ? AND ? AND begins BETWEEN ? AND ?
ORDER BY place
"""
# The order of days costs nothing, and only those of one day are sorted.
_SINCE = """
SELECT place FROM row CROSS JOIN trait USING (place)
WHERE day >= ? AND (begins > ? OR begins IS NULL AND day > ?)
ORDER BY day, begins, place LIMIT 1
"""
_MOMENTS_BEFORE = """
SELECT place FROM row CROSS JOIN trait USING (place)
WHERE day <= ? AND (begins < ? OR begins IS NULL AND day <= ?)
ORDER BY day DESC, begins DESC, place LIMIT 1
"""
_STANDS = """
SELECT place FROM trait WHERE earliest < ? AND latest >= ? AND choice IS NULL
ORDER BY earliest DESC, place LIMIT 1
"""
_OF_DAYS = """
SELECT place, date FROM row JOIN trait USING (place)
WHERE place BETWEEN ? AND ? AND date IS NOT NULL AND earliest != latest ORDER BY place
"""
_IN_FILE = """
SELECT CASE WHEN begins IS NULL THEN NULL ELSE date END, earliest, latest
FROM row JOIN trait USING (place) ORDER BY number
"""


class Moments:
    """Answers about the days of one index; each can raise `Unusable`.

    What has no beginning is taken to begin on the last day that it can mean.
    """

    def __init__(self, ask: IndexConnection, places: Places) -> None:
        self._ask = ask
        self._places = places

    def in_file(self) -> list[tuple[str | None, int | None, int | None]]:
        """The first and the last day of each event, in the order of the file; of a time, what is written."""
        found = checked(self._ask(_IN_FILE), str | None, int | None, int | None)
        return [
            (date, None if first == -ENDLESS else first, None if last == ENDLESS else last)
            for date, first, last in found
        ]

    def counted(self, first: int | None, last: int | None) -> int:
        """How many events begin within these days; None for no bound."""
        found = self._ask(_COUNTED, _bound(first, _FIRST_DAY), _bound(last, _LAST_DAY))
        return int(checked(found, int)[0][0])

    def binned(self, first: int, last: int) -> list[int]:
        """How many events begin in each of `BINS` equal parts of these days."""
        counts = [0] * BINS
        found = self._ask(_BINNED, first, BINS, last - first + 1, first, last)
        for number, count in checked(found, int, int):
            counts[min(max(number, 0), BINS - 1)] = count
        return counts

    def first(self, first: int | None, last: int | None = None) -> int | None:
        """The rank of the first event to begin within these days."""
        return self._one(self._ask(_MOMENTS_FROM, _bound(first, _FIRST_DAY), _bound(last, _LAST_DAY)))

    def last(self, last: int) -> int | None:
        """The rank of the last event to begin on this day or before it."""
        return self._one(self._ask(_UNTIL, _bound(last, last)))

    def timed(self, time: Instant) -> list[int]:
        """The ranks of the events that begin at this time of day."""
        # In other zones it may be another day then.
        found = self._ask(_TIMED, time.day - 1, time.day + 1, time.first, time.last)
        return self._places.ranks_found(found)

    def since(self, time: Instant, *, equal: bool = False) -> int | None:
        """The rank of the first event to begin after this time of day, or also at it."""
        return self._one(self._ask(_SINCE, time.day - 1, time.first - 1 if equal else time.last, time.day))

    def before(self, time: Instant) -> int | None:
        """The rank of the last event to begin before this time of day, or at no known one of its day."""
        return self._one(self._ask(_MOMENTS_BEFORE, time.day + 1, time.first, time.day))

    def standing(self, day: int | None) -> int | None:
        """The rank of the last event to begin before this day that can last to it."""
        return self._one(self._ask(_STANDS, _bound(day, _FIRST_DAY), _bound(day, _FIRST_DAY)))

    def dates_of_days(self, first: int, last: int) -> dict[int, str]:
        """The dates of the events from one rank to another that can mean more than a day."""
        found = checked(self._ask(_OF_DAYS, *self._places.places((first, last))), int, str)
        ranks = self._places.ranks([place for place, _ in found])
        return {rank: date for rank, (_, date) in zip(ranks, found, strict=True)}

    def _one(self, found: list[tuple[int]]) -> int | None:
        return self._places.rank_found(found)


def _bound(day: int | None, none: int) -> int:
    return none if day is None else max(min(day, _LAST_DAY), _FIRST_DAY)
