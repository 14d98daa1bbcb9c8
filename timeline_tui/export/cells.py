"""A list in one cell of a table: its items with semicolons between them, or JSON where one has such."""

from __future__ import annotations

import json
from collections.abc import Sequence

_BETWEEN = "; "


def joined_cell(values: str | Sequence[str]) -> str:
    """The items as one cell, of which `parted_cell` makes them again."""
    listed = [values] if isinstance(values, str) else list(values)
    if all(map(_is_plain, listed)) and (isinstance(values, str) or len(listed) != 1 or listed[0]):
        return _BETWEEN.join(listed)
    return json.dumps(values if isinstance(values, str) else listed, ensure_ascii=False)


def parted_cell(cell: str) -> list[str]:
    """The items of a cell."""
    if cell[:1] in {"[", '"'}:
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, str):
            return [found]
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return found
    return [part.strip() for part in cell.split(";") if part.strip()]


def _is_plain(item: str) -> bool:
    return bool(item) and item == item.strip() and ";" not in item and item[0] not in '["'
