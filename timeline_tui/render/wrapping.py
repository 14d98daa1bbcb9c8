"""Text into lines of a width in cells: words stay whole, only words too long are cut, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rich.cells import cell_len, split_graphemes

from timeline_tui.model.limits import SHOWN
from timeline_tui.render.document import Line, Piece
from timeline_tui.visible import visible

MOST_CHARACTERS = SHOWN.value
"""Characters of one field that are drawn; a field may hold a whole book."""
MOST_BREAKS = 200
"""Line breaks of one field that are drawn."""

# Chinese and Japanese have no spaces: a line may end after each character, but punctuation that closes stays
# with what it closes.
_CJK = r"\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSES = r"、。〉》」』】〕！），．：；？｝\u3099\u309a\u0300-\u036f\ufe0f"
# A dash or a dot between words ends a line and begins none.
_WORD = re.compile(r" *([^ ]+(?: [·–—-](?= ))?)")
_FIRST_CJK = "\u2e80"


@cache
def _cjk_word() -> re.Pattern[str]:
    # It takes longer to compile than a page to draw, and most timelines never need it.
    return re.compile(rf" *((?:[{_CJK}][{_CLOSES}]*|[^ {_CJK}]+)(?: [·–—-](?= ))?)")


def spans(text: str, width: int, first: int | None = None) -> Iterator[tuple[int, int]]:
    """Where each line of the text begins and ends; `first` is the width of the first line where it differs.

    Only spaces are left out, at the ends of lines.
    """
    room = width if first is None else first
    start = end = used = 0
    words = _WORD if text.isascii() or max(text) < _FIRST_CJK else _cjk_word()
    for word in words.finditer(text):
        size = cell_len(word[0])
        if used + size <= room:
            end, used = word.end(), used + size
            continue
        if end > start:
            yield start, end
            room = width
        start = end = word.start(1)
        used = cell_len(word[1])
        if used > room:
            used = 0
            for at, stop, cells in split_graphemes(word[1])[0]:
                if used + cells > room and end > start:
                    yield start, end
                    start, used, room = word.start(1) + at, 0, width
                end, used = word.start(1) + stop, used + cells
        end = word.end()
    if end > start:
        yield start, end


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text that may hold line feeds; an empty line stays one."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += [paragraph[start:end] for start, end in spans(paragraph, max(width, 2))] or [""]
    return lines


def flow(pieces: Iterable[Piece], width: int, *, indent: int = 0, hang: int = 0) -> list[Line]:
    """The pieces as one paragraph, each in its role; lines after the first stand `hang` cells further in."""
    pieces = tuple(pieces)
    room = max(width - indent, 2)
    hang = min(hang, room - 2)
    lines: list[Line] = []
    for start, end in spans("".join(piece.text for piece in pieces), room - hang, room):
        margin = " " * (indent + (hang if lines else 0))
        lines.append(Line((*((Piece(margin),) if margin else ()), *_slice(pieces, start, end))))
    return lines


def _slice(pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[Piece]:
    for piece in pieces:
        size = len(piece.text)
        if start < size and end > 0:
            yield Piece(piece.text[max(start, 0) : end], piece.role)
        start, end = start - size, end - size


def fit(text: str, width: int, more: str = "…") -> str:
    """One line of a file's text, visible, and cut with a mark where it is wider than the width."""
    # The cut before `visible` keeps a title of a million characters cheap.
    shown = visible(text[: 8 * width + 64].replace("\n", " "))
    cut = len(text) > 8 * width + 64
    if not cut and cell_len(shown) <= width:
        return shown
    return crop(shown, max(width - cell_len(more), 0)) + crop(more, width)


def crop(text: str, width: int) -> str:
    """As much of the text's beginning as the width holds."""
    used = end = 0
    for _start, stop, cells in split_graphemes(text)[0]:
        if used + cells > width:
            break
        used, end = used + cells, stop
    return text[:end]


def cut(pieces: Iterable[Piece], width: int) -> Line:
    """The pieces up to the width, as a line."""
    kept: list[Piece] = []
    for piece in pieces:
        text = piece.text if cell_len(piece.text) <= width else crop(piece.text, width)
        width -= cell_len(text)
        kept.append(piece._replace(text=text))
    return Line(tuple(kept))


def in_cells(text: str) -> Iterator[str]:
    """What stands in each cell; nothing in the second of what takes two."""
    if text.isascii():
        yield from text
        return
    for start, stop, cells in split_graphemes(text)[0]:
        yield text[start:stop]
        yield from [""] * (cells - 1)


def pad(text: str, width: int) -> str:
    """The text with spaces up to the width."""
    return text + " " * (width - cell_len(text))


def capped(text: str, most: int = MOST_CHARACTERS) -> tuple[str, int]:
    """As much of a field as is drawn, visible, and how many characters of the file are not shown.

    The line feed that ends a block of YAML is not part of what it says.
    """
    text = text.replace("\r\n", "\n").removesuffix("\n")
    shown = "\n".join(text[:most].split("\n", MOST_BREAKS)[:MOST_BREAKS])
    return visible(shown, block=True), len(text) - len(shown)
