"""Files of every style, and things to put into them."""

from __future__ import annotations

import textwrap
from typing import Any

from hypothesis import strategies as st

from tests.edit.wordings import WORDS, Draw, ids, texts
from timeline_tui.yamlfile.layout import SectionName


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


SCALARS = [
    "plain",
    "two words",
    "it's",
    "Иван 日本 🎉",
    "'single ''quoted'''",
    '"double \\"q\\" \\u00e9 \\x41"',
    '"a: b # c"',
    "''",
    "https://example.org/a?b=c#d",
    "5:30",
    "!!str tagged",
    "!odd tagged",
    "&ANCHOR anchored",
    '"two\\\n  lines"',
]
BLOCKS = [
    "|\nfirst line\n\n  second line\nthird\n",
    "|-\nno end",
    "|+\nkept\n\n\n",
    ">-\nfolded text that\ngoes on\n\nand on",
    ">+\nx\n\n",
    "|2\n  indented\nless\n",
    "|  # said\ntext\n",
    "|\n\n\nafter blank\n",
    "multi\nline plain\ntext",
    "'multi\n\nline single'",
    '"multi\nline double"',
    ">\nends with blanks\n\n\n",
]
COMMENTS = ["", "", "", "", " # a comment", "   ", "\t# after a tab", ' # it\'s: "odd" - x']


