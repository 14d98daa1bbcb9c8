"""What is weak is looked for in a process of its own, once for the same timeline and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.jobs.files import small
from timeline_tui.index.reader import Index
from timeline_tui.index.schema import beside
from timeline_tui.jobs import examiner
from timeline_tui.jobs.child import Build, NotMade, Proof, Weigh
from timeline_tui.model.passage_states import Weakness
from timeline_tui.model.timeline import Event

TEXT = """\
sources:
  paper: {outlet: Paper, text: paper.txt}
  other: {outlet: Other}
names:
  state: {name: The State}
  minister: {name: The Minister, within: state}
events:
  - id: whole
    date: 2024~
    title: The whole
    disputes: {taken: Was it taken?}
  - id: part
    date: 2024-03-12
    part_of: whole
    title: A part
    quotes:
      - {exact: We took it., source: paper, speaker: minister, dispute: taken, position: Taken}
      - {exact: We took all., source: other, speaker: minister, dispute: taken, position: Taken}
  - {id: bare, date: 2024-03-13, title: Bare}
"""


def test_weak_events_are_found_with_what_is_weak_in_them(tmp_path: Path) -> None:
    with closing(Build(small(tmp_path, TEXT)).wait()) as index, closing(Weigh(index.path).wait()) as weak:
        found = [(one.kind, one.event, one.detail) for kind in weak.counts for one in weak.all(kind)]
        assert found == [
            ("no-passage", "bare", "no passage speaks of it"),
            ("one-side", "part", "only The State"),
            ("one-position", "whole", "Was it taken? Only one answer: Taken"),
            ("date-without-note", "whole", "2024~ is not sure"),
        ]
        assert not weak.compared
        for kind in weak.counts:
            for one in weak.all(kind):
                assert index.rank_of(one.event) == one.rank


def test_passages_count_where_they_were_compared(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "paper.txt").write_text("They said: We took it. And no more.")
    with closing(Build(small(tmp_path, TEXT)).wait()) as index:
        findings = Proof(index.path, [texts]).result()
        with closing(Weigh(index.path, findings).wait()) as weak:
            assert weak.compared
            (unverified,) = weak.all("not-verified")
            assert (unverified.event, unverified.detail) == ("part", "1 no text held")


def test_same_question_is_answered_from_what_is_kept(tmp_path: Path) -> None:
    file = small(tmp_path, TEXT)
    with closing(Build(file).wait()) as index:
        kept = Weigh(index.path).result()
        made = kept.stat().st_ino
        assert Weigh(index.path).result().stat().st_ino == made
        findings = Proof(index.path, []).result()
        assert Weigh(index.path, findings).result().stat().st_ino != made
    small(tmp_path, TEXT + "  - {id: more, title: More}\n")
    with closing(Build(file).wait()) as index, closing(Weigh(index.path).wait()) as weak:
        assert weak.counts["no-passage"] == 2


def test_what_cannot_be_looked_for_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="what is weak cannot be looked for: there is no index"):
        Weigh(tmp_path / "none.index").wait()


def everything(index: Path) -> list[Weakness]:
    with closing(Weigh(index).wait()) as weak:
        return [one for kind in weak.counts for one in weak.all(kind)]


CHANGES = {
    "an event more above": ("events:\n", "events:\n  - {id: first, date: 2023, title: First}\n"),
    "an event gone": ("  - {id: bare, date: 2024-03-13, title: Bare}\n", ""),
    "a passage gone from another": (
        "      - {exact: We took all., source: other, speaker: minister, dispute: taken, position: Taken}\n",
        "",
    ),
    "another answer": ("position: Taken}\n  - {id: bare", "position: Not taken}\n  - {id: bare"),
    "a source by another name": ("{outlet: Other}", "{title: Another, derived_from: paper}"),
    "a name by another name": ("The State", "The Realm"),
    "a part elsewhere": ("    part_of: whole\n", ""),
}


@pytest.mark.parametrize("with_texts", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_weak_after_a_change_is_what_looking_anew_finds(
    change: str, with_texts: bool, tmp_path: Path
) -> None:
    (tmp_path / "paper.txt").write_text("They said: We took it. And no more.")
    text = TEXT.replace("sources:\n", "sources:\n  third: {outlet: Third}\n")
    text += "  - id: lone\n    title: Lone\n    quotes: [{exact: So., source: third, speaker: minister}]\n"
    assert CHANGES[change][0] in text
    for said in (text, text.replace(*CHANGES[change])):
        with closing(Build(small(tmp_path, said)).wait()) as index:
            texts = [Proof(index.path, [tmp_path]).result()] if with_texts else []
            with closing(Weigh(index.path, *texts).wait()) as weak:
                found = [one for kind in weak.counts for one in weak.all(kind)]
            beside(index.path, ".weak").unlink()
            with closing(Weigh(index.path, *texts).wait()) as weak:
                assert found == [one for kind in weak.counts for one in weak.all(kind)]


def test_only_what_changed_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quoted = "    quotes: [{exact: So., source: paper}]\n"
    events = [f"  - id: e{number}\n    title: T\n{quoted}" for number in range(9)]
    looked: list[Sequence[int]] = []
    whole = Index.events_of_numbers

    def counted(self: Index, numbers: Sequence[int]) -> Iterator[tuple[int, Event]]:
        looked.append(numbers)
        return whole(self, numbers)

    monkeypatch.setattr(Index, "events_of_numbers", counted)
    head = "sources: {paper: {outlet: Paper}}\nevents:\n"
    for others in (events, [events[0].replace("T\n", "U\n"), *events[1:], events[8].replace("e8", "e9")]):
        path = Build(small(tmp_path, head + "".join(others))).result()
        examiner.main(["weak", str(path)])
    assert [len(numbers) for numbers in looked] == [9, 2]
    assert len(everything(path)) == 10
