"""The words that an index has: those that begin so, and those spelled like one that it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline_tui.index.records import TEXT, checked
from timeline_tui.index.schema import Asking

_MADE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, instance)"
_NEXT = "SELECT term FROM temp.vocabulary WHERE term >= ? LIMIT 1"
_AFTER = "\x01"
"""Makes of a word what no other word stands before that comes after it."""
# Words that are looked at for one, whatever the index holds.
_MOST_STEPS = 400
# Shorter words are like too many others, and longer ones than this may differ in two letters.
_SHORTEST, _LONG, _LONGEST = 3, 6, 40


def begun_so(ask: Asking, beginning: str, most: int) -> Sequence[str] | None:
    """All words that begin so, in their order; None where these are more than so many."""
    ask(_MADE)
    found: list[str] = []
    start = beginning
    while (word := _next(ask, start)) is not None and word.startswith(beginning):
        if len(found) == most:
            return None
        found.append(word)
        start = word + _AFTER
    return found


def _next(ask: Asking, start: str) -> str | None:
    """The first word that does not stand before this."""
    found = checked(ask(_NEXT, start), TEXT)
    return found[0][0] if found else None


def spelled_like(ask: Asking, word: str) -> list[str]:
    """The words that a letter or, of long ones, two set apart from it, the nearest first."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    ask(_MADE)
    most = 1 if len(word) < _LONG else 2
    # The first letter is nearly always right, which leaves few words to look at.
    found = _near(ask, word, most, word[0]) or _near(ask, word, 1, "")
    return sorted(found, key=lambda one: (found[one], one))


def _near(ask: Asking, word: str, most: int, begun: str) -> dict[str, int]:
    """The words that begin so and are at most so many letters apart from it, by how many they are."""
    near: dict[str, int] = {}
    start = begun or "0"
    for _ in range(_MOST_STEPS):
        term = _next(ask, start)
        if term is None or not term.startswith(begun):
            break
        apart, same = _apart(word, term, most)
        if apart is not None:
            near[term] = apart
        following = _following(word, term[:same], term[same:])
        if following is None:
            break
        start = following
    return near


def _apart(word: str, term: str, most: int) -> tuple[int | None, int]:
    """How many letters set them apart, None for more than `most`; how much of the term can lead to less."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for at in range(len(term)):
        following = list(_next_row(word, term, at, before, row))
        if min(following) > most and min(row) >= most:
            return None, at
        before, row = row, following
    return (row[-1] if row[-1] <= most else None), len(term)


def _next_row(word: str, term: str, at: int, before: list[int], row: list[int]) -> Iterator[int]:
    """The letters that set the term, as far as this one, apart from each beginning of the word."""
    last = at + 1
    yield last
    for place, letter in enumerate(word):
        last = min(row[place] + (letter != term[at]), row[place + 1] + 1, last + 1)
        if at and place and term[at - 1 : at + 1] == letter + word[place - 1]:
            # Two letters that changed places.
            last = min(last, before[place - 1] + 1)
        yield last


def _following(word: str, same: str, other: str) -> str | None:
    """What the next term worth looking at does not stand before; None where there is no more."""
    if not other:
        return same + _AFTER
    if later := [letter for letter in word if letter > other[0]]:
        return same + min(later)
    return same[:-1] + chr(ord(same[-1]) + 1) if same else None
