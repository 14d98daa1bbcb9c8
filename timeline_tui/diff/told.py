"""What changed in one thing of a timeline, field by field, in the words of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from timeline_tui.diff.same_things import pairs_of
from timeline_tui.evidence.alike import compare
from timeline_tui.merge.sequence import out_of_order
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
    if field.holds == "quotes":
        yield from _passages(before, after, called)
    elif field.holds == "media":
        yield from _pictures(before, after, called)
    elif field.holds == "steps":
        yield from _steps(before, after)
    elif field.holds == "flag":
        yield ToldChange(
            "changed", f"it is {'now' if after else 'no longer'} {field.id}", field.id, before, after
        )
    elif isinstance(before or after, Mapping):
        yield from _entries(field, before or {}, after or {})
    elif isinstance(before or after, tuple):
        yield from _items(field, before or (), after or (), called)
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


def _items(field: Field, before: Sequence[str], after: Sequence[str], called: Called) -> Iterator[ToldChange]:
    """A list of texts, of which some came and some went."""
    noun = _noun(field)
    if field.holds == "coordinates":
        said = [", ".join(map(short, side)) or "none" for side in (after, before)]
        yield ToldChange(
            "changed", f"its {noun} are now {said[0]}, were {said[1]}", field.id, [*before], [*after]
        )
        return
    come = [one for one in dict.fromkeys(after) if one not in before]
    gone = [one for one in dict.fromkeys(before) if one not in after]
    for one in come:
        yield ToldChange("added", f"the {noun} {called.value(field, one)} was added", field.id, None, one)
    for one in gone:
        yield ToldChange(
            "removed", f"the {noun} {called.value(field, one)} was taken out", field.id, one, None
        )
    if [one for one in before if one not in gone] != [one for one in after if one not in come]:
        yield _reordered(field, [*before], [*after])


def _reordered(field: Field, before: object, after: object) -> ToldChange:
    noun = {"quotes": "passages", "media": "pictures", "steps": "steps"}.get(field.id, f"{_noun(field)}s")
    return ToldChange("moved", f"its {noun} are in another order", field.id, before, after)


def _entries(field: Field, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ToldChange]:
    """A mapping of which some entries came, went, or say something else."""
    noun = _noun(field)
    for key, value in after.items():
        if key not in before:
            sentence = f"the {noun} {short(key)} was added: {_said(value)}"
            yield ToldChange("added", sentence, f"{field.id}.{key}", None, _plain(value))
        elif before[key] != value:
            sentence = f"the {noun} {short(key)} is now {_said(value)}, was {_said(before[key])}"
            yield ToldChange("changed", sentence, f"{field.id}.{key}", _plain(before[key]), _plain(value))
    for key in (key for key in before if key not in after):
        sentence = f"the {noun} {short(key)} was taken out, was {_said(before[key])}"
        yield ToldChange("removed", sentence, f"{field.id}.{key}", _plain(before[key]), None)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield _reordered(field, [*before], [*after])


def _said(value: object) -> str:
    return ", ".join(map(_said, value)) if isinstance(value, tuple) else f"“{short(str(value))}”"


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _pictures(before: Sequence[Media], after: Sequence[Media], called: Called) -> Iterator[ToldChange]:
    were = {media.url: media for media in before}
    now = {media.url: media for media in after}
    for url, media in now.items():
        if url not in were:
            yield ToldChange(
                "added", f"a picture was added: {short(media.caption or url)}", "media", None, to_plain(media)
            )
        else:
            yield from _inside(f"the picture {short(url)}", "media", changes_of(were[url], media, called))
    for url in (url for url in were if url not in now):
        said = short(were[url].caption or url)
        yield ToldChange("removed", f"a picture was taken out: {said}", "media", to_plain(were[url]), None)
    order = [url for url in were if url in now] != [url for url in now if url in were]
    # One address may stand there twice.
    if order or (len(before) != len(after) and were.keys() == now.keys()):
        yield _reordered(Field("media"), [*were], [*now])


def _steps(before: Sequence[TourStep], after: Sequence[TourStep]) -> Iterator[ToldChange]:
    """The steps of a tour, each known by where it leads, and by how many of its kind stand before it."""
    were, now = _numbered(before), _numbered(after)
    for key, step in now.items():
        where = f"the step at {short(step.event)}"
        if key not in were:
            yield ToldChange("added", f"{where} was added", "steps", None, to_plain(step))
        elif were[key].text != step.text:
            yield _text_of_step(where, were[key].text, step.text)
    for key in (key for key in were if key not in now):
        sentence = f"the step at {short(key[0])} was taken out"
        yield ToldChange("removed", sentence, "steps", to_plain(were[key]), None)
    if [key for key in were if key in now] != [key for key in now if key in were]:
        yield _reordered(Field("steps"), [step.event for step in before], [step.event for step in after])


def _numbered(steps: Sequence[TourStep]) -> dict[tuple[str, str | None, int], TourStep]:
    counts: Counter[tuple[str, str | None]] = Counter()
    found: dict[tuple[str, str | None, int], TourStep] = {}
    for step in steps:
        where = step.event, step.passage
        found[*where, counts[where]] = step
        counts[where] += 1
    return found


def _text_of_step(where: str, before: str | None, after: str | None) -> ToldChange:
    if before and after:
        return reworded(f"what is said at {where}", "steps.text", before, after)
    if after:
        return ToldChange(
            "added", f"{where}: its text was added: “{short(after)}”", "steps.text", None, after
        )
    return ToldChange("removed", f"{where}: its text was taken out", "steps.text", before, None)


def _passages(before: Sequence[Quote], after: Sequence[Quote], called: Called) -> Iterator[ToldChange]:
    pairs = pairs_of(before, after)
    for was, now in pairs:
        if was is not None and now is not None:
            yield from _passage(before[was], after[now], called)
        elif now is not None:
            yield ToldChange(
                "added",
                f"{_a_passage(after[now], called)} was added: “{short(after[now].exact)}”",
                "quotes",
                None,
                to_plain(after[now]),
            )
        elif was is not None:
            yield ToldChange(
                "removed",
                f"{_a_passage(before[was], called)} was taken out: “{short(before[was].exact)}”",
                "quotes",
                to_plain(before[was]),
                None,
            )
    kept = [was for was, now in pairs if was is not None and now is not None]
    if out_of_order(kept):
        yield _reordered(Field("quotes"), [quote.exact for quote in before], [quote.exact for quote in after])


def _a_passage(quote: Quote, called: Called) -> str:
    return f"a passage of {called.source(quote.source)}" if quote.source else "a passage with no source"


def _passage(was: Quote, now: Quote, called: Called) -> Iterator[ToldChange]:
    of = f" of {called.source(now.source)}" if now.source else ""
    if was.exact != now.exact:
        yield reworded(f"the passage{of}", "quotes.exact", was.exact, now.exact)
    begins = short(now.exact[:_BEGINNING]) + ("…" if len(now.exact) > _BEGINNING else "")
    changes = (one for one in changes_of(was, now, called) if one.field != "exact")
    yield from _inside(f"the passage{of} “{begins}”", "quotes", changes)


def _inside(what: str, field: str, changes: Iterable[ToldChange]) -> Iterator[ToldChange]:
    for one in changes:
        yield one._replace(sentence=f"{what}: {one.sentence}", field=f"{field}.{one.field}")
