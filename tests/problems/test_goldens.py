"""Every sort of problem, made by a small file and compared with the picture that it should be.

Set UPDATE_GOLDENS to write the pictures anew, and read the difference before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.load.files import codes, problems
from timeline_tui.cli.checking import Checked
from timeline_tui.load.chunks import in_turn
from timeline_tui.load.folder import Together
from timeline_tui.problems.problem import CODES, Code, Problem
from timeline_tui.problems.reports import picture
from timeline_tui.yamlfile.stream import LARGEST

GOLDENS = Path(__file__).parent / "goldens"


def no_file(folder: Path) -> list[Problem]:
    return problems(folder / "missing.yaml")


def not_a_file(folder: Path) -> list[Problem]:
    return problems(folder)


def too_large(folder: Path) -> list[Problem]:
    path = folder / "large.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    return problems(path)


def not_text(folder: Path) -> list[Problem]:
    path = folder / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\xff\xfe")
    return problems(path)


def too_many_files(folder: Path) -> list[Problem]:
    files = [(folder / f"{name}.yaml", f"{name}.yaml") for name in "ab"]
    for path, _ in files:
        path.write_text("events: [{id: a, title: A}]")
    reading = Together(folder, files, most=1)
    list(reading.staged(lambda _: lambda _: (), in_turn))
    return reading.problems


def more_problems(_: Path) -> list[Problem]:
    return [*Checked("example.timeline.yaml", (), more=1122).listed]


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, error: OSError) -> Iterator[None]:
    def fail(*_: object) -> int:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", fail)
        yield


# These say something of a file that no file in this folder can be.
MADE: dict[str, Callable[[Path], list[Problem]]] = {
    "no-file": no_file,
    "not-a-file": not_a_file,
    "too-large": too_large,
    "not-text": not_text,
    "too-many-files": too_many_files,
    "more-problems": more_problems,
}
FAILING: dict[str, OSError] = {
    "no-permission": PermissionError(13, "Permission denied"),
    "cannot-read": OSError(5, "Input/output error"),
}


def silent(problem: Problem) -> Problem:
    """The problem without the words of the parser, where there are none of our own."""
    return replace(problem, label="") if problem.code == "bad-yaml" else problem


def compare(code: str, found: list[Problem]) -> None:
    assert code in codes(found)
    drawn = "\n\n".join(picture(problem) for problem in found) + "\n"
    golden = GOLDENS / f"{code}.txt"
    if "UPDATE_GOLDENS" in os.environ:
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(GOLDENS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_gives_its_picture(path: Path) -> None:
    compare(path.stem, problems(path))


@pytest.mark.parametrize("code", MADE)
def test_what_is_no_file_gives_its_picture(code: str, tmp_path: Path) -> None:
    compare(code, MADE[code](tmp_path))


@pytest.mark.parametrize("code", FAILING)
def test_what_the_system_refuses_gives_its_picture(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with failing(monkeypatch, FAILING[code]):
        found = problems(tmp_path / "any.yaml")
    compare(code, found)


@pytest.mark.parametrize("path", sorted(GOLDENS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_pure_parser_finds_the_same(path: Path) -> None:
    assert [silent(each) for each in problems(path, pure=True)] == [silent(each) for each in problems(path)]


def test_each_code_has_a_golden_and_each_golden_a_code() -> None:
    assert {path.stem for path in GOLDENS.glob("*.txt")} == set(CODES)
    assert {path.stem for path in GOLDENS.glob("*.yaml")} | set(MADE) | set(FAILING) == set(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_an_explanation_is_a_sentence_of_its_own(code: Code) -> None:
    assert code.explanation.endswith(".")
    assert [other.code for other in CODES.values() if other.explanation == code.explanation] == [code.code]
