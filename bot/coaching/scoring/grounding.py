"""Finds what a reply states that nobody stands behind: links, prices, promises and dates without a source."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import regex

from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.words import stem
from bot.domain.brand import Fact
from bot.domain.score import Dimension, Finding, Severity
from bot.domain.situation import Situation
from bot.rules.text import Folded, analyse, fold

_PRICE = regex.compile(
    r"[$€£¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:[$€£%¥]|(?:euros?|eur|dollars?|usd|pounds?|gbp|"
    r"pesos?|mxn|ars|percent|por ciento)\b)"
)
_MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo"
    "|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|jan|feb|apr|jun|jul|aug|sept|oct|nov|dec"
)
_DAYS = (
    "mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|lunes|martes|miercoles|jueves|viernes"
    "|sabados?|domingos?"
)
_DATE = regex.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s|de\s)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b(?:{_DAYS})\b"
    r"|\b\d{1,2}(?:[:.h]\d{2})?\s?(?:a\.?m\b|p\.?m\b|o'clock|hrs\b|hs\b)|\b\d{1,2}[:h]\d{2}\b"
)
_OFFERED = regex.compile(
    r"\b(?:(?:full|partial|complete)\s)?refund(?:s|ed|ing)?\b|\bvouchers?\b|\bfor free\b|"
    r"\bfree of charge\b|\bon the house\b"
    r"|\bcompensat\w+|\breimburs\w+|\breplacements?\b|\bfree (?:\w+ ){0,2}(?:drink|coffee|"
    r"meal|dessert|delivery|shipping|gift|upgrade|month|ticket)s?\b"
    r"|\bdiscounts?\b|\bcoupons?\b|\bgift cards?\b|\bwarranty\b|\blifetime\b|\bextra miles\b"
    r"|\breembols\w+|\bvales?\b(?= (?:de|por|para|regalo))|\bcupon(?:es)?\b|\bgratis\b|"
    r"\bgratuit\w+|\binvita la casa\b|\bcompensa(?:cion|remos|r)\w*"
    r"|\bindemniza\w+|\bsin (?:coste|costo|cargo)\b|\bdescuentos?\b|\btarjetas? regalo\b|"
    r"\bgarantia\b|\bte devolvemos el dinero\b|\bdevolucion del (?:dinero|importe)\b"
)
_DENIED = regex.compile(r"\b(?:no|not|cannot|can't|never|don't|won't|nunca|tampoco|sin)\b[^.!?\n]{0,25}$")
_BACK = regex.compile(r"\b(?:refund\w*|reimburs\w+|money back|reembols\w+|reintegr\w+|devol[vu]\w*|devuel[vt]\w*)")
"""Money that is to be given back, in the words of either side: to name what was asked for promises nothing."""
_NAMED = regex.compile(r"\b(?:the|your|that|el|del|al|tu|su|ese|vuestro|lo del) $")
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_TEXTS = {
    "ungrounded-link": (
        (
            "No source of yours holds this link, nor does the comment.",
            "Este enlace no está en tu base de conocimiento ni en el comentario.",
        ),
        (
            "Add the link to the knowledge base, or say it without the link.",
            "Añade el enlace a la base de conocimiento o dilo sin enlace.",
        ),
    ),
    "ungrounded-price": (
        ("No source of yours holds this figure.", "Ninguna fuente tuya respalda esta cifra."),
        (
            "Check it and add it to the knowledge base, or leave it out.",
            "Compruébala y añádela a la base de conocimiento, o quítala.",
        ),
    ),
    "ungrounded-promise": (
        ("This promises something no source of yours allows.", "Esto promete algo que ninguna fuente tuya permite."),
        (
            "Ask whoever may grant it first; until then say what you will check and by when.",
            "Pregunta antes a quien pueda concederlo; hasta entonces di qué vas a comprobar y para cuándo.",
        ),
    ),
    "ungrounded-date": (
        ("No source of yours holds this date or hour.", "Ninguna fuente tuya respalda esta fecha u hora."),
        (
            "Check it and add it to the knowledge base, or say that you will confirm it.",
            "Compruébala y añádela a la base de conocimiento, o di que la confirmarás.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What may be said: words, numbers and links of the brand's facts."""

    text: str
    stems: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A brand's facts as they were read: `stems` and `numbers` count the facts that hold each."""

    facts: tuple[Fact, ...]
    ground: Ground
    stems: Counter[str]
    numbers: Counter[str]


class Grounds:
    """Keeps the last few brands' facts in the form needed here, since reading them all takes time: seconds for a
    hundred thousand. Of a brand whose facts changed only those that changed are read. Can be shared by threads."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, facts: tuple[Fact, ...]) -> Ground:
        """The ground of these facts; the very same tuple is read once."""
        with self._lock:
            known = self._kept.get(id(facts))
            if known is not None and known.facts is facts:
                self._kept.move_to_end(id(facts))
                return known.ground
            before = next((kept for kept in reversed(self._kept.values()) if _akin(kept.facts, facts)), None)
        fresh = _read_anew(facts) if before is None else _changed(before, facts)
        with self._lock:
            if before is not None:
                self._kept.pop(id(before.facts), None)
            self._kept[id(facts)] = fresh
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return fresh.ground


def _akin(one: tuple[Fact, ...], other: tuple[Fact, ...]) -> bool:
    """Whether two tuples look like one brand's at different times: they begin or end alike."""
    return bool(one and other) and (one[0] == other[0] or one[-1] == other[-1])


def _told(fact: Fact) -> str:
    return f"{fact.question} {fact.answer} {fact.url} \n"


