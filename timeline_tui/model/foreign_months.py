"""The names of the months in other languages, as the Unicode locale data of pendulum has them."""

from __future__ import annotations

import re
from functools import cache

from timeline_tui.model.days import MONTHS

_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[.'’-])*")
_BETWEEN = {"de", "del", "di", "do"}
_AFTER = {"р", "року", "г", "года", "рік", "год", "r", "roku"}
_FIRST = re.compile(r"\b1(?:er|º|°|-го|-е)(?= )")


def in_english(words: str) -> str:
    """The text of small letters with these names as English ones; the same text where there is none."""
    months = _months()
    found = False

    def translated(match: re.Match[str]) -> str:
        nonlocal found
        word = match[0].rstrip(".")
        if word in months:
            found = True
            return months[word]
        return "" if word in _BETWEEN or word in _AFTER else match[0]

    english = _WORD.sub(translated, _FIRST.sub("1", words))
    return " ".join(english.split()) if found else words


@cache
def _months() -> dict[str, str]:
    """Each name, in small letters, with its English one; a name of two months is neither's."""
    from importlib import import_module
    from pkgutil import iter_modules

    from pendulum import locales

    found: dict[str, set[str]] = {}
    for module in iter_modules(locales.__path__):
        if module.ispkg and not module.name.startswith("en"):
            months = import_module(f"{locales.__name__}.{module.name}.locale").locale["translations"][
                "months"
            ]
            for number, name in (*months["wide"].items(), *months["abbreviated"].items()):
                found.setdefault(name.casefold().rstrip("."), set()).add(MONTHS[number].lower())
    return {name: month for name, (month, *more) in found.items() if not more}
