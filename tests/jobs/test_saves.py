"""Which looks at a file are believed, told without any clock."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from timeline_tui.index.schema import Stamp
from timeline_tui.jobs import members
from timeline_tui.jobs.members import AT_REST, DOUBTFUL, END, NOW, STANDING, FileWatch, Seen, versions

TEXT = "events:\n  - {id: a, title: One}\n  - {id: b, title: Two}\n"


class Shown(str):
    """What is seen at a look; some of it is doubted."""

    doubted: Sequence[str] = ()

    def is_like(self, other: str) -> bool:
        return self == other

    def patience(self, now: str) -> float:
        return 3 * STANDING if now in self.doubted else STANDING


class Looks:
    """A file that shows one thing at each look, and a wait that takes no time."""

    def __init__(self, *shown: str, asked: Sequence[int] = ()) -> None:
        self._shown = list(shown)
        self._asked = asked
        self._doubted: Sequence[str] = ()
        self._at = -1
        self.waited: list[float] = []

    def look(self) -> Shown:
        self._at += 1
        seen = Shown(self._shown[self._at])
        seen.doubted = self._doubted
        return seen

    def wait(self, seconds: float) -> object:
        self.waited.append(seconds)
        if self._at + 1 == len(self._shown):
            return END
        return NOW if self._at + 1 in self._asked else None

    def told(self, *doubted: str) -> list[tuple[Shown, bool]]:
        """The versions; those that are doubted must stand still for longer."""
        self._doubted = doubted
        return [*versions(self.look, self.wait)]


def test_what_stands_still_is_told_once() -> None:
    assert Looks("a", "a", "b", "b", "b", "b").told() == [("a", False), ("b", False)]


def test_what_goes_on_changing_is_not_told_until_it_stands() -> None:
    assert Looks("a", "b", "c", "d", "d", "d").told() == [("a", False), ("d", False)]


def test_what_comes_back_to_what_it_was_is_no_news() -> None:
    assert Looks("a", "b", "a", "a", "c", "a", "a").told() == [("a", False)]


def test_what_is_doubted_stands_still_for_longer() -> None:
    assert Looks("a", "", "", "", "b", "b").told("") == [("a", False), ("b", False)]
    assert Looks("a", "", "", "", "", "", "b", "b").told("") == [("a", False), ("", True), ("b", False)]


def test_who_asks_is_answered_at_the_next_look() -> None:
    assert Looks("a", "a", "b", "", asked=[1, 2, 3]).told("") == [
        ("a", False),
        ("a", True),
        ("b", True),
        ("", True),
    ]


def test_it_looks_rarely_at_what_is_at_rest() -> None:
    looks = Looks("a", "a", "b", "b", "b")
    looks.told()
    assert looks.waited == [AT_REST, AT_REST, STANDING, AT_REST, AT_REST]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.timeline.yaml"
    path.write_text(TEXT)
    return path


def look_of(file: Path, seconds: float = 10.0) -> FileWatch:
    """Looks at the file; so much time goes by between two looks."""
    now = iter(range(1_000_000))
    return FileWatch(file, lambda: next(now) * seconds)


def test_every_other_content_is_seen(file: Path) -> None:
    looking = look_of(file)
    before = looking.look()
    assert before.is_like(looking.look())
    file.write_text(TEXT.replace("One", "Won"))
    after = looking.look()
    assert not after.is_like(before)
    file.unlink()
    assert looking.look() == Seen(None)
    assert not looking.look().is_like(after)


def test_same_content_is_alike_whatever_became_of_the_file(file: Path) -> None:
    looking = look_of(file)
    before = looking.look()
    os.utime(file, (1, 1))
    assert looking.look().is_like(before)
    other = file.with_name("other")
    other.write_text(TEXT)
    other.replace(file)
    assert looking.look().is_like(before)
    file.rename(other)
    file.symlink_to(other)
    assert looking.look().is_like(before)


def test_second_save_within_a_tick_of_the_clock_is_seen_in_the_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = look_of(file, seconds=1.0)
    stamp = Stamp.of(file)
    # As on a file system that counts in seconds.
    monkeypatch.setattr(Stamp, "of", lambda path: stamp)
    before = looking.look()
    file.write_text(TEXT.replace("One", "Won"))
    assert not all(looking.look().is_like(before) for _ in range(5))


def test_what_is_too_large_to_be_read_is_told_by_its_look(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "_MOST_READ", 10)
    looking = look_of(file)
    before = looking.look()
    assert before.is_like(looking.look())
    file.write_text(TEXT[:-1])
    now = looking.look()
    assert not now.is_like(before)
    assert before.patience(now) == DOUBTFUL


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("", True),
        ("\n \n", True),
        (TEXT[:-1], True),
        (TEXT[:20] + "\n", True),
        (TEXT[:-2] + "\n", False),
        (TEXT + TEXT, False),
        (TEXT + "# no end", False),
        (TEXT.replace("One", "1"), False),
    ],
)
def test_what_may_be_half_written_is_doubted(text: str, doubted: bool, file: Path) -> None:
    looking = look_of(file)
    before = looking.look()
    file.write_text(text)
    assert before.patience(looking.look()) == (DOUBTFUL if doubted else STANDING)


def test_missing_file_is_doubted_and_a_new_one_is_not(file: Path) -> None:
    looking = look_of(file)
    before = looking.look()
    file.unlink()
    gone = looking.look()
    assert before.patience(gone) == DOUBTFUL
    file.write_text(TEXT)
    assert gone.patience(looking.look()) == STANDING


def test_folder_is_doubted_for_any_of_its_files(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.timeline.yaml").write_text(TEXT)
    looking = look_of(tmp_path)
    before = looking.look()
    assert len(before.parts) == 2
    (tmp_path / "c.timeline.yaml").write_text(TEXT)
    more = looking.look()
    assert not more.is_like(before)
    assert before.patience(more) == STANDING
    (tmp_path / "b.timeline.yaml").write_text("")
    assert more.patience(looking.look()) == DOUBTFUL


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    looking = look_of(path)
    assert looking.look().is_like(looking.look())
