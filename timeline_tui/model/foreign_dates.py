"""One date with the words around it, in English or another language: doubt, a weekday, a time of day."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from timeline_tui.model.dates import parse
from timeline_tui.model.dates_by_name import plain
from timeline_tui.model.days import MONTHS, WEEKDAYS, weekday
from timeline_tui.model.plain_dates import ERA, Meaning, Meanings, best
from timeline_tui.model.span import NotADate

_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[.'’-])*")
# German, French, Russian, Ukrainian; words that can mean two things, as до does, are not among them.
_WORDS = {
    word: english
    for english, words in {
        "": "р року роки році г гг года годы году рік год r roku le jahre",
        "before": "vor avant",
        "after": "nach après после після",
        "until": "bis jusqu'en",
        "since": "seit ab depuis",
        "about": "um gegen etwa zirka vers environ около близько приблизно",
        "between": "zwischen entre между між",
        "and": "und et",
        "or": "oder ou или або",
        "start of": "anfang début начало начала початок початку",
        "end of": "ende fin конец конца кінець кінця",
        "middle of": "mitte середина середини",
        "century": "jahrhundert jh siècle век века столетие століття ст",
        "quarter": "quartal trimestre квартал кварталу",
        "spring": "frühling frühjahr printemps primavera весна весной весны весни навесні",
        "summer": "sommer été verano лето летом лета літо влітку літа",
        "autumn": "herbst automne otoño осень осенью осени осінь восени осені",
        "winter": "hiver invierno зима зимой зимы взимку зими",
        "january": "jänner январь январе січень січні",
        "february": "feber февраль феврале лютий лютому",
        "march": "mrz марте березень березні",
        "april": "апрель апреле квітень квітні",
        "may": "мае травень травні",
        "june": "июнь июне червень червні",
        "july": "июль июле липень липні",
        "august": "августе серпень серпні",
        "september": "сентябрь сентябре вересень вересні",
        "october": "октябрь октябре жовтень жовтні",
        "november": "ноябрь ноябре листопад листопаді",
        "december": "декабрь декабре грудень грудні",
        "wednesday": "середа",
        "friday": "п'ятниця",
        "saturday": "субота",
        "sunday": "неділя",
    }.items()
    for word in words.split()
}
# Words that say nothing, or something else, but beside a month or at the beginning.
_BETWEEN = {"de", "del", "di", "do"}
_FORMS = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"\b1(?:er|º|°|-го|-е)(?= )", "1"),
        (r"^(?:am|im|en|au|в|у) ", ""),
        (r"^(?:von|du|de|с|з) ([0-9].*) (?:bis|au|à|по|до) (?=[0-9])", r"from \1 to "),
        (r"^(?:с|з) (?=[0-9]|\w+ [0-9])", "since "),
        (r"^(vor|nach|bis|seit|ab) (?:dem|zum|der) ", r"\1 "),
        (r"\bmi-", "mid "),
        (r"\b([ivx]+)(?:e|ème|\.)? (?=(?:jahrhundert|siècle)\b)", r"\1 "),
        (r"\b([0-9]{1,2})(?:e|ème|\.|-й|-е|-те)? (?=(?:jahrhundert|jh|siècle|век|століття|ст)\b)", r"\1th "),
        (r"\b([1-4])(?:er|e|\.|-й)? (?=(?:quartal|trimestre|квартал))", r"\1 "),
        (r"(?:les |die )?années ([0-9]{3}0)\b|\b([0-9]{3}0)(?:er|-е|-ті|-х)(?= |$)", r"\1\2s"),
        (r",? (?:um|à|о|в) (?=[0-9]{1,2}(?::| ?h| ?uhr))", " at "),
    )
)


# Names of months that are English words, or names of other months elsewhere.
_ALSO = {
    **dict.fromkeys(["ago", "dub", "gen", "led", "lip", "lug", "mag", "out", "pro", "set", "sty"], ""),
    **dict.fromkeys(("lis", "listopada"), " (October in Croatian)"),
    **dict.fromkeys(("nis", "nisan"), ", not for a month of another calendar"),
}
# Letters of the Cyrillic alphabet that are written for Roman numbers.
_ROMAN = re.compile(r"\b[хіvx]+(?= (?:століття|ст|век))")


def in_english(words: str) -> str:
    """The text of small letters in English words; the same text where there is nothing to translate."""
    english = _ROMAN.sub(lambda match: match[0].translate(str.maketrans("хі", "xi")), words)
    for pattern, instead in _FORMS:
        english = pattern.sub(instead, english)
    names = _names()
    has_month = any(_is_of_a_year(word.rstrip(".")) for word in _WORD.findall(english))

    def translated(match: re.Match[str]) -> str:
        word = match[0].rstrip(".")
        if word in _BETWEEN and has_month:
            return ""
        return _WORDS.get(word, names.get(word, match[0]))

    english = " ".join(_WORD.sub(translated, english).split()).strip(", ")
    return re.sub(r"\b([1-4]) quarter", r"quarter \1", english)


def _is_of_a_year(word: str) -> bool:
    return word in _names() or _WORDS.get(word) in {"spring", "summer", "autumn", "winter"}


def words_taken(words: str) -> str:
    """What is told of names of months that could be other words, or other months in another language."""
    found = [word for written in _WORD.findall(words) if (word := written.rstrip(".")) in _ALSO]
    return "; ".join(f"“{word}” is taken for {_names()[word].capitalize()}{_ALSO[word]}" for word in found)


@cache
def _names() -> dict[str, str]:
    """Each name of a month or weekday, in small letters, in English; a name of two is neither's."""
    from importlib import import_module
    from pkgutil import iter_modules

    from pendulum import locales

    found: dict[str, set[str]] = {}
    for module in iter_modules(locales.__path__):
        if module.ispkg and not module.name.startswith("en"):
            said = import_module(f"{locales.__name__}.{module.name}.locale").locale["translations"]
            months = (*said["months"]["wide"].items(), *said["months"]["abbreviated"].items())
            named = [(MONTHS[number].lower(), name) for number, name in months]
            named += [
                (WEEKDAYS[(number + 1) % 7].lower(), name) for number, name in said["days"]["wide"].items()
            ]
            for english, name in named:
                found.setdefault(name.casefold().rstrip(".").replace("ʼ", "'"), set()).add(english)
    return {name: english for name, (english, *more) in found.items() if not more}


