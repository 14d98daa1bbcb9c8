"""Who said what in one text: speech in quotation marks and claims passed on, each with its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from timeline_tui.gather.clauses import Clauses, Cue
from timeline_tui.gather.language import Language
from timeline_tui.gather.sentences import Quoted, SentenceWord, Slice, SplitText, shown_words

Kind = Literal["direct", "reported", "narration"]
_FEWEST_WORDS = 4
_NEAR = 40
_MOST_LEADING, _MOST_OF_TITLE, _MOST_OF_NAME, _MANY = 30, 12, 120, 6
_GOES_ON = re.compile(r" [a-z(\-–—\u00df-\u00ff]")
_CAPITAL = r"[A-Z\u00c0-\u00de][\w’'.-]*"
_SIGNED = re.compile(
    rf"\s*[―—–-]+\s*({_CAPITAL}(?:\s+(?:{_CAPITAL}|de|van|von|al|bin))*)[\s.,]*(?:\Z|(?=[\n\r]|$))"
)
_NAME_BEHIND = re.compile(rf",?\s+((?:\w+\s+)?{_CAPITAL}(?:\s+{_CAPITAL})*|\w+)\s+([^\W\d_A-Z]+)\b")
_BETWEEN = " ,:\xa0\"'“‘`«„"
_QUOTE_MARKS = "\"'”’»“"
_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[,;:()—–\"“”«»]|--|''| - ")
_STOPS = frozenset({",", ".", "?", "!"})
_ENDS_WITHIN = re.compile(r"[.?!] ")
# Chinese and Japanese have no blanks between words.
_IDEOGRAPH, _FEWEST_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"), 8
_COUNTED = re.compile(r"\S+")


class Utterance(NamedTuple):
    """A passage that somebody said or is said to have said."""

    start: int
    end: int
    kind: Kind
    speaker: Slice | None
    """The words that say who, as they stand there."""
    cue: Slice | None


class ParsedSentence(NamedTuple):
    """A sentence with its verbs of speech; a text has only a few of them at a time, for they are large."""

    start: int
    end: int
    quotes: tuple[Quoted, ...]
    clauses: Clauses
    cues: tuple[Cue, ...]


class Speech:
    """All that is said in a text."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._language = language
        split = SplitText(text, language)
        self.paragraphs = split.paragraphs
        self.quotes = split.quotes
        self.sentences = split.sentences()

    def _parsed(self) -> Iterator[ParsedSentence]:
        """The sentences with their verbs, one after the other."""
        for start, end, quotes, signs in self.sentences:
            hidden = [Slice(one.start, one.end) for one in quotes] if signs.of_speech else []
            whole = Slice(start, end)
            words = shown_words(self.text, whole, hidden, self._language) if signs.of_speech else []
            clauses = Clauses(self.text, Slice(start, end), words, self._language)
            yield ParsedSentence(start, end, quotes, clauses, tuple(clauses.cues()) if words else ())

    def said(self) -> list[Utterance]:
        """Every passage, in the order of the text."""
        found: list[Utterance] = []
        before: ParsedSentence | None = None
        last: tuple[Quoted, Utterance] | None = None
        for sentence in self._parsed():
            for quote in self._joined(sentence):
                if self._is_speech(quote, sentence):
                    last = quote, self._direct(quote, sentence, before, last)
                    found.append(last[1])
            if sentence.cues and (reported := self._reported(sentence)) is not None:
                found.append(reported)
            before = sentence
        return sorted(found, key=lambda one: (one.start, -one.end))

    def _direct(
        self,
        quote: Quoted,
        sentence: ParsedSentence,
        before: ParsedSentence | None,
        last: tuple[Quoted, Utterance] | None,
    ) -> Utterance:
        """Speech in quotation marks; `before` is the sentence before, `last` the speech before."""
        cue, speaker = self._tag(quote, sentence)
        if speaker is None and quote.start == sentence.start:
            cue, speaker = self._led_to(before)
        if speaker is None:
            speaker = self._signed(quote) or self._beside(quote, sentence)
        if speaker is None and last is not None and self._goes_on(last[0], quote, sentence):
            speaker, cue = last[1].speaker, last[1].cue
        return Utterance(quote.start, self._end(quote, sentence), "direct", speaker, cue)

    def _end(self, quote: Quoted, sentence: ParsedSentence) -> int:
        """Where speech ends that goes on without marks up to who spoke: "So blatant" in the end, he said."""
        if not quote.is_closed or not _GOES_ON.match(self.text, quote.end):
            return quote.end
        held = self.text[quote.start : quote.end].rstrip(_QUOTE_MARKS)
        is_stopped = held[-1:] in _STOPS
        if is_stopped and not (held.endswith(",") and self._leads_on(quote.end)):
            return quote.end
        if quote == sentence.quotes[-1] and not is_stopped and self._is_told_to_the_end(quote, sentence):
            return sentence.start + len(self.text[sentence.start : sentence.end].rstrip(".!?"))
        for cue in sentence.cues if quote.start == sentence.start else ():
            subject = sentence.clauses.subject(cue) if cue.start >= quote.end else None
            if subject is None:
                continue
            behind = self.text[quote.end : min(cue.start, subject.start)].rstrip()
            if behind.endswith(","):
                return quote.end + len(behind) - 1
        return quote.end

    def _leads_on(self, place: int) -> bool:
        """Whether the next word goes on with what was said: “...,” since it was late."""
        word = _LETTERS.search(self.text, place, place + _NEAR)
        return word is not None and word[0] in self._language.prepositions | self._language.breaks

    def _is_told_to_the_end(self, quote: Quoted, sentence: ParsedSentence) -> bool:
        """Whether the words behind long speech belong to it: he said “it is a two-man race” between them."""
        if len(self.text[quote.start : quote.end].split()) < _FEWEST_WORDS:
            return False
        rest = self.text[quote.end : sentence.end]
        if _PARTS.search(rest) or any(cue.start >= quote.end for cue in sentence.cues):
            return False
        if quote.start == sentence.start:
            return True
        return self._is_right_behind_verb(quote, sentence)

    def _is_right_behind_verb(self, quote: Quoted, sentence: ParsedSentence) -> bool:
        """Whether no word stands between a verb of speech and what is quoted."""
        cue = next((cue for cue in reversed(sentence.cues) if cue.end <= quote.start), None)
        between = "" if cue is None else self.text[cue.end : quote.start].strip(_BETWEEN)
        return cue is not None and cue.manner == "says" and not between

    def _joined(self, sentence: ParsedSentence) -> Iterator[Quoted]:
        """What stands in quotation marks; a few words and a few more with "and" between them are one."""
        held: Quoted | None = None
        for quote in sentence.quotes:
            if held is not None and self._belong(held, quote) and sentence.cues:
                held = held._replace(end=quote.end, is_closed=quote.is_closed)
                continue
            if held is not None:
                yield held
            held = quote
        if held is not None:
            yield held

    def _belong(self, first: Quoted, last: Quoted) -> bool:
        """Whether two stretches in marks are parts of one list, of which the first ends no sentence."""
        link = self.text[first.end : last.start].strip(" ,")
        if link not in self._language.links:
            return False
        parts = [self.text[one.start : one.end] for one in (first, last)]
        ends = parts[0].rstrip(_QUOTE_MARKS)[-1:] in _STOPS
        return not ends or any(len(part.split()) < _FEWEST_WORDS for part in parts)

    def _is_speech(self, quote: Quoted, sentence: ParsedSentence) -> bool:
        held = self.text[quote.start : quote.end]
        words = held.split()
        is_long = len(words) >= _FEWEST_WORDS or len(_IDEOGRAPH.findall(held)) >= _FEWEST_IDEOGRAPHS
        if is_long or self._end(quote, sentence) > quote.end:
            return not self._is_title(held, words) or self._is_tagged(quote, sentence)
        return (
            bool(sentence.cues)
            and held.rstrip(_QUOTE_MARKS)[-1:] in _STOPS
            and (quote.start == sentence.start)
        )

    def _is_tagged(self, quote: Quoted, sentence: ParsedSentence) -> bool:
        """Whether who speaks stands right beside: a colon before it, or a verb near behind it."""
        lead = self.text[max(0, quote.start - 3) : quote.start].rstrip()
        if lead.endswith(":") or (
            lead.endswith(",") and any(cue.end <= quote.start for cue in sentence.cues)
        ):
            return True
        last = self.text[quote.start : quote.end].rstrip(_QUOTE_MARKS)[-1:]
        if last in _STOPS and self._is_right_behind_verb(quote, sentence):
            return True
        if last in {".", "!", "?"} and quote.start == sentence.start and quote.end == sentence.end:
            return True
        if last not in {",", "!", "?"}:
            return False
        return any(0 <= cue.start - quote.end < _NEAR for cue in sentence.cues)

    def _is_title(self, held: str, words: list[str]) -> bool:
        """Whether it is the title of a work: all its longer words begin with capitals."""
        long = [word.strip("\"'“”‘’«»,.?!") for word in words]
        long = [word for word in long if len(word) > 3]
        return (
            len(long) > 1
            and _ENDS_WITHIN.search(held) is None
            and all(word[:1].isupper() for word in long)
            and len(words) < 12
        )

    def _tag(self, quote: Quoted, sentence: ParsedSentence) -> tuple[Slice | None, Slice | None]:
        """The verb and the speaker beside speech."""
        behind = [cue for cue in sentence.cues if cue.start >= quote.end]
        before = [cue for cue in sentence.cues if cue.end <= quote.start]
        ordered = self._near(quote, before, behind)
        for cue in ordered:
            subject = sentence.clauses.subject(cue)
            if subject is not None:
                return cue.place, subject
        return (ordered[0].place, None) if ordered else (None, None)

    def _near(self, quote: Quoted, before: list[Cue], behind: list[Cue]) -> list[Cue]:
        """The verbs that may belong to speech, the likeliest first."""
        mark = self.text[max(0, quote.start - 2) : quote.start].strip()[-1:]
        front = list(reversed(before))
        if mark == ":" and (said := [cue for cue in before if cue.manner == "says"]):
            # What leads to speech may have verbs of its own: The Pentagon said, as images they claimed ...:
            front = [said[0], *front]
        if mark in {",", ":"} and front:
            return front + behind
        return behind[:1] + front + behind[1:]

    def _signed(self, quote: Quoted) -> Slice | None:
        """The name behind a dash that ends the paragraph: "...", then a dash, then who wrote it."""
        end = self.paragraphs[quote.paragraph].end
        match = _SIGNED.match(self.text, quote.end, min(end, quote.end + _MOST_OF_NAME))
        return Slice(*match.span(1)) if match else None

    def _beside(self, quote: Quoted, sentence: ParsedSentence) -> Slice | None:
        """A name or a pronoun right behind speech that ends with a comma, whatever it does: Kaine sneered."""
        if self.text[quote.start : quote.end].rstrip(_QUOTE_MARKS)[-1:] not in {",", "!", "?"}:
            return None
        match = _NAME_BEHIND.match(self.text, quote.end, sentence.end)
        if match is None or not match[2].endswith(self._language.finite):
            return None
        first = match[1].split()[0]
        can_begin = first[:1].isupper() or first in self._language.articles | self._language.subjects
        return Slice(*match.span(1)) if can_begin else None

    def _led_to(self, before: ParsedSentence | None) -> tuple[Slice | None, Slice | None]:
        """The verb and the speaker of the sentence before, where a colon leads from it to speech."""
        for cue in reversed(before.cues) if before is not None and self.text[before.end - 1] == ":" else ():
            subject = before.clauses.subject(cue) if before is not None else None
            if subject is not None:
                return cue.place, subject
        return None, None

    def _goes_on(self, last: Quoted, quote: Quoted, sentence: ParsedSentence) -> bool:
        """Whether speech goes on where other speech, or who spoke, ended."""
        if quote.paragraph == last.paragraph:
            return True
        return quote.paragraph == last.paragraph + 1 and quote.start == sentence.start

    def _reported(self, sentence: ParsedSentence) -> Utterance | None:
        """The sentence, where it passes something on in other words."""
        cue = self._reporting(sentence)
        if cue is None:
            return None
        speaker = sentence.clauses.subject(cue)
        return Utterance(sentence.start, sentence.end, "reported", speaker, cue.place)

    def _reporting(self, sentence: ParsedSentence) -> Cue | None:
        """The verb that passes something on in words that stand in no quotation marks."""
        words = sentence.clauses.words
        leads = bool(sentence.quotes) and sentence.quotes[0].start == sentence.start
        without: Cue | None = None
        for cue in self._by_weight(sentence):
            if cue.manner == "source" and not leads:
                return cue
            limit = next((one.start for one in sentence.quotes if one.start >= cue.end), sentence.end)
            after = [word for word in words[cue.at + 1 :] if word.start < limit]
            begins = any(map(self._begins, [word.small for word in after[:4]]))
            if (
                leads
                and sentence.quotes[0].end - sentence.start > _MOST_LEADING
                and not (begins and self._is_second(cue, sentence))
            ):
                continue
            says = len(after) > 1 and (limit == sentence.end or begins or len(after) > _MANY)
            ends = limit == sentence.end and len(after) < 3 and cue.at > 4 and not sentence.quotes
            if says or ends or self._has_words_round_quotes(cue, sentence, after):
                if sentence.clauses.subject(cue) is not None:
                    return cue
                without = without or cue
        return without

    def _by_weight(self, sentence: ParsedSentence) -> list[Cue]:
        """Its verbs in order; a source with no verb first where the sentence ends with it, or else last."""
        last = sentence.cues[-1]
        if last.manner == "source" and sentence.cues[0] != last:
            return [last, *sentence.cues[:-1]]
        return sorted(sentence.cues, key=lambda cue: cue.manner == "source")

    def _has_words_round_quotes(self, cue: Cue, sentence: ParsedSentence, after: list[SentenceWord]) -> bool:
        """Whether what is passed on has marks only round some of its words: saying the "units" were there."""
        words = sentence.clauses.words
        quote = next((one for one in sentence.quotes if one.start >= cue.end), None)
        if not after or quote is None or len(words) - cue.at <= _MANY:
            return False
        return self.text[after[-1].end : quote.start].strip(" \xa0") == ""

    def _is_second(self, cue: Cue, sentence: ParsedSentence) -> bool:
        """Whether it passes on more than the speech before it: he said, adding that."""
        return (
            cue.start > sentence.quotes[0].end and self.text[sentence.start : cue.start].rstrip()[-1:] == ","
        )

    def _begins(self, word: str) -> bool:
        return word in self._language.joins
