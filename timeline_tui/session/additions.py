"""What is added to an open file, and the edits of this run: where each goes, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.edit.draft import Journal
from timeline_tui.edit.preparation import Addition, Prepared, Step, prepare, silent, taken_ids
from timeline_tui.edit.proof import NewProblem
from timeline_tui.edit.save import ChangedMeanwhile, NotSaved, Version
from timeline_tui.edit.splice import CannotEdit, Rewrite
from timeline_tui.edit.whereabouts import spot_of_event
from timeline_tui.evidence.match import Anchor, anchored, mended
from timeline_tui.evidence.texts import NotHeld, read_text
from timeline_tui.jobs.members import members_now
from timeline_tui.model.dates import NotADate, parse
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.phrases import short
from timeline_tui.session.signal import Refused
from timeline_tui.system import is_folder
from timeline_tui.yamlfile.layout import SECTIONS

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.schema import Stamp
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.sheet import NewEntries, Unlisted
    from timeline_tui.yamlfile.values import Plain


class NotWritten(NamedTuple):
    """Why nothing was written."""

    reason: str
    hint: str | None = None
    line: int | None = None
    """Where a person can write it in an editor; None where that would not help."""
    difference: Sequence[str] = ()
    """What somebody else changed meanwhile."""

    @property
    def sentence(self) -> str:
        """The reason, with what to try."""
        return f"{self.reason}: {self.hint}" if self.hint else self.reason

    @classmethod
    def because(cls, error: CannotEdit | NotSaved) -> NotWritten:
        """What the error says."""
        line = max(error.line, 1) if isinstance(error, CannotEdit) else None
        return cls(str(error), error.hint, line, error.difference)


_NEVER = -1


class Additions:
    """What is written into one file, or into those of a folder, in one run of the program."""

    def __init__(self, file: Path, name: str) -> None:
        """`name` is what to call it."""
        self._file = file
        self._name = name
        self._journals: dict[Path, Journal] = {}
        self._order: list[Journal] = []
        """The journal of each edit, that of the last one at the end."""
        self._written = _NEVER
        """When the last one was written or taken back, as the file has it."""
        self._saving = False

    @property
    def files(self) -> list[str]:
        """The files of the folder; none where it is no folder."""
        return [member.name for member in members_now(self._file)] if is_folder(self._file) else []

    def file_of(self, event: Event | None) -> str:
        """The file of the folder that the event stands in, or the first one."""
        members = members_now(self._file)
        found = None if event is None else spot_of_event([member.path for member in members], event)
        return next((one.name for one in members if found is None or one.path == found[0]), "")

    def addition(
        self, index: Index | None, fields: Mapping[str, Plain], event: Event | None = None, file: str = ""
    ) -> Addition:
        """What is to be added where; `file` is one of a folder, for an event of its own."""
        if not is_folder(self._file):
            return Addition(self._file, self._name, fields, event)
        inside = file if event is None else self.file_of(event)
        name = f"{self._name.rstrip('/')}/{inside}"
        taken = frozenset() if index is None else taken_ids(index, fields)
        return Addition(self._file / inside, name, fields, event, alone=False, taken=taken)

    @property
    def count(self) -> int:
        """How many edits were made and not taken back."""
        return len(self._order)

    def can_be_undone(self, shown: Stamp | None) -> bool:
        """Whether the last one can be taken back, as far as the file that is shown tells.

        What somebody else saved meanwhile is left as it is; of a folder that may be another file.
        """
        by_others = shown is not None and not shown.files and shown.mtime_ns > self._written
        return bool(self._order) and not by_others

    def wrote(self, shown: Stamp) -> bool:
        """Whether this version is what was written or taken back last; it may be seen before that is done."""
        return self._saving or shown.mtime_ns == self._written

    def save(self, path: Path, before: Version | None, data: bytes, what: str) -> Version:
        """Write these bytes over a version of a file, or as a new one; `NotSaved` where it stays as it is."""
        journal = self._journals.setdefault(path.resolve(), Journal(path))
        with self._save():
            after = journal.create(data, what) if before is None else journal.save(before, data, what)
            self._written = after.seen.mtime_ns
        if before is None or data != before.data:
            self._order.append(journal)
        return after

    @contextmanager
    def _save(self) -> Iterator[None]:
        self._saving = True
        try:
            yield
        finally:
            self._saving = False

    def write(self, found: Prepared, what: str) -> NotWritten | None:
        """Write it; why not, where the file stays as it is."""
        return self.replace(found.wanted.file, found.version, found.edit, what)

    def replace(self, file: Path, before: Version | None, edit: Rewrite, what: str) -> NotWritten | None:
        """Put an edited file in the place of the version that it was made of; why not, where it stays.

        Without a version it is new.
        """
        try:
            self.save(file, before, edit.new, what)
        except NotSaved as error:
            return NotWritten.because(error)
        return None

    def clip(self, wanted: Addition) -> Prepared | NotWritten:
        """Write a passage at once, unless something is wrong with it."""
        found = sound(prepared(wanted))
        if isinstance(found, NotWritten):
            return found
        return self.write(found, f"the passage “{title_of(found)}”") or found

    def undo(self) -> str:
        """Take back the last edit of this run, and say so; `Refused` where the file stays as it is."""
        if not self._order:
            raise Refused("Nothing was written since the program was started, so nothing is taken back")
        journal = self._order[-1]
        what, file = journal.last or "", journal.path
        try:
            with self._save():
                now = journal.undo()
                self._written = _NEVER if now is None else now.seen.mtime_ns
        except ChangedMeanwhile as error:
            sentence = "The file was changed elsewhere since, so nothing was taken back: e edits it"
            raise Refused(sentence) from error
        except NotSaved as error:
            sentence = NotWritten.because(error).sentence
            raise Refused(f"{sentence[:1].upper()}{sentence[1:]}") from error
        self._order.pop()
        return f"Taken back: {what}; {file.name} {'is gone again' if now is None else 'is as it was before'}"


def prepared(wanted: Addition, step: Step = silent) -> Prepared | NotWritten:
    """What was made ready, or why it cannot be; `step` is told what is being done."""
    try:
        return prepare(wanted, step)
    except (CannotEdit, NotSaved) as error:
        return NotWritten.because(error)


def sound(found: Prepared | NotWritten) -> Prepared | NotWritten:
    """What was made ready, unless anything is wrong with it."""
    if isinstance(found, NotWritten):
        return found
    wrong = [one.problem.message for one in found.found if is_error(one)]
    return NotWritten(wrong[0]) if wrong else found


class Mended(NamedTuple):
    """A passage in the words of its text, that waits to be saved."""

    prepared: Prepared
    remark: str | None
    """What is to be said of it."""


def mend(text: Path, quote: Quote, wanted: Addition) -> Mended | NotWritten:
    """Make ready that the words of the text stand in the place of the passage."""
    held = read_text(text)
    if isinstance(held, NotHeld):
        return NotWritten(held.reason)
    words = mended(held.text, quote)
    if isinstance(words, str):
        return NotWritten(words)
    found = sound(prepared(wanted._replace(fields={**words.words})))
    return found if isinstance(found, NotWritten) else Mended(found, words.remark)


class Clipped(NamedTuple):
    """A passage as it stands in a text, with the words round it that pick its place."""

    fields: dict[str, Plain]
    is_placed: bool
    """Whether anything tells which of several equal passages of the text it is."""

    @classmethod
    def of(cls, exact: str, source: str, text: str, start: int, end: int) -> Clipped:
        """The passage that these places of the text bound."""
        anchor = anchored(text, start, end)
        around = {side: words for side, words in (anchor or Anchor())._asdict().items() if words}
        return cls({"exact": exact, "source": source, **around}, anchor is not None)

    @property
    def remark(self) -> str:
        """What is said of it when it is written."""
        unplaced = "; it stands more than once in the text, and nothing near tells which it is"
        return "" if self.is_placed else unplaced

    def is_in(self, event: Event) -> bool:
        """Whether the event has this very passage."""
        return any(
            all(getattr(one, side) == said for side, said in self.fields.items()) for one in event.quotes
        )


def reported(index: Index | None, source: str) -> int | None:
    """The rank of what stands nearest to the day of a source."""
    found = index.sources().get(source) if index is not None else None
    if index is None or found is None or found.published is None:
        return None
    try:
        day = parse(found.published).anchor
    except NotADate:
        return None
    return None if day is None else index.rank_at(day)


# What is said.


def title_of(found: Prepared) -> str:
    """What is added, in a few words."""
    title = found.wanted.fields.get("title") or found.wanted.fields.get("exact")
    return short(str(title))[:60]


def place_of(found: Prepared) -> str:
    """Where it goes."""
    return f"line {found.line:,} of {found.wanted.name}"


def heading_of(found: Prepared) -> str:
    """What stands above the lines before they are written."""
    return f"To be written into {found.wanted.name}, from line {found.line:,}"


def remarks_on(found: Prepared) -> list[str]:
    """What check will tell of it."""
    return [f"check will tell: {_told(one.problem)}" for one in found.found]


def _told(problem: Problem) -> str:
    """What is wrong, with the words that are."""
    place = problem.place
    start = place.column - 1 - place.cut
    words = (place.text or "")[start : start + place.length].strip() if start >= 0 else ""
    said = f"{problem.message}: {words}" if words else problem.message
    return f"{said}; {problem.hint}" if problem.hint else said


def is_error(found: NewProblem) -> bool:
    """Whether check will call it an error."""
    return found.problem.severity == "error"


class Forbidden(NamedTuple):
    """What keeps an addition from being written, and where it was typed."""

    sentence: str
    field: str
    unlisted: Unlisted | None
    """The source or name in the form of which it was typed; None where that is the form of the addition."""


def forbidden(found: Prepared, new: NewEntries) -> Forbidden | None:
    """The first that forbids it; what names something that is not there yet may be listed later."""
    wrong = (one for one in found.found if is_error(one) and not one.problem.code.startswith("unknown-"))
    if (first := next(wrong, None)) is None:
        return None
    field = next((str(part) for part in reversed(first.path) if isinstance(part, str)), "")
    section = next((name for name in SECTIONS if first.event < 0 and first.path[:1] == (name,)), None)
    unlisted = None if section is None else new.forget(section, str(first.path[1]))
    return Forbidden(NotWritten(first.problem.message, first.problem.hint).sentence, field, unlisted)
