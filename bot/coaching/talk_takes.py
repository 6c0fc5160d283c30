"""A person's word on the facts that a need names: this one, that one, both, or none of them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.knowledge.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """`places` are those meant of the facts named, `said` is what a fact is called by the person. With neither, none
    of them answers. `by_name`: the word "fact" is there, or it is written like an id, so that nothing else can be
    meant. `rest` is what was said behind it ("yes, but warmer"), `joined` whether by a "but"."""

    places: tuple[int, ...] = ()
    said: str = ""
    by_name: bool = False
    rest: str = ""
    joined: bool = False

    @property
    def declines(self) -> bool:
        """Whether none of them answers."""
        return not (self.places or self.said)


_FACT = r"(?:facts?|entry|datos?|entrada|respuesta|answer)"
_PLEASE = r"(?:,? (?:please|pls|por favor|porfa|thanks|thank you|gracias))?"
_YES_WORD = (
    r"(?:yes|yeah|yep|yup|sure|right|correct|exactly|si|sip|claro(?: que si)?|exacto|correcto|"
    r"(?:that|this|it)(?:'s| is) (?:right|correct|it|the one|the answer)|(?:that|this) one|"
    r"(?:it|that|this) (?:does|answers it|works|will do)|(?:use|take|say) (?:it|that|this)(?: one)?|(?:that|this)|"
    r"eso es|asi es|es es[aeo]|es est[ae]|es[aeo]|est[aeo]|es correcto|(?:si )?(?:que )?sirve|me sirve|"
    r"(?:usa|usal[oa]|di|dil[oa]|toma|pon|ponl[oa])(?: es[aeo]| est[ae])?)"
)
_YES = rf"{_YES_WORD}(?:[,.! ]+{_YES_WORD})*"
_FIRST = r"(?:first|1st|primer[oa]?)"
_SECOND = r"(?:second|2nd|segund[oa]|other|otr[oa])"
_NTH = rf"(?:(?:use|take|say|usa|toma|di) )?(?:the|el|la|lo) (?P<nth>{_FIRST}|{_SECOND})(?: one| {_FACT})?"
_BOTH = r"(?:(?:use|take|say|usa|toma|di) )?(?:both(?: of them)?|l[oa]s dos|amb[oa]s)"
_USE = (
    r"(?:use|take|answer with|reply with|usa|utiliza|toma|contesta con|responde con)"
    rf"(?P<named> (?:(?:the|el|la) )?{_FACT})?:? [\"“«(]?"
    r"(?!(?:it|that|this|them|es[aeo]|est[aeo])\b)(?P<ref>[\w][\w./-]*[\w])[\"”»)]?"
)
_LEAD = rf"(?:(?:no|{_YES})[,.:! ]+)?"
_PATTERNS = tuple(
    (kind, re.compile(rf"^{lead}{pattern}{_PLEASE}(?P<rest>$|[.!]+$|[.!]* ?[,;:–—-] ?.*|[.!]+ .*| (?:but|pero) .*)"))
    for kind, lead, pattern in (
        ("nth", _LEAD, _NTH),
        ("both", _LEAD, _BOTH),
        ("use", _LEAD, _USE),
        ("yes", "", _YES),
    )
)
_NO = re.compile(
    r"^(?:no|nope|nah)?[,.! ]*(?:no|nope|nah|neither(?: (?:of (?:them|those|these)|one))?|"
    r"none(?: of (?:them|those|these))?|not (?:that|this|it|those)(?: one)?|"
    r"(?:that|this|it)(?:'s| is) not (?:it|right)|(?:that|this|it) (?:doesn'?t|does not)(?: answer it| help)?|"
    r"(?:they|those) (?:don'?t|do not)|"
    r"ningun[oa](?: de (?:ell[oa]s|es[oa]s|est[oa]s|l[oa]s dos))?|ni un[oa] ni otr[oa]|(?:es[aeo]|est[aeo]) no|"
    r"no (?:me )?sirven?(?: ningun[oa])?|no es es[aeo]|tampoco)[.!]*$"
)
_JOINT = re.compile(r"^[\s,.;:!–—-]*(?:(?:but|and|pero|y|aunque|only|solo)\b)?[\s,:]*", re.IGNORECASE)
_BUT = re.compile(r"^[\s,.;:!–—-]*(?:but|and|pero|y|aunque|only|solo)\b", re.IGNORECASE)
_LIKE_AN_ID = re.compile(r"[-_./\d]")
_MOST_REST = 8
"""Words behind a yes from which it is the beginning of something else."""


def taking(message: str) -> Taking | None:
    """What a message says of the facts named; None where it is about something else."""
    text = " ".join(message.replace("’", "'").split())
    plain = fold(text)
    shift = len(plain) - len(plain.lstrip("¿¡ "))
    plain = plain[shift:]
    if _NO.match(plain) and plain.strip(" .!,"):
        return Taking()
    for kind, pattern in _PATTERNS:
        found = pattern.match(plain)
        if found is None:
            continue
        same = len(plain) + shift == len(text)
        rest = (text[shift + found.start("rest") :] if same else found["rest"]).strip(" .!")
        if len(rest.split()) > _MOST_REST:
            return None
        return _taken(kind, found, rest)
    return None


def _taken(kind: str, found: re.Match[str], rest: str) -> Taking:
    joined, rest = _BUT.match(rest) is not None, _JOINT.sub("", rest)
    if kind == "use":
        by_name = bool(found["named"]) or _LIKE_AN_ID.search(found["ref"]) is not None
        return Taking(said=found["ref"], by_name=by_name, rest=rest, joined=joined)
    if kind == "both":
        return Taking(places=(0, 1), rest=rest, joined=joined)
    if kind == "nth":
        second = re.fullmatch(_SECOND, found["nth"]) is not None
        return Taking(places=(int(second),), rest=rest, joined=joined)
    return Taking(places=(0,), rest=rest, joined=joined)
