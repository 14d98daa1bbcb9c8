"""Dates with the words around them: doubt, a time of day, a bound, a range, a choice of several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from timeline_tui.model.dates import parse
from timeline_tui.model.days import day_edtf, to_civil, weekday, year_iso
from timeline_tui.model.eras import HAS_ERA, IS_BEFORE, LEADING
from timeline_tui.model.plain_dates import Meaning, Meanings, best, plain
from timeline_tui.model.span import EndBeforeStart, NotADate, Span

_OPENING = re.compile(r"(?:(?:on(?! or)|in|during|the|year|dated?|either|anno(?! domini))\b:? )+")
_WEEKDAY = re.compile(r"\(?\b(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\b[)., ]*")
_ABOUT = re.compile(
    r"(?:circa|about|around|approximately|approx|roughly|abt|cca|ca|c|"
    r"(estimated|calculated|est|cal|calc))\b[. ]*|(?:ca|c)\.? ?(?=[0-9])|[~≈] ?"
)
_ABOUT_BEHIND = re.compile(
    r"(.+?)(?: ?~| ?\((?:approx(?:imate(?:ly)?)?|circa|about|c|year approximate)\.?\)"
    r"| (?:approx(?:imate(?:ly)?)?|circa|ca?)\.?|[ -]?ish| or so| or thereabouts)"
)
_PERHAPS = re.compile(r"(?:perhaps|probably|possibly|maybe|reportedly|allegedly|likely|uncertain)\b:? ")
_PERHAPS_BEHIND = re.compile(r"(.+?) ?(?:\?|\(\?\)|\[\?\]|\(?\buncertain\)?)")
_PART_DOUBT = re.compile(r"(.+?) \(((?:year|month|day) [a-z, ]+)\)")
_TIME = re.compile(
    # An hour alone, with nothing that says so, is no time of day.
    r"(.+?)(?:t|,? at |,? (?=[0-9]+[:.]|[0-9]+ ?[ap]\.?m)|(?<=[0-9]{4}):)"
    r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?::?([0-9]{2}))?([.,][0-9]+)? ?(?:([ap])\.?m\.?)?"
    r"( ?z| ?\(?utc\)?| ?gmt| ?\(?(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?\)?|)"
)
_TIMES = re.compile(
    r"(.+?),? (?:at |from )?([0-9]{1,2})([:.][0-9]{2})?(?: ?[ap]\.?m\.?)? ?(?:-|to|until) ?"
    r"([0-9]{1,2})([:.][0-9]{2}| ?[ap]\.?m\.?)"
)
_ONE_DAY = re.compile(r"(?:a |one |some )?(?:day|time) (?:in|of|during) (.+)|sometime (?:in|during) (.+)")
_ONE_MONTH = re.compile(r"(?:a |one |some )?month (?:in|of|during) (.+)")
_BEFORE = re.compile(r"(?:some ?time )?(?:before|earlier than|prior to|bef|bf|pre|<)\b[. -]*(.+)|< ?(.+)")
_AFTER = re.compile(r"(?:some ?time )?(?:after|later than|aft|af|post)\b[. -]*(.+)|> ?(.+)")
_SEPARATOR = re.compile(r" (?:--?|to|until|till|through|thru|and|&|/) | ?(?:--|-|/) ?")
_OR = re.compile(r",? or |, ")
_CHOICE = re.compile(r"(.+?) ?\(one of these[a-z ]*\)")
# Nobody writes more, and each is tried with all others.
_MOST_PLACES, _MOST_LENT, _MOST_MEMBERS, _MOST_READINGS = 8, 4, 20, 8
# What the end of a text can lend to a beginning that leaves it out.
_LENT = re.compile(r"(?:[a-z]|n?[0-9]{3}|[0-9]{1,2} ?(?:b\.?c|a\.?d|c\.?e))")


@lru_cache(maxsize=2048)
def meanings(words: str) -> Meanings:
    """What a text of small letters can mean; nothing where it is no date that we know to read."""
    return best(way(words) for way in (_single, _bounded, _chosen, _ranged))


# One date.


@lru_cache(maxsize=2048)
def _single(words: str) -> Meanings:
    """One date, which may have a weekday, marks of doubt and a time of day."""
    opened = _OPENING.match(words)
    bare = words[opened.end() :] if opened else words
    return best(way(bare) for way in (plain, _on_weekday, _some, _doubted, _timed) if bare)


def _on_weekday(words: str) -> Meanings:
    """A date with a weekday, which must be right."""
    if (named := _WEEKDAY.search(words)) is None:
        return ()
    rest = _WEEKDAY.sub(" ", words, count=1).strip(" ,.")
    return tuple(_checked(one, named[1]) for one in _single(" ".join(rest.split())))


def _checked(meaning: Meaning, written: str) -> Meaning:
    if not meaning.is_sound:
        return meaning
    span = parse(meaning.edtf)
    if span.shape != "date" or span.day is None or span.earliest is None or span.masked:
        return meaning._replace(fault=NotADate("a weekday goes with a day", "leave out the weekday"))
    name = weekday(span.earliest)
    if name is None:
        return meaning._replace(remark="the weekday is not checked in a year so early")
    if name.lower().startswith(written):
        return meaning
    wrong = NotADate(f"{span.text} is a {name}", "leave out the weekday, or write another day")
    return meaning._replace(fault=wrong)


def _some(words: str) -> Meanings:
    """Some day or month of a longer time."""
    if match := _ONE_DAY.fullmatch(words):
        return tuple(_finer(one, "day") for one in _single(match[1] or match[2]))
    if match := _ONE_MONTH.fullmatch(words):
        return tuple(_finer(one, "month") for one in _single(match[1]))
    return ()


def _finer(meaning: Meaning, unit: str) -> Meaning:
    span = parse(meaning.edtf) if meaning.is_sound else None
    masks = {("year", "day"): "-XX-XX", ("month", "day"): "-XX", ("year", "month"): "-XX"}
    mask = masks.get((span.precision, unit), "") if span and span.shape == "date" else ""
    return meaning._replace(edtf=meaning.edtf + mask)


def _doubted(words: str) -> Meanings:
    """A date with words or marks of doubt before or behind it."""
    if match := _PART_DOUBT.fullmatch(words):
        return tuple(_part_doubted(one, match[2]) for one in _single(match[1]))
    if match := _ABOUT.match(words):
        remark = f"“{match[1]}” is taken as about" if match[1] else ""
        found = _with_mark(_single(words[match.end() :].strip()), "~", front=True)
        return tuple(_remarked(one, remark) for one in found)
    if match := _PERHAPS.match(words):
        return _with_mark(_single(words[match.end() :]), "?", front=True)
    if match := _PERHAPS_BEHIND.fullmatch(words):
        return _with_mark(_single(match[1]), "?")
    if match := _ABOUT_BEHIND.fullmatch(words):
        return _with_mark(_single(match[1]), "~")
    return ()


def _remarked(meaning: Meaning, remark: str) -> Meaning:
    return meaning._replace(remark="; ".join(each for each in (meaning.remark, remark) if each))


def _with_mark(found: Meanings, mark: str, *, front: bool = False) -> Meanings:
    return tuple(_marked(one, mark, front=front) for one in found)


def _marked(meaning: Meaning, mark: str, *, front: bool) -> Meaning:
    """The date with a mark; on both dates of a range where it stands in front of it, and on all of a set."""
    edtf = meaning.edtf
    start, slash, end = edtf.partition("/")
    if slash:
        both = f"{_one_marked(start, mark) if front else start}/{_one_marked(end, mark)}"
        word = "about" if mark == "~" else "perhaps"
        taken = front and _one_marked(end, mark) != end
        return _remarked(meaning._replace(edtf=both), f"“{word}” is taken for both dates" if taken else "")
    if edtf.startswith("["):
        edtf = re.sub(r"[^\[\],.]+", lambda match: _one_marked(match[0], mark), edtf)
        return meaning._replace(edtf=edtf)
    return meaning._replace(edtf=_one_marked(edtf, mark))


def _one_marked(edtf: str, mark: str) -> str:
    bare = edtf.rstrip("?~%")
    marks = {*edtf[len(bare) :], mark}
    return bare + ("%" if len(marks) > 1 or "%" in marks else mark) if bare.strip(".") else edtf


def _part_doubted(meaning: Meaning, doubts: str) -> Meaning:
    """A mark before each part that is said to be unsure: (year uncertain, day approximate)."""
    parts = dict(zip(("year", "month", "day"), re.findall("-?[0-9X]+", meaning.edtf), strict=False))
    if len(parts) == 1:
        found = meaning.edtf + "?" * ("uncertain" in doubts) + "~" * ("approximate" in doubts)
        return meaning._replace(edtf=found.replace("?~", "%"))
    for said in doubts.split(", "):
        marks = "?" * ("uncertain" in said) + "~" * ("approximate" in said)
        for part in re.findall("year|month|day", said):
            if part in parts and marks:
                sign = "-" * (part != "year")
                parts[part] = f"{sign}{'%' if len(marks) > 1 else marks}{parts[part].removeprefix(sign)}"
    return meaning._replace(edtf="".join(parts.values()))


def _timed(words: str) -> Meanings:
    if times := _TIMES.fullmatch(words):
        found = _times(*times.groups())
        if found:
            return found
    if (match := _TIME.fullmatch(words)) is None:
        return ()
    text, hour, minute, second, fraction, half, zone = match.groups()
    number = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    clock = f"T{number:02}:{minute or '00'}{f':{second}' if second else ''}{_offset(zone)}"
    remark = "the fraction of a second is left out" if fraction else ""
    return tuple(_remarked(one._replace(edtf=one.edtf + clock), remark) for one in _single(text))


def _times(text: str, hour: str, minute: str | None, last: str, tail: str) -> Meanings:
    """From one time of a day to another, of which a file holds only the first; or a time and its offset."""
    offset = (
        re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and minute and tail[0] == ":" and len(last) == 2
    )
    if offset and (int(last) < int(hour) or int(hour) > 12) and int(last) < 12:
        return ()
    why = "a date has no range of times"
    day = tuple(one for one in _single(text) if one.is_sound and "T" not in one.edtf)
    begun = f"T{int(hour):02}:{(minute or ':00')[1:]}" if "m" not in tail else ""
    kept = [f"{one.edtf}{begun}" for one in day if begun] + [one.edtf for one in day]
    if offset and int(last) < 12:
        kept.append(f"{text}T{hour}:{(minute or '')[1:]}-{last}:{tail[1:]}")
    return tuple(Meaning(each, why=why, asks=True) for each in kept)


def _offset(zone: str) -> str:
    match = re.fullmatch(r" ?\(?(?:utc|gmt)?([+-])([0-9]{1,2}):?([0-9]{2})?\)?", zone)
    if match is None:
        return "Z" if zone else ""
    written = f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
    return "Z" if written in {"+00:00", "-00:00"} else written


# Bounds.


def _bounded(words: str) -> Meanings:
    """Before or after a date, which is up to the last day before it or from the first day after it."""
    for pattern, way in ((_BEFORE, -1), (_AFTER, 1)):
        if match := pattern.fullmatch(words):
            date = match[1] or match[2]
            return tuple(_beyond(one, way, words) for one in _single(date) or meanings(date))
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
            r"(?:(?:no|not) (?:later than|after)|on or before|up to and including) (.+)|(.+?) at the latest",
            "[..{}]",
        ),
        (r"(?:(?:no|not) (?:earlier than|before)|on or after) (.+)", "[{}..]"),
        (r"(?:until|till|up to|to|by|through|thru) (.+?)(?:, start open)?", "../{}"),
        (r"(?:since|from) (.+?)(?:,? on(?:wards?)?|, end open)?|(.+?) onwards?", "{}/.."),
        (r"(.+[0-9a-z]) ?-", "{}/.."),
    )
)


def _open(words: str) -> Iterator[Meanings]:
    for pattern, form in _BOUNDS:
        if match := pattern.fullmatch(words):
            date = next(group for group in match.groups() if group)
            yield tuple(one._replace(edtf=_filled(form, one.edtf)) for one in _single(date))


def _filled(form: str, edtf: str) -> str:
    """The date in its place; of one of several, the bound that counts."""
    if edtf.startswith("["):
        first, _, last = edtf[1:-1].partition("..")
        edtf = last if form.index("{") > 1 or form.startswith("/") else first
    return form.format(edtf)


# Several dates.


def _chosen(words: str) -> Meanings:
    """One of several dates, of which it is not known which."""
    choice = _CHOICE.fullmatch(words)
    bare = _OPENING.sub("", choice[1] if choice else words, count=1)
    if between := re.fullmatch(r"(?:some ?time )?bet(?:ween|\.)? (.+)", bare):
        return best(_between(between[1]))
    if choice is None and " or " not in bare:
        return ()
    members = _OR.split(bare) if choice else re.split(r",? or ", bare)
    if len(members) < 2:
        return ()
    return best(iter([_set(members), _set(_OR.split(bare))]))


def _set(texts: list[str]) -> Meanings:
    if len(texts) > _MOST_MEMBERS:
        return ()
    joined, *found = (_begun(text, texts[-1], _member) for text in texts[:-1])
    for member in (*found, _ended(texts[-2], texts[-1], _member)):
        joined = tuple(_joint(a, b, ",") for a in joined for b in member if _agree(a, b))[:_MOST_READINGS]
    return tuple(one._replace(edtf=f"[{one.edtf}]") for one in joined)


def _member(words: str) -> Meanings:
    """A date or, of the members of a set, a range."""
    return _single(words) or tuple(
        one._replace(edtf=one.edtf.strip("[]").replace("/", ".."))
        for one in (*_bounded(words), *_ranged(words))
    )


def _between(words: str) -> Iterator[Meanings]:
    for found in _splits(words):
        yield tuple(one._replace(edtf=f"[{one.edtf.replace('/', '..')}]") for one in found)


def _ranged(words: str) -> Meanings:
    """From one date to another; about a range without a word between its dates is about both."""
    bare = re.sub(r"^(?:from|between) ", "", _OPENING.sub("", words, count=1))
    about = _ABOUT.match(bare)
    rest = bare[about.end() :] if about else ""
    if rest and not re.search(r" [a-z]+ ", rest):
        found = best(_splits(rest))
        if any(one.is_sound for one in found):
            return _with_mark(found, "~", front=True)
    return best(_splits(bare, lone=not words.startswith("between ")))


def _splits(words: str, *, lone: bool = False) -> Iterator[Meanings]:
    """The range by each place where its start can end."""
    places = sorted(_SEPARATOR.finditer(words), key=lambda match: -len(match[0]))
    for match in places if len(places) <= _MOST_PLACES else ():
        start, end = words[: match.start()].strip(), words[match.end() :].strip()
        if not start or not end:
            continue
        firsts, lasts = _begun(start, end, _single), _ended(start, end, _single)
        found = tuple(_joint(a, b, "/") for a in firsts for b in lasts if _agree(a, b))
        found = _over_new_year(start, end, found) or found
        yield tuple(map(_apart, found)) if lone and match[0].strip() in {"and", "&"} else found


def _over_new_year(start: str, end: str, found: Meanings) -> Meanings:
    """December to January 2024 with the year that is not written: the one before, or the one after."""
    if not found or not all(isinstance(one.why_not, EndBeforeStart) for one in found):
        return ()
    whole = [bool(_single(date)) for date in (start, end)]
    match = re.fullmatch(r"([0-9]{4})(-.*)/\1(-.*)", found[0].edtf)
    if match is None or all(whole):
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
    return not start.custom or not end.custom or start.custom == end.custom


def _joint(start: Meaning, end: Meaning, joint: str) -> Meaning:
    first, last = start.edtf, end.edtf
    if joint == "/":
        first = re.sub(r"^\[([^.,]*)\.\..*", r"\1", first)
        last = re.sub(r"^\[.*\.\.([^.,]*)\]$", r"\1", last)
    elif first.startswith("[") or last.startswith("["):
        first, last = first.strip("[]"), last.strip("[]")
    remark = "; ".join(dict.fromkeys(each for each in (start.remark, end.remark) if each))
    return start._replace(
        edtf=f"{first}{joint}{last}",
        remark=remark,
        why=start.why or end.why,
        custom=start.custom or end.custom,
        fault=start.fault or end.fault,
    )


_Reader = Callable[[str], Meanings]


def _begun(text: str, last: str, read: _Reader) -> Meanings:
    """The start, which may leave out what the end says: 22 to 23 May 2023, 50-40 BC, 17th-19th century."""
    return best(read(whole) for whole in _beginnings(text, last))


def _beginnings(text: str, last: str) -> Iterator[str]:
    lacks = IS_BEFORE.search(last) is not None and not HAS_ERA.search(text)
    if not lacks:
        yield text
    for lent in _endings(last):
        if not lacks or HAS_ERA.search(lent):
            yield f"{text} {lent}"


def _endings(text: str) -> Iterator[str]:
    """The last words of a text, the fewest first, that can stand behind another one."""
    bare = re.sub(r"[ ?~]+$", "", text)
    blanks = re.finditer(r"[ ,]+|(?<=[0-9])(?=b\.?c|a\.?d|c\.?e)", bare)
    for at in [match.end() for match in blanks][: -_MOST_LENT - 1 : -1]:
        if _LENT.match(bare, at):
            yield bare[at:]


def _ended(start: str, text: str, read: _Reader) -> Meanings:
    """The end, which may leave out what the start says: May 5-7, 1850 to 59, 5 May to 7 June."""
    about = _ABOUT.match(start)
    short = re.fullmatch(r"(?:the )?([0-9]{3,4}) ?(s?)", start[about.end() :] if about else start)
    last = re.match(r"([0-9]{1,3})(?![0-9])(s|\b(?! ?[a-z/.-]))", text)
    cut = ""
    if short and last and len(last[1]) < len(short[1]) and short[2] == last[2]:
        cut = short[1][: len(short[1]) - len(last[1])] + text
    era_cut = _era_cut(start, text)
    if era_cut:
        why = f"{start}-{text.upper()} can be a time of many years or of few"
        return tuple(one._replace(why=why) for one in (*read(text), *read(era_cut)) if one.is_sound)
    wholes = [cut] if cut else [text, *_finished(start, text)]
    return best(read(whole) for whole in wholes)


def _era_cut(start: str, text: str) -> str:
    """480-79 BC can be 480 to 479, too."""
    first, last = re.fullmatch(r"([0-9]{2,4})", start), re.fullmatch(r"([0-9]{1,3})( ?b\.?c.*)", text)
    if first is None or last is None or len(last[1]) >= len(first[1]):
        return ""
    whole = first[1][: len(first[1]) - len(last[1])] + last[1]
    return whole + last[2] if int(whole) < int(first[1]) else ""


def _finished(start: str, text: str) -> Iterator[str]:
    if iso := re.fullmatch(r"(-?[0-9]{4}-)([0-9]{2}-?)([0-9]{2})?", start):
        yield f"{iso[1]}{iso[2]}{text}" if iso[3] and len(text) == 2 else f"{iso[1]}{text}"
    if named := re.fullmatch(r"(.*[a-z]\.?) [^ ]+", start):
        yield f"{named[1]} {text}"
    if era := LEADING.match(start):
        yield f"{era[0]}{text}"
    for lent in _endings(start):
        yield f"{text} {lent}"
