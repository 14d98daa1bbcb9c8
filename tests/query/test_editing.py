"""A term put into the text of a query, and taken out again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.query.test_reading import texts
from timeline_tui.query.scan import scan
from timeline_tui.query.written import has_term, parse, readable, with_period, with_term, without_term

fields = st.sampled_from(["name", "source", "tag", "speaker"])
values = st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip())) | st.sampled_from(
    ['a "b"', "a,b", "tyotkino", "Lozova Rudka", "-x", "a*", "[x"]
)


def asked(text: str) -> list[tuple[str | None, tuple[str, ...], bool]]:
    return [(piece.field, piece.values, piece.excluded) for piece in scan(text)]


@given(texts, fields, values, st.booleans())
def test_a_term_that_was_put_in_is_there_and_can_be_taken_out(
    text: str, field: str, value: str, excluded: bool
) -> None:
    changed = with_term(readable(text), field, value, excluded=excluded)
    assert has_term(changed, field, value) == ("excluded" if excluded else "included")
    assert has_term(without_term(changed, field, value), field, value) is None


@given(
    st.lists(st.sampled_from(["a", '"b c"', "tag:x", "-tag:y", "in:2023", "tag:x OR a"]), max_size=4),
    fields,
    values,
)
def test_all_else_stays_as_it_was(parts: list[str], field: str, value: str) -> None:
    text = " ".join(parts)
    left = asked(without_term(text, field, value))
    changed = with_term(text, field, value)
    assert asked(without_term(changed, field, value)) == left
    # What is typed last is still typed last, unless it is the term that takes the value.
    last = asked(text)[-1:]
    assert last == asked(changed)[-1:] or all(piece.field for piece in scan(text)) or last[0][0] == field


def test_a_second_value_joins_the_first_and_the_opposite_gives_way() -> None:
    assert with_term("tag:x dron", "tag", "y") == "tag:x,y dron"
    assert with_term("tag:x,y dron", "tag", "x", excluded=True) == "tag:y -tag:x dron"
    assert with_term("-tag:x dron", "tag", "x") == "tag:x dron"
    assert with_term("dron", "name", "Lozova Rudka") == 'name:"Lozova Rudka" dron'


def test_what_or_joins_is_neither_widened_nor_narrowed_by_itself() -> None:
    text = "tag:x OR drone"
    assert has_term(text, "tag", "x") is None
    assert without_term(text, "tag", "x") == text
    assert with_term(text, "tag", "y") == "tag:y tag:x OR drone"
    assert with_term("tag:x OR tag:y tag:z", "tag", "x") == "tag:x OR tag:y tag:z,x"
    assert with_period("in:2023 OR drone", "2024") == "in:2024 in:2023 OR drone"


def test_a_word_that_was_whole_stays_whole() -> None:
    text = without_term("dron tag:x", "tag", "x")
    assert not parse(text).terms[0].prefix
    assert parse(with_term("dron", "tag", "x")).terms[-1].prefix


def test_one_period_is_set_replaced_and_removed() -> None:
    assert with_period("dron", "2023-05") == "in:2023-05 dron"
    assert with_period("in:2023 -in:2024 in:2022 dron", "2023-05") == "in:2023-05 -in:2024 dron"
    assert with_period("in:2023 dron", None) == "dron"
    assert with_period("dron", None) == "dron"
    assert parse(with_period("", "[2023-01,2023-03]")).terms[0].values == ("[2023-01,2023-03]",)


def test_a_quotation_mark_that_is_still_open_takes_in_no_other_term() -> None:
    assert with_term('name:"Lozova', "tag", "border") == 'tag:border name:"Lozova'
    assert with_period("oil source:“The", "2023-05") == "in:2023-05 oil source:“The"
    assert with_term('tag:"a"oil', "tag", "b") == "tag:a,b oil"


def test_a_value_is_asked_for_by_its_own_field_only() -> None:
    assert has_term("tag:x", "name", "x") is None
    assert has_term("tag:x", "tag", "y") is None
    assert has_term("tag:x -tag:x", "tag", "x") == "excluded"