class Writer:
    """Writes one file in one style, with odd things here and there."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.flow_items = draw(st.sampled_from([0, 0, 1, 5]))
        self.odd = draw(st.sampled_from([0, 0, 0, 1]))
        self.gap = draw(st.sampled_from([2, 2, 2, 3, 4]))
        self.list_indent = draw(st.sampled_from([0, 2, 2, 4]))
        self.blank = draw(st.sampled_from([0, 0, 1, 2]))
        self.comments = draw(st.booleans())
        self.anchors = 0

    def one(self, choices: list[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def happens(self, in_how_many: int) -> bool:
        return self.draw(st.integers(0, in_how_many)) == in_how_many

    def end(self) -> str:
        return self.one(COMMENTS) if self.comments else ""

    def scalar(self) -> str:
        text = self.one(SCALARS if self.odd else SCALARS[:10])
        if "ANCHOR" in text:
            self.anchors += 1
            text = text.replace("ANCHOR", f"a{self.anchors}")
        if self.odd and self.anchors and self.happens(6):
            return f"*a{self.anchors}"
        return text.replace("\n", " ") if "lines" in text else text

    def value(self, column: int) -> str:
        """A text behind a colon, with its lines."""
        if not self.happens(3):
            return f" {self.scalar()}{self.end()}\n"
        head, *rest = self.one(BLOCKS).split("\n")
        is_block = head[:1] in "|>"
        indent = " " * (column + 2)
        if not is_block and rest and rest[-1] == "":
            rest.pop()
        ends = "" if is_block else self.end()
        body = "".join(f"{indent}{line}\n" if line else "\n" for line in rest)
        return f" {head}\n{body}" if not ends or not body.strip() else f" {head}\n{body[:-1]}{ends}\n"

    def field_lines(self, name: str, column: int) -> str:
        key = self.one([name, name, name, f'"{name}"', _single(name)]) if self.odd else name
        if name in {"names", "tags"}:
            return self.short_list(key, column)
        if name == "quotes":
            return self.quotes(key, column)
        if name == "date":
            date = self.one(
                ["2023-01-02", "2023", '"2024-05"', "2022-21", "'2024-01-01/2024-02'", '"[2023-01..2023-02]"']
            )
            return f"{key}: {date}{self.end()}\n"
        if name == "disputes":
            return f"{key}:{self.end()}\n{' ' * (column + 2)}d{self.draw(st.integers(0, 9**9))}: What?\n"
        return f"{key}:{self.value(column)}"

    def short_list(self, key: str, column: int) -> str:
        kind = self.one(["flow", "flow", "block", "empty", "nothing", "lines"])
        if kind == "flow":
            return f"{key}: [{self.scalar()}, b{self.one(['', ',', ' '])}]{self.end()}\n"
        if kind == "lines":
            return f"{key}: [a,{self.end()}\n{' ' * (column + 3)}b\n{' ' * (column + 1)}]\n"
        if kind == "block":
            lead = " " * (column + self.list_indent)
            return f"{key}:{self.end()}\n{lead}- {self.scalar()}{self.end()}\n{lead}- b\n"
        return f"{key}: []\n" if kind == "empty" else f"{key}:{self.end()}\n"

    def quotes(self, key: str, column: int) -> str:
        kind = self.one(["block", "block", "flow", "flow items", "nothing", "empty", "alias"])
        if kind == "nothing":
            return f"{key}:{self.end()}\n"
        if kind == "empty":
            return f"{key}: [ ]{self.end()}\n"
        if kind == "alias" and self.odd:
            self.anchors += 1
            return f"{key}: &a{self.anchors}\n{' ' * (column + 2)}- exact: x\n"
        if kind == "flow":
            return f'{key}: [{{exact: a, source: "s"}},\n{" " * (column + 4)}{{exact: b}}]{self.end()}\n'
        lead = " " * (column + self.list_indent)
        if kind == "flow items":
            return f"{key}:\n{lead}- {{ exact: a b, source: s }}{self.end()}\n"
        inner = column + self.list_indent + 2
        text = f"{key}:{self.end()}\n"
        for _ in range(self.draw(st.integers(1, 2))):
            text += f"{lead}- exact:{self.value(inner)}{' ' * inner}source: s{self.end()}\n"
        return text

    def event(self, number: int, column: int) -> str:
        """One item of a list with hyphens."""
        dash = " " * column + "-"
        if self.odd and self.happens(8):
            return (
                dash
                + self.one([" just text", "", " [a, b]", " {}", " !t {title: x}", " - - x", " # c"])
                + "\n"
            )
        if self.odd and self.anchors and self.happens(8):
            return f"{dash} *a{self.anchors}\n"
        if self.draw(st.integers(0, 4)) < self.flow_items:
            title = self.one(["x", "a b", _single("q")])
            return f"{dash} {{id: e{number}, title: {title}, date: 2023-0{number % 9 + 1}}}{self.end()}\n"
        inner = column + self.gap
        names = ["date", "summary", "names", "tags", "disputes", "quotes", "note"]
        chosen = [name for name in names if self.draw(st.booleans())]
        fields = [f"id: e{number}\n", f"title:{self.value(inner)}"]
        fields += [self.field_lines(name, inner) for name in chosen]
        if self.happens(3):
            fields = self.draw(st.permutations(fields))
        first, *more = fields
        anchor = ""
        if self.odd and self.happens(6):
            self.anchors += 1
            anchor = self.one([f"&a{self.anchors}", f"&a{self.anchors} !t", f"!!map &a{self.anchors}"])
            anchor += "\n" + " " * inner
        text = dash + " " * (self.gap - 1) + anchor + first
        for field in more:
            if self.comments and self.happens(6):
                text += " " * inner + "# between\n"
            text += " " * inner + field
        if self.comments and self.happens(5):
            text += " " * (inner + 1) + "# under it\n"
        return text


SECTIONS = [
    "sources: {}\n",
    "sources: [ ]\n",
    "sources:\n",
    "sources: # none\n\n",
    "sources: {s: {title: S},\n  't': {outlet: \"T\"} } # two\n",
    "sources:\n# here\n    s:\n        title: 'S'\n\n    # below\n    t: # c\n        outlet: >-\n"
    "            Folded\n            text\n      # deeper\n  # outer\n",
    "sources:\n  s:\n    title: |+\n      Kept\n\n\n",
    "sources:\n  ? s\n  : title: S\n",
    "sources:\n  s: &a {title: S}\n  t: *a\n  u:\n\n",
    "sources: &all\n  s: {title: S}\n",
    "sources:\n  s: {title: S}\nnames:\n  'n':\n    'name': 'N'\n    'also':\n    - 'M'\n",
    "names: !!map\n  n: {name: N}\n",
    "sources:\n  s:\n    {title: S,\n     outlet: O}\n  t:\n    title: multi\n      line\n",
]


@st.composite
def listings(draw: Draw) -> dict[SectionName, dict[str, dict[str, Any]]]:
    """New sources and names; neither, one or both."""
    listed: dict[SectionName, dict[str, dict[str, Any]]] = {}
    if draw(st.booleans()):
        listed["sources"] = draw(st.dictionaries(ids, _source, max_size=2))
    if draw(st.booleans()):
        listed["names"] = draw(st.dictionaries(ids, _name, max_size=2))
    return listed


_source: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(["title", "outlet", "note"]), texts, min_size=1
)
_name: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"name": texts, "also": st.lists(texts, min_size=1, max_size=2)}
)


@st.composite
def documents(draw: Draw) -> bytes:
    """A timeline as somebody may have written it."""
    writer = Writer(draw)
    column = draw(st.sampled_from([0, 2, 2, 4]))
    count = draw(st.integers(0, 5))
    blank = "\n" * writer.blank
    items = [writer.event(number, column) for number in range(count)]
    if writer.comments and items:
        items = [" " * column + "# above\n" + item if writer.happens(5) else item for item in items]
    body = "events:" + writer.end() + "\n" + blank.join(items)
    if draw(st.integers(0, 6)) == 0:
        flows = [f"{{id: e{at}, title: {_single(writer.one(WORDS))}}}" for at in range(count)]
        body = (
            "events: ["
            + draw(st.sampled_from([", ", ",", ",\n  ", " , "])).join(flows)
            + "]"
            + writer.end()
            + "\n"
        )
    above = draw(
        st.sampled_from(
            [
                "",
                "title: T\n",
                "# head\n\ntitle: T\nsources:\n  s: {title: S}\n",
                "%YAML 1.1\n---\n",
                "---\n",
                *(f"title: T\n{section}" for section in SECTIONS),
            ]
        )
    )
    under = draw(
        st.sampled_from(
            [
                "",
                "",
                "",
                "# the end\n",
                "\n\n",
                "names:\n  n: {name: N}\n",
                "names:\n  n: {name: N}\n\n  # next\n  m:\n    name: |+\n      M\n\n\n",
                "\nnames: # none\n",
                "...\n",
                "\n# x\nsummary: >\n  s\n",
                "---\nb: 1\n",
            ]
        )
    )
    text = above + body + (blank if under and items else "") + under
    if draw(st.integers(0, 4)) == 0:
        text = text.rstrip("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
    mark = b"\xef\xbb\xbf" if draw(st.integers(0, 6)) == 0 else b""
    return mark + text.encode()


JSON_LIKE = textwrap.dedent(
    """\
    {
      "title": "T",
      "events": [
        {"id": "a", "date": "2023", "title": "A"},
        {
          "id": "b",
          "title": "B",
          "quotes": []
        }
      ]
    }
    """
).encode()
