"""Finds things again that go by another name in another version: events, sources, names, passages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeVar

from timeline_tui.merge.pairing import Pairing, overlap
from timeline_tui.model.folding import words
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Event, Name, Quote, Record, Source

K = TypeVar("K", bound=Hashable)
_Marks = Mapping[tuple[str, str], float]
# What more things than these share tells none of them from another.
_COMMON = 20
# A mark that is nobody else's is worth three; a word of a title or a date one.
_SURE, _PART = 3.0, 1.0
_ENOUGH, _SHARE = 3.0, 0.4
_MOST_PASSAGES = 200
_ALIKE, _ALIKE_ELSEWHERE = 0.5, 0.8
_LONGEST = 4000


def renamed(old: Mapping[K, Record], new: Mapping[K, Record]) -> dict[K, K]:
    """For things that are only in one of the versions, which of the new ones each of the old ones is."""
    pairing = Pairing(old, new)
    pairing.by(_said)
    left, right = ({key: _marks(one) for key, one in side.items()} for side in (pairing.left, pairing.right))
    pairing.by_likeness(_likest(left, right))
    return pairing.found


def _said(record: Record) -> str:
    """All that it says, but for the id."""
    plain = to_plain(record)
    plain.pop("id", None)
    return repr(plain)


def _likest(old: Mapping[K, _Marks], new: Mapping[K, _Marks]) -> Iterator[tuple[float, K, K]]:
    """Those that share enough, and how much."""
    holders: dict[tuple[str, str], list[K]] = {}
    for key, marks in new.items():
        for mark in marks:
            holders.setdefault(mark, []).append(key)
    totals = {key: sum(marks.values()) for key, marks in new.items()}
    for key, marks in old.items():
        total = sum(marks.values())
        shared: defaultdict[K, float] = defaultdict(float)
        for mark, worth in marks.items():
            held = holders.get(mark, ())
            for other in held if len(held) <= _COMMON else ():
                shared[other] += worth
        for other, score in shared.items():
            if score >= max(_ENOUGH, _SHARE * min(total, totals[other])):
                yield score, key, other


def _marks(record: Record) -> _Marks:
    """What a thing can be known by, and what each is worth."""
    if isinstance(record, Event):
        return _marks_of_event(record)
    sure: Iterable[tuple[str, str | None]]
    if isinstance(record, Source):
        sure = (("url", record.url), ("title", record.title), ("sha256", record.sha256))
        return _worth(
            sure, [("outlet", record.outlet), ("author", record.author), ("date", record.published)]
        )
    if isinstance(record, Name):
        spelled = [("name", record.name), *(("name", also) for also in record.also)]
        return _worth(spelled, [("role", record.role), ("kind", record.kind)])
    plain = to_plain(record)
    return _worth([], [(key, str(value)) for key, value in plain.items()])


def _marks_of_event(event: Event) -> _Marks:
    sure = [("title", event.title), ("summary", event.summary), ("note", event.note)]
    sure += [("quote", quote.exact) for quote in event.quotes]
    part = [("date", event.date), *(("word", word) for word in words(event.title[:_LONGEST]))]
    return _worth(sure, [*part, *(("link", link) for link in event.links)])


def _worth(sure: Iterable[tuple[str, str | None]], part: Iterable[tuple[str, str | None]]) -> _Marks:
    found = {(key, value): _PART for key, value in part if value}
    return found | {(key, value): _SURE for key, value in sure if value}


def with_numbers_of(old: Sequence[Quote], new: Sequence[Quote]) -> dict[int, Quote]:
    """The passages of the new version, each by the place of the old one that it is, or a number below 0."""
    pairing = Pairing(dict(enumerate(old)), dict(enumerate(new)))
    pairing.by(lambda quote: quote)
    pairing.by(lambda quote: quote.exact)
    if max(len(pairing.left), len(pairing.right)) <= _MOST_PASSAGES:
        pairing.by_likeness(_reworded(pairing.left, pairing.right))
    was = {now: before for before, now in pairing.found.items()}
    return {was.get(at, -1 - at): quote for at, quote in enumerate(new)}


def _reworded(old: Mapping[int, Quote], new: Mapping[int, Quote]) -> Iterator[tuple[float, int, int]]:
    """Passages that have enough words in common, and how many."""
    was, now = (
        [(at, quote.source, Counter(words(quote.exact[:_LONGEST]))) for at, quote in side.items()]
        for side in (old, new)
    )
    for (one, source, bag), (other, source_now, bag_now) in product(was, now):
        score = overlap(bag, bag_now)
        if score >= (_ALIKE if source == source_now else _ALIKE_ELSEWHERE):
            yield score, one, other
