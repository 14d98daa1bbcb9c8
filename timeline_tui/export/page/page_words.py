"""What the page says of an event, a source, a link; the id of each on the page, and where it leads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote as encoded

from timeline_tui.export.content import Days, days_of
from timeline_tui.model.days import MONTHS, year_in_words
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.timeline import Event, Quote, Source
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


def common(values: Iterable[str]) -> list[str]:
    """What stands more than once, the commonest first."""
    return [value for value, count in Counter(values).most_common(_MOST_FACETS) if count > _FEW]


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


# On the page, ids stand without quotation marks around them.
_NOT_IN_AN_ID = re.compile(r"[^\w.:~!$()*+,;@-]+")
_FEW_WORDS = 6
"""Words at either end by which a longer passage is found."""


class PageAnchors:
    """An id for each key of each kind, none of them twice on the page."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def of(self, kind: str, key: str) -> str:
        """Its id: the key with a letter for the kind, and a number where that is another's."""
        found = self._known.get((kind, key))
        if found is None:
            plain = f"{kind}-{_NOT_IN_AN_ID.sub('-', key)[:80].strip('-') or 'x'}"
            found, number = plain, 1
            while found in self._taken:
                number += 1
                found = f"{plain}-{number}"
            self._known[kind, key] = found
            self._taken.add(found)
        return found


def fragment(anchor: str) -> str:
    """The id as it stands behind # in an address."""
    return encoded(anchor, safe="")


def in_text(quote: Quote, sources: Mapping[str, Source]) -> str | None:
    """The address of the passage in its text (URL Fragment Text Directives); None where there is none."""
    source = sources.get(quote.source or "")
    address = next((each for each in (source.url, source.archived) if each), None) if source else None
    if address is None or not can_be_opened(address):
        return None
    words = quote.exact.split()
    if not words:
        return address
    ends = [" ".join(words)]
    if len(words) > 2 * _FEW_WORDS:
        ends = [" ".join(words[:_FEW_WORDS]), " ".join(words[-_FEW_WORDS:])]
    parts = [*map(_directive, ends)]
    if quote.prefix and quote.prefix.split():
        parts.insert(0, f"{_directive(' '.join(quote.prefix.split()))}-")
    if quote.suffix and quote.suffix.split():
        parts.append(f"-{_directive(' '.join(quote.suffix.split()))}")
    return f"{address}{'' if '#' in address else '#'}:~:text={','.join(parts)}"


def _directive(words: str) -> str:
    """Words as a directive takes them: a dash would end one of its parts."""
    return encoded(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
