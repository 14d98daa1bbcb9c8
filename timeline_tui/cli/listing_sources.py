"""From a folder of texts to the sources of a timeline, in a new file or in one that is there."""

from __future__ import annotations

import os
import re
import shlex
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from timeline_tui.cli.output import Exit, Refusal, say, talk, to_json
from timeline_tui.cli.starting import begin, write_new
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.proof import Unedited, judge
from timeline_tui.edit.save import held, put, read
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.gather.copies import Copied, originals, prints_of
from timeline_tui.gather.held_file import TAKEN_OUT, OpenText, head_of
from timeline_tui.gather.publication import Published, publications
from timeline_tui.render.phrases import counted
from timeline_tui.yamlfile.values import Plain

_NO_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40


def list_and_open(call: Namespace, found: Sequence[OpenText], *, missed: bool) -> int:
    """List the texts as sources of the file and, where there is a terminal, open it on them.

    `missed` says that others could not be read.
    """
    from timeline_tui.cli.screen import has_terminal, open_timeline

    list_sources(call, found)
    if call.printer is not None or not has_terminal():
        talk(f"open it with: timeline-tui {shlex.quote(call.into)} --texts {shlex.quote(call.texts[0])}")
        return Exit.PROBLEMS if missed else Exit.FINE
    from timeline_tui.cli.listing import ListingScope

    return open_timeline(call.into, texts=call.texts, looks=ListingScope(cover=True))


def list_sources(call: Namespace, found: Sequence[OpenText]) -> None:
    """List the texts as sources of the file; those that it has are passed over."""
    if not found:
        raise Refusal(f"{call.texts[0]}: no text here can be read", "a folder of texts, saved pages or PDFs")
    target = Path(call.into)
    texts = [_taken_out(one) for one in found]
    try:
        if os.path.lexists(target):
            _add(target, texts)
        else:
            _write(target, texts)
    except CannotEdit as error:
        raise Refusal(f"{call.into}: {error}", error.hint) from error


def _taken_out(one: OpenText) -> OpenText:
    """The text itself; that of a page or a PDF in a file beside it, in which passages can be found again."""
    if not one.held.is_taken_out:
        return one
    path = Path(one.name + TAKEN_OUT)
    content = one.held.text.encode()
    try:
        write_new(path, content)
        talk(f"wrote {path}, the text of {Path(one.name).name}")
    except FileExistsError:
        if not path.is_file() or path.read_bytes() != content:
            talk(f"{path} is there already, with another text, and is kept; {one.name} has no text then")
            return one
    except OSError as error:
        talk(f"{path} cannot be written ({error.strerror}); passages of {one.name} cannot be compared")
        return one
    return OpenText(str(path), one.held._replace(sha256=one.held.text_sha256))


def _write(target: Path, texts: Sequence[OpenText]) -> None:
    """A new file with the sources and no event yet."""
    sources = _sources(texts, {}, set(), target)
    title = target.name.removesuffix(".yaml").removesuffix(".timeline")
    start = f"title: {_quoted(title)}\n\nevents: []\n".encode()
    edit = add_events(start, [], listed={"sources": sources})
    begin(target, edit.new, "do it again: what is missing is added")
    _told(target, sources, texts)


def _add(target: Path, texts: Sequence[OpenText]) -> None:
    """Those sources that the file does not have, and no other byte."""
    with held(target) as place:
        version = read(place)
        before = Unedited(version.data, str(target))
        known = before.says.timeline.sources
        digests = {source.sha256.lower(): key for key, source in known.items() if source.sha256}
        sources = _sources(texts, digests, set(known), target)
        if sources:
            edit = add_events(version.data, [], before.layout, {"sources": sources})
            judge(before, edit)
            put(place, version, edit.new)
    _told(target, sources, texts)


def _told(target: Path, sources: Mapping[str, Mapping[str, Plain]], texts: Sequence[OpenText]) -> None:
    for key in sources:
        say(key)
    already = len(texts) - len(sources)
    more = f"; {already:,} listed already" if already else ""
    talk(f"{target}: {counted(len(sources), 'source')} listed{more}")


def _quoted(text: str) -> str:
    """The text in double quotes, as YAML reads it."""
    return to_json(text)


def _sources(
    texts: Sequence[OpenText], digests: Mapping[str, str], taken: set[str], target: Path
) -> dict[str, dict[str, Plain]]:
    """What is listed of each text that the file does not have, by new ids; copies say of what."""
    keys: dict[str, str] = {}
    new: dict[str, OpenText] = {}
    for one in texts:
        key = digests.get(one.held.sha256)
        if key is None and one.held.sha256 not in keys:
            key = _free(one, taken)
            new[key] = one
        keys.setdefault(one.held.sha256, key or keys.get(one.held.sha256, ""))
    found = originals({keys[one.held.sha256]: prints_of(one.held.text) for one in texts})
    return {key: _said(one, found.get(key), target) for key, one in new.items()}


def _free(one: OpenText, taken: set[str]) -> str:
    """An id for the source, from its outlet or the name of its file."""
    stem = Path(one.name.removesuffix(TAKEN_OUT) if one.held.is_taken_out else one.name).stem
    base = _NO_ID.sub("-", (one.held.outlet or stem).lower()).strip("-")[:_LONGEST_ID].strip("-") or "text"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key


def _said(one: OpenText, original: tuple[str, Copied] | None, target: Path) -> dict[str, Plain]:
    """The fields of a source, as far as its text says them."""
    text = one.held
    read = one.unmarked or text.text
    head = head_of(text._replace(text=read))
    reports = publications(read, Published.by_page(text))
    published = reports.first
    fields: dict[str, Plain] = {
        "title": head.title,
        "outlet": text.outlet,
        "author": head.author,
        "published": None if published is None else published.date,
        "language": text.language or head.language,
    }
    notes: list[str] = []
    if text.is_taken_out:
        notes.append(f"The text of {Path(one.name).name.removesuffix(TAKEN_OUT)}, taken out by timeline-tui.")
    if original is not None:
        fields["derived_from"] = original[0]
        notes.append(f"{original[1].sentences} of {original[1].of} sentences follow {original[0]}.")
        talk(f"{one.name}: {original[1].told(original[0])}")
    guessed = list(head.guessed)
    if published is not None and published.is_guess:
        guessed.append(f"date of publication (“{published.words}”)")
    if guessed:
        notes.append(f"Guessed from the first lines: {', '.join(guessed)}.")
    if reports.unclear:
        unclear = " and ".join(f"“{text.text[slice(*place)]}”" for place in reports.unclear)
        notes.append(f"Not dated: {unclear} in its first lines does not say which day.")
        talk(f"{one.name}: {unclear} does not say which day it was published, so the source has no date")
    fields["note"] = " ".join(notes)
    fields |= {"text": _beside(one, target), "sha256": text.sha256}
    return {field: value for field, value in fields.items() if value}


def _beside(one: OpenText, target: Path) -> str | None:
    """Where the text lies, from the folder of the file; None where that is above it."""
    path, folder = Path(one.name).resolve(), target.resolve().parent
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
