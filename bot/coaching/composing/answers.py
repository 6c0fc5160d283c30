"""What the brand knows about what was asked: facts that answer, facts that come near, and what nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.coaching.composing.asked import Ask, asked, asks_something, left_behind, opens_plainly
from bot.coaching.composing.by_ways import likely, looks_further, named, sure
from bot.coaching.composing.days import days_in, days_told, rule_for, without_days
from bot.coaching.composing.deeds import ACT, deed_in, pleads, settled_by_hand, surely_pleads
from bot.coaching.composing.lookup import (
    ANSWERS_FROM,
    CALM,
    EATING,
    LEANS,
    NEAR_FROM,
    SEARCHED,
    UPSET,
    Bar,
    fitting,
    looked_up,
)
from bot.coaching.composing.moments import HAGGLES, proposes, seeks_favour
from bot.coaching.composing.near import NearBy, differs, of_other_booking
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.wordings import BARE, VITAL, halves
from bot.coaching.knowledge.places import Places
from bot.coaching.knowledge.thing import which
from bot.coaching.knowledge.words import terms
from bot.coaching.needs import need
from bot.domain.brand import Fact
from bot.domain.reading import Kind, Reading
from bot.domain.situation import Situation
from bot.domain.suggestion import Need, Source
from bot.ports import FactHit, Knowledge

LIKELY_MAYBE = 0.75
"""How likely a fact must be to answer what may be no question."""


_AND = re.compile(r"^\W*(?:and|y|e|also) ", re.IGNORECASE)
_LIGHT = frozenset(terms("haceis hacen haces hace hacer dais dan dejan make makes give gives work works"))
"""Words with meaning up to which a question may lean on the one before it."""
_LEANING = re.compile(
    r"\b(?:it|they|that|them|this|lo|los|las|es|son|esta|estan|until|how late|when|hasta|"
    r"hora|cuando|how much|cuesta|vale|sale)\b"
)
"""What a question hangs on another by ("and is it safe?")."""
_LAUGHS = re.compile(r"\b(ja){2,}|\b(ha){2,}|\blo+l\b|\U0001f602|\U0001f923")
_ABSURD = re.compile(
    r"\b(dog|cat|puppy|horse|bird|duck|perr(o|it[oa])|gat(o|it[oa])|caballo|pajaro|pato)\b.{0,30}"
    r"\b(pay|pays|tip|tips|order|orders|read|reads|drink|drinks|work|works|pide|paga|lee|cobra|trabaja|bebe)\b"
)
_ALIVE = re.compile(
    r"\b(?:does|do|did) (?:the|your|that) (?:bread|cake|bun|coffee|book|books|soup|table|chair|cup|decaf|sofa)s? "
    r"(?:\w+ )?(?:know|mind|feel|dream|care|remember|get lonely|judge|have feelings)\b|"
    r"\b(?:el|la|los|las) (?:pan|tarta|bizcocho|bollo|cafe|libros?|sopa|mesas?|sillas?|tazas?|sofa) (?:ya )?"
    r"(?:sabe que|se siente|sueña|suena con|se acuerda|se ofende|tiene sentimientos)\w*"
)
"""A question about what a thing knows or feels, which is none."""
_WHICH_OF_IT = re.compile(
    r"\W*(?:(?:and|y|e) )?(?:which|what|que|cual) (?!time|day|date|hora|dia|precio|price)(?:\w+ )?(?:is|was|will|es|"
    r"era|sera|toca)(?: (?:it|that|they|be|esta vez|this time|now|ahora))*\W*$"
)
"""A question after a part of what was just asked about ("and which book is it?"), to which no other fact is an
answer."""
_LACKS = re.compile(
    r"\b(?:do not have|don'?t have|haven'?t got|without|lost|no tengo|no me dieron|sin|perdi) (?:the|my|a|any|el|la|"
    r"mi|un|una)? ?"
    r"([a-z]{4,})\b"
)
_AS_NEAR = 0.25
"""How much less relevant the same fact of another place may be."""
_PRACTICAL = re.compile(
    r"\b(ten(eis|es|ien?en)|tienen?|hay|abr(is|e|en)|cerr(ais|ar)|cierr\w+|cuant\w+|cuesta|puedo|puede|podemos|donde|"
    r"(is|are) (my|our) .{0,30}\b(allowed|welcome|ok)|who (makes?|roasts?|does)|have you got|"
    r"cuando|a que hora|haceis|hacen|vend(eis|en)|reserv\w+|aceptais|how (much|many|long|late)|what time|"
    r"(do|are|have|can|could|will) you|(is|are) there|(can|could|may) (i|we)|where|when|which|price)\b"
)
_ASKS_ANEW = re.compile(
    r"\W*(?:(?:y|and|also) )?(?:do|does|did|is|are|can|could|will|what|where|when|how|which|who|why|hay|ten\w+|"
    r"tien\w+|que|"
    r"cual|cuan\w+|donde|como|quien|por que|se pued\w+|pued\w+|abr\w+)\b"
)
"""The beginning of a question of its own, beside a request."""
_MAY_I = re.compile(r"\W*(?:can|could|may) (?:i|we)\b|\W*(?:se pued\w+|puedo|podemos)\b")
_TO_BE_HAD = re.compile(
    r"\b(?:(?:is|are) there|(?:do|does) .{0,20}have|when|what time|hay|ten(?:eis|es)|tienen?|cuando|a que hora)\b"
)
"""Questions for what may be had in one place and not in the other."""
_STEERS = re.compile(
    r"ignor\w* (all |the |any |everything|todo|todas|las |lo )|(previous|prior|new|nuevas|anteriores) instruc|"
    r"instruc\w+ (anteriores|previas|above)|system prompt|prompt de sistema|"
    r"\b(system|assistant|developer|sistema|asistente)\s*[:>\]]|<\|?/?(im_|system|assistant|user)|@@ |#{2,} |"
    r"</\w+>|\"role\"|\"replies\"|[{}]{2}|^---$|\b(override|anular sistema)\b|you are now|ahora eres|"
    r"\b(i|we) order you|te ordeno|(the |moderator's |la )(ai|ia)\b|"
    r"(reply|respond|answer) (only|exactly)\b|(responde|contesta) (solo|exactamente)\b|"
    r"(reply|respond|answer) in (french|german|italian|english|spanish|chinese|russian|portuguese)|"
    r"(responde|contesta) en (franc|alem|italian|ingl|espa|chin|rus|portug)|"
    r"\b(say|write|post|mention|repeat) (that|this|the|after|it)\b|"
    r"\b(di|escribe|publica|repite|menciona) (que|esto|lo|a|la)\b|"
    r"tell every|(translate|traduce) (this|esto)|publ[ií]calo|reveal your|ense[nñ]a tu|```|\{\s*\"",
    re.IGNORECASE | re.MULTILINE,
)
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\U000e0000-\U000e007f]"
)
"""Signs nobody sees; the joiner that emoji are made with is none of them."""
_FIRST = re.compile(r"^(¿?)([a-záéíóúñ])")
_LINKISH = re.compile(r"https?://|www\.|\b[\w-]+\.(com|net|org|io|es|ru|xyz|top|info|link|shop)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`facts` answer what was asked, `near` is the best that only comes close, `needs` is what nobody knows."""

    facts: tuple[Fact, ...] = ()
    near: Fact | None = None
    near_by: NearBy = "day"
    """In what the nearest fact differs from what was asked."""
    needs: tuple[Need, ...] = ()
    questions: tuple[str, ...] = ()
    """What was asked and is open, in the person's own words; a request is none."""
    deed: str = ""
    """What is to be done for the person, where that is asked (`bot.coaching.composing.sorts`)."""
    before: Answers | None = None
    """What was known before a person took the facts, where one did: every draft says them then."""

    @property
    def taken(self) -> bool:
        """Whether a person chose the facts."""
        return self.before is not None


