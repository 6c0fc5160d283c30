"""Which kinds a comment is of: what is likely, corrected by what its words show. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.reading import abuse, crisis
from bot.coaching.reading.asks import absurd, practical, questions, wants_seen_to
from bot.coaching.reading.evidence import Evidence, delighted
from bot.coaching.reading.lexicon import LANGUAGES
from bot.coaching.reading.outright import put_as, put_as_maybe
from bot.coaching.reading.scores import rhetorical
from bot.coaching.text.normalise import fold
from bot.domain.reading import OPPOSITE, CrisisKind, Kind
from bot.domain.situation import Situation

JUDGED = tuple(kind for kind in Kind if kind is not Kind.CRISIS)
"""Kinds that have a probability: a crisis is found or not."""
HARM = frozenset({CrisisKind.DANGER, CrisisKind.SELF_HARM, CrisisKind.LEGAL})
"""Crises that are bad news whatever the tone; the press and a worry about data may ask in a level voice."""
_HALF = 0.5
_GRIEVANCE_IN_HARM = 0.2
_EXCLAIMS = re.compile(
    r"\W*(?:(?:que|cuanto|como) (?:me|nos|te|os|lo|la|los|las) (?:gust|encant|alegr|divert|divirt|quier|ech|rei|"
    r"disfrut|hacen? (?:reir|falta)|pas)\w*|(?:what (?:an? )?(?:lovely|nice|great|beautiful|good|day|night|place)|"
    r"how (?:lovely|nice|kind|sweet|cute|i (?:love|miss)\w*))\b)"
)
_MARKED = 0.3
"""The least chance of a question that has its mark and asks something."""
_UNMARKED = 0.18
"""How likely a question must be that has the words of one and no mark ("when do you close")."""
_BESIDE = 0.65
"""How likely praise and grievance must each be to stand beside the other."""
_AGAINST = 0.55
"""The same where a word sets one against the other."""
_BUT = re.compile(
    r"\b(?:but|though|tho|although|mind you|only thing|(?:only|one|sole) (?:gripe|complaint|downside|snag|"
    r"niggle|quibble|"
    r"fault)|could(?:'ve| have) done without|shame about|pity about|bit of a|pero|aunque|eso si|lo unico|lo malo|"
    r"(?:la )?unica pega|lastima)\b"
)
_AGGRIEVED = 0.7
"""How likely a grievance has to be to stand beside words of looking back."""
_NEARLY = 0.45
"""How likely a grievance has to be where the mood is bad and nothing else is heard; and it or praise where something
is told at some length and nothing else is heard."""
_LEVEL = 0.65
"""How likely a grievance has to be that is told in a level voice and without a word of one."""
_TELLING = 8
"""Words from which something is told."""
_GRIEVANCES = 2
"""Words of a grievance from which even a memory is a complaint."""
_OPEN = 0.4
"""How much likelier than the other praise or a grievance must be where no strong word or sign shows it: of comments of
trades that the heads had not seen, a third below it are the other one, and one in eight above."""
_STRONG = {Kind.COMPLAINT: ("neg_strong",), Kind.PRAISE: ("pos_strong", "thanks")}
_SHOWS = {Kind.COMPLAINT: ("complaint", "neg", "sarcasm", "dry", "pointed"), Kind.PRAISE: ("pos", "praise")}
"""Words that show which of the two it is: strong ones, and any ("again" and "lost" stand in both)."""
_OWN_TROUBLE = re.compile(
    r"\b(?:my|our|mine|we|why|still|again|anyone|nobody|not|no|down|wrong|\w+n'?t|mi|mis|me|nos|nuestr[oa]s?|por que|"
    r"todavia|aun|otra vez|nadie|sigue|siguen|caid[oa])\b"
)
"""Words in which a question tells of something that went wrong for the one who asks."""
_OTHERS = re.compile(
    r"\b(?:you|your|yours|they|their|he|she|staff|because|nobody|no one|waiting|waited|refund|app|website|service|"
    r"vuestr\w+|ustedes|vosotr\w+|os|su|sus|les|tu|tus|porque|nadie|esperando|esper\w+|aplicacion|servicio|ell[oa]s|"
    r"\w+(?:aron|ieron|asteis|isteis))\b(?<!cayeron)(?<!chocaron)"
)
"""Somebody else who may have had a hand in a mishap."""
_OF_PERSONS = re.compile(
    r"\b(?:i|im|ive|i'\w+|me|my|mine|we|us|our|ours|you|your|yours|u|ur|pls|please|yo|mi|mis|conmigo|nos|"
    r"nosotr[oa]s|nuestr[oa]s?|"
    r"tu|tus|te|ti|vos|os|vosotr[oa]s|vuestr[oa]s?|usted(?:es)?|uds?|llevo|tengo|estoy|voy|sigo|espero|soy|he|hemos|"
    r"somos|sois|eres|sos|\w{2,}(?:amos|emos|imos|ais|eis|aste|iste|asteis|isteis))\b|\b\w{2,}[éí]\b",
    re.IGNORECASE,
)
"""Somebody speaking of themselves or to somebody: a headline does neither."""
_HEADLINE_WORDS, _HEADLINE_CHANCE = 7, 0.7
"""Words a shared headline has at least, and how likely a grievance is from which it is one all the same."""
_GUESSED = {Kind.QUESTION, Kind.SPAM, *OPPOSITE}
"""What a comment may have been taken for whose form shows what it is."""
_HONEST = {Kind.PRAISE, Kind.COMPLAINT, Kind.QUESTION, Kind.REQUEST}
_MILD_OATH = re.compile(
    r"(?:god)?damn(?:ed|it)?|hell|crap\w*|bloody|freaking|wtf|joder|coño|caray|carajo|mierda|diablos|demonios"
)
_SPAM_IN_A_QUESTION = 0.85
"""The same of somebody who asks after an offer and leads nowhere: "can I use my gift card online?"."""
_OFFERED = re.compile(
    r"\b(?:gift ?cards?|vouchers?|(?:discount|promo) codes?|student discount|coupons?|on offer|in the sale|"
    r"free (?:delivery|"
    r"shipping|parking|entry|gift|refill\w*|returns?|trial)|codigos? (?:de descuento|promocional)|cupon(?:es)?|vales?|"
    r"tarjetas? (?:de )?regalo|de oferta|en oferta|la oferta|la promo\w*|(?:envio|entrada|parking|"
    r"devolucion\w*) gratis|descuentos? "
    r"(?:de|para|por) (?:estudiant|jubilad|socio|grupo|vecin|cumple)\w*)\b"
)
_AIMED = ("insult", "insult_mild", "called", "slur", "threat", "profanity")
_SURE_ABUSE, _UNSAID_ABUSE = 0.8, 0.95
"""How likely abuse has to be in a few words of which none is harsh, or where all that is harsh is said of a thing; and
in Spanish, whose heads hear it in plain words."""
_ARE = re.compile(r"\b(?:es|son|era|eran|eres|sois|todos|todas|los|las|unos|unas|de)\b")
"""Where a group's name in a few words is no colour ("el negro, sin duda")."""
_TAME = -2.0
"""Log-odds of abuse up to which the words of a grievance, however harsh, attack nobody."""
_SPAM_BY_A_WORD, _SPAM_BY_GUESS = 0.55, 0.7
"""How likely spam has to be beside praise, a grievance or a question, with one word of a lure in it or with none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is known of one comment before its probabilities are final."""

    situation: Situation
    text: str
    lang: str
    sure: float
    evidence: Evidence
    vicious: abuse.Abuse
    odds: Mapping[str, float]
    cues: Mapping[str, float]
    """Counts of cues; empty where nothing weighs them."""


