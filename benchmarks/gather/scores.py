"""What of it that people marked is proposed, and what is proposed that nobody marked."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.gather.corpus import Article, Place
from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.proposal import Proposal, gather
from timeline_tui.gather.publication import report_of
from timeline_tui.gather.sentences import paragraphs, sentences

_MARKS = "\"“‘'`«„"
_FEWEST_WORDS, _OVERLAP, _COVERED = 4, 0.8, 0.5
_BEHIND_NAME = re.compile(r",| of | for | who | at | in | from | with | \(")
_NAME_WORD = re.compile(r"[\w’'-]+")
_NO_NAMES = frozenset(
    ("he", "she", "they", "it", "i", "we", "you", "who", "him", "her", "them", "that", "which", "this")
)


@dataclass
class Score:
    """Of so many, so many right."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """One more."""
        self.total += 1
        self.right += right

    @property
    def share(self) -> float:
        """The part that is right."""
        return self.right / self.total if self.total else 0.0


@dataclass
class Measured:
    """The scores of a corpus."""

    found: Score = field(default_factory=Score)
    """Fragments of content that begin with a quotation mark: proposed as direct."""
    whole: Score = field(default_factory=Score)
    """The same, where parts of one content with only a blank between them are one fragment."""
    sound: Score = field(default_factory=Score)
    """Proposals of direct speech: content."""
    speakers: Score = field(default_factory=Score)
    """Fragments whose source is a name: its last word is the speaker's."""
    hits: int = 0
    """Sentences with reported content, proposed."""
    extra: int = 0
    """Sentences proposed as reported, with no such content."""
    missed: int = 0
    """Sentences with reported content that are not proposed."""
    letters: int = 0
    seconds: float = 0.0

    @property
    def f1(self) -> float:
        """Of sentences with reported content."""
        return 2 * self.hits / max(2 * self.hits + self.extra + self.missed, 1)


def measure(article: Article, measured: Measured) -> None:
    """Add one text to the scores."""
    began = time.process_time()
    proposals = gather(article.text, report=report_of("2016-10-01")).proposals
    measured.seconds += time.process_time() - began
    measured.letters += len(article.text.encode())
    direct = [one for one in proposals if one.kind == "direct"]
    _direct(article, direct, measured)
    content = [place for one in article.attributions for place in one.content]
    for one in direct:
        both = sum(max(0, min(end, one.end) - max(start, one.start)) for start, end in content)
        measured.sound.add(both >= _COVERED * (one.end - one.start))
    _reported(article, [one for one in proposals if one.kind == "reported"], measured)


def _direct(article: Article, direct: Sequence[Proposal], measured: Measured) -> None:
    text = article.text
    for one in article.attributions:
        name = _last_name(" ".join(text[slice(*place)] for place in one.source[:1]))
        for place in filter(lambda place: _is_speech(text, place), one.content):
            found = _nearest(place, direct)
            measured.found.add(found is not None)
            if name is not None:
                speaker = found.speaker.text if found is not None and found.speaker is not None else ""
                measured.speakers.add(_last_word(speaker) == name)
        for place in filter(lambda place: _is_speech(text, place), _joined(text, one.content)):
            measured.whole.add(_nearest(place, direct) is not None)


def _is_speech(text: str, place: Place) -> bool:
    held = text[slice(*place)]
    return held[:1] in _MARKS and len(held.split()) >= _FEWEST_WORDS


def _joined(text: str, places: Sequence[Place]) -> Iterator[Place]:
    held: Place | None = None
    for place in places:
        between = text[held[1] : place[0]] if held is not None else ""
        if held is not None and between == " ":
            held = (held[0], place[1])
            continue
        if held is not None:
            yield held
        held = place
    if held is not None:
        yield held


def _nearest(place: Place, proposals: Sequence[Proposal]) -> Proposal | None:
    for one in proposals:
        both = min(place[1], one.end) - max(place[0], one.start)
        if both > 0 and both >= _OVERLAP * (max(place[1], one.end) - min(place[0], one.start)):
            return one
    return None


def _last_name(source: str) -> str | None:
    """The last word of a source that is a name; None where it is a pronoun or a thing."""
    word = _last_word(_BEHIND_NAME.split(source.strip())[0])
    return word if word[:1].isupper() and word.lower() not in _NO_NAMES else None


def _last_word(text: str) -> str:
    words = _NAME_WORD.findall(text)
    return re.sub(r"['’]s?\Z", "", words[-1]) if words else ""


def _reported(article: Article, reported: Sequence[Proposal], measured: Measured) -> None:
    text = article.text
    content = [place for one in article.attributions for place in one.content if text[place[0]] not in _MARKS]
    for start, end in sentences(text, paragraphs(text), ENGLISH):
        marked = any(first < end and last > start for first, last in content)
        proposed = any(one.start < end and one.end > start for one in reported)
        measured.hits += marked and proposed
        measured.extra += proposed and not marked
        measured.missed += marked and not proposed
