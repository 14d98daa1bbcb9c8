"""A text made alike for comparing, with the way back to its places, and two wordings word by word."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.model.folding import UNSPACED, Fold
from timeline_tui.model.passage_states import Run

Stretch = tuple[int, int]

# Code points to each side that are looked at; what goes on for longer is no word.
_FARTHEST_BOUNDARY = 60
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SIGNS = (
    dict.fromkeys("'’ʼ", "'")
    | dict.fromkeys("-‐‑", "-")
    | dict.fromkeys("−±≤≥≈", "n")
    | dict.fromkeys("–‒", "d")
    | dict.fromkeys("%‰°′″", "%")
    | dict.fromkeys("·٫٬", ".")
    | dict.fromkeys("\u00a0\u2009\u202f", "s")
    | dict.fromkeys("\u200c\u200d\u2060", "u")
    | dict.fromkeys("\u0e33\u0eb3", "m")
    | {"\xad": "h", "¬": "l"}
)
# Over the sorts of characters: a letter, 0 digit, x letter of a script without spaces, m mark that joins the
# one before, u unseen, h soft hyphen, l one at the end of a line, n minus or the like, d en dash, s space
# that breaks no line, $ currency, % unit, e picture, f half of a flag. Of a number in groups of thousands,
# all but the first have three digits; one that begins a line may be of a column, and is not joined to the
# next. Of two years, the second may be short (2019–20); in full it is a number of its own. Single letters
# with stops are one (U.S., e.g.).
_TOKEN = re.compile(
    r"(?:(?<![0am])[-n](?=\$?0))?(?:\$(?=0))?"
    r"(?:(?:0{1,3}[s ]|(?<!\n)0{1,3}[ \t\r]*\n[ \t]*)000(?!0)(?:(?:[s ]|[ \t\r]*\n[ \t]*)000(?!0))*|[a0m])"
    r"(?:[a0m]|[uh]+(?=[a0m])|['@&-](?=[a0])|(?<=[am])d(?=a)|[-hl][ \t\r]*\n[\ss]*(?=a)"
    r"|(?<=0)[.,:/'](?=0)|(?<=0)(?<!0000)[.,'][ \t\r]*\n\s*(?=000(?!0))|(?<=0)[%$]|(?<=a)\$(?=0)"
    r"|(?<=0000)(?<!00000)d(?=00(?!0))|(?<![a0m]a)(?<=a)\.(?=a(?![a0m])))*"
    r"|x[muh]*|em*(?:u+em*)+|em+|ff"
)
_OVER_BLANKS = re.compile(r"[-‐‑\xad¬]|\d[.,'’ʼ٫٬·]?\s+\d{3}(?!\d)")
# What is left of a word before an apostrophe, behind which another word begins.
_ELIDED = re.compile(
    r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|all|dall|dell|nell|sull|un|quell|quest)['’ʼ]\Z",
    re.IGNORECASE,
)


def whole(text: str, start: int, end: int) -> Stretch:
    """The stretch with the rest of the word or number that it begins in, and of the one that it ends in."""
    first, last = word_over(text, start), word_over(text, end)
    if first is not None and _ELIDED.search(text, max(0, start - 10), start):
        first = None
    return start if first is None else first[0], end if last is None else last[1]


def word_over(text: str, place: int) -> Stretch | None:
    """The word or number that the place lies within; None between words."""
    if not 0 < place < len(text):
        return None
    before, after = text[place - 1], text[place]
    first = max(0, place - _FARTHEST_BOUNDARY)
    # Most places are beside a space, most of these near no hyphen at the end of a line and in no number.
    if (before in " \n" or after in " \n") and _OVER_BLANKS.search(text, first, place + 12) is None:
        return None
    for token in _TOKEN.finditer("".join(map(_letter_sort, text[first : place + _FARTHEST_BOUNDARY]))):
        if first + token.start() < place < first + token.end():
            return first + token.start(), first + token.end()
    return None


def _letter_sort(character: str) -> str:
    """The sort of a character, in a sign; what is of none stands for itself."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isdecimal():
        return "0"
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return "f"
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return "m"
    category = unicodedata.category(character)
    if category == "So":
        return "e"
    if category[0] == "M" or category == "Sc":
        return "m" if category[0] == "M" else "$"
    if _UNSPACED.match(character):
        return "x"
    return "a" if character.isalnum() or character == "_" else character


