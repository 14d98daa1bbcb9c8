"""A file of another program comes in from the screen: asked for, mapped, previewed, written, taken back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.tui.editing.forms import arrived, form_of
from tests.tui.screens import RAIDS, Shown, shown
from timeline_tui.exchange.roles import ROLES
from timeline_tui.exchange.survey import looked_at
from timeline_tui.jobs.child import Build
from timeline_tui.session import bringing_in
from timeline_tui.tui.app import TimelineApp, Wanted
from timeline_tui.tui.screens.form import Form

TABLE = """\
When,Headline,Where,Link,Status
03/04/2024,The ice breaks,Old Mill,https://example.org/a,verified
after the thaw,The flood comes,old mill,https://example.org/a,open
,,,,lost
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A spreadsheet that leaves a question open, and has a row that cannot come in."""
    path = tmp_path / "winter.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


async def _look_at(program: Shown, path: object) -> None:
    """Up to the form of the columns."""
    await program.press("I")
    box = program.app.screen.query("FieldBox").first()
    box.replace(str(path), (0, 0), (0, 0))  # type: ignore[attr-defined]
    await program.settle()
    await program.press("ctrl+s")


async def _go_to(program: Shown, label: str) -> None:
    """Go on with Tab to the field of this label."""
    form = program.app.screen
    assert isinstance(form, Form)
    for _ in range(20):
        if form._row is not None and form._row.field.label == label:
            return
        await program.press("tab")
    raise AssertionError(program.text)


async def _preview(program: Shown) -> None:
    await program.press("ctrl+s")
    await program.wait_for("Enter write it")


async def _written(program: Shown) -> None:
    await program.press("enter")
    await program.wait_for("u takes it back")
    await program.settle()


async def test_a_table_is_mapped_previewed_written_and_taken_back(tmp_path: Path, table: Path) -> None:
    async with shown(tmp_path) as program:
        before = (tmp_path / "raids.timeline.yaml").read_bytes()
        await _look_at(program, table)
        await program.wait_for("separated by commas, 3 rows")
        form = form_of(program)
        assert "When: has 03/04/2024 the day or the month first?" in form
        assert "2 cells: Old Mill | old mill" in form
        await program.press(*"month")
        await _go_to(program, "Status")
        await program.press(*"tag", "tab")
        await _preview(program)
        assert "1: a row has no title, nor a text to make one of" in program.text
        assert "03/04/2024 → 2024-03-04" in program.text
        assert (tmp_path / "raids.timeline.yaml").read_bytes() == before
        await _written(program)
        after = (tmp_path / "raids.timeline.yaml").read_text()
        assert "tags: [verified]" in after and "date: 2024-03-04" in after
        await arrived(program, "The ice breaks")
        await program.press("u")
        await program.wait_for("Taken back: 2 events from winter.csv")
    assert (tmp_path / "raids.timeline.yaml").read_bytes() == before


async def test_a_question_that_is_open_is_not_passed_over(tmp_path: Path, table: Path) -> None:
    async with shown(tmp_path) as program:
        await _look_at(program, table)
        await program.wait_for("3 rows")
        await _go_to(program, "Status")
        await program.press("ctrl+s")
        form = program.app.screen
        assert isinstance(form, Form)
        assert form._row is not None and form._row.field.id == "order"


async def test_what_is_no_role_is_refused_where_it_stands(tmp_path: Path, table: Path) -> None:
    async with shown(tmp_path) as program:
        await _look_at(program, table)
        await program.wait_for("3 rows")
        await program.press(*"day", "tab", *"xyz", "tab", "ctrl+s")
        await program.wait_for("“xyz” is none of edtf, date")
        form = program.app.screen
        assert isinstance(form, Form)
        assert form._row is not None and form._row.field.label == "When"


async def test_the_mouse_alone_maps_a_column_in_a_narrow_window(tmp_path: Path, table: Path) -> None:
    table.write_text(TABLE.replace("03/04/2024", "2024-03-04"), encoding="utf-8")
    async with shown(tmp_path, size=(60, 20)) as program:
        await _look_at(program, table)
        await program.wait_for("3 rows")
        await _click(program, "fields")
        await program.wait_for("edtf ")
        while "names " not in program.text:
            before = program.text
            await _click(program, "more: go on typing")
            assert program.text != before
        await _click(program, "names ")
        assert "names" in [one.box.text for one in program.app.screen._rows]  # type: ignore[attr-defined]
        await _click(program, "Ctrl+S")
        await program.wait_for("Enter write it")
        await _click(program, "Enter write it")
        await program.wait_for("u takes it back")
    assert "names: [old-mill, verified]" in (tmp_path / "raids.timeline.yaml").read_text()


async def _click(program: Shown, words: str) -> None:
    rows = program.text.split("\n")
    y = next((y for y, row in enumerate(rows) if words in row), None)
    assert y is not None, f"{words!r} is not on the screen:\n{program.text}"
    await program.pilot.click(offset=(rows[y].index(words) + 1, y))
    await program.settle()


async def test_a_path_is_completed_folder_by_folder(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    table.rename(tmp_path / "inner" / "winter.csv")
    (tmp_path / "inner" / "picture.png").write_bytes(b"")
    async with shown(tmp_path) as program:
        monkeypatch.chdir(tmp_path)
        await program.press("I", *"inn", "tab")
        await program.wait_for("winter.csv")
        assert "picture.png" not in program.text
        await program.press("down", "enter")
        form = program.app.screen
        assert isinstance(form, Form)
        assert form.texts["file"] == str(Path("inner", "winter.csv"))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "Write the path of a file or folder"),
        ("none.csv", "cannot be read"),
        ("x" * 5000, "cannot be read: File name too long"),
        ("x" * 300 + "/", "cannot be read"),
        ("~nobody-of-this-name/none.csv", "cannot be read"),
        ("-", "cannot be read"),
        ("/dev/null", "no ordinary file"),
    ],
)
async def test_what_cannot_be_read_is_told_at_the_file(tmp_path: Path, path: str, sentence: str) -> None:
    async with shown(tmp_path) as program:
        await _look_at(program, path)
        await program.wait_for(sentence)


async def test_an_encoding_and_a_separator_can_be_said(tmp_path: Path, table: Path) -> None:
    table.write_bytes("date;title, short\n2024;Лёд\n".encode("cp1251"))
    async with shown(tmp_path) as program:
        await _look_at(program, table)
        await program.wait_for("Windows-1252, which is a guess")
        await program.press("escape")
        await _go_to(program, "Encoding")
        await program.press(*"cp1251", "tab", *"semi", "tab", "ctrl+s")
        await program.wait_for("cp1251, separated by semicolons")
        assert "Лёд" in program.text


async def test_the_same_file_again_brings_nothing(tmp_path: Path, table: Path) -> None:
    table.write_text("date,title\n2024,A\n", encoding="utf-8")
    async with shown(tmp_path) as program:
        await _look_at(program, table)
        await program.wait_for("1 row")
        await _preview(program)
        await _written(program)
        after = (tmp_path / "raids.timeline.yaml").read_bytes()
        await _look_at(program, table)
        await program.wait_for("1 row")
        await program.press("ctrl+s")
        await program.wait_for("1 row there already")
    assert (tmp_path / "raids.timeline.yaml").read_bytes() == after


async def test_sources_come_in_without_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@article{k, title={Ice}, year=2024, url={https://example.org/i}}\n")
    async with shown(tmp_path) as program:
        await _look_at(program, tmp_path / "a.bib")
        await program.wait_for("1 row: 0 events, 1 source")
        await _written(program)
    assert "https://example.org/i" in (tmp_path / "raids.timeline.yaml").read_text()


async def test_leaving_ends_what_is_made_ready(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(wish: object, watch: object) -> object:
        begun.set()
        go_on.wait(20)
        try:
            watch(1, 2)  # type: ignore[operator]
            return looked_at(wish, watch)  # type: ignore[arg-type]
        except bringing_in.GivenUp:
            ended.set()
            raise

    async with shown(tmp_path) as program:
        before = (tmp_path / "raids.timeline.yaml").read_bytes()
        await _look_at(program, table)
        await program.wait_for("3 rows")
        await program.press(*"day")
        monkeypatch.setattr(bringing_in, "looked_at", slow)
        await program.press("ctrl+s")
        assert begun.wait(20)
        await program.press("escape")
        await program.press("escape")
        go_on.set()
        assert ended.wait(20)
        await program.settle()
    assert (tmp_path / "raids.timeline.yaml").read_bytes() == before


async def test_into_a_folder_it_comes_as_a_file_that_goes_when_it_is_taken_back(
    tmp_path: Path, table: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "a.timeline.yaml").write_text(RAIDS)
    table.write_text("date,title,place\n2024,The ice breaks,Tetkino\n", encoding="utf-8")
    index = Build(folder, name="all").wait()
    app = TimelineApp(Wanted(folder, "all"), index)
    async with app.run_test(size=(100, 30)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        await _look_at(program, table)
        await program.wait_for("1 row")
        await _preview(program)
        assert "into        the new file winter.timeline.yaml" in program.text
        await _written(program)
        assert "names: [tyotkino]" in (folder / "winter.timeline.yaml").read_text()
        await arrived(program, "The ice breaks")
        await program.press("u")
        await program.wait_for("winter.timeline.yaml is gone again")
    assert [path.name for path in folder.iterdir()] == ["a.timeline.yaml"]
    assert (folder / "a.timeline.yaml").read_text() == RAIDS
    index.close()


async def test_what_is_typed_is_kept_for_the_next_time(tmp_path: Path, table: Path) -> None:
    async with shown(tmp_path) as program:
        await _look_at(program, table)
        await program.wait_for("3 rows")
        await _go_to(program, "Where")
        await program.press(*"names", "escape", "escape", "escape")
        await _look_at(program, "")
        await program.wait_for("3 rows")
        form = program.app.screen
        assert isinstance(form, Form)
        assert form.texts["column:Where"] == "names"


def test_every_role_can_be_chosen() -> None:
    from timeline_tui.session.import_sheets import _choices, _field

    field = _field("column:When")
    assert [offer.value for offer in _choices(field, "")] == list(ROLES)
    assert [offer.value for offer in _choices(field, "where")] == ["place"]


async def test_columns_beyond_those_that_are_asked_of_are_named_and_reached(
    tmp_path: Path, table: Path
) -> None:
    headers = ["date", "title", *(f"Column {at}" for at in range(3, 300)), "Where"]
    cells = ["2024", "Ice", *(f"cell-{at}" for at in range(3, 300)), "Old Mill"]
    table.write_text(f"{','.join(headers)}\n{','.join(cells)}\n", encoding="utf-8")
    async with shown(tmp_path, size=(60, 20)) as program:
        await _look_at(program, table)
        await program.wait_for("1 row")
        await program.press("shift+tab")
        await program.wait_for("200 columns more")
        form = program.app.screen
        assert isinstance(form, Form)
        assert [row.field.label for row in form._rows[-2:]] == ["Where", "Others"]
        await program.press(*"tags=column 29", "enter")
        assert form.texts["others"] == "tags=Column 290"
        await program.press("shift+tab", "ctrl+j", *"nonsense", "ctrl+s")
        await program.wait_for("“nonsense” is to be such as tags=Kind")
        await program.press(*(["backspace"] * 9))
        await _preview(program)
        await _written(program)
    after = (tmp_path / "raids.timeline.yaml").read_text()
    assert "tags: [cell-290]" in after and "Column 150: cell-150" in after


async def test_a_path_that_leads_nowhere_is_told_while_it_is_typed(tmp_path: Path, table: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("I", *str(table)[:-2])
        assert "There is no such file" not in program.text
        await program.press(*"xx")
        await program.wait_for("There is no such file")
        await program.press("backspace", "backspace", *str(table)[-2:])
        assert "There is no such file" not in program.text
