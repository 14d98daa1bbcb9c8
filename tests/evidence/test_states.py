"""Each state of a passage at its borders: still the same, with something left out, another wording."""

from __future__ import annotations

import pytest

from timeline_tui.evidence.alike import whole
from timeline_tui.evidence.match import match
from timeline_tui.model.passage_states import Finding, Run
from timeline_tui.model.timeline import Quote

_MARKS = {"same": "{}", "passage": "[-{}-]", "text": "{{+{}+}}"}


def find(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> Finding:
    """The one finding for one passage."""
    return match(text, [Quote(exact=exact, prefix=prefix, suffix=suffix)])[0]


def shown(difference: tuple[Run, ...]) -> str:
    """The difference in marks, in one line."""
    return " ".join(
        _MARKS[run.kind].format(" ".join(run.words.split())) for run in difference if run.words.strip()
    )


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Il a dit : « Nous partons ce soir » hier.", '"Nous partons ce soir"'),
        ("Er sagte »Wir gehen heute« und ging.", 'sagte "Wir gehen heute" und'),
        ("The raid—the second that week—failed.", "The raid - the second that week - failed"),
        ("They had - so he said - no time.", "They had -- so he said -- no time."),
        ("the years 1939 – 1945 were", "the years 1939-1945 were"),
        ("The oﬃce caught ﬁre at night.", "The office caught fire at night."),
        ("The office caught fire at night.", "The oﬃce caught ﬁre at night."),
        ("約束はＡＢＣ１２３です", "約束はABC123です"),
        ("The \u2066border\u2069 was\u200f open.", "The border was open."),
        ("An inter-\nnational force came.", "An international force came."),
        ("A well-\r\n   known force came.", "A well-known force came."),
        ("An inter\xad\nnational force came.", "An international force came."),
        ("A well\xad\r\n   known force came.", "A well-known force came."),
        ("An inter¬\nnational force came.", "An international force came."),
        ("An international and well-known force.", "An inter- national and well- known force."),
        ("“‘Go’, he said.”", "''Go', he said.''"),
        ("He said “she said ‘no’ ” and left.", "He said 'she said \"no\"' and left."),
        ("He said “she said ‘no’\u2009” and left.", "He said “she said ‘no’” and left."),
        ("We will wait… and see.", "We will wait... and see."),
        ("We will wait . . . and see.", "We will wait … and see."),
        ("He is 6' tall, 7” at most.", 'He is 6′ tall, 7" at most.'),
        ("The “men of 1996” left.", "The 'men of 1996' left."),
        ("The “men of 1996” left.", "men of 1996' left."),
        ("He said ‘no’ to “6′ of ‘it’ in 1996” then.", '"6\' of "it" in 1996\''),
        ("„Wir kamen 1997“, sagte sie.", "'Wir kamen 1997', sagte sie."),
        ("‘It was 6’ wide in 1996’, he said.", '"It was 6\' wide in 1996", he said.'),
        ("‘We came in 96’, he said. The dogs’ bowl", '"We came in 96", he said.'),
        ("«Wir kamen 1997», sagte sie.", "Wir kamen 1997', sagte sie."),
        ("“No, in ‘1997’”, she said.", "'No, in \"1997\"', she said."),
        ("...he left.", "… he left."),
        ("“He left . . .”", "He left …"),
        ("We will wait ⋯ and see.", "We will wait … and see."),
        ("We will wait... and see.", "We will wait⋯ and see."),
        ("     The   raid of\n     the   second   of   May", "The raid of the second of May"),
        ("They came\n\n\n\nat dawn.", "They came at dawn."),
    ],
)
def test_what_only_looks_otherwise_is_normalised(text: str, passage: str) -> None:
    finding = find(text, passage)
    assert (finding.state, finding.difference, finding.remark) == ("normalised", (), None)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("It fell to -5 degrees here.", "It fell to - 5 degrees here."),
        ("A resignation was signed.", "A re-signation was signed."),
        ("The area is 10² metres wide.", "The area is 102 metres wide."),
        ("Only ½ of them came home.", "Only 1/2 of them came home."),
        ("In 19-\n39 the war began there.", "In 1939 the war began there."),
        ("It is un\xad\nlawful to go.", "It is un lawful to go."),
        ("The non combatants were hit.", "The non-combatants were hit."),
        ("The landlord is permitted to end it.", "The landlord is [not] permitted to end it."),
        ("Der Mann ging weg von hier.", "Der Mann ging Weg von hier."),
    ],
)
def test_what_reads_otherwise_is_altered(text: str, passage: str) -> None:
    finding = find(text, passage)
    assert finding.state == "altered"
    assert finding.changed


