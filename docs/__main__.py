"""Write what is generated anew, or with `--check` say what is stale.

`python -m docs [keys | picture] [--check]`
"""

from __future__ import annotations

import argparse
import sys

from docs import picture
from docs.readme import README, put, with_part
from timeline_tui.session.command_table import keys_markdown


def keys_are_stale() -> bool:
    """Whether the README's keys differ from the declared ones."""
    text = README.read_text(encoding="utf-8")
    return with_part(text, "keys", keys_markdown()) != text


def main() -> int:
    """Do what the command line asks for; 1 if something is stale."""
    parser = argparse.ArgumentParser(prog="python -m docs", description=__doc__)
    parser.add_argument(
        "part", nargs="?", choices=("keys", "picture"), help="only this (default: everything)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a part is stale")
    arguments = parser.parse_args()
    wanted = (arguments.part,) if arguments.part else ("keys", "picture")
    if not arguments.check:
        for part in wanted:
            _write(part)
        return 0
    stale = [part for part in wanted if _is_stale(part)]
    for part in stale:
        print(f"the {part} of the README is stale: make docs", file=sys.stderr)
    return 1 if stale else 0


def _write(part: str) -> None:
    if part == "keys":
        put("keys", keys_markdown())
    else:
        picture.write()


def _is_stale(part: str) -> bool:
    return keys_are_stale() if part == "keys" else picture.is_stale()


if __name__ == "__main__":
    sys.exit(main())
