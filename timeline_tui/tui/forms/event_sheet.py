"""The form of a new event."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from timeline_tui.tui.forms.fields import Field, Offered
from timeline_tui.tui.forms.sheet import Sheet, Texts, Unfit

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.loading.values import Plain

FIELDS: tuple[Field, ...] = (
    Field("title", "Title", "a short line for the list"),
    Field("date", "Date", "12 March 2024, spring 2023, c. May 2023", "date"),
    Field("summary", "Summary", "a few sentences that take no side", block=True),
    Field("part_of", "Part of", "the event that it is part of", "event"),
    Field("names", "Names", "places, groups, people, in any spelling", "name", several=True),
    Field("tags", "Tags", "words to group events by", "tag", several=True),
    Field(
        "disputes",
        "Disputed",
        "what accounts differ on, a question a line",
        "question",
        block=True,
        more=True,
    ),
    Field("key", "Key", "yes, where it is what one tells first", "flag", more=True),
    Field(
        "sources",
        "Cited",
        "sources that report it, with no passage taken",
        "source",
        several=True,
        more=True,
    ),
    Field("links", "Links", "addresses, with commas between them", several=True, more=True),
    Field("media", "Pictures", "an address a line, and what it shows", "media", block=True, more=True),
    Field(
        "fields", "Fields", "words of your own, each a line: status: verified", "own", block=True, more=True
    ),
    Field("note", "Note", "from what the date is known, and the like", block=True, more=True),
    Field("id", "Id", "made from date and title where it is empty", more=True),
)
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
        index: Callable[[], Index | None],
        rank: int,
        near: int | None,
        files: Sequence[str] = (),
    ) -> None:
        """`files` are those of a folder, where the timeline is one."""
        super().__init__(index, rank, near)
        self.files = files
        if files:
            self.fields = (FILE, *FIELDS)

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """Files are known at once."""
        if field.sort == "file":
            return [Offered(name, name) for name in self.files if beginning.casefold() in name.casefold()]
        return super().choices(field, beginning, texts)

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """The event; it has a title, and an id that no other has."""
        if not texts.get("title", "").strip():
            raise Unfit("title", "An event needs a title, a short line for the list")
        found = super().plain(texts)
        key, index = found.get("id"), self.index()
        if isinstance(key, str) and index is not None and index.rank_of(key) is not None:
            raise Unfit("id", f"An event has the id {key} already; leave it empty to have one made")
        return found

    def _plain(self, field: Field, text: str) -> dict[str, Plain]:
        if field.sort == "file":
            if text not in self.files:
                raise Unfit("file", f"“{text}” is no file of this folder")
            return {}
        if field.sort == "question":
            return {field.id: dict(_question(line.strip()) for line in text.splitlines() if line.strip())}
        return super()._plain(field, text)


def _question(line: str) -> tuple[str, str]:
    """A question with its own id before a colon, or with one made of its words."""
    own = _OWN_ID.fullmatch(line)
    if own is not None:
        return own[1], own[2]
    return _NO_WORD.sub("-", line.lower()).strip("-")[:40].strip("-") or "question", line
