"""Dates in the words of other languages, in English; months and weekdays are those of pendulum's locales."""

from __future__ import annotations

import re
from functools import cache

from timeline_tui.model.days import MONTHS

_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[.'’-])*")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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
        "january": "jänner январе січень січні",
        "february": "feber феврале лютий лютому",
        "march": "mrz марте березень березні",
        "april": "апреле квітень квітні",
        "may": "мае травень травні",
        "june": "июне червень червні",
        "july": "июле липень липні",
        "august": "августе серпень серпні",
        "september": "сентябре вересень вересні",
        "october": "октябре жовтень жовтні",
        "november": "ноябре листопад листопаді",
        "december": "декабре грудень грудні",
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


# Letters of the Cyrillic alphabet that are written for Roman numbers.
_ROMAN = re.compile(r"\b[хіvx]+(?= (?:століття|ст|век))")


def in_english(words: str) -> str:
    """The text of small letters in English words; the same text where there is nothing to translate."""
    english = _ROMAN.sub(lambda match: match[0].translate(str.maketrans("хі", "xi")), words)
    for pattern, instead in _FORMS:
        english = pattern.sub(instead, english)
    names = _names()
    has_month = any(names.get(word.rstrip("."), "") for word in _WORD.findall(english))

    def translated(match: re.Match[str]) -> str:
        word = match[0].rstrip(".")
        if word in _BETWEEN and has_month:
            return ""
        return _WORDS.get(word, names.get(word, match[0]))

    english = " ".join(_WORD.sub(translated, english).split()).strip(", ")
    return re.sub(r"\b([1-4]) quarter", r"quarter \1", english)


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
            named += [(_WEEKDAYS[number], name) for number, name in said["days"]["wide"].items()]
            for english, name in named:
                found.setdefault(name.casefold().rstrip(".").replace("ʼ", "'"), set()).add(english)
    return {name: english for name, (english, *more) in found.items() if not more}
