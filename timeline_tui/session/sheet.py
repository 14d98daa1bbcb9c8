"""What a form asks for: its fields, what is said of them, and what they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.session.entries import NewEntries, Unlisted
from timeline_tui.session.fields import (
    KINDS,
    Field,
    Offered,
    Said,
    Sort,
    is_unlisted,
    readings,
    said_of_date,
    said_of_event,
    said_of_kind,
    said_of_names,
    said_of_source,
    said_of_tags,
    source_of,
    values,
)

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.yamlfile.values import Plain


Texts = Mapping[str, str]
"""What is typed in each field."""


def _flag(field: Field, text: str) -> Plain:
    """True or false, by the beginning of a word for either."""
    found = [said for word, said in _FLAGS.items() if word.startswith(text.casefold())]
    if not found:
        raise Unfit(field.id, f"“{text}” is neither yes nor no")
    return found[0]


def _coordinates(_: Field, text: str) -> Plain:
    parts: list[Plain] = [part.strip() for part in text.split(",")]
    return parts


def _media(_: Field, text: str) -> Plain:
    """A picture a line: its address, and behind a blank what it shows."""
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    media: list[Plain] = [dict(zip(("url", "caption"), line, strict=False)) for line in lines]
    return media


def _own(field: Field, text: str) -> Plain:
    """A word, a colon and a text a line; a word that stands there again has a list."""
    found: dict[str, list[Plain]] = {}
    for line in filter(str.strip, text.splitlines()):
        word, colon, said = (part.strip() for part in line.partition(":"))
        if not (word and colon and said):
            raise Unfit(field.id, f"“{line.strip()}”: write a word, a colon and a text")
        found.setdefault(word, []).append(said)
    return {word: texts if len(texts) > 1 else texts[0] for word, texts in found.items()}


_FLAGS: Mapping[str, Plain] = {"yes": "true", "true": "true", "no": None, "false": None}
OWN: Mapping[Sort, Callable[[Field, str], Plain]] = {
    "flag": _flag,
    "coordinates": _coordinates,
    "media": _media,
    "own": _own,
}
"""What becomes of texts that are of a sort of their own."""


class Unfit(ValueError):  # noqa: N818 - it says what the text is
    """What is typed cannot be taken, in which field and why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Sheet:
    """One kind of form; what it says comes from the index that is shown at the time."""

    key = ""
    """What its draft is kept under."""
    title = ""
    fields: tuple[Field, ...] = ()

    kinds: Mapping[str, str] = KINDS
    """What can stand in a field for the kind, and what each means."""

    def __init__(
        self,
        index: Callable[[], Index | None],
        rank: int,
        near: int | None = None,
        new: NewEntries | None = None,
    ) -> None:
        """`rank` is the event that one comes from, `near` its day; `new` is known of what is not listed."""
        self.index = index
        self.rank = rank
        self.near = near
        self.new = new or NewEntries()

    def said(self, field: Field, texts: Texts) -> Said | None:
        """What is to be said of a field, where these texts are typed."""
        text = texts.get(field.id, "")
        if field.sort == "date":
            return said_of_date(text, self.near, _today())
        index = self.index()
        if index is None or not text.strip():
            return None
        try:
            return self._said(field, text.strip(), index, texts)
        except Unusable:
            return None

    def _said(self, field: Field, text: str, index: Index, texts: Texts) -> Said | None:
        parts = values(text) if field.several else [text]
        if field.sort == "name":
            return said_of_names(parts, index, self.new)
        if field.sort == "tag":
            return said_of_tags(parts, index)
        if field.sort == "source":
            return said_of_source(parts[-1], index, self.new) if parts else None
        if field.sort == "event":
            return said_of_event(text, index)
        return said_of_kind(text, self.kinds) if field.sort == "kind" else None

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """The values of a field that are known at once; None where they are to be looked up."""
        if field.sort == "kind":
            return [
                Offered(kind, kind, meaning)
                for kind, meaning in self.kinds.items()
                if kind.startswith(beginning.casefold())
            ]
        if field.sort == "date":
            return [
                Offered(reading, in_words, reading) for reading, in_words in readings(beginning, _today())
            ]
        return None if field.sort in {"name", "tag", "source", "event"} else ()

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """What the file is to hold; `Unfit` where a text cannot be taken."""
        found: dict[str, Plain] = {}
        for field in self.fields:
            text = texts.get(field.id, "").strip()
            if text:
                found |= self._plain(field, text)
        return found

    def _plain(self, field: Field, text: str) -> dict[str, Plain]:
        if field.sort == "date":
            return {field.id: self._date(field, text)}
        if field.sort == "name":
            keys: list[Plain] = [
                self._name(field, one) for one in (values(text) if field.several else [text])
            ]
            return {field.id: keys if field.several else keys[0]}
        if field.sort == "source":
            ids: list[Plain] = [self._source(one) for one in (values(text) if field.several else [text])]
            return {field.id: ids if field.several else ids[0]}
        if field.sort in OWN:
            return {field.id: OWN[field.sort](field, text)}
        if field.sort == "kind":
            return {field.id: self._kind(field, text)}
        if field.several:
            several: list[Plain] = list(values(text))
            return {field.id: several}
        return {field.id: text}

    def _kind(self, field: Field, text: str) -> str:
        """The one kind that begins so."""
        kinds = [kind for kind in self.kinds if kind.startswith(text.casefold())]
        if len(kinds) != 1:
            raise Unfit(field.id, f"“{text}” is none of {', '.join(self.kinds)}")
        return kinds[0]

    def _date(self, field: Field, text: str) -> str:
        from timeline_tui.model.span import NotADate
        from timeline_tui.model.typed_dates import typed

        try:
            return typed(text, self.near, _today()).edtf
        except NotADate as error:
            raise Unfit(field.id, f"{error}: {error.hint}") from error

    def unlisted(self, texts: Texts) -> list[Unlisted]:
        """What these texts speak of and nobody has listed, in the order of the fields."""
        index = self.index()
        if index is None:
            return []
        typed = ((field, texts.get(field.id, "").strip()) for field in self.fields)
        parts = ((field, one) for field, text in typed for one in (values(text) if field.several else [text]))
        return [found for field, one in parts if one and (found := _unlisted(field, one, index)) is not None]

    def unsaid(self, texts: Texts) -> Unlisted | None:
        """The first of these of which nobody has said what it is."""
        return next((one for one in self.unlisted(texts) if self.new.entry(*one[:2]) is None), None)

    def _source(self, text: str) -> str:
        """The id of a source; what is none stays as it is, and is asked about."""
        index, entry = self.index(), self.new.entry("sources", text)
        key = None if index is None else source_of(text, index)
        return key or (text if entry is None else entry.key)

    def _name(self, field: Field, text: str) -> str:
        """The id of a name; what is nobody's stays as it is, and is asked about."""
        from timeline_tui.edit.insertion import Ambiguous, Unnamed, name_of

        index = self.index()
        try:
            return text if index is None else name_of(text, index.names())
        except Ambiguous as error:
            raise Unfit(field.id, f"“{text}”: {error}: write {error.hint}") from error
        except Unnamed:
            entry = self.new.entry("names", text)
            return text if entry is None else entry.key


def _unlisted(field: Field, text: str, index: Index) -> Unlisted | None:
    if field.sort == "name" and is_unlisted(text, index):
        return Unlisted("names", text, speaks=field.id == "speaker")
    if field.sort == "source" and source_of(text, index) is None:
        return Unlisted("sources", text)
    return None


def _today() -> int:
    from datetime import date

    return date.today().toordinal()
