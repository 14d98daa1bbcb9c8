"""Finds passages in the text they come from: exactly, then folded, then nearly, never one for another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from timeline_tui.evidence.alike import SOFT_HYPHENS, FoldedText, Stretch, compare, same_units, whole
from timeline_tui.evidence.omission import MOST_PLACES, Letters, Parts, context, joined, omission, parts_of
from timeline_tui.evidence.resemblance import Like, likest, places, windows
from timeline_tui.model.passage_states import Finding, State
from timeline_tui.model.timeline import Quote

# A text up to this long, in code points, is searched whole for a passage that shares no word with it.
_SHORT_TEXT = 100_000
# A passage up to this long, in code points, that is like nothing in the text is looked for by its letters.
_SHORT = 40
# White space that may stand between a passage and its prefix or suffix, in code points.
_SLACK = 20
_MARKS_ROUND = re.compile(r"^\W+|\W+\Z")
_BROKEN_WORD = re.compile(rf"[{SOFT_HYPHENS}‐‑-](?<=[^\W\d_].)\s+(?=[^\W\d_])")
_BROKEN_LINE = re.compile(rf"[{SOFT_HYPHENS}‐‑-](?<=[^\W\d_].)[ \t\r]*\n\s*(?=[^\W\d_])")
# Stands for a hyphen that a line's end may have brought.
_MAYBE = "\ue000"

_Findings = dict[int, Finding]


def match(text: str, quotes: Sequence[Quote]) -> list[Finding]:
    """What became of each quote in the text, in their order."""
    asked = dict(enumerate(quotes))
    findings = _as_is(text, asked)
    left = _left(asked, findings)
    if left:
        search = _Search(text)
        for look in (search.folded, search.unhyphenated, search.cut, search.near):
            findings |= look(left)
            left = _left(left, findings)
    return [findings[number] for number in range(len(quotes))]


def _left(quotes: Mapping[int, Quote], findings: Mapping[int, Finding]) -> dict[int, Quote]:
    return {number: quote for number, quote in quotes.items() if number not in findings}


def _as_is(text: str, quotes: Mapping[int, Quote]) -> _Findings:
    """The quotes that stand in the text letter for letter, with what stands round them where they say so."""
    starts = places(text, {quote.exact for quote in quotes.values()})
    findings: _Findings = {}
    for number, quote in quotes.items():
        stretches = [(start, start + len(quote.exact)) for start in starts[quote.exact]]
        if quote.prefix or quote.suffix:
            around = quote.prefix or "", quote.suffix or ""
            stretches = [stretch for stretch in stretches if _fits(text, stretch, *around)]
        entire = [stretch for stretch in stretches if whole(text, *stretch) == stretch]
        if entire:
            findings[number] = _finding("verbatim", quote, entire)
    return findings


class _Place(NamedTuple):
    """A place of a passage, in code points of the text, and in those of the folded text."""

    stretch: Stretch
    folded: Stretch
    parts: tuple[Stretch, ...] = ()
    """Those between which it leaves words out."""


class _Search:
    """Looks for what does not stand in a text letter for letter."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = FoldedText(text)
        self._joined: FoldedText | None = None
        """The text without hyphens, where some stand at the ends of lines."""
        self._within: dict[int, Sequence[_Place]] = {}
        """The places of quotes that take a word in two."""

    def folded(self, quotes: Mapping[int, Quote]) -> _Findings:
        """Those of which only marks, dashes, spaces or Unicode forms differ, if anything."""
        return self._entire_or_within(quotes, self._places(self._folded, quotes))

    def _places(self, folded: FoldedText, quotes: Mapping[int, Quote]) -> dict[int, Sequence[_Place]]:
        """Where each stands in the folded text, its numbers with the same units."""
        needles = {at: _fold(quote.exact, hyphens=folded.hyphens) for at, quote in quotes.items()}
        starts = places(folded.text, set(needles.values()))
        found: dict[int, Sequence[_Place]] = {}
        for number, quote in quotes.items():
            needle = needles[number]
            held = [self._place(folded, (start, start + len(needle))) for start in starts[needle]]
            found[number] = [one for one in held if same_units(quote.exact, self._text, [one.stretch])]
        return found

    def _entire_or_within(
        self, quotes: Mapping[int, Quote], found: Mapping[int, Sequence[_Place]]
    ) -> _Findings:
        """Those with a place that takes no word in two; the places of others are kept for what is cut."""
        findings: _Findings = {}
        for number, held in found.items():
            entire = [place for place in held if whole(self._text, *place.stretch) == place.stretch]
            if entire:
                findings[number] = self._chosen(quotes[number], entire)
            elif held:
                self._within[number] = held
        return findings

    def _place(self, folded: FoldedText, place: Stretch) -> _Place:
        stretch = self._stretch(folded, place)
        return _Place(stretch, place if folded is self._folded else self._in_folded(stretch))

    def _stretch(self, folded: FoldedText, place: Stretch) -> Stretch:
        """What a place of a folded text is in the text itself, without the spaces at its ends."""
        start, end = (folded.original(at) for at in place)
        held = self._text[start:end]
        return start + len(held) - len(held.lstrip()), end - len(held) + len(held.rstrip())

    def _chosen(self, quote: Quote, found: Sequence[_Place]) -> Finding:
        some, misplaced = self._pick(quote, found)
        same = [one for one in some if self._text[slice(*one.stretch)] == quote.exact.strip()]
        stretches = [one.stretch for one in same or some]
        return _finding("verbatim" if same else "normalised", quote, stretches, misplaced=misplaced)

    def _pick(self, quote: Quote, found: Sequence[_Place]) -> tuple[Sequence[_Place], bool]:
        """The places that prefix and suffix allow; all, and that it is so, where they allow none."""
        prefix, suffix = context(_fold(quote.prefix or ""), _fold(quote.suffix or ""))
        fitting = [place for place in found if _fits(self._folded.text, place.folded, prefix, suffix)]
        if not fitting:
            sides = (_fold(side or "", hyphens=False) for side in (quote.prefix, quote.suffix))
            prefix, suffix = (_MARKS_ROUND.sub("", side) for side in context(*sides))
            fitting = [place for place in found if self._fits_words(place.stretch, prefix, suffix)]
        return fitting or found, not fitting

    def _fits_words(self, stretch: Stretch, prefix: str, suffix: str) -> bool:
        """Whether the words stand round it, but for marks and for hyphens at the ends of lines."""
        text, (start, end) = self._unhyphenated.text, map(self._unhyphenated.place, stretch)
        before = _MARKS_ROUND.sub("", text[max(0, start - len(prefix) - _SLACK) : start])
        after = _MARKS_ROUND.sub("", text[end : end + len(suffix) + _SLACK])
        return bool(prefix or suffix) and before.endswith(prefix) and after.startswith(suffix)

    @cached_property
    def _unhyphenated(self) -> FoldedText:
        return FoldedText(self._text, hyphens=False)

    def unhyphenated(self, quotes: Mapping[int, Quote]) -> _Findings:
        """Those of which, besides, a word is hyphenated at the end of a line."""
        broken = bool(_BROKEN_LINE.search(self._text))
        some = {at: quote for at, quote in quotes.items() if broken or _BROKEN_WORD.search(quote.exact)}
        if not some:
            return {}
        self._joined = self._unhyphenated
        found = {
            at: [one for one in held if _same_but_breaks(some[at].exact, self._text[slice(*one.stretch)])]
            for at, held in self._places(self._joined, some).items()
        }
        return self._entire_or_within(some, found)

    def _in_folded(self, stretch: Stretch) -> Stretch:
        return self._folded.place(stretch[0]), self._folded.place(stretch[1])

    def cut(self, quotes: Mapping[int, Quote]) -> _Findings:
        """Those that leave words out, or take one in two, and else stand in the text."""
        findings = self._cut_in(self._folded, quotes)
        left = _left(quotes, findings)
        return findings if self._joined is None else findings | self._cut_in(self._joined, left)

    def _cut_in(self, folded: FoldedText, quotes: Mapping[int, Quote]) -> _Findings:
        parts = {at: parts_of(_fold(quote.exact, hyphens=folded.hyphens)) for at, quote in quotes.items()}
        asked = {part for held in parts.values() if held.joined for part in held.words}
        starts = places(folded.text, asked) if asked else {}
        findings: _Findings = {}
        for number, quote in quotes.items():
            held, found = parts[number], list(self._within.get(number, ()))
            if held.joined:
                entire = self._entire(folded, held, starts)
                found = [self._in_order(folded, one) for one in joined(held, entire)]
                found = [one for one in found if folded.hyphens or self._is_same(quote, one)]
                found = [one for one in found if same_units(quote.exact, self._text, one.parts)]
            if found:
                findings[number] = self._cut(quote, found, begins=held.begins, ends=held.ends)
        return findings

    def _is_same(self, quote: Quote, place: _Place) -> bool:
        """Whether each part is the same but for hyphens at the ends of lines."""
        parts = parts_of(_fold(quote.exact)).words
        held = [self._text[slice(*part)] for part in place.parts]
        return len(parts) == len(held) and all(map(_same_but_breaks, parts, held))

    def _entire(
        self, folded: FoldedText, parts: Parts, starts: Mapping[str, Sequence[int]]
    ) -> dict[str, Sequence[int]]:
        """The places of each part that take no word in two, where it has any."""
        chosen: dict[str, Sequence[int]] = {}
        for part in parts.words:
            found = ((start, self._stretch(folded, (start, start + len(part)))) for start in starts[part])
            entire = [start for start, stretch in found if whole(self._text, *stretch) == stretch]
            chosen[part] = entire or starts[part]
        return chosen

    def _in_order(self, folded: FoldedText, parts: Sequence[Stretch]) -> _Place:
        held = tuple(self._stretch(folded, part) for part in parts)
        stretch = held[0][0], held[-1][1]
        return _Place(stretch, self._in_folded(stretch), held)

    def _cut(self, quote: Quote, found: Sequence[_Place], *, begins: bool, ends: bool) -> Finding:
        some, misplaced = self._pick(quote, found)
        # Of those that begin at different places, the one that leaves out least.
        some = sorted(some, key=lambda one: one.folded[1] - one.folded[0])
        parts = some[0].parts or (some[0].stretch,)
        left_out = omission(self._text, parts, begins=begins, ends=ends)
        stretches = [one.stretch for one in some]
        if left_out.nothing:
            return _finding("normalised", quote, stretches, misplaced=misplaced)
        finding = _finding("cut", quote, stretches, left_out.remark, misplaced=misplaced)
        return finding._replace(difference=left_out.difference, changed=left_out.words)

    def near(self, quotes: Mapping[int, Quote]) -> _Findings:
        """Those that come near to something in the text, and those that do not."""
        folded = self._folded.text
        needles = {number: _fold(quote.exact) for number, quote in quotes.items()}
        where = windows(folded, set(needles.values()))
        whole_text = [(0, len(folded))] if len(folded) <= _SHORT_TEXT else []
        found = {
            number: likest(needles[number], folded, where[needles[number]] or whole_text) for number in quotes
        }
        short = [number for number in found if not found[number] and len(needles[number]) <= _SHORT]
        if whole_text and short:
            letters = Letters(folded)
            found |= {
                number: [Like(0, stretch) for stretch in letters.stretches(needles[number])]
                for number in short
            }
        return {number: self._near(quote, found[number]) for number, quote in quotes.items()}

    def _near(self, quote: Quote, found: Sequence[Like]) -> Finding:
        if not found:
            return Finding("not found", words=len(quote.exact.split()))
        some, misplaced = self._pick(quote, [self._place(self._folded, like.stretch) for like in found])
        scores = {like.stretch: like.score for like in found}
        best = (one.stretch for one in some if scores[one.folded] == scores[some[0].folded])
        entire = list(dict.fromkeys(whole(self._text, *stretch) for stretch in best))
        difference, changed = compare(quote.exact, self._text[slice(*entire[0])])
        finding = _finding("altered", quote, entire, misplaced=misplaced)
        return finding._replace(difference=difference, changed=changed)


