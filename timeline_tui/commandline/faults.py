"""What is said of a file that has problems, beside what was asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.commandline.ending import Exit
from timeline_tui.commandline.output import talk

if TYPE_CHECKING:
    from timeline_tui.diagnostics.problem import Problem
    from timeline_tui.index.reader import Index


class Faults(NamedTuple):
    """What is wrong in a file, as far as every command tells of it."""

    exit: Exit = Exit.FINE
    """How a command ends that answered from such a file."""
    serious: int = 0
    """Errors and warnings."""
    unread: tuple[str, ...] = ()
    """A sentence for each place from which on nothing was read."""


def faults_in(index: Index, name: str) -> Faults:
    """The faults of the file that an index was made from; `name` is what to call it."""
    if not index.about.problems:
        return Faults()
    problems = index.problems(name)
    wrong = any(problem.severity == "error" for problem in problems)
    return Faults(Exit.PROBLEMS if wrong else Exit.FINE, index.about.problems, tuple(unread(problems)))


def unread(problems: Sequence[Problem]) -> Iterator[str]:
    """A sentence for each problem that ended the reading of a file."""
    for problem in problems:
        if not problem.ends:
            continue
        place = problem.place
        said = f"nothing from line {place.line} on was read, nor what that line belongs to"
        yield f"{place.file}: {said if place.line else 'it was not read to its end'} ({problem.message})"


def tell_of_faults(faults: Faults, argument: str | None) -> Exit:
    """Say on stderr what was not read, how many problems there are, and how to see them."""
    for sentence in faults.unread:
        talk(sentence)
    if faults.serious:
        import shlex

        noun = "problem" if faults.serious == 1 else "problems"
        command = " ".join(["timeline-tui", "check", *([] if argument is None else [shlex.quote(argument)])])
        talk(f"{faults.serious:,} {noun} in the file: {command}")
    return faults.exit
