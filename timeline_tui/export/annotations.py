"""The passages as W3C Web Annotations: a TextQuoteSelector each, and in its bodies what is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline_tui.export.content import SENTENCES, Content, LeftBehind, urn
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.timeline import Event, Quote, Source

_LEFT = ("summary", "sources", "links", "media", "fields", "note")
_LEFT_OF_SOURCE = [field for field in SENTENCES[Source] if field != "url"]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one collection with all annotations on its first page."""
    losses = LeftBehind()
    title = content.heading.title
    for event in content.events:
        if not event.quotes:
            losses.of_event("events with no passage", event)
            continue
        losses.of(event, _LEFT, event.title)
    collection = {"@context": CONTEXT, "id": urn(title), "type": "AnnotationCollection", "label": title}
    page = {"id": urn(title, "1"), "type": "AnnotationPage", "startIndex": 0}
    # They are many, so one is written after the other, and how many there were behind them.
    out.write(f'{_json(collection)[:-1]}, "first": {_json(page)[:-1]}, "items": ['.encode())
    total = 0
    for total, passage in enumerate(content.passages(), 1):
        item = _json(_annotation(*passage, content, losses))
        out.write(f"{',' if total > 1 else ''}\n{item}".encode())
    out.write(f'\n]}}, "total": {total}}}\n'.encode())
    losses.of_whole(content.heading, ("summary", "license", "timezone"))
    losses.of_listed(content, _LEFT_OF_SOURCE)
    return losses


def _json(value: object) -> str:
    return json.dumps(value)


def _annotation(
    event: Event, number: int, quote: Quote, content: Content, losses: LeftBehind
) -> dict[str, Any]:
    said = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    selector = {"type": "TextQuoteSelector"} | {key: text for key, text in said.items() if text}
    return {
        "id": urn(content.heading.title, event.id, str(number)),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [*_bodies(event, quote, content)],
        "target": {"source": _target(quote, content, losses), "selector": selector},
    }


def _bodies(event: Event, quote: Quote, content: Content) -> Iterator[dict[str, str]]:
    """The title of its event, then a word and what it says in each, then the tags.

    Keys of our own would vanish where the context is followed.
    """
    yield {"type": "TextualBody", "purpose": "describing", "value": event.title}
    words = {
        "event": event.id,
        "date": event.date,
        "key": "yes" if event.key else None,
        "part of": event.part_of,
        "speaker": content.name(quote.speaker) if quote.speaker else None,
        "kind": quote.kind,
        "via": quote.via,
        "source": quote.source,
        "dispute": quote.dispute,
        "position": quote.position,
        "variant of": quote.variant_of,
        "note": quote.note,
    }
    for word, text in words.items():
        if text:
            yield _classifying(word, text)
    for key in event.names:
        yield _classifying("name", content.name(key))
    if event.disputes:
        yield _classifying("questions", json.dumps(dict(event.disputes), ensure_ascii=False))
    for tag in event.tags:
        yield {"type": "TextualBody", "purpose": "tagging", "value": tag}


def _classifying(word: str, text: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "classifying", "value": f"{word}: {text}"}


def _target(quote: Quote, content: Content, losses: LeftBehind) -> str:
    """Where the text is: its address, or the digest by which it is known, or a name that says nothing."""
    source = content.sources.get(quote.source or "")
    if source is not None and source.url and can_be_opened(source.url):
        return source.url
    if source is not None and source.sha256:
        return f"urn:sha256:{source.sha256}"
    losses.add("where a text with no address lies", quote.source or "no source")
    return urn("source", quote.source)