def _finding(
    state: State,
    quote: Quote,
    stretches: Sequence[Stretch],
    remark: str | None = None,
    *,
    misplaced: bool = False,
) -> Finding:
    """The first of the places, and that there are more."""
    count = len(stretches)
    if misplaced:
        sides = " and ".join(side for side in ("prefix", "suffix") if getattr(quote, side))
        do = "do" if quote.prefix and quote.suffix else "does"
        remark = f"{remark}; " * bool(remark) + f"its {sides} {do} not stand around it"
    if count > 1:
        number = f"{count:,}" if count < MOST_PLACES else f"at least {MOST_PLACES:,}"
        picks = f", and {remark}" if remark else "; a prefix or suffix picks one"
        remark = f"ambiguous: it stands in {number} places{picks}"
    words = len(quote.exact.split())
    return Finding(state, *stretches[0], words=words, remark=remark, misplaced=misplaced)


def _fold(text: str, *, hyphens: bool = True) -> str:
    return FoldedText(text, hyphens=hyphens).text.strip()


def _fits(text: str, stretch: Stretch, prefix: str, suffix: str) -> bool:
    """Whether prefix and suffix stand round the stretch."""
    start, end = stretch
    prefix, suffix = prefix.rstrip(), suffix.lstrip()
    before = text[max(0, start - len(prefix) - _SLACK) : start]
    after = text[end : end + len(suffix) + _SLACK]
    return before.rstrip().endswith(prefix) and after.lstrip().startswith(suffix)


