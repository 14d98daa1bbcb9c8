"""What is said of a passage: what became of it in its text, where wordings differ, what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.evidence.accounts import pairs
from timeline_tui.evidence.alike import FoldedText, compare
from timeline_tui.model.passage_states import FAULTY, STATES, Finding, Run, State
from timeline_tui.model.timeline import Event, Name, Quote
from timeline_tui.render.document import FULL, Document, Marks, Piece, Role
from timeline_tui.render.marking import Shape
from timeline_tui.render.page import Context, Page
from timeline_tui.render.phrases import KINDS, counted, date_words, in_one_line, outlet_among, short
from timeline_tui.render.wrapping import fit
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.gather.proposal import Proposal
    from timeline_tui.gather.publication import Publications, Published


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
    other = outlet_among(context.sources, wording.quote.source)
    differ = f"{counted(changed, 'word')} differ{'s' if changed == 1 else ''}, [-here-] {{+there+}}"
    said = f"Worded differently in {other}" if wording.confirmed else f"Alike in {other}, not confirmed"
    page.add(Piece(f"{said}: {differ if changed else 'word for word the same'}", "muted"), indent=2)
    if changed:
        page.add(*difference(runs), indent=4)


def _alike(word: str) -> str:
    """A word as it is compared: quotation marks, dashes and spaces are no difference in wording."""
    return FoldedText(word).text.strip(" '")


_LONGEST_TITLE = 72
_QUOTATION_MARKS = " \t\r\n\"“”„«»‘’'"
_LABEL = 13


class ReadText(NamedTuple):
    """A text that was read for proposals, and what was known of it then."""

    source: str
    """The id of its source."""
    text: str
    names: Mapping[str, Name]
    """Those of the file."""
    publications: Publications
    """When it was published, on which its words for a time hang, and what says so."""


def shape_of(proposal: Proposal) -> Shape:
    """What is proposed, in a word."""
    return "dated" if proposal.kind == "narration" else proposal.kind


def label_of(proposal: Proposal, read: ReadText) -> str:
    """Who speaks and when, for the margin."""
    said = [] if proposal.speaker is None else [_called(proposal.speaker.text, proposal.speaker.id, read)]
    if proposal.moment is not None:
        date = proposal.moment.date
        said.append(f"“{_words(proposal, read)}”" if date is None else date_words(date))
    return ", ".join(said) or "nobody named"


def title_of_event(proposal: Proposal, read: ReadText) -> str:
    """What an event could be called that begins with it: who speaks, and the first words."""
    said = " ".join(proposal.exact.split())
    if proposal.kind == "direct":
        said = f"“{said.strip(_QUOTATION_MARKS).rstrip(',')}”"
        if proposal.speaker is not None:
            said = f"{_called(proposal.speaker.text, proposal.speaker.id, read)}: {said}"
    said = said.strip()
    said = f"{said[:1].upper()}{said[1:]}"
    if len(said) <= _LONGEST_TITLE:
        return said.removesuffix(".")
    kept = said[:_LONGEST_TITLE].rpartition(" ")[0] or said[:_LONGEST_TITLE]
    return f"{kept.rstrip(' ,;:.–-')}…"


def note_of_date(proposal: Proposal, read: ReadText) -> str:
    """From what the date is known, where it hangs on that of the report."""
    moment = proposal.moment
    if moment is None or moment.date is None or not moment.inferred:
        return ""
    published = read.publications.at(proposal.start)
    of = f" of {_published_words(published, read.text)}" if published is not None else ""
    return f"The date is read from “{_words(proposal, read)}” in a report{of}."


def origin_words(published: Published, text: str) -> str:
    """What says when a text was published, with its words."""
    words = short(published.words)
    place = published.place
    line = "" if place is None else f" in line {text.count(chr(10), 0, place.start) + 1:,}"
    match published.origin:
        case "call":
            return f"as --published {words} says"
        case "file":
            return f"as the file says, and “{words}”{line}" if line else "as the file says"
        case "copied source":
            return f"as the file says of the source that it copies ({words})"
        case "page":
            return f"as the page says ({words})"
        case "dateline":
            return f"guessed from “{words}”{line}"


def _published_words(published: Published, text: str) -> str:
    """The date of a report, and whether it was guessed from a line of it."""
    date = date_words(published.date)
    return f"{date}, which is {origin_words(published, text)}" if published.is_guess else date


def proposal_page(proposal: Proposal, read: ReadText, width: int, *, marks: Marks = FULL) -> Document:
    """All that the text says of it: who speaks, by which verb, when and by which words, whom it names."""
    page = Page(width, marks)
    page.quote(proposal.exact)
    page.blank()
    _add(page, "What", KINDS[proposal.kind] + (", with a date" if proposal.kind == "narration" else ""))
    _add(page, "Who", _who(proposal, read))
    cue = "" if proposal.cue is None else read.text[proposal.cue.start : proposal.cue.end]
    _add(page, "Passed on by", f"the word “{short(cue)}”" if cue else "")
    _add(page, "When", _when(proposal, read))
    known = (read.names[key].name for key in proposal.names if key in read.names)
    _add(page, "Names", ", ".join(map(short, known)))
    _add(page, "New names", ", ".join(map(short, proposal.candidates)))
    line = read.text.count("\n", 0, proposal.start) + 1
    part = ", within a passage that is proposed as well" if proposal.within is not None else ""
    _add(page, "Stands", f"in line {line:,} of the text{part}")
    page.blank()
    page.add(Piece("Rules read this from the words of the text, and it is in no event yet.", "muted"))
    return page.document()


def _add(page: Page, label: str, said: str) -> None:
    if said:
        page.labelled(label, said, cells=_LABEL)


def _words(proposal: Proposal, read: ReadText) -> str:
    """The words that the date was read from."""
    moment = proposal.moment
    return "" if moment is None else short(read.text[moment.start : moment.end])


def _called(text: str, key: str | None, read: ReadText) -> str:
    """What the file calls a name, or else what the text does."""
    return short(read.names[key].name if key in read.names else text) if key else short(text)


def _who(proposal: Proposal, read: ReadText) -> str:
    speaker = proposal.speaker
    if speaker is None:
        return "nobody is named" if proposal.kind != "narration" else ""
    if speaker.id is not None and speaker.id in read.names:
        name = read.names[speaker.id].name
        said = short(name) if name == speaker.text else f"{short(name)}, in the text “{short(speaker.text)}”"
    else:
        said = f"“{short(speaker.text)}”, of whom the file knows nothing yet"
    if speaker.words is not None:
        beside = short(read.text[speaker.words.start : speaker.words.end])
        said += f"; the text says “{beside}”, for the name before it"
    return said


def _when(proposal: Proposal, read: ReadText) -> str:
    moment = proposal.moment
    if moment is None:
        return ""
    words = f"“{_words(proposal, read)}”"
    if moment.date is None:
        return f"{words}, which only the date of the report would tell: {_why_unknown(read)}"
    said = f"{date_words(moment.date)}, from {words}"
    if not moment.inferred:
        return said
    published = read.publications.at(proposal.start)
    of = "" if published is None else f", {date_words(published.date)}, {origin_words(published, read.text)}"
    return f"{said}; inferred, since the words hang on the date of the report{of}"


def _why_unknown(read: ReadText) -> str:
    """Why it is not known when a text was published."""
    unclear = " and ".join(f"“{short(read.text[slice(*place)])}”" for place in read.publications.unclear)
    return f"{unclear} in its lines does not say which day" if unclear else "the source has none"


class ShareCounts(NamedTuple):
    """What became of a text."""

    used: int
    """Passages that events use."""
    proposed: int
    passed: int
    """Proposals that were passed over for now."""
    untouched: float
    """The part of its letters of which nothing became: 0.25."""


def counts_words(counts: ShareCounts) -> str:
    """The same in a sentence: `12 passages used, 30 proposed, 4 passed over; 61 % untouched`."""
    used = counted(counts.used, "passage") if counts.used else "no passage"
    said = [f"{used} used", f"{counts.proposed:,} proposed"]
    if counts.passed:
        said.append(f"{counts.passed:,} passed over")
    return f"{', '.join(said)}; {_percent(counts.untouched)} untouched"


def _percent(share: float) -> str:
    """A share as one says it; what is not all and not nothing is not called so."""
    percent = round(100 * share)
    if 0 < share < 1:
        percent = min(max(percent, 1), 99)
    return f"{percent} %"


def words_of(proposal: Proposal, most: int = 200) -> str:
    """The passage in one line, with no quotation marks at its ends."""
    return fit(visible(" ".join(proposal.exact[:400].split()).strip(_QUOTATION_MARKS), block=True), most)
