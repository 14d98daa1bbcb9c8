"""What the shape of a date says in words is no surer than the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.timelines import DATES
from timeline_tui.model import dates
from timeline_tui.model.span import strokes
from timeline_tui.render.chart import shape_signs, shape_words
from timeline_tui.render.document import ASCII


@pytest.mark.parametrize(
    ("date", "signs", "words"),
    [
        ("2023-05-22", "●", ""),
        ("2024-03-12T05:00", "●", ""),
        ("2023-05-22~", "◌", "about: its ends are soft"),
        ("2023-05-22%", "◌", "about: its ends are soft; marked as uncertain"),
        ("2023-06", "▒", "lies in this month, day not known"),
        ("2023-06?", "▒", "perhaps lies in this month, day not known; marked as uncertain"),
        ("2023-06~", "▒◌", "about this month, day not known: its ends are soft"),
        ("2023-~06", "▒◌", "about this month, day not known: its ends are soft"),
        ("2023-21", "▒", "lies in this season, day not known"),
        ("2023", "▒", "lies in this year, day not known"),
        ("202X", "▒", "lies in these years, year not known"),
        ("-04XX", "▒", "lies in this century, year not known"),
        ("2024-03-XX", "▒", "one of these 31 days"),
        ("[2023-03-02..2024-03-17]", "░", "one of these 382 days"),
        ("[2023-05-01,2023-05-20]", "░", "one of them, and none between"),
        ("198X-05-22", "░", "one of these days"),
        ("2023-05-22/2023-05-24", "━", "goes on from the first to the last"),
        ("2023-03/2023-06", "▒━", "begins in the first, ends in the last of them, day not known"),
        ("2023-05-20/2023-06~", "━▒", "begins on that day; ends about then, in that month, day not known"),
        ("2023-05-20/..", "●╌", "goes on"),
        ("2023-05-20/", "●?", "end not known"),
        ("2023-06/", "▒?", "begins in that month, day not known; end not known"),
        ("../2023-05-20", "╌●", "when it began is left open"),
        ("/2023-05-20", "?●", "beginning not known"),
    ],
)
def test_each_shape_has_its_words(date: str, signs: str, words: str) -> None:
    span = dates.parse(date)
    assert sorted(shape_signs(span)) == sorted(signs)
    assert shape_words(span) == words
    assert shape_signs(span, ASCII).isascii()


@given(st.sampled_from(DATES))
def test_words_are_no_surer_than_the_date(date: str) -> None:
    span = dates.understood(date)
    if span is None:
        return
    words, kinds = shape_words(span), {stroke.kind for stroke in strokes(span)}
    # Only a range goes on, only what has no end goes on for ever, and only a day needs no words.
    assert ("from the first to the last" not in words) or kinds == {"bar"}
    assert words.endswith("goes on") == ("open" in kinds and span.latest is None)
    assert words or (span.earliest is not None and span.earliest == span.latest)
