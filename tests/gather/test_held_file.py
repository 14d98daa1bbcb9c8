"""Texts as files have them: plain, saved pages, PDFs."""

from __future__ import annotations

import builtins
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.gather.held_file import NoText, head_of, language_without_rules, read_source, text_of

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>A &amp; B</title>
<meta property="article:published_time" content="2024-03-12T05:00:00Z">
<meta name="author" content="Anna Berg">
<style>p { color: red }</style></head>
<body><nav>Home</nav><h1>The   wall</h1>
<p>The wall <b>held</b> all&nbsp;night, she&#8217;d said.</p><script>alert("no")</script><p>Then it rained.
And rained.</p></body></html>"""


def test_a_page_is_its_lines_and_says_who_wrote_it_when() -> None:
    found = text_of(PAGE.encode(), ".html")
    lines = [line for line in found.text.splitlines() if line]
    assert lines == ["The wall", "The wall held all\u00a0night, she’d said.", "Then it rained. And rained."]
    assert (found.title, found.author, found.language) == ("A & B", "Anna Berg", "en")
    assert found.published == "2024-03-12T05:00:00Z"


def test_a_page_that_is_broken_is_read() -> None:
    assert text_of(b"<html><p>One<div>Two<script>x", ".html").text.split() == ["One", "Two"]
    assert text_of(b"<html><body>" + b"<nav>" * 9_000 + b"x", ".html").text == ""


def test_what_is_no_utf_8_is_told_with_what_to_try(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("Das Wasser fließt über die Mauer.".encode("latin-1"))
    with pytest.raises(NoText, match="not UTF-8 in line 1") as refused:
        read_source(file)
    assert refused.value.hint is not None


def test_a_pdf_needs_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as declared there
        if name.startswith("pypdf"):
            raise ImportError(name)
        return imported(name, *rest, **more)

    for name in [name for name in sys.modules if name.startswith("pypdf")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoText, match="pypdf is needed") as refused:
        text_of(b"%PDF-1.4\n")
    assert refused.value.hint == "pip install 'timeline-tui[pdf]'"


def test_a_pdf_that_is_none_is_told_of() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(NoText, match="cannot be read"):
        text_of(b"%PDF-1.4\nnothing of it")


def pdf(words: str) -> bytes:
    """The smallest PDF with these words on its one page."""
    content = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def test_a_pdf_is_the_text_of_its_pages() -> None:
    pytest.importorskip("pypdf")
    found = text_of(pdf("The mayor said that the wall had held."))
    assert found.text.strip() == "The mayor said that the wall had held."
    assert found.is_taken_out


@given(st.integers(9, 500), st.binary(max_size=30))
def test_a_broken_pdf_is_read_or_told_of(at: int, noise: bytes) -> None:
    pytest.importorskip("pypdf")
    whole = pdf("The mayor said that the wall had held.")
    with suppress(NoText):
        text_of(whole[:at] + noise + whole[at + len(noise) :])


@given(st.text(), st.sampled_from(["", ".html"]))
def test_any_text_is_read_or_told_of(text: str, suffix: str) -> None:
    for content in (text.encode("utf-8", "surrogatepass"), f"<html><p>{text}</p>".encode("utf-8", "replace")):
        with suppress(NoText):
            text_of(content, suffix)


LINKED = """<!DOCTYPE html><html><head><title>A wall | Post</title>
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Post"}, {"@type": "NewsArticle",
 "headline": "A wall", "datePublished": "2024-03-12T05:00:00+01:00", "author": [{"name": "Anna Berg"},
 {"name": "Olle Ek"}], "publisher": {"name": "Lund Post"}, "inLanguage": "en"}]}</script></head>
