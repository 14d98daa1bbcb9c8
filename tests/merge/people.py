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
        "tours": {
            "way": {
                "title": "A way",
                "steps": [{"event": f"e{at}", "text": f"Step {at}"} for at in range(events)],
            }
        },
        "events": [
            {
                "id": f"e{at}",
                "above": f"# the {at}th",
                "date": f"2024-0{at + 1}",
                "title": f"Event number {at}",
                "tags": ["one", f"tag{at}"],
                "sources": ["post"],
                "summary": f"It is told\nin two lines of {at}",
                "fields": {"weather": "dry", "deep": {"wind": f"north {at}"}},
                "disputes": {f"point{at}": f"Was it {at}?"},
                "quotes": [{"exact": f"Words of {at}", "source": "post", "dispute": f"point{at}"}],
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
        lines += _more_of(event)
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
    lines += ["", "tours:"]
    for key, tour in file["tours"].items():
        lines += [f"  {key}:", f"    title: {tour['title']}", "    steps:"]
        for step in tour["steps"]:
            lines += [f"      - event: {step['event']}", f"        text: {step['text']}"]
    return "\n".join(lines).rstrip().encode() + b"\n"


def _more_of(event: dict[str, Any]) -> list[str]:
    lines = [f"    sources: [{', '.join(event['sources'])}]"] if event.get("sources") else []
    if event.get("summary"):
        lines += ["    summary: |", *(f"      {line}" for line in event["summary"].split("\n"))]
    if event.get("fields"):
        own = {key: said for key, said in event["fields"].items() if isinstance(said, str)}
        lines += ["    fields:", *(f"      {key}: {said}" for key, said in own.items())]
        lines += ["      deep:", *(f"        {key}: {said}" for key, said in event["fields"]["deep"].items())]
    if event.get("disputes"):
        lines += ["    disputes:", *(f"      {key}: {said}" for key, said in event["disputes"].items())]
    return lines


KINDS = (
    *("title", "date", "note", "tag", "untag", "quote", "noted", "remark", "new", "source", "gone", "move"),
    *("refer", "own", "weather", "wind", "summary", "question", "step", "retold", "event id", "point id"),
    *("source id", "tour id"),
)
_ADDING = {"tag", "quote", "new", "source", "refer", "own", "step"}
_OF_ALL = {"source id", "tour id"}


class PersonsEdit(NamedTuple):
    """What somebody did to an event, or beside it, in a word that nobody else uses."""

    kind: str
    key: str
    word: str
    place: int

    def meets(self, other: PersonsEdit) -> bool:
        """Whether the two touch the same thing."""
        if {self.kind, other.kind} & _OF_ALL:
            return self.kind == other.kind
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
        elif self.kind in _OF_ALL:
            self._name_anew(file)
        for event in [one for one in events if one.get("was", one["id"]) == self.key]:
            self._do_more(file, event)
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

    def _name_anew(self, file: File) -> None:
        if self.kind == "tour id":
            file["tours"] = dict.fromkeys([self.word], *file["tours"].values())
            return
        found = next(key for key, source in file["sources"].items() if source["title"] == "Fire")
        file["sources"] = {self.word if key == found else key: one for key, one in file["sources"].items()}
        for event in file["events"]:
            event["sources"] = [self.word if key == found else key for key in event.get("sources", [])]
            for quote in event.get("quotes", ()):
                quote["source"] = self.word if quote["source"] == found else quote["source"]

    def _do_more(self, file: File, event: dict[str, Any]) -> None:
        word, (steps,) = self.word, (tour["steps"] for tour in file["tours"].values())
        own = [step for step in steps if step["event"] == event["id"]]
        match self.kind:
            case "refer":
                file["sources"][f"read-{word}"] = {"title": f"Seen by {word}"}
                event["sources"].append(f"read-{word}")
            case "own":
                event["fields"] = {word: f"of {word}", **event["fields"]}
            case "weather":
                event["fields"]["weather"] = f"as {word} says"
            case "wind":
                event["fields"]["deep"]["wind"] = f"as {word} says"
            case "summary":
                event["summary"] = f"{word} tells it\nin two lines"
            case "question":
                (point,) = event["disputes"]
                event["disputes"] = {point: f"Did {word} do it?"}
            case "step":
                steps.append({"event": event["id"], "text": f"And {word}"})
            case "retold" if own:
                own[0]["text"] = f"{own[0]['text']} by {word}"
            case "event id":
                for step in own:
                    step["event"] = word
                event.update(id=word, was=event.get("was", event["id"]))
            case "point id":
                ((point, question),) = event["disputes"].items()
                event["disputes"] = {word: question}
                for quote in event["quotes"]:
                    if quote.get("dispute") == point:
                        quote["dispute"] = word
            case "gone":
                steps[:] = [step for step in steps if step not in own]


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
