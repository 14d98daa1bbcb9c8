"""Every word of a file is in what comes of it, or is named as changed or as left out; in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.exchange.brought import brought
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.roles import ROLES
from timeline_tui.exchange.survey import look

_WORD = re.compile(r"[^\W_]+")
_PLACEHOLDER = re.compile("[§¶]")
_words = st.text("abcdefghijkmnpqrstuvwxyz", min_size=4, max_size=7).map("{}§".format)
"""Each becomes a word that is nowhere else in its file."""
_phrases = st.lists(_words, min_size=1, max_size=4).map(" ".join)
_dates = st.sampled_from(["¶-03-12", "12 March ¶", "c. ¶", "¶", "03/04/¶", "13/04/¶", "¶-03-12T10:00:00Z"])
_texts = st.one_of(
    _phrases,
    _dates,
    st.builds("{}; {}".format, _words, _words),
    st.builds("https://{}.example/{}?utm_source={}".format, _words, _words, _words),
    st.builds("<p>{}</p><a href='https://e.org/{}'>{}</a>".format, _words, _words, _words),
    st.builds("'={}".format, _words),
    st.builds("{}\n{}".format, _phrases, _phrases),
    st.sampled_from(["yes", "no", "1", "about", "day", "direct", "51.¶", "-", '["a1b§"]', "true"]),
)
_headers = st.one_of(
    st.sampled_from(sorted({header for role in ROLES.values() for header in role.headers.split()})), _words
)
_often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


_KINDS = {"type", "purpose", "month"}
"""Keys whose texts are words of the format, which stay as they are."""
_REFERENCES = {"id", "names", "sources", "source", "speaker", "part_of"}
"""Fields whose texts are ids, which are made of the words of something else."""

T = TypeVar("T")


def apart(value: T, start: int = 1) -> T:
    """The value with each of its words and years another one, so that none is there by another's doing.

    Texts that only mean something as they are, such as yes, stay so once. `start` is the number of the first.
    """
    number, seen = count(start), set[str]()

    def fill(match: re.Match[str]) -> str:
        at = next(number)
        return (
            str(1000 + at) if match[0] == "¶" else "".join(chr(ord("a") + int(digit)) for digit in f"{at:03}")
        )

    def one(text: str) -> str:
        if not _PLACEHOLDER.search(text):
            text = text if text not in seen or not _WORD.search(text) else f"{text} again§"
            seen.add(text)
        return _PLACEHOLDER.sub(fill, text)

    return cast("T", _each(value, one))


def _each(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, dict):
        return {key: inside if key in _KINDS else _each(inside, change) for key, inside in value.items()}
    if isinstance(value, list):
        return [_each(inside, change) for inside in value]
    return change(value) if isinstance(value, str) else value


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inside in value.values():
            yield from _flat(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _flat(inside)
    elif value is not None:
        yield str(value)


def _said(value: object, ids: set[str]) -> Iterator[str]:
    """What is said in so many words; ids are put aside, since each is made of what stands elsewhere."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if key in _REFERENCES:
                ids.update(_flat(inside))
            else:
                yield from _said(inside, ids)
    elif isinstance(value, list):
        for inside in value:
            yield from _said(inside, ids)
    elif value is not None:
        yield str(value)


def lost(path: Path, texts: Iterable[str]) -> list[str]:
    """The texts of which a word is neither in what the file brings nor told in the account."""
    survey = look(GivenFile(str(path)), order="day")
    events, bringing = brought(survey)
    account = bringing.account
    told = [*account.changed.values(), *account.left_out.values()]
    said = [example.before for one in told for example in one.examples]
    listed = {key: entry for entries in bringing.listed.values() for key, entry in entries.items()}
    ids: set[str] = {*listed}
    # The fields of a source or name may be called as those of an event that hold ids are.
    found = [*_said([*events], ids), *_flat([*listed.values()]), *said]
    words = {word for text in found for word in _WORD.findall(text.casefold())}
    assert account.cells == account.cells_in + account.cells_left + account.cells_there
    return [
        text
        for text in texts
        if text.casefold() not in ids and not words >= {*_WORD.findall(text.casefold())}
    ]


