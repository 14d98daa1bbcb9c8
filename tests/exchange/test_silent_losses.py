"""What other programs write beside plain cells comes in or is told, one kind of it a line of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.exchange.brought import brought
from timeline_tui.cli.main import main
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import look


class Came(NamedTuple):
    """What came of one file."""

    events: list[Fields]
    sources: Mapping[str, object]
    names: Mapping[str, object]
    changed: dict[str, list[str]]
    """What was changed, with what stood there before."""
    left_out: dict[str, list[str]]

    @classmethod
    def of(cls, path: Path) -> Came:
        events, bringing = brought(look(GivenFile(str(path)), order="day"))
        account, listed = bringing.account, bringing.listed
        assert account.cells == account.cells_in + account.cells_left + account.cells_there
        changed, left_out = (
            {what: [example.before for example in one.examples] for what, one in sums.items()}
            for sums in (account.changed, account.left_out)
        )
        return cls(events, dict(listed.get("sources", {})), dict(listed.get("names", {})), changed, left_out)

    def says(self, word: str) -> bool:
        """Whether the word is in what came in."""
        return word in json.dumps([self.events, self.sources, self.names], ensure_ascii=False)

    def tells(self, word: str) -> bool:
        """Whether the account names what was left out."""
        return any(word in text for texts in self.left_out.values() for text in texts)


# Text formats: the file, the words that come in, the words that are told as left out.

_HEAD = "date,title,"
_TEXTS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("more cells than columns", "a.csv", "date,title\n2024,Ice,zebra\n", ("zebra",), ()),
    ("columns of one name", "a.csv", _HEAD + "note,note\n2024,Ice,zebra,yak\n", ("zebra", "yak"), ()),
    ("titles twice", "a.csv", "date,title,title\n2024,Ice,zebra\n", ("Ice", "zebra"), ()),
    ("columns without a name", "a.csv", _HEAD + ",,\n2024,Ice,zebra,,yak\n", ("zebra", "yak"), ()),
    ("a NUL in a cell", "a.csv", _HEAD + "note\n2024,Ice,ze\x00bra\n", ("zebra",), ()),
    ("a mark of bytes in the middle", "a.csv", _HEAD + "note\n2024,Ice,ze\ufeffbra\n", ("bra",), ()),
    ("a mark of bytes before a row", "a.csv", "date,title\n\ufeff2024,Ice\n", ("2024", "Ice"), ()),
    ("a remark above the header", "a.csv", "zebra\n\ndate,title,note\n2024,Ice,b\n", ("Ice",), ("zebra",)),
    ("a row without a title", "a.csv", _HEAD + "count\n2024,,77\n2024,Ice,1\n", ("Ice",), ("77",)),
    ("a key twice", "a.json", '[{"title": "Ice", "who": "zebra", "who": "yak"}]', ("zebra", "yak"), ()),
    ("a title twice", "a.json", '[{"title": "zebra", "title": "Ice"}]', ("zebra", "Ice"), ()),
    (
        "a key twice in a line",
        "a.jsonl",
        '{"title": "I", "n": "zebra", "n": "yak"}\n{"title": "A"}\n',
        ("zebra",),
        (),
    ),
    ("a key twice inside", "a.json", '[{"title": "Ice", "n": {"a": "zebra", "a": "yak"}}]', ("zebra",), ()),
    ("a list twice", "a.json", '{"e": [{"title": "zebra"}], "e": [{"title": "Ice"}]}', ("Ice",), ("zebra",)),
    ("something that is no object", "a.json", '[{"title": "Ice"}, "zebra", 7]', ("Ice",), ("zebra", "7")),
    ("what is beside the list", "a.json", '{"by": "zebra", "e": [{"title": "Ice"}]}', ("Ice",), ("zebra",)),
    (
        "a slide's unknown fields",
        "a.json",
        '{"events": [{"start_date": {"year": 2024}, "text": {"headline": "Ice"}, "zebra": {"deep": "yak"}}]}',
        ("yak",),
        (),
    ),
    (
        "an era, a title slide and its credit",
        "a.json",
        '{"title": {"text": {"headline": "zebra"}, "media": {"url": "https://e.org/a", "credit": "yak"}},'
        '"eras": [{"start_date": {"year": 1900}, "end_date": {"year": 1950}, "text": {"headline": "gnu"}}],'
        '"events": [{"start_date": {"year": 2024}, "text": {"headline": "Ice"}}]}',
        ("zebra", "yak", "gnu"),
        (),
    ),
    (
        "a slide's date twice",
        "a.json",
        '{"events": [{"start_date": {"year": "1812"}, "start_date": {"year": "2024"},'
        ' "text": {"headline": "Ice"}}]}',
        ("1812", "2024"),
        (),
    ),
    (
        "tags and labels of Timesketch",
        "a.jsonl",
        '{"message": "Ice", "datetime": "2024-03-12T10:00:00+00:00", "timestamp_desc": "zebra",'
        ' "tag": ["yak", "gnu"], "labels": ["emu"], "comment": ["ibis", "kiwi"]}\n',
        ("zebra", "yak", "gnu", "emu", "ibis", "kiwi"),
        (),
    ),
    (
        "unknown fields of CSL",
        "a.json",
        '[{"id": "k", "type": "book", "title": "Ice", "issued": {"date-parts": [[2024]]}, "zebra": "yak",'
        ' "custom": {"gnu": {"emu": "ibis"}}}]',
        ("yak", "ibis"),
        (),
    ),
    (
        "unknown fields of BibLaTeX",
        "a.bib",
        "@online{k, title={Ice}, zebra={yak}, keywords={gnu, emu}, crossref={ibis}, url={https://e.org/a}}",
        ("yak", "gnu", "emu", "ibis"),
        (),
    ),
    (
        "a field of BibLaTeX twice",
        "a.bib",
        "@online{k, title={Ice}, note={zebra}, note={yak}, url={https://e.org/a}}",
        ("zebra", "yak"),
        (),
    ),
    (
        "tags of RIS twice",
        "a.ris",
        "TY  - JOUR\nTI  - Ice\nKW  - zebra\nKW  - yak\nN1  - gnu\nN1  - emu\nUR  - https://e.org/a\n"
        "UR  - https://e.org/ibis\nZZ  - kiwi\nER  - \n",
        ("zebra", "yak", "gnu", "emu", "ibis", "kiwi"),
        (),
    ),
    (
        "selectors that quote no text",
        "a.json",
        '[{"type": "Annotation", "target": {"source": "https://e.org/a", "selector": ['
        '{"type": "TextQuoteSelector", "exact": "Ice"},'
        '{"type": "TextPositionSelector", "start": 4711, "end": 4714},'
        '{"type": "FragmentSelector", "value": "zebra", "conformsTo": "yak"},'
        '{"type": "XPathSelector", "value": "gnu", "refinedBy": {"type": "CssSelector", "value": "emu"}}]}}]',
        ("4711", "4714", "zebra", "yak", "gnu", "emu"),
        (),
    ),
    (
        "answers and groups of Hypothesis",
        "a.json",
        '{"rows": [{"uri": "https://e.org/a", "text": "Ice", "user": "zebra", "group": "yak",'
        ' "references": ["gnu"], "target": [{"source": "https://e.org/a", "selector":'
        ' [{"type": "TextQuoteSelector", "exact": "it broke"}]}]}], "total": 4711}',
        ("zebra", "yak", "gnu"),
        ("4711",),
    ),
    (
        "nested lists, links and footnotes",
        "a.md",
        "- 2024: Ice [zebra](https://e.org/a 'yak') broke[^1]\n  - gnu\n    - emu\n\n[^1]: ibis\n"
        "[ref]: https://e.org/kiwi\n",
        ("zebra", "gnu", "emu", "ibis", "kiwi"),
        (),
    ),
    ("code and comments", "a.md", "2024: Ice\n\n```\nzebra\n```\n<!-- yak -->\n", ("zebra", "yak"), ()),
    ("front matter of a chronology", "a.md", "---\nby: zebra\n---\n\n2024: Ice\n", ("Ice",), ("zebra",)),
    ("pictures", "a.md", "2024: Ice ![zebra](https://e.org/yak.png)\n", ("zebra", "yak.png"), ()),
    ("pictures that lie beside", "a.md", "2024: Ice ![zebra](yak.png)\n", ("zebra", "yak.png"), ()),
    ("a table with more cells", "a.md", "|date|title|\n|-|-|\n|2024|Ice|zebra|\n", ("zebra",), ()),
)


@pytest.mark.parametrize(
    ("name", "content", "inside", "outside"), [row[1:] for row in _TEXTS], ids=[row[0] for row in _TEXTS]
)
def test_what_stands_in_a_file_comes_in_or_is_told(
    tmp_path: Path, name: str, content: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    came = Came.of(path)
    assert [word for word in inside if not came.says(word)] == []
    assert [word for word in outside if not came.tells(word)] == []
    assert bool(came.left_out) == bool(outside)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b"\xef\xbb\xbf\n"])
def test_a_file_that_holds_nothing_brings_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert Came.of(path) == ([], {}, {}, {}, {})


def test_other_files_of_a_folder_are_named_and_counted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "notes"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.md").write_text("---\ndate: 2024\nzebra: yak\ndate: 2023\n---\nIce\n")
    for name in ("a.png", "b.docx", "inner/c.csv", ".hidden"):
        (folder / name).write_bytes(b"x")
    (folder / "d.md").symlink_to(folder / "a.md")
    (folder / "outside").symlink_to(tmp_path)
    came = Came.of(folder)
    assert came.left_out == {
        "a file of another kind lies in the folder": ["a.png", "b.docx", "inner/c.csv"],
        "a link is not followed": ["d.md", "outside"],
    }
    assert came.says("yak") and came.says("2023")
    assert main(["import", str(folder), "--out", str(tmp_path / "new.yaml"), "--format", "json"]) == 1
    told = json.loads(capfd.readouterr().out)[0]["left_out"]
    assert [(one["what"], one["count"]) for one in told] == [
        ("a file of another kind lies in the folder", 3),
        ("a link is not followed", 2),
    ]


# Workbooks.


@pytest.fixture
def book_of(tmp_path: Path) -> Callable[[Callable[[Any, Any], object]], Came]:
    """What comes of a workbook of which somebody wrote the first sheet."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")

    def run(write: Callable[[Any, Any], object]) -> Came:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["date", "title", "source", "place"])
        sheet.append(["2024", "Ice", "Herald", "Mill"])
        sheet.append(["2025", "Flood", "Herald", None])
        write(book, sheet)
        book.save(tmp_path / "a.xlsx")
        return Came.of(tmp_path / "a.xlsx")

    return run


