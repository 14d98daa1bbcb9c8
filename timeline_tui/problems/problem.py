"""What a problem is, and every sort of problem, declared once, with what is to be known of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Lost = Literal["", "event", "source", "name", "tour", "field", "part"]
"""What of a file was left out because its text is no YAML."""
# Code points of a long line that are kept before a place and behind where it begins.
_BEFORE, _AFTER = 80, 120


@dataclass(frozen=True, slots=True)
class Place:
    """A run of characters in one line of a file."""

    file: str
    """The file's name as the user gave it."""
    line: int
    """Counted from 1; 0 when the problem is the file itself."""
    column: int
    """Counted from 1, in code points."""
    length: int = 1
    """In code points, within this line."""
    text: str | None = None
    """The line itself, cut to what a picture needs; None when it could not be read."""
    cut: int = 0
    """Code points of the line that were cut off before `text`."""

    def within(self, line: str) -> Place:
        """The place with its line, as much of both as a picture needs."""
        length = max(1, min(self.length, len(line.rstrip()) - self.column + 1))
        if len(line) <= _BEFORE + _AFTER:
            return replace(self, length=length, text=line)
        at = self.column - 1
        cut = max(0, at - _BEFORE)
        return replace(self, length=length, text=line[cut : at + _AFTER], cut=cut)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains the problem."""

    place: Place
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, in the words of the file format."""

    code: str
    """A few words joined by hyphens, the same for every problem of its sort."""
    severity: Severity
    """error: something was left out; warning: it will mislead; note: it may be on purpose."""
    message: str
    """What is wrong, in one plain sentence with no full stop."""
    place: Place
    label: str = ""
    """What stands at the place, under the marks of the picture."""
    related: tuple[Related, ...] = ()
    """Other places, such as the event it is in, or the first of two equal ids."""
    hint: str | None = None
    """What to try."""
    ends: bool = False
    """Whether nothing could be read from here on."""
    lost: Lost = ""
    """What could not be read for it, and was left out; what stands around that was read."""


@dataclass(frozen=True, slots=True)
class Code:
    """A sort of problem."""

    code: str
    severity: Severity
    explanation: str


