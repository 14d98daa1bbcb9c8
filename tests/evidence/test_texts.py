"""Texts are found in the folders that were named, and nothing outside of them is read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from timeline_tui.evidence import texts as module
from timeline_tui.evidence.texts import Held, NotHeld, Shelf, read_text
from timeline_tui.model.timeline import Source

WORDS = "The ferry left at noon.\n"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "ferry.txt").write_text(WORDS)
    (tmp_path / "secret.txt").write_text("Nobody may read this.")
    return folder


def held(found: Held | NotHeld) -> Held:
    assert isinstance(found, Held), found
    return found


def reason(found: Held | NotHeld) -> str:
    assert isinstance(found, NotHeld)
    return found.reason


def test_by_path_and_by_hash(shelf: Path) -> None:
    texts = Shelf([shelf])
    by_path = held(texts.of(Source(text="deep/ferry.txt")))
    by_hash = held(texts.of(Source(sha256=digest(WORDS.encode()).upper())))
    assert by_path == by_hash
    assert (by_path.text, by_path.changed) == (WORDS, False)
    # A path that leads nowhere does not stand in the way of the hash.
    assert held(texts.of(Source(text="gone.txt", sha256=digest(WORDS.encode())))).text == WORDS


def test_a_path_that_leads_from_the_timeline_into_a_folder(shelf: Path) -> None:
    source = Source(text="shelf/deep/ferry.txt")
    assert held(Shelf([shelf], shelf.parent).of(source)).text == WORDS
    assert reason(Shelf([shelf], shelf.parent).of(Source(text="secret.txt"))) == (
        "no file secret.txt in the folders given"
    )


def test_a_text_that_changed_since_its_hash_was_written(shelf: Path) -> None:
    assert held(Shelf([shelf]).of(Source(text="deep/ferry.txt", sha256="0" * 64))).changed


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "../../etc/passwd", "/etc/passwd", "out.txt", "out/secret.txt", "pipe", "a\0b", "."],
)
def test_no_way_leads_out_of_the_folders_or_into_what_is_no_file(shelf: Path, path: str) -> None:
    (shelf / "out.txt").symlink_to(shelf.parent / "secret.txt")
    (shelf / "out").symlink_to(shelf.parent)
    os.mkfifo(shelf / "pipe")
    texts = Shelf([shelf])
    assert "in the folders given" in reason(texts.of(Source(text=path)))
    assert "sha256" in reason(texts.of(Source(sha256=digest(b"Nobody may read this."))))
    assert texts.refused == []


def test_a_link_within_the_folders_is_followed(shelf: Path) -> None:
    (shelf / "in.txt").symlink_to("deep/ferry.txt")
    assert held(Shelf([shelf]).of(Source(text="in.txt"))).text == WORDS


def test_folders_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    texts = Shelf([tmp_path / "file", tmp_path / "missing", tmp_path / "loop"])
    is_file, missing, _ = texts.refused
    assert is_file.endswith("is a file: name the folder that it is in")
    assert missing.endswith("does not exist: name a folder that holds texts")
    assert reason(texts.of(Source(text="file"))) == "no folder that was named can be read"
    assert reason(Shelf([]).of(Source(text="file"))) == "no folder of texts is named"


def test_a_folder_without_permission(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", forbidden)
    (refusal,) = Shelf([shelf]).refused
    assert refusal == f"{shelf} may not be read: ask for permission, or name another folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_and_a_folder_below_without_permission(shelf: Path) -> None:
    (shelf / "deep" / "ferry.txt").chmod(0)
    (shelf / "locked").mkdir(mode=0)
    texts = Shelf([shelf])
    assert "may not be read" in reason(texts.of(Source(text="deep/ferry.txt")))
    texts.of(Source(sha256="0" * 64))
    assert [line.rpartition("/")[2].split()[0] for line in texts.refused] == ["locked", "ferry.txt"]
    (shelf / "locked").chmod(0o700)


def test_a_file_that_may_not_be_read_is_told(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    texts = Shelf([shelf])
    monkeypatch.setattr("os.open", forbidden)
    assert reason(texts.of(Source(text="deep/ferry.txt"))) == "ferry.txt may not be read: ask for permission"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_texts_that_say_their_encoding(shelf: Path, encoding: str) -> None:
    (shelf / "x.txt").write_bytes("Вот — и всё\r\n".encode(encoding))
    assert held(Shelf([shelf]).of(Source(text="x.txt"))).text == "Вот — и всё\r\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("one\nВот\n".encode("cp1251"), "is not UTF-8 in line 2: convert it"),
        ("naïve".encode("cp1252"), "is not UTF-8 in line 1: convert it"),
        (b"\xff\xfea", "is not UTF-16 in line 1"),
        ("no mark".encode("utf-16-le"), "UTF-16 with no mark"),
    ],
)
def test_other_encodings_are_refused_with_what_to_try(shelf: Path, content: bytes, said: str) -> None:
    (shelf / "x.txt").write_bytes(content)
    why = reason(Shelf([shelf]).of(Source(text="x.txt")))
    assert why.startswith("x.txt ")
    assert said in why
    assert "iconv" in why


def test_what_is_too_large_or_too_much_is_told(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1024 * 1024)
    with (shelf / "huge.txt").open("wb") as file:
        file.truncate(2 * 1024 * 1024)
    assert reason(Shelf([shelf]).of(Source(text="huge.txt"))) == "huge.txt is larger than 1 MB: split it"
    monkeypatch.setattr(module, "MOST_FILES", 1)
    texts = Shelf([shelf])
    texts.of(Source(sha256="0" * 64))
    assert texts.refused[-1].endswith("holds over 1 files: name a smaller folder")


def test_no_more_is_looked_through_than_there_is_time_for(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (shelf / name).write_text(name * 600)
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    texts = Shelf([shelf])
    # Its folder comes first, and the second of these is the one that is too much.
    assert held(texts.of(Source(sha256=digest(b"a" * 600)))).text == "a" * 600
    assert "sha256" in reason(texts.of(Source(sha256=digest(b"c" * 600))))
    assert texts.refused == ["the folders hold over 0 GB: name smaller ones"]


def test_many_unreadable_files_do_not_bury_the_rest(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 3)
    for number in range(40):
        (shelf / f"{number}").write_text("more than that")
    texts = Shelf([shelf])
    texts.of(Source(sha256="0" * 64))
    assert len(texts.refused) == 21
    assert texts.refused[-1] == "more files could not be read"


def test_a_text_that_was_found_before_is_read_as_it_is_now(shelf: Path) -> None:
    path = held(Shelf([shelf]).of(Source(text="deep/ferry.txt"))).path
    path.write_text("Another.")
    assert held(read_text(path)).text == "Another."
    path.unlink()
    assert "cannot be opened" in reason(read_text(path))