Booked = Callable[[Callable[[Any, Any], object]], Came]


def test_the_address_behind_a_source_is_that_of_the_source(book_of: Booked) -> None:
    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet["C2"].hyperlink = "https://e.org/a"

    came = book_of(write)
    assert came.sources["e-a"] == {"url": "https://e.org/a", "title": "Herald"}
    assert came.events[0]["sources"] == ["e-a"]


def test_the_address_behind_a_title_is_a_source(book_of: Booked) -> None:
    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet["B2"].hyperlink = "https://e.org/a"
        sheet["C2"] = None

    came = book_of(write)
    assert came.sources["e-a"] == {"url": "https://e.org/a"}
    assert came.events[0]["sources"] == ["e-a"]


def test_other_links_of_cells_stay_under_the_name_of_their_column(book_of: Booked) -> None:
    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet["D2"].hyperlink = "https://e.org/map"
        sheet["A3"] = '=HYPERLINK("https://e.org/b";"2025")'
        sheet["B3"].hyperlink = "#Sheet!A1"

    came = book_of(write)
    assert came.events[0]["fields"] == {"place link": "https://e.org/map"}
    assert came.events[1]["date"] == "2025"
    assert came.says("https://e.org/b") and came.says("Sheet!A1")


def test_notes_at_cells_come_in_and_at_the_header_are_told(book_of: Booked) -> None:
    from openpyxl.comments import Comment

    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet["A2"].comment = Comment("zebra", "yak")
        sheet["A1"].comment = Comment("local time", "gnu")
        sheet["D4"].comment = Comment("beside nothing", "emu")

    came = book_of(write)
    assert came.events[0]["fields"] == {"date note": "yak: zebra"}
    assert came.left_out["a note stands at the name of a column"] == ["gnu: local time"]
    assert came.tells("emu: beside nothing")


