"""Texts, dates and records that are easily written wrongly."""

from __future__ import annotations

from hypothesis import strategies as st

Draw = st.DrawFn

WORDS = [
    "raid",
    "it's",
    "one two",
    "Иван",
    "日本",
    "🎉",
    "no",
    "2024",
    "010",
    "1:30",
    "true",
    "~x",
    "e\u0301",
]
NASTY = [
    "a: b",
    "a #b",
    "#a",
    "- a",
    "-",
    "? a",
    ": a",
    "yes",
    "No",
    "null",
    "~",
    "",
    " ",
    " a",
    "a ",
    "010",
    "1e3",
    "0x1F",
    "0o17",
    "1_000",
    "12:30:45",
    ".inf",
    ".5",
    "-1",
    "+1",
    "2024-03-12",
    "=",
    "<<",
    "*a",
    "&a",
    "!a",
    "!!str a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "'",
    '"',
    "'a'",
    '"a"',
    "a'b\"c",
    "a\\b",
    "[a]",
    "{a: b}",
    "a, b",
    "a]b",
    "a\nb",
    "a\n\nb\n",
    "\na",
    "a\n",
    "a\n\n",
    " a\n b",
    "a\n  b\nc",
    "a\tb",
    "\t",
    "a\u0085b",
    "a\u2028b",
    "a\u2029",
    "\ufeffa",
    "a\ufeff",
    "\x00",
    "\x1b]52;c;x\x07",
    "\x7f",
    "\x9b",
    "\u200b",
    "\u202e",
    "\u00a0",
    "\u00a0a\u00a0",
    "😀",
    "\U0010ffff",
    "\ufffe",
    "---",
    "...",
    "--- a",
    "a:",
    ":a",
    "a:b",
    "http://x.y/?a=b#c",
    "x" * 300,
    "word " * 60 + "end",
    "a  b",
    "\r",
    "a\r\nb",
    "word: " * 30,
    "ends with colon:",
    "é" * 90 + " " + "ü" * 90,
    "# " * 40,
    "a\n# b\nc",
    "{",
    "}",
    "a\n\n\nb",
    "1.0.0",
    "10 March",
    "12 Dec",
    "y",
    "n",
    "on",
    "OFF",
    "NaN",
    ".NAN",
    "-.inf",
    "0",
    "00",
    "1,000",
    "2024-03-12 05:00",
    "a\n \nb",
    "\\",
    "\\n",
    "$x",
]

texts = st.sampled_from(NASTY) | st.text(max_size=30) | st.sampled_from(WORDS)
ids = st.sampled_from(["010", "new-event", "yes", "é", "a b", "x:y", "new", "3", "#1"])
dates = st.sampled_from(
    [None, "2024-03-12", "2023", "2023-05~", "[2023-01..2023-03]", "-0044-03-15", "2023-21", "2025/.."]
)


# Made anew at each draw, these would take longer than what is drawn.
_spoken = texts.filter(str.strip)
_some = st.lists(texts, min_size=1, max_size=3)
_short = texts.filter(lambda text: bool(text) and len(text) < 200)


@st.composite
def quotes(draw: Draw) -> dict[str, str]:
    """A passage, of whatever words."""
    said = {"exact": draw(_spoken), "source": draw(st.sampled_from(["s", "010", "no: s"]))}
    for field in ("kind", "via", "note", "prefix"):
        if draw(st.integers(0, 3)) == 0:
            said[field] = "direct" if field == "kind" else draw(texts)
    return said


_quotes = st.lists(quotes(), min_size=1, max_size=2)


@st.composite
def events(draw: Draw) -> dict[str, object]:
    """An event that can be added."""
    event: dict[str, object] = {"id": draw(ids), "date": draw(dates), "title": draw(_spoken)}
    if draw(st.booleans()):
        event["summary"] = draw(texts)
    if draw(st.integers(0, 2)) == 0:
        event["names"] = draw(_some)
    if draw(st.integers(0, 2)) == 0:
        event["tags"] = draw(_some)
    if draw(st.integers(0, 3)) == 0:
        event["disputes"] = {draw(_short): draw(texts)}
    if draw(st.integers(0, 2)) == 0:
        event["quotes"] = draw(_quotes)
    return event