def kinds_of(look: Look, chances: Mapping[str, float], found: crisis.Crisis | None) -> frozenset[Kind]:
    """Kinds above their threshold. A slur, a threat or hate of a group is abuse whatever the rest says."""
    kinds = _as_put(look, chances, _likely(look, chances))
    if Kind.SPAM in kinds and kinds & _HONEST and not _lures(look.evidence, chances["spam"]):
        kinds.discard(Kind.SPAM)
    if Kind.ABUSE in kinds and (_only_swears(look, kinds) or _only_guessed(look, chances, kinds)):
        kinds.discard(Kind.ABUSE)
    laughing = look.evidence.has("joke") or look.evidence.laugh > 0
    if Kind.JOKE in kinds and _in_earnest(look, kinds, laughing=laughing):
        kinds.discard(Kind.JOKE)
    if laughing and Kind.JOKE in kinds and Kind.COMPLAINT not in kinds and not practical(look.evidence):
        kinds.discard(Kind.QUESTION)
    if Kind.COMPLAINT in kinds and _only_asks(look, chances, kinds):
        kinds.discard(Kind.COMPLAINT)
    if wants_seen_to(look.evidence):
        kinds.add(Kind.REQUEST)
    if Kind.COMPLAINT in kinds and _glad(look, chances):
        kinds = (kinds | {Kind.PRAISE}) - {Kind.COMPLAINT}
    if kinds & set(OPPOSITE) and _own_mishap(look):
        kinds -= set(OPPOSITE) if look.evidence.has("own") else {Kind.COMPLAINT}
    if {Kind.COMPLAINT, Kind.PRAISE} <= kinds and not _set_against(look, chances):
        kinds -= _doubtful(chances) or _unsaid(look, chances)
    if _recalls(look) and chances["complaint"] < _AGGRIEVED:
        kinds = (kinds | {Kind.STORY}) - {Kind.COMPLAINT}
    if look.lang not in LANGUAGES:
        kinds -= {Kind.STORY, Kind.JOKE, Kind.SUGGESTION, Kind.REQUEST}
    if look.vicious.grave:
        kinds.add(Kind.ABUSE)
    if found is not None:
        kinds.add(Kind.CRISIS)
        kinds -= {Kind.SPAM, Kind.JOKE}
        if _aggrieved(look, chances, found):
            kinds.add(Kind.COMPLAINT)
    return frozenset(kinds)


