"""Finds passages in the text they come from: exactly, then folded, then nearly, never one for another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from timeline_tui.evidence.comparing import compare
from timeline_tui.evidence.folding import Folded
from timeline_tui.evidence.places import MOST_PLACES, places, windows
from timeline_tui.model.proof import Finding, State
from timeline_tui.model.timeline import Quote

_JOIN = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…)\s*")
# Parts joined by an ellipsis stand at most this far apart, in code points: some five paragraphs.
_NEAR = 3000
# Of 100: two sentences on one matter come to some 60, one sentence reworded to 70 and more.
_ALIKE = 70.0
# A text up to this long, in code points, is searched whole for a passage that shares no word with it.
_SHORT_TEXT = 100_000
# White space that may stand between a passage and its prefix or suffix, in code points.
_SLACK = 20
# Code points that a word can have; some scripts put no spaces between words.
_LONGEST_WORD = 40

Stretch = tuple[int, int]


def match(text: str, quotes: Sequence[Quote]) -> list[Finding]:
    """What became of each quote in the text, in their order."""
    findings: dict[int, Finding] = _found(text, dict(enumerate(quotes)), folded=None)
    left = {number: quote for number, quote in enumerate(quotes) if number not in findings}
    if left:
        findings |= _found(text, left, folded=Folded(text))
        left = {number: quote for number, quote in left.items() if number not in findings}
    if left:
        findings |= _nearest(text, left)
    return [findings[number] for number in range(len(quotes))]


def _found(text: str, quotes: Mapping[int, Quote], folded: Folded | None) -> dict[int, Finding]:
    """The quotes that stand in the text letter for letter or, with a folded text, when folded too."""
    key = _as_is if folded is None else _fold
    haystack = text if folded is None else folded.text
    needles = {number: _needles(key(quote.exact)) for number, quote in quotes.items()}
    starts = places(haystack, {part for parts in needles.values() for part in (parts[0], *parts[1])})
    findings: dict[int, Finding] = {}
    for number, quote in quotes.items():
        whole, parts = needles[number]
        stretches = [(start, start + len(whole)) for start in starts[whole]]
        if not stretches and len(parts) > 1:
            stretches = _joined(parts, starts)
        if stretches:
            chosen, remark = _choose(haystack, stretches, key(quote.prefix or ""), key(quote.suffix or ""))
            if folded is not None:
                chosen = folded.original(chosen[0]), folded.original(chosen[1])
            state: State = "verbatim" if folded is None else "normalised"
            findings[number] = Finding(state, *chosen, words=len(quote.exact.split()), remark=remark)
    return findings


def _as_is(text: str) -> str:
    return text


def _fold(text: str) -> str:
    return Folded(text).text


def _needles(exact: str) -> tuple[str, list[str]]:
    """The passage whole, and the parts that its ellipses join."""
    return exact, [part for part in _JOIN.split(exact) if part]


def _joined(parts: Sequence[str], starts: Mapping[str, list[int]]) -> list[Stretch]:
    """The stretches in which all parts stand in this order, each near the one before."""
    stretches = []
    for first in starts[parts[0]]:
        end = first + len(parts[0])
        for part in parts[1:]:
            held = starts[part]
            following = bisect_left(held, end)
            if following == len(held) or held[following] > end + _NEAR:
                break
            end = held[following] + len(part)
        else:
            stretches.append((first, end))
    return stretches


def _choose(text: str, stretches: Sequence[Stretch], prefix: str, suffix: str) -> tuple[Stretch, str | None]:
    """The stretch that prefix and suffix pick, and what is to be said where they do not pick one."""
    fitting = [
        (start, end) for start, end in stretches if _before(text, start, prefix) and _after(text, end, suffix)
    ]
    if len(fitting) == 1:
        return fitting[0], None
    if fitting:
        number = f"{len(fitting):,}" if len(fitting) < MOST_PLACES else f"at least {MOST_PLACES:,}"
        return fitting[0], f"ambiguous: it stands in {number} places; a prefix or suffix picks one"
    if len(stretches) >= MOST_PLACES:
        return stretches[0], f"its prefix and suffix stand around none of the first {MOST_PLACES:,} places"
    return stretches[0], "its prefix and suffix do not stand around it"


def _before(text: str, start: int, prefix: str) -> bool:
    prefix = prefix.rstrip()
    return text[max(0, start - len(prefix) - _SLACK) : start].rstrip().endswith(prefix)


def _after(text: str, end: int, suffix: str) -> bool:
    suffix = suffix.lstrip()
    return text[end : end + len(suffix) + _SLACK].lstrip().startswith(suffix)


def _nearest(text: str, quotes: Mapping[int, Quote]) -> dict[int, Finding]:
    near = windows(text, {quote.exact for quote in quotes.values()})
    return {number: _near(text, quote.exact, near[quote.exact]) for number, quote in quotes.items()}


def _near(text: str, exact: str, where: Sequence[Stretch]) -> Finding:
    words = len(exact.split())
    if not words:
        return Finding("not found")
    if not where and len(text) <= _SHORT_TEXT:
        where = [(0, len(text))]
    best_score, best = max((_score(exact, text, stretch) for stretch in where), default=(0.0, (0, 0)))
    if not best_score:
        return Finding("not found", words=words)
    start, end = _trim(exact, text, *_whole_words(text, *best))
    difference, changed = compare(exact, text[start:end])
    return Finding("altered", start, end, difference, changed, words)


def _score(exact: str, text: str, stretch: Stretch) -> tuple[float, Stretch]:
    """How like the passage the best part of the stretch is, out of 100; 0 where it is not alike."""
    from rapidfuzz.fuzz import partial_ratio_alignment, ratio

    start, end = stretch
    held = text[start:end]
    if len(exact) > len(held):
        return ratio(exact, held, score_cutoff=_ALIKE), (start, start + len(held))
    best = partial_ratio_alignment(exact, held, score_cutoff=_ALIKE)
    if best is None:
        return 0.0, stretch
    return best.score, (start + best.dest_start, start + best.dest_end)


def _whole_words(text: str, start: int, end: int) -> Stretch:
    """The stretch with the rest of the words that it cuts; what goes on for longer is no word."""
    first, last = start, end
    while (
        first > 0 and start - first <= _LONGEST_WORD and text[first - 1].isalnum() and text[first].isalnum()
    ):
        first -= 1
    while (
        last < len(text) and last - end <= _LONGEST_WORD and text[last - 1].isalnum() and text[last].isalnum()
    ):
        last += 1
    return (
        first if start - first <= _LONGEST_WORD else start,
        last if last - end <= _LONGEST_WORD else end,
    )


def _trim(exact: str, text: str, start: int, end: int) -> Stretch:
    """The stretch without words and marks at its ends that only came along with the alignment."""
    words = exact.split()
    stretch = text[start:end]
    most = len(stretch) // 4
    head = stretch.find(words[0])
    tail = len(stretch) - stretch.rfind(words[-1]) - len(words[-1])
    return start + (head if 0 < head <= most else 0), end - (tail if tail <= most else 0)
