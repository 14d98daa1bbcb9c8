"""What the texts of a session propose for its file, and what of it is used and passed over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.render.document import Shades, Share
from timeline_tui.render.marking import Marked
from timeline_tui.render.wordings import ReadText, ShareCounts, counts_words, label_of, shape_of

if TYPE_CHECKING:
    from timeline_tui.gather.proposal import Proposal, TextPart
    from timeline_tui.index.sidecar import Findings, Mark
    from timeline_tui.session.selection import Stretch


class TextProposals:
    """What one text proposes, in its order."""

    def __init__(self, sha256: str, read: ReadText) -> None:
        self.source = read.source
        self.sha256 = sha256
        """Of the text."""
        self.read = read
        self.proposals: list[Proposal] = []
        self.end = 0
        """Up to where the text is read, in code points."""
        self.passed: set[Stretch] = set()
        """Where the proposals stand that were passed over."""
        self._findings: Findings | None = None
        self._used: list[Mark] = []
        self._became: list[Share] = []
        """What became of each proposal; made anew where it is empty."""
        self._counts: ShareCounts | None = None
        self._letters = 0
        """How many the text has, once they were counted."""

    def take(self, part: TextPart) -> None:
        """Add what the next part of the text proposes."""
        self.proposals += part.proposals
        self.end = part.end
        self._forget()

    def know(self, findings: Findings) -> None:
        """Compare with these passages from now on."""
        if findings is not self._findings:
            self._findings = findings
            self._used = findings.in_source(self.source, 0, len(self.read.text))
            self._forget()

    def pass_over(self, place: Stretch, *, over: bool) -> None:
        """Pass over the proposal that stands there, or no more."""
        (self.passed.add if over else self.passed.discard)(place)
        self._forget()

    def _forget(self) -> None:
        self._became, self._counts = [], None

    @property
    def is_whole(self) -> bool:
        """Whether all of the text is read."""
        return self.end >= len(self.read.text)

    def is_of(self, sha256: str, read: ReadText) -> bool:
        """Whether the same would come of it now."""
        was = self.read
        is_same = (sha256, read.source, read.publications) == (self.sha256, was.source, was.publications)
        return is_same and read.names == was.names

    @property
    def became(self) -> list[Share]:
        """What became of each proposal."""
        if not self._became and self.proposals:
            is_used = _overlaps(self._used, self.proposals)
            self._became = [
                "used" if used else "passed" if (one.start, one.end) in self.passed else "proposed"
                for used, one in zip(is_used, self.proposals, strict=True)
            ]
        return self._became

    def numbers(self, start: int, end: int, *, passed: bool) -> Iterator[int]:
        """The proposals that reach into a stretch and are to be shown; `passed` shows those, too."""
        shown = ("proposed", "passed") if passed else ("proposed",)
        for number, one in enumerate(self.proposals):
            if one.start < end and one.end > start and self.became[number] in shown:
                yield number

    def marked(self, start: int, end: int, *, passed: bool) -> list[Marked]:
        """The same, to be marked in the text."""
        found = []
        for number in self.numbers(start, end, passed=passed):
            one, is_passed = self.proposals[number], self.became[number] == "passed"
            shape = "passed over" if is_passed else shape_of(one)
            found.append(Marked(one.start, one.end, None, number, "", label_of(one, self.read), shape))
        return found

    def beside(self, place: int, number: int | None, direction: int, *, passed: bool) -> int | None:
        """The next proposal from a place or, where one is at one, from that; None where there is none."""
        shown = list(self.numbers(0, len(self.read.text), passed=passed))
        if number is not None:
            at = bisect_left(shown, number)
            here = at < len(shown) and shown[at] == number
            at = at - 1 if direction < 0 else at + here
        else:
            at = bisect_left(shown, place, key=lambda each: self.proposals[each].start)
            at -= direction < 0
        return shown[at] if 0 <= at < len(shown) else None

    @property
    def counts(self) -> ShareCounts:
        """How much of the text is used, proposed, passed over and none of them."""
        if self._counts is None:
            from timeline_tui.gather.proposal import letters_in

            text = self.read.text
            self._letters = self._letters or letters_in(text, [(0, len(text))])
            touched = letters_in(text, [part[:2] for part in self._parts()])
            untouched = (self._letters - touched) / self._letters if self._letters else 0.0
            became = self.became
            self._counts = ShareCounts(
                len(self._used), became.count("proposed"), became.count("passed"), untouched
            )
        return self._counts

    def _parts(self) -> Iterator[tuple[int, int, Share]]:
        for mark in self._used:
            yield mark.start, mark.end, "used"
        for one, became in zip(self.proposals, self.became, strict=True):
            if became != "used":
                yield one.start, one.end, became

    @property
    def shades(self) -> Shades:
        """The same, place by place."""
        return Shades(len(self.read.text), tuple(self._parts()))

    @property
    def told(self) -> str:
        """The same in a sentence."""
        return counts_words(self.counts) if self.is_whole else "Reading the text for proposals"


def _overlaps(used: list[Mark], proposals: list[Proposal]) -> Iterator[bool]:
    """Whether a passage of the file is each proposal, or the most of it, or it the most of the passage."""
    starts = [mark.start for mark in used]
    reach = list(accumulate((mark.end for mark in used), max))
    for one in proposals:
        at = bisect_left(starts, one.end) - 1
        found = False
        while at >= 0 and reach[at] > one.start and not found:
            start, end = used[at].start, used[at].end
            both = min(end, one.end) - max(start, one.start)
            found = both * 2 > min(end - start, one.end - one.start)
            at -= 1
        yield found


class PassedOver(NamedTuple):
    """A proposal that was passed over, and after how many edits of this run."""

    source: str
    place: Stretch
    edits: int


class Proposals:
    """What the texts that were open propose, and whether it is shown."""

    def __init__(self) -> None:
        self.on: bool | None = None
        """Whether proposals are shown; None before anybody said so: only in texts that are not used yet."""
        self.shows_passed = False
        """Whether those that were passed over are shown as well."""
        self.reading: TextProposals | None = None
        """What is being read of a text."""
        self.told: set[str] = set()
        """The sources of which it was told how much is proposed."""
        self.begun: set[str] = set()
        """The sources whose texts show them unasked."""
        self._texts: dict[str, TextProposals] = {}
        self._order: list[PassedOver] = []

    def is_on(self, source: str) -> bool:
        """Whether they are shown in the text of this source."""
        return source in self.begun if self.on is None else self.on

    def of(self, source: str) -> TextProposals | None:
        """What the text of a source proposes, once it is being read for it."""
        return self._texts.get(source)

    def shown(self, source: str) -> TextProposals | None:
        """The same, where it is to be shown."""
        return self._texts.get(source) if self.is_on(source) else None

    def take(self, held: TextProposals) -> None:
        """Show this of a text; until a text was read again, what it proposed before is."""
        before = self._texts.get(held.source)
        if before is None or held.is_whole:
            self._texts[held.source] = held

    def pass_over(self, held: TextProposals, place: Stretch, edits: int) -> bool:
        """Pass over a proposal, or take that back where it was; whether it is passed over now."""
        over = place not in held.passed
        held.pass_over(place, over=over)
        self._order = [one for one in self._order if (one.source, one.place) != (held.source, place)]
        if over:
            self._order.append(PassedOver(held.source, place, edits))
        return over

    def last_passed(self, edits: int) -> PassedOver | None:
        """What was passed over last, where no edit came after it."""
        return self._order[-1] if self._order and self._order[-1].edits >= edits else None

    def take_back(self) -> PassedOver:
        """Pass over the last one no more."""
        last = self._order.pop()
        if (held := self._texts.get(last.source)) is not None:
            held.pass_over(last.place, over=False)
        return last