def _read_anew(facts: Iterable[Fact]) -> _Kept:
    facts = tuple(facts)
    grounds = [_ground(_told(fact)) for fact in facts]
    stems = Counter(stem for ground in grounds for stem in ground.stems)
    numbers = Counter(number for ground in grounds for number in ground.numbers)
    text = "".join(ground.text for ground in grounds)
    ground = Ground(text, frozenset(stems), frozenset(numbers))
    return _Kept(facts=facts, ground=ground, stems=stems, numbers=numbers)


def _changed(before: _Kept, facts: tuple[Fact, ...]) -> _Kept:
    """The same for facts of which few are others than before."""
    old, new = set(before.facts), set(facts)
    gone, came = _read_anew(old - new), _read_anew(new - old)
    stems, numbers = before.stems - gone.stems + came.stems, before.numbers - gone.numbers + came.numbers
    text = before.ground.text
    for fact in gone.facts:
        text = text.replace(fold(_told(fact)), "", 1)
    ground = Ground(text + came.ground.text, frozenset(stems), frozenset(numbers))
    return _Kept(facts=facts, ground=ground, stems=stems, numbers=numbers)


def ungrounded(facets: Facets, situation: Situation, grounds: Grounds) -> tuple[Finding, ...]:
    """Findings of the highest severity. Nothing without facts: then nobody can know what is true."""
    if not situation.brand.facts:
        return ()
    known = grounds.of(situation.brand.facts)
    turns = " \n".join(turn.text for turn in situation.history)
    about = f"{situation.brand.about} {situation.brand.voice.sign_off}"
    here = _said_here(f"{situation.comment or ''} \n{turns} \n{situation.post} \n{about}")
    places = [*_links(facets.reply, known, here), *_prices(facets.reply, known, here)]
    places += [*_promises(facets, known, here), *_dates(facets, known, here)]
    return tuple(
        _finding(rule, start, end, situation.reader_lang) for rule, start, end in sorted(places, key=lambda p: p[1])
    )


@lru_cache(maxsize=256)
def _said_here(text: str) -> Ground:
    """The ground of a comment and what stands around it, against which one draft after the other is held."""
    return _ground(text)


def _ground(text: str) -> Ground:
    folded = fold(text)
    stems = frozenset(stem(word.key, lang) for word in analyse.__wrapped__(text).words for lang in ("en", "es"))
    return Ground(folded, stems, frozenset(_plain(number) for number in _NUMBER.findall(folded)))


def _plain(number: str) -> str:
    """One form for 1.000, 1,000 and 1000, and for 3.50 and 3,5."""
    number = number.strip(".,").replace(",", ".")
    head, dot, tail = number.rpartition(".")
    if dot and len(tail) == 3:
        return (head + tail).replace(".", "")
    if dot:
        return (head.replace(".", "") + "." + tail).rstrip("0").rstrip(".")
    return number.lstrip("0") or "0"


def _links(reply: Folded, known: Ground, here: Ground) -> Iterator[tuple[str, int, int]]:
    for start, end in reply.links:
        link = reply.text[start:end].rstrip(".,;:!?)/")
        bare = regex.sub(r"^https?://(?:www\.)?|^www\.", "", link)
        if bare and bare not in known.text and bare not in here.text:
            yield "ungrounded-link", start, start + len(link)


def _prices(reply: Folded, known: Ground, here: Ground) -> Iterator[tuple[str, int, int]]:
    for match in _PRICE.finditer(reply.text):
        number = _plain(_NUMBER.search(match.group()).group())  # type: ignore[union-attr]
        if number not in known.numbers and number not in here.numbers:
            yield "ungrounded-price", match.start(), match.end()


def _promises(facets: Facets, known: Ground, here: Ground) -> Iterator[tuple[str, int, int]]:
    text = facets.reply.text
    for match in _OFFERED.finditer(text):
        sentence = facets.reply.sentence_at(match.start())
        if sentence.asks or _DENIED.search(text[sentence.start : match.start()]):
            continue
        if _BACK.search(match.group()) and _NAMED.search(text[: match.start()]) and _asked_back(facets):
            continue
        words = [stem(word, facets.lang) for word in match.group().split() if len(word) > 3]
        if not any(word in known.stems or word in here.stems for word in words):
            yield "ungrounded-promise", match.start(), match.end()


def _asked_back(facets: Facets) -> bool:
    return facets.comment is not None and _BACK.search(facets.comment.text) is not None


def _dates(facets: Facets, known: Ground, here: Ground) -> Iterator[tuple[str, int, int]]:
    """Dates stated as facts. The hour by which we ourselves will write or call is ours to give."""
    for match in _DATE.finditer(facets.reply.text):
        sentence = facets.reply.sentence_at(match.start())
        steps = [*facets.moves.get("next-step", ()), *facets.moves.get("admits-unknown", ())]
        if sentence.asks or any(sentence.start <= hit.start < sentence.end for hit in steps):
            continue
        said = match.group().rstrip("s")
        numbers = [_plain(number) for number in _NUMBER.findall(said)]
        words = list(regex.findall(r"[a-z]{3,}", said))
        if _backed(words, numbers, known) or _backed(words, numbers, here):
            continue
        yield "ungrounded-date", match.start(), match.end()


def _backed(words: list[str], numbers: list[str], ground: Ground) -> bool:
    return all(word in ground.text for word in words) and all(number in ground.numbers for number in numbers)


def _finding(rule: str, start: int, end: int, reader: str) -> Finding:
    why, instead = _TEXTS[rule]
    at = 1 if reader == "es" else 0
    return Finding(
        rule=rule,
        severity=Severity.BLOCK,
        start=start,
        end=end,
        why=why[at],
        instead=instead[at],
        dimension=Dimension.INFORMS,
    )
