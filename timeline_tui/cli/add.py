"""`add`: new events in a file, from options or from JSON; all of them or none, in one write."""

from __future__ import annotations

import gc
import os
import shlex
from argparse import Namespace
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from timeline_tui.cli.intake import PIPE, Fields, Intake, Wrong, piped_events, settled
from timeline_tui.cli.output import Exit, Refusal, is_plain, say, talk
from timeline_tui.edit.byte_lines import difference
from timeline_tui.edit.insertion import Unnamed, add_events, name_of
from timeline_tui.edit.preparation import IndexedFile, indexed
from timeline_tui.edit.proof import NewProblem, Unedited, gravest, judge, with_id
from timeline_tui.edit.save import Version, held, put, read
from timeline_tui.edit.splice import CannotEdit, Rewrite
from timeline_tui.load.stream_reading import NO_FILE
from timeline_tui.model.dates import NotADate
from timeline_tui.model.fields import gathered
from timeline_tui.model.record_fields import fields_of
from timeline_tui.model.typed_dates import typed
from timeline_tui.problems.problem import Place, Problem
from timeline_tui.problems.reports import picture
from timeline_tui.render.phrases import counted, date_words
from timeline_tui.yamlfile.values import Plain

_ASKED = {key: field.option for key, field in fields_of("event").items() if field.option is not None}
"""The options that fill fields of an event."""


def add(call: Namespace) -> Exit:
    """Add what the call asks for, and print what was added."""
    if call.file is None or call.file == "-":
        sentence = "name the file to add to; the timeline that ships and standard input are not edited"
        raise Refusal(sentence, "timeline-tui init, which writes a file of your own")
    path = Path(call.file)
    if not os.path.lexists(path):
        raise Refusal(f"{call.file}: there is no such file", NO_FILE)
    # Millions of parts are made, and none of them is garbage before the end.
    gc.disable()
    try:
        given = _from_json(call) if call.source == "-" else None
        # Nothing is written in between, so that of several additions at once each finds those before it.
        with nullcontext(path) if call.dry_run else held(path) as target:
            version = read(target)
            before = Unedited(version.data, call.file)
            with indexed(target, version.data) if not given else nullcontext() as known:
                asked = settled(given, before) if given else _from_options(call, known or before)
                found = _around(known, asked.events[0]) if known is not None else None
            events, edit = found or _in_whole(asked, before, call)
            saved = _finish(call, target, version, edit)
            if known is not None and found is not None and saved is not None:
                known.follow(target, saved.seen)
    except Wrong as wrong:
        for problem in wrong.problems:
            talk_lines(picture(problem, ascii_only=is_plain()))
        talk(f"{call.file}: nothing was added")
        return Exit.PROBLEMS
    except CannotEdit as error:
        place = f"{call.file}:{error.line}" if error.line else call.file
        raise Refusal(f"{place}: {error}", error.hint) from error
    finally:
        gc.enable()
    _say_added(call, events, edit)
    return Exit.FINE


def _around(known: IndexedFile, event: Fields) -> tuple[list[Fields], Rewrite] | None:
    """The one event, and the file with it, as what stands around it tells; None where only the whole does."""
    fields = with_id(event, known.taken(event))
    edit = known.with_event(fields)
    return None if edit is None else ([fields], edit)


def _in_whole(asked: Intake, before: Unedited, call: Namespace) -> tuple[list[Fields], Rewrite]:
    """The events, and the file with them; what is wrong with them is told or refused."""
    events = _with_ids(asked, before)
    edit = add_events(before.data, events, before.layout, asked.listed)
    _refuse_wrong(asked, judge(before, edit, [str(event.get("id")) for event in events]), call)
    return events, edit


def talk_lines(text: str) -> None:
    """Print lines on stderr."""
    for line in text.split("\n"):
        talk(line)


def _from_options(call: Namespace, before: Unedited | IndexedFile) -> Intake:
    if call.source is not None:
        raise Refusal(
            f"{call.source}: events come in options, or as JSON through -", "timeline-tui add --help"
        )
    if call.title is None:
        raise Refusal("an event needs a title", "--title, with a short line for the list")
    return Intake(
        [{key: _said(key, value, before) for key, value in _given(call).items() if value or value == ""}]
    )


def _given(call: Namespace) -> dict[str, Any]:
    """What each option says, by the field that it fills."""
    return {
        key: getattr(call, option.into or option.name.replace("-", "_")) for key, option in _ASKED.items()
    }


