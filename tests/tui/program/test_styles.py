"""What a screen looks like when it has opened is what it would look like if that were looked up anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import Shown, shown

KEYS = {"help": "question_mark", "form": "a", "editor": "E", "words": "ctrl+p"}


def _looks(program: Shown) -> list[tuple[object, ...]]:
    nodes = program.app.screen.walk_children(with_self=True)
    return [
        (node, dict(node.styles.base._rules), [(of, look) for of, look in node._component_styles.items()])
        for node in nodes
    ]


@pytest.mark.parametrize("size", [(120, 40), (60, 16)])
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
async def test_a_screen_that_opens_looks_as_it_would_looked_up_anew(
    tmp_path: Path, key: str, size: tuple[int, int]
) -> None:
    async with shown(tmp_path, size=size) as program:
        await program.press(key)
        looks = _looks(program)
        program.app.screen.update_node_styles(animate=False)
        assert _looks(program) == looks