_ERRORS = {
    # The file as a whole.
    "no-file": "There is no file of this name.",
    "no-permission": "The file is there, but you are not allowed to read it.",
    "not-a-file": "A timeline is an ordinary file; a folder, a pipe or a device cannot be opened as one.",
    "cannot-read": "The system gave an error while the file was being read.",
    "too-large": "A file is read up to 1.5 GB; a larger timeline is split into several files.",
    "too-many-files": "A folder is read up to 10,000 files.",
    "not-utf8": "A timeline is saved as UTF-8; this file begins with the mark of another encoding.",
    "not-text": "A timeline is a text file; this is a picture, an archive, a program or the like.",
    "empty-file": "The file holds nothing, or only comments.",
    "not-a-timeline": "The outermost thing in a timeline is a mapping: `events:` and what belongs beside it.",
    # The characters.
    "bad-utf8": "Some bytes are not UTF-8; each is shown as U+FFFD.",
    "control-character": "A control character that YAML does not allow; it is shown as U+FFFD.",
    "conflict-marker": "`git merge` left two versions of the file, with marks between them.",
    # YAML.
    "bad-yaml": "The text is not YAML at this place; what stands around it is read where that can be told.",
    "unquoted-colon": "A colon with a space after it begins a value, so a text that has one must be quoted.",
    "unquoted-mark": "Some marks have a meaning in YAML when a text begins with them, so it must be quoted.",
    "text-after-quote": "A quoted text ends at its closing mark; nothing may follow it on the line.",
    "unclosed-quote": "A quoted text begins and never ends, or ends far below where it should.",
    "unclosed-bracket": "A list or mapping in brackets begins and never ends.",
    "missing-colon": "Each line of a mapping is a field, a colon, and a value.",
    "bad-escape": "In a text in double quotes a backslash begins an escape, and this one does not exist.",
    "tab-indent": "YAML indents with spaces; a tab is not allowed there.",
    "bad-indent": "The lines of one mapping or list begin in the same column.",
    "several-documents": "Three hyphens begin a second document; a timeline is the first one alone.",
    "equal-keys": "One mapping has the same key twice; the first one counts.",
    "not-a-key": "A key is a word; a list or a mapping cannot be one.",
    "merge-key": "`<<` merges mappings in some programs; here every field is written out.",
    "too-deep": "Nothing in a timeline is nested deeper than 32; reading stops there.",
    "too-big": "One event, source or name is larger than any sensible one; what is too much is left out.",
    "unknown-alias": "An alias (`*word`) repeats what an anchor (`&word`) named above it; here none did.",
    "alias-loop": "An alias stands inside the very thing that it repeats.",
    # The shape.
    "unknown-field": "A field that this part of the file does not have; it is left out.",
    "missing-field": "An event needs a title, a quote its exact passage, a name its spelling.",
    "wrong-shape": "A list, a mapping or a text stands where something else is expected.",
    "wrong-word": "The field takes one of a few words, and this is another.",
    # What it says.
    "bad-date": "A date is written as in EDTF (ISO 8601-2); an event with any other stands under no date.",
    "bad-coordinates": "A place lies at a latitude and a longitude, in degrees; others are left out.",
    "end-before-start": "The end of a range comes before its beginning.",
    "bad-timezone": "A time zone is a name of the IANA list, such as Europe/Kyiv.",
    "empty-quote": "A quote has no words in it, so it proves nothing; it is left out.",
    "empty-tour": "A tour has no steps, so there is nothing to play; it is left out.",
    "equal-ids": "Two things have the same id; both stay, but only the first can be named by it.",
    "empty-id": "An id is at least one letter.",
    "unknown-source": "A source is named that is not listed under `sources`.",
    "unknown-name": "A place, group or person is named that is not listed under `names`.",
    "unknown-dispute": "A quote takes a position on a dispute that no event asks.",
    "unknown-event": "An event is part of one that is not in the file, or a step of a tour names it.",
    "unknown-passage": "A step of a tour leads to a passage that its event does not hold from that source.",
    "unknown-variant": "A quote rewords a passage that its event does not hold from that source.",
    "part-of-loop": "Events are part of each other in a circle; one link is left out.",
    "derived-from-loop": "Sources are derived from each other in a circle.",
    "within-loop": "Names lie within each other in a circle.",
}
_WARNINGS = {
    "unknown-tag": "A YAML tag (`!word`) has no meaning in a timeline; it is passed over.",
    "more-problems": "There are more problems than are listed; the gravest are, notes come last.",
    "no-events": "The file has no events, so there is nothing to show.",
    "bad-address": "An address begins with http:// or https:// and a host; others are never opened.",
    "bad-hash": "A SHA-256 is 64 hexadecimal digits.",
    "quote-without-source": "A passage is worth what its source is worth, and this one has none.",
    "dispute-without-position": "A quote that answers a disputed point says what its answer is.",
    "unclear-variant": "A quote rewords a passage of a source that has several here; a number says which.",
    "position-without-dispute": "A position is the answer to a disputed point, and the quote names none.",
}
_NOTES = {
    "long-step": "A step of a tour says more than can be read at one look.",
    "missing-id": "An event with no id gets one from its date and title, and loses it when they change.",
    # Only where `names` stands above `events`.
    "near-spelling": "A word in a passage is like a spelling of a name of its event, and is listed nowhere.",
    "unused-spelling": "A spelling is listed that no passage and no event uses.",
    "unused-source": "No passage is taken from a source, which neither copies another one nor is copied.",
    "near-tag": "A tag is nearly the same as another one, so that whoever asks for either misses events.",
    # Only where `sources` stands above `events`.
    "report-before-event": "A passage comes from a source that was published before its event.",
    # Only where `timezone` stands above `events`; of a folder, where its files name no two zones.
    "skipped-time": "Clocks of the time zone never showed this time of day: they were set forward over it.",
    "doubled-time": "Clocks of the time zone showed this time of day twice, for they were set back.",
}


def severity_words(problems: Iterable[Problem]) -> str:
    """How many errors, warnings and notes these are; nothing where there are none."""
    found = Counter(problem.severity for problem in problems)
    counts = ((severity, found[severity]) for severity in _BY_SEVERITY if found[severity])
    return ", ".join(f"{count:,} {severity}{'s' * (count > 1)}" for severity, count in counts)


_BY_SEVERITY: dict[Severity, dict[str, str]] = {"error": _ERRORS, "warning": _WARNINGS, "note": _NOTES}

CODES: dict[str, Code] = {
    code: Code(code, severity, explanation)
    for severity, table in _BY_SEVERITY.items()
    for code, explanation in table.items()
}
"""Every code that a problem can have."""


_PART = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Explanation(NamedTuple):
    """What is to be known of a sort of problem."""

    code: Code
    paragraph: str
    """More than its sentence says: why it matters, what the program does, what to do."""
    wrong: str | None = None
    """A file with this problem; none where no text shows it."""
    right: str | None = None
    """That file with the problem mended."""


def explanations() -> dict[str, Explanation]:
    """All of them, by code, in the order of the codes."""
    # Few ask, and it takes a while to import.
    from importlib.resources import files

    texts = (path for path in files(__package__).joinpath("explanations").iterdir())
    pages = (path.read_text(encoding="utf-8") for path in texts if path.name.endswith(".md"))
    found = dict(part for page in pages for part in _PART.findall(page))
    return {code: _explanation(CODES[code], found[code]) for code in CODES}


def _explanation(code: Code, text: str) -> Explanation:
    paragraph = " ".join(_EXAMPLE.sub("", text).split())
    return Explanation(code, paragraph, *_EXAMPLE.findall(text))
