"""Dates in words, with others beside them: a bound, a range, a choice of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline_tui.model.dates import parse
from timeline_tui.model.days import SEASONS, SHORT_MONTHS, day_edtf, day_iso, to_civil, year_iso
from timeline_tui.model.elided_dates import Reader, begun, ended
from timeline_tui.model.foreign_dates import (
    ABOUT,
    OPENING,
    in_english,
    remarked,
    single,
    with_mark,
    words_taken,
)
from timeline_tui.model.plain_dates import Meaning, Meanings, TypedDate, UnclearDate, best
from timeline_tui.model.span import EndBeforeStart, NotADate, Span

_BEFORE = re.compile(r"(?:some ?time )?(?:before|earlier than|prior to|bef|bf|pre|<)\b[. -]*(.+)|< ?(.+)")
_AFTER = re.compile(r"(?:some ?time )?(?:after|later than|aft|af|post)\b[. -]*(.+)|> ?(.+)")
_SEPARATOR = re.compile(r" (?:--?|to|until|till|through|thru|and|&|/) | ?(?:--|-|/) ?")
_OR = re.compile(r",? or (?!(?:later|earlier|after|before)(?:,| or |$))|, ")
_CHOICE = re.compile(r"(.+?) ?\(one of these[a-z ]*\)")
# Nobody writes more, and each is tried with all others.
_MOST_PLACES, _MOST_MEMBERS, _MOST_READINGS = 8, 20, 8
_ISO_DAY = re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}")


@lru_cache(maxsize=2048)
def meanings(words: str) -> Meanings:
    """What a text of small letters can mean; nothing where it is no date that we know to read."""
    return best(way(words) for way in (single, _bounded, _chosen, _ranged))


def _bounded(words: str) -> Meanings:
    """Before or after a date, which is up to the last day before it or from the first day after it."""
    for pattern, way in ((_BEFORE, -1), (_AFTER, 1)):
        if match := pattern.fullmatch(words):
            date = match[1] or match[2]
            return tuple(_beyond(one, way, words) for one in single(date) or meanings(date))
    return best(_open(words))


def _beyond(meaning: Meaning, way: int, words: str) -> Meaning:
    if not meaning.is_sound:
        return meaning
    span, side = parse(meaning.edtf), "before" if way < 0 else "after"
    edge = span.earliest if way < 0 else span.latest
    if edge is None or (span.shape != "date" and not _is_years(span)):
        return meaning._replace(
            fault=NotADate(f"“{words}” has no single date", f"a date goes with {side}: {side} 1990")
        )
    outside = day_edtf(edge) if span.clock is not None else _like(span, edge + way)
    if span.clock is not None:
        meaning = remarked(meaning, "a range is of days: the time is left out")
    mark = "%" if span.approximate and span.uncertain else "~" * span.approximate + "?" * span.uncertain
    return meaning._replace(edtf=f"../{outside}{mark}" if way < 0 else f"{outside}{mark}/..")


def _is_years(span: Span) -> bool:
    """Whether it is a century or decade for which EDTF has no sign."""
    return span.shape == "one of" and len(span.dates) == 1 and span.precision == "year"


def _like(span: Span, day: int) -> str:
    """The year, month or day of a day, as fine as the date is."""
    year, month, _ = to_civil(day)
    if span.precision in {"millennium", "century", "decade", "year"}:
        return year_iso(year)
    return f"{year_iso(year)}-{month:02}" if span.precision in {"part", "season", "month"} else day_edtf(day)


_NOT_KNOWN = r"(?:unknown|not known)"
_OPEN = r"(?:open|present|now|today|ongoing|date)"
_BOUNDS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"until (.+), start not known", "/{}"),
        (r"from (.+), end not known", "{}/"),
        (rf"(?:from )?{_NOT_KNOWN} (?:-|to|until|till) (.+)", "/{}"),
        (rf"(?:from )?(.+?) (?:-|to|until|till) {_NOT_KNOWN}", "{}/"),
        (rf"(?:from )?(.+?) ?(?:/|-| to|until|till) ?{_OPEN}", "{}/.."),
        (r"(.+?),? or (?:earlier|before)", "[..{}]"),
        (r"(.+?),? (?:or (?:later|after)|at the earliest)", "[{}..]"),
        (
            r"(?:(?:no|not) (?:later than|after)|(?:on|in|at) or before|before or (?:on|in|at)"
            r"|up to and including) (.+)|(.+?) at the latest",
            "[..{}]",
        ),
        (
            r"(?:(?:no|not) (?:earlier than|before)|(?:on|in|at) or after|after or (?:on|in|at)) (.+)",
            "[{}..]",
        ),
        (r"(?:until|till|up to|to|by|through|thru) (.+?)(?:, start open)?", "../{}"),
        (r"(?:since|from) (.+?)(?:,? on(?:wards?)?|, end open)?|(.+?) onwards?", "{}/.."),
        (r"(.+[0-9a-z]) ?-", "{}/.."),
        (r"(.+[0-9]) ?- ?\?", "{}/"),
    )
)


def _open(words: str) -> Iterator[Meanings]:
    for pattern, form in _BOUNDS:
        if match := pattern.fullmatch(words):
            date = next(group for group in match.groups() if group)
            yield tuple(one._replace(edtf=_filled(form, one.edtf)) for one in single(date))


def _filled(form: str, edtf: str) -> str:
    """The date in its place; of one of several, the bound that counts."""
    if edtf.startswith("["):
        first, _, last = edtf[1:-1].partition("..")
        edtf = last if form.index("{") > 1 or form.startswith("/") else first
    return form.format(edtf)


def _chosen(words: str) -> Meanings:
    """One of several dates, of which it is not known which."""
    choice = _CHOICE.fullmatch(words)
    bare = OPENING.sub("", choice[1] if choice else words, count=1)
    if between := re.fullmatch(r"(?:some ?time )?bet(?:ween|\.)? (.+)", bare):
        return best(_between(between[1]))
    if choice is None and " or " not in bare:
        return ()
    members = _OR.split(bare) if choice else re.split(r",? or ", bare)
    # 1990 or 1992 to 1994 can be a range that begins in one of two years, too.
    read = _member if choice else single
    return best(iter([_set(members, read), _set(_OR.split(bare), read)]))


def _set(texts: list[str], read: Reader) -> Meanings:
    if not 1 < len(texts) <= _MOST_MEMBERS:
        return ()
    joined, *found = (begun(text, texts[-1], read) for text in texts[:-1])
    for member in (*found, ended(texts[-2], texts[-1], read)):
        joined = tuple(_joint(a, b, ",") for a in joined for b in member if _agree(a, b))[:_MOST_READINGS]
    return tuple(one._replace(edtf=f"[{one.edtf}]") for one in joined)


def _member(words: str) -> Meanings:
    """A date, a range, or a date with all that are later or earlier."""
    return single(words) or best(_open(words)) or best(_splits(words))


def _between(words: str) -> Iterator[Meanings]:
    for found in _splits(words):
        yield tuple(one._replace(edtf=f"[{one.edtf.replace('/', '..')}]") for one in found)


def _ranged(words: str) -> Meanings:
    """From one date to another; about a range without a word between its dates is about both."""
    bare = re.sub(r"^(?:from|between) ", "", OPENING.sub("", words, count=1))
    about = ABOUT.match(bare)
    rest = bare[about.end() :] if about else ""
    if rest and not re.search(r" [a-z]+ ", rest):
        found = best(_splits(rest))
        if any(one.is_sound for one in found):
            return with_mark(found, "~", front=True)
    return best(_splits(bare, lone=not words.startswith("between ")))


def _splits(words: str, *, lone: bool = False) -> Iterator[Meanings]:
    """The range by each place where its start can end."""
    places = sorted(_SEPARATOR.finditer(words), key=lambda match: _order(words, match))
    for match in places if len(places) <= _MOST_PLACES else ():
        start, end = words[: match.start()].strip(), words[match.end() :].strip()
        if not start or not end:
            continue
        lasts = ended(start, end, single)
        found = _from_to(begun(start, end, single), lasts) or _from_to(begun(start, end, _certain), lasts)
        found = _over_new_year(start, end, found) or found
        yield tuple(map(_apart, found)) if lone and match[0].strip() in {"and", "&"} else found


def _order(words: str, separator: re.Match[str]) -> tuple[int, bool]:
    """The longest first, and first the one behind a whole day: 2024-03-12-14."""
    return -len(separator[0]), _ISO_DAY.fullmatch(words, 0, separator.start()) is None


def _from_to(firsts: Meanings, lasts: Meanings) -> Meanings:
    return tuple(_joint(a, b, "/") for a in firsts for b in lasts if _agree(a, b))


def _certain(words: str) -> Meanings:
    """One date, of which no century is to be asked for: june 28 is a day of a year that is not said yet."""
    return tuple(one for one in single(words) if not one.asks)


def _over_new_year(start: str, end: str, found: Meanings) -> Meanings:
    """December to January 2024 with the year that is not written: the one before, or the one after."""
    if not found or not all(isinstance(one.why_not, EndBeforeStart) for one in found):
        return ()
    whole = [bool(_certain(date)) for date in (start, end)]
    match = re.fullmatch(r"([0-9]{4})(-.*)/\1(-.*)", found[0].edtf)
    # Whoever writes 28-3 January has not begun in the January before.
    if match is None or all(whole) or match[2][:3] == match[3][:3]:
        return ()
    first, last = int(match[1]) - whole[1], int(match[1]) + whole[0]
    return (
        Meaning(f"{first:04}{match[2]}/{last:04}{match[3]}", why="only one date has its year", asks=True),
    )


def _apart(meaning: Meaning) -> Meaning:
    """Two dates are a range only where nothing lies between them."""
    start, end = (parse(each) for each in meaning.edtf.split("/")) if meaning.is_sound else (None, None)
    if start is None or end is None or (start.latest or 0) + 1 == end.earliest:
        return meaning
    hint = f"write an event for each; {meaning.edtf} is from one to the other"
    return meaning._replace(fault=NotADate("these are two dates", hint))


def _agree(start: Meaning, end: Meaning) -> bool:
    """Whether nobody writes the day first in one and the month in the other, or a year only half in one."""
    if start.asks != end.asks or (start.asks and not start.custom):
        return False
    # Dots say nothing of a date with strokes: with dots the day is always first.
    return {start.custom, end.custom} != {"day", "month"}


def _joint(start: Meaning, end: Meaning, joint: str) -> Meaning:
    first, last = start.edtf, end.edtf
    if joint == "/":
        first = re.sub(r"^\[([^.,]*)\.\..*", r"\1", first)
        last = re.sub(r"^\[.*\.\.([^.,]*)\]$", r"\1", last)
    else:
        first, last = (
            re.sub(r"(\.\.)?(?<=.)/(?=.)(\.\.)?", "..", date.strip("[]")) for date in (first, last)
        )
    remark = "; ".join(dict.fromkeys(each for each in (start.remark, end.remark) if each))
    return start._replace(
        edtf=f"{first}{joint}{last}",
        remark=remark,
        why=start.why or end.why,
        custom=start.custom or end.custom,
        fault=start.fault or end.fault,
    )


_CALLED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PART = "(?:early|mid|late)"
_OF_DAY = "(morning|afternoon|evening|night|dawn|dusk|sunrise|sunset|daybreak|hours)"
_VAGUE = re.compile(
    rf"\b(?:(?:the )?(?:very )?({_PART}[- ](?:to|or)[- ]{_PART}|early|late|mid(?:dle)?|beginning|start|end)"
    r"(?: in| of| the|-)*[ -]"
    rf"|(?:at )?(?:the )?(?:early |late )?{_OF_DAY},?(?: of| on)?(?: the)? )(?=[a-z0-9])"
    rf"|\b,? (?:in the |at )?(?:early |late )?{_OF_DAY}$"
    r"|\b(just|shortly|soon|long|well|right|immediately) (?=before|after)|\b(overnight) (?=[0-9])"
)
_NAMED = re.compile(rf"\b(?:{'|'.join(SHORT_MONTHS[1:]).lower()})[a-z]*\b|\b(?:{'|'.join(SEASONS)})\b")


def in_words(words: str, near: int | None = None, today: int | None = None) -> TypedDate | None:
    """The date in a text of small letters, by the first way that fits; None where none does."""
    if (days := _CALLED_DAYS.get(words)) is not None:
        return None if today is None else TypedDate(parse(day_iso(today + days)))
    unsound: Meanings = ()
    for text, lost in _texts(words):
        found = meanings(text)
        if not any(one.is_sound for one in found) and near is not None:
            found = _in_year_of(near, text) or found
        if any(one.is_sound for one in found):
            return _only(found, lost)
        unsound = unsound or found
    if unsound and (fault := unsound[0].why_not) is not None:
        raise fault
    return None


def _texts(words: str) -> Iterator[tuple[str, str]]:
    """The text, and the text as it can be read otherwise, with what that leaves out."""
    yield words, ""
    yield from _exactly(words)
    # The words of other languages take a while to import, and an English date that is read needs none.
    is_other = re.search(r"[^\W\d_a-z]|[0-9].*[a-z]{2}|[a-z]{2}.*[0-9]", words)
    if is_other and (english := in_english(words)) != words:
        taken = words_taken(words)
        yield english, taken
        yield from ((text, "; ".join(filter(None, (taken, lost)))) for text, lost in _exactly(english))


def _exactly(words: str) -> Iterator[tuple[str, str]]:
    """The text without the words for a part of a date that EDTF has no sign for."""
    plain = _VAGUE.sub("", words)
    if plain not in {words, ""}:
        said = ", ".join(f"“{match[match.lastindex or 0]}”" for match in _VAGUE.finditer(words))
        yield plain, f"EDTF has no sign for {said}"


def _in_year_of(near: int, words: str) -> Meanings:
    year = to_civil(near)[0]
    if _NAMED.search(words) is None or re.search("[0-9]{3}", words) or abs(year) >= 9999:
        return ()
    era = f"{year:04}" if year > 0 else f"{1 - year} bce"
    remark = f"the year is taken from here: {era.upper().lstrip('0')}"
    return tuple(one._replace(remark=remark) for one in meanings(f"{words} {era}") if one.is_sound)


def _only(found: Meanings, lost: str) -> TypedDate:
    """The one that there is; to choose between several is for those who typed it."""
    sound = {one.edtf: one for one in reversed(found) if one.is_sound}
    meant = tuple(reversed(sound.values()))
    if len(meant) > 1 or meant[0].asks:
        raise UnclearDate(next(one.why for one in meant if one.why), tuple(one.edtf for one in meant))
    remark = "; ".join(each for each in (meant[0].remark, lost) if each)
    return TypedDate(parse(meant[0].edtf), remark)
