"""What the page says of an event, a source, a link, a chart, in words and beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from timeline_tui.export.calendar_days import Days, days_of
from timeline_tui.export.page.chart_svg import MOST_DRAWN, ChartedEvent
from timeline_tui.model.addresses import can_be_opened
from timeline_tui.model.days import MONTHS, year_in_words
from timeline_tui.model.timeline import Event, Source
from timeline_tui.render.chart import shape_words
from timeline_tui.render.phrases import outlet_words

_MOST_FACETS = 20
_FEW = 1

Shown = dict[str, Any]
"""What the template is given of one thing."""


def shape_of(days: Days, when: str) -> str:
    """What is to be said of a date, where its words do not say so already."""
    return "" if when.endswith(")") else shape_words(days.span)


def outlet_of(key: str, source: Source) -> str:
    """What a source is called: its outlet or, rather than by the beginning of its title, its author."""
    return source.author if source.author and not source.outlet else outlet_words(key, source)


def common(values: Sequence[str]) -> list[str]:
    """What stands more than once, the commonest first."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    several = sorted((value for value in counts if counts[value] > _FEW), key=lambda value: -counts[value])
    return several[:_MOST_FACETS]


def unbroken(tag: str) -> str:
    """The tag with no blank behind a comma of its own but one that breaks no line."""
    return tag.replace(", ", ",\N{NO-BREAK SPACE}")


def states_of(event: Event) -> Iterator[str]:
    """What an event is found by beside its words."""
    if event.key:
        yield "key"
    if event.all_disputes:
        yield "disputed"
    if days_of(event.date) is None:
        yield "undated"


def section_of(event: Event) -> str:
    """The heading that an event stands under."""
    days = days_of(event.date)
    if days is None:
        return "No date"
    day = days.first or days.last
    if day is None:
        return "No date"
    year = year_in_words(day[0])
    is_month = days.first is not None and days.last is not None and days.first[:2] == days.last[:2]
    return f"{MONTHS[day[1]]} {year}" if is_month else year


def links_of(event: Event) -> Iterator[Shown]:
    """Where an event leads, and its pictures."""
    for link in event.links:
        yield link_to(link, link, link) | {"credit": ""}
    for media in event.media:
        words = media.caption or media.url
        alone = f"{media.caption}, {media.url}" if media.caption else media.url
        yield link_to(media.url, words, alone) | {"credit": media.credit or ""}


def link_to(address: str, words: str, alone: str) -> Shown:
    """A link, or words that stand alone where no browser may open the address."""
    opens = can_be_opened(address)
    return {"href": address if opens else "", "words": words if opens else alone}


def chart_words(charted: Sequence[ChartedEvent]) -> str:
    """What the signs of the chart mean."""
    if len(charted) > MOST_DRAWN:
        return "How many events begin when."
    return (
        "A round mark is a day, a dashed one about a day; a full bar lasts from one date to another. What is "
        "grey lies somewhere in it, what is dotted on one of its days; a dashed outline has no known end."
    )
