"""What the rules must know of a language: one table, and one file for each language that fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Manner = Literal["says", "holds", "wants", "judges", "source"]
"""What stands behind a verb: speech, a clause, what is to be done, a thing; or a source, with no verb."""

TimeUnit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, kw_only=True)
class TimeWords:
    """The words of one language for times, in small letters."""

    which: Mapping[str, int]
    """last, this, next, as steps."""
    leads: tuple[str, ...]
    """What else leads to a month or a season: in."""
    units: Mapping[str, TimeUnit]
    """The words for day, week, month and year, by these."""
    called: Mapping[str, tuple[int, int]]
    """What is called by a word of its own, as days from that of the report: yesterday, overnight."""
    numbers: Mapping[str, int]
    """Numbers in words."""
    ago: tuple[str, ...]
    """What makes a number of days a time: ago."""
    before_year: tuple[str, ...]
    """Words behind which four digits are a year."""
    later: tuple[str, ...]
    """Words that say that something is still to come, before the time of it."""
    to_come: tuple[str, ...]
    """Those that say so behind it: on Friday the council will vote."""
    decades: tuple[str, ...]
    """How a decade ends: 1990s."""
    century: str
    """What stands behind the number of one."""
    ordinals: Mapping[str, int]
    """Such numbers in words; in digits, they are the beginnings of their words."""
    ordinal_endings: tuple[str, ...]
    """What stands behind such a number in digits: 19th."""
    eras: Mapping[str, bool]
    """What says from when years are counted, as it is written, and whether backwards: BC."""
    since: tuple[str, ...]
    """Words for a time that goes on."""
    by: tuple[str, ...]
    """Words for a time at the latest."""
    after: tuple[str, ...]
    """Words for a time at the earliest."""
    the: tuple[str, ...]
    """What leads to a decade or a century."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """The words of one language by what they do; all in small letters, where it is not said otherwise."""

    code: str
    verbs: Mapping[str, Manner]
    """Every form of the verbs by which words and thoughts are passed on."""
    also_nouns: frozenset[str]
    """Those of them that are as often nouns: claims, reports, plans."""
    objects: frozenset[str]
    """Those that take a hearer before what is said: told."""
    particles: Mapping[str, frozenset[str]]
    """Those that only count with one of these words behind: called for, pointed out."""
    participles: frozenset[str]
    """Those that as often only tell more of the noun before them: a video posted on Twitter."""
    sources: tuple[tuple[str, ...], ...]
    """Words before a source, with no verb: according to."""
    source_words: frozenset[str]
    """The first of each of them."""
    joins: frozenset[str]
    """Words that begin what is said: that, whether."""
    helpers: frozenset[str]
    """What may stand between a subject and its verb: has, also, later."""
    passive: frozenset[str]
    """Those of them behind which a verb is done to its subject: is, was."""
    felt: frozenset[str]
    """Verbs whose past says as often what somebody feels: is worried, is opposed."""
    agents: frozenset[str]
    """Words before who does what such a verb says: by."""
    ongoing: tuple[str, ...]
    """How a verb ends that only goes with another one: -ing."""
    third: tuple[str, ...]
    """How a verb ends behind the name of one: -s."""
    past: tuple[str, ...]
    """How a regular verb ends in the past: -ed."""
    finite: tuple[str, ...]
    """How a verb can end behind its subject, whichever verb it is."""
    several: tuple[str, ...]
    """How a noun ends that stands for several: -s."""
    manner: tuple[str, ...]
    """How a word ends that only says how: -ly."""
    owners: tuple[str, ...]
    """How a word ends that says whose the next one is: 's."""
    adjectives: tuple[str, ...]
    """How words with capitals end that are no names: Russian."""
    subjects: frozenset[str]
    """Pronouns that a verb follows: he, we."""
    to_infinitive: frozenset[str]
    """What stands before a verb that is to be done: to."""
    of: frozenset[str]
    """Small words that join what a noun belongs to: of, for."""
    what: frozenset[str]
    """What takes up no name: what they call."""
    pairs: frozenset[str]
    """What stands before two names: both."""
    shares: frozenset[str]
    """What stands before a verb that has its subject from another one: and, to, by."""
    pronouns: frozenset[str]
    """Those that stand for one person named before."""
    plural_pronouns: frozenset[str]
    """Those that stand for several, or for a group."""
    nobody: frozenset[str]
    """What can stand before a verb and is nobody who speaks: there, it."""
    told: frozenset[str]
    """Verbs in the past that pass nothing on, and have no ending that says so: sent."""
    other_pronouns: frozenset[str]
    """Those that stand for nobody in the text that has a name."""
    links: frozenset[str]
    """Words between the parts of a list: and."""
    never_speak: frozenset[str]
    """Words that can stand behind a verb of speech and are no speaker: Thursday, last, me."""
    relatives: frozenset[str]
    """What takes up the name before it: who, which."""
    determiners: frozenset[str]
    """What stands before a noun, so that what follows is no verb."""
    articles: frozenset[str]
    """Those of them that surely lead to a noun: the, his."""
    breaks: frozenset[str]
    """Words at which a subject cannot go on."""
    within: frozenset[str]
    """Small words inside the name of a person or a group: of, the, for, van."""
    prepositions: frozenset[str]
    """Words with which something begins that is no subject."""
    titles: frozenset[str]
    """What stands before a name and belongs to it, without its full stop."""
    shortened: frozenset[str]
    """What ends with a full stop and ends no sentence, as it is written."""
    documents: frozenset[str]
    """What is said to say what its author says: post, statement, video."""
    groups: frozenset[str]
    """Words with which the names of groups end: party, ministry, legion."""
    time_words: TimeWords
    of_datelines: frozenset[str]
    """What stands beside the date of a report: published, updated."""
    weekdays: tuple[str, ...]
    """From Sunday on."""
    months: tuple[str, ...]
    """From January on."""
    seasons: Mapping[str, int]
    """By the number that EDTF has for each."""
    not_names: frozenset[str]
    """Words that begin sentences with a capital and are no names."""

    @cached_property
    def before_verbs(self) -> frozenset[str]:
        """Words right behind which a verb can stand: he, has, who, to."""
        return self.helpers | self.relatives | self.subjects | self.to_infinitive

    @cached_property
    def for_names(self) -> frozenset[str]:
        """What stands for somebody, or for several, named before: he, they."""
        return self.pronouns | self.plural_pronouns

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words of which every text is full: the, in, was."""
        return self.determiners | self.prepositions | self.helpers | self.breaks

    @cached_property
    def longest_shortened(self) -> int:
        """The letters of the longest word that is cut short."""
        return max(map(len, self.shortened), default=0)

    @cached_property
    def speech_signs(self) -> frozenset[str]:
        """Words of which one stands wherever speech is passed on."""
        return frozenset((*self.verbs, *(max(phrase, key=len) for phrase in self.sources)))

    @cached_property
    def time_signs(self) -> frozenset[str]:
        """Words of which one stands wherever a time is told without a number."""
        words = self.time_words
        names = (*self.weekdays, *self.months, *self.seasons, words.century)
        units = (form for unit in words.units for form in (unit, *(unit + end for end in self.several)))
        called = (phrase.split()[-1] for phrase in words.called)
        short = ("sept", *(name[:3] for name in self.months))
        return frozenset((*names, *units, *called, *short))