OPENING = re.compile(r"(?:(?:on(?! or)|in|during|the|year|dated?|either|anno(?! domini))\b:? )+")
_WEEKDAY = re.compile(r"\(?\b(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\b[)., ]*")
ABOUT = re.compile(
    r"(?:some ?time )?(?:circa|about|around|approximately|approx|roughly|abt|cca|ca|c|"
    r"(estimated|calculated|est|cal|calc))\b[. ]*|(?:ca|c)\.? ?(?=[0-9])|[~≈] ?"
)
_ABOUT_BEHIND = re.compile(
    r"(.+?)(?: ?~| ?\((?:approx(?:imate(?:ly)?)?|circa|about|c|year approximate)\.?\)"
    r"| (?:approx(?:imate(?:ly)?)?|circa|ca?)\.?|[ -]?ish| or so| or thereabouts)"
)
_CENTURY_OR_YEAR, _MOST_CENTURIES = re.compile(rf"c([0-9]{{1,2}}) ?({ERA})"), 40
_PERHAPS = re.compile(r"(?:perhaps|probably|possibly|maybe|reportedly|allegedly|likely|uncertain)\b:? ")
_PERHAPS_BEHIND = re.compile(
    r"(.+?) ?(?:\?|\(\?\)|\[\?\]|\(?\buncertain\)?)|(.+?),? \(?(?:probably|possibly|perhaps|maybe)\)?"
)
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
_SPOKEN = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b(?:12(?::00)? )?(?:noon|midday)\b", "12:00"),
        (r"\b([0-9]{1,2}) ?h ?([0-9]{2})\b", r"\1:\2"),
        (r"\b([0-9]{1,2}:[0-9]{2}) ?(?:uhr|hours|hrs)\b", r"\1"),
        (r"\b([0-9]{1,2}) ?(?:h|uhr)\b", r"\1:00"),
    )
)
_TIME_FIRST = re.compile(
    r"(?:at )?([0-9]{1,2}(?::[0-9]{2}){1,2}(?: ?[ap]\.?m\.?)?|[0-9]{1,2} ?[ap]\.?m\.?)"
    r",?(?: on| of)? (.*[0-9].*)"
)
_MIDNIGHT = re.compile(
    r"(.*?[0-9].*?),? (?:at )?(?:12 )?midnight|(?:at )?(?:12 )?midnight,?(?: on| of)? (.*[0-9].*)"
)
_ONE_DAY = re.compile(r"(?:a |one |some )?(?:day|time) (?:in|of|during) (.+)|sometime (?:in|during) (.+)")
_ONE_MONTH = re.compile(r"(?:a |one |some )?month (?:in|of|during) (.+)")


@lru_cache(maxsize=2048)
def single(words: str) -> Meanings:
    """One date, which may have a weekday, marks of doubt and a time of day."""
    opened = OPENING.match(words)
    bare = words[opened.end() :] if opened else words
    return best(way(bare) for way in (plain, _on_weekday, _some, _doubted, _timed) if bare)


def _on_weekday(words: str) -> Meanings:
    """A date with a weekday, which must be right."""
    if (named := _WEEKDAY.search(words)) is None:
        return ()
    rest = _WEEKDAY.sub(" ", words, count=1).strip(" ,.")
    return tuple(_checked(one, named[1]) for one in single(" ".join(rest.split())))


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
        return tuple(_finer(one, "day") for one in single(match[1] or match[2]))
    if match := _ONE_MONTH.fullmatch(words):
        return tuple(_finer(one, "month") for one in single(match[1]))
    return ()


