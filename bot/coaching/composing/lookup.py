"""The search of a brand's knowledge for one thing asked, in one wording after another, and what of it may be said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.coaching.composing.asked import Ask
from bot.coaching.composing.days import days_in, without_days
from bot.coaching.composing.holding import about_that_food, fact_text, holds, only_for_diets, shares
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.wordings import BARE, INSIDE, VITAL, gist, points_back, told_before, worded
from bot.coaching.knowledge.held import left_over, matter
from bot.coaching.knowledge.places import Places
from bot.coaching.knowledge.speaks import speaks_of
from bot.coaching.knowledge.words import terms
from bot.domain.brand import Fact
from bot.domain.situation import Situation
from bot.ports import FactHit, Knowledge

ANSWERS_FROM = 0.62
"""Relevance from which a fact is taken as the answer, where how likely it answers was not weighed."""
COMPLAINTS_FROM = 0.85
"""The same for complaints: a question in anger is seldom one for information, and a fact beside it sounds deaf."""
NEAR_FROM = 0.5
"""What is left of a fact's relevance when it speaks of other days than those asked for."""
SEARCHED = 12
LEANS = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """What a fact must reach to be said: `likely` where that was weighed (`bot.coaching.knowledge.likely`; set on
    labelled questions), `relevance` where it was not."""

    relevance: float
    likely: float


CALM, UPSET = Bar(ANSWERS_FROM, 0.6), Bar(COMPLAINTS_FROM, 0.7)
EATING = Bar(ANSWERS_FROM, 0.45)
"""What somebody must know to eat safely, however cross they are."""
LEANING = Bar(ANSWERS_FROM, 0.4)
"""A question that leans on the one before it, for facts akin to the answer to that."""


_ARRANGES = re.compile(r"(?:@\w[\w.]*,?\s+)+(?:[^\W\d]+\s+)?[^\W\d]+\W*$")
"""One or two words to somebody who is called by name, such as a day: friends who make a plan."""


def looked_up(
    ask: Ask, situation: Situation, knowledge: Knowledge, lang: str, enough: Bar, told: Sequence[Fact]
) -> tuple[list[FactHit], Places]:
    """What may answer one thing asked: on its own, as a part of what was asked before, or in other words."""
    comment = situation.comment or ""
    if _ARRANGES.match(comment):
        return [], Places.of((), "")
    if ask.about and told and len(set(terms(ask.text))) <= LEANS:
        leaning, places = _hits(f"{ask.about} {ask.text}", situation, knowledge, lang, LEANING, holding=ask.text)
        meant = set(terms(ask.text))
        kin = [
            hit
            for hit in leaning
            if hit.fact.id not in {fact.id for fact in told}
            and any(set(hit.fact.tags) & set(fact.tags) for fact in told)
            and meant & set(terms(hit.fact.question))
        ]
        if kin or meant <= BARE:
            return kin, places
    hits: list[FactHit] = []
    places = Places.of((), "")
    for query, holding in worded(ask, comment, lang):
        hits, places = _hits(query, situation, knowledge, lang, enough, holding=holding)
        if hits:
            break
    before = (told_before(ask.text, comment) or ask.about) if points_back(ask.text) else ""
    told_of = [hit for hit in hits if not before or _tells_of(before, hit.fact)]
    return [hit for hit in told_of if not _goes_elsewhere(ask.text, hit.fact)], places


_GOES = re.compile(
    r"^\W*(?i:do|does|can|could|will|would|are|is|si|sí|y|and|also|oigan|hola)?\W*"
    r"(?i:you|they|u|it|this|the bus|ustedes|uds)?\W*"
    r"(?i:fly|flying|go|going|get|come|run|sail|travel|reach|llegan?|lleg[aá]is|van|vais|vuelan|vol[aá]is|pasan|pas[aá]is)\s+"
    r"(?:\w+\s+){0,2}?(?:to|as far as|out to|through|hasta|a|para|por|en)\s+(?:la |el |los |las |the )?"
    r"(?P<place>[A-ZÁÉÍÓÚÑ]\w{2,})"
)
"""Whether the page comes to a place, asked with yes or no. What is sent may go anywhere."""


def _goes_elsewhere(ask: str, fact: Fact) -> bool:
    """Whether it is asked if the page comes to a place of which a fact tells nothing."""
    found = _GOES.match(ask)
    return found is not None and bool(left_over(found["place"], fact_text(fact)))


def _tells_of(told: str, fact: Fact) -> bool:
    """Whether a fact holds anything of what was told, to which a question points back ("when do you open it?")."""
    named = matter(told)[:1]
    return not named or not left_over(named[0], fact_text(fact))