def _in_earnest(look: Look, kinds: set[Kind], *, laughing: bool) -> bool:
    """Whether what sounds like fun is none: a grievance, a kindness told or a question, without a laugh; and what a
    page is really asked, though it begin with a dog or a mother-in-law."""
    evidence = look.evidence
    asked = Kind.QUESTION in kinds and not absurd(evidence)
    if not laughing:
        return asked or Kind.COMPLAINT in kinds or delighted(evidence) or evidence.has("called")
    return asked and not evidence.laugh and evidence.count("joke") == 1 and practical(evidence)


def _own_mishap(look: Look) -> bool:
    """Whether somebody tells of a mishap that is their own or nobody's doing: nobody else occurs in it."""
    evidence = look.evidence
    if not evidence.has("own", "nobody") or evidence.has("praise", "pos_strong", "dry", "pointed", "called"):
        return False
    return _OTHERS.search(fold(evidence.seen.text)) is None


def _likely(look: Look, chances: Mapping[str, float]) -> set[Kind]:
    """Kinds by their chance; one that is all but likely where something is told and nothing else is heard."""
    kinds: set[Kind] = {kind for kind in JUDGED if chances.get(kind, 0.0) >= _HALF}
    if Kind.QUESTION in kinds and (rhetorical(look.evidence) or _exclaims(look)):
        kinds.discard(Kind.QUESTION)
    elif chances["question"] >= (_MARKED if look.evidence.questions else _UNMARKED) and questions(look.evidence):
        kinds.add(Kind.QUESTION)
    if chances["complaint"] < _HEADLINE_CHANCE and _headline(look):
        return kinds - {Kind.COMPLAINT}
    if not kinds and chances["mood:negative"] >= _HALF and chances["complaint"] >= _NEARLY:
        kinds.add(Kind.COMPLAINT)
    if not kinds and len(look.evidence.words) >= _TELLING:
        likelier = max(OPPOSITE, key=lambda kind: chances[kind])
        told = likelier is Kind.COMPLAINT or _shown(look, likelier)
        kinds |= {likelier} if chances[likelier] >= _NEARLY and told else set()
    if Kind.COMPLAINT in kinds and chances["complaint"] < _LEVEL and _level(look, chances):
        kinds.discard(Kind.COMPLAINT)
    return kinds


def _shown(look: Look, kind: Kind) -> bool:
    """Whether a word or a sign speaks for praise or for a grievance."""
    marked = look.evidence.bad if kind is Kind.COMPLAINT else look.evidence.good
    return marked > 0 or look.evidence.has(*_SHOWS[kind], *_STRONG[kind])


def _level(look: Look, chances: Mapping[str, float]) -> bool:
    """Whether it is said in a level voice and no word of it is one of a grievance: "it used to be a cinema"."""
    return chances["mood:neutral"] >= chances["mood:negative"] and not _shown(look, Kind.COMPLAINT)


