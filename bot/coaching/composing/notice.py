"""What of a comment the composer may take up: themes, a length of time, a given name, how to address. Pure.

Nothing of the comment is copied here but what these closed forms let through (a number with its unit, a name
from a list), so that what people write cannot speak through the reply. What a whole clause tells is said back by
`bot.coaching.composing.mirror`, which has its own guards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.coaching.composing.contrast import Contrast, contrast_in
from bot.coaching.composing.credit import credited
from bot.coaching.composing.details import details
from bot.coaching.composing.grief import lost, mourned
from bot.coaching.composing.keepsakes import keepsake
from bot.coaching.composing.matters import matters_in, troubled
from bot.coaching.composing.particulars import particular
from bot.coaching.composing.people import NOBODY, PEOPLE, Hurt, called, spoken_of, who_is_hurt
from bot.coaching.composing.phrasebook import Phrasebook, Theme, Thing
from bot.coaching.composing.praised import praised_in
from bot.coaching.composing.remarks import of_old
from bot.coaching.composing.spoken import told_about
from bot.coaching.composing.told import told_of
from bot.coaching.composing.wrong import named_plainly, wrong_in
from bot.coaching.knowledge.places import Places
from bot.coaching.knowledge.words import fold
from bot.domain.brand import Brand, Fact, Voice
from bot.domain.reading import Address, Kind, Mood, Reading
from bot.domain.situation import Situation

_LINK = re.compile(r"<url>|https?://\S*|www\.\S+", re.IGNORECASE)
_HANDLE = re.compile(r"[@＠]\w[\w.@-]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_EN_NUMBERS = "an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|ninety|several"
_EN_UNITS = {"min": "minutes", "hour": "hours", "hr": "hours", "day": "days", "week": "weeks", "month": "months"}
_EN_TIME = re.compile(
    rf"(?<![\w$.:/])(\d{{1,3}}(?:\.5)?|{_EN_NUMBERS})[ +]{{0,2}}(min|hour|"
    rf"hr|day|week|month)(?:ute)?s?\b(?! old| ago| in advance| and a half| before| beforehand| earlier| notice|-)"
)
_ES_NUMBERS = "una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|treinta|cuarenta|cincuenta|noventa"
_HALF_HOUR = {
    "en": re.compile(r"\bhalf an hour\b(?! before| early| earlier)"),
    "es": re.compile(r"\b(?<!y )media hora\b(?! antes| despues)"),
}
_MANY_MINUTES = frozenset([
    "twenty", "thirty", "forty", "fifty", "ninety", "veinte", "treinta", "cuarenta", "cincuenta", "noventa"
])  # fmt: skip
_ES_UNITS = {
    "minuto": ("minuto", "minutos"), "min": ("minuto", "minutos"), "hora": ("hora", "horas"), "h": ("hora", "horas"),
    "dia": ("día", "días"), "semana": ("semana", "semanas"), "mes": ("mes", "meses"),
}  # fmt: skip
_ES_TIME = re.compile(
    rf"(?<![\w$.:/])(?<!hace )(?<!mas de )(\d{{1,3}}(?:[.,]5)?|{_ES_NUMBERS}) "
    rf"?(minuto|min|hora|h|dia|semana|mes)(?:e?s)?\b(?! antes| despues)"
)
_PLURAL_ES = re.compile(
    r"\b(hemos|tenemos|(?<!ano )(?<!siglo )(?<!mes )(?<!dia )estamos|somos|nuestr[oa]s?|queremos|"
    r"fuimos|llegamos|vamos a|nos (han|habeis))\b"
)
_SINGULAR_ES = re.compile(r"\b(he|tengo|estoy|soy|quiero|fui|mi|mis|me|llevo|yo|voy|vengo|puedo|necesito|pedi|uso)\b")
_SAYS_USTED = re.compile(r"\b(?:usted|su|sus|le|diganos|escribanos|pasenos|mandenos|cuentenos|avisenos|disculpe)\b")
_SAYS_TU = re.compile(
    r"\b(?:tu|tus|ti|te|contigo|tienes|puedes|quieres|eres|dinos|escribenos|pasanos|mandanos|cuentanos|avisanos|"
    r"tuteo)\b"
)
"""How the examples of a voice speak to the person."""
_DISTANT = {False: frozenset({Address.USTED}), True: frozenset({Address.USTED, Address.USTEDES})}
"""The forms that keep a distance, by whether the page speaks as in Spain."""
_AR = re.compile(r"\b(tacc|sos|tenes|podes|queres|vos|che|sabes que|decime|laburo|boludo)\b")
_FAMILIAR_ES = re.compile(r"\b(guapi?s?|chic[oa]s|majos?|jaja\w*|crack|tio|wey|guey)\b")
_PLEASED = re.compile(
    r"^(?:(?:i |we )?(?:just |really |absolutely )?love (?:the|your|this|that|it|these|those)\b|(?:what an? |"
    r"such an? )?"
    r"(?:lovely|beautiful|gorgeous|great|amazing|fantastic|brilliant|delicious|wonderful|stunning) (?!if|to|how|"
    r"day for)|"
    r"¡?(?:me|nos) encanta|¡?que (?:bonit|preci|ric|chul|maravill|guap|buen[oa]s? (?!dia|hora))|¡?(?:genial|"
    r"enhorabuena|"
    r"felicidades|felicitaciones))[^?.!]*[.!]"
)
"""A kind word in front of what is asked."""
_FEW_MINUTES = 20
_TELLING = 50
"""Facts that are looked through for the names of a brand's places."""


