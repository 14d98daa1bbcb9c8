"""The fields of a form: what is said of each while it is typed, and what could be typed next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.records import IsWanted, Row
from timeline_tui.index.shown import View
from timeline_tui.model.fields import Field, can_be_opened
from timeline_tui.model.folding import alike, spellings
from timeline_tui.model.limits import FORM_FIELD
from timeline_tui.model.span import NotADate
from timeline_tui.model.typed_dates import UnclearDate, typed
from timeline_tui.render.document import Role
from timeline_tui.render.phrases import counted, date_words, in_words, outlet_words
from timeline_tui.session.background import Makers, own_index
from timeline_tui.visible import stood_in

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.model.timeline import Name, Source


LONGEST = FORM_FIELD.value
"""Characters that a field takes."""
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class TypedValue(NamedTuple):
    """The value at the cursor of a field."""

    value: str
    start: int
    """Where it begins in the text."""
    end: int


class Offered(NamedTuple):
    """One value that a field could have."""

    value: str
    """What is written into the field."""
    label: str
    remark: str = ""


def cleaned(text: str, *, block: bool) -> tuple[str, int]:
    """The text without what could not be seen in it, and how many characters were left out."""
    text = _BREAKS.sub("\n", text)
    shown = stood_in(text, lambda hidden: "")
    left_out = len(text) - len(shown)
    return (shown if block else " ".join(shown.split())), left_out


def values(text: str) -> list[str]:
    """The values between the commas of a text, each once; quotation marks keep a comma within one."""
    found = (part.value for part in _parts(text))
    return list(dict.fromkeys(value for value in found if value))


def typed_at(text: str, cursor: int, *, several: bool) -> TypedValue:
    """The value that is being typed at the cursor."""
    if not several:
        return TypedValue(text.strip(), 0, len(text))
    parts = _parts(text)
    return next((part for part in parts if part.start <= cursor <= part.end), parts[-1])


def picked(text: str, typed: TypedValue, value: str, *, several: bool) -> tuple[str, int]:
    """The text with a value in the place of what was typed of it, and where the cursor is then."""
    if not several:
        return value, len(value)
    value = f'"{value}"' if "," in value else value
    before, after = text[: typed.start].rstrip(), text[typed.end :].lstrip(" ,")
    start = f"{before} {value}" if before else value
    return f"{start}, {after}", len(start) + 2


def _parts(text: str) -> list[TypedValue]:
    parts: list[TypedValue] = []
    start, quoted = 0, False
    for at, letter in enumerate(f"{text},"):
        if letter == '"':
            quoted = not quoted
        elif letter == "," and (not quoted or at == len(text)):
            parts.append(TypedValue(text[start:at].strip().strip('"').strip(), start, at))
            start = at + 1
    return parts


CHECKED = "it is written as it is, and check will tell of it"


class Said(NamedTuple):
    """A sentence below a field."""

    text: str
    role: Role = "muted"


def said_of_date(text: str, near: int | None, today: int | None) -> Said | None:
    """How a date is stored, and what that means; or why it is none."""
    if not text.strip():
        return None
    try:
        found = typed(text, near, today)
    except UnclearDate as unclear:
        return Said(f"{unclear}: {unclear.hint}", "warning")
    except NotADate as refused:
        return Said(f"{refused}: {refused.hint}", "warning")
    remark = f" ({found.remark})" if found.remark else ""
    return Said(f"stored as {found.edtf} · {in_words(found.span)}{remark}", "date")


def readings(text: str, today: int | None) -> list[tuple[str, str]]:
    """The dates that a text can mean where it can mean several, as they can be written and in words."""
    try:
        typed(text, None, today)
    except UnclearDate as unclear:
        ways = zip(unclear.ways, unclear.readings, strict=True)
        return [(way, date_words(reading)) for way, reading in ways]
    except NotADate:
        pass
    return []


def said_of_addresses(lines: Iterable[str]) -> Said | None:
    """That what begins a line is no address that could be opened."""
    for line in filter(None, map(str.strip, lines)):
        address, *_ = line.split(maxsplit=1)
        if not can_be_opened(address):
            hint = "write http:// or https://, a host, and no spaces"
            return Said(f"“{address}” cannot be opened: {hint}", "warning")
    return None


def is_unlisted(text: str, index: Index) -> bool:
    """Whether it is no spelling of any name."""
    from timeline_tui.edit.insertion import Ambiguous, Unnamed, name_of

    try:
        name_of(text, index.names())
    except Ambiguous:
        return False
    except Unnamed:
        return True
    return False


def source_of(text: str, index: Index) -> str | None:
    """The id of the source that is called so: by its id, or where that is one alone by outlet or headline."""
    listed = index.sources()
    if text in listed:
        return text
    sought = text.casefold()
    found = [
        key
        for key, source in listed.items()
        if sought in {(name or "").casefold() for name in (key, source.title, source.outlet)}
    ]
    return found[0] if len(found) == 1 else None


def said_of_event(text: str, index: Index) -> Said | None:
    """Which event it is, or that there is none."""
    if not text:
        return None
    rank = index.rank_of(text)
    if rank is None:
        return Said(f"no event has the id “{text}”: {CHECKED}", "warning")
    (row,) = index.rows(rank, 1)
    return Said(f"{date_words(row.date or row.written)}: {row.title}")


def said_of_kind(text: str, kinds: Mapping[str, str]) -> Said:
    """What the kind that begins so means, or which there are."""
    kind = next((kind for kind in kinds if kind.startswith(text.casefold())), None)
    if kind is None:
        return Said(f"“{text}” is none of {', '.join(kinds)}", "warning")
    return Said(f"{kind}: {kinds[kind]}")


def said_of_tags(texts: list[str], index: Index) -> Said | None:
    """Which tags are new."""
    known = {value.value for text in texts for value in index.values("tag", text, 50)}
    new = [text for text in texts if text not in known]
    if not new:
        return None
    listed = ", ".join(f"“{text}”" for text in new)
    return Said(f"{counted(len(new), 'new tag')}: {listed}")


def source_label(key: str, source: Source) -> str:
    """A source by its id, outlet, day and headline."""
    said = [outlet_words(key, source)]
    if source.published:
        said.append(date_words(source.published))
    if source.title and source.outlet:
        said.append(f"“{source.title}”")
    label = ", ".join(said)
    return label if label == key else f"{key}: {label}"


MOST = 40
_MOST_SEEN = 400
_MOST_COMPARED = 20_000
_WORD = re.compile(r"\w+")


class Offers(NamedTuple):
    """The values for what is being typed into a field."""

    field: Field
    values: Sequence[Offered]


def offers_of(
    makers: Makers, index: Index, field: Field, beginning: str, around: int, _: IsWanted
) -> Iterator[Offers]:
    """The values that begin so; `around` is the rank of the event that is nearest to what is typed."""
    yield Offers(field, _values_of(makers, index, field, beginning, around))


def _values_of(makers: Makers, index: Index, field: Field, beginning: str, around: int) -> Sequence[Offered]:
    own = own_index(index)
    if field.holds == "name":
        return names(own, beginning)
    if field.holds == "source":
        return sources(own, beginning)
    if field.holds == "tag":
        tags = own.values("tag", beginning, MOST)
        return [Offered(tag.value, tag.label, f"{tag.events:,}") for tag in tags]
    found = events(own, makers, index, beginning, around) if field.holds == "event" else ()
    return [offered_event(row) for row in found]


def events(own: Index, makers: Makers, index: Index, text: str, around: int, most: int = MOST) -> list[Row]:
    """The event with this id, those with these words in their title, others with them; all near a rank."""
    words = " ".join(_WORD.findall(text))
    if not words:
        return own.rows(max(0, around - most // 2), most)
    rank = own.rank_of(text.strip())
    shown = makers.of(index).made(View(query=words), around, _MOST_SEEN)
    rows = own.rows_of(list(shown.ranks)[:_MOST_SEEN])
    sought = [f" {word}" for word in alike(words).split()]
    titled = {row.rank for row in rows if _has_words(row.title, sought)}
    rows.sort(key=lambda row: (row.rank != rank, row.rank not in titled))
    if rank is not None and not any(row.rank == rank for row in rows):
        rows[:0] = own.rows(rank, 1)
    return rows[:most]


def _has_words(title: str, sought: Sequence[str]) -> bool:
    """Whether a word of the title begins with each of these, which have a blank before them."""
    words = " " + " ".join(_WORD.findall(alike(title)))
    return all(word in words for word in sought)


def offered_event(row: Row) -> Offered:
    """An event, by its id."""
    return Offered(row.id, f"{row.date or row.written or 'no date'}  {row.title}", row.id)


def names(index: Index, beginning: str) -> list[Offered]:
    """Names with a spelling in which a word begins so, with how many events each has."""
    listed = index.names()
    common = _ids_by_spelling(listed)
    found = [value for value in index.values("name", beginning, MOST) if value.value in listed]
    counted = {value.value: value.events for value in found}
    counted |= dict.fromkeys(_unused(listed, beginning, counted), 0)
    return [
        Offered(_written(key, listed, common), listed[key].name, _used(listed[key], events))
        for key, events in islice(counted.items(), MOST)
    ]


def _used(name: Name, events: int) -> str:
    said = counted(events, "event")
    return f"{name.kind}, {said}" if name.kind else said


def _written(key: str, listed: Mapping[str, Name], common: Mapping[str, int]) -> str:
    """The name's own spelling where it is nobody else's, or else its id."""
    name = listed[key].name
    fits = name == cleaned(name, block=False)[0] and not set(name) & set(',"')
    return name if fits and common.get(alike(name)) == 1 else key


def _ids_by_spelling(listed: Mapping[str, Name]) -> dict[str, int]:
    """How many names share each spelling."""
    found: dict[str, set[str]] = {}
    for key, name in listed.items():
        for spelling in (key, *spellings(name)):
            found.setdefault(alike(spelling), set()).add(key)
    return {spelling: len(keys) for spelling, keys in found.items()}


def _unused(listed: Mapping[str, Name], beginning: str, but: Iterable[str]) -> Iterator[str]:
    """Names that no event has yet."""
    if not beginning:
        return
    known = set(but)
    sought = f" {alike(beginning)}"
    for key, name in islice(listed.items(), _MOST_COMPARED):
        if key not in known and any(sought in f" {alike(one)}" for one in (key, *spellings(name))):
            yield key


def sources(index: Index, beginning: str) -> list[Offered]:
    """Sources by id, outlet or headline, with how many passages are taken from each."""
    listed, taken = index.sources(), index.passages.counts()
    sought = f" {alike(beginning)}" if beginning else ""
    found = (
        key
        for key, source in islice(listed.items(), _MOST_COMPARED)
        if any(sought in f" {alike(text)}" for text in _called(key, source))
    )
    return [
        Offered(key, source_label(key, listed[key]), f"{taken.get(key, 0):,}") for key in islice(found, MOST)
    ]


def _called(key: str, source: Source) -> list[str]:
    return [text for text in (key, source.title, source.outlet, source.author) if text]
