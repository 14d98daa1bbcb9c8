"""What the whole file must know of each event: an additive sum of facts, and what they say at the end.

The sum of the facts of some events and of those that stand below them is that of them all, wherever each was
read. Places in it are an event's number and a path into it; the places in the file are only looked for when
something is to be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from timeline_tui.model.dates import understood
from timeline_tui.model.days import day_iso
from timeline_tui.model.folding import cased_words, spellings
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Name, Source
from timeline_tui.model.zones import Leap, leap, surely_before
from timeline_tui.yamlfile.places import Path, Spot

# Two spellings of one name differ by a letter in five to nine, two in ten to fourteen. A shorter word is like
# too many others, and a longer one is no name.
_ALIKE = 0.8
_SHORTEST = 5
_LONGEST = 100
# After so many different words, and so many comparisons, no more are looked at.
_MOST_WORDS = 50_000
_MOST_COMPARED = 5_000_000
_MOST_SUSPECTS = 500
_MOST_LISTED = 20_000
# A spelling of more words is not looked for.
_MOST_IN_SPELLING = 20
_MOST_TAGS = 1_000
_MOST_QUOTED = 400_000
_MOST_EARLY = 200
_MOST_LEAPS = 200
_LONGEST_TIME = len("2024-03-12T05:00:00")

Place = tuple[int, tuple[str | int, ...]]
"""The number of an event, and the path in it."""
Written = Callable[[Path], Path]
"""From a path in an event to where that stands in the file."""
Suspect = tuple[int, tuple[str | int, ...], str, str]
"""The first place of a word, the spelling that it is like, and of which name that is."""
_Words = tuple[str, ...]


class AlsoSpelled(NamedTuple):
    """A spelling under `also`, and where it stands."""

    name: str
    spelling: str
    spot: Spot


class _Published(NamedTuple):
    span: Span
    iso: str
    """The last day on which it can have been published."""

    @property
    def said(self) -> str:
        """When, as a label says it."""
        return self.iso if self.span.clock is None else self.span.text


class Spelled:
    """The spellings of the names that stand above the events, and which words are like them."""

    def __init__(self, names: Mapping[str, Name], listed: Sequence[AlsoSpelled]) -> None:
        self.names_of: dict[str, dict[str, None]] = {}
        for key, name in names.items():
            for spelling in spellings(name):
                for word in cased_words(spelling):
                    self.names_of.setdefault(word, {})[key] = None
        self.choices = [word for word in self.names_of if _SHORTEST <= len(word) <= _LONGEST]
        self.listed = listed
        """The spellings under `also`, in the order of the file."""
        self.by_words: dict[str, dict[_Words, list[int]]] = {}
        """Their positions by their first word, and by all of their words."""
        for at, one in enumerate(listed[:_MOST_LISTED]):
            held = tuple(cased_words(one.spelling))
            if 0 < len(held) <= _MOST_IN_SPELLING:
                self.by_words.setdefault(held[0], {}).setdefault(held, []).append(at)
        self._near: dict[str, list[str]] = {}

    @property
    def most_compared(self) -> int:
        """How many words can be compared with all of these."""
        return -(-_MOST_COMPARED // len(self.choices)) if self.choices else _MOST_COMPARED

    def is_near(self, word: str) -> bool:
        """Whether it may be another spelling of a known one."""
        return bool(self.near(word))

    def is_like(self, word: str) -> bool:
        """Whether it could be another spelling of a known one that it is not itself."""
        return word not in self.names_of and _may_be_name(word) and self.is_near(word)

    def near(self, word: str) -> list[str]:
        """The words that it may be another spelling of, the likest first."""
        found = self._near.get(word)
        if found is None:
            found = self._near[word] = _nearest(word, self.choices)
        return found

    def meant(self, word: str, names: Set[str | None]) -> tuple[str, str]:
        """The likest word of a spelling of one of the names, and the name; both empty where there is none."""
        for near in self.near(word):
            if meant := self.names_of[near].keys() & names:
                return near, next(name for name in self.names_of[near] if name in meant)
        return "", ""


class Looks:
    """What is known above the events by which each of them is looked at."""

    def __init__(
        self,
        names: Mapping[str, Name] | None,
        listed: Sequence[AlsoSpelled],
        sources: Mapping[str, Source] | None,
        zone: str | None,
    ) -> None:
        """What stands below the events is None: of that nothing can be said."""
        self.spelled = None if names is None else Spelled(names, listed)
        self.zone = zone
        """The time zone of the file."""
        self.published: dict[str, _Published] = {}
        for key, source in (sources or {}).items():
            span = understood(source.published)
            if span is not None and span.latest is not None:
                self.published[key] = _Published(span, day_iso(span.latest))

    def early(self, event: Event) -> list[tuple[int, str]]:
        """The passages that are from before the event, each with the day on which it was published."""
        # A note is where an editor says how they know the date, or of what the passage speaks.
        if not self.published or event.date is None or event.note:
            return []
        return [
            (at, self.published[quote.source or ""].said)
            for at, quote in enumerate(event.quotes)
            if not quote.note and self._is_early(quote.source, event.date)
        ]

    def leap(self, event: Event) -> Leap | None:
        """What clocks did at the time of day of the event, where they were set then."""
        # A time with an offset is longer than one without, and most events have no time at all.
        timed = event.date is not None and event.date[10:11] == "T" and len(event.date) <= _LONGEST_TIME
        span = understood(event.date) if timed and self.zone is not None else None
        return None if span is None or self.zone is None else leap(span, self.zone)

    def _is_early(self, source: str | None, date: str) -> bool:
        published = self.published.get(source or "")
        if published is None:
            return False
        # Dates that begin with a year of four digits stand in the order of their letters.
        if date[:4].isdigit() and date[:10] <= published.iso and (len(date) <= 10 or date[10] != "T"):
            return False
        span = understood(date)
        return span is not None and surely_before(published.span, span)


NOTHING_ABOVE = Looks(None, (), None, None)
"""Nothing is known above the events."""


class Facts:
    """The sum of what is known of some events."""

    def __init__(self, looks: Looks) -> None:
        self.words: dict[str, None] = {}
        """The words of passages that no name is spelled with, in their order."""
        self.near: dict[str, None] = {}
        """Those of them that are like a spelling."""
        self.compared = 0
        """How many of them were compared with the spellings."""
        self.suspects: dict[str, Suspect] = {}
        """Words that are like a spelling of a name of their event."""
        self.used: dict[int, None] = {}
        """The positions of the listed spellings that an event uses."""
        self.sources: dict[str, None] = {}
        """The sources that are quoted or cited."""
        self.tags: dict[str, Place] = {}
        """The tags, each with its first place."""
        self.early: list[tuple[Place, str, str]] = []
        """Passages from before their event, with the day of publication and the date of the event."""
        self.leaps: list[tuple[Place, str, float, float]] = []
        """The times of day at which clocks were set, each with its date and the offsets."""
        self._looks = looks
        self._spelled = looks.spelled
        self._known = {*looks.spelled.names_of} if looks.spelled else set[str]()
        self._unused = unused_of(looks.spelled)

    @property
    def has_room(self) -> bool:
        """Whether some more words would change nothing for those that come after them."""
        most = self._spelled.most_compared if self._spelled else _MOST_COMPARED
        return len(self._known) < _MOST_WORDS // 2 and self.compared < most // 2

    def add(self, number: int, event: Event, written: Written = tuple) -> None:
        """Add those of one event that stands below the others."""
        if self._spelled is not None:
            self._add_words(self._spelled, number, event, written)
        if len(self.sources) < _MOST_QUOTED:
            self.sources.update(dict.fromkeys([source for source in event.reported_by if source]))
        for at, tag in enumerate(event.tags):
            if tag not in self.tags and len(self.tags) < _MOST_TAGS:
                self.tags[tag] = number, tuple(written(("tags", at)))
        for at, iso in self._looks.early(event) if len(self.early) < _MOST_EARLY else ():
            self.early.append(((number, tuple(written(("quotes", at, "source")))), iso, event.date or ""))
        if len(self.leaps) < _MOST_LEAPS and (leapt := self._looks.leap(event)) is not None:
            self.leaps.append(((number, tuple(written(("date",)))), event.date or "", *leapt))

    def plain(self) -> tuple[Any, ...]:
        """All of it as values that can be sent."""
        words_, near, used, sources = [*self.words], [*self.near], [*self.used], [*self.sources]
        return words_, near, self.suspects, used, sources, self.tags, self.early, self.leaps

    def join(self, plain: Sequence[Any], first: int) -> None:
        """Add the sum of other events that stand below, of which the first has this number."""
        words_, near, suspects, used, sources, tags, early, leaps = plain
        self._judge(words_, {*near}.__contains__)
        for word, (number, *suspect) in suspects.items():
            self._suspect(word, (number + first, *suspect))
        self.used.update(dict.fromkeys(used))
        if len(self.sources) < _MOST_QUOTED:
            self.sources.update(dict.fromkeys(sources))
        for tag, (number, path) in tags.items():
            if tag not in self.tags and len(self.tags) < _MOST_TAGS:
                self.tags[tag] = number + first, path
        for (number, path), *said in early[: max(_MOST_EARLY - len(self.early), 0)]:
            self.early.append(((number + first, path), *said))
        for (number, path), *told in leaps[: max(_MOST_LEAPS - len(self.leaps), 0)]:
            self.leaps.append(((number + first, path), *told))

    def _add_words(self, spelled: Spelled, number: int, event: Event, written: Written) -> None:
        held = [word for quote in event.quotes for word in cased_words(quote.exact)]
        if not self._known.issuperset(held):
            self._judge(held, spelled.is_near)
        if self.near and not self.near.keys().isdisjoint(held):
            names = {*event.names, *(quote.speaker for quote in event.quotes)}
            for word in held:
                if word in self.near and word not in self.suspects:
                    near, name = spelled.meant(word, names)
                    path = written(("quotes", _holder(event, word), "exact")) if name else ()
                    self._suspect(word, (number, tuple(path), near, name))
        if self._unused:
            self._use(held)
            texts = (event.title, event.summary, event.note, *event.disputes.values())
            self._use(cased_words("\n".join(filter(None, texts))))

    def _judge(self, held: Iterable[str], is_near: Callable[[str], bool]) -> None:
        """Look at words that were not seen before: one with a capital may be like a known one."""
        known, most = self._known, self._spelled.most_compared if self._spelled else 0
        for word in held:
            if word in known or len(known) > _MOST_WORDS:
                continue
            known.add(word)
            self.words[word] = None
            if _may_be_name(word) and self.compared < most:
                self.compared += 1
                if is_near(word):
                    self.near[word] = None

    def _suspect(self, word: str, suspect: Suspect) -> None:
        is_new = word in self.near and word not in self.suspects
        if suspect[-1] and is_new and len(self.suspects) < _MOST_SUSPECTS:
            self.suspects[word] = suspect

    def _use(self, held: Sequence[str]) -> None:
        for spelling in used_of(held, self._unused):
            self.used.update(dict.fromkeys(self._unused[spelling[0]].pop(spelling)))
            if not self._unused[spelling[0]]:
                del self._unused[spelling[0]]


def unused_of(spelled: Spelled | None) -> dict[str, dict[_Words, list[int]]]:
    """The listed spellings by their words, to take away those that are used."""
    return {first: dict(alike) for first, alike in (spelled.by_words if spelled else {}).items()}


def used_of(held: Sequence[str], unused: Mapping[str, Mapping[_Words, object]]) -> list[_Words]:
    """The spellings of which all words stand among the others, one after the other."""
    if unused.keys().isdisjoint(held):
        return []
    starts: dict[str, list[int]] = {}
    for at, word in enumerate(held):
        if word in unused:
            starts.setdefault(word, []).append(at)
    used: list[_Words] = []
    for word, places in starts.items():
        lengths = {len(spelling) for spelling in unused[word]}
        runs = {tuple(held[at : at + length]) for length in lengths for at in places}
        used += sorted(runs & unused[word].keys())
    return used


def _may_be_name(word: str) -> bool:
    """Whether it is written like a name, and neither too short nor too long to be compared."""
    return _SHORTEST <= len(word) <= _LONGEST and word[0].isupper()


def _nearest(word: str, choices: Sequence[str]) -> list[str]:
    """The words that it may be another spelling of, the likest first; not those that it is a form of."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(word, choices, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=5)
    return [other for other, _, _ in found if not _is_form(word, other)]


def _is_form(word: str, other: str) -> bool:
    """Whether the two differ in their endings only, as Russia and Russian do."""
    shorter = min(len(word), len(other))
    return word[: shorter - 1].lower() == other[: shorter - 1].lower()


def _holder(event: Event, word: str) -> int:
    """The position of the first passage that has the word."""
    return next(at for at, quote in enumerate(event.quotes) if word in cased_words(quote.exact))
