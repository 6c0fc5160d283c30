"""What a reading calls for: a reply or none, staying out, going private, hiding. Pure rules over the judgements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.reading.abuse import Abuse
from bot.coaching.reading.evidence import Evidence, only_signs
from bot.coaching.text.normalise import fold
from bot.coaching.text.split import bare
from bot.domain.comment import Who
from bot.domain.reading import CrisisKind, Kind, Mood, Urgency
from bot.domain.situation import Situation

_MATTER = (Kind.QUESTION, Kind.COMPLAINT, Kind.REQUEST, Kind.SUGGESTION)
_SMALL_TALK = 9
_PLAN_TALK = 30
_SURE_SPAM = 0.9
_SURE_ABUSE = 1.5
_MASK = re.compile(r"^@(?:user|\d+)$", re.IGNORECASE)
_TO_THE_PAGE = re.compile(
    r"\b(?:you|your|yours|guys|ustedes|vosotros|os|vuestr\w+|tienen|teneis|abren|abris|venden|vendeis|"
    r"hacen|haceis|they|abre|cuesta|open|cost|price|precio|hay(?! que)|are there|is there)\b"
)

_PLAN = re.compile(
    r"\b(?:te (?:pillo|recojo|paso a buscar|busco|espero|veo|llevo|invito|apuntas|animas|sumas|prendes)|nos vemos|"
    r"quedamos|vamos|tenemos que ir|hay que ir|iremos|(?:tu|vos) y yo|(?:yo )?contigo|con vos|"
    r"(?:you and me|me and you|you and i|pick you up|see you (?:on|at|there)|meet you|lets|let's|shall we|"
    r"we (?:should|have to|need to|must|could) (?:go|try|do|visit)|you (?:coming|in)\b|don'?t (?:be late|forget)))\b"
)
"""A plan made with the friend who is tagged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was judged so far, for the rules to decide on."""

    evidence: Evidence
    situation: Situation
    kinds: frozenset[Kind]
    mood: Mood
    crisis: CrisisKind | None
    abuse: Abuse
    spam: float
    uneasy: bool = False
    """Something in it may hint at a crisis that nobody names."""
    otherwise: Kind | None = None
    """What else it may be, where its words leave it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One decision and the key of its reason; `key` "" when there is nothing to say."""

    yes: bool
    key: str = ""


def stay_out(heard: Heard) -> Call:
    """Whether silence is the best turn."""
    if heard.crisis is not None:
        return Call(yes=False)
    if friend_tags(heard):
        words = len(bare(heard.evidence.seen.text).split())
        if words == 0:
            return Call(yes=True, key="none_tags")
        text = fold(heard.evidence.seen.text)
        planning = _PLAN.search(text) and not (Kind.QUESTION in heard.kinds and _TO_THE_PAGE.search(text))
        longest = _PLAN_TALK if planning else _SMALL_TALK
        if words <= longest and not _to_the_page(heard):
            return Call(yes=True, key="none_friends")
    if _between_others(heard):
        return Call(yes=True, key="none_friends")
    if _closing(heard):
        return Call(yes=True, key="none_closing")
    return Call(yes=False)


def friend_tags(heard: Heard) -> bool:
    """Whether people are tagged who are not the brand."""
    if not heard.evidence.mentions:
        return False
    text = heard.evidence.seen.text
    tags = [fold(span.of(text)) for span in heard.evidence.mentions]
    brand = {re.sub(r"\W", "", fold(name)) for name in (heard.situation.brand.name, heard.situation.brand.id) if name}
    others = [tag for tag in tags if not any(name and name in re.sub(r"\W", "", tag) for name in brand)]
    if len(others) < len(tags):
        return False
    return not (all(_MASK.match(tag) for tag in others) and any(char.isalnum() for char in bare(text)))


def _to_the_page(heard: Heard) -> bool:
    matter = heard.kinds & {Kind.COMPLAINT, Kind.REQUEST, Kind.SPAM, Kind.ABUSE}
    return bool(matter) or (
        _TO_THE_PAGE.search(fold(heard.evidence.seen.text)) is not None and Kind.QUESTION in heard.kinds
    )


def _between_others(heard: Heard) -> bool:
    """The turn before was somebody else's and this answers them, not the page."""
    history = heard.situation.history
    if not history or history[-1].who is not Who.OTHER or heard.kinds & set(_MATTER):
        return False
    return not any(turn.who is Who.BRAND for turn in history[-2:])


def _closing(heard: Heard) -> bool:
    """Thanks and goodbye after the page had answered, with nothing left open."""
    evidence, history = heard.evidence, heard.situation.history
    if heard.kinds & {*_MATTER, Kind.SPAM, Kind.ABUSE} or heard.mood is Mood.NEGATIVE:
        return False
    short = len(evidence.words) <= 12
    answered = bool(history) and history[-1].who is Who.BRAND
    return short and answered and (evidence.has("closing", "thanks") or only_signs(evidence))


