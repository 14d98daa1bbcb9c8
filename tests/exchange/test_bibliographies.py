"""Sources come in as bibliographies have them, and nothing of these is lost in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.exchange.brought import Sources, brought
from timeline_tui.exchange.survey import Survey


def test_items_of_csl_come_in_as_sources(sources: Sources) -> None:
    item = {
        "id": "herald",
        "type": "article-newspaper",
        "title": "Ice <i>now</i>",
        "container-title": "The Herald",
        "author": [{"literal": "A. B."}, {"given": "Jane", "family": "Roe"}],
        "issued": {"date-parts": [[2024, 3, 2]]},
        "URL": "https://e.org/a",
        "custom": {"edtf": "2024-03-02~", "shelf": "7"},
    }
    assert sources("a.json", [item]) == {  # type: ignore[arg-type]
        "herald": {
            "title": "Ice now",
            "outlet": "The Herald",
            "author": "A. B.; Jane Roe",
            "published": "2024-03-02~",
            "url": "https://e.org/a",
            "fields": {"type": "article-newspaper", "shelf": "7"},
        }
    }


@pytest.mark.parametrize(
    ("issued", "edtf"),
    [
        ({"date-parts": [["2024", "3"]]}, "2024-03"),
        ({"date-parts": [[2024]], "season": 1}, "2024-21"),
        ({"date-parts": [[2024, 1], [2024, 2]]}, "2024-01/2024-02"),
        ({"date-parts": [[2024], [0]]}, "2024/.."),
        ({"date-parts": [[-44]]}, "-0043"),
        ({"date-parts": [[1850]], "circa": True}, "1850~"),
        ({"literal": "spring 2024"}, "2024-21"),
        ({"raw": "2024-03-02"}, "2024-03-02"),
        ("2024-03~", "2024-03~"),
    ],
)
def test_dates_of_csl_are_edtf(sources: Sources, issued: object, edtf: str) -> None:
    found = sources("a.json", [{"id": "a", "type": "book", "title": "T", "issued": issued}])  # type: ignore[arg-type]
    assert found["a"]["published"] == edtf


def test_records_of_ris_come_in_with_a_byte_order_mark_and_no_end(sources: Sources) -> None:
    text = "\ufeffTY  - NEWS\nTI  - Ice\nAU  - Roe, J.\nAU  - Doe, K.\nDA  - 2024/03//\n"
    text += "UR  - https://e.org/x\nER  - \n"
    found = sources("a.ris", text + "TY  - BOOK\nT1  - Goes\non\nPY  - 2020\n")
    assert found["e-x"]["published"] == "2024-03"
    assert found["e-x"]["author"] == "Roe, J.; Doe, K."
    assert found["goes-on"]["published"] == "2020"


def test_a_source_that_says_something_else_is_told(survey_of: Callable[..., Survey]) -> None:
    text = "TY  - NEWS\nTI  - Ice\nUR  - https://e.org/x\nER  - \n"
    _, bringing = brought(survey_of("a.ris", text + text + text.replace("Ice", "Flood")))
    assert bringing.account.rows_there == 1
    why = "a source of this address or title is listed, and says something else"
    (told,) = bringing.account.left_out[why].examples
    assert told.before.startswith("e-x: ") and list(bringing.account.left_out) == [why]


def test_nothing_of_a_bibliography_is_lost_in_silence(survey_of: Callable[..., Survey]) -> None:
    text = """A line of its own.
@article{a, title = {One}, year = 2020 ??? url = {https://example.org/a}}
behind
@book{b, title = {Two}}
"""
    _, bringing = brought(survey_of("a.bib", text))
    told = bringing.account.left_out
    assert told["it stands outside of the entries"].count == 2
    assert told["what stands behind a field of an entry is no field"].count == 1
    assert "example.org" in told["what stands behind a field of an entry is no field"].examples[0].before


def test_entries_of_biblatex_come_in(survey_of: Callable[..., Survey]) -> None:
    text = (
        '@string{her = "The Herald"}\n@article{ice, title = {Ice {B}reaks \\& {\\"U}ber}, '
        ' journal = her # " Post",\n'
        ' author = {Roe, Jane and M{\\"u}ller, K.}, year = 2024, month = mar}\n'
        "@online{o, title={E}, date={2024-03~}}\n"
        "@book{broken, title={x\n"
    )
    _, bringing = brought(survey_of("a.bib", text))
    found = bringing.listed["sources"]
    assert found["ice"] == {
        "title": "Ice Breaks & Über",
        "outlet": "The Herald Post",
        "author": "Jane Roe; K. Müller",
        "published": "2024-03",
        "fields": {"type": "article"},
    }
    assert found["o"]["published"] == "2024-03~"
    assert list(bringing.account.left_out) == ["a bracket of this entry is never closed"]
