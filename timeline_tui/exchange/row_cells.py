"""The cells of one row by what their columns are, without markup and controls; and what became of each."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final, NamedTuple

from timeline_tui.exchange.given import GivenRow, Remark
from timeline_tui.exchange.roles import LEFT, OWN
from timeline_tui.exchange.table_dates import DayOrder, ReadDate, read_date
from timeline_tui.model.fields import gathered
from timeline_tui.model.limits import OWN_FIELDS, OWN_WORD
from timeline_tui.yamlfile.values import Plain

Cell = tuple[str, str]
"""The name of a column, and what stands in it."""
Fields = dict[str, Plain]
"""What a file says of a thing, by its fields."""
PARTS: Final = re.compile(r"\s*[;|\n]\s*")
"""What stands between the items of a cell."""
ADDRESSES: Final = re.compile(r"[\s,;|]+(?=https?://)")
"""What stands between addresses."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_GUARD = re.compile(r"'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
_LETTER_FOR_LETTER = {"exact", "prefix", "suffix"}


def without_controls(text: str) -> str:
    """The text without characters that no file holds."""
    return _CONTROLS.sub("", text)


class TableHabits(NamedTuple):
    """What is known of a file and its format beside its rows."""

    roles: Mapping[str, str]
    """What each column is."""
    orders: Mapping[str, DayOrder | None]
    """Whether the day or the month stands first in a column."""
    historical: bool = False
    """Whether a year of -44 is 44 BC."""
    markup: Container[str] = frozenset()
    """The columns whose cells are HTML."""
    spare: Mapping[str, str] = MappingProxyType({})
    """What columns can be in rows in which none else is that: of headline and title, the second."""
    ids: Container[str] = frozenset()
    """Of which events another one can be a part."""


class RowCells:
    """The cells of one row by their roles, each until it is taken; and words of its own."""

    def __init__(self, row: GivenRow, habits: TableHabits) -> None:
        self.habits = habits
        self.own: list[Cell] = []
        """What fits no field."""
        self.changed: list[Remark] = [*row.changed]
        self.left_out: list[Remark] = [*row.lost]
        self.years: dict[str, str] = {}
        """How years were written that stood in cells of their own, by what they became."""
        self._waiting: dict[str, list[Cell]] = {}
        roles, markup = habits.roles, habits.markup
        for column, text in row.cells:
            role = roles.get(column, OWN)
            if role == LEFT:
                self.leave(f"the column {column}, as was asked", text)
                continue
            text = self._clean(text, as_it_is=role in _LETTER_FOR_LETTER)
            if column in markup and has_markup(text):
                text = self._plain(text)
            if role == OWN:
                self.own.append((column, text))
            else:
                self._waiting.setdefault(role, []).append((column, text))

    def __contains__(self, role: object) -> bool:
        return role in self._waiting

    def fill(self) -> None:
        """Let columns be what they can be, where nothing else in this row is that."""
        spare = self.habits.spare
        if not spare:
            return
        own, self.own = self.own, []
        for column, text in own:
            role = spare.get(column)
            if role is not None and role not in self._waiting and text:
                self._waiting[role] = [(column, text)]
            else:
                self.own.append((column, text))

    def waiting(self, role: str) -> Sequence[Cell]:
        """The cells of a role, which still wait."""
        return self._waiting.get(role, ())

    def taken(self, role: str) -> list[Cell]:
        """The cells of a role, which wait no more."""
        return self._waiting.pop(role, [])

    def one(self, role: str) -> str | None:
        """What the first cell of a role says; others stay in words of their own."""
        if role not in self._waiting:
            return None
        cells = [cell for cell in self._waiting.pop(role) if cell[1]]
        self.own += cells[1:]
        return cells[0][1] if cells else None

    def keep_rest(self) -> None:
        """Put what was not taken under words of its own: it goes with something that is not there."""
        for cells in self._waiting.values():
            self.own += cells
        self._waiting = {}

    def keep(self, column: str, text: str, why: str) -> None:
        """Put what fits no field under a word of its own, and say so."""
        text = self.years.get(text, text)
        self.own.append((column, text))
        self.change(f"{why}, and stands under `fields`", text)

    def change(self, what: str, before: str, after: str = "") -> None:
        """A cell comes in, and not as it was written."""
        self.changed.append(Remark(what, before, after))

    def leave(self, what: str, text: str) -> None:
        """A cell stays out."""
        self.left_out.append(Remark(what, text))

    def fields(self) -> Plain:
        """The words of its own, as a file holds them; None where there are none."""
        kept: list[Cell] = []
        words: set[str] = set()
        for column, text in self.own:
            if not text:
                continue
            word = " ".join(without_controls(column).split())[: OWN_WORD.value] or "column"
            if word not in words and len(words) == OWN_FIELDS.value:
                self.leave(f"more than {OWN_FIELDS.words} words of its own", text)
                continue
            words.add(word)
            kept.append((word, text))
        return gathered(kept) or None

    def date(self, text: str, column: str) -> ReadDate:
        """What a cell says as a date, in the order that its column has."""
        return read_date(text, self.habits.orders.get(column))

    def edtf(self, text: str, column: str) -> str | None:
        """The date of a cell, with a remark where that is written otherwise; None where it is none."""
        found = self.date(text, column).edtf
        if found is not None and found != text:
            self.change("dates are written as EDTF", text, found)
        return found

    def published(self, text: str, column: str) -> str | None:
        """When a source was published; what is no date stays in a word of its own."""
        found = self.edtf(text, column)
        if found is None:
            self.keep(column, text, "when a source was published is not understood")
        return found

    def _clean(self, text: str, *, as_it_is: bool = False) -> str:
        """The text without what guards it from a spreadsheet, and without controls, which no file holds."""
        bare = text if as_it_is else text.strip()
        if bare.isascii() and bare.isprintable() and bare[:1] != "'":
            return bare
        bare = bare.replace("\r\n", "\n").strip("\ufeff")
        if _GUARD.match(bare):
            self.change("the ' that guards a formula is taken away", bare, bare[1:])
            bare = bare[1:]
        if _CONTROLS.search(bare):
            clean = without_controls(bare)
            self.change("controls are taken out", repr(bare)[1:-1], clean)
            bare = clean if as_it_is else clean.strip()
        return bare

    def _plain(self, text: str) -> str:
        """The text without its markup; where that leads is kept beside."""
        found = plain_text(text)
        self.change("markup is taken out", text, found.text)
        self._waiting.setdefault("links", []).extend(("links", link) for link in found.links)
        return self._clean(found.text)


_BLOCKS = {"p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol"}
_SILENT = {"script", "style"}
_LIKE = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"[ \t]*\n\s*")


class PlainText(NamedTuple):
    """What a text with markup says."""

    text: str
    links: tuple[str, ...]
    """The addresses that it leads to or shows."""


def has_markup(text: str) -> bool:
    """Whether anything in the text looks like markup."""
    return _LIKE.search(text) is not None


def plain_text(text: str) -> PlainText:
    """The text without its markup."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    plain = _LINES.sub("\n", _BLANKS.sub(" ", "".join(parser.parts)))
    return PlainText(plain.strip(), tuple(dict.fromkeys(parser.links)))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where it leads, and that a line begins."""
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]

    def handle_endtag(self, tag: str) -> None:
        """Keep that a line ends."""
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._silent:
            self.parts.append(data)
