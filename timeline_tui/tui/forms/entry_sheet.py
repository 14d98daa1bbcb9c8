"""The form of a source or a name that is not listed yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline_tui.tui.forms.entries import Entry, NewEntries, Unlisted
from timeline_tui.tui.forms.fields import Field
from timeline_tui.tui.forms.sheet import Sheet, Texts, Unfit
from timeline_tui.tui.presentation.words import short

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.loading.layout import SectionName

_SOURCE: tuple[Field, ...] = (
    Field("title", "Headline", "as the text gives it"),
    Field("outlet", "Outlet", "the newspaper, agency or site that published it"),
    Field("author", "Author", "who signed it"),
    Field("published", "Date", "when it was published: 12 March 2024", "date"),
    Field("url", "Address", "http or https"),
    Field("derived_from", "Copy of", "the source that it copies or translates", "source", more=True),
    Field("language", "Language", "a short code: en, fr, uk", more=True),
    Field("archived", "Archived", "the address of an archived copy", more=True),
    Field("fields", "Fields", "words of your own, each a line: reliability: B", "own", block=True, more=True),
    Field("note", "Note", "what a reader should know of it", block=True, more=True),
    Field("id", "Id", "made from outlet or headline where it is empty", more=True),
)
_NAME: tuple[Field, ...] = (
    Field("name", "Name", "the spelling that the timeline uses"),
    Field("kind", "Kind", "person, group or place", "kind"),
    Field("role", "Role", "what the sources say it is: mayor of the town"),
    Field("also", "Also", "other spellings in the sources, with commas between them", several=True),
    Field("within", "Within", "the place or group that it belongs to", "name"),
    Field("at", "Lies at", "latitude and longitude of a place: 51.28, 34.30", "coordinates", more=True),
    Field(
        "fields", "Fields", "words of your own, each a line: population: 3500", "own", block=True, more=True
    ),
    Field("note", "Note", "what a reader should know of it", block=True, more=True),
    Field("id", "Id", "made from the name where it is empty", more=True),
)
_NAME_KINDS = {
    "person": "somebody who acts or speaks",
    "group": "an organisation, a unit, an office",
    "place": "a village, a region, a country",
}
_MOST_WORDS_OF_OUTLET = 3


class EntrySheet(Sheet):
    """Asks what a source or a name is, which a form speaks of."""

    def __init__(
        self,
        index: Callable[[], Index | None],
        rank: int,
        near: int | None,
        new: NewEntries,
        unlisted: Unlisted,
    ) -> None:
        super().__init__(index, rank, near, new)
        self.asked = unlisted
        is_source = unlisted.section == "sources"
        self.fields = _SOURCE if is_source else _NAME
        self.kinds = _NAME_KINDS
        self.key = unlisted.key
        what = "source: what is it?" if is_source else "name: who or what is it?"
        self.title = f"“{short(unlisted.text)}” is a new {what}"

    @property
    def first(self) -> dict[str, str]:
        """What the text that was typed says already."""
        section, text, speaks = self.asked
        if section == "names":
            return {"name": text, "kind": "person"} if speaks else {"name": text}
        if "://" in text:
            return {"url": text}
        return {"outlet" if len(text.split()) <= _MOST_WORDS_OF_OUTLET else "title": text}

    def entry(self, texts: Texts) -> Entry:
        """What is to be written; `Unfit` where a text cannot be taken."""
        fields = self.plain(texts)
        if not {"name", "title", "outlet", "url"} & set(fields):
            field = "name" if self.asked.section == "names" else "title"
            raise Unfit(field, "Say what it is called")
        key = str(fields.pop("id", ""))
        if key and key in self._taken():
            raise Unfit("id", f"The id {key} is taken; leave it empty to have one made")
        called = fields.get("name") or fields.get("outlet") or fields.get("title") or self.asked.text
        return Entry(key or self._made(str(called)), fields, tuple(self.unlisted(texts)))

    def _made(self, called: str) -> str:
        from timeline_tui.editing.judging import free_id

        return free_id(None, called, self._taken())

    def _taken(self) -> set[str]:
        section: SectionName = self.asked.section
        index = self.index()
        listed = () if index is None else index.sources() if section == "sources" else index.names()
        return {*listed, *self.new.keys(section)}