@pytest.mark.parametrize(
    ("text", "passage", "difference"),
    [
        ("He is 6' tall.", 'He is 6" tall.', """He is [-6"-] {+6'+} tall."""),
        ("He said ‘no’; he is 6’ tall.", "he is 6″ tall", "he is [-6″-] {+6’+} tall"),
        ("“He is 6' 2″ tall.”", "“He is 6\" 2' tall.”", """“He is [-6" 2'-] {+6' 2″+} tall.”"""),
        ("It lies at 51° 30′ north.", "at 51° 30'' north", "at 51° [-30''-] {+30′+} north"),
        (
            "“The men of 1996” left today.",
            "'The men of 1996' left now.",
            "'The men of 1996' left [-now.-] {+today.+}",
        ),
        ("In the '90s he was 6' tall.", 'he was 6" tall', "he was [-6\"-] {+6'+} tall"),
        ("They had 1,\n000 men there.", "1,000 men", "[-1,000-] {+1, 000+} men"),
        ("They had 10\n000 men there.", "10000 men", "[-10000-] {+10 000+} men"),
        (
            "The men there were 10\n000 then.",
            "The men there were 10000",
            "The men there were [-10000-] {+10 000+}",
        ),
        ("½ of it", "1/2 of", "[-1/2-] {+½+} of"),
        ("The ‘men of 96’ were 6’ tall.", 'were 6" tall', 'were [-6"-] {+6’+} tall'),
        ("The men of ‘96 were 6’ tall.", 'were 6" tall', 'were [-6"-] {+6’+} tall'),
        ("He wrote: ‘It is 6’ tall.’ So.", 'It is 6" tall.', 'It is [-6"-] {+6’+} tall.'),
        ("It was −5 there then.", "was 5 there", "was [-5-] {+−5+} there"),
        (
            "Some 12 500 children fled over the border.",
            "500 pupils fled over the border.",
            "{+12+} 500 [-pupils-] {+children+} fled over the border.",
        ),
        ("The men left.", "Themen left.", "[-Themen-] {+The men+} left."),
        ("Here Themen left.", "The men left.", "[-The men-] {+Themen+} left."),
        ("They had 10 000 000 men.", "10000000 men.", "[-10000000-] {+10 000 000+} men."),
        ("See № 5 there.", "No 5", "[-No-] {+№+} 5"),
        ("See №5 there.", "No. 5", "[-No. 5-] {+№5+}"),
        ("The bus of the U.S. left.", "US", "[-US-] {+U.S+}"),
        ("Take a/b now.", "a b", "[-a b-] {+a/b+}"),
    ],
)
def test_what_is_nearly_so_is_shown_from_word_to_word(text: str, passage: str, difference: str) -> None:
    finding = find(text, passage)
    assert (finding.state, shown(finding.difference)) == ("altered", difference)


@pytest.mark.parametrize(
    ("text", "passage", "difference", "left_out"),
    [
        ("She did not order it.", "She did ... order it.", "She did {+not+} order it.", 1),
        ("She did not order it.", "She did […] order it.", "She did {+not+} order it.", 1),
        ("She did not order it.", "She did . . . order it.", "She did {+not+} order it.", 1),
        ("She did not order it.", "She did [. . .] order it.", "She did {+not+} order it.", 1),
        ("She did not order it.", "She did (…) order it.", "She did {+not+} order it.", 1),
        ("Then he left at once.", "… he left at once.", "{+Then+} he left at once.", 0),
        ("Then he left at once.", "Then he left...", "Then he left {+at once.+}", 0),
        ("Then he left at once.", "... Then he left at once.", "[-…-] Then he left at once.", 0),
        ("He left. She came.", "He left. ... She came.", "He left. [-…-] She came.", 0),
        ("One.\n\nTwo two.\n\nThree.", "One. ... Three.", "One. {+Two two.+} Three.", 2),
        ("She did not order it.", "She did ⋯ order it.", "She did {+not+} order it.", 1),
        ("a b… c d e f.", "a b… c ... f.", "a b … c {+d e+} f.", 2),
    ],
)
def test_an_ellipsis_makes_a_cut_that_says_what_is_left_out(
    text: str, passage: str, difference: str, left_out: int
) -> None:
    finding = find(text, passage)
    assert (finding.state, finding.changed) == ("cut", left_out)
    assert shown(finding.difference) == difference


