"""The page where it is read: in Chromium, light and dark, narrow, by keyboard, printed, with no script."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.export.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.export.contents import DATED_EVIL, EVERYTHING, EVIL, PART, addressed, contents, written
from tests.export.readers import npm_file
from timeline_tui.cli.main import main
from timeline_tui.export.content import Content, Heading
from timeline_tui.model.timeline import Event, Media, Quote, Source

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
_SHIPPED = Path(__file__).parents[2] / "data" / "raids.timeline.yaml"
_ALL = contents(EVERYTHING, PART, EVIL, DATED_EVIL)
_VISIBLE = "[...document.querySelectorAll('article')].filter(one => one.checkVisibility()).length"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    """A tab for all of these tests."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the timeline that comes with the program."""
    target = tmp_path_factory.mktemp("page") / "shipped.html"
    assert main(["export", str(_SHIPPED), "--to", "html", "--out", str(target)]) == 0
    return target


def opened(tab: Tab, folder: Path, content: Content) -> Tab:
    """The tab with the page of a content."""
    file = folder / "page.html"
    file.write_bytes(written("html", content)[0])
    tab.resize(1200, 900)
    tab.scheme("light")
    tab.open(file.as_uri())
    return tab


def narrowed(tab: Tab, name: str, value: str) -> str:
    """What is said when a field of the form is filled in."""
    field = f"document.querySelector('[name={name}]')"
    tab.run(
        f"{field}.value = {json.dumps(value)}; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))"
    )
    said: str = tab.run(
        "new Promise(done => setTimeout(() => done(document.getElementById('count').textContent), 200))"
    )
    return said


def test_the_shipped_one_is_under_a_hundred_kilobytes(shipped: Path) -> None:
    assert len(shipped.read_bytes()) < 100_000


def test_it_asks_nobody_for_anything_and_nothing_complains(tab: Tab, shipped: Path) -> None:
    tab.open(shipped.as_uri())
    assert [one for one in tab.requests if not one.startswith(("file:", "data:"))] == []
    assert tab.complaints == []


@pytest.mark.parametrize(("width", "scale"), [(320, 1), (1280, 4)], ids=["320 wide", "400 %"])
def test_nothing_is_read_by_scrolling_sideways(tab: Tab, shipped: Path, width: int, scale: float) -> None:
    tab.resize(width, 1024, scale)
    for content in (shipped, None):
        if content is None:
            tab.do("Page.setDocumentContent", frameId=_frame(tab), html=written("html", _ALL)[0].decode())
        else:
            tab.open(content.as_uri())
        tab.run(
            "for (const one of document.querySelectorAll('.lot')) one.style.contentVisibility = 'visible'"
        )
        assert tab.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def _frame(tab: Tab) -> str:
    frame: str = tab.do("Page.getFrameTree")["frameTree"]["frame"]["id"]
    return frame


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["shipped", "all"])
def test_axe_finds_nothing(tab: Tab, shipped: Path, tmp_path: Path, scheme: str, which: str) -> None:
    axe = npm_file("axe-core/axe.min.js")
    opened(tab, tmp_path, _ALL)
    tab.scheme(scheme)
    if which == "shipped":
        tab.open(shipped.as_uri())
    tab.run("for (const one of document.querySelectorAll('.lot')) one.style.contentVisibility = 'visible'")
    tab.run(
        "for (const one of document.querySelectorAll('[id]'))"
        " one.dispatchEvent(new Event('focusin', {bubbles: true}))"
    )
    tab.run(f"{axe.read_text()}; 0")
    found: Any = json.loads(tab.run("axe.run().then(found => JSON.stringify(found))"))
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_the_keyboard_alone_goes_everywhere_and_is_seen(tab: Tab, shipped: Path) -> None:
    tab.resize(1200, 900)
    tab.open(shipped.as_uri())
    wanted = tab.run("document.querySelectorAll('a[href], input, select, button, [tabindex]').length")
    at = (
        "(() => { const one = document.activeElement, box = one.getBoundingClientRect(); "
        "const style = getComputedStyle(one); return [one === document.body, one.outerHTML.slice(0, 60), "
        "box.bottom > 0 && box.top < innerHeight, style.outlineStyle !== 'none'] })()"
    )
    met = []
    for _ in range(40):
        tab.press("Tab", 9)
        is_body, element, is_in_view, is_marked = tab.run(at)
        assert not is_body
        assert is_in_view, element
        assert is_marked, element
        met.append(element)
    assert met[0].startswith('<a class="skip"')
    assert wanted > 300
    # Of a field of dates each part is met by itself.
    assert len(set(met)) >= 38


