"""A child process makes the index, tells how it goes, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from select import select

import pytest

from tests.jobs.files import SMALL, index_path, large, small
from timeline_tui.index.reader import Index
from timeline_tui.jobs.cache import cache_folder
from timeline_tui.jobs.child import Build, BuildFailed, FirstRows, Message, NotMade, Progress, Ready
from timeline_tui.jobs.fresh import fresh


@pytest.fixture
def warm() -> None:
    """Nothing is replaced here: children start as they do for a user."""


def said(build: Build) -> list[Message]:
    """Everything that the build says, in order."""
    messages: list[Message] = []
    while not build.over:
        select([build.fileno()], [], [])
        messages += build.messages()
    return messages


INDEXES = {".index", ".db", ".db-wal", ".db-shm"}


def left_in_cache() -> list[str]:
    """What stands in the cache beside whole indexes; what is just ending is waited for."""
    deadline = time.monotonic() + 10
    while True:
        left = [path.name for path in cache_folder().glob("*") if path.suffix not in INDEXES]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.02)


def test_a_file_is_read_and_its_index_found_again(tmp_path: Path) -> None:
    file = small(tmp_path)
    assert fresh(file) is None
    index = Build(file, name="small").wait()
    assert [row.id for row in index.rows(0, 9)] == ["crossing", "later"]
    assert index.children(0)[0].id == "later"
    again = fresh(file)
    assert again is not None
    assert again.about == index.about
    assert cache_folder().stat().st_mode & 0o777 == 0o700
    assert left_in_cache() == []


def test_the_first_rows_come_before_the_whole(tmp_path: Path) -> None:
    build = Build(large(tmp_path))
    previews = []
    messages: list[Message] = []
    while not build.over:
        select([build.fileno()], [], [])
        for message in build.messages():
            messages.append(message)
            if isinstance(message, FirstRows):
                previews.append(Index.open(message.path))
    (preview,) = previews
    assert not preview.about.complete
    assert preview.about.events == 300
    assert [row.depth for row in preview.rows(0, 4)] == [0, 1, 0, 1]
    assert isinstance(messages[-1], Ready)
    whole = Index.open(messages[-1].path)
    assert whole.about.complete
    assert whole.about.events == 20_000
    parts = [message.done / message.total for message in messages if isinstance(message, Progress)]
    assert parts == sorted(parts)
    assert 0 < parts[0] < parts[-1] <= 1
    # The rows that were shown stay readable for whoever holds them open.
    assert len(preview.rows(0, 300)) == 300


def test_the_first_rows_know_what_stands_above_the_events(tmp_path: Path) -> None:
    file = large(tmp_path, 1_000)
    above = "title: Raids\nsources: {paper: {title: A headline}}\nnames: {kyiv: {kind: place, name: Kyiv}}\n"
    file.write_text(above + file.read_text(encoding="utf-8"), encoding="utf-8")
    build = Build(file)
    previews = []
    while not build.over:
        select([build.fileno()], [], [])
        previews += [
            Index.open(message.path) for message in build.messages() if isinstance(message, FirstRows)
        ]
    (preview,) = previews
    assert preview.about.title == "Raids"
    assert (list(preview.sources()), list(preview.names())) == (["paper"], ["kyiv"])


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    file = small(tmp_path)
    Build(file).wait()
    small(tmp_path, SMALL.replace("They cross", "They crossed"))
    assert fresh(file) is None
    Build(file).wait()
    index = fresh(file)
    assert index is not None
    assert index.rows(0, 1)[0].title == "They crossed"


def test_a_file_that_was_replaced_by_one_as_old_and_long_is_read_again(tmp_path: Path) -> None:
    file = small(tmp_path)
    Build(file).wait()
    other = tmp_path / "other"
    other.write_text(SMALL.replace("cross", "CROSS"))
    seen = file.stat()
    os.utime(other, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    other.replace(file)
    assert fresh(file) is None


def test_problems_are_kept_with_the_index(tmp_path: Path) -> None:
    file = small(tmp_path, SMALL.replace("source: paper", "source: papre"))
    (problem, *_) = Build(file, name="called so").wait().problems()
    assert problem.code == "unknown-source"
    assert problem.place.file == "called so"


@pytest.mark.parametrize("what", ["missing", "folder", "pipe", "empty", "binary", "loop"])
def test_what_cannot_be_read_fails_fast_with_a_sentence(tmp_path: Path, what: str) -> None:
    file = tmp_path / "x.timeline.yaml"
    if what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    elif what == "loop":
        file.symlink_to(file)
    elif what != "missing":
        file.write_bytes(b"" if what == "empty" else b"\xff\xfe\x00\x01\x02" * 50)
    with pytest.raises(NotMade) as caught:
        Build(file, name="x").wait()
    failed = caught.value.failed
    assert len(failed.sentence) > 10
    assert failed.problems[0].place.file == "x"
    assert fresh(file) is None
    assert left_in_cache() == []


def test_a_worker_that_is_killed_is_told_as_a_failure(tmp_path: Path) -> None:
    build = Build(large(tmp_path))
    assert build._process is not None
    build._process.send_signal(signal.SIGKILL)
    *_, last = said(build)
    assert isinstance(last, BuildFailed)
    assert "SIGKILL" in last.sentence
    assert build.messages() == []
    assert build.fileno() == -1


def test_what_a_killed_worker_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    build = Build(large(tmp_path))
    while not list(cache_folder().glob("building-*")):
        time.sleep(0.01)
    assert build._process is not None
    build._process.send_signal(signal.SIGKILL)
    said(build)
    (left,) = cache_folder().glob("building-*")
    long_ago = time.time() - 60
    os.utime(left, (long_ago, long_ago))
    Build(small(tmp_path)).wait()
    assert left_in_cache() == []


def test_a_build_that_goes_on_is_not_swept(tmp_path: Path) -> None:
    build = Build(large(tmp_path))
    while not list(cache_folder().glob("building-*/index")):
        time.sleep(0.01)
    (own,) = cache_folder().glob("building-*")
    long_ago = time.time() - 60
    os.utime(own, (long_ago, long_ago))
    Build(small(tmp_path)).wait()
    assert isinstance(said(build)[-1], Ready)


def test_a_build_that_is_cancelled_leaves_the_old_index_and_nothing_else(tmp_path: Path) -> None:
    file = large(tmp_path, 2000)
    old = Build(file).wait().about
    large(tmp_path)
    build = Build(file)
    while not list(cache_folder().glob("building-*/index")):
        time.sleep(0.01)
    build.cancel()
    build.cancel()
    assert left_in_cache() == []
    assert Index.open(index_path(file)).about == old
    assert build.messages() == []


@pytest.mark.parametrize("messages", [0, 1, 3, 5, 8])
def test_whenever_a_worker_is_killed_the_old_index_stays_or_the_new_one_stands(
    tmp_path: Path, messages: int
) -> None:
    file = large(tmp_path, 2000)
    Build(file).wait()
    large(tmp_path, 8000)
    build = Build(file)
    heard = 0
    while heard < messages and not build.over:
        select([build.fileno()], [], [])
        heard += len(build.messages())
    assert build._process is not None
    build._process.send_signal(signal.SIGKILL)
    build.cancel()
    index = Index.open(index_path(file))
    index.examine()
    assert index.about.events in {2000, 8000}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_ends_when_its_program_does(tmp_path: Path, number: signal.Signals) -> None:
    program = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from timeline_tui.jobs.child import Build
        build = Build(Path(sys.argv[1]))
        print("begun", flush=True)
        time.sleep(60)
        """
    )
    file = large(tmp_path, 200_000)
    parent = subprocess.Popen([sys.executable, "-c", program, str(file)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    parent.stdout.readline()
    while not list(cache_folder().glob("building-*/index")):
        time.sleep(0.01)
    parent.send_signal(number)
    parent.wait()
    parent.stdout.close()
    assert left_in_cache() == []
    assert not index_path(file).exists()


def test_two_programs_read_the_same_file_at_once(tmp_path: Path) -> None:
    file = large(tmp_path, 3000)
    first, second = Build(file), Build(file)
    ends = [said(first)[-1], said(second)[-1]]
    assert ends == [Ready(index_path(file))] * 2
    assert Index.open(index_path(file)).about.events == 3000
    assert left_in_cache() == []


def test_a_file_that_changes_while_it_is_read_is_read_once_more(tmp_path: Path) -> None:
    file = large(tmp_path)
    build = Build(file)
    while not any(isinstance(message, Progress | FirstRows) for message in build.messages()):
        time.sleep(0.01)
    small(tmp_path).replace(file)
    last = said(build)[-1]
    assert isinstance(last, Ready)
    assert Index.open(last.path).about.title == "Small"
    assert fresh(file) is not None


def test_no_python_to_start_is_told_as_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with pytest.raises(NotMade, match="cannot be started"):
        Build(small(tmp_path)).wait()


def test_names_that_look_like_options_or_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-c", "--help", "$(id).yaml", "new\nline", "\udcff"):
        file = Path(name)
        file.write_text(SMALL)
        assert Build(file).wait().about.events == 2


def test_the_current_folder_is_not_searched_for_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "yaml.py").write_text("raise SystemExit(3)")
    (tmp_path / "timeline_tui.py").write_text("raise SystemExit(3)")
    assert Build(small(tmp_path)).wait().about.events == 2


def test_a_large_file_of_which_a_word_changed_is_the_same_as_read_anew(tmp_path: Path) -> None:
    file = large(tmp_path)
    was = Build(file).wait().stamp
    before = index_path(file).stat().st_size
    file.write_text(file.read_text().replace("title: Event 9000\n", "title: Quite another\n"))
    index = Build(file).wait()
    rank = index.rank_of("e9000")
    assert rank is not None
    assert index.rows(rank, 1)[0].title == index.event(rank).title == "Quite another"
    assert index.change_from(was) == (1, 0, 0), "it was carried over"
    assert fresh(file) is not None
    assert index_path(file).stat().st_size < before * 1.1
    assert left_in_cache() == []
