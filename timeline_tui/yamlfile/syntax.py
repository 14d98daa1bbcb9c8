"""What the parser could not read, in the words of somebody who writes a timeline."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml.error import MarkedYAMLError
from yaml.events import ScalarEvent

from timeline_tui.problems.problem import Lost
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import TO_LINE_END, Report, Spot, at_mark, end_of, of_event
from timeline_tui.yamlfile.values import SHALLOWER, TOO_DEEP

_NOT_IN_LINE = "this line does not stand in line with the ones above"
_WORD = re.compile(r"\s+(?:- +)*[\w-]+")
_HALF = re.compile(r"\\u([Dd][89A-Fa-f][0-9A-Fa-f]{2})(?:\\u([Dd][C-Fc-f][0-9A-Fa-f]{2}))?")
_FIELD = re.compile(r"(?P<before>\s*(?:- +)*)(?P<field>[^\s:'\"#][^:'\"#]*): +(?P<text>\S.*)")


class Fault(NamedTuple):
    """Why the parser cannot read on."""

    error: MarkedYAMLError
    last: ParserEvent | None = None
    """The last thing that was read well."""
    in_brackets: bool = False
    is_behind: bool = False
    """Whether a thing itself was read, and only something behind it is wrong."""

    @property
    def line(self) -> int:
        """The line at which reading ended, counted from 0."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.line if mark else 0


class Mishap(NamedTuple):
    """What the parser says, and where."""

    problem: str
    context: str
    spot: Spot
    opened: Spot | None
    """Where the thing began that it was reading."""
    line: str
    """The line of the spot, as far as it is known."""
    last: ParserEvent | None
    """The last thing that was read well."""
    in_brackets: bool


class _Words(NamedTuple):
    code: str
    message: str
    spot: Spot
    label: str
    hint: str
    related: tuple[tuple[Spot, str], ...] = ()


def tell_syntax(report: Report, fault: Fault, line: str) -> None:
    """Report where the text stops being YAML, which is in this line."""
    words = _words(fault, line)
    hint = f"{words.hint}; nothing below this line was read" if words.code == "bad-yaml" else words.hint
    report.add(
        words.code, words.message, words.spot, words.label, hint=hint, related=words.related, ends=True
    )


def tell_loss(report: Report, fault: Fault, line: str, *, home: Spot, lost: Lost) -> None:
    """Report where the text stops being YAML, and that only what begins at `home` is lost with it."""
    words = _words(fault, line)
    label, related, left = words.label, words.related, f"this {lost} is left out"
    if home.line == words.spot.line:
        label = f"{label}, and {left}"
    else:
        related = (*related, (home, left))
    report.add(words.code, words.message, words.spot, label, hint=words.hint, related=related, lost=lost)


def _words(fault: Fault, line: str) -> _Words:
    mishap = _mishap(fault, line)
    return next(words for sort in _SORTS if (words := sort(mishap)) is not None)


def _mishap(fault: Fault, line: str) -> Mishap:
    error = fault.error
    spot = at_mark(error.problem_mark or error.context_mark)
    opened = None if error.context_mark is None else at_mark(error.context_mark)
    said = error.problem or "", error.context or ""
    return Mishap(*said, spot, opened, line, fault.last, fault.in_brackets)


def _unclosed_quote(mishap: Mishap) -> _Words | None:
    if (
        mishap.opened is not None
        and "quoted scalar" in mishap.context
        and ("end of stream" in mishap.problem or "document indicator" in mishap.problem)
    ):
        return _never_closed(mishap.opened._replace(length=TO_LINE_END))
    last = mishap.last
    if not isinstance(last, ScalarEvent) or last.style not in {"'", '"'}:
        return None
    # A quoted text over several lines, and then something that does not fit: its end is most likely the
    # opening mark of another text.
    if of_event(last).line == end_of(last).line or end_of(last).line != mishap.spot.line:
        return None
    return _never_closed(of_event(last))


def _never_closed(spot: Spot) -> _Words:
    hint = "put the same mark at the end of the text"
    return _Words("unclosed-quote", "this quoted text is never closed", spot, "it opens here", hint)