_SPACES = "".join(
    map(chr, (*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)))
)
MARKS = "‘’‚‛′‹›`´ʼ“”„‟″«»〝〞\"'"
"""Quotation marks, and what stands for one."""
_DASHES = "‐‑‒–—―−﹘﹣－\\-"
_ALIKE = str.maketrans(
    dict.fromkeys(MARKS, "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | dict.fromkeys(f"{_SPACES}\u2028\u2029\u202f\u205f\u3000", " ")
)
# Characters that are not seen at all: zero-width spaces and joiners, direction marks, the soft hyphen.
_UNSEEN = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_HIDDEN = re.compile(f"[{_UNSEEN}]+")
# Ligatures, letters of full or half width, and Arabic letters by their place in a word.
_FORMS = "ſĳĲ\ufb00-\ufd3d\ufd50-\ufdff\ufe70-\ufefc\uff01-\uffdc"
# A minus sign stays with its number; else the spaces at a dash say nothing, nor do those within guillemets.
# Each way begins with a set of characters, which is what makes it fast.
_AT_SPACE = (
    rf"\s(?=[\s{_DASHES}»›])(?:(?P<minus>(?<!\d\s)\s*[–−\-](?=\d))|(?P<dash>\s*[{_DASHES}]+\s*)"
    r"|(?P<mark>\s*[»›](?!\w))|\s+)"
)
_LETTER = r"[^\W\d_]"
# Behind a letter, at the end of a line: a soft hyphen, or the sign that OCR writes for one.
SOFT_HYPHENS = "\xad¬"
# Between marks that end one quotation within another.
_THIN = "[ \xa0\u2009\u200a\u202f]"
_BROKEN = rf"(?P<broken>(?<={_LETTER}[{SOFT_HYPHENS}])[ \t\r]*\n\s*(?={_LETTER}))"
_AT_SIGN = (
    rf"[{_DASHES}{MARKS}{_UNSEEN}{_FORMS}…⋯¬](?:{_BROKEN}|(?<=[{_DASHES}])(?P<dashes>[{_DASHES}]+\s*|\s+)"
    rf"|(?<=[{MARKS}])(?P<marks>(?:{_THIN}?[{MARKS}](?!\w))+|[{MARKS}]+|(?<![^\s(\[][«‹])(?<=[«‹])\s+)"
    rf"|(?<=[{_UNSEEN}])[{_UNSEEN}]*|(?<=[{_FORMS}])[{_FORMS}]*|(?<=[…⋯]))"
)
_PIECES = f"{_AT_SPACE}|{_AT_SIGN}"
_LENGTHS = re.compile(_PIECES)
# Within a word, as a dash of whatever sort at the end of a line makes it.
_HYPHEN = rf"(?P<hyphen>(?<={_LETTER})[‐‑\-]\s*(?={_LETTER}))"
# Pieces are joined in blocks: a text of nothing but double spaces has as many of them as words.
_BLOCK = 10_000


class FoldedText:
    """A text folded for comparison, with the place in the original of every place in it."""

    def __init__(self, original: str, *, hyphens: bool = True) -> None:
        """Without `hyphens`, those within words are left out: the end of a line may have brought them."""
        self.hyphens = hyphens
        # After each stretch that changed its length: the place in the folded text, and in the original.
        self._folded_at = array("q", [0])
        self._original_at = array("q", [0])
        composed = original.isascii() or unicodedata.is_normalized("NFC", original)
        pattern = _LENGTHS if composed else _uneven()
        if not hyphens:
            pattern = re.compile(f"{_HYPHEN}|{pattern.pattern}", re.DOTALL)
        blocks: list[str] = []
        pieces: list[str] = []
        done = length = 0
        for match in pattern.finditer(original):
            folded = _folded(match)
            if folded == match[0]:
                continue
            pieces += original[done : match.start()], folded
            length += match.start() - done + len(folded)
            done = match.end()
            self._folded_at.append(length)
            self._original_at.append(done)
            if len(pieces) > _BLOCK:
                blocks.append("".join(pieces))
                pieces.clear()
        self.text = "".join((*blocks, *pieces, original[done:])).translate(_ALIKE)

    def original(self, place: int) -> int:
        """The place in the original, in code points, of a place in the folded text."""
        step = bisect_right(self._folded_at, place) - 1
        start = self._original_at[step] + place - self._folded_at[step]
        if step + 1 < len(self._original_at):
            return min(start, self._original_at[step + 1])
        return start

    def place(self, original: int) -> int:
        """The place in the folded text of a place in the original."""
        step = bisect_right(self._original_at, original) - 1
        start = self._folded_at[step] + original - self._original_at[step]
        return min(start, self._folded_at[step + 1]) if step + 1 < len(self._folded_at) else start


def _folded(match: re.Match[str]) -> str:
    """What stands for a piece; of several marks or dashes that stand together, one."""
    piece, kind = match[0], match.lastgroup
    if kind is not None:
        return _STANDS_FOR[kind]
    if piece.isspace():
        return " "
    if piece in "…⋯":
        return "..."
    shown = unicodedata.normalize("NFKC" if _has_forms(piece) else "NFC", piece)
    return _HIDDEN.sub("", shown)


_STANDS_FOR = {
    "minus": " -",
    "dash": "-",
    "dashes": "-",
    "mark": "'",
    "marks": "'",
    "hyphen": "",
    "broken": "",
}
_has_forms = re.compile(f"[{_FORMS}]").match


@cache
def _uneven() -> re.Pattern[str]:
    """The stretches of a text that change when it is composed, beside spaces and unseen characters.

    Each is a character with those after it that can join it: combining marks, the vowel signs of Indic
    scripts, the parts of Hangul. Finding out which these are takes a while, and few texts need it.
    """
    joining, replaced = {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}, set()
    for code in range(0xA0, 0x20000):
        character = chr(code)
        if unicodedata.combining(character):
            joining.add(code)
        parts = unicodedata.decomposition(character).split()
        if parts and not parts[0].startswith("<"):
            joining.update(int(part, 16) for part in parts[1:])
            if unicodedata.normalize("NFC", character) != character:
                replaced.add(code)
    joins, changed = _class(joining), _class(replaced | set(range(0x2F800, 0x2FA20)))
    return re.compile(rf"{_PIECES}|[^{joins}][{joins}]+|[{changed}]|(?<!.)[{joins}]+", re.DOTALL)


def _class(codes: set[int]) -> str:
    return "".join(re.escape(chr(code)) for code in sorted(codes))


_SINGLE, _DOUBLE = "'’′", '"”″'
_BEHIND_NUMBER = re.compile(rf"(?<=\d)[{MARKS}]+")
_YEAR = re.compile(r"(?<!\d)\d{4}\Z")
# A mark before two digits, as in '90s, opens nothing.
_SIDES = {
    sort: re.compile(rf"(?P<opening>(?<!\w)[{marks}](?!\d\ds?\b)(?=\w))|(?<=\S)[{marks}](?!\w)")
    for sort, marks in ((_SINGLE, f"{_SINGLE}‘‚‛"), (_DOUBLE, f"{_DOUBLE}“„‟"))
}
# Code points before a mark in which the quotation that it closes begins.
_FARTHEST = 5000


def same_units(exact: str, text: str, parts: Sequence[Stretch]) -> bool:
    """Whether the numbers of a passage have the units of parts of a text that are alike but for marks."""
    ours = (_sort(match[0]) for match in _BEHIND_NUMBER.finditer(exact))
    theirs = (match for part in parts for match in _BEHIND_NUMBER.finditer(text, *part))
    both = zip(ours, theirs, strict=False)
    return all(one == _sort(match[0]) or not _unit(text, match) for one, match in both)


def units(text: str, start: int, end: int) -> str:
    """The units in a stretch of a text, one after the other, each as a sign of its own."""
    return "".join(_unit(text, match) for match in _BEHIND_NUMBER.finditer(text, start, end))


def _unit(text: str, match: re.Match[str]) -> str:
    """The unit for which the marks stand; nothing where they end a quotation."""
    sort = _sort(match[0])
    return "" if not sort or _closes(text, match, sort) else sort


def _sort(marks: str) -> str:
    """Of two marks together, as of a double one, the double; nothing for what is never a unit."""
    if marks in ("''", "’’", "′′"):
        return _DOUBLE
    return next((sort for sort in (_SINGLE, _DOUBLE) if marks[0] in sort), "")


def _closes(text: str, match: re.Match[str], sort: str) -> bool:
    """Whether the marks end a quotation that was opened before, and that nothing else ends."""
    sides = list(_SIDES[sort].finditer(text, max(0, match.start() - _FARTHEST), match.start()))
    opened = [at for at, side in enumerate(sides) if side["opening"] is not None]
    within = sides[opened[-1] + 1 :] if opened else sides
    if not opened or not all(_is_behind_number(text, side) for side in within):
        return False
    # Feet and minutes have fewer digits than most years.
    if within and (not _is_behind_year(text, match) or any(_is_behind_year(text, side) for side in within)):
        return False
    following = _SIDES[sort].search(text, match.end(), match.end() + _FARTHEST)
    if following is None or following["opening"] is not None:
        return True
    # An apostrophe stands behind a letter, too.
    return sort == _SINGLE and text[following.start() - 1].isalnum()


def _is_behind_number(text: str, side: re.Match[str]) -> bool:
    """Whether it may be a unit, too."""
    return text[side.start() - 1 : side.start()].isdigit()


def _is_behind_year(text: str, side: re.Match[str]) -> bool:
    return _YEAR.search(text[max(0, side.start() - 5) : side.start()]) is not None


# Vowels, tones and other marks of scripts without spaces, which stand with the letter before them, and marks
# that stand with any. A vowel of Thai and Lao is taken apart by folding; a letter of Burmese or Khmer that
# is written below another stands behind a sign that says so.
_JOINED = (
    "\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ecd"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d"
    "\u17b4-\u17d3\u17dd\u3099\u309a"
)
_JOINING = rf"(?:[{_JOINED}]|(?<=\u0e4d)\u0e32|(?<=\u0ecd)\u0eb2|(?<=[\u1039\u17d2])[{UNSPACED}])*"
WORD = re.compile(rf"(?:[{UNSPACED}]|[^\s{UNSPACED}]+){_JOINING}")
"""A word; where no spaces part them, each character with its marks counts as one."""
_HYPHENS = "-‐‑−"


class Word(NamedTuple):
    """A word of a text, with the space after it."""

    key: str
    """What makes it the same word: quotation marks, dashes and spaces are no difference."""
    start: int
    end: int
    """Behind its space, in code points of the text."""


def words_of(text: str, wanted: Iterable[str] = ()) -> list[Word]:
    """The words of a text; one over the end of a line has no hyphen where it is wanted so."""
    folded, known = FoldedText(text), frozenset(wanted)
    starts: list[tuple[int, str]] = []
    for match in WORD.finditer(folded.text):
        at = match.start()
        for part in _parts(folded, text, match):
            starts.append((folded.original(at), part))
            at += len(part)
    return [
        Word(_unbroken(key, text[start:end], known) + units(text, start, end), start, end)
        for (start, key), (end, _) in pairwise([*starts, (len(text), "")])
    ]


def _parts(folded: FoldedText, text: str, match: re.Match[str]) -> list[str]:
    """What stands between long dashes, or dashes with spaces; a hyphen parts nothing."""
    if "-" not in match[0]:
        return [match[0]]
    parts = [""]
    for at, character in enumerate(match[0], match.start()):
        parts[-1] += character
        if character == "-":
            dash = text[folded.original(at) : folded.original(at + 1)]
            if dash[:1] not in _HYPHENS or (len(dash) > 1 and "\n" not in dash):
                parts.append("")
    return [part for part in parts if part]


def _unbroken(key: str, written: str, wanted: frozenset[str]) -> str:
    if "\n" in written.rstrip() and (joined := FoldedText(written, hyphens=False).text.strip()) in wanted:
        return joined
    return key


def compare(passage: str, text: str, alike: Fold = lambda key: key) -> tuple[tuple[Run, ...], int]:
    """The runs in which the two agree and differ, and the number of words that differ.

    The distance is that of Levenshtein over words: put in, left out or replaced. Words agree where `alike`
    makes the same of them.
    """
    from rapidfuzz.distance import Levenshtein

    ours = words_of(passage)
    theirs = words_of(text, (word.key for word in ours))
    keys, others = ([alike(word.key) for word in words] for words in (ours, theirs))
    runs: list[Run] = []
    changed = 0
    for step in Levenshtein.opcodes(keys, others):
        mine = _written(passage, ours[step.src_start : step.src_end])
        other = _written(text, theirs[step.dest_start : step.dest_end])
        if step.tag == "equal":
            runs.append(Run("same", mine))
            continue
        changed += max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        runs += [Run("passage", mine)] if mine else []
        runs += [Run("text", other)] if other else []
    return _joined(runs), changed


def _written(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbouring changes as one: all that the passage has, then all that the text has."""
    joined: list[Run] = []
    waiting: list[Run] = []
    for run in runs:
        if run.kind == "same":
            joined += _by_side(waiting)
            waiting = []
            joined.append(run)
        else:
            waiting.append(run)
    return (*joined, *_by_side(waiting))


def _by_side(runs: list[Run]) -> list[Run]:
    passage = "".join(run.words for run in runs if run.kind == "passage")
    text = "".join(run.words for run in runs if run.kind == "text")
    return [run for run in (Run("passage", passage), Run("text", text)) if run.words]
