"""What is weak is looked for in a process of its own, once for the same timeline and findings."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.jobs.files import small
from timeline_tui.jobs.build import Build, Proof, Weigh
from timeline_tui.jobs.child import NotMade

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