def _deep(mishap: Mishap) -> _Words | None:
    """Brackets beyond what libyaml itself allows, of which it tells before it names the first of them."""
    if "maximum nesting depth" not in mishap.problem:
        return None
    return _Words("too-deep", TOO_DEEP, mishap.spot, "too deep", SHALLOWER)


def _tab(mishap: Mishap) -> _Words | None:
    at = mishap.spot.column - 1
    blank = len(mishap.line) - len(mishap.line.lstrip())
    tab = at if mishap.line[at : at + 1] == "\t" else mishap.line.find("\t", 0, blank)
    # In brackets it indents as well as anything else, where the parser takes it.
    refused = tab == at and "cannot start any token" in mishap.problem
    if tab < 0 or (mishap.in_brackets and not refused):
        return None
    spot = Spot(mishap.spot.line, tab + 1, 1)
    hint = "use spaces, two for each level"
    return _Words("tab-indent", "this line is indented with a tab", spot, "a tab", hint)


def _shifted_field(mishap: Mishap) -> _Words | None:
    """A field that the parser took for more of the text above, because it stands too far to the right."""
    before = mishap.line[: mishap.spot.column - 1]
    above = mishap.last is not None and of_event(mishap.last).line < mishap.spot.line
    if "mapping values are not allowed" not in mishap.problem or not above or not _WORD.fullmatch(before):
        return None
    start = len(before) - len(before.lstrip())
    spot = Spot(mishap.spot.line, start + 1, len(before) - start)
    hint = "begin it in the same column as the field above; or quote the text above, if it goes on here"
    return _Words("bad-indent", _NOT_IN_LINE, spot, "too far to the right", hint)


def _colon(mishap: Mishap) -> _Words | None:
    if "mapping values are not allowed" not in mishap.problem:
        return None
    message = "a text with a colon in it must be quoted"
    corrected = quoted(mishap.line)
    hint = (
        f"quote the text: {corrected}"
        if corrected
        else "quote the whole text, or check how this line is indented"
    )
    return _Words("unquoted-colon", message, mishap.spot, "this colon begins a value", hint)


def quoted(line: str) -> str | None:
    """The line with its value in quotes, when it is a field and a value."""
    found = _FIELD.fullmatch(line.rstrip())
    if found is None or len(line) > 120:
        return None
    text = found["text"]
    plain = '"' not in text and "\\" not in text
    in_quotes = f'"{text}"' if plain else "'" + text.replace("'", "''") + "'"
    return f"{found['before'].strip()} {found['field']}: {in_quotes}".strip()


def _mark_first(mishap: Mishap) -> _Words | None:
    at = mishap.spot.column - 1
    if "cannot start any token" in mishap.problem or "alphabetic or numeric" in mishap.problem:
        at = at if "cannot start" in mishap.problem else (mishap.opened or mishap.spot).column - 1
        mark = mishap.line[at : at + 1]
        return _starts_with(mishap, mark, at) if mark.strip() else None
    before = mishap.line[:at].rstrip()
    found = _FIELD.fullmatch(mishap.line.rstrip())
    if found is None or "expected" not in mishap.problem or before[-1:] not in {"]", "}"}:
        return None
    start = found.start("text")
    return _starts_with(mishap, mishap.line[start], start) if mishap.line[start] in "[{" else None


def _starts_with(mishap: Mishap, mark: str, at: int) -> _Words:
    corrected = quoted(mishap.line)
    hint = f"quote the text: {corrected}" if corrected else "put the whole text in quotes"
    message = f"a text that begins with {mark} must be quoted"
    return _Words(
        "unquoted-mark", message, mishap.spot._replace(column=at + 1), "this mark has a meaning", hint
    )


def _after_quote(mishap: Mishap) -> _Words | None:
    last = mishap.last
    if not isinstance(last, ScalarEvent) or last.style not in {"'", '"'}:
        return None
    end = end_of(last)
    if end.line != mishap.spot.line or end.column > mishap.spot.column:
        return None
    spot = mishap.spot._replace(length=TO_LINE_END)
    other = "'" if last.style == '"' else '"'
    hint = f"quote the whole text, with {other} around it if it has {last.style} in it"
    if mishap.in_brackets or "parsing a flow" in mishap.context:
        hint = f"put a comma before it, if it is another; or {hint}"
    return _Words(
        "text-after-quote", "the quoted text ends before the line does", spot, "this is too much", hint
    )


