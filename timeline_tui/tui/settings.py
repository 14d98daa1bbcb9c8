"""What is remembered between two starts: the theme, and nothing about any timeline."""

from __future__ import annotations

import os
import stat
from pathlib import Path

THEMES = ("dark", "light", "terminal")
_MOST_BYTES = 65_536


class Unsaved(OSError):  # noqa: N818 - it says what happened
    """The settings could not be written; it says why."""


def settings_path() -> Path:
    """Where they are kept."""
    if folder := os.environ.get("TIMELINE_TUI_CONFIG"):
        return Path(folder) / "settings.json"
    import platformdirs

    return platformdirs.user_config_path("timeline-tui") / "settings.json"


def theme() -> tuple[str, str | None]:
    """The theme that was chosen last, and a sentence where what is kept could not be used."""
    path = settings_path()
    try:
        kept = _bounded(path)
    except FileNotFoundError:
        return THEMES[0], None
    except OSError as error:
        return THEMES[0], f"The settings were not read: {error.strerror or 'no plain file'}"
    chosen = _theme(kept)
    if chosen is None:
        return THEMES[0], "The settings were not understood, so the theme is the usual one"
    return chosen, None


def _bounded(path: Path) -> bytes:
    # Never waits on a pipe, never reads without end.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError
        return file.read(_MOST_BYTES)


def _theme(kept: bytes) -> str | None:
    import json

    try:
        plain = json.loads(kept)
    except (ValueError, RecursionError):
        return None
    kept_theme = plain.get("theme") if isinstance(plain, dict) else None
    return kept_theme if kept_theme in THEMES else None


def keep_theme(name: str) -> None:
    """Remember the theme, whole or not at all; raises Unsaved."""
    import json
    import tempfile

    path = settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, beside = tempfile.mkstemp(prefix=".settings-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(json.dumps({"theme": name}) + "\n")
            Path(beside).replace(path)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Unsaved(f"The theme will not be remembered: {error.strerror}") from error
