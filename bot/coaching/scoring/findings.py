"""Findings: those of the rules, those about what is missing, and the sentence that sums a score up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.coaching.scoring.dimensions import LIGHT, said_enough, topic
from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.missing import MISSING, NAMES, TURNS
from bot.coaching.scoring.situation import Moment
from bot.coaching.scoring.told import asked_again, called_by_another_name, left_open
from bot.coaching.scoring.weights import gladly_met
from bot.coaching.scoring.words import words_of
from bot.domain.score import Dimension, Finding, Severity
from bot.domain.situation import Situation
from bot.rules import RuleHit

_Missing = tuple[str, dict[str, object], tuple[int, int]]
_NOWHERE = (0, 0)
_TURN, _GOOD_ASK = 0.35, 0.5
"""`invites` below which a reply ends the talk, and the worth of a question that leaves a turn in any case."""
_TAKEN_UP, _BELONGS = 0.15, 0.35
"""Topic and the match head's chance from which a reply speaks of their trouble and not of trouble in general."""
_SAYS_MUCH, _GLADLY = 0.5, 0.5
"""Substance, told plainly, from which a reply could not stand under any comment; and how far a light matter must be
met for no turn to be missed."""
_TOO_LONG, _LONG = 0.5, 48
"""`proportion` below which a reply takes too much room, and the words it must have for that."""
_SAME_WORDS, _LONGEST_DETAIL = 0.6, 40
_TIMES = words_of(
    """monday tuesday wednesday thursday friday saturday sunday mondays saturdays sundays today yesterday tomorrow
    tonight six seven eight nine ten seis siete ocho nueve diez
    morning afternoon evening night day days week weeks month months year years hour hours minutes last this next the
    a an ago two three four five lunes martes miercoles jueves viernes sabado domingo sabados domingos hoy ayer anoche
    manana tarde noche dia dias semana semanas mes meses ano anos hora horas minutos pasada pasado el la los las este
    esta un una de dos tres cuatro cinco siempre"""
)

_SURELY_ELSEWHERE = 0.1
"""The match head's chance below which a reply is said to answer something else: 4 % of true replies, 10 % of replies
that were written to somebody else."""
_SAID_LITTLE = 0.35
_QUIET = frozenset({Moment.SPAM, Moment.ABUSE})
_NEEDS_TURN = frozenset(
    {Moment.COMPLAINT, Moment.QUESTION, Moment.REQUEST, Moment.SUGGESTION, Moment.MIXED, Moment.CRISIS, Moment.STORY}
)


_OUTWEIGHED = frozenset({"empty-thanks"})
_THEIRS = 0.6
"""How personal a reply is in which a stock thank-you is only its opening."""


def findings(
    f: Facets, situation: Situation, parts: Mapping[Dimension, float | None], text: str
) -> tuple[Finding, ...]:
    """Findings of rules and of what is missing, in the order of their places, the missing ones last."""
    reader = situation.reader_lang
    found = []
    for hit in _plain(f.hits):
        if hit.rule.id in _OUTWEIGHED and (parts.get(Dimension.PERSONAL) or 0.0) >= _THEIRS:
            continue
        why, instead = hit.rule.says(reader)
        found.append(
            Finding(
                rule=hit.rule.id,
                severity=hit.rule.severity,
                start=hit.start,
                end=hit.end,
                why=why,
                instead=instead,
                dimension=hit.rule.dimension,
            )
        )
    at = 1 if reader == "es" else 0
    for rule, told, (start, end) in _missing(f, situation, parts, text):
        values = {**told, "turn": TURNS[f.moment][at].format(detail=told["detail"])} if rule == "no-turn" else told
        dimension, severity, why_both, instead_both = MISSING[rule]
        why, instead = why_both[at].format(**values), instead_both[at].format(**values)
        found.append(
            Finding(rule=rule, severity=severity, start=start, end=end, why=why, instead=instead, dimension=dimension)
        )
    off = situation.brand.policy.rules_off
    return tuple(finding for finding in found if finding.rule not in off)


