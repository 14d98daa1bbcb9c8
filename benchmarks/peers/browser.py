"""One run of vis-timeline in a headless Chromium, which tells a small server here when it has drawn.

The page looks for the title of an item inside its window, lets that frame be painted, and then asks the
server for an address; the clock is the one that saw Chromium start.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.peers import tree
from benchmarks.peers.programs import VIS
from benchmarks.peers.sample import Sample

SHOWN = "/shown"
FIRST = 40
"""Events that its window spans at first: about as many as the others show."""
NO_SEARCH = "none of its own"
_OPTIONS = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--window-size=1280,800"),
)
_PAGE = f"""<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }}</style><div id="timeline"></div>
<script src="/vis.js"></script><script src="/items.js"></script><script>
const last = items[Math.min({FIRST}, items.length - 1)];
const options = {{ height: innerHeight, verticalScroll: true, start: items[0].start, end: last.start }};
new vis.Timeline(document.getElementById("timeline"), items, options);
function isSeen(title) {{
  const box = title.getBoundingClientRect();
  const found = box.width && document.elementFromPoint(Math.max(box.left, 0) + 2, box.top + box.height / 2);
  return found && title.contains(found) && /\\d{{7}} [A-Z]/.test(title.textContent);
}}
function look() {{
  if ([...document.querySelectorAll(".vis-item-content")].some(isSeen))
    requestAnimationFrame(() => setTimeout(() => fetch("{SHOWN}")));
  else requestAnimationFrame(look);
}}
look();
</script>"""


def sample(chromium: str, items: Path, patience: float) -> Sample:
    """Start and weigh; there is no search to time."""
    shown = threading.Event()
    with _served(items, shown) as address, tempfile.TemporaryDirectory(prefix="chromium-") as profile:
        sandbox = ("--no-sandbox",) if os.getuid() == 0 else ()
        command = (chromium, *_OPTIONS, *sandbox, f"--user-data-dir={profile}", address)
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if not shown.wait(patience):
                return Sample(f"over {patience:g} s", search=NO_SEARCH)
            start = time.perf_counter() - began
            rests = tree.comes_to_rest(process.pid, time.sleep, patience)
            memory = tree.memory(process.pid) / 1024
            return Sample(start, memory if rests else f"{memory:.0f} MB, still busy", NO_SEARCH)
        finally:
            tree.end(process.pid)
            process.wait()


@contextmanager
def _served(items: Path, shown: threading.Event) -> Iterator[str]:
    """A page with these items; its address."""
    files = {"/vis.js": VIS, "/items.js": items}

    class Answer(BaseHTTPRequestHandler):
        """Gives the page and its scripts, and hears that it was drawn."""

        def do_GET(self) -> None:
            """Answer one request."""
            if self.path == SHOWN:
                shown.set()
            kind = "text/javascript" if self.path in files else "text/html; charset=utf-8"
            self.send_response(200 if self.path in ("/", SHOWN, *files) else 404)
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
