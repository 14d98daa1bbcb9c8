"""One item of a file as it is checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Literal

from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Path, Report, Spot, is_alias, is_written, of_items, of_key, of_value

Tape = Sequence[ParserEvent]
What = Literal["event", "source", "name", "tour", "timeline"]


class Item:
    """An event, a source or a name; its parser's events are only asked for where something is wrong."""

    def __init__(self, what: What, tape: Callable[[], Tape], report: Report, key: Spot | None = None) -> None:
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
