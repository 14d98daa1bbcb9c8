"""What could be known on a day, held against the plainest answer."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.evidence.as_of import KnownBy, last_day
from timeline_tui.model.dates import parse
from timeline_tui.model.span import NotADate
from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.model.zones import Zone

DAY = "2024-03-12"
ON_THE_DAY = parse(DAY).latest or 0
DATES = (
    DAY,
    "2024-03-13",
    "2024-03",
    "2024",
    "2023-12-31",
    "[2024-03-12..2024-03-17]",
    "2024-04~",
    "../2025",
)
IDS = "abcdef"


def known_by(**sources: Source) -> KnownBy:
    """What could be known on the day."""
    return KnownBy(ON_THE_DAY, sources)


@pytest.mark.parametrize(
    ("published", "report"),
    [
        ("2024-03-12", "known"),
        ("2024-03-12T23:59-04:00", "known"),
        ("2024-03-13", "later"),
        ("2024-03", "known"),
        ("2024-04~", "later"),
        ("[2024-03-12..2024-03-17]", "known"),
        ("[2024-03-13..2024-03-17]", "later"),
        ("2024-03-13/..", "later"),
        ("../2024-06", "known"),
        (None, "undated"),
    ],
)
def test_source_counts_from_the_first_day_on_which_it_can_have_reported(
    published: str | None, report: str
) -> None:
    assert known_by(a=Source(published=published)).report("a") == report


@pytest.mark.parametrize(
    ("date", "zone", "is_known"),
    [
        ("2024-03-12T23:00Z", "Europe/Kyiv", False),
        ("2024-03-13T06:00+10:00", "Europe/Kyiv", True),
        ("2024-03-12T23:59", "Europe/Kyiv", True),
        ("2024-03-12T24:00", "Europe/Kyiv", True),
        ("2024-03-13T00:30+02:00", 0, True),
        ("2024-03-13T06:00+10:00", None, False),
    ],
)
def test_a_time_counts_on_its_day_in_the_zone_of_the_file(date: str, zone: Zone, is_known: bool) -> None:
    known = KnownBy(ON_THE_DAY, {"a": Source(published=date)}, zone)
    assert known.report("a") == ("known" if is_known else "later")
    assert (known.left(Event(title="E", date=date)) is not None) is is_known


def test_what_is_not_listed_has_no_date() -> None:
    assert known_by().report("a") == known_by().report(None) == "undated"


def test_copy_with_no_date_is_as_late_as_its_original() -> None:
    later = known_by(a=Source(published="2024-04"), b=Source(derived_from="a"), c=Source(derived_from="b"))
    assert [later.report(key) for key in "abc"] == ["later"] * 3
    known = known_by(a=Source(published="2024-01"), b=Source(derived_from="a"))
    assert [known.report(key) for key in "ab"] == ["known", "undated"]


def test_original_with_no_date_is_as_early_as_its_copy() -> None:
    known = known_by(a=Source(), b=Source(derived_from="a"), c=Source(derived_from="b", published="2024-01"))
    assert [known.report(key) for key in "abc"] == ["known"] * 3
    later = known_by(a=Source(), b=Source(derived_from="a", published="2024-04"))
    assert [later.report(key) for key in "ab"] == ["undated", "later"]


def test_only_what_had_reported_is_a_source_and_families_hold_together() -> None:
    known = known_by(
        late=Source(published="2025"),
        first=Source(published="2024-04", derived_from="lost"),
        copy=Source(published="2024-01", derived_from="first"),
        undated=Source(),
    )
    assert list(known.sources()) == ["first", "copy"]


def test_sources_that_copy_each_other_come_to_an_end() -> None:
    loop = known_by(
        a=Source(derived_from="b"), b=Source(derived_from="a"), c=Source(derived_from="c", published="2023")
    )
    assert [loop.report(key) for key in "abc"] == ["undated", "undated", "known"]


@pytest.mark.parametrize("order", ["abc", "bca", "cab", "cba"])
def test_what_goes_back_to_a_later_source_in_a_circle_is_later_in_whatever_order(order: str) -> None:
    circle = {
        "a": Source(derived_from="b"),
        "b": Source(derived_from="c", published="2025"),
        "c": Source(derived_from="a"),
    }
    known = known_by(**{key: circle[key] for key in order})
    assert [known.report(key) for key in "abc"] == ["later", "later", "later"]


def test_long_chain_of_copies_is_no_burden() -> None:
    count = 50_000
    chain = {f"s{n}": Source(derived_from=f"s{n + 1}") for n in range(count)}
    assert KnownBy(ON_THE_DAY, {**chain, f"s{count}": Source(published="2025")}).report("s0") == "later"
    dated = {key: Source(derived_from=source.derived_from, published="2023") for key, source in chain.items()}
    assert len(KnownBy(ON_THE_DAY, dated).sources()) == count


def event(date: str | None, *sources: str | None) -> Event:
    """An event with a passage of each source."""
    return Event(title="e", date=date, quotes=tuple(Quote(exact="x", source=source) for source in sources))


def test_event_stays_while_a_passage_of_it_does() -> None:
    known = known_by(a=Source(published="2024"), z=Source(published="2025"), n=Source())
    left = known.left(event("2024-03-01", "a", "z", "n"))
    assert left is not None
    assert [quote.source for quote in left.quotes] == ["a"]
    assert (known.hidden.events, known.hidden.passages, known.hidden.undated) == (0, 1, 1)


@pytest.mark.parametrize(
    "hidden", [event("2024-03-01", "z"), event("2024-03-13"), event("2024-03-13", "a"), event(None, "n")]
)
def test_event_is_hidden_with_all_its_passages(hidden: Event) -> None:
    known = known_by(a=Source(published="2024"), z=Source(published="2025"), n=Source())
    assert known.left(hidden) is None
    assert known.hidden.events == 1
    assert known.hidden.passages + known.hidden.undated == len(hidden.quotes)
    undated = sum(quote.source in {None, "n", "nobody"} for quote in hidden.quotes)
    assert known.hidden.undated == undated


@pytest.mark.parametrize(
    ("hidden", "undated"),
    [
        (event("2024-03-01", "n"), 1),
        (event("2024-03-01", None, "z"), 1),
        (event("2024-03-01", "z"), 0),
        (event("2024-03-13", "n"), 0),
        (Event(title="e", date="2024-03-01", sources=("n",)), 1),
        (Event(title="e", date="2024-03-01", sources=("z",)), 0),
    ],
)
def test_event_is_not_said_to_be_unknown_where_nobody_can_tell(hidden: Event, undated: int) -> None:
    known = known_by(z=Source(published="2025"), n=Source())
    assert known.left(hidden) is None
    assert (known.hidden.events, known.hidden.undated_events) == (1, undated)


@pytest.mark.parametrize("date", ["2024-03-12", "2024", "2024-03-01/2025", "../2030", None])
def test_event_with_no_passage_stays_by_its_date(date: str | None) -> None:
    assert known_by().left(event(date)) == event(date)


_sources = st.builds(
    Source, published=st.none() | st.sampled_from(DATES), derived_from=st.none() | st.sampled_from(IDS)
)
_events = st.builds(
    lambda date, sources: event(date, *sources),
    st.none() | st.sampled_from(DATES),
    st.lists(st.none() | st.sampled_from(IDS), max_size=5),
)


@given(st.dictionaries(st.sampled_from(IDS), _sources), st.lists(_events, max_size=8))
def test_nothing_is_lost_and_nothing_comes_too_early(sources: dict[str, Source], events: list[Event]) -> None:
    known = KnownBy(ON_THE_DAY, sources)
    left = [known.left(one) for one in events]
    assert left == [_naively(one, sources) for one in events]
    shown = sum(len(one.quotes) for one in left if one)
    assert shown + known.hidden.passages + known.hidden.undated == sum(len(one.quotes) for one in events)
    assert known.hidden.events == left.count(None)


def _naively(one: Event, sources: Mapping[str, Source]) -> Event | None:
    quotes = [quote for quote in one.quotes if quote.source and _known(quote.source, sources)]
    if (one.date and not _by_then(one.date)) or (one.quotes and not quotes):
        return None
    return event(one.date, *(quote.source for quote in quotes))


def _known(key: str, sources: Mapping[str, Source]) -> bool:
    if key not in sources:
        return False
    published = sources[key].published
    if published is not None:
        return _by_then(published)
    return any(
        key in _above(other, sources) and source.published is not None and _by_then(source.published)
        for other, source in sources.items()
    )


def _above(key: str, sources: Mapping[str, Source]) -> list[str]:
    chain: list[str] = []
    above = sources[key].derived_from
    while above in sources and above not in chain:
        assert above is not None
        chain.append(above)
        above = sources[above].derived_from
    return chain


def _by_then(date: str) -> bool:
    first = parse(date).earliest
    return first is None or first <= ON_THE_DAY


@pytest.mark.parametrize("quoted", [(), ("k",), ("k", "l")])
def test_of_sources_that_are_cited_those_are_left_that_had_reported(quoted: tuple[str, ...]) -> None:
    dates = {"k": "2024-03-01", "l": "2024-03-20", "n": None}
    known = known_by(**{key: Source(title=key, published=date) for key, date in dates.items()})
    quotes = tuple(Quote(exact=key, source=key) for key in quoted)
    left = known.left(Event(title="e", date="2024-03-01", sources=("l", "k", "n"), quotes=quotes))
    assert left is not None
    assert left.sources == ("k",)
    assert [quote.source for quote in left.quotes] == [key for key in quoted if key == "k"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2024-02", "2024-02-29"),
        ("spring 2024", "2024-05-31"),
        ("yesterday", "2024-03-11"),
        ("+1 month", "2023-02-28"),
        ("12 March", "2023-03-12"),
    ],
)
def test_the_last_day_that_is_meant_counts_seen_from_today_or_from_here(text: str, day: str) -> None:
    here = parse("2023-01-31").latest
    assert last_day(text, ON_THE_DAY, here) == parse(day).latest


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("2024/..", "this has no last day", "a day, such as 2024-03-12"),
        ("2024-03-12T05:00", "what could be known is told day by day", "leave out the time: 2024-03-12"),
    ],
)
def test_what_has_no_last_day_is_refused(text: str, reason: str, hint: str) -> None:
    with pytest.raises(NotADate, match=reason) as refused:
        last_day(text, ON_THE_DAY)
    assert refused.value.hint == hint
