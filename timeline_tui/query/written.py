"""The text of a query, read and edited term by term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Literal

from timeline_tui.model import dates
from timeline_tui.model.criteria import CRITERIA, DATES
from timeline_tui.model.folding import WORD, alike, nearest, placed, words
from timeline_tui.model.limits import PHRASE, QUERY, QUERY_TERMS
from timeline_tui.query.scan import Query, Term, Token, Unreadable, scan, standing_alone

_OTHER_FIELD = re.compile(r"-?([A-Za-z]+):(?![\s/])")


def parse(text: str) -> Query:
    """The query that the text asks; `Unreadable` if it asks none. A text of blanks asks for everything."""
    if len(text) > QUERY.value:
        raise Unreadable(f"a query has at most {QUERY.words}", QUERY.value, len(text), "fewer words")
    pieces = list(islice(scan(text), QUERY_TERMS.value + 1))
    if len(pieces) > QUERY_TERMS.value:
        start = pieces[-1].start
        raise Unreadable(f"a query has at most {QUERY_TERMS.words} terms", start, len(text), "fewer words")
    terms = tuple(_terms(pieces, text))
    if not terms and pieces and not _is_beginning(text):
        start, end = pieces[0].start, pieces[-1].end
        raise Unreadable("there is nothing to look for here", start, end, "a word of letters or digits")
    return Query(terms)


def readable(text: str) -> str:
    """What is left of the text without the terms that cannot be read; nothing where it is too long."""
    if len(text) > QUERY.value or len(list(islice(scan(text), QUERY_TERMS.value + 1))) > QUERY_TERMS.value:
        return ""
    for _ in range(QUERY_TERMS.value):
        try:
            parse(text)
        except Unreadable as error:
            text = _without(text, error)
        else:
            return text
    return ""


def _without(text: str, error: Unreadable) -> str:
    for piece in reversed(list(scan(text))):
        if piece.start < error.end and error.start < piece.end:
            text = f"{text[: piece.start].rstrip()} {text[piece.end :].lstrip()}".lstrip()
    return text


def _is_beginning(text: str) -> bool:
    """Whether the text is what stands first of a term that is still being typed."""
    return text.strip() in {"-", '"', '-"', '""', "“", "„", "«"}


def _terms(pieces: Sequence[Token], text: str) -> Iterator[Term]:
    term: Term | None = None
    joint: Token | None = None
    """An `OR` for which the term behind it is still to come."""
    for piece in pieces:
        if piece.is_or:
            if term is None:
                raise _half_joined(piece)
            term, joint = None, piece
            continue
        term = _term(piece, text)
        if term is not None:
            yield term._replace(joined=joint is not None)
        elif joint is not None:
            break
        joint = None
    if joint is not None:
        raise _half_joined(joint)


def _half_joined(piece: Token) -> Unreadable:
    hint = 'oil OR gas, or "OR" in quotation marks to look for the word'
    return piece.refused("OR stands between two terms", hint)


def _term(piece: Token, text: str) -> Term | None:
    """What it asks; None for a dash or a comma that stands alone, which is passed over as a reader does."""
    if piece.field is not None:
        return _dated(piece, text) if piece.field in DATES else _valued(piece, piece.field)
    _refuse_other_field(piece, text)
    held = words(piece.values[0])
    if len(held) > PHRASE.value:
        raise piece.refused(f"a phrase has at most {PHRASE.words} words", "a part of it")
    # What is being typed counts as the beginning of a word, but hides nothing before it is whole.
    typing = not piece.finished and not piece.excluded and not text[-1:].isspace()
    return piece.asking(piece.values, prefix=piece.starred or typing) if held else None


def _refuse_other_field(piece: Token, text: str) -> None:
    """`http://x` and `12:30` are words; `sorce:x` is hardly meant as such, nor `sorce:` where typing ends."""
    match = None if piece.phrase else _OTHER_FIELD.match(text, piece.start, piece.end)
    if match is None or (match.end() == piece.end < len(text)):
        return
    near = nearest(match[1], CRITERIA)
    if match.end() == piece.end and not near:
        return
    hint = f"{near}:" if near else f'"{piece.values[0][:40]}" in quotation marks, to look for the words'
    start, end = match.span(1)
    raise Unreadable(f"there is no {match[1][:20]}: to narrow by", start, end + 1, hint)


def _refuse_count(piece: Token, noun: str, such_as: str, example: str) -> None:
    """Refuse a field with no values, or with too many."""
    if not piece.values:
        raise piece.refused(f"{piece.field}: wants a {noun} such as {such_as}", example)
    if len(piece.values) > QUERY_TERMS.value:
        raise piece.refused(f"{piece.field}: takes at most {QUERY_TERMS.words} {noun}s", "fewer of them")


def _valued(piece: Token, field: str) -> Term:
    example = CRITERIA[field].example
    _refuse_count(piece, "value", example, example)
    prefix = piece.starred or (not piece.finished and not piece.excluded)
    if CRITERIA[field].choices:
        return piece.asking(tuple(dict.fromkeys(_chosen(piece, field, prefix))))
    return piece.asking(piece.values, prefix=prefix)


def _chosen(piece: Token, field: str, prefix: bool) -> Iterator[str]:
    """The values that are known beforehand, where the last one may be only begun."""
    known = CRITERIA[field].choices
    for position, value in enumerate(piece.values, start=1):
        lower = value.lower()
        if lower in known:
            yield lower
            continue
        begun = [choice for choice in known if choice.startswith(lower)]
        if not begun or not prefix or position < len(piece.values):
            near = nearest(lower, known)
            hint = f"{field}:{near}" if near else " or ".join(f"{field}:{choice}" for choice in known)
            raise piece.refused(f"there is no {field}:{value[:20]}", hint)
        yield from begun


# At the end of a date, with its zone or none.
_HOUR_ALONE = re.compile(
    r"(?<![\d:.+-])\d{1,2} ?(?:[ap]\.?m\.?)? ?(?:z|utc|gmt|[+-]\d{1,2}(?::?\d\d)?)?\Z", re.IGNORECASE
)


# What goes on with a date behind the blank that ends it: an era, a time of day.
_MORE_OF_DATE = re.compile(r"\s+(?:b\.?c\b\.?(?:e\b\.?)?|a\.?d\b\.?|[0-9]{1,2}:[0-9]{2})\S*", re.IGNORECASE)
_WORDS_BEHIND = re.compile(r"(?:\s+[^\s:\"]+){1,4}")


def _dated(piece: Token, text: str) -> Term:
    _refuse_count(piece, "date", "2023-05", f"{piece.field}:2023-05")
    more = None if piece.phrase else _MORE_OF_DATE.match(text, piece.end)
    if more is not None:
        hint = _in_marks(piece, " ".join((piece.values[-1], *more[0].split())))
        raise Unreadable("a date ends at its first blank", piece.start, more.end(), hint)
    return piece.asking(tuple(_edtf(value, piece, text) for value in piece.values))


def _edtf(value: str, piece: Token, text: str) -> str:
    try:
        return _read(value)
    except dates.NotADate as error:
        whole = None if piece.phrase else _with_words_behind(value, text[piece.end :])
        hint = _in_marks(piece, whole) if whole else error.hint
        raise piece.refused(f"{piece.field}: {error}", hint) from error


def _in_marks(piece: Token, date: str) -> str:
    return f'quotation marks around all of it: {piece.field}:"{date}"'


def _with_words_behind(value: str, behind: str) -> str | None:
    """The date that it is with the words behind it, where it is one."""
    match = _WORDS_BEHIND.match(behind)
    added = match[0].split() if match else []
    for count in range(len(added), 0, -1):
        whole = " ".join((value, *added[:count]))
        with suppress(dates.NotADate):
            _read(whole)
            return whole
    return None


def _read(value: str) -> str:
    """The date in EDTF, which it may be already."""
    try:
        return dates.parse(value).text
    except dates.NotADate:
        from timeline_tui.model.typed_dates import typed

        read = typed(value)
        if read.span.clock is not None and _HOUR_ALONE.search(value):
            clock = read.edtf[read.edtf.index("T") :]
            raise dates.NotADate("an hour with no minutes is no time", f"write {clock}") from None
        return read.edtf


_PLAIN = re.compile(r'[^\s,"“„«*\[]+')


def has_term(text: str, field: str, value: str) -> Literal["included", "excluded", None]:
    """Whether the value is asked for by this field, or excluded; exclusion wins."""
    found = [
        piece.excluded for piece in standing_alone(text) if piece.field == field and _holds(piece, value)
    ]
    return None if not found else "excluded" if any(found) else "included"


def without_term(text: str, field: str, value: str) -> str:
    """The text with neither a demand nor an exclusion of this value."""
    for piece in reversed(standing_alone(text)):
        if piece.field == field and _holds(piece, value):
            left = [other for other in piece.values if not _same(other, value)]
            text = _replaced(text, piece, _editing_term(field, left, piece.excluded) if left else "")
    return text


def with_term(text: str, field: str, value: str, *, excluded: bool = False) -> str:
    """The text with this value asked for, or excluded, beside others of its field or by itself."""
    text = without_term(text, field, value)
    for piece in standing_alone(text):
        if piece.field == field and piece.excluded == excluded and piece.values:
            return _replaced(text, piece, _editing_term(field, (*piece.values, value), excluded))
    return _inserted(text, _editing_term(field, [value], excluded))


def with_period(text: str, edtf: str | None) -> str:
    """The text with this as the one period that is asked for, or with none."""
    term = "" if edtf is None else _editing_term("in", [edtf], False)
    found = [piece for piece in standing_alone(text) if piece.field == "in" and not piece.excluded]
    for piece in reversed(found):
        text = _replaced(text, piece, term if piece is found[0] else "")
    return text if found or not term else _inserted(text, term)


def _holds(piece: Token, value: str) -> bool:
    return any(_same(other, value) for other in piece.values)


def _same(one: str, other: str) -> bool:
    return one == other or alike(one) == alike(other)


def _editing_term(field: str, values: Iterable[str], excluded: bool) -> str:
    return f"{'-' if excluded else ''}{field}:{','.join(map(_written, values))}"


def _written(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace('"', '""') + '"'


def _replaced(text: str, piece: Token, term: str) -> str:
    before, after = text[: piece.start], text[piece.end :]
    if term:
        # A word may stand right behind a closed quotation mark.
        return before + term + (" " if after[:1].strip() else "") + after
    if after.strip():
        return before + after.lstrip()
    # A blank at the end says that the last word is whole.
    before = before.rstrip()
    return f"{before} " if before else ""


def _inserted(text: str, term: str) -> str:
    """The term before the words, so that whoever types goes on typing at their end.

    And before what `OR` joins, which would join it too, and before a value whose quotation mark is still
    open, since that holds all that follows.
    """
    alone = standing_alone(text)
    for piece in scan(text):
        if piece.field is None or (piece.phrase and not piece.finished) or piece not in alone:
            return f"{text[: piece.start]}{term} {text[piece.start :]}"
    return f"{text.rstrip()} {term}".lstrip()


Span = tuple[int, int]


class Hits:
    """Finds the words of a query in texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._patterns = [_pattern(words(term.values[0]), term.prefix) for term in terms]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def spans(self, text: str) -> list[Span]:
        """Where the text is hit: first character and the one behind the last, in order, none overlapping."""
        if not self._patterns or not text:
            return []
        folded, starts, ends = placed(text)
        found = sorted(
            (starts[match.start()], ends[match.end() - 1])
            for pattern in self._patterns
            for match in pattern.finditer(folded)
        )
        return _joined(found)


def words_of(query: Query) -> Hits:
    """What marks the words that the query asks for; those that it excludes are nowhere."""
    return Hits(term for term in query.terms if term.field is None and not term.excluded)


def _pattern(held: list[str], prefix: bool) -> re.Pattern[str]:
    # Letters of scripts without spaces are words with blanks between them, which no text shows.
    between = rf"(?:(?!{WORD})[\s\S])+"
    end = "" if prefix else f"(?!{WORD})"
    return re.compile(f"(?<!{WORD}){between.join(map(re.escape, held))}{end}")


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
