"""Days for calendars (iCalendar, RFC 5545 and 7986): an entry an event, all day long if no time is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from timeline_tui.export.content import LAST_YEAR, SENTENCES, Content, Days, Heading, LeftBehind, days_of, urn
from timeline_tui.model.days import from_civil, to_civil
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.phrases import date_words

_LONGEST_LINE = 75
"""Bytes of a line, RFC 5545 section 3.1."""
_LEFT = ("id", "key", "part_of", "names", "sources", "disputes", "media", "fields", "note")
_LEFT_OF_PASSAGE = [field for field in SENTENCES[Quote] if field != "source"]
_SPECIAL = re.compile(r"[\\;,]")
# Section 3.3.11 lets no control character stand in a text but the tab.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one calendar; events of years that it cannot count are left out."""
    losses = LeftBehind()
    title = _text(content.heading.title)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//timeline-tui//timeline-tui//EN"]
    head += [f"NAME:{title}", f"X-WR-CALNAME:{title}"]
    if content.heading.summary:
        head.append(f"DESCRIPTION:{_text(content.heading.summary)}")
    for line in head:
        out.write(_folded(line))
    for event in content.events:
        for line in _entry(event, content, losses):
            out.write(_folded(line))
    out.write(b"END:VCALENDAR\r\n")
    losses.of_whole(content.heading, ("license", "timezone"))
    losses.of_listed(content)
    return losses


def _entry(event: Event, content: Content, losses: LeftBehind) -> Iterator[str]:
    days = days_of(event.date)
    when = None if days is None else _when(days, content.heading)
    if days is None or when is None:
        losses.of_event("events with no date or one that no calendar holds", event)
        return
    losses.of(event, _LEFT, event.title)
    losses.of_passages(event, _LEFT_OF_PASSAGE)
    yield "BEGIN:VEVENT"
    yield f"UID:{urn(content.heading.title, event.id)}"
    # When an entry was written is not known here, and the same timeline is to give the same calendar.
    yield "DTSTAMP:19700101T000000Z"
    yield from when
    words = "" if days.is_one_day else f" ({date_words(event.date)})"
    yield f"SUMMARY:{_text(event.title + words)}"
    yield f"X-TIMELINE-DATE:{_text(event.date or '')}"
    # A month or a season is no event of so many days, and a calendar draws it as one.
    is_sure = days.is_sure and (days.is_one_day or days.is_range)
    yield f"STATUS:{'CONFIRMED' if is_sure else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    if said := _said(event, content):
        yield f"DESCRIPTION:{_text(said)}"
    if event.tags:
        yield "CATEGORIES:" + ",".join(map(_text, event.tags))
    address = next(iter(content.addresses(event)), None)
    if address is not None:
        yield f"URL:{address}"
    if left := [link for link in event.links if link != address]:
        losses.add(SENTENCES[Event]["links"], event.title, len(left))
    yield "END:VEVENT"


def _when(days: Days, heading: Heading) -> list[str] | None:
    """Its first day, and the day behind its last one, which is not part of it any more."""
    first, last = days.first, days.last
    if first is None or not 0 < first[0] <= LAST_YEAR:
        return None
    span = days.span
    zone = span.offset if span.offset is not None else heading.timezone
    if zone is not None and (moment := days.moment(heading.timezone)) is not None:
        return [f"DTSTART:{_date(moment[0])}T{'{:02}{:02}{:02}'.format(*moment[1])}Z"]
    found = [f"DTSTART;VALUE=DATE:{_date(first)}"]
    if last is not None and last[0] < LAST_YEAR:
        found.append(f"DTEND;VALUE=DATE:{_date(to_civil(from_civil(*last) + 1))}")
    return found


def _date(day: tuple[int, int, int]) -> str:
    return "{:04}{:02}{:02}".format(*day)


def _said(event: Event, content: Content) -> str:
    parts = [event.summary or ""]
    parts += [
        f"“{quote.exact.strip()}” ({content.outlet(quote.source)})"
        if quote.source
        else f"“{quote.exact.strip()}”"
        for quote in event.quotes
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _text(text: str) -> str:
    """A text as section 3.3.11 writes it."""
    plain = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPECIAL.sub(r"\\\g<0>", plain).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 bytes, which never end inside a character."""
    data = line.encode("utf-8", "replace")
    pieces: list[bytes] = []
    at = 0
    while len(data) - at > (room := _LONGEST_LINE - bool(pieces)):
        end = at + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[at:end])
        at = end
    return b"\r\n ".join([*pieces, data[at:]]) + b"\r\n"
