"""`check`, `check --watch`, `explain`: every problem in each file."""

from __future__ import annotations

import os
import shutil
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from textwrap import fill, indent
from typing import NamedTuple, NoReturn

from timeline_tui.cli.asked import shipped
from timeline_tui.cli.files import Unread, named, unread
from timeline_tui.cli.output import Exit, Refusal, flush, is_plain, redraw, say, talk
from timeline_tui.cli.printing import FORMATS, Format, Printer, ProblemFormat
from timeline_tui.index.reader import Index
from timeline_tui.jobs.members import FileWatch, Seen, versions
from timeline_tui.model.folding import nearest
from timeline_tui.model.limits import LIMITS
from timeline_tui.problems.problem import CODES, Explanation, Place, Problem, explanations, severity_words
from timeline_tui.problems.reports import to_plain
from timeline_tui.render.phrases import counted
from timeline_tui.visible import visible


def check_files(call: Namespace) -> Exit:
    """Print what is wrong in the files that a call names, once or whenever one is saved."""
    form = FORMATS[call.format]
    if call.watch:
        watch(call.files, form)
    return say_problems(call.files, form, call.printer)


class _State(NamedTuple):
    """What tells one version of each file from another, and the size of the window that shows it."""

    files: list[Seen]
    size: object

    def is_like(self, other: _State) -> bool:
        """Whether every file is as it was, in a window of the same size."""
        return self.size == other.size and all(map(Seen.is_like, self.files, other.files))

    def patience(self, now: _State) -> float:
        """How long what is seen now must have stood still, where this was told last."""
        return max(map(Seen.patience, self.files, now.files))


def watch(arguments: Sequence[str], form: Format) -> NoReturn:
    """Check the files, and check them again when one of them is another; ctrl+c ends it."""
    if not isinstance(form, ProblemFormat) or not form.is_watched:
        fitting = [one.name for one in FORMATS.values() if isinstance(one, ProblemFormat) and one.is_watched]
        raise Refusal(f"--watch goes with --format {' or '.join(fitting)}", "leave --format out")
    if "-" in arguments:
        raise Refusal("standard input comes only once, so it cannot be watched", "name a file")
    files = [FileWatch(Path(name), time.monotonic) for name in arguments or [str(shipped())]]
    for _ in versions(lambda: _look(files), time.sleep):
        _tell(check(arguments), form)
    raise AssertionError("versions come without end")


def _look(files: Sequence[FileWatch]) -> _State:
    return _State([file.look() for file in files], shutil.get_terminal_size() if _is_screen() else None)


def _tell(checked: Sequence[Checked], form: ProblemFormat) -> None:
    found = form.written(_problems(checked))
    summaries = [visible(line) for one in checked for line in summary(one)]
    if _is_screen():
        redraw("\n".join([*([found, ""] if found else []), *summaries, "", "watching; ctrl+c ends it"]))
        return
    if found:
        say(found)
    for line in summaries:
        talk(line)
    flush()


def _is_screen() -> bool:
    """Whether there is a terminal to draw on, which can go back to its top."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one file."""

    name: str
    problems: Sequence[Problem]
    more: int = 0
    events: int = 0
    unread: str | None = None
    """Why nothing could be read."""

    @property
    def listed(self) -> Sequence[Problem]:
        """The problems, and last that there are more of them, where that is so."""
        if not self.more:
            return self.problems
        message = f"{counted(self.more, 'problem')} more than can be listed"
        hint = "mend some of those that are listed, and check again"
        place = Place(self.name, 0, 0, 0)
        return [*self.problems, Problem("more-problems", "warning", message, place, hint=hint)]

    @property
    def exit(self) -> Exit:
        """How a check ends with it."""
        if self.unread is not None:
            return Exit.REFUSED
        # Problems are kept by gravity, so those that were only counted are no graver than the rest.
        wrong = any(problem.severity == "error" for problem in self.problems)
        return Exit.PROBLEMS if wrong else Exit.FINE


def say_problems(arguments: Sequence[str], form: Format, printer: Printer | None) -> Exit:
    """Print what is wrong in the files, and sum it up on stderr."""
    checked = check(arguments)
    problems = _problems(checked)
    if printer is not None:
        printer.print(map(to_plain, problems))
    elif isinstance(form, ProblemFormat) and (found := form.written(problems)):
        say(found)
    is_commands = isinstance(form, ProblemFormat) and form.is_commands
    for line in (line for one in checked for line in summary(one)):
        # Where workflow commands are read, a name of a file must not be one.
        talk(f"timeline-tui: {line}".replace("##[", "# #[") if is_commands else line)
    return max(one.exit for one in checked)


def check(arguments: Sequence[str]) -> list[Checked]:
    """What is wrong in each file; in the timeline that ships where none is named."""
    return [_check(argument) for argument in arguments] or [_check(None)]


def _problems(checked: Sequence[Checked]) -> list[Problem]:
    return [problem for one in checked for problem in one.listed]


def _check(argument: str | None) -> Checked:
    with named(argument) as file:
        try:
            return file.answer(partial(_found, name=file.name))
        except Unread as error:
            return Checked(file.name, error.failed.problems, unread=error.failed.sentence)


def _found(index: Index, name: str) -> Checked:
    return Checked(name, index.problems(name), index.more_problems, index.about.events)


def summary(checked: Checked) -> list[str]:
    """How many problems of what gravity a file has, and in further lines what of it was not read."""
    if checked.unread is not None:
        return [f"{checked.name}: {checked.unread}"]
    found = severity_words(checked.problems) or "no problems"
    if checked.more:
        found += f", {checked.more:,} more that are not shown"
    said = f"{checked.name}: {counted(checked.events, 'event')}, {found}"
    return [said, *unread(checked.problems)]


_WIDTH = 80


def say_explanation(call: Namespace) -> None:
    """Print what is known of one code or of the limits, or list all codes with a sentence each."""
    code = call.code
    if code is None:
        _say_all()
        return
    if code == "limits":
        for limit in LIMITS:
            say(fill(f"{limit.of}: at most {limit.words}; {limit.why}", _WIDTH, subsequent_indent="  "))
        return
    explained = explanations()
    if code not in explained:
        raise Refusal(f"no problem has the code {code}", _instead(code, explained))
    say("\n".join(_lines(explained[code])))


def _lines(explained: Explanation) -> Iterator[str]:
    code = explained.code
    yield f"{code.severity}[{code.code}]"
    yield ""
    yield fill(f"{code.explanation} {explained.paragraph}", _WIDTH)
    for word, example in (("wrong", explained.wrong), ("right", explained.right)):
        if example is not None:
            yield f"\n{word}:\n"
            # A tab is what is wrong in one of them, so it must be seen.
            yield indent(example.rstrip().replace("\t", ">---" if is_plain() else "→   "), "    ")


def _say_all() -> None:
    for severity, codes in groupby(CODES.values(), key=lambda code: code.severity):
        say(f"{severity}:")
        for code in codes:
            say(f"  {code.code:<24} {code.explanation}")


def _instead(code: str, known: Mapping[str, object]) -> str:
    near = nearest(code, known)
    return f"timeline-tui explain {near}" if near else "timeline-tui explain, which lists them"
