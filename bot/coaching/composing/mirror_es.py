"""A Spanish clause said back: "compré" becomes "compraste", "compró", "comprasteis" by the form of address. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.coaching.composing.mirror_es_words import (
    DENIED,
    EXCEPT_THEM,
    HARMLESS_END,
    HARMLESS_NOS,
    O_NOUNS,
    REFLEXIVE,
    REFUSED,
    TO_PAGE,
    UNKNOWN_FIRST,
    repaired,
)
from bot.coaching.composing.verbs_es import AMBIGUOUS, accented, said_to
from bot.domain.reading import Address

_WORD = re.compile(r"[^\W\d_]+")
_ACCENT = re.compile("[áéíóú]")
_UNTURNED = re.compile(r"^(?:ya |me |nos |hoy |ayer )*([a-zñ]+e)\b")
_ENDS_O = re.compile(
    r"^(?:no |ya |solo |me |nos |hoy |siempre |nunca |también |todavía |aún |encima )*(?!\w+[ai]do\b)(\w+o)\b"
)
_PRESENT_SELF = re.compile(
    r"\b(?:no )?(?:me|te|nos|os) (?!solo\b|tod[oa]s?\b|mucho\b|tanto\b|poco\b)(?!\w*(?:io|uvo|ujo)\b)"
    r"(?!(?:dijo|trajo|hizo|puso|quiso|pudo|supo|vino)\b)(\w+o)\b|"
    r"\b(?!(?:r|fr|l|t|vac|env|desaf|nav|m|tuy|suy|rod|bald|sombr|desv|estr|gent|pod|crec)ío\b)(\w+[íú]o)\b"
)
"""A first person behind a pronoun ("no te recupero") or with its accent ("sonrío")."""
_COUNTED = re.compile(
    r"\b(?:fuimos|éramos|somos|estábamos|íbamos|vinimos|llegamos) (?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|"
    r"diez|doce|quince|veinte|treinta|cuarenta|cincuenta|cien|much[oa]s|poc[oa]s|demasiad[oa]s|\d+)\b"
)
"""A party of so many, which no single person is."""
_PLURAL = (Address.VOSOTROS, Address.USTEDES)
_FORMAL = (Address.USTED, Address.USTEDES)
_CLITIC = {Address.TU: "te", Address.VOS: "te", Address.VOSOTROS: "os", Address.USTED: "le", Address.USTEDES: "les"}
_THEM = {
    Address.TU: "tú", Address.VOS: "vos", Address.VOSOTROS: "vosotros", Address.USTED: "usted",
    Address.USTEDES: "ustedes",
}  # fmt: skip
_WITH = {Address.TU: "contigo"}
_BEHIND_NOUN = re.compile(
    r"(?:^|\W)(?:el|un|mi|del|al|este|ese|cada|otro|sin|con|por|su|nuestro|ningún|ni|de|primer|último|en)$",
    re.IGNORECASE,
)
_BEHIND_THEM = re.compile(r"\b(?:se|le|les|nadie|usted)$")
"""Behind these a first person in -o is a third one without its accent: "se llevo"."""
_ENDS_FIRST = re.compile(r"(?:[éí]|[aei]mos)$")
_PAST_SELF = re.compile(r"^(?:ya |no |solo |incluso |también |encima )*(?:había|tenía)\b")
_DONE_BY_ME = (
    r"(?:pedido|reservado|pagado|comprado|encargado|avisado|llamado|preguntado|reclamado|quedado|dejado|solicitado|"
    r"cancelado|contratado|elegido|ordenado|escrito|confirmado|dicho|hecho)"
)
_OWN_HABIA = re.compile(rf"\b(?:había|tenía) (?={_DONE_BY_ME}\b)")
_OWN_TENIA = re.compile(r"\btenía (?=(?:cita|reserva|turno|hora|mesa|entradas?)\b)")
_HABIAS = {
    Address.TU: "habías", Address.VOS: "habías", Address.VOSOTROS: "habíais", Address.USTED: "había",
    Address.USTEDES: "habían",
}  # fmt: skip
_IMPERFECT = re.compile(r"\b(\w+)(ábamos|íamos)\b")
_IMPERFECT_ENDS = {
    "ábamos": {Address.VOSOTROS: "abais", Address.USTED: "aba", Address.USTEDES: "aban"},
    "íamos": {Address.VOSOTROS: "íais", Address.USTED: "ía", Address.USTEDES: "ían"},
}
_ENCLITIC = re.compile(r"\b(\w*[aeiáéí](?:r|ndo))(me|nos)(l[oa]s?)?\b")
_UNSURE_WHO = re.compile(
    r"^(?:ya |no |siempre |solo |también )*(?!había |hacía |era |estaba (?:tod|el|la|frí|suci|rot|cerrad|llen|vací|mal|"
    r"apagad)|faltaba|quedaba|olía |sabía |salía |parecía )\w+(?:aba|ía)\b|"
    r"\b(?:cuando|mientras|porque) (?:no )?(?:me |nos )?(?!había )\w+(?:aba|ía)\b(?! (?:el|la|los|las|un|una)\b)|"
    r"^(?!el |la |los |las |un |una |mi |en ).* y (?:no )?(?:me |nos )?(?!había )\w+(?:aba|ía)\b(?! (?:el|la|los|"
    r"las|un|una)\b)"
)
"""An imperfect that may be the author's or somebody else's."""
_ALONE = re.compile(
    r"^(?:el|la|los|las|un|una|nadie|nada|no hay|no había|no qued\w+|mi|mis|nuestr[oa]s?|tod[oa]s?|solo|sólo|hay|"
    r"había|desde|en|a las?|sin|otra|otro|media|medio|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d\S*|este|"
    r"esta|ning[uú]n\w*|unos|unas|cada|hace)\b"
)
_LEANS = re.compile(
    r"^(?:que|quien|quienes|cual|donde|cuando|como|aunque|mientras|alguien|cu[aá]nt[oa]s?|cuyo|lo que|si|él|ella|"
    r"ellos|ellas|le|les|lo que|ese|esa|esos|esas|"
    r"aquel|sino|ni siquiera|o|u|ya que|pues|para que|porque|es que|así)\b"
)
_THIRD = re.compile(
    r"\b(?:\w{2,}(?:aron|ieron|jeron|yeron)|[^\W\d_]+[ae]n|son|fueron|dieron|vieron|están|dan|van|ven)\b"
)
"""What is said of more than one: nouns that end alike are in a list."""
_MANY = re.compile(
    r"\b(?:los|las|unos|unas|mis|nuestr[oa]s|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d+|much[oa]s|vari[oa]s|"
    r"est[oa]s|tod[oa]s|ambos|ambas|algun[oa]s)(?: \w+){0,3}? \w{2,}s\b"
)
_UNITS = r"(?:días|semanas|meses|horas|minutos|veces|años)"
_BEHIND = re.compile(r"\b(?:quedan|quedaron|faltan|faltaron|faltaban|caben|llegaron|funcionan|son|eran|están|fueron) ")
"""Third persons of things, which may stand in front of what they are said of."""


_BEHIND_VERB = re.compile(r"\b(?:lo|la|los|las|me|se|que|ya) \w+ yo\b")
"""Whoever says "lo vi yo" stresses who it was, which "lo viste" loses and "lo viste tú" turns against them."""


def turned(clause: str, address: Address, opens: bool) -> str:
    """The clause about the person addressed, a small letter in front; "" where it is not sure to come out right."""
    small = _small(clause)
    text = repaired(_with_plain_preterites(small))
    if REFUSED.search(text) or TO_PAGE.search(text) or _speaks_to_page(text) or _LEANS.match(text):
        return ""
    if _UNSURE_WHO.search(text) and not _PAST_SELF.match(text):
        return ""
    if _theirs(text) or not (opens or _ALONE.match(text) or _said(_first(text), address)):
        return ""
    text = re.sub(r"^(?:yo|nosotr[oa]s) (?=(?:no |ya |me |nos )?\w+)", "", text)
    if _doubtful_first(text, address):
        return ""
    if (found := _UNTURNED.match(text)) is not None and accented(found[1]):
        return ""
    if address not in _PLURAL and _COUNTED.search(text):
        return ""
    return _in_second(text, address)


def _doubtful_first(text: str, address: Address) -> bool:
    """Whether a verb of the first person may be in it that the table does not know: "acepto", "yo" without a verb."""
    words = _WORD.findall(text)
    if "yo" in words and not any(said_to(word, address) for word in words):
        return True
    if _BEHIND_VERB.search(text) is not None:
        return True
    unknown = [found[1] or found[2] for found in _PRESENT_SELF.finditer(text)]
    if any(not said_to(word, address) for word in unknown):
        return True
    start = _ENDS_O.match(text)
    return start is not None and not said_to(start[1], address) and start[1] not in O_NOUNS


def _in_second(text: str, address: Address) -> str:
    """Verbs and pronouns turned; "" where a first person would be left over."""
    habias = _HABIAS[address]
    text = _OWN_HABIA.sub(lambda found: f"{habias if found[0][0] == 'h' else _tenias(address)} ", text)
    text = _OWN_TENIA.sub(f"{_tenias(address)} ", text)
    if re.match(r"^(?:ya |no )*tenía\b", text) and address not in _FORMAL:
        return ""
    text, sure = _enclitics(text, address)
    text = _reflexive(text, address)
    text = _IMPERFECT.sub(lambda found: _imperfect(found, address), text)
    turned_text, at = [], 0
    for found in _WORD.finditer(text):
        word = _turned_word(found, text, address)
        if word is None:
            return ""
        turned_text.append(text[at : found.start()] + word)
        at = found.end()
    said = "".join(turned_text) + text[at:]
    return said if sure and said else ""


def _tenias(address: Address) -> str:
    return _HABIAS[address].replace("hab", "ten")


def _imperfect(found: re.Match[str], address: Address) -> str:
    if said_to(found[0], address):
        return found[0]
    ends = _IMPERFECT_ENDS[found[2]]
    return found[1] + ends.get(address, "abas" if found[2] == "ábamos" else "ías")


def _turned_word(found: re.Match[str], text: str, address: Address) -> str | None:
    """One word in the second person, itself where it is not of the first, None where that is in doubt."""
    word = found.group()
    if word in _PRONOUNS:
        return _PRONOUNS[word](text[found.end() :], address)
    before = text[: found.start()].rstrip()
    if word.endswith("o") and _BEHIND_THEM.search(before) and said_to(word, address):
        return None
    noun = word in AMBIGUOUS and (word in ("como", "vino", "di", "vi") or _BEHIND_NOUN.search(before) is not None)
    if not noun and (said := said_to(word, address)):
        return said
    if word in UNKNOWN_FIRST and _BEHIND_NOUN.search(before) is None:
        return None
    if _ENDS_FIRST.search(word) and not _harmless(word):
        return None
    return word


def _harmless(word: str) -> bool:
    return word in HARMLESS_END or word in HARMLESS_NOS or word.endswith(("ísimos", "émosos"))


def _own(rest: str, address: Address, one: bool) -> str | None:
    """ "mi" or "mis": "vuestro" needs the noun's gender, which its ending tells or does not."""
    ending = "" if one else "s"
    if address in _FORMAL:
        return f"su{ending}"
    if address is not Address.VOSOTROS:
        return f"tu{ending}"
    noun = _WORD.search(rest)
    last = noun.group().rstrip("s")[-1:] if noun else ""
    return f"vuestr{last}{ending}" if last in ("a", "o") else None


