"""Whatever a file holds, reading it ends, says what is wrong, and never raises."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tests.examples import examples
from tests.load.files import codes, read
from timeline_tui.model.dates import NotADate, parse
from timeline_tui.model.timeline import Event
from timeline_tui.problems.problem import CODES
from timeline_tui.problems.reports import picture

FIELDS = [
    "title", "events", "sources", "names", "timezone", "id", "date", "summary", "part_of", "names", "tags",
    "quotes", "exact", "source", "speaker", "kind", "dispute", "position", "disputes", "links", "url", "<<",
    "published", "derived_from", "within", "also", "name", "sha256", "other", "", "~",
]  # fmt: skip
TEXTS = [
    "a",
    "b",
    "2024-03-12",
    "2024-13",
    "direct",
    "https://example.org",
    "",
    "~",
    "x: y",
    "it's",
    "Ж\u0301",
    "#",
]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


scalars = st.sampled_from([*TEXTS[:6], "~", ""]) | st.sampled_from(TEXTS).map(quoted)
anchors = st.sampled_from(["", "", "", "&a ", "&b ", "!t ", "!!str "])


def collection(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(st.sampled_from(FIELDS).map(quoted), inside).map(": ".join)
    mapping = st.lists(pair, max_size=5).map(", ".join).map("{{{}}}".format)
    items = st.lists(inside.filter(bool), max_size=4).map(", ".join).map("[{}]".format)
    return st.tuples(anchors, mapping | items).map("".join)


junk = st.recursive(scalars | st.sampled_from(["*a", "*b"]), collection, max_leaves=25)
# Lines that nearly are a timeline.
lines = st.tuples(
    st.sampled_from(["", "  ", "    ", "\t", " "]),
    st.sampled_from(["", "- ", "-", "? ", "- - "]),
    st.sampled_from([*FIELDS, "events", "- title"]),
    st.sampled_from([": ", ":", " ", ": |", ': "', ": '", ": [", ": {", " # "]),
    st.sampled_from([*TEXTS, "---", "...", "%YAML 1.1", "&a", "*a", "@", "\x07", "\ufeff"]),
).map("".join)
texts = st.lists(lines, max_size=12).flatmap(
    lambda all_lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(all_lines))
)


def is_dated(text: str) -> bool:
    try:
        parse(text)
    except NotADate:
        return False
    return True


def says_why(written: str) -> set[str]:
    """The codes of which one is told of what is written for a date, be it a list or a mapping."""
    return {"bad-date", "end-before-start"} | ({"wrong-shape"} if written[0] in "[{" else set())


def check(data: bytes) -> list[Event]:
    """Read with both parsers, and hold what must be true of any file."""
    events, reading = read(data)
    assert len({event.id for event in events}) == len(events)
    told = {problem.code for problem in reading.problems}
    for event in events:
        assert event.id
        assert event.title.strip()
        assert event.date is None or is_dated(event.date) or told & says_why(event.date)
        assert all(quote.exact.strip() for quote in event.quotes)
    for child, parent in reading.parents.items():
        assert 0 <= child < len(events) and 0 <= parent < len(events) and child != parent
    for problem in reading.problems:
        assert CODES[problem.code].severity == problem.severity
        assert problem.place.line == 0 or problem.place.text is not None
        assert picture(problem)
    assert reading.problems or not reading.unreadable
    return events


@given(st.binary(max_size=300))
@example(b"\xef\xbb")
@example(b"\xff\xfe")
@example(b"a: \xe2\x80")
@example(b"[")
@example(b"[]\x00:")
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text.encode(errors="surrogatepass"))


@given(junk)
@examples(2)
def test_any_nested_junk(text: str) -> None:
    check(f"events:\n- {{id: first, title: t}}\n- {text}\n".encode())
    check(text.encode())


@given(texts)
@examples(3)
def test_any_lines_that_are_nearly_a_timeline(text: str) -> None:
    check(text.encode())


@given(junk)
def test_both_parsers_give_the_same(text: str) -> None:
    data = (
        f"sources: {{a: {text}}}\nevents:\n- {text}\n- {{title: t, names: {text}, tags: [{text}]}}\n".encode()
    )
    (events, ours), (same, theirs) = read(data), read(data, pure=True)
    assert events == same
    assert ours.timeline == theirs.timeline
    assert codes(ours.problems) == codes(theirs.problems)


@given(st.integers(0, 30).flatmap(lambda count: st.tuples(st.just(count), st.integers(0, count), junk)))
@example((0, 0, "{'title': a, 'date': {}}"))
def test_one_strange_event_among_good_ones_leaves_the_others(drawn: tuple[int, int, str]) -> None:
    count, at, text = drawn
    good = [f"- {{id: good{number}, title: t}}\n" for number in range(count)]
    good.insert(at, f"- {text}\n")
    events = check(("events:\n" + "".join(good)).encode())
    ids = [event.id for event in events if str(event.id).startswith("good")]
    assert ids == [f"good{number}" for number in range(count)]


@given(st.data())
def test_a_prefix_of_a_file_gives_a_prefix_of_its_events(data: st.DataObject) -> None:
    whole = "title: T\nevents:\n" + "".join(f"- id: e{number}\n  title: some text\n" for number in range(8))
    cut = data.draw(st.integers(0, len(whole)))
    events = check(whole[:cut].encode())
    assert [event.id for event in events[:-1]] == [f"e{number}" for number in range(len(events) - 1)]
