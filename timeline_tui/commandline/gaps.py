"""`gaps`: what is weak in a timeline, each with the event that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from rich.cells import cell_len

from timeline_tui.commandline.ending import Exit, Refusal
from timeline_tui.commandline.faults import Faults, faults_in, tell_of_faults
from timeline_tui.commandline.files import answer, named, progress
from timeline_tui.commandline.knowing import tell_of_hidden
from timeline_tui.commandline.output import say, talk, to_json
from timeline_tui.commandline.verifying import chosen
from timeline_tui.index.beside.weak import WeakPoints
from timeline_tui.index.reader import Index
from timeline_tui.model.weakness import LABELS, Weakness
from timeline_tui.opening.beside import Proof, Weigh
from timeline_tui.opening.child import NotMade
from timeline_tui.tui.presentation.pages.weak import NOT_COMPARED
from timeline_tui.tui.presentation.words import counted, in_one_line
from timeline_tui.tui.presentation.wrapping import pad

_WIDEST_ID = 30


def say_gaps(argument: str | None, folders: Sequence[str], form: str, as_of: str | None = None) -> Exit:
    """Print what is weak, kind by kind, and how much of it there is."""
    with named(argument, as_of) as file:
        faults = answer(file, partial(_say, folders=chosen(folders), form=form, name=file.name))
    return tell_of_faults(faults, argument)


def _say(index: Index, folders: Sequence[Path], form: str, name: str) -> Faults:
    with closing(_weigh(index, folders, name)) as weak:
        if form == "json":
            _say_records(weak)
        else:
            _say_lines(weak)
        talk(counted(sum(weak.counts.values()), "weak point"))
        tell_of_hidden(index.about)
        if not weak.compared:
            talk(NOT_COMPARED)
        return faults_in(index, name)


def _weigh(index: Index, folders: Sequence[Path], name: str) -> WeakPoints:
    try:
        findings = None
        if folders:
            findings = Proof(index.path, folders).result(progress(f"comparing the passages of {name}"))
        return Weigh(index.path, findings).wait(progress(f"looking for what is weak in {name}"))
    except NotMade as error:
        # Where that is for an index that is damaged, it is made anew.
        index.examine()
        raise Refusal(str(error), "timeline-tui check") from error


def _all(weak: WeakPoints) -> Iterator[Weakness]:
    for kind in weak.counts:
        yield from weak.all(kind)


def _say_records(weak: WeakPoints) -> None:
    before = "["
    for weakness in _all(weak):
        record = {
            "event": weakness.event,
            "kind": weakness.kind,
            "detail": weakness.detail,
            "passage": weakness.position,
        }
        say(before + to_json(record))
        before = ","
    say("]" if before == "," else "[]")


def _say_lines(weak: WeakPoints) -> None:
    for kind, count in weak.counts.items():
        say(f"{LABELS[kind]}: {count:,}")
        for weakness in weak.all(kind):
            id_ = in_one_line(weakness.event)
            say(f"  {pad(id_, max(_WIDEST_ID, cell_len(id_)))}  {in_one_line(weakness.detail)}")
