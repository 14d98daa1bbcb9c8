"""`gather`: what texts propose for a timeline, and nothing that they do not say."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from timeline_tui.cli.files import Named, faults_in, named, tell_of_faults
from timeline_tui.cli.output import Exit, Refusal, columns, say, talk
from timeline_tui.gather.copies import Copied, originals, prints_of
from timeline_tui.gather.held_file import NoText, OpenText, documents_in, text_of, texts_beside, texts_in
from timeline_tui.gather.lexicon import LANGUAGES
from timeline_tui.gather.names import Roster, Speaker
from timeline_tui.gather.proposal import Gathered, HeldQuote, Proposal, gather
from timeline_tui.gather.publication import Publications, Published, publications
from timeline_tui.index.reader import Index
from timeline_tui.model.limits import GATHERED
from timeline_tui.model.span import NotADate
from timeline_tui.model.timeline import Name, Source
from timeline_tui.model.typed_dates import typed
from timeline_tui.render.phrases import counted, date_words, in_one_line
from timeline_tui.render.wordings import origin_words
from timeline_tui.render.wrapping import wrap
from timeline_tui.system import is_folder

_STDIN = "-"
_MOST_NAMED = 5
_PIPE = "standard input"
_PART_OF_PIPE = 1 << 20
_WIDTH, _NARROWEST = 80, 30
_RULES = ", ".join(LANGUAGES)
_INDENT = 5
_FEWEST_TO_COMPARE, _MOST_REPORTS = 2, 5


class ForFile(NamedTuple):
    """What of a timeline counts where texts are gathered for it."""

    names: Mapping[str, Name]
    sources: Mapping[str, Source]
    quotes: tuple[HeldQuote, ...]


def say_gathered(call: Namespace) -> int:
    """Print what each text proposes; texts that cannot be read are told of."""
    if not call.texts:
        raise Refusal("name a text to gather from", "timeline-tui gather article.txt")
    published = _published(call.published)
    if _is_folder_to_list(call):
        # What writes into a file takes longer to import than most texts to read.
        from timeline_tui.cli.listing_sources import list_and_open

        found, missed = _opened(call.texts)
        return list_and_open(call, found, missed=missed)
    texts, missed = _opened(call.texts)
    if not texts:
        raise Refusal("none of these can be gathered from", "a text, a saved page or a PDF")
    into, faults = _for_file(call.into)
    originals = _originals(texts, into)
    roster = Roster(into.names)
    for one in texts:
        reports = publications(one.held.text, published or _published_before(one, into))
        gathered = gather(
            one.held.text,
            report=reports.report,
            later=reports.later_reports,
            known=roster,
            quotes=into.quotes,
            shown=one.unmarked,
        )
        original = originals.get(one.name)
        if call.printer is None:
            _say_text(one, gathered, original, reports)
            continue
        for proposal in gathered.proposals:
            call.printer.add(_record(one, proposal, roster, original, reports))
    if call.printer is not None:
        call.printer.close()
    return Exit.PROBLEMS if missed else faults


def _is_folder_to_list(call: Namespace) -> bool:
    """Whether a folder is to become the sources of a file."""
    is_one = len(call.texts) == 1 and bool(call.texts[0])
    return call.into is not None and is_one and is_folder(Path(call.texts[0]))


def _opened(arguments: Sequence[str]) -> tuple[list[OpenText], bool]:
    """The texts that can be read, and whether others are told of."""
    texts, missed = [], False
    for one in _texts(arguments):
        if isinstance(one, str):
            talk(one)
            missed = True
        elif not one.held.text.strip():
            scan = ": letters of a scan must be recognised first, for example with ocrmypdf"
            talk(f"{one.name} holds no text{scan if one.name.lower().endswith('.pdf') else ''}")
            missed = True
        else:
            texts.append(one)
    return texts, missed


class Original(NamedTuple):
    """What a text copies, and how."""

    name: str
    """The id of a source of the file, or the name of another text."""
    copied: Copied


def _originals(texts: Sequence[OpenText], into: ForFile) -> dict[str, Original]:
    """Which of the texts are copies, each with what it copies: another of them, or a source of the file."""
    if len(texts) < _FEWEST_TO_COMPARE and not into.sources:
        return {}
    prints = {_key(one, into): prints_of(one.held.text) for one in texts}
    folders = dict.fromkeys(Path(one.name).parent for one in texts if one.name != _STDIN)
    for one in texts_beside(folders) if into.sources else ():
        key = _source(one, into)
        if key is not None and key not in prints:
            prints[key] = prints_of(one.held.text)
    found = originals(prints)
    keys = {one.name: _key(one, into) for one in texts}
    return {name: Original(*found[key]) for name, key in keys.items() if key in found}


def _key(one: OpenText, into: ForFile) -> str:
    """The id of the source that a text is of, or its name where the file has none."""
    source = _source(one, into)
    return one.name if source is None else source


def _published(written: str | None) -> Published | None:
    """What `--published` says."""
    if written is None:
        return None
    try:
        found = Published.said("call", typed(written).edtf, written)
    except NotADate as error:
        raise Refusal(f"--published {written}: {error}", error.hint) from error
    if found is None:
        raise Refusal(f"--published {written}: it has no first or no last day", "--published 2024-03-12")
    return found


def _for_file(argument: str | None) -> tuple[ForFile, Exit]:
    """The names, the sources and the passages of a timeline; none where none is named."""
    if argument is None:
        return ForFile({}, {}, ()), Exit.FINE
    with named(argument) as file:
        return file.answer(partial(_parts, file))


def _parts(file: Named, index: Index) -> tuple[ForFile, Exit]:
    faults = tell_of_faults(faults_in(index, file.name), file.argument)
    quotes = tuple(
        HeldQuote(event.id or "", quote.exact) for event in index.every_in_file() for quote in event.quotes
    )
    return ForFile(index.names(), index.sources(), quotes), faults


def _texts(arguments: Sequence[str]) -> Iterator[OpenText | str]:
    """The texts, one after the other; a sentence in the place of one that cannot be read."""
    for argument in arguments:
        if argument == _STDIN:
            yield _piped()
            continue
        if not argument or "\0" in argument:
            yield "a text has a name"
            continue
        path = Path(argument)
        inside = list(texts_in(path)) if is_folder(path) else [(argument, path)]
        if not inside:
            yield f"{argument}: no text lies in this folder"
        if inside and inside[0][1] != path and (others := documents_in(path)):
            more = f" and {len(others) - _MOST_NAMED:,} more" if len(others) > _MOST_NAMED else ""
            named = f"{', '.join(others[:_MOST_NAMED])}{more}"
            yield f"{argument}: no texts, and passed over: {named}; try: save them as text, as pages or PDFs"
        for name, one in inside:
            try:
                yield OpenText.read(name, one)
            except NoText as error:
                yield f"{name} {error}" + (f"; try: {error.hint}" if error.hint else "")


def _piped() -> OpenText | str:
    if sys.stdin is None:
        return "there is no standard input"
    data = bytearray()
    # As much memory is taken as is asked for, however little comes.
    while len(data) <= GATHERED.value and (part := sys.stdin.buffer.read(_PART_OF_PIPE)):
        data += part
    if len(data) > GATHERED.value:
        return f"{_PIPE} holds more than {GATHERED.words}"
    try:
        return OpenText(_STDIN, text_of(bytes(data)))
    except NoText as error:
        return f"{_PIPE} {error}" + (f"; try: {error.hint}" if error.hint else "")


def _published_before(one: OpenText, into: ForFile) -> Published | None:
    """When a text was published, as the file says or the page."""
    key = _source(one, into)
    said = None if key is None else Published.of_source(key, into.sources)
    return said or Published.by_page(one.held)


def _source(one: OpenText, into: ForFile) -> str | None:
    """The id of the source of the file that the text is of."""
    name = Path(one.name).name
    digests = (one.held.sha256, one.held.text_sha256)
    for key, source in into.sources.items():
        if source.sha256 is not None and source.sha256.lower() in digests:
            return key
    found = (key for key, source in into.sources.items() if Path(source.text or "").name == name)
    return next(found, None)


def _say_text(one: OpenText, gathered: Gathered, original: Original | None, reports: Publications) -> None:
    """The proposals of a text, numbered, with the share of the text that they are."""
    shares = gathered.shares
    parts = [f"{shares.proposed:.0%} proposed", f"{shares.untouched:.0%} untouched"]
    if gathered.used:
        parts.insert(0, f"{shares.used:.0%} used")
    language = one.language_without_rules
    if language is not None:
        talk(
            f"{one.name}: there are no rules for {language}, and those for {_RULES} find little: speech in"
            " quotation marks, and seldom who speaks or when"
        )
    if one.held.is_part:
        talk(f"{one.name}: read is its article, without what else stands on the page")
    found = [proposal for proposal in gathered.proposals if not proposal.is_sentence]
    talk(f"{one.name}: {counted(len(found), 'proposal')}; {', '.join(parts)}")
    if original is not None:
        talk(f"{one.name}: {original.copied.told(original.name)}")
    _say_published(one, gathered, reports)
    width = max(_NARROWEST, min(columns() or _WIDTH, 120))
    text, line, at = one.held.text, 1, 0
    whole: dict[int, int] = {}
    for number, proposal in enumerate(found, start=1):
        line += text.count("\n", at, proposal.start)
        at = proposal.start
        if proposal.within is None:
            whole[at] = number
        place = f"line {line}" if proposal.within is None else f"in {whole.get(proposal.within, number)}"
        _say_proposal(number, place, proposal, text, width)


def _say_published(one: OpenText, gathered: Gathered, reports: Publications) -> None:
    """When a text was published and what says so; where nothing does, which words have no date for that."""
    text = one.held.text
    said = ([] if reports.first is None else [reports.first]) + [published for _, published in reports.later]
    for published in said[:_MOST_REPORTS]:
        hint = "; --published would say it surely" if published.is_guess else ""
        talk(f"{one.name}: published {date_words(published.date)}, {origin_words(published, text)}{hint}")
    if len(said) > _MOST_REPORTS:
        talk(f"{one.name}: {len(said) - _MOST_REPORTS:,} more dates of reports stand in its lines")
    undated = [proposal.moment for proposal in gathered.proposals if proposal.moment is not None]
    undated = [moment for moment in undated if moment.date is None]
    if not undated:
        return
    words = in_one_line(text[undated[0].start : undated[0].end])
    why = " and ".join(f"“{in_one_line(text[slice(*place)])}”" for place in reports.unclear)
    why = f"{why} does not say which day" if why else "nothing says when it was published"
    talk(f"{one.name}: {why}, so such words as “{words}” have no date; try: --published 2024-03-12")


def _say_proposal(number: int, place: str, proposal: Proposal, text: str, width: int) -> None:
    head = [proposal.kind, place]
    if proposal.speaker is not None:
        head.insert(1, _speaker_words(proposal.speaker))
    if proposal.moment is not None:
        head.append(_moment_words(proposal, text))
    margin = " " * _INDENT
    first, *more = wrap(" · ".join(map(in_one_line, head)), width - _INDENT)
    say(f"{number:>{_INDENT - 1}} {first}")
    below = [*more, *wrap(in_one_line(proposal.exact), width - _INDENT)]
    new = [f"new: {', '.join(proposal.candidates)}"] if proposal.candidates else []
    names = [f"names: {', '.join(proposal.names)}"] if proposal.names else []
    held = [f"held by {', '.join(proposal.held)}"] if proposal.held else []
    for said in ("; ".join((*names, *new)), *held):
        below += wrap(in_one_line(said), width - _INDENT) if said else []
    say("\n".join(f"{margin}{each}" for each in below))


def _speaker_words(speaker: Speaker) -> str:
    return speaker.text if speaker.id is None else f"{speaker.text} ({speaker.id})"


def _moment_words(proposal: Proposal, text: str) -> str:
    moment = proposal.moment
    if moment is None:
        return ""
    words = text[moment.start : moment.end]
    if moment.date is None:
        return f"“{words}”, of a day that --published would say"
    return f"{date_words(moment.date)}, {'inferred ' if moment.inferred else ''}from “{words}”"


def _record(
    one: OpenText, proposal: Proposal, known: Roster, original: Original | None, reports: Publications
) -> dict[str, object]:
    is_variant = original is not None and original.copied.has(proposal.start, proposal.end)
    text, moment, cue = one.held.text, proposal.moment, proposal.cue
    return {
        "text": one.name,
        "exact": proposal.exact,
        "start": proposal.start,
        "end": proposal.end,
        "kind": proposal.kind,
        "speaker": None if proposal.speaker is None else _speaker_record(proposal.speaker, text),
        "cue": None if cue is None else text[cue.start : cue.end],
        "date": None if moment is None else moment.date,
        "date_from": None if moment is None else text[moment.start : moment.end],
        "inferred": moment is not None and moment.inferred,
        "published": _published_record(reports.at(proposal.start)),
        "names": [
            *({"text": known.name(key), "id": key} for key in proposal.names),
            *({"text": name, "id": None} for name in proposal.candidates),
        ],
        "held": list(proposal.held),
        "within": proposal.within,
        "sentence": proposal.is_sentence,
        "derived_from": None if original is None else original.name,
        "variant_of": original.name if original is not None and is_variant else None,
    }


def _published_record(published: Published | None) -> dict[str, object] | None:
    if published is None:
        return None
    start, end = published.place or (None, None)
    said: dict[str, object] = {"date": published.date, "from": published.origin, "words": published.words}
    return {**said, "start": start, "end": end}


def _speaker_record(speaker: Speaker, text: str) -> dict[str, object]:
    words = speaker.words
    found: dict[str, object] = {
        "text": speaker.text,
        "start": speaker.start,
        "end": speaker.end,
        "id": speaker.id,
    }
    if words is not None:
        found["words"] = {"text": text[words.start : words.end], "start": words.start, "end": words.end}
    return found
