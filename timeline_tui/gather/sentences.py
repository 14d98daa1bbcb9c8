"""Where paragraphs, sentences and quotations begin and end, and the words of one without what it quotes.

Quotation marks can be of every kind, mixed, left open, or go over several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from timeline_tui.gather.language import Language


class Slice(NamedTuple):
    """From one place of a text to another, in code points."""

    start: int
    end: int

    def moved(self, by: int) -> Slice:
        """The same so many code points farther on."""
        return Slice(self.start + by, self.end + by)


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# Lines that a program broke are no longer than this, and most of them are nearly as long.
_WRAPPED, _FEWEST = 100, 8
# Where marks repeat, only the first of them is tried, so that a long row of them costs no more than once.
_END = re.compile(
    r"[.!?…](?<![.!?…][.!?…])[.!?…]*+[\"'”’»)\]]*+(?=\s+[\"'“‘„«(\[]*[A-Z0-9\u00c0-\u00de\u0400-\u042f])"
)
_LAST = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+\Z")
_FARTHEST_WORD = 12
_LONGEST = 6_000
"""Code points of a sentence; what is longer is none, and is cut."""


def paragraphs(text: str) -> list[Slice]:
    """Every line is one, but where a program broke the lines, what blank lines part."""
    found = (_bare(text, match.start(), match.end()) for match in _LINE.finditer(text))
    lines = [Slice(start, end) for start, end in found if start < end]
    if not _is_wrapped(text, lines):
        return lines
    blocks: list[Slice] = []
    for line in lines:
        between = text[blocks[-1].end : line.start] if blocks else ""
        if blocks and between.count("\n") == 1:
            blocks[-1] = Slice(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def _is_wrapped(text: str, lines: list[Slice]) -> bool:
    """Whether a program broke the lines: none is long, and most break off within a sentence."""
    if len(lines) < _FEWEST or max(line.end - line.start for line in lines) > _WRAPPED:
        return False
    within = sum(text[line.end - 1] not in ".!?…:\"'”’»)]" for line in lines)
    return within > len(lines) / 2


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks at its ends."""
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())


def sentences(text: str, where: list[Slice], language: Language) -> Iterator[Slice]:
    """The sentences of the paragraphs, one after the other."""
    for paragraph in where:
        start = paragraph.start
        ends = chain(_ends(text, paragraph, language), (paragraph.end,))
        for end in ends:
            while end - start > _LONGEST:
                yield Slice(*_bare(text, start, start + _LONGEST))
                start += _LONGEST
            if text[start:end].strip():
                yield Slice(*_bare(text, start, end))
            start = end


def _ends(text: str, paragraph: Slice, language: Language) -> Iterator[int]:
    """Where a sentence ends and another one begins."""
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if not _is_short(text, match.start(), language):
            yield match.end()


def _is_short(text: str, stop: int, language: Language) -> bool:
    """Whether the full stop belongs to a word that is cut short: Mr., U.S., J."""
    if text[stop] != ".":
        return False
    too_long = language.longest_shortened + 1
    if stop >= too_long and text[stop - too_long : stop].isalpha():
        return False
    word = _LAST.search(text, max(0, stop - _FARTHEST_WORD), stop)
    return word is not None and (
        word[0] in language.shortened or "." in word[0] or (len(word[0]) == 1 and word[0] != "I")
    )


_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_ASIDE = re.compile(r"\([^()\n]{1,60}\)")
CLITIC = re.compile(r"['’][^\W\d_]{0,2}\Z")
"""What is written behind a word as a part of it: he's, who've, Clinton's."""


class SentenceWord(NamedTuple):
    """A word of a sentence."""

    start: int
    end: int
    written: str
    small: str
    """In small letters."""


def shown_words(
    text: str, sentence: Slice, hidden: Sequence[Slice], language: Language
) -> list[SentenceWord]:
    """The words of a sentence that stand in no marks; none where nothing among them passes on speech."""
    parts = list(_shown(text, sentence, hidden))
    found = [match for part in parts for match in _WORD.finditer(text, part.start, part.end)]
    small = [match[0].lower() for match in found]
    if language.speech_signs.isdisjoint(small):
        return []
    bare = [CLITIC.sub("", word) if "'" in word or "’" in word else word for word in small]
    said = zip((match.span() for match in found), (match[0] for match in found), bare, strict=True)
    return [_new_word((start, end, written, word)) for (start, end), written, word in said]


