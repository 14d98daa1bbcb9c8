"""Files that somebody, an editor, a merge or a disk has changed in a place or two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

STRANGE = [
    "\t", "\r", "\n", "\n\n", " ", "  ", '"', "'", "[", "]", "{", "}", ": ", ":", "- ", "-", "#", " #",
    "&a ", "*a", "!t ", "|", "> ", "? ", "@", "`", "%", ",", "~", "<<: ", "\\", "\\u", "---\n", "...\n",
    "<<<<<<< x\n", "=======\n", "events:\n", "\ufeff", "\u2028", "\u2029", "\x85", "\xa0", "\u200b",
    "\u202e", "\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\ufffe", "\U0001fffe", "e\u0301", "👩‍👧",
    "\u0600", "id: a", "title: ", "quotes: [", "date: 2024-13",
]  # fmt: skip
RAW = [b"\xff", b"\xc2", b"\xe2\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]
_LONGEST = 60


def _inserted(data: bytes, at: int, random: Random) -> bytes:
    strange = random.choice(RAW) if random.random() < 0.1 else random.choice(STRANGE).encode()
    return data[:at] + strange + data[at:]


def _mistyped(data: bytes, at: int, random: Random) -> bytes:
    """With another letter or digit in the place of one, which mostly leaves a sound file."""
    while at < len(data) and not chr(data[at]).isalnum():
        at += 1
    other = random.choice("0123456789" if data[at : at + 1].isdigit() else "aeiou")
    return data[:at] + other.encode() + data[at + 1 :] if at < len(data) and data[at] < 0x80 else data


def _dropped(data: bytes, at: int, random: Random) -> bytes:
    return data[:at] + data[at + random.choice([1, 1, 1, 2, random.randrange(1, _LONGEST)]) :]


def _doubled(data: bytes, at: int, random: Random) -> bytes:
    end = at + random.randrange(1, _LONGEST)
    return data[:end] + data[at:end] + data[end:]


def _swapped(data: bytes, at: int, random: Random) -> bytes:
    middle, end = at + random.randrange(1, _LONGEST), at + _LONGEST + random.randrange(_LONGEST)
    return data[:at] + data[middle:end] + data[at:middle] + data[end:]


def _joined(data: bytes, at: int, _: Random) -> bytes:
    """Without the line break that comes next."""
    end = data.find(b"\n", at)
    return data if end < 0 else data[:end] + data[end + 1 :]


def _indented(data: bytes, at: int, random: Random) -> bytes:
    start = data.rfind(b"\n", 0, at) + 1
    if random.random() < 0.5:
        return data[:start] + random.choice([b" ", b"  ", b"    ", b"\t"]) + data[start:]
    blank = len(data) - start - len(data[start:].lstrip(b" ")) if data[start : start + 1] == b" " else 0
    return data[:start] + data[start + random.randrange(blank + 1) :]


def _moved(data: bytes, at: int, random: Random) -> bytes:
    """With some lines in another place, or in both."""
    start = data.rfind(b"\n", 0, at) + 1
    end = start
    for _ in range(random.choice([1, 1, 2, 12])):
        end = data.find(b"\n", end) + 1 or len(data)
    rest = data[:start] + data[end:] if random.random() < 0.5 else data
    to = rest.find(b"\n", random.randrange(len(rest) + 1)) + 1
    return rest[:to] + data[start:end] + rest[to:]


def _cut_off(data: bytes, at: int, _: Random) -> bytes:
    return data[:at]


def _replaced(data: bytes, at: int, random: Random) -> bytes:
    word = random.choice([b"title", b"id", b"source", b"a", b"2024", b"  - ", b"events", b"name"])
    found = data.find(word, at)
    other = random.choice([b"", b"titel", b"x", word.upper(), word + word])
    return data if found < 0 else data[:found] + other + data[found + len(word) :]


_CHANGES: Sequence[Callable[[bytes, int, Random], bytes]] = (
    *(
        _mistyped,
        _mistyped,
        _mistyped,
        _mistyped,
        _inserted,
        _inserted,
        _inserted,
        _dropped,
        _dropped,
        _doubled,
        _swapped,
    ),
    *(_joined, _joined, _indented, _indented, _moved, _replaced, _cut_off),
)


def mutant(data: bytes, seed: int, near: Sequence[int] = ()) -> bytes:
    """The bytes, changed in a place or two; often at one of the places that they are cut at."""
    random = Random(seed)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        at = random.randrange(len(data) + 1)
        if near and random.random() < 0.6:
            at = min(
                max(random.choice(near) + random.choice([-2, -1, 0, 1, random.randrange(-90, 90)]), 0),
                len(data),
            )
        change = random.choice(_CHANGES)
        # A file that ends soon is the same for all that stood below.
        if change is not _cut_off or random.random() < 0.3:
            data = change(data, at, random)
    return data