def test_what_is_narrowed_by_keyboard_is_told(tab: Tab, shipped: Path) -> None:
    tab.open(shipped.as_uri())
    tab.run("document.querySelector('[name=words]').focus()")
    for letter in "bakhmut":
        tab.press(letter, ord(letter.upper()), letter)
    said = tab.run(
        "new Promise(done => setTimeout(() => done(document.getElementById('count').textContent), 300))"
    )
    assert said == f"{tab.run(_VISIBLE)} of 41 events are shown."
    assert 0 < tab.run(_VISIBLE) < 41


def test_each_facet_narrows_and_as_of_hides_what_was_not_known(tab: Tab, tmp_path: Path) -> None:
    opened(tab, tmp_path, contents(EVERYTHING, PART, *_TAGGED))
    assert narrowed(tab, "is", "key") == "1 of 5 events are shown."
    assert narrowed(tab, "is", "") == "All 5 events are shown."
    assert narrowed(tab, "tag", "twice") == "2 of 5 events are shown."
    assert narrowed(tab, "tag", "") == "All 5 events are shown."
    assert narrowed(tab, "words", "ÉTÉ") == "1 of 5 events are shown."
    assert narrowed(tab, "words", "") == "All 5 events are shown."
    assert narrowed(tab, "day", "2024-03-13") == "1 of 5 events are shown."
    assert tab.run("document.querySelectorAll('blockquote:not([hidden])').length") < 4
    tab.run("location.hash = 'e-t3'")
    assert tab.run(
        "new Promise(done => setTimeout(() => done(document.getElementById('e-t3').checkVisibility()), 200))"
    )


def test_as_of_knows_sources_of_any_id(tab: Tab, tmp_path: Path) -> None:
    key = "агентство! (it's *one*)"
    event = Event(id="a", date="2024-03-12", title="T", quotes=(Quote(exact="x", source=key),))
    opened(
        tab, tmp_path, Content(Heading("T"), [event], {key: Source(title="S", published="2024-03-13")}, {})
    )
    assert narrowed(tab, "day", "2024-03-12") == "0 of 1 events are shown."
    assert narrowed(tab, "day", "2024-03-13") == "All 1 events are shown."


def test_sources_of_one_outlet_are_one_choice(tab: Tab, tmp_path: Path) -> None:
    sources = {f"s{at}": Source(title=f"Text {at}", outlet="The Herald") for at in range(3)}
    events = [Event(id=f"e{at}", date="2024", title="T", sources=(f"s{at}",)) for at in range(3)]
    opened(tab, tmp_path, Content(Heading("T"), [*events, Event(id="o", title="O")], sources, {}))
    choices = "[...document.querySelectorAll('[name=source] option')].map(one => one.textContent)"
    assert tab.run(choices) == ["all", "The Herald"]
    assert narrowed(tab, "source", "The Herald") == "3 of 4 events are shown."


