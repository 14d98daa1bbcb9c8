"""What became of a passage in its text: its state in a few words, and the difference word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from timeline_tui.model.proof import FAULTY, STATES, Finding, Run, State
from timeline_tui.tui.presentation.document import Piece
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.pages.difference import difference, shortened
from timeline_tui.tui.presentation.words import counted, in_one_line


def state_words(finding: Finding) -> str:
    """The state in a few words: `verbatim`, `altered: 4 of 11 words`, `cut: 2 words left out`."""
    if finding.state == "altered":
        return f"altered: {finding.changed:,} of {counted(finding.words, 'word')}"
    if finding.state == "cut" and finding.changed:
        return f"cut: {counted(finding.changed, 'word')} left out"
    return finding.state


def fault_words(finding: Finding) -> str:
    """What is to be said of a passage that does not stand so in its text, with what a cut leaves out."""
    if finding.state != "cut":
        return state_words(finding)
    remark = f", {in_one_line(finding.remark)}" if finding.remark else ""
    if not finding.changed and remark:
        return f"cut{remark}"
    left_out = [f"“{shortened(in_one_line(words))}”" for words in _left_out(finding.difference)]
    return state_words(finding) + (f": {', '.join(left_out)}" if left_out else "") + remark


def _left_out(difference: Sequence[Run]) -> list[str]:
    """What a cut leaves out whole, and no word of which it has a part."""
    pairs = pairwise([Run("same", ""), *difference])
    return [run.words for before, run in pairs if run.kind == "text" and before.kind != "passage"]


def is_wrong(finding: Finding) -> bool:
    """Whether the text is held, and the passage does not stand so in it."""
    return finding.state in FAULTY


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
    """All passages by what became of them: `113 passages, all verbatim`, `110 verbatim, 1 cut, 2 not`."""
    total = sum(counts.values())
    if not total or counts.get("verbatim") == total:
        return f"{counted(total, 'passage')}, all verbatim" if total else "no passages"
    wrong = sum(counts.get(state, 0) for state in FAULTY if state != "cut")
    parts = [f"{counts[state]:,} {state}" for state in STATES[:3] if counts.get(state)]
    parts += [f"{wrong:,} not"] if wrong else []
    parts += [f"{counts['no text held']:,} with no text held"] if counts.get("no text held") else []
    return ", ".join(parts)