def _finer(meaning: Meaning, unit: str) -> Meaning:
    span = parse(meaning.edtf) if meaning.is_sound else None
    masks = {("year", "day"): "-XX-XX", ("month", "day"): "-XX", ("year", "month"): "-XX"}
    mask = masks.get((span.precision, unit), "") if span and span.shape == "date" else ""
    return meaning._replace(edtf=meaning.edtf + mask)


def _doubted(words: str) -> Meanings:
    """A date with words or marks of doubt before or behind it."""
    if match := _PART_DOUBT.fullmatch(words):
        return tuple(_part_doubted(one, match[2]) for one in single(match[1]))
    if (match := _CENTURY_OR_YEAR.fullmatch(words)) and int(match[1]) <= _MOST_CENTURIES:
        why = f"{words} can be a century or about a year"
        found = *single(f"{match[1]}th century {match[2]}"), *single(f"c. {match[1]} {match[2]}")
        return tuple(one._replace(why=why) for one in found)
    if match := ABOUT.match(words):
        remark = f"“{match[1]}” is taken as about" if match[1] else ""
        found = with_mark(single(words[match.end() :].strip()), "~", front=True)
        return tuple(remarked(one, remark) for one in found)
    if match := _PERHAPS.match(words):
        return with_mark(single(words[match.end() :]), "?", front=True)
    if match := _PERHAPS_BEHIND.fullmatch(words):
        return with_mark(single(match[1] or match[2]), "?")
    if match := _ABOUT_BEHIND.fullmatch(words):
        return with_mark(single(match[1]), "~")
    return ()


def remarked(meaning: Meaning, remark: str) -> Meaning:
    """The meaning, with one remark more."""
    return meaning._replace(remark="; ".join(each for each in (meaning.remark, remark) if each))


def with_mark(found: Meanings, mark: str, *, front: bool = False) -> Meanings:
    """The dates with ~ or ?, which stood in front of them or behind."""
    return tuple(_marked(one, mark, front=front) for one in found)


def _marked(meaning: Meaning, mark: str, *, front: bool) -> Meaning:
    """The date with a mark; on both dates of a range where it stands in front of it, and on all of a set."""

    def marked(dates: str) -> str:
        return _DATE_AND_MARKS.sub(lambda match: f"{match[1]}{_both(match[2], mark)}", dates)

    start, slash, end = meaning.edtf.rpartition("/")
    if front and slash and marked(end) != end:
        word = "about" if mark == "~" else "perhaps"
        meaning = remarked(meaning, f"“{word}” is taken for both dates")
    return meaning._replace(edtf=f"{marked(start) if front else start}{slash}{marked(end)}")


_DATE_AND_MARKS = re.compile(r"([^][,./]*[^][,./?~%])([?~%]*)")


def _both(marks: str, mark: str) -> str:
    """A mark beside those that are there, as one."""
    return mark if {*marks} <= {mark} else "%"


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
    if midnight := _MIDNIGHT.fullmatch(words):
        days = single(midnight[1] or midnight[2])
        why = "midnight can begin a day or end it"
        return tuple(
            one._replace(edtf=f"{one.edtf}{at}", why=why) for one in days for at in ("T00:00", "T24:00")
        )
    for pattern, instead in _SPOKEN:
        words = pattern.sub(instead, words)
    if first := _TIME_FIRST.fullmatch(words):
        words = f"{first[2]}, {first[1]}"
    if times := _TIMES.fullmatch(words):
        found = _times(*times.groups())
        if found:
            return found
    if (match := _TIME.fullmatch(words)) is None:
        return ()
    text, hour, minute, second, fraction, half, zone = match.groups()
    if half and not 1 <= int(hour) <= 12:
        return ()
    number = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    clock = f"T{number:02}:{minute or '00'}{f':{second}' if second else ''}{_offset(zone)}"
    remark = "the fraction of a second is left out" if fraction else ""
    return tuple(remarked(one._replace(edtf=one.edtf + clock), remark) for one in single(text))


def _times(text: str, hour: str, minute: str | None, last: str, tail: str) -> Meanings:
    """From one time of a day to another, of which a file holds only the first; or a time and its offset."""
    offset = minute and tail[0] == ":" and len(last) == 2 and int(last) < 12
    is_iso = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    if offset and is_iso and (int(last) < int(hour) or int(hour) > 12):
        return ()
    why = "a date has no range of times"
    day = tuple(one for one in single(text) if one.is_sound and "T" not in one.edtf)
    begun = f"T{int(hour):02}:{(minute or ':00')[1:]}" if "m" not in tail else ""
    kept = [f"{one.edtf}{begun}" for one in day if begun] + [one.edtf for one in day]
    if offset:
        kept += [f"{one.edtf}{begun}-{last}:{tail[1:]}" for one in day]
    return tuple(Meaning(each, why=why, asks=True) for each in kept)


def _offset(zone: str) -> str:
    match = re.fullmatch(r" ?\(?(?:utc|gmt)?([+-])([0-9]{1,2}):?([0-9]{2})?\)?", zone)
    if match is None:
        return "Z" if zone else ""
    written = f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
    return "Z" if written in {"+00:00", "-00:00"} else written
