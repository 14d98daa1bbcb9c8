"""Rows for Timesketch as JSON lines: one for the day that an event begins, one for the day that it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline_tui.export.content import SENTENCES, Content, Days, LeftBehind, days_of, iso
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.phrases import date_words

_FIRST_YEAR, _LAST_YEAR = 1700, 2261
"""Its reader drops what is earlier, and counts nanoseconds in 64 bits."""
_LEFT = ("key", "disputes", "links", "media")
_LEFT_OF_PASSAGE = [field for field in SENTENCES[Quote] if field != "source"]


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one object a line."""
    losses = LeftBehind()
    for event in content.events:
        for row in _rows(event, content, losses):
            out.write(json.dumps(row).encode() + b"\n")
    losses.of_whole(content.heading)
    losses.of_listed(content)
    return losses


def _rows(event: Event, content: Content, losses: LeftBehind) -> Iterator[dict[str, Any]]:
    days = days_of(event.date)
    stamps = [] if days is None else list(_stamps(days, content.heading.timezone))
    if days is None or not stamps:
        losses.of_event("events with no date, or outside the years 1700 to 2261", event)
        return
    losses.of(event, _LEFT, event.title)
    losses.of_passages(event, _LEFT_OF_PASSAGE)
    for stamp, what in stamps:
        yield {"message": event.title, "datetime": stamp, "timestamp_desc": what} | _more(event, content)


def _more(event: Event, content: Content) -> dict[str, Any]:
    said: dict[str, Any] = {
        "event_id": event.id,
        "edtf": event.date,
        "summary": event.summary,
        "tag": list(event.tags),
        "names": [content.name(key) for key in event.names],
        "part_of": event.part_of,
        "passages": [quote.exact for quote in event.quotes],
        "passage_sources": [quote.source or "-" for quote in event.quotes],
        "sources": list(dict.fromkeys(filter(None, event.reported_by))),
        "cited": list(event.sources),
        "note": event.note,
    } | {f"field_{word}": text for word, text in to_plain(event).get("fields", {}).items()}
    return {word: value for word, value in said.items() if value}


def _stamps(days: Days, timezone: str | None) -> Iterator[tuple[str, str]]:
    """Full times in UTC with what they are: its reader makes up whatever is left out of one."""
    how = "Event" if days.is_one_day else f"Event ({date_words(days.span.text)})"
    if (moment := days.moment(timezone)) is not None:
        day, clock = moment
        if _is_held(day):
            yield f"{iso(day)}T{'{:02}:{:02}:{:02}'.format(*clock)}+00:00", how
        return
    ends = ("begins", "ends") if days.is_range else ("at the earliest", "at the latest")
    for what, end in zip(ends, (days.first, days.last), strict=True):
        if end is not None and _is_held(end):
            yield f"{iso(end)}T00:00:00+00:00", how if days.first == days.last else f"{how}, {what}"
        if days.first == days.last:
            return


def _is_held(day: tuple[int, int, int]) -> bool:
    return _FIRST_YEAR <= day[0] <= _LAST_YEAR
