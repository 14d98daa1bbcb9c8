"""Other words for a passage: in the style of those that stand there, and nothing else changes."""

from __future__ import annotations

import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.edit import documents, wordings
from tests.edit.reading import is_sound, items_of, rest_of
from tests.examples import examples
from timeline_tui.edit.passages import add_quote, change_quote
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Quote

HEAD = "# kept\nsources: {s: {outlet: S}}\nevents:\n- id: one\n  title: One\n  quotes:\n"


def read(data: bytes) -> Event:
    return next(iter(Reading(io.BytesIO(data), "file").events()))


def changed(text: str, words: str, position: int = 0) -> str:
    data = text.encode()
    return change_quote(data, 0, read(data), position, {"exact": words}).new.decode()


@pytest.mark.parametrize(
    "before, words, after",
    [
        ("  - exact: He was  # kept\n", "She was", "  - exact: She was  # kept\n"),
        ("  - exact: He was\n", "She: was # not", '  - exact: "She: was # not"\n'),
        ("  - exact: 'He was'\n", "She was", "  - exact: 'She was'\n"),
        ("  - exact: 'He was'\n", "It's so", '  - exact: "It\'s so"\n'),
        ('  - {kind: direct, exact: "He was"}\n', "She", '  - {kind: direct, exact: "She"}\n'),
        ("  - {exact: He was}\n", "She, was", '  - {exact: "She, was"}\n'),
        ("  - {exact: He was}\n", "She\nwas", '  - {exact: "She\\nwas"}\n'),
        (
            "  - exact: >-\n      He\n      was\n    note: n\n",
            "She was",
            "  - exact: >-\n      She was\n    note: n\n",
        ),
        (
            "  - exact: |\n      He was\n    note: n\n",
            "She\nwas",
            "  - exact: |\n      She\n      was\n    note: n\n",
        ),
        (
            "  - exact: |+\n      He was\n\n    note: n\n",
            "She was",
            "  - exact: |\n      She was\n    note: n\n",
        ),
        ("  - exact: |-\n      He was\n", "She\n\nwas ", '  - exact: "She\\n\\nwas "\n'),
        ("  - exact: He was\n", "She\nwas", "  - exact: |-\n      She\n      was\n"),
        (
            "  - source: s\n    exact:\n      He was\n",
            "She was",
            "  - source: s\n    exact:\n      She was\n",
        ),
    ],
)
def test_the_words_are_replaced_as_they_are_written(before: str, words: str, after: str) -> None:
    rest = "- id: two\n  title: Two # kept\n"
    assert changed(HEAD + before + rest, words) == HEAD + after + rest
    crlf = (HEAD + before + rest).replace("\n", "\r\n")
    assert changed(crlf, words) == (HEAD + after + rest).replace("\n", "\r\n")


def test_a_text_over_several_lines_still_is_one() -> None:
    long = " ".join(f"word{at}" for at in range(40))
    for mark in ("", '"', "'"):
        text = f"{HEAD}  - exact: {mark}{long[:60].rsplit(' ', 1)[0]}\n      and more{mark}\n"
        new = changed(text, long)
        assert read(new.encode()).quotes[0].exact == long
        assert max(map(len, new.splitlines())) <= 100
        assert new.count("\n") > text.count("\n")


def test_the_second_of_two_alike_is_the_second() -> None:
    one = "  - exact: He was\n    source: s\n"
    assert changed(f"{HEAD}{one}{one}", "She was", 1) == f"{HEAD}{one}{one.replace('He', 'She')}"


@pytest.mark.parametrize(
    "quotes, reason",
    [
        ("  - &q {exact: He was}\n  - *q\n", "alias"),
        ("  - exact: &words He was\n    note: *words\n", "anchor"),
        ("  - note: &words He was\n    exact: *words\n", "alias"),
        ("  - exact: !!str He was\n", "tag"),
        ("  - exact: | # why\n      He was\n", "comment"),
    ],
)
def test_what_may_stand_elsewhere_too_is_refused(quotes: str, reason: str) -> None:
    data = (HEAD + quotes).encode()
    event = Event(title="One", id="one", quotes=())
    event = read(data) if read(data).quotes else event
    with pytest.raises(CannotEdit, match=reason):
        change_quote(data, 0, event, 0, {"exact": "She was"})


def test_a_passage_that_was_changed_meanwhile_is_refused() -> None:
    event = read(f"{HEAD}  - exact: He was\n".encode())
    with pytest.raises(CannotEdit, match="as it was read"):
        change_quote(f"{HEAD}  - exact: They were\n".encode(), 0, event, 0, {"exact": "She was"})


@given(documents.documents(), st.integers(0, 4), wordings.quotes(), wordings.quotes())
@examples(2)
def test_nothing_else_changes_in_any_file(
    data: bytes, at: int, quote: dict[str, str], other: dict[str, str]
) -> None:
    assume(is_sound(data))
    assume(at < len(items_of(data)))
    try:
        data = add_quote(data, at, quote).new
        before = items_of(data)
        quotes = before[at]["quotes"]
        event = Event(title="", quotes=tuple(map(_selector, quotes)))
        edit = change_quote(data, at, event, len(quotes) - 1, {"exact": other["exact"]})
    except CannotEdit:
        return
    after = items_of(edit.new)
    words = after[at]["quotes"][-1]["exact"]
    assert words.removesuffix("\n") == other["exact"].removesuffix("\n")
    quotes[-1]["exact"] = words
    assert after == before
    assert rest_of(edit.new) == rest_of(data)
    (splice,) = edit.splices
    assert (edit.new[: splice.start], edit.new[splice.start + len(splice.new) :]) == (
        data[: splice.start],
        data[splice.end :],
    )


def _selector(quote: dict[str, str]) -> Quote:
    prefix, suffix, source = (quote.get(field) or None for field in ("prefix", "suffix", "source"))
    return Quote(exact=quote.get("exact") or "", prefix=prefix, suffix=suffix, source=source)


@pytest.mark.parametrize(
    "written, reason",
    [
        ("  - exact: &a He was\n    note: n\n", "has an anchor or a tag here"),
        ("  - exact: !!str He was\n", "has an anchor or a tag here"),
        ("  - exact: | # why\n      He was\n", "a comment stands beside the first line of `exact`"),
        ("  - exact: >- # why\n      He was\n", "a comment stands beside the first line of `exact`"),
    ],
)
def test_a_text_that_cannot_be_replaced_alone_is_told_of_with_its_line(written: str, reason: str) -> None:
    before = "  - exact: Another\n"
    data = (HEAD + before + written).encode()
    with pytest.raises(CannotEdit, match=reason) as refused:
        change_quote(data, 0, read(data), 1, {"exact": "She was"})
    assert refused.value.line == (HEAD + before).count("\n") + 1


def test_a_field_that_stands_twice_or_not_at_all_is_not_replaced() -> None:
    data = (HEAD + "  - exact: He was\n    note: a\n    note: b\n").encode()
    for field in ("note", "title"):
        with pytest.raises(CannotEdit, match=f"`{field}` stands twice in this passage") as refused:
            change_quote(data, 0, read(data), 0, {field: "x"})
        assert refused.value.line == 7


def test_a_sign_of_a_remark_within_a_block_is_a_letter_of_it() -> None:
    assert changed(HEAD + "  - exact: |-\n      He # was\n", "She") == HEAD + "  - exact: |-\n      She\n"
    assert changed(HEAD + "  - exact: He#was # kept\n", "She") == HEAD + "  - exact: She # kept\n"
