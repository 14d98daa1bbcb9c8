"""Measure the speed against an empty program in one run, print the table, put it into `docs/speed.md`.

`python -m benchmarks [--sizes 10,100000,1000000] [--repeats 7] [--keep FOLDER] [--print-only]`
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import textual

from benchmarks import changes, generate, measure, program
from benchmarks.program import Program
from benchmarks.table import Row, markdown, spoken, times
from docs.parts import put

KEYS = ("down", "pagedown", "end")
QUERIES = (
    "shelling",
    "statement bridge",
    "person:person-7 a",
    "crossing near",
    "in:1999-05",
    "is:disputed ta",
)
LETTER_ROW = "a letter typed in search to new rows, 95th percentile beyond the empty program's"
KEY_ROW = "key to drawn row ({}), 95th percentile beyond the empty program's"
CHART_ROW = "chart: {}, key to picture, 95th percentile beyond the empty program's"
FILES = 100
YAML_LIMIT = 100_000
"""Events up to which `yaml.load` alone is run; at 1,000,000 it would need about 18 GB."""
CHANGES = {
    changes.reword: "a word of one event changed",
    changes.add: "an event was added in the middle, or taken out",
}
_YAML = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"


def main() -> int:
    """Measure what the command line asks for."""
    arguments = _parser().parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    program.compile_all()
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as made:
        folder = Path(arguments.keep or made)
        programs = {size: _program(folder, size) for size in sizes}
        table = _measured(program.empty(folder), programs, arguments.repeats)
    print(table)
    if not arguments.print_only:
        put("speed", table)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="10,100000,1000000", help="numbers of events, with commas")
    parser.add_argument(
        "--repeats", type=int, default=7, help="how often each is measured; medians are shown"
    )
    parser.add_argument(
        "--keep", metavar="FOLDER", help="where to keep the generated files (1 GB for a million)"
    )
    parser.add_argument("--print-only", action="store_true", help="leave docs/speed.md as it is")
    return parser


def _program(folder: Path, size: int) -> Program:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{size}.timeline.yaml"
    if not file.exists():
        _say(f"writing {size:,} events")
        generate.write(size, file)
    return program.ours(folder, file)


def _measured(empty: Program, programs: dict[int, Program], repeats: int) -> str:
    reading, *reloading = _reading(programs, repeats)
    rows = [
        *_start(empty, programs, repeats),
        _memory(empty, programs, repeats),
        *_keys(empty, programs),
        reading,
        *reloading,
    ]
    return markdown(rows, list(programs), [_remark(repeats)])


def _reading(programs: dict[int, Program], repeats: int) -> list[Row]:
    """Reading comes first: it leaves a ready index behind for what follows."""
    row = Row("whole file read, checked, indexed, of `yaml.load(CSafeLoader)` alone")
    again = {change: Row(f"reload after {what}, of its first read") for change, what in CHANGES.items()}
    for size, ours in programs.items():
        _say(f"reading {size:,} events")
        often = repeats if size < YAML_LIMIT else 3 if size == YAML_LIMIT else 1
        took = _median(Program.read, ours, often)
        if size > YAML_LIMIT:
            row.cells[size] = spoken(took)
        elif size > YAML_LIMIT // 100:
            row.cells[size] = times(took, _median(_yaml, ours, often))
        for change, reloaded in again.items():
            if size > YAML_LIMIT // 100:
                reloaded.cells[size] = times(_reload(ours, change, Path(ours.command[-1])), took)
    return [row, *again.values(), _folders(programs)]


def _folders(programs: dict[int, Program]) -> Row:
    row = Row(f"reload of a folder of {FILES} files after a word in one of them changed, of its first read")
    for size, ours in programs.items():
        if YAML_LIMIT // 100 < size <= YAML_LIMIT:
            _say(f"reading a folder of {size:,} events")
            file = Path(ours.command[-1])
            folder = file.with_name(f"{size}-split")
            generate.split(size, folder, FILES)
            split = program.ours(file.parent, folder)
            took = split.read()
            changed = folder / f"b-{FILES // 2:03}.timeline.yaml"
            row.cells[size] = times(_reload(split, changes.reword, changed), took)
    return row


def _reload(ours: Program, change: Callable[[Path], None], file: Path) -> float:
    """Change a file of it and read it again, twice, so that in the end it is what it was."""
    took: list[float] = []
    for _ in range(2):
        change(file)
        took.append(ours.read_again())
    return statistics.mean(took)


def _yaml(ours: Program) -> float:
    return program.timed((sys.executable, "-c", _YAML, ours.command[-1]))


def _start(empty: Program, programs: dict[int, Program], repeats: int) -> list[Row]:
    """The programs take turns, so that a slow moment of the machine falls on all of them."""
    early = Row("start to first rows, where it was open before in a window of the same size")
    ready = Row("start to the screen that takes keys, index ready")
    unread = Row("start to first rows, no index yet")
    for size, ours in programs.items():
        _say(f"starting with {size:,} events")
        measure.starts(ours)
        rounds = [(measure.start(empty), *measure.starts(ours)) for _ in range(repeats)]
        base, first, own = (statistics.median(took) for took in zip(*rounds, strict=True))
        early.cells[size] = times(first, base)
        ready.cells[size] = times(own, base)
        unread.cells[size] = times(_median(_unread, ours.elsewhere(), repeats), base)
    return [early, ready, unread]


def _unread(ours: Program) -> float:
    ours.forget()
    return measure.start(ours)


def _memory(empty: Program, programs: dict[int, Program], repeats: int) -> Row:
    row = Row("memory at rest, index ready")
    _say("weighing")
    base = _median(measure.memory, empty, min(repeats, 3))
    for size, ours in programs.items():
        took = _median(measure.memory, ours, min(repeats, 3))
        row.cells[size] = f"{took / base:.2f}x ({took / 1024:.0f} MB)"
    return row


def _keys(empty: Program, programs: dict[int, Program]) -> list[Row]:
    rows = {name: Row(KEY_ROW.format(name)) for name in KEYS}
    alone = measure.percentile(measure.keys(empty, ["x"], 60)["x"])
    for size, ours in programs.items():
        _say(f"pressing keys at {size:,} events")
        for name, answers in measure.keys(ours, KEYS, 60).items():
            beyond = measure.percentile(answers) - alone
            rows[name].cells[size] = f"{beyond * 1000:+.1f} ms"
    return [*rows.values(), *_chart(alone, programs), _letters(alone, programs)]


def _chart(alone: float, programs: dict[int, Program]) -> list[Row]:
    rows = {move: Row(CHART_ROW.format(move)) for move in measure.CHART_MOVES}
    for size, ours in programs.items():
        _say(f"moving about the chart at {size:,} events")
        for move, answers in measure.chart(ours, 20).items():
            rows[move].cells[size] = f"{(measure.percentile(answers) - alone) * 1000:+.1f} ms"
    return list(rows.values())


def _letters(alone: float, programs: dict[int, Program]) -> Row:
    row = Row(LETTER_ROW)
    for size, ours in programs.items():
        _say(f"typing queries at {size:,} events")
        answers = measure.letters(ours, QUERIES)
        if len(answers) > 1:
            row.cells[size] = f"{(measure.percentile(answers) - alone) * 1000:+.1f} ms"
    return row


def _median(measured: Callable[[Program], float], what: Program, repeats: int) -> float:
    return statistics.median(measured(what) for _ in range(repeats))


def _remark(repeats: int) -> str:
    return (
        f"Medians of {repeats} in one run, in a terminal of 120 by 40, bytecode compiled; Python "
        f"{platform.python_version()}, Textual {textual.__version__}, {os.cpu_count()} cores. The empty "
        "program is Textual with one line of text, which it draws anew at each key. At 1,000,000 events "
        "`yaml.load` alone would need some 18 GB; it is not run there."
    )


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