def find_answers(situation: Situation, reading: Reading, knowledge: Knowledge, lang: str) -> Answers:
    """Search the brand's knowledge for each thing asked. Empty where nothing is asked."""
    if in_jest(situation.comment or "", reading):
        return Answers()
    if seeks_favour(situation.comment or ""):
        return Answers(needs=(need("favour", situation.reader_lang, about="favour"),))
    upset = Kind.COMPLAINT in reading.kinds and not HAGGLES.search(plain_words(situation.comment or ""))
    enough = UPSET if upset else CALM
    asks = [
        part for ask in asked(situation, reading, lang) for part in _by_halves(ask, situation, knowledge, lang, enough)
    ]
    found = _Gathering(
        situation=situation,
        reading=reading,
        knowledge=knowledge,
        lang=lang,
        upset=upset,
        deed=_deed(situation, reading),
        alone=len(asks) == 1,
    )
    for ask in asks:
        found.take(ask, enough)
    return _by_ways(found.answers(asks), asks, situation, reading, knowledge, lang)


def _by_ways(
    answers: Answers, asks: Sequence[Ask], situation: Situation, reading: Reading, knowledge: Knowledge, lang: str
) -> Answers:
    """With the fact that surely answers the comment as a whole, where no search by its words found any; where none is
    sure, with those named to the team that may."""
    comment = situation.comment or ""
    asked = bool(answers.questions) or any(not ask.maybe for ask in asks)
    if (
        answers.facts
        or answers.near
        or answers.deed
        or steers(comment)
        or proposes(comment)
        or not looks_further(reading, asked=asked)
    ):
        return answers
    hits = [hit for hit in knowledge.likeliest(situation.brand, comment, lang) if not suspicious(hit.fact)]
    fact = sure(hits, comment, asked=asked)
    if fact is not None and differs(comment, fact) is None and len(answers.needs) <= 1:
        return replace(answers, facts=(fact,), needs=(), questions=())
    nearest = likely(hits)
    if not nearest or not answers.questions:
        return answers
    question = f"{answers.needs[0].question} {named(nearest, situation.reader_lang)}"
    first = replace(answers.needs[0], question=question, facts=tuple(each.id for each in nearest))
    return replace(answers, needs=(first, *answers.needs[1:]))


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """What was found so far for the things asked in one comment, `alone` where there is only one."""

    situation: Situation
    reading: Reading
    knowledge: Knowledge
    lang: str
    upset: bool
    deed: str
    alone: bool
    facts: dict[str, Fact] = field(default_factory=dict)
    near: tuple[Fact, NearBy] | None = None
    needs: list[Need] = field(default_factory=list)

    def take(self, ask: Ask, enough: Bar) -> None:
        """Look for an answer to one thing asked, and note it, what comes near, or the need."""
        if _by_hand(self.deed, ask, self.situation) or (_proposed(ask.text) and not self.upset):
            return
        bare = ask.about and not self.facts and set(terms(ask.text)) <= BARE
        if bare or _told_already(ask, self.facts.values()):
            return
        if _not_for_a_base(ask, told=bool(self.facts), upset=self.upset):
            self.needs.append(_need(ask.text, self.situation.reader_lang))
            return
        bar = EATING if VITAL.search(plain_words(ask.text)) else enough
        hits, places = looked_up(ask, self.situation, self.knowledge, self.lang, bar, tuple(self.facts.values()))
        if self.upset:
            comment = self.situation.comment or ""
            hits = [hit for hit in hits if not of_other_booking(ask.text, comment, hit.fact)]
        if ask.maybe:
            hits = [hit for hit in hits[:1] if (hit.likely or 0) >= LIKELY_MAYBE]
        if which(_AND.sub("", ask.text)):
            hits = [hit for hit in hits if hit.fact.id not in self.facts]
        best, doubt = _best(ask.text, hits, self.lang, self.situation.reader_lang)
        if doubt is not None:
            self.needs.append(doubt)
        other = differs(ask.text, best.fact) if best is not None and doubt is None else None
        if best is not None and best.relevance > NEAR_FROM and other is None:
            self._answered(ask, best, hits, places)
        elif not ask.maybe:
            self._open(ask, (_near(ask.text, best, hits, places), other), doubt)

    def _answered(self, ask: Ask, best: FactHit, hits: list[FactHit], places: Places) -> None:
        self.facts.setdefault(best.fact.id, best.fact)
        if places.asked(ask.text):
            return
        twins = _elsewhere(best, hits, places)
        if not twins and self.alone:
            twins = _twins(best.fact, self.situation, self.knowledge)
        self.facts.update({twin.id: twin for twin in twins if twin.id not in self.facts})

    def _open(self, ask: Ask, nearest: tuple[tuple[Fact, NearBy] | None, NearBy | None], doubt: Need | None) -> None:
        beside = nearest[0] or _of_other_place(ask, self.situation, self.knowledge, self.lang, doubt)
        self.near = self.near or ((beside[0], nearest[1] or beside[1]) if beside else None)
        kinds = self.reading.kinds
        sure = self.alone and not self.upset and (not kinds or Kind.QUESTION in kinds)
        plea = _plea(ask.text, self.reading) or bool(self.deed and (deed_in(ask.text) or pleads(ask.text)))
        if doubt is None and not plea and _is_question(ask.text, sure=sure):
            self.needs.append(_need(ask.text, self.situation.reader_lang))

    def answers(self, asks: Sequence[Ask]) -> Answers:
        """All of it, with what is to be done and what an answer asks for that the author lacks."""
        situation, facts, needs = self.situation, self.facts, list(self.needs)
        near = None if self.near is not None and self.near[0].id in facts else self.near
        deed = "" if facts and not _by_hand(self.deed, None, situation) else self.deed
        if not (deed or facts or needs or near or self.upset or proposes(situation.comment or "")):
            pleads_so = any(_plea(ask.text, self.reading) for ask in asks)
            deed = ACT if Kind.REQUEST in self.reading.kinds or pleads_so else ""
        questions = tuple(each.about for each in needs)
        if deed and not needs:
            needs.append(_to_do(situation))
        needs += conditions(situation, facts.values())
        return Answers(
            facts=tuple(facts.values())[:3],
            near=near[0] if near else None,
            near_by=near[1] if near else "day",
            needs=tuple(needs[:3]),
            questions=questions,
            deed=deed,
        )


