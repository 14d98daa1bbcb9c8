"""The forms that a passage or an event is copied in hold what is known and nothing that could act."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.render import samples
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.render.citation import FORMS, Cited
from timeline_tui.visible import visible

PLAIN, FOOTNOTE, MARKDOWN, CSL, BIBTEX = (form.text for form in FORMS)
SOURCE = Source(
    title="Who took 50% of *it*?",
    outlet="The Herald & Sons",
    author="A. Writer",
    published="2024-03-13",
    url="https://herald.example/a_(b)",
    language="en",
)
COPY = Source(
    title="Again", derived_from="herald", url="https://echo.example/x", archived="https://a.example/1"
)
SPEAKER = Name(name="J. Novak", role="mayor")
QUOTE = Quote(exact="We held *it*\n# all", source="herald", speaker="novak", kind="direct", via="radio")
EVENT = Event(title="The [raid]", date="2024-03-12", quotes=(QUOTE, Quote(exact="x", source="copy")))
SOURCES = {"herald": SOURCE, "copy": COPY}
ONE = Cited(EVENT, QUOTE, SOURCES, {"novak": SPEAKER})
ALL = ONE._replace(quote=None)


def test_a_footnote_says_who_speaks_and_where_it_was_published() -> None:
    assert FOOTNOTE(ONE) == (
        "J. Novak, mayor, quoted in A. Writer, “Who took 50% of *it*?”, The Herald & Sons, "
        "13 March 2024, Wednesday, https://herald.example/a_(b)."
    )
    claim = ONE._replace(quote=replace(QUOTE, kind="reported"))
    assert FOOTNOTE(claim).startswith("J. Novak, mayor, as reported in A. Writer")
    assert FOOTNOTE(ALL).endswith(
        "; “Again”, copy or translation of The Herald & Sons, https://echo.example/x, "
        "archived at https://a.example/1."
    )
    assert FOOTNOTE(Cited(Event(title="Nobody tells"), None, {}, {})) == "Nobody tells."


def test_markdown_shows_every_letter_as_it_stands() -> None:
    assert MARKDOWN(ONE._replace(finding=Finding("not found"))) == (
        "> We held \\*it\\*\n> \\# all\n>\n> — J. Novak, mayor; direct speech; via radio; not found, "
        "[Who took 50% of \\*it\\*?](<https://herald.example/a_(b)>), The Herald \\& Sons, A. Writer, "
        "13 March 2024, Wednesday"
    )
    assert MARKDOWN(ALL).split("\n")[0] == "**The \\[raid\\]** (12 March 2024, Tuesday)"
    assert MARKDOWN(ALL).split("\n")[3] == "- [Again](<https://echo.example/x>)"
    listed = replace(QUOTE, exact="1. one\n- two\n12) three\n+ four", speaker=None, kind=None, via=None)
    assert MARKDOWN(ONE._replace(quote=replace(listed, source=None))) == (
        "> 1\\. one\n> \\- two\n> 12\\) three\n> \\+ four"
    )


def test_csl_json_has_the_fields_that_reference_managers_read() -> None:
    first, second = json.loads(CSL(ALL))
    assert first == {
        "id": "herald",
        "type": "article-newspaper",
        "title": "Who took 50% of *it*?",
        "container-title": "The Herald & Sons",
        "author": [{"literal": "A. Writer"}],
        "issued": {"date-parts": [[2024, 3, 13]]},
        "URL": "https://herald.example/a_(b)",
        "language": "en",
    }
    assert (second["type"], second["note"]) == (
        "webpage",
        "copy or translation of The Herald & Sons; archived at https://a.example/1",
    )
    assert [source["id"] for source in json.loads(CSL(ONE))] == ["herald"]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2024-03-13T05:00-04:00", {"date-parts": [[2024, 3, 13]]}),
        ("2024-03~", {"date-parts": [[2024, 3]], "circa": True}),
        ("2024-21", {"date-parts": [[2024]], "season": 1}),
        ("2024-03-13/2024-04", {"date-parts": [[2024, 3, 13], [2024, 4]]}),
        ("spring, they say", {"literal": "spring, they say"}),
        ("-0044", {"date-parts": [[-45]]}),
        ("0000/-0044", {"date-parts": [[-1], [-45]]}),
        ("[2024-03-13..2024-03-17]", {"literal": "between 13 and 17 March 2024 (one of these days)"}),
        ("2024-03-13?", {"literal": "perhaps 13 March 2024"}),
    ],
)
def test_a_date_is_told_with_the_parts_that_are_known(published: str, issued: object) -> None:
    cited = ONE._replace(sources={"herald": replace(SOURCE, published=published)})
    assert json.loads(CSL(cited))[0]["issued"] == issued


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The <i>Kursk</i>", "The <\u2060i>Kursk<\u2060/i>"),
        ('<SPAN class="nocase">x</SPAN>', '<\u2060SPAN class="nocase">x<\u2060/SPAN>'),
        ("2 < 3, <img> and &lt;i&gt;", "2 < 3, <img> and &lt;i&gt;"),
    ],
)
def test_no_title_is_markup_in_csl(title: str, shown: str) -> None:
    cited = ONE._replace(sources={"herald": replace(SOURCE, title=title)})
    assert json.loads(CSL(cited))[0]["title"] == shown


def test_bibtex_shows_every_letter_as_it_stands() -> None:
    assert BIBTEX(ONE) == (
        "@misc{herald,\n  author = {{A. Writer}},\n  title = {{Who took 50\\% of *it*?}},\n"
        "  howpublished = {The Herald \\& Sons},\n  year = {2024},\n  month = mar,\n"
        "  url = {https://herald.example/a_(b)},\n}"
    )
    same = Event(title="t", quotes=(Quote(exact="x", source="é"), Quote(exact="y", source="ö")))
    text = BIBTEX(Cited(same, None, {"é": Source(title="{\\x}"), "ö": Source(published="2024-21")}, {}))
    assert "@misc{source,\n  title = {{\\{\\textbackslash{}x\\}}},\n}" in text
    assert "@misc{source-2,\n  year = {2024},\n}" in text


def test_nothing_that_is_pasted_can_act() -> None:
    wild = samples.HOSTILE
    quote = Quote(exact=wild, source=wild, speaker=wild, via=wild)
    source = Source(title=wild, outlet=wild, author=wild, published=wild, url=wild, archived=wild)
    cited = Cited(samples.WILD, quote, {wild: source}, {wild: Name(name=wild, role=wild)})
    for form in FORMS:
        for one in (cited, cited._replace(quote=None)):
            text = form.text(one)
            assert visible(text, block=True) == text, form.label
