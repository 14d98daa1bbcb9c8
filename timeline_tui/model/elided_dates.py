"""Two dates of which one leaves out what the other says: 22 to 23 May 2023, 1850 to 59, 50-40 BC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from timeline_tui.model.foreign_dates import ABOUT
from timeline_tui.model.plain_dates import HAS_ERA, IS_BEFORE, LEADING, Meanings, best

# A day, or a day and a month, before a whole date in numbers: 12.-14.3.2024, 12.3.-14.4.2024.
_IN_NUMBERS = re.compile(r"[0-9]{1,2}(([./])[0-9]{1,2}(\2[0-9]{4}))")
_SHORT_IN_NUMBERS = re.compile(r"([0-9]{1,2})([./][0-9]{1,2})?\.?")
# What the end of a text can lend to a beginning that leaves it out.
_LENT = re.compile(r"(?:[a-z]|n?[0-9]{3}|[0-9]{1,2} ?(?:b\.?c|a\.?d|c\.?e))")
# Nobody writes more, and each is tried.
_MOST_LENT = 4
_LONGEST_YEAR = 366

Reader: TypeAlias = "Callable[[str], Meanings]"
"""Reads one date."""


def begun(text: str, last: str, read: Reader) -> Meanings:
    """The start, which may leave out what the end says: 22 to 23 May 2023, 50-40 BC, 17th-19th century."""
    return best(read(whole) for whole in _beginnings(text, last))


def _beginnings(text: str, last: str) -> Iterator[str]:
    alone = HAS_ERA.search(last) is not None and not HAS_ERA.search(text)
    lacks = alone and IS_BEFORE.search(last) is not None
    if not lacks:
        yield text
    short, full = _SHORT_IN_NUMBERS.fullmatch(text), _IN_NUMBERS.fullmatch(last)
    if short and full:
        yield f"{short[1]}{short[2]}{full[3]}" if short[2] else f"{short[1]}{full[1]}"
    # The most first where an era can be lent alone: 15-17 March 44 BC is not from 15 BC on.
    for lent in reversed([*_endings(last)]) if alone else _endings(last):
        if not lacks or HAS_ERA.search(lent):
            yield f"{text} {lent}"


def _endings(text: str) -> Iterator[str]:
    """The last words of a text, the fewest first, that can stand behind another one."""
    bare = re.sub(r"[ ?~]+$", "", text)
    blanks = re.finditer(r"[ ,]+|(?<=[0-9])(?=b\.?c|a\.?d|c\.?e)", bare)
    for at in [match.end() for match in blanks][: -_MOST_LENT - 1 : -1]:
        if _LENT.match(bare, at):
            yield bare[at:]


def ended(start: str, text: str, read: Reader) -> Meanings:
    """The end, which may leave out what the start says: May 5-7, 1850 to 59, 5 May to 7 June."""
    about = ABOUT.match(start)
    short = re.fullmatch(r"(?:the )?([0-9]{3,4}) ?(s?)", start[about.end() :] if about else start)
    last = re.match(r"([0-9]{1,3})(?![0-9])(s|\b(?! ?[a-z/.-]))", text)
    cut = ""
    # Three digits to 366 are a day of the year, be it one that this year does not have.
    is_day = last is not None and len(last[1]) == 3 and int(last[1]) <= _LONGEST_YEAR
    if short and last and len(last[1]) < len(short[1]) and short[2] == last[2] and not is_day:
        cut = short[1][: len(short[1]) - len(last[1])] + text
    era_cut = _era_cut(start, text)
    if era_cut:
        why = f"{start}-{text.upper()} can be a time of many years or of few"
        return tuple(one._replace(why=why) for one in (*read(text), *read(era_cut)) if one.is_sound)
    if IS_BEFORE.search(start) and re.fullmatch("[0-9]{1,3}", text):
        why = f"{text} can be a year before Christ or after"
        eras = (*read(f"{text} bc"), *read(f"ad {text}"))
        return tuple(one._replace(why=why) for one in eras)
    wholes = [cut] if cut else [text, *_finished(start, text)]
    return best(read(whole) for whole in wholes)


def _era_cut(start: str, text: str) -> str:
    """480-79 BC can be 480 to 479, too."""
    first, last = re.fullmatch(r"([0-9]{2,4})", start), re.fullmatch(r"([0-9]{1,3})( ?b\.?c.*)", text)
    if first is None or last is None or len(last[1]) >= len(first[1]):
        return ""
    whole = first[1][: len(first[1]) - len(last[1])] + last[1]
    return whole + last[2] if int(whole) < int(first[1]) else ""


def _finished(start: str, text: str) -> Iterator[str]:
    if iso := re.fullmatch(r"(-?[0-9]{4}-)([0-9]{2}-?)([0-9]{2})?", start):
        yield f"{iso[1]}{iso[2]}{text}" if iso[3] and len(text) == 2 else f"{iso[1]}{text}"
    if named := re.fullmatch(r"(.*[a-z]\.?) [^ ]+", start):
        yield f"{named[1]} {text}"
    if era := LEADING.match(start):
        yield f"{era[0]}{text}"
    for lent in _endings(start):
        yield f"{text} {lent}"
