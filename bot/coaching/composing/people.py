"""Who is spoken of in a comment: people close to the author, animals, strangers; and who came to harm. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.composing.phrasebook import Phrasebook, Thing
from bot.domain.reading import Address

PEOPLE = frozenset({"people", "pet", "other"})
_HARM = re.compile(
    r"vomit|throw\w* up|threw up|\bsick\b|\bill\b|unwell|\bfell\b|slipp|tripp|\bhit\b|\bhurt|\bcuts?\b|burn|scald|"
    r"\bbroke|"
    r"bleed|swollen|swell|reaction|chok|collaps|faint|grabbed|kicked|pushed|punched|bitten|\bbit\b|trapped|stuck|"
    r"\bfits\b|"
    r"\bdied\b|\bdead\b|pills|insulin|alone|blister|allerg|stung|swallow|drank|breathe|unconscious|attacked|bruis|"
    r"stitches|"
    r"tumble|fever|spiked|injur|hospital|"
    r"\bmal[oa]s?\b|enferm|diarrea|intoxic|\bcay|caid|resbal|tropez|golpe|heri|cort[eoa]|quem|romp|rot[oa]|sangr|"
    r"hinch|inflam|"
    r"reaccion|alerg|atragant|ahog|desmay|desplom|agarr|patada|empuj|mordi|atrap|convuls|\bmurio|muert|pastilla|"
    r"sol[oa]\b|ampolla|picad|trag[oó]|bebida|respira|inconsciente|atac|moreton|puntos|fiebre|hospital|urgencias|encima"
)
_SELF = re.compile(
    r"\b(i|i'm|i've|me|my (lips?|mouth|tongue|throat|face|eyes?|hands?|fingers?|arms?|legs?|foot|feet|skin|head|back|"
    r"scalp|tooth|gums?|stomach)|we|we've|both of us|us all|"
    r"yo|estoy|tengo|llevo|me|nos|estamos|tenemos|acabe|mi (boca|cara|piel|mano|lengua|garganta|muela|cabeza)|"
    r"conmigo)\b"
)
_GONE = re.compile(r"\b(died|dead|put (him|her|it) down|passed away|murio|muerto|muerta|se (me|nos) murio|fallecio)\b")
_FAR = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurt:
    """Who came to harm: `part` is kin (somebody else), pet, gone (an animal that died) or "" (the author);
    `name` as a reply says it ("your son")."""

    part: str = ""
    name: str = ""
    noun: str = ""


NOBODY = Hurt()


def spoken_of(bare: str, book: Phrasebook) -> list[tuple[int, Thing]]:
    """People and animals of the comment with their places, each once, in order."""
    found: dict[int, Thing] = {}
    for thing in book.things.among(bare):
        if thing.group in PEOPLE and (match := thing.pattern.search(bare)):
            found.setdefault(match.start(), thing)
    return sorted(found.items(), key=lambda each: each[0])


def who_is_hurt(bare: str, book: Phrasebook, address: Address) -> Hurt:
    """The person or animal named nearest before the harm; the author where they speak of themselves nearer."""
    harm = _HARM.search(bare)
    people = spoken_of(bare, book)
    if not people:
        return Hurt()
    at = harm.start() if harm else people[0][0]
    place, thing = min(people, key=lambda each: _distance(each[0], at))
    own = [match.start() for match in _SELF.finditer(bare)]
    nearest_self = min((_distance(each, at) for each in own), default=_FAR)
    if thing.group != "pet" and nearest_self < _distance(place, at):
        return Hurt()
    part = "kin" if thing.group != "pet" else "gone" if _GONE.search(bare) else "pet"
    return Hurt(part=part, name=called(thing, book, address), noun=thing.name.partition(" ")[2] or thing.name)


def _distance(place: int, at: int) -> int:
    """How far before the harm something stands; what stands behind it counts double."""
    return at - place if place <= at else 2 * (place - at)


def called(thing: Thing, book: Phrasebook, address: Address) -> str:
    """A person or thing as a reply says it: "your son", "the gentleman", "the delay"."""
    if thing.group not in ("own", "people", "pet"):
        return f"the {thing.name}" if book.lang == "en" else thing.name
    if book.lang == "en":
        return f"your {thing.name}"
    article, _, noun = thing.name.partition(" ")
    form = {"el": "tu", "la": "tuf", "los": "tus", "las": "tusf"}[article]
    return f"{book.forms[form].get(address.value) or book.forms[form]['tu']} {noun}"


_HE = frozenset(
    [
        "son",
        "husband",
        "boyfriend",
        "brother",
        "nephew",
        "uncle",
        "grandfather",
        "grandad",
        "grandpa",
        "father",
        "dad",
        "gentleman",
        "boy",
    ]
)
_SHE = frozenset(
    [
        "daughter",
        "wife",
        "girlfriend",
        "sister",
        "niece",
        "aunt",
        "grandmother",
        "grandma",
        "gran",
        "nan",
        "mother",
        "mum",
        "mom",
        "lady",
        "girl",
    ]
)


def without_repeats(parts: list[str], kin: str, lang: str) -> list[str]:
    """The sentences, somebody named in an earlier one called "he" or "she" in the later (in Spanish not at all)."""
    seen, result = False, []
    for part in parts:
        if kin and seen:
            part = _short_of(part, kin, lang)
        seen = seen or bool(kin and kin.lower() in part.lower())
        result.append(part)
    return result


def _short_of(text: str, kin: str, lang: str) -> str:
    if lang == "es":
        return re.sub(rf"(est[aáé]|mejor|pasado) (?:a )?{re.escape(kin)}\b(?! ?[yo] )", r"\1", text)
    noun = kin.split()[-1]
    pronoun = "he" if noun in _HE else "she" if noun in _SHE else ""
    if not pronoun:
        return text
    return re.sub(rf"\b(how is|is|how|can|has|if) {re.escape(kin)}\b", rf"\1 {pronoun}", text, flags=re.IGNORECASE)
