"""Findings: those of the rules, those about what is missing, and the sentence that sums a score up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.coaching.scoring.dimensions import said_enough, topic
from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension, Finding, Severity
from bot.domain.situation import Situation

_SURELY_ELSEWHERE = 0.1
"""The match head's chance below which a reply is said to answer something else: 4 % of true replies, 10 % of replies
that were written to somebody else."""
_SAID_LITTLE = 0.35
_QUIET = frozenset({Moment.SPAM, Moment.ABUSE})
_NEEDS_TURN = frozenset(
    {Moment.COMPLAINT, Moment.QUESTION, Moment.REQUEST, Moment.SUGGESTION, Moment.MIXED, Moment.CRISIS, Moment.STORY}
)
_MISSING: dict[str, tuple[Dimension, Severity, tuple[str, str], tuple[str, str]]] = {
    "no-turn": (
        Dimension.INVITES,
        Severity.WARNING,
        (
            "It ends here: there is nothing the person could easily answer.",
            "Aquí se acaba: no hay nada a lo que sea fácil contestar.",
        ),
        (
            "Ask for the one detail that moves this on, offer a choice, or say what you do next and by when.",
            "Pide el dato que lo haga avanzar, ofrece elegir, o di qué haces tú ahora y para cuándo.",
        ),
    ),
    "post-no-opening": (
        Dimension.INVITES,
        Severity.WARNING,
        (
            "This post tells; it leaves no opening for talk.",
            "Esta publicación cuenta, pero no deja hueco para conversar.",
        ),
        (
            "Ask about one experience of theirs that you do not know: which, where, the first time, "
            "the mistake they would not repeat.",
            "Pregunta por una experiencia suya que no conozcas: cuál, dónde, la primera vez, el "
            "error que no repetirían.",
        ),
    ),
    "not-about-them": (
        Dimension.PERSONAL,
        Severity.HINT,
        (
            "It could stand under any comment: none of their words are taken up.",
            "Podría ir bajo cualquier comentario: no recoge nada de lo que dijo.",
        ),
        ("Take up one thing they said: {detail}.", "Recoge algo de lo que dijo: {detail}."),
    ),
    "other-matter": (
        Dimension.PERSONAL,
        Severity.HINT,
        (
            "This seems to answer something else: it speaks of {strange}, and of nothing they said.",
            "Parece contestar a otra cosa: habla de {strange}, y de nada de lo que dijo.",
        ),
        (
            "Check that it is meant for this comment; if so, begin with what they raised: {detail}.",
            "Comprueba que es para este comentario; si lo es, empieza por lo que planteó: {detail}.",
        ),
    ),
    "unmet-feeling": (
        Dimension.ACKNOWLEDGES,
        Severity.HINT,
        ("The trouble is not met in any word.", "Ninguna palabra atiende el disgusto."),
        (
            "Before the remedy, name in half a sentence what it meant for them.",
            "Antes del remedio, di en media frase lo que supuso para esa persona.",
        ),
    ),
    "no-step": (
        Dimension.INVITES,
        Severity.HINT,
        ("It does not say what happens next.", "No dice qué pasa ahora."),
        (
            "Say who does what, and by when you write here again.",
            "Di quién hace qué y cuándo volverás a escribir aquí.",
        ),
    ),
    "too-long": (
        Dimension.PROPORTION,
        Severity.HINT,
        (
            "Much longer than the moment asks: {said} words to their {heard}.",
            "Mucho más largo de lo que pide el momento: {said} palabras frente a {heard}.",
        ),
        (
            "Keep the sentence that answers and the one that gives them the turn.",
            "Deja la frase que contesta y la que le da el turno.",
        ),
    ),
    "too-many-questions": (
        Dimension.INVITES,
        Severity.HINT,
        ("{asks} questions at once read like a form.", "{asks} preguntas seguidas parecen un formulario."),
        ("Keep the one whose answer changes what you do.", "Deja aquella cuya respuesta cambie lo que vas a hacer."),
    ),
    "too-short": (
        Dimension.PROPORTION,
        Severity.HINT,
        ("So short that it waves the person off.", "Tan breve que despacha a la persona."),
        (
            "Add one sentence about their matter: what you know, what you do, or what you would like to know.",
            "Añade una frase sobre lo suyo: qué sabes, qué haces o qué te gustaría saber.",
        ),
    ),
    "over-limit": (
        Dimension.PROPORTION,
        Severity.BLOCK,
        ("{long} characters; the platform takes {limit}.", "{long} caracteres; la plataforma admite {limit}."),
        ("Shorten it before it is sent.", "Acórtalo antes de enviarlo."),
    ),
    "empty-reply": (
        Dimension.ANSWERS,
        Severity.BLOCK,
        ("There is no text.", "No hay texto."),
        ("Write at least one word to this person.", "Escribe al menos una palabra para esta persona."),
    ),
    "other-language": (
        Dimension.PERSONAL,
        Severity.WARNING,
        (
            "The comment is in another language ({heard}) than the reply ({said}).",
            "El comentario está en otro idioma ({heard}) que la respuesta ({said}).",
        ),
        ("Answer in the language they wrote in.", "Contesta en el idioma en que escribió."),
    ),
}
_NAMES = {
    Dimension.ANSWERS: ("deals with what was raised", "atender lo planteado"),
    Dimension.PERSONAL: ("is written to this person", "hablarle a esta persona"),
    Dimension.ACKNOWLEDGES: ("meets the feeling", "atender lo que siente"),
    Dimension.INFORMS: ("leaves them wiser", "aportar algo concreto"),
    Dimension.INVITES: ("gives them a real turn", "darle un turno de verdad"),
    Dimension.HUMAN: ("speaks in a plain voice", "hablar con voz llana"),
    Dimension.PROPORTION: ("keeps to the right length", "medir la extensión"),
    Dimension.DECENT: ("is respectful", "tratar con respeto"),
}


def findings(
    f: Facets, situation: Situation, parts: Mapping[Dimension, float | None], text: str
) -> tuple[Finding, ...]:
    """Findings of rules and of what is missing, in the order of their places, the missing ones last."""
    reader = situation.reader_lang
    found = []
    for hit in f.hits:
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
    for rule, values in _missing(f, situation, parts, text):
        dimension, severity, why_both, instead_both = _MISSING[rule]
        why, instead = why_both[at].format(**values), instead_both[at].format(**values)
        start, end = _strangest(f) if rule == "other-matter" else (0, 0)
        found.append(
            Finding(rule=rule, severity=severity, start=start, end=end, why=why, instead=instead, dimension=dimension)
        )
    off = situation.brand.policy.rules_off
    return tuple(finding for finding in found if finding.rule not in off)


def _missing(
    f: Facets, situation: Situation, parts: Mapping[Dimension, float | None], text: str
) -> Iterator[tuple[str, dict[str, object]]]:
    if not text.strip():
        yield "empty-reply", {}
        return
    if situation.limit and len(text) > situation.limit:
        yield "over-limit", {"long": len(text), "limit": situation.limit}
    if f.apart is not None:
        heard, said = f.apart
        yield "other-language", {"heard": heard, "said": said}
    if f.moment in _QUIET or not f.lexical:
        return
    yield from _about_turns(f, parts)
    if f.moment is Moment.PLANNED:
        return
    if topic(f) < 0.12 and f.extra.get("match", 0.0) < 0.25 and len(f.heard.weights) > 2:
        yield _unmet(f)
    if f.moment in {Moment.COMPLAINT, Moment.CRISIS} and not f.has("feels", "apologises", "owns-mistake", "agrees"):
        yield "unmet-feeling", {}
    if (parts[Dimension.PROPORTION] or 1.0) < 0.55 and len(f.reply.words) > 20:
        yield "too-long", {"said": len(f.reply.words), "heard": len(f.comment.words) if f.comment else 0}
    if f.moment in _NEEDS_TURN and said_enough(f) < _SAID_LITTLE and f.substance < _SAID_LITTLE:
        yield "too-short", {}


def _about_turns(f: Facets, parts: Mapping[Dimension, float | None]) -> Iterator[tuple[str, dict[str, object]]]:
    invites = parts[Dimension.INVITES]
    asks = sum(ask.sentence.asks for ask in f.asks)
    if asks > 3:
        yield "too-many-questions", {"asks": asks}
    if invites is None or invites >= 0.35:
        return
    if f.moment is Moment.PLANNED:
        yield "post-no-opening", {}
    elif f.moment in _NEEDS_TURN:
        yield "no-turn", {}


def _unmet(f: Facets) -> tuple[str, dict[str, object]]:
    """A reply that meets nothing of the comment says nothing in particular, or speaks of another matter. The second is
    said only where the fitted head is sure, since a good question may bring in words that nobody has used yet."""
    if f.extra.get("match", 1.0) < _SURELY_ELSEWHERE and len(f.strange) > 1:
        start, end = _strangest(f)
        return "other-matter", {"detail": _detail(f), "strange": f"«{f.reply.original[start:end]}»"}
    return "not-about-them", {"detail": _detail(f)}


def _strangest(f: Facets) -> tuple[int, int]:
    """Where the weightiest word stands that the comment does not know."""
    return f.said.places[max(f.strange, key=lambda stem: (f.said.weights[stem], -f.said.places[stem][0]))]


def _detail(f: Facets) -> str:
    """The weightiest word of the comment, as it stands there."""
    assert f.comment is not None
    key = max(f.heard.weights, key=lambda stem: (f.heard.weights[stem], -f.heard.places[stem][0]))
    start, end = f.heard.places[key]
    return f"«{f.comment.original[start:end]}»"


def summary(parts: Mapping[Dimension, float | None], weights: Mapping[Dimension, float], reader: str) -> str:
    """One sentence: what the reply does best and what it lacks most, by what counts here."""
    known = [(dimension, part) for dimension, part in parts.items() if part is not None and weights[dimension] > 0]
    if not known:
        return _both(reader, "Nothing here can be judged.", "Aquí no hay nada que se pueda juzgar.")
    at = 1 if reader == "es" else 0
    strongest = max(known, key=lambda pair: weights[pair[0]] * pair[1])[0]
    best = _NAMES[strongest][at]
    # A half-good part that counts much can lead both lists; a sentence that praises and misses the same thing is none.
    others = [pair for pair in known if pair[0] is not strongest] or known
    dimension, part = max(others, key=lambda pair: weights[pair[0]] * (1 - pair[1]))
    worst = _NAMES[dimension][at]
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