def _plain(hits: Sequence[RuleHit]) -> list[RuleHit]:
    """Without those that lie on the same words as a graver one: two mends for one phrase teach less than one."""
    return [
        hit
        for hit in hits
        if not any(
            other.rule.id != hit.rule.id and _covers(other, hit) and _gravity(other) > _gravity(hit) for other in hits
        )
    ]


def _covers(one: RuleHit, other: RuleHit) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _SAME_WORDS * (other.end - other.start)


def _gravity(hit: RuleHit) -> tuple[int, float, str]:
    return list(Severity).index(hit.rule.severity), hit.rule.weight, hit.rule.id


def _missing(f: Facets, situation: Situation, parts: Mapping[Dimension, float | None], text: str) -> Iterator[_Missing]:
    if not text.strip():
        yield "empty-reply", {}, _NOWHERE
        return
    if situation.limit and len(text) > situation.limit:
        yield "over-limit", {"long": len(text), "limit": situation.limit}, _NOWHERE
    if f.apart is not None:
        heard, said = f.apart
        yield "other-language", {"heard": heard, "said": said}, _NOWHERE
    if f.moment in _QUIET or not f.lexical:
        return
    yield from _about_turns(f, parts)
    if f.moment is Moment.PLANNED:
        return
    yield from _about_them(f, situation)
    if f.moment in {Moment.COMPLAINT, Moment.CRISIS} and not _meets(f, parts):
        yield "unmet-feeling", {"detail": _detail(f)}, _NOWHERE
    long, proportion = len(f.reply.words), parts[Dimension.PROPORTION]
    if proportion is not None and proportion < _TOO_LONG and long > _LONG:
        yield "too-long", {"said": long, "heard": len(f.comment.words) if f.comment else 0}, _NOWHERE
    if f.moment in _NEEDS_TURN and said_enough(f) < _SAID_LITTLE and f.substance < _SAID_LITTLE:
        yield "too-short", {}, _NOWHERE


def _about_turns(f: Facets, parts: Mapping[Dimension, float | None]) -> Iterator[_Missing]:
    invites = parts[Dimension.INVITES]
    asks = sum(ask.sentence.asks for ask in f.asks)
    if asks > 3:
        yield "too-many-questions", {"asks": asks}, _NOWHERE
    if invites is None or invites >= _TURN:
        return
    if f.moment is Moment.PLANNED:
        yield "post-no-opening", {}, _NOWHERE
    elif f.moment in _NEEDS_TURN and not _leaves_turn(f) and not _gladly(f, parts):
        yield "no-turn", {"detail": _detail(f)}, _NOWHERE


def _leaves_turn(f: Facets) -> bool:
    """Whether a question of substance stands there, or a step with a time or one that is told here, whatever the
    fitted head makes of it."""
    return any(ask.worth >= _GOOD_ASK and not ask.empty_by for ask in f.asks) or (
        f.has("next-step", "admits-unknown") and f.has("gives-time", "reports-back")
    )


def _gladly(f: Facets, parts: Mapping[Dimension, float | None]) -> bool:
    return f.moment in LIGHT and gladly_met(f.plainly, parts) >= _GLADLY


def _meets(f: Facets, parts: Mapping[Dimension, float | None]) -> bool:
    """Whether the trouble is met: by a word of feeling, or by taking it up in earnest and leaving the person a turn.
    "A lamp in the rain, of all things" needs no "sorry"; a rule read out does."""
    if f.has("feels", "apologises", "owns-mistake", "agrees", "jokes"):
        return True
    taken_up = topic(f) >= _TAKEN_UP or f.extra.get("match", 0.0) >= _BELONGS
    cold = any(hit.rule.severity is not Severity.HINT for hit in f.hits)
    return taken_up and not cold and ((parts[Dimension.INVITES] or 0.0) >= _TURN or _leaves_turn(f))


def _about_them(f: Facets, situation: Situation) -> Iterator[_Missing]:
    """Whether it is written to this person, about what they said."""
    if (called := called_by_another_name(f, situation)) is not None:
        start, end, name = called
        yield "wrong-name", {"said": f"«{name}»", "author": f"«{situation.author}»"}, (start, end)
    if (again := asked_again(f)) is not None:
        start, end, told = again
        yield "asks-again", {"told": told}, (start, end)
    if asked := left_open(f):
        yield "unanswered", {"asked": asked}, _NOWHERE
    if topic(f) < 0.12 and f.extra.get("match", 0.0) < 0.25 and len(f.heard.weights) > 2:
        yield from _unmet(f)


