"""From what was typed to an open index, and what is said of a file that has problems."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias, TypeVar

from timeline_tui.cli.asked import shipped
from timeline_tui.cli.output import Exit, Refusal, say, talk
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.jobs.fresh import fresh

if TYPE_CHECKING:
    from timeline_tui.index.records import About, TellProgress
    from timeline_tui.jobs.child import Build, BuildFailed
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

        noun = "problem" if faults.serious == 1 else "problems"
        command = " ".join(["timeline-tui", "check", *([] if argument is None else [shlex.quote(argument)])])
        where = "folder" if argument is not None and Path(argument).is_dir() else "file"
        talk(f"{faults.serious:,} {noun} in the {where}: {command}")
    return faults.exit


T = TypeVar("T")
Inquiry: TypeAlias = Callable[[Index], T]
"""What is asked of an index."""
_STDIN = "-"
# A little more than the largest file that is read, so that a larger one is still refused as such.
_MOST_OF_STDIN = 2 * 1024**3
_SECONDS_UNTIL_PROGRESS = 0.5


class Named(NamedTuple):
    """A timeline file, and what to call it."""

    path: Path
    name: str
    argument: str | None = None
    """What was typed; None for the timeline that ships."""
    folder: Path | None = None
    """Where its index belongs, if not in the cache."""
    as_of: int | None = None
    """The day of which is asked what could be known."""

    @property
    def is_copy(self) -> bool:
        """Whether it holds what came through standard input."""
        return self.argument == _STDIN

    @property
    def is_there(self) -> bool:
        """Whether there is a file at all, or a folder of some, as far as can be seen without opening it."""
        from timeline_tui.jobs.members import members

        try:
            mode = self.path.stat().st_mode
            return stat.S_ISREG(mode) or (stat.S_ISDIR(mode) and bool(members(self.path)))
        except (OSError, ValueError):
            return False

    def start(self) -> Build:
        """Start reading it beside this program, which alone can see the pipes that it was given."""
        from timeline_tui.jobs.child import Build, BuildFailed
        from timeline_tui.problems.problem import Place, Problem

        if (kind := _piped(self.path)) is not None:
            message = f"this is a {kind}; use - to read it"
            problem = Problem("not-a-file", "error", message, Place(self.name, 0, 0, 0))
            raise Unread(self, BuildFailed(message, (problem,)))
        return Build(self.path, name=self.name, folder=self.folder, as_of=self.as_of)

    def answer(self, ask: Inquiry[T]) -> T:
        """What its index answers; it is made first where there is none that is fresh and sound.

        Where one turns out to be damaged, the question is asked again; so it must go on where it was.
        """
        index = fresh(self.path, self.as_of)
        if index is not None:
            try:
                with closing(index):
                    return self._asked(index, ask)
            except Unusable:
                pass
        return self._answer_anew(ask)

    def say_answer(self, ask: Inquiry[str]) -> Exit:
        """Print what its index answers, if anything; tell what is hidden in it and what is wrong."""
        from timeline_tui.cli.meaning import tell_of_hidden

        def answered(index: Index) -> tuple[str, About, Faults]:
            return ask(index), index.about, faults_in(index, self.name)

        shown, about, faults = self.answer(answered)
        if shown:
            say(shown)
        tell_of_hidden(about)
        return tell_of_faults(faults, self.argument)

    def _asked(self, index: Index, ask: Inquiry[T]) -> T:
        """Its answer; where there is none, what was not read is told, since that may be why."""
        try:
            return ask(index)
        except Refusal:
            for sentence in faults_in(index, self.name).unread:
                talk(sentence)
            raise

    def _answer_anew(self, ask: Inquiry[T]) -> T:
        from timeline_tui.jobs.child import BuildFailed, NotMade

        try:
            with closing(self.start().wait(progress(f"reading {self.name}"))) as index:
                return self._asked(index, ask)
        except NotMade as error:
            raise Unread(self, error.failed) from error
        except Unusable as error:
            raise Unread(self, BuildFailed(f"its index cannot be used: {error}")) from error


class Unread(Refusal):
    """Nothing of the file can be shown."""

    def __init__(self, file: Named, failed: BuildFailed) -> None:
        super().__init__(f"{file.name}: {failed.sentence}", _hint(file, failed))
        self.failed = failed


def _hint(file: Named, failed: BuildFailed) -> str | None:
    if not failed.problems:
        return None
    problem = failed.problems[0]
    if problem.code != "no-file":
        return problem.hint
    from timeline_tui.cli.commands import COMMANDS
    from timeline_tui.model.folding import nearest

    if near := nearest(file.name, (name for name in COMMANDS if name != "open")):
        return f"timeline-tui {near}, if you meant the command"
    if file.name.isalpha():
        return f"timeline-tui --help, which lists the commands; or {problem.hint}"
    return problem.hint


@contextmanager
def named(argument: str | None, as_of: str | None = None) -> Iterator[Named]:
    """The file that an argument means; a copy of standard input is there only so long.

    `as_of` is a date as it was typed, of which the last day counts.
    """
    day = None
    if as_of is not None:
        from timeline_tui.cli.meaning import last_day

        day = last_day(as_of)
    with _named(argument) as file:
        yield file._replace(as_of=day)


@contextmanager
def _named(argument: str | None) -> Iterator[Named]:
    if argument == _STDIN:
        with _folder() as folder:
            yield Named(_spooled(folder), "standard input", argument, folder)
    elif argument is None:
        path = shipped()
        yield Named(path, path.name)
    elif not argument or "\0" in argument:
        raise Refusal("a file has a name", "leave FILE out for the timeline that ships")
    else:
        yield Named(_path(argument), argument, argument)


def _path(argument: str) -> Path:
    # Where the system names what a program has open, another one would find something else.
    own = argument.startswith(("/dev/", "/proc/"))
    return Path(os.path.realpath(argument)) if own and Path(argument).is_file() else Path(argument)


@contextmanager
def _folder() -> Iterator[Path]:
    try:
        # Few pipe a file in, and nobody else waits for what makes the folder.
        import tempfile

        folder = Path(tempfile.mkdtemp(prefix="timeline-tui-"))
    except OSError as error:
        raise Refusal(f"standard input cannot be kept: {error.strerror}", "name a file") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _spooled(folder: Path) -> Path:
    if sys.stdin is None:
        raise Refusal("there is no standard input", "name a file")
    path = folder / "stdin.timeline.yaml"
    try:
        with path.open("xb") as file:
            _copy(sys.stdin.buffer, file)
    except OSError as error:
        raise Refusal(f"standard input cannot be kept: {error.strerror}", "name a file") from error
    return path


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    left = _MOST_OF_STDIN
    while left > 0 and (part := source.read(min(left, 1 << 20))):
        target.write(part)
        left -= len(part)


def _piped(path: Path) -> str | None:
    """What it is, where it is read to its end only once."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    return "pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else None


def progress(doing: str) -> TellProgress | None:
    """Tells a person who waits at a terminal how far it is."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    began = time.monotonic()
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        tenths = 10 * done // max(total, 1)
        if time.monotonic() - began > _SECONDS_UNTIL_PROGRESS and tenths > told:
            told = tenths
            talk(f"{doing}: {10 * tenths} %")

    return tell
