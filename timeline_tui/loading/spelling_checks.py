"""Spellings in passages that no name lists though they look like one, and listed ones that nothing uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.loading.item import Item
from timeline_tui.loading.report import Report, Spot
from timeline_tui.loading.values import shorten
from timeline_tui.model.spellings import spellings, words
from timeline_tui.model.timeline import Event, Name, Timeline

# Two spellings of one name differ by a letter in five to nine, two in ten to fourteen. A shorter word is like
# too many others.
_ALIKE = 0.8
_SHORTEST = 5
# After so many different words, and so many comparisons, no more are looked at.
_MOST_WORDS = 50_000
_MOST_COMPARED = 5_000_000
_MOST_SUSPECTS = 500
_MOST_LISTED = 20_000


class Listed(NamedTuple):
    """A spelling under `also`, and where it stands."""

    name: str
    spelling: str
    spot: Spot


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
        self._names_of: dict[str, dict[str, None]] = {}
        self._choices: list[str] = []
        self._known: set[str] = set()
        self._left = _MOST_COMPARED
        self._near: dict[str, list[str]] = {}
        self._suspects: dict[str, _Suspect] = {}
        self._unused: dict[str, list[Listed]] = {}

    def begin(self, names: Mapping[str, Name], listed: Sequence[Listed]) -> None:
        """Take the names that stand above the events."""
        self.on = True
        for key, name in names.items():
            for spelling in spellings(name):
                for word in words(spelling):
                    self._names_of.setdefault(word, {})[key] = None
        self._known.update(self._names_of)
        self._choices = [word for word in self._names_of if len(word) >= _SHORTEST]
        for one in listed[:_MOST_LISTED]:
            if held := words(one.spelling):
                self._unused.setdefault(held[0], []).append(one)

    def take(self, event: Event, item: Callable[[], Item]) -> None:
        """Look at the passages of an event, and at its other texts while any spelling is still unused."""
        held = words("\n".join([quote.exact for quote in event.quotes]))
        if not self._known.issuperset(held):
            self._judge(held)
        if self._near and (suspects := self._near.keys() & set(held)):
            self._suspect(event, suspects, item)
        if self._unused:
            self._use(held)
            texts = (event.title, event.summary, event.note, *event.disputes.values())
            self._use(words("\n".join(filter(None, texts))))

    def _judge(self, held: Iterable[str]) -> None:
        """Look at words that were not seen before: one with a capital may be like a known one."""
        for word in held:
            if word in self._known or len(self._known) > _MOST_WORDS:
                continue
            self._known.add(word)
            if len(word) >= _SHORTEST and word[0].isupper() and self._left > 0:
                self._left -= len(self._choices)
                if near := _nearest(word, self._choices):
                    self._near[word] = near

    def _suspect(self, event: Event, suspects: Iterable[str], item: Callable[[], Item]) -> None:
        """Keep the words that are like a spelling of a name of this event, each with its first place."""
        names = {*event.names, *(quote.speaker for quote in event.quotes)}
        for word in suspects:
            if word in self._suspects or len(self._suspects) >= _MOST_SUSPECTS:
                continue
            near, name = self._meant(word, names)
            if name:
                at = next(at for at, quote in enumerate(event.quotes) if word in words(quote.exact))
                self._suspects[word] = _Suspect(item().spot(("quotes", at, "exact")), item().home, near, name)

    def _meant(self, word: str, names: Collection[str | None]) -> tuple[str, str]:
        """The likest word of a spelling of one of the names, and the name; both empty where there is none."""
        meant = ((near, name) for near in self._near[word] for name in self._names_of[near] if name in names)
        return next(meant, ("", ""))

    def _use(self, held: Sequence[str]) -> None:
        for word in self._unused.keys() & set(held):
            left = [one for one in self._unused[word] if not _holds(held, words(one.spelling))]
            if left:
                self._unused[word] = left
            else:
                del self._unused[word]

    def settle(self, timeline: Timeline) -> None:
        """With the whole file read, report what is left of the suspicions.

        What the title of a source has, or the name's own note speaks of, is used as well.
        """
        for source in timeline.sources.values() if self._unused else ():
            self._use(words(source.title or ""))
        self._use(words(f"{timeline.title}\n{timeline.summary}"))
        for word, suspect in self._suspects.items():
            # A word that also stands with a small letter somewhere is no name.
            if word.lower() not in self._known:
                self._tell_near(word, suspect)
        for one in (one for waiting in self._unused.values() for one in waiting):
            if _holds(words(timeline.names[one.name].note or ""), words(one.spelling)):
                continue
            message = f"no passage and no event uses the spelling {shorten(one.spelling)}"
            hint = "take it out, or look for it in the passages"
            self._report.add(
                "unused-spelling", message, one.spot, f"listed for {shorten(one.name)}", hint=hint
            )

    def _tell_near(self, word: str, suspect: _Suspect) -> None:
        message = f"{shorten(word)} is close to {shorten(suspect.near)} and listed nowhere"
        hint = f"if it is the same, add the spelling to `also` of {shorten(suspect.name)}"
        label = f"{shorten(word)} stands in this passage"
        related = [(suspect.home, "in this event")] if suspect.home.line != suspect.spot.line else []
        self._report.add("near-spelling", message, suspect.spot, label, hint=hint, related=related)


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


def _holds(held: Sequence[str], spelling: Sequence[str]) -> bool:
    """Whether the words of the spelling stand among the others, one after the other."""
    length = len(spelling)
    first = spelling[0]
    return any(word == first and held[at : at + length] == spelling for at, word in enumerate(held))
