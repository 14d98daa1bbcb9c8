"""A timeline that two people edit, each edit with what it touches and the words that tell it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

File = dict[str, Any]


def base(events: int) -> File:
    """A timeline of so many events."""
    return {
        "sources": {"post": {"title": "Fire"}, "times": {"title": "Later"}},
        "events": [
            {
                "id": f"e{at}",
                "above": f"# the {at}th",
                "date": f"2024-0{at + 1}",
                "title": f"Event number {at}",
                "tags": ["one", f"tag{at}"],
                "quotes": [{"exact": f"Words of {at}", "source": "post"}],
            }
            for at in range(events)
        ],
    }


def written(file: File, *, in_brackets: bool = False, blank: bool = True) -> bytes:
    """The timeline as the text of a file."""
    lines = ["title: What they edit", "", "sources:"]
    for key, fields in file["sources"].items():
        lines += [f"  {key}: {{title: {fields['title']}}}"]
    lines += ["", "events:"]
    for event in file["events"]:
        lines += [f"  {event['above']}"] if event.get("above") else []
        lines += [f"  - id: {event['id']}"]
        lines += [f"    {field}: {event[field]}" for field in ("date", "title", "note") if event.get(field)]
        if event.get("tags") and in_brackets:
            lines += [f"    tags: [{', '.join(event['tags'])}]"]
        elif event.get("tags"):
            lines += ["    tags:", *(f"      - {tag}" for tag in event["tags"])]
        if event.get("quotes"):
            lines += ["    quotes:"]
        for quote in event.get("quotes", ()):
            (first, said), *more = quote.items()
            lines += [f"      - {first}: {said}", *(f"        {field}: {text}" for field, text in more)]
        lines += [""] if blank else []
    return "\n".join(lines).rstrip().encode() + b"\n"


KINDS = ("title", "date", "note", "tag", "untag", "quote", "noted", "remark", "new", "source", "gone", "move")
_ADDING = {"tag", "quote", "new", "source"}


class PersonsEdit(NamedTuple):
    """What somebody did to an event, or beside it, in a word that nobody else uses."""

    kind: str
    key: str
    word: str
    place: int

    def meets(self, other: PersonsEdit) -> bool:
        """Whether the two touch the same thing."""
        if self.key != other.key or "gone" in {self.kind, other.kind} - {"new", "source"}:
            return self.key == other.key
        return self.kind == other.kind and self.kind not in _ADDING

    def do(self, file: File) -> None:
        """Do it to a timeline, where there is something to do it to."""
        word = self.word
        events = file["events"]
        if self.kind == "new":
            events.insert(self.place, {"id": f"new-{word}", "title": f"An event of {word}"})
        elif self.kind == "source":
            file["sources"][f"source-{word}"] = {"title": f"Read by {word}"}
        for event in [one for one in events if one["id"] == self.key]:
            match self.kind:
                case "title" | "note":
                    event[self.kind] = f"The {self.kind} by {word}"
                case "date":
                    event["date"] = f"2{sum(map(ord, word)) % 900 + 100}"
                case "tag":
                    event["tags"].append(word)
                case "untag":
                    event["tags"] = [tag for tag in event["tags"] if tag != "one"]
                case "quote":
                    event["quotes"].append({"exact": f"Said by {word}", "source": "times"})
                case "noted":
                    event["quotes"][0]["note"] = f"Noted by {word}"
                case "remark":
                    event["above"] = f"# remark of {word}"
                case "gone":
                    events.remove(event)
                case "move":
                    events.remove(event)
                    events.insert(self.place, event)


def edits(who: str, number: int) -> st.SearchStrategy[list[PersonsEdit]]:
    """A few edits of somebody."""
    words = st.integers(0, 99).map(lambda at: f"{who}{at}")
    keys = st.integers(0, number - 1).map(lambda at: f"e{at}")
    one = st.builds(PersonsEdit, st.sampled_from(KINDS), keys, words, st.integers(0, number))
    return st.lists(one, min_size=1, max_size=4)


def done(file: File, made: Sequence[PersonsEdit]) -> File:
    """The timeline after some edits."""
    found = copy.deepcopy(file)
    for edit in made:
        edit.do(found)
    return found
