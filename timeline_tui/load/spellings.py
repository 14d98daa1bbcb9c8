"""Spellings in passages that no name lists though they look like one, and listed ones that nothing uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from timeline_tui.load.item import Item
from timeline_tui.model.folding import cased_words
from timeline_tui.model.spellings import spellings
from timeline_tui.model.timeline import Event, Name, Timeline
from timeline_tui.yamlfile.places import Report, Spot
from timeline_tui.yamlfile.values import shorten

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


class Listed(NamedTuple):
    """A spelling under `also`, and where it stands."""

    name: str
    spelling: str
    spot: Spot


Glance = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]
"""Words of an event not seen before, those that may be like a known one, and the listed spellings it uses."""


_Words = tuple[str, ...]
_Unused = dict[str, dict[_Words, list[Listed]]]
"""Listed spellings by their first word, and by all of their words."""


class _Suspect(NamedTuple):
    spot: Spot
    home: Spot
    near: str
    name: str


class SpellingChecks:
    """Looks at the words of events as they come by; for names that stand below them it can say nothing."""

    def __init__(self, report: Report) -> None:
        self.on = False
        """Whether the names are known."""
        self._report = report
        self._names: Mapping[str, Name] = {}
        self.listed: Sequence[Listed] = ()
        """The spellings under `also`, in the order of the file."""
        self._names_of: dict[str, dict[str, None]] = {}
        self._choices: list[str] = []
        self._known: set[str] = set()
        self._left = _MOST_COMPARED
        self._near: dict[str, list[str]] = {}
        self._suspects: dict[str, _Suspect] = {}
        self._unused: _Unused = {}

    @property
    def near(self) -> set[str]:
        """The words that are like a known one, in small letters."""
        return {word.lower() for word in self._near}

    @property
    def has_room(self) -> bool:
        """Whether some more words would change nothing for those that come after them."""
        return len(self._known) < _MOST_WORDS // 2 and self._left > _MOST_COMPARED // 2

    def has_like(self, held: Iterable[str]) -> bool:
        """Whether one of the words could be another spelling of a known one."""
        new = (word for word in held if word not in self._names_of and _may_be_name(word))
        return any(_nearest(word, self._choices) for word in new)

    def begin(self, names: Mapping[str, Name], listed: Sequence[Listed]) -> None:
        """Take the names that stand above the events."""
        self.on = True
        self._names = names
        for key, name in names.items():
            for spelling in spellings(name):
                for word in cased_words(spelling):
                    self._names_of.setdefault(word, {})[key] = None
        self._known.update(self._names_of)
        self._choices = [word for word in self._names_of if _SHORTEST <= len(word) <= _LONGEST]
        self.listed = listed
        for one in listed[:_MOST_LISTED]:
            held = tuple(cased_words(one.spelling))
            if 0 < len(held) <= _MOST_IN_SPELLING:
                self._unused.setdefault(held[0], {}).setdefault(held, []).append(one)

    def glances(self) -> SpellingGlances | None:
        """Looks at events elsewhere for these checks."""
        return SpellingGlances(self._names, self.listed) if self.on else None

    def take(self, event: Event, item: Callable[[], Item]) -> None:
        """Look at the passages of an event, and at its other texts while any spelling is still unused."""
        held = cased_words("\n".join([quote.exact for quote in event.quotes]))
        if not self._known.issuperset(held):
            self._judge(held)
        if self._near and not self._near.keys().isdisjoint(held):
            self._suspect(event, [word for word in dict.fromkeys(held) if word in self._near], item)
        self._use_all(event, held)

    def believe(self, glance: Glance, load: Callable[[], tuple[Event, Callable[[], Item]]]) -> None:
        """Take what was seen of an event where it was read; `load` reads it here."""
        new, alike, used = glance
        self._judge(new)
        suspects = [word for word in alike if word in self._near and word not in self._suspects]
        if suspects and len(self._suspects) < _MOST_SUSPECTS:
            self._suspect(suspects=suspects, event=(loaded := load())[0], item=loaded[1])
        for position in used:
            self._drop(tuple(cased_words(self.listed[position].spelling)))

    def _use_all(self, event: Event, held: Sequence[str]) -> None:
        if self._unused:
            self._use(held)
            texts = (event.title, event.summary, event.note, *event.disputes.values())
            self._use(cased_words("\n".join(filter(None, texts))))

    def _judge(self, held: Iterable[str]) -> None:
        """Look at words that were not seen before: one with a capital may be like a known one."""
        for word in held:
            if word in self._known or len(self._known) > _MOST_WORDS:
                continue
            self._known.add(word)
            if _may_be_name(word) and self._left > 0:
                self._left -= len(self._choices)
                if near := _nearest(word, self._choices):
                    self._near[word] = near

    def _suspect(self, event: Event, suspects: Iterable[str], item: Callable[[], Item]) -> None:
        """Keep the words that are like a spelling of a name of this event, each with its first place."""
        names = {*event.names, *(quote.speaker for quote in event.quotes)}
        holders: dict[str, int] = {}
        for word in suspects:
            if word in self._suspects or len(self._suspects) >= _MOST_SUSPECTS:
                continue
            near, name = self._meant(word, names)
            if name:
                holders = holders or _holders(event)
                spot = item().spot(("quotes", holders[word], "exact"))
                self._suspects[word] = _Suspect(spot, item().home, near, name)

    def _meant(self, word: str, names: Set[str | None]) -> tuple[str, str]:
        """The likest word of a spelling of one of the names, and the name; both empty where there is none."""
        for near in self._near[word]:
            if meant := self._names_of[near].keys() & names:
                return near, next(name for name in self._names_of[near] if name in meant)
        return "", ""

    def _use(self, held: Sequence[str]) -> None:
        for spelling in _used(held, self._unused):
            self._drop(spelling)

    def _drop(self, spelling: _Words) -> list[Listed]:
        """Look no more for a spelling, of whatever names it is."""
        alike = self._unused.get(spelling[0], {})
        dropped = alike.pop(spelling, [])
        if not alike:
            self._unused.pop(spelling[0], None)
        return dropped

    def settle(self, timeline: Timeline) -> None:
        """With the whole file read, report what is left of the suspicions.

        What the title of a source has, or the name's own note speaks of, is used as well.
        """
        for source in timeline.sources.values() if self._unused else ():
            self._use(cased_words(source.title or ""))
        self._use(cased_words(f"{timeline.title}\n{timeline.summary}"))
        for word, suspect in self._suspects.items():
            # A word that also stands with a small letter somewhere is no name.
            if word.lower() not in self._known:
                self._tell_near(word, suspect)
        noted = {
            (key, spelling)
            for key, name in (timeline.names.items() if self._unused else ())
            for spelling in _used(cased_words(name.note or ""), self._unused)
        }
        for alike in self._unused.values():
            for spelling, listed in alike.items():
                for one in (one for one in listed if (one.name, spelling) not in noted):
                    self._tell_unused(one)

    def _tell_unused(self, one: Listed) -> None:
        message = f"no passage and no event uses the spelling {shorten(one.spelling)}"
        hint = "take it out, or look for it in the passages"
        self._report.add("unused-spelling", message, one.spot, f"listed for {shorten(one.name)}", hint=hint)

    def _tell_near(self, word: str, suspect: _Suspect) -> None:
        message = f"{shorten(word)} is close to {shorten(suspect.near)} and listed nowhere"
        hint = f"if it is the same, add the spelling to `also` of {shorten(suspect.name)}"
        label = f"{shorten(word)} stands in this passage"
        related = [(suspect.home, "in this event")] if suspect.home.line != suspect.spot.line else []
        self._report.add("near-spelling", message, suspect.spot, label, hint=hint, related=related)


class SpellingGlances(SpellingChecks):
    """The same in another process: it tells only what the checks of the whole file must know of an event."""

    def __init__(self, names: Mapping[str, Name], listed: Sequence[Listed]) -> None:
        super().__init__(Report(""))
        self.begin(names, listed)
        self._positions = {id(one): position for position, one in enumerate(listed)}
        self._used: list[int] = []

    def of(self, event: Event) -> Glance | None:
        """What is new in this event; None where that is nothing."""
        held = cased_words("\n".join([quote.exact for quote in event.quotes]))
        new = () if self._known.issuperset(held) else tuple(self._new(held))
        alike: tuple[str, ...] = ()
        if self._near and not self._near.keys().isdisjoint(held):
            names = {*event.names, *(quote.speaker for quote in event.quotes)}
            alike = tuple(word for word in dict.fromkeys(held) if self._may_be_meant(word, names))
        self._use_all(event, held)
        used, self._used = tuple(self._used), []
        return (new, alike, used) if new or alike or used else None

    def _new(self, held: Iterable[str]) -> Iterator[str]:
        for word in held:
            if word in self._known:
                continue
            self._known.add(word)
            yield word
            if _may_be_name(word):
                # Nobody here knows what was compared elsewhere: what was not is left open.
                near = _nearest(word, self._choices) if self._left > 0 else []
                if near or self._left <= 0:
                    self._near[word] = near
                self._left -= len(self._choices)

    def _may_be_meant(self, word: str, names: Set[str | None]) -> bool:
        near = self._near.get(word)
        return near is not None and (not near or bool(self._meant(word, names)[1]))

    def _drop(self, spelling: _Words) -> list[Listed]:
        dropped = super()._drop(spelling)
        self._used += (self._positions[id(one)] for one in dropped)
        return dropped


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


def _holders(event: Event) -> dict[str, int]:
    """The words of its passages, each with the position of the first passage that has it."""
    holders: dict[str, int] = {}
    for at, quote in enumerate(event.quotes):
        for word in cased_words(quote.exact):
            holders.setdefault(word, at)
    return holders


def _used(held: Sequence[str], unused: _Unused) -> list[_Words]:
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
