"""What another program's file brings into an open timeline: looked at, made ready, shown, written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.edit.save import NotSaved, Version
from timeline_tui.edit.splice import CannotEdit, Rewrite
from timeline_tui.exchange.bringing import Bringing, ImportAccount
from timeline_tui.exchange.given import NotBrought
from timeline_tui.exchange.import_targets import bring_into, target_file, target_of
from timeline_tui.exchange.survey import ImportWish, Survey, Watcher, looked_at
from timeline_tui.index.records import IsWanted
from timeline_tui.render.document import Document, Marks, Piece, Role
from timeline_tui.render.page import Page
from timeline_tui.render.phrases import counted, date_words, short
from timeline_tui.session.adding import open_index
from timeline_tui.session.additions import NotWritten
from timeline_tui.session.import_sheets import GivenSheet

if TYPE_CHECKING:
    from timeline_tui.exchange.row_cells import Fields
    from timeline_tui.session.background import Take
    from timeline_tui.session.session import Session

_MOST_SHOWN = 5
_AS_FIELDS = {"--from with": "at Format", "--from": "Format", "--encoding with": "at Encoding"}
"""What an option of the command line is called in the form."""


class WaitingImport(NamedTuple):
    """What a file brings, that waits to be written."""

    given: str
    path: Path
    version: Version | None
    """The file as it was; None where it is new."""
    edit: Rewrite
    events: Sequence[Fields]
    account: ImportAccount

    @property
    def what(self) -> str:
        """It in a few words."""
        return f"{counted(len(self.events), 'event')} from {short(Path(self.given).name)}"

    @property
    def where(self) -> str:
        """The file that it goes into."""
        return f"{'the new file ' if self.version is None else ''}{short(self.path.name)}"


class GivenUp(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for it any more."""


def watched(is_wanted: IsWanted, tell: Take[str], doing: str) -> Watcher:
    """Tells in hundredths how far it is, and ends it where nobody waits for it."""
    told = -1

    def watch(done: int, of: int, /) -> None:
        nonlocal told
        if not is_wanted():
            raise GivenUp
        if (share := 100 * done // of if of else 0) > told:
            told = share
            tell(f"{doing}: {share} %")

    return watch


def file_sheet(session: Session) -> GivenSheet:
    """The form that asks which file."""
    open_index(session)
    sheet = GivenSheet(session, 0)
    sheet.title = f"Bring in a file, into {short(session.wanted.name)}"
    return sheet


def look_at(wish: ImportWish, watch: Watcher) -> Survey | NotWritten | None:
    """What the file holds; why that cannot be told; None where nobody waits for it."""
    try:
        return looked_at(wish, watch)
    except NotBrought as error:
        return _refusal(error)
    except GivenUp:
        return None


def made_ready(
    wish: ImportWish, target: Path, name: str, watch: Watcher
) -> WaitingImport | NotWritten | None:
    """What the file brings into this timeline; why it cannot; None where nobody waits for it."""
    try:
        into = target_of(target, target_file(target, wish.name), name)
        bringing = Bringing(into.already)
        found = bring_into(into.before, bringing, [looked_at(wish, watch)], watch)
    except NotBrought as error:
        return _refusal(error)
    except (CannotEdit, NotSaved) as error:
        return NotWritten.because(error)
    except GivenUp:
        return None
    if found.edit is None:
        account = bringing.account
        return NotWritten(f"Nothing of it comes in: {_why_nothing(account)}")
    return WaitingImport(wish.name, into.path, into.version, found.edit, found.events, bringing.account)


def _refusal(error: NotBrought) -> NotWritten:
    hint = error.hint
    for option, field in _AS_FIELDS.items():
        hint = hint.replace(option, field) if hint else hint
    return NotWritten(str(error), hint)


def _why_nothing(account: ImportAccount) -> str:
    there = [f"{counted(account.rows_there, 'row')} there already"] if account.rows_there else []
    left = [f"{one.count:,} because {why}" for why, one in account.left_out.items()]
    return "; ".join([*there, *left]) or "it holds no rows"


def waiting_page(found: WaitingImport, width: int, *, marks: Marks) -> Document:
    """How its first events will read, and what becomes of everything else."""
    page = Page(width, marks)
    page.add(Piece(f"into        {found.where}"), hang=4)
    for line in found.account.lines():
        page.add(
            Piece(short(line.strip()), _role(line, found.account)), indent=2 * line.startswith(" "), hang=4
        )
    page.heading("The first events" if len(found.events) > _MOST_SHOWN else "The events")
    for event in found.events[:_MOST_SHOWN]:
        date = event.get("date")
        when = date_words(date) if isinstance(date, str) else "no date"
        page.add(Piece(f"{when}  ", "date"), Piece(short(str(event["title"])), "strong"), hang=2)
        if names := event.get("names"):
            page.facts(*map(short, map(str, names if isinstance(names, list) else [names])), indent=2)
    return page.document()


def _role(line: str, account: ImportAccount) -> Role:
    if line.startswith(" "):
        return "muted"
    return "warning" if account.left_out and line.startswith("left out") else "plain"


def told_of(found: WaitingImport) -> str:
    """What to say once it is written."""
    left = found.account.rows_left
    more = f"; {counted(left, 'row')} left out" if left else ""
    undated = f"; {counted(found.account.undated, 'event')} under no date" if found.account.undated else ""
    return f"Brought in {found.what}{undated}{more}; u takes it back"
