"""The process of which the program's child processes are copies."""

from __future__ import annotations

import os
import runpy
import sys
import tempfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.warm.copies import Copy, copy_of, serve, stand

# Those that are run must not have been imported by their names; what they import late is.
RUN = ("timeline_tui.jobs.worker", "timeline_tui.jobs.examiner")
LATE = ("annotated_types", "pydantic.types", "rapidfuzz.fuzz", "rapidfuzz.process", "rapidfuzz.distance")


def copy(address: str, to_parent: int, module: str, arguments: Iterable[str]) -> Copy:
    """A child that has this as its standard output, here and with these surroundings."""
    return copy_of(address, [module, list(arguments)], to_parent)


def be(question: list[Any], handles: list[int]) -> int:
    """Do as `python -P -m MODULE ARGUMENTS` would."""
    module, arguments = question
    (out,) = handles
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    stand(null, out, null)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


def _read_a_file() -> None:
    """Make what is made once in a process: it is most of the work of reading a small file."""
    from timeline_tui.load.stream_reading import Reading

    with tempfile.NamedTemporaryFile() as file:
        file.write(b"title: T\nsources:\n  a: {title: A}\nevents:\n  - id: a\n    title: A\n")
        file.flush()
        assert len(list(Reading(Path(file.name), "a").events())) == 1


def main() -> None:
    """Import all that the modules need, then wait to be copied."""
    for module in (*RUN, *LATE):
        import_module(module)
    _read_a_file()
    for module in RUN:
        del sys.modules[module]
    serve(be)


if __name__ == "__main__":
    main()