def _by_halves(ask: Ask, situation: Situation, knowledge: Knowledge, lang: str, enough: Bar) -> list[Ask]:
    """A question for two things as two questions, where the base has an answer to one of them and to both none."""
    parts = [replace(ask, text=text) for text in halves(ask.text)]
    if not parts or looked_up(ask, situation, knowledge, lang, enough, ())[0]:
        return [ask]
    found = any(looked_up(part, situation, knowledge, lang, enough, ())[0] for part in parts)
    return parts if found else [ask]


def _deed(situation: Situation, reading: Reading) -> str:
    """What the comment wants done, where it wants anything of the page."""
    plain = plain_words(situation.comment or "")
    wants = reading.kinds & {Kind.QUESTION, Kind.REQUEST} or (not reading.kinds and opens_plainly(plain))
    if not wants or left_behind(plain):
        return ""
    return deed_in(situation.comment or "")


def _by_hand(deed: str, ask: Ask | None, situation: Situation) -> bool:
    """Whether it takes a person to do it; of a comment that asks more, whether this part is the request."""
    if not deed or not settled_by_hand(deed, situation.comment or ""):
        return False
    if ask is None or not _ASKS_ANEW.match(plain_words(ask.text)):
        return True
    return bool(deed_in(ask.text)) or settled_by_hand(deed, ask.text)


