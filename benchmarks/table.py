"""The measured numbers as the table of `docs/speed.md`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """One thing that was measured, at each size."""

    what: str
    cells: dict[int, str] = field(default_factory=dict)


def markdown(rows: Sequence[Row], sizes: Sequence[int], remarks: Sequence[str]) -> str:
    """The table, and what must be known to read it."""
    lines = [
        "| what | " + " | ".join(f"at {size:,}" for size in sizes) + " events |",
        "| --- |" + " --- |" * len(sizes),
        *(f"| {row.what} | " + " | ".join(row.cells.get(size, "-") for size in sizes) + " |" for row in rows),
        "",
        *remarks,
    ]
    return "\n".join(lines)


def times(value: float, base: float) -> str:
    """A value beside what it is compared with: `1.08x (312 ms)`."""
    return f"{value / base:.2f}x ({spoken(value)})"


def spoken(seconds: float) -> str:
    """Seconds in a unit that reads well."""
    return f"{seconds * 1000:.0f} ms" if seconds < 2 else f"{seconds:.1f} s"
