"""What became of a passage in its text: its state in a few words, and the difference word by word."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_tui.model.proof import Finding, State
from timeline_tui.tui.presentation.document import Piece
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.pages.difference import difference
from timeline_tui.tui.presentation.words import counted, in_one_line

_WRONG: tuple[State, ...] = ("altered", "not found")


def state_words(finding: Finding) -> str:
    """The state in a few words: `verbatim`, `altered: 4 of 11 words`."""
    if finding.state != "altered":
        return finding.state
    return f"altered: {finding.changed:,} of {counted(finding.words, 'word')}"


def is_wrong(finding: Finding) -> bool:
    """Whether the text is held, and the passage does not stand so in it."""
    return finding.state in _WRONG


def draw_state(page: Page, finding: Finding) -> None:
    """The state of a passage with its difference under it."""
    if is_wrong(finding):
        page.add(Piece(f"{page.marks.unproven} {state_words(finding)}", "warning"), indent=2, hang=2)
    else:
        page.add(Piece(state_words(finding), "muted"), indent=2)
    if finding.difference:
        page.add(*difference(finding.difference), indent=4)
        page.add(Piece("[-in the passage only-] {+in the text only+}", "muted"), indent=4)
    if finding.remark:
        page.add(Piece(in_one_line(finding.remark), "muted"), indent=4)


def proof_words(counts: Mapping[State, int]) -> str:
    """All passages by what became of them: `113 passages, all verbatim`, `110 verbatim, 3 not`."""
    total = sum(counts.values())
    if not total or counts.get("verbatim") == total:
        return f"{counted(total, 'passage')}, all verbatim" if total else "no passages"
    wrong = sum(counts.get(state, 0) for state in _WRONG)
    parts = [f"{counts[state]:,} {state}" for state in ("verbatim", "normalised") if counts.get(state)]
    parts += [f"{wrong:,} not"] if wrong else []
    parts += [f"{counts['no text held']:,} with no text held"] if counts.get("no text held") else []
    return ", ".join(parts)
