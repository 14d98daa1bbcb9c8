"""`check`: every problem in each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from timeline_tui import __version__
from timeline_tui.commandline.ending import Exit
from timeline_tui.commandline.faults import unread
from timeline_tui.commandline.files import Unread, answer, named
from timeline_tui.commandline.output import is_plain, say, talk, to_json
from timeline_tui.diagnostics.github import workflow_command
from timeline_tui.diagnostics.one_line import one_line
from timeline_tui.diagnostics.picture import picture
from timeline_tui.diagnostics.plain import to_plain
from timeline_tui.diagnostics.problem import Place, Problem
from timeline_tui.index.reader import Index
from timeline_tui.tui.presentation.words import counted

_LINES = {"line": one_line, "github": workflow_command}


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


def say_problems(arguments: Sequence[str], form: str) -> Exit:
    """Print what is wrong in the files, and sum it up on stderr."""
    checked = check(arguments)
    if found := written(checked, form):
        say(found)
    for line in (line for one in checked for line in summary(one)):
        # Where workflow commands are read, a name of a file must not be one.
        talk(f"timeline-tui: {line}".replace("##[", "# #[") if form == "github" else line)
    return max(one.exit for one in checked)


def check(arguments: Sequence[str]) -> list[Checked]:
    """What is wrong in each file; in the timeline that ships where none is named."""
    return [_check(argument) for argument in arguments] or [_check(None)]


def written(checked: Sequence[Checked], form: str) -> str:
    """All problems as the text to print; a file's own words in it are not yet safe."""
    problems = [problem for one in checked for problem in one.listed]
    if form == "json":
        lines = ",\n".join(to_json(to_plain(problem)) for problem in problems)
        return f"[{lines}]"
    if form == "sarif":
        from timeline_tui.diagnostics.sarif import sarif

        return to_json(sarif(problems, __version__), indent=2)
    if form in _LINES:
        return "\n".join(map(_LINES[form], problems))
    return "\n\n".join(picture(problem, ascii_only=is_plain()) for problem in problems)


def _check(argument: str | None) -> Checked:
    with named(argument) as file:
        try:
            return answer(file, partial(_found, name=file.name))
        except Unread as error:
            return Checked(file.name, error.failed.problems, unread=error.failed.sentence)


def _found(index: Index, name: str) -> Checked:
    return Checked(name, index.problems(name), index.more_problems, index.about.events)


def summary(checked: Checked) -> list[str]:
    """How many problems of what gravity a file has, and in further lines what of it was not read."""
    if checked.unread is not None:
        return [f"{checked.name}: {checked.unread}"]
    found = counts(checked.problems, checked.more) if checked.problems else "no problems"
    said = f"{checked.name}: {counted(checked.events, 'event')}, {found}"
    return [said, *unread(checked.problems)]


def counts(problems: Sequence[Problem], more: int) -> str:
    """How many errors, warnings and notes there are."""
    by_severity = Counter(problem.severity for problem in problems)
    words = [counted(number, severity) for severity, number in sorted(by_severity.items())]
    if more:
        words.append(f"{more:,} more that are not shown")
    return ", ".join(words)
