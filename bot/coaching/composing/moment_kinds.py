"""Which kind of moment a comment makes: what it calls for, before any word of the reply is chosen. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.answers import Answers, in_jest
from bot.coaching.composing.asked import left_behind, opens_plainly
from bot.coaching.composing.contrast import warm
from bot.coaching.composing.deeds import ACT, OPEN_DEEDS
from bot.coaching.composing.despair import crisis_of
from bot.coaching.composing.matters import PLAIN, TOO_DEAR
from bot.coaching.composing.moments import (
    AWAITED,
    CHARGED,
    DEAR,
    HAGGLES,
    KEEP,
    MISSED,
    NEWS,
    PROPOSES,
    RESOLVED,
    RHETORICAL,
    SENT,
    SOUR,
    THANKS,
    UPDATE,
    WENT_WRONG,
    seeks_favour,
)
from bot.coaching.composing.notice import Noticed
from bot.coaching.composing.set_apart import named, set_apart
from bot.coaching.composing.tips import advises_others
from bot.coaching.composing.warmth import (
    courteous,
    dares,
    gladdens,
    jests,
    lives,
    mourned_by_theme,
    plainly,
    thanks_for_an_answer,
    to_the_page,
    told_plainly,
    values,
)
from bot.coaching.reading.sides import LONG
from bot.domain.reading import CrisisKind, Kind, Mood, Reading
from bot.domain.situation import Situation

_FOND = frozenset({"bargain", "botin", "crime"})
"""Themes of affection in rough words."""
_STORY_WORDS, _THEMED_WORDS = 12, 7
"""Words from which a comment read as a story is met as one; fewer where it is in the words of a story."""
_LONG_STORY = 18
"""Words from which a story comes before the praise in it."""
_TOLD_WORDS, _TOLD_WITH_DETAIL = 14, 7
"""Words from which a grievance has been told, and is not to be asked for once more; fewer where a thing is named."""
_BESIDE_WORDS = 4
_SURE, _HARDLY = 0.75, 0.6
"""How likely a grievance is to be the page's matter, though nothing of the page's is named in it."""
_LIKELY = 0.4
"""How likely a comment of no kind is to be a joke, where nothing else is likelier."""
_MAYBE = 0.35
"""The same where it was read as none, but sounds like one: news, offers and talk of third persons do as well."""
_PASSING = frozenset({"learned", "aprendido", "first time", "primera vez", "found", "hallazgo"})
"""Themes of stories whose words stand in plain praise as well."""
_HEAVY = frozenset({"sad", "alone", "health", "tired", "study"})
"""Themes of small talk that weigh on a person."""
_GRAVE = frozenset({"sad", "alone", "health"})
"""Those that come before any grievance told beside them."""
_SOLD = frozenset(
    {"the bike", "el pelo", "el vestido", "el pollo", "la película", "la canción", "las aceitunas", "la merienda"}
)
"""Things of people's own lives that some pages sell or look after."""
_PERSONAL = re.compile(
    r"\b(i|my|me|we|our|us|you|your|mi|mis|me|nos|nuestr[oa]s?|llevo|tengo|he|hemos|vuestr[oa]s?|vuelvo|"
    r"volvere|vuelvan|llevaba|soy|estoy|voy|fui|fuimos|pedi|compre|pague)\b"
)
_CLEARLY = 0.3
"""How much likelier than a grievance praise is where it is met as praise."""
_EITHER = frozenset({"complaint", "told", "vague", "sad", "praise", "theirs", "glad"})
"""Moments that are met in words for either where praise and grievance cannot be told apart."""
_AT_HAND = re.compile(
    r"\b(?:(?:was|were) (?:still )?(?:there|waiting|behind|in an? (?:envelope|bag|drawer|box))|kept (?:it|them)|"
    r"with my name|"
    r"(?:ran|came|walked|went) (?:\w+ ){0,6}after (?:me|us)|handed (?:it|them) (?:in|back)|posted (?:it|them)|silly me|"
    r"(?:my own|own stupid|own silly|my|own) fault|in the (?:boot|freezer|fridge)|at (?:home|work|the (?:motel|"
    r"hotel|house))|"
    r"on the (?:fridge|sofa|bus|train)|estaban? (?:en una? (?:bols\w+|sobre|cajon)|esperandome|guardad\w+)|"
    r"me l[oa]s? (?:guard|llev|traj|devolv|mand|alcanz)\w+|(?:salio|vino) corriendo|con mi nombre|culpa mia|"
    r"en (?:mi )?casa|"
    r"en el (?:coche|carro|camion|bus|tren|taxi|hotel)|arriba de la mesa|en la otra (?:bolsa|chaqueta)|ni modo)\b"
)
"""What was left and is found, or lies where the page has no business to look."""
_ANY_TIME = frozenset({"call", "status"})
"""What somebody who has waited asks for, and which is a way out of the waiting."""


