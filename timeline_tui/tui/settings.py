"""What is remembered between two starts: the theme, and the folders that hold texts of sources."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

THEMES = ("dark", "light", "terminal")
_MOST_BYTES = 65_536


class Unsaved(OSError):  # noqa: N818 - it says what happened
    """The settings could not be written; it says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a person."""

    theme: str = THEMES[0]
    """One of THEMES."""
    texts: tuple[str, ...] = ()
    """Folders that hold texts of sources, as the person wrote them into the file."""


def settings_path() -> Path:
    """Where they are kept."""
    if folder := os.environ.get("TIMELINE_TUI_CONFIG"):
        return Path(folder) / "settings.json"
    import platformdirs

    return platformdirs.user_config_path("timeline-tui") / "settings.json"


def read() -> tuple[Settings, str | None]:
    """The settings, and a sentence where what is kept could not be used."""
    path = settings_path()
    try:
        kept = _bounded(path)
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), f"The settings were not read: {error.strerror or 'no plain file'}"
    understood = _understood(kept)
    if understood is None:
        return Settings(), "The settings were not understood, so the usual ones are in force"
    return understood, None


def _bounded(path: Path) -> bytes:
    # Never waits on a pipe, never reads without end.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError
        return file.read(_MOST_BYTES)


def _understood(kept: bytes) -> Settings | None:
    import json

    try:
        plain = json.loads(kept)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict):
        return None
    theme, texts = plain.get("theme", THEMES[0]), plain.get("texts", [])
    if theme not in THEMES or not isinstance(texts, list):
        return None
    if not all(isinstance(folder, str) and folder and "\0" not in folder for folder in texts):
        return None
    return Settings(theme, tuple(texts))


def write(settings: Settings) -> None:
    """Keep the settings, whole or not at all; raises Unsaved."""
    import json
    import tempfile

    path = settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, beside = tempfile.mkstemp(prefix=".settings-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(json.dumps({"theme": settings.theme, "texts": list(settings.texts)}) + "\n")
            Path(beside).replace(path)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Unsaved(f"The theme will not be remembered: {error.strerror}") from error
