"""From a text, a part at a time, to proposals: passages, each with what the words beside it say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.evidence.resemblance import places
from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.language import Language
from timeline_tui.gather.names import Roster, Speaker, Speakers
from timeline_tui.gather.publication import begins_report
from timeline_tui.gather.sentences import Quoted, Slice, sentences
from timeline_tui.gather.speech import Kind, Speech, Utterance
from timeline_tui.gather.when import Moment, Reported, best, moments

_FEWEST_OF_NARRATION = 4


class HeldQuote(NamedTuple):
    """A passage that a file has already."""

    event: str
    """The id of its event."""
    exact: str


class Proposal(NamedTuple):
    """A passage that could go into a timeline; all that is said of it stands in its text."""

    exact: str
    """Letter for letter as in the text."""
    start: int
    end: int
    """In code points of the text."""
    kind: Kind
    speaker: Speaker | None
    cue: Slice | None
    """The verb that passes it on."""
    moment: Moment | None
    """When, by the words for it."""
    names: tuple[str, ...]
    """The ids of the names that it uses."""
    candidates: tuple[str, ...]
    """Names in it that the file does not know."""
    held: tuple[str, ...]
    """The ids of the events that have it already."""
    within: int | None
    """The start of the proposal that it is a part of."""
    is_sentence: bool = False
    """Whether it is one of the sentences of speech that is proposed as a whole before it."""


class Shares(NamedTuple):
    """What became of a text, in parts of its letters: 0.25."""

    used: float
    """In the file."""
    proposed: float
    """Proposed, and not in the file."""
    untouched: float


class Gathered(NamedTuple):
    """What a text proposes, in its order."""

    proposals: tuple[Proposal, ...]
    used: tuple[Slice, ...]
    """Where passages that the file has stand in the text."""
    shares: Shares


def gather(
    text: str,
    *,
    report: Reported | None = None,
    later: Sequence[tuple[int, Reported]] = (),
    known: Roster | None = None,
    quotes: Sequence[HeldQuote] = (),
    shown: str | None = None,
    language: Language = ENGLISH,
) -> Gathered:
    """Everything in a text that could go into a timeline.

    `report` are the days on which it can have been published, `later` where other reports begin in it and
    the days of those, `known` the names and `quotes` the passages of the file that it is gathered for.
    `shown` is the text as it is read, each letter in its place, where it has markup.
    """
    read = text if shown is None else shown
    speech = Speech(read, language)
    times = list(_times(read, speech, [(0, report), *later], language))
    said = _with_narration(read, speech, times)
    held = _held(text, quotes)
    maker = _Maker(read, speech, times, known or Roster({}), held, language)
    proposals = tuple(maker.proposals(said))
    if shown is not None:
        proposals = tuple(_as_written(one, text) for one in proposals)
    used = tuple(Slice(start, end) for start, end, _ in held)
    return Gathered(proposals, used, _shares(text, proposals, used))


def _as_written(one: Proposal, text: str) -> Proposal:
    """What was read without markup, letter for letter as the text has it; a name stays without it."""
    speaker = one.speaker
    if speaker is not None:
        speaker = speaker._replace(text=" ".join(speaker.text.split()))
    return one._replace(exact=text[one.start : one.end], speaker=speaker)


def _times(
    text: str, speech: Speech, reports: Sequence[tuple[int, Reported | None]], language: Language
) -> Iterator[Moment]:
    """The words for a time in the sentences of each report, which hang on its date."""
    dated = (sentence for sentence in speech.sentences if sentence.signs.of_time)
    places = [Slice(sentence.start, sentence.end) for sentence in dated]
    firsts = [0, *(bisect_left(places, (start, start)) for start, _ in reports[1:]), len(places)]
    for (_, report), (first, last) in zip(reports, pairwise(firsts), strict=True):
        for place in places[first:last]:
            found = moments(text, language, report, (place,))
            yield from (moment for moment in found if not begins_report(text, place, moment))


def _with_narration(text: str, speech: Speech, times: Sequence[Moment]) -> list[Utterance]:
    """What is said, and the sentences with a time in which nobody says anything."""
    said = speech.said()
    starts = [moment.start for moment in times]
    taken = {one.start for one in said if one.kind == "reported"}
    direct = [one for one in said if one.kind == "direct"]
    first_direct = [one.start for one in direct]
    found = list(said)
    for sentence in speech.sentences:
        here = starts[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if sentence.start in taken or all(_is_quoted(start, sentence.quotes) for start in here):
            continue
        near = bisect_left(first_direct, sentence.start)
        if near < len(direct) and direct[near].start < sentence.end:
            continue
        words = text[sentence.start : sentence.end].split()
        if sum(word[:1].islower() for word in words) >= _FEWEST_OF_NARRATION:
            found.append(Utterance(sentence.start, sentence.end, "narration", None, None))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _is_quoted(place: int, quotes: Sequence[Quoted]) -> bool:
    return any(quote.start <= place < quote.end for quote in quotes)


def _held(text: str, quotes: Sequence[HeldQuote]) -> list[tuple[int, int, str]]:
    """Where the passages of a file stand in the text, and the event of each."""
    if not quotes:
        return []
    found = places(text, (quote.exact for quote in quotes))
    return sorted(
        (start, start + len(quote.exact), quote.event) for quote in quotes for start in found[quote.exact]
    )


class _Maker:
    """Makes proposals of passages, one after the other."""

    def __init__(
        self,
        text: str,
        speech: Speech,
        times: Sequence[Moment],
        known: Roster,
        held: Sequence[tuple[int, int, str]],
        language: Language,
    ) -> None:
        self._text = text
        self._speech = speech
        self._times = times
        self._starts = [moment.start for moment in times]
        self._sentences = [sentence.start for sentence in speech.sentences]
        self._known = known
        self._held = held
        self._language = language
        self._speakers = Speakers(text, language, known)

    def proposals(self, said: Iterable[Utterance]) -> Iterator[Proposal]:
        """The proposals, in the order of the text."""
        around: Utterance | None = None
        for one in said:
            if around is not None and one.start >= around.end:
                around = None
            whole = self._proposal(one, around)
            yield whole
            if one.kind == "direct":
                yield from self._sentences_of(whole)
            if around is None and one.kind == "reported":
                around = one

    def _proposal(self, said: Utterance, around: Utterance | None) -> Proposal:
        speaker, moment = self._speakers.of(said.speaker), self._moment(said)
        within = None if around is None else around.start
        bare = Proposal("", 0, 0, said.kind, speaker, said.cue, moment, (), (), (), within)
        return self._of_passage(bare, said.start, said.end)

    def _of_passage(self, one: Proposal, start: int, end: int) -> Proposal:
        """The proposal with what a passage of the text says and names."""
        exact = self._text[start:end]
        return one._replace(
            exact=exact,
            start=start,
            end=end,
            names=tuple(self._known.in_text(exact)),
            candidates=tuple(self._known.new_in(exact, self._language)),
            held=tuple(self._events(start, end)),
        )

    def _sentences_of(self, whole: Proposal) -> Iterator[Proposal]:
        """Each sentence of speech that has several, since a reader may want no more than one of them."""
        found = list(sentences(self._text, [Slice(whole.start, whole.end)], self._language))
        part = whole._replace(within=whole.start, is_sentence=True)
        yield from (self._of_passage(part, *place) for place in (found if len(found) > 1 else ()))

    def _moment(self, said: Utterance) -> Moment | None:
        """The time in the sentence round the passage, but not in what somebody says in it."""
        sentence = self._speech.sentences[max(0, bisect_left(self._sentences, said.start + 1) - 1)]
        first = bisect_left(self._starts, min(sentence.start, said.start))
        last = bisect_left(self._starts, max(sentence.end, said.end))
        found = self._times[first:last]
        return best([moment for moment in found if not _is_quoted(moment.start, sentence.quotes)])

    def _events(self, start: int, end: int) -> list[str]:
        """The events of the file that have the passage, or the most of it."""
        found = []
        for first, last, event in self._held:
            both = min(last, end) - max(first, start)
            if both * 2 > min(last - first, end - start):
                found.append(event)
        return list(dict.fromkeys(found))


def _shares(text: str, proposals: Sequence[Proposal], used: Sequence[Slice]) -> Shares:
    """How much of the text is used, proposed and neither, by its characters that are no blanks."""
    total = len("".join(text.split()))
    if not total:
        return Shares(0.0, 0.0, 0.0)
    own = letters_in(text, used)
    both = letters_in(text, [*used, *(Slice(one.start, one.end) for one in proposals)])
    return Shares(own / total, (both - own) / total, (total - both) / total)


def letters_in(text: str, stretches: Iterable[tuple[int, int]]) -> int:
    """How many characters that are no blanks stand in the stretches, which may overlap."""
    count, reached = 0, 0
    for start, end in sorted(stretches):
        start = max(start, reached)
        if end > start:
            count += len("".join(text[start:end].split()))
            reached = end
    return count


_PART = 200_000
"""Code points that are gathered from at a time: half a second, and a paragraph more or less."""
_PARAGRAPH = "\n\n"


class TextPart(NamedTuple):
    """What one part of a text proposes, in places of the whole text."""

    proposals: tuple[Proposal, ...]
    end: int
    """Up to where the text is read."""


def gather_parts(
    text: str,
    report: Reported | None,
    known: Roster,
    size: int = _PART,
    later: Sequence[tuple[int, Reported]] = (),
    shown: str | None = None,
) -> Iterator[TextPart]:
    """The proposals of a text, part after part, each as far as the end of a paragraph."""
    start = 0
    while start < len(text):
        end = _end(text, start, size)
        within = [(max(0, place - start), days) for place, days in later if place < end]
        read = None if shown is None else shown[start:end]
        found = gather(text[start:end], report=report, later=within, known=known, shown=read)
        # A reader who wants one sentence of what somebody says selects it.
        whole = (one for one in found.proposals if not one.is_sentence)
        yield TextPart(tuple(_moved(one, start) if start else one for one in whole), end)
        start = end


def _end(text: str, start: int, size: int) -> int:
    if start + size >= len(text):
        return len(text)
    for sign in (_PARAGRAPH, "\n", " "):
        found = text.rfind(sign, start + size // 2, start + size)
        if found >= 0:
            return found + len(sign)
    return start + size


def _moved(one: Proposal, by: int) -> Proposal:
    speaker, moment = one.speaker, one.moment
    return one._replace(
        start=one.start + by,
        end=one.end + by,
        speaker=speaker
        and speaker._replace(
            start=speaker.start + by, end=speaker.end + by, words=speaker.words and speaker.words.moved(by)
        ),
        cue=one.cue and one.cue.moved(by),
        moment=moment and moment._replace(start=moment.start + by, end=moment.end + by),
        within=None if one.within is None else one.within + by,
    )