def test_a_tag_with_a_comma_is_chosen(tab: Tab, tmp_path: Path) -> None:
    tags = ("arms, tanks", "arms")
    events = [Event(id=f"e{at}", title="T", tags=tags if at < 2 else ("arms",)) for at in range(4)]
    opened(tab, tmp_path, contents(*events))
    choices = "[...document.querySelectorAll('[name=tag] option')].map(one => one.textContent)"
    assert tab.run(choices) == ["all", "arms", "arms,\N{NO-BREAK SPACE}tanks"]
    assert narrowed(tab, "tag", "arms,\N{NO-BREAK SPACE}tanks") == "2 of 4 events are shown."
    assert narrowed(tab, "words", "arms, tanks") == "2 of 4 events are shown."


@pytest.mark.parametrize("how", ["pointerover", "focusin"])
def test_a_passage_a_dispute_and_a_source_link_to_themselves(tab: Tab, tmp_path: Path, how: str) -> None:
    opened(tab, tmp_path, contents(EVERYTHING, PART))
    assert tab.run("document.querySelectorAll('.k').length") == 0
    for there in ("p-raid-1", "d-taken", "s-agency", "n-mayor"):
        met = f"document.getElementById('{there}')"
        for _ in range(2):
            tab.run(f"{met}.dispatchEvent(new Event('{how}', {{bubbles: true}}))")
        assert tab.run(f"{met}.querySelectorAll('.k').length") == 1
        assert tab.run(f"{met}.querySelector('.k').ariaLabel") == "Link to this"
        tab.run(f"{met}.querySelector('.k').click()")
        assert tab.run("location.hash") == f"#{there}"
        box = f"{met}.querySelector('.k').getBoundingClientRect()"
        assert tab.run(f"Math.min({box}.width, {box}.height)") >= 24
    tab.run("document.querySelector('h4 a').click()")
    assert tab.run("location.hash") == "#e-raid"


def test_the_chart_says_of_each_event_when_it_was(tab: Tab, tmp_path: Path) -> None:
    opened(tab, tmp_path, contents(EVERYTHING, PART))
    tab.run("document.querySelector('svg a').dispatchEvent(new Event('pointerover', {bubbles: true}))")
    assert tab.run("document.querySelector('figure').title") == "12 March 2024, Tuesday"
    # A name of its own would hide the title of the event from those who cannot see it.
    assert tab.run("document.querySelectorAll('svg a > title').length") == 0


_TAGGED = tuple(
    Event(id=f"t{at}", date=date, title="Été" if at == 1 else "T", tags=("twice",) if at < 3 else ())
    for at, date in ((1, "2024-03-12"), (2, "2024-03-12"), (3, None))
)


