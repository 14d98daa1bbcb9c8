"""Text as YAML writes it, so that it reads back as it was given, under YAML 1.1 and 1.2 alike."""

from __future__ import annotations

import json
import re

from timeline_tui.yamlfile.trees import Style

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
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


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
