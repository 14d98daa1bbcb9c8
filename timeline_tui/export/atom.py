"""A feed for readers of news (Atom, RFC 4287): one entry an event, with its date in the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO

from timeline_tui.export.content import Content, LeftBehind, days_of, iso, urn
from timeline_tui.model.timeline import Event
from timeline_tui.render.citation import said_of
from timeline_tui.render.phrases import date_words

# XML 1.0, section 2.2: what no document can hold, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEFT = ("id", "key", "disputes", "names", "part_of", "sources", "media", "fields", "note")
_LEFT_OF_PASSAGE = ("prefix", "suffix", "dispute", "position", "variant_of", "note")
_NEVER = "1970-01-01"


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one feed, the newest event last, as a timeline has them."""
    losses = LeftBehind()
    for line in _lines(content, losses):
        out.write(f"{line}\n".encode())
    losses.of_whole(content.heading, ("timezone",))
    losses.of_listed(content)
    return losses


def _lines(content: Content, losses: LeftBehind) -> Iterator[str]:
    heading = content.heading
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<id>{urn(heading.title)}</id>"
    yield f"<title>{_xml(heading.title)}</title>"
    if heading.summary:
        yield f"<subtitle>{_xml(heading.summary)}</subtitle>"
    if heading.license:
        yield f"<rights>{_xml(heading.license)}</rights>"
    yield f"<updated>{_updated(content.sources, content)}</updated>"
    yield f"<author><name>{_xml(heading.title)}</name></author>"
    yield "<generator>timeline-tui</generator>"
    for event in content.events:
        yield from _entry(event, content, losses)
    yield "</feed>"


def _entry(event: Event, content: Content, losses: LeftBehind) -> Iterator[str]:
    losses.of(event, _LEFT, event.title)
    losses.of_addresses(event.links, event.title)
    losses.of_passages(event, _LEFT_OF_PASSAGE)
    when = f"{date_words(event.date)}: " if event.date else ""
    yield "<entry>"
    yield f"<id>{urn(content.heading.title, event.id)}</id>"
    yield f"<title>{_xml(when + event.title)}</title>"
    yield f"<updated>{_updated(filter(None, event.reported_by), content)}</updated>"
    for tag in event.tags:
        yield f"<category term={_quoted(tag)}/>"
    for address in content.addresses(event):
        yield f"<link rel={_quoted('related')} href={_quoted(address)}/>"
    markup = "".join(_markup(event, content))
    yield f"<content type={_quoted('html')}>{_xml(markup)}</content>"
    yield "</entry>"


def _markup(event: Event, content: Content) -> Iterator[str]:
    if event.summary:
        yield f"<p>{escape(event.summary)}</p>"
    for quote in event.quotes:
        told = said_of(quote, content.names)
        told += [content.outlet(quote.source)] if quote.source else []
        yield f"<blockquote><p>{escape(quote.exact)}</p></blockquote><p>{escape(', '.join(told))}</p>"


def _updated(sources: Iterable[str], content: Content) -> str:
    """When the last of these sources was surely out: when an entry was edited, no file of ours says."""
    found = [_NEVER]
    for key in sources:
        source = content.sources.get(key)
        days = days_of(source.published) if source is not None else None
        if days is not None and days.last is not None and 1970 <= days.last[0] <= 9999:
            found.append(iso(days.last))
    return f"{max(found)}T00:00:00Z"


def _xml(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text), quote=False)


def _quoted(text: str) -> str:
    return f'"{escape(_NOT_IN_XML.sub("", text))}"'
