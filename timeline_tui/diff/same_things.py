"""Finds things again that go by another name in another version: events, sources, names, passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

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
    same = _alike_in_all(old, new)
    taken = set(same.values())
    left = {key: _marks(record) for key, record in old.items() if key not in same}
    free = {key: _marks(record) for key, record in new.items() if key not in taken}
    return same | dict(_likest(left, free))


def _alike_in_all(old: Mapping[K, Record], new: Mapping[K, Record]) -> dict[K, K]:
    """Those that say the same, but for the id."""
    waiting: dict[str, list[K]] = {}
    for key, record in new.items():
        waiting.setdefault(_said(record), []).append(key)
    found: dict[K, K] = {}
    for key, record in old.items():
        if held := waiting.get(_said(record)):
            found[key] = held.pop(0)
    return found


def _said(record: Record) -> str:
    plain = to_plain(record)
    plain.pop("id", None)
    return repr(plain)


def _likest(old: Mapping[K, _Marks], new: Mapping[K, _Marks]) -> Iterator[tuple[K, K]]:
    """Pairs that share enough, those that share most first, each thing in one pair."""
    holders: dict[tuple[str, str], list[K]] = {}
    for key, marks in new.items():
        for mark in marks:
            holders.setdefault(mark, []).append(key)
    scored: list[tuple[float, int, K, K]] = []
    for at, (key, marks) in enumerate(old.items()):
        shared: Counter[K] = Counter()
        for mark, worth in marks.items():
            held = holders.get(mark, ())
            for other in held if len(held) <= _COMMON else ():
                shared[other] += worth  # type: ignore[assignment]
        scored += [(score, -at, key, other) for other, score in shared.items() if score >= _ENOUGH]
    gone: set[K] = set()
    come: set[K] = set()
    for score, _, key, other in sorted(scored, key=lambda one: one[:2], reverse=True):
        least = min(sum(old[key].values()), sum(new[other].values()))
        if key not in gone and other not in come and score >= _SHARE * least:
            gone.add(key)
            come.add(other)
            yield key, other


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


def pairs_of(old: Sequence[Quote], new: Sequence[Quote]) -> list[tuple[int | None, int | None]]:
    """Which passage of the new version each one of the old is, in the order of the new; last what is gone."""
    left, free = list(range(len(old))), list(range(len(new)))
    found: dict[int, int] = {}
    for test in (_equal, _same_words):
        held: dict[Any, list[int]] = {}
        for at in free:
            held.setdefault(test(new[at]), []).append(at)
        for at in left:
            if waiting := held.get(test(old[at])):
                found[at] = waiting.pop(0)
        left = [at for at in left if at not in found]
        taken = {*found.values()}
        free = [at for at in free if at not in taken]
    if max(len(left), len(free)) <= _MOST_PASSAGES:
        found |= _reworded(old, new, left, free)
    was = {now: before for before, now in found.items()}
    gone = [at for at in range(len(old)) if at not in found]
    return [*((was.get(at), at) for at in range(len(new))), *((at, None) for at in gone)]


def _equal(quote: Quote) -> Quote:
    return quote


def _same_words(quote: Quote) -> str:
    return quote.exact


def _reworded(
    old: Sequence[Quote], new: Sequence[Quote], left: Sequence[int], free: Sequence[int]
) -> dict[int, int]:
    bags = {("old", at): Counter(words(old[at].exact[:_LONGEST])) for at in left}
    bags |= {("new", at): Counter(words(new[at].exact[:_LONGEST])) for at in free}
    scored = []
    for one in left:
        for other in free:
            score = _overlap(bags["old", one], bags["new", other])
            if score >= (_ALIKE if old[one].source == new[other].source else _ALIKE_ELSEWHERE):
                scored.append((score, one, other))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(scored, key=lambda each: -each[0]):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """The words that two passages share, of all that they have."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
