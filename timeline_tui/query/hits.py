"""Which characters of a text are hit by the words of a query."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline_tui.model.folding import WORD, placed, words
from timeline_tui.query.scan import Query, Term

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
