"""The sources that a row names, in one cell or in several, and the source that a row is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from timeline_tui.exchange.json_records import cells as cells_of
from timeline_tui.exchange.json_records import decoded
from timeline_tui.exchange.registry import Registry, is_address
from timeline_tui.exchange.roles import OWN, role_of
from timeline_tui.exchange.row_cells import ADDRESSES, PARTS, Cell, Fields, RowCells

_OF_SOURCE = ("sha256", "source_title", "outlet", "author", "published", "archived", "language")
_FIELD_OF_SOURCE = {"source_title": "title"}
_SOURCE_COLUMNS = {"id", "title", "outlet", "author", "published", "url", "archived", "language", "note"}
_NAMED_BY = {"title", "url", "outlet"}
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


def source_fields(cells: RowCells) -> Fields:
    """The fields of a source that a row is; columns that are named as none of them are its own."""
    cells.keep_rest()
    fields: Fields = {}
    kept: list[Cell] = []
    # What is no date goes to the end of them, and is met there once more.
    for column, text in cells.own:
        is_field = column in _SOURCE_COLUMNS and column not in fields and bool(text)
        if not is_field or (column in {"url", "archived"} and not is_address(text)):
            kept.append((column, text))
            continue
        fields[column] = cells.published(text, column) if column == "published" else text
    cells.own = kept
    said: Fields = {field: text for field, text in fields.items() if text}
    if not said.keys() & _NAMED_BY:
        doi = next((text for column, text in kept if column.lower() == "doi"), None)
        said |= {"url": f"https://doi.org/{doi}"} if doi and is_address(f"https://doi.org/{doi}") else {}
    if said.keys() & _NAMED_BY and (own := cells.fields()):
        said["fields"] = own
    return said


class RowSources:
    """The sources of one row, listed in the registry of all."""

    def __init__(self, cells: RowCells, registry: Registry) -> None:
        self._cells = cells
        self._registry = registry

    def keys(self) -> dict[str, None]:
        """The ids of those whose addresses or titles it says, each once."""
        found: dict[str, None] = {}
        cells: list[Cell] = []
        for column, text in self._cells.taken("source"):
            whole = _whole_source(text)
            if whole is None:
                cells += [(column, part) for part in _sources_in(text)]
            else:
                found[self._whole(column, whole)] = None
        return found | self._named(cells)

    def cited(self) -> list[str]:
        """The ids of those that report the event with no passage taken."""
        texts = (text for _, text in self._cells.taken("cited"))
        return [self._listed({}, part) for text in texts for part in PARTS.split(text) if part]

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
                edtf = self._cells.date(text, column).edtf
                field, text = ("published", edtf) if edtf is not None else ("", text)
            if field and field not in said:
                said[field] = text
            else:
                rest[name] = text
        key = self._listed(said)
        for word, text in self._registry.say_of_source(key, rest).items() if rest else ():
            self._cells.own.append((f"source_{word}", text))
        return key

    def _named(self, cells: Sequence[Cell]) -> dict[str, None]:
        beside = {role: self._cells.taken(role) for role in _OF_SOURCE if role in self._cells}
        addresses = [part for _, part in cells if is_address(part)]
        titles = [(column, part) for column, part in cells if not is_address(part)]
        wanted = self._cells.one("source_id")
        if wanted is None and not addresses and len(titles) == 1 and self._registry.is_source(titles[0][1]):
            wanted = titles.pop()[1]
        if wanted is not None and (len(addresses) > 1 or len(titles) > 1):
            self._cells.own.append(("source_id", wanted))
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
                self._cells.own += said
        return {self._listed(one): None for one in each}

    def _one_source(
        self,
        addresses: Sequence[str],
        titles: Sequence[Cell],
        beside: Mapping[str, Sequence[Cell]],
        wanted: str | None = None,
    ) -> dict[str, None]:
        """The only source of the row, with all that is said of it."""
        said: dict[str, str] = {"url": addresses[0]} if addresses else {}
        for role, ((column, text), *more) in beside.items():
            self._cells.own += more
            if role == "published":
                edtf = self._cells.published(text, column)
                if edtf is None:
                    continue
                text = edtf
            said[_FIELD_OF_SOURCE.get(role, role)] = text
        for _, text in titles:
            free = next((field for field in ("title", "outlet") if field not in said), None)
            if free is None:
                self._cells.own.append(("source", text))
            else:
                said[free] = text
        if wanted is None and not said.keys() & {"url", "title", "outlet"}:
            self._cells.own += [cell for cells in beside.values() for cell in cells[:1]]
            return {}
        return {self._listed(said, wanted): None}

    def _listed(self, said: Mapping[str, str], wanted: str | None = None) -> str:
        key, other, respelled = self._registry.source(said, wanted)
        for before, known in respelled.items():
            self._cells.change("a source is one that is known", before, known)
        for field, text in other.items():
            self._cells.own.append((f"source_{field}", text))
        return key


def _whole_source(text: str) -> dict[str, str] | None:
    """What a cell says that holds a source with its fields; None where it is an address or a title."""
    if not text.startswith("{"):
        return None
    try:
        return {name: said.strip() for name, said in cells_of(decoded(text))}
    except ValueError:
        return None


def _sources_in(text: str) -> Iterable[str]:
    """The sources that a cell names: addresses with anything between them, or titles with semicolons."""
    parts = ADDRESSES.split(text) if "://" in text else PARTS.split(text)
    return filter(None, (part.strip().strip(",;|") for part in parts))
