"""A passage that a text proposes, in words: on a page of its own, in the margin, as a title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.render.document import FULL, Document, Marks, Piece
from timeline_tui.render.marking import Shape
from timeline_tui.render.page import Page
from timeline_tui.render.phrases import KINDS, counted, date_words, short
from timeline_tui.render.wrapping import fit
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.gather.proposal import Proposal
    from timeline_tui.gather.publication import Publications, Published
    from timeline_tui.model.timeline import Name

_LONGEST_TITLE = 72
_MARKS = " \t\r\n\"“”„«»‘’'"
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
        said = f"“{said.strip(_MARKS).rstrip(',')}”"
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
        page.add(Piece(f"{label:<{_LABEL}}", "muted"), Piece(said), hang=_LABEL)


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
    return fit(visible(" ".join(proposal.exact[:400].split()).strip(_MARKS), block=True), most)