@pytest.mark.parametrize(
    ("passage", "difference", "remark"),
    [
        ("… The men … left.", "[-…-] The men {+all+} left.", None),
        ("The men … left …", "The men {+all+} left [-…-]", None),
        ("… The men all left. …", "[-…-] The men all left. [-…-]", None),
        ("… men … left …", "{+“The+} men {+all+} left [-…-]", "an ellipsis stands for the words before it"),
    ],
)
def test_an_ellipsis_at_an_edge_with_no_words_beyond_stands_for_none(
    passage: str, difference: str, remark: str | None
) -> None:
    finding = find("“The men all left.”", passage)
    assert (finding.state, finding.remark, shown(finding.difference)) == ("cut", remark, difference)


def test_words_at_the_edge_are_told() -> None:
    finding = find("Then he left the hall and nobody followed.", "… he left … nobody ...")
    assert finding.remark == "an ellipsis stands for the words before it and after it"
    assert shown(finding.difference) == "{+Then+} he left {+the hall and+} nobody {+followed.+}"


@pytest.mark.parametrize(
    ("text", "passage", "word"),
    [
        ("She said 110 people were hurt.", "10 people were hurt.", "110"),
        ("She said 3,110 people were hurt.", "110 people were hurt.", "3,110"),
        ("It is 3.5 tons by now.", "It is 3", "3.5"),
        ("It fell to -5 degrees.", "5 degrees.", "-5"),
        ("It fell to −5 degrees.", "5 degrees.", "−5"),
        ("They were 12\u202f000 by then.", "000 by then.", "12\u202f000"),
        ("It rose by 10% then.", "It rose by 10", "10%"),
        ("There she was at noon.", "he was at noon.", "she"),
        ("The raiders came.", "The raid", "raiders"),
        ("They can't do it.", "They can", "can't"),
        ("The non-combatants fled.", "combatants fled.", "non-combatants"),
        ("An anti–war march came.", "war march came.", "anti–war"),
        ("An ex–president went.", "An ex", "ex–president"),
        ("An anti‑war march came.", "war march came.", "anti‑war"),
        ("Some 12 500 children fled.", "500 children fled.", "12 500"),
        ("Some 12\u00a0500 children fled.", "Some 12", "12\u00a0500"),
        ("Some 1 200\n  000 men fled.", "000 men fled.", "1 200 000"),
        ("Some 1 200\u2009000 men fled.", "200\u2009000 men", "1 200\u2009000"),
        ("Some 12 500 children fled.", "Some 12", "12 500"),
        ("An inter-\nnational force.", "national force.", "inter- national"),
        ("It is un\xad\nlawful to go.", "lawful to go.", "un\xad lawful"),
        ("It is un¬\n lawful to go.", "It is un", "un¬ lawful"),
        ("Le cafe\u0301 est bon.", "Le caf", "cafe\u0301"),
        ("In the 2019–20 season they won.", "20 season", "2019–20"),
        ("In the 2019–20 season they won.", "In the 2019", "2019–20"),
        ("They had 1,\n000 men there.", "000 men there.", "1, 000"),
        ("They had 1,\r\n   234,567 men there.", "They had 1", "1, 234,567"),
        ("It cost $5 million.", "5 million.", "$5"),
        ("It cost US$5 million.", "$5 million.", "US$5"),
        ("It cost 5€ then.", "It cost 5", "5€"),
        ("It was 30° in May.", "It was 30", "30°"),
        ("It lies at 51°30′ north.", "It lies at 51°30", "51°30′"),
        ("It was ±5 then.", "5 then.", "±5"),
        ("Ask a@b.org of it.", "b.org of it.", "a@b"),
        ("हिन्दी में लिखा है", "हिन्द", "हिन्दी"),
        ("Then the U.S. army came.", "S. army came.", "U.S"),
        ("The U.S.A. came, e.g. then.", "The U.S.", "U.S.A"),
        ("The U.S.A. came, e.g. then.", "g. then.", "e.g"),
        ("The 👨‍👩‍👧 came.", "The 👨", "👨‍👩‍👧"),
        ("The 👍🏽 came.", "The 👍", "👍🏽"),
        ("The 🇺🇦🇵🇱 came.", "The 🇺🇦🇵", "🇵🇱"),
    ],
)
def test_a_word_or_number_taken_in_two_is_a_cut_that_says_which(text: str, passage: str, word: str) -> None:
    finding = find(text, passage)
    assert (finding.state, finding.remark) == ("cut", f"a word is taken in two: {word}")
    assert finding.difference