def _proposed(ask: str) -> bool:
    """Whether a question is a proposal in disguise; "can I" and "se puede" ask what is so."""
    return proposes(ask) and _MAY_I.match(plain_words(ask)) is None


def _not_for_a_base(ask: Ask, *, told: bool, upset: bool) -> bool:
    """Whether a search would only mislead: a request beside what was answered, a question that hangs on one nobody
    can answer ("and is it safe?"), a few words in anger."""
    meant = len(set(terms(ask.text)))
    if ask.about and told and deed_in(ask.text):
        return True
    if ask.about and not told and meant <= 1 and _LEANING.search(plain_words(ask.text)):
        return True
    if ask.about and told and _WHICH_OF_IT.match(plain_words(ask.text)):
        return True
    return upset and meant < LEANS


def _plea(ask: str, reading: Reading) -> bool:
    """Whether a thing asked is one to be done and not to be known."""
    if surely_pleads(ask):
        return True
    return (Kind.REQUEST in reading.kinds or not reading.kinds) and pleads(ask)


def _to_do(situation: Situation) -> Need:
    text = _short(situation.comment or "")
    return need("do", situation.reader_lang, about=text, asked=text)


def conditions(situation: Situation, facts: Iterable[Fact]) -> list[Need]:
    """What a fact asks for and the author says they lack: "with the receipt", "I don't have the receipt"."""
    lacks = _LACKS.findall(plain_words(situation.comment or ""))
    said = [(word, fact) for fact in facts for word in lacks if _on_condition(word, plain_words(fact.answer))]
    reader = situation.reader_lang
    return [need("without", reader, about=word, thing=word, fact=_short(fact.answer)) for word, fact in said[:1]]


