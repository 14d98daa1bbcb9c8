"""Two versions of a file as a short difference that is safe to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from timeline_tui.visible import visible

_CONTEXT = 3
_MOST_COMPARED = 2_000
_MOST_LINES = 60
_NO_END = "\\ no line break at the end of the file"


def difference(old: bytes, new: bytes, before: str, after: str) -> list[str]:
    """The lines of a unified difference between two versions that are called so."""
    if old == new:
        return []
    lines, others = _lines(old), _lines(new)
    if _ends(lines) == _ends(others) == {"\r"}:
        lines = [line.removesuffix("\r") for line in lines]
        others = [line.removesuffix("\r") for line in others]
    first = _same(lines, others)
    last = _same(lines[first:][::-1], others[first:][::-1])
    skipped = max(0, first - _CONTEXT)
    one = lines[skipped : len(lines) - max(0, last - _CONTEXT)]
    other = others[skipped : len(others) - max(0, last - _CONTEXT)]
    if max(len(one), len(other)) > _MOST_COMPARED:
        changed = f"from line {first + 1:,} on, {len(one):,} lines differ from {len(other):,}"
        return [f"--- {visible(before)}", f"+++ {visible(after)}", changed]
    return list(_capped(_diff(one, other, visible(before), visible(after), skipped)))


def _lines(data: bytes) -> list[str]:
    """The lines as text; after the last line break comes a note if something stands there."""
    lines = data.decode(errors="backslashreplace").split("\n")
    if lines[-1]:
        return [*lines, _NO_END]
    return lines[:-1]


def _ends(lines: Sequence[str]) -> set[str]:
    return {line[-1:] if line.endswith("\r") else "" for line in lines if line != _NO_END}


def _same(lines: Sequence[str], others: Sequence[str]) -> int:
    """How many lines at the beginning are the same."""
    pairs = enumerate(zip(lines, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(lines), len(others)))


def _diff(one: list[str], other: list[str], before: str, after: str, skipped: int) -> Iterator[str]:
    for number, line in enumerate(unified_diff(one, other, before, after, lineterm="", n=_CONTEXT)):
        if line.startswith("@@") and number > 1:
            yield _moved(line, skipped)
        elif line[1:] == _NO_END:
            yield _NO_END
        else:
            yield line[:1] + visible(line[1:])


def _moved(heading: str, lines: int) -> str:
    """The heading of a hunk, its line numbers counted from the beginning of the file."""
    parts = []
    for part in heading.split()[1:3]:
        start, comma, count = part[1:].partition(",")
        parts.append(f"{part[0]}{int(start) + lines}{comma}{count}")
    return f"@@ {' '.join(parts)} @@"


def _capped(lines: Iterator[str]) -> Iterator[str]:
    shown = list(lines)
    yield from shown[:_MOST_LINES]
    if len(shown) > _MOST_LINES:
        yield f"... {len(shown) - _MOST_LINES:,} lines more"
