"""What somebody proposes or asks for, in their own words, as a reply can take it up: "thank you for the idea of putting
the prices on the door", "I'll ask whether we can send you the slides". Pure.

Taken up wrongly it does harm, so that whatever is in doubt is left unsaid: "" is always a right answer here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.composing import wished_es
from bot.coaching.composing.answers import steers
from bot.coaching.composing.clauses import grave, length, unfit
from bot.coaching.text.normalise import wordset
from bot.domain.reading import Address

_MOST, _LEAST = 13, 2
_LONGEST = 400
_VERBS = (
    "put|add|open|chuck|stick|pop|do|make|let|bring|get|start|stop|move|turn|sell|offer|print|post|publish|share|"
    "show|keep|leave|"
    "close|"
    "give|use|write|allow|run|stay|mark|label|hang|fix|replace|build|install|include|swap|change|send|play|serve|"
    "stock|"
    "hire|set|extend|lower|raise|take|tell|hold|save|reserve|upload|cancel|remove|correct|update|cut|"
    "mention|try|repair|mend|bake|paint|hand|draw|split|organise|organize|translate|record|film|"
    "stream|pack|wrap|deliver|resend|forward|confirm|look for|look at|look into|pass|hang on to|sort|clean|refund|"
    "switch|reopen|repeat|teach|separate|warn|remind|have"
)
_ALSO_NOUNS = "train|text|call|ring|email|book|list|check|water|feed|charge|return|host|plan|plant|number|ship"
"""Verbs only behind a plea."""
_BEFORE = r"(?:please |pls |maybe |perhaps |possibly |also |just |ever |kindly |really |always |at least |even |then )*"
_PLEA = (
    rf"(?:(?:could|can|would|will|might|may) (?:you|u|ye|y'all|yous|youse|someone|somebody|anyone|we|they|"
    rf"[A-Z][a-z]+)(?: "
    rf"guys| lot|"
    rf" folks)? {_BEFORE}|(?:you|u|ye|y'all|yous|youse|they)(?: guys| lot| folks)? (?:really )?(?:could|should|"
    rf"ought to|might|"
    rf"need to|may want to) {_BEFORE}|[A-Z][a-z]+,? (?:could|can|would|will) you {_BEFORE}|why (?:not|don'?t "
    rf"(?:you|they|"
    rf"we)) {_BEFORE}|(?:is there )?any chance (?:you|someone) (?:could|can) {_BEFORE}|(?:it (?:would|'d) be|would "
    rf"be) "
    rf"(?:great|good|nice|lovely|handy|helpful) if you could {_BEFORE}|(?:i'?d|we'?d) (?:love|like) you to {_BEFORE}|"
    rf"(?:please|pls|maybe|perhaps),? {_BEFORE})"
)
_TAIL = r"(?! (?:to|of|me a favour|you|they|i|we|y'all)\b)(?:[^.!?;,:()\n]|(?<=\d)[.,:](?=\d)){3,110}"
_VERBS_TAIL = rf"(?:{_VERBS}|{_ALSO_NOUNS})\b{_TAIL}"
_EN_DEED = re.compile(
    rf"(?:^|[.!?;,:] |\b(?:and|but|so|or) ){_PLEA}(?P<deed>(?:{_VERBS}|{_ALSO_NOUNS})\b{_TAIL})|"
    rf"(?:^|[.!?;:] )(?:it |that )?(?:(?:might|may|would|could|'d) (?:well )?be|is|"
    rf"'s) an idea to (?P<idea>{_VERBS_TAIL})|"
    rf"(?:^|[.!?;:] )(?P<order>(?!do (?!an? )|have\b|look\b|tell\b|let\b|get\b)(?:{_VERBS}|(?:text|call|ring|email|"
    rf"message) (?=me|us))\b{_TAIL})",
    re.IGNORECASE,
)
_EN_GERUND = re.compile(
    r"\b(?:(?:be|it'?s|is) (?:well )?worth|what about|how about|(?:think|thought) (?:about|of)|(?:suggest|recommend|"
    r"consider(?:ed)?|(?:might|may|would|could) (?:well )?be (?:worth|nice|an idea|"
    r"handy))) (?P<deed>[a-z]{2,}ing\b[^.!?;,:()\n]{3,90})",
    re.IGNORECASE,
)
_EN_THING = re.compile(
    r"(?:^|[.!?;:] )(?:and |maybe |perhaps |could do with |(?:please |pls )?consider |how about |what about |"
    r"any chance of |"
    r"i'?d love |we'?d love |would love |"
    r"i'?d like |(?:you|y'all|ye|they|we)(?: guys)? (?:really )?(?:need|want|could do with|ought to (?:do|have)|"
    r"should "
    r"(?:do|have|sell|offer)|could (?:do|have|sell|offer)) )?"
    r"(?P<thing>(?:an?|some|more|another|bit of) (?!lot\b|bit of a\b|shame|pity|word|thing\b|question|tip\b|"
    r"while\b|idea\b|suggestion\b|thought\b|few "
    r"(?:days|weeks|hours|minutes))"
    r"[^.!?;,:()\n]{3,90}?)"
    r"(?= (?:would|wouldn'?t|could|couldn'?t|might|may|won'?t|can'?t|never|so (?:that|we|i|people|the|you)|because|as|"
    r"since|please|cos)\b|[.!?;,:(]|$)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?: (?:so (?:that|we|i|people|you|the|they|families)|because|cos|as (?:it|we|i|they)\b|since|which|but|while|"
    r"thanks|"
    r"thank you|cheers|please|pls|though|imo|imho|tbh|ngl|tho|fwiw|haha|if possible|if you (?:would|could|can|like)|"
    r"if at all|when you (?:can|get)|and (?:i|we|it|then|that|you|he|she|they)|"
    r"before (?:i|we|it|you)|is there|and \w+ (?:it|them)|i'?m|i am|i|that'?s|would|like (?:that|this))\b.*)$",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\b(?:he|she|him|they|them|it|this|that|these|those|one|ones|something|anything|stuff|thing|things|sth|i|we|"
    r"lol|u|ur)$|"
    r"^(?:\w+ )(?:it|this|that|him|her|them|us|you)\b|"
    r"\b(?:i|i'm|i've|we|we're|we've|lol|u|ur|gonna|wanna|tip|me a favour|favour|idea|point|worse|mistake|"
    r"difference)\b",
    re.IGNORECASE,
)
_TURNS = (
    (re.compile(r"\b(?:me|us)\b", re.IGNORECASE), "you"),
    (re.compile(r"\b(?:your|yer|yr)\b", re.IGNORECASE), "\0"),
    (re.compile(r"\b(?:mine|ours)\b", re.IGNORECASE), "yours"),
    (re.compile(r"\b(?:my|our)\b", re.IGNORECASE), "your"),
    (re.compile("\0"), "our"),
)
_DOUBLED = wordset("put get let set run stop cut swap plan ship wrap split label cancel")
_AUX = re.compile(r"\b(?:you|ye|u)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """`idea` behind "the idea of" ("putting the prices up", "a bench by the door"); `deed` behind "whether we can"
    ("send you the slides")."""

    idea: str = ""
    deed: str = ""


NOTHING = Wished()


def wished_in(text: str, lang: str, address: Address, names: frozenset[str] = frozenset()) -> Wished:
    """What a comment proposes or asks for."""
    if steers(text) or grave(text):
        return NOTHING
    said = re.sub(r"\s+", " ", text[:_LONGEST].replace("’", "'")).strip()
    if lang == "es":
        idea, deed = wished_es.wished(said, address)
    else:
        idea, deed = _english(said)
    return Wished(idea=_fit(idea, lang, names), deed=_fit(deed, lang, names))


def _fit(said: str, lang: str, names: frozenset[str]) -> str:
    """`said` where it can be repeated."""
    while length(said) > _MOST and (tail := _TAIL_OF[lang].search(said)) is not None:
        said = said[: tail.start()]
    fits = _LEAST <= length(said) <= _MOST and not unfit(said, lang, names)
    return said if fits else ""


_TAIL_OF = {
    "en": re.compile(
        r" (?:who|that|so|for those|for people|for anyone|while|when|where|because|which)\b.*$|"
        r" (?:for|with|in|on|at|to|like) (?:(?! (?:for|with|in|on|at|to|like) ).)*$"
    ),
    "es": re.compile(
        r" (?:que|para los que|para las que|para quienes|cuando|donde|como)\b.*$|"
        r" (?:para|con|en|por) (?:(?! (?:para|con|en|por) ).)*$"
    ),
}
"""What a long proposal can do without: its last circumstance."""


def _english(text: str) -> tuple[str, str]:
    thing = _EN_THING.search(text)
    found = _EN_DEED.search(text)
    gerund = _EN_GERUND.search(text)
    if gerund is not None:
        return _turned(gerund["deed"]), ""
    if found is not None and (thing is None or found.start() <= thing.start()):
        deed = _turned(found["deed"] or found["idea"] or found["order"])
        return (_doing(deed) if deed else ""), deed
    return (_turned(thing["thing"]) if thing is not None else ""), ""


def _turned(said: str) -> str:
    """About "you" for the person and "our" for the page; "" where it leans on what is not said."""
    said = _CUT.sub("", said).strip(" -'\"")
    if _LEANS.search(said) or _AUX.search(said):
        return ""
    for pattern, word in _TURNS:
        said = pattern.sub(word, said)
    said = re.sub(r"^bit of ", "a bit of ", said, flags=re.IGNORECASE)
    return said[:1].lower() + said[1:]


def _doing(deed: str) -> str:
    """ "put the prices up" as "putting the prices up"."""
    if (bare := _ONLY_HAVING.match(deed)) is not None:
        return deed[bare.end() :]
    verb, _, rest = deed.partition(" ")
    if verb in _DOUBLED:
        verb = f"{verb}{verb[-1]}"
    elif verb.endswith("e"):
        verb = verb[:-1]
    return f"{verb}ing {rest}"


_ONLY_HAVING = re.compile(r"(?:do|have) (?=(?:an?|some|more|another) )")
"""What adds nothing to the thing: "do a bag for brushes"."""


_TAKEN_UP = frozenset({"suggestion", "request", "request_open"})
"""Moments in which a proposal or a request is taken up in its own words."""


def wish_slots(kind: str, text: str, lang: str, address: Address, names: frozenset[str]) -> dict[str, str]:
    """Slots {wish} and {deed} for a moment of this kind."""
    found = wished_in(text, lang, address, names) if kind in _TAKEN_UP else NOTHING
    return {"wish": found.idea, "deed": found.deed}