def test_a_merged_cell_stands_for_each_of_its_rows(book_of: Booked) -> None:
    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet.merge_cells("D2:D3")
        sheet.append(["2026", "Thaw", None, "Weir"])
        sheet.append([None, None, None, None])
        sheet.merge_cells("A4:A5")

    came = book_of(write)
    assert [event.get("names") for event in came.events] == [["mill"], ["mill"], ["weir"]]
    assert came.changed["a merged cell stands for each of its rows"] == ["Mill"]


def test_a_formula_without_a_value_is_told(book_of: Booked) -> None:
    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet["D3"] = "=D2"

    came = book_of(write)
    assert [*came.left_out.values()] == [["=D2"]]
    assert len(came.events) == 2


def test_what_is_hidden_comes_in_and_is_told(book_of: Booked) -> None:
    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        other = book.create_sheet("Kept back")
        other.append(["date", "title"])
        other.append(["2026", "Thaw"])
        other.sheet_state = "hidden"

    came = book_of(write)
    assert [event["title"] for event in came.events] == ["Ice", "Flood", "Thaw"]
    assert came.changed == {
        "a hidden row comes in as any other": ["2025 Flood Herald"],
        "a cell of a hidden column comes in as any other": ["Mill"],
        "a row of a hidden sheet comes in as any other": ["Kept back"],
    }


