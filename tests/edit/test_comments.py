"""Whatever is added where, in whatever style: a comment stays with what it was written for."""

from __future__ import annotations

import re
from itertools import accumulate

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.edit.reading import is_sound, items_of
from tests.examples import examples
from timeline_tui.edit.draft import _back
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote
from timeline_tui.edit.splice import CannotEdit, Rewrite, spliced
from timeline_tui.yamlfile.layout import SectionName

_THING = re.compile(r"\b(?:w\d+|new|events|sources|quotes)\b")
_COMMENT = re.compile(r"(?:^|\s)# (c\d+)")


class Remarked:
    """Writes a file in which each thing is one word, and nearly each has a comment of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._words = self._comments = 0

    def _one(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def _word(self) -> str:
        self._words += 1
        return f"w{self._words}"

    def _comment(self) -> str:
        self._comments += 1
        return f"# c{self._comments}, it's {{said: of}} what"

    def _end(self) -> str:
        return self._one("", " ", "  ") + " " + self._comment() if self._one("yes", "no") == "yes" else ""

    def _above(self, lead: str) -> str:
        return f"{lead}{self._comment()}\n" if self._one("yes", "no", "no") == "yes" else ""

    def bracketed(self, parts: list[str], marks: str, lead: str, closing: str) -> str:
        """Things in brackets, in a line, in lines of their own, or with the commas before them."""
        style = self._one("line", "lines", "lines", "trailing", "leading", "hanging", "pairs")
        if style == "line" or not parts:
            return marks[0] + ", ".join(parts) + marks[1]
        if style in {"hanging", "pairs"}:
            text = marks[0]
            for at, part in enumerate(parts):
                last, breaks = at == len(parts) - 1, style == "hanging" or at % 2
                text += part + ("" if last else "," + (f"{self._end()}\n{lead}" if breaks else " "))
            return text + marks[1]
        text = marks[0] + self._end() + "\n"
        for at, part in enumerate(parts):
            text += self._above(lead)
            last = at == len(parts) - 1
            before = ", " if style == "leading" and at else ""
            after = "" if style == "leading" or (last and style == "lines") else ","
            text += f"{lead}{before}{part}{after}{self._end()}\n"
        return text + closing + marks[1]

    def _quotes(self, lead: str) -> str:
        quotes = [f"{{exact: {self._word()}, source: s}}" for _ in range(self._draw(st.integers(0, 3)))]
        if self._one("flow", "block") == "flow" or not quotes:
            return f" {self.bracketed(quotes, '[]', lead + '    ', lead + '  ')}{self._end()}\n"
        return f"{self._end()}\n" + "".join(
            f"{self._above(lead + '  ')}{lead}  - {quote}{self._end()}\n" for quote in quotes
        )

    def _fields(self, at: int) -> list[str]:
        return [f"id: {self._word()}", f"date: {2000 + 2 * at}", f"title: {self._word()}"]

    def _block(self, at: int, lead: str) -> str:
        first, *more = self._fields(at)
        text = f"{lead}- {first}{self._end()}\n"
        for field in more:
            text += f"{self._above(lead + '  ')}{lead}  {field}{self._end()}\n"
        return text + (
            f"{lead}  quotes:{self._quotes(lead + '  ')}" if self._one("yes", "no") == "yes" else ""
        )

    def _flow(self, at: int, lead: str) -> str:
        return self.bracketed(self._fields(at), "{}", lead + "  ", lead + " ")

    def _events(self) -> str:
        count = self._draw(st.integers(0, 4))
        if self._one("flow", "block", "block") == "flow" or not count:
            events = [self._flow(at, "    ") for at in range(count)]
            return f"events: {self.bracketed(events, '[]', '   ', '  ')}{self._end()}\n"
        lead = self._one("", "  ")
        text = f"events:{self._end()}\n"
        for at in range(count):
            flow = self._one("flow", "block", "block") == "flow"
            text += self._above(lead)
            text += f"{lead}- {self._flow(at, lead + '  ')}{self._end()}\n" if flow else self._block(at, lead)
            text += self._one("", "", "\n")
        return text

    def _sources(self) -> str:
        names = ["s", *(self._word() for _ in range(self._draw(st.integers(0, 2))))]
        entries = [f"{name}: {{title: {self._word()}}}" for name in names]
        if self._one("flow", "block") == "flow":
            return f"sources: {self.bracketed(entries, '{}', '    ', '  ')}{self._end()}\n"
        return f"sources:{self._end()}\n" + "".join(
            f"{self._above('  ')}  {entry}{self._end()}\n" for entry in entries
        )

    def file(self) -> bytes:
        """A whole file."""
        fields = [self._above("") + self._events()]
        if self._one("yes", "no") == "yes":
            fields.append(self._above("") + self._sources())
        text = "".join(self._draw(st.permutations(fields)))
        return text.replace("\n", self._one("\n", "\n", "\r\n")).encode()


@st.composite
def remarked(draw: st.DrawFn) -> bytes:
    """A file with comments."""
    return Remarked(draw).file()


def owners(data: bytes) -> dict[str, list[str]]:
    """What each comment stands behind in its line or, in a line of its own, what begins below it."""
    found: dict[str, list[str]] = {}
    waiting: list[str] = []
    for line in data.decode().splitlines():
        comment = _COMMENT.search(line)
        head = line[: comment.start()] if comment else line
        if things := _THING.findall(head):
            found |= dict.fromkeys(waiting, things[:1])
            waiting = []
        if comment and not head.strip():
            waiting.append(comment[1])
        elif comment:
            found[comment[1]] = beside(head)
    return found | {comment: [] for comment in waiting}


def beside(head: str) -> list[str]:
    """The things side by side that a line ends with, the first word of each."""
    depths = list(accumulate((mark in "[{") - (mark in "]}") for mark in head))
    end = depths[-1]
    if end < 0:
        return ["what is closed here"]
    parts = [""]
    for mark, depth in zip(head, depths, strict=True):
        if depth == end and mark == ",":
            parts.append("")
        elif depth == end and mark in "[{":
            parts = [""]
        else:
            parts[-1] += mark
    return [things[0] for part in parts if (things := _THING.findall(part))]


def stay(edit: Rewrite) -> None:
    """Each comment is where it was, and undoing it gives every byte back."""
    before, after = owners(edit.old), owners(edit.new)
    assert before.keys() == after.keys()
    for comment, things in before.items():
        # What stands in one line with others may get a neighbour there.
        now = [thing for thing in after[comment] if len(things) < 2 or thing != "new"]
        assert now == things, comment
    assert spliced(edit.new, [_back(edit.old, edit.new)]) == edit.old


@given(remarked(), st.integers(1999, 2009), st.sampled_from([0, 1, 2]))
@examples(4)
def test_of_events(data: bytes, year: int, sources: int) -> None:
    assume(is_sound(data))
    listed: dict[SectionName, dict[str, dict[str, str]]] = {}
    if sources:
        listed["sources"] = {f"new-{at}": {"title": "new"} for at in range(sources)}
    try:
        edit = add_events(data, [{"date": str(year), "title": "new"}], None, listed)
    except CannotEdit:
        assume(False)
    stay(edit)
    assert len(items_of(edit.new)) == len(items_of(data)) + 1


@given(remarked(), st.integers(0, 3))
@examples(4)
def test_of_passages(data: bytes, at: int) -> None:
    assume(is_sound(data) and at < len(items_of(data)))
    try:
        edit = add_quote(data, at, {"exact": "new", "source": "s"})
    except CannotEdit:
        assume(False)
    stay(edit)
    assert items_of(edit.new)[at]["quotes"][-1] == {"exact": "new", "source": "s"}
