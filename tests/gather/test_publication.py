"""When a text was published, as far as anything says it, and with which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.gather.held_file import SourceText
from timeline_tui.gather.proposal import gather
from timeline_tui.gather.publication import Published, publications
from timeline_tui.model.dates import parse

STORY = "The city council said on Tuesday that the wall of the old harbour had held all through the night.\n"


def guessed(text: str) -> Published | None:
    """What the lines of a text alone say."""
    found = publications(text, None).first
    assert found is None or (found.is_guess and found.place is not None)
    return found


@pytest.mark.parametrize(
    ("head", "date", "words"),
    [
        ("A title\n\nMarch 12, 2024 11:48 AM\n3 min read\n", "2024-03-12", "March 12, 2024"),
        ("A title\nTuesday, 12 March 2024\n", "2024-03-12", "12 March 2024"),
        ("By Anna Berg | Updated 2024-03-12 at 5 a.m. GMT\n", "2024-03-12", "2024-03-12"),
        ("KYIV, March 12, 2024 (Reuters) - ", "2024-03-12", "March 12, 2024"),
        ("NEW YORK, March 12, 2024 — ", "2024-03-12", "March 12, 2024"),
        ("BELGOROD, Russia (March 12, 2024) — ", None, ""),
        (
            "Published March 12, 2024\nUpdated March 14, 2024\n",
            "[2024-03-12..2024-03-14]",
            "March 12, 2024 and March 14, 2024",
        ),
    ],
)
def test_a_line_that_tells_of_its_report_alone_says_when(head: str, date: str | None, words: str) -> None:
    found = guessed(head + STORY)
    assert (found and found.date, "" if found is None else found.words) == (date, words)
    if found is not None and found.place is not None:
        assert head[slice(*found.place)] == words.split(" and ")[0]


@pytest.mark.parametrize(
    "head",
    [
        "",
        "It was shown on May 24, 2023.\n",
        "What happened in the city on March 9, 2022\n",
        "A long line that tells of 12 March 2024 and goes on for longer than any date line would.\n",
        "By Anna Berg, yesterday\n",
    ],
)
def test_a_line_that_tells_of_more_says_nothing(head: str) -> None:
    assert publications(head + STORY, None) == (None, (), ())


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("KYIV, March 12 (Reuters) - ", ["March 12"]),
        ("By Anna Berg, March 12\n", ["March 12"]),
        ("03/12/24\n", ["03/12/24"]),
        ("The March of March 9, 2022\nMarch 12, 2024\n", ["March 9, 2022", "March 12, 2024"]),
    ],
)
def test_a_line_that_does_not_say_which_day_is_named_and_gives_no_date(head: str, words: list[str]) -> None:
    text = head + STORY
    found = publications(text, None)
    assert found.first is None
    assert [text[slice(*place)] for place in found.unclear] == words
    (claim,) = gather(text, report=found.report).proposals
    assert claim.moment is not None
    assert (claim.moment.date, claim.moment.inferred) == (None, True)


def test_each_report_of_a_text_counts_from_its_own_date() -> None:
    text = f"March 12, 2024\n\n{STORY}\nBERLIN, March 22 (Reuters) - {STORY}\nMarch 29, 2024\n\n{STORY}"
    found = publications(text, None)
    assert [published.date for _, published in found.later] == ["2024-03-22", "2024-03-29"]
    proposals = gather(text, report=found.report, later=found.later_reports).proposals
    dates = [one.moment.date for one in proposals if one.moment is not None]
    assert dates == ["2024-03-12", "2024-03-19", "2024-03-26"]
    assert [found.at(one.start) for one in proposals] == [found.first, *(one for _, one in found.later)]


@given(
    st.text(), st.text(), st.sampled_from(["March 12, 2024", "March 12", "03/12/24", "2024-03-12", "3 May"])
)
def test_any_text_is_looked_through(before: str, behind: str, date: str) -> None:
    text = f"{before}\nKYIV, {date} (Reuters) - {behind}\n{date}\n{STORY * 3}{date} {behind}\nMay 3, 2024\n"
    found = publications(text, None)
    for published in (found.first, *(one for _, one in found.later)):
        if published is not None:
            assert published.place is not None
            assert text[slice(*published.place)] == published.words.split(" and ")[0]
            parse(published.date)


def test_what_is_sure_counts_for_the_whole_text() -> None:
    sure = Published.said("call", "2024-05-01", "1 May 2024")
    found = publications(f"March 12, 2024\n\n{STORY}", sure)
    assert found == (sure, (), ())


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-03-12T05:00:00Z", "2024-03-12T05:00:00Z"),
        ("2024-03-12 05:00:00", "2024-03-12"),
        ("2024-03-12", "2024-03-12"),
        ("Tue, 12 Mar 2024 05:00:00 GMT", "2024-03-12"),
        ("March 12, 2024 at 5:00 am", "2024-03-12"),
        ("20240312", "2024-03-12"),
        ("2024-03", "2024-03"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_page_says_it_in_many_ways(written: str, date: str | None) -> None:
    found = Published.by_page(SourceText("", "", published=written, published_by="datePublished"))
    assert (found and found.date) == date
    assert found is None or (found.origin, found.words) == ("page", f"datePublished: {written}")


def test_the_day_of_a_report_is_not_the_day_of_what_it_tells() -> None:
    text = "LUND, March 13, 2024 (Post) - Anna Berg, the mayor, said on Tuesday that the wall had held.\n"
    (one,) = gather(text, report=publications(text, None).report).proposals
    assert one.moment is not None
    assert (one.moment.date, text[one.moment.start : one.moment.end]) == ("2024-03-12", "Tuesday")


def test_what_happened_in_the_time_of_no_report_hangs_on_none() -> None:
    text = "The temple was burnt in the 5th century BC, and rebuilt in the 1990s by the town.\n"
    (one,) = gather(text).proposals
    assert one.moment is not None
    assert (one.moment.date, one.moment.inferred) == ("199X", False)


def test_a_time_in_what_somebody_says_dates_nothing() -> None:
    assert gather("The “12 March club” met and it was cold there.").proposals == ()
