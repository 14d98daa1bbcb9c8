"""What a text asks, and where one that asks nothing is pointed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.query.scan import Query, Unreadable, uncompared, unversioned
from timeline_tui.query.written import parse, readable

ALPHABET = [
    '"',
    "-",
    ":",
    ",",
    "*",
    " ",
    "[",
    "]",
    "a",
    "Ж",
    "中",
    "é",
    "🔥",
    "\0",
    "name",
    "in",
    "2023",
    " OR ",
    "(",
    "^",
]
texts = st.text() | st.lists(st.sampled_from(ALPHABET), max_size=12).map("".join)


def read(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(term.field, term.values) for term in parse(text).terms]


@given(texts)
def test_every_text_is_a_query_or_pointed_at(text: str) -> None:
    try:
        query = parse(text)
    except Unreadable as error:
        assert 0 <= error.start <= error.end <= len(text)
        assert error.sentence
        assert error.hint
    else:
        ends = [0]
        for term in query.terms:
            assert ends[-1] <= term.start < term.end <= len(text)
            ends.append(term.end)


@given(texts)
def test_what_is_left_without_the_unreadable_can_be_read(text: str) -> None:
    left = readable(text)
    parse(left)
    try:
        parse(text)
    except Unreadable:
        assert left != text
    else:
        assert left == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("raid sorce:x", "raid "),
        ("raid in: border", "raid border"),
        ("-tag: place:kursk before:2024-13", "place:kursk "),
        ("in:", ""),
        ("word " * 200, ""),
        ("x" * 1_000_000, ""),
    ],
)
def test_terms_that_cannot_be_read_are_left_out(text: str, left: str) -> None:
    assert readable(text) == left


def test_words_phrases_and_beginnings() -> None:
    words, phrase, star, last = parse('refinery "Exact phrase" refin* dro').terms
    assert (words.values, words.prefix, words.phrase) == (("refinery",), False, False)
    assert (phrase.values, phrase.prefix, phrase.phrase) == (("Exact phrase",), False, True)
    assert (star.values, star.prefix) == (("refin",), True)
    assert (last.values, last.prefix) == (("dro",), True)


@pytest.mark.parametrize("text", ["dro ", '"dro"', "-dro", '"dro" '])
def test_a_word_that_is_whole_is_no_beginning(text: str) -> None:
    assert not parse(text).terms[0].prefix


@pytest.mark.parametrize("text", ["", "  ", "-", '"', '-"', "“"])
def test_what_stands_first_asks_for_everything(text: str) -> None:
    assert parse(text) == Query()


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("near OR far", [["near", "far"]]),
        ("raid near OR far OR -off today", [["raid"], ["near", "far", "off"], ["today"]]),
        ("name:x OR tag:y in:2023 OR far", [["x", "y"], ["2023", "far"]]),
        ("near or far", [["near"], ["or"], ["far"]]),
        ('near "OR" far', [["near"], ["OR"], ["far"]]),
        ("near ORfar", [["near"], ["ORfar"]]),
    ],
)
def test_or_joins_the_two_terms_beside_it(text: str, groups: list[list[str]]) -> None:
    assert [[term.values[0] for term in group] for group in parse(text).groups] == groups


@pytest.mark.parametrize(
    ("text", "start", "left"),
    [
        ("OR", 0, ""),
        ("OR near", 0, "near"),
        ("near OR", 5, "near "),
        ("near OR ", 5, "near "),
        ("near OR OR far", 8, "near OR far"),
        ("near OR - far", 5, "near - far"),
        ("near OR tag:", 8, "near "),
    ],
)
def test_an_or_with_a_term_on_one_side_alone_is_pointed_at(text: str, start: int, left: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert caught.value.start == start
    assert readable(text) == left


def test_what_an_event_says_in_a_word_of_its_own_may_stand_in_quotation_marks() -> None:
    (term,) = parse('field:status="not verified",part=2 ').terms
    assert term.values == ("status=not verified", "part=2")
    assert len(parse('tag:status="not verified"').terms) == 2


@pytest.mark.parametrize(
    ("text", "values"),
    [("is:key tag:cut source:altered", None), ("tag:x is:key,cut", ("key", "cut")), ("-is:cut", ("cut",))],
)
def test_the_term_that_asks_what_became_of_passages(text: str, values: tuple[str, ...] | None) -> None:
    asking = parse(text).on_proof
    assert (asking and asking.values) == values


def test_a_quotation_mark_that_is_not_closed_counts_as_closed() -> None:
    (term,) = parse('"not closed ye').terms
    assert (term.values, term.phrase, term.prefix) == (("not closed ye",), True, True)


def test_fields_take_several_values_also_with_blanks() -> None:
    assert read('name:"Lozova Rudka",tyotkino -Source:newsweek,"a ""b"""') == [
        ("name", ("Lozova Rudka", "tyotkino")),
        ("source", ("newsweek", 'a "b"')),
    ]
    assert [term.excluded for term in parse("name:a -tag:b").terms] == [False, True]


