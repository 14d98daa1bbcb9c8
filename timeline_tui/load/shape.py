"""An item of a file as it is checked, and its plain values as records: fields, lists, mappings, texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Generic, Literal, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from timeline_tui.model.dates import understood
from timeline_tui.model.fields import Field
from timeline_tui.model.folding import nearest
from timeline_tui.model.record_fields import INSIDE, fields_of, held_by
from timeline_tui.model.timeline import Record
from timeline_tui.yamlfile.places import Path, Report, Spot, is_alias, is_written, of_items, of_key, of_value
from timeline_tui.yamlfile.values import Plain, Tape, TapeMaker, shorten

What = Literal["event", "source", "name", "tour", "timeline"]


class Item:
    """An event, a source or a name; its parser's events are only asked for where something is wrong."""

    def __init__(self, what: What, tape: TapeMaker, report: Report, key: Spot | None = None) -> None:
        self.what = what
        self.report = report
        self._later = tape
        self._now: Tape | None = None
        self._key = key and report.located(key)
        self._kept: dict[str | int, list[int]] = {}

    @property
    def tape(self) -> Tape:
        """The parser's events, with their places in the file."""
        if self._now is None:
            self._now = self._later()
        return self._now

    @property
    def home(self) -> Spot:
        """The spot of its id, or of its first field where it has none."""
        return self._key or self.report.located(of_value(self.tape, ("id",)))

    def leave_out(self, field: str | int, positions: Collection[int], count: int) -> None:
        """From now on, count the things in a list of `count` without the ones at these positions."""
        kept = self._kept.get(field, range(count))
        self._kept[field] = [at for position, at in enumerate(kept) if position not in positions]

    def written(self, path: Path) -> Path:
        """The path in the file, where things stand that were left out since."""
        if len(path) < 2 or path[0] not in self._kept:
            return path
        field, position, *rest = path
        return (field, self._kept[field][int(position)], *rest)

    def spot(self, path: Path = (), *, key: bool = False) -> Spot:
        """The spot of a part, or of the field that holds the part."""
        if not path and self._key is not None:
            return self._key
        path = self.written(path)
        return self.report.located(of_key(self.tape, path) if key else of_value(self.tape, path))

    def spots(self, field: str, count: int) -> list[Spot]:
        """The spots of all things in a list of `count`."""
        written = of_items(self.tape, (field,))
        if not written:
            # An alias repeats the list.
            return [self.spot((field,))] * count
        return [self.report.located(written[at]) for at in self._kept.get(field, range(count))]

    def has(self, path: Path) -> bool:
        """Whether the part is written in the file, be it empty."""
        return is_written(self.tape, self.written(path))

    def is_alias(self, path: Path) -> bool:
        """Whether the part is an alias; one that repeats nothing was reported as such."""
        return is_alias(self.tape, self.written(path))

    def add(
        self,
        code: str,
        message: str,
        path: Path,
        label: str = "",
        *,
        key: bool = False,
        hint: str | None = None,
    ) -> None:
        """Report a problem of a part of the item."""
        if not self.report.wants(code):
            return
        spot, home = self.spot(path, key=key), self.home
        related = [(home, f"in this {self.what}")] if spot.line != home.line else []
        self.report.add(code, message, spot, label, hint=hint, related=related)


R = TypeVar("R", bound=Record)

# Mistakes in one item that are told apart; nobody reads more before mending these.
_MOST_TOLD = 100
_MAPPINGS = held_by("question", "own")
_TEXT = "text", "write it on one line; in quotes if it begins with a mark or has a colon"
# YAML takes no colon for one that has no blank after it, and so the whole for a text.
_GLUED = re.compile(r"([a-z_]+):(\S+)")
# Of a folder, each of many files asks for the same.
_adapter = cache(TypeAdapter)


class Shape(Generic[R]):
    """Makes one sort of record of plain values, and says in the words of the file what does not fit."""

    def __init__(self, record: type[R]) -> None:
        self._adapter: TypeAdapter[R] = _adapter(cast("Any", record))

    def make(self, plain: Plain) -> R:
        """The record, or `ValidationError`."""
        return self._adapter.validate_python(plain)

    def mend(self, plain: Plain, error: ValidationError, item: Item) -> R | None:
        """The record without its bad parts, each reported; None when too little is left."""
        found = _by_part(error)
        told = 0 if item.report.is_full() else _MOST_TOLD
        item.report.count(max(0, len(found) - told))
        for path, (sort, value) in list(found.items())[:told]:
            _tell(item, sort, path, value)
        bad = {_left_out(item, path) for path in found}
        if () in bad:
            return None
        _leave_out(plain, bad, item)
        return self.make(_without(plain, bad))


def made(record: type[Record], plain: Plain) -> Record | None:
    """The record that the values make; None where any of them does not fit."""
    try:
        return Shape(record).make(plain)
    except ValidationError:
        return None


