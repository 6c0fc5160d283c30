"""Listening: what somebody told us, said back to them about "you", and the words of a praise, quoted. Pure.

A reply that says the matter back shows that it was read. Said back wrongly it does harm, so that whatever is in
doubt is left unsaid: "" is always a right answer here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.coaching.composing import mirror_en, mirror_es, mirror_es_words
from bot.coaching.composing.answers import steers
from bot.coaching.composing.clauses import Clause, clauses, grave, length, unfit
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.whole import says_itself
from bot.coaching.composing.wrong import tells_fault
from bot.coaching.reading.lexicon import lexicon, words_of
from bot.domain.reading import Address, Kind, Reading

MOST = 14
"""Words of the longest clause that is said back."""
_LEAST, _LEAST_IF_DENIED = 4, 3
_ENOUGH = 2.0
"""Weight from which a clause tells something."""
_AFTERWORD = 3
_MOST_CITED = 6
_CITED = re.compile(r"[\"“«]([^\"“”«»\n]{2,50})[\"”»]")
_HIDDEN, _LETTERS = "xqx", "abcdef"
"""What stands for something quoted: a word that nobody writes and no rule turns."""
_HIDDEN_HERE = re.compile(f"{_HIDDEN}([{_LETTERS}])")
_MOST_QUOTED, _LEAST_QUOTED = 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tongue:
    """What of a language it takes: what tells, what only values, what everybody says, and how a clause is turned."""

    figure: re.Pattern[str]
    time: re.Pattern[str]
    denied: re.Pattern[str]
    lacking: re.Pattern[str]
    past: re.Pattern[str]
    noun: re.Pattern[str]
    valued: re.Pattern[str]
    praised: re.Pattern[str]
    worn: re.Pattern[str]
    stands: re.Pattern[str]
    bound: re.Pattern[str]
    lead: re.Pattern[str]
    trail: re.Pattern[str]
    turned: Callable[[str, Address, bool], str]
    quotable: Callable[[str], bool]


_TONGUES = {
    "en": _Tongue(
        figure=mirror_en.FIGURE,
        time=mirror_en.TIME,
        denied=mirror_en.DENIED,
        lacking=mirror_en.LACKING,
        past=mirror_en.PAST,
        noun=mirror_en.NOUN,
        valued=mirror_en.VALUED,
        praised=mirror_en.PRAISED,
        worn=mirror_en.WORN,
        stands=mirror_en.STANDS,
        bound=mirror_en.BOUND,
        lead=mirror_en.LEAD,
        trail=mirror_en.TRAIL,
        turned=mirror_en.turned,
        quotable=mirror_en.quotable,
    ),
    "es": _Tongue(
        figure=mirror_es_words.FIGURE,
        time=mirror_es_words.TIME,
        denied=mirror_es_words.DENIED,
        lacking=mirror_es_words.LACKING,
        past=mirror_es_words.PAST,
        noun=mirror_es_words.NOUN,
        valued=mirror_es_words.VALUED,
        praised=mirror_es_words.PRAISED,
        worn=mirror_es_words.WORN,
        stands=mirror_es_words.STANDS,
        bound=mirror_es_words.BOUND,
        lead=mirror_es_words.LEAD,
        trail=mirror_es_words.TRAIL,
        turned=mirror_es.turned,
        quotable=mirror_es.quotable,
    ),
}


_UNREPEATED = frozenset({Kind.ABUSE, Kind.CRISIS, Kind.SPAM})


def listened(
    comment: str,
    reading: Reading,
    lang: str,
    address: Address,
    names: frozenset[str] = frozenset(),
    matters: Sequence[re.Pattern[str]] = (),
) -> dict[str, str]:
    """Slots {telling} and {as_told} of a grievance, {span} of a praise; none where the reply is in another language
    than the comment, and none of a comment that nothing may be repeated of. {happened} says that a grievance tells
    what happened, though it cannot be said back. `matters` are what has to be in a grievance that is said back."""
    if reading.lang != lang or reading.crisis is not None or reading.kinds & _UNREPEATED:
        return {}
    aggrieved = Kind.COMPLAINT in reading.kinds
    pleased = not aggrieved and Kind.PRAISE in reading.kinds and _warm(comment, lang)
    if not (aggrieved or pleased):
        return {}
    told = mirrored(comment, lang, address, names, matters if aggrieved else ())
    if (pleased and not _pleasing(told, _TONGUES[lang])) or (aggrieved and not says_itself(told, lang)):
        told = ""
    happened = "yes" if aggrieved and told_in(comment, lang) else ""
    span = quoted(comment, lang, names) if pleased else ""
    return {"telling": told, "as_told": _small(told), "happened": happened, "span": span}


def told_in(comment: str, lang: str) -> bool:
    """Whether a clause of a comment says what was done to which thing."""
    tongue = _TONGUES.get(lang)
    found = (clause.text.lower() for clause in clauses(comment)) if tongue else ()
    return tongue is not None and any(tongue.past.search(low) and tongue.noun.search(low) for low in found)


def _pleasing(told: str, tongue: _Tongue) -> bool:
    """Whether what a praise tells is what was good: somebody did something, and nothing was lacking."""
    low = told.lower()
    return bool(tongue.past.search(low) and tongue.noun.search(low)) and not (
        tongue.denied.search(low) or _WRITTEN.search(low)
    )


def _small(told: str) -> str:
    """With a small letter in front, unless the word has its capital for itself."""
    kept = re.match(r"[^\W\d_]*[A-ZÁÉÍÓÚÑ]{2}|[A-Z]\b(?<!A)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", told)
    return told if kept else told[:1].lower() + told[1:]


def mirrored(
    text: str,
    lang: str,
    address: Address = Address.TU,
    names: frozenset[str] = frozenset(),
    matters: Sequence[re.Pattern[str]] = (),
) -> str:
    """The clause of a comment that tells most, about "you" and without its ending mark; "" when unsure.

    `names` are given names, small letters: nobody's is repeated. Each of `matters` is found in the clause, in folded
    words: who was charged twice and reached nobody is not told about the telephone alone.
    """
    tongue = _TONGUES.get(lang)
    if tongue is None or steers(text) or grave(text):
        return ""
    best, most = "", _ENOUGH
    quotes = _Quotes(text, lang, names)
    several = len(_SENTENCE.findall(text.strip())) > 1
    for clause in _trimmed(clauses(quotes.hidden), tongue):
        weight = _weight(clause, tongue)
        fit = weight > most and _sized(clause.text, tongue) and not unfit(clause.text, lang, names)
        fit = fit and ((clause.opens and not several) or tells_fault(clause.text, lang))
        if fit and all(matter.search(plain_words(clause.text)) for matter in matters):
            said = quotes.shown(tongue.turned(clause.text, address, clause.opens))
            if said and length(said) <= MOST:
                best, most = said, weight
    return best[:1].upper() + best[1:]


_SENTENCE = re.compile(r"[^.!?…\n]{4,}(?:[.!?…\n]+|$)")
"""Of a comment of several sentences, one alone may not be what went wrong: "Paid on the 4th. Today is the 19th."."""


class _Quotes:
    """What a comment quotes (a sign, a promise), kept as it was said while the rest is turned to "you"."""

    def __init__(self, text: str, lang: str, names: frozenset[str]) -> None:
        self._marks = ("“", "”") if lang == "en" else ("«", "»")
        self._said: list[str] = []
        self._lang, self._names = lang, names
        self.hidden = _CITED.sub(self._hide, text)

    def _hide(self, found: re.Match[str]) -> str:
        said = found[1].strip(" .,;")
        if not said or length(said) > _MOST_CITED or unfit(said, self._lang, self._names):
            return found.group()
        self._said.append(said)
        return f"{_HIDDEN}{_LETTERS[len(self._said) - 1]}" if len(self._said) <= len(_LETTERS) else found.group()

    def shown(self, text: str) -> str:
        """`text` with what was quoted in its place, between the quotation marks of the language."""
        before, after = self._marks
        return _HIDDEN_HERE.sub(lambda found: f"{before}{self._said[_LETTERS.index(found[1])]}{after}", text)


def quoted(text: str, lang: str, names: frozenset[str] = frozenset()) -> str:
    """A short whole phrase of a praise as it was written, to be put between quotation marks; "" when unsure."""
    tongue = _TONGUES.get(lang)
    if tongue is None or steers(text) or grave(text) or not _warm(text, lang):
        return ""
    best, most = "", _ENOUGH
    for clause in _trimmed(clauses(text), tongue):
        weight = _weight_of_praise(clause, tongue)
        short = _LEAST_QUOTED <= length(clause.text) <= _MOST_QUOTED
        if short and weight > most and not unfit(clause.text, lang, names) and tongue.quotable(clause.text):
            best, most = clause.text, weight
    return best


_WARM = frozenset({"pos", "pos_strong", "praise", "thanks"})


def _warm(text: str, lang: str) -> bool:
    """Whether the words of a praise stand in it, and not its reading alone."""
    return any(hit.cue in _WARM for hit in lexicon(lang).find(words_of(text)))


def _trimmed(found: Iterable[Clause], tongue: _Tongue) -> Iterable[Clause]:
    """The clauses without "and" or "honestly" in front and "lol" behind."""
    for clause in found:
        text = clause.text
        while (shorter := tongue.trail.sub("", tongue.lead.sub("", text)).strip(" ,.!¡'")) != text:
            text = shorter
        yield clause._replace(text=text)


def _sized(text: str, tongue: _Tongue) -> bool:
    least = _LEAST_IF_DENIED if tongue.denied.search(text.lower()) or tongue.figure.search(text.lower()) else _LEAST
    return least <= length(text) <= MOST


def _weight(clause: Clause, tongue: _Tongue) -> float:
    """How much of a tale it is: figures, times, what there was not, what happened to which thing."""
    low = clause.text.lower()
    figure, time, denied = (bool(each.search(low)) for each in (tongue.figure, tongue.time, tongue.denied))
    past, noun = bool(tongue.past.search(low)), bool(tongue.noun.search(low))
    told = 1.5 * figure + 1.2 * time + 1.3 * denied + past + noun
    if not (figure or time or denied or (past and noun)):
        return 0.0
    ends = _ends(clause, tongue)
    if not (ends or denied) or not (clause.opens or _free(clause.front, tongue)):
        return 0.0
    told += 1.5 * bool(clause.opens and tongue.lacking.match(low)) - (0.0 if past or denied else 1.6)
    whole = 0.6 if clause.opens else 0.0
    whole += 0.6 if ends else 0.0
    fits = 0.5 if 5 <= length(low) <= 12 else 0.0
    return (
        told
        + whole
        + fits
        - 3.0 * len(tongue.valued.findall(low))
        - 0.4 * _pale(low)
        - 2.0 * bool(_BESIDE_IT.match(low))
    )


def _weight_of_praise(clause: Clause, tongue: _Tongue) -> float:
    low = clause.text.lower()
    figure, time, past = (bool(each.search(low)) for each in (tongue.figure, tongue.time, tongue.past))
    noun, praised = bool(tongue.noun.search(low)), bool(tongue.praised.search(low))
    whole = _ends(clause, tongue) and (clause.opens or ((figure or praised) and bool(tongue.stands.match(low))))
    if not whole or tongue.worn.search(low) or not (figure or (noun and (past or praised)) or (praised and time)):
        return 0.0
    return 1.5 * figure + 1.0 * time + 1.0 * past + 1.2 * noun + 1.2 * praised + 0.6 + 0.6 * clause.opens


def _ends(clause: Clause, tongue: _Tongue) -> bool:
    """Whether its sentence ends with it, or goes on with a word of praise or blame alone (", lovely man")."""
    return not clause.rest or (length(clause.rest) <= _AFTERWORD and bool(tongue.valued.search(clause.rest.lower())))


def _free(front: str, tongue: _Tongue) -> bool:
    """Whether what stood in front of a run may be left out: a word of blame, or a tale that goes on with "and"."""
    low = front.lower()
    if tongue.bound.search(low):
        return False
    return not low.endswith(",") or bool(tongue.valued.search(low))


_WRITTEN = re.compile(r"\b(?:e-?mail|message|note|dm|form|correo|mensaje|formulario)\b")
"""What people write to a page, which is no praise."""
_PALE = re.compile(r"^(?:it|this|that|esto|eso)\b")
"""A beginning that says nothing by itself."""


_BESIDE_IT = re.compile(
    r"^(?:(?:and|y|pero|but) )?(?:parec\w+|tengo (?:el|la|los|las|todo)|no pido|vivo|trabajo|i have (?:the|a|all|"
    r"photos|"
    r"screenshots|receipts)|i(?:'ve| have) (?:been a|kept)|i (?:commute|work|live)|(?:it |i )?(?:looked|felt) like|"
    r"i(?:'d| would)|for the (?:thing|one|same)|i only|no es la primera|(?:it )?(?:is|was) not the first|"
    r"solo queria|lo unico|all i)\b"
)
"""A proof, a likeness or a circumstance: it stands beside what happened."""


def _pale(low: str) -> bool:
    return _PALE.match(low) is not None