def _hits(
    ask: str, situation: Situation, knowledge: Knowledge, lang: str, enough: Bar, holding: str = ""
) -> tuple[list[FactHit], Places]:
    """What may answer one thing asked, best first, none of it about another place than the one named. `holding` is
    what a fact must hold, where that is not the whole that is searched for."""
    brand, plain = situation.brand, without_days(gist(ask))
    found = list(knowledge.search(brand, plain, lang, SEARCHED))
    if days_in(ask) and (not found or found[0].relevance < enough.relevance):
        found = _of_that_day(ask, list(knowledge.search(brand, plain_words(ask), lang, SEARCHED))) or found
    places = Places.of([hit.fact for hit in found], brand.about)
    where = places.asked(ask)
    rest = places.bare(plain) if where else plain
    if rest != plain and terms(rest):
        before, found = found, list(knowledge.search(brand, rest, lang, SEARCHED))
        places = Places.of([hit.fact for hit in (*before, *found)], brand.about)
        where = places.asked(ask)
        if not found or found[0].relevance < enough.relevance:
            found = [hit for hit in before if places.by_fact[hit.fact.id] & where and shares(rest, hit.fact)] or found
    if enough is CALM and not any(hit.likely for hit in found):
        found = _named_first(rest, found)
    if where:
        found = _of_places_asked(found, knowledge.search(brand, plain, lang, SEARCHED), where, places)
    hits = fitting(rest if not holding or holding == ask else gist(holding), rest, found, lang, enough)
    elsewhere = max((hit.relevance for hit in hits if not places.fits(hit.fact, where)), default=0.0)
    return [hit for hit in hits if places.answers(hit.fact, where, hit.relevance > elsewhere)], places


def _of_places_asked(
    found: list[FactHit], whole: Sequence[FactHit], where: frozenset[str], places: Places
) -> list[FactHit]:
    """The same hits, those that tell of the places asked for as likely as with the places' names in the question."""
    likely = {hit.fact: hit.likely for hit in whole if places.by_fact.get(hit.fact.id, frozenset()) & where}
    raised = [
        replace(hit, likely=max(hit.likely, likely[hit.fact] or 0.0))
        if hit.likely is not None and hit.fact in likely
        else hit
        for hit in found
    ]
    return sorted(raised, key=lambda hit: hit.fact not in likely)


def fitting(ask: str, query: str, hits: list[FactHit], lang: str, enough: Bar) -> list[FactHit]:
    """The facts that answer what is asked, the likeliest first; one in another language is for people to judge."""
    foreign = [hit for hit in hits if hit.fact.lang != lang and hit.relevance >= enough.relevance]
    own = [hit for hit in hits if hit.fact.lang == lang]
    weighed = [hit for hit in own if hit.likely is not None]
    if not weighed:
        return foreign + [hit for hit in own if hit.relevance >= enough.relevance and _holds(ask, hit, query)]
    fits = [hit for hit in weighed if (hit.likely or 0) >= enough.likely and _holds(ask, hit, query)]
    best = sorted(fits, key=lambda hit: -(hit.likely or 0))
    return foreign + [replace(hit, relevance=max(hit.relevance, ANSWERS_FROM)) for hit in best]


def _holds(ask: str, hit: FactHit, query: str) -> bool:
    """Whether a fact tells what is asked of it. Where it was not weighed, or was found by other words than those of the
    question, it has to hold every word of the question's matter."""
    fact, plain = hit.fact, plain_words(ask)
    vital = frozenset(terms(" ".join(VITAL.findall(plain))))
    if not vital and only_for_diets(fact) and not VITAL.search(plain_words(query)) and not INSIDE.search(plain):
        return False
    if (vital and not about_that_food(ask, fact)) or not speaks_of(ask, fact):
        return False
    if hit.likely is None:
        return not _left(ask, fact) and holds(ask, fact, vital)
    return not (ask != query and not vital and _left(ask, fact)) and holds(ask, fact, whole=True)


def _left(ask: str, fact: Fact) -> tuple[str, ...]:
    return left_over(without_days(ask), fact_text(fact))


def _of_that_day(ask: str, found: list[FactHit]) -> list[FactHit]:
    """Of what the question finds with its days left in, the facts that hold more of it than the day."""
    return [hit for hit in found if shares(without_days(ask), hit.fact)]


def _named_first(ask: str, found: list[FactHit]) -> list[FactHit]:
    """The one fact that holds a word of the question which no other near it holds goes first, if it is near
    enough: "what time is story time?" is about story time and not about opening hours."""
    held = [frozenset(terms(f"{hit.fact.question} {hit.fact.answer}")) for hit in found]
    asked = set(terms(ask))
    alone = [bool((asked & words).difference(*(each for each in held if each is not words))) for words in held]
    if not alone or alone[0]:
        return found
    for place, hit in enumerate(found):
        if alone[place] and hit.relevance >= NEAR_FROM:
            first = FactHit(fact=hit.fact, relevance=max(hit.relevance, found[0].relevance, ANSWERS_FROM))
            return [first, *found[:place], *found[place + 1 :]]
    return found
