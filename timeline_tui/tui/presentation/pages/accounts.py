"""Passages and who says them: one by one, under their speakers, or side by side where they disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from timeline_tui.index.rows import Passage
from timeline_tui.model.timeline import Quote
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.page import GUTTER, Page
from timeline_tui.tui.presentation.pages.context import Context
from timeline_tui.tui.presentation.pages.proof import draw_state
from timeline_tui.tui.presentation.words import (
    KINDS,
    counted,
    date_words,
    outlet_words,
    short,
    source_counts,
    source_words,
)

Key = TypeVar("Key")

WIDE = 70
"""From this width on, two or three positions stand side by side."""
_NARROWEST_COLUMN = 22
NO_POSITION = "no position given"


@dataclass(frozen=True, slots=True)
class Account:
    """A passage on the page of an event, and where it stands if that is another event."""

    quote: Quote
    number: int
    """Which quote of its event it is."""
    elsewhere: Passage | None = None
    rank: int = -1
    """The event that it stands at."""


Positions = dict[str, list[Account]]


def draw_dispute(
    page: Page, dispute: str, question: str, accounts: Sequence[Account], context: Context
) -> None:
    """A question and the accounts that answer it, a column for each position where the width allows."""
    page.blank()
    first = len(page.lines)
    page.add(Piece(f"{page.marks.disputed} ", "mark"), Piece(question, "disputed"), hang=2)
    page.stop("dispute", first, dispute)
    positions = grouped(accounts, lambda account: account.quote.position or "")
    if not positions:
        page.add(Piece("no passage answers it", "muted"), indent=2)
        return
    width = (page.width + GUTTER) // len(positions) - GUTTER
    if page.width >= WIDE and 2 <= len(positions) <= 3 and width >= _NARROWEST_COLUMN:
        _draw_columns(page, positions, width, context)
        return
    for number, (position, held) in enumerate(positions.items()):
        if number:
            page.blank()
        _draw_position(page, position, held, context)
        _draw_accounts(page, held, context, named=True)


def _draw_columns(page: Page, positions: Positions, width: int, context: Context) -> None:
    """The positions side by side, their first passages on one line."""
    columns = [page.column(width, len(positions)) for _ in positions]
    for column, (position, held) in zip(columns, positions.items(), strict=True):
        _draw_position(column, position, held, context)
    height = max(len(column.lines) for column in columns)
    for column, held in zip(columns, positions.values(), strict=True):
        column.lines += [Line()] * (height - len(column.lines))
        _draw_accounts(column, held, context, named=True)
    page.beside(columns)


def _draw_position(page: Page, position: str, accounts: Sequence[Account], context: Context) -> None:
    page.add(Piece(short(position) or NO_POSITION, "strong" if position else "muted"))
    page.add(Piece(_count_words(page, accounts, context), "muted"))


def _draw_accounts(page: Page, accounts: Sequence[Account], context: Context, *, named: bool) -> None:
    for number, account in enumerate(accounts):
        if number:
            page.blank()
        draw_account(page, account, context, named=named)


def draw_speakers(page: Page, accounts: Sequence[Account], context: Context) -> None:
    """Accounts that answer no dispute, under whoever speaks."""
    for held in grouped(accounts, lambda account: _side(account.quote)).values():
        page.blank()
        page.add(*_speaker(held[0].quote, context))
        _draw_accounts(page, held, context, named=False)


def _count_words(page: Page, accounts: Sequence[Account], context: Context) -> str:
    sources = source_counts((account.quote.source for account in accounts), context.families)
    return f"{counted(len(accounts), 'passage')} {page.marks.dot} {sources}"


def _side(quote: Quote) -> tuple[str, str]:
    if quote.speaker:
        return "speaker", quote.speaker
    if quote.kind == "narration" and quote.source:
        return "outlet", quote.source
    return "nobody", ""


def _speaker(quote: Quote, context: Context) -> list[Piece]:
    """Who says it, with the role that the file gives."""
    side, key = _side(quote)
    if side == "nobody":
        return [Piece("no speaker named", "muted")]
    if side == "outlet":
        outlet = outlet_words(key, context.sources.get(key))
        return [Piece(outlet, "speaker"), Piece(", in its own words", "muted")]
    name = context.names.get(key)
    if name is None:
        return [Piece(short(key), "speaker"), Piece(" (not among the names)", "muted")]
    role = [Piece(f", {short(name.role)}", "plain")] if name.role else []
    return [Piece(short(name.name), "speaker"), *role]


def draw_account(
    page: Page, account: Account, context: Context, *, named: bool, side: str | None = None
) -> None:
    """One passage of an event, beside its bar, and below it everything that says where it is known from.

    `side` is what the speaker belongs to, where that is to be said.
    """
    quote, first = account.quote, len(page.lines)
    page.quote(quote.exact)
    if named and quote.speaker:
        page.add(*_speaker(quote, context), indent=2)
    if side:
        page.add(Piece(f"side: {side}", "muted"), indent=2)
    channel = _via(quote) if not named and _side(quote)[0] == "outlet" else _channel(quote)
    page.add(_details(page, [*channel, *source_words(quote.source, context.sources)]), indent=2)
    if (finding := context.findings.get((account.rank, account.number))) is not None:
        draw_state(page, finding)
    elsewhere = account.elsewhere
    if elsewhere is not None:
        where = f"at the event “{short(elsewhere.title)}”, {date_words(elsewhere.date)}"
        page.add(Piece(where, "muted"), indent=2)
    _draw_note(page, quote)
    rank = None if elsewhere is None else elsewhere.rank
    page.stop("passage", first, quote.source or "", number=account.number, rank=rank)


def draw_passage(page: Page, passage: Passage, context: Context, *, sourced: bool = False) -> None:
    """One passage under the heading of its event; `sourced` names its source too."""
    quote, first = passage.quote, len(page.lines)
    page.quote(quote.exact)
    if quote.speaker:
        page.add(*_speaker(quote, context), indent=2)
    source = source_words(quote.source, context.sources) if sourced else []
    if details := [*_channel(quote), *source]:
        page.add(_details(page, details), indent=2)
    if quote.dispute:
        question = short(context.questions.get(quote.dispute, quote.dispute))
        answer = Piece(f" {short(quote.position)}" if quote.position else "")
        page.add(Piece(f"{page.marks.disputed} ", "mark"), Piece(question, "disputed"), answer, indent=2)
    if (finding := context.findings.get((passage.rank, passage.position))) is not None:
        draw_state(page, finding)
    _draw_note(page, quote)
    page.stop("passage", first, passage.event, number=passage.position, rank=passage.rank)


def _details(page: Page, details: Sequence[str]) -> Piece:
    return Piece(f" {page.marks.dot} ".join(details), "muted")


def _draw_note(page: Page, quote: Quote) -> None:
    if quote.note:
        page.field(quote.note, label="Note: ", indent=2)


def _channel(quote: Quote) -> list[str]:
    """Of what kind it is, and by what channel it was said."""
    return [*([KINDS[quote.kind]] if quote.kind else []), *_via(quote)]


def _via(quote: Quote) -> list[str]:
    return [f"via {short(quote.via)}"] if quote.via else []


def grouped(accounts: Iterable[Account], key: Callable[[Account], Key]) -> dict[Key, list[Account]]:
    """The accounts by what `key` says of them, in the order in which it first says it."""
    groups: dict[Key, list[Account]] = {}
    for account in accounts:
        groups.setdefault(key(account), []).append(account)
    return groups
