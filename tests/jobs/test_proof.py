"""A child process compares the passages with their texts, and keeps what it found beside the index."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from select import select
from typing import Any

import pytest

from timeline_tui.evidence.texts import verify
from timeline_tui.index.list_places import GAP
from timeline_tui.index.reader import Index
from timeline_tui.index.schema import beside
from timeline_tui.index.sidecar import Findings
from timeline_tui.jobs import examiner
from timeline_tui.jobs.cache import cache_folder
from timeline_tui.jobs.child import Build, BuildFailed, Message, NotMade, Proof, Ready
from timeline_tui.model.passage_states import State
from timeline_tui.model.timeline import Event

TIMELINE = """\
sources:
  paper: {title: A headline, text: paper.txt}
events:
  - {id: last, date: 2024, title: Last, quotes: [{exact: It was raining., source: paper}]}
  - {id: first, date: 2023, title: First, quotes: [{exact: They crossed., source: paper}]}
"""
TEXT = "They crossed. It was snowing."


@pytest.fixture
def warm() -> None:
    """Nothing is replaced here: children start as they do for a user."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    file = tmp_path / "x.timeline.yaml"
    file.write_text(TIMELINE)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "paper.txt").write_text(TEXT)
    with_index = Build(file).wait()
    yield with_index
    with_index.close()


@pytest.fixture
def texts(tmp_path: Path, index: Index) -> Path:
    return tmp_path / "texts"


def test_findings_are_made_and_kept(index: Index, texts: Path) -> None:
    findings = Proof(index.path, [texts]).wait()
    assert findings.counts == {"verbatim": 1, "altered": 1}
    # By the number that an event has in its file.
    assert findings.of_event(0)[0].state == "altered"
    assert findings.of_event(GAP)[0].state == "verbatim"
    assert findings.texts["paper"][0] == str(texts / "paper.txt")
    kept = beside(index.path, ".findings")
    before = kept.stat().st_ino
    Proof(index.path, [texts]).wait()
    assert kept.stat().st_ino == before
    assert {path.suffix[:3] for path in cache_folder().iterdir()} == {".in", ".db", ".fi"}


def several(
    folder: Path, *passages: str, header: str = "  paper: {title: A headline, text: paper.txt}"
) -> Path:
    file = folder / "many.timeline.yaml"
    lines = (
        f"  - {{id: {said[:4]}, date: 2024, title: T, quotes: [{{exact: {said}, source: paper}}]}}\n"
        for said in passages
    )
    file.write_text(f"sources:\n{header}\nevents:\n{''.join(lines)}")
    return file


def test_a_save_compares_only_what_is_new(
    index: Index, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[list[str]] = []

    def counting(events: Iterable[tuple[int, Event]], *known: Any) -> Iterator[Any]:  # noqa: ANN401
        held = list(events)
        compared.append([event.id or "" for _, event in held])
        return verify(held, *known)

    monkeypatch.setattr(examiner, "verify", counting)

    def found(file: Path) -> list[tuple[str, list[State]]]:
        with closing(Build(file).wait()) as now:
            assert examiner.prove(now.path, [texts]) == Ready(beside(now.path, ".findings"))
            with closing(Findings.open(beside(now.path, ".findings"))) as findings:
                rows = now.rows(0, 9)
                states = [[one.state for one in findings.of_event(row.number).values()] for row in rows]
                assert sum(findings.counts.values()) == sum(map(len, states))
                return [(row.id, held) for row, held in zip(rows, states, strict=True)]

    all_of = ["They crossed.", "It was snowing.", "Nobody came."]
    good: list[State] = ["verbatim"]
    bad: list[State] = ["not found"]
    assert found(several(tmp_path, *all_of)) == [("They", good), ("It w", good), ("Nobo", bad)]
    assert found(several(tmp_path, all_of[0], "It was raining.", all_of[2]))[1] == ("It w", ["altered"])
    assert found(several(tmp_path, "Then they crossed.", *all_of)) == [
        *(("Then", ["altered"]), ("They", good), ("It w", good), ("Nobo", bad))
    ]
    assert found(several(tmp_path, *all_of[1:])) == [("It w", good), ("Nobo", bad)]
    assert compared == [["They", "It w", "Nobo"], ["It w"], ["Then", "It w"], []]
    other = "  paper: {title: Another headline, text: paper.txt}"
    assert found(several(tmp_path, *all_of, header=other)) == [("They", good), ("It w", good), ("Nobo", bad)]
    assert compared[-1] == ["They", "It w", "Nobo"]


def test_another_text_and_other_folders_are_compared_anew(index: Index, texts: Path, tmp_path: Path) -> None:
    Proof(index.path, [texts]).wait()
    (texts / "paper.txt").write_text("They crossed. It was raining.")
    assert Proof(index.path, [texts]).wait().counts == {"verbatim": 2}
    assert Proof(index.path, []).wait().counts == {"no text held": 2}
    missing = Proof(index.path, [tmp_path / "missing"]).wait()
    assert missing.counts == {"no text held": 2}
    assert missing.refused == [f"{tmp_path / 'missing'} does not exist: name a folder that holds texts"]


def test_damaged_findings_are_made_anew(index: Index, texts: Path) -> None:
    beside(index.path, ".findings").write_bytes(b"damaged" * 999)
    assert Proof(index.path, [texts]).wait().counts == {"verbatim": 1, "altered": 1}


def test_an_index_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="cannot be compared"):
        Proof(tmp_path / "gone.index", [tmp_path]).wait()


def test_names_of_bytes_that_are_no_text(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    (folder / "paper.txt").write_text(TEXT)
    findings = Proof(index.path, [folder]).wait()
    assert findings.counts == {"verbatim": 1, "altered": 1}


def test_it_can_be_stopped(index: Index, texts: Path) -> None:
    proof = Proof(index.path, [texts])
    proof.cancel()
    assert proof.over
    assert not list(cache_folder().glob("building-*"))


def test_one_that_is_killed_says_so(index: Index, texts: Path) -> None:
    proof = Proof(index.path, [texts])
    process = proof._process
    assert process is not None
    process.kill()
    messages: list[Message] = []
    while not proof.over:
        select([proof.fileno()], [], [])
        messages += proof.messages()
    assert messages == [BuildFailed("reading was stopped from outside (SIGKILL)")]
