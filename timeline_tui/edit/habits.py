"""How a file is written, learned from what stands beside an edit, and text as YAML 1.1 and 1.2 write it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from timeline_tui.edit.byte_lines import column_of, line_at
from timeline_tui.model.record_fields import fields_of, held_by
from timeline_tui.yamlfile.trees import Node, Style

# What other programs take for nothing, true, false, a merge or a default.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "~", "=", "<<", ""})
# What some program takes for a number, a time or a date: digits and marks alone, other bases, exponents.
_NUMBER = re.compile(
    r"[0-9.+][0-9_.,:+/ -]*|0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[0-9][0-9_.,]*[eE][-+]?[0-9.]*"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9].*"
)
_BARE = re.compile(r"true|false|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SPECIAL_NUMBER = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)
_DATE = re.compile(r"[0-9Y-][0-9XESTZ+:/.?~%YW-]*")
# A plain text begins with a letter, a digit, or a mark that means nothing anywhere.
_FIRST = re.compile(r"[^\W_]|[(/$“”‘’«»„–—…]|[^\x00-\u02ff\s]")
_MEANS = re.compile(r": | #|:\Z|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\A\s|\s\Z")
# Older programs take a question mark within brackets for the beginning of a key.
_MEANS_IN_BRACKETS = re.compile(r"[\[\]{},?]|:[\"']")
# What cannot stand in a text as it is, or would not be seen there.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_UNPRINTABLE_IN_BLOCK = re.compile(r"(?!\n)" + _UNPRINTABLE.pattern)
# JSON's escapes are YAML's, too; of what is not ASCII only the unprintable is escaped.
_ESCAPED = re.compile(r'["\\]|' + _UNPRINTABLE.pattern)
_BETWEEN_WORDS = re.compile(r"(?<=\S) (?=\S)")
_LONGEST_SCANNED = 100_000


class Unwritable(ValueError):  # noqa: N818 - it says what the text is
    """A text that no file in UTF-8 can hold."""


def plain(text: str, *, in_brackets: bool = False, date: bool = False) -> str | None:
    """The text with nothing around it; None where it would mean something else to some program.

    A date of a timeline stands as it is: `2024-03-12` is a text here, and nobody quotes it.
    """
    if len(text) > _LONGEST_SCANNED or _MEANS.search(text) or text.lower() in _WORDS:
        return None
    if in_brackets and _MEANS_IN_BRACKETS.search(text):
        return None
    if date and _DATE.fullmatch(text):
        return None if text.startswith(("-.", "--")) or text == "-" else text
    if not _FIRST.match(text) or _NUMBER.fullmatch(text) or _SPECIAL_NUMBER.fullmatch(text):
        return None
    return text


def bare(text: str) -> bool:
    """Whether it is true, false or a number to every program."""
    return _BARE.fullmatch(text) is not None


def single(text: str) -> str | None:
    """The text in single quotes; None where it holds what cannot stand there."""
    return None if _UNPRINTABLE.search(text) else "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    """The text in double quotes, on one line, as JSON writes it; any text of characters can stand there."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unwritable("it holds half of a character, which no file in UTF-8 can hold") from error
    return '"' + _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], text) + '"'


def literal(text: str) -> list[str] | None:
    """The lines of a block text that keeps its lines, its header first; None where they would change."""
    header, lines = _block("|", text)
    if lines is None or any(line != line.rstrip() for line in lines):
        return None
    return [header, *lines]


def folded(text: str, width: int) -> list[str] | None:
    """The lines of a block text whose lines are joined by spaces, its header first."""
    header, paragraphs = _block(">", text)
    if paragraphs is None:
        return None
    lines = [header]
    for position, paragraph in enumerate(paragraphs):
        if paragraph != paragraph.strip():
            return None
        # Of line breaks in a row, the first one is lost.
        lines.extend([""] if position and paragraph else [])
        lines.extend(wrapped(paragraph, width) if paragraph else [""])
    return lines


def _block(mark: str, text: str) -> tuple[str, list[str] | None]:
    """The header of a block text, and its lines as they are read."""
    body = text.removesuffix("\n")
    header = mark if body != text else f"{mark}-"
    lines = body.split("\n")
    bad = not lines[0] or lines[0][0].isspace() or not lines[-1] or _UNPRINTABLE_IN_BLOCK.search(text)
    return header, None if bad else lines


