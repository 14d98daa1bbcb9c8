"""Measure this program beside its peers in one run, print the table, put it into `docs/peers.md`.

`python -m benchmarks.peers [--sizes 1000,10000,100000,1000000] [--repeats 3] [--patience 60] [--print-only]`
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import generate, measure, program
from benchmarks.peers import browser, files, programs, terminal
from benchmarks.peers.files import Files
from benchmarks.peers.sample import Sample, median
from benchmarks.peers.table import EMPTY, OURS, UNREAD, markdown
from benchmarks.program import Program
from docs.parts import put

LONG = 20.0
"""Seconds after which one program at one size is not run again."""
VIS = "vis-timeline in Chromium"
_DIGITS = 7
"""Letters of what is looked for."""
Run = Callable[[int], Sample]
"""One run of a program at a size."""


def main() -> int:
    """Measure what the command line asks for."""
    arguments = _parser().parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    program.compile_all()
    folder = Path(arguments.keep).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    ours = {size: _program(folder, size) for size in sizes}
    prepared = {size: _prepared(ours[size], size) for size in sizes}
    runs, missing = _runs(ours, prepared, arguments.patience)
    results: dict[str, dict[int, Sample]] = {name: {} for name in runs}
    for size in sizes:
        for name, run in runs.items():
            _say(f"{name} at {size:,} events")
            results[name][size] = median(list(_repeated(run, size, arguments.repeats)))
    remarks = [_remark(arguments.repeats), *missing]
    shown = markdown(results, sizes, remarks)
    print(shown)
    if not arguments.print_only:
        put("peers", shown)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000", help="numbers of events, with commas")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is run; medians are shown")
    parser.add_argument("--patience", type=float, default=60, help="seconds after which a wait is cut off")
    parser.add_argument(
        "--keep",
        metavar="FOLDER",
        default=programs.OUT / "peers",
        help="where the files are made and kept (3 GB for a million events)",
    )
    parser.add_argument("--print-only", action="store_true", help="leave docs/peers.md as it is")
    return parser


def _program(folder: Path, size: int) -> Program:
    file = folder / f"{size}.timeline.yaml"
    if not file.exists():
        _say(f"writing {size:,} events")
        generate.write(size, file)
    return program.ours(folder, file)


def _prepared(ours: Program, size: int) -> Files:
    _say(f"preparing {size:,} events: index, log, CSV, items, listing")
    return files.prepared(ours, size)


def _runs(
    ours: dict[int, Program], prepared: dict[int, Files], patience: float
) -> tuple[dict[str, Run], list[str]]:
    """What there is to run by its name, and a sentence on each that is missing."""
    found = [peer for peer in programs.PEERS if peer.found]
    missing = [f"Missing: {peer.name} (`{peer.get}`)." for peer in programs.PEERS if not peer.found]
    runs: dict[str, Run] = {
        OURS: lambda size: _ours(ours[size], prepared[size], patience),
        UNREAD: lambda size: _unread(ours[size], patience),
        EMPTY: lambda size: _empty(ours[size], patience),
        **{peer.name: _peers(peer, ours, prepared, patience) for peer in found},
    }
    chromium = programs.chromium()
    if chromium and programs.VIS.exists():
        runs[VIS] = lambda size: browser.sample(chromium, prepared[size].items, patience)
    else:
        wanted = (chromium, programs.GET_CHROMIUM), (programs.VIS.exists(), programs.GET_VIS)
        missing.append(
            f"Missing: {VIS} (" + ", ".join(f"`{get}`" for there, get in wanted if not there) + ")."
        )
    return runs, missing


def _ours(ours: Program, of: Files, patience: float) -> Sample:
    sample = terminal.sample(ours.command, ours.surroundings(), ("/",), f"{of.wanted:07d}", patience)
    moves = measure.chart(ours, 5)
    return sample._replace(zoom=statistics.median(moves["zoom"]), pan=statistics.median(moves["pan"]))


def _empty(ours: Program, patience: float) -> Sample:
    """What of all that is Textual: its search is as many keys, each of which it counts."""
    empty = program.empty(ours.cache.parent)
    keys = "x" * _DIGITS, f"pressed {_DIGITS:07d}"
    return terminal.start_alone(empty.command, empty.surroundings(), "pressed", patience, keys)


def _unread(ours: Program, patience: float) -> Sample:
    elsewhere = ours.elsewhere()
    elsewhere.forget()
    try:
        return terminal.first_screen(ours.command, elsewhere.surroundings(), patience)
    finally:
        elsewhere.forget()


def _peers(peer: programs.Peer, ours: dict[int, Program], prepared: dict[int, Files], patience: float) -> Run:
    def run(size: int) -> Sample:
        home = ours[size].cache.with_name(f"home-{peer.names[-1]}")
        home.mkdir(exist_ok=True)
        # The emulated screen does not know the repeated characters that other terminals are sent.
        surroundings = {**ours[size].surroundings(), "HOME": str(home), "TERM": "screen-256color"}
        if peer.starts_with:
            command = peer.command(prepared[size])
            return terminal.start_alone(command, surroundings, peer.starts_with, patience)
        search = f"{prepared[size].wanted:07d}\r"
        return terminal.sample(peer.command(prepared[size]), surroundings, peer.before, search, patience)

    return run


def _repeated(run: Run, size: int, repeats: int) -> Iterator[Sample]:
    """Some runs; fewer where one takes long or was cut off."""
    began = time.monotonic()
    for _ in range(repeats):
        sample = run(size)
        yield sample
        if time.monotonic() - began > LONG or not sample.is_whole:
            return


def _remark(repeats: int) -> str:
    versions = [f"{peer.name} {programs.version(peer.found)}" for peer in programs.PEERS if peer.found]
    if chromium := programs.chromium():
        versions.append(f"Chromium {programs.version(chromium)}")
    return (
        f"Medians of up to {repeats} in one run, fewer where one run takes long, with {', '.join(versions)}; "
        f"{os.cpu_count()} cores. lnav and VisiData hold each event with all its words, as a log and as CSV; "
        "less holds only the listing of `timeline-tui list`, and reads no further than it shows until it is "
        "asked to search; vis-timeline holds dates and titles, with a window over the first events, since it "
        "draws all that its window spans; harlequin, which is made of Textual as well, is looked at for its "
        "start alone, with no data. Textual with one line of text is what both of these are made of, and "
        f"its search is {_DIGITS} keys in one go, which it counts: that much of ours is Textual. "
        "timeline-tui reads a file once and keeps an index; the others read "
        "theirs at every start. vis-timeline has no search of its own, and a browser finds only what is "
        "drawn; it zooms and pans about those first events, timeline-tui over all of them. The event that is "
        "looked for stands nine tenths down."
    )


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
