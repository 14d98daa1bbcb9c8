"""Two wordings as one: each word that only one of them has stands in marks, those of wdiff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from timeline_tui.model.proof import Run
from timeline_tui.tui.presentation.document import Piece, Role
from timeline_tui.tui.presentation.words import in_one_line

_MOST = 4000
"""Characters of a difference that a page draws."""
_MARKS: Mapping[str, tuple[str, str]] = {"same": ("", ""), "passage": ("[-", "-]"), "text": ("{+", "+}")}
_ROLES: Mapping[str, Role] = {"same": "plain", "passage": "strong", "text": "link"}


def marked(run: Run) -> str:
    """The words of a run in one line, in the marks of the one that has them."""
    opening, closing = _MARKS[run.kind]
    return f"{opening}{in_one_line(run.words.strip())}{closing}"


def difference(runs: Iterable[Run]) -> Iterator[Piece]:
    """The runs one after the other, as far as a page goes."""
    left = _MOST
    for run in runs:
        yield Piece(marked(run._replace(words=run.words[: max(left, 1)])), _ROLES[run.kind])
        yield Piece(" ")
        left -= len(run.words)
        if left < 0:
            yield Piece("… the rest is not shown", "muted")
            return
