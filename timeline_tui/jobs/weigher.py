"""The process that looks for what is weak: `python -m timeline_tui.jobs.weigher INDEX [FINDINGS]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from timeline_tui import __version__
from timeline_tui.evidence.gaps import Weighed, Weigher
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.schema import beside
from timeline_tui.index.sidecar import Findings, WeakPoints, write_weak
from timeline_tui.jobs.child import BuildFailed, Message, Ready, Telling, prepare, tell
from timeline_tui.jobs.room import room
from timeline_tui.model.proof import State

_LOT = 500


def main(arguments: list[str]) -> int:
    """Look at every event of an index, telling the other process about it on stdout."""
    index, *findings = map(Path, arguments)
    prepare()
    tell(_weigh(index, findings[0] if findings else None))
    return 0


def _weigh(path: Path, compared: Path | None) -> Message:
    place = beside(path, ".weak")
    findings = None
    try:
        with closing(Index.open(path)) as index:
            findings = None if compared is None else Findings.open(compared)
            made_from = _made_from(index, findings)
            if not WeakPoints.is_kept(place, made_from):
                weighing = Weigher(index.sources(), index.names(), index.passages.answers)
                with room(path.parent) as own:
                    weaknesses = weighing.weaknesses(_events(index, findings))
                    write_weak(own / "weak", made_from, findings is not None, weaknesses)
                    (own / "weak").replace(place)
    except (OSError, Unusable) as error:
        return BuildFailed(f"what is weak cannot be looked for: {error}")
    finally:
        if findings is not None:
            findings.close()
    return Ready(place)


def _made_from(index: Index, findings: Findings | None) -> str:
    """Words that differ where the timeline, the findings or the program do."""
    return json.dumps([__version__, index.stamp._asdict(), findings and findings.made_from])


def _events(index: Index, findings: Findings | None) -> Iterator[Weighed]:
    """Every event in the order of the list, with what became of its passages."""
    telling = Telling()
    for first in range(0, index.about.events, _LOT):
        telling.progress(first, index.about.events)
        for row, event in zip(index.rows(first, _LOT), index.events(first, _LOT), strict=True):
            yield Weighed(row.rank, row.depth, event, _states(findings, row.number) if row.quotes else ())


def _states(findings: Findings | None, number: int) -> list[State]:
    return [finding.state for finding in findings.of_event(number).values()] if findings else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