def _said(key: str, value: Any, before: Unedited | IndexedFile) -> Plain:  # noqa: ANN401 - what the option holds
    """What the file is to hold of what an option says."""
    match fields_of("event")[key].holds:
        case "date":
            return _date(value)
        case "name":
            return [_name(name, before) for name in value]
        case "flag":
            return "true"
        case "media":
            return [{"url": address} for address in value]
        case "own":
            return gathered(map(_own_field, value))
    return list(dict.fromkeys(value)) if isinstance(value, list) else str(value)


def _own_field(written: str) -> tuple[str, str]:
    """A word of one's own, and what it says."""
    word, _, text = written.partition("=")
    if not word.strip() or word == written:
        raise Refusal(f"--field {written}: a word and its text are missing", "--field status=verified")
    return word.strip(), text


def _date(text: str) -> str:
    try:
        found = typed(text)
    except NotADate as error:
        raise Refusal(f"--date {text}: {error}", error.hint) from error
    if found.edtf != text or found.remark:
        remark = f"; {found.remark}" if found.remark else ""
        talk(f"--date {text}: taken as {found.edtf} ({date_words(found.edtf)}{remark})")
    return found.edtf


def _name(text: str, before: Unedited | IndexedFile) -> str:
    """The id of a name, given by any of its spellings."""
    try:
        found = name_of(text, before.names)
    except Unnamed as error:
        raise Refusal(f"--name {text}: {error}", error.hint) from error
    if found != text:
        talk(f"--name {text}: taken as {found}")
    return found


def _from_json(call: Namespace) -> Intake:
    if any(_given(call).values()):
        raise Refusal("events come in options or through -, not both", "leave the options out")
    return piped_events()


def _with_ids(asked: Intake, before: Unedited) -> list[Fields]:
    """The events, each with an id of its own; those that have none get one."""
    taken = set(before.ids)
    wrong: list[Problem] = []
    for number, event in enumerate(asked.events):
        key = event.get("id")
        if isinstance(key, str) and key in taken:
            wrong.append(_equal_ids(asked, number, key, key in before.ids))
        elif isinstance(key, str):
            taken.add(key)
    if wrong:
        raise Wrong(wrong)
    return [with_id(event, taken) for event in asked.events]


def _equal_ids(asked: Intake, number: int, key: str, in_file: bool) -> Problem:
    if not asked.text:
        raise Refusal(f"--id {key}: an event has this id already", "another id, or none: one is made")
    label = "the file has an event of this id" if in_file else "the second one"
    problem = Problem("equal-ids", "error", f"two events have the id {key}", _NOWHERE, label)
    return asked.problem(NewProblem(number, ("id",), replace(problem, hint="give it an id of its own")))


_NOWHERE = Place(PIPE, 0, 0, 0)


def _refuse_wrong(asked: Intake, found: Sequence[NewProblem], call: Namespace) -> None:
    """Refuse events with errors; tell of what may mislead."""
    errors = gravest(found)
    if errors and not asked.text:
        _refuse_option(errors[0])
    if errors:
        raise Wrong([asked.problem(one) for one in errors])
    for one in found:
        talk_lines(picture(asked.problem(one), ascii_only=is_plain()))


def _refuse_option(found: NewProblem) -> None:
    problem = found.problem
    field = str(found.path[0]) if found.path else "title"
    option = _ASKED[field].name if field in _ASKED else field
    raise Refusal(f"--{option}: {problem.message}", problem.hint)


def _finish(call: Namespace, target: Path, version: Version, edit: Rewrite) -> Version | None:
    if call.dry_run:
        lines = difference(edit.old, edit.new, call.file, f"{call.file} with the new")
        say("\n".join(lines))
        return None
    return put(target, version, edit.new)


def _say_added(call: Namespace, events: Sequence[Fields], edit: Rewrite) -> None:
    if call.dry_run:
        talk(f"{call.file}: {counted(len(events), 'event')}{_more(edit)} would be added; nothing was changed")
        return
    if more := _more(edit):
        talk(f"{call.file}: {more.removeprefix(', ')} listed")
    if call.printer is not None:
        for event, line in zip(events, edit.lines, strict=True):
            said = {field: event.get(field) for field in ("id", "date", "title")}
            call.printer.add({"file": call.file, "line": line, **said})
        call.printer.close()
        return
    for event, line in zip(events, edit.lines, strict=True):
        say(f"{call.file}:{line}: {event.get('id')}")
    with suppress(IndexError):
        key = str(events[0].get("id"))
        talk(f"see it with: timeline-tui {shlex.quote(call.file)} --at {shlex.quote(key)}")


def _more(edit: Rewrite) -> str:
    """How many sources and names go in beside the events."""
    counts = [(len(entries), name.removesuffix("s")) for name, entries in (edit.listed or {}).items()]
    return "".join(f", {counted(number, noun)}" for number, noun in counts if number)