_new_word = partial(tuple.__new__, SentenceWord)
"""A word of its parts, as it is made fastest: there are as many as words in a text."""


class SignsInSentence(NamedTuple):
    """What may stand in a sentence, by its words alone."""

    of_speech: bool
    of_time: bool


_LETTERS, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile("|".join("0123456789"))


def signs_in(text: str, sentence: Slice, language: Language) -> SignsInSentence:
    """Whether a sentence can pass on speech, and whether it can have words for a time."""
    words = _LETTERS.findall(text[sentence.start : sentence.end].lower())
    is_timed = not language.time_signs.isdisjoint(words)
    is_timed = is_timed or _DIGIT.search(text, sentence.start, sentence.end) is not None
    return SignsInSentence(not language.speech_signs.isdisjoint(words), is_timed)


def _shown(text: str, sentence: Slice, hidden: Sequence[Slice]) -> Iterator[Slice]:
    """The parts of a sentence between quotation marks, and between what stands in brackets."""
    aside = [Slice(*match.span()) for match in _ASIDE.finditer(text, sentence.start, sentence.end)]
    start = sentence.start
    for one in sorted((*hidden, *aside)) if aside else hidden:
        if one.start > start:
            yield Slice(start, one.start)
        start = max(start, one.end)
    if start < sentence.end:
        yield Slice(start, sentence.end)


class Quoted(NamedTuple):
    """A stretch in quotation marks, which are part of it."""

    start: int
    end: int
    paragraph: int
    """Which of the text."""
    is_closed: bool
    """Whether its last mark is there."""


# Each begins with one letter, and what stands before it is looked at last: so they are found fast.
_DOUBLE = re.compile("|".join((*'“”„‟«»"〝〞「」『』＂', "''", "``", "’’", "‘‘")))
_OPENING, _CLOSING = frozenset("“„‟〝「『"), frozenset("”〞」』")
_SINGLE = re.compile(r"[‘'‹‚](?<![\w\"“][‘'‹‚])(?=[\w$(\[¿¡])(?!(?:em|til|cause|tis|twas)\b|\d\ds)")
_SINGLE_END = re.compile(r"['’›‘](?<=[\w.,!?…\-—)\]]['’›‘])(?!\w)")
_BEFORE_OPENING = frozenset(" \t\n\r\xa0\u2009\u202f([{—–-/:…\u200b")
_LONGEST_OPEN, _MOST_APOSTROPHES = 4_000, 12


def quoted(text: str, paragraphs: list[Slice]) -> list[Quoted]:
    """All that stands in quotation marks, in order; none lies within another."""
    found: list[Quoted] = []
    for number, paragraph in enumerate(paragraphs):
        goes_on = _goes_on(text, paragraphs, number)
        doubles = list(_doubles(text, paragraph, number, goes_on=goes_on))
        found += doubles
        if "'" in (held := text[paragraph.start : paragraph.end]) or "‘" in held or "‹" in held:
            found += _singles(text, paragraph, number, doubles)
    return sorted(found)


def _goes_on(text: str, paragraphs: list[Slice], number: int) -> bool:
    """Whether the next paragraph begins with a mark, so that speech which is not closed goes on there."""
    return number + 1 < len(paragraphs) and _DOUBLE.match(text, paragraphs[number + 1].start) is not None


def _doubles(text: str, paragraph: Slice, number: int, *, goes_on: bool) -> Iterator[Quoted]:
    opened: int | None = None
    mark_of = ""
    within = 0
    marks = list(_DOUBLE.finditer(text, paragraph.start, paragraph.end))
    for at, match in enumerate(marks):
        if opened is not None and within and match[0] in _CLOSING:
            within -= 1
            continue
        if opened is not None and match[0] == "“" and _is_nested(text, marks, at, mark_of):
            within += 1
            continue
        opens, closes = _roles(text, match, paragraph, mark_of if opened is not None else None)
        if opened is not None and closes:
            yield Quoted(opened, match.end(), number, is_closed=True)
            opened = None
        elif opens:
            opened, mark_of = match.start(), match[0]
    if opened is not None and (goes_on or paragraph.end - opened <= _LONGEST_OPEN):
        yield Quoted(opened, paragraph.end, number, is_closed=False)