def _on_condition(word: str, answer: str) -> bool:
    return re.search(rf"\b(?:with|con) (?:the|a|your|their|el|la|un|una|su)? ?{re.escape(word)}\b", answer) is not None


def _told_already(ask: Ask, facts: Iterable[Fact]) -> bool:
    """Whether a short second question ("and is it cheaper?") is dealt with in the answer to the first."""
    meant = set(terms(ask.text)) - _LIGHT
    if not meant or len(meant) > LEANS or days_in(ask.text) or which(_AND.sub("", ask.text)):
        return False
    return any(meant <= set(terms(f"{fact.question} {fact.answer}")) for fact in facts)


def _is_question(ask: str, *, sure: bool = False) -> bool:
    """Whether the team can be asked about it: "you?" says nothing, "do you have parking?" does; a proposal, a haggle
    and a demand have no answer to look up."""
    plain = plain_words(ask)
    if set(terms(plain)) <= BARE:
        return False
    if proposes(ask) or HAGGLES.search(plain) or not (sure or "?" in ask or asks_something(ask)):
        return False
    meant = len(terms(plain))
    return meant >= 2 or (meant == 1 and len(plain.split()) >= 2)


def _best(ask: str, hits: list[FactHit], lang: str, reader: str) -> tuple[FactHit | None, Need | None]:
    """The fact to use for one thing asked, and a need where the base holds it only in a way we must not use.

    A fact about other days than those asked for only comes near: its relevance is lowered below answering.
    """
    days = days_in(ask)
    for hit in hits:
        if suspicious(hit.fact):
            return None, need("suspect", reader, about=hit.fact.id, fact=hit.fact.id)
        if hit.fact.lang != lang:
            return None, need("in_other", reader, about=hit.fact.id, tongue=lang, fact=_short(hit.fact.answer))
        told = days_told(hit.fact.answer)
        if not days or days & told or (hit is hits[0] and (not told or rule_for(days, hit.fact.answer))):
            return hit, None
    near = FactHit(fact=hits[0].fact, relevance=NEAR_FROM) if hits else None
    return near, None


