"""Makes the index of a timeline as it could be known on a day out of the index of the whole."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence

from timeline_tui.evidence.as_of import KnownBy
from timeline_tui.index.reader import Index
from timeline_tui.index.times import Zones
from timeline_tui.index.writer import Writer
from timeline_tui.model.days import day_iso
from timeline_tui.model.timeline import Timeline

_LOT = 500
_HIDDEN = -1


def write_known_by(index: Index, day: int, writer: Writer, progress: Callable[[int, int], None]) -> None:
    """Write what could be known on the day, in the order of the file, so that equal dates keep theirs."""
    known = KnownBy(day, index.sources(), index.about.zone)
    whole = 2 * index.about.events
    writer.expect(index.names())
    numbers = _write_events(index, known, writer, lambda read: progress(read, whole))
    facts = {
        "as_of": day_iso(day),
        "hidden_events": known.hidden.events,
        "undated_events": known.hidden.undated_events,
        "hidden_passages": known.hidden.passages,
        "undated_passages": known.hidden.undated,
    }
    writer.finish(
        _timeline(index, known),
        parents_left(index.parents(), numbers),
        index.problems(),
        index.more_problems,
        zones=_zones_left(index, numbers),
        known_by=facts,
        progress=lambda arranged: progress(whole // 2 + arranged, whole),
    )


def _write_events(
    index: Index, known: KnownBy, writer: Writer, progress: Callable[[int], None]
) -> Sequence[int]:
    """The new number of each event, or that it is hidden."""
    numbers = array("q")
    unasked: dict[str, str] = {}
    answered: set[str] = set()
    shown = 0
    for event in index.every_in_file():
        left = known.left(event)
        if left is None:
            numbers.append(_HIDDEN)
            unasked.update(event.disputes)
        else:
            numbers.append(shown)
            shown += 1
            writer.add(left)
            answered.update(quote.dispute for quote in left.quotes if quote.dispute)
        progress(len(numbers))
    # The event that asks is hidden, and what answers it from another event is not.
    writer.ask({dispute: question for dispute, question in unasked.items() if dispute in answered})
    return numbers


def _timeline(index: Index, known: KnownBy) -> Timeline:
    about = index.about
    return Timeline(
        title=about.title,
        summary=about.summary,
        license=about.license,
        timezone=about.timezone,
        sources=known.sources(),
        names=index.names(),
    )


def _zones_left(index: Index, numbers: Sequence[int]) -> Zones:
    """The zones by the new numbers; what all times shared before, they share with fewer events too."""
    if (zone := index.about.zone) is not None:
        return [(0, zone)]
    return [(sum(number != _HIDDEN for number in numbers[:first]), zone) for first, zone in index.zones]


def parents_left(parents: Mapping[int, int], numbers: Sequence[int]) -> dict[int, int]:
    """The parents among the events that are left, by their new numbers.

    What was part of a hidden event is part of the next one above that is not.
    """
    left: dict[int, int] = {}
    above: dict[int, int | None] = {}
    for number, parent in parents.items():
        if numbers[number] != _HIDDEN and (shown := _shown(parent, parents, numbers, above)) is not None:
            left[numbers[number]] = numbers[shown]
    return left


def _shown(
    number: int | None, parents: Mapping[int, int], numbers: Sequence[int], above: dict[int, int | None]
) -> int | None:
    """The event itself or the next one above it that is not hidden; `above` keeps what is known."""
    passed: list[int] = []
    while number is not None and numbers[number] == _HIDDEN:
        if number in above:
            number = above[number]
            break
        passed.append(number)
        number = parents.get(number)
    above.update(dict.fromkeys(passed, number))
    return number
