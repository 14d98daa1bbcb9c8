"""What a timeline file holds: sources, names, events, and the passages that speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar

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

    title: str | None = None
    """The headline, as the text gives it."""
    outlet: str | None = None
    """The newspaper, agency or site that published it."""
    author: str | None = None
    """Who signed it."""
    published: str | None = None
    """When it was published, as an EDTF date."""
    url: str | None = None
    """Its address, http or https."""
    language: str | None = None
    """The language of the text, as a BCP 47 tag."""
    archived: str | None = None
    """The address of an archived copy."""
    derived_from: str | None = None
    """The id of the source that it copies or translates; such sources are one family, one witness."""
    text: str | None = None
    """The path of a copy of the text that you hold, relative to the timeline file."""
    sha256: str | None = None
    """The SHA-256 of that text, in hexadecimal."""
    fields: OwnFields = field(default_factory=dict)
    """What else is to be said of it, in words of your own, each with a text, number, date or list."""
    note: str | None = None
    """What a reader should know of it: original, copy or translation, and from what that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Record):
    """A place, a group or a person, with every spelling that the sources use."""

    kind: NameKind | None = None
    """place, group or person."""
    name: str
    """The spelling that the timeline itself uses."""
    also: tuple[str, ...] = ()
    """Every other spelling that a source uses."""
    within: str | None = None
    """The id of the place or group that it belongs to."""
    role: str | None = None
    """What the sources say the person or group is."""
    at: tuple[str, ...] = ()
    """Where a place lies: its latitude and its longitude in degrees, as in `[51.19, 34.27]`."""
    fields: OwnFields = field(default_factory=dict)
    """What else is to be said of it, in words of your own, each with a text, number, date or list."""
    note: str | None = None
    """What a reader should know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """A passage of a source, as a TextQuoteSelector of the W3C Web Annotation model, and who speaks in it."""

    exact: str
    """The passage, letter for letter."""
    prefix: str | None = None
    """The words just before it, where the passage stands more than once in its text."""
    suffix: str | None = None
    """The words just after it."""
    source: str | None = None
    """The id of the source it is taken from."""
    kind: QuoteKind | None = None
    """direct: somebody's words; reported: a claim in the outlet's words; narration: the outlet's own."""
    speaker: str | None = None
    """The id of the name that says it."""
    via: str | None = None
    """The channel that it was said by: Telegram, television."""
    dispute: str | None = None
    """The id of the disputed point that it answers."""
    position: str | None = None
    """The answer that it gives, in a few words; the same words for the same answer."""
    variant_of: str | None = None
    """The passage of the same event that it words differently: the id of that passage's source, with `#2` for
    the second of several that this source has there."""
    note: str | None = None
    """What a reader should know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media(Record):
    """A picture, film or recording that shows an event; it is opened where it lies, and never fetched."""

    url: str
    """Its address, http or https."""
    caption: str | None = None
    """What it shows."""
    credit: str | None = None
    """Who made it, and whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened, or is said to have happened."""

    id: str | None = None
    """How other events and the command line name it."""
    date: str | None = None
    """When, as an EDTF date; an event may have none."""
    title: str
    """A short line for the list."""
    key: bool = False
    """Whether it is what one tells first: true or false."""
    summary: str | None = None
    """A few sentences that take no side."""
    part_of: str | None = None
    """The id of the event that this one is part of."""
    names: tuple[str, ...] = ()
    """The ids of the places, groups and people it concerns."""
    tags: tuple[str, ...] = ()
    """Words to group events by."""
    quotes: tuple[Quote, ...] = ()
    """The passages that speak of it."""
    sources: tuple[str, ...] = ()
    """The ids of sources that report it, with no passage taken from them here."""
    disputes: Mapping[str, str] = field(default_factory=dict)
    """The points on which accounts differ: an id, unique in the timeline, and a neutral question."""
    links: tuple[str, ...] = ()
    """Addresses for further reading."""
    media: tuple[Media, ...] = ()
    """Pictures, films and recordings that show it."""
    fields: OwnFields = field(default_factory=dict)
    """What else is to be said of it, in words of your own, each with a text, number, date or list."""
    note: str | None = None
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


R = TypeVar("R", bound=Record)
_INSIDE: dict[str, type[Record]] = {"quotes": Quote, "media": Media}


def to_plain(record: Record) -> dict[str, Any]:
    """The record's fields that say something, in their order, with records inside made plain too."""
    plain: dict[str, Any] = {}
    names: Iterable[str] = record.__slots__
    for name in names:
        value = getattr(record, name)
        if not value:
            continue
        if name in _INSIDE:
            value = [to_plain(inside) for inside in value]
        elif name == "fields":
            value = {key: list(said) if isinstance(said, tuple) else said for key, said in value.items()}
        elif isinstance(value, tuple):
            value = list(value)
        plain[name] = value
    return plain


def from_plain(record: type[R], plain: Mapping[str, Any]) -> R:
    """The record that `to_plain` made the mapping from."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    if record is Event:
        for name in _INSIDE.keys() & plain.keys():
            values[name] = tuple(from_plain(_INSIDE[name], inside) for inside in plain[name])
    if "fields" in plain:
        own = plain["fields"].items()
        values["fields"] = {key: tuple(said) if isinstance(said, list) else said for key, said in own}
    return record(**values)
