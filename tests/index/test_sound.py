"""An index with our mark on it and anything else in it is unusable, and neither trusted nor hung on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.index.timelines import SOURCES, written
from timeline_tui.index.lanes import AllDays
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.sidecar import Findings, Kept, WeakPoints, write_findings, write_weak
from timeline_tui.model.passage_states import Finding, Run, Weakness
from timeline_tui.model.timeline import Event, Name, Quote, Timeline
from timeline_tui.problems.problem import Place, Problem
from timeline_tui.query.written import parse

QUOTES = (Quote(exact="q", source="kyiv", dispute="d", position="p"),)
EVENTS = [
    Event(id="a", date="2023", title="A", names=("n",), quotes=QUOTES, disputes={"d": "Who?"}),
    Event(id="b", title="B", part_of="a"),
]
PROBLEM = Problem("bad-date", "error", "m", Place("x", 1, 1, 1, "text"))
VIEW = """
    ALTER TABLE row RENAME TO row2;
    CREATE VIEW row AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)
    SELECT x AS rank, x AS number, 'a' AS id, NULL AS date, 't' AS title, x AS line FROM r
"""
DEEP = f"'{'[' * 100_000}'"


def fact(name: str, plain: str) -> str:
    return f"UPDATE fact SET plain = {plain} WHERE name = '{name}'"


def about(changed: str) -> str:
    return fact("about", f"json_set(plain, {changed})")


def problem(changed: str) -> str:
    return f"UPDATE problem SET plain = json_set(plain, {changed})"


def ask_everything(path: Path) -> None:
    """What the program asks of an index, one after the other."""
    index = Index.open(path)
    try:
        index.rows(0, 10)
        index.rows_of([1, 3])
        index.events(0, 10)
        index.sources()
        index.names()
        assert index.lying is not None
        index.places.spine(range(index.about.events))
        AllDays(index, index).ranks(0, 10**6)
        assert index.disputed_bins is not None
        index.problems("y")
        assert index.more_problems >= 0
        index.parents()
        index.passages.counts()
        index.passages.of_source("kyiv")
        list(index.passages.answers("d"))
        index.passages.questions(["d"])
        index.naming.events("n")
        index.naming.spellings("n")
        for query in ("a", "is:disputed", "in:2023", "name:q", "-a"):
            index.search.ranks(parse(query))
            index.search.counts(parse(query))
        for kind in ("name", "is", "in", "source", "speaker"):
            index.values(kind, "q")
            index.values(kind)
    finally:
        index.close()


def spoil(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    timeline = Timeline(title="T", sources=SOURCES, names={"n": Name(name="q")})
    written(tmp_path, EVENTS, {1: 0}, timeline=timeline, problems=[PROBLEM], more=1).close()
    return tmp_path / "index"


def test_what_was_written_is_sound(path: Path) -> None:
    ask_everything(path)


@pytest.mark.parametrize(
    "script",
    [
        VIEW,
        "CREATE TRIGGER more AFTER INSERT ON fact BEGIN DELETE FROM fact; END",
        "DROP TABLE row",
        "DROP INDEX row_by_id",
        "CREATE TABLE more (x)",
        about("'$.events', 'x'"),
        about("'$.events', 1000000000000, '$.lines', 1000000000000"),
        about("'$.lines', -1"),
        about("'$.title', json('[]')"),
        about("'$.complete', 3"),
        fact("about", "'[]'"),
        fact("stamp", "'3'"),
        fact("stamp", "json_set(plain, '$.size', 'x')"),
        fact("sources", "'[1]'"),
        fact("sources", """'{"a": {"title": 5}}'"""),
        fact("sources", DEEP),
        fact("names", """'{"a": {"name": "b", "kind": "boo"}}'"""),
        fact("lying", "'[1e999, -1, null]'"),
        fact("lying", """'{"a": 1}'"""),
        fact("lying", "'[[1], [1], [1], [1]]'"),
        fact("disputed", "'[1.5]'"),
        fact("disputed", "'[-1]'"),
        fact("more problems", "'\"x\"'"),
        "UPDATE row SET title = x'ff00'",
        "UPDATE row SET place = place + 1",
        "UPDATE block SET rows = 'q'",
        "UPDATE block SET rows = rows + 1",
        "UPDATE block SET extras = x'00'",
        "UPDATE block SET number = number + 1",
        "UPDATE spine SET begins = x'00'",
        "UPDATE edge SET numbers = x'00'",
        "UPDATE edge SET events = zeroblob(8)",
        "DELETE FROM edge WHERE kind = 'ends'",
        "DELETE FROM block",
        "UPDATE row SET gap = 9e99",
        "UPDATE row SET date = x'00'",
        "DELETE FROM row",
        "DELETE FROM event",
        f"UPDATE event SET plain = {DEEP}",
        "UPDATE event SET plain = x'7b7d'",
        """UPDATE event SET plain = '{"title": "t", "date": "never"}'""",
        """UPDATE event SET plain = '{"title": 5, "names": 3, "quotes": [{"exact": 4}], "disputes": []}'""",
        """UPDATE event SET plain = '{"title": "t", "quotes": [{"exact": "e", "kind": "boo"}]}'""",
        """UPDATE event SET plain = '{"title": "t", "disputes": {"d": 1}}'""",
        problem("'$.place.line', 'x'"),
        problem("'$.severity', 'boo'"),
        problem("'$.message', 5"),
        problem("'$.related', json('[{\"label\": 1, \"place\": 2}]')"),
        problem("'$.place.length', -1"),
        problem("'$.place.length', 1000000000"),
        problem("'$.place.column', -9"),
        problem("'$.place.text', 3"),
        "UPDATE event SET number = number + 7",
        "UPDATE source SET passages = 'x'",
        "UPDATE passage SET position = -1",
        "UPDATE passage SET position = 'x'",
        "UPDATE answer SET position = x'00'",
        "UPDATE question SET text = x'ff'",
        "UPDATE spelling SET passages = 'x'",
        "UPDATE trait SET facets = x'00'",
        "UPDATE trait SET facets = 3",
        "UPDATE facet SET events = 'x'",
        "UPDATE facet SET value = x'00' WHERE value = 'undated'",
        "UPDATE facet SET value = 'x/y' WHERE kind = 'years'",
        "UPDATE words_data SET block = x'ff00ff'",
        "UPDATE words_data SET block = zeroblob(20)",
        "DELETE FROM words_data WHERE id > 10",
        "DELETE FROM words_data",
        "DELETE FROM words_config",
    ],
)
def test_anything_else_in_it_is_unusable(path: Path, script: str) -> None:
    spoil(path, script)
    with pytest.raises(Unusable):
        ask_everything(path)


@pytest.mark.parametrize("script", [fact("names", "'{\"a\": 3}'"), "UPDATE event SET plain = '{}'"])
def test_a_look_at_all_of_it_finds_damage(path: Path, script: str) -> None:
    index = Index.open(path)
    index.examine()
    index.close()
    spoil(path, script)
    with closing(Index.open(path)) as damaged, pytest.raises(Unusable):
        damaged.examine()


def ask_findings(path: Path) -> None:
    findings = Findings.open(path)
    try:
        findings.of_event(0)
        findings.in_source("s", 0, 100)
        findings.nearest("s", 0, 1)
        findings.faulty()
    finally:
        findings.close()


def ask_weak(path: Path) -> None:
    weak = WeakPoints.open(path)
    try:
        list(weak.all("one-source"))
    finally:
        weak.close()


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    found = Finding("altered", 5, 9, (Run("passage", "b"),), 1, 2, "remark")
    facts = {"made_from": "all", "texts": {"s": ["/s.txt", "ab"]}, "refused": ["x"]}
    write_findings(tmp_path / "findings", facts, [Kept(0, 0, "s", found)])
    return tmp_path / "findings"


@pytest.fixture
def weak(tmp_path: Path) -> Path:
    write_weak(tmp_path / "weak", "all", False, [Weakness("one-source", 0, "e", "T", "2024", "only s")])
    return tmp_path / "weak"


@pytest.mark.parametrize(("name", "ask"), [("findings", ask_findings), ("weak", ask_weak)])
def test_what_stands_beside_it_is_sound(
    name: str, ask: Callable[[Path], None], request: pytest.FixtureRequest
) -> None:
    ask(request.getfixturevalue(name))


@pytest.mark.parametrize(
    "script",
    [
        "ALTER TABLE finding RENAME TO other; CREATE VIEW finding AS SELECT * FROM other",
        fact("made_from", "'3'"),
        fact("refused", "'[3]'"),
        fact("texts", """'{"s": [1, 2]}'"""),
        fact("counts", """'{"altered": "x"}'"""),
        fact("counts", DEEP),
        "UPDATE finding SET start = 'x'",
        "UPDATE finding SET plain = x'00'",
        "UPDATE finding SET plain = '3'",
        "UPDATE finding SET plain = '[]'",
        "UPDATE finding SET plain = json_set(plain, '$.more', 3)",
        "UPDATE finding SET plain = json_remove(plain, '$.state')",
        "UPDATE finding SET plain = json_set(plain, '$.state', 'boo')",
        "UPDATE finding SET plain = json_set(plain, '$.start', 'x')",
        "UPDATE finding SET plain = json_set(plain, '$.words', 'x')",
        "UPDATE finding SET plain = json_set(plain, '$.remark', 3)",
        "UPDATE finding SET plain = json_set(plain, '$.misplaced', 3)",
        "UPDATE finding SET plain = json_set(plain, '$.difference', 3)",
        "UPDATE finding SET plain = json_set(plain, '$.difference', json('[3]'))",
        "UPDATE finding SET plain = json_set(plain, '$.difference[0].kind', 'boo')",
        "UPDATE finding SET plain = json_set(plain, '$.difference[0].words', 3)",
    ],
)
def test_anything_else_in_findings_is_unusable(findings: Path, script: str) -> None:
    spoil(findings, script)
    with pytest.raises(Unusable):
        ask_findings(findings)


@pytest.mark.parametrize(
    "script",
    [
        "ALTER TABLE weakness RENAME TO other; CREATE VIEW weakness AS SELECT * FROM other",
        fact("made_from", "'3'"),
        fact("counts", """'{"one-source": "x"}'"""),
        fact("counts", DEEP),
        "UPDATE weakness SET title = x'00'",
        "UPDATE weakness SET date = x'00'",
        "UPDATE weakness SET rank = 'x'",
    ],
)
def test_anything_else_in_what_is_weak_is_unusable(weak: Path, script: str) -> None:
    spoil(weak, script)
    with pytest.raises(Unusable):
        ask_weak(weak)
