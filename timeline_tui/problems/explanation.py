"""A paragraph on every sort of problem, with a file that has it and one that has not."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

from timeline_tui.problems.problem import CODES, Code

_PART = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Explanation(NamedTuple):
    """What is to be known of a sort of problem."""

    code: Code
    paragraph: str
    """More than its sentence says: why it matters, what the program does, what to do."""
    wrong: str | None = None
    """A file with this problem; none where no text shows it."""
    right: str | None = None
    """That file with the problem mended."""


def explanations() -> dict[str, Explanation]:
    """All of them, by code, in the order of the codes."""
    texts = (path for path in files(__package__).joinpath("explanations").iterdir())
    pages = (path.read_text(encoding="utf-8") for path in texts if path.name.endswith(".md"))
    found = dict(part for page in pages for part in _PART.findall(page))
    return {code: _explanation(CODES[code], found[code]) for code in CODES}


def _explanation(code: Code, text: str) -> Explanation:
    paragraph = " ".join(_EXAMPLE.sub("", text).split())
    return Explanation(code, paragraph, *_EXAMPLE.findall(text))
