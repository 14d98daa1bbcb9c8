"""Years before and after Christ, in the words of several languages, as signed years."""

from __future__ import annotations

import re

_BEFORE = (
    r"b\.? ?c\.?(?: ?e\.?)?|before christ|v\.? ?chr\.?|vor christus|av\.? ?j\.?-? ?c\.?|до н\.? ?[эе]\.?"
)
_AFTER = r"a\.? ?d\.?|c\.? ?e\.?|anno domini|n\.? ?chr\.?|nach christus|ap\.? ?j\.?-? ?c\.?|н\.? ?[эе]\.?"
ERA = rf"(?:{_BEFORE}|{_AFTER})(?![a-zа-я])"
"""How one writes on which side of the birth of Christ a year lies."""
HAS_ERA = re.compile(rf"(?<![a-zа-я]){ERA}")
IS_BEFORE = re.compile(rf"(?<![a-zа-я])(?:{_BEFORE})(?![a-zа-я])")
LEADING = re.compile(rf"(?:{_AFTER}) ?(?=[0-9])")
"""An era that stands before its year: AD 79."""
_YEAR_BEFORE = re.compile(rf"(?<![0-9,.])([0-9]{{1,4}}) ?(?:{_BEFORE})(?![a-zа-я])")
_YEAR_AFTER = re.compile(
    rf"(?<![0-9,.])([0-9]{{1,4}}) ?(?:{_AFTER})(?![a-zа-я])|\b(?:{_AFTER}) ?([0-9]{{1,4}})\b"
)
_YEAR_FIRST = re.compile(rf"([0-9]{{1,4}})(-[0-9]{{1,2}}-[0-9]{{1,2}}) ?({ERA})")


def with_eras(words: str) -> str:
    """The text with each such year in four digits, and an n (before the year 0) or p for its sign."""
    words = _YEAR_FIRST.sub(r"\1 \3\2", words)
    words = _YEAR_BEFORE.sub(lambda match: _before(match[0], int(match[1])), words)
    return _YEAR_AFTER.sub(lambda match: _after(match[0], int(match[1] or match[2])), words)


def _before(written: str, count: int) -> str:
    return f"n{count - 1:04}" if count else written


def _after(written: str, count: int) -> str:
    return f"p{count:04}" if count else written
