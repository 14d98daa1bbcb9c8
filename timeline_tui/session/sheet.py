"""What a form asks for: its fields, what they make, and the sources and names that are not listed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.model.fields import Field, gathered
from timeline_tui.session import form_fields
from timeline_tui.session.form_fields import Offered, Said

if TYPE_CHECKING:
    from timeline_tui.edit.splice import Fields, Listed
    from timeline_tui.model.timeline import Event
    from timeline_tui.session.open_text import TextReading
    from timeline_tui.yamlfile.layout import SectionName
    from timeline_tui.yamlfile.values import Plain


class Unlisted(NamedTuple):
    """A text that stands for a source or a name that is not listed."""

    section: SectionName
    text: str
    speaks: bool = False
    """Whether it is typed as one who speaks."""

    @property
    def key(self) -> str:
        """What the draft of its form is kept under."""
        return f"{self.section} {self.text}"


class Entry(NamedTuple):
    """What is to be written of it."""

    key: str
    """Its id."""
    fields: Fields
    unlisted: tuple[Unlisted, ...] = ()
    """What it speaks of itself that is not listed either."""


class NewEntries:
    """What was said of each."""

    def __init__(self) -> None:
        self._entries: dict[tuple[SectionName, str], Entry] = {}

    def take(self, unlisted: Unlisted, entry: Entry) -> None:
        """Know from now on what it is."""
        self._entries[unlisted.section, unlisted.text] = entry

    def entry(self, section: SectionName, text: str) -> Entry | None:
        """What was said of this text; None where nothing was yet."""
        return self._entries.get((section, text))

    @property
    def drafts(self) -> list[str]:
        """What the drafts of their forms are kept under."""
        return [Unlisted(*asked).key for asked in self._entries]

    def keys(self, section: SectionName) -> set[str]:
        """The ids that are taken by what was said."""
        return {entry.key for (name, _), entry in self._entries.items() if name == section}

    def listed(self, unlisted: Iterable[Unlisted]) -> Listed:
        """What must be listed for these, and for what they speak of in turn."""
        listed: dict[SectionName, dict[str, Fields]] = {}
        left = list(unlisted)
        while left:
            section, text, _ = left.pop(0)
            entry = self.entry(section, text)
            if entry is not None and entry.key not in listed.setdefault(section, {}):
                listed[section][entry.key] = entry.fields
                left.extend(entry.unlisted)
        return listed

    def forget(self, section: SectionName, key: str) -> Unlisted | None:
        """Ask anew for the one of this id."""
        for asked, entry in self._entries.items():
            if (asked[0], entry.key) == (section, key):
                del self._entries[asked]
                return Unlisted(*asked)
        return None


Texts = Mapping[str, str]
"""What is typed in each field."""


class Unfit(ValueError):  # noqa: N818 - it says what the text is
    """What is typed cannot be taken, in which field and why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class IsShown(Protocol):
    """What is shown at the time: an index, and the texts that are held."""

    @property
    def index(self) -> Index | None:
        """What is shown of the file."""

    @property
    def texts(self) -> TextReading | None:
        """The texts of the sources, where some are held."""


