"""The page: what of the timeline stands where, in our own template, style and script."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import BinaryIO

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from timeline_tui.export.content import Content, Days, LeftBehind, alone, days_of, iso
from timeline_tui.export.page.chart_svg import ChartedEvent, chart_words, drawn
from timeline_tui.export.page.page_words import (
    PageAnchors,
    Shown,
    common,
    fragment,
    in_text,
    link_to,
    links_of,
    outlet_of,
    section_of,
    shape_of,
    states_of,
    unbroken,
)
from timeline_tui.model.passage_states import original, passages_meant
from timeline_tui.model.timeline import Event, Quote, Source, TourStep, pairs
from timeline_tui.render.phrases import KINDS, counted, date_words, source_counts
from timeline_tui.render.wordings import is_wrong, state_words
from timeline_tui.visible import visible

# HTML, section 13.1: what may not even stand there as text.
_NO_CHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# A name that we gave a colour, or white space that says nothing.
_IN_STYLE = re.compile(r"(?<=[:;,{}>])\s| (?=[{}>])|(--\w)\w+")
# A text in quotation marks, or a mark with the white space around it that says nothing.
_IN_SCRIPT = re.compile(r'("[^"]*"|`[^`]*`)|\s*([^\w\s$"`/])\s*')
_LOT = 50
"""Events that a browser lays out together."""


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the page; of texts it holds nothing but the passages."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    environment.filters |= {"fragment": fragment, "text": _text}
    style, script = _style(), _script()
    page = _Page(content)
    lines = environment.from_string(_template()).generate(
        **page.shown(),
        style=Markup(style),  # noqa: S704 - our own
        script=Markup(script),  # noqa: S704 - our own
        style_hash=_digest(style),
        script_hash=_digest(script),
    )
    for line in lines:
        out.write(line.encode("utf-8", "replace"))
    return page.losses


def _template() -> str:
    """What the page is made of."""
    return _asset("page.html.jinja")


def _style() -> str:
    """How it looks; a colour goes by the first letter of its name."""
    return _IN_STYLE.sub(r"\1", _asset("page.css"))


def _script() -> str:
    """What narrows it; nothing in it stands in backticks within others."""
    return _IN_SCRIPT.sub(r"\1\2", _asset("page.js"))


def _digest(text: str) -> str:
    """What lets a browser use our own style and script, and no others (CSP level 3)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return re.sub(r"\n\s*", "\n", files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _shown(value: object) -> object:
    """What a browser would reorder or hide is made visible, before it is escaped."""
    return _readable(value) if type(value) is str else value


def _readable(text: str) -> str:
    """The text as a person can read it, without what is no character and may not stand on a page."""
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", visible(text, block=True))


def _text(value: str) -> Markup:
    """The same between elements, where quotation marks need no escaping."""
    shown = _readable(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(shown)  # noqa: S704 - nothing is left in it that is not text


class _Page:
    def __init__(self, content: Content) -> None:
        self.losses = LeftBehind()
        self._content = content
        self._events = list(content.events)
        self._anchors = PageAnchors()
        self._language = content.heading.language or "en"
        self._by_id = {event.id: event for event in self._events}
        self._first = ""

    def shown(self) -> Shown:
        """All that the template needs."""
        heading = self._content.heading
        lots = list(self._lots())
        charted = self._charted()
        picture = drawn(charted)
        parts = [("key", "In one minute", any(event.key for event in self._events))]
        parts.append(("tours", "Told step by step", bool(self._content.tours)))
        parts += [
            ("chart", "Time", bool(picture)),
            ("disputes", "Where accounts differ", bool(self._content.questions)),
        ]
        parts += [("events", "Events", True), ("sources", "Sources", bool(self._content.sources))]
        parts += [("names", "Names", bool(self._content.names))]
        return {
            "language": self._language,
            "title": heading.title,
            "summary": heading.summary,
            "license": heading.license,
            "extent": self._extent(),
            "parts": [(anchor, words) for anchor, words, there in parts if there],
            "tours": [*self._tours()],
            "keys": [self._key(event) for event in self._events if event.key],
            "chart": picture,
            "chart_words": chart_words(charted),
            "disputes": [*self._disputes()],
            "facets": [*self._facets()],
            "signs": self._signs(),
            "lots": lots,
            "sources": [self._source(key, source) for key, source in self._content.sources.items()],
            "names": [*self._names()],
        }

    def _extent(self) -> str:
        said = [counted(len(self._events), "event")]
        cited = [source for event in self._events for source in event.reported_by]
        said += [source_counts(cited, self._content.families)] if any(cited) else []
        said.append(counted(sum(len(event.quotes) for event in self._events), "passage"))
        day = self._content.heading.as_of
        said += [f"as of {date_words(day).partition(', ')[0]}"] if day else []
        said += [f"days and times of {zone}"] if (zone := self._content.heading.timezone) else []
        return ", ".join(said)

    def _signs(self) -> str:
        said = ["≠ accounts differ"] if self._content.questions else []
        said += ["✓ stands so in the text of its source"] if self._content.proof else []
        return "; ".join(said)

    def _anchor(self, event: Event) -> str:
        return self._anchors.of("e", event.id or "")

    def _passage_anchor(self, event: Event, number: int) -> str:
        return self._anchors.of("p", f"{event.id}-{number}")

    def _key(self, event: Event) -> Shown:
        return {"anchor": self._anchor(event), "title": event.title, "when": date_words(event.date)}

    def _tours(self) -> Iterator[Shown]:
        """Each tour as a path: every step leads to what it is of, and to those beside it."""
        for at, (key, tour) in enumerate(self._content.tours.items(), 1):
            numbers = range(1, len(tour.steps) + 1)
            anchors = ["", *(self._anchors.of("t", f"{at}-{number}") for number in numbers), ""]
            steps = [
                {"anchor": here, "back": back, "next": on, **self._step(step)}
                for step, back, here, on in zip(tour.steps, anchors, anchors[1:], anchors[2:], strict=False)
            ]
            yield {"title": tour.title or key, "steps": steps}

    def _step(self, step: TourStep) -> Shown:
        event = self._by_id.get(step.event)
        if event is None:
            return {"words": step.text, "at": "", "title": step.event}
        sources = [quote.source for quote in event.quotes]
        found = passages_meant(step.passage, sources) if step.passage is not None else []
        at = self._passage_anchor(event, found[0] + 1) if found else self._anchor(event)
        return {"words": step.text or event.summary, "at": at, "title": event.title}

    def _charted(self) -> list[ChartedEvent]:
        return [
            ChartedEvent(self._anchor(event), event.title, event.date or "", event.key)
            for event in self._events
            if days_of(event.date) is not None
        ]

    def _disputes(self) -> Iterator[Shown]:
        answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for _, _, quote in self._content.passages():
            if quote.dispute:
                answers[quote.dispute][quote.position or ""] += 1
        asking = {key: event for event in self._events for key in event.disputes}
        for key, asked in self._content.questions.items():
            given = answers[key].items()
            said = "; ".join(f"{position or 'no position'} ({count})" for position, count in given)
            yield {
                "anchor": self._anchors.of("d", key),
                "question": asked,
                "at": self._anchor(asking[key]),
                "answers": said,
            }

    def _lots(self) -> Iterator[Shown]:
        """The events by month, or by year where no month is known, no more than a lot together."""
        for words, found in groupby(self._events, key=section_of):
            events = list(found)
            for first in range(0, len(events), _LOT):
                yield {
                    "words": words,
                    "events": [self._event(event) for event in events[first : first + _LOT]],
                }

    def _event(self, event: Event) -> Shown:
        days = days_of(event.date)
        passages = [self._passage(event, number, quote) for number, quote in enumerate(event.quotes, 1)]
        quoted = list(zip(event.quotes, passages, strict=True))
        when = date_words(event.date)
        return {
            "anchor": self._anchor(event),
            "title": event.title,
            "key": event.key,
            "when": when,
            "shape": "" if days is None or when.startswith("about ") else shape_of(days, when),
            "summary": event.summary,
            "part_of": self._part_of(event),
            "names": [self._name_link(key) for key in event.names],
            # By what stands between them, the script tells them apart.
            "tags": ", ".join(map(unbroken, event.tags)),
            "cited": [self._source_link(key) for key in event.only_cited],
            "links": [*links_of(event)],
            "fields": pairs(event.fields),
            "note": event.note,
            "disputes": [self._accounts(key, quoted) for key in event.all_disputes],
            "passages": [shown for quote, shown in quoted if not quote.dispute],
            "first": self._begins(days),
        }

    def _begins(self, days: Days | None) -> str | None:
        """The first day that it can mean, empty where nobody knows; None where that is as before."""
        found = iso(days.first) if days is not None else ""
        is_new, self._first = found != self._first, found
        return found if is_new else None

    def _part_of(self, event: Event) -> Shown | None:
        whole = self._by_id.get(event.part_of)
        if event.part_of is None or whole is None:
            self.losses.of(event, ("part_of",), event.title)
            return None
        return {"anchor": self._anchor(whole), "words": whole.title}

    def _accounts(self, dispute: str, quoted: Sequence[tuple[Quote, Shown]]) -> Shown:
        positions: dict[str, list[Shown]] = {}
        for quote, shown in quoted:
            if quote.dispute == dispute:
                positions.setdefault(quote.position or "", []).append(shown)
        answers = [{"words": words, "passages": given} for words, given in positions.items()]
        return {"question": self._content.questions.get(dispute, dispute), "positions": answers}

    def _passage(self, event: Event, number: int, quote: Quote) -> Shown:
        source = self._content.sources.get(quote.source or "")
        finding = self._content.proof.get((event.id or "", number))
        varied = original(event.quotes, number - 1)
        href = in_text(quote, self._content.sources)
        left = [*alone(quote), *(["variant_of"] if varied is None else [])]
        self.losses.of(quote, [*left, *(["prefix", "suffix"] if href is None else [])], event.title)
        return {
            "anchor": self._passage_anchor(event, number),
            "exact": quote.exact,
            "language": None if source is None or source.language == self._language else source.language,
            "said": self._said(quote),
            "source": self._source_link(quote.source) if quote.source else None,
            "href": href,
            "variant_of": None if varied is None else self._passage_anchor(event, varied + 1),
            "proof": "" if finding is None else state_words(finding),
            "is_wrong": finding is not None and is_wrong(finding),
            "note": quote.note,
        }

    def _said(self, quote: Quote) -> str:
        """Who says it, by the name alone, as what, and by which channel."""
        said = [self._content.name(quote.speaker)] if quote.speaker else []
        said += [KINDS[quote.kind]] if quote.kind else []
        return ", ".join([*said, *([f"via {quote.via}"] if quote.via else [])])

    def _known(self, source: str | None) -> str:
        """The day on which the source was surely out; empty where nobody knows."""
        listed = self._content.sources.get(source or "")
        days = days_of(listed.published) if listed is not None else None
        return iso(days.last) if days is not None else ""

    def _source_link(self, key: str) -> Shown:
        anchor = self._anchors.of("s", key) if key in self._content.sources else "events"
        return {"anchor": anchor, "words": self._source_words(key)}

    def _name_link(self, key: str) -> Shown:
        if key not in self._content.names:
            return {"anchor": "events", "words": key}
        return {"anchor": self._anchors.of("n", key), "words": self._content.name(key)}

    @cached_property
    def _passages_of(self) -> Counter[str | None]:
        return Counter(quote.source for _, _, quote in self._content.passages())

    def _source(self, key: str, source: Source) -> Shown:
        words = source.outlet or outlet_of(key, source)
        is_title = not source.outlet and not source.author and bool(source.title)
        said = [None if is_title else source.title, source.author if source.outlet else None]
        said += [date_words(source.published) if source.published else None]
        said += [f"in {source.language}"] if source.language not in {None, self._language} else []
        said.append(counted(self._passages_of[key], "passage"))
        self.losses.of(source, ("text", "sha256"), key)
        addresses = {"the text": source.url, "archived": source.archived}
        links = [link_to(href, words, f"{words}: {href}") for words, href in addresses.items() if href]
        return {
            "anchor": self._anchors.of("s", key),
            "words": f"“{source.title}”" if is_title else words,
            "facts": " · ".join(filter(None, said)),
            "links": links,
            "known": self._known(key),
            "original": self._source_link(source.derived_from) if source.derived_from else None,
            "note": "\n".join(filter(None, [*(f"{w}: {t}" for w, t in pairs(source.fields)), source.note])),
        }

    def _names(self) -> Iterator[Shown]:
        uses = Counter(key for event in self._events for key in event.names)
        for key, name in self._content.names.items():
            said = [name.kind, name.role, f"also {', '.join(name.also)}" if name.also else None]
            said += [f"in {self._content.name(name.within)}" if name.within else None]
            said += [", ".join(name.at) if name.at else None, counted(uses[key], "event")]
            facts = " · ".join(filter(None, said))
            said = [*(f"{word}: {text}" for word, text in pairs(name.fields)), name.note]
            note = "\n".join(filter(None, said))
            yield {"anchor": self._anchors.of("n", key), "words": name.name, "facts": facts, "note": note}

    def _facets(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """What the events can be narrowed by: what is said of more than one, the commonest first."""
        states = {"key": "key events", "disputed": "accounts differ", "undated": "no date"}
        found = [state for event in self._events for state in states_of(event)]
        yield "is", "What", [(state, words) for state, words in states.items() if state in found]
        tags = [tag for event in self._events for tag in event.tags]
        yield "tag", "Tag", [(unbroken(tag), unbroken(tag)) for tag in common(tags)]
        names = [self._content.name(name) for event in self._events for name in event.names]
        yield "name", "Name", [(name, name) for name in common(names)]
        # What an outlet published are often many sources, all of one name.
        cited = (dict.fromkeys(filter(None, event.reported_by)) for event in self._events)
        called = [words for keys in cited for words in dict.fromkeys(map(self._source_words, keys))]
        yield "source", "Source", [(words, words) for words in common(called)]

    def _source_words(self, key: str) -> str:
        listed = self._content.sources.get(key)
        return key if listed is None else outlet_of(key, listed)
