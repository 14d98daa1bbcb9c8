"""The process that looks for what is weak: `python -m timeline_tui.jobs.weigher INDEX [FINDINGS]`."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from timeline_tui.evidence.gaps import Weighed, Weigher
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Row
from timeline_tui.index.schema import beside
from timeline_tui.index.sidecar import Findings, WeakPoints, write_weak
from timeline_tui.jobs.child import BuildFailed, Message, Ready, Telling, prepare, tell
from timeline_tui.jobs.room import room
from timeline_tui.model.passage_states import State, Weakness
from timeline_tui.model.record_fields import to_plain
from timeline_tui.version import RULES

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
                    scales = _Scales(index, findings, place)
                    weaknesses = weighing.weaknesses(scales.events())
                    is_compared = findings is not None
                    write_weak(
                        *(own / "weak", made_from, is_compared, weaknesses),
                        basis=scales.basis,
                        weighed=scales.weighed,
                    )
                    (own / "weak").replace(place)
    except (OSError, Unusable) as error:
        return BuildFailed(f"what is weak cannot be looked for: {error}")
    finally:
        if findings is not None:
            findings.close()
    return Ready(place)


def _made_from(index: Index, findings: Findings | None) -> str:
    """Words that differ where the timeline, the findings or the program do."""
    return json.dumps([RULES, index.stamp._asdict(), findings and findings.made_from])


def _basis(index: Index, findings: Findings | None) -> str | None:
    """Words that differ where an event may be weak otherwise: other sources, names, texts or program."""
    if findings is not None and findings.basis is None:
        return None
    records = [*index.sources().items(), *index.names().items()]
    digest = blake2b(json.dumps([[key, to_plain(record)] for key, record in records]).encode()).hexdigest()
    return json.dumps([RULES, index.about.as_of, digest, findings and findings.basis])


class _Scales:
    """The events of one index, of which those that say the same as before are not looked at again."""

    def __init__(self, index: Index, findings: Findings | None, before: Path) -> None:
        """What is weak `before` is what was found in another version of the timeline."""
        self.basis = _basis(index, findings)
        self.weighed: list[int] = []
        """The digests of events in which the same is weak wherever they stand."""
        self._index = index
        self._findings = findings
        self._before: set[int] = set()
        self._known: defaultdict[str, list[Weakness]] = defaultdict(list)
        with suppress(Unusable), closing(WeakPoints.open(before)) as kept:
            if kept.basis is not None and kept.basis == self.basis:
                self._before = kept.weighed()
                for weakness in chain.from_iterable(map(kept.all, kept.counts)):
                    self._known[weakness.event].append(weakness)

    def events(self) -> Iterator[Weighed]:
        """Every event in the order of the list, with what became of its passages."""
        telling, total = Telling(), self._index.about.events
        digests = dict(self._index.digests())
        for first in range(0, total, _LOT):
            telling.progress(first, total)
            rows = self._index.rows(first, _LOT)
            others = sorted(row.number for row in rows if not self._is_known(row, digests[row.number]))
            events = dict(self._index.events_of_numbers(others))
            for row in rows:
                event = events.get(row.number)
                states = _states(self._findings, row.number) if event is not None and row.quotes else ()
                known = self._known.get(row.id, ()) if event is None else ()
                yield Weighed(row.rank, row.depth, event, states, known)

    def _is_known(self, row: Row, digest: int) -> bool:
        """Whether what is weak in an event is known; it hangs on others without passages, or in a dispute."""
        if row.disputes or not row.quotes:
            return False
        self.weighed.append(digest)
        return digest in self._before


def _states(findings: Findings | None, number: int) -> list[State]:
    return [finding.state for finding in findings.of_event(number).values()] if findings else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
