"""The address of each thing on the page, and of a passage in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote as encoded

from timeline_tui.model.addresses import can_be_opened
from timeline_tui.model.timeline import Quote, Source

# On the page, ids stand without quotation marks around them.
_NOT_IN_AN_ID = re.compile(r"[^\w.:~!$()*+,;@-]+")
_FEW_WORDS = 6
"""Words at either end by which a longer passage is found."""


class PageAnchors:
    """An id for each key of each kind, none of them twice on the page."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def of(self, kind: str, key: str) -> str:
        """Its id: the key with a letter for the kind, and a number where that is another's."""
        found = self._known.get((kind, key))
        if found is None:
            plain = f"{kind}-{_NOT_IN_AN_ID.sub('-', key)[:80].strip('-') or 'x'}"
            found, number = plain, 1
            while found in self._taken:
                number += 1
                found = f"{plain}-{number}"
            self._known[kind, key] = found
            self._taken.add(found)
        return found


def fragment(anchor: str) -> str:
    """The id as it stands behind # in an address."""
    return encoded(anchor, safe="")


def in_text(quote: Quote, sources: Mapping[str, Source]) -> str | None:
    """The address of the passage in its text (URL Fragment Text Directives); None where there is none."""
    source = sources.get(quote.source or "")
    address = next((each for each in (source.url, source.archived) if each), None) if source else None
    if address is None or not can_be_opened(address):
        return None
    words = quote.exact.split()
    if not words:
        return address
    ends = [" ".join(words)]
    if len(words) > 2 * _FEW_WORDS:
        ends = [" ".join(words[:_FEW_WORDS]), " ".join(words[-_FEW_WORDS:])]
    parts = [*map(_directive, ends)]
    if quote.prefix and quote.prefix.split():
        parts.insert(0, f"{_directive(' '.join(quote.prefix.split()))}-")
    if quote.suffix and quote.suffix.split():
        parts.append(f"-{_directive(' '.join(quote.suffix.split()))}")
    return f"{address}{'' if '#' in address else '#'}:~:text={','.join(parts)}"


def _directive(words: str) -> str:
    """Words as a directive takes them: a dash would end one of its parts."""
    return encoded(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