def _same_but_breaks(exact: str, held: str) -> bool:
    """Whether two wordings are one where a hyphen at the end of a line may be one of the word or none."""
    ours = _fold(_BROKEN_WORD.sub(_MAYBE, exact))
    theirs = _fold(_BROKEN_LINE.sub(_MAYBE, held))
    at = other = 0
    while at < len(ours) and other < len(theirs):
        one, two = ours[at], theirs[other]
        if one == two or {one, two} == {_MAYBE, "-"}:
            at, other = at + 1, other + 1
        elif _MAYBE in {one, two}:
            at, other = at + (one == _MAYBE), other + (two == _MAYBE)
        else:
            return False
    return not (ours[at:] + theirs[other:]).replace(_MAYBE, "")


# Code points to each side that are looked at; what is the same for longer is a copy of the whole page.
_FARTHEST = 1000
_FIRST, _MOST_TRIES = 24, 8


_KEPT: dict[State, str] = {
    "verbatim": "This passage stands in its text letter for letter",
    "normalised": "This passage has the words of its text: only marks, spaces or line ends differ",
    "not found": "This passage was not found in its text, which has no words for it: e edits the file",
    "no text held": "No text of this passage is held",
}


class Anchor(NamedTuple):
    """The words round a passage; None where it needs none on that side."""

    prefix: str | None = None
    suffix: str | None = None