def wrapped(text: str, width: int) -> list[str]:
    """Lines of words that give the text when they are joined by spaces."""
    lines: list[str] = []
    for word in _BETWEEN_WORDS.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def quoted(text: str, preferred: Style) -> str:
    """The text in the quotation marks that are preferred, or in the others where it has fewer to escape."""
    in_single = single(text)
    if in_single is None:
        return double(text)
    if preferred == "single":
        return double(text) if "'" in text and not _needs_escapes(text) else in_single
    return in_single if _needs_escapes(text) and "'" not in text else double(text)


def _needs_escapes(text: str) -> bool:
    return '"' in text or "\\" in text


What = Literal["event", "quote", "source", "name"]
Long = Literal["one line", "wrapped", "literal", "folded"]
DATES = held_by("date")
"""The fields that hold dates, which need no quotation marks here."""
BARE = held_by("flag", "coordinates", "own")
"""The fields that may hold true, false or numbers, which stand as such in every program."""
_QUOTED: tuple[Style, ...] = ("single", "double")
_BLOCKS: tuple[Style, ...] = ("literal", "folded")
_LEAST_WIDTH, _WIDTH, _MOST_WIDTH = 60, 100, 120
_CLOSED = re.compile(rb"[\[{]\S")


class TextHabit(NamedTuple):
    """How a text is written."""

    short: Style = "plain"
    long: Long = "one line"


class ListHabit(NamedTuple):
    """How a list or a mapping within an item is written."""

    flow: bool
    indent: int = 2
    """Columns that its first character stands right of its field."""
    gap: int = 2
    """Columns from a hyphen to what it brings."""


class Habits(NamedTuple):
    """How items are written in one place of a file."""

    orders: dict[What, tuple[str, ...]]
    """The fields in their order."""
    texts: dict[tuple[What, str], TextHabit]
    text: TextHabit
    """Of a field that no neighbour has."""
    lists: dict[tuple[What, str], ListHabit]
    quotes: Style
    """The quotation marks around what needs them."""
    keys: Style
    """How fields are written."""
    width: int
    """Columns that a text is wrapped at."""
    padded: bool
    """Whether a blank stands within curly brackets."""
    flow_quotes: bool
    """Whether each passage stands in curly brackets."""
    indent: int
    """Columns that a list stands right of its field, where no neighbour shows it."""

    def text_of(self, what: What, field: str) -> TextHabit:
        """How this field is written."""
        return self.texts.get((what, field), self.text)

    def list_of(self, what: What, field: str) -> ListHabit:
        """How this list or mapping is written."""
        found = self.lists.get((what, field))
        return found or ListHabit(
            field not in {"quotes", "disputes"}, 2 if field == "disputes" else self.indent
        )

    def ordered(self, what: What, fields: Iterable[str]) -> list[str]:
        """These fields in the order of the file; what is no field of the format comes last."""
        order = {field: at for at, field in enumerate(self.orders[what])}
        return sorted(fields, key=lambda field: order.get(field, len(order)))


def learn(data: bytes, neighbours: Sequence[Node], indent: int = 2, item: What = "event") -> Habits:
    """The habits that items show, the nearest first."""
    events = [node for node in neighbours if node.kind == "mapping"]
    lists = [value for event in events for key, value in event.fields if key.value == "quotes"]
    quotes = [part for value in lists for part in value.parts if part.kind == "mapping"]
    texts: dict[tuple[What, str], list[Node]] = {}
    of: tuple[tuple[What, Sequence[Node]], ...] = ((item, events), ("quote", quotes))
    for what, nodes in of:
        for node in nodes:
            for key, value in node.fields:
                texts.setdefault((what, key.value), []).extend(_texts(value))
    everything = [text for key, found in texts.items() for text in found if key[1] not in DATES]
    return Habits(
        orders={what: _order(tuple(fields_of(what)), nodes) for what, nodes in of},
        texts={key: _text_habit(data, found, date=key[1] in DATES) for key, found in texts.items() if found},
        text=_text_habit(data, everything),
        lists={(what, key): habit for what, nodes in of for key, habit in _lists(data, nodes)},
        quotes=_commonest(_chosen_quotes(text for found in texts.values() for text in found), "double"),
        keys=_commonest((key.style for event in events for key, _ in event.fields), "plain"),
        width=_width(data, events),
        padded=_is_padded(data, [*events, *quotes]),
        flow_quotes=bool(quotes) and quotes[0].flow,
        indent=indent,
    )