def _bracket(mishap: Mishap) -> _Words | None:
    if mishap.in_brackets and mishap.opened is not None and "violates indentation" in mishap.problem:
        # A text without quotes that would go on in a line that begins with a tab.
        message, spot = "a comma is missing in these brackets", mishap.opened._replace(length=TO_LINE_END)
        hint = "put a comma behind it; or quotes around the text, if it goes on in the next line"
        return _Words("unclosed-bracket", message, spot, "behind this", hint)
    if "parsing a flow" not in mishap.context or mishap.opened is None:
        return None
    related = ((mishap.spot, "here it should have ended"),) if mishap.spot.line != mishap.opened.line else ()
    hint = "close it with ] or }; or put the text in quotes, if it is no list"
    message = "this bracket is not closed, or something in it is not separated by a comma"
    return _Words("unclosed-bracket", message, mishap.opened, "it opens here", hint, related)


def _escape(mishap: Mishap) -> _Words | None:
    if (
        "escape" not in mishap.problem
        and "hexdecimal" not in mishap.problem
        and "hexadecimal" not in mishap.problem
    ):
        return None
    at = mishap.line.rfind("\\", 0, mishap.spot.column)
    spot = mishap.spot if at < 0 else mishap.spot._replace(column=at + 1, length=2)
    halves = [*_HALF.finditer(mishap.line)] if "invalid Unicode" in mishap.problem else []
    # The parser in Python says so at the end of the text.
    if half := next((one for one in halves if one.start() <= at < one.end()), next(iter(halves), None)):
        return _half_a_character(half, spot._replace(column=half.start() + 1))
    hint = "write \\\\ for a backslash, or use ' around the text"
    return _Words("bad-escape", "there is no such escape", spot, "after this backslash", hint)


def _half_a_character(found: re.Match[str], spot: Spot) -> _Words:
    """JSON writes a character that needs more than four digits as two halves, which YAML does not know."""
    message = "this escape is half a character, as JSON writes it"
    hint = "take it out, or write the character itself"
    if found[2]:
        whole = 0x10000 + ((int(found[1], 16) & 0x3FF) << 10) + (int(found[2], 16) & 0x3FF)
        hint = f"for the two halves together write the character itself, {chr(whole)}, or \\U{whole:08X}"
    return _Words("bad-escape", message, spot._replace(length=len(found[0])), "after this backslash", hint)


def _no_colon(mishap: Mishap) -> _Words | None:
    if "could not find expected ':'" not in mishap.problem or mishap.opened is None:
        return None
    hint = (
        "write a field, a colon, a space, and the value; indent it further if it goes on from the line above"
    )
    spot = mishap.opened._replace(length=TO_LINE_END)
    return _Words("missing-colon", "this line has no colon", spot, "a field and no value?", hint)


def _indent(mishap: Mishap) -> _Words | None:
    block = "parsing a block" in mishap.context and "expected" in mishap.problem
    if not block and "entries are not allowed" not in mishap.problem:
        return None
    related = (
        ((mishap.opened, "they begin here"),)
        if mishap.opened and mishap.opened.line != mishap.spot.line
        else ()
    )
    first = not mishap.line[: mishap.spot.column - 1].strip()
    if not block and not first:
        hint = "begin the list on the next line, indented"
        return _Words("bad-indent", "a list cannot begin here", mishap.spot, "this hyphen", hint, related)
    hint = "give it the same indentation as its neighbours"
    return _Words("bad-indent", _NOT_IN_LINE, mishap.spot, "it begins in another column", hint, related)


def _whatever(mishap: Mishap) -> _Words:
    said = mishap.problem.replace("scalar", "text").replace("token", "thing") or "it is not YAML"
    hint = "look at this line and the one above it"
    return _Words("bad-yaml", "this is no YAML", mishap.spot, said, hint)


_SORTS = (
    _unclosed_quote,
    _deep,
    _tab,
    _escape,
    _shifted_field,
    _colon,
    _mark_first,
    _after_quote,
    _bracket,
    _no_colon,
    _indent,
    _whatever,
)