<body><time datetime="2020-01-01">old</time><p>The wall held.</p></body></html>"""


def test_a_page_says_it_for_search_engines() -> None:
    found = text_of(LINKED.encode(), ".html")
    assert (found.title, found.author, found.outlet) == ("A wall", "Anna Berg, Olle Ek", "Lund Post")
    assert (found.published, found.published_by) == ("2024-03-12T05:00:00+01:00", "datePublished")
    assert (found.language, found.text) == ("en", "old\n\nThe wall held.")
    broken = text_of(LINKED.replace("[{", "[" * 9_000).encode(), ".html")
    assert (broken.title, broken.published, broken.published_by) == ("A wall | Post", "2020-01-01", "time")


def test_a_page_says_in_which_letters_it_is_written() -> None:
    page = '<html><head><meta charset="{}"></head><body><p>„Es hält“, sagte sie – müde.</p></body></html>'
    for name, written in (("windows-1252", "cp1252"), ("ISO-8859-1", "cp1252"), ("utf-8", "utf-8")):
        found = text_of(page.format(name).encode(written), ".html")
        assert found.text == "„Es hält“, sagte sie – müde."
    assert text_of("<html><meta charset=koi8-r><p>Стена".encode("koi8-r"), ".html").text == "Стена"
    for name in ("utf-8", "rot13", "idna", "nothing", "hex", ""):
        with pytest.raises(NoText, match="not UTF-8"):
            text_of(page.format(name).encode("cp1252"), ".html")


ARTICLE = "<p>The bridge fell, the mayor said. <q>We heard it from the hall</q>, said Olle Ek.</p>" * 3
AROUND = """<html><body><nav>Home</nav><aside>“Buy it now, it is so good,” said Ad.</aside>
<main><article>{}<div class="post-comments"><div>“They knew it,” said a reader.</div></div></article>
</main><div id="comments"><div><p>“They knew it,” said a reader.</p></div></div><footer>We said so."""


def test_of_a_page_its_article_is_read() -> None:
    found = text_of(AROUND.format(ARTICLE).encode(), ".html")
    assert set(found.text.splitlines()) == {
        "The bridge fell, the mayor said. “We heard it from the hall”, said Olle Ek.",
        "",
    }
    assert found.is_part


def test_a_page_with_no_article_or_with_many_is_read_as_a_whole() -> None:
    for page in (AROUND.format(""), f"<html><article>{ARTICLE}</article>" * 3):
        found = text_of(page.encode(), ".html")
        assert not found.is_part
        assert "reader" not in found.text
    assert "We said so." in text_of(AROUND.format("").encode(), ".html").text


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"PK\x03\x04", "office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office document"),
        (b"{\\rtf1", "office document"),
        (b"\x89PNG\r\n\x1a\n\0", "no plain text"),
    ],
)
def test_what_is_no_text_is_called_what_it_is(start: bytes, reason: str) -> None:
    with pytest.raises(NoText, match=reason):
        text_of(start + b"\xff\0\x01", ".txt")


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("The mayor said that the wall of the old harbour had held all through the night.", None, None),
        ("Мэр заявил во вторник, что стена старой гавани выстояла всю ночь, и никто не ранен.", None, "the"),
        (
            "Die Bürgermeisterin sagte gestern, die Mauer habe gehalten und niemand sei verletzt",
            None,
            "the",
        ),
        ("Muren höll.", None, None),
        ("Muren höll.", "sv", "sv"),
        ("Die Bürgermeisterin", "en-GB", None),
    ],
)
def test_a_text_in_a_language_without_rules(text: str, said: str | None, language: str | None) -> None:
    found = language_without_rules(text, said)
    assert (found and found.split()[0]) == language


def test_a_locked_pdf_is_told_of() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf("The mayor said that the wall had held.")))
    writer.encrypt("secret", algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    with pytest.raises(NoText, match="locked with a password"):
        text_of(content.getvalue())


def test_a_byline_is_no_title() -> None:
    assert (
        head_of(text_of(b"The wall\n\nBy Anna Berg, Post\n\nIt held all night.\n")).title
        == "It held all night."
    )
