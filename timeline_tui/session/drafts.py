"""What was typed into forms and not saved, kept from one run of the program to the next."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from timeline_tui.session.form_fields import LONGEST
from timeline_tui.session.settings import KeptOfTimelines, settings_path

Drafts: TypeAlias = "dict[str, dict[str, str]]"
"""What is typed in each field, by the key of the form."""
_MOST_BYTES = 4 << 20
_MOST_FILES = 50
"""Timelines of which something is kept; the oldest goes first."""


def read(file: Path) -> Drafts:
    """What was typed over this timeline; nothing where what is kept cannot be used."""
    drafts = _kept().all().get(_key(file), {})
    with suppress(AttributeError):
        return {form: _texts(typed) for form, typed in drafts.items() if _texts(typed)}
    return {}


def write(file: Path, drafts: Drafts) -> bool:
    """Keep this, in the place of what was kept of this timeline; whether it is."""
    return _kept().put(_key(file), drafts or None)


def _kept() -> KeptOfTimelines:
    return KeptOfTimelines(settings_path().with_name("drafts.json"), _MOST_BYTES, _MOST_FILES)


def _key(file: Path) -> str:
    return str(file.resolve())


def _texts(typed: object) -> dict[str, str]:
    if not isinstance(typed, Mapping):
        return {}
    return {field: text[:LONGEST] for field, text in typed.items() if isinstance(text, str)}
