"""English: the words by which it passes on what others said, and by which it says when."""

from __future__ import annotations

from typing import Final

from timeline_tui.gather.language import Language, Manner, TimeWords
from timeline_tui.model.days import MONTHS, ORDINALS, SEASONS, WEEKDAYS


def _words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


_REGULAR: Final[dict[Manner, str]] = {
    "says": """
        add claim state assert argue insist note declare announce report explain warn confirm
        acknowledge concede reply respond answer ask continue suggest tweet recall allege contend
        maintain emphasize stress predict testify joke recount observe remark complain boast reveal
        disclose indicate reiterate retort shout yell lament proclaim counter caution pronounce
        inform advise describe exclaim whisper post agree repeat estimate reason opine muse confess
        scoff surmise plead assure remind chant speculate scold interject
    """,
    "holds": """
        believe fear doubt hope expect consider realize suspect worry wonder imply imagine perceive
        assume
    """,
    "wants": """
        want vow promise pledge intend urge refuse threaten decline demand propose recommend
        encourage order wish request implore
    """,
    "judges": """
        deny criticize criticise condemn praise accuse blame reject dismiss denounce cite support
        oppose endorse question dispute blast mock decry tout hail applaud express call label brand
        apologize characterize bemoan lambast ridicule refute rebuke disagree disavow bash espouse
        advocate talk point
    """,
}
_IRREGULAR: Final[dict[Manner, str]] = {
    "says": """
        say says said saying tell tells told telling write writes wrote written writing admit admits
        admitted admitting quip quips quipped quipping show shows showed shown showing put puts
        putting read reads reading sing sings sang singing find finds found finding begin begins
        began
    """,
    "holds": """
        think thinks thought thinking know knows knew knowing feel feels felt feeling understand
        understands understood understanding
    """,
    "wants": "plan plans planned planning prefer prefers preferred preferring",
    "judges": """
        slam slams slammed slamming dub dubs dubbed dubbing refer refers referred referring speak
        speaks spoke spoken speaking
    """,
}


def _of_regular(verb: str) -> tuple[str, ...]:
    """The forms of a verb that has no form of its own: deny, denies, denied, denying."""
    bare = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return verb, third, f"{bare}ed", f"{verb if verb.endswith('ee') else bare}ing"


def _forms() -> dict[str, Manner]:
    """Every form of every verb, with what can stand behind it."""
    regular = {
        form: manner
        for manner, verbs in _REGULAR.items()
        for verb in verbs.split()
        for form in _of_regular(verb)
    }
    return regular | {form: manner for manner, forms in _IRREGULAR.items() for form in forms.split()}


def _with(verbs: str, particles: str) -> dict[str, frozenset[str]]:
    """What each of these verbs must have behind it, where speech does not stand beside it."""
    return dict.fromkeys(verbs.split(), _words(particles))


