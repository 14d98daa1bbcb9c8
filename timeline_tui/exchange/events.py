"""Events made of rows: each cell goes into the field that its column is, or stays in a word of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from timeline_tui.exchange.account import ImportAccount
from timeline_tui.exchange.given import GivenRow, Remark
from timeline_tui.exchange.json_records import cells as cells_of
from timeline_tui.exchange.json_records import decoded
from timeline_tui.exchange.markup import has_markup, plain_text
from timeline_tui.exchange.registry import Registry, is_address
from timeline_tui.exchange.roles import LEFT, OWN, heading, role_of
from timeline_tui.exchange.table_dates import DayOrder, joined, ranged, read_date, with_precision
from timeline_tui.load.one_event import made_id
from timeline_tui.model.dates import NotADate, parse, understood
from timeline_tui.model.fields import QUOTE_KINDS, gathered
from timeline_tui.model.limits import DATE, OWN_FIELDS, OWN_WORD
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.values import Plain

Fields = dict[str, Plain]
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_GUARD = re.compile(r"'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")
_PARTS = re.compile(r"\s*[;|\n]\s*")
_TAG_PARTS = re.compile(r"\s*[;|,\n]\s*")
_ADDRESSES = re.compile(r"[\s,;|]+(?=https?://)")
_DEGREES = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?", re.ASCII)
_SENTENCE = re.compile(r".+?[.!?…](?=\s+[^\s\da-z]|\s*$)")
_YES, _NO = {"1", "true", "yes", "y", "x"}, {"0", "false", "no", "n"}
_LONGEST_TITLE = 100
_LONGEST_OWN_ID = 100
_OF_SOURCE = ("sha256", "source_title", "outlet", "author", "published", "archived", "language")
_FIELD_OF_SOURCE = {"source_title": "title"}
_SOURCE_COLUMNS = {"id", "title", "outlet", "author", "published", "url", "archived", "language", "note"}
_LETTER_FOR_LETTER = {"exact", "prefix", "suffix"}
_OF_QUOTE = ("prefix", "suffix", "via", "position")
_PARTS_OF_DATE = ("year", "month", "day", "time")
_NAMED_BY = ("place", "person", "group", "names")
_OF_ONE = ("title", "summary", "note", "part_of")


def without_controls(text: str) -> str:
    """The text without characters that no file holds."""
    return _CONTROLS.sub("", text)


class TableHabits(NamedTuple):
    """What is known of a file and its format beside its rows."""

    roles: Mapping[str, str]
    """What each column is."""
    orders: Mapping[str, DayOrder | None]
    """Whether the day or the month stands first in a column."""
    historical: bool = False
    """Whether a year of -44 is 44 BC."""
    markup: Container[str] = frozenset()
    """The columns whose cells are HTML."""
    spare: Mapping[str, str] = MappingProxyType({})
    """What columns can be in rows in which none else is that: of headline and title, the second."""
    ids: Container[str] = frozenset()
    """Of which events another one can be a part."""


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

    def tell(self, account: ImportAccount) -> None:
        """ImportAccount for its row, which comes in."""
        account.take(self.row.size - len(self.left_out))
        account.undated += self.is_undated
        for what, before, after in self.changed:
            account.change(what, self.row.place, before, after)
        for what, before, _ in self.left_out:
            account.leave_cell(what, self.row.place, before)


class EventMaker:
    """Makes events of the rows of one file, and remarks on each cell that does not come in as it is."""

    def __init__(self, habits: TableHabits, registry: Registry) -> None:
        self._habits = habits
        self._registry = registry
        self._changed: list[Remark] = []
        self._left_out: list[Remark] = []
        self._more_quotes: list[Plain] = []
        self._said: dict[str, list[tuple[str, str]]] = {}
        self._own: list[tuple[str, str]] = []
        self._years: dict[str, str] = {}
        """How the years were written that stood in cells of their own."""

    def made(self, row: GivenRow) -> MadeEvent | None:
        """The event of a row; None where it has no title, nor a text to make one of."""
        self._begin(row)
        self._fill()
        quote = self._quote()
        event: Fields = {"id": None, "date": None, "title": None}
        if (date := self._date()) is not None:
            event["date"] = date
        for role in _OF_ONE:
            if (text := self._one(role)) is not None:
                event[role] = text
        if (whole := event.get("part_of")) is not None and whole not in self._habits.ids:
            self._keep("part_of", str(event.pop("part_of")), "what it is part of is not there")
        if not self._has_title(event, quote):
            return None
        key = self._own_id()
        event |= self._lists(quote)
        if self._own:
            event["fields"] = self._fields()
        digest = digest_of(row)
        event["id"] = key or _id_of(digest, event)
        said: Fields = {field: value for field, value in event.items() if value is not None}
        is_undated = understood(date) is None
        return MadeEvent(row, said, key is not None, self._changed, self._left_out, is_undated, digest)

    def source(self, row: GivenRow) -> MadeEvent:
        """The fields of a source that a row is; columns that are named as none of them are its own."""
        self._begin(row)
        self._own += [cell for cells in self._said.values() for cell in cells]
        fields: Fields = {}
        kept: list[tuple[str, str]] = []
        for column, text in self._own:
            if column not in _SOURCE_COLUMNS or column in fields or not text:
                kept.append((column, text))
                continue
            if column in {"url", "archived"} and not is_address(text):
                kept.append((column, text))
                continue
            fields[column] = self._published(column, text) if column == "published" else text
        self._own = kept
        said: Fields = {field: text for field, text in fields.items() if text}
        if not said.keys() & {"title", "url", "outlet"}:
            doi = next((text for column, text in kept if column.lower() == "doi"), None)
            said |= {"url": f"https://doi.org/{doi}"} if doi and is_address(f"https://doi.org/{doi}") else {}
        if said.keys() & {"title", "url", "outlet"} and (own := self._fields()):
            said["fields"] = own
        return MadeEvent(row, said, "id" in said, self._changed, self._left_out)

    def _published(self, column: str, text: str) -> str | None:
        found = read_date(text, self._habits.orders.get(column))
        if found.edtf is None:
            self._keep(column, text, "when a source was published is not understood")
        elif found.edtf != text:
            self._change("dates are written as EDTF", text, found.edtf)
        return found.edtf

    def _begin(self, row: GivenRow) -> None:
        self._said, self._own = {}, []
        self._changed, self._left_out = [*row.changed], [*row.lost]
        for column, text in row.cells:
            role = self._habits.roles.get(column, OWN)
            if role == LEFT:
                self._leave(f"the column {column}, as was asked", text)
                continue
            text = self._clean(text, as_it_is=role in _LETTER_FOR_LETTER)
            if column in self._habits.markup and has_markup(text):
                text = self._plain(text)
            if role == OWN:
                self._own.append((column, text))
            else:
                self._said.setdefault(role, []).append((column, text))

    def _fill(self) -> None:
        """Let columns be what they can be, where nothing else in this row is that."""
        spare = self._habits.spare
        if not spare:
            return
        own, self._own = self._own, []
        for column, text in own:
            role = spare.get(column)
            if role is not None and role not in self._said and text:
                self._said[role] = [(column, text)]
            else:
                self._own.append((column, text))

    def _change(self, what: str, before: str, after: str = "") -> None:
        self._changed.append(Remark(what, before, after))

    def _leave(self, what: str, text: str) -> None:
        self._left_out.append(Remark(what, text))

    def _clean(self, text: str, *, as_it_is: bool = False) -> str:
        """The text without what guards it from a spreadsheet, and without controls, which no file holds."""
        bare = text if as_it_is else text.strip()
        if bare.isascii() and bare.isprintable() and bare[:1] != "'":
            return bare
        bare = bare.replace("\r\n", "\n").strip("\ufeff")
        if _GUARD.match(bare):
            self._change("the ' that guards a formula is taken away", bare, bare[1:])
            bare = bare[1:]
        if _CONTROLS.search(bare):
            clean = without_controls(bare)
            self._change("controls are taken out", repr(bare)[1:-1], clean)
            bare = clean if as_it_is else clean.strip()
        return bare

    def _plain(self, text: str) -> str:
        """The text without its markup; where that leads is kept beside."""
        found = plain_text(text)
        self._change("markup is taken out", text, found.text)
        self._said.setdefault("links", []).extend(("links", link) for link in found.links)
        return self._clean(found.text)

    def _one(self, role: str) -> str | None:
        """What the first cell of a role says; others stay in words of their own."""
        if role not in self._said:
            return None
        cells = [cell for cell in self._said.pop(role) if cell[1]]
        self._own += cells[1:]
        return cells[0][1] if cells else None

    def _keep(self, column: str, text: str, why: str) -> None:
        """Put what fits no field under a word of its own, and say so."""
        text = self._years.get(text, text)
        self._own.append((column, text))
        self._change(f"{why}, and stands under `fields`", text)

    # When.

    def _date(self) -> str | None:
        """The date in EDTF, or as it is written where it is not understood."""
        edtf = self._edtf()
        start, start_column = self._moment(("date", *_PARTS_OF_DATE))
        end, end_column = self._moment(("end", "end_year", "end_month", "end_day", "end_clock"))
        precision = self._one("precision")
        self._derived(edtf or start or "")
        if edtf is not None:
            for text in filter(None, (start, end, precision)):
                if text != edtf and read_date(text, None).edtf != edtf:
                    self._change("a date gives way to the one in EDTF beside it", text, edtf)
            return edtf
        if start is None:
            if precision:
                self._keep("precision", precision, "a precision goes with a date")
            if end:
                self._keep(end_column, end, "an end has no beginning")
            return None
        if (found := self._understood(start, start_column)) is None:
            if end:
                self._own.append((end_column, end))
            if precision:
                self._own.append(("precision", precision))
            return self._as_written(start, start_column)
        if precision:
            found = self._exact(found, precision)
        return found if end is None else self._until(found, end, end_column)

    def _derived(self, date: str) -> None:
        """Pass over a date in another form that says no more than the one beside it; keep any other."""
        if "derived" not in self._said:
            return
        span = understood(read_date(date, None).edtf) if date else None
        for column, text in self._said.pop("derived"):
            found = understood(read_date(text, None).edtf)
            is_end = span is not None and found is not None and found.earliest in {span.earliest, span.latest}
            if not is_end:
                self._own.append((column, text))
            elif text != date:
                self._change("a date in another form gives way to the one beside it", text, date)

    def _edtf(self) -> str | None:
        edtf = self._one("edtf")
        if edtf is None:
            return None
        try:
            return parse(edtf).text
        except NotADate as error:
            self._keep("edtf", edtf, f"a date is not EDTF: {error}")
            return None

    def _moment(self, roles: Sequence[str]) -> tuple[str | None, str]:
        """The text of a date that stands in one cell, or in cells for its parts, and the column of it."""
        whole, *parts = roles
        if not any(role in self._said for role in parts):
            column = self._said[whole][0][0] if whole in self._said else whole
            return self._one(whole), column
        column = next((column for column, _ in self._said.get(whole, ())), whole)
        text = self._one(whole)
        found = {name: self._one(role) or "" for role, name in zip(parts, _PARTS_OF_DATE, strict=True)}
        if text is None and found["year"]:
            together = joined(found, historical=self._habits.historical)
            if not any(found[part] for part in _PARTS_OF_DATE[1:]):
                self._years[together] = found["year"]
            return together, column
        clock = found.pop("time")
        self._own += [(name, part) for name, part in found.items() if part]
        if text is not None and clock and ":" not in text:
            order = self._habits.orders.get(column)
            if read_date(f"{text} {clock}", order).edtf is not None:
                return f"{text} {clock}", column
        if clock:
            self._keep("time", clock, "a time of day goes with no day")
        return text, column

    def _understood(self, text: str, column: str) -> str | None:
        found = read_date(text, self._habits.orders.get(column))
        if found.edtf is None:
            return None
        if found.remark:
            self._change(f"a date: {found.remark}", text, found.edtf)
        elif found.edtf != text:
            self._change("dates are written as EDTF", text, found.edtf)
        return found.edtf

    def _as_written(self, text: str, column: str) -> str | None:
        if len(text) > DATE.value:
            self._keep(column, text, "a date is too long for one")
            return None
        why = "a date is not understood: the event is undated, and the date stands as it is written"
        self._change(why, text)
        return text

    def _exact(self, edtf: str, precision: str) -> str:
        found = with_precision(edtf, precision)
        if found is None:
            self._own.append(("precision", precision))
            return edtf
        if found != edtf:
            self._change("a date is as exact as it is said to be", f"{edtf} ({precision})", found)
        else:
            self._change("a precision is what the date says already", precision, found)
        return found

    def _until(self, start: str, text: str, column: str) -> str:
        end = read_date(text, self._habits.orders.get(column))
        if end.edtf is None:
            self._keep(column, text, "an end is not understood")
            return start
        found = ranged(start, end.edtf)
        if found.edtf is None:
            self._keep(column, text, found.why)
            return start
        if end.edtf != text:
            self._change("dates are written as EDTF", text, end.edtf)
        return found.edtf

    # What.

    def _has_title(self, event: Fields, quote: Fields) -> bool:
        title = event["title"]
        if isinstance(title, str):
            if _BREAKS.search(title):
                event["title"] = _BREAKS.sub(" ", title)
                self._change("a title stands on one line", title)
            return True
        text = event.get("summary") or quote.get("exact")
        if not isinstance(text, str):
            return self._is_named(event)
        event["title"] = made_title = title_of(text)
        if event.get("summary") == made_title:
            del event["summary"]
        else:
            self._change("a title is made of the text", text, made_title)
        return True

    def _is_named(self, event: Fields) -> bool:
        """Call an event that has only a date by where it was, or by who was there."""
        cells = (cell for role in _NAMED_BY for cell in self._said.get(role, ()) if cell[1])
        name = next((text for _, text in cells), None)
        if name is None or "date" not in event or event["date"] is None:
            return False
        event["title"] = title_of(name)
        self._change("a title is made of a name, since the row has no other words", name, title_of(name))
        return True

    def _quote(self) -> Fields:
        exact, *more = [text for _, text in self._said.pop("exact", []) if text.strip()] or [""]
        self._more_quotes = [{"exact": text} for text in more]
        if not exact:
            return {}
        quote: Fields = {"exact": exact}
        kinds = self._said.pop("kind", [])
        for column, text in kinds:
            if text.lower() in QUOTE_KINDS and "kind" not in quote:
                quote["kind"] = text.lower()
            else:
                self._own.append((column, text))
        for column, text in self._said.pop("speaker", []):
            speaker = None if "speaker" in quote else self._registry.name(text, None)
            if speaker is not None:
                self._spell("a name", text, self._registry.spelling(speaker))
                quote["speaker"] = speaker
            else:
                self._own.append((column, text))
        for role in _OF_QUOTE:
            if (said := self._one(role)) is not None:
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
        sources = list(self._sources(quote))
        if quote:
            event |= self._asked(quote)
            if sources and not self._more_quotes:
                quote["source"], *sources = sources
            event["quotes"] = [quote, *self._more_quotes]
        for _, text in self._said.pop("cited", []):
            sources += [self._listed({}, part) for part in _PARTS.split(text) if part]
        sources = list(dict.fromkeys(sources))
        if sources:
            event["sources"] = list[Plain](sources)
        if links := self._links():
            event["links"] = [*links]
        if media := self._media():
            event["media"] = [*media]
        for cells in self._said.values():
            # What goes with something that this row does not have.
            self._own += cells
        self._said = {}
        return event

    def _asked(self, quote: Fields) -> Fields:
        """The disputed point that the passage answers; the first event that has it asks it."""
        asked = self._one("dispute")
        if asked is None:
            return {}
        known = self._registry.disputes
        is_new = asked not in known
        question = self._one("question")
        made = asked if question else heading(asked).replace("_", "-")[:48].strip("-") or "dispute"
        key = known.setdefault(asked, made)
        quote["dispute"] = key
        return {"disputes": {key: question or asked}} if is_new else {}

    def _yes(self, role: str) -> bool:
        cells = self._said.pop(role, [])
        for column, text in cells:
            if text.lower() not in _YES | _NO:
                self._own.append((column, text))
            elif text.lower() not in {"true", "yes"}:
                self._change("yes and no are written as a mark or none", text)
        return any(text.lower() in _YES for _, text in cells)

    def _names(self) -> dict[str, None]:
        found: dict[str, None] = {}
        places: dict[str, None] = {}
        for role in ("place", "person", "group", "names"):
            for column, text in self._said.pop(role, []):
                for part in filter(None, _PARTS.split(text)):
                    key = self._registry.name(part, None if role == "names" else role)
                    if key is None:
                        self._keep(column, part, "a name is spelled as several are")
                        continue
                    self._spell("a name", part, self._registry.spelling(key))
                    found[key] = None
                    if role == "place":
                        places[key] = None
        self._lie(list(places))
        return found

    def _lie(self, places: Sequence[str]) -> None:
        """Say where the place lies, where only one is named and nothing else was said of it."""
        at = [self._said.pop(role, []) for role in ("latitude", "longitude")]
        if not any(at):
            return
        texts = [cells[0][1] for cells in at if len(cells) == 1]
        is_at = len(texts) == 2 and all(_DEGREES.fullmatch(text) for text in texts)
        is_at = is_at and abs(float(texts[0])) <= 90 and abs(float(texts[1])) <= 180
        if is_at and len(places) == 1 and self._registry.place_at(places[0], (texts[0], texts[1])):
            return
        for cells in at:
            self._own += cells

    def _tags(self) -> dict[str, None]:
        cells = self._said.pop("tags", [])
        found: dict[str, None] = {}
        for part in (part for _, text in cells for part in _TAG_PARTS.split(text) if part):
            tag = self._registry.tag(part)
            self._spell("a tag", part, tag)
            found[tag] = None
        return found

    def _spell(self, what: str, text: str, known: str) -> None:
        if text != known:
            self._change(f"{what} is written as it is elsewhere", text, known)

    def _sources(self, quote: Fields) -> dict[str, None]:
        note = self._one("passage_note")
        if note is not None and quote:
            quote["note"] = note
        elif note is not None:
            self._own.append(("passage_note", note))
        found: dict[str, None] = {}
        cells: list[tuple[str, str]] = []
        for column, text in self._said.pop("source", []):
            whole = _whole_source(text)
            if whole is None:
                cells += [(column, part) for part in _sources_in(text)]
            else:
                found[self._whole(column, whole)] = None
        return found | self._named_sources(cells)

    def _whole(self, column: str, whole: Mapping[str, str]) -> str:
        """A source of which several fields stand together."""
        said: dict[str, str] = {}
        rest: dict[str, str] = {}
        for name, text in whole.items():
            role, _ = role_of(name) or (OWN, 0)
            field = _FIELD_IN_SOURCE.get(role, "")
            if field == "url" and not is_address(text):
                field = "" if "://" in text else "title"
            if field == "published":
                edtf = read_date(text, self._habits.orders.get(column)).edtf
                field, text = ("published", edtf) if edtf is not None else ("", text)
            if field and field not in said:
                said[field] = text
            else:
                rest[name] = text
        key = self._listed(said)
        for word, text in self._registry.say_of_source(key, rest).items() if rest else ():
            self._own.append((f"source_{word}", text))
        return key

    def _named_sources(self, cells: list[tuple[str, str]]) -> dict[str, None]:
        beside = {role: self._said.pop(role) for role in _OF_SOURCE if role in self._said}
        addresses = [part for _, part in cells if is_address(part)]
        titles = [(column, part) for column, part in cells if not is_address(part)]
        wanted = self._one("source_id")
        if wanted is None and not addresses and len(titles) == 1 and self._registry.is_source(titles[0][1]):
            wanted = titles.pop()[1]
        if wanted is not None and (len(addresses) > 1 or len(titles) > 1):
            self._own.append(("source_id", wanted))
        elif wanted is not None:
            return self._one_source(addresses, titles, beside, wanted)
        if len(addresses) <= 1 and len(titles) <= 1 and (cells or beside):
            return self._one_source(addresses, titles, beside)
        each = [{"url" if is_address(part) else "title": part} for _, part in cells]
        for role, said in beside.items():
            field = _FIELD_OF_SOURCE.get(role, role)
            if len(said) == len(each) and role != "published" and not any(field in one for one in each):
                each = [{**one, field: text} for one, (_, text) in zip(each, said, strict=True)]
            else:
                self._own += said
        return {self._listed(one): None for one in each}

    def _one_source(
        self,
        addresses: Sequence[str],
        titles: Sequence[tuple[str, str]],
        beside: Mapping[str, Sequence[tuple[str, str]]],
        wanted: str | None = None,
    ) -> dict[str, None]:
        """The only source of the row, with all that is said of it."""
        said: dict[str, str] = {"url": addresses[0]} if addresses else {}
        for role, ((column, text), *more) in beside.items():
            self._own += more
            if role == "published":
                found = read_date(text, self._habits.orders.get(column))
                if found.edtf is None:
                    self._keep(column, text, "when a source was published is not understood")
                    continue
                if found.edtf != text:
                    self._change("dates are written as EDTF", text, found.edtf)
                text = found.edtf
            said[_FIELD_OF_SOURCE.get(role, role)] = text
        for _, text in titles:
            free = next((field for field in ("title", "outlet") if field not in said), None)
            if free is None:
                self._own.append(("source", text))
            else:
                said[free] = text
        if wanted is None and not said.keys() & {"url", "title", "outlet"}:
            self._own += [cell for cells in beside.values() for cell in cells[:1]]
            return {}
        return {self._listed(said, wanted): None}

    def _listed(self, said: Mapping[str, str], wanted: str | None = None) -> str:
        key, other, respelled = self._registry.source(said, wanted)
        for before, known in respelled.items():
            self._change("a source is one that is known", before, known)
        for field, text in other.items():
            self._own.append((f"source_{field}", text))
        return key

    def _links(self) -> dict[str, None]:
        found: dict[str, None] = {}
        for column, text in self._said.pop("links", []):
            for part in _ADDRESSES.split(text):
                if is_address(part):
                    found[part] = None
                else:
                    self._own.append((column, part))
        return found

    def _media(self) -> list[Plain]:
        cells = self._said.pop("media", [])
        found: list[Plain] = []
        for column, text in cells:
            for part in _ADDRESSES.split(text):
                address, _, caption = part.partition(" ")
                if is_address(address):
                    found.append({"url": address} | ({"caption": caption.strip()} if caption.strip() else {}))
                else:
                    self._own.append((column, part))
        if len(found) == 1 and isinstance(found[0], dict):
            found[0] |= {role: said for role in ("caption", "credit") if (said := self._one(role))}
        return found

    # What it is called.

    def _own_id(self) -> str | None:
        """The id that the row has, where that can stand for it in any timeline."""
        cells = self._said.pop("id", [])
        text = next((text for _, text in cells), "")
        if text and not text.isdigit() and len(text) <= _LONGEST_OWN_ID and len(cells) == 1:
            return text
        self._own += [cell for cell in cells if cell[1]]
        return None

    def _fields(self) -> Plain:
        kept: list[tuple[str, str]] = []
        words: set[str] = set()
        for column, text in self._own:
            if not text:
                continue
            word = " ".join(without_controls(column).split())[: OWN_WORD.value] or "column"
            if word not in words and len(words) == OWN_FIELDS.value:
                self._leave(f"more than {OWN_FIELDS.words} words of its own", text)
                continue
            words.add(word)
            kept.append((word, text))
        return gathered(kept) or None


def _whole_source(text: str) -> dict[str, str] | None:
    """What a cell says that holds a source with its fields; None where it is an address or a title."""
    if not text.startswith("{"):
        return None
    try:
        return {name: said.strip() for name, said in cells_of(decoded(text))}
    except ValueError:
        return None


_FIELD_IN_SOURCE = {
    "source": "url",
    "links": "url",
    "title": "title",
    "source_title": "title",
    "outlet": "outlet",
    "author": "author",
    "published": "published",
    "date": "published",
    "archived": "archived",
    "language": "language",
}


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


def _sources_in(text: str) -> Iterable[str]:
    """The sources that a cell names: addresses with anything between them, or titles with semicolons."""
    parts = _ADDRESSES.split(text) if "://" in text else _PARTS.split(text)
    return filter(None, (part.strip().strip(",;|") for part in parts))


def digest_of(row: GivenRow) -> str:
    """What tells the row from any that says something else."""
    said = "\x1e".join(f"{column}\x1f{text.strip()}" for column, text in sorted(row.cells))
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:8]


def _id_of(digest: str, event: Mapping[str, Plain]) -> str:
    date, title = event.get("date"), str(event.get("title"))
    made = made_id(Event(date=date if isinstance(date, str) else None, title=title))
    return f"{made[:_LONGEST_MADE].strip('-')}-{digest}"


_LONGEST_MADE = 48
