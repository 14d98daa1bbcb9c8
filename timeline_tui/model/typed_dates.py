"""Dates as people type them, taken as EDTF: one meaning, several to choose from, or what to try instead."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

from timeline_tui.model.date_phrases import in_words
from timeline_tui.model.dates import Formless, parse
from timeline_tui.model.days import MONTHS, SEASONS
from timeline_tui.model.folding import nearest
from timeline_tui.model.plain_dates import PART_OF_YEAR, PARTS_IN_WORDS, TypedDate, UnclearDate, normal
from timeline_tui.model.span import EndBeforeStart, NotADate, Span

__all__ = ["TypedDate", "UnclearDate", "typed"]

_LONGEST = 200
_SUCH_AS = "write a date such as 2024-03-12, March 2024 or spring 2023"


def typed(text: str, near: int | None = None, today: int | None = None) -> TypedDate:
    """The date that a text means; `Unclear` if it can mean several, `NotADate` if it means none.

    A day or month with no year is taken in the year of the day `near`, where one is given.
    """
    bare = text.strip()
    if not bare:
        raise NotADate("no date is written", _SUCH_AS)
    _, beside, written = bare.rpartition("(EDTF ")
    if is_edtf := bool(beside) and written.endswith(")"):
        bare = written[:-1]
    elif (years := _years(bare)) is not None:
        return years
    elif re.fullmatch(r"\?-[0-9]{4}", bare):
        why = f"{bare} can end with a year or be one before Christ"
        raise UnclearDate(why, (f"/{bare[2:]}", f"{bare[1:]}?"))
    try:
        return TypedDate(parse(bare))
    except EndBeforeStart:
        raise
    except NotADate as refused:
        is_words = not is_edtf and len(bare) <= _LONGEST
        if is_words and (found := in_words(normal(bare), near, today)) is not None:
            return found
        # The forms of a file are fewer than what can be typed here.
        hint = hint_to(refused)
        raise NotADate(str(refused), _SUCH_AS if hint == FORMS else hint) from None


def _years(text: str) -> TypedDate | None:
    """Two years, of which EDTF would read the second as a season or another part of the first."""
    match = PART_OF_YEAR.fullmatch(text)
    if match is None or match[3] <= match[2]:
        return None
    years = f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    if match[3] in PARTS_IN_WORDS:
        raise UnclearDate(f"{text} can be two years or a part of one", (years, text))
    return TypedDate(parse(years), f"two years, not a part of {match[1]}{match[2]}")


FORMS = "dates look like 2024, 2024-03, 2024-03-12 or 2024-03-12T05:00; leave it out if it is not known"
"""What is said of a text in a file that is like no date at all."""
_NO_DATE = "leave the date out if it is not known"
NO_ADVICE = {FORMS, _NO_DATE}
"""The hints to a text that does not even look like a date."""
_LONGEST_HINTED = 80
# Of the years 1990 to 2100, in seconds or in thousandths.
_UNIX_TIME = re.compile(r"((?:[6-9][0-9]{8}|[1-3][0-9]{9}))(?:[0-9]{3})?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME, _YEAR = re.compile("[a-z]{3}"), re.compile("[0-9]{3}")
_NAMES = "|".join((*MONTHS[1:], *SEASONS))
_SENTENCES = (
    (
        r"-?[0-9]{1,3}|(the )?year [0-9]{1,2}",
        "write the year with four digits, such as 0850; -0044 is 45 BCE",
    ),
    (r"(1[5-9]|20)[0-9]{2}(0[1-9]|1[0-2])", "put a hyphen between the year and the month: 2024-03"),
    (
        r"-?([0-9]{5,7}|[0-9]{9}|[0-9]{11}|[0-9]{15,})",
        "write a Y before a year of more than four digits: Y12000",
    ),
    (r"Y-?[0-9].*", "a Y is for years of more than four digits: Y12000, Y-17E7"),
    (
        r"\{.*\}|[0-9]{4}(, [0-9]{4})+|[0-9]{1,2}(, [0-9]{1,2})+ [a-z]+ [0-9]{4}",
        "write an event for each; [2024-03-12,2024-03-14] is one of these days",
    ),
    (r"\[.*", 'a set is written "[2024-03-12,2024-03-14..2024-03-17]", with the quotation marks'),
    (r"-?[0-9]{4}S[0-9]+|[0-9]{2}-", "write the decade (195X) or the century (19XX)"),
    (
        r"(early|mid|late|beginning|end|start)\b.*",
        "write the year, or its season or quarter: 2023-21 is spring, 2023-33 the first quarter",
    ),
    (r"0+ ?(b\.?c|a\.?d|c\.?e).*", "there is no year 0: AD 1 follows 1 BC, which is 0000"),
    (
        r".*[0-9] ?(million|billion|thousand).*",
        "write a Y and the year in digits: Y-3E6 is about 3 million BCE",
    ),
    (r".*[0-9] ?b\.?p\.?|.*years ago", "count it from the birth of Christ: 12,000 BC"),
    (r".*[0-9] (years|jahren?|ans|лет|років)", "write the year itself, such as 1850"),
    (r"b\.?c\.?(e\.?)? ?[0-9]+", "write the era behind the year: 44 BC"),
    (
        r".*[0-9]\W*(o\.? ?s\.?|old style|julian)\W*"
        r"|(a\.?h\.?|a\.?m\.?|a\.?u\.?c\.?) ?[0-9].*|.*[0-9] ?(a\.?h|a\.?u\.?c)\.?",
        "write it in the Gregorian calendar",
    ),
    (r".*[0-9],? ?(ff?\.?|et seqq?\.?)", "a range can have an open end: 2021/.. begins with 2021"),
    (
        r".*\b(fiscal|financial|academic|school|tax) year.*|fy ?['0-9].*|.*[0-9] season",
        "write its first and its last month: 2023-09/2024-06",
    ),
    (
        r"(?=.*[ 0-9])(?:.*[^\w-])?(easter|christmas|new year'?s?|good friday|halloween|lent|"
        r"ramadan|thanksgiving|michaelmas|may day|[dv]-?e?[ -]day|"
        r"pentecost|passover|ostern|pâques|noël|weihnachten)"
        r"(?![\w-]).*|[dv]-?e?-day"
        r"|.*\b(days?|weeks?|months?|years?) (ago|later|earlier|before|after)\b.*"
        r"|the (following|previous) .*"
        r"|yesterday|today|tomorrow|now|heute|gestern|aujourd'hui|hier|сегодня|вчера|сьогодні|вчора"
        r"|(last|this|next) .*|(mon|tues|wednes|thurs|fri|satur|sun)day",
        "write the day itself, such as 2024-03-12",
    ),
    (r"(the )?[0-9]{1,2}(st|nd|rd|th)( (inst|ult|prox)\.?)?", "add the month and the year: 2024-03-12"),
    (
        r"(?=.* )(?:.*[^\w-])?(ages?|era|reign|dynasty|war|turn of|noughties|first decade)(?![\w-]).*",
        "write its first and its last year: 1939/1945",
    ),
    (r"m{1,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", "write the year in digits, such as 1850"),
    (r"(not|except) .*|.* (not|except) .*", "a date says when it was, not when it was not"),
    (
        r".*[0-9]{4},? [0-2][0-9][0-5][0-9] ?(z|hours|hrs)?|.*o'clock",
        "write the time as 17:00 or 5 pm, behind the day",
    ),
    (r"до .*", "write ../1941 where that year is the last, ../1940 where it is not"),
    (r".*\bq[05-9]\b.*|.*\b[05-9]q\b.*", "a year has the quarters Q1 to Q4"),
    (r"q[1-4] ?'?[0-9]{2}|[1-4]q ?'?[0-9]{2}", "write the year with four digits: Q1 2024"),
    (
        r".*[0-9],? \(?(re-?)?(printed|published|issued|copied|drawn|painted|cast|engraved|signed"
        r"|released|recorded|revised|built|copyright)\b.*[0-9].*",
        "write one of the dates, and of the other say in the note what it is",
    ),
    (r"c\.?[0-9]{1,2}(st|nd|rd|th)?", "write such as 18th century, or 0018~ for about the year 18"),
    (r".*\b(1[3-9]|2[0-4]|00?) ?[ap]\.?m\.?", "write the time as 17:00 or 5 pm"),
    (r"[0-9]{6}z.*", "write a group of date and time as 2024-03-12T17:00Z"),
    (r".*T.*(Z|[+-][0-9:]+)\[.*\]", "leave out the name of the zone: the offset says it"),
    (
        r"before .*|after .*",
        "a range can have an open end: ../2019 ends with 2019, 2021/.. begins with 2021",
    ),
    (r"unknown|undated|[ns]\. ?d\.?|nd|s\. ?a\.?|n/?a|none|null|\?+|-+|tb[acd]|no date|", _NO_DATE),
    (
        r"[0-9]{4}[0-9-]* ?(?:\.\.|…) ?[0-9]{4}[0-9-]*",
        "a range has a slash: 2024-03-12/2024-03-14; [2024-03-12..2024-03-14] is one of these days",
    ),
    (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2} ?(Z|[+-][0-9]{2}:?[0-9]{2})",
        "a zone goes with a time of day: 2024-03-12T05:00-04:00; leave it out",
    ),
    (r"[0-9]{1,2}:[0-9]{2}.*", "put the day before the time: 2024-03-12T05:00"),
    (
        r".*(:[0-9]{2}|[ap]m) ?(?!utc|gmt|[ap]m)[a-z]{3,4}",
        "write the zone as an offset: 2024-03-12T05:00-04:00",
    ),
    (r"[^/]+T[0-9].*[?~%]", "a date with a time of day takes no ? ~ %: leave out the time or the mark"),
    (
        rf"[0-9]{{1,2}}[/.-][0-9]{{1,2}}|([0-9]{{1,2}} )?({_NAMES})( [0-9]{{1,2}})?",
        "add the year: 2024-03, 2024-03-12",
    ),
    (r"(.*/)?P[0-9].*", "write the first and the last day: 2024-03-12/2024-03-14"),
)
"""What to say where no rewriting can be right."""


# Those that mean one offset everywhere; EST, BST and IST do not.
_OFFSETS = {"cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "wet": 0, "west": 60, "zulu": 0}
_WITH_ZONE = re.compile(r"(.*[0-9](?::[0-9]{2}| ?[ap]\.?m\.?)) ?[(\[]?([A-Za-z][A-Za-z_/ .]+?)[)\]]?")
_OF_ZONE = (
    "write the zone as an offset, such as {0}+02:00, or leave it out where it is the `timezone` of the file"
)
# Words that make another date of the one beside them.
_NAMED_ZONE = re.compile(r".*\btime|.*/.*|[ecmp]\.?t\.?|eastern|central|mountain|pacific", re.IGNORECASE)
_STRAY = re.compile(r"[^0-9]*[^\W\d_][^0-9]*")


def hint_to(error: NotADate) -> str:
    """What to try in place of what is no date."""
    return _hint_for(error.text) if isinstance(error, Formless) else error.hint


def _hint_for(text: str) -> str:
    """One sentence that shows how to write it."""
    if len(text) > _LONGEST_HINTED:
        return FORMS
    bare = text.strip()
    if with_zone := _with_offset(bare):
        return with_zone
    for pattern, sentence in _sentences():
        if pattern.fullmatch(bare):
            return sentence
    if (seconds := _UNIX_TIME.fullmatch(bare)) is not None:
        moment = datetime.fromtimestamp(int(seconds[1]), UTC)
        return f"if this is a Unix time, write {moment:%Y-%m-%dT%H:%M:%SZ}"
    try:
        found = in_words(normal(bare))
    except UnclearDate as unclear:
        either = f"; {bare} can mean either" if len(unclear.readings) > 1 else ""
        return f"write it as {' or '.join(map(_quoted, unclear.readings))}{either}"
    except NotADate as wrong:
        return f"{wrong}; {wrong.hint}"
    if found is not None:
        return f"write it as {_quoted(found.edtf)}{'; ' * bool(found.remark)}{found.remark}"
    if re.search(r" (and|&) ", bare) and "between" not in bare:
        return "write an event for each date; 2024-03-12/2024-03-14 is from one to the other"
    return _with_year(normal(bare)) or _misspelt(bare) or _without(bare) or FORMS


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    """The sentences with their patterns compiled, which takes a while and only a wrong date needs."""
    return [(re.compile(pattern, re.IGNORECASE), sentence) for pattern, sentence in _SENTENCES]


def _quoted(edtf: str) -> str:
    """As a file holds it, where brackets alone make a list."""
    return f'"{edtf}"' if edtf.startswith("[") else edtf


def _with_year(words: str) -> str:
    """To add the year, where that is all that is missing."""
    try:
        found = in_words(f"{words} 2024") if _NAME.search(words) and not _YEAR.search(words) else None
    except NotADate:
        return ""
    return f"add the year: {found.edtf} is the one in 2024" if found else ""


def _misspelt(text: str) -> str:
    """The month that a word is like where, with it, all is a date; the writer knows whether it is meant."""
    for word in _WORD.findall(text):
        month = nearest(word, MONTHS[1:])
        found = _sound(text.replace(word, month, 1)) if month else None
        if found is not None:
            return f"“{word}” is no month; if {month} is meant, write {_quoted(found.edtf)}"
    return ""


def _with_offset(text: str) -> str:
    """The offset of a zone that stands behind a time of day by its name."""
    match = _WITH_ZONE.fullmatch(text)
    found = _sound(match[1]) if match else None
    if match is None or found is None or found.span.clock is None or found.span.offset is not None:
        return ""
    name = match[2].strip()
    if (minutes := _OFFSETS.get(name.lower())) is None and (minutes := _ahead(found.span, name)) is None:
        return _OF_ZONE.format(found.edtf) if _NAMED_ZONE.fullmatch(name) else ""
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"write the zone as an offset: {found.edtf}{sign}{hours:02}:{rest:02}"


def _ahead(span: Span, zone: str) -> int | None:
    """How many minutes a zone of the IANA list was ahead of UTC then."""
    from timeline_tui.model.zones import is_zone, minutes_ahead

    return minutes_ahead(span, zone) if "/" in zone and is_zone(zone) else None


def _without(text: str) -> str:
    """What the text is without the marks round it, or the words before or behind it."""
    bare = text.strip("©()<>[]{}! ")
    if bare != text and (found := _sound(bare)) is not None:
        return f"write {_quoted(found.edtf)}, without the marks round it"
    words = text.split()
    for size in range(len(words) - 1, 0, -1):
        for kept, left in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            stray = " ".join(left)
            if _STRAY.fullmatch(stray) and (found := _sound(" ".join(kept))) is not None:
                said = stray.strip("()[]{},;: ")
                return f"“{said}” is not understood; without it this is {_quoted(found.edtf)}"
    return ""


def _sound(text: str) -> TypedDate | None:
    """What a part of a text means as a date, if anything."""
    try:
        return in_words(normal(text))
    except NotADate:
        return None