def _texts(value: Node) -> Iterator[Node]:
    """The texts in a value, those of lists within lists and of passages aside."""
    if value.kind == "text" and not value.is_absent:
        yield value
    elif value.kind == "list":
        yield from (part for part in value.parts if part.kind == "text" and not part.is_absent)
    elif value.kind == "mapping":
        yield from (part for _, part in value.fields if part.kind == "text" and not part.is_absent)


def _text_habit(data: bytes, nodes: Sequence[Node], *, date: bool = False) -> TextHabit:
    styles = {node.style for node in nodes}
    short: Style = "plain"
    if "plain" not in styles:
        # Marks that a text needs are no habit.
        needless = (node.style for node in nodes if plain(node.value, date=date) is not None)
        short = _commonest((style for style in needless if style in _QUOTED), "plain")
    long: Long = "one line"
    blocks = [style for style in (node.style for node in nodes) if style in _BLOCKS]
    if blocks:
        long = "literal" if _commonest(blocks, "folded") == "literal" else "folded"
    elif any(b"\n" in data[node.start : node.end] for node in nodes):
        long = "wrapped" if short == "plain" else "one line"
    return TextHabit(short, long)


def _chosen_quotes(texts: Iterable[Node]) -> Iterator[Style]:
    """The quotation marks of texts that could as well stand in the others."""
    for text in texts:
        needed = {"single": ('"', "\\"), "double": ("'", "\n", "\t")}.get(text.style)
        if needed is not None and not any(mark in text.value for mark in needed):
            yield text.style


def _commonest(styles: Iterable[Style], otherwise: Style) -> Style:
    counted = Counter(styles).most_common(1)
    return counted[0][0] if counted else otherwise


def _lists(data: bytes, nodes: Sequence[Node]) -> Iterator[tuple[str, ListHabit]]:
    """Of each field that holds a list or mapping, how the nearest neighbour writes it."""
    found: dict[str, ListHabit] = {}
    for node in nodes:
        for key, value in node.fields:
            if value.kind in {"list", "mapping"} and value.parts and not value.marked:
                found.setdefault(key.value, _list_habit(data, key, value))
    yield from found.items()


def _list_habit(data: bytes, key: Node, value: Node) -> ListHabit:
    if value.flow:
        return ListHabit(flow=True)
    column = column_of(data, value.start)
    first = value.parts[0]
    on_line = value.kind == "list" and line_at(data, value.start) == line_at(data, first.start)
    gap = first.start - value.start if on_line else 2
    return ListHabit(False, max(0, column - column_of(data, key.start)), max(2, gap))


def _order(fields: Sequence[str], nodes: Sequence[Node]) -> tuple[str, ...]:
    """The fields in the order of the neighbours; what none of them has keeps its place."""
    order: list[str] = []
    for written in (*([key.value for key, _ in node.fields] for node in nodes), fields):
        before = -1
        for field in written:
            if field in order:
                before = max(before, order.index(field))
            elif field in fields:
                before += 1
                order.insert(before, field)
    return tuple(order)


def _width(data: bytes, nodes: Sequence[Node]) -> int:
    """The longest line of those that were broken on purpose, within reason."""
    blocks = [
        value for node in nodes for _, value in node.fields if value.kind == "text" and value.style in _BLOCKS
    ]
    lines = [line for node in blocks for line in data[node.start : node.end].splitlines()[1:]]
    longest = max((len(line.decode(errors="replace")) for line in lines), default=_WIDTH)
    return min(max(longest, _LEAST_WIDTH), _MOST_WIDTH)


def _is_padded(data: bytes, nodes: Sequence[Node]) -> bool:
    flows = [node for node in nodes if node.flow]
    return bool(flows) and not _CLOSED.match(data, flows[0].start)
