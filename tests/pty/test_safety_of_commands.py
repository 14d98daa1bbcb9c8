"""No command lets a file, or what it is called with, act on the terminal that reads its answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.pty import hostile
from tests.pty.conftest import PROGRAM
from tests.pty.safety import forbidden
from timeline_tui.cli.main import main

# No argument of a command can hold a NUL.
CALLABLE = tuple(payload for payload in hostile.PAYLOADS if "\0" not in payload)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile timeline under a hostile name."""
    path = tmp_path_factory.mktemp("hostile") / f"{hostile.CONTROLS[0].replace('/', '')}.timeline.yaml"
    hostile.write(path)
    return path


@pytest.fixture(scope="module")
def indexes(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of all tests here: what is asked of a file does not depend on when it was read."""
    return shutil.copytree(shipped, tmp_path_factory.mktemp("cache") / "indexes")


@pytest.fixture(autouse=True)
def cache(fixed_surroundings: None, indexes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read for one test is not read anew for the next."""
    monkeypatch.setenv("TIMELINE_TUI_CACHE", str(indexes))


@pytest.mark.parametrize("command", ["list", "check"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_listed_is_harmless(file: Path, command: str, form: str) -> None:
    out, talk = _said(command, file, "--format", form)
    assert hostile.MARK in out
    if form == "json":
        assert out.isascii()
        assert json.loads(out)
    assert hostile.MARK in out + talk


@pytest.mark.parametrize("number", range(len(CALLABLE)))
def test_an_event_that_is_shown_is_harmless(
    file: Path, number: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    payload = CALLABLE[number]
    event = f"e{hostile.PAYLOADS.index(payload)}{payload}"
    assert main(["show", event, str(file)]) == 1
    assert _harmless(*capfdbinary.readouterr())[0].count(hostile.MARK) >= 10
    assert main(["show", event, str(file), "--format", "json"]) == 1
    shown = json.loads(_harmless(*capfdbinary.readouterr())[0])
    assert shown["title"] == payload
    assert [quote["exact"] for quote in shown["quotes"]] == [payload] * 3


def test_markup_is_shown_letter_for_letter(file: Path) -> None:
    listed, _ = _said("list", file)
    for payload in hostile.MARKUP:
        assert payload in listed


@pytest.mark.parametrize("payload", CALLABLE)
@pytest.mark.parametrize(
    "call",
    [
        ("show", "{}"),
        ("show", "{}", "--format", "json"),
        ("list", "{}"),
        ("list", "--{}"),
        ("list", "--format", "{}"),
        ("check", "{}"),
        ("check", "{}", "--format", "json"),
        ("{}",),
        ("--{}",),
        ("--at", "{}"),
        ("show", "first-entry", "{}", "{}"),
    ],
    ids=" ".join,
)
def test_a_complaint_about_the_call_is_harmless(
    call: tuple[str, ...], payload: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with suppress(SystemExit):
        main([part.replace("{}", payload) for part in call])
    out, talk = _harmless(*capfdbinary.readouterr())
    assert out + talk


@pytest.mark.parametrize(
    "content",
    [
        b"title: \x1b]52;c;UFdORUQ=\x07PWNED\n",
        b"events: [\x9b31mPWNED",
        "\u202ePWNED: [\x85".encode(),
        b"\x00PWNED",
    ],
)
def test_a_file_that_cannot_be_read_is_harmless(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.timeline.yaml"
    file.write_bytes(content)
    for call in (("list",), ("check",), ("show", "x")):
        _said(*call, file)


def test_a_copy_is_not_written_to_a_hostile_name_without_saying_so_harmlessly(tmp_path: Path) -> None:
    name = hostile.CONTROLS[0].replace("/", "")
    for _ in range(2):
        _said("init", "--shipped", name, cwd=tmp_path)


def _said(*arguments: str | Path, cwd: Path | None = None) -> tuple[str, str]:
    """What the program says, on standard output and beside it; either must be harmless."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=os.environ,
    )
    return _harmless(done.stdout, done.stderr)


def _harmless(data: bytes, beside: bytes) -> tuple[str, str]:
    out, talk = data.decode(), beside.decode()
    assert "Traceback" not in talk
    assert forbidden(out) == []
    assert forbidden(talk) == []
    return out, talk
