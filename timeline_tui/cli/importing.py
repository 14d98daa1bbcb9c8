"""`import`: what other programs hold, brought into a timeline, with an account of all that became of it."""

from __future__ import annotations

import gc
import os
import shlex
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from timeline_tui.cli.files import progress
from timeline_tui.cli.output import Exit, Refusal, say, talk
from timeline_tui.edit.save import create, held, put
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.exchange.bringing import Bringing, ImportAccount
from timeline_tui.exchange.delimited import SEPARATORS
from timeline_tui.exchange.import_targets import bring_into, target_file, target_of, write_new
from timeline_tui.exchange.roles import ROLES
from timeline_tui.exchange.survey import ImportWish, Survey, looked_at, nobody
from timeline_tui.exchange.table_dates import DayOrder
from timeline_tui.load.stream_reading import NO_FILE
from timeline_tui.model.folding import nearest
from timeline_tui.problems.problem import severity_words
from timeline_tui.render.phrases import short

_NO_TARGET = "--out new.timeline.yaml, or --into one that exists, or --dry-run to look first"


def bring_in(call: Namespace) -> Exit:
    """Bring in the files of a call, and account for them."""
    if not call.files:
        raise Refusal("name what to bring in", "timeline-tui import my.csv --dry-run")
    if call.into and call.out:
        raise Refusal("it goes into one timeline, new or not", "--into or --out, not both")
    if not (call.into or call.out or call.dry_run):
        raise Refusal("say where it goes", _NO_TARGET)
    # Millions of parts are made, and none of them is garbage before the end.
    gc.disable()
    try:
        surveys = [_looked_at(name, call) for name in call.files]
        if call.dry_run and not call.printer:
            for survey in surveys:
                say("\n".join(_mapping_lines(survey)))
        questions = _questions(surveys)
        if questions and not call.dry_run:
            raise Refusal(questions[0], "--day-first or --month-first")
        account = _done(call, surveys)
    except CannotEdit as error:
        place = f"{call.into}:{error.line}" if error.line else str(call.into)
        raise Refusal(f"{place}: {error}", error.hint) from error
    finally:
        gc.enable()
    for question in questions:
        talk(f"{question}: --day-first or --month-first")
    _tell(call, surveys, account)
    return Exit.FINE if account.is_whole and not questions else Exit.PROBLEMS


def _looked_at(name: str, call: Namespace) -> Survey:
    order: DayOrder | None = "day" if call.day_first else "month" if call.month_first else None
    mark = SEPARATORS.get(call.separator)
    wish = ImportWish(name, call.source_format, call.encoding, mark, order, _wanted(call.map))
    return looked_at(wish, progress(f"looking at {name}") or nobody)


def _wanted(asked: Sequence[str]) -> dict[str, str]:
    """What columns are to be, by their headers."""
    found: dict[str, str] = {}
    for one in asked:
        role, _, header = one.partition("=")
        if not header or role not in ROLES:
            hint = nearest(role, ROLES) if header else None
            choices = f"{hint}={header}" if hint else f"date=When; it can be {', '.join(ROLES)}"
            raise Refusal(f"--map {one}: what a column is, an equals sign, and its header", choices)
        found[header] = role
    return found


def _questions(surveys: Sequence[Survey]) -> list[str]:
    return [
        f"{survey.given.name}: the column {column.name} does not show whether {column.evidence.example} "
        "has the day or the month first"
        for survey in surveys
        for column in survey.questions
    ]


def _done(call: Namespace, surveys: list[Survey]) -> ImportAccount:
    watch = progress("bringing in") or nobody
    if call.into:
        return _into(call, surveys)
    bringing = Bringing()
    if call.dry_run:
        for _ in bringing.events(surveys, watch):
            pass
    else:
        problems = write_new(Path(call.out), bringing, surveys, watch)
        wrong = severity_words(problems)
        talk(f"wrote {call.out}; open it with: timeline-tui {shlex.quote(call.out)}")
        if wrong:
            talk(f"timeline-tui check {shlex.quote(call.out)} says more of it: {wrong}")
    return bringing.account


def _into(call: Namespace, surveys: list[Survey]) -> ImportAccount:
    timeline = Path(call.into)
    if not os.path.lexists(timeline):
        raise Refusal(f"{call.into}: there is no such file", f"--out, to begin it; or {NO_FILE}")
    path = target_file(timeline, surveys[0].given.name)
    is_new = path is not timeline and not os.path.lexists(path)
    with nullcontext(path) if call.dry_run or is_new else held(path) as target:
        into = target_of(timeline, target, call.into if path is timeline else str(path))
        bringing = Bringing(into.already)
        found = bring_into(into.before, bringing, surveys, progress("bringing in") or nobody)
        if found.edit is not None and not call.dry_run and into.version is not None:
            put(target, into.version, found.edit.new)
        elif found.edit is not None and not call.dry_run:
            create(target, found.edit.new)
    if found.edit is not None and path is not timeline:
        talk(f"{'would write' if call.dry_run else 'wrote'} {path}, one of the files of {call.into}")
    return bringing.account


# What is said.


def _mapping_lines(survey: Survey) -> Iterator[str]:
    """Which column goes where, with some of its cells."""
    yield f"{survey.given.name}: {survey.about}"
    rows = [
        (column.name, survey.roles[name], f"{column.filled:,}", " | ".join(map(short, column.samples)))
        for name, column in survey.columns.items()
    ]
    widths = [min(32, max(len(row[at]) for row in (_HEADS, *rows))) for at in range(3)]
    for name, role, filled, samples in (_HEADS, *rows):
        first = f"  {short(name):<{widths[0]}}  {role:<{widths[1]}}  {filled:>{widths[2]}}"
        yield f"{first}  {samples[:120]}".rstrip()


_HEADS = ("column", "is", "cells", "such as")


def _tell(call: Namespace, surveys: Sequence[Survey], account: ImportAccount) -> None:
    if call.printer is not None:
        files = [
            {
                "file": one.given.name,
                "format": one.format.name,
                "encoding": one.given.encoding if one.is_of_letters else None,
                "columns": one.roles,
            }
            for one in surveys
        ]
        call.printer.add({"files": files, "into": call.into or call.out, **account.to_plain()})
        call.printer.close()
        return
    if not call.dry_run:
        for survey in surveys:
            talk(f"{survey.given.name}: {survey.about}")
    for line in account.lines():
        talk(line)
    if call.dry_run:
        talk("nothing was written")
