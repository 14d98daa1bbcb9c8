"""`export`: a timeline, or what a query finds in it, in a form that other programs read."""

from __future__ import annotations

import os
import shlex
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path, PurePath

from timeline_tui.cli.files import Named, named
from timeline_tui.cli.listing import LOT, answering
from timeline_tui.cli.output import Exit, Refusal, flush, say, talk
from timeline_tui.edit.save import new_file
from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.export.formats import FORMATS, ExportFormat, ending_words
from timeline_tui.index.reader import Index
from timeline_tui.jobs.members import ENDING
from timeline_tui.model.passage_states import Finding
from timeline_tui.render.phrases import counted
from timeline_tui.render.wrapping import fit
from timeline_tui.session.handing_on import content_of
from timeline_tui.system import is_folder
from timeline_tui.visible import system_words, visible

STDOUT = "-"
_LONGEST = 60
"""Letters of the title of what is told to be left out."""


def export(call: Namespace) -> Exit:
    """Write the file in the format that is asked for; on stderr, what that cannot hold."""
    form = _form(call)
    if call.style is not None and not form.cites:
        cites = ", ".join(row.name for row in FORMATS.values() if row.cites)
        raise Refusal(f"{form.name} cites in no style", f"--to {cites}, or no --style")
    choose = None if call.query is None else answering(call.query, call.texts)
    target = _target(call, form)
    with named(call.file, call.as_of) as file:
        _refuse_the_timeline(target, file)

        def written(index: Index) -> str:
            ranks = range(index.about.events) if choose is None else choose(index)
            content = content_of(
                index,
                file.name,
                ranks,
                language=call.lang,
                guarded=call.for_spreadsheet,
                style=call.style,
                proof=_proof(index, file, ranks, call) if form.proven else {},
            )
            losses = _write(form, content, target, replacing=call.replace)
            if target is not None:
                talk(f"wrote {counted(len(ranks), 'event')} to {visible(str(target))}")
                if said := ending_words(form, target):
                    talk(said)
            _tell(losses, form)
            return ""

        return file.say_answer(written)


def _proof(
    index: Index, file: Named, ranks: Sequence[int], call: Namespace
) -> dict[tuple[str, int], Finding]:
    """What became of the passages in their texts, where folders of texts are named."""
    from timeline_tui.cli.verifying import chosen, compared

    folders = chosen(call.texts)
    if not folders:
        return {}
    with closing(compared(index, folders, file.name)) as findings:
        return {
            (row.id, position + 1): finding
            for first in range(0, len(ranks), LOT)
            for row in index.rows_of(ranks[first : first + LOT])
            for position, finding in findings.of_event(row.number).items()
        }


def _form(call: Namespace) -> ExportFormat:
    """The format that is asked for, or the first one whose files end as the one that is to be written."""
    if call.to is not None:
        return FORMATS[call.to]
    ending = PurePath(call.out or "").suffix.lower()
    found = next((form for form in FORMATS.values() if ending == form.ending), None)
    if found is None and call.out is not None and is_folder(Path(call.out)):
        raise _folder(Path(call.out), ".html")
    if found is None:
        raise Refusal("nobody said in which format", f"--to with one of {', '.join(FORMATS)}")
    return found


def _target(call: Namespace, form: ExportFormat) -> Path | None:
    """The file to write; None for standard output."""
    if call.out is not None and call.out != STDOUT:
        target = Path(call.out)
        if is_folder(target):
            raise _folder(target, form.ending)
        if os.path.lexists(target) and not call.replace:
            raise _taken(target)
        return target
    if not form.is_text and (sys.stdout is None or sys.stdout.isatty()):
        raise Refusal(f"{form.name} is nothing for a terminal", f"--out timeline{form.ending}")
    return None


def _refuse_the_timeline(target: Path | None, file: Named) -> None:
    """What a timeline is made into never takes the place of it, or of another one."""
    if target is not None and os.path.lexists(target):
        place = target.resolve()
        if place == file.path.resolve() or place.name.endswith(ENDING):
            raise Refusal(
                f"{target} is a timeline, and nothing is written over one", "--out with another name"
            )


def _write(form: ExportFormat, content: Content, target: Path | None, *, replacing: bool) -> LeftBehind:
    if target is None:
        kept = BytesIO()
        losses = form.write(content, kept)
        _say(kept.getvalue())
        return losses
    try:
        with new_file(target, replacing=replacing) as file:
            return form.write(content, file)
    except FileExistsError as error:
        raise _taken(target) from error
    except (OSError, ValueError) as error:
        reason = system_words(error)
        raise Refusal(
            f"{target} cannot be written: {reason}", "--out with a name in another folder"
        ) from error


def _folder(target: Path, ending: str) -> Refusal:
    return Refusal(f"{target} is a folder", f"--out {shlex.quote(str(target / f'timeline{ending}'))}")


def _taken(target: Path) -> Refusal:
    return Refusal(f"{target} is there already", "--replace to write over it, or another name")


def _say(data: bytes) -> None:
    """Send it to standard output: as it is to a program, and made visible to a person."""
    if sys.stdout is not None and sys.stdout.isatty():
        say(data.decode("utf-8", "replace"), "")
    elif sys.stdout is not None:
        flush()
        sys.stdout.buffer.write(data)


def _tell(losses: LeftBehind, form: ExportFormat) -> None:
    """What the format cannot hold, each with the first that it happened to."""
    for what in losses.worst_first:
        examples = "; ".join(fit(visible(each), _LONGEST) for each in losses.examples[what])
        talk(f"{form.name} does not hold {what}: {losses.counts[what]:,} ({examples})")