def _by_part(error: ValidationError) -> dict[Path, tuple[str, object]]:
    """What is wrong with each part, and what stands there; of a value that fits no choice, the innermost."""
    found: dict[Path, tuple[str, object]] = {}
    for mistake in error.errors(include_url=False, include_context=False):
        path: Path = mistake["loc"]
        if path[:1] == ("fields",):
            # Behind the word stands which of its choices the value does not fit.
            path = (*path[:2], *path[3:])
            if len(path) > 2:
                found.pop(path[:2], None)
            elif any(other[:2] == path for other in found):
                continue
        found[path] = mistake["type"], mistake["input"]
    return found


def _left_out(item: Item, path: Path) -> Path:
    """The part that is left out: what is wrong or, where that cannot be without it, what it stands in."""
    if not path or path[0] == "fields" or isinstance(path[-1], int):
        return path
    field = fields_of(_part(item, path)).get(path[-1])
    return path[:-1] if field is not None and field.needed else path


def _leave_out(plain: Plain, bad: set[Path], item: Item) -> None:
    gone: dict[int | str, set[int]] = {}
    for path in bad:
        if len(path) == 2 and isinstance(path[1], int):
            gone.setdefault(path[0], set()).add(path[1])
    for field, positions in gone.items():
        value = plain.get(str(field)) if isinstance(plain, dict) else None
        item.leave_out(field, positions, len(value or ()))


def _without(plain: Plain, bad: set[Path]) -> Plain:
    """The value without the parts that the paths lead to; what is shared stays as it is."""
    if () in bad or not bad:
        return plain
    here = {path[0] for path in bad if len(path) == 1}
    inside: dict[int | str, set[Path]] = {}
    for path in bad:
        if path[0] not in here:
            inside.setdefault(path[0], set()).add(path[1:])
    if isinstance(plain, dict):
        return {
            key: _without(value, inside.get(key, set())) for key, value in plain.items() if key not in here
        }
    if not isinstance(plain, list):
        return plain
    return [_without(value, inside.get(at, set())) for at, value in enumerate(plain) if at not in here]


def _tell(item: Item, sort: str, path: Path, value: object) -> None:
    if sort == "unexpected_keyword_argument":
        _tell_unknown(item, path)
    elif sort == "missing":
        _tell_missing(item, path)
    elif sort == "literal_error" and isinstance(value, str):
        _tell_wrong_word(item, path, value)
    else:
        _tell_wrong_shape(item, path, value)


_LIES = {"lat", "latitude", "lon", "lng", "long", "longitude", "coordinates", "coords", "geo", "position"}
_ENDS = {"end", "end_date", "ends", "until", "to"}


def _tell_unknown(item: Item, path: Path) -> None:
    field = str(path[-1])
    what = _part(item, path)
    if field == "<<":
        tell_merge_key(item, path)
        return
    known = fields_of(what)
    near = next((row.id for row in known.values() if field.lower() in row.called.split()), None)
    near = near or nearest(field, known)
    hint = f"did you mean `{near}`?" if near else f"the fields of {_a(what)}: {', '.join(known)}"
    if not near and "fields" in known:
        hint += "; words of your own stand under `fields`"
    if what in {"event", "name"} and field.lower() in _LIES:
        hint = "a place has latitude and longitude in degrees: at: [51.19, 34.27]"
    if what == "event" and field.lower() in _ENDS:
        hint = "a time that lasts is one date, from and to: date: 2024-03-12/2024-03-14"
    message = f"{_a(what)} has no field `{shorten(field)}`"
    item.add("unknown-field", message, path, "this field is left out", key=True, hint=hint)


def tell_merge_key(item: Item, path: Path) -> None:
    """Report a `<<`, which other programs take for all fields of another mapping."""
    hint = "write the fields out, one on each line"
    item.add("merge-key", "`<<` does not merge mappings here", path, "this is left out", key=True, hint=hint)


def _tell_missing(item: Item, path: Path) -> None:
    what, field = _part(item, path), str(path[-1])
    if field == "exact" and item.has(path):
        tell_empty_quote(item, path)
        return
    hint = f"add a line `{field}:` with {fields_of(what)[field].example}"
    item.add(
        "missing-field",
        f"this {what} has no {field}",
        path[:-1],
        f"no `{field}` here, so it is left out",
        hint=hint,
    )


def tell_empty_quote(item: Item, path: Path) -> None:
    """Report a passage of no words."""
    hint = "copy the passage from its source, letter for letter"
    item.add("empty-quote", "this quote has no words", path, "this quote is left out", key=True, hint=hint)


def _tell_wrong_word(item: Item, path: Path, word: str) -> None:
    known = fields_of(_part(item, path))[str(path[-1])].choices
    near = nearest(word, known)
    hint = f"did you mean {near}?" if near else f"write one of: {', '.join(known)}"
    item.add("wrong-word", f"`{path[-1]}` cannot be `{shorten(word)}`", path, "this is left out", hint=hint)


