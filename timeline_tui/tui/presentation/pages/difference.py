"""Two wordings as one: each word that only one of them has stands in marks, those of wdiff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from timeline_tui.model.proof import Run
from timeline_tui.tui.presentation.document import Piece, Role
from timeline_tui.tui.presentation.words import in_one_line

_MOST = 4000
"""Characters of a difference that a page draws."""
_LONG, _ENDS = 40, 15
"""Words of what only the text has that are shown whole, or else of its beginning and its end."""
_MARKS: Mapping[str, tuple[str, str]] = {"same": ("", ""), "passage": ("[-", "-]"), "text": ("{+", "+}")}
_ROLES: Mapping[str, Role] = {"same": "plain", "passage": "strong", "text": "link"}


def marked(run: Run) -> str:
    """The words of a run in one line, in the marks of the one that has them."""
    opening, closing = _MARKS[run.kind]
    words = in_one_line(" ".join(run.words.split()))
    return f"{opening}{shortened(words) if run.kind == 'text' else words}{closing}"


def shortened(words: str) -> str:
    """A stretch of many words without its middle, and how many words that has."""
    held = words.split()
    if len(held) <= _LONG:
        return words
    more = f"… {len(held) - 2 * _ENDS:,} more words …"
    return " ".join((*held[:_ENDS], more, *held[-_ENDS:]))


def difference(runs: Iterable[Run]) -> Iterator[Piece]:
    """The runs one after the other, as far as a page goes."""
    left = _MOST
    for run in runs:
        shown = marked(run if run.kind == "text" else run._replace(words=run.words[: max(left, 1)]))
        yield Piece(shown, _ROLES[run.kind])
        yield Piece(" ")
        left -= len(shown)
        if left < 0:
            yield Piece("… the rest is not shown", "muted")
            return
