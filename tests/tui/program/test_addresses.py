"""The gate before the browser."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.tui.screens import shown
from timeline_tui.model.fields import NotAnAddress, checked_address
from timeline_tui.model.limits import ADDRESS
from timeline_tui.tui.carry_out import open_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG:8080/x",
        "https://[2001:db8::1]/",
        "https://münchen.example/straße",
        "https://example.org/" + "a" * (ADDRESS.value - 20),
    ],
)
def test_web_addresses_pass(address: str) -> None:
    assert checked_address(address) == address


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("-flag", "http or https only"),
        ("", "http or https only"),
        ("file:///etc/passwd", "http or https only"),
        ("javascript:alert(1)", "http or https only"),
        ("%action", "http or https only"),
        ("data:text/html,x", "http or https only"),
        ("//example.org", "http or https only"),
        ("https://", "http or https only"),
        ("https:///path", "http or https only"),
        ("https://user@example.org", "names a user"),
        ("https://bank.example@evil.example/", "names a user"),
        ("https://-x.example", "names no host"),
        ("https://example.org:port/", "names no host"),
        ("https://a b", "white space"),
        ("https://example.org/\n", "white space"),
        ("https://example.org/\x1b]52;c;x\x07", "hidden"),
        ("https://example.org/\u202e", "hidden"),
        ("https://example.org/" + "a" * ADDRESS.value, "longer than"),
    ],
)
def test_anything_else_is_refused_with_its_reason(address: str, reason: str) -> None:
    with pytest.raises(NotAnAddress, match=reason):
        checked_address(address)


def browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that writes down what it is given, and tries to write to the terminal."""
    program, seen = folder / "browser", folder / "seen"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > {seen}\necho spoilt; echo spoilt >&2\n')
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    return seen


def test_browser_gets_the_address_and_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    seen = browser(tmp_path, monkeypatch)
    assert open_address("https://example.org/$(id);x")
    assert seen.read_text() == "1\nhttps://example.org/$(id);x\n"
    assert capfd.readouterr() == ("", "")


def test_missing_browser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if sys.platform == "darwin":
        pytest.skip("the system itself opens addresses there")
    assert not open_address("https://example.org/")


async def test_o_opens_the_address_of_the_source_under_the_cursor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = browser(tmp_path, monkeypatch)
    async with shown(tmp_path) as program:
        await program.press("enter", "o")
        for _ in range(200):
            if seen.exists() and seen.read_text().count("\n") == 2:
                break
            await asyncio.sleep(0.05)
        assert seen.read_text() == "1\nhttps://herald.example/raid\n"


async def test_browser_that_takes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser")
    monkeypatch.setenv("PATH", "/nowhere")
    async with shown(tmp_path) as program:
        await program.press("enter", "o")
        await program.wait_for("No browser was found to open https://herald.example/raid")


async def test_leaving_does_not_wait_for_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "browser"
    slow.write_text("#!/bin/sh\nsleep 1; exit 1\n")
    slow.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(slow))
    async with shown(tmp_path) as program:
        await program.press("enter", "o")
        await program.pilot.press("q")
        assert program.app._exit
    assert program.app.failure is None
    assert program.app.return_code == 0


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (("down", "enter", "tab", "tab", "o"), "This source has no address in the file"),
        (("down", "enter", "tab", "tab", "tab", "o"), "not a web address (http or https only)"),
        (("end", "up", "enter", "o"), "The file does not say what source this passage is from"),
    ],
)
async def test_o_says_why_it_cannot(
    keys: tuple[str, ...], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = browser(tmp_path, monkeypatch)
    async with shown(tmp_path) as program:
        await program.press(*keys)
        assert any(reason in notice for notice in program.notices), program.notices
        assert not seen.exists()
