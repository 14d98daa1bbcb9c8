"""The program on screens that are drawn where a test looks at them, with no waiting by the clock."""

from __future__ import annotations

import pytest
from textual._compositor import Compositor

from tests.tui import quiet


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a key is awaited, and nothing is drawn for a terminal that is not there."""
    monkeypatch.setattr("textual.app.wait_for_idle", quiet.handled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", quiet.handled)
    monkeypatch.setattr(Compositor, "render_update", quiet.undrawn)