def _roles(text: str, match: re.Match[str], paragraph: Slice, mark_of: str | None) -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close what another one opened."""
    mark = match[0]
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    if mark in _CLOSING or mark == "’’":
        return mark_of is None and before in _BEFORE_OPENING and after.isalnum(), True
    is_last = match.end() == paragraph.end
    if mark == "“" and mark_of is not None and (mark_of == "„" or is_last or _ends_here(before, after)):
        return False, True
    if mark in _OPENING or mark in {"``", "‘‘"}:
        return True, False
    if mark in "«»":
        return (not after.isspace() and (before in _BEFORE_OPENING)) or (mark == "«" and mark_of is None), (
            mark_of in {"«", "»"} and mark != mark_of
        )
    looks_opening = before in _BEFORE_OPENING and not after.isspace()
    if mark_of is None:
        return looks_opening or (not before.isdigit() and after.isalnum() and not before.isalnum()), False
    return looks_opening and before not in "-—–…/" and before.isspace(), not (
        looks_opening and before.isspace()
    )


def _is_nested(text: str, marks: list[re.Match[str]], at: int, mark_of: str) -> bool:
    """Whether a mark opens speech within speech: two close before another one opens.

    Within a straight mark it does where its own other one closes it.
    """
    behind = [mark[0] for mark in marks[at + 1 : at + 3]]
    start, end = marks[at].span()
    if mark_of == '"':
        return behind[:1] == ["”"] and text[start - 1].isspace() and not text[end].isspace()
    is_closed = len(behind) == 2 and set(behind) <= _CLOSING
    return mark_of == "“" and is_closed and text[end].isalnum()


def _ends_here(before: str, after: str) -> bool:
    """Whether a mark that should open stands where one closes: at the end of a word or a sentence."""
    return not before.isspace() and before not in _BEFORE_OPENING and not after.isalnum()


def _singles(text: str, paragraph: Slice, number: int, doubles: list[Quoted]) -> Iterator[Quoted]:
    """Speech in single marks, outside of that in double ones."""
    at = paragraph.start
    starts = [one.start for one in doubles]
    while match := _SINGLE.search(text, at, paragraph.end):
        at = match.end()
        before = bisect_right(starts, match.start())
        if before and match.start() < doubles[before - 1].end:
            at = max(at, doubles[before - 1].end)
            continue
        limit = starts[before] if before < len(starts) else paragraph.end
        limit = min(limit, at + _LONGEST_OPEN)
        if (end := _single_end(text, match.end(), limit)) is not None:
            yield Quoted(match.start(), end, number, is_closed=True)
            at = end


def _single_end(text: str, start: int, limit: int) -> int | None:
    """Behind the mark that closes; an apostrophe at the end of a plural is passed over where it can be."""
    ends = list(islice(_SINGLE_END.finditer(text, start, limit), _MOST_APOSTROPHES))
    if not ends:
        return None
    sure = next((one for one in ends if text[one.start() - 1] in ".,!?…"), None)
    return (sure or ends[0]).end()


class QuotingSentence(NamedTuple):
    """A sentence, and what of it stands in quotation marks."""

    start: int
    end: int
    quotes: tuple[Quoted, ...]
    signs: SignsInSentence


class SplitText:
    """A text in paragraphs, in sentences, and in what stands in quotation marks and what does not."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language
        self.paragraphs = paragraphs(text)
        self.quotes = quoted(text, self.paragraphs)

    def sentences(self) -> list[QuotingSentence]:
        """The sentences; speech of several stays whole."""
        starts = [one.start for one in self.quotes]
        ends = [one.end for one in self.quotes]
        found = []
        for whole in self._whole(ends):
            inside = self.quotes[bisect_right(ends, whole.start) : bisect_left(starts, whole.end)]
            signs = signs_in(self._text, whole, self._language)
            found.append(QuotingSentence(*whole, tuple(inside), signs))
        return found

    def _whole(self, ends: Sequence[int]) -> Iterator[Slice]:
        """The sentences, where none ends within quotation marks."""
        held: Slice | None = None
        for part in sentences(self._text, self.paragraphs, self._language):
            held = part if held is None else Slice(held.start, part.end)
            at = bisect_right(ends, held.end)
            is_within = at < len(self.quotes) and self.quotes[at].start < held.end
            if is_within and held.end - held.start < _LONGEST:
                continue
            yield held
            held = None
        if held is not None:
            yield held
