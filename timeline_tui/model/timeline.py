"""What a timeline file holds: sources, names, events, and the passages that speak of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

from timeline_tui.model import dates
from timeline_tui.model.days import MONTHS, to_civil, year_in_words
from timeline_tui.model.fields import NAME_KINDS, OWN_WORDS, QUOTE_KINDS, Option, needed, row

QuoteKind = Literal["direct", "reported", "narration"]
NameKind = Literal["place", "group", "person"]
OwnFields: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""What a file says in words of its own, each with a text or a list of texts, in the order of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all parts of a file have in common: no field beside the ones that are named."""

    # Read by the checker in `loading`; here it is a plain setting, so that the model needs no library.
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A text that passages are taken from, with the fields of CSL-JSON under plain names."""

    title: str | None = row("Headline", "as the text gives it", found=True)
    """The headline, as the text gives it."""
    outlet: str | None = row(
        "Outlet",
        "the newspaper, agency or site that published it",
        found=True,
        called="publisher publication newspaper journal site",
    )
    """The newspaper, agency or site that published it."""
    author: str | None = row("Author", "who signed it", called="authors by writer")
    """Who signed it."""
    published: str | None = row(
        "Date", "when it was published: 12 March 2024", "date", heading="Published", called="date year issued"
    )
    """When it was published, as an EDTF date."""
    url: str | None = row("Address", "http or https", "address", called="link href address")
    """Its address, http or https."""
    language: str | None = row("Language", "a short code: en, fr, uk", more=True)
    """The language of the text, as a BCP 47 tag."""
    archived: str | None = row("Archived", "the address of an archived copy", "address", more=True)
    """The address of an archived copy."""
    derived_from: str | None = row(
        "Copy of", "the source that it copies or translates", "source", early=True, more=True
    )
    """The id of the source that it copies or translates; such sources are one family, one witness."""
    text: str | None = None
    """The path of a copy of the text that you hold, relative to the timeline file."""
    sha256: str | None = None
    """The SHA-256 of that text, in hexadecimal."""
    fields: OwnFields = row("Fields", OWN_WORDS + "reliability: B", "own", block=True, more=True, found=True)
    """What else is to be said of it, in words of your own, each with a text, number, date or list."""
    note: str | None = row("Note", "what a reader should know of it", block=True, more=True)
    """What a reader should know of it: original, copy or translation, and from what that is known."""

    @property
    def untitled(self) -> str:
        """What it is called, by the month or year in which it surely appeared, where that is known."""
        span = dates.understood(self.published)
        if span is None or span.earliest is None or span.latest is None:
            return ""
        (year, month, _), last = to_civil(span.earliest), to_civil(span.latest)
        if year != last[0]:
            return ""
        when = f"{MONTHS[month]} " if month == last[1] else ""
        return f"text without a title, {when}{year_in_words(year)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Record):
    """A place, a group or a person, with every spelling that the sources use."""

    kind: NameKind | None = row(
        "Kind", "person, group or place", "kind", early=True, choices=NAME_KINDS, called="type sort"
    )
    """place, group or person."""
    name: str = field(
        metadata=needed("Name", "the spelling that the timeline uses", found=True, called="title label")
    )
    """The spelling that the timeline itself uses."""
    also: tuple[str, ...] = row(
        "Also",
        "other spellings in the sources, with commas between them",
        several=True,
        found=True,
        called="alias aliases spellings aka",
    )
    """Every other spelling that a source uses."""
    within: str | None = row(
        "Within", "the place or group that it belongs to", "name", called="parent part_of in"
    )
    """The id of the place or group that it belongs to."""
    role: str | None = row("Role", "what the sources say it is: mayor of the town", early=True)
    """What the sources say the person or group is."""
    at: tuple[str, ...] = row(
        "Lies at", "latitude and longitude of a place: 51.28, 34.30", "coordinates", several=True, more=True
    )
    """Where a place lies: its latitude and its longitude in degrees, as in `[51.19, 34.27]`."""
    fields: OwnFields = row(
        "Fields", OWN_WORDS + "population: 3500", "own", block=True, more=True, found=True
    )
    """What else is to be said of it, in words of your own, each with a text, number, date or list."""
    note: str | None = row("Note", "what a reader should know of it", block=True, more=True)
    """What a reader should know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """A passage of a source, as a TextQuoteSelector of the W3C Web Annotation model, and who speaks in it."""

    exact: str = field(metadata=needed("Passage", "the passage, letter for letter", block=True, found=True))
    """The passage, letter for letter."""
    prefix: str | None = row("Prefix", "the words just before it, where it stands more than once", more=True)
    """The words just before it, where the passage stands more than once in its text."""
    suffix: str | None = row("Suffix", "the words just after it", more=True)
    """The words just after it."""
    source: str | None = row("Source", "by its id, outlet or headline", "source")
    """The id of the source it is taken from."""
    kind: QuoteKind | None = row("Kind", "direct, reported or narration", "kind", choices=QUOTE_KINDS)
    """direct: somebody's words; reported: a claim in the outlet's words; narration: the outlet's own."""
    speaker: str | None = row("Speaker", "whose words, in any spelling", "name")
    """The id of the name that says it."""
    via: str | None = row("Via", "Telegram, television")
    """The channel that it was said by: Telegram, television."""
    dispute: str | None = row("Dispute", "the disputed point that it answers", "dispute")
    """The id of the disputed point that it answers."""
    position: str | None = row("Position", "its answer, in a few words", "position")
    """The answer that it gives, in a few words; the same words for the same answer."""
    variant_of: str | None = None
    """The passage of the same event that it words differently: the id of that passage's source, with `#2` for
    the second of several that this source has there."""
    note: str | None = row("Note", "what a reader should know of it", block=True)
    """What a reader should know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media(Record):
    """A picture, film or recording that shows an event; it is opened where it lies, and never fetched."""

    url: str = field(metadata=needed(example="the address that it lies at"))
    """Its address, http or https."""
    caption: str | None = row(found=True)
    """What it shows."""
    credit: str | None = row(found=True)
    """Who made it, and whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened, or is said to have happened."""

    id: str | None = row(
        "Id",
        "made from date and title where it is empty",
        more=True,
        option=Option("id", "how it is named; made from date and title if not given"),
    )
    """How other events and the command line name it."""
    date: str | None = row(
        "Date",
        "12 March 2024, spring 2023, c. May 2023",
        "date",
        called="start start_date when time day year",
        option=Option("date", "when: 2024-03-12, or words such as 12 March 2024, spring 2023, c. 1850"),
    )
    """When, as an EDTF date; an event may have none."""
    title: str = field(
        metadata=needed(
            "Title",
            "a short line for the list",
            found=True,
            called="headline event",
            option=Option("title"),
        )
    )
    """A short line for the list."""
    key: bool = row(
        "Key",
        "yes, where it is what one tells first",
        "flag",
        more=True,
        called="important importance highlight",
        option=Option("key", "say that it is what one tells first"),
    )
    """Whether it is what one tells first: true or false."""
    summary: str | None = row(
        "Summary",
        "a few sentences that take no side",
        block=True,
        found=True,
        called="description text body content details subtitle",
        option=Option("summary", metavar="TEXT"),
    )
    """A few sentences that take no side."""
    part_of: str | None = row(
        "Part of",
        "the event that it is part of",
        "event",
        option=Option("part-of", "the event that it is part of, by its id", "ID"),
    )
    """The id of the event that this one is part of."""
    names: tuple[str, ...] = row(
        "Names",
        "places, groups, people, in any spelling",
        "name",
        several=True,
        called="location place places where people persons actors who",
        option=Option("name", "a place, group or person it concerns, in any spelling"),
    )
    """The ids of the places, groups and people it concerns."""
    tags: tuple[str, ...] = row(
        "Tags",
        "words to group events by",
        "tag",
        several=True,
        found=True,
        called="category categories type types keywords",
        option=Option("tag", "a word to group by"),
    )
    """Words to group events by."""
    quotes: tuple[Quote, ...] = row(holds="quotes", several=True, found=True)
    """The passages that speak of it."""
    sources: tuple[str, ...] = row(
        "Cited",
        "sources that report it, with no passage taken",
        "source",
        several=True,
        more=True,
        option=Option("source", "a source that reports it, by its id", "ID", into="cited"),
    )
    """The ids of sources that report it, with no passage taken from them here."""
    disputes: Mapping[str, str] = row(
        "Disputed",
        "what accounts differ on, a question a line",
        "question",
        early=True,
        block=True,
        more=True,
    )
    """The points on which accounts differ: an id, unique in the timeline, and a neutral question."""
    links: tuple[str, ...] = row(
        "Links",
        "addresses, with commas between them",
        several=True,
        more=True,
        called="url urls website",
        option=Option("link", "an address for further reading", "ADDRESS"),
    )
    """Addresses for further reading."""
    media: tuple[Media, ...] = row(
        "Pictures",
        "an address a line, and what it shows",
        "media",
        several=True,
        block=True,
        more=True,
        found=True,
        called="image images picture pictures photo photos video",
        option=Option("media", "the address of a picture or recording that shows it", "ADDRESS"),
    )
    """Pictures, films and recordings that show it."""
    fields: OwnFields = row(
        "Fields",
        OWN_WORDS + "status: verified",
        "own",
        block=True,
        more=True,
        found=True,
        option=Option(
            "field",
            "what it says in a word of your own",
            "WORD=TEXT",
        ),
    )
    """What else is to be said of it, in words of your own, each with a text, number, date or list."""
    note: str | None = row(
        "Note",
        "from what the date is known, and the like",
        block=True,
        more=True,
        called="comment comments remark",
        option=Option("note", metavar="TEXT"),
    )
    """From what an inferred date is known, and other remarks of the editor."""

    @property
    def all_disputes(self) -> tuple[str, ...]:
        """The disputed points that it asks, then those that only its passages answer."""
        answered = (quote.dispute for quote in self.quotes if quote.dispute)
        return tuple(dict.fromkeys((*self.disputes, *answered)))

    @property
    def reported_by(self) -> tuple[str | None, ...]:
        """The source of each passage, and each that it cites."""
        return (*[quote.source for quote in self.quotes], *self.sources)

    @property
    def only_cited(self) -> tuple[str, ...]:
        """The sources that report it and of which it holds no passage."""
        quoted = {quote.source for quote in self.quotes}
        return tuple(source for source in dict.fromkeys(self.sources) if source not in quoted)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep(Record):
    """One stop of a tour: an event, or a passage of it, and what is said there."""

    event: str = field(metadata=needed(holds="event", example="the id of an event"))
    """The id of the event that is shown."""
    passage: str | None = None
    """The passage of it that is shown: the id of its source, with `#2` for the second of several."""
    text: str | None = row(example="a sentence or two", block=True)
    """What is said there, in a sentence or two; the summary of the event where it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour(Record):
    """A way through some events, told step by step."""

    title: str | None = None
    """What it is called."""
    steps: tuple[TourStep, ...] = row(holds="steps", several=True)
    """Its steps, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Record):
    """A whole file but for its events, which stream past one by one."""

    title: str | None = None
    """What the timeline is called."""
    summary: str | None = None
    """What it covers."""
    license: str | None = None
    """The terms of the compilation, and whose the passages are."""
    timezone: str | None = None
    """The IANA zone of all days, and of times that are written with no offset."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The sources by id."""
    names: Mapping[str, Name] = field(default_factory=dict)
    """The names by id."""
    tours: Mapping[str, Tour] = field(default_factory=dict)
    """The tours by id."""


def pairs(fields: OwnFields) -> list[tuple[str, str]]:
    """Each word with each text that it says."""
    return [(word, text) for word, said in fields.items() for text in ([said] if type(said) is str else said)]


def families(sources: Mapping[str, Source]) -> dict[str, str]:
    """The family of each source: the id of the text at the end of its `derived_from` chain.

    A family counts as one independent source. A chain that leads to an id that is not listed ends at the
    last source that is; sources whose chains lead into a loop are the family of the first id in the loop.
    """
    found: dict[str, str] = {}
    for source_id in sources:
        chain: dict[str, None] = {}
        key = source_id
        while key not in found and key not in chain:
            chain[key] = None
            parent = sources[key].derived_from
            # An original is a loop of one.
            key = parent if parent is not None and parent in sources else key
        root = found[key] if key in found else _first_of_loop(chain, key)
        found.update(dict.fromkeys(chain, root))
    return {key: found[key] for key in sources}


def _first_of_loop(chain: Mapping[str, None], entry: str) -> str:
    ids = list(chain)
    return min(ids[ids.index(entry) :])
