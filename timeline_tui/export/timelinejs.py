"""Slides for TimelineJS 3: one an event, with its summary and passages as markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any, BinaryIO, Final

from timeline_tui.export.content import SENTENCES, Content, Days, LeftBehind, days_of
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.citation import said_of
from timeline_tui.render.phrases import date_words

GENERATOR: Final = "timeline-tui"
"""By this, which its reader passes over, what this program wrote is known."""
_LEFT = ("key", "part_of", "names", "sources", "disputes", "links", "fields", "note")
_LEFT_OF_PASSAGE = tuple(SENTENCES[Quote])
_SECONDS = ((3600, "hour"), (60, "minute"), (1, "second"))


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write all slides; an event without a date has no place among them."""
    losses = LeftBehind()
    slides = [slide for event in content.events if (slide := _slide(event, content, losses))]
    heading = content.heading
    whole: dict[str, Any] = {"generator": GENERATOR, "scale": "human"}
    if min((_least_year(slide) for slide in slides), default=0) < -9999:
        # The calendar of its human scale ends there.
        whole["scale"] = "cosmological"
    whole["title"] = {
        "text": {"headline": escape(heading.title), "text": _paragraphs(heading.summary, heading.license)}
    }
    whole["events"] = slides
    out.write(json.dumps(whole, indent=1).encode())
    out.write(b"\n")
    losses.of_whole(heading, ("timezone",))
    losses.of_listed(content)
    return losses


def _least_year(slide: dict[str, Any]) -> int:
    return int(slide["start_date"]["year"])


def _slide(event: Event, content: Content, losses: LeftBehind) -> dict[str, Any] | None:
    days = days_of(event.date)
    start = None if days is None else _start(days)
    if days is None or start is None:
        losses.of_event("events whose beginning nobody knows", event)
        return None
    slide: dict[str, Any] = {"unique_id": event.id, "edtf": event.date, "start_date": start}
    if end := _end(days):
        slide["end_date"] = end
    if not days.is_one_day or days.span.clock is not None:
        slide["display_date"] = escape(date_words(event.date))
    if event.tags:
        slide["group"] = event.tags[0]
    slide["text"] = {"headline": escape(event.title), "text": "".join(_text(event, content))}
    shown = next((one for one in event.media if can_be_opened(one.url)), None)
    if shown is not None:
        slide["media"] = {
            "url": shown.url,
            "caption": escape(shown.caption or ""),
            "credit": escape(shown.credit or ""),
        }
    if any(one is not shown for one in event.media):
        losses.add("pictures and recordings after the first", event.title)
    if event.tags[1:]:
        losses.add("tags after the first", event.title)
    losses.of(event, _LEFT, event.title)
    losses.of_passages(event, _LEFT_OF_PASSAGE)
    return slide


def _start(days: Days) -> dict[str, int] | None:
    if days.span.shape == "date" and days.span.year is not None and days.span.part is None:
        return _parts(days.span)
    return None if days.first is None else _day(days.first)


def _end(days: Days) -> dict[str, int] | None:
    """Its last day, where it can mean more than one and a season or the like does not say so by itself."""
    span = days.span
    if days.last is None or days.first == days.last or (span.shape == "date" and _is_plain(span)):
        return None
    return _day(days.last)


def _is_plain(span: Span) -> bool:
    return span.year is not None and span.precision in {"year", "month"}


def _parts(span: Span) -> dict[str, int]:
    """What is known of a date: its year as it is counted before Christ, month, day and time of day."""
    found = {"year": _historical(span.year or 0)}
    found |= {name: part for name, part in (("month", span.month), ("day", span.day)) if part is not None}
    left = span.clock
    if left is not None:
        for size, name in _SECONDS:
            found[name], left = divmod(left, size)
    return found


def _day(day: tuple[int, int, int]) -> dict[str, int]:
    return {"year": _historical(day[0]), "month": day[1], "day": day[2]}


def _historical(year: int) -> int:
    """The year with no year 0: its reader prints -44 as 44 BCE."""
    return year if year > 0 else year - 1


def _text(event: Event, content: Content) -> Iterator[str]:
    yield _paragraphs(event.summary)
    for quote in event.quotes:
        yield f"<blockquote>{_lines(quote.exact)}</blockquote>"
        if by := _by(quote, content):
            yield f"<p>{by}</p>"


def _by(quote: Quote, content: Content) -> str:
    told = [escape(part) for part in said_of(quote, content.names)]
    if quote.source is not None:
        source = content.sources.get(quote.source)
        words = escape(content.outlet(quote.source))
        address = source.url if source is not None else None
        opens = address is not None and can_be_opened(address)
        told.append(f'<a href="{escape(address or "")}">{words}</a>' if opens else words)
    return ", ".join(told)


def _paragraphs(*texts: str | None) -> str:
    return "".join(f"<p>{_lines(text)}</p>" for text in texts if text)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
