"""Which parser reads the timelines of the tests."""

from __future__ import annotations

import pytest


@pytest.fixture(params=[False, True], ids=["libyaml", "pure"])
def pure(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)
