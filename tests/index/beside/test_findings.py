"""Findings are kept whole, or are none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline_tui.index.records import Unusable
from timeline_tui.index.sidecar import Findings, Kept, Mark, write_findings
from timeline_tui.model.passage_states import Finding, Run

ALTERED = Finding("altered", 5, 12, (Run("same", "a "), Run("passage", "b"), Run("text", "c")), 1, 2)
KEPT = [
    Kept(1, 0, "paper", Finding("verbatim", 30, 40, words=2)),
    Kept(0, 0, "paper", ALTERED),
    Kept(0, 1, "\ud800", Finding("no text held", words=3, remark="no source is called \ud800")),
    Kept(0, 2, "paper", Finding("not found", words=1)),
    Kept(0, 3, "paper", Finding("normalised", 8, 9, words=1, remark="ambiguous")),
]
FACTS = {"made_from": "all of it", "texts": {"paper": ["/shelf/paper.txt", "ab"]}, "refused": ["x is a file"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_findings(tmp_path / "findings", FACTS, KEPT)
    return tmp_path / "findings"


def test_what_was_kept_comes_back(path: Path) -> None:
    findings = Findings.open(path)
    assert (findings.made_from, findings.refused) == ("all of it", ["x is a file"])
    assert findings.texts == {"paper": ("/shelf/paper.txt", "ab")}
    assert list(findings.counts.items()) == [
        (state, 1) for state in ("verbatim", "normalised", "altered", "not found", "no text held")
    ]
    event = findings.of_event(0)
    assert event[0] == ALTERED
    assert event[1].remark == "no source is called ?"
    assert list(event) == [0, 1, 2, 3]
    assert findings.of_event(9) == {}
    findings.close()


def test_the_marks_in_a_part_of_a_text(path: Path) -> None:
    findings = Findings.open(path)
    assert findings.in_source("paper", 0, 100) == [
        Mark(5, 12, 0, 0, "altered"),
        Mark(8, 9, 0, 3, "normalised"),
        Mark(30, 40, 1, 0, "verbatim"),
    ]
    assert [mark.start for mark in findings.in_source("paper", 11, 30)] == [5]
    assert findings.in_source("lost", 0, 100) == findings.in_source("\ud800", 0, 100) == []


def test_the_faulty_the_worst_first(path: Path) -> None:
    findings = Findings.open(path)
    assert [found.state for _, _, found in findings.faulty()] == ["not found", "altered"]
    assert [(number, at) for number, at, _ in findings.faulty()] == [(0, 2), (0, 0)]
    assert [(number, at) for number, at, _ in findings.faulty(["altered"], 1)] == [(0, 0)]
    assert findings.faulty(["cut"]) == []
    assert [findings.is_faulty(number) for number in (0, 1)] == [True, False]


def test_an_older_one_is_replaced(path: Path) -> None:
    write_findings(path, FACTS, [])
    assert Findings.open(path).counts == {}


def test_what_is_not_whole_or_not_ours_is_refused(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Unusable, match="another version"):
        Findings.open(path)
    path.write_bytes(whole)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM fact WHERE name = 'refused'")
    with pytest.raises(Unusable, match="not whole"):
        Findings.open(path)
    for content in (b"", whole[:2000], b"no database" * 100):
        path.write_bytes(content)
        with pytest.raises(Unusable):
            Findings.open(path)
    with pytest.raises(Unusable):
        Findings.open(tmp_path / "missing")


def test_what_breaks_off_is_no_findings(tmp_path: Path) -> None:
    def broken() -> Iterator[Kept]:
        yield KEPT[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_findings(tmp_path / "findings", FACTS, broken())
    with pytest.raises(Unusable):
        Findings.open(tmp_path / "findings")


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        write_findings(tmp_path / "missing" / "findings", FACTS, KEPT)


def test_the_nearest_passage_before_and_after_a_place(path: Path) -> None:
    findings = Findings.open(path)
    assert [findings.nearest("paper", place, 1) for place in (0, 5, 6, 9, 31)] == [5, 5, 8, 30, None]
    assert [findings.nearest("paper", place, -1) for place in (0, 5, 6, 9, 31)] == [None, None, 5, 8, 30]
    assert findings.nearest("lost", 0, 1) is None