def test_everything_is_read_without_the_script(tab: Tab, shipped: Path) -> None:
    tab.do("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(shipped.as_uri())
        assert tab.run(_VISIBLE) == 41
        assert not tab.run("document.getElementById('narrow').checkVisibility()")
    finally:
        tab.do("Emulation.setScriptExecutionDisabled", value=False)


def test_nothing_of_a_hostile_file_acts(tab: Tab, tmp_path: Path) -> None:
    evil = contents(EVIL, DATED_EVIL)
    opened(tab, tmp_path, evil)
    assert tab.run("document.title") == "A small one"
    assert tab.complaints == []
    assert [one for one in tab.requests if not one.startswith(("file:", "data:"))] == []
    assert tab.run(
        "[...document.querySelectorAll('a')].every(one => /^(#|https?:)/.test(one.getAttribute('href')))"
    )
    assert tab.run("document.querySelectorAll('script, style').length") == 2
    assert not any(event.get("method") == "Page.javascriptDialogOpening" for event in tab.events)


def test_it_prints_whole_with_links_spelled_out(tab: Tab, tmp_path: Path) -> None:
    opened(tab, tmp_path, contents(EVERYTHING, PART))
    assert narrowed(tab, "words", "nothing like it") == "0 of 2 events are shown."
    pages = PdfReader(BytesIO(tab.printed())).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert "Theraid" in text
    assert "Nobodyknowswhence." in text
    assert "<https://example.org/more>" in text
    assert "Narrow" not in text
    assert "Wordsall" not in text


def test_a_link_leads_to_the_passage_in_its_text(tab: Tab, tmp_path: Path) -> None:
    words = "<p>Nothing of it here.</p>" * 300
    (tmp_path / "text.html").write_text(
        f"<!doctype html><p>we-took it</p>{words}<p>He said: We-took it, all.</p>"
    )
    handler = partial(_Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        opened(tab, tmp_path, addressed(f"http://127.0.0.1:{server.server_port}/text.html"))
        tab.run("document.querySelector('blockquote a[href^=http]').focus()")
        tab.events.clear()
        tab.press("Enter", 13, "\r")
        tab.wait_for("Page.loadEventFired")
        assert tab.run("new Promise(done => setTimeout(() => done(scrollY > 1000), 500))")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
        pass


def test_ten_thousand_events_are_laid_out_a_lot_at_a_time(tab: Tab, tmp_path: Path) -> None:
    many = [
        Event(id=f"e{at}", date=f"{1000 + at // 10}", title=f"Event {at}", tags=("a",))
        for at in range(10_000)
    ]
    opened(tab, tmp_path, contents(*many))
    assert narrowed(tab, "words", "event 9999") == "1 of 10000 events are shown."
    # What is far from what one sees is not laid out, and nothing is drawn for each event but its own.
    assert tab.run("document.querySelectorAll('*').length") < 12 * 10_000
    assert tab.run("[...document.querySelectorAll('.lot')].every(one => one.children.length <= 51)")
    assert tab.run("getComputedStyle(document.querySelector('.lot')).contentVisibility") == "auto"


_ACTS = "<img src=x onerror=alert(1)><script>alert(2)</script>"
_DRAWN = contents(
    EVERYTHING,
    PART,
    EVIL,
    DATED_EVIL,
    Event(
        id="acts",
        date="2024-03-14",
        title=_ACTS,
        summary=_ACTS,
        tags=(_ACTS,),
        quotes=(Quote(exact=_ACTS),),
        media=(Media(url="https://example.org/a.jpg", caption=_ACTS, credit=_ACTS),),
    ),
    *(Event(id=date, date=date, title="T") for date in ("-0044-03-15", "2024-21", "2023~")),
)


def test_slides_are_drawn_and_nothing_on_them_acts(tab: Tab, tmp_path: Path) -> None:
    script = npm_file("@knight-lab/timelinejs/dist/js/timeline.js")
    style = npm_file("@knight-lab/timelinejs/dist/css/timeline.css")
    data = json.loads(written("timelinejs", _DRAWN)[0])
    drawn = json.dumps(data).replace("<", "\\u003c")
    (tmp_path / "slides.html").write_text(
        f"<!doctype html><meta charset=utf-8><style>{style.read_text()}</style>"
        "<div id=line style='width:900px;height:600px'></div>"
        "<script>window.alert = () => { window.acted = true }</script>"
        f"<script src='{script.as_uri()}'></script><script>new TL.Timeline('line', {drawn})</script>"
    )
    tab.do("Network.setBlockedURLs", urls=["http://*", "https://*"])
    tab.open((tmp_path / "slides.html").as_uri())
    slides = "document.querySelectorAll('.tl-slide').length"
    tab.run(_UNTIL.format(f"{slides} === {len(data['events']) + 1}"))
    assert tab.run("document.querySelectorAll('.tl-timemarker').length") == len(data["events"])
    assert not tab.run("Boolean(window.acted)")
    evil = "#line script, #line [onerror], #line [href^=javascript]"
    assert tab.run(f"document.querySelectorAll('{evil}').length") == 0


_UNTIL = (
    "new Promise((done, no) => {{ let left = 100; const look = () => {0} ? done() : left-- ? "
    "setTimeout(look, 100) : no('it never came'); look() }})"
)
