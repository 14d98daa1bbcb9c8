"""Every language that has rules: a file for each, and its row here."""

from __future__ import annotations

from typing import Final

from timeline_tui.gather.english import ENGLISH

LANGUAGES: Final = {language.code: language for language in (ENGLISH,)}
"""By its code."""
