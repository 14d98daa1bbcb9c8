"""What changed in one thing of a timeline, field by field, in the words of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from timeline_tui.diff.same_things import with_numbers_of
from timeline_tui.evidence.alike import compare
from timeline_tui.merge.sequence import numbered
from timeline_tui.model.fields import Field, table
from timeline_tui.model.passage_states import Run
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Media, Name, Quote, Record, Source, TourStep
from timeline_tui.render.phrases import date_words, outlet_words, short

What = Literal["added", "removed", "changed", "renamed", "moved"]
_NOUNS = {
    "also": "spelling",
    "names": "name",
    "tags": "tag",
    "links": "link",
    "media": "picture",
    "sources": "cited source",
    "disputes": "disputed point",
    "fields": "field",
    "at": "coordinates",
    "part_of": "whole",
    "derived_from": "original",
    "published": "date",
    "via": "channel",
    "variant_of": "other wording",
    "sha256": "checksum of its text",
}
# Characters of a text that are compared word by word.
_LONGEST = 20_000
_AROUND = 80
_BEGINNING = 60


class ToldChange(NamedTuple):
    """One thing that is another now."""

    what: What
    sentence: str
    """What became of what, safe to draw; what changed word by word stands behind it."""
    field: str
    before: Any = None
    """As the file said it, in plain values; None where it said nothing."""
    after: Any = None
    words: tuple[Run, ...] = ()
    """Where it was reworded, what both versions have, the old one alone (passage) or the new (text)."""


class Called:
    """What the ids in two versions stand for; what the new one calls them wins."""

    def __init__(self, sources: Mapping[str, Source], names: Mapping[str, Name]) -> None:
        self._sources = sources
        self._names = names

    def source(self, id_: str | None) -> str:
        """The outlet of a source, or what else it is called by."""
        return "no source" if id_ is None else outlet_words(id_, self._sources.get(id_))

    def name(self, id_: str) -> str:
        """The spelling that the timeline uses."""
        listed = self._names.get(id_)
        return short(id_ if listed is None else listed.name)

    def value(self, field: Field, value: str) -> str:
        """What stands in a field, as one says it."""
        if field.holds == "date":
            return date_words(value)
        if field.holds == "source":
            return self.source(value)
        if field.holds == "name":
            return self.name(value)
        return f"“{short(value)}”"


def changes_of(old: Record, new: Record, called: Called) -> Iterator[ToldChange]:
    """What is another in the fields of one thing; nothing where both versions say the same."""
    for field in table(type(new)).values():
        before, after = getattr(old, field.id), getattr(new, field.id)
        if field.id != "id" and (before or after) and not _is_same(before, after):
            yield from _of_field(field, before, after, called)


def _is_same(before: object, after: object) -> bool:
    return before == after and (not isinstance(before, Mapping) or list(before) == list(after))  # type: ignore[call-overload]


def _of_field(field: Field, before: Any, after: Any, called: Called) -> Iterator[ToldChange]:  # noqa: ANN401 - of any field
    if field.holds == "flag":
        yield ToldChange(
            "changed", f"it is {'now' if after else 'no longer'} {field.id}", field.id, before, after
        )
    elif field.holds == "coordinates":
        said = [", ".join(map(short, side)) or "none" for side in (after, before)]
        sentence = f"its {_noun(field)} are now {said[0]}, were {said[1]}"
        yield ToldChange("changed", sentence, field.id, [*before], [*after])
    elif isinstance(before or after, Mapping | tuple):
        yield from _of_list(field, before or (), after or (), called)
    else:
        yield _text(field, before, after, called)


def _noun(field: Field) -> str:
    return _NOUNS.get(field.id, field.id.replace("_", " "))


def _text(field: Field, before: str | None, after: str | None, called: Called) -> ToldChange:
    noun = f"its {_noun(field)}"
    if not before:
        sentence = f"{noun} was added: {called.value(field, after or '')}"
        return ToldChange("added", sentence, field.id, None, after)
    if not after:
        sentence = f"{noun} was taken out, was {called.value(field, before)}"
        return ToldChange("removed", sentence, field.id, before, None)
    if field.block:
        return reworded(noun, field.id, before, after)
    sentence = f"{noun} is now {called.value(field, after)}, was {called.value(field, before)}"
    return ToldChange("changed", sentence, field.id, before, after)


def reworded(noun: str, field: str, before: str, after: str) -> ToldChange:
    """A text with other words, and which."""
    same = _shared(before, after)
    words, count = compare(before[same : same + _LONGEST], after[same : same + _LONGEST])
    if not count:
        only = (
            "beyond what is compared"
            if len(before) > same + _LONGEST
            else "in its blanks or line breaks alone"
        )
        return ToldChange("changed", f"{noun} changed, {only}", field, before, after)
    left_out = (Run("same", before[max(0, same - _AROUND) : same]),) if same else ()
    return ToldChange("changed", f"{noun} was reworded", field, before, after, (*left_out, *words))


def _shared(before: str, after: str) -> int:
    """How much of two long texts need not be compared, since both begin so, up to the end of a word."""
    if max(len(before), len(after)) <= _LONGEST:
        return 0
    same = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    same = same or min(len(before), len(after))
    return max(before.rfind(" ", 0, same) + 1, 0)


def _of_list(field: Field, before: Any, after: Any, called: Called) -> Iterator[ToldChange]:  # noqa: ANN401 - of any field
    """What came into a list or a mapping, went, says something else now, or stands elsewhere."""
    was, now = _known(before, before), _known(before, after)
    for key, thing in now.items():
        if key not in was:
            what, said = _in_words(field, key, thing, called)
            sentence = f"{what} was added{said and ': '}{said}"
            yield ToldChange("added", sentence, _place(field, key), None, _plain(thing))
        elif was[key] != thing:
            yield from _of_thing(field, key, was[key], thing, called)
    for key, thing in was.items():
        if key not in now:
            what, said = _in_words(field, key, thing, called)
            mark = ", was " if isinstance(key, str) else said and ": "
            sentence = f"{what} was taken out{mark}{said}"
            yield ToldChange("removed", sentence, _place(field, key), _plain(thing), None)
    if [key for key in was if key in now] != [key for key in now if key in was]:
        plural = {"quotes": "passages", "media": "pictures", "steps": "steps"}
        sentence = f"its {plural.get(field.id, f'{_noun(field)}s')} are in another order"
        then, order = ([_known_by(thing) for thing in side] for side in (before, after))
        yield ToldChange("moved", sentence, field.id, then, order)


def _known(before: Any, things: Any) -> Mapping[Any, Any]:  # noqa: ANN401 - of any field
    """The entries of a mapping by their names, the things of a list by numbers or by what tells each."""
    if isinstance(things, Mapping):
        return things
    if any(isinstance(thing, Quote) for thing in things):
        return with_numbers_of(before, things)
    return dict(zip(numbered(map(_tells, things)), things, strict=True))


def _tells(thing: Any) -> Any:  # noqa: ANN401 - of any list
    return (thing.event, thing.passage) if isinstance(thing, TourStep) else _known_by(thing)


def _known_by(thing: Any) -> Any:  # noqa: ANN401 - of any list
    """What a reader knows a thing of a list by; a text by itself."""
    fields = {Quote: "exact", Media: "url", TourStep: "event"}
    return getattr(thing, fields[type(thing)]) if type(thing) in fields else thing


def _in_words(field: Field, key: Any, thing: Any, called: Called) -> tuple[str, str]:  # noqa: ANN401 - of any list
    """What a thing of a list is called in a sentence, and what it says."""
    if isinstance(thing, Quote):
        of = called.source(thing.source) if thing.source else ""
        return f"a passage of {of}" if of else "a passage with no source", f"“{short(thing.exact)}”"
    if isinstance(thing, Media):
        return "a picture", short(thing.caption or thing.url)
    if isinstance(thing, TourStep):
        return f"the step at {short(thing.event)}", ""
    if isinstance(key, str):
        return f"the {_noun(field)} {short(key)}", _said(thing)
    return f"the {_noun(field)} {called.value(field, thing)}", ""


def _place(field: Field, key: object) -> str:
    return f"{field.id}.{key}" if isinstance(key, str) else field.id


def _of_thing(field: Field, key: Any, was: Any, now: Any, called: Called) -> Iterator[ToldChange]:  # noqa: ANN401 - of any list
    """What is another in a thing that stands in both lists."""
    if isinstance(key, str):
        sentence = f"the {_noun(field)} {short(key)} is now {_said(now)}, was {_said(was)}"
        yield ToldChange("changed", sentence, _place(field, key), _plain(was), _plain(now))
        return
    what, changes = _in_words(field, key, now, called)[0], changes_of(was, now, called)
    if isinstance(now, Media):
        what = f"the picture {short(now.url)}"
    elif isinstance(now, Quote):
        what = f"the passage of {called.source(now.source)}" if now.source else "the passage"
        if was.exact != now.exact:
            yield reworded(what, "quotes.exact", was.exact, now.exact)
        what += f" “{short(now.exact[:_BEGINNING])}{'…' if len(now.exact) > _BEGINNING else ''}”"
        changes = (one for one in changes if one.field != "exact")
    for one in changes:
        yield one._replace(sentence=f"{what}: {one.sentence}", field=f"{field.id}.{one.field}")


def _said(value: object) -> str:
    return ", ".join(map(_said, value)) if isinstance(value, tuple) else f"“{short(str(value))}”"


def _plain(value: object) -> object:
    if isinstance(value, Record):
        return to_plain(value)
    return list(value) if isinstance(value, tuple) else value