def _tell_wrong_shape(item: Item, path: Path, value: object) -> None:
    if value is None and item.is_alias(path):
        return
    what = _part(item, path)
    is_what = name_of(value)
    left_out = f"this is {is_what}, and left out"
    if _left_out(item, path) != path:
        left_out = f"this is {is_what}, so the {what} is left out"
    elif path == ("date",):
        left_out = f"this is {is_what}, so the event stands under no date"
    if not path:
        left_out = f"this is {is_what}, so the {what} is left out"
        item.add("wrong-shape", f"{_a(what)} must be a mapping", path, left_out, hint=_example(what, value))
    elif isinstance(path[-1], int):
        rows = fields_of(INSIDE[str(path[0])]) if path[0] in INSIDE else {}
        inside = next((field.id for field in rows.values() if field.needed), "")
        wanted = f"a mapping with `{inside}`" if inside and len(path) == 2 else "text"
        hint = "take the empty - out" if value is None else f"write {wanted} after the -"
        if inside in {"url", "event"} and isinstance(value, str) and len(value) <= 100:
            hint = f"write it as {inside}: {value}"
        message = f"each of `{path[-2]}` must be {wanted}"
        item.add("wrong-shape", message, path, f"this is {is_what}, and left out", hint=hint)
    else:
        own = len(path) == 2 and path[0] in _MAPPINGS
        row = fields_of(what)[str(path[0] if own else path[-1])]
        if row.holds == "date" and isinstance(value, list):
            _tell_bracketed_date(item, path, value, left_out)
            return
        wanted, hint = _wanted_word(row) if own else _wanted(row, value)
        item.add("wrong-shape", f"`{shorten(str(path[-1]))}` must be {wanted}", path, left_out, hint=hint)


def _tell_bracketed_date(item: Item, path: Path, value: list[Plain], label: str) -> None:
    """Report a date such as [2024-03-01..2024-03-05], which YAML reads as a list of texts."""
    message = f"`{path[-1]}` must be a date, and brackets without quotation marks make a list"
    written = ",".join(part if isinstance(part, str) else "" for part in value)
    hint = 'write it as one date; a set has quotation marks: "[2024-03-12,2024-03-14..2024-03-17]"'
    for date, quoted in ((f"[{written}]", f'"[{written}]"'), (written, written)):
        if understood(date) is not None:
            how = "put it in quotation marks" if quoted != date else "take the brackets away"
            hint = f"{how}: {path[-1]}: {quoted}"
            break
    item.add("wrong-shape", message, path, label, hint=hint)


def _wanted(row: Field, value: object) -> tuple[str, str]:
    """What the field must hold, and how to write it."""
    if row.holds == "coordinates" and not (isinstance(value, str) and value.count(",") == 1):
        return "a list", "write latitude and longitude in degrees: at: [51.19, 34.27]"
    if row.holds == "media":
        return "a list", "write - url: and its address, each on a line of its own"
    if row.several:
        hint = "write each on a line of its own, after a hyphen"
        if isinstance(value, str) and row.id not in INSIDE and len(value) <= 40:
            hint = f"write {row.id}: [{value}]"
        return "a list", hint
    if row.id in _MAPPINGS:
        each = "a word and its value" if row.holds == "own" else "an id, a colon, and the question in quotes"
        return "a mapping", f"write {each}, each on a line of its own"
    if row.holds == "flag":
        return "true or false", "write key: true, or leave it out"
    if row.holds == "date":
        return "a date", "put it in quotes if it begins with a bracket"
    return _TEXT


def _wanted_word(row: Field) -> tuple[str, str]:
    """What must stand behind a word of a mapping, and how to write it."""
    return ("text or a list of texts", "give each part a word of its own") if row.holds == "own" else _TEXT


def _example(what: str, value: object) -> str:
    if isinstance(value, str) and (glued := _GLUED.match(value)) and glued[1] in fields_of(what):
        return f"put a blank after the colon: {glued[1]}: {shorten(glued[2])}"
    if what == "event" and isinstance(value, str) and len(value) <= 60:
        return f"write - title: {value}" if ": " not in value else "write - title: and the text in quotes"
    if value is None:
        return (
            "take the empty line out, or give it a title"
            if what == "event"
            else "give it fields, or take it out"
        )
    return "write a field, a colon, and its value, each on a line of its own"


def _part(item: Item, path: Sequence[int | str]) -> str:
    """What the path leads into: a quote or a picture of the event, a step of the tour, or the item itself."""
    inside = item.what in {"event", "tour"} and len(path) > 2
    return INSIDE.get(str(path[0]), item.what) if inside else item.what


def name_of(value: object) -> str:
    """What a value is called in the words of the file."""
    if value is None:
        return "nothing"
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
