"""`verify`: every passage against the text it was taken from."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from timeline_tui.cli.files import Named, faults_in, named, progress, tell_of_faults
from timeline_tui.cli.output import Exit, Refusal, say, talk
from timeline_tui.cli.printing import Printer
from timeline_tui.index.reader import Index
from timeline_tui.index.records import Row
from timeline_tui.index.sidecar import Findings
from timeline_tui.jobs.child import NotMade, Proof
from timeline_tui.model.folding import nearest
from timeline_tui.model.passage_states import STATES, Finding, State
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.render.phrases import counted, in_one_line
from timeline_tui.render.wordings import marked
from timeline_tui.render.wrapping import fit
from timeline_tui.session import settings
from timeline_tui.system import typed_path

_LOT = 500
_WRONG: frozenset[State] = frozenset(("altered", "not found"))
_WORDS: Mapping[str, State] = {state.replace(" ", "-"): state for state in STATES}
_STATE_WIDTH = max(map(len, STATES))
_BEGINNING = 60
_Found: TypeAlias = "Iterator[tuple[Event, Mapping[int, Finding]]]"


def say_findings(call: Namespace) -> Exit:
    """Print how many passages there are of each state, and what became of each that is in one of `--only`."""
    only = _states(call.only)
    with named(call.file) as file:
        return file.answer(partial(_say, file=file, call=call, only=only))


def _states(only: str | None) -> frozenset[State]:
    """The states that were named; all where none is."""
    if only is None:
        return frozenset(STATES)
    words = [word.strip().lower().replace(" ", "-") for word in only.split(",")]
    for word in words:
        if word not in _WORDS:
            near = nearest(word, _WORDS)
            hint = f"--only {near}" if near else f"--only {','.join(_WORDS)}, or some of these"
            raise Refusal(f"--only {word}: no passage can be in this state", hint)
    return frozenset(_WORDS[word] for word in words)


def chosen(folders: Sequence[str]) -> list[Path]:
    """The folders of texts that the call names, or else those of the settings."""
    return [*map(typed_path, folders or settings.read()[0].texts)]


def _say(index: Index, file: Named, call: Namespace, only: frozenset[State]) -> Exit:
    folders = chosen(call.texts)
    if folders and not any(map(_is_folder, folders)):
        raise Refusal(f"{folders[0]} is no folder that can be read", "--texts FOLDER, one that holds texts")
    findings = compared(index, folders, file.name)
    with closing(findings):
        found = _found(index, findings, only)
        # An index that is damaged fails here, before anything is said, and is made anew.
        found = chain(list(islice(found, 1)), found)
        _sum_up(findings, folders)
        faults = tell_of_faults(faults_in(index, file.name), file.argument)
        if call.printer is None:
            _say_lines(found)
        else:
            _say_records(found, call.printer)
        return Exit.PROBLEMS if _WRONG & findings.counts.keys() else faults


def compared(index: Index, folders: Sequence[Path], name: str) -> Findings:
    """What became of all passages in the texts of some folders."""
    with sound(index):
        return Proof(index.path, folders).wait(progress(f"comparing the passages of {name}"))


@contextmanager
def sound(index: Index) -> Iterator[None]:
    """What is made of an index, or why it cannot be made of it."""
    try:
        yield
    except NotMade as error:
        # Where that is for an index that is damaged, it is made anew.
        index.examine()
        raise Refusal(str(error), "timeline-tui check") from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and os.access(path, os.R_OK | os.X_OK)
    except (OSError, ValueError):
        return False


def _events(index: Index) -> Iterator[tuple[Row, Event]]:
    for first in range(0, index.about.events, _LOT):
        yield from zip(index.rows(first, _LOT), index.events(first, _LOT), strict=True)


def _found(index: Index, findings: Findings, only: frozenset[State]) -> _Found:
    """The findings that are in one of the states, event by event."""
    for row, event in _events(index):
        held = findings.of_event(row.number)
        yield event, {position: finding for position, finding in held.items() if finding.state in only}


def _say_records(found: _Found, printer: Printer) -> None:
    printer.print(_record(event, *one) for event, findings in found for one in findings.items())


def _record(event: Event, position: int, finding: Finding) -> dict[str, object]:
    return {
        "event": event.id,
        "index": position,
        "source": event.quotes[position].source,
        "state": finding.state,
        "start": finding.start,
        "end": finding.end,
        "difference": [{"kind": run.kind, "words": run.words} for run in finding.difference] or None,
        "changed": finding.changed,
        "words": finding.words,
        "remark": finding.remark,
    }


def _say_lines(found: _Found) -> None:
    for event, findings in found:
        if findings:
            say(in_one_line(event.id or ""))
        for position, finding in findings.items():
            quote = event.quotes[position]
            say(f"  {finding.state:<{_STATE_WIDTH}}  {position + 1:>3}  {_beginning(quote)}")
            for line in details(finding):
                say(" " * (_STATE_WIDTH + 9) + line)


def _beginning(quote: Quote) -> str:
    words = fit(in_one_line(quote.exact), _BEGINNING)
    return f"{in_one_line(quote.source or 'no source')}: {words}"


def details(finding: Finding) -> Iterator[str]:
    """What there is to say of a passage that is not simply verbatim."""
    if finding.difference:
        if finding.state == "altered":
            yield f"{finding.changed} of {counted(finding.words, 'word')} differ:"
        elif finding.changed:
            yield f"{counted(finding.changed, 'word')} left out:"
        yield " ".join(map(marked, finding.difference))
    if finding.remark:
        yield in_one_line(finding.remark)


def states_in_words(findings: Findings) -> str:
    """How many passages there are, and how many in each state; empty where there are none."""
    total = sum(findings.counts.values())
    states = ", ".join(f"{count:,} {state}" for state, count in findings.counts.items())
    return f"{counted(total, 'passage')}: {states}" if total else ""


def _sum_up(findings: Findings, folders: Sequence[Path]) -> None:
    for refusal in findings.refused:
        talk(refusal)
    talk(states_in_words(findings) or "there are no passages")
    if not folders:
        talk("no folder of texts is named")
        talk("  try: timeline-tui verify --texts FOLDER")
