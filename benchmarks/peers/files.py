"""The same events as each program wants them: a log, CSV, a listing, the items of a web page.

The generated timeline is read line by line, as `benchmarks.generate` writes it; reading it as YAML would
take minutes and give the same.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from benchmarks.program import Program, environment

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?")


class Happening(NamedTuple):
    """One event of a generated timeline, in its own words."""

    number: int
    date: str
    """As it is written; empty where there is none."""
    title: str
    summary: str
    names: str
    tags: str
    passages: str

    @property
    def moment(self) -> str:
        """The first minute of its date as a log writes it; empty where there is none."""
        found = _DATE.match(self.date)
        if found is None:
            return ""
        year, month, day, time = found.groups()
        return f"{year}-{month or '01'}-{day or '01'} {time or '00:00'}:00"


def happenings(lines: Iterable[str]) -> Iterator[Happening]:
    """The events in the order of the file."""
    fields: dict[str, str] = {}
    for line in lines:
        if line.startswith("  - id: e"):
            yield from _made(fields)
            fields = {"id": line[9:].strip()}
        elif fields:
            key, _, value = line.strip().removeprefix("- ").partition(": ")
            if key == "exact" and "exact" in fields:
                fields["exact"] += " / " + value.strip('"')
            else:
                fields.setdefault(key, value.strip('"[]'))
    yield from _made(fields)


def _made(fields: dict[str, str]) -> Iterator[Happening]:
    if fields:
        yield Happening(
            int(fields["id"]),
            fields.get("date", ""),
            *(fields[key] for key in ("title", "summary", "names", "tags", "exact")),
        )


def in_order(events: Iterable[Happening]) -> list[Happening]:
    """The events by the beginnings of their dates, those without a date last."""
    return sorted(events, key=lambda event: (event.moment or "9", event.number))


def write_log(events: Sequence[Happening], out: TextIO) -> None:
    """One line an event; a log needs a moment for each, so one without a date takes the last."""
    moment = ""
    for event in events:
        moment = event.moment or moment
        words = " | ".join((event.title, event.summary, event.names, event.tags, event.passages))
        out.write(f"{moment} {words}\n")


def write_csv(events: Sequence[Happening], out: TextIO) -> None:
    """One row an event, below the names of the columns."""
    rows = csv.writer(out)
    rows.writerow(("date", "title", "summary", "names", "tags", "passages"))
    rows.writerows(event[1:] for event in events)


def write_items(events: Sequence[Happening], out: TextIO) -> None:
    """A script that holds the items of a vis-timeline; it has no place for an event without a date."""
    out.write("const items = [\n")
    for event in events:
        if event.moment:
            item = {"id": event.number, "content": event.title, "start": event.moment, "type": "point"}
            out.write(json.dumps(item) + ",\n")
    out.write("];\n")


class Files(NamedTuple):
    """Where the same events stand in each form."""

    timeline: Path
    log: Path
    csv: Path
    items: Path
    listing: Path
    wanted: int
    """The number of the event that is looked for."""


def prepared(ours: Program, size: int) -> Files:
    """Write what is not there yet, beside the timeline; the index of this program is made on the way."""
    timeline = Path(ours.command[-1])
    log, table, items, listing = (timeline.with_name(f"{size}.{end}") for end in ("log", "csv", "js", "list"))
    files = Files(timeline, log, table, items, listing, 0)
    writers: dict[Path, Callable[[Sequence[Happening], TextIO], None]] = {
        files.log: write_log,
        files.csv: write_csv,
        files.items: write_items,
    }
    missing = [path for path in writers if _is_older(path, timeline)]
    if missing:
        with timeline.open(encoding="utf-8") as lines:
            events = in_order(happenings(lines))
        for path in missing:
            with path.open("w", encoding="utf-8", newline="") as out:
                writers[path](events, out)
    # Run even where the listing is there, since it is this that makes a stale index anew.
    with files.listing.open("wb") as out:
        subprocess.run(
            (ours.command[0], "list", str(timeline)),
            env=environment(ours.surroundings()),
            stdout=out,
            check=True,
        )
    with items.open(encoding="utf-8") as lines:
        return files._replace(wanted=wanted(lines, size))


def wanted(items: Iterable[str], size: int) -> int:
    """The first dated event that stands nine tenths down."""
    for number, line in enumerate(items):
        if number > size * 9 // 10 and line.startswith("{"):
            return int(json.loads(line.rstrip(",\n"))["id"])
    raise LookupError("too few events to look for one")


def _is_older(path: Path, timeline: Path) -> bool:
    return not path.exists() or path.stat().st_mtime_ns < timeline.stat().st_mtime_ns