_LOSS = re.compile(
    r"\b(?:los(?:e|ing|t) (?:our|my|his|her|their|the) (?:\w+ )?(?:dog|cat|pet|horse|rabbit|mum|mom|dad|mother|"
    r"father|gran\w*|"
    r"husband|wife|son|daughter|brother|sister|friend|baby)|passed away|has died|"
    r"perd(?:er|imos|i|io) a (?:mi|nuestr[oa]|su) \w+|se (?:me|nos) (?:fue|murio) (?:mi|nuestr[oa]|el|la) \w+|"
    r"fallec\w+)\b"
)
_OF_SOMEBODY = re.compile(
    r"(?<=\w),? (?:who|whose|que) (?:can'?t|cannot|doesn'?t|is(?:n'?t)? (?:a bit |very )?(?:deaf|blind|old|frail|"
    r"slow|scared)|"
    r"no (?:oye|ve|camina|escucha|anda|puede|se entera)|esta (?:mal de|sord|cieg))\w*(?: (?!and\b|but\b|y\b|"
    r"pero\b)[\w']+){0,2}"
)
"""What is said of a person in passing ("who can't hear well"), which is no fault of anybody's."""
_LIVELY = frozenset({"animals", "animales", "pets", "mascotas"})
"""Themes that would be cruel where somebody has lost an animal or a person."""


_SOBER = frozenset({"goodbye", "despedida", "patience", "paciencia"})
"""Praise that may stand beside a loss."""


