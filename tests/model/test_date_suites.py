"""Dates of public test suites, where they lie beside the project: read as there, or the reason is here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from timeline_tui.model.dates import NotADate, Span, parse
from timeline_tui.model.days import day_iso
from timeline_tui.model.typed_dates import UnclearDate, hint_to, typed

SUITES = Path(__file__).parents[3] / "shared" / "dates"
beside = pytest.mark.skipif(not SUITES.is_dir(), reason="the suites are not part of the project")


class Difference(NamedTuple):
    """Texts on which we differ, and why."""

    texts: str
    reason: str
    example: str


REFUSED = (
    Difference(r"\{.*", "all of several dates are several events", "{1960,1961}"),
    Difference(r".*S[0-9]+", "significant digits are a decade or a century", "1950S2"),
    Difference(r"(\.\.)?/(\.\.)?", "a range needs an end", "../.."),
    Difference(
        r".*:[0-9]{2}\.[0-9]+.*", "the grammar of EDTF has no fractions of a second", "2016-05-02T16:54:59.4"
    ),
    Difference(
        r".*T.*[+-][0-9]{4}", "the grammar of EDTF has offsets with a colon", "2016-05-02T16:54:59+0230"
    ),
    Difference(r".*−.*", "a minus is written as a hyphen", "2020-05-01T10:30:00−05:00"),
    Difference(r"Y-?([0-9]{1,4}|[0-9]{1,2}E2)", "Y is for years of more than four digits", "Y1700"),
    Difference(r"\[[0-9-]+\]", "a set of one date is that date", "[2020]"),
    Difference(r"(\s|\\t).*", "no blanks stand around a date", "  1985"),
    Difference(r"[Sw][a-z]+, .*", "words are typed, not stored", "Spring, 2002"),
    Difference(r"[0-9]{2}xx", "masked digits are capital letters", "20xx"),
    Difference(r"(1900|2019)-02-29", "the year is no leap year", "1900-02-29"),
    Difference(r"[0-9][0-9X]{4}.*", "a year of five digits begins with Y", "12004-06~-11"),
    Difference(r"1999/1980", "the end is not before the start", "1999/1980"),
    Difference(r".*T.*/.*T.*", "a range goes from day to day", "1985-04-12T23:20/1986-05-13T01:30"),
    Difference(r"1999-02-3X|1999-2X", "no day fits", "1999-02-3X"),
)
"""What a suite calls valid and we refuse."""

READ = (
    Difference(r"(.*)-[0-9]{2}/\1", "an end may be less fine than its start", "2004-06/2004"),
    Difference(r"Y-?[0-9]+/.*", "a long year may begin a range", "Y-61000/-2000"),
    Difference(r".*/.*[%~].*|.*/.*-2[1-4]", "marks and seasons may stand in a range", "2018-21/2018-23"),
    Difference(
        r".*[?~%]-.*|.*-[0-9]{2}[?~%]", "a mark may stand on one part, and on a season", "2019?-08-08"
    ),
    Difference(r".*X.*", "any digit may be masked", "2019-XX-09"),
    Difference(r"[0-9]{4}-(2[5-9]|3[0-9]|4[01])", "seasons by hemisphere and parts of a year", "2019-25"),
    Difference(r"\[.*\.\..*\]", "the dates of a set may differ in how fine they are", "[2025-01..2026]"),
)
"""What a suite calls invalid and we read: parts of level 2 that it leaves out."""

BOUNDS = (
    Difference(
        r"[0-9]{4}-(2[1-9]|3[0-2])(/.*)?",
        "seasons begin with a month, and winter lasts into February",
        "2023-24",
    ),
    Difference(r"[0-9]{4}-37", "a third of a year is four months", "2020-37"),
    Difference(r"Y100000", "the suite counts in years of another length", "Y100000"),
)
"""Where the days of a suite are not ours."""

BETTER = (
    Difference(
        r"(earlier than|prior to|[ba]f\.|[<>]).*", "before and after a year leave it out", "before 1990"
    ),
    Difference(r".* or (later|after)", "one of these days is meant, and not all of them", "1930 or later"),
    Difference(r"bet(ween)? .*", "one of these days is meant, and not all of them", "between 1987 and 1988"),
    Difference(r"[0-9]{4} or [0-9]{4}", "the second year is kept", "1863 or 1864"),
    Difference(r"1st century", "the year 1 BCE is not in it", "1st century"),
    Difference(r"c64 BCE", "64 BCE is the year -0063", "c. 64 BCE"),
)
"""Phrases that we read otherwise than their suite."""


def reason(differences: tuple[Difference, ...], text: str) -> str | None:
    return next((one.reason for one in differences if re.fullmatch(one.texts, text)), None)


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (SUITES / name).read_text("utf-8").splitlines()]


def read(text: str) -> Span | None:
    try:
        return parse(text)
    except NotADate:
        return None


def bound(day: int | None) -> str | None:
    return None if day is None else day_iso(day).removeprefix("Y")


def theirs(day: str) -> str | None:
    return None if day in {"inf", "-inf", "?"} else day.removeprefix("Y")


@beside
def test_every_date_of_the_suites_is_read_as_there_or_for_a_reason_otherwise() -> None:
    suites = rows("edtf.jsonl")
    valid = {row["text"] for row in suites if row["verdict"] == "valid"}
    for row in suites:
        span = read(row["text"])
        if row["verdict"] == "valid":
            assert span is not None or reason(REFUSED, row["text"]), row
        else:
            # Suites contradict each other.
            assert span is None or row["text"] in valid or reason(READ, row["text"]), row


@beside
def test_the_days_of_the_suites_are_ours_or_for_a_reason_others() -> None:
    for row in rows("edtf.jsonl"):
        span = read(row["text"])
        for end in ("earliest", "latest") if span is not None else ():
            same = row[end] is None or theirs(row[end]) == bound(getattr(span, end))
            assert same or reason(BOUNDS, row["text"]), row


@beside
def test_the_phrases_of_the_suites_are_read_as_there_or_better() -> None:
    phrases, as_there = rows("typed.jsonl"), 0
    for row in phrases:
        try:
            found = typed(row["phrase"]).edtf
        except UnclearDate as unclear:
            as_there += row["edtf"] in unclear.readings
        except NotADate as refused:
            assert refused.hint
        else:
            # A suite that says nothing in EDTF has braces here.
            assert found == row["edtf"] or row["edtf"] == "[{}, {}]" or reason(BETTER, row["phrase"]), row
            as_there += 1
    assert as_there >= 0.9 * len(phrases)


@pytest.mark.parametrize("one", REFUSED, ids=lambda one: one.reason)
def test_what_others_call_valid_is_refused_with_something_to_try(one: Difference) -> None:
    assert reason(REFUSED, one.example) == one.reason
    with pytest.raises(NotADate) as refused:
        parse(one.example)
    assert hint_to(refused.value)


@pytest.mark.parametrize("one", READ, ids=lambda one: one.reason)
def test_what_others_leave_out_is_read(one: Difference) -> None:
    assert reason(READ, one.example) is not None
    assert parse(one.example).text == one.example