def _ours(ending: str) -> Callable[[str, Address], str | None]:
    def said(rest: str, address: Address) -> str | None:
        if address is Address.VOSOTROS:
            return f"vuestr{ending}"
        return ("su" if address in _FORMAL else "tu") + ("s" if ending.endswith("s") else "")

    return said


def _mine(ending: str) -> Callable[[str, Address], str | None]:
    def said(rest: str, address: Address) -> str | None:
        return {Address.VOSOTROS: "vuestr"}.get(address, "suy" if address in _FORMAL else "tuy") + ending

    return said


def _object(rest: str, address: Address) -> str | None:
    """ "me" or "nos" before a verb: Spanish says "se lo", never "le lo"."""
    return "se" if address in _FORMAL and re.match(r" l[oa]s?\b", rest) else _CLITIC[address]


def _self(rest: str, address: Address) -> str | None:
    return _THEM[address]


_PRONOUNS: dict[str, Callable[[str, Address], str | None]] = {
    "me": _object,
    "nos": _object,
    "mi": lambda rest, address: _own(rest, address, True),
    "mis": lambda rest, address: _own(rest, address, False),
    "mí": lambda rest, address: "ti" if address is Address.TU else _THEM[address],
    "yo": _self,
    "nosotros": _self,
    "nosotras": lambda rest, address: "vosotras" if address is Address.VOSOTROS else _THEM[address],
    "conmigo": lambda rest, address: _WITH.get(address, f"con {_THEM[address]}"),
} | {
    f"{stem}{ending}": of(ending)
    for stem, of in (("nuestr", _ours), ("mí", _mine))
    for ending in ("o", "a", "os", "as")
}