def _lively(book: Phrasebook) -> frozenset[str]:
    """Themes that would be out of tune where somebody died."""
    finer = {theme.id for theme in book.themes if theme.purpose == "praise" and theme.rank}
    return frozenset(_LIVELY | (finer - _SOBER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """`themes` by how early they are named; `words` counts the comment's own words."""

    text: str
    themes: tuple[Theme, ...]
    slots: dict[str, str]
    address: Address
    region: str
    words: int
    hurt: Hurt = NOBODY
    matters: tuple[Theme, ...] = ()
    """What went wrong, where it has a name of its own: two at most, of the side that lets it down."""
    told: frozenset[int] = frozenset()
    """What need not be asked any more (`bot.coaching.composing.told`)."""
    upset: bool = True
    """Whether the tone shows a grievance, and not the reading of it alone."""
    cross: bool = False
    """Whether a grievance is told in a cross tone."""
    pleased: bool = False
    """Whether something is praised."""


def notice(situation: Situation, reading: Reading, book: Phrasebook) -> Noticed:
    """Everything of `situation.comment` that a reply may take up."""
    bare = plain_words(situation.comment or "")
    ours = _OF_SOMEBODY.sub(" ", bare)
    unapt = _lively(book) if _LOSS.search(bare) else ()
    themes = sorted(
        (
            (found.start(), place, theme)
            for place, theme in enumerate(book.themes.among(bare, ours))
            if (found := theme.pattern.search(ours if theme.purpose == "complaint" else bare)) and theme.id not in unapt
        ),
        key=lambda each: each[:2],
    )
    slots = {
        "dur": length_of_time(bare, book.lang),
        "name": given_name(situation.author, book),
        "person": situation.brand.voice.person,
        "brand": situation.brand.name,
        "asker": _whom_to_ask(situation.brand, bare),
    }
    address, region = choose_address(situation.brand, reading, bare)
    slots |= name_things(bare, book, address) | details(bare, book.lang)
    slots["called"] = named_for_it(situation.comment or "", situation.author, book)
    named = wrong_in(situation.comment or "", book.lang, address, book.names, book.nouns)
    slots["wrong"] = named or (slots.get("fault", "") if slots.get("fault") not in _WEAK else "")
    slots["about"] = slots["wrong"]
    if not slots["wrong"] and Kind.COMPLAINT in reading.kinds:
        slots["about"] = told_about(situation.comment or "", book.lang, address, book.names, book.nouns)
    sides = contrast_in(ours, lambda part: troubled(book.themes.among(part), part))
    matters = (
        matters_in(book.themes.among(sides.bad), sides.bad)
        if sides
        else matters_in((each for _, _, each in themes), bare)
    )
    slots |= dict(zip(("matter", "matter2"), (theme.matter for theme in matters), strict=False))
    if sides is not None:
        slots |= _sides(sides, slots["wrong"], book, address)
        slots["bad"] = slots["bad"] or slots.get("matter", "")
    slots |= _spoken_of(situation, bare, book, sure=Kind.PRAISE in reading.kinds and reading.otherwise is None)
    slots["bit"] = particular(situation.comment or "", book.lang) if _by_a_thing(reading, bare) else ""
    slots["keep"] = slots["keep"] or slots["odd"]
    hurt = who_is_hurt(bare, book, address) if reading.crisis is not None else NOBODY
    if hurt.part:
        slots |= {"kin": hurt.name, "pet": hurt.noun}
    return Noticed(
        text=bare,
        themes=tuple(theme for _, _, theme in themes),
        slots=slots,
        address=address if book.lang == "es" else Address.NONE,
        region=region,
        words=len(_WORD.findall(bare)),
        hurt=hurt,
        matters=matters,
        told=told_of(bare, placed=_placed(situation.brand, bare)),
        cross=reading.mood is Mood.NEGATIVE and Kind.COMPLAINT in reading.kinds,
        pleased=reading.mood is not Mood.NEGATIVE
        and Kind.COMPLAINT not in reading.kinds
        and (Kind.PRAISE in reading.kinds or reading.mood is Mood.POSITIVE or _PLEASED.search(bare) is not None),
        upset=reading.mood is Mood.NEGATIVE or Kind.QUESTION not in reading.kinds,
    )


_TO_THE_PAGE = re.compile(r"\b(?:you|your|ye|yer|y.?all|vuestr[oa]s?|vosotr[oa]s|ustedes|sus?)\b")


def _by_a_thing(reading: Reading, bare: str) -> bool:
    """Whether a thing in it may be named that was hardly what was blamed: in praise, in what may be praise, in news."""
    likely = Kind.PRAISE in reading.kinds or reading.otherwise is not None
    glad = reading.mood is Mood.POSITIVE and not reading.kinds
    return likely or (glad and _TO_THE_PAGE.search(bare) is not None)


def _whom_to_ask(brand: Brand, bare: str) -> str:
    """Who of the brand can be named as the one who is asked: nobody who signs the reply, or is spoken of in it."""
    person = brand.voice.person
    named = not person or person in brand.voice.sign_off or re.search(rf"\b{re.escape(fold(person))}\b", bare)
    return "" if named else person


def _spoken_of(situation: Situation, bare: str, book: Phrasebook, *, sure: bool) -> dict[str, str]:
    """{hero}: who did well; {grief}: whether somebody died, {dead}: who of the author's own; {old}: whether it is of
    old times, {keep}: what such a tale is remembered by. All of the whole comment."""
    comment, lang = situation.comment or "", book.lang
    person = situation.brand.voice.person
    hero = credited(comment, situation.brand, situation.author, book.names, lang)
    grief, old = lost(bare, lang, comment), of_old(bare)
    return {
        "hero_named": hero if hero != hero.lower() or not old else "",
        "hero": "" if hero == person and person.lower() in situation.brand.voice.sign_off.lower() else hero,
        "grief": "yes" if grief else "",
        "dead": mourned(bare, lang) if grief else "",
        "kin_first": "yes" if any(place < _EARLY for place, _ in spoken_of(bare, book)) else "",
        "old": "yes" if old else "",
        "keep": keepsake(comment, lang) if old else "",
        "praised": praised_in(comment, bare, lang, sure=sure),
    }


_EARLY = 40
"""Letters within which a tale names whom it is about."""
WHOLE = frozenset({"bit", "hero", "hero_named", "kin_first", "grief", "dead", "old", "keep", "praised"})
"""Slots that are known of a whole comment, whatever sentence of it is answered."""


def _placed(brand: Brand, bare: str) -> bool:
    """Whether it is clear which of the brand's places is meant: one is named, or there is but one."""
    names = _places(brand.about, brand.facts[:_TELLING])
    return len(names) < 2 or any(re.search(rf"\b{re.escape(name)}\b", bare) for name in names)


@lru_cache(maxsize=64)
def _places(about: str, facts: tuple[Fact, ...]) -> frozenset[str]:
    return Places.of(facts, about).names


_CIRCUMSTANCE = re.compile(r"(?<=\w) (?:even though|although|because|since|when|aunque|porque|cuando|siendo|si bien) ")
"""What follows tells how it came about, and names other things."""


def _sides(sides: Contrast, wrong: str, book: Phrasebook, address: Address) -> dict[str, str]:
    """{good} and {bad}: what was praised and what let it down, where a comment does both. {torn} says that it does,
    {others} that all but one thing was praised."""
    named = (name_things(_CIRCUMSTANCE.split(part, 1)[0], book, address) for part in (sides.good, sides.bad))
    good, bad = (each.get("the", "") if each.get("ours") else "" for each in named)
    bad = bad if named_plainly(bad, sides.bad) else ""
    good = good or _staff(sides.good, book, address)
    others = {"en": "the rest", "es": "lo demás"}[book.lang] if sides.rest else ""
    return {"torn": "yes", "good": "" if others or good == bad else good, "bad": wrong or bad, "others": others}


def _staff(part: str, book: Phrasebook, address: Address) -> str:
    """Who of the staff a part of a comment praises, "" where it names nobody."""
    return name_things(part, book, address).get("who", "")


def name_things(bare: str, book: Phrasebook, address: Address) -> dict[str, str]:
    """What the comment is about, as slots: {the} and {the2}, the person's own first; {your} for the first of them;
    {fault} and {fault2} for what goes wrong by nature; {who} for one of the staff; {kin} and {kin2} for
    people close to them."""
    found: dict[int, Thing] = {}
    for thing in book.things.among(bare):
        match = None if thing.group in PEOPLE else thing.pattern.search(bare)
        if match:
            found.setdefault(match.start(), thing)
    ordered = [thing for _, thing in sorted(found.items(), key=lambda each: (_FIRST.get(each[1].group, 2), each[0]))]
    things = [thing for thing in ordered if thing.group not in ("life", "staff")][:2]
    if not things:
        things = [thing for thing in ordered if thing.group == "life"][:1]
    faults = [thing for _, thing in sorted(found.items()) if thing.group == "fault"][:2]
    ours = any(thing.group != "life" for thing in things)
    kin = [thing for _, thing in spoken_of(bare, book) if thing.group == "people"]
    slots: dict[str, str] = {"fault": "", "ours": "yes" if ours else ""}
    for names, chosen in ((("the", "the2"), things), (("fault", "fault2"), faults)):
        slots |= {name: _the(thing, book.lang) for name, thing in zip(names, chosen, strict=False)}
    if things:
        slots["your"] = called(things[0], book, address)
        slots["own"] = slots["your"] if things[0].group == "own" else ""
        slots["own2"] = called(things[-1], book, address) if len(things) > 1 and things[-1].group == "own" else ""
    if staff := next((thing for thing in ordered if thing.group == "staff"), None):
        slots["who"] = called(staff, book, address)
    slots |= {name: called(each, book, address) for name, each in zip(("kin", "kin2"), kin, strict=False)}
    return slots


_WEAK = frozenset({"the error", "the fee", "the charge", "the rebooking", "el cobro"})
"""What often stands in a grievance without being what went wrong."""
_FIRST = {"own": 0, "fault": 1}
"""What a reply names before the rest: the person's own, then what goes wrong by nature."""


def _the(thing: Thing, lang: str) -> str:
    return f"the {thing.name}" if lang == "en" else thing.name


def plain_words(comment: str) -> str:
    """The comment folded, without links, handles and the sign of hashtags."""
    return re.sub(
        r"\s+", " ", fold(_HANDLE.sub(" ", _LINK.sub(" ", comment))).replace("#", " ").replace("’", "'")
    ).strip()


def length_of_time(bare: str, lang: str) -> str:
    """A length of time the comment names, in full words ("2.5 hours"), or "" where there is none of weight."""
    found = (_EN_TIME if lang == "en" else _ES_TIME).search(bare)
    half = _HALF_HOUR[lang].search(bare)
    if half and (not found or half.start() < found.start()):
        return "half an hour" if lang == "en" else "media hora"
    if not found:
        return ""
    number, unit = found[1], found[2]
    if unit.startswith("min") and number.isdigit() and int(number) < _FEW_MINUTES:
        return ""
    if unit.startswith("min") and not number.isdigit() and number not in _MANY_MINUTES:
        return ""
    if number == "0":
        return ""
    single = number in ("1", "a", "an", "one", "un", "una")
    if lang == "en":
        name = _EN_UNITS[unit]
        return f"{'an' if unit in ('hour', 'hr') else 'a'} {name[:-1]}" if single else f"{number} {name}"
    one, many = _ES_UNITS[unit]
    if single:
        return f"{'una' if one in ('hora', 'semana') else 'un'} {one}"
    return f"{number.replace('.', ',')} {many}"


def given_name(author: str, book: Phrasebook) -> str:
    """The author's given name where it is one that people have; "" for anything else a display name may hold."""
    words = re.findall(r"[^\W\d_]+", author)
    if not words or len(author) > 60 or len(words) > 4:
        return ""
    first = words[0].capitalize()
    return first if fold(first) in book.names else ""


_NAMED_FOR_IT = re.compile(
    r"(?<!\b[Mm]y )(?<!\b[Oo]ur )(?<!\b[Mm]i )(?:\b(?:[Ww]ith|[Bb]y|[Tt]o|[Ll]ike|[Ll]ove|[Tt]hank|[Tt]hanks|Cheers|"
    r"[Cc]on|[Aa]tendi[óo]|[Aa]yud[óo]|"
    r"[Aa]|[Dd]e|[Ll]a|[Ee]l|[Pp]rof\w*|[Mm]aestr[oa]|[Mm]iss|[Dd]ra?|[Dd]octora?|[Ss]eñora?|[Dd]oña|[Dd]on)\.? "
    r"(?P<after>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)\b|\b(?:[Tt]he|[Yy]our|[Ee]l|[Ll]a|[Vv]uestr[oa]|[Ss]u) [a-záéíóúñ]+,? "
    r"(?P<of>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)\b|\b(?P<before>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+) (?:was|is|at|on|from|behind|did|"
    r"made|makes|helped|sat|gave|took|sang|deserves|estuvo|es|fue|me|nos|en|del?|le|les|merece|hizo)\b)"
)
"""Where the name of somebody who is praised stands; the author's own people ("my Leo") are left out."""


def named_for_it(comment: str, author: str, book: Phrasebook) -> str:
    """The given name, from the list, of somebody the comment speaks of as theirs to praise; "" where there is none."""
    own = fold(author)
    for found in _NAMED_FOR_IT.finditer(comment):
        name = found["after"] or found["of"] or found["before"]
        if fold(name) in book.names and fold(name) not in own:
            return name
    return ""


def choose_address(brand: Brand, reading: Reading, bare: str) -> tuple[Address, str]:
    """How to address the author in Spanish, and the region for words that differ.

    The brand's own rule wins; else who says "usted" or "vos", or writes for several, is answered the same way, and
    everybody else as the page speaks in its examples. "Vosotros" in a comment tells the region. "Ustedes" speaks to
    the page and keeps a distance only where "vosotros" would be said; elsewhere it is the one plural there is.
    """
    region = brand.voice.region
    if reading.address is Address.VOS or _AR.search(bare):
        region = "ar"
    elif reading.address is Address.VOSOTROS:
        region = "es"
    elif reading.address is Address.USTEDES and region == "es" and not brand.voice.region:
        region = "mx"
    if brand.voice.address is not Address.NONE:
        return brand.voice.address, region
    if _PLURAL_ES.search(bare) and not _SINGULAR_ES.search(bare):
        return (Address.VOSOTROS if region in ("es", "") else Address.USTEDES), region
    if region == "ar" and reading.address is not Address.USTED:
        return Address.VOS, region
    if reading.address in _DISTANT[region in ("es", "")] and not _FAMILIAR_ES.search(bare):
        return Address.USTED, region
    return _as_the_page(brand.voice), region


@lru_cache(maxsize=256)
def _as_the_page(voice: Voice) -> Address:
    """How the page speaks to people where a comment does not show it: as in most of its examples, else "tú"."""
    said = fold(" ".join((*voice.examples, voice.description)))
    return Address.USTED if len(_SAYS_USTED.findall(said)) > len(_SAYS_TU.findall(said)) else Address.TU
