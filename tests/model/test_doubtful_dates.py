"""What can mean several dates is never guessed at: each reading is said, and has a way of its own."""

from __future__ import annotations

import pytest

from timeline_tui.model.typed_dates import UnclearDate, typed


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("12/3/2024", ("2024-03-12", "2024-12-03")),
        ("12/03/24", ("2024-03-12", "2024-12-03")),
        ("22/05/23", ("2023-05-22",)),
        ("24-03-12", ("2024-03-12", "2012-03-24")),
        ("99-12-31", ("1999-12-31",)),
        ("1918-9", ("1918/1919", "1918-09")),
        ("1904/05", ("1904/1905", "1904-05")),
        ("1731/2", ("1731/1732", "1732", "1731-02")),
        ("1731/32", ("1731/1732", "1732")),
        ("10 May 1850/51", ("1850-05-10", "1851-05-10")),
        ("25 March 1731/2", ("1731-03-25", "1732-03-25")),
        ("185?", ("185X", "0185?")),
        ("12 March 2024, 10:00-12:00", ("2024-03-12T10:00", "2024-03-12")),
        ("12 March 2024 from 10:00 to 12:00", ("2024-03-12T10:00", "2024-03-12")),
        ("12 March 2024, 5-7pm", ("2024-03-12",)),
        ("2024-03-12 05:00-08:00", ("2024-03-12T05:00", "2024-03-12", "2024-03-12T05:00-08:00")),
        (
            "12 March 2024 10:30-04:00",
            ("2024-03-12T10:30", "2024-03-12", "2024-03-12T10:30-04:00"),
        ),
        ("1/2/1983 or 13.1.1983", ("[1983-02-01,1983-01-13]", "[1983-01-02,1983-01-13]")),
        (
            "1.2.1983, 1/2/1983 or 3/4/1984",
            ("[1983-02-01,1983-02-01,1984-04-03]", "[1983-02-01,1983-01-02,1984-03-04]"),
        ),
        ("C5 BC", ("-04XX", "-0004~")),
        ("c2 AD", ("01XX", "0002~")),
        ("–1850", ("../1850", "-1850")),
        ("480-79 BC", ("-0479/-0078", "-0479/-0478")),
        ("May 50", ("0050-05", "1950-05")),
        ("10 Feb 1752/53", ("1752-02-10", "1753-02-10")),
        ("12 March 2024, midnight", ("2024-03-12T00:00", "2024-03-12T24:00")),
        ("midnight on 12 March 2024", ("2024-03-12T00:00", "2024-03-12T24:00")),
        ("194-", ("194X", "0194/..")),
        ("?-1850", ("/1850", "-1850?")),
        ("?-1999", ("/1999", "-1999?")),
        ("- 1850", ("../1850", "-1850")),
        ("'24", ("1924", "2024")),
        ("'99", ("1999",)),
        ("384-322", ("-0383/-0321",)),
        ("January 79", ("0079-01", "1979-01")),
        ("summer of '69", ("1969-22",)),
        ("5 May '23", ("1923-05-05", "2023-05-05")),
        ("the twenties", ("192X", "202X")),
        ("300s BC", ("[-0308..-0299]", "[-0398..-0299]")),
        ("300s AD", ("030X", "03XX")),
        ("c1900s", ("190X~", "19XX~")),
        ("December - January 2024", ("2023-12/2024-01",)),
        ("Dec 30 - Jan 2, 2024", ("2023-12-30/2024-01-02",)),
        ("5-6/03/2024", ("2024-03-05/2024-03-06", "2024-05-03/2024-06-03")),
        ("27 BC - 14", ("-0026/-0013", "-0026/0014")),
        ("Nov 1918 - Jan", ("1918-11/1919-01",)),
        ("from 3/1/1988 to 3/2/1988", ("1988-01-03/1988-02-03", "1988-03-01/1988-03-02")),
        ("the 1900s", ("190X", "19XX")),
        ("1900's", ("190X", "19XX")),
    ],
)
def test_a_text_of_several_meanings_is_not_guessed_at(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(UnclearDate) as refused:
        typed(text)
    assert refused.value.readings == readings
    assert refused.value.hint == f"write it as {' or '.join(readings)}"


def test_a_reading_that_is_typed_again_means_the_other_has_a_way_of_its_own() -> None:
    for text, way in (("1922-24", "winter 1922"), ("2023-33", "Q1 2023")):
        with pytest.raises(UnclearDate) as refused:
            typed(text)
        assert refused.value.readings[1] == text
        assert refused.value.ways[1] == way
        assert typed(way).edtf == text
    assert typed("2023-21").edtf == "2023-21"
    assert typed("2023-23").edtf == "2023-23"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12/3/2024", "nobody can say which number of 12/3/2024 is the day"),
        ("22/05/23", "nobody can say which number of 22/05/23 is the day"),
        ("24-03-12", "24-03-12 does not say which century"),
        ("January 79", "79 does not say which century"),
        ("summer of '69", "'69 does not say which century"),
        ("1904/05", "1904/05 can be two years or a month"),
        ("2023-24", "2023-24 can be two years or a part of one"),
        ("1731/32", "1731/32 can be two years or one in old and new style"),
        ("25 March 1731/2", "1731/2 can be either year"),
        ("185?", "185? can be ten years or one that is not sure"),
        ("194-", "194- can be ten years or all from one on"),
        ("12 March 2024, 5-7pm", "a date has no range of times"),
        ("12 March 2024, midnight", "midnight can begin a day or end it"),
        ("C5 BC", "c5 bc can be a century or about a year"),
        ("–1850", "a dash before a year can be a minus"),
        ("?-1999", "?-1999 can end with a year or be one before Christ"),
        ("480-79 BC", "480-79 BC can be a time of many years or of few"),
        ("27 BC - 14", "14 can be a year before Christ or after"),
        ("384-322", "384-322 runs backwards, as years BCE do"),
        ("the twenties", "the 20s can be of several centuries"),
        ("300s BC", "the 300s BCE can be ten years or a hundred"),
        ("Nov 1918 - Jan", "only one date has its year"),
        ("1/2/1983 or 13.1.1983", "nobody can say which number of 1/2/1983 is the day"),
    ],
)
def test_what_is_unclear_is_said(text: str, said: str) -> None:
    with pytest.raises(UnclearDate) as refused:
        typed(text)
    assert str(refused.value) == said
