"""Sources as CSL-JSON, which Zotero, pandoc and most citation tools write."""

from __future__ import annotations

import re
from collections.abc import Mapping

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, Rows
from timeline_tui.exchange.json_records import Cells, cells, is_json, items, loaded, mapping, with_rest
from timeline_tui.exchange.own_table import FIELD

_IS_CSL = re.compile(rb'"(?:issued|container-title|citation-key)"\s*:|"custom": \{\s+"id":')
_COLUMNS = {
    "id": "id",
    "title": "title",
    "container-title": "outlet",
    "URL": "url",
    "language": "language",
    "note": "note",
    "archive_location": "archived",
}
_NAME = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_SILENT = {"circa", "season", "date-parts", "literal", "raw", "edtf", *_NAME}
"""What stands in a name or a date that is written as one text."""
_SEASONS = {"1": "21", "2": "22", "3": "23", "4": "24"}


def recognises(given: GivenFile) -> bool:
    """Whether it has the fields of citations."""
    return is_json(given) and _IS_CSL.search(given.head) is not None


def rows(given: GivenFile) -> Rows:
    """The items, each a source with its number."""
    whole = loaded(given)
    for number, item in enumerate(items(mapping(whole).get("items", whole)), 1):
        if own := _own_source(mapping(item)):
            yield GivenRow(number, own, "source", is_own=True)
        elif found := tuple(with_rest(_source(mapping(item)), item, _SILENT)):
            yield GivenRow(number, found, "source")
        else:
            yield LostRow(number, str(item), "an item is no source")


def _own_source(item: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The cells of an item that this program wrote; none where it is another's."""
    custom = mapping(item.get("custom"))
    if "id" not in item or custom.get("id") != item["id"]:
        return ()
    shown = {_COLUMNS[key]: item.get(key) for key in ("id", "title", "container-title", "language")}
    shown["author"] = next((mapping(one).get("literal") for one in items(item.get("author"))), None)
    shown |= {"published": custom.get("edtf"), "url": item.get("URL") if "url" in custom else None}
    shown |= {word: custom[word] for word in ("title", "outlet") if word in custom}
    shown |= {word: custom.get(word) for word in ("archived", "sha256", "derived_from", "note")}
    own = [
        (f"{FIELD}{word}", str(text))
        for word, said in mapping(custom.get("fields")).items()
        for text in items(said)
    ]
    return (*((name, str(text)) for name, text in shown.items() if text), *own)


def _source(item: dict[str, object] | object) -> Cells:
    said = mapping(item)
    for key, value in said.items():
        if key in _COLUMNS:
            yield from cells(value, _COLUMNS[key])
        elif key == "author":
            yield from cells("; ".join(filter(None, map(_name, items(value)))), "author")
        elif key == "issued":
            edtf = mapping(said.get("custom")).get("edtf")
            yield from cells(edtf or _date(mapping(value)) or value, "published")
            yield from _beside(mapping(value), key)
        elif key == "custom":
            yield from cells({k: v for k, v in mapping(value).items() if k != "edtf"})
        elif isinstance(value, list) and any(map(mapping, value)):
            yield from cells("; ".join(filter(None, map(_name, value))), key)
        elif "date-parts" in mapping(value):
            yield from cells(_date(mapping(value)) or value, key)
            yield from _beside(mapping(value), key)
        else:
            yield from cells(value, key)


def _name(value: object) -> str:
    if isinstance(value, str):
        return value
    said = mapping(value)
    whole = " ".join(str(said[part]) for part in _NAME if said.get(part))
    literal = str(said.get("literal") or "")
    return f"{literal} ({whole})" if literal and whole else literal or whole


def _beside(said: Mapping[str, object], key: str) -> Cells:
    """What is said of a date in other words, where its numbers are taken."""
    if "date-parts" in said:
        yield from cells({word: said.get(word) for word in ("literal", "raw")}, key)
        if str(said.get("season", "")) not in _SEASONS:
            yield from cells(said.get("season"), f"{key}.season")


def _date(said: dict[str, object] | object) -> str:
    """A date in EDTF, or as it is written."""
    found = mapping(said)
    ends = [_day(items(parts)) for parts in items(found.get("date-parts"))]
    ends = ends if all(ends) else []
    if not ends:
        return str(found.get("literal") or found.get("raw") or "")
    season = _SEASONS.get(str(found.get("season", "")))
    date = f"{ends[0][:5].rstrip('-')}-{season}" if season and len(ends) == 1 else "/".join(ends)
    is_open = len(ends) == 2 and ends[1] == "0000"
    return (f"{ends[0]}/.." if is_open else date) + "~" * bool(found.get("circa"))


def _day(parts: list[object]) -> str:
    """One date; a year of -44 is 44 BC there."""
    texts = [str(part).strip() for part in parts if part is not None and str(part).strip()]
    if not texts or not re.fullmatch("-?[0-9]{1,4}", texts[0]):
        return ""
    if not all(re.fullmatch("[0-9]{1,2}", part) for part in texts[1:3]):
        return ""
    year = int(texts[0])
    before = year < 0 and year != -1
    first = f"-{-year - 1:04}" if before else "0000" if year == -1 else f"{year:04}"
    return "-".join([first, *(part.zfill(2) for part in texts[1:3])])
