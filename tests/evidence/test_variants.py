"""Passages of one family that are one passage in different words."""

from __future__ import annotations

from pathlib import Path

from timeline_tui.evidence.accounts import Pair, pairs
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Quote, families

SHIPPED = Path(__file__).parents[2] / "data" / "raids.timeline.yaml"
KIN = {"herald": "herald", "mirror": "herald", "echo": "herald", "gazette": "gazette"}
FIRE = "There was a firefight, but there was no breakthrough at the border."
EXCHANGE = "There was an exchange of fire, but there was no breakthrough at the border."
FLIGHT = "The legion claimed that Russian forces had fled and abandoned equipment."


def quote(exact: str, source: str | None, variant_of: str | None = None) -> Quote:
    return Quote(exact=exact, source=source, variant_of=variant_of)


def test_what_the_file_says_is_confirmed_however_unlike_it_is() -> None:
    held = [quote(FIRE, "herald"), quote(FLIGHT, "gazette", "herald")]
    assert pairs(held, KIN) == [Pair(0, 1, confirmed=True)]


def test_what_is_alike_in_a_family_is_offered_and_not_confirmed() -> None:
    held = [quote(EXCHANGE, "mirror"), quote(FIRE, "herald"), quote(FLIGHT, "herald")]
    assert pairs(held, KIN) == [Pair(1, 0, confirmed=False)], "the text at the root is the original"


def test_independent_sources_are_never_paired() -> None:
    assert (
        pairs([quote(FIRE, "herald"), quote(FIRE, "gazette"), quote(FIRE, None), quote(FIRE, "?")], KIN) == []
    )


def test_each_passage_is_paired_with_the_likest_of_another_source_once() -> None:
    held = [
        quote(FIRE, "herald"),
        quote(EXCHANGE, "herald"),
        quote(EXCHANGE, "mirror"),
        quote(FIRE, "mirror"),
    ]
    assert pairs(held, KIN) == [Pair(1, 2, confirmed=False), Pair(0, 3, confirmed=False)]


def test_what_is_confirmed_is_not_offered_again() -> None:
    held = [quote(FIRE, "herald"), quote(EXCHANGE, "mirror", "herald"), quote(EXCHANGE, "echo")]
    assert Pair(0, 1, confirmed=True) in pairs(held, KIN)
    assert [pair for pair in pairs(held, KIN) if pair.confirmed is False] == [
        Pair(0, 2, confirmed=False),
        Pair(1, 2, confirmed=False),
    ]


def test_a_hundred_long_passages_are_no_burden() -> None:
    held = [quote(FIRE * 1000, "herald" if at % 2 else "mirror") for at in range(400)]
    assert len(pairs(held, KIN)) <= 40


def test_every_passage_of_the_copy_that_ships_is_confirmed() -> None:
    reading = Reading(SHIPPED, SHIPPED.name)
    events = list(reading.events())
    kin = families(reading.timeline.sources)
    copied = [quote for event in events for quote in event.quotes if quote.source == "newsweek-reworded"]
    found = [pair for event in events for pair in pairs(event.quotes, kin)]
    assert len(found) == len(copied) == 22
    assert all(pair.confirmed for pair in found)


def test_without_the_file_saying_so_the_program_finds_the_same() -> None:
    reading = Reading(SHIPPED, SHIPPED.name)
    events = list(reading.events())
    kin = families(reading.timeline.sources)
    for event in events:
        told = [(pair.original, pair.variant) for pair in pairs(event.quotes, kin)]
        silent = [Quote(exact=held.exact, source=held.source) for held in event.quotes]
        assert [(pair.original, pair.variant) for pair in pairs(silent, kin)] == told
