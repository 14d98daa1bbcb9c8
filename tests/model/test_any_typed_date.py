"""Of any text: its own words mean the same, and it is a date or is refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_typed_dates import HERE
from timeline_tui.model.dates import NotADate, parse
from timeline_tui.model.days import from_civil
from timeline_tui.model.typed_dates import UnclearDate, typed
from timeline_tui.render.phrases import in_words

YEARS = st.integers(-9998, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")
DAYS = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.one_of(st.integers(1, 12), st.integers(21, 41))),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 28)),
)
MARKED = st.builds("{}{}".format, DAYS, st.sampled_from(["", "~", "?", "%"]))
TIMED = st.builds(
    "{}-03-12T{:02}:{:02}{}".format,
    st.integers(1, 9999).map("{:04}".format),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", "Z", ":30", ":30Z", "-04:00", "+05:30"]),
)
MASKED = st.one_of(
    st.integers(1, 999).map("{:03}X".format),
    st.integers(1, 99).map("{:02}XX".format),
    st.integers(1000, 9999).map("{}-XX".format),
    st.integers(1000, 9999).map("{}-05-XX".format),
)
RANGES = st.one_of(
    st.builds("{}/{}".format, MARKED, st.one_of(MARKED, st.sampled_from(["..", ""]))),
    st.builds("{}/{}".format, st.sampled_from(["..", ""]), MARKED),
    st.builds("[{}..{}]".format, DAYS, DAYS),
    st.lists(DAYS, min_size=2, max_size=5).map(lambda days: f"[{','.join(days)}]"),
)


@given(st.one_of(MARKED, TIMED, MASKED, RANGES))
def test_its_own_words_mean_the_same(edtf: str) -> None:
    try:
        span = parse(edtf)
    except NotADate:
        return
    words = in_words(span)
    said = typed(words).span
    assert (said.earliest, said.latest, said.precision) == (span.earliest, span.latest, span.precision), words
    assert (said.approximate, said.uncertain, said.clock) == (span.approximate, span.uncertain, span.clock), (
        words
    )


WORDS = (
    *(
        "12",
        "3",
        "March",
        "may",
        "spring",
        "2024",
        "1850",
        "44",
        "BC",
        "AD",
        "before",
        "after",
        "about",
        "c.",
    ),
    *(
        "perhaps",
        "?",
        "-",
        "/",
        "to",
        "or",
        "between",
        "and",
        "early",
        "late",
        "mid-",
        "19th",
        "century",
        "1900s",
    ),
    *(
        "first",
        "half",
        "of",
        "quarter",
        "until",
        "since",
        "Monday",
        "at",
        "5pm",
        "05:00",
        "(UTC)",
        ",",
        ".",
        "~",
    ),
    *(
        "(one of these days)",
        "(EDTF",
        ")",
        "März",
        "de",
        "年",
        "月",
        "yesterday",
        "the",
        "years",
        "X",
        "٣",
        "\x1b",
    ),
)


@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
        st.text(max_size=40),
    ),
    st.sampled_from([None, HERE, from_civil(-43, 1, 1), from_civil(12000, 1, 1)]),
)
def test_every_text_is_a_date_or_is_refused(text: str, near: int | None) -> None:
    try:
        found = typed(text, near=near, today=near)
    except NotADate as refused:
        assert str(refused) and refused.hint
        if isinstance(refused, UnclearDate):
            assert [parse(reading).text for reading in refused.readings] == list(refused.readings)
    else:
        assert parse(found.edtf) == found.span
