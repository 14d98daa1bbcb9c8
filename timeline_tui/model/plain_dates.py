"""One date as people write it, with no word of doubt, in EDTF."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_tui.model.dates_in_numbers import WAYS
from timeline_tui.model.eras import with_eras
from timeline_tui.model.meanings import Meanings, best

# What texts copied from a page hold in place of a hyphen or an apostrophe.
_ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’‘ʼ´`", "'")})
# Our own words say which years they mean: the 19th century (1800 to 1899).
_REPEATED = re.compile(r"\b((?:century|[0-9]0s)(?: bce)?) \([0-9]+ to [0-9]+(?: bce)?\)")


def normal(text: str) -> str:
    """The text in small letters, with one kind each of blank, hyphen and apostrophe."""
    text = re.sub(r"(?<![.])\.$", "", text.strip('"“”„«»;, '))
    words = _REPEATED.sub(r"\1", " ".join(text.casefold().split()).translate(_ALIKE))
    # A hyphen can stand between two words, so a year before the year 0 has an n for its sign from here on.
    return re.sub(r"(?<=[a-z.,] )-(0[0-9]{3})(?![0-9])|(?<=[a-z], )-([0-9]{4})", r"n\1\2", words)


def plain(words: str) -> Meanings:
    """What a text of small letters means as one date; nothing where no way of writing fits.

    A way that fits a day that the calendar does not have counts where no other way fits.
    """
    return _plain(with_eras(words))


@lru_cache(maxsize=2048)
def _plain(words: str) -> Meanings:
    table = WAYS
    if re.search("[a-z']", words):
        # These patterns take a while to compile.
        from timeline_tui.model import dates_by_name

        table = (*table, *dates_by_name.WAYS)
    matches = ((meanings, pattern.fullmatch(words)) for pattern, meanings in table)
    return best(meanings(*match.groups()) for meanings, match in matches if match)
