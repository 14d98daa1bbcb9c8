"""The forms of an event, a passage, a source, a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from timeline_tui.model.fields import Field, asked
from timeline_tui.model.record_fields import fields_of
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.phrases import short
from timeline_tui.session.form_fields import Offered, Said, source_of
from timeline_tui.session.sheet import Entry, IsShown, NewEntries, Sheet, Texts, Unfit, Unlisted

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.yamlfile.layout import SectionName
    from timeline_tui.yamlfile.values import Plain


_ID = Field("id", "Id", "made from outlet, headline or name where it is empty", more=True)
_MOST_WORDS_OF_OUTLET = 3


class EntrySheet(Sheet):
    """Asks what a source or a name is, which a form speaks of."""

    def __init__(
        self,
        shown: IsShown,
        rank: int,
        near: int | None,
        new: NewEntries,
        unlisted: Unlisted,
    ) -> None:
        super().__init__(shown, rank, near, new)
        self.asked = unlisted
        is_source = unlisted.section == "sources"
        self.fields = (*asked(fields_of("source" if is_source else "name").values()), _ID)
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
        from timeline_tui.edit.proof import free_id

        return free_id(None, called, self._taken())

    def _taken(self) -> set[str]:
        section: SectionName = self.asked.section
        index = self.shown.index
        listed = () if index is None else index.sources() if section == "sources" else index.names()
        return {*listed, *self.new.keys(section)}


FIELDS = asked(fields_of("event").values())
FILE = Field("file", "File", "the file of the folder that it goes into", "file")
_OWN_ID = re.compile(r"([\w-]+):\s+(.+)")
_NO_WORD = re.compile(r"[\W_]+")


class EventSheet(Sheet):
    """Asks for an event."""

    key = "event"
    title = "Add an event"
    fields: tuple[Field, ...] = FIELDS

    def __init__(
        self,
        shown: IsShown,
        rank: int,
        near: int | None,
        files: Sequence[str] = (),
    ) -> None:
        """`files` are those of a folder, where the timeline is one."""
        super().__init__(shown, rank, near)
        self.files = files
        if files:
            self.fields = (FILE, *FIELDS)

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """Files are known at once."""
        if field.holds == "file":
            return [Offered(name, name) for name in self.files if beginning.casefold() in name.casefold()]
        return super().choices(field, beginning, texts)

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """The event; it has a title, and an id that no other has."""
        if not texts.get("title", "").strip():
            raise Unfit("title", "An event needs a title, a short line for the list")
        found = super().plain(texts)
        found.pop("file", None)
        key, index = found.get("id"), self.shown.index
        if isinstance(key, str) and index is not None and index.rank_of(key) is not None:
            raise Unfit("id", f"An event has the id {key} already; leave it empty to have one made")
        return found

    def _plain(self, field: Field, text: str) -> Plain:
        if field.holds == "file" and text not in self.files:
            raise Unfit("file", f"“{text}” is no file of this folder")
        if field.holds == "question":
            return dict(_question(line.strip()) for line in text.splitlines() if line.strip())
        return super()._plain(field, text)


def _question(line: str) -> tuple[str, str]:
    """A question with its own id before a colon, or with one made of its words."""
    own = _OWN_ID.fullmatch(line)
    if own is not None:
        return own[1], own[2]
    return _NO_WORD.sub("-", line.lower()).strip("-")[:40].strip("-") or "question", line


_OF_PASSAGE = ("speaker", "kind", "via")


class ClippedEventSheet(EventSheet):
    """Asks for an event that begins with a passage, of which the words are known."""

    def __init__(
        self,
        shown: IsShown,
        rank: int,
        near: int | None,
        files: Sequence[str],
        taken: Mapping[str, Plain],
    ) -> None:
        """`taken` is the passage, letter for letter, and where it stands."""
        super().__init__(shown, rank, near, files)
        self._taken = dict(taken)
        of_passage = fields_of("quote")
        asked_first = [field for field in self.fields if not field.more]
        asked_last = [field for field in self.fields if field.more]
        self.fields = (*asked_first, *(of_passage[field] for field in _OF_PASSAGE), *asked_last)
        self.key = f"event {taken.get('source')} {taken.get('exact')}"

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """The event with the passage."""
        found = super().plain(texts)
        said = {field: found.pop(field) for field in _OF_PASSAGE if field in found}
        return {**found, "quotes": [{**self._taken, **said}]}


_MOST_ANSWERS = 400


class PassageSheet(Sheet):
    """Asks for a passage, or for what else is to be said of one that was taken from a text."""

    event: Event

    def __init__(
        self,
        shown: IsShown,
        rank: int,
        event: Event,
        taken: Mapping[str, Plain] | None = None,
    ) -> None:
        """`taken` is what is known of the passage already, letter for letter."""
        super().__init__(shown, rank)
        self.event = event
        self._taken = dict(taken or {})
        self.fields = tuple(
            field
            for field in asked(fields_of("quote").values())
            # What is taken from a text is known letter for letter.
            if not taken or field.id not in {"exact", "source", "prefix", "suffix"}
        )
        self.key = f"passage {event.id} {self._taken.get('exact', '')}"

    def _held(self, source: str) -> str | None:
        texts = self.shown.texts
        return None if texts is None else texts.text_of(source)

    def _said(self, field: Field, text: str, index: Index, texts: Texts) -> Said | None:
        if field.id == "exact":
            return self._proof(text, texts.get("source", "").strip(), index)
        if field.holds == "dispute":
            question = self.event.disputes.get(text) or index.passages.questions([text]).get(text)
            return (
                Said(question) if question else Said(f"no event asks “{text}”: see what it offers", "warning")
            )
        return super()._said(field, text, index, texts)

    def _proof(self, exact: str, source: str, index: Index) -> Said | None:
        """What becomes of the passage in the text of its source."""
        from timeline_tui.evidence.match import match
        from timeline_tui.model.passage_states import PROVEN
        from timeline_tui.render.wordings import state_words

        key = source_of(source, index) if source else None
        text = self._held(key) if key is not None else None
        if text is None:
            return None
        (found,) = match(text, [Quote(exact=exact)])
        remark = f" ({found.remark})" if found.remark else ""
        said = f"{state_words(found)}{remark} in the text that you hold"
        return Said(said, "speaker" if found.state in PROVEN else "warning")

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """Disputes and the answers to one are known at once."""
        start = beginning.casefold()
        if field.holds == "dispute":
            return [
                Offered(key, question, key)
                for key, question in self._questions().items()
                if start in key.casefold() or start in question.casefold()
            ]
        if field.holds == "position":
            answers = self._answers(texts.get("dispute", "").strip())
            return [Offered(one, one) for one in answers if one.casefold().startswith(start)]
        return super().choices(field, beginning, texts)

    def _questions(self) -> dict[str, str]:
        index = self.shown.index
        other = [key for key in self.event.all_disputes if key not in self.event.disputes]
        return {**self.event.disputes, **(index.passages.questions(other) if index else {})}

    def _answers(self, dispute: str) -> list[str]:
        from itertools import islice

        index = self.shown.index
        if index is None or not dispute:
            return []
        found = islice(index.passages.answers(dispute), _MOST_ANSWERS)
        return list(dict.fromkeys(quote.position for quote in found if quote.position))

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """The passage; where its text is held, with the words round it that pick its place."""
        found = self._taken | super().plain(texts)
        if not found.get("exact"):
            raise Unfit("exact", "A passage has words: copy them letter for letter")
        for quote in self.event.quotes:
            if (quote.exact, quote.source) == (found["exact"], found.get("source")):
                raise Unfit("exact", "The event has this passage of this source already")
        return found if self._taken or {"prefix", "suffix"} & set(found) else found | self._round(found)

    def _round(self, found: Mapping[str, Plain]) -> dict[str, Plain]:
        from timeline_tui.evidence.match import anchored

        exact, source = str(found["exact"]), found.get("source")
        text = self._held(source) if isinstance(source, str) else None
        start = -1 if text is None else text.find(exact)
        anchor = anchored(text, start, start + len(exact)) if text is not None and start >= 0 else None
        if anchor is None:
            return {}
        return {side: words for side, words in anchor._asdict().items() if words}
