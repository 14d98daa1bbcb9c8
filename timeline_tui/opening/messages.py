"""What a build tells the program that started it: one line of JSON each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.index.kept import problem_of


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows can be read in an index of their own, which is gone when the build is over."""

    path: Path


@dataclass(frozen=True, slots=True)
class Progress:
    """So much is done of so much; the unit means nothing."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The index is whole and in its place."""

    path: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no index, for the reason that the sentence gives."""

    sentence: str
    problems: tuple[Problem, ...] = ()
    """What is wrong in the file, where that is the reason."""


Message = Preview | Progress | Ready | Failed


def encode(message: Message) -> bytes:
    """The message as a line."""
    match message:
        case Preview(path):
            plain: dict[str, object] = {"preview": str(path)}
        case Progress(done, total):
            plain = {"progress": done, "total": total}
        case Ready(path):
            plain = {"ready": str(path)}
        case Failed(sentence, problems):
            plain = {"failed": sentence, "problems": [json.dumps(asdict(problem)) for problem in problems]}
    return json.dumps(plain).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """The message that `encode` made the line from."""
    match json.loads(line):
        case {"preview": path}:
            return Preview(Path(path))
        case {"progress": done, "total": total}:
            return Progress(done, total)
        case {"ready": path}:
            return Ready(Path(path))
        case {"failed": sentence, "problems": problems}:
            return Failed(sentence, tuple(problem_of(problem, None) for problem in problems))
    raise ValueError("a build says nothing else")
