"""One run of vis-timeline in a headless Chromium, which tells a small server here when it has drawn.

The page looks for the title of an item inside its window, lets that frame be painted, and then asks the
server for an address; the clock is the one that saw Chromium start. Once it is weighed, the page is let go
on, and tells how long each zoom and pan took until it was painted, by its own clock.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from benchmarks.peers import tree
from benchmarks.peers.programs import VIS
from benchmarks.peers.sample import Sample

SHOWN, GO, MOVED = "/shown", "/go", "/moved"
FIRST = 40
"""Events that its window spans at first: about as many as the others show."""
NO_SEARCH = "none of its own"
_OPTIONS = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--window-size=1280,800"),
)
_MOVES = 10
"""Zooms and pans that are timed."""
_PAGE = f"""<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }}</style><div id="timeline"></div>
<script src="/vis.js"></script><script src="/items.js"></script><script>
const last = items[Math.min({FIRST}, items.length - 1)];
const options = {{ height: innerHeight, verticalScroll: true, start: items[0].start, end: last.start }};
const timeline = new vis.Timeline(document.getElementById("timeline"), items, options);
function painted() {{
  return new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}}
async function took(move) {{
  const began = performance.now();
  move();
  await painted();
  return performance.now() - began;
}}
async function move() {{
  const zooms = [], pans = [];
  for (let at = 0; at < {_MOVES}; at++) {{
    const {{ start, end }} = timeline.getWindow(), by = (end - start) / 4, still = {{ animation: false }};
    zooms.push(await took(() => at % 2 ? timeline.zoomIn(0.5, still) : timeline.zoomOut(1, still)));
    await painted();
    pans.push(await took(() => timeline.setWindow(+start + by, +end + by, still)));
    await painted();
  }}
  await fetch("{MOVED}?zoom=" + zooms.join() + "&pan=" + pans.join());
}}
function isSeen(title) {{
  const box = title.getBoundingClientRect();
  const found = box.width && document.elementFromPoint(Math.max(box.left, 0) + 2, box.top + box.height / 2);
  return found && title.contains(found) && /\\d{{7}} [A-Z]/.test(title.textContent);
}}
function look() {{
  if ([...document.querySelectorAll(".vis-item-content")].some(isSeen))
    requestAnimationFrame(() => setTimeout(() => fetch("{SHOWN}").then(() => fetch("{GO}")).then(move)));
  else requestAnimationFrame(look);
}}
look();
</script>"""


def sample(chromium: str, items: Path, patience: float) -> Sample:
    """Start, weigh, zoom and pan; there is no search to time."""
    talk = _Talk()
    with _served(items, talk) as address, tempfile.TemporaryDirectory(prefix="chromium-") as profile:
        sandbox = ("--no-sandbox",) if os.getuid() == 0 else ()
        command = (chromium, *_OPTIONS, *sandbox, f"--user-data-dir={profile}", address)
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if not talk.shown.wait(patience):
                return Sample(f"over {patience:g} s", search=NO_SEARCH)
            start = time.perf_counter() - began
            rests = tree.comes_to_rest(process.pid, time.sleep, patience)
            memory = tree.memory(process.pid) / 1024
            talk.go.set()
            moves = talk.moves if talk.moved.wait(patience) else {}
            zoom, pan = (moves.get(move, f"over {patience:g} s") for move in ("zoom", "pan"))
            return Sample(start, memory if rests else f"{memory:.0f} MB, still busy", NO_SEARCH, zoom, pan)
        finally:
            talk.go.set()
            tree.end(process.pid)
            process.wait()


class _Talk:
    """What the page and the run tell each other."""

    def __init__(self) -> None:
        self.shown, self.go, self.moved = threading.Event(), threading.Event(), threading.Event()
        self.moves: dict[str, float] = {}
        """Seconds that a zoom and a pan took."""

    def hear(self, address: str) -> None:
        """Take in what the page tells by the address that it asks for."""
        asked = urlsplit(address)
        if asked.path == SHOWN:
            self.shown.set()
        elif asked.path == GO:
            self.go.wait()
        elif asked.path == MOVED:
            told = parse_qs(asked.query)
            self.moves = {
                move: statistics.median(map(float, took.split(","))) / 1000 for move, (took,) in told.items()
            }
            self.moved.set()


@contextmanager
def _served(items: Path, talk: _Talk) -> Iterator[str]:
    """A page with these items; its address."""
    files = {"/vis.js": VIS, "/items.js": items}

    class Answer(BaseHTTPRequestHandler):
        """Gives the page and its scripts, and hears that it was drawn."""

        def do_GET(self) -> None:
            """Answer one request."""
            talk.hear(self.path)
            kind = "text/javascript" if self.path in files else "text/html; charset=utf-8"
            self.send_response(200 if self.path.partition("?")[0] in ("/", SHOWN, GO, MOVED, *files) else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            if self.path in files:
                self.wfile.write(files[self.path].read_bytes())
            elif self.path == "/":
                self.wfile.write(_PAGE.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
