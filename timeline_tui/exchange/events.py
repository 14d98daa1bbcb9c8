"""Events made of rows: each cell goes into the field that its column is, or stays in a word of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from timeline_tui.exchange.given import GivenRow, Remark
from timeline_tui.exchange.registry import Registry, is_address
from timeline_tui.exchange.roles import heading
from timeline_tui.exchange.row_cells import ADDRESSES, PARTS, Fields, RowCells, TableHabits
from timeline_tui.exchange.row_dates import date_of
from timeline_tui.exchange.row_sources import RowSources, source_fields
from timeline_tui.load.one_event import made_id
from timeline_tui.model.dates import understood
from timeline_tui.model.fields import QUOTE_KINDS
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.values import Plain

_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")
_TAG_PARTS = re.compile(r"\s*[;|,\n]\s*")
_DEGREES = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?", re.ASCII)
_SENTENCE = re.compile(r".+?[.!?…](?=\s+[^\s\da-z]|\s*$)")
_YES, _NO = {"1", "true", "yes", "y", "x"}, {"0", "false", "no", "n"}
_LONGEST_TITLE = 100
_LONGEST_OWN_ID = 100
_LONGEST_MADE = 48
_OF_QUOTE = ("prefix", "suffix", "via", "position")
_NAMED_BY = ("place", "person", "group", "names")
_OF_ONE = ("title", "summary", "note", "part_of")


class MadeEvent(NamedTuple):
    """An event that was made of a row."""

    row: GivenRow
    fields: Fields
    has_own_id: bool
    """Whether its id was in the file; else it tells all that the row says from anything else."""
    changed: Sequence[Remark] = ()
    left_out: Sequence[Remark] = ()
    is_undated: bool = False
    digest: str = ""
    """What tells the row from any that says something else."""


class EventMaker:
    """Makes events of the rows of one file, and remarks on each cell that does not come in as it is."""

    def __init__(self, habits: TableHabits, registry: Registry) -> None:
        self._habits = habits
        self._registry = registry
        self._more_quotes: list[Plain] = []

    def made(self, row: GivenRow) -> MadeEvent | None:
        """The event of a row; None where it has no title, nor a text to make one of."""
        self._cells = cells = RowCells(row, self._habits)
        cells.fill()
        quote = self._quote()
        event: Fields = {"id": None, "date": None, "title": None}
        if (date := date_of(cells)) is not None:
            event["date"] = date
        for role in _OF_ONE:
            if (text := cells.one(role)) is not None:
                event[role] = text
        if (whole := event.get("part_of")) is not None and whole not in self._habits.ids:
            cells.keep("part_of", str(event.pop("part_of")), "what it is part of is not there")
        if not self._has_title(event, quote):
            return None
        key = self._own_id()
        event |= self._lists(quote)
        event["fields"] = cells.fields()
        digest = digest_of(row)
        event["id"] = key or _id_of(digest, event)
        said: Fields = {field: value for field, value in event.items() if value is not None}
        is_undated = understood(date) is None
        return MadeEvent(row, said, key is not None, cells.changed, cells.left_out, is_undated, digest)

    def source(self, row: GivenRow) -> MadeEvent:
        """The source that a row is."""
        cells = RowCells(row, self._habits)
        said = source_fields(cells)
        return MadeEvent(row, said, "id" in said, cells.changed, cells.left_out)

    def _has_title(self, event: Fields, quote: Fields) -> bool:
        title = event["title"]
        if isinstance(title, str):
            if _BREAKS.search(title):
                event["title"] = _BREAKS.sub(" ", title)
                self._cells.change("a title stands on one line", title)
            return True
        text = event.get("summary") or quote.get("exact")
        if not isinstance(text, str):
            return self._is_named(event)
        event["title"] = made_title = title_of(text)
        if event.get("summary") == made_title:
            del event["summary"]
        else:
            self._cells.change("a title is made of the text", text, made_title)
        return True

    def _is_named(self, event: Fields) -> bool:
        """Call an event that has only a date by where it was, or by who was there."""
        cells = (cell for role in _NAMED_BY for cell in self._cells.waiting(role) if cell[1])
        name = next((text for _, text in cells), None)
        if name is None or "date" not in event or event["date"] is None:
            return False
        event["title"] = title_of(name)
        self._cells.change(
            "a title is made of a name, since the row has no other words", name, title_of(name)
        )
        return True

    def _quote(self) -> Fields:
        exact, *more = [text for _, text in self._cells.taken("exact") if text.strip()] or [""]
        self._more_quotes = [{"exact": text} for text in more]
        if not exact:
            return {}
        quote: Fields = {"exact": exact}
        kinds = self._cells.taken("kind")
        for column, text in kinds:
            if text.lower() in QUOTE_KINDS and "kind" not in quote:
                quote["kind"] = text.lower()
            else:
                self._cells.own.append((column, text))
        for column, text in self._cells.taken("speaker"):
            speaker = None if "speaker" in quote else self._registry.name(text, None)
            if speaker is not None:
                self._spell("a name", text, self._registry.spelling(speaker))
                quote["speaker"] = speaker
            else:
                self._cells.own.append((column, text))
        for role in _OF_QUOTE:
            if (said := self._cells.one(role)) is not None:
                quote[role] = said
        return quote

    def _lists(self, quote: Fields) -> Fields:
        """The names, tags, sources, passages and pictures."""
        event: Fields = {}
        if self._yes("key"):
            event["key"] = "true"
        if names := self._names():
            event["names"] = [*names]
        if tags := self._tags():
            event["tags"] = [*tags]
        note = self._cells.one("passage_note")
        if note is not None and quote:
            quote["note"] = note
        elif note is not None:
            self._cells.own.append(("passage_note", note))
        found = RowSources(self._cells, self._registry)
        sources = list(found.keys())
        if quote:
            event |= self._asked(quote)
            if sources and not self._more_quotes:
                quote["source"], *sources = sources
            event["quotes"] = [quote, *self._more_quotes]
        sources = list(dict.fromkeys([*sources, *found.cited()]))
        if sources:
            event["sources"] = list[Plain](sources)
        if links := self._links():
            event["links"] = [*links]
        if media := self._media():
            event["media"] = [*media]
        self._cells.keep_rest()
        return event

    def _asked(self, quote: Fields) -> Fields:
        """The disputed point that the passage answers; the first event that has it asks it."""
        asked = self._cells.one("dispute")
        if asked is None:
            return {}
        known = self._registry.disputes
        is_new = asked not in known
        question = self._cells.one("question")
        made = asked if question else heading(asked).replace("_", "-")[:48].strip("-") or "dispute"
        key = known.setdefault(asked, made)
        quote["dispute"] = key
        return {"disputes": {key: question or asked}} if is_new else {}

    def _yes(self, role: str) -> bool:
        cells = self._cells.taken(role)
        for column, text in cells:
            if text.lower() not in _YES | _NO:
                self._cells.own.append((column, text))
            elif text.lower() not in {"true", "yes"}:
                self._cells.change("yes and no are written as a mark or none", text)
        return any(text.lower() in _YES for _, text in cells)

    def _names(self) -> dict[str, None]:
        found: dict[str, None] = {}
        places: dict[str, None] = {}
        for role in ("place", "person", "group", "names"):
            for column, text in self._cells.taken(role):
                for part in filter(None, PARTS.split(text)):
                    key = self._registry.name(part, None if role == "names" else role)
                    if key is None:
                        self._cells.keep(column, part, "a name is spelled as several are")
                        continue
                    self._spell("a name", part, self._registry.spelling(key))
                    found[key] = None
                    if role == "place":
                        places[key] = None
        self._lie(list(places))
        return found

    def _lie(self, places: Sequence[str]) -> None:
        """Say where the place lies, where only one is named and nothing else was said of it."""
        at = [self._cells.taken(role) for role in ("latitude", "longitude")]
        if not any(at):
            return
        texts = [cells[0][1] for cells in at if len(cells) == 1]
        is_at = len(texts) == 2 and all(_DEGREES.fullmatch(text) for text in texts)
        is_at = is_at and abs(float(texts[0])) <= 90 and abs(float(texts[1])) <= 180
        if is_at and len(places) == 1 and self._registry.place_at(places[0], (texts[0], texts[1])):
            return
        for cells in at:
            self._cells.own += cells

    def _tags(self) -> dict[str, None]:
        cells = self._cells.taken("tags")
        found: dict[str, None] = {}
        for part in (part for _, text in cells for part in _TAG_PARTS.split(text) if part):
            tag = self._registry.tag(part)
            self._spell("a tag", part, tag)
            found[tag] = None
        return found

    def _spell(self, what: str, text: str, known: str) -> None:
        if text != known:
            self._cells.change(f"{what} is written as it is elsewhere", text, known)

    def _links(self) -> dict[str, None]:
        found: dict[str, None] = {}
        for column, text in self._cells.taken("links"):
            for part in ADDRESSES.split(text):
                if is_address(part):
                    found[part] = None
                else:
                    self._cells.own.append((column, part))
        return found

    def _media(self) -> list[Plain]:
        cells = self._cells.taken("media")
        found: list[Plain] = []
        for column, text in cells:
            for part in ADDRESSES.split(text):
                address, _, caption = part.partition(" ")
                if is_address(address):
                    found.append({"url": address} | ({"caption": caption.strip()} if caption.strip() else {}))
                else:
                    self._cells.own.append((column, part))
        if len(found) == 1 and isinstance(found[0], dict):
            found[0] |= {role: said for role in ("caption", "credit") if (said := self._cells.one(role))}
        return found

    def _own_id(self) -> str | None:
        """The id that the row has, where that can stand for it in any timeline."""
        cells = self._cells.taken("id")
        text = next((text for _, text in cells), "")
        if text and not text.isdigit() and len(text) <= _LONGEST_OWN_ID and len(cells) == 1:
            return text
        self._cells.own += [cell for cell in cells if cell[1]]
        return None


def title_of(text: str) -> str:
    """A short line for the list, of the beginning of a longer text."""
    line = _BREAKS.sub(" ", text).strip()
    first = _SENTENCE.match(line)
    line = first[0] if first else line
    if len(line) <= _LONGEST_TITLE:
        return line
    return (
        line[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(",;:") + "…"
        if " " in line[:_LONGEST_TITLE]
        else (line[:_LONGEST_TITLE] + "…")
    )


def digest_of(row: GivenRow) -> str:
    """What tells the row from any that says something else."""
    said = "\x1e".join(f"{column}\x1f{text.strip()}" for column, text in sorted(row.cells))
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:8]


def _id_of(digest: str, event: Mapping[str, Plain]) -> str:
    date, title = event.get("date"), str(event.get("title"))
    made = made_id(Event(date=date if isinstance(date, str) else None, title=title))
    return f"{made[:_LONGEST_MADE].strip('-')}-{digest}"
