"""The one gate between text that came from a file and the terminal: what could act there is made visible.

What all rooms tell a person by when something cannot be done stands here, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

# C0, DEL and C1 act on a terminal; surrogates cannot be written; bidirectional controls reorder a row and
# zero-width ones hide in it (Unicode 16, Cf and the variation selectors); U+2028 and U+2029 break lines.
_ACTS = (
    r"\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    r"\U000e0000-\U000e0fff\U0001d173-\U0001d17a\U0001bca0-\U0001bca3\U00013430-\U0001343f"
)
# Persian and Indic words are spelled with joiners: between letters of the Arabic script, and behind a virama,
# where Unicode's identifiers allow them too (RFC 5892, appendix A). Anywhere else they only hide.
_JOINERS = "\u200c\u200d"
_ARABIC = r"\u0620-\u063f\u0641-\u0655\u066e-\u06d3\u0750-\u077f\u08a0-\u08c9"
_VIRAMAS = r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_SPELLED = rf"(?<=[{_ARABIC}])\u200c(?=[{_ARABIC}])|(?<=[{_VIRAMAS}])[{_JOINERS}]"
# More than this many combining marks on one letter draw over the neighbouring rows.
_MOST_MARKS = 4
StandIn = Callable[[str], str]
"""What stands in the place of letters that could act."""
_SPACED = {"\t": " "}


class NotDone(Exception):  # noqa: N818 - it says what is so
    """Something that cannot be done, with a sentence that says why and another with what to try."""

    difference: Sequence[str] = ()
    """What somebody else changed meanwhile, line by line; safe to print."""

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.hint = hint


def system_words(error: OSError | ValueError) -> str:
    """What the system says of a file that it does not open; some names it does not even look for."""
    return getattr(error, "strerror", None) or "this cannot be the name of a file"


@cache
def _unsafe(*, block: bool) -> re.Pattern[str]:
    # These take longer to compile than a screen to draw, and plain text needs none of them.
    return re.compile(f"(?!{_SPELLED}|\n)[{_ACTS}]" if block else f"(?!{_SPELLED})[{_ACTS}]")


@cache
def _tower() -> re.Pattern[str]:
    return re.compile(rf"[^\x00-\u02ff]{{{_MOST_MARKS + 1},}}")


def visible(text: str, *, block: bool = False) -> str:
    """The text with every control, override and hidden character shown as a mark.

    C0 controls read `^[`, all others `<U+009B>`; a tab becomes a space. With `block`, line feeds stay (and
    CR LF becomes LF), for text that is drawn line by line. More than four combining marks on one letter
    are cut to four and the rest counted: `<+12 marks>`. Joiners stay where a script is spelled with them.
    """
    if text.isascii() and text.isprintable():
        return text
    if block:
        text = text.replace("\r\n", "\n")
    text = _unsafe(block=block).sub(_mark, text)
    return _tower().sub(_cut_towers, text)


def hidden_in(text: str) -> tuple[int, str] | None:
    """Where the first character stands that `visible` lets not stand, and what it is; None where all can."""
    found = next((one for one in _unsafe(block=True).finditer(text) if one[0] not in _SPACED), None)
    return found and (found.start(), named(found[0]))


def named(character: str) -> str:
    """The character by its number and its name: U+200B (zero width space)."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def stood_in(text: str, stand_in: StandIn) -> str:
    """The text with another character for each that `visible` lets not stand; tabs and line feeds stay."""
    text = _unsafe(block=True).sub(lambda match: match[0] if match[0] == "\t" else stand_in(match[0]), text)
    return _tower().sub(lambda match: "".join(_stood_in_towers(match[0], stand_in)), text)


def _mark(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in _SPACED:
        return _SPACED[character]
    if code < 0x20 or code == 0x7F:
        return "^" + chr(code ^ 0x40)
    return f"<U+{code:04X}>"


def _stacks(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"} or character in _JOINERS


def _stood_in_towers(text: str, stand_in: StandIn) -> Iterator[str]:
    height = 0
    for character in text:
        height = height + 1 if _stacks(character) else 0
        yield stand_in(character) if height > _MOST_MARKS else character


def _cut_towers(match: re.Match[str]) -> str:
    shown: list[str] = []
    height = 0
    for character in match[0]:
        if _stacks(character):
            height += 1
            if height > _MOST_MARKS:
                continue
        else:
            _count_cut(shown, height)
            height = 0
        shown.append(character)
    _count_cut(shown, height)
    return "".join(shown)


def _count_cut(shown: list[str], height: int) -> None:
    if height > _MOST_MARKS:
        shown.append(f"<+{height - _MOST_MARKS} marks>")
