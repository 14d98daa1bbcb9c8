"""Where in an event the words of a query stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.index.reader import Index
from timeline_tui.model.folding import spellings
from timeline_tui.model.record_fields import searched
from timeline_tui.model.timeline import Event, OwnFields, pairs
from timeline_tui.query.written import Hits

# So much of a text is shown on either side of a hit.
_AROUND = 40
# What ends so near behind it surely stands in that, which is cut between words.
_NEAR = 30
# Spellings of names are looked for in so many characters of a passage, as when the index was made.
_LONGEST = 20_000


class Hit(NamedTuple):
    """One place."""

    field: str
    """title, summary, quote, tag, media, field, name or source."""
    position: int | None
    """Which quote, tag or media it is, counted from 0."""
    id: str | None
    """Of the name or the source, or the word of the field."""
    start: int
    """In code points of the text."""
    end: int
    around: str


class _Text(NamedTuple):
    field: str
    text: str
    position: int | None = None
    id: str | None = None


def hits_in(event: Event, index: Index, words: Hits) -> list[Hit]:
    """Every place in the event, its names and its sources where the words stand."""
    return [
        Hit(text.field, text.position, text.id, start, end, _around(text.text, start, end))
        for text in _texts(event, index)
        for start, end in words.spans(text.text)
    ]


def apart(hits: Sequence[Hit]) -> list[Hit]:
    """Those whose words do not stand in what is shown around the one before already."""
    found: list[Hit] = []
    for hit in hits:
        last = found[-1] if found else None
        if last is None or last[:3] != hit[:3] or hit.end > last.end + _NEAR:
            found.append(hit)
    return found


def in_words(hit: Hit) -> str:
    """The hit as a line says it."""
    where = {"media": "picture"}.get(hit.field, hit.field)
    if hit.field == "quote" and hit.position is not None:
        where = f"passage {hit.position + 1}"
    return f"{where}: {hit.around}"


def _texts(event: Event, index: Index) -> Iterator[_Text]:
    for field, text in searched(event):
        yield _Text(field, text)
    for position, quote in enumerate(event.quotes):
        yield _Text("quote", quote.exact, position)
    for position, tag in enumerate(event.tags):
        yield _Text("tag", tag, position)
    for position, media in enumerate(event.media):
        yield from (_Text("media", text, position) for _, text in searched(media))
    yield from _own(event.fields)
    for name in _mentioned(event, index):
        held = index.names().get(name)
        yield from (_Text("name", text, id=name) for text in ([name] if held is None else spellings(held)))
        yield from _own(held.fields if held else {})
    for id_ in dict.fromkeys(source for source in event.reported_by if source is not None):
        source = index.sources().get(id_)
        texts = [id_] if source is None else [text for _, text in searched(source)]
        yield from (_Text("source", text, id=id_) for text in texts)
        yield from _own(source.fields if source else {})


def _own(fields: OwnFields) -> Iterator[_Text]:
    return (_Text("field", text, id=word) for word, text in pairs(fields))


def _mentioned(event: Event, index: Index) -> dict[str, None]:
    """The names that it lists, lets speak or spells."""
    names = dict.fromkeys(event.names)
    for quote in event.quotes:
        if quote.speaker is not None:
            names[quote.speaker] = None
        names.update(dict.fromkeys(use.name for use in index.listed.spellings.found(quote.exact[:_LONGEST])))
    return names


def _around(text: str, start: int, end: int) -> str:
    """The hit with the whole words beside it."""
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    if first:
        first = max(first, text.find(" ", first, start) + 1)
    if last < len(text):
        blank = text.rfind(" ", end, last)
        last = blank if blank > end else last
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
