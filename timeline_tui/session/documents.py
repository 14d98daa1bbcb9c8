"""Which document belongs to where the reader is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.render.document import Document, Marks
from timeline_tui.session.journey import ACCOUNTS, LIST, NAME, SOURCE, WEAK

if TYPE_CHECKING:
    from timeline_tui.index.groups import InGroups
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.page_pane import DocumentMaker
    from timeline_tui.session.pages import Pages
    from timeline_tui.session.session import Session


def document_of(session: Session, index: Index) -> DocumentMaker:
    """What makes the document of the place there; in the list, that of what the cursor is on."""
    here, shown = session.journey.here, session.shown
    if here.depth == LIST and (group := _of_group(session)) is not None:
        return group
    if here.depth == WEAK:
        return session.weak or (lambda width: Document(()))
    if not index.about.events:
        from timeline_tui.render.notices import empty_page

        return partial(empty_page, index.about, marks=session.marks)
    if here.depth == LIST and shown is not None and not shown.count and session.nothing is not None:
        return session.nothing
    if session.pages is None:
        return lambda width: Document(())
    return partial(
        _made, session, partial(_document, session.pages, here.depth, here.source, session.events.cursor)
    )


def _of_group(session: Session) -> DocumentMaker | None:
    if not session.events.is_grouped:
        return None
    from timeline_tui.index.groups import InGroups

    shown, position = session.shown, session.events.position
    if not isinstance(shown, InGroups) or position is None:
        return None
    return partial(_made, session, partial(_group, shown, position, session.marks, session.spans))


def _made(session: Session, make: DocumentMaker, width: int) -> Document:
    # The page asks for it whenever its width changes, where nobody else would hear an exception.
    try:
        return make(width)
    except Unusable as error:
        session.fail(error)
        return Document(())


def _document(pages: Pages, depth: int, target: str, rank: int, width: int) -> Document:
    if depth == SOURCE:
        return pages.source(target, rank, width)
    if depth == ACCOUNTS:
        return pages.accounts(target, rank, width)
    if depth == NAME:
        return pages.name(target, rank, width)
    return pages.event(rank, width)


def _group(shown: InGroups, position: int, marks: Marks, spans: Spans | None, width: int) -> Document:
    from timeline_tui.render.notices import MOST, group_page

    (group,) = shown.rows(position, 1)
    return group_page(group, shown.inside(position, MOST), width, marks, spans)