def class_of(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The kind of moment, which picks plans and lines."""
    kind = _outright(situation, reading, noticed, answers) or _weighed(reading, noticed, answers)
    return "doubt" if kind in _EITHER and doubtful(reading, noticed) else kind


def doubtful(reading: Reading, noticed: Noticed) -> bool:
    """Whether a short comment was read as praise or as a grievance, and may as well be the other. Kind words alone do
    not tell which, for they are as often bitter: somebody named as having done well does, and set forms of praise."""
    if reading.otherwise is None or noticed.words >= LONG or named(noticed):
        return False
    return Kind.PRAISE not in reading.kinds or not _surely_liked(noticed, reading)


def _surely_liked(noticed: Noticed, reading: Reading) -> bool:
    """Whether what was read as praise, and not surely, shows by more than one sign that it is."""
    if noticed.slots.get("hero") or told_plainly(noticed) or plainly(noticed, reading):
        return True
    scores = dict(reading.kind_scores)
    clear = scores.get(Kind.PRAISE, 0.0) - scores.get(Kind.COMPLAINT, 1.0) >= _CLEARLY
    return clear and reading.mood is not Mood.NEGATIVE


def undecided(reading: Reading, noticed: Noticed) -> bool:
    """Whether it is a long tale of which nobody can say whether it praises or complains."""
    return reading.otherwise is not None and noticed.words >= LONG


def _outright(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """A moment that one thing tells: a crisis, set forms, a deed that is asked for; "" where it has to be weighed."""
    kinds = reading.kinds
    if reading.crisis is not None or Kind.CRISIS in kinds:
        return crisis_of(reading.crisis or CrisisKind.DANGER, noticed)
    if Kind.ABUSE in kinds and not _fond(noticed, reading):
        return "abuse"
    if seeks_favour(situation.comment or ""):
        return "favour"
    apart = set_apart(situation, reading, noticed, answers)
    if apart and not (apart == "correction" and _blames(reading)):
        return apart
    if undecided(reading, noticed) and not (answers.facts or answers.needs or answers.deed):
        return "heard"
    if not noticed.words:
        return "emoji_cross" if reading.mood is Mood.NEGATIVE else "emoji"
    if advises_others(noticed.text) and Kind.JOKE not in kinds and not answers.facts and not answers.deed:
        return "tip"
    if (special := _special(noticed, reading, answers)) and not (special == "update" and answers.deed in _ANY_TIME):
        return special
    if lives(noticed, reading) and not (answers.facts or answers.needs):
        return "theirs"
    grieved = Kind.COMPLAINT in reading.kinds and (named(noticed) or mourned_by_theme(noticed))
    settled = answers.facts or _certain(noticed) or grieved or _at_length(noticed, reading)
    if plainly(noticed, reading) and not settled:
        return "praise"
    if dares(noticed) or (_in_fun(situation, reading, noticed) and not _liked_first(noticed, reading)):
        return "joke"
    pending = answers.needs and answers.deed != ACT
    if not answers.facts and not pending and (kind := _warm(noticed, reading)):
        return kind
    if answers.deed and not answers.facts:
        return "request_open" if answers.deed in OPEN_DEEDS else "request"
    return ""


def _fond(noticed: Noticed, reading: Reading) -> bool:
    """Whether rough words are said in fondness."""
    return reading.mood is Mood.POSITIVE and (Kind.PRAISE in reading.kinds or plainly(noticed, reading))


def _weighed(reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The moment by all that was read and noticed, one against the other."""
    kinds = reading.kinds
    grieves = _grieves(noticed, reading) and not (not kinds and opens_plainly(noticed.text))
    proposes = PROPOSES.search(noticed.text) is not None and not named(noticed)
    told = _tells(noticed, reading) and "torn" not in noticed.slots
    asks = bool(answers.facts or answers.needs) and not _for_its_own_sake(noticed, reading)
    if told and not asks and not (proposes or grieves):
        return "story"
    if any(theme.id in _FOND for theme in noticed.themes) and not kinds & {Kind.QUESTION, Kind.REQUEST}:
        return "praise"
    if KEEP.search(noticed.text):
        return "praise"
    if MISSED.search(noticed.text) and not answers.facts:
        return "suggestion"
    rhetorical = RHETORICAL.search(noticed.text) and not (answers.needs or answers.facts)
    if (
        (Kind.PRAISE in kinds and SOUR.search(noticed.text))
        or grieves
        or rhetorical
        or grieves_beside(noticed, reading)
    ):
        kinds = (kinds | {Kind.COMPLAINT}) - {Kind.PRAISE}
    if "torn" in noticed.slots and not answers.facts and not kinds & {Kind.QUESTION, Kind.REQUEST}:
        return "mixed"
    if {Kind.PRAISE, Kind.COMPLAINT} <= reading.kinds and _both_sides(noticed, reading, answers):
        return "mixed"
    wanted = bool(noticed.slots.get("proposes"))
    complaint = Kind.COMPLAINT in kinds and (
        Kind.SUGGESTION not in kinds or (reading.mood is Mood.NEGATIVE and not wanted)
    )
    dear = DEAR.search(noticed.text) and not CHARGED.search(noticed.text) and not _beside_the_price(noticed)
    if complaint and not answers.facts and dear:
        return "price"
    if complaint and not noticed.upset and answers.needs and not answers.facts and not _aired(noticed):
        return "question"
    open_now = Kind.QUESTION in kinds and answers.needs
    funny = Kind.JOKE in kinds and Kind.COMPLAINT not in kinds and not _liked_first(noticed, reading)
    if funny and not _ours(noticed) and not answers.facts and not open_now:
        return "joke"
    if not answers.facts and proposes and (not noticed.slots["fault"] or kinds == {Kind.QUESTION}):
        return "suggestion"
    if complaint and not answers.facts and _fondly(noticed, reading):
        return "story"
    if complaint and not answers.facts and not answers.needs and not _ours(noticed):
        sure = dict(reading.kind_scores).get(Kind.COMPLAINT, 1.0) >= _SURE
        named_in = reading.specifics or noticed.slots.get("happened")
        detailed = noticed.words >= (_TOLD_WITH_DETAIL if named_in else _TOLD_WORDS)
        return _grumbling(noticed, sure=sure, detailed=detailed)
    if answers.facts:
        return "complaint_fact" if complaint else "question_fact"
    if complaint:
        return "complaint" if _aired(noticed) or not noticed.slots.get("telling") else "told"
    if kinds & {Kind.QUESTION, Kind.REQUEST} and (answers.needs or answers.near):
        return "question_near" if answers.near else "question"
    if not kinds and opens_plainly(noticed.text):
        return "question_near" if answers.near else "question"
    return _gentle(reading, noticed)


def _blames(reading: Reading) -> bool:
    """Whether it was clearly read as a grievance, so that nobody is thanked for a sharp eye."""
    sure = dict(reading.kind_scores).get(Kind.COMPLAINT, 1.0) >= _SURE
    return Kind.COMPLAINT in reading.kinds and reading.mood is Mood.NEGATIVE and sure


_LIKED = 0.5


def _both_sides(noticed: Noticed, reading: Reading, answers: Answers) -> bool:
    """Whether what was read as praise and as a grievance is both, and asks for nothing besides."""
    liked = dict(reading.kind_scores).get(Kind.PRAISE, 0.0) >= _LIKED and SOUR.search(noticed.text) is None
    asks = reading.kinds & {Kind.QUESTION, Kind.REQUEST}
    return liked and warm(noticed.text) and not (asks or answers.facts or answers.needs)


def _fondly(noticed: Noticed, reading: Reading) -> bool:
    """Whether what was read as a grievance, and hardly, is told of somebody close and names nothing that went wrong."""
    scores = dict(reading.kind_scores)
    hardly = scores.get(Kind.COMPLAINT, 1.0) < _HARDLY and scores.get(Kind.STORY, 0.0) >= _MAYBE
    wrong = _aired(noticed) or noticed.slots["fault"] or WENT_WRONG.search(noticed.text)
    return hardly and not wrong and bool(noticed.slots.get("kin")) and noticed.words >= _STORY_WORDS


def _in_fun(situation: Situation, reading: Reading, noticed: Noticed) -> bool:
    """Whether it is a joke, and not a story told with a smile or a grievance beside a kind word."""
    themed = any(theme.purpose == "story" for theme in noticed.themes)
    told = Kind.STORY in reading.kinds and themed and not jests(noticed, reading)
    return not told and "torn" not in noticed.slots and in_jest(situation.comment or "", reading)


def _liked_first(noticed: Noticed, reading: Reading) -> bool:
    """Whether something is liked with a smile, and the liking is what counts."""
    scores = dict(reading.kind_scores)
    liked = {Kind.PRAISE, Kind.JOKE} <= reading.kinds and scores.get(Kind.PRAISE, 0.0) > scores.get(Kind.JOKE, 1.0)
    jest = any(theme.purpose == "jest" for theme in noticed.themes)
    return liked and not jest and any(theme.purpose == "praise" for theme in noticed.themes)


_ASKED = re.compile(r"[^.!?;\n]*\?")
_BESIDE, _BESIDE_NAMED = 0.2, 0.35
"""How likely a comment read as a question is to be a grievance as well, where words say that something went wrong, and
where no more than its matter is named."""


def grieves_beside(noticed: Noticed, reading: Reading) -> bool:
    """Whether something that went wrong is told before a question that was read as nothing else."""
    if not reading.kinds & {Kind.QUESTION, Kind.REQUEST} or reading.kinds & {Kind.COMPLAINT, Kind.PRAISE, Kind.JOKE}:
        return False
    told = _ASKED.sub(" ", noticed.text).strip() or noticed.text.rpartition(",")[0]
    if reading.mood is Mood.POSITIVE or len(told.split()) < _BESIDE_WORDS:
        return False
    score = dict(reading.kind_scores).get(Kind.COMPLAINT, 0.0)
    wrong = score >= _BESIDE and WENT_WRONG.search(told) is not None
    return wrong or (score >= _BESIDE_NAMED and named(noticed))


def _for_its_own_sake(noticed: Noticed, reading: Reading) -> bool:
    """Whether a story is told in a good mood and asks nothing, whatever the brand knows of a thing in it."""
    fondly = Kind.STORY in reading.kinds and reading.mood is Mood.POSITIVE and "?" not in noticed.text
    return fondly and noticed.words >= _LONG_STORY and not reading.kinds & {Kind.QUESTION, Kind.REQUEST}


def _tells(noticed: Noticed, reading: Reading) -> bool:
    """Whether it is a story told for its own sake: read as one, or in the words of one and without a grievance."""
    themed = any(theme.purpose == "story" for theme in noticed.themes)
    if Kind.PRAISE in reading.kinds and Kind.STORY not in reading.kinds and _in_passing(noticed):
        return False
    other = {Kind.COMPLAINT, Kind.SPAM, Kind.REQUEST}
    mourned = mourned_by_theme(noticed)
    if (
        reading.mood is Mood.NEGATIVE
        and Kind.PRAISE not in reading.kinds
        and not (mourned or noticed.slots.get("year"))
    ):
        return False
    if not (themed and reading.mood is Mood.POSITIVE):
        other.add(Kind.SUGGESTION)
    if reading.kinds & other:
        return False
    told = noticed.words >= _STORY_WORDS and not any(theme.purpose == "talk" for theme in noticed.themes)
    return (themed and noticed.words >= _THEMED_WORDS) or (Kind.STORY in reading.kinds and told)


def _at_length(noticed: Noticed, reading: Reading) -> bool:
    """Whether a story is told that is more than the praise in it."""
    told = {theme.id for theme in noticed.themes if theme.purpose == "story"}
    return Kind.STORY in reading.kinds and noticed.words >= _LONG_STORY and not told <= _PASSING


def _in_passing(noticed: Noticed) -> bool:
    """Whether something is praised, and the words of a story in it need tell none."""
    told = {theme.id for theme in noticed.themes if theme.purpose == "story"}
    return any(theme.purpose == "praise" for theme in noticed.themes) and told <= _PASSING


def _certain(noticed: Noticed) -> bool:
    """Whether a grievance is named that is one even where it is put as a question."""
    return any(theme.rank > PLAIN for theme in noticed.matters)


def _grieves(noticed: Noticed, reading: Reading) -> bool:
    """Whether it can only be a grievance, though it was read as none: a matter named, and not a warm word."""
    if _certain(noticed):
        return True
    other = {Kind.REQUEST, Kind.SUGGESTION, Kind.JOKE}
    if RHETORICAL.search(noticed.text) is None:
        other.add(Kind.QUESTION)
    if not named(noticed) or reading.kinds & other:
        return False
    return not warm(noticed.text) and (Kind.PRAISE in reading.kinds or reading.mood is not Mood.POSITIVE)


def _aired(noticed: Noticed, least: int = -1) -> bool:
    """Whether a theme of complaints is touched, of this rank at least."""
    return any(theme.purpose == "complaint" and theme.rank >= least for theme in noticed.themes)


def _beside_the_price(noticed: Noticed) -> bool:
    """Whether another matter is named beside a price that is found too high."""
    return len(noticed.matters) > 1 and any(theme.id == TOO_DEAR for theme in noticed.matters)


def _ours(noticed: Noticed) -> bool:
    """Whether a complaint names anything that a page can answer for."""
    return bool(noticed.slots["ours"]) or _aired(noticed)


def _grumbling(noticed: Noticed, *, sure: bool, detailed: bool) -> str:
    """A complaint that names nothing of the page's: about the person's own life, told, or neither. `sure`: whether it
    was clearly read as one; `detailed`: whether it says what happened."""
    told = bool(noticed.slots.get("telling")) or detailed
    if _private(noticed) and not (sure and noticed.words >= _STORY_WORDS and not _grave(noticed)):
        sold = noticed.slots.get("the") in _SOLD and not _heavy(noticed)
        if told and (sold or _of_a_place(noticed)):
            return "told"
        talk = any(theme.purpose == "talk" for theme in noticed.themes)
        if _heavy(noticed) or (talk and not sure and not _of_a_place(noticed)):
            return "sad"
    if told:
        return "told"
    says = noticed.words >= _SAYS_SOMETHING or any(sign.isdigit() for sign in noticed.text)
    return "complaint" if says else "vague"


_SAYS_SOMETHING = 5
"""Words from which a grievance says what it is about, whoever does not understand it."""


def _of_somebody(noticed: Noticed) -> bool:
    """Whether something is told of somebody close, in the words of a tale."""
    tale = noticed.slots.get("old") or any(theme.purpose == "story" for theme in noticed.themes)
    return bool(tale and noticed.slots.get("kin"))


def _of_a_place(noticed: Noticed) -> bool:
    """Whether nobody speaks of themselves in it, whatever talk it sounds like: the heating in classroom 4."""
    return not (_PERSONAL.search(noticed.text) or _heavy(noticed))


def _heavy(noticed: Noticed) -> bool:
    """Whether it touches what weighs on a person."""
    return any(theme.id in _HEAVY for theme in noticed.themes)


def _grave(noticed: Noticed) -> bool:
    return any(theme.id in _GRAVE for theme in noticed.themes)


def _private(noticed: Noticed) -> bool:
    """Whether it is about the person's own life and speaks to nobody."""
    return "the" in noticed.slots or any(theme.purpose == "talk" for theme in noticed.themes)


def _special(noticed: Noticed, reading: Reading, answers: Answers) -> str:
    """Moments told by their words: a thanks, a call for news, a message sent, a matter settled."""
    plainly = named(noticed) and NEWS.search(noticed.text) is None
    torn = "torn" in noticed.slots
    awaited = AWAITED.search(noticed.text) or (UPDATE.search(noticed.text) and noticed.words <= 16)
    if awaited and not (plainly or torn):
        return "update"
    fond = Kind.STORY in reading.kinds and reading.mood is Mood.POSITIVE and noticed.words >= _LONG_STORY
    if left_behind(noticed.text) and not fond and not _AT_HAND.search(noticed.text):
        return "left"
    if HAGGLES.search(noticed.text):
        return "haggle"
    told = plainly or torn or bool(noticed.slots.get("telling"))
    praised = Kind.PRAISE in reading.kinds and any(theme.purpose == "praise" for theme in noticed.themes)
    if SENT.search(noticed.text) and noticed.words <= 14 and not (told or Kind.PRAISE in reading.kinds):
        return "sent"
    if RESOLVED.search(noticed.text):
        return "resolved"
    if THANKS.search(noticed.text) and noticed.words <= 5 and reading.mood is not Mood.NEGATIVE and not praised:
        return "thanks"
    return ""


def _warm(noticed: Noticed, reading: Reading) -> str:
    """Moments in which somebody is only being kind or funny."""
    if jests(noticed, reading) and not _liked_first(noticed, reading):
        return "joke"
    if courteous(noticed, reading):
        return "courtesy"
    return "thanks" if thanks_for_an_answer(noticed, reading) else ""


def _gentle(reading: Reading, noticed: Noticed) -> str:
    scores = dict(reading.kind_scores)
    both = {Kind.SUGGESTION, Kind.PRAISE} <= reading.kinds
    if both and scores.get(Kind.PRAISE, 0.0) > scores.get(Kind.SUGGESTION, 1.0):
        return "praise"
    for kind, name in ((Kind.SUGGESTION, "suggestion"), (Kind.PRAISE, "praise"), (Kind.JOKE, "joke")):
        if kind in reading.kinds:
            return "theirs" if kind is Kind.PRAISE and not to_the_page(noticed) else name
    if values(noticed, reading):
        return "praise"
    if gladdens(noticed, reading):
        return "glad" if to_the_page(noticed) else "theirs"
    if not reading.kinds and _LIKELY <= scores.get(Kind.JOKE, 0.0) > scores.get(Kind.COMPLAINT, 1.0):
        return "joke"
    complaints = _aired(noticed)
    if reading.mood is Mood.NEGATIVE:
        sad = Kind.STORY in reading.kinds or _heavy(noticed) or _of_somebody(noticed)
        talk = any(theme.purpose == "talk" for theme in noticed.themes)
        told = noticed.slots.get("telling") and (_ours(noticed) or (talk and _of_a_place(noticed)))
        likely = _PERSONAL.search(noticed.text) is not None and (
            scores.get(Kind.COMPLAINT, 1.0) >= _MAYBE or _aired(noticed, least=1)
        )
        return "complaint" if complaints and likely else "sad" if sad else "told" if told else "talk"
    if complaints and reading.needs_reply and reading.mood is Mood.NEUTRAL and _PERSONAL.search(noticed.text):
        return "complaint"
    return "talk"
