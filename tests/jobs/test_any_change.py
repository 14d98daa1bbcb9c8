"""Whatever becomes of some events, the index that is carried over is the one that reading all makes."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import event as note
from hypothesis import given
from hypothesis import strategies as st

from tests.jobs.patching import ALL, HEADER, Write, carried_on, read, split, written

IDS = [f"x{number}" for number in range(14)]
DATES = ["2024-03-01", "2024-03-05", "2024-03-05T10:00", "2024-03", "2024", "2023-11~", "2031"]
DATES += ["2024-03-05T23:30-04:00", "2024-03-06T01:00+03:00", "20XX-03-05"]
DATES += ["[2024-03-01,2024-03-09]", "../2024-02", "2021-06-01/..", "2024-03-05/2024-04-02"]
# Some are near to a spelling, some to each other, most to nothing.
WORDS = ["Tetkino", "Tyotkino", "Iryna Vereshchuk", "Верещук", "Tiotkino", "tiotkino", *"abcdefghijkl"]
OWN = ["open", "Open", 2, -5, "12/03/2024", [2, "open", "open"], [], "so long a text " * 5]
TAGS = ["border", "talks", "mines", "fire", "raid", "calm", "borders"]
CHANGES = ["field", "field", "field", "less", "new", "new", "gone", "other", "swap", "asks"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
quotes = st.fixed_dictionaries(
    {"exact": texts, "source": st.sampled_from(["paper", "copy", "paper", "copy", "third"])},
    optional={
        "speaker": st.sampled_from(["man", "town"]),
        "dispute": st.sampled_from([*["d0", "d1", "d2"] * 3, "d7"]),
        "kind": st.sampled_from(["direct", "narration"]),
        "note": st.just("why"),
    },
)
fields = {
    "date": st.sampled_from([*DATES * 3, "12/03/2024"]),
    "key": st.booleans(),
    "sources": st.lists(st.sampled_from(["paper", "copy", "third"]), max_size=2),
    "media": st.just([{"url": "https://example.org/a.jpg", "caption": "A bridge"}]),
    "fields": st.dictionaries(st.sampled_from(["status", "part", "a=b"]), st.sampled_from(OWN), max_size=2),
    "summary": texts,
    "part_of": st.sampled_from(IDS[:11]),
    "names": st.lists(st.sampled_from(["man", "town"]), max_size=2, unique=True),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
    "quotes": st.lists(quotes.map(lambda quote: quote | _position(quote)), max_size=2),
}
bodies = st.fixed_dictionaries({"title": texts}, optional=fields)


def _position(quote: dict[str, str]) -> dict[str, str]:
    return {"position": "Yes"} if "dispute" in quote else {}


def told(id_: str, body: dict[str, Any], asks: str | None) -> str:
    """An event as it is written; the texts are such that JSON is YAML."""
    body = body | ({"disputes": {asks: "Was it?"}} if asks else {})
    return f"  - id: {id_}\n" + "".join(
        f"    {field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in body.items()
    )


Body = tuple[str, dict[str, Any], str | None]


@st.composite
def versions(draw: st.DrawFn) -> list[list[str]]:
    """The events of a file and of the same file changed again and again; most lean on what is there."""
    before: list[Body] = []
    for at, id_ in enumerate(IDS[:10]):
        body = draw(bodies)
        body.pop("part_of", None)
        if at and not draw(st.integers(0, 3)):
            body["part_of"] = IDS[draw(st.integers(0, at - 1))]
        before.append((id_, body, f"d{at}" if at < 3 else None))
    made = [before]
    for _ in range(3):
        made.append(changed(draw, made[-1]))
    return [[told(*one) for one in version] for version in made]


def changed(draw: st.DrawFn, before: list[Body]) -> list[Body]:
    """The events with one or two of them changed."""
    after = list(before)
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        at = draw(st.integers(0, len(after) - 1))
        id_, body, asks = after[at]
        match draw(st.sampled_from(CHANGES)):
            case "field":
                field = draw(st.sampled_from([*fields, "title"]))
                after[at] = id_, body | {field: draw(fields.get(field, texts))}, asks
            case "less":
                field = draw(st.sampled_from(["title", *body]))
                after[at] = id_, {"title": "less"} | {key: body[key] for key in body if key != field}, asks
            case "new":
                after.insert(at, (draw(st.sampled_from(IDS[9:])), draw(bodies), None))
            case "gone":
                del after[at]
            case "other":
                after[at] = id_, draw(bodies), asks
            case "swap":
                after[at - 1], after[at] = after[at], after[at - 1]
            case "asks":
                after[at] = id_, body, draw(st.sampled_from([None, "d0", "d7"]))
    return after


@pytest.mark.parametrize("write", [written, split])
@given(versions())
def test_any_change_gives_what_reading_gives(
    tmp_path_factory: pytest.TempPathFactory, write: Write, versions: list[list[str]]
) -> None:
    """Whatever becomes of a few events in a file in which all lean on each other, and then of others."""
    folder = tmp_path_factory.mktemp("any")
    third = "  third: {title: The third, published: 2023-12-01}\nnames:"
    header = HEADER.replace("names:", third, 1)
    file = write(folder, *versions[0], *ALL[:6], header=header)
    read(file, folder / "old")
    for version in versions[1:]:
        done = carried_on(folder, partial(write, folder, *version, *ALL[:6], header=header))
        note("carried over" if done else "read")
        if not done:
            read(file, folder / "old")
