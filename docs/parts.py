"""The parts of the pages that are generated, each between two comments that name it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.printing import FORMATS, TEXT
from timeline_tui.export.formats import FORMATS as HANDED_ON
from timeline_tui.model.criteria import CRITERIA

PROJECT = Path(__file__).parents[1]
README = PROJECT / "README.md"
PAGES = (README, *sorted((PROJECT / "docs").glob("*.md")))
"""What a reader is given: the README, and a page for each task."""


def with_part(text: str, name: str, content: str) -> str:
    """The text of a page with one part put anew."""
    begin, end = _marks(name)
    part = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not part.search(text):
        raise LookupError(f"no page has a part {name!r} between {begin} and {end}")
    return part.sub(lambda _: f"{begin}\n{content.strip()}\n{end}", text)


def page_with(name: str) -> Path:
    """The one page that holds a part."""
    begin, end = _marks(name)
    found = [page for page in PAGES if begin in page.read_text(encoding="utf-8")]
    if len(found) != 1:
        raise LookupError(f"{len(found)} pages have a part {name!r} between {begin} and {end}, not one")
    return found[0]


def put(name: str, content: str) -> None:
    """Write one part of a page anew."""
    page = page_with(name)
    page.write_text(with_part(page.read_text(encoding="utf-8"), name, content), encoding="utf-8")


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: generated -->", f"<!-- {name}: end -->"


def chart_markdown() -> str:
    """The chart of the timeline that ships, as `timeline-tui chart` prints it."""
    command = [sys.executable, "-m", "timeline_tui", "chart", "--width", "110"]
    with TemporaryDirectory() as cache:
        surroundings = os.environ | {"TIMELINE_TUI_CACHE": cache, "PYTHONIOENCODING": "utf-8"}
        said = subprocess.run(command, check=True, capture_output=True, env=surroundings)
    return f"```\n{said.stdout.decode().rstrip()}\n```"


def criteria_markdown() -> str:
    """The words that narrow, as a table."""
    rows = (f"| `{row.word}:` | {row.meaning} | `{row.example}` |" for row in CRITERIA.values())
    return "\n".join(["| word | narrows by | such as |", "| --- | --- | --- |", *rows])


def calls_markdown() -> str:
    """What can be called, each with what it does."""
    shown = [example for command in COMMANDS.values() for example in command.examples]
    width = max(len(call) for call, _ in shown)
    lines = (f"timeline-tui {call:<{width}}  # {does}" for call, does in shown)
    return "\n".join(["```sh", *lines, "```"])


def exports_markdown() -> str:
    """The formats in which a timeline is handed on."""
    lines = ["| format | what it is | file |", "| --- | --- | --- |"]
    lines += [f"| `{row.name}` | {row.meaning} | `{row.ending}` |" for row in HANDED_ON.values()]
    return "\n".join(lines)


def formats_markdown() -> str:
    """The formats beside text, and which commands take each."""
    rows = ["| format | what it is | of |", "| --- | --- | --- |"]
    for name, form in FORMATS.items():
        takers = ", ".join(f"`{command.name}`" for command in COMMANDS.values() if name in command.formats)
        if name != TEXT:
            rows.append(f"| `{name}` | {form.meaning} | {takers} |")
    return "\n".join(rows)
