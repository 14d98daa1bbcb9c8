"""The forms that bring in what other programs hold: which file, and what each of its columns is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from timeline_tui.exchange.delimited import SEPARATORS
from timeline_tui.exchange.file_formats import FORMATS
from timeline_tui.exchange.roles import OWN, ROLES, heading, role_of
from timeline_tui.exchange.survey import DATES, ImportWish, Survey, TableColumn
from timeline_tui.model.fields import Field
from timeline_tui.model.folding import nearest
from timeline_tui.render.phrases import counted, short
from timeline_tui.session.form_fields import Offered, Said
from timeline_tui.session.sheet import IsShown, Sheet, Texts, Unfit
from timeline_tui.system import typed_path

if TYPE_CHECKING:
    from timeline_tui.exchange.table_dates import DayOrder
    from timeline_tui.index.reader import Index

_ENCODINGS = {
    "utf-8": "most files of today",
    "cp1252": "western Europe, as Windows writes it",
    "cp1250": "central Europe, as Windows writes it",
    "cp1251": "Cyrillic, as Windows writes it",
    "utf-16": "what Excel calls Unicode text",
    "shift_jis": "Japanese",
    "gb18030": "Chinese",
}
_FOUND = "as the file shows it"
_FILE = Field("file", "File", "a spreadsheet, a chronology, a list of sources: its path", "path")
# What most people have is recognised last, since it holds anything.
_FORMATS = {row.name: row.meaning for row in reversed(FORMATS.values())}
_FORMAT = Field("format", "Format", _FOUND, "choice", choices=_FORMATS)
_ENCODING = Field("encoding", "Encoding", _FOUND, "choice", choices=_ENCODINGS)
_SEPARATOR = Field("separator", "Separator", _FOUND, "choice", choices=dict.fromkeys(SEPARATORS, ""))
_ORDER = Field(
    "order",
    "Day, month",
    "as each column shows it",
    "choice",
    choices={"day": "the day stands first: 03/04/2024 is in April", "month": "the month does: in March"},
)
_COLUMN = "column:"
"""Before the header of a column, where its field is named."""
_MOST_COLUMNS = 100
"""Columns that a form asks of one by one; the others are named in a field of their own."""
_OTHERS = Field(
    "others",
    "Others",
    "what one is, an equals sign, its header; a line each: tags=Kind",
    "text",
    block=True,
)
_MOST_LISTED = 2_000
_LEAST_LABEL, _WIDEST_LABEL = 13, 24
_SAMPLE = 40
_MOST_NAMED = 8


class GivenSheet(Sheet):
    """Asks for a file, and for what it cannot say of itself."""

    key = "bring in"
    saving = "look at it"
    label_cells = _LEAST_LABEL
    fields = (_FILE, _FORMAT, _ENCODING, _SEPARATOR)

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """Files as they lie there; formats, encodings and separators."""
        return _files(beginning) if field.holds == "path" else _choices(field, beginning)

    def _said(self, field: Field, text: str, index: Index, texts: Texts) -> Said | None:
        if field.holds != "path":
            known = field.choices.get(_chosen(field, text) or "")
            return Said(known) if known else None
        there = os.path.exists(typed_path(text))  # noqa: PTH110 - a name that is too long is none
        # As long as a name can still become one that is there, nothing is wrong.
        return None if there or _files(text) else Said("There is no such file", "warning")

    def wish(self, texts: Texts) -> ImportWish:
        """What is to be brought in; `Unfit` where that cannot be told."""
        typed = texts.get("file", "").strip()
        if not typed:
            raise Unfit("file", "Write the path of a file or folder")
        name = str(typed_path(typed))
        # A hyphen alone stands for standard input, which is this terminal.
        name = f"{os.curdir}{os.sep}-" if name == "-" else name
        given = {field.id: _settled(field, texts) for field in (_FORMAT, _SEPARATOR)}
        encoding = texts.get("encoding", "").strip() or None
        separator = given["separator"]
        return ImportWish(name, given["format"], encoding, SEPARATORS[separator] if separator else None)


class ColumnsSheet(Sheet):
    """Asks what each column of a file is, which shows some of its cells."""

    saving = "preview"

    def __init__(self, shown: IsShown, survey: Survey, wish: ImportWish) -> None:
        super().__init__(shown, 0)
        self._survey = survey
        self._wish = wish
        self.key = f"columns of {survey.given.path.absolute()}"
        self.title = f"{survey.given.path.name}: {survey.about}"
        columns = list(survey.columns) if survey.has_events else []
        self._columns = {f"{_COLUMN}{name}": survey.columns[name] for name in _asked_of(survey, columns)}
        widest = max(map(len, columns), default=0) + 3
        self.label_cells = min(max(widest, _LEAST_LABEL), _WIDEST_LABEL)
        asks_order = any(column.evidence.unclear for column in survey.columns.values())
        asked = {column.name for column in self._columns.values()}
        self._rest = [name for name in columns if name not in asked]
        """Columns that it does not ask of one by one."""
        order, others = (_ORDER,) if asks_order else (), (_OTHERS,) if self._rest else ()
        self.fields = (*order, *map(_field, self._columns), *others)

    @property
    def first(self) -> dict[str, str]:
        """What each column is taken for."""
        return {field: self._survey.roles[column.name] for field, column in self._columns.items()}

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """What a column can be."""
        return self._other_offers(beginning) if field is _OTHERS else _choices(field, beginning)

    def _other_offers(self, text: str) -> list[Offered]:
        """How the last line of these can go on: what a column is, or its name."""
        above, _, last = text.rpartition("\n")
        above = f"{above}\n" if above else ""
        role, equals, name = last.partition("=")
        if not equals:
            return [
                one._replace(value=f"{above}{one.value}=")
                for one in _choices(_field(""), role)
                if role.strip()
            ]
        found = [one for one in self._rest if one.casefold().startswith(name.strip().casefold())]
        return [
            Offered(f"{above}{role}={one}", short(one), _cells_of(self._survey.columns[one]))
            for one in sorted(found, key=len)
        ]

    def said(self, field: Field, texts: Texts) -> Said | None:
        """Some of the cells of the column; or what is to be asked of them."""
        text = texts.get(field.id, "").strip()
        if field is _OTHERS:
            return self._said_of_others(text)
        if text and _chosen(field, text) is None:
            return Said(_is_none(field, text), "warning")
        if (column := self._columns.get(field.id)) is not None:
            return Said(_cells_of(column))
        if (asked := self._question(texts)) is not None:
            return Said(asked, "warning")
        return Said(field.choices.get(_chosen(field, text) or "", ""))

    def _said_of_others(self, text: str) -> Said:
        try:
            named = self._others(text)
        except Unfit as error:
            return Said(str(error), "warning")
        rest = [name for name in self._rest if name not in named]
        names = ", ".join(short(name) for name in rest[:_MOST_NAMED]) + " …" * (len(rest) > _MOST_NAMED)
        return Said(f"{counted(len(rest), 'column')} more, each as it is taken for: {names}")

    def _others(self, text: str) -> dict[str, str]:
        """What is said of columns that are not asked of one by one; `Unfit` where it cannot be taken."""
        found: dict[str, str] = {}
        by_heading = {heading(name): name for name in self._survey.columns}
        for line in filter(None, map(str.strip, text.split("\n"))):
            role, equals, header = (part.strip() for part in line.partition("="))
            if not equals or (chosen := _chosen(_field(""), role)) is None:
                raise Unfit(_OTHERS.id, f"“{short(line)}” is to be such as tags=Kind")
            column = header if header in self._survey.columns else by_heading.get(heading(header))
            if column is None:
                near = nearest(header, self._survey.columns)
                more = f"; did you mean {short(near)}?" if near else ""
                raise Unfit(_OTHERS.id, f"there is no column {short(header)}{more}")
            found[column] = chosen
        return found

    def _question(self, texts: Texts) -> str | None:
        """What only a person can say of the dates."""
        if texts.get(_ORDER.id, "").strip():
            return None
        for field, column in self._columns.items():
            if column.evidence.is_open and texts.get(field, "").strip() in DATES:
                return f"{column.name}: has {short(column.evidence.example)} the day or the month first?"
        return None

    def wish(self, texts: Texts) -> ImportWish:
        """The file with what is said of its columns; `Unfit` where that cannot be taken."""
        if (asked := self._question(texts)) is not None:
            raise Unfit(_ORDER.id, asked)
        roles = self._others(texts.get(_OTHERS.id, ""))
        for field in self.fields:
            if (column := self._columns.get(field.id)) is None:
                continue
            role = _settled(field, texts) or OWN
            if role != self._survey.roles[column.name]:
                roles[column.name] = role
        said = _settled(_ORDER, texts)
        order: DayOrder | None = "day" if said == "day" else "month" if said == "month" else None
        return self._wish._replace(order=order, roles=roles)


def _asked_of(survey: Survey, columns: Sequence[str]) -> list[str]:
    """The columns that are asked of one by one, in their order: those first that are taken for something."""
    known = [name for name in columns if survey.roles[name] != OWN]
    asked = {*known[:_MOST_COLUMNS]}
    for name in columns:
        if len(asked) == _MOST_COLUMNS:
            break
        asked.add(name)
    return [name for name in columns if name in asked]


def _field(key: str) -> Field:
    meanings = {role.id: role.meaning for role in ROLES.values()}
    label = short(key.removeprefix(_COLUMN))
    return Field(key, label, f"{OWN}: a word of the file's own", "choice", choices=meanings)


def _cells_of(column: TableColumn) -> str:
    samples = (
        short(text) if len(text) <= _SAMPLE else f"{short(text[:_SAMPLE])}…" for text in column.samples
    )
    return f"{counted(column.filled, 'cell')}: {' | '.join(samples)}"


def _chosen(field: Field, text: str) -> str | None:
    """The choice that is meant: the one of this name, or the only one that begins so."""
    text = text.strip().casefold()
    if text in field.choices:
        return text
    found = [choice for choice in field.choices if text and choice.startswith(text)]
    return found[0] if len(found) == 1 else None


def _settled(field: Field, texts: Texts) -> str | None:
    text = texts.get(field.id, "")
    if (found := _chosen(field, text)) is None and text.strip():
        raise Unfit(field.id, _is_none(field, text.strip()))
    return found


def _is_none(field: Field, text: str) -> str:
    choices = list(field.choices)
    return f"“{short(text)}” is none of {', '.join(choices[:8])}{' …' if len(choices) > 8 else ''}"


def _choices(field: Field, beginning: str) -> list[Offered]:
    """What a field can hold; all of it where it holds one of them already."""
    sought = beginning.strip().casefold()
    if sought in field.choices:
        sought = ""
    called = role_of(sought) if sought and OWN in field.choices else None
    found = {choice: None for choice in field.choices if choice.startswith(sought)}
    found |= {choice: None for choice in field.choices if called is not None and choice == called[0]}
    return [Offered(choice, choice, field.choices[choice]) for choice in found]


def _files(beginning: str) -> list[Offered]:
    """What lies in the folder that is typed and begins so, folders and files that may be brought in."""
    folder, name = os.path.split(beginning.strip())
    endings = tuple(ending for row in FORMATS.values() for ending in row.endings if ending)
    try:
        with os.scandir(typed_path(folder or os.curdir)) as entries:
            found = sorted(islice(entries, _MOST_LISTED), key=lambda entry: entry.name.casefold())
            kinds = [(entry.name, entry.is_dir()) for entry in found]
    except (OSError, ValueError):
        return []
    wanted = [
        (one, is_folder)
        for one, is_folder in kinds
        if one.casefold().startswith(name.casefold())
        and one.startswith(".") == name.startswith(".")
        and (is_folder or one.lower().endswith(endings))
    ]
    above = beginning.strip()[: -len(name)] if name else beginning.strip()
    return [
        Offered(f"{above}{one}{os.sep * is_folder}", one, "folder" if is_folder else "")
        for one, is_folder in wanted
    ]
