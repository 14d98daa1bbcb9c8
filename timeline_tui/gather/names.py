"""Whom the words for a speaker mean: a name before them, a name of the file, or nobody that is certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from timeline_tui.gather.language import Language
from timeline_tui.gather.sentences import Slice
from timeline_tui.model.folding import Spellings
from timeline_tui.model.timeline import Name

_CAPITAL = r"[^\W\d_a-z][\w’'.-]*"
_GAP = r"[ \xa0]+"
_PERSON = re.compile(rf"{_CAPITAL}(?:{_GAP}(?:(?:de|van|von|al|bin){_GAP})?{_CAPITAL}){{1,3}}")
_FARTHEST, _FARTHEST_PERSON = 1_500, 600
_TWO_WORDS = re.compile(r"(\w+)\s+([\w-]+)\Z")
_OWNED = re.compile(r"['’]s?\Z")
_BEFORE_WORDS = " \t\r\n\"“'‘(«„‚"
_TRIM = " \t\r\n\xa0,;:.'’\"“”"


@cache
def _run(language: Language) -> re.Pattern[str]:
    """Words with capitals, with the small words that stand inside the names of a language."""
    inside = "|".join(sorted(word for word in language.within if word.isalpha()))
    return re.compile(rf"{_CAPITAL}(?:{_GAP}(?:(?:{inside}){_GAP})*{_CAPITAL})*")


@cache
def _run_before(language: Language) -> re.Pattern[str]:
    """The same, right before where it is looked for."""
    return re.compile(rf"{_run(language).pattern}{_GAP}\Z")


@lru_cache(maxsize=256)
def _word(noun: str) -> re.Pattern[str]:
    """A word in large or small letters."""
    return re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)


class Speaker(NamedTuple):
    """Who is said to speak, by the words that say so."""

    text: str
    start: int
    end: int
    id: str | None = None
    """The name of the file that is meant."""
    words: Slice | None = None
    """What stands beside the passage, where that is only a word for the name: he."""


class Speakers:
    """Tells who is meant, passage after passage through one text."""

    def __init__(self, text: str, language: Language, known: Roster) -> None:
        self._text = text
        self._language = language
        self._known = known
        self._last: Slice | None = None

    def of(self, words: Slice | None) -> Speaker | None:
        """The speaker whom the words mean; a pronoun with no name before it stays as it is."""
        if words is None:
            return None
        written = self._text[words.start : words.end]
        meant = self._meant(written, words)
        if meant is None or meant == words:
            if not self._is_pronoun(written):
                self._last = words
            return Speaker(written, *words, self._id(written))
        self._last = meant
        named = self._text[meant.start : meant.end]
        return Speaker(named, *meant, self._id(named), words)

    def _id(self, written: str) -> str | None:
        """The name of the file that is meant; none where two groups speak together."""
        key = self._known.best(written)
        is_pair = not self._language.links.isdisjoint(written.split())
        if key is None or not is_pair or self._known.kind(key) == "person":
            return key
        return key if len(self._known.in_text(written)) == 1 else None

    def _is_pronoun(self, written: str) -> bool:
        small = written.lower()
        return small in self._language.for_names or small in self._language.other_pronouns

    def _meant(self, written: str, words: Slice) -> Slice | None:
        language = self._language
        small = written.lower()
        if small in language.pronouns:
            return self._person_before(words.start)
        match = _TWO_WORDS.match(small)
        if match is None or match[1] not in language.determiners:
            return None
        if match[2] in language.documents:
            return self._near(words.start)
        return None if self._known.best(written) is not None else self._named_by(match[2], words.start)

    def _near(self, place: int) -> Slice | None:
        """Who spoke last, where that was not long ago."""
        last = self._last
        return last if last is not None and 0 <= place - last.end < _FARTHEST else None

    def _person_before(self, place: int) -> Slice | None:
        """Who spoke last, or the name of a person that stands before."""
        if (last := self._near(place)) is not None and self._can_be_person(last):
            return last
        first = max(0, place - _FARTHEST_PERSON)
        found = None
        for match in _PERSON.finditer(self._text, first, place):
            stretch = Slice(match.start(), match.start() + len(match[0].rstrip(_TRIM)))
            if not self._is_group(stretch) and match[0].split()[0] not in self._language.not_names:
                found = stretch
        # Where somebody else spoke since, nothing says that the person is meant.
        return None if found is not None and last is not None and found < last else found

    def _can_be_person(self, stretch: Slice) -> bool:
        """Whether who spoke can be he or she: a name, or somebody with an article before it."""
        words = self._text[stretch.start : stretch.end].split()
        named = any(word[:1].isupper() for word in words) or words[0] in self._language.articles
        return named and not self._is_group(stretch)

    def _is_group(self, stretch: Slice) -> bool:
        """Whether the name is that of a group or a place, not of a person."""
        written = self._text[stretch.start : stretch.end]
        key = self._known.best(written)
        if key is not None and (kind := self._known.kind(key)) is not None:
            return kind != "person"
        words = [word.removesuffix("'s").removesuffix("’s") for word in written.lower().split()]
        leads = self._language.articles | self._language.pairs
        return bool(words) and (
            words[-1] in self._language.groups
            or words[-1] in self._language.documents
            or (words[0] in leads and words[-1].endswith(self._language.several))
        )

    def _named_by(self, noun: str, place: int) -> Slice | None:
        """The name before it that ends with the word: the legion, of the Freedom of Russia Legion."""
        first = max(0, place - 2 * _FARTHEST)
        before = self._text[first:place]
        for match in reversed(list(_word(noun).finditer(before))):
            begins = _run_before(self._language).search(before, 0, match.start())
            if begins is not None:
                return Slice(first + begins.start(), first + match.end())
        return None


class Roster:
    """The names of a file, by any of their spellings."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._names = names
        # The same few names stand in most passages of a text.
        self._found = lru_cache(maxsize=4096)(Spellings(names).found) if names else None

    def kind(self, key: str) -> str | None:
        """What sort of name it is."""
        return self._names[key].kind

    def name(self, key: str) -> str:
        """What the file calls it."""
        return self._names[key].name

    def in_text(self, text: str) -> list[str]:
        """The ids of the names that the text uses, each once."""
        if self._found is None:
            return []
        return list(dict.fromkeys(use.name for use in self._found(text)))

    def best(self, text: str) -> str | None:
        """The name that the words for a speaker mean: a person before a group, the longest before others."""
        if self._found is None:
            return None
        uses = sorted(
            self._found(text) or self._found(f"{text[:1].lower()}{text[1:]}"),
            key=lambda use: (self.kind(use.name) != "person", -len(use.spelling)),
        )
        return uses[0].name if uses else None

    def new_in(self, text: str, language: Language) -> list[str]:
        """The names in the text that the file does not know: words with capitals that begin no sentence."""
        found: list[str] = []
        for match in _run(language).finditer(text):
            if " " not in match[0] and _begins(text, match.start()):
                continue
            names = [_bare(part, language) for part in _parts(match[0], language)]
            names = [name for name in names if len(name) > 1]
            is_word = len(names) == 1 and " " not in names[0]
            if is_word and (_begins(text, match.start()) or _is_adjective(text, match, language)):
                continue
            found += (name for name in names if not self.in_text(name))
        return list(dict.fromkeys(found))


