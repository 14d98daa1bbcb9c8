"""A hint leads to what is right, or to nothing at all."""

from __future__ import annotations

import pytest

from tests.load.files import problems


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        ("t.me/channel/12", "https://t.me/channel/12"),
        ("//example.org", "https://example.org"),
        ("htps://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http:/example.org", "https://example.org"),
        *(
            (none, None)
            for none in ("HIDDEN", "n/a", "-", "TODO", "10.1000/xyz", "doi:10.1000/xyz", "page.html")
        ),
        *((none, None) for none in ("see print edition", "ftp://example.org", "a@example.org", "C:/x.org/a")),
    ],
)
def test_only_what_lacks_its_beginning_is_completed(address: str, said: str | None) -> None:
    (problem,) = problems(f'events: [{{id: a, title: t, links: ["{address}"]}}]')
    assert problem.code == "bad-address"
    assert problem.hint is not None
    assert (f"write {said}" == problem.hint) if said else ("http" not in problem.hint)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("end", "date: 2024-03-12/2024-03-14"),
        ("end_date", "date: 2024-03-12/2024-03-14"),
        ("Start", "`date`"),
        ("location", "`names`"),
        ("description", "`summary`"),
        ("category", "`tags`"),
        ("url", "`links`"),
        ("sumary", "`summary`"),
        ("photos", "`media`"),
        ("importance", "`key`"),
        ("latitude", "at: [51.19, 34.27]"),
        ("verification", "words of your own stand under `fields`"),
    ],
)
def test_what_others_call_a_field_is_known(field: str, said: str) -> None:
    (problem,) = problems(f"events: [{{id: a, title: t, date: 2024, {field}: x}}]")
    assert problem.code == "unknown-field"
    assert said in (problem.hint or "")


@pytest.mark.parametrize(
    ("what", "field", "said"),
    [
        ("sources", "publisher", "`outlet`"),
        ("sources", "date", "`published`"),
        ("sources", "accessed", "words of your own stand under `fields`"),
        ("names", "aliases", "`also`"),
        ("names", "lon", "at: [51.19, 34.27]"),
    ],
)
def test_what_others_call_a_field_of_a_source_or_a_name_is_known(what: str, field: str, said: str) -> None:
    named = "name: N, " if what == "names" else ""
    (problem,) = problems(f"{what}: {{a: {{{named}{field}: x}}}}\nevents: [{{id: a, title: t}}]\n")
    assert (problem.code, said in (problem.hint or "")) == ("unknown-field", True)