class Sheet:
    """One kind of form; what it says comes from the index that is shown at the time."""

    key = ""
    """What its draft is kept under."""
    title = ""
    fields: tuple[Field, ...] = ()
    event: Event | None = None
    """What it adds to, where that is there already."""
    saving = "save"
    """What it is called to go on with what is typed."""
    label_cells: int | None = None
    """How wide the labels are; None where they are as wide as in every other form."""

    def __init__(
        self,
        shown: IsShown,
        rank: int,
        near: int | None = None,
        new: NewEntries | None = None,
    ) -> None:
        """`rank` is the event that one comes from, `near` its day; `new` is known of what is not listed."""
        self.shown = shown
        self.rank = rank
        self.near = near
        self.new = new or NewEntries()

    def said(self, field: Field, texts: Texts) -> Said | None:
        """What is to be said of a field, where these texts are typed."""
        text = texts.get(field.id, "")
        if field.holds == "date":
            return form_fields.said_of_date(text, self.near, _today())
        index = self.shown.index
        if index is None or not text.strip():
            return None
        try:
            return self._said(field, text.strip(), index, texts)
        except Unusable:
            return None

    def _said(self, field: Field, text: str, index: Index, texts: Texts) -> Said | None:
        parts = form_fields.values(text) if field.several else [text]
        if field.holds == "name":
            return _said_of_names(parts, index, self.new)
        if field.holds in {"address", "media"}:
            return form_fields.said_of_addresses(text.splitlines())
        if field.holds == "tag":
            return form_fields.said_of_tags(parts, index)
        if field.holds == "source":
            return _said_of_source(parts[-1], index, self.new) if parts else None
        if field.holds == "event":
            return form_fields.said_of_event(text, index)
        return form_fields.said_of_kind(text, field.choices) if field.holds == "kind" else None

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """The values of a field that are known at once; None where they are to be looked up."""
        if field.holds == "kind":
            return [
                Offered(kind, kind, meaning)
                for kind, meaning in field.choices.items()
                if kind.startswith(beginning.casefold())
            ]
        if field.holds == "date":
            return [
                Offered(reading, in_words, reading)
                for reading, in_words in form_fields.readings(beginning, _today())
            ]
        return None if field.holds in {"name", "tag", "source", "event"} else ()

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """What the file is to hold; `Unfit` where a text cannot be taken."""
        found: dict[str, Plain] = {}
        for field in self.fields:
            text = texts.get(field.id, "").strip()
            if text:
                found[field.id] = self._plain(field, text)
        return found

    def _plain(self, field: Field, text: str) -> Plain:
        """What becomes of the text of a field."""
        parts = form_fields.values(text) if field.several else [text]
        found: list[Plain]
        match field.holds:
            case "date":
                return self._date(field, text)
            case "name":
                found = [self._name(field, one) for one in parts]
            case "source":
                found = [self._source(one) for one in parts]
            case "kind" | "flag":
                return _word(field, text)
            case "media":
                lines = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
                found = [dict(zip(("url", "caption"), line, strict=False)) for line in lines]
            case "coordinates":
                found = [part.strip() for part in text.split(",")]
            case "own":
                return gathered(_own_words(field, text))
            case _:
                found = [*parts]
        return found if field.several else found[0]

    def _date(self, field: Field, text: str) -> str:
        from timeline_tui.model.span import NotADate
        from timeline_tui.model.typed_dates import typed

        try:
            return typed(text, self.near, _today()).edtf
        except NotADate as error:
            raise Unfit(field.id, f"{error}: {error.hint}") from error

    def unlisted(self, texts: Texts) -> list[Unlisted]:
        """What these texts speak of and nobody has listed, in the order of the fields."""
        index = self.shown.index
        if index is None:
            return []
        typed = ((field, texts.get(field.id, "").strip()) for field in self.fields)
        parts = (
            (field, one)
            for field, text in typed
            for one in (form_fields.values(text) if field.several else [text])
        )
        return [found for field, one in parts if one and (found := _unlisted(field, one, index)) is not None]

    def unsaid(self, texts: Texts) -> Unlisted | None:
        """The first of these of which nobody has said what it is."""
        return next((one for one in self.unlisted(texts) if self.new.entry(*one[:2]) is None), None)

    def _source(self, text: str) -> str:
        """The id of a source; what is none stays as it is, and is asked about."""
        index, entry = self.shown.index, self.new.entry("sources", text)
        key = None if index is None else form_fields.source_of(text, index)
        return key or (text if entry is None else entry.key)

    def _name(self, field: Field, text: str) -> str:
        """The id of a name; what is nobody's stays as it is, and is asked about."""
        from timeline_tui.edit.insertion import Ambiguous, Unnamed, name_of

        index = self.shown.index
        try:
            return text if index is None else name_of(text, index.names())
        except Ambiguous as error:
            raise Unfit(field.id, f"“{text}”: {error}: write {error.hint}") from error
        except Unnamed:
            entry = self.new.entry("names", text)
            return text if entry is None else entry.key


_ASKED = "saving asks what it is, and lists it"


def _said_of_names(texts: list[str], index: Index, new: NewEntries) -> Said | None:
    """That a name is new, or several names'."""
    from timeline_tui.edit.insertion import Ambiguous, Unnamed, name_of

    for text in texts:
        try:
            name_of(text, index.names())
        except Ambiguous as error:
            return Said(f"“{text}”: {error}: write {error.hint}", "warning")
        except Unnamed as error:
            if new.entry("names", text) is None:
                near = f" (did you mean {error.hint}?)" if error.near else ""
                return Said(f"“{text}” is not among the names yet{near}: {_ASKED}", "warning")
    return None


def _said_of_source(text: str, index: Index, new: NewEntries) -> Said | None:
    """Which source it is, or that it is new."""
    if not text:
        return None
    if new.entry("sources", text) is not None:
        return None
    key = form_fields.source_of(text, index)
    source = None if key is None else index.sources().get(key)
    if key is None or source is None:
        return Said(f"“{text}” is not among the sources yet: {_ASKED}", "warning")
    return Said(form_fields.source_label(key, source))


def _unlisted(field: Field, text: str, index: Index) -> Unlisted | None:
    if field.holds == "name" and form_fields.is_unlisted(text, index):
        return Unlisted("names", text, speaks=field.id == "speaker")
    if field.holds == "source" and form_fields.source_of(text, index) is None:
        return Unlisted("sources", text)
    return None


_FLAGS: Mapping[str, Plain] = {"yes": "true", "true": "true", "no": None, "false": None}


def _word(field: Field, text: str) -> Plain:
    """What the one word means that begins so: a kind, or yes or no."""
    words = _FLAGS if field.holds == "flag" else {kind: kind for kind in field.choices}
    found = [meant for word, meant in words.items() if word.startswith(text.casefold())]
    if not found or (len(found) > 1 and field.holds == "kind"):
        is_none = "neither yes nor no" if field.holds == "flag" else f"none of {', '.join(words)}"
        raise Unfit(field.id, f"“{text}” is {is_none}")
    return found[0]


def _own_words(field: Field, text: str) -> Iterator[tuple[str, str]]:
    """A word and what it says in each line, with a colon between them."""
    for line in filter(str.strip, text.splitlines()):
        word, _, said = (part.strip() for part in line.partition(":"))
        if not (word and said):
            raise Unfit(field.id, f"“{line.strip()}”: write a word, a colon and a text")
        yield word, said


def _today() -> int:
    from datetime import date

    return date.today().toordinal()