def needs_reply(heard: Heard, out: Call) -> Call:
    """Whether a reply is due, and the reason either way."""
    kinds = heard.kinds
    if heard.crisis is not None:
        return Call(yes=True, key="reply_crisis")
    if out.yes:
        return Call(yes=False, key=out.key)
    if not any(char.isalnum() for char in heard.evidence.seen.text):
        return Call(yes=False, key="none_emoji" if heard.evidence.emoji else "none_empty")
    if Kind.SPAM in kinds and not kinds & {Kind.COMPLAINT}:
        return Call(yes=False, key="none_spam")
    if Kind.ABUSE in kinds:
        matter = bool(kinds & {Kind.COMPLAINT, Kind.REQUEST}) and not heard.abuse.grave
        return Call(yes=matter, key="reply_abuse_matter" if matter else "none_abuse")
    if heard.otherwise is not None:
        return Call(yes=True, key="reply_open")
    for kind in (Kind.COMPLAINT, Kind.QUESTION, Kind.REQUEST, Kind.SUGGESTION, Kind.STORY, Kind.PRAISE, Kind.JOKE):
        if kind in kinds:
            return Call(yes=True, key=f"reply_{kind.value}")
    if heard.mood is Mood.NEGATIVE or heard.evidence.has("thanks"):
        return Call(yes=True, key="reply_complaint" if heard.mood is Mood.NEGATIVE else "reply_praise")
    addressed = heard.evidence.mentions or len(heard.evidence.words) >= 4
    return Call(yes=bool(addressed), key="reply_other" if addressed else "none_chatter")


def take_private(heard: Heard) -> Call:
    """Whether the matter goes on in private, after an answer in public."""
    if heard.crisis is CrisisKind.SELF_HARM:
        return Call(yes=True, key="private_self_harm")
    if shows_private_data(heard.evidence) and Kind.SPAM not in heard.kinds:
        return Call(yes=True, key="private_shown")
    if heard.crisis is CrisisKind.DATA_LEAK:
        return Call(yes=True, key="private_data")
    if heard.evidence.has("private") and heard.kinds & {Kind.COMPLAINT, Kind.REQUEST, Kind.QUESTION}:
        return Call(yes=True, key="private_data")
    return Call(yes=False)


def shows_private_data(evidence: Evidence) -> bool:
    """A card, a phone or a mail address of a person stands in the comment."""
    return bool(evidence.cards or evidence.phones or evidence.emails)


def hide(heard: Heard) -> Call:
    """Whether decency calls for hiding. Criticism never does, however harsh; a crisis is never hidden away."""
    if heard.crisis is not None and heard.abuse.why != "threat":
        return Call(yes=False)
    if heard.abuse.grave and Kind.ABUSE in heard.kinds:
        keys = {"threat": "hide_threat", "hate": "hide_hate", "slur": "hide_hate"}
        return Call(yes=True, key=keys.get(heard.abuse.why, "hide_abuse"))
    if Kind.ABUSE in heard.kinds and _only_insults(heard):
        return Call(yes=True, key="hide_abuse")
    lured = heard.evidence.count("spam") >= 2 or (heard.evidence.has("spam") and heard.evidence.links)
    if Kind.SPAM in heard.kinds and heard.spam >= _SURE_SPAM and lured and not heard.kinds & {Kind.COMPLAINT}:
        return Call(yes=True, key="hide_spam")
    if heard.evidence.cards:
        return Call(yes=True, key="hide_private")
    return Call(yes=False)


def _only_insults(heard: Heard) -> bool:
    """Insults aimed at a person and nothing that could be answered: no grievance, no wish, not even a hint of one."""
    if heard.kinds & set(_MATTER) or heard.evidence.has("complaint", "private", "request", "suggestion"):
        return False
    return heard.abuse.why == "insult" and heard.abuse.aimed and heard.abuse.odds > _SURE_ABUSE


def urgency(heard: Heard) -> Urgency:
    """How soon an answer matters."""
    if heard.crisis in (CrisisKind.DANGER, CrisisKind.SELF_HARM):
        return Urgency.NOW
    if heard.crisis is not None:
        return Urgency.HIGH if heard.crisis is CrisisKind.PRESS else Urgency.NOW
    if heard.uneasy:
        return Urgency.HIGH
    waits = heard.kinds & {Kind.COMPLAINT, Kind.REQUEST, Kind.QUESTION}
    if waits and heard.evidence.has("urgent"):
        return Urgency.HIGH
    if Kind.COMPLAINT in heard.kinds:
        return Urgency.HIGH if heard.evidence.count("neg_strong", "complaint") >= 4 else Urgency.NORMAL
    return Urgency.NORMAL if waits or heard.otherwise is Kind.COMPLAINT else Urgency.LOW
