"""Words for what is hidden on a day."""

from __future__ import annotations

import pytest

from tests.render import samples
from timeline_tui.render.phrases import as_of_words, hidden_words
from timeline_tui.render.strip import title_line

AS_OF = samples.about(as_of="2024-03-12", hidden_events=7, hidden_passages=31)


@pytest.mark.parametrize(
    ("events", "passages", "undated", "words"),
    [
        ((7, 0), 31, 0, "7 events and 31 passages not yet known"),
        ((0, 0), 1, 0, "1 passage not yet known"),
        ((1, 0), 0, 2, "1 event not yet known, 2 passages with no date of report"),
        ((3, 1), 0, 2, "2 events not yet known, 1 event and 2 passages with no date of report"),
        ((1, 1), 0, 0, "1 event with no date of report"),
        ((0, 0), 0, 1, "1 passage with no date of report"),
        ((0, 0), 0, 0, "nothing is hidden"),
    ],
)
def test_hidden_is_counted(events: tuple[int, int], passages: int, undated: int, words: str) -> None:
    about = samples.about(
        as_of="2024",
        hidden_events=events[0],
        undated_events=events[1],
        hidden_passages=passages,
        undated_passages=undated,
    )
    assert hidden_words(about) == words


def test_day_is_written_out() -> None:
    assert as_of_words(AS_OF) == "as of 12 March 2024"
    assert as_of_words(samples.about()) == ""


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (110, " as of 12 March 2024: 7 events and 31 passages not yet known · event 12 of 41 "),
        (90, " as of 12 March 2024: 7 events and 31 passages not yet known · "),
        (70, " as of 12 March 2024, 7 hidden · event 12 of 41 "),
        (40, " as of 12 March 2024 · "),
    ],
)
def test_title_always_says_of_which_day_it_tells(width: int, shown: str) -> None:
    text = title_line(AS_OF, 11, width).text
    assert shown.strip(" ·") in text
    assert len(text) == width
    assert text.rstrip(" ").endswith(shown.strip(" ·")), text


def test_problems_are_told_beside_the_day() -> None:
    about = samples.about(as_of="2024-03-12", problems=3)
    assert title_line(about, 11, 60).text.endswith("as of 12 March 2024 · 3 problems ")
