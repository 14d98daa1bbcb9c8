"""The page asks nobody for anything, nothing in it acts, and every address on it leads somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings

from tests.export.contents import (
    DATED_EVIL,
    DATES,
    EVENTS,
    EVERYTHING,
    EVIL,
    HOSTILE,
    PART,
    TOURS,
    contents,
    written,
)
from timeline_tui.export.content import Content, Heading
from timeline_tui.export.page.page_words import PageAnchors, in_text
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.visible import visible

_VOID = {"meta", "input", "path", "circle", "rect", "br"}
# HTML, section 13.1.2.4: what ends where something else begins, or what it stands in ends.
_BLOCKS = ("p", "ul", "div", "blockquote", "h3", "h4", "h5", "h6", "nav", "article")
_ENDS = {"li": {"li", "p"}, "option": {"option"}} | {block: {"p"} for block in _BLOCKS}
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Read(HTMLParser):
    """What a browser finds: ids, addresses, scripts, attributes, and the text of each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src", "cite", "action"}:
                self.hrefs.append(value or "")
        while self.open and self.open[-1] in _ENDS.get(tag, ()):
            self.open.pop()
        if tag not in _VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self.open[-1] != tag and self.open[-1] in {"li", "p", "option"}:
            self.open.pop()
        if tag not in _VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data


def page(content: Content) -> str:
    """The page of it."""
    return written("html", content)[0].decode()


_ALIKE = (Event(id="raid 1", title="x"), Event(id="raid-1", title="y"))
_UNLISTED = Event(id="g", title="G", names=("ghost",), quotes=(Quote(exact="x", source="ghost"),))
_DATED = [Event(id=f"e{at}", date=date, title="T") for at, date in enumerate(DATES)]
ALL = contents(EVERYTHING, PART, EVIL, DATED_EVIL, *_ALIKE)


def check(text: str) -> Read:
    """What holds of every page."""
    read = Read(text)
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    for href in read.hrefs:
        assert href.startswith(("#", "http://", "https://")), href
        if href.startswith("#"):
            assert unquote(href[1:]) in read.ids
    assert not read.attributes & {"src", "style", "action"}
    assert not [name for name in read.attributes if name.startswith("on")]
    assert len(read.texts["script"]) == len(read.texts["style"]) == 1
    for kind in ("script", "style"):
        digest = b64encode(sha256(read.texts[kind][0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
    return read


@pytest.mark.parametrize(
    "content",
    [
        ALL,
        contents(tours=TOURS),
        contents(EVERYTHING, PART, tours=TOURS),
        contents(),
        Content(Heading("T"), [_UNLISTED], {}, {}),
        contents(*_DATED),
    ],
    ids=["all", "tours of nothing", "tours", "nothing", "unlisted", "dates"],
)
def test_every_address_leads_somewhere_and_nothing_acts(content: Content) -> None:
    check(page(content))


@given(EVENTS)
@settings(max_examples=30)
def test_that_holds_for_any_events(events: list[Event]) -> None:
    read = check(page(contents(*events)))
    assert len(read.texts.get("article", [])) == len(events)


def test_hostile_texts_are_texts_and_what_hides_is_visible() -> None:
    text = page(contents(EVIL))
    read = Read(text)
    assert read.texts["blockquote"][0].startswith(visible(HOSTILE, block=True).replace("\ufffe", "\ufffd"))
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "javascript:" not in "".join(read.hrefs)


def test_a_tour_is_a_path_to_walk_without_a_script() -> None:
    told = page(contents(EVERYTHING, PART, tours=TOURS)).partition("id=tours>")[2].partition("</section>")[0]
    assert "It began." in told
    for there in ("<li id=t-1-1>", "<a href=#p-raid-1>The raid</a>", "<a href=#t-1-2>next</a>"):
        assert there in told
    assert "<a href=#t-1-1>back</a>" in told
    assert "(gone is not in the timeline)" in told


def test_accounts_stand_beside_each_other_below_their_question() -> None:
    read = Read(page(contents(EVERYTHING)))
    assert [text.removeprefix("≠ ") for text in read.texts["h5"]] == ["Was it taken?"]
    assert read.texts["h6"] == ["Yes", "No"]
    assert len(read.texts["blockquote"]) == 3


def test_a_passage_says_what_became_of_it_in_its_text() -> None:
    content = contents(EVERYTHING)
    content.proof = {("raid", 1): Finding("verbatim", 0, 3), ("raid", 2): Finding("not found")}
    first, second, third = Read(page(content)).texts["blockquote"]
    assert first.endswith("✓")
    assert "not found" in second
    assert "✓" not in second + third


def test_more_events_than_can_be_drawn_are_counted() -> None:
    many = [Event(id=f"e{at}", date=f"{1800 + at % 200}", title="T") for at in range(300)]
    read = check(page(contents(*many)))
    assert "How many events begin when." in read.texts["figcaption"][0]
    assert sum(int(text) for text in read.texts["title"][1:]) == 300


@pytest.mark.parametrize(
    ("quote", "directive"),
    [
        (Quote(exact="We took it-all, she said", source="a"), "We%20took%20it%2Dall%2C%20she%20said"),
        (Quote(exact="x", prefix="said: ", suffix=" so", source="a"), "said%3A-,x,-so"),
        (
            Quote(exact=" ".join(f"w{number}" for number in range(20)), source="a"),
            "w0%20w1%20w2%20w3%20w4%20w5,w14%20w15%20w16%20w17%20w18%20w19",
        ),
    ],
)
def test_a_link_leads_to_the_passage_in_its_text(quote: Quote, directive: str) -> None:
    assert (
        in_text(quote, {"a": Source(url="https://example.org/a")})
        == f"https://example.org/a#:~:text={directive}"
    )
    assert in_text(quote, {"a": Source(url="javascript:alert(1)")}) is None
    assert in_text(quote, {}) is None


def test_no_two_things_have_one_address() -> None:
    anchors = PageAnchors()
    found = [anchors.of("e", key) for key in ("a b", "a-b", "a  b", "", " ", "a b")]
    assert found[0] == found[-1]
    assert len(set(found)) == 5
    assert all(re.fullmatch(r"\S+", one) for one in found)


@pytest.mark.skipif(_CHROMIUM is None, reason="there is no Chromium here")
def test_in_a_browser_the_script_runs_and_no_other(tmp_path: Path) -> None:
    assert _CHROMIUM is not None
    file = tmp_path / "page.html"
    file.write_text(page(ALL).replace("</body>", "<script>document.title='acted'</script></body>"))
    command = [
        _CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/profile",
    ]
    done = subprocess.run(
        [*command, "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=120
    )
    assert "All 6 events are shown." in done.stdout
    assert "<title>A small one</title>" in done.stdout
