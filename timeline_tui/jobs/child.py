"""A process beside this one that makes an index, or what stands beside one, and what it says of it."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from timeline_tui.index.kept import problem_of
from timeline_tui.index.reader import Index
from timeline_tui.index.records import TellProgress, Unusable
from timeline_tui.index.sidecar import Findings, WeakPoints
from timeline_tui.problems.problem import Problem
from timeline_tui.system import end_cleanly, signal_name


@dataclass(frozen=True, slots=True)
class FirstRows:
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
class BuildFailed:
    """There is no index, for the reason that the sentence gives."""

    sentence: str
    problems: tuple[Problem, ...] = ()
    """What is wrong in the file, where that is the reason."""


Message = FirstRows | Progress | Ready | BuildFailed


def encode(message: Message) -> bytes:
    """The message as a line."""
    match message:
        case FirstRows(path):
            plain: dict[str, object] = {"preview": str(path)}
        case Progress(done, total):
            plain = {"progress": done, "total": total}
        case Ready(path):
            plain = {"ready": str(path)}
        case BuildFailed(sentence, problems):
            plain = {"failed": sentence, "problems": [json.dumps(asdict(problem)) for problem in problems]}
    return json.dumps(plain).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """The message that `encode` made the line from."""
    match json.loads(line):
        case {"preview": path}:
            return FirstRows(Path(path))
        case {"progress": done, "total": total}:
            return Progress(done, total)
        case {"ready": path}:
            return Ready(Path(path))
        case {"failed": sentence, "problems": problems}:
            return BuildFailed(sentence, tuple(problem_of(problem, None) for problem in problems))
    raise ValueError("a build says nothing else")


_SECONDS_BETWEEN_TELLING = 0.05


def prepare() -> None:
    """End cleanly on a signal, tell of a crash instead of writing about it, and write for the user alone."""
    # A timeline that nobody else may read is in its index too.
    os.umask(0o077)
    # Nothing in a child makes circles, and looking for them costs a third of the time.
    gc.disable()
    end_cleanly()
    sys.excepthook = _tell_crash


def tell(message: Message) -> None:
    """Send a message; when nobody listens any more, end quietly."""
    try:
        os.write(1, encode(message))
    except BrokenPipeError:
        raise SystemExit(1) from None


class Telling:
    """Tells of progress, but not more often than anybody can see."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        """Say how much is done of how much, if it is time to."""
        now = time.monotonic()
        if now - self._told >= _SECONDS_BETWEEN_TELLING:
            self._told = now
            tell(Progress(done, total))


def _tell_crash(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    tell(BuildFailed(f"reading broke off: {kind.__name__}: {error}"))


T = TypeVar("T")

# After this it is left to itself: it was told to end, and sweeps up behind it.
_SECONDS_TO_CLEAN_UP = 0.5


class NotMade(Exception):  # noqa: N818 - it says what happened
    """What was asked for is not there, for the reason that `failed` gives."""

    def __init__(self, failed: BuildFailed) -> None:
        super().__init__(failed.sentence)
        self.failed = failed


class Child(Generic[T]):
    """A module of this program, run beside it; whatever happens to it is told as a message."""

    def __init__(self, module: str, arguments: Iterable[str], opened: Callable[[Path], T]) -> None:
        """`opened` opens that which it makes, and raises `Unusable` where that cannot be used."""
        self._opened = opened
        self._rest = b""
        self._over = False
        self._refusal = ""
        self._from_child, to_parent = os.pipe()
        self._process = self._start(to_parent, module, arguments)
        os.close(to_parent)

    def _start(self, to_parent: int, module: str, arguments: Iterable[str]) -> subprocess.Popen[bytes] | None:
        null = subprocess.DEVNULL
        try:
            # Making paths absolute fails where the current folder is gone.
            command = [sys.executable, "-P", "-m", module, *arguments]
            # In a session of its own, so that ctrl+c reaches only this program, which then cancels it.
            return subprocess.Popen(
                command, stdin=null, stdout=to_parent, stderr=null, start_new_session=True
            )
        except OSError as error:
            self._refusal = f"the program that reads files cannot be started: {error.strerror}"
            return None

    @property
    def over(self) -> bool:
        """Whether its last message was told."""
        return self._over

    def fileno(self) -> int:
        """A descriptor that can be read from when there are messages; -1 when it is over."""
        return self._from_child

    def messages(self, *, wait: bool = False) -> list[Message]:
        """What was said since the last time; the last of all is Ready or Failed.

        Where nothing was, something is waited for, or the list is empty.
        """
        if self._over:
            return []
        os.set_blocking(self._from_child, wait)
        said, ended = self._read(wait)
        *lines, self._rest = (self._rest + said).split(b"\n")
        messages = [decode(line) for line in lines]
        if ended and not any(isinstance(message, Ready | BuildFailed) for message in messages):
            messages.append(BuildFailed(self._why_it_ended()))
        if any(isinstance(message, Ready | BuildFailed) for message in messages):
            self._end()
            # The preview is gone by now.
            return [message for message in messages if not isinstance(message, FirstRows)]
        return messages

    def _read(self, wait: bool) -> tuple[bytes, bool]:
        """What is there to be read, and whether no more will come."""
        said = b""
        while not (wait and said):
            try:
                part = os.read(self._from_child, 65536)
            except BlockingIOError:
                return said, False
            if not part:
                return said, True
            said += part
        return said, False

    def _why_it_ended(self) -> str:
        if self._process is None:
            return self._refusal
        code = self._process.wait()
        if code < 0:
            return f"reading was stopped from outside ({signal_name(-code)})"
        return f"reading stopped without a word (exit code {code})"

    def _end(self) -> None:
        self._over = True
        if self._from_child >= 0:
            os.close(self._from_child)
            self._from_child = -1
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS_TO_CLEAN_UP)

    def result(self, progress: TellProgress | None = None) -> Path:
        """Where that which was made is, when it is there; `NotMade` if it will never be."""
        try:
            while not self._over:
                for message in self.messages(wait=True):
                    if isinstance(message, BuildFailed):
                        raise NotMade(message)
                    if isinstance(message, Ready):
                        return message.path
                    if isinstance(message, Progress) and progress is not None:
                        progress(message.done, message.total)
        finally:
            self.cancel()
        raise NotMade(BuildFailed("its end was told already"))

    def wait(self, progress: TellProgress | None = None) -> T:
        """That which it makes, open, when it is there; `NotMade` if it will never be."""
        path = self.result(progress)
        try:
            return self._opened(path)
        except Unusable as error:
            raise NotMade(BuildFailed(f"what was just made cannot be used: {error}")) from error

    def cancel(self) -> None:
        """Stop it; what was there before stays as it was."""
        if self._process is not None and not self._over:
            with suppress(ProcessLookupError):
                self._process.terminate()
        self._end()


_WORKER, _EXAMINER = "timeline_tui.jobs.worker", "timeline_tui.jobs.examiner"


class Build(Child[Index]):
    """One reading of one file."""

    def __init__(
        self, file: Path, *, name: str | None = None, folder: Path | None = None, as_of: int | None = None
    ) -> None:
        """`name` is what problems call the file; `folder` is where to keep the index, if not in the cache.

        `as_of` is the day of which the index says what could be known.
        """
        self.file = file
        self.as_of = as_of
        super().__init__(_WORKER, _arguments(file, name or str(file), as_of, folder), Index.open)


def _arguments(file: Path, name: str, as_of: int | None, folder: Path | None) -> Iterator[str]:
    yield str(file.absolute())
    yield name
    yield "" if as_of is None else str(as_of)
    if folder is not None:
        yield str(folder.absolute())


class Proof(Child[Findings]):
    """One comparison of all passages of an index with the texts in some folders."""

    def __init__(self, index: Path, folders: Sequence[Path]) -> None:
        paths = (str(path.absolute()) for path in (index, *folders))
        super().__init__(_EXAMINER, ["proof", *paths], Findings.open)


class Weigh(Child[WeakPoints]):
    """One walk over all events of an index, for what is weak in them."""

    def __init__(self, index: Path, findings: Path | None = None) -> None:
        """`findings` say what became of the passages, where they were compared with texts."""
        known = [] if findings is None else [str(findings.absolute())]
        super().__init__(_EXAMINER, ["weak", str(index.absolute()), *known], WeakPoints.open)
