"""A disputed point on a page of its own: its accounts side by side, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline_tui.evidence.sides import in_two_positions, side, supports
from timeline_tui.index.rows import Passage
from timeline_tui.tui.presentation.document import Document, Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.page import GUTTER, Page
from timeline_tui.tui.presentation.pages.accounts import NO_POSITION, Account, draw_account, grouped
from timeline_tui.tui.presentation.pages.context import Context
from timeline_tui.tui.presentation.words import counted, short, source_counts

_NARROWEST = 26
"""Cells of a column below which the positions stand one below the other."""
_MOST = 300
"""Passages that the page draws; the rest are counted."""


def positions_page(
    question: str,
    passages: Sequence[Passage],
    context: Context,
    width: int,
    marks: Marks = FULL,
) -> Document:
    """The question, what is to be known of those who answer it, then a column for each position."""
    page = Page(width, marks)
    page.add(Piece(f"{marks.disputed} ", "mark"), Piece(short(question), "disputed"), hang=2)
    sources = source_counts((held.quote.source for held in passages), context.families)
    page.add(Piece(f"{counted(len(passages), 'passage')} {marks.dot} {sources}", "muted"))
    for remark in _remarks(passages, context):
        page.add(Piece(f"{marks.dot} ", "mark"), Piece(remark), hang=2)
    page.blank()
    drawn = [Account(held.quote, held.position, held, held.rank) for held in passages[:_MOST]]
    positions = grouped(drawn, lambda account: account.quote.position or "")
    room = (page.width + GUTTER) // max(len(positions), 1) - GUTTER
    if len(positions) > 1 and room >= _NARROWEST:
        _draw_columns(page, positions, room, context)
    else:
        for position, accounts in positions.items():
            page.blank()
            _draw_head(page, position, accounts, context)
            for account in accounts:
                page.blank()
                _draw(page, account, context)
    if not passages:
        page.add(Piece("no passage answers it", "muted"))
    page.rest(len(passages) - _MOST, "passage")
    return page.document()


def _draw_columns(page: Page, positions: dict[str, list[Account]], width: int, context: Context) -> None:
    """Row by row, so that the first accounts of all positions are level, and the second, and so on."""
    heads = [page.column(width, len(positions)) for _ in positions]
    for column, (position, accounts) in zip(heads, positions.items(), strict=True):
        _draw_head(column, position, accounts, context)
    page.beside(heads)
    for row in range(max(map(len, positions.values()))):
        page.lines.append(Line())
        columns = [page.column(width, len(positions)) for _ in positions]
        for column, accounts in zip(columns, positions.values(), strict=True):
            if row < len(accounts):
                _draw(column, accounts[row], context)
        page.beside(columns)


def _draw_head(page: Page, position: str, accounts: Sequence[Account], context: Context) -> None:
    page.add(Piece(short(position) or NO_POSITION, "strong" if position else "muted"))
    sources = source_counts((account.quote.source for account in accounts), context.families)
    page.add(Piece(f"{counted(len(accounts), 'passage')} {page.marks.dot} {sources}", "muted"))


def _draw(page: Page, account: Account, context: Context) -> None:
    """An account with its side and, since it may stand anywhere, its event."""
    draw_account(page, account, context, named=True, side=_side(account, context))


def _side(account: Account, context: Context) -> str | None:
    """Whose side the speaker is on, where that is not the speaker."""
    speaker = account.quote.speaker
    if not speaker:
        return None
    outermost = side(speaker, context.names)
    return None if outermost == speaker else _name(outermost, context)


def _name(key: str, context: Context) -> str:
    name = context.names.get(key)
    return short(name.name if name else key)


def _remarks(passages: Sequence[Passage], context: Context) -> Iterator[str]:
    """What a reader should know of those who answer, in words."""
    quotes = [passage.quote for passage in passages]
    for speaker, taken in in_two_positions(quotes).items():
        words = f"{len(taken)} positions" if len(taken) > 2 else "two positions"
        listed = "; ".join(short(position) for position in taken)
        yield f"{_name(speaker, context)} speaks in {words}: {listed}"
    for support in supports(quotes, context.families):
        if support.remark:
            called = f"“{short(support.position)}”" if support.position else NO_POSITION
            yield f"{called} {support.remark}"
