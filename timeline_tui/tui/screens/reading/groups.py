"""What the page shows while the cursor of the list is on a group of events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.index.time.in_groups import InGroups
from timeline_tui.tui.presentation.document import Document
from timeline_tui.tui.presentation.pages.group import MOST, group_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline_tui.tui.presentation.marks import Marks
    from timeline_tui.tui.widgets.page_view import DocumentMaker


def maker(
    shown: InGroups, position: int, marks: Marks, failed: Callable[[Unusable], object]
) -> DocumentMaker:
    """What makes the page of the group at this row."""
    return partial(_page, shown, position, marks, failed)


def _page(
    shown: InGroups, position: int, marks: Marks, failed: Callable[[Unusable], object], width: int
) -> Document:
    # The page asks for it whenever its width changes, where nobody else would hear an exception.
    try:
        (group,) = shown.rows(position, 1)
        return group_page(group, shown.inside(position, MOST), width, marks)
    except Unusable as error:
        failed(error)
        return Document(())
