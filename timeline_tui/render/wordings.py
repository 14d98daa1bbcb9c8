"""What became of a passage in its text, and where two wordings differ, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline_tui.evidence.accounts import pairs
from timeline_tui.evidence.alike import FoldedText, compare
from timeline_tui.model.passage_states import FAULTY, STATES, Finding, Run, State
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.document import Piece, Role
from timeline_tui.render.page import Context, Page
from timeline_tui.render.phrases import NO_SOURCE, counted, in_one_line, outlet_words

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
    """All passages by what became of them: `113 passages, all verbatim`, `110 passages verbatim, 3 cut`."""
    total = sum(counts.values())
    if not total or counts.get("verbatim") == total:
        return f"{counted(total, 'passage')}, all verbatim" if total else "no passages"
    found = [(state, counts[state]) for state in STATES if counts.get(state)]
    called = {"no text held": "with no text held"}
    first, *rest = [(number, called.get(state, state)) for state, number in found]
    return ", ".join(
        [f"{counted(first[0], 'passage')} {first[1]}", *(f"{number:,} {words}" for number, words in rest)]
    )


def faults_in_brief(counts: Mapping[State, int]) -> str:
    """How many passages do not stand so in their texts, where there is no room for more; empty where none."""
    wrong = sum(counts.get(state, 0) for state in FAULTY)
    return f"{counted(wrong, 'passage')} not so in the text" if wrong else ""


# Characters of a passage that are compared word by word.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Wording:
    """Another source's wording of a passage."""

    quote: Quote
    confirmed: bool
    """Whether the file says that it is the same passage."""


Wordings = Mapping[int, Sequence[Wording]]
"""The other wordings of the passages of one event, by their positions."""


def wordings(event: Event, source: str, families: Mapping[str, str]) -> Wordings:
    """The other wordings of each passage that the event holds from the source."""
    found: dict[int, list[Wording]] = {}
    for pair in pairs(event.quotes, families):
        for own, other in ((pair.original, pair.variant), (pair.variant, pair.original)):
            if event.quotes[own].source == source:
                found.setdefault(own, []).append(Wording(event.quotes[other], pair.confirmed))
    return found


def draw_wording(page: Page, own: Quote, wording: Wording, context: Context) -> None:
    """Both wordings as one, with marks round the words that only one of them has."""
    runs, changed = compare(own.exact[:_LONGEST], wording.quote.exact[:_LONGEST], _alike)
    key = wording.quote.source
    other = outlet_words(key, context.sources.get(key)) if key else NO_SOURCE
    differ = f"{counted(changed, 'word')} differ{'s' if changed == 1 else ''}, [-here-] {{+there+}}"
    said = f"Worded differently in {other}" if wording.confirmed else f"Alike in {other}, not confirmed"
    page.add(Piece(f"{said}: {differ if changed else 'word for word the same'}", "muted"), indent=2)
    if changed:
        page.add(*difference(runs), indent=4)


def _alike(word: str) -> str:
    """A word as it is compared: quotation marks, dashes and spaces are no difference in wording."""
    return FoldedText(word).text.strip(" '")
