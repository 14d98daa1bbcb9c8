"""What is wrong with the newest version of a file, as far as it keeps that version from being shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline_tui.model.passage_states import FAULTY, Weak, Weakness
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.problems.problem import Problem


IN_TWO = "conflict-marker"
"""The code of the problem that tells of what a merge left in two versions."""
MOST_PASSAGES = 100
"""Passages in each state that are listed; the rest are counted."""
_AS_BEFORE = "What is shown is as it was before"
_BEHIND = {
    "older": _AS_BEFORE,
    "part": "What stands below it is not shown",
    "loss": "If that was not meant, take it back in your editor",
    "nothing": "Nothing of it can be shown",
}


class Trouble(NamedTuple):
    """Why what is shown is not all of what stands in the file."""

    sentence: str
    """What is wrong, and in which line; safe to draw."""
    problems: Sequence[Problem]
    """All problems of that version."""
    more: int = 0
    """How many more were counted but not kept."""
    shown: Literal["older", "part", "most", "loss", "nothing"] = "older"
    """An older version, this one up to a place or around some, all of it, which has lost much, or none."""
    lost: int = 0
    """How many parts of the file are left out."""

    @property
    def words(self) -> str:
        """What the banner says."""
        listed = "; p lists what is wrong" if self.problems else ""
        if self.is_in_two_versions:
            listed = "; R shows both versions, p lists what is wrong"
        behind = (
            _BEHIND.get(self.shown)
            or f"{self.lost:,} such {'places are' if self.lost > 1 else 'place is'} left out"
        )
        return f"{self.sentence}. {behind}{listed}"

    @property
    def is_in_two_versions(self) -> bool:
        """Whether a merge has left two versions of something."""
        return any(problem.code == IN_TWO for problem in self.problems)

    @property
    def remark(self) -> str:
        """What stands above the list of problems."""
        if self.shown != "older":
            return ""
        return "This is wrong in the file as it was saved last. What the timeline shows is as it was before"


def trouble_in(index: Index, shown: Literal["older", "part"]) -> Trouble | None:
    """What kept the file from being read as a whole, if anything did; and what is shown then."""
    if not index.about.problems:
        return None
    problems = index.problems()
    in_folder = index.stamp.files > 0
    ending = next((problem for problem in problems if problem.ends), None)
    if ending is not None:
        return Trouble(_sentence(ending, in_folder), problems, index.more_problems, shown)
    lost = [problem for problem in problems if problem.lost]
    if not lost:
        return None
    sentence = _sentence(lost[0], in_folder)
    return Trouble(sentence, problems, index.more_problems, "most" if shown == "part" else shown, len(lost))


def trouble_with(sentence: str, problems: Sequence[Problem], shown: Literal["older", "nothing"]) -> Trouble:
    """Why nothing of the file can be read; and what is shown then."""
    if problems and problems[0].place.line:
        sentence = _sentence(problems[0], False)
    return Trouble(visible(f"{sentence[:1].upper()}{sentence[1:]}"), problems, shown=shown)


class TroubleList(NamedTuple):
    """What is wrong, as it is listed: passages that do not stand so in their texts, and problems."""

    problems: Sequence[Problem]
    more: int = 0
    remark: str = ""
    """What is to be said above the problems."""
    passages: Sequence[Weakness] = ()
    """The worst first."""
    faulty: int = 0
    """How many such passages there are in all."""

    @property
    def nothing(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not self.faulty


def problems_of(
    trouble: Trouble | None, index: Index | None, findings: Findings | None = None
) -> TroubleList:
    """What is wrong in the newest version of the file, where that is another than the index was made from.

    `findings` are those on the index, where its passages were compared with texts.
    """
    listed = TroubleList(()) if index is None else TroubleList(index.problems(), index.more_problems)
    if trouble is not None and trouble.problems:
        listed = TroubleList(trouble.problems, trouble.more, trouble.remark)
    if index is None or findings is None:
        return listed
    faulty = sum(findings.counts.get(state, 0) for state in FAULTY)
    return listed._replace(passages=list(_faulty(index, findings)), faulty=faulty)


def _faulty(index: Index, findings: Findings) -> Iterator[Weakness]:
    """The first passages in each state that is none to rely on."""
    from timeline_tui.render.wordings import fault_words, shortened

    for number, position, finding in findings.faulty(FAULTY, MOST_PASSAGES):
        row = index.row_of_number(number)
        (event,) = index.events(row.rank, 1)
        exact = event.quotes[position].exact if position < len(event.quotes) else ""
        said = f"“{shortened(exact)}” ({fault_words(finding)})"
        kind: Weak = "not-found" if finding.state == "not found" else "altered"
        yield Weakness(kind, row.rank, row.id, row.title, row.date, said, position)


def gone() -> Trouble:
    """That there is nothing to be read."""
    return Trouble("The file is not there any more", ())


def _sentence(problem: Problem, in_folder: bool) -> str:
    line = f"line {problem.place.line}" if problem.place.line else ""
    where = ", ".join(filter(None, (problem.place.file if in_folder else "", line)))
    return visible(": ".join(filter(None, (where if in_folder else where.capitalize(), problem.message))))


def loss(words: str) -> Trouble:
    """That events are not there any more, in the words of what is told of every change."""
    return Trouble(f"The file changed: {words}", (), shown="loss")
