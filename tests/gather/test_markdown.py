"""Markdown: what is markup is no text, and every letter of a proposal is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.gather.held_file import unmarked
from timeline_tui.gather.proposal import Proposal, gather

TEXT = """\
# The wall

The [mayor of Lund](http://x.y "a") **said** on Tuesday that the *wall* had held.

> - "We took it back, and nobody was hurt," said [Olle Ek][1].

```python
print("The mayor said that this is no speech")
```

[1]: http://a.b
"""


def gathered(text: str) -> tuple[Proposal, ...]:
    """What a text in Markdown proposes."""
    return gather(text, shown=unmarked("a.md", text)).proposals


def test_markup_stands_between_no_name_and_its_verb() -> None:
    claim, speech = gathered(TEXT)
    assert claim.exact.startswith("The [mayor of Lund](") and claim.exact.endswith("had held.")
    assert claim.speaker is not None and claim.speaker.text == "The mayor of Lund"
    assert speech.exact == '"We took it back, and nobody was hurt,"'
    assert speech.speaker is not None and speech.speaker.text == "Olle Ek"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a **b** _c_ `d` ~~e~~", "a   b    c   d    e  "),
        ("snake_case 2*3", "snake_case 2 3"),
        ("1. one\n* two\n## three", "   one\n  two\n   three"),
        ("![a](b) <b>c</b>", "           c    "),
        ("~~~\nx\n~~~\ny", "   \n \n   \ny"),
        ("```\nx", "   \n "),
    ],
)
def test_markup_is_blank(text: str, read: str) -> None:
    assert unmarked("a.md", text) == read


def test_a_file_says_by_its_name_that_it_is_markdown() -> None:
    assert [unmarked(name, "*a*") for name in ("a.md", "b/c.MARKDOWN")] == [" a ", " a "]
    assert [unmarked(name, "*a*") for name in ("a.txt", "-", "")] == [None, None, None]


@given(st.text(alphabet='a[](){}!#*_`~<>-\n "“”.1') | st.text())
def test_every_letter_keeps_its_place(text: str) -> None:
    read = unmarked("a.md", text)
    assert read is not None and len(read) == len(text)
    assert all(new in {old, " "} for old, new in zip(text, read, strict=True))
    whole = f"{text}\n“We took it back,” said [Olle Ek](x) on *Tuesday*.\n{text}"
    for one in gathered(whole):
        assert one.exact == whole[one.start : one.end]