def test_a_letter_and_its_mark_are_one_however_they_are_written() -> None:
    states = [find(f"Le caf{letter} est bon.", "Le cafe est bon.").state for letter in ("é", "e\u0301")]
    assert states == ["altered", "altered"]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("L'homme est venu.", "homme est venu."),
        ("They (10 people) left.", "10 people"),
        ("At 5:30, 10 people left", "10 people left"),
        ("He said: “no”.", "no"),
        ("部队已经从村庄撤退", "已经从村庄"),
        ("the end.Then more", "Then more"),
        ("The plan failed—then it rained.", "then it rained."),
        ("In 1939–1945 it was so.", "1945 it was so."),
        ("In 1939—1945 it was so.", "In 1939"),
        ("It is 12×500 metres wide.", "500 metres wide."),
        ("So in 2024 500 people fled.", "500 people fled."),
        ("In 1,200 500 people fled.", "500 people fled."),
        ("On the 12 5000 people fled.", "5000 people fled."),
        ("In 1996,\n200 people fled.", "200 people fled."),
        ("The rows:\n101\n102\n103 people fled.", "103 people fled."),
        ("In 1914–1918 it was so.", "1918 it was so."),
        ("They won 3–1 there.", "1 there."),
    ],
)
def test_whole_words_are_whole_whatever_stands_beside_them(text: str, passage: str) -> None:
    assert find(text, passage).state == "verbatim"


def test_a_whole_word_elsewhere_wins_over_a_part_of_one() -> None:
    text = "There she was at noon. Later he  was at noon."
    assert (find(text, "he was at noon.").state, find(text, "he was at noon.").start) == ("normalised", 29)


def test_words_of_a_text_are_widened_to() -> None:
    text = "non-combatants 12,345 end"
    assert [whole(text, 5, 6), whole(text, 18, 19), whole(text, 22, 25)] == [(0, 14), (15, 21), (22, 25)]


@pytest.mark.parametrize("blanks", ["  ", "\t", "\xa0", "\u2003", "\u3000"])
def test_a_word_goes_on_in_the_next_line_whatever_that_is_indented_with(blanks: str) -> None:
    text = f"the en-\n{blanks}tire day"
    start = text.index("tire")
    assert text[slice(*whole(text, start, start + 4))] == f"en-\n{blanks}tire"


