"""The process that compares passages with texts: `python -m timeline_tui.jobs.prover INDEX FOLDER...`."""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from timeline_tui.evidence.texts import Held, Shelf, verify
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.schema import beside
from timeline_tui.index.sidecar import Findings, Kept, Stays, write_findings
from timeline_tui.jobs.child import BuildFailed, Message, Ready, Telling, prepare, tell
from timeline_tui.jobs.room import room
from timeline_tui.model.record_fields import to_plain
from timeline_tui.version import RULES


def main(arguments: list[str]) -> int:
    """Find every passage of an index in its text, telling the other process about it on stdout."""
    index, *folders = arguments
    prepare()
    tell(_prove(Path(index), [Path(folder) for folder in folders]))
    return 0


def _prove(path: Path, folders: list[Path]) -> Message:
    place = beside(path, ".findings")
    try:
        with closing(Index.open(path)) as index:
            place_of_file = Path(index.stamp.file)
            texts = Shelf(folders, place_of_file if index.stamp.files else place_of_file.parent)
            held = dict(_held(index, texts))
            made_from = _made_from(index, held, texts)
            if Findings.is_kept(place, made_from):
                return Ready(place)
            with room(path.parent) as own:
                basis = _basis(index, held, texts)
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


def _made_from(index: Index, held: dict[str, tuple[str, str]], texts: Shelf) -> str:
    """Words that differ where the timeline, the texts or the program do."""
    return json.dumps([RULES, index.about.as_of, index.stamp._asdict(), held, texts.refused])


def _basis(index: Index, held: dict[str, tuple[str, str]], texts: Shelf) -> str:
    """Words that differ where one passage may be found otherwise: other sources, texts or program."""
    sources = [[key, to_plain(source)] for key, source in index.sources().items()]
    digest = blake2b(json.dumps(sources).encode()).hexdigest()
    return json.dumps([RULES, index.about.as_of, digest, held, texts.refused])


def _before(place: Path, basis: str) -> tuple[Path | None, Sequence[int]]:
    """Findings on another version of the timeline, compared with the same texts, and what was compared."""
    try:
        with closing(Findings.open(place)) as findings:
            if findings.basis == basis:
                return place, findings.compared()
    except Unusable:
        pass
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


if __name__ == "__main__":
    # All is written and told: taking a large heap apart would only keep the other process waiting.
    os._exit(main(sys.argv[1:]))
