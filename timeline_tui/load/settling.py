"""What the sum of all facts says when a file was read to its end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from timeline_tui.load.facts import AlsoSpelled, Facts, Looks, Spelled, Suspect, unused_of, used_of
from timeline_tui.load.placed import Placed
from timeline_tui.load.references import References, Sort, tell_loops
from timeline_tui.model.folding import cased_words, words
from timeline_tui.model.timeline import Source, Timeline
from timeline_tui.model.zones import Leap
from timeline_tui.yamlfile.places import Report, Spot
from timeline_tui.yamlfile.values import shorten

# One letter in five may differ; shorter words are like too many others, and what is longer is no tag. Of more
# than these nobody is told.
_ALIKE = 0.79
_SHORTEST = 4
_LONGEST = 100
_MOST_EARLY = 200


def settle(
    facts: Facts,
    looks: Looks,
    timeline: Timeline,
    references: References,
    report: Report,
    closed: Collection[Sort],
    *,
    has_errors: bool = False,
) -> None:
    """Report what names no id, what the facts say of all events, and what leads in a loop.

    Of the `closed` sorts all ids are known. What was left out for an error, here or of which others know, may
    be what uses the sources and tags.
    """
    references.settle(closed)
    if "event" in closed:
        is_sound = not (has_errors or report.has_errors())
        _tell_early(facts, references.placed, report)
        _tell_leaps(facts, looks, references.placed, report)
        if looks.spelled is not None:
            _settle_spellings(facts, looks.spelled, timeline, references.placed, report)
        if is_sound:
            _settle_sources(facts, timeline.sources, references.known["source"], report)
            for tag, other in near_pairs(list(facts.tags)):
                _tell_near_tag(tag, other, facts, references.placed, report)
    tell_loops(timeline, references, report)


def _settle_spellings(
    facts: Facts, spelled: Spelled, timeline: Timeline, where: Placed, report: Report
) -> None:
    known = spelled.names_of.keys() | facts.words.keys()
    for word, suspect in facts.suspects.items():
        # A word that also stands with a small letter somewhere is no name.
        if word.lower() not in known:
            _tell_near_spelling(word, suspect, where, report)
    for one in unused_spellings(facts.used, spelled, timeline):
        message = f"no passage and no event uses the spelling {shorten(one.spelling)}"
        hint = "take it out, or look for it in the passages"
        report.add("unused-spelling", message, one.spot, f"listed for {shorten(one.name)}", hint=hint)


def unused_spellings(used: Mapping[int, None], spelled: Spelled, timeline: Timeline) -> Iterator[AlsoSpelled]:
    """The listed spellings that nothing uses.

    What the title of a source has, or the name's own note speaks of, is used as well.
    """
    unused = unused_of(spelled)
    taken = {*used}
    for text in (f"{timeline.title}\n{timeline.summary}", *(one.title for one in timeline.sources.values())):
        for spelling in used_of(cased_words(text or ""), unused):
            taken.update(unused[spelling[0]][spelling])
    noted = {
        (key, spelling)
        for key, name in timeline.names.items()
        for spelling in used_of(cased_words(name.note or ""), unused)
    }
    for alike in unused.values():
        for spelling, places in alike.items():
            for at in places:
                if at not in taken and (spelled.listed[at].name, spelling) not in noted:
                    yield spelled.listed[at]


def _tell_near_spelling(word: str, suspect: Suspect, where: Placed, report: Report) -> None:
    number, path, near, name = suspect
    message = f"{shorten(word)} is close to {shorten(near)} and listed nowhere"
    hint = f"if it is the same, add the spelling to `also` of {shorten(name)}"
    label = f"{shorten(word)} stands in this passage"
    spot, home = where.spot((number, path)), where.home(number)
    related = [(home, "in this event")] if home.line != spot.line else []
    report.add("near-spelling", message, spot, label, hint=hint, related=related)


def _settle_sources(
    facts: Facts, sources: Mapping[str, Source], spots: Mapping[str, Spot], report: Report
) -> None:
    used = {*facts.sources, *(source.derived_from or "" for source in sources.values())}
    # Where nothing is quoted yet, the sources only wait for it; that one copies another is worth knowing.
    for key, source in sources.items() if facts.sources else ():
        if key not in used and source.derived_from is None and report.wants("unused-source"):
            message = f"no passage is taken from {shorten(key)}, and no event cites it"
            hint = "add a passage from it, name it under the `sources` of an event, or take it out"
            report.add("unused-source", message, spots[key], "no event names it", hint=hint)


def _tell_early(facts: Facts, where: Placed, report: Report) -> None:
    for place, said, date in facts.early[:_MOST_EARLY]:
        if not report.wants("report-before-event"):
            continue
        label = f"published by {said}; the event is of {shorten(date)}"
        hint = "look at both dates; if it speaks of what was to come, say so in a `note`"
        message = "this passage is from before its event"
        spot, home = where.spot(place), where.home(place[0])
        related = [(home, "this event")] if home.line != spot.line else []
        report.add("report-before-event", message, spot, label, hint=hint, related=related)


def _tell_leaps(facts: Facts, looks: Looks, where: Placed, report: Report) -> None:
    for place, date, before, after in facts.leaps:
        leapt = Leap(before, after)
        code, done = (
            ("skipped-time", "forward over it") if leapt.is_forward else ("doubled-time", "back over it")
        )
        message = f"clocks in {looks.zone} were set {done}"
        hint = f"write which is meant: {date}{_offset(before)} or {date}{_offset(after)}"
        label = "no clock showed this time" if leapt.is_forward else "this can be either of two times"
        if report.wants(code):
            report.add(code, message, where.spot(place), label, hint=hint)


def _offset(minutes: float) -> str:
    """As EDTF writes it; the seconds of a mean time of old are left out."""
    hours, rest = divmod(round(abs(minutes)), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _tell_near_tag(tag: str, other: str, facts: Facts, where: Placed, report: Report) -> None:
    if not report.wants("near-tag"):
        return
    message = f"the tag {shorten(tag)} is close to {shorten(other)}"
    hint = f"if they mean the same, write {shorten(other)} for both"
    related = [(where.spot(facts.tags[other]), "the first of the other")]
    report.add(
        "near-tag", message, where.spot(facts.tags[tag]), "the first of these", hint=hint, related=related
    )


def near_pairs(tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each tag that is nearly one that came before it, with that one."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    by_digits: dict[str, dict[str, str]] = {}
    for tag in tags:
        if len(tag) > _LONGEST:
            continue
        key = _plain(tag)
        if not key:
            # A sign or a picture is like no other.
            continue
        plain = by_digits.setdefault(_digits(key), {})
        near = plain.get(key)
        if near is None and len(key) >= _SHORTEST:
            found = extractOne(key, plain.keys(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE)
            near = plain[found[0]] if found and len(found[0]) >= _SHORTEST else None
        if near is not None:
            yield tag, near
        plain.setdefault(key, tag)


def _plain(tag: str) -> str:
    """The letters and digits of a tag, without regard to case and accents."""
    return "".join(words(tag))


def _digits(tag: str) -> str:
    return "".join(filter(str.isdigit, tag))
