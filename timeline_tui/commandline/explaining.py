"""`explain`: what a sort of problem means, with a wrong and a right example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import groupby
from textwrap import fill, indent

from timeline_tui.commandline.ending import Refusal
from timeline_tui.commandline.output import is_plain, say
from timeline_tui.diagnostics.codes import CODES
from timeline_tui.diagnostics.explaining import Explanation, explanations

_WIDTH = 80


def say_explanation(code: str | None) -> None:
    """Print what is known of one code, or list them all with a sentence each."""
    if code is None:
        _say_all()
        return
    explained = explanations()
    if code not in explained:
        raise Refusal(f"no problem has the code {code}", _instead(code, explained))
    say("\n".join(_lines(explained[code])))


def _lines(explained: Explanation) -> Iterator[str]:
    code = explained.code
    yield f"{code.severity}[{code.code}]"
    yield ""
    yield fill(f"{code.explanation} {explained.paragraph}", _WIDTH)
    for word, example in (("wrong", explained.wrong), ("right", explained.right)):
        if example is not None:
            yield f"\n{word}:\n"
            # A tab is what is wrong in one of them, so it must be seen.
            yield indent(example.rstrip().replace("\t", ">---" if is_plain() else "→   "), "    ")


def _say_all() -> None:
    for severity, codes in groupby(CODES.values(), key=lambda code: code.severity):
        say(f"{severity}:")
        for code in codes:
            say(f"  {code.code:<24} {code.explanation}")


def _instead(code: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(code, known, 1)
    return f"timeline-tui explain {near[0]}" if near else "timeline-tui explain, which lists them"
