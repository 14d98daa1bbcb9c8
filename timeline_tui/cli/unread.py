"""What is said of a file that has problems, beside what was asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.cli.ending import Exit
from timeline_tui.cli.output import talk

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.problems.problem import Problem


# As many lines are named.
_MOST_LINES = 5


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
    """A sentence for what was left out of each file as no YAML, and for each place where reading ended."""
    lost = [problem for problem in problems if problem.lost]
    for file in dict.fromkeys(problem.place.file for problem in lost):
        yield f"{file}: {_losses([problem for problem in lost if problem.place.file == file])}"
    for problem in problems:
        if not problem.ends:
            continue
        place = problem.place
        # A bracket opens far above the line up to which its events were read.
        line = max([place.line or 0, *(one.place.line or 0 for one in problem.related)])
        said = f"nothing from line {line} on was read, nor what that line belongs to"
        yield f"{place.file}: {said if place.line else 'it was not read to its end'} ({problem.message})"


def _losses(problems: Sequence[Problem]) -> str:
    """How much is left out for these problems, each of which lost something, and in which lines."""
    counts = Counter(problem.lost for problem in problems)
    said = [f"{count:,} {lost}{'s' * (count > 1)}" for lost, count in counts.items()]
    verb = "is" if len(problems) == 1 else "are"
    lines = [str(problem.place.line) for problem in problems]
    shown = ", ".join(lines[:_MOST_LINES]) + ", ..." * (len(lines) > _MOST_LINES)
    where = f"line{'s' * (len(lines) > 1)} {shown}"
    return f"{' and '.join(said)} {verb} left out, since the text is no YAML there ({where})"


def tell_of_faults(faults: Faults, argument: str | None) -> Exit:
    """Say on stderr what was not read, how many problems there are, and how to see them."""
    for sentence in faults.unread:
        talk(sentence)
    if faults.serious:
        import shlex
        from pathlib import Path

        noun = "problem" if faults.serious == 1 else "problems"
        command = " ".join(["timeline-tui", "check", *([] if argument is None else [shlex.quote(argument)])])
        where = "folder" if argument is not None and Path(argument).is_dir() else "file"
        talk(f"{faults.serious:,} {noun} in the {where}: {command}")
    return faults.exit
