"""How many small mistakes in the code the tests notice: `make mutants SEED=3 SAMPLE=400`.

Mutmut makes the mistakes, one in each mutant of a function, and runs the tests that call it. Here some of
the mutants are drawn, always the same ones for a seed, and those that no test noticed are shown.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from mutmut.__main__ import create_mutants
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

FOLDER = Path("mutants")
NOTICED = {"killed", "timeout", "segfault"}


def main() -> None:
    """Draw a sample of mutants, run the tests against each, and show what went unnoticed."""
    asked = _parser().parse_args()
    if not asked.again:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    names = sorted(_results())
    drawn = sorted(Random(asked.seed).sample(names, min(asked.sample, len(names))))
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(asked.processes), *drawn]
    subprocess.run(command, check=True, stdout=sys.stderr)
    sys.stdout.write(_summary(drawn, len(names)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--again", action="store_true", help="keep which tests call what from the last run")
    return parser


def _summary(drawn: list[str], total: int) -> str:
    """What became of each mutant that was not noticed, and how many were."""
    results = _results()
    unnoticed = {name: status for name in drawn if (status := results[name]) not in NOTICED}
    noticed = len(drawn) - len(unnoticed)
    return (
        "".join(f"# {name}: {status}\n{get_diff_for_mutant(name)}\n\n" for name, status in unnoticed.items())
        + f"{noticed} of {len(drawn)} mutants noticed ({noticed / len(drawn):.1%}), drawn from {total}\n"
    )


def _results() -> Mapping[str, str]:
    """Every mutant there is by its name, with what became of it."""
    return dict(_read())


def _read() -> Iterator[tuple[str, str]]:
    for file in FOLDER.rglob("*.meta"):
        for name, code in json.loads(file.read_text())["exit_code_by_key"].items():
            yield name, status_by_exit_code[code]


if __name__ == "__main__":
    main()
