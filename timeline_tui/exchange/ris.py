"""Sources as RIS, which libraries and databases hand out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, Rows

_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])  ?-(?: (.*))?")
_NUMBERED = re.compile(r"\s*[0-9]+\.?\s*")
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "ID": "id",
        "TI": "title",
        "T1": "title",
        "AU": "author",
        "A1": "author",
        "DA": "published",
        "PY": "year",
        "Y1": "year",
        "JO": "outlet",
        "JF": "outlet",
        "T2": "outlet",
        "PB": "publisher",
        "UR": "url",
        "LA": "language",
        "N1": "note",
        "AB": "abstract",
        "KW": "keyword",
        "DO": "doi",
        "TY": "type",
    }
)


def recognises(given: GivenFile) -> bool:
    """Whether its name says so, or it begins with the type of a record."""
    if given.path.suffix.lower() == ".ris":
        return True
    first = next((line for _, line in given.lines() if line.strip()), "")
    match = _LINE.fullmatch(first)
    return match is not None and match[1] == "TY"


def rows(given: GivenFile) -> Rows:
    """The records, each a source with the line that it begins in; one may end with its file."""
    place, found = 0, list[tuple[str, str]]()
    for number, line in given.lines():
        match = _LINE.fullmatch(line)
        if match is not None and match[1] in {"TY", "ER"}:
            if found:
                yield _record(place, found)
            place, found = number, []
        if match is not None and match[1] != "ER" and (match[2] or "").strip():
            place = place or number
            found.append((match[1], match[2].strip()))
        elif match is None and line.strip() and found:
            # A long text goes on in the next line.
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif match is None and line.strip():
            is_count = _NUMBERED.fullmatch(line) is not None
            why = "a line counts the records" if is_count else "a line stands in no record"
            yield LostRow(number, line, why, is_said=is_count)
    if found:
        yield _record(place, found)


def _record(place: int, found: list[tuple[str, str]]) -> GivenRow:
    tags = {tag for tag, _ in found}
    cells: list[tuple[str, str]] = []
    authors = "; ".join(text for tag, text in found if tag in {"AU", "A1"})
    for tag, text in found:
        name = _COLUMNS.get(tag, tag)
        if name == "year" and "DA" not in tags:
            name = "published"
        if name in {"published", "year"}:
            *day, more = [*text.split("/", 3), "", "", ""][:4]
            text = "-".join(filter(None, day))
            cells += [(f"{name} more", more)] if more.strip() else []
        if name != "author":
            cells.append((name, text))
    return GivenRow(place, (*cells, *([("author", authors)] if authors else [])), "source")
