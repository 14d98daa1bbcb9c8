"""The way deeper and back."""

from __future__ import annotations

from timeline_tui.session.journey import TOP, Bookmark, Journey, PagePosition

START = Bookmark("list", 4, above=2)


def test_coming_back_leads_through_every_place_as_it_was_left() -> None:
    journey = Journey(START)
    event = Bookmark("event", 4, spot=PagePosition(2, 7))
    journey.go(START, Bookmark("event", 4))
    journey.go(event, Bookmark("source", 4, source="herald"))
    assert journey.back() == event
    assert journey.back() == START
    assert journey.back() is None
    assert journey.here == START


def test_list_goes_along_when_the_page_moves_on() -> None:
    journey = Journey(START)
    journey.go(START, Bookmark("event", 4, spot=PagePosition(1, 1)))
    journey.moved(5, 3)
    assert journey.here == Bookmark("event", 5, spot=TOP)
    assert journey.back() == Bookmark("list", 5, above=3)


def test_page_that_led_to_a_part_stays_what_it_was() -> None:
    journey = Journey(START)
    whole = Bookmark("event", 4, spot=PagePosition(3, 0))
    journey.go(START, whole)
    journey.go(whole, Bookmark("event", 7))
    journey.moved(8, 0)
    assert journey.back() == whole
    assert journey.back() == START


def test_events_that_are_gone_are_left_out_of_the_way_back() -> None:
    journey = Journey(START)
    journey.go(START, Bookmark("event", 4))
    journey.go(Bookmark("event", 9), Bookmark("source", 9, source="herald"))
    journey.renumber({rank: None if rank == 9 else rank + 1 for rank in journey.ranks})
    assert journey.back() == START._replace(rank=5)
    assert not journey.deep


def test_the_way_out_leads_to_the_list_when_every_event_is_gone() -> None:
    journey = Journey(Bookmark("list", 3))
    journey.go(journey.here, Bookmark("event", 3))
    journey.renumber(dict.fromkeys(journey.ranks))
    assert journey.back() == Bookmark("list", 3)
    assert journey.back() is None