ENGLISH: Final = Language(
    code="en",
    verbs=_forms(),
    also_nouns=_words(
        "claim claims state states report reports plan plans call calls hope hopes fear fears show shows"
        " charge charges note notes answer answers order orders request requests offer offers vote votes"
        " support back backs attack attacks address question questions brand brands label labels"
        " credit promise promises pledge pledges demand demands doubt doubts estimate estimates"
        " post posts stress reason reasons view views wish remark remarks complaint blame threat praise"
        " figure figures detail details point points talk talks rule rules favor love hate quote quotes"
        " challenge challenges boast ask like worry thought thinking felt felling meaning feeling"
        " finding ruling saying writing beginning warning reporting meeting calling planning voting"
        " spending understanding recommending supporting opposing leading backing learned counter"
        " experience joke jokes muse decline declines echo echoes shout rip blast seek know order"
        " written found seen broken known posted posting"
    ),
    objects=_words("tell tells told telling remind reminds reminded inform informs informed")
    | _words("assure assures assured warn warns warned advise advised ask asks asked"),
    particles={
        **_with("point points pointed pointing", "out to"),
        **_with("refer refers referred referring", "to"),
        **_with("talk talks talked talking", "about of up"),
        **_with("speak speaks spoke spoken speaking", "of about"),
        **_with("find finds found finding respond responds responded responding", "that"),
        **_with("answer answers answered answering", "that"),
        **_with("put puts putting", "it"),
        **_with("continue continues continued continuing read reads reading begin begins began", ""),
        **_with("sing sings sang singing", ""),
    },
    participles=_words(
        "posted reported mentioned described proposed estimated quoted cited released ordered requested"
        " planned intended expected promised offered"
    ),
    sources=(("according", "to"), ("in", "the", "words", "of"), ("in", "the", "view", "of")),
    source_words=frozenset(("according", "in")),
    joins=_words("that whether if how why what who it he she they there we i you this these"),
    helpers=_words(
        "has have had having is are was were be been being will would can could may might must shall should"
        " do does did not never also later then now still even just only once again already often"
        " repeatedly previously recently reportedly earlier subsequently initially publicly privately"
        " both all themselves himself herself itself further simply always first long ever s t so far"
        " meanwhile"
    ),
    ongoing=("ing",),
    third=("s",),
    passive=_words("is are was were be been being"),
    felt=_words("worried opposed"),
    agents=_words("by"),
    past=("ed",),
    finite=("ed", "s", "t", "d"),
    several=("s",),
    manner=("ly",),
    owners=("'s", "’s", "s'", "s’"),
    adjectives=("an", "ish", "ese", "ic", "ch"),
    subjects=_words("he she they i we you"),
    to_infinitive=_words("to"),
    of=_words("of for"),
    what=_words("what"),
    pairs=_words("both"),
    shares=_words("and but to by"),
    pronouns=_words("he she him her"),
    plural_pronouns=_words("they them"),
    nobody=_words("there it this that these those what which here then so and but not"),
    told=_words(
        "sent gave took went made held ran won lost led met left got had was were came saw began kept paid"
        " set stood fell rose drew flew grew threw broke chose drove rode shook woke wore did became brought"
        " built bought caught cut dealt fought found hit laid let put sat sold spent stuck struck taught"
    ),
    other_pronouns=_words("i we you it one this that these those some many others people nobody"),
    links=frozenset(("and", "or")),
    never_speak=_words(
        "sunday monday tuesday wednesday thursday friday saturday january february march april may june july"
        " august september october november december last this yesterday today tonight me us him them her"
        " next each every what no nothing something much more less not that when how why if"
    ),
    relatives=_words("who which that whom whose"),
    determiners=_words(
        "the a an this that these those his her its their our my your any no some of in on at by for with"
        " to's every each such own his's new more most other another several two three"
    ),
    articles=_words("the a an his her their"),
    breaks=_words(
        "that but while when as because after before although though if since where whether so than and or"
        " until unless then yet"
    ),
    within=_words("of the for and de van von der del la le al bin ibn du da di el 's &"),
    prepositions=_words(
        "in on at by for with from during after before since under over among amid despite like as through"
        " throughout within about against upon into across to of earlier via per out up down off"
    ),
    titles=_words(
        "mr mrs ms miss dr sen rep gov gen lt col sgt capt rev prof president senator governor secretary"
        " representative congressman congresswoman mayor judge justice sir lord lady king queen prince"
        " minister chancellor ambassador general colonel captain pope"
    ),
    shortened=_words(
        "Mr Mrs Ms Dr Del Atty Amb Supt Gov Sen Rep Gen Lt Col Sgt St Jr Sr No vs Prof Rev Hon Maj Capt"
        " Adm Pres Reps Sens Govs"
        " Jan Feb Mar Apr Aug Sept Oct Nov Dec Ore Calif Mass Conn Fla Pa Va Wis Mich Minn Ariz Ga Ill Tenn"
        " Tex Colo Wash Nev Ala Ark Ky La Md Miss Mo Okla Co Inc Corp Ltd Dept Bros"
    ),
    documents=_words(
        "post statement video message report letter tweet caption article memo document email footage"
        " recording"
    ),
    groups=_words(
        "party ministry legion battalion corps army forces guard government house senate congress committee"
        " commission council court department agency bureau office service press times post news journal"
        " university institute college school center centre foundation association union company inc group"
        " bank church police authorities media channel television radio network campaign organization"
        " republicans democrats officials americans russians ukrainians militia units brigade regiment"
        " images states kingdom republic federation region oblast county city kremlin pentagon state street"
    ),
    time_words=TimeWords(
        which={
            "last": -1,
            "this past": -1,
            "past": -1,
            "this": 0,
            "next": 1,
            "coming": 1,
            "earlier this": 0,
            "later this": 0,
        },
        leads=(
            *(
                "in early",
                "in late",
                "in mid-",
                "in mid",
                "in the",
                "during the",
                "in",
                "since",
                "early",
                "late",
            ),
            *("mid-", "by", "until", "of", "through", "during", "for"),
        ),
        units={"day": "day", "week": "week", "month": "month", "year": "year"},
        called={
            "yesterday": (-1, -1),
            "last night": (-1, -1),
            "overnight": (-1, 0),
            "today": (0, 0),
            "tonight": (0, 0),
            "this morning": (0, 0),
            "this afternoon": (0, 0),
            "this evening": (0, 0),
            "tomorrow": (1, 1),
        },
        numbers={
            "a": 1,
            "one": 1,
            "two": 2,
            "three": 3,
            "four": 4,
            "five": 5,
            "six": 6,
            "seven": 7,
            "eight": 8,
            "nine": 9,
            "ten": 10,
            "eleven": 11,
            "twelve": 12,
        },
        ago=("ago",),
        before_year=(
            "in",
            "since",
            "of",
            "by",
            "until",
            "from",
            "during",
            "after",
            "before",
            "early",
            "late",
        ),
        later=(
            *(
                "will",
                "would",
                "due",
                "scheduled",
                "set",
                "plans?",
                "next",
                "expected",
                "ahead of",
                "upcoming",
            ),
            *("must", "ha(?:s|ve) to", "shall", "should", "deadline"),
        ),
        to_come=(
            "will",
            "shall",
            "must",
            "(?:is|are) (?:due|set|scheduled|expected|to)",
            "(?:is|are) going to",
        ),
        decades=("s", "'s", "’s"),
        century="century",
        ordinals={word: number for number, word in enumerate(ORDINALS, start=1)},
        ordinal_endings=("st", "nd", "rd", "th"),
        eras={
            **dict.fromkeys(("BC", "BCE", "B.C.", "B.C.E."), True),
            **dict.fromkeys(("AD", "CE", "A.D.", "C.E."), False),
        },
        since=("since",),
        by=("by", "before"),
        after=("after",),
        the=("the",),
    ),
    of_datelines=_words(
        "published updated posted last modified first date dated issued created am pm a.m p.m noon et est edt"
        " gmt utc bst cet min mins minute minutes read hours hour ago"
    ),
    weekdays=tuple(map(str.lower, WEEKDAYS)),
    months=tuple(map(str.lower, MONTHS[1:])),
    seasons=SEASONS,
    not_names=_words(
        "The A An This That These Those He She It They We I You His Her Its Their Our My Your In On At By For"
        " With From During After Before Since Under Over But And Or If When While As Because Although Though"
        " Where What Why How Who Which There Here Then Now Yet So Not No Yes Earlier Later Last Next Both All"
        " Some Many Most Other Others Such Asked According Despite However Meanwhile Monday Tuesday Wednesday"
        " Thursday Friday Saturday Sunday January February March April May June July August September October"
        " November December One Two Three Also Still Once Even Only Just Like To Of Critics People Officials"
        " Republicans Democrats Voters Experts Analysts Instead Indeed Perhaps Today Yesterday Tonight"
        " Authorities Police Supporters Opponents Update Updated Photo See Read More"
    ),
)
