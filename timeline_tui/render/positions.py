"""Passages and who says them: one by one, under their speakers, or side by side where they disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from timeline_tui.evidence.accounts import in_two_positions, side, supports
from timeline_tui.index.records import Passage
from timeline_tui.model.folding import name_meant
from timeline_tui.model.timeline import Quote
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece
from timeline_tui.render.page import GUTTER, Context, Page
from timeline_tui.render.phrases import (
    KINDS,
    counted,
    date_words,
    outlet_among,
    short,
    source_counts,
    source_words,
)
from timeline_tui.render.wordings import draw_state

Key = TypeVar("Key")

WIDE = 70
"""From this width on, two or three positions stand side by side."""
_NARROWEST_COLUMN = 22
_NO_POSITION = "no position given"
_MOST_POSITIONS = 8
_NO_ANSWER = "no passage answers it"


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
    _draw_question(page, question)
    page.stop("dispute", first, dispute)
    positions = _by_position(accounts)
    if not positions:
        page.add(Piece(_NO_ANSWER, "muted"), indent=2)
        return
    width = _column_width(page, positions)
    if page.width >= WIDE and 2 <= len(positions) <= 3 and width >= _NARROWEST_COLUMN:
        _draw_heads(page, positions, width, context)
        _draw_beside(page, width, [*positions.values()], context)
        return
    for number, (position, held) in enumerate(positions.items()):
        if number:
            page.blank()
        _draw_head(page, position, held, context)
        _draw_accounts(page, held, context, named=True)


def draw_answers(
    page: Page, dispute: str, question: str, own: tuple[int, int | None], context: Context
) -> None:
    """The question, and every answer with how much speaks for it; that of one passage is marked.

    `own` is that passage: the rank of its event, and which of its quotes it is.
    """
    held = [Account(one.quote, one.position, rank=one.rank) for one in context.passages_on.get(dispute, ())]
    positions = _by_position(held)
    page.blank()
    _draw_question(page, question)
    for position, accounts in list(positions.items())[:_MOST_POSITIONS]:
        quotes = [account.quote for account in accounts]
        sources = source_counts((quote.source for quote in quotes), context.families)
        said = f"  {counted(len(quotes), 'passage')} {page.marks.dot} {sources}"
        is_own = any((account.rank, account.number) == own for account in accounts)
        said += f" {page.marks.dot} this one among them" if is_own else ""
        answer = Piece(f"{page.marks.dot} ", "mark")
        page.add(answer, Piece(short(position) or _NO_POSITION), Piece(said, "muted"), indent=2, hang=4)
    page.rest(len(positions) - _MOST_POSITIONS, "answer")


def _draw_question(page: Page, question: str) -> None:
    """What accounts differ on."""
    page.add(Piece(f"{page.marks.disputed} ", "mark"), Piece(question, "disputed"), hang=2)


def _by_position(accounts: Iterable[Account]) -> Positions:
    """The accounts by the answer that they give; an empty one where they give none."""
    return _grouped(accounts, lambda account: account.quote.position or "")


def _column_width(page: Page, positions: Positions) -> int:
    """The cells of a column where all positions stand side by side."""
    return (page.width + GUTTER) // max(len(positions), 1) - GUTTER


def _draw_heads(page: Page, positions: Positions, width: int, context: Context) -> None:
    """The positions side by side, each with how much speaks for it."""
    columns = page.columns(width, len(positions))
    for column, (position, held) in zip(columns, positions.items(), strict=True):
        _draw_head(column, position, held, context)
    page.beside(columns)


def _draw_beside(
    page: Page, width: int, lots: Sequence[Sequence[Account]], context: Context, *, sided: bool = False
) -> None:
    """Lots of accounts side by side, their first passages on one line."""
    columns = page.columns(width, len(lots))
    for column, held in zip(columns, lots, strict=True):
        _draw_accounts(column, held, context, named=True, sided=sided)
    page.beside(columns)


def _draw_head(page: Page, position: str, accounts: Sequence[Account], context: Context) -> None:
    """A position, and how many passages of how many sources hold it."""
    page.add(Piece(short(position) or _NO_POSITION, "strong" if position else "muted"))
    _draw_count(page, [account.quote for account in accounts], context)


def _draw_count(page: Page, quotes: Sequence[Quote], context: Context) -> None:
    sources = source_counts((quote.source for quote in quotes), context.families)
    page.facts(counted(len(quotes), "passage"), sources)


def _draw_accounts(
    page: Page, accounts: Sequence[Account], context: Context, *, named: bool, sided: bool = False
) -> None:
    for number, account in enumerate(accounts):
        if number:
            page.blank()
        _draw_account(page, account, context, named=named, sided=sided)


def draw_speakers(page: Page, accounts: Sequence[Account], context: Context) -> None:
    """Accounts that answer no dispute, under whoever speaks."""
    for held in _grouped(accounts, lambda account: _side(account.quote, context)).values():
        page.blank()
        page.add(*_speaker(held[0].quote, context))
        _draw_accounts(page, held, context, named=False)


def _side(quote: Quote, context: Context) -> tuple[str, str]:
    if quote.speaker:
        return "speaker", name_meant(quote.speaker, context.names)
    if quote.kind == "narration" and quote.source:
        return "outlet", quote.source
    return "nobody", ""


def _speaker(quote: Quote, context: Context) -> list[Piece]:
    """Who says it, with the role that the file gives."""
    side, key = _side(quote, context)
    if side == "nobody":
        return [Piece("no speaker named", "muted")]
    if side == "outlet":
        outlet = outlet_among(context.sources, key)
        return [Piece(outlet, "speaker"), Piece(", in its own words", "muted")]
    name = context.names.get(key)
    if name is None:
        return [Piece(short(key), "speaker"), Piece(" (not among the names)", "muted")]
    role = [Piece(f", {short(name.role)}", "plain")] if name.role else []
    return [Piece(short(name.name), "speaker"), *role]


def _draw_account(page: Page, account: Account, context: Context, *, named: bool, sided: bool) -> None:
    """One passage of an event, beside its bar, and below it everything that says where it is known from.

    `named` says who speaks, and `sided` what the speaker belongs to.
    """
    quote, first = account.quote, len(page.lines)
    page.quote(quote.exact)
    if named and quote.speaker:
        page.add(*_speaker(quote, context), indent=2)
    if sided and (side := _other_side(quote.speaker, context)):
        page.add(Piece(f"side: {side}", "muted"), indent=2)
    channel = _via(quote) if not named and _side(quote, context)[0] == "outlet" else _channel(quote)
    page.facts(*channel, *source_words(quote.source, context.sources), indent=2)
    _draw_finding(page, account.rank, account.number, context)
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
    page.facts(*_channel(quote), *source, indent=2)
    if quote.dispute:
        question = short(context.questions.get(quote.dispute, quote.dispute))
        answer = Piece(f" {short(quote.position)}" if quote.position else "")
        page.add(Piece(f"{page.marks.disputed} ", "mark"), Piece(question, "disputed"), answer, indent=2)
    _draw_finding(page, passage.rank, passage.position, context)
    _draw_note(page, quote)
    page.stop("passage", first, passage.event, number=passage.position, rank=passage.rank)


def _draw_finding(page: Page, rank: int, number: int, context: Context) -> None:
    if (finding := context.findings.get((rank, number))) is not None:
        draw_state(page, finding)


def _draw_note(page: Page, quote: Quote) -> None:
    if quote.note:
        page.field(quote.note, label="Note: ", indent=2)


def _channel(quote: Quote) -> list[str]:
    """Of what kind it is, and by what channel it was said."""
    return [*([KINDS[quote.kind]] if quote.kind else []), *_via(quote)]


def _via(quote: Quote) -> list[str]:
    return [f"via {short(quote.via)}"] if quote.via else []


def _grouped(accounts: Iterable[Account], key: Callable[[Account], Key]) -> dict[Key, list[Account]]:
    """The accounts by what `key` says of them, in the order in which it first says it."""
    groups: dict[Key, list[Account]] = {}
    for account in accounts:
        groups.setdefault(key(account), []).append(account)
    return groups


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
    _draw_question(page, short(question))
    _draw_count(page, [held.quote for held in passages], context)
    for remark in _remarks(passages, context):
        page.add(Piece(f"{marks.dot} ", "mark"), Piece(remark), hang=2)
    page.blank()
    positions = _by_position(Account(held.quote, held.position, held, held.rank) for held in passages[:_MOST])
    room = _column_width(page, positions)
    if len(positions) > 1 and room >= _NARROWEST:
        _draw_heads(page, positions, room, context)
        # Row by row, so that the first accounts of all positions are level, and the second, and so on.
        for row in range(max(map(len, positions.values()))):
            page.lines.append(Line())
            lots = [held[row : row + 1] for held in positions.values()]
            _draw_beside(page, room, lots, context, sided=True)
    else:
        for position, held in positions.items():
            page.blank()
            _draw_head(page, position, held, context)
            page.blank()
            _draw_accounts(page, held, context, named=True, sided=True)
    if not passages:
        page.add(Piece(_NO_ANSWER, "muted"))
    page.rest(len(passages) - _MOST, "passage")
    return page.document()


def _other_side(speaker: str | None, context: Context) -> str | None:
    """Whose side the speaker is on, where that is not the speaker."""
    outermost = side(speaker, context.names) if speaker else speaker
    return None if outermost is None or outermost == speaker else _name(outermost, context)


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
            called = f"“{short(support.position)}”" if support.position else _NO_POSITION
            yield f"{called} {support.remark}"
