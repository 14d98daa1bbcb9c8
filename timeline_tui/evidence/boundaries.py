"""Where the words and numbers of a text begin and end, so that none is taken in two."""

from __future__ import annotations

import re
import unicodedata

from timeline_tui.model.folding import UNSPACED

Stretch = tuple[int, int]

# Code points to each side that are looked at; what goes on for longer is no word.
_FARTHEST = 60
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
    | {"\xad": "h", "¬": "l"}
)
# Over the sorts of characters: a letter, 0 digit, x letter of a script without spaces, m mark that joins the
# one before, u unseen, h soft hyphen, l one at the end of a line, n minus or the like, d en dash, s space
# that breaks no line, $ currency, % unit. Of a number in groups of thousands, all but the first have three
# digits; one that begins a line may be of a column, and is not joined to the next. Of two years, the second
# may be short (2019–20); in full it is a number of its own.
_TOKEN = re.compile(
    r"(?:(?<![0am])[-n](?=\$?0))?(?:\$(?=0))?"
    r"(?:(?:0{1,3}[s ]|(?<!\n)0{1,3}[ \t\r]*\n[ \t]*)000(?!0)(?:(?:[s ]|[ \t\r]*\n[ \t]*)000(?!0))*|[a0m])"
    r"(?:[a0m]|[uh]+(?=[a0m])|['@&-](?=[a0])|(?<=[am])d(?=a)|[-hl][ \t\r]*\n\s*(?=a)"
    r"|(?<=0)[.,:/'](?=0)|(?<=0)(?<!0000)[.,'][ \t\r]*\n\s*(?=000(?!0))|(?<=0)[%$]|(?<=a)\$(?=0)"
    r"|(?<=0000)(?<!00000)d(?=00(?!0)))*"
    r"|x[muh]*"
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
    first = max(0, place - _FARTHEST)
    # Most places are beside a space, most of these near no hyphen at the end of a line and in no number.
    if (before in " \n" or after in " \n") and _OVER_BLANKS.search(text, first, place + 12) is None:
        return None
    for token in _TOKEN.finditer("".join(map(_sort, text[first : place + _FARTHEST]))):
        if first + token.start() < place < first + token.end():
            return first + token.start(), first + token.end()
    return None


def _sort(character: str) -> str:
    """The sort of a character, in a sign; what is of none stands for itself."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isdecimal():
        return "0"
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Sc":
        return "m" if category[0] == "M" else "$"
    if _UNSPACED.match(character):
        return "x"
    return "a" if character.isalnum() or character == "_" else character if character < "\x80" else "~"
