"""Passages against their text: every state, and never one for another."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.evidence.alike import FoldedText, whole
from timeline_tui.evidence.match import kept, match
from timeline_tui.evidence.resemblance import places
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Quote

TEXT = (
    "The governor said in a video that the attack had targeted the village. “A group attempted to break "
    "through,” he said. “There was a firefight, but there was no breakthrough.”\n\n"
    "Authorities have not confirmed any incursion. Later the governor said in a video that all was calm."
)


def find(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> Finding:
    """The one finding for one passage."""
    return match(text, [Quote(exact=exact, prefix=prefix, suffix=suffix)])[0]


def test_letter_for_letter_is_verbatim() -> None:
    passage = "There was a firefight, but there was no breakthrough."
    finding = find(TEXT, passage)
    assert finding.state == "verbatim"
    assert finding.remark is None
    assert finding.start is not None
    assert TEXT[finding.start : finding.end] == passage


@pytest.mark.parametrize(
    "passage",
    [
        '"There was a firefight, but there was no breakthrough."',
        "«There was a firefight, but there was no breakthrough.»",
        "no breakthrough.” Authorities have",
        "There was  a\tfirefight,",
    ],
)
def test_marks_and_spaces_alone_are_normalised(passage: str) -> None:
    finding = find(TEXT, passage)
    assert finding.state == "normalised"
    assert finding.start is not None
    held = TEXT[finding.start : finding.end]
    assert held.split()[-1].strip('“”"«».') == passage.split()[-1].strip('“”"«».')


def test_unicode_form_alone_is_normalised_and_placed() -> None:
    text = "Vor dem Café in Orël, бойцы — «ёжики» — sagten: nein."
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    finding = find(decomposed, "«ёжики» — sagten")
    assert finding.state == "normalised"
    assert unicodedata.normalize("NFC", decomposed[finding.start : finding.end]) == "«ёжики» — sagten"
    assert find(composed, unicodedata.normalize("NFD", "Café in Orël")).state == "normalised"


def test_a_changed_word_is_altered_and_the_difference_is_told() -> None:
    finding = find(TEXT, "There was an exchange of fire, but there was no breakthrough.")
    assert finding.state == "altered"
    assert [(run.kind, run.words.strip()) for run in finding.difference] == [
        ("same", "There was"),
        ("passage", "an exchange of fire,"),
        ("text", "a firefight,"),
        ("same", "but there was no breakthrough."),
    ]
    assert (finding.changed, finding.words) == (4, 11)


@pytest.mark.parametrize(
    "passage", ["Nobody ever spoke of elephants in the northern provinces.", "x" * 5000, "zzz"]
)
def test_what_is_not_there_is_not_found(passage: str) -> None:
    assert find(TEXT, passage).state == "not found"


def test_several_places_are_ambiguous_until_a_prefix_or_suffix_picks_one() -> None:
    passage = "the governor said in a video that"
    text = f"First {passage} one. Second {passage} two."
    ambiguous = find(text, passage)
    assert ambiguous.state == "verbatim"
    assert ambiguous.remark is not None
    assert "2 places" in ambiguous.remark
    assert find(text, passage, prefix="Second ").start == text.rindex(passage)
    assert find(text, passage, prefix="Second ").remark is None
    assert find(text, passage, suffix=" two").start == text.rindex(passage)
    remark = "ambiguous: it stands in 2 places, and its prefix does not stand around it"
    assert find(text, passage, prefix="Third ").remark == remark
    assert find(f"First {passage} one.", passage, prefix="Third", suffix="one").remark == (
        "its prefix and suffix do not stand around it"
    )


def test_an_exact_hit_wins_over_a_near_one_before_it() -> None:
    text = "There was no break-through. There was no breakthrough."
    finding = find(text, "There was no breakthrough.")
    assert (finding.state, finding.start) == ("verbatim", 28)


@pytest.mark.parametrize("join", [" [...] ", " ... ", "...", " […] "])
def test_an_ellipsis_joins_parts_in_order(join: str) -> None:
    finding = find(TEXT, f"A group attempted{join}there was no breakthrough.")
    assert (finding.state, finding.changed) == ("cut", 10)
    assert finding.start == TEXT.index("A group")
    assert find(TEXT, f"there was no breakthrough.{join}A group attempted").state in {"altered", "not found"}


def test_parts_far_apart_are_joined_with_all_that_is_left_out_and_those_of_two_chapters_are_not() -> None:
    def text(times: int) -> str:
        return "It began at dawn. " + "Nothing of note was seen. " * times + "It ended at dusk."

    far = find(text(150), "It began at dawn. [...] It ended at dusk.")
    assert (far.state, far.changed) == ("cut", 750)
    assert find(text(1500), "It began at dawn. [...] It ended at dusk.").state in {"altered", "not found"}


def test_an_ellipsis_that_stands_in_the_text_is_itself() -> None:
    text = "exercise our right to vote… We are casting our vote… again"
    finding = find(text, "right to vote… We are")
    assert (finding.state, finding.start, finding.end) == ("verbatim", 13, 34)


def test_a_passage_longer_than_its_text() -> None:
    assert find("Short.", "Short. " * 100).state == "not found"
    assert find("", "anything").state == "not found"


def test_right_to_left_and_combining_scripts() -> None:
    text = "قال المتحدث إن القوات انسحبت من القرية. नमस्ते दुनिया यह एक परीक्षण है।"
    assert find(text, "إن القوات انسحبت").state == "verbatim"
    assert find(text, "दुनिया यह एक").state == "verbatim"
    assert find(text, "إن القوات  انسحبت").state == "normalised"


words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
)
prose = st.lists(words, min_size=8, max_size=60).map(" ".join)


@given(prose, st.data())
def test_a_passage_of_whole_words_is_always_verbatim_and_any_other_is_cut(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    finding = find(text, text[start:end])
    entire = whole(text, start, end) == (start, end)
    assert finding.state == "verbatim" if entire else finding.state in {"verbatim", "normalised", "cut"}
    if finding.state == "verbatim":
        assert text[finding.start : finding.end] == text[start:end]


@given(prose, st.data())
def test_one_changed_letter_never_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = data.draw(st.integers(start, end - 1))
    passage = text[start:place] + "\U0001f9ff" + text[place + 1 : end]
    assert find(text, passage).state in {"altered", "not found"} or "\U0001f9ff" in text


@given(prose, st.data())
def test_a_passage_with_one_other_letter_is_never_taken_for_one_that_stands_there(
    text: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("aZé字٣"))
    passage = text[:place] + letter + text[place + 1 :]
    state = find(text, passage).state
    assert state != "verbatim" or passage in text
    assert passage not in text or state in {"verbatim", "normalised", "cut"}
    assert state != "normalised" or FoldedText(passage).text in FoldedText(text).text


@given(
    st.lists(st.sampled_from(["ab", "cd ", "e, ", "f ", "漢字", "ไทย"]), min_size=1, max_size=80), st.data()
)
def test_many_passages_are_found_as_one_by_one(pieces: list[str], data: st.DataObject) -> None:
    few = data.draw(st.sampled_from([0, 1000]))
    text = "".join(pieces)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    cuts = data.draw(st.lists(ends, min_size=30, max_size=40))
    passages = {text[start:end] + extra for start, end in cuts for extra in ("", "x")} - {""}
    found = places(text, passages, few)
    for passage in passages:
        at = [start for start in range(len(text)) if text.startswith(passage, start)]
        assert found[passage] == at


@pytest.mark.parametrize("exact", ["", "  ", "...", "[...] [...]", "\ud800", "\0", "… … …"])
def test_passages_of_nothing_much_get_an_answer(exact: str) -> None:
    assert find("Some words. " * 3, exact).state in {"not found", "verbatim", "normalised", "altered"}
    assert find("", exact).state in {"not found", "verbatim"}


def test_a_changed_character_of_a_script_without_spaces_is_altered_however_long_the_text() -> None:
    filler = "".join(chr(0x4E00 + at * 7 % 5000) for at in range(120_000))
    passage = "发言人说部队已经从村庄撤退但没有给出人数"
    text = filler + passage + filler
    assert find(text, passage).start == 120_000
    altered = find(text, passage.replace("撤退", "前进"))
    assert (altered.state, altered.start) == ("altered", 120_000)


def test_parts_that_repeat_a_thousand_times_are_joined_at_once() -> None:
    text = "a. " * 5000
    finding = find(text, " ... ".join(["a."] * 500))
    assert (finding.state, finding.changed) == ("cut", 0)


def test_more_places_than_anybody_counts() -> None:
    remark = find("so it is. " * 3000, "so it is.").remark
    assert remark == "ambiguous: it stands in at least 1,000 places; a prefix or suffix picks one"
    remark = find("so it is. " * 3000, "so it is.", prefix="never").remark
    assert remark == (
        "ambiguous: it stands in at least 1,000 places, and its prefix does not stand around it"
    )


def test_a_prefix_picks_among_places_that_differ_in_their_marks() -> None:
    text = "One: “stay calm”, he said. Two: “stay calm”, she said."
    finding = find(text, '"stay calm"', prefix="Two:")
    assert (finding.state, finding.start, finding.remark) == ("normalised", 32, None)


def test_a_rare_word_says_more_of_a_place_than_many_common_ones() -> None:
    text = "They came at dawn while the river rose over the fields " * 5000 + "needle ended."
    (found,) = match(text, [Quote(exact="over the fields needle was ended.")])
    assert (found.state, found.changed) == ("altered", 1)
    assert text[found.start : found.end] == "over the fields needle ended."


def test_why_a_passage_is_left_as_it_is_says_where_no_text_is_held_too() -> None:
    assert kept(Finding("no text held", remark="the source names no text")) == (
        "No text of this passage is held: the source names no text"
    )
    assert kept(Finding("verbatim")) == "This passage stands in its text letter for letter"
    assert kept(Finding("altered", remark="one word")) is None


@pytest.mark.parametrize(
    ("text", "exact", "differs"),
    [
        ("He said café there.", "cafe", "café"),
        ("He said cafe\u0301 there.", "cafe", "café"),
        ("He said color there.", "colour", "color"),
        ("One two three four.", "threee", "three"),
    ],
)
def test_one_word_differs_from_one_word(text: str, exact: str, differs: str) -> None:
    finding = find(text, exact)
    assert finding.state == "altered"
    assert [(run.kind, run.words) for run in finding.difference] == [
        ("passage", exact),
        ("text", unicodedata.normalize("NFD" if "\u0301" in text else "NFC", differs)),
    ]
    assert (finding.start, finding.end) == (
        text.index(differs[:3]),
        text.index(differs[:3]) + len(finding.difference[1].words),
    )
