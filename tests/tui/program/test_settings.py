"""What is remembered, and what is done where it cannot be read or written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.screens import shown
from timeline_tui.session import settings


def kept(text: str | bytes) -> None:
    path = settings.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_without_settings_the_theme_is_dark_and_nothing_is_said() -> None:
    assert settings.read() == (settings.Settings(), None)


def test_theme_is_remembered() -> None:
    settings.keep_theme("light")
    assert settings.read() == (settings.Settings("light"), None)
    assert [path.name for path in settings.settings_path().parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '{"theme": "../../etc"}',
        '{"theme": ["dark"]}',
        '{"texts": "/etc"}',
        '{"texts": [1]}',
        "[" * 100_000,
        b"\xff\xfe\x00",
        '{"theme": "light"' + " " * 70_000 + "}",
    ],
)
def test_hostile_settings_are_put_aside(text: str | bytes) -> None:
    kept(text)
    chosen, notice = settings.read()
    assert chosen == settings.Settings()
    assert notice is not None
    assert "not understood" in notice
    with pytest.raises(settings.Unsaved, match="is not understood"):
        settings.keep_theme("light")


def test_what_a_person_wrote_beside_the_theme_stays() -> None:
    kept('{"texts": ["/home/me/texts"], "mine": 1}')
    settings.keep_theme("light")
    assert settings.read() == (settings.Settings("light", ("/home/me/texts",)), None)
    assert '"mine": 1' in settings.settings_path().read_text()


def test_pipe_and_folder_in_their_place_are_not_read() -> None:
    path = settings.settings_path()
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert settings.read() == (settings.Settings(), "The settings were not read: no plain file")
    path.unlink()
    path.mkdir()
    chosen, notice = settings.read()
    assert (chosen, notice is None) == (settings.Settings(), False)


def test_folder_that_cannot_be_written_is_told() -> None:
    path = settings.settings_path()
    path.parent.parent.mkdir(exist_ok=True)
    path.parent.write_text("a file stands where the folder should be")
    with pytest.raises(settings.Unsaved, match="will not be remembered"):
        settings.keep_theme("light")


async def test_next_start_has_the_theme_that_was_chosen(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("T")
        assert program.app.theme == "light"
    async with shown(tmp_path) as program:
        assert program.app.theme == "light"
        assert "First entry" in program.text


async def test_program_goes_on_where_settings_cannot_be_kept(tmp_path: Path) -> None:
    path = settings.settings_path()
    path.parent.parent.mkdir(exist_ok=True)
    path.parent.write_text("a file stands where the folder should be")
    async with shown(tmp_path) as program:
        await program.press("T")
        assert program.app.theme == "light"
        assert any("will not be remembered" in notice for notice in program.notices)


async def test_settings_that_were_not_understood_are_told(tmp_path: Path) -> None:
    kept("nonsense")
    async with shown(tmp_path) as program:
        await program.wait_for("The settings were not understood")