@given(rows=st.lists(st.dictionaries(_headers, _texts, min_size=2, max_size=8), min_size=1, max_size=4))
@example(rows=[{"circa": "yes", "end_time": "2024-03-12"}])
@_often
def test_table(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    rows = apart(rows)
    headers = list(dict.fromkeys(["title", *(header for row in rows for header in row)]))
    file = io.StringIO()
    table = csv.DictWriter(file, headers)
    table.writeheader()
    table.writerows({"title": "A", **row} for row in rows)
    path = tmp_path / "a.csv"
    path.write_text(file.getvalue(), encoding="utf-8")
    assert lost(path, [text for row in rows for text in row.values()]) == []


@given(rows=st.lists(st.dictionaries(_headers, _texts, min_size=2, max_size=8), min_size=2, max_size=4))
@example(rows=[{"actor": "x"}, {"end_year": "1", "actor": "x"}])
@_often
def test_json_lines(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path, rows = tmp_path / "a.jsonl", apart(rows)
    path.write_text("".join(json.dumps({"title": "A", **row}) + "\n" for row in rows))
    assert lost(path, [text for row in rows for text in row.values()]) == []


@given(
    rows=st.lists(st.dictionaries(_headers, _texts, min_size=2, max_size=6), min_size=1, max_size=3),
    name=_words,
)
@_often
def test_list_of_objects_with_something_beside(tmp_path: Path, rows: list[dict[str, str]], name: str) -> None:
    path = tmp_path / "a.json"
    rows, name = apart(rows), apart(name, 500)
    path.write_text(json.dumps({"about": {"who": name}, "entries": [{"title": "A", **row} for row in rows]}))
    assert lost(path, [name, *(text for row in rows for text in row.values())]) == []


_slides = st.fixed_dictionaries(
    {
        "start_date": st.fixed_dictionaries(
            {"year": st.just("¶")}, optional={"month": st.just("11"), "format": _words}
        )
    },
    optional={
        "text": st.fixed_dictionaries({"headline": _texts}, optional={"text": _texts, "other": _words}),
        "media": st.dictionaries(st.sampled_from(["url", "credit", "caption", "thumbnail", "alt"]), _texts),
        "display_date": _texts,
        "group": _texts,
        "background": st.dictionaries(_words, _words),
        "autolink": st.booleans(),
    },
)


@given(slides=st.lists(_slides, min_size=1, max_size=3), beside=st.dictionaries(_words, _texts, max_size=2))
@_often
def test_timelinejs(tmp_path: Path, slides: list[dict[str, object]], beside: dict[str, str]) -> None:
    path = tmp_path / "a.json"
    slides, beside = apart(slides), apart(beside, 500)
    path.write_text(json.dumps({**beside, "events": slides}))
    assert lost(path, _flat([*slides, *beside.values()])) == []


_sketched = st.fixed_dictionaries(
    {"message": _texts, "datetime": st.sampled_from(["¶-03-12T10:00:00+00:00", "1710237600000000"])},
    optional={
        "timestamp_desc": _texts,
        "timestamp": st.just("1710237600123456"),
        "tag": st.sampled_from(["-", "nan", "[]", "['alpha', 'beta']", "gamma"]),
        "source_short": _texts,
    },
)


@given(rows=st.lists(_sketched, min_size=2, max_size=4))
@_often
def test_timesketch(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path, rows = tmp_path / "a.jsonl", apart(rows)
    path.write_text("".join(json.dumps({"timestamp_desc": "Event", **row}) + "\n" for row in rows))
    assert lost(path, [text for row in rows for text in row.values()]) == []


_cells = _texts.map(lambda text: text.replace("\n", " "))
_lines = st.one_of(
    st.builds("{}: **{}** and _{}_".format, _dates, _words, _words),
    st.builds("- {} – {} [{}](https://{}.example 'x{}')".format, _dates, _phrases, _words, _words, _words),
    st.builds("- [2024] #{} {{{}}} {} | {}".format, _words, _words, _words, _phrases),
    st.builds("| date | title |\n|---|---|\n| {} | {} |".format, _cells, _words),
    st.builds("# {}".format, _phrases),
    st.builds("## {}".format, st.sampled_from(["2024", "March 2024", "12 March 2024"])),
    st.builds("### {} {{#{}}}".format, _phrases, _words),
    st.builds("> {}".format, _phrases),
    st.builds("> — {}".format, _phrases),
    _phrases,
    st.just(""),
)


@given(lines=st.lists(_lines, min_size=1, max_size=10))
@_often
def test_chronology(tmp_path: Path, lines: list[str]) -> None:
    path, lines = tmp_path / "a.md", apart(lines)
    path.write_text("\n".join(["1 May 1999: first", *lines]) + "\n", encoding="utf-8")
    # A heading that is a date is in the dates below it.
    said = [line.rpartition("\n")[2] for line in lines if not line.startswith("## ")]
    assert lost(path, said) == []


_selectors = st.one_of(
    st.builds(lambda exact: {"type": "TextQuoteSelector", "exact": exact}, _phrases),
    st.builds(lambda start: {"type": "TextPositionSelector", "start": start}, st.integers(10_000, 99_999)),
    st.builds(lambda path: {"type": "RangeSelector", "startContainer": path}, _words),
)
_annotated = st.fixed_dictionaries(
    {
        "target": st.lists(
            st.fixed_dictionaries({"source": _words, "selector": st.lists(_selectors)}), min_size=1
        )
    },
    optional={
        "uri": _texts,
        "text": _texts,
        "tags": st.lists(_words),
        "user": _words,
        "document": st.fixed_dictionaries(
            {"title": st.lists(_phrases, max_size=2)}, optional={"link": _words}
        ),
        "body": st.fixed_dictionaries(
            {"value": _phrases}, optional={"purpose": st.just("tagging"), "format": _words}
        ),
    },
)


@given(found=st.lists(_annotated, min_size=1, max_size=3))
@_often
def test_annotations(tmp_path: Path, found: list[dict[str, object]]) -> None:
    path, found = tmp_path / "a.json", apart(found)
    path.write_text(json.dumps({"export_userid": "x", "annotations": found}))
    silent = {"TextQuoteSelector", "TextPositionSelector", "RangeSelector", "tagging"}
    assert lost(path, [text for text in _flat([*found]) if text not in silent]) == []


_KEYS = {"article", "k", "title", "author", "year", "foo", "id", "type", "family", "given", "issued"}
_KEYS |= {"literal", "orcid", "date", "parts", "ty", "ti", "au", "da", "py", "er", "ab", "3", "etat"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.ris",
            "1.\nTY  - JOUR\nTI  - Ice\nAU  - Doe, J.\nDA  - 2024/03/12/Spring\nPY  - 2023\nER  - \n\n2.\n",
        ),
        ("b.ris", "TY  - JOUR\nTI  - Ice\nAB  - It was in\n1894\nthat it broke\nER  - \n"),
        (
            "a.bib",
            "@article{k, title={{NATO} and \\'Etat}, author={Doe, Jane and Roe, R.}, year=2024, foo={bar}}",
        ),
        (
            "a.json",
            '[{"id": "k", "type": "book", "title": "Ice", "author": [{"family": "Doe", "given": "Jane",'
            ' "ORCID": "0000-1"}, "Plain Name"], "issued": {"date-parts": [[2024, 3]], "literal": "Lent"}}]',
        ),
    ],
)
def test_sources(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert [word for word in lost(path, _WORD.findall(content)) if word.casefold() not in _KEYS] == []


def test_each_silence_of_old_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Winter\n\n12 March 2024: The **ice** breaks\n\n# Nothing\n", encoding="utf-8")
    account = brought(look(GivenFile(str(path))))[1].account
    assert account.changed["emphasis is taken out"].examples[0].before == "12 March 2024: The **ice** breaks"
    assert account.left_out["a heading stands above nothing that has a date"].examples[0].before == "Nothing"
