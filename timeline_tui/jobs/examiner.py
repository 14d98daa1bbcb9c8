"""The process that examines an index: `python -m timeline_tui.jobs.examiner WHAT INDEX...`.

Where WHAT is `proof`, it compares passages with the texts in the folders that follow. Where it is `weak`, it
looks for what is weak; what became of the passages can follow.
"""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from itertools import chain
from pathlib import Path

from timeline_tui.evidence.accounts import Weighed, Weigher
from timeline_tui.evidence.texts import Held, Shelf, verify
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Row
from timeline_tui.index.schema import beside
from timeline_tui.index.sidecar import Findings, Kept, Stays, WeakPoints, write_findings, write_weak
from timeline_tui.jobs.child import BuildFailed, Message, Ready, Telling, prepare, tell
from timeline_tui.jobs.room import room
from timeline_tui.model.passage_states import State, Weakness
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Name, Source
from timeline_tui.system import blake2b
from timeline_tui.version import RULES

_LOT = 500


def main(arguments: list[str]) -> int:
    """Examine an index, telling the other process about it on stdout."""
    what, index, *others = arguments
    prepare()
    paths = [Path(other) for other in others]
    tell(prove(Path(index), paths) if what == "proof" else weigh(Path(index), paths))
    return 0


def _digest(records: Iterable[tuple[str, Source | Name]]) -> str:
    """The same where all of them say the same."""
    plain = [[key, to_plain(record)] for key, record in records]
    return blake2b(json.dumps(plain).encode()).hexdigest()


# What became of passages.


def prove(path: Path, folders: Sequence[Path]) -> Message:
    """Find every passage of an index in its text."""
    place = beside(path, ".findings")
    try:
        with closing(Index.open(path)) as index:
            place_of_file = Path(index.stamp.file)
            texts = Shelf(folders, place_of_file if index.stamp.files else place_of_file.parent)
            held = dict(_held(index, texts))
            # Words that differ where the timeline, the texts or the program do.
            made_from = json.dumps([RULES, index.about.as_of, index.stamp._asdict(), held, texts.refused])
            if Findings.is_kept(place, made_from):
                return Ready(place)
            with room(path.parent) as own:
                # Words that differ where one passage may be found otherwise: other sources, texts or program.
                digest = _digest(index.sources().items())
                basis = json.dumps([RULES, index.about.as_of, digest, held, texts.refused])
                facts = {"made_from": made_from, "basis": basis, "texts": held, "refused": texts.refused}
                before, compared = _before(place, basis)
                found = _findings(index, texts, _anew(index, compared))
                write_findings(own / "findings", facts, found, Stays(index.digests(), before))
                (own / "findings").replace(place)
    except (OSError, Unusable) as error:
        return BuildFailed(f"the passages cannot be compared with their texts: {error}")
    return Ready(place)


def _held(index: Index, texts: Shelf) -> Iterator[tuple[str, tuple[str, str]]]:
    """Path and hash of each text that is held, by source."""
    for key, source in index.sources().items():
        found = texts.of(source)
        if isinstance(found, Held):
            yield key, (str(found.path), found.sha256)


def _before(place: Path, basis: str) -> tuple[Path | None, Sequence[int]]:
    """Findings on another version of the timeline, compared with the same texts, and what was compared."""
    with suppress(Unusable), closing(Findings.open(place)) as findings:
        if findings.basis == basis:
            return place, findings.compared()
    return None, ()


def _anew(index: Index, compared: Sequence[int]) -> list[int]:
    """The numbers of events that say something else than any that was compared."""
    return [number for number, digest in index.digests() if not _holds(compared, digest)]


def _holds(digests: Sequence[int], digest: int) -> bool:
    at = bisect_left(digests, digest)
    return at < len(digests) and digests[at] == digest


def _findings(index: Index, texts: Shelf, numbers: list[int]) -> Iterator[Kept]:
    telling = Telling()
    events = index.events_of_numbers(numbers)
    for done, found in enumerate(verify(events, index.sources(), texts)):
        telling.progress(done, index.about.quotes)
        yield Kept(found.number, found.index, found.quote.source, found.finding)


# What is weak.


def weigh(path: Path, compared: Sequence[Path]) -> Message:
    """Look at every event of an index, and at what became of its passages where they were `compared`."""
    place = beside(path, ".weak")
    try:
        with ExitStack() as opened:
            index = opened.enter_context(closing(Index.open(path)))
            findings = None
            for each in compared:
                findings = opened.enter_context(closing(Findings.open(each)))
            # Words that differ where the timeline, the findings or the program do.
            made_from = json.dumps([RULES, index.stamp._asdict(), findings and findings.made_from])
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
    return Ready(place)


class _Scales:
    """The events of one index, of which those that say the same as before are not looked at again."""

    def __init__(self, index: Index, findings: Findings | None, before: Path) -> None:
        """What is weak `before` is what was found in another version of the timeline."""
        self.basis = self._basis(index, findings)
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

    @staticmethod
    def _basis(index: Index, findings: Findings | None) -> str | None:
        """Words that differ where an event may be weak otherwise: other sources, names, texts or program."""
        if findings is not None and findings.basis is None:
            return None
        digest = _digest([*index.sources().items(), *index.names().items()])
        return json.dumps([RULES, index.about.as_of, digest, findings and findings.basis])

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
                states = self._states(row.number) if event is not None and row.quotes else ()
                known = self._known.get(row.id, ()) if event is None else ()
                yield Weighed(row.rank, row.depth, event, states, known)

    def _is_known(self, row: Row, digest: int) -> bool:
        """Whether what is weak in an event is known; it hangs on others without passages, or in a dispute."""
        if row.disputes or not row.quotes:
            return False
        self.weighed.append(digest)
        return digest in self._before

    def _states(self, number: int) -> list[State]:
        findings = self._findings.of_event(number) if self._findings else {}
        return [finding.state for finding in findings.values()]


if __name__ == "__main__":
    # All is written and told: taking a large heap apart would only keep the other process waiting.
    os._exit(main(sys.argv[1:]))
