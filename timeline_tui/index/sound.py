"""Whether in each field of a row or a record stands what belongs there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, ForwardRef, TypeVar

T = TypeVar("T")
Row = TypeVar("Row", bound=tuple[Any, ...])
Sort = frozenset[type]
Test = Callable[[Any], bool]

NUMBER: Sort = frozenset({int})
TEXT: Sort = frozenset({str})
MAYBE_NUMBER: Sort = NUMBER | {type(None)}
MAYBE_TEXT: Sort = TEXT | {type(None)}
# What SQLite holds as a number is never larger.
_LARGEST = 1 << 63


class Unusable(Exception):  # noqa: N818 - it says what the index is
    """The index is missing, damaged, not one of ours, or of another version of the program."""


def checked(rows: list[Row], *sorts: Sort) -> list[Row]:
    """The rows, where each value is of the sort of its column."""
    for row in rows:
        for value, sort in zip(row, sorts, strict=True):
            if type(value) not in sort:
                raise Unusable("a row is damaged")
    return rows


def _is_number(value: object) -> bool:
    return type(value) is int and -_LARGEST <= value < _LARGEST


def is_text(value: object) -> bool:
    """Whether it is a text and nothing that only behaves like one."""
    return type(value) is str


def one_of(words: Sequence[str | None]) -> Test:
    """Whether it is one of these."""
    return lambda value: (value is None or type(value) is str) and value in words


PLAIN: Mapping[str, Test] = {
    "int": _is_number,
    "int | None": lambda value: value is None or _is_number(value),
    "str": is_text,
    "str | None": lambda value: value is None or type(value) is str,
    "bool": lambda value: type(value) is bool,
}
"""What a field of numbers and texts can be declared to hold, as it stands in the program."""


def sound(record: T, tests: Mapping[str, Test] = PLAIN) -> T:
    """The record, where each of its fields holds what it is declared to hold."""
    kind: type = type(record)
    for name, declared in _fields(kind):
        if not tests[declared](getattr(record, name)):
            raise Unusable(f"a record is damaged: {name}")
    return record


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    declared: Mapping[str, str | ForwardRef] = kind.__annotations__
    words = {name: each if isinstance(each, str) else each.__forward_arg__ for name, each in declared.items()}
    return tuple(words.items())


def decoded(plain: str) -> Any:  # noqa: ANN401 - JSON can be anything
    """What the JSON text says."""
    try:
        return json.loads(plain)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unusable(f"a record is damaged: {error}") from error
