"""Whether the checks find the same problems after some events changed, so that they need not run again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.loading.checking.checks import Checks
from timeline_tui.loading.checking.spelling_checks import SpellingChecks
from timeline_tui.loading.checking.suggestions import near_pairs
from timeline_tui.loading.event_making import Fact
from timeline_tui.model.spellings import words
from timeline_tui.model.timeline import Event

# Of no event by its id, nor of what one asks.
_OF_NO_OTHER = {
    *("near-spelling", "unused-spelling", "unused-source", "near-tag"),
    *("report-before-event", "skipped-time", "doubled-time"),
}
# Of more different tags nobody is told.
_MOST_TAGS = 1_000


class Whole(NamedTuple):
    """What the whole file has beside the events that changed."""

    reports: Mapping[str, int]
    """How many passages are taken from each source and events cite it, without the events as they were."""
    tags: Mapping[str, int]
    """How many events have each tag, without the events as they were."""
    spelled: Mapping[tuple[str, str], int]
    """How many passages use each spelling of a name, without those of the events as they were."""
    near: Collection[str]
    """The words that are like a spelling, in small letters."""
    problems: Sequence[Problem]


def stay_quiet(
    checks: Checks, whole: Whole, olds: Sequence[Event], facts: Sequence[Fact], news: Sequence[Event]
) -> bool:
    """Whether no check has more to say, or less, with the new events in the place of the old."""
    codes = {problem.code for problem in whole.problems}
    same = [event.id for event in olds] == [event.id for event in news] and _asked(olds) == _asked(news)
    return (
        "part-of-loop" not in codes
        and (same or codes <= _OF_NO_OTHER)
        and all(fact.key is not None and not _is_mistimed(fact) for fact in facts)
        and _are_quoted_alike(whole, olds, news)
        and _are_tagged_alike(whole, codes, olds, news)
        and _are_spelled_alike(checks.spellings, whole, codes, olds, news)
    )


def _asked(events: Sequence[Event]) -> list[str]:
    return [dispute for event in events for dispute in event.all_disputes]


def _is_mistimed(fact: Fact) -> bool:
    """Whether a passage of the event is from before it, or its own time is one of no clock."""
    suggestion = None if fact.glance is None else fact.glance[1]
    return suggestion is not None and any(suggestion[2:])


def _are_quoted_alike(whole: Whole, olds: Sequence[Event], news: Sequence[Event]) -> bool:
    """Whether the same sources are quoted or cited at all."""
    before, after = ({one for event in events for one in event.reported_by} for events in (olds, news))
    return all(source is None or whole.reports.get(source, 0) > 0 for source in before ^ after)


def _are_tagged_alike(whole: Whole, codes: set[str], olds: Sequence[Event], news: Sequence[Event]) -> bool:
    """Whether nothing more is to be said of tags, nor less."""
    before, after = (dict.fromkeys(tag for event in events for tag in event.tags) for events in (olds, news))
    if list(before) == list(after):
        return True
    every = [tag for tag, events in whole.tags.items() if events]
    if "near-tag" in codes or len(every) + len(after) >= _MOST_TAGS:
        return False
    fresh = [tag for tag in after if tag not in whole.tags or not whole.tags[tag]]
    return not fresh or not any(near_pairs([*every, *fresh]))


def _are_spelled_alike(
    spellings: SpellingChecks, whole: Whole, codes: set[str], olds: Sequence[Event], news: Sequence[Event]
) -> bool:
    other = _other_words({event.id: event for event in olds}, {event.id: event for event in news})
    if any(word.lower() in whole.near for word in other) or spellings.has_like(other):
        return False
    used, uses = _listed(spellings, olds), _listed(spellings, news)
    elsewhere = {one for one, passages in whole.spelled.items() if passages > 0}
    return used - uses <= elsewhere and ("unused-spelling" not in codes or uses - used <= elsewhere)


def _other_words(olds: Mapping[str | None, Event], news: Mapping[str | None, Event]) -> set[str]:
    """The words that are in an event now or were, and all of those whose names are others."""
    other: set[str] = set()
    for id_ in olds.keys() | news.keys():
        both = [held[id_] for held in (olds, news) if id_ in held]
        held = [{*words("\n".join([quote.exact for quote in event.quotes]))} for event in both]
        names = [{*event.names, *(quote.speaker for quote in event.quotes)} for event in both]
        alike = len(both) == 2 and names[0] == names[1]
        other |= held[0] ^ held[1] if alike else set().union(*held)
    return other


def _listed(spellings: SpellingChecks, events: Sequence[Event]) -> set[tuple[str, str]]:
    """The listed spellings that they use, each with its name."""
    glances = spellings.glances()
    if glances is None:
        return set()
    seen = (glances.of(event) for event in events)
    used = (spellings.listed[at] for glance in seen if glance is not None for at in glance[2])
    return {(one.name, one.spelling) for one in used}
