"""A sentence by its words: where a verb passes on what somebody said, and who that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.gather.language import Language, Manner
from timeline_tui.gather.sentences import CLITIC, SentenceWord, Slice

_MARKS = re.compile(r"[,;:()\[\]–—\"“”„«»]|--|''| - ")
_NO_WORD = re.compile(r"(?:\s*\([^()]*\))?\s*,[\s\d]*,\s*\Z|\s*\([^()]*\)\s*\Z")
_MOST_OF_SUBJECT, _MOST_COMMON_NOUNS = 14, 2
_COMMA, _COMMA_AND_BLANKS = ",", frozenset(", \xa0")
_SET_OFF = re.compile("[,(—–]|--")


class Cue(NamedTuple):
    """A verb that passes on what somebody said or thought."""

    at: int
    """Which word of the sentence."""
    start: int
    end: int
    manner: Manner

    @property
    def place(self) -> Slice:
        """Where it stands in the text."""
        return Slice(self.start, self.end)


class Clauses:
    """The verbs of speech in one sentence, with their subjects."""

    def __init__(self, text: str, sentence: Slice, words: list[SentenceWord], language: Language) -> None:
        self.text = text
        self.sentence = sentence
        self.words = words
        self._language = language

    def cues(self) -> Iterator[Cue]:
        """The verbs in order."""
        language = self._language
        verbs = language.verbs
        for at, word in enumerate(self.words):
            manner = verbs.get(word.small)
            if manner is not None and self._is_verb(at, word):
                yield Cue(at, word.start, word.end, manner)
            elif word.small in language.source_words and (source := self._source(at)) is not None:
                yield source

    def _is_verb(self, at: int, word: SentenceWord) -> bool:
        """Whether it stands where a verb stands, with the words behind it that it needs."""
        language = self._language
        before = self.words[at - 1] if at else None
        after = self.words[at + 1].small if at + 1 < len(self.words) else ""
        needed = language.particles.get(word.small)
        if needed is not None and after not in needed and not self._tags(at):
            return False
        if word.written[0].isupper() and at:
            return False
        if before is None:
            return word.small not in language.also_nouns or word.small.endswith(language.ongoing)
        if at > 1 and before.small in language.subjects and self.words[at - 2].small in language.what:
            return False
        if before.small in language.determiners and not self._parted(before.end, word.start):
            return word.small.endswith(language.ongoing) and before.small not in language.articles
        if word.small in language.also_nouns:
            return self._follows_subject(before, word)
        return not self._is_participle(at, before, word)

    def _is_participle(self, at: int, before: SentenceWord, word: SentenceWord) -> bool:
        """Whether it only tells more of the noun before it: a video posted on Twitter."""
        language = self._language
        if before.written.endswith(language.owners) and word.small.endswith(language.past):
            return True
        after, behind = ([one.small for one in self.words[at + 1 : at + 3]] + ["", ""])[:2]
        if word.small not in language.participles or after not in language.prepositions:
            return False
        if behind in language.weekdays or behind in language.months:
            return False
        leads = before.small in language.helpers or before.small in language.relatives
        return before.written[0].islower() and not leads

    def _tags(self, at: int) -> bool:
        """Whether nothing, or only who speaks, stands between the verb and speech."""
        word = self.words[at]
        behind = self.text[word.end : word.end + 3].lstrip()
        return behind[:1] in {",", ":", ".", '"', "“", "'", "‘"} or not behind

    def _follows_subject(self, before: SentenceWord, word: SentenceWord) -> bool:
        """Whether the word before is one that a verb follows, so that this is none of the nouns."""
        language = self._language
        if word.small.endswith(language.ongoing) and "," in self.text[before.end : word.start]:
            return True
        if before.small in language.before_verbs:
            return True
        if before.small in language.for_names:
            return False
        is_name = before.written[0].isupper() and before.small not in language.determiners
        if is_name:
            return word.small.endswith((*language.third, *language.past))
        return before.small.endswith(language.several) and not word.small.endswith(language.third)

    def _parted(self, start: int, end: int) -> bool:
        # Most words have a blank between them and nothing else.
        return self.text[start:end] != " " and _MARKS.search(self.text, start, end) is not None

    def _source(self, at: int) -> Cue | None:
        """The words before a source that needs no verb: according to."""
        for phrase in self._language.sources:
            found = self.words[at : at + len(phrase)]
            if tuple(word.small for word in found) == phrase:
                return Cue(at + len(phrase) - 1, found[0].start, found[-1].end, "source")
        return None

    def _named_source(self, cue: Cue) -> Slice | None:
        """Who is named behind such words; of an office and the name beside it, the name."""
        if cue.at + 1 >= len(self.words):
            return None
        found = self._name_from(cue.at + 1, whole=True)
        beside = next((at for at, word in enumerate(self.words) if word.start > found.end), None)
        if beside is None or self._is_name(found) or self.text[found.end : found.end + 1] != _COMMA:
            return found
        other = self._name_from(beside)
        return other if self._is_name(other) and self.words[beside].written[0].isupper() else found

    def subject(self, cue: Cue) -> Slice | None:
        """Who does what the verb says; before the verb, or behind it where what was said stands before."""
        if cue.manner == "source":
            found: Slice | None = self._named_source(cue)
        elif self._is_passive(cue.at):
            found = self._agent(cue.at)
        else:
            found = self._inverted(cue) or self._before(cue.at)
        return None if found is None else self._somebody(found)

    def _is_passive(self, at: int) -> bool:
        """Whether the verb is done to its subject: are expected to, was first reported."""
        language = self._language
        small = self.words[at].small
        if small.endswith(language.ongoing) or small in language.felt:
            return False
        last = at - 1
        while last >= 0 and not self._parted(self.words[last].end, self.words[last + 1].start):
            small = self.words[last].small
            if small in language.passive:
                return True
            if small not in language.helpers and not small.endswith(language.manner):
                return False
            last -= 1
        return False

    def _agent(self, at: int) -> Slice | None:
        """Who does what a verb says that is done to its subject: was reported by the BBC."""
        for by in range(at + 1, min(at + 3, len(self.words) - 1)):
            if self.words[by].small in self._language.agents:
                return self._name_from(by + 1, whole=True)
        return None

    def _somebody(self, found: Slice) -> Slice | None:
        """The words without what is written behind the last one; None where they stand for nobody."""
        start, end = found
        if (clitic := CLITIC.search(self.text, start, end)) is not None:
            end = clitic.start()
        is_nobody = self.text[start:end].lower() in self._language.nobody
        return None if is_nobody or end <= start else Slice(start, end)

    def _inverted(self, cue: Cue) -> Slice | None:
        """The subject right behind the verb: said Andri Yusov of the agency."""
        if cue.manner != "says" or self.words[cue.at].small.endswith(self._language.ongoing):
            return None
        rest = self.words[cue.at + 1 :]
        if not rest or self._parted(cue.end, rest[0].start):
            return None
        before = self.words[cue.at - 1] if cue.at else None
        if before is not None and not self._parted(before.end, cue.start) and not self._is_hidden_before(cue):
            return None
        first = rest[0]
        if first.small in self._language.joins and first.small not in self._language.subjects:
            return None
        if first.small in self._language.prepositions or first.small in self._language.helpers:
            return None
        if first.small in self._language.never_speak or self.words[cue.at].small in self._language.objects:
            return None
        return self._name_from(cue.at + 1)

    def _is_hidden_before(self, cue: Cue) -> bool:
        """Whether speech in quotation marks stands right before the verb."""
        held = self.text[max(self.sentence.start, cue.start - 4) : cue.start].rstrip(" \xa0")
        return held[-1:] in {'"', "”", "'", "’", "»", "“"} and not held[-2:].isalnum()

    def _name_from(self, at: int, *, whole: bool = False) -> Slice:
        """From a word to where the name or what stands for one ends; `whole` where no verb follows."""
        language = self._language
        first = self.words[at]
        end = first.end
        if first.small in language.for_names:
            return Slice(first.start, end)
        is_article = first.small in language.determiners
        has_name = not is_article and first.written[0].isupper() and self._is_capital(at)
        for number, word in enumerate(self.words[at + 1 : at + _MOST_OF_SUBJECT], start=at + 1):
            gap = self.text[end : word.start]
            if gap != " " and (_MARKS.search(gap) or ("." in gap and not self._is_short(number - 1))):
                break
            small = word.small
            if small in language.weekdays or small in language.breaks or small in language.relatives:
                break
            is_verb = small in language.helpers or small in language.verbs or small in language.told
            if not has_name and word.written[0].islower() and is_verb:
                break
            inside = small in language.of and (is_article or not has_name)
            if small in language.prepositions and not inside:
                break
            if has_name and word.written[0].islower() and small not in language.within:
                goes_on = whole and small not in language.helpers and small not in language.verbs
                owned = self.words[number - 1].written.endswith(language.owners)
                if not (goes_on or owned or self._leads_to_name(number)):
                    break
            has_name = has_name or word.written[0].isupper()
            end = word.end
        return Slice(first.start, end)

    def _is_capital(self, at: int) -> bool:
        """Whether the capital is that of a name, and not only that of the first word of a sentence."""
        if self.words[at].start != self.sentence.start:
            return True
        behind = self.words[at + 1 : at + 2]
        return bool(behind) and behind[0].small not in self._language.prepositions

    def _is_short(self, at: int) -> bool:
        """Whether a full stop behind the word ends no sentence: J., Rep."""
        word = self.words[at]
        is_known = word.small in self._language.titles or word.written in self._language.shortened
        return len(word.written) == 1 or is_known

    def _leads_to_name(self, at: int) -> bool:
        """Whether a name stands behind the word, or behind the one after: researcher Sylvia Manzano."""
        for number in range(at + 1, min(at + 3, len(self.words))):
            before, word = self.words[number - 1], self.words[number]
            if before.small in self._language.prepositions or before.small in self._language.breaks:
                return False
            if self.text[before.end : word.start].strip() or before.small in self._language.verbs:
                return False
            if word.written[0].isupper():
                return word.small not in self._language.weekdays and word.small not in self._language.months
        return False

    def _before(self, at: int) -> Slice | None:
        """The subject before a verb, past helpers, and past what is set off by commas."""
        language = self._language
        last = at - 1
        edge = self.words[at].start
        while last >= 0 and (
            self.words[last].small in language.helpers or self.words[last].small.endswith(language.manner)
        ):
            gap = self.text[self.words[last].end : edge]
            if _MARKS.search(gap) and not set(gap) <= _COMMA_AND_BLANKS:
                return None
            edge = self.words[last].start
            last -= 1
        if last < 0:
            return None
        word = self.words[last]
        between = self.text[word.end : edge]
        if word.small in language.shares or word.small.endswith(language.ongoing):
            return self._of_verb_before(last)
        if word.small in language.relatives:
            return self._back_from(last - 1) if last else None
        if self.words[at].small.endswith(language.ongoing) and _COMMA in between:
            return self._of_verb_before(at)
        if _NO_WORD.match(between):
            return self._back_from(last)
        if _COMMA in between or ")" in between or "—" in between or "–" in between or "--" in between:
            return self._apposed(last)
        if _MARKS.search(between):
            return self._of_verb_before(at)
        return self._back_from(last)

    def _of_verb_before(self, last: int) -> Slice | None:
        """The subject of the first verb where two share it: said ... and denied; said, adding."""
        for at in range(last - 1, -1, -1):
            word = self.words[at]
            if word.small in self._language.verbs and word.written[0].islower() and self._is_verb(at, word):
                return self._before(at)
        return self._of_clause_before(last)

    def _of_clause_before(self, last: int) -> Slice | None:
        """The subject of the nearest clause before: the Kremlin was dismissive, saying."""
        language = self._language
        for at in range(last, -1, -1):
            begins = at == 0 or self._parted(self.words[at - 1].end, self.words[at].start)
            if not begins:
                continue
            word = self.words[at]
            small = word.small
            if small in language.for_names:
                return Slice(word.start, word.end)
            if small in language.breaks or small in language.prepositions or small in language.verbs:
                continue
            if word.written[0].isupper() or small in language.articles:
                found = self._name_from(at)
                if found.end < self.words[last].end:
                    return found
        return None

    def _apposed(self, last: int) -> Slice | None:
        """The subject before what a comma sets off: Yusov, spokesman for the agency, said."""
        end = last
        while end > 0 and not self._parted(self.words[end - 1].end, self.words[end].start):
            end -= 1
        inside = Slice(self.words[end].start, self.words[last].end)
        if end == 0:
            return self._from_article(last)
        if not _SET_OFF.search(self.text, self.words[end - 1].end, self.words[end].start):
            return self._of_verb_before(last + 1)
        outside = self._back_from(end - 1)
        if outside is None or not self._is_name(inside):
            return outside
        is_whole = not any(word[:1].islower() for word in self.text[slice(*outside)].split())
        return outside if is_whole and self._is_name(outside) else inside

    def _from_article(self, last: int) -> Slice | None:
        """What the last article before the verb leads to: ... the channel, said."""
        for at in range(last, max(-1, last - 5), -1):
            if self.words[at].small in self._language.articles:
                return Slice(self.words[at].start, self.words[last].end)
        words = self.words
        if words[0].small in self._language.verbs or words[0].small in self._language.prepositions:
            return None
        return Slice(words[0].start, words[last].end) if last < 5 else None

    def _is_name(self, stretch: Slice) -> bool:
        """Whether most of its words begin with a capital."""
        words = self.text[stretch.start : stretch.end].split()
        capital = sum(word[:1].isupper() for word in words)
        return capital >= 2 and capital > len(words) / 2

    def _back_from(self, last: int) -> Slice | None:
        """The words up to this one that belong to one subject."""
        language = self._language
        if last < 0:
            return None
        words = self.words
        if words[last].small in language.relatives:
            return self._back_from(last - 1)
        first = last
        for at in range(last - 1, max(-1, last - _MOST_OF_SUBJECT), -1):
            gap = self.text[words[at].end : words[at + 1].start]
            small = words[at].small
            if small in language.links and not _MARKS.search(gap) and self._is_pair(at):
                first = at
                continue
            is_parted = gap != " " and _MARKS.search(gap) is not None
            if is_parted or small in language.breaks or small in language.relatives:
                break
            if small in language.told and words[at].written[0].islower():
                break
            if "." in gap and not self._is_short(at):
                break
            if small in language.verbs and words[at].written[0].islower() and self._is_verb(at, words[at]):
                break
            first = at
        return self._without_leading(first, last)

    def _is_pair(self, at: int) -> bool:
        """Whether what stands before "and" is only a name, so that two of them are one subject."""
        lowered = 0
        for number in range(at - 1, -1, -1):
            word = self.words[number]
            if self._parted(word.end, self.words[number + 1].start) or word.small in self._language.breaks:
                return number < at - 1
            if word.written[0].islower() and word.small not in self._language.within:
                lowered += word.small not in self._language.determiners
                if lowered > _MOST_COMMON_NOUNS or word.small in self._language.verbs:
                    return False
        return at > 0

    def _without_leading(self, first: int, last: int) -> Slice | None:
        """The subject without what leads to it: On Tuesday the group."""
        language = self._language
        words = self.words
        if words[first].small in language.pairs and first < last:
            first += 1
        # The last name in capitals is the subject; what stands before it may be a place or a time.
        at = first
        while at < last and (
            words[at].small in language.prepositions or words[at].small in language.weekdays
        ):
            at += 1
            while at < last and words[at - 1].small not in language.weekdays:
                if words[at].small in language.articles or not words[at].written[0].islower():
                    break
                at += 1
        if words[last].small in language.other_pronouns and at == last:
            return Slice(words[last].start, words[last].end)
        return Slice(words[at].start, words[last].end)
