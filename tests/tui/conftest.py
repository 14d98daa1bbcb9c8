"""The program on screens that are drawn where a test looks at them, with no waiting by the clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import _callback
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

from tests.tui import quiet

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def parsed_once(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """The rules, which each program would parse anew: that took a fifth of the time of its start."""
    asked = (frozenset(sheet._variables.items()), css, read_from, is_default_rules, tie_breaker, scope)
    if asked not in _parsed:
        _parsed[asked] = _parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[asked]


_count_parameters = _callback._count_parameters
_counted: dict[object, int] = {}


def counted_once(function: Callable[..., object]) -> int:
    """How many parameters it has, which is asked of each method again for each thing that it is bound to."""
    plain = getattr(function, "__func__", function)
    code = getattr(plain, "__code__", None)
    if code is None or hasattr(plain, "__wrapped__"):
        return _count_parameters(function)
    key = code, plain is function
    if key not in _counted:
        _counted[key] = _count_parameters(function)
    return _counted[key]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a key is awaited, and nothing is drawn for a terminal that is not there."""
    monkeypatch.setattr("textual.app.wait_for_idle", quiet.handled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", quiet.handled)
    monkeypatch.setattr(Compositor, "render_update", quiet.undrawn)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed_once)
    monkeypatch.setattr(_callback, "_count_parameters", counted_once)
    # What is told would else be gone before a slow machine has looked at it.
    monkeypatch.setattr("timeline_tui.tui.screens.commanded._READ", 3600)