def test_rich_text_is_its_text_and_a_picture_is_told(book_of: Booked) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.chart import BarChart

    def write(_: object, sheet: Any) -> None:  # noqa: ANN401
        sheet["B3"] = CellRichText("The ", TextBlock(InlineFont(strike=True), "zebra"), " came")
        sheet.add_chart(BarChart(), "F1")

    came = book_of(write)
    assert came.events[1]["title"] == "The zebra came"
    assert came.left_out == {"a picture, chart or file stands in the workbook": ["xl/charts/chart1.xml"]}


def test_a_sheet_that_says_a_wrong_size_comes_in_whole(tmp_path: Path, book_of: Booked) -> None:
    import zipfile

    came = book_of(lambda book, sheet: None)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<dimension ref="A1:D3"', b'<dimension ref="A1"'))
    assert Came.of(tmp_path / "b.xlsx") == came
    assert len(came.events) == 2


def test_when_a_passage_was_marked_is_not_when_it_happened(tmp_path: Path) -> None:
    selectors = [{"type": "TextQuoteSelector", "exact": "It broke"}, {"type": "Range", "endOffset": 426}]
    row = {"uri": "https://e.org/a", "created": "2019-01-20", "updated": "2019-01-21", "group": "n9iXjarQ"}
    rows = [{**row, "target": [{"source": "https://e.org/a", "selector": selectors}]}]
    (tmp_path / "a.json").write_text(json.dumps({"rows": rows, "total": 1}), encoding="utf-8")
    (event,) = Came.of(tmp_path / "a.json").events
    assert "date" not in event and "tags" not in event
    assert event["fields"] == {
        "created": "2019-01-20",
        "updated": "2019-01-21",
        "group": "n9iXjarQ",
        "target.selector.endOffset": "426",
    }


def test_a_column_of_numbers_is_no_column_of_years(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("what,how many\nThe ice broke,426\nThe flood,14\n", encoding="utf-8")
    assert [event.get("date") for event in Came.of(tmp_path / "a.csv").events] == [None, None]