def _as_put(look: Look, chances: Mapping[str, float], kinds: set[Kind]) -> set[Kind]:
    """With what the form alone shows: an order to the page, a question without its mark, advice to others, where
    nothing else was heard or only guessed."""
    if kinds == {Kind.QUESTION} and put_as_maybe(look.evidence):
        return {Kind.SUGGESTION}
    if kinds - _GUESSED or look.evidence.bad:
        return kinds
    for kind in kinds & set(OPPOSITE):
        if len(kinds) > 1 or chances[kind] >= _AGGRIEVED or look.evidence.has(*_SHOWS[kind], *_STRONG[kind]):
            return kinds
        put = put_as(look.evidence)
        return kinds if put is None or put is Kind.QUESTION else {put}
    put = put_as(look.evidence)
    if put is None or (put is not Kind.QUESTION and look.evidence.questions):
        return kinds
    if put is Kind.QUESTION:
        away = look.evidence.links or look.evidence.phones or look.evidence.emails
        return (kinds if away else kinds - {Kind.SPAM}) | {put}
    return kinds if Kind.SPAM in kinds else kinds - {Kind.QUESTION} | {put}


def _exclaims(look: Look) -> bool:
    """Whether it cries out in the words of a question ("cuanto me gusta este sitio")."""
    return not look.evidence.questions and _EXCLAIMS.match(fold(look.evidence.seen.text)) is not None


def otherwise_of(look: Look, chances: Mapping[str, float], kinds: frozenset[Kind]) -> Kind | None:
    """The other of praise and grievance, where nothing but a near guess of the heads says which of them it is."""
    heard = kinds - {Kind.STORY}
    if len(heard) != 1 or not heard <= set(OPPOSITE):
        return None
    (kind,) = heard
    if chances[kind] < _HALF:
        return OPPOSITE[kind]
    evidence = look.evidence
    marked = evidence.bad if kind is Kind.COMPLAINT else evidence.good
    plain = evidence.count(*_SHOWS[kind]) > 1 and not evidence.has(*_SHOWS[OPPOSITE[kind]])
    if marked or plain or evidence.has(*_STRONG[kind]) or (kind is Kind.PRAISE and _in_words(evidence, chances)):
        return None
    return OPPOSITE[kind] if chances[kind] - chances[OPPOSITE[kind]] < _OPEN else None


def _in_words(evidence: Evidence, chances: Mapping[str, float]) -> bool:
    """Whether praise stands there in so many words, none speaks of a grievance, and none is likelier."""
    spoken = evidence.has("praise") and not evidence.has(*_SHOWS[Kind.COMPLAINT], *_STRONG[Kind.COMPLAINT])
    return spoken and not evidence.bad and chances[Kind.PRAISE] >= chances[Kind.COMPLAINT]


def _set_against(look: Look, chances: Mapping[str, float]) -> bool:
    """Whether one of praise and grievance is set against the other by a word for that ("lovely cake, but a small
    slice"): then neither is doubted."""
    likely = min(chances[Kind.COMPLAINT], chances[Kind.PRAISE]) >= _AGAINST
    return likely and _BUT.search(fold(look.evidence.seen.text)) is not None


def _doubtful(chances: Mapping[str, float]) -> frozenset[Kind]:
    """Of praise and grievance the one that is only half believed in beside the other."""
    least = min((Kind.COMPLAINT, Kind.PRAISE), key=lambda kind: chances[kind])
    return frozenset({least} if chances[least] < _BESIDE else ())


def _unsaid(look: Look, chances: Mapping[str, float]) -> frozenset[Kind]:
    """Of praise and grievance the one that neither a word nor the mood speaks for."""
    if look.lang not in LANGUAGES:
        return frozenset()
    kind = Kind.COMPLAINT if chances["mood:positive"] > chances["mood:negative"] else Kind.PRAISE
    marked = look.evidence.bad if kind is Kind.COMPLAINT else look.evidence.good
    said = marked or look.evidence.has(*_SHOWS[kind], *_STRONG[kind])
    return frozenset() if said else frozenset({kind})


def _only_asks(look: Look, chances: Mapping[str, float], kinds: set[Kind]) -> bool:
    """Whether a level question names what might trouble somebody ("do you charge for that?"), and no more."""
    evidence = look.evidence
    named = evidence.count("complaint", "neg")
    bare = not named and evidence.questions <= 1 and len(questions(evidence)) == len(evidence.sentences)
    level = (chances["mood:neutral"] >= _HALF or bare) and chances["complaint"] < _AGGRIEVED
    words = named > 1 or evidence.has("neg_strong", "sarcasm", "dry", "pointed")
    if Kind.QUESTION not in kinds or not level or words or evidence.bad:
        return False
    return look.lang in LANGUAGES and _OWN_TROUBLE.search(fold(evidence.seen.text)) is None


