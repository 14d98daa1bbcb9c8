"""How what a command finds is printed, each format declared once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final

from timeline_tui.cli.output import is_plain, say, to_json
from timeline_tui.problems.problem import Problem

Record = Mapping[str, object]


class Format:
    """One way to print."""

    name: ClassVar[str]
    meaning: ClassVar[str]
    """What comes out, in a few words."""


class RecordFormat(Format):
    """Records for other programs, one after the other as they are found."""

    ending: ClassVar[str] = "\n"
    """What ends a line."""

    def head(self, columns: Sequence[str]) -> str | None:
        """What stands before the first record."""

    def entry(self, record: Record, number: int) -> str:
        """The record with what stands before it, where so many were printed already."""
        raise NotImplementedError

    def foot(self, count: int) -> str | None:
        """What stands behind so many records."""


class ProblemFormat(Format):
    """Problems of files; what these hold is made safe only when it is printed."""

    is_watched: ClassVar[bool] = False
    """Whether it can be printed again and again."""
    is_commands: ClassVar[bool] = False
    """Whether a line of the log could be taken for a command where it is read."""

    def written(self, problems: Sequence[Problem]) -> str:
        """All of them as one text."""
        raise NotImplementedError


class _Text(ProblemFormat):
    name = "text"
    meaning = "for people"
    is_watched = True

    def written(self, problems: Sequence[Problem]) -> str:
        """Pictures of the lines that have them; what is no problem each command draws itself."""
        from timeline_tui.problems.reports import picture

        return "\n\n".join(picture(problem, ascii_only=is_plain()) for problem in problems)


class _Lines(ProblemFormat):
    name = "line"
    meaning = "one line for each problem, as editors read it"
    is_watched = True

    def written(self, problems: Sequence[Problem]) -> str:
        from timeline_tui.problems.reports import one_line

        return "\n".join(map(one_line, problems))


class _GitHub(ProblemFormat):
    name = "github"
    meaning = "workflow commands, which GitHub shows at their lines"
    is_commands = True

    def written(self, problems: Sequence[Problem]) -> str:
        from timeline_tui.problems.reports import workflow_command

        return "\n".join(map(workflow_command, problems))


class _Sarif(ProblemFormat):
    name = "sarif"
    meaning = "all as SARIF 2.1.0, which other hosts and editors take"

    def written(self, problems: Sequence[Problem]) -> str:
        from timeline_tui.problems.reports import sarif
        from timeline_tui.version import __version__

        return to_json(sarif(problems, __version__), indent=2)


class _Json(RecordFormat):
    name = "json"
    meaning = "one list of objects"

    def entry(self, record: Record, number: int) -> str:
        return ("," if number else "[") + to_json(record)

    def foot(self, count: int) -> str:
        return "]" if count else "[]"


class _JsonLines(RecordFormat):
    name = "jsonl"
    meaning = "one object a line"

    def entry(self, record: Record, number: int) -> str:
        return to_json(record)


class _Yaml(RecordFormat):
    name = "yaml"
    meaning = "one list of mappings, with their texts in double quotes"

    def entry(self, record: Record, number: int) -> str:
        # What is JSON is YAML, too.
        return "\n".join(
            f"{' ' if at else '-'} {key}: {to_json(value)}" for at, (key, value) in enumerate(record.items())
        )

    def foot(self, count: int) -> str | None:
        return None if count else "[]"


class _Csv(RecordFormat):
    name = "csv"
    meaning = "a table for spreadsheets (RFC 4180); ' stands before what they would take for a formula"
    ending = "\r\n"

    def head(self, columns: Sequence[str]) -> str:
        return ",".join(columns)

    def entry(self, record: Record, number: int) -> str:
        return ",".join(_quoted(_cell(value)) for value in record.values())


def _cell(value: object) -> str:
    """The value as the text of a cell; what is neither a text nor a list of texts is written as JSON."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = "; ".join(value)
    if not isinstance(value, str):
        return to_json(value)
    from timeline_tui.export.passage_table import guarded

    return guarded(value)


def _quoted(cell: str) -> str:
    """The cell in quotation marks, where a reader could not tell its end or its blanks without them."""
    is_plain = cell.strip() == cell and not any(mark in cell for mark in ',"\r\n')
    return cell if is_plain else '"' + cell.replace('"', '""') + '"'


class _Markdown(Format):
    name = "markdown"
    meaning = "for mails, issues and pages"


FORMATS: Final = {
    form.name: form
    for form in (_Text(), _Lines(), _GitHub(), _Sarif(), _Json(), _JsonLines(), _Csv(), _Yaml(), _Markdown())
}
"""Every format by its name."""
TEXT: Final = "text"
MARKDOWN: Final = _Markdown.name
YAML: Final = _Yaml.name
RECORDS: Final = tuple(
    name for name, form in FORMATS.items() if isinstance(form, RecordFormat) and name != YAML
)
PROBLEMS: Final = tuple(name for name, form in FORMATS.items() if isinstance(form, ProblemFormat))


class Printer:
    """Prints records one by one."""

    def __init__(self, form: RecordFormat, columns: Sequence[str]) -> None:
        """`columns` are the fields that each of them has."""
        self._form = form
        self._columns = columns
        self._count = 0

    def print(self, records: Iterable[Record]) -> None:
        """Print all that there are."""
        for record in records:
            self.add(record)
        self.close()

    def add(self, record: Record) -> None:
        """Print the next one."""
        if not self._count:
            self._say(self._form.head(self._columns))
        self._say(self._form.entry(record, self._count))
        self._count += 1

    def close(self) -> None:
        """Print what stands behind the last one, and before it where there is none."""
        if not self._count:
            self._say(self._form.head(self._columns))
        self._say(self._form.foot(self._count))

    def _say(self, text: str | None) -> None:
        if text is not None:
            say(text, self._form.ending)
