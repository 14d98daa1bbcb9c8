"""Who said what: quotation marks of every kind, who speaks, and claims passed on."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui.gather.proposal import HeldQuote, Proposal, gather
from timeline_tui.gather.publication import report_of

_WORDS = (
    *(
        "said",
        "he",
        "they",
        "Anna",
        "Berg",
        "the",
        "Legion",
        "that",
        "claimed",
        "according to",
        "Tuesday",
        "told",
    ),
    *(
        "March 12",
        "2024-02-30",
        "3/4/24",
        "2023",
        "two weeks ago",
        "last summer",
        "Mr.",
        "U.S.",
        "and",
        "who",
        "was",
        "saying",
    ),
)


def direct(text: str) -> list[tuple[str, str | None]]:
    """Every passage of speech as a whole, with its speaker."""
    return [
        (one.exact, one.speaker and one.speaker.text)
        for one in gather(text).proposals
        if one.kind == "direct" and not one.is_sentence
    ]


def reported(text: str) -> list[tuple[str | None, str | None]]:
    """Who claims, and by which verb."""
    found = (one for one in gather(text).proposals if one.kind == "reported")
    return [(one.speaker and one.speaker.text, one.cue and text[slice(*one.cue)]) for one in found]


@pytest.mark.parametrize(
    ("speech", "marked"),
    [
        ("“We held the bridge all night,”", "curly"),
        ('"We held the bridge all night,"', "straight"),
        ('“We held the bridge all night,"', "curly, then straight"),
        ("''We held the bridge all night,''", "two apostrophes"),
        ("``We held the bridge all night,''", "as typewriters did"),
        ("„We held the bridge all night,“", "low, then high"),
        ("«We held the bridge all night,»", "angles"),
        ("« We held the bridge all night, »", "angles with spaces"),
        ("»We held the bridge all night,«", "angles turned round"),
        ("‘We held the bridge all night,’", "single curly"),
        ("'We held the bridge all night,'", "single straight"),
        ("「We held the bridge all night,」", "corners"),
    ],
)
def test_every_kind_of_mark(speech: str, marked: str) -> None:
    assert direct(f"It rained. {speech} said Anna Berg.") == [(speech, "Anna Berg")], marked


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The water came over the wall,” said Anna Berg.", "Anna Berg"),
        ("“The water came over the wall,” Anna Berg said.", "Anna Berg"),
        ("“The water came over the wall,” said Anna Berg, the mayor of Lund.", "Anna Berg"),
        ("“The water came over the wall,” Anna Berg, 43, told the paper.", "Anna Berg"),
        ("“The water came over the wall,” said Anna B. Berg of the council.", "Anna B. Berg"),
        ("“The water came over the wall,” Sen. Anna Berg (I-Lund) said on Tuesday.", "Sen. Anna Berg"),
        ("“The water came over the wall,” said council spokesman Ola Holm.", "council spokesman Ola Holm"),
        ("Anna Berg said: “The water came over the wall.”", "Anna Berg"),
        ("Anna Berg, who saw it, said, “The water came over the wall.”", "Anna Berg"),
        ("According to Anna Berg, “the water came over the wall.”", "Anna Berg"),
        ("Anna Berg continued:\n\n“The water came over the wall.”", "Anna Berg"),
        ("“The water came over the wall.” — Anna Berg", "Anna Berg"),
        ("The mayor of Lund, Anna Berg, said: “The water came over the wall.”", "Anna Berg"),
    ],
)
def test_who_speaks(text: str, speaker: str) -> None:
    ((_, found),) = direct(text)
    assert found == speaker


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Polls open in the vote which is expected to see Anna Berg return.", (None, "expected")),
        ("The wall was first reported to be broken by Anna Berg on Monday.", (None, "reported")),
        (
            "The flood was reported by Anna Berg of the council to have begun at night.",
            ("Anna Berg", "reported"),
        ),
        ("Anna Berg is worried that the wall will break before the spring.", ("Anna Berg", "worried")),
        ("Anna Berg is saying that the wall will break before the spring.", ("Anna Berg", "saying")),
        ("Anna Berg has long believed that the wall will break before spring.", ("Anna Berg", "believed")),
    ],
)
def test_what_is_claimed_by_nobody_who_is_named_has_no_speaker(
    text: str, claim: tuple[str | None, str]
) -> None:
    assert reported(text) == [claim]


def test_speech_that_is_split_has_one_speaker() -> None:
    text = "“We went out at dawn,” Anna Berg said. “Nobody saw us go.”"
    assert direct(text) == [("“We went out at dawn,”", "Anna Berg"), ("“Nobody saw us go.”", "Anna Berg")]


def test_speech_of_several_paragraphs() -> None:
    text = "Anna Berg said: “We went out at dawn. It was cold.\n\n“Nobody saw us go.”\n\nThen it rained."
    assert direct(text) == [
        ("“We went out at dawn. It was cold.", "Anna Berg"),
        ("“Nobody saw us go.”", "Anna Berg"),
    ]


def test_each_sentence_of_speech_is_proposed_within_it() -> None:
    text = "Anna Berg said: “We went out at dawn. Nobody saw Roman Holm go.” Then it rained."
    whole, *parts = (one for one in gather(text).proposals if one.kind == "direct")
    assert not whole.is_sentence
    assert [(one.exact, one.within, one.is_sentence) for one in parts] == [
        ("“We went out at dawn.", whole.start, True),
        ("Nobody saw Roman Holm go.”", whole.start, True),
    ]
    assert {one.speaker for one in parts} == {whole.speaker}
    assert [one.candidates for one in parts] == [(), ("Roman Holm",)]


def test_a_sentence_that_the_file_has_is_held_and_no_other() -> None:
    text = "Anna Berg said: “We went out at dawn. Nobody saw us go.”"
    found = gather(text, quotes=[HeldQuote("dawn", "Nobody saw us go.”")]).proposals
    assert [one.held for one in found if one.is_sentence] == [(), ("dawn",)]


@pytest.mark.parametrize(
    "speech",
    [
        "''It was the first attempt,''",
        '"He asked me whether it was “all right” to go. It was not."',
        "“Why Now? That Was Long,”",
    ],
)
def test_speech_ends_with_its_own_mark(speech: str) -> None:
    assert direct(f"It rained. {speech} said Anna Berg, who has a farm, as it said.") == [
        (speech, "Anna Berg")
    ]


def test_a_mark_left_open_does_not_swallow_what_follows() -> None:
    text = (
        "The media told of “those forces — and of the town. It cites them: “The army is rapidly withdrawing.”"
    )
    assert [exact for exact, _ in direct(text)] == ["“The army is rapidly withdrawing.”"]


def test_speech_within_speech_is_part_of_it() -> None:
    text = "“He told me he would call it “hell” and then he left,” said Anna Berg."
    assert direct(text) == [("“He told me he would call it “hell” and then he left,”", "Anna Berg")]


def test_an_apostrophe_is_no_mark() -> None:
    assert direct("The workers' rights and the '90s were the owners' concern, it's said.") == []


def test_titles_of_works_are_no_speech() -> None:
    assert direct("She starred in “The Long Road Home,” a film of 1990.") == []


def test_he_is_who_was_named_before_and_the_words_that_stand_there_are_kept() -> None:
    text = "Roman Holm said the wall had held. “There was a flood, but it went,” he said."
    speech = gather(text).proposals[-1]
    assert speech.speaker is not None
    assert (speech.speaker.text, speech.speaker.start) == ("Roman Holm", 0)
    assert speech.speaker.words is not None
    assert text[slice(*speech.speaker.words)] == "he"


def test_he_of_whom_nobody_spoke_stays_open() -> None:
    ((_, speaker),) = direct("“There was a flood, but it went,” he said.")
    assert speaker == "he"


def test_a_post_says_what_its_author_says() -> None:
    text = "The Northern Guard said that it had left. “We are not afraid of mud,” the post said."
    assert direct(text) == [("“We are not afraid of mud,”", "The Northern Guard")]


def test_a_part_of_a_name_means_the_whole_before_it() -> None:
    text = "The Freedom of Lund Legion arrived on foot. The legion claimed that it had taken the bridge."
    assert reported(text) == [("The Freedom of Lund Legion", "claimed")]


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("The ministry claimed that it had stopped the raid.", "The ministry", "claimed"),
        ("Earlier, Norway had denounced the raid on its coast.", "Norway", "denounced"),
        ("The raid was stopped at the wall, the ministry said.", "the ministry", "said"),
        ("The units are made up of citizens, according to the Lund Post.", "the Lund Post", "according to"),
        (
            "Norway's Coast Service denied reports of a landing, the agency reported.",
            "Norway's Coast Service",
            "denied",
        ),
        ("Anna Berg, a former member of parliament, claimed that they had crossed.", "Anna Berg", "claimed"),
        ("The Kremlin was dismissive, saying that the matter was under control.", "The Kremlin", "saying"),
        (
            "Both the Guard and the Northern Legion said they had left.",
            "the Guard and the Northern Legion",
            "said",
        ),
    ],
)
def test_claims(text: str, speaker: str, verb: str) -> None:
    assert reported(text) == [(speaker, verb)]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        (
            "Berg says “it is a two-man race now” between her and Ek.",
            "“it is a two-man race now” between her and Ek",
        ),
        (
            "“They agree with him on it” to a certain extent.",
            "“They agree with him on it” to a certain extent",
        ),
        (
            "“It was the best of years,” like the one before, said Berg.",
            "“It was the best of years,” like the one before",
        ),
        (
            "They chanted “no contract, no peace” and “we are the town” all day.",
            "“no contract, no peace” and “we are the town”",
        ),
        ("They chanted “Karin Holm: Bad for Lund, bad for you.”", "“Karin Holm: Bad for Lund, bad for you.”"),
        ("“It is gone,” he said. “They see it. “", "“They see it. “"),
        ("“It was old,” he said of the wall.", "“It was old,”"),
    ],
)
def test_what_goes_on_without_marks_is_a_part_of_it(text: str, passage: str) -> None:
    assert passage in [one.exact for one in gather(text).proposals if one.kind == "direct"]


def test_nouns_that_look_like_verbs_claim_nothing() -> None:
    assert reported("The claims and reports of the ministry were long. Its plans were not.") == []


@given(st.text())
@example("“")
@example('" " " \'\' ‘ ’')
@example("said said said “said” said: “")
@example("According to")
@example("he said, he said: “he said” he said.")
def test_any_text_is_read_and_all_passages_are_its_slices(text: str) -> None:
    check(text, gather(text, report=report_of("2024-03-12")).proposals)


@given(
    st.lists(
        st.sampled_from([*"“”\"'‘’«»„“,.:;()—\n", " ", "\n\n", *_WORDS]),
        max_size=60,
    )
)
def test_any_order_of_such_words_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    check(text, gather(text, report=report_of("2024-03-12")).proposals)


def check(text: str, proposals: tuple[Proposal, ...]) -> None:
    """Everything that is proposed stands in the text, in its order."""
    assert [one.start for one in proposals] == sorted(one.start for one in proposals)
    for one in proposals:
        assert one.exact == text[one.start : one.end] != ""
        if one.speaker is not None:
            assert one.speaker.text == text[one.speaker.start : one.speaker.end]
