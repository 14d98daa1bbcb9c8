"""A page in Chromium, spoken to through two pipes (the Chrome DevTools Protocol); nothing else is needed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_CHROMIUM = "there is no Chromium here"
_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *("--disable-sync", "--no-default-browser-check", "--remote-debugging-pipe"),
)


class Tab:
    """One tab: what is asked of it, and the events that it told of meanwhile."""

    def __init__(self, ask: int, told: int) -> None:
        self._ask, self._told = ask, told
        self._left = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.do(f"{domain}.enable")

    def do(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - what that protocol takes
        """Ask for something, and wait for its answer."""
        self._number += 1
        said = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            said["sessionId"] = self._session
        data = json.dumps(said).encode() + b"\0"
        while data:
            data = data[os.write(self._ask, data) :]
        while True:
            found = self._next()
            if found.get("id") == self._number:
                assert "error" not in found, found["error"]
                result: dict[str, Any] = found["result"]
                return result
            self.events.append(found)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = os.read(self._told, 1 << 20)
            assert more, "Chromium ended"
            self._left += more
        message, _, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def open(self, address: str) -> None:
        """Load an address, and wait until it is there."""
        self.events.clear()
        self.do("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")

    def wait_for(self, method: str) -> None:
        """Wait until this is told."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """What a script gives, or what it promises."""
        found = self.do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """As a window of this size; with `scale`, as if somebody had zoomed in."""
        self.do(
            "Emulation.setDeviceMetricsOverride",
            width=round(width / scale),
            height=round(height / scale),
            deviceScaleFactor=scale,
            mobile=False,
        )

    def scheme(self, name: str) -> None:
        """As somebody who likes it light or dark."""
        feature = {"name": "prefers-color-scheme", "value": name}
        self.do("Emulation.setEmulatedMedia", media="", features=[feature])

    def press(self, key: str, code: int = 0, text: str = "") -> None:
        """Press a key."""
        said = {"key": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
        self.do("Input.dispatchKeyEvent", type="keyDown", text=text, **said)
        self.do("Input.dispatchKeyEvent", type="keyUp", **said)

    def picture(self, file: Path) -> None:
        """What one sees of it."""
        file.write_bytes(b64decode(self.do("Page.captureScreenshot")["data"]))

    def printed(self) -> bytes:
        """It as a PDF."""
        return b64decode(self.do("Page.printToPDF", preferCSSPageSize=True)["data"])

    @property
    def requests(self) -> list[str]:
        """The addresses that it asked for since it was opened."""
        sent = (event for event in self.events if event.get("method") == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    @property
    def complaints(self) -> list[str]:
        """What its console and its log say is wrong."""
        said = [event["params"] for event in self.events if event.get("method") == "Log.entryAdded"]
        thrown = [
            event["params"] for event in self.events if event.get("method") == "Runtime.exceptionThrown"
        ]
        return [one["entry"]["text"] for one in said] + [one["exceptionDetails"]["text"] for one in thrown]


@contextmanager
def chromium() -> Iterator[Tab]:
    """A tab of a Chromium of its own."""
    assert CHROMIUM is not None
    asked, ask = os.pipe()
    told, tell = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        quiet = os.open(os.devnull, os.O_RDWR)
        process = os.posix_spawn(
            CHROMIUM,
            [CHROMIUM, *_OPTIONS, f"--user-data-dir={profile}"],
            os.environ,
            # It reads at 3 and writes at 4, whatever those are here.
            file_actions=[
                *((os.POSIX_SPAWN_DUP2, quiet, fd) for fd in (0, 1, 2)),
                (os.POSIX_SPAWN_DUP2, asked, 3),
                (os.POSIX_SPAWN_DUP2, tell, 4),
            ],
            setpgroup=0,
        )
        os.close(quiet)
        os.close(asked)
        os.close(tell)
        try:
            yield Tab(ask, told)
        finally:
            os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(ask)
            os.close(told)
