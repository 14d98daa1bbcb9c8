"""Nothing of a file acts on the terminal, on any screen: the bytes that are sent prove it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pty import hostile
from tests.pty.conftest import RAIDS, Open, assert_left_clean
from tests.pty.safety import between_sequences, copied, forbidden, sequences
from tests.pty.terminal import Terminal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A hostile timeline under a hostile name."""
    path = tmp_path / f"{hostile.CONTROLS[0].replace('/', '')}.timeline.yaml"
    hostile.write(path)
    return path


def through_all(terminal: Terminal, events: int) -> None:
    """Go to every screen, and down to the passages and sources of so many events."""
    for page in ("?", "p", "ctrl+p"):
        _press(terminal, page, "end", "pageup", "home", "escape")
    for number in range(events):
        # Copying and opening say what they took; the last stop is another one than the first.
        asked = ("y", "o") if number % 3 == 0 else ()
        _press(terminal, "enter", *asked, "tab", "enter", *asked, "end", "escape", "end", "enter", "escape")
        _press(terminal, "escape", "escape", "down")
    find_in_all_ways(terminal)
    _press(terminal, "T", "T", "r", "end", "pageup")


def find_in_all_ways(terminal: Terminal) -> None:
    """Choose values of every kind, have them completed, and paste what would act."""
    _press(terminal, "f", *("enter", "tab") * 9, "-", "escape", "Y", "F")
    for field in ("name:", "source:", "speaker:", "tag:"):
        _press(terminal, "/", field, "down", "tab", "escape")
    _press(terminal, "/", hostile.MARK, "enter", "n", "enter", "n", "N", "escape", "Y", "F", "/")
    # Terminals take the escapes out of what they paste; left in, they would be keys to Textual.
    pasted = "".join(hostile.PAYLOADS).replace("\x1b", "")
    terminal.send(b"\x1b[200~" + pasted.encode() + b"\x1b[201~")
    _press(terminal, "enter", "escape", "F")


def _press(terminal: Terminal, *keys: str) -> None:
    for key in keys:
        terminal.press("clear escape" if key == "escape" else key)
        terminal.rest(0.03)


@pytest.mark.parametrize(("size", "events"), [((120, 40), len(hostile.PAYLOADS)), ((60, 16), 8)], ids=str)
def test_no_screen_sends_what_a_file_holds(
    opened: Open, file: Path, size: tuple[int, int], events: int
) -> None:
    plain = opened(size=size)
    plain.wait_for("▶")
    through_all(plain, 4)
    plain.press("q")
    plain.finish()

    terminal = opened(file, size=size)
    terminal.wait_for("▶", hostile.MARK)
    through_all(terminal, events)
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)
    raw = bytes(terminal.raw)
    assert raw.count(hostile.MARK.encode()) >= 20 * events
    assert forbidden(between_sequences(raw).replace("\r", "")) == []
    assert sequences(raw) - sequences(bytes(plain.raw)) == set()
    for text in copied(raw):
        assert forbidden(text) == []
    for payload in hostile.CONTROLS:
        assert payload.encode() not in raw


def test_markup_is_drawn_letter_for_letter(opened: Open, file: Path) -> None:
    terminal = opened(file, size=(200, 60))
    terminal.wait_for("▶", hostile.MARK)
    for payload in hostile.MARKUP:
        terminal.press("end", "home")
        terminal.wait_for(payload[:30])


@pytest.mark.parametrize(
    "content",
    [
        b"title: \x1b]52;c;UFdORUQ=\x07PWNED\n",
        b"events: [\x9b31mPWNED",
        "\u202ePWNED: [\x85".encode(),
        b"\x00PWNED",
    ],
)
def test_a_file_that_cannot_be_read_is_told_harmlessly(opened: Open, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken\x1b]52;c;UFdORUQ=\x07.timeline.yaml"
    file.write_bytes(content)
    terminal = opened(file)
    # The path of it may be broken over lines anywhere.
    terminal.wait(lambda: "broken^[]52" in re.sub(r"[\s│]", "", terminal.text), "the name of the file")
    _press(terminal, "p", "end", "escape", "r", "?", "escape", "q")
    terminal.finish()
    assert_left_clean(terminal)
    assert forbidden(between_sequences(bytes(terminal.raw)).replace("\r", "")) == []
    assert b"\x1b]52" not in terminal.raw


@pytest.mark.parametrize("payload", [payload for payload in hostile.CONTROLS if "\0" not in payload])
def test_a_place_that_is_asked_for_and_is_none_is_told_harmlessly(opened: Open, payload: str) -> None:
    terminal = opened("--at", payload)
    terminal.wait(lambda: RAIDS in terminal.text or terminal.status is not None, "an answer")
    terminal.settle()
    if terminal.status is None:
        terminal.press("q")
    terminal.finish()
    assert_left_clean(terminal, "" if terminal.status == 0 else hostile.MARK)
    assert forbidden(between_sequences(bytes(terminal.raw)).replace("\r", "")) == []