def _reflexive(text: str, address: Address) -> str:
    """ "me senté" is "se sentó" and not "le sentó": the person did it."""
    if address not in _FORMAL:
        return text

    def said(found: re.Match[str]) -> str:
        return f"se {found[1] or ''}" if said_to(found[2], address) else found.group()

    return re.sub(r"\b(?:me|nos) (l[oa]s? )?(?=(\w+))", said, text)


def _enclitics(text: str, address: Address) -> tuple[str, bool]:
    """ "atenderme" is "atenderte", "atenderle"; False where it is not known whether "quejarme" is meant."""
    sure = True

    def said(found: re.Match[str]) -> str:
        nonlocal sure
        verb, lo = found[1], found[3] or ""
        if found.group() in HARMLESS_NOS:
            return found.group()
        if address not in _FORMAL:
            return f"{verb}{_CLITIC[address]}{lo}"
        if lo or verb.rstrip("r").removesuffix("ndo") in REFLEXIVE:
            return f"{verb}se{lo}"
        sure = sure and not lo
        return f"{verb}{_CLITIC[address]}"

    return _ENCLITIC.sub(said, text), sure


def _with_plain_preterites(text: str) -> str:
    """Somebody who writes no accents: "pague" in front, or behind "y", is "pagué"."""
    if _ACCENT.search(text):
        return text

    def said(found: re.Match[str]) -> str:
        return found[1] + (accented(found[2]) or found[2])

    return re.sub(r"(^(?:ya |me |nos |hoy |ayer )*|\by (?:me |no )?)([a-zñ]+)\b", said, text)


