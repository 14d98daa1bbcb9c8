"""What may be opened, and what reaches the parser of bytes that are no text."""

from __future__ import annotations

import codecs
import io
import os
import random
import socket
import threading
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.files import codes, marked, problems, read
from timeline_tui.load.stream_reading import Reading
from timeline_tui.yamlfile.stream import LARGEST, EndOfReading, Stream

SOUND = "events:\n- {id: a, title: ä}\n"


class Trickle(io.RawIOBase):
    """A pipe that hands over a few bytes at a time and cannot be read twice."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__()
        self._data = io.BytesIO(data)
        self._most = most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(size, self._most) if size > 0 else self._most)


def mended(data: bytes, most: int) -> bytes:
    stream = Stream(Trickle(data, most))  # type: ignore[arg-type]
    parts = []
    while part := stream.read(7):
        parts.append(part)
    stream.close()
    return b"".join(parts)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path)[0].message == "this is a folder, and a timeline is a file"


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert problems(tmp_path / "pipe")[0].message == "this is a pipe, and a timeline is a file"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        found = problems(Path("s"))
    assert codes(found) == ["not-a-file"]
    assert "a socket" in found[0].message


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(path: str) -> None:
    assert codes(problems(Path(path))) == ["not-a-file"]


def test_a_name_that_cannot_be_one_is_refused() -> None:
    assert codes(problems(Path("a\0b"))) == ["cannot-read"]
    assert codes(problems(Path("a" * 5000))) == ["cannot-read"]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(20 << 30)
    _, reading = read(path)
    assert codes(reading.problems) == ["too-large"]
    assert reading.unreadable
    assert "split it" in str(reading.problems[0].hint)


def test_a_sparse_file_is_no_text_and_reading_ends_early(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(LARGEST)
    _, reading = read(path)
    assert codes(reading.problems) == ["not-text"]
    assert reading.unreadable
    assert reading.position < 1 << 20


def test_a_pipe_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(Trickle):
        def read(self, size: int = -1) -> bytes:
            return b"# no end of comments\n" * 1000

    monkeypatch.setattr("timeline_tui.yamlfile.stream.LARGEST", 1 << 20)
    reading = Reading(Endless(b"", 1), "-")  # type: ignore[arg-type]
    assert list(reading.events()) == []
    assert codes(reading.problems) == ["too-large"]


@pytest.mark.parametrize("most", [1, 2, 3, 1000])
def test_a_pipe_is_read_and_its_lines_are_still_known(most: int) -> None:
    data = "\ufeffevents:\n- {id: ä, title: t, summry: s}\n".encode()
    reading = Reading(Trickle(data, most), "-")  # type: ignore[arg-type]
    assert [event.id for event in reading.events()] == ["ä"]
    assert [marked(problem) for problem in reading.problems] == ["summry"]


def test_a_real_pipe_is_read() -> None:
    out, into = os.pipe()

    def write() -> None:
        os.write(into, SOUND.encode())
        os.close(into)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(out, "rb") as file:
        reading = Reading(file, "-")
        assert len(list(reading.events())) == 1
    writer.join()
    assert reading.problems == []


def test_a_pipe_that_is_read_from_the_middle_counts_from_there() -> None:
    file = io.BytesIO(b"skipped\n" + b"events:\n- {id: a, title: t, x: y}\n")
    file.seek(8)
    reading = Reading(file, "-")
    list(reading.events())
    assert reading.problems[0].place.line == 2
    assert reading.problems[0].place.text == "- {id: a, title: t, x: y}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_other_encodings_are_told_by_their_mark(encoding: str) -> None:
    mark = {"utf-16-be": codecs.BOM_UTF16_BE, "utf-32-be": codecs.BOM_UTF32_BE}.get(encoding, b"")
    _, reading = read(mark + SOUND.encode(encoding))
    assert codes(reading.problems) == ["not-utf8"]
    assert encoding[:6].upper() in reading.problems[0].message


def test_bytes_that_are_not_utf8_are_shown_and_the_rest_is_read() -> None:
    data = b"events:\n- {id: a, title: caf\xe9}\n- {id: b, title: \xff\xfe x}\n- {id: c, title: \xe2\x82}\n"
    events, reading = read(data)
    assert [event.title for event in events] == ["caf\ufffd", "\ufffd\ufffd x", "\ufffd"]
    assert codes(reading.problems) == ["bad-utf8"] * 3
    assert [(problem.place.line, problem.place.column) for problem in reading.problems] == [
        (2, 21),
        (3, 18),
        (4, 18),
    ]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x9b", "\uffff"])
def test_a_control_character_is_shown_and_the_rest_is_read(character: str) -> None:
    events, reading = read(f"events:\n- {{id: a, title: ä{character}b}}\n- {{id: b, title: t}}\n")
    assert [event.title for event in events] == ["ä\ufffdb", "t"]
    assert codes(reading.problems) == ["control-character"]
    assert marked(reading.problems[0]) == character


def test_the_place_of_a_bad_byte_is_right_far_into_a_file() -> None:
    lines = "".join(f"- {{id: e{number}, title: «ä»}}\r\n" for number in range(9000)).encode()
    data = b"\xef\xbb\xbfevents:\r\n" + lines + b"- {id: bad, title: \xff}\r\n"
    _, reading = read(data)
    place = reading.problems[0].place
    assert (place.line, place.column) == (9002, 20)


def test_what_is_mostly_no_text_is_left() -> None:
    _, reading = read(b"events:\n- {id: a, title: t}\n" + b"\xff" * 5000)
    assert {problem.code for problem in reading.problems} == {"bad-utf8"}
    assert any("too much" in problem.message for problem in reading.problems)


NO_TEXTS = {
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0\0\0\3\0\x08\6\0\0\0",
    "an archive": zlib.compress(random.Random(1).randbytes(9000)),
    "a program": b"\x7fELF\2\1\1" + bytes(9) + b"\3\0\x3e\0\1\0\0\0" + b"text " * 9,
    "text of two bytes a letter with no mark": SOUND.encode("utf-16-le"),
}


@pytest.mark.parametrize("data", NO_TEXTS.values(), ids=NO_TEXTS)
@pytest.mark.parametrize("most", [1, 100_000])
def test_what_is_plainly_no_text_is_one_problem(data: bytes, most: int) -> None:
    reading = Reading(Trickle(data, most), "-")  # type: ignore[arg-type]
    assert list(reading.events()) == []
    assert [problem.message for problem in reading.problems] == ["this is not a text file"]
    assert reading.unreadable
    assert reading.more_problems == 0


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_text_of_one_byte_a_letter_is_text(encoding: str) -> None:
    events, reading = read("events:\n- {id: a, title: Бои у Тёткина}\n".encode(encoding))
    assert len(events) == 1
    assert codes(reading.problems) == ["bad-utf8"]


def test_text_with_colours_of_a_terminal_is_text() -> None:
    events, reading = read("events:\n" + "- {title: '\x1b[31mred\x1b[0m'}\n" * 9)
    assert len(events) == 9
    assert "not-text" not in codes(reading.problems)


def test_too_many_directives_are_refused() -> None:
    assert codes(problems("%TAG !a! b\n" * 1000 + "---\nevents: []\n")) == ["bad-yaml"]


@given(st.text(max_size=80).filter(lambda text: not text.startswith("\ufeff")), st.integers(1, 9))
def test_sound_text_passes_unchanged(text: str, most: int) -> None:
    data = text.encode(errors="ignore")
    if not any(
        ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or ord(letter) & 0xFFFE == 0xFFFE for letter in text
    ):
        assert mended(data, most) == data


@given(st.binary(max_size=60), st.integers(1, 9))
def test_how_bytes_arrive_makes_no_difference(data: bytes, most: int) -> None:
    try:
        whole = mended(data, 1000)
    except EndOfReading as stop:
        with pytest.raises(EndOfReading, match=stop.message):
            mended(data, most)
        return
    assert mended(data, most) == whole
    whole.decode()