def _unmet(f: Facets) -> Iterator[_Missing]:
    """A reply that meets nothing of the comment says nothing in particular, or speaks of another matter. The second is
    said only where the fitted head is sure, since a good question may bring in words that nobody has used yet; and
    what says a good deal, in words nobody wrote for a crowd, could not stand under any comment."""
    if f.plainly < _SAYS_MUCH:
        yield "not-about-them", {"detail": _detail(f)}, _NOWHERE
    elif f.extra.get("match", 1.0) < _SURELY_ELSEWHERE and len(f.strange) > 1:
        start, end = _strangest(f)
        strange = f"«{f.reply.original[start:end]}»"
        yield "other-matter", {"detail": _detail(f), "strange": strange}, (start, end)


def _strangest(f: Facets) -> tuple[int, int]:
    """Where the weightiest word stands that the comment does not know."""
    return f.said.places[max(f.strange, key=lambda stem: (f.said.weights[stem], -f.said.places[stem][0]))]


def _detail(f: Facets) -> str:
    """What of the comment is worth taking up, in quotes: the weightiest of the details the reading marked, else the
    weightiest word, as it stands there; a time only where there is nothing else."""
    assert f.comment is not None
    places = f.heard.places
    spans = _details(f) or [places[stem] for stem in places if not stem.isdigit()] or list(places.values())
    if not spans:
        return f"«{f.comment.original.strip()[:_LONGEST_DETAIL]}»"
    start, end = max(spans, key=lambda span: (not _is_time(f, *span), _weight_within(f, *span), -span[0]))
    return f"«{f.comment.original[start:end]}»"


def _details(f: Facets) -> list[tuple[int, int]]:
    """Details with letters and of a length that can be said again."""
    assert f.comment is not None
    spans = f.reading.specifics if f.reading else ()
    return [
        (span.start, span.end)
        for span in spans
        if span.end - span.start <= _LONGEST_DETAIL
        and any(char.isalpha() for char in f.comment.original[span.start : span.end])
    ]


def _is_time(f: Facets, start: int, end: int) -> bool:
    assert f.comment is not None
    keys = [word.key for word in f.comment.words if start <= word.start < end]
    return all(key in _TIMES or key.isdigit() for key in keys)


def _weight_within(f: Facets, start: int, end: int) -> float:
    return sum(f.heard.weights[stem] for stem, place in f.heard.places.items() if start <= place[0] < end)


def summary(parts: Mapping[Dimension, float | None], weights: Mapping[Dimension, float], reader: str) -> str:
    """One sentence: what the reply does best and what it lacks most, by what counts here."""
    known = [(dimension, part) for dimension, part in parts.items() if part is not None and weights[dimension] > 0]
    if not known:
        return _both(reader, "Nothing here can be judged.", "Aquí no hay nada que se pueda juzgar.")
    at = 1 if reader == "es" else 0
    strongest = max(known, key=lambda pair: weights[pair[0]] * pair[1])[0]
    best = NAMES[strongest][at]
    # A half-good part that counts much can lead both lists; a sentence that praises and misses the same thing is none.
    others = [pair for pair in known if pair[0] is not strongest] or known
    dimension, part = max(others, key=lambda pair: weights[pair[0]] * (1 - pair[1]))
    worst = NAMES[dimension][at]
    if part > 0.75:
        return _both(
            reader, f"A two-way reply: above all it {best}.", f"Una respuesta de ida y vuelta: lo mejor, {best}."
        )
    if max(part for _dimension, part in known) < 0.3:
        return _both(
            reader, f"What counts most here is missing: that it {worst}.", f"Falta lo que más cuenta aquí: {worst}."
        )
    return _both(
        reader,
        f"At its best it {best}; what is most missing is that it {worst}.",
        f"Lo mejor: {best}. Lo que más falta: {worst}.",
    )


def _both(reader: str, english: str, spanish: str) -> str:
    return spanish if reader == "es" else english
