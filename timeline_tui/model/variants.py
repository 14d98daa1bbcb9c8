"""Which passage of its event a quote words differently: what `variant_of` leads to."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_tui.model.timeline import Quote


def meant(quotes: Sequence[Quote], position: int) -> list[int]:
    """The positions of the passages that the quote's `variant_of` can mean: one, if it is clear.

    `herald` is the passage that this source has at the event, `herald#2` the second of several.
    """
    reference = quotes[position].variant_of
    if reference is None:
        return []
    return _named(reference, quotes, position) or _numbered(reference, quotes, position)


def original(quotes: Sequence[Quote], position: int) -> int | None:
    """The position of the passage that the quote is a variant of, where that is clear."""
    found = meant(quotes, position)
    return found[0] if len(found) == 1 else None


def _named(source: str, quotes: Sequence[Quote], position: int) -> list[int]:
    """The passages of another source; a wording of its own is no variant."""
    if source == quotes[position].source:
        return []
    return [at for at, quote in enumerate(quotes) if quote.source == source]


def _numbered(reference: str, quotes: Sequence[Quote], position: int) -> list[int]:
    source, mark, digits = reference.rpartition("#")
    if not mark or not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        return []
    held = _named(source, quotes, position)
    number = int(digits)
    return [held[number - 1]] if 0 < number <= len(held) else []
