"""A chronology to hand in, as Markdown: dates in words, accounts beside each other, sources in notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from timeline_tui.export.bibliography import UNTITLED, styled
from timeline_tui.export.content import Content, LeftBehind, alone, days_of
from timeline_tui.model.days import year_in_words
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.render.citation import escaped, said_of
from timeline_tui.render.phrases import copy_words, date_words, in_one_line, outlet_words
from timeline_tui.visible import visible

_NO_DATE = "No date"
_LEFT = ("id", "key", "part_of", "names", "tags", "links", "media", "fields")
_LEFT_OF_PASSAGE = ("prefix", "suffix", "variant_of")
_LEFT_OF_SOURCE = ("language", "text", "sha256", "fields", "note")


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one document, a section a year, with a note for each source in the order of their use."""
    handout = _Handout(content)
    for paragraph in handout.paragraphs():
        out.write(f"{paragraph}\n\n".encode("utf-8", "replace"))
    return handout.losses


class _Handout:
    def __init__(self, content: Content) -> None:
        self.losses = LeftBehind()
        self._content = content
        self._notes: dict[str, int] = {}

    def paragraphs(self) -> Iterator[str]:
        heading = self._content.heading
        yield f"# {_words(heading.title)}"
        if heading.summary:
            yield _block(heading.summary)
        if heading.as_of:
            yield f"*As it could be known on {_words(date_words(heading.as_of))}.*"
        year = ""
        for event in self._content.events:
            found = _year(event)
            if found != year:
                year = found
                yield f"## {_words(year)}"
            yield from self._event(event)
        if heading.license:
            yield f"---\n\n{_block(heading.license)}"
        # Whoever sets notes puts them at the end, so that is where their heading stands.
        yield from self._footnotes()
        self.losses.of_whole(heading, ("timezone",))
        self.losses.of_listed(self._content, _LEFT_OF_SOURCE)

    def _event(self, event: Event) -> Iterator[str]:
        when = f"{_words(date_words(event.date))}: " if event.date else ""
        head = f"{when}{_words(event.title)}"
        yield f"### {head[:1].upper()}{head[1:]}"
        if event.summary:
            yield _block(event.summary)
        self.losses.of(event, _LEFT, event.title)
        for quote in event.quotes:
            self.losses.of(quote, (*_LEFT_OF_PASSAGE, *alone(quote)), event.title)
        for dispute in event.all_disputes:
            asked = event.disputes.get(dispute) or self._content.questions.get(dispute) or dispute
            yield f"**Accounts differ: {_words(asked)}**"
            yield from self._accounts([quote for quote in event.quotes if quote.dispute == dispute])
        for quote in event.quotes:
            if not quote.dispute:
                yield self._passage(quote)
        cited = [self._note(key) for key in event.only_cited]
        if cited:
            yield f"Also reported by{''.join(cited)}."
        if event.note:
            yield f"*Note: {_words(event.note)}*"

    def _accounts(self, quotes: Iterable[Quote]) -> Iterator[str]:
        """The passages by the answer that they give, in the order in which the answers come."""
        answers: dict[str, list[Quote]] = {}
        for quote in quotes:
            answers.setdefault(quote.position or "", []).append(quote)
        for position, given in answers.items():
            if position:
                yield f"*{_words(position)}:*"
            yield from map(self._passage, given)

    def _passage(self, quote: Quote) -> str:
        note = self._note(quote.source) if quote.source else ""
        said = ", ".join(map(escaped, said_of(quote, self._content.names)))
        lines = _block(quote.exact).split("\n")
        by = f"— {said}{note}" if said else note
        lines += ["", by] if by else []
        lines += ["", f"*Note: {_words(quote.note)}*"] if quote.note else []
        return "\n".join(f"> {line}".rstrip() for line in lines)

    def _note(self, key: str) -> str:
        """The mark of a note, in the order in which sources are met."""
        return f"[^{self._notes.setdefault(key, len(self._notes) + 1)}]"

    def _footnotes(self) -> Iterator[str]:
        if self._notes:
            yield "## Sources"
        listed = {key: self._content.sources.get(key, Source()) for key in self._notes}
        style = self._content.style
        set_ = styled(self._content, listed, style) if style is not None and listed else {}
        for key, number in self._notes.items():
            yield f"[^{number}]: {set_.get(key) or _chicago(key, listed[key], self._content)}"


def _chicago(key: str, source: Source, content: Content) -> str:
    """A source as a note of the Chicago Manual of Style (17th edition, 14.191): author, title, paper, day."""
    parts = [_words(source.author)] if source.author else []
    parts += [f"“{_words(source.title)}”"] if source.title else []
    parts += [f"*{_words(source.outlet)}*"] if source.outlet else []
    parts = parts or [UNTITLED if source.published else _words(outlet_words(key, source))]
    parts += [_words(date_words(source.published))] if source.published else []
    parts += [_address(source.url)] if source.url else []
    parts += [f"archived at {_address(source.archived)}"] if source.archived else []
    parts += [_words(copy_words(source.derived_from, content.sources))] if source.derived_from else []
    # There the comma stands inside of the quotation marks, as the full stop does.
    *first, last = parts
    return "".join(f"{_stopped(part, ',')} " for part in first) + _stopped(last, ".")


def _stopped(part: str, mark: str) -> str:
    return f"{part[:-1]}{mark}”" if part.endswith("”") else f"{part}{mark}"


def _address(address: str) -> str:
    return f"<{visible(address)}>" if can_be_opened(address) else _words(address)


def _year(event: Event) -> str:
    days = days_of(event.date)
    if days is None:
        return _NO_DATE
    known = days.first or days.last
    return _NO_DATE if known is None else year_in_words(known[0])


def _words(text: str) -> str:
    return escaped(in_one_line(text))


def _block(text: str) -> str:
    return escaped(visible(text.strip(), block=True))
