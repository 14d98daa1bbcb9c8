"""Times of day as instants, on the clocks of a zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.dates import parse
from timeline_tui.model.days import DAY_LONG, day_iso
from timeline_tui.model.zones import Zone, instant, leap, midnight, surely_before


def told(text: str, zone: Zone = None) -> tuple[str, str, str]:
    """The day and the clock in the zone, and the time in UTC."""
    time = instant(parse(text), zone)
    assert time is not None
    utc = f"{day_iso(time.first // DAY_LONG)} {timedelta(seconds=time.first % DAY_LONG)}"
    return day_iso(time.day), str(timedelta(seconds=time.clock)), utc


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2024-03-12T12:00", "Europe/Kyiv", ("2024-03-12", "12:00:00", "2024-03-12 10:00:00")),
        ("2024-03-12T23:00Z", "Europe/Kyiv", ("2024-03-13", "1:00:00", "2024-03-12 23:00:00")),
        ("2024-03-13T01:00+03:00", None, ("2024-03-13", "1:00:00", "2024-03-12 22:00:00")),
        ("2024-03-12T12:00", None, ("2024-03-12", "12:00:00", "2024-03-12 12:00:00")),
        ("2024-03-12T12:00", -240, ("2024-03-12", "12:00:00", "2024-03-12 16:00:00")),
        ("2024-07-12T12:00", "Europe/Kyiv", ("2024-07-12", "12:00:00", "2024-07-12 9:00:00")),
        # Clocks that skipped an hour never showed it, and of one that they showed twice the first is meant.
        ("2024-03-31T03:30", "Europe/Kyiv", ("2024-03-31", "4:30:00", "2024-03-31 1:30:00")),
        ("2024-10-27T03:30", "Europe/Kyiv", ("2024-10-27", "3:30:00", "2024-10-27 0:30:00")),
        ("2024-10-27T03:30+02:00", "Europe/Kyiv", ("2024-10-27", "3:30:00", "2024-10-27 1:30:00")),
        ("2024-03-12T24:00", "Europe/Kyiv", ("2024-03-12", "1 day, 0:00:00", "2024-03-12 22:00:00")),
        # Before there were zones, each town had its own time; before our calendar, as in its first year.
        ("1850-01-01T12:00", "Europe/Kyiv", ("1850-01-01", "12:00:00", "1850-01-01 9:57:56")),
        ("-0044-03-15T11:00", "Europe/Rome", ("-0044-03-15", "11:00:00", "-0044-03-15 10:10:04")),
        ("9999-12-31T23:59", "Asia/Tokyo", ("9999-12-31", "23:59:00", "9999-12-31 14:59:00")),
        ("2024-03-12T12:00", "No/Where", ("2024-03-12", "12:00:00", "2024-03-12 12:00:00")),
    ],
)
def test_times_in_a_zone(text: str, zone: Zone, expected: tuple[str, str, str]) -> None:
    assert told(text, zone) == expected


@pytest.mark.parametrize("text", ["2024-03-12", "2024", "2024-03-12/2024-03-13", "20XX-03-12"])
def test_what_has_no_time_of_day_has_no_instant(text: str) -> None:
    assert instant(parse(text), "Europe/Kyiv") is None


def test_a_minute_is_all_of_its_seconds() -> None:
    minute, second = instant(parse("2024-03-12T12:00Z")), instant(parse("2024-03-12T12:00:00Z"))
    assert minute is not None and second is not None
    assert (minute.last - minute.first, second.last - second.first) == (59, 0)


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_a_time_of_utc_is_what_the_clocks_show_then(utc: datetime, zone: str) -> None:
    local = utc.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    time = instant(parse(f"{utc:%Y-%m-%dT%H:%M:%S}Z"), zone)
    assert time is not None
    assert (time.day, time.clock) == (
        local.date().toordinal(),
        local.hour * 3600 + local.minute * 60 + local.second,
    )
    assert (time.first, time.first) == (utc.toordinal() * DAY_LONG + time.first % DAY_LONG, time.last)


def test_a_day_begins_where_its_zone_says() -> None:
    day = parse("2024-07-12").earliest or 0
    assert midnight(day, "Europe/Kyiv") == day * DAY_LONG - 3 * 3600
    assert midnight(day, 60) == day * DAY_LONG - 3600
    assert midnight(day, None) == day * DAY_LONG


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-03-11", "2024-03-12", True),
        ("2024-03-12", "2024-03-12", False),
        ("2024-03", "2024-03-31", False),
        ("2024-03-12T10:00", "2024-03-12T10:01", True),
        ("2024-03-12T10:00", "2024-03-12T10:00:30", False),
        ("2024-03-12T10:00:05", "2024-03-12T10:00:30", True),
        ("2024-03-12T10:00:30", "2024-03-12T10:00:30", False),
        ("2024-03-12T10:00", "2024-03-13", True),
        # By their instants, on whatever day each clock is.
        ("2024-03-12T20:00-04:00", "2024-03-13T01:00+03:00", False),
        ("2024-03-13T01:00+03:00", "2024-03-12T20:00-04:00", True),
        # What says no offset may be anywhere.
        ("2024-03-12", "2024-03-13T01:00+03:00", False),
        ("2024-03-12", "2024-03-14T01:00+03:00", True),
        ("2024-03-12T23:00-04:00", "2024-03-13", False),
        ("2024-03-11T23:00-04:00", "2024-03-13", True),
        ("2024-03-12T11:00Z", "2024-03-12T12:00", False),
        ("2024-03-12", "2024-03-13T11:59Z", False),
        ("2024-03-12", "2024-03-13T12:00Z", True),
        ("2024-03-12T10:00Z", "2024-03-13", False),
        ("2024-03-12T09:59Z", "2024-03-13", True),
        ("2024-03-12/..", "2024-04", False),
        ("2024-03-12", "../2024-04", False),
    ],
)
def test_what_is_over_before_another_begins_wherever_they_are(one: str, other: str, expected: bool) -> None:
    assert surely_before(parse(one), parse(other)) == expected


@pytest.mark.parametrize(
    ("text", "zone", "ahead"),
    [
        ("2024-03-31T03:00", "Europe/Kyiv", (120, 180)),
        ("2024-03-31T03:59:59", "Europe/Kyiv", (120, 180)),
        ("2024-03-31T02:59", "Europe/Kyiv", None),
        ("2024-03-31T04:00", "Europe/Kyiv", None),
        ("2024-10-27T03:00", "Europe/Kyiv", (180, 120)),
        ("2024-10-27T04:00", "Europe/Kyiv", None),
        ("2024-10-27T03:30Z", "Europe/Kyiv", None),
        ("2024-10-27", "Europe/Kyiv", None),
        # Set back and forth by half an hour, by a whole day, at midnight.
        ("2024-10-06T02:15", "Australia/Lord_Howe", (630, 660)),
        ("2011-12-30T12:00", "Pacific/Apia", (-600, 840)),
        ("2018-11-04T00:30", "America/Sao_Paulo", (-180, -120)),
        ("2018-11-03T24:00", "America/Sao_Paulo", None),
        ("-0044-03-15T03:30", "Europe/Rome", None),
        ("2024-03-31T03:30", "Nowhere/Left", None),
    ],
)
def test_clocks_that_were_set(text: str, zone: str, ahead: tuple[float, float] | None) -> None:
    found = leap(parse(text), zone)
    assert found == ahead
    assert found is None or found.is_forward == (found.before < found.after)