def _headline(look: Look) -> bool:
    """Whether it is a piece of news passed on: a level sentence with a link, in which nobody speaks of themselves."""
    evidence, text = look.evidence, look.text
    level = not (evidence.emoji or evidence.bad or evidence.shouts or evidence.has("neg_strong", "sarcasm", "insult"))
    told = len(evidence.words) >= _HEADLINE_WORDS and not any(mark in text for mark in "!?¡¿")
    alone = not text.startswith("@") and _OF_PERSONS.search(text) is None
    return bool(evidence.links) and level and told and alone


def _only_swears(look: Look, kinds: set[Kind]) -> bool:
    """Whether somebody who asks for something swears about it and abuses nobody: an oath that one hears on any bus."""
    evidence = look.evidence
    vicious = evidence.has("insult", "insult_mild", "called", "slur", "threat", "hate_verb") or look.vicious.grave
    if Kind.COMPLAINT not in kinds or vicious or not evidence.has("profanity"):
        return False
    words = [fold(evidence.seen.text[hit.start : hit.end]) for hit in evidence.cues.get("profanity", ())]
    return bool(kinds & {Kind.QUESTION, Kind.REQUEST}) and all(_MILD_OATH.fullmatch(word) for word in words)


def _only_guessed(look: Look, chances: Mapping[str, float], kinds: set[Kind]) -> bool:
    """Whether nothing but a guess of the heads speaks for abuse: "twelve checkouts. One cashier.", "cheap garbage"."""
    evidence = look.evidence
    if Kind.COMPLAINT in kinds and look.vicious.odds <= _TAME and not look.vicious.grave:
        return chances["abuse"] < _SURE_ABUSE
    if look.vicious.grave or evidence.has(*_AIMED):
        return False
    if look.lang == "es":
        of_people = evidence.has("group") and (
            len(evidence.words) >= _TELLING or _ARE.search(fold(look.text)) is not None
        )
        return not (of_people or evidence.has("hate_verb", "you_are")) and chances["abuse"] < _UNSAID_ABUSE
    of_things = evidence.has("neg_strong") and Kind.COMPLAINT in kinds and not evidence.mentions
    plain = of_things or len(evidence.words) < _TELLING
    return plain and not evidence.has("hate_verb") and chances["abuse"] < _SURE_ABUSE


def _lures(evidence: Evidence, chance: float) -> bool:
    """Whether spam beside something honest has more to it than a word or the heads' guess."""
    away = evidence.links or evidence.phones or evidence.emails
    if questions(evidence) and not away and _OFFERED.search(fold(evidence.seen.text)) and chance < _SPAM_IN_A_QUESTION:
        return False
    if evidence.count("spam") > 1 or (away and not evidence.has("thanks", "praise")):
        return True
    return chance >= (_SPAM_BY_A_WORD if evidence.has("spam") else _SPAM_BY_GUESS)


def _glad(look: Look, chances: Mapping[str, float]) -> bool:
    """Whether nothing but the heads' guess speaks for a grievance, and the mood speaks against it."""
    words = look.evidence.has("complaint", "neg_strong", "neg", "sarcasm", "request")
    cheer = look.evidence.has("pos", "pos_strong", "praise", "thanks")
    return chances["mood:positive"] >= _HALF and cheer and not words and look.evidence.bad == 0


def _recalls(look: Look) -> bool:
    """Whether somebody looks back on their own life, with no word of a grievance: a story, though it sound sad."""
    evidence = look.evidence
    return (
        evidence.has("memory")
        and not evidence.has("neg_strong", "request")
        and evidence.count("complaint") < _GRIEVANCES
        and evidence.bad == 0
    )


def _aggrieved(look: Look, chances: Mapping[str, float], found: crisis.Crisis) -> bool:
    """Harm laid at the page's door is a grievance, even when it is told without a harsh word."""
    blamed = found.kind is CrisisKind.LEGAL or look.evidence.has("crisis_legal")
    return found.kind in HARM and blamed and chances["complaint"] >= _GRIEVANCE_IN_HARM