def _parts(written: str, language: Language) -> list[str]:
    """The names in words with capitals: one ends with a sentence, and two may have "and" between them."""
    words: list[list[str]] = [[]]
    begun = set()
    for word in written.split():
        is_whole = not language.of.isdisjoint(words[-1])
        if word in language.links and not is_whole:
            words.append([])
            continue
        if not word[0].isupper() and word not in language.within:
            # What is written in small letters of another script than ours begins no name.
            words.append([])
            continue
        words[-1].append(word)
        bare = word.removesuffix(".")
        if bare != word and len(bare) > 1 and "." not in bare and bare not in language.shortened:
            begun.add(len(words))
            words.append([])
    # One word with which a sentence begins has its capital from there.
    return [" ".join(one) for at, one in enumerate(words) if at not in begun or len(one) > 1]


def _bare(written: str, language: Language) -> str:
    """The name without what only begins a sentence before it, and without marks round it."""
    words = written.split()
    while words and (_OWNED.sub("", words[0]).strip(_TRIM) in language.not_names or words[0].islower()):
        words = words[1:]
    name = _OWNED.sub("", " ".join(words).strip(_TRIM))
    return name + "." if name.count(".") and len(name.rpartition(".")[2]) == 1 else name


def _is_adjective(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether one word only says whose the next ones are: Russian forces."""
    behind = text[match.end() : match.end() + 2]
    return behind[:1] == " " and behind[1:].islower() and match[0].endswith(language.adjectives)


def _begins(text: str, place: int) -> bool:
    """Whether a sentence begins there, so that a capital says nothing."""
    while place and text[place - 1] in _BEFORE_WORDS:
        place -= 1
    return not place or text[place - 1] in ".!?…:"