@pytest.mark.parametrize(
    ("text", "passage", "difference"),
    [
        (
            "A clerk said that the fire began on Monday night. No one was hurt.",
            "A clerk said the fire began on Monday night.",
            "A clerk said {+that+} the fire began on Monday night.",
        ),
        (
            "A clerk said the fire began in the warehouse on Monday night. No one was hurt.",
            "A clerk said the fire began in the attic on Monday night.",
            "A clerk said the fire began in the [-attic-] {+warehouse+} on Monday night.",
        ),
        (
            "The enemy had crossed the\n\n12\n\nTHE HERALD, 3 MAY\n\nriver before dawn and took it. Why?",
            "The enemy had crossed the river before dawn and took it.",
            "The enemy had crossed the {+12 THE HERALD, 3 MAY+} river before dawn and took it.",
        ),
        (
            "The raid—the second that week—failed at the gate.",
            "The raid - the third that week - failed",
            "The raid - the [-third-] {+second+} that week - failed",
        ),
        (
            "« Nous ne partons pas ce soir », dit-il.",
            '"Nous ne partons jamais ce soir"',
            '"Nous ne partons [-jamais-] {+pas+} ce soir"',
        ),
        (
            "An inter-\nnational force came over the border that night.",
            "An international force came over the river that night.",
            "An international force came over the [-river-] {+border+} that night.",
        ),
        (
            "He said the raid, the second that week, failed at the gate.",
            "raid - the second that week - failed",
            "[-raid --] {+raid,+} the second that [-week --] {+week,+} failed",
        ),
        (
            "THE KING LEFT AT DAWN.",
            "The king left at dawn.",
            "[-The king left at dawn.-] {+THE KING LEFT AT DAWN.+}",
        ),
        ("“THE KING LEFT!” he said.", "The king left!", "[-The king left!-] {+THE KING LEFT!+}"),
        (
            "قال الرئيس: لَمْ نَأْمُرْ بِالهجوم على القرية.",
            "لم نأمر بالهجوم",
            "[-لم نأمر بالهجوم-] {+لَمْ نَأْمُرْ بِالهجوم+}",
        ),
        ("The king&nbsp;left the town", "The king left", "The [-king left-] {+king&nbsp;left+}"),
        ("T H E  K I N G left", "THE KING left", "[-THE KING-] {+T H E K I N G+} left"),
        ("She was not guilty.", "She was — guilty.", "She [-was —-] {+was not+} guilty."),
        (
            "The plan failed—then it rained for long.",
            "plan failed, then it poured",
            "plan [-failed,-] {+failed—+} then it [-poured-] {+rained+}",
        ),
        (
            "He told us nothing of it, other than that. Together they went down to the harbour.",
            "Together they went up to the harbour.",
            "Together they went [-up-] {+down+} to the harbour.",
        ),
    ],
)
def test_the_difference_is_the_shortest_in_whole_words(text: str, passage: str, difference: str) -> None:
    finding = find(text, passage)
    assert (finding.state, shown(finding.difference)) == ("altered", difference)


def test_of_two_beginnings_the_one_counts_that_leaves_out_least() -> None:
    text = "The men came and went. The men who stayed slept well at night."
    (found,) = match(text, [Quote(exact="The men ... slept well")])
    assert (found.state, found.start, found.changed) == ("cut", 23, 2)


@pytest.mark.parametrize("passage", ["They recover the old roof.", "They recover … roof."])
def test_a_hyphen_that_ends_no_line_is_one_of_the_word(passage: str) -> None:
    # Both break a word at the end of a line, so that hyphens are looked through at all.
    text = "They re-cover the old roof. An inter-\nnational force came."
    assert find(text, passage).state == "altered"
    assert (
        match(text, [Quote(exact=passage), Quote(exact="An inter- national force came.")])[0].state
        == "altered"
    )


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_word_ends_before_an_apostrophe_at_its_end_which_closes_speech_as_often(mark: str) -> None:
    (found,) = match(f"On Friday the soldiers{mark} camp was moved.", [Quote(exact="the soldiers")])
    assert found.state == "verbatim"
    (found,) = match(f"He saw the soldier{mark}s camp.", [Quote(exact="the soldier")])
    assert (found.state, found.remark) == ("cut", f"a word is taken in two: soldier{mark}s")


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("A raid on the town began.", "A raid on … on the town"),
        ("The town was raided.", "The town … town was raided"),
        ("He saw axes there.", "He saw a … axes there"),
        ("They held it, they held it.", "They held it … held it, they held it"),
    ],
)
def test_no_word_of_a_text_stands_on_both_sides_of_an_ellipsis(text: str, passage: str) -> None:
    (found,) = match(text, [Quote(exact=passage)])
    assert found.state == "altered"


def test_words_in_another_order_are_altered_and_shown_where_they_stand() -> None:
    text = "With guns and horses the men left the village at dawn."
    (found,) = match(text, [Quote(exact="At dawn the men left the village with guns and horses.")])
    assert found.state == "altered"
    same = "".join(run.words for run in found.difference if run.kind == "same")
    assert same.strip() == "the men left the village"
