"""Write what is generated anew, or with `--check` say what is stale.

`python -m docs [PART] [--check]`
"""

from __future__ import annotations

import argparse
import sys

from docs import film, manual, picture, shells
from docs.parts import (
    calls_markdown,
    chart_markdown,
    criteria_markdown,
    exports_markdown,
    formats_markdown,
    page_with,
    put,
    with_part,
)
from timeline_tui.model.limits import limits_markdown
from timeline_tui.session.commands import keys_markdown

PARTS = {
    "keys": keys_markdown,
    "calls": calls_markdown,
    "chart": chart_markdown,
    "formats": formats_markdown,
    "exports": exports_markdown,
    "criteria": criteria_markdown,
    "limits": limits_markdown,
}
"""What makes each generated part of the pages."""


OTHERS = {"manual": manual, "completions": shells, "picture": picture, "film": film}
"""What makes other files beside the pages."""


def stale_parts() -> list[str]:
    """The parts of the pages that differ from what is declared."""
    return [name for name in PARTS if _stale(name)]


def _stale(name: str) -> bool:
    if name in OTHERS:
        return bool(OTHERS[name].stale())
    text = page_with(name).read_text(encoding="utf-8")
    return with_part(text, name, PARTS[name]()) != text


def main() -> int:
    """Do what the command line asks for; 1 if something is stale."""
    parser = argparse.ArgumentParser(prog="python -m docs", description=__doc__)
    every = (*PARTS, *OTHERS)
    parser.add_argument("part", nargs="?", choices=every, help="only this (default: everything)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a part is stale")
    arguments = parser.parse_args()
    wanted = (arguments.part,) if arguments.part else every
    if not arguments.check:
        for part in wanted:
            # It shows how things move, so it need not follow each word, and is large.
            if part != "film" or arguments.part or _stale(part):
                _write(part)
        return 0
    stale = [part for part in wanted if _stale(part)]
    for part in stale:
        print(f"what docs/ has of the {part} is stale: make docs", file=sys.stderr)
    return 1 if stale else 0


def _write(part: str) -> None:
    if part in OTHERS:
        OTHERS[part].write()
    else:
        put(part, PARTS[part]())


if __name__ == "__main__":
    sys.exit(main())