def _said(word: str, address: Address) -> bool:
    return bool(said_to(word, address))


def _first(text: str) -> str:
    found = _WORD.match(text)
    return found.group() if found else ""


_KEPT = re.compile(r"[A-ZÁÉÍÓÚÑ]{2}|[A-Z]\b")


def _small(clause: str) -> str:
    return (
        clause if _KEPT.match(clause) and not clause.startswith(("A ", "Y ", "O ")) else clause[:1].lower() + clause[1:]
    )


def _speaks_to_page(text: str) -> bool:
    """Whether a verb in it is said to the page: "tenéis", "tenés", "pedís", "hicisteis"."""
    for word in _WORD.findall(text):
        ends = word.endswith(("áis", "éis", "steis", "ás", "és", "ís"))
        past = word.endswith(("aste", "iste")) and len(word) > 5
        if (ends or past) and word not in HARMLESS_END:
            return True
    return False


def _theirs(text: str) -> bool:
    """Whether it speaks of what "they" did and names nobody they could be but the page."""
    for they in _THIRD.finditer(text):
        if they.group() in EXCEPT_THEM:
            continue
        before, behind = text[: they.start()], text[they.start() :]
        if _MANY.search(before) or re.match(rf"van (?:ya )?\w+ {_UNITS}", behind):
            continue
        if _BEHIND.match(behind) and (_MANY.search(behind) or re.search(r"^\w+ (?:a )?las? \w+", behind)):
            continue
        if re.search(r"\bse(?: (?:me|nos))? $", before) and _MANY.search(behind):
            continue
        return True
    return False


_ADDRESSED = re.compile(
    r"\b(?:os|vosotr[oa]s|vuestr[oa]s?|ustedes|usted|te|tu|tus|ti|contigo|vos|porfa|por favor|jaja\w*|q|xq)\b"
)
_DAUNTED = re.compile(
    r"\b(?:pero|aunque|ojal[aá]|l[aá]stima|pena|car[oa]s?|peor|mal[oa]?s?|sus?|eres|ell[oa]s?|tengo que|tenemos que)\b"
)
_OPENS_NOT = re.compile(r"^(?:que|quien|cual|donde|cuando|como|si|o|sino|lo que|porque|para que)\b")


def quotable(phrase: str) -> bool:
    """Whether it may stand in quotation marks in the page's reply: no word to the page, none that leans on another."""
    text = _small(phrase)
    lacking = DENIED.search(re.sub(r"^ni un\w* ", "", text))
    return not (
        lacking or _ADDRESSED.search(text) or _DAUNTED.search(text) or _OPENS_NOT.match(text) or _speaks_to_page(text)
    )