def _elsewhere(best: FactHit, hits: list[FactHit], places: Places) -> list[Fact]:
    """What holds in the brand's other places, where the answer differs by place and none was named."""
    near = (hit for hit in hits if hit.relevance >= best.relevance - _AS_NEAR and hit.fact.lang == best.fact.lang)
    return [hit.fact for hit in near if places.elsewhere(best.fact, hit.fact) and not suspicious(hit.fact)]


def _twins(fact: Fact, situation: Situation, knowledge: Knowledge) -> list[Fact]:
    """What answers the same question for the brand's other places, however the person put theirs."""
    brand = situation.brand
    found = [
        hit for hit in knowledge.search(brand, fact.question, fact.lang, SEARCHED) if hit.relevance >= ANSWERS_FROM
    ]
    places = Places.of([fact, *(hit.fact for hit in found)], brand.about)
    return [
        hit.fact
        for hit in found
        if hit.fact.lang == fact.lang and places.elsewhere(fact, hit.fact) and not suspicious(hit.fact)
    ]


def _near(ask: str, best: FactHit | None, hits: list[FactHit], places: Places) -> tuple[Fact, NearBy] | None:
    """What comes close, unless it is of one place, tells otherwise in another, and none was named."""
    if best is None or (not places.asked(ask) and any(places.elsewhere(best.fact, hit.fact) for hit in hits)):
        return None
    return best.fact, "day"


def _of_other_place(
    ask: Ask, situation: Situation, knowledge: Knowledge, lang: str, doubt: Need | None
) -> tuple[Fact, NearBy] | None:
    """What holds in another of the brand's places than the one named, where nothing is known of that one."""
    if doubt is not None or not _TO_BE_HAD.search(plain_words(ask.text)):
        return None
    found = list(knowledge.search(situation.brand, ask.text, lang, SEARCHED))
    places = Places.of([hit.fact for hit in found], situation.brand.about)
    where = places.asked(ask.text) & places.names
    if not where:
        return None
    rest = places.bare(without_days(ask.text))
    hits = [hit for hit in knowledge.search(situation.brand, rest, lang, SEARCHED) if hit.relevance >= ANSWERS_FROM]
    told = Places.of([hit.fact for hit in hits], situation.brand.about).by_fact
    for hit in fitting(rest, rest, hits, lang, CALM)[:1]:
        if hit.fact.lang == lang and told[hit.fact.id] and not told[hit.fact.id] & where and not suspicious(hit.fact):
            return hit.fact, "place"
    return None


def in_jest(comment: str, reading: Reading) -> bool:
    """Whether a question is asked for the laugh alone: a joke that wants nothing practical of the page."""
    if reading.kinds & {Kind.COMPLAINT, Kind.CRISIS, Kind.ABUSE}:
        return False
    plain = plain_words(comment)
    joking = Kind.JOKE in reading.kinds or (_LAUGHS.search(plain) and _ABSURD.search(plain)) or _ALIVE.search(plain)
    return bool(joking) and not _PRACTICAL.search(plain)


@lru_cache(maxsize=2_048)
def steers(text: str) -> bool:
    """Whether a text tries to give a program orders. Kept, since a page's facts are looked at with every comment."""
    return bool(_INVISIBLE.search(text) or _STEERS.search(text))


def suspicious(fact: Fact) -> bool:
    """Whether a fact reads like an instruction or hides signs: never put into a reply, shown to the team instead."""
    text = f"{fact.question}\n{fact.answer}"
    return steers(text) or bool(_LINKISH.search(fact.answer))


def source_of(fact: Fact) -> Source:
    """The fact as a source to be shown to a moderator."""
    return Source(ref=fact.id, title=fact.source, quote=fact.answer, url=fact.url)


def _short(text: str) -> str:
    text = re.sub(r"@\w+", "", _INVISIBLE.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" .,;:-")
    return text if len(text) <= 160 else text[:157].rstrip() + "…"


def _need(ask: str, reader: str) -> Need:
    text = _short(ask)
    text = _FIRST.sub(lambda found: found[1] + found[2].upper(), text, count=1)
    return need("answer", reader, about=text, asked=text)
