"""Looks at files of one text, and what comes in of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.brought import Bring, Look, Sources, brought
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import Survey, look
from timeline_tui.exchange.table_dates import DayOrder


@pytest.fixture
def look_at(tmp_path: Path) -> Look:
    """A look at a table of this text or these bytes."""

    def run(
        content: str | bytes, ending: str = ".csv", order: DayOrder | None = None, **wanted: str
    ) -> Survey:
        path = tmp_path / f"table{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return look(GivenFile(str(path)), None, {header: role for role, header in wanted.items()}, order)

    return run


@pytest.fixture
def survey_of(tmp_path: Path) -> Callable[..., Survey]:
    """A look at a file of this name with this text."""

    def run(name: str, content: object, known: str | None = None) -> Survey:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return look(GivenFile(str(path)), known, order="day")

    return run


@pytest.fixture
def bring(survey_of: Callable[..., Survey]) -> Bring:
    """The events of a file that must be known for a format."""

    def run(name: str, content: object, form: str) -> list[Fields]:
        survey = survey_of(name, content)
        assert survey.format.name == form
        return brought(survey)[0]

    return run


@pytest.fixture
def sources(survey_of: Callable[..., Survey]) -> Sources:
    """The sources of a file."""

    def run(name: str, content: object) -> dict[str, Fields]:
        return dict(brought(survey_of(name, content))[1].listed.get("sources", {}))  # type: ignore[arg-type]

    return run