def test_dates_are_read_in_every_form() -> None:
    assert read("in:2023-05 before:2024 after:[2023-01,2023-03]") == [
        ("in", ("2023-05",)),
        ("before", ("2024",)),
        ("after", ("[2023-01,2023-03]",)),
    ]
    assert read('in:"May 2023"') == [("in", ("2023-05",))]


def test_a_state_that_is_being_typed_is_the_one_that_begins_so() -> None:
    assert read("is:disp") == [("is", ("disputed",))]
    assert read("kind:DIRECT ") == [("kind", ("direct",))]


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "http:",
        "note:",
        "naem: x",
        "http://example.org/x",
        "NEAR(a b)",
        "AND OR NOT",
        "'; DROP TABLE row; --",
        "^a + b",
    ],
)
def test_what_looks_like_an_order_is_words(text: str) -> None:
    assert {field for field, _ in read(text)} == {None}


@pytest.mark.parametrize("time", ["T23:00", "T2300", "T23:00Z", "T23:00-04", "T23:00:00+04:00"])
def test_a_date_with_hour_and_minute_is_read(time: str) -> None:
    (term,) = parse(f"before:2024-05-31{time}").terms
    assert term.values[0].startswith("2024-05-31T23:00")


@pytest.mark.parametrize(
    ("text", "sentence", "place", "hint"),
    [
        ("in:44 BC", "a date ends at its first blank", (0, 8), 'in:"44 BC"'),
        (
            "before:500 B.C.E. war",
            "a date ends at its first blank",
            (0, 17),
            'before:"500 B.C.E."',
        ),
        (
            "after:2024-03-01 20:00",
            "a date ends at its first blank",
            (0, 22),
            '"2024-03-01 20:00"',
        ),
        ("in:March 2024 war", 'in: "March" is not a date', (0, 8), 'in:"March 2024"'),
        ("in:5th century BC", 'in: "5th" is not a date', (0, 6), 'in:"5th century BC"'),
        ("a in:", "in: wants a date such as 2023-05", (2, 5), "in:2023-05"),
        ("in:2023-13", "in: there is no month 13", (0, 10), "months go"),
        ("in:2024-05-31T23", "in: an hour with no minutes is no time", (0, 16), "write T23:00"),
        ("after:2024-05-31T23-04", "after: an hour with no minutes is no time", (0, 22), "write T23:00-04"),
        ("tag: x", "tag: wants a value such as tag:fighting", (0, 4), "tag:fighting"),
        ("a sorce:x", "there is no sorce: to narrow by", (2, 8), "source:"),
        ("a -sorce:", "there is no sorce: to narrow by", (3, 9), "source:"),
        ("titel:abc", "there is no titel: to narrow by", (0, 6), "quotation marks"),
        ("is:dispute ", "there is no is:dispute", (0, 10), "is:disputed"),
        ("***", "there is nothing to look for here", (0, 3), "letters or digits"),
        ("a " * 10_000, "a query has at most 100 terms", (200, 20_000), "fewer words"),
        (f'x "{"a " * 201}"', "a phrase has at most 200 words", (2, 406), "a part of it"),
        ("tag:" + "a," * 101, "tag: takes at most 100 values", (0, 206), "fewer"),
        ("x in:" + ",".join(["2023"] * 101), "in: takes at most 100 dates", (2, 509), "fewer"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(
    text: str, sentence: str, place: tuple[int, int], hint: str
) -> None:
    with pytest.raises(Unreadable) as raised:
        parse(text)
    error = raised.value
    assert (error.sentence, (error.start, error.end)) == (sentence, place)
    assert hint in error.hint


def test_what_only_others_can_tell_is_pointed_at_in_the_query() -> None:
    (_, term) = parse("raid since:v1").terms
    told = unversioned(term, "there is no v1", None)
    assert (told.sentence, told.start, told.end, told.hint) == ("there is no v1", 5, 13, "another revision")
    assert unversioned(term, "git is not there", "install git").hint == "install git"
    (term,) = parse("is:cut").terms
    told = uncompared(term)
    assert (told.sentence, told.start, told.end) == (
        "is:cut wants passages that were compared with texts",
        0,
        6,
    )
    assert told.hint.startswith("--texts FOLDER")