def anchored(text: str, start: int, end: int) -> Anchor | None:
    """What picks the passage between two places of the text; None where nothing near it does."""
    exact = text[start:end]
    if len(places(text, [exact])[exact]) < 2:
        return Anchor()
    reach = _FIRST
    for _ in range(_MOST_TRIES):
        before, after = _before(text, start, reach), _after(text, end, reach)
        for anchor in (Anchor(before, None), Anchor(None, after), Anchor(before, after)):
            if _picks(text, start, exact, anchor):
                return anchor
        if reach >= _FARTHEST:
            break
        reach *= 2
    return None


class Correction(NamedTuple):
    """A passage in the words of its text."""

    words: dict[str, str]
    """What stands in `exact`, and in `prefix` and `suffix` where those did not fit any more."""
    remark: str | None
    """What is to be said of the place that they are from."""


def kept(finding: Finding) -> str | None:
    """Why such a passage is left as it is, in a sentence; None where its text has other words."""
    reason = _KEPT.get(finding.state)
    return f"{reason}: {finding.remark}" if finding.state == "no text held" and finding.remark else reason


def mended(text: str, quote: Quote) -> Correction | str:
    """The passage letter for letter as the text has it, all words included; or why it is left as it is."""
    (found,) = match(text, [quote])
    if (reason := kept(found)) is not None or found.start is None or found.end is None:
        return reason or _KEPT["not found"]
    start, end = whole(text, found.start, found.end)
    words = {"exact": text[start:end]}
    if not _is_verbatim(text, quote, words):
        around = {"prefix": _before(text, start, _FIRST), "suffix": _after(text, end, _FIRST)}
        words |= {side: said for side, said in around.items() if said and getattr(quote, side)}
    if not _is_verbatim(text, quote, words):
        return "What stands round this passage does not lead to the words of its text: e edits the file"
    place = found.remark if found.state == "altered" else None
    return Correction(words, place)


def _is_verbatim(text: str, quote: Quote, words: dict[str, str]) -> bool:
    prefix, suffix = (words.get(side, getattr(quote, side)) for side in ("prefix", "suffix"))
    (found,) = match(text, [Quote(exact=words["exact"], prefix=prefix, suffix=suffix)])
    return found.state == "verbatim" and not found.misplaced


def _picks(text: str, start: int, exact: str, anchor: Anchor) -> bool:
    (found,) = match(text, [Quote(exact=exact, prefix=anchor.prefix, suffix=anchor.suffix)])
    return (found.state, found.start, found.remark) == ("verbatim", start, None)


def _before(text: str, start: int, reach: int) -> str | None:
    """The words before a place, from the beginning of one."""
    first = max(0, start - reach)
    held = text[first:start]
    cut = first > 0 and not text[first - 1].isspace()
    words = held.split(None, 1) if not held[:1].isspace() else []
    return (words[1] if cut and len(words) == 2 else held).strip() or None


def _after(text: str, end: int, reach: int) -> str | None:
    """The words after a place, up to the end of one."""
    held = text[end : end + reach]
    cut = end + reach < len(text) and not text[end + reach].isspace()
    words = held.rsplit(None, 1)
    return (words[0] if cut and len(words) == 2 else held).strip() or None
