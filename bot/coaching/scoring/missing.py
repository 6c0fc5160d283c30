"""The words of findings about what is missing in a reply, and of the dimensions, each in English and Spanish."""

from __future__ import annotations

from bot.coaching.scoring.situation import Moment
from bot.domain.score import Dimension, Severity

MISSING: dict[str, tuple[Dimension, Severity, tuple[str, str], tuple[str, str]]] = {
    "no-turn": (
        Dimension.INVITES,
        Severity.WARNING,
        (
            "It ends here: there is nothing the person could easily answer.",
            "Aquí se acaba: no hay nada a lo que sea fácil contestar.",
        ),
        (
            "{turn}",
            "{turn}",
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
    "wrong-name": (
        Dimension.PERSONAL,
        Severity.ERROR,
        (
            "It calls the person {said}; they write as {author}.",
            "Llama {said} a quien firma como {author}.",
        ),
        (
            "Put the name they show, or leave the name out.",
            "Pon el nombre con el que firma, o no pongas ninguno.",
        ),
    ),
    "asks-again": (
        Dimension.ANSWERS,
        Severity.ERROR,
        (
            "It asks for what they have told already: {told}.",
            "Pregunta lo que ya ha contado: {told}.",
        ),
        (
            "Show that you read it: start from {told}, and ask only for what is still missing.",
            "Demuestra que lo has leído: parte de {told} y pregunta solo lo que falte.",
        ),
    ),
    "unanswered": (
        Dimension.ANSWERS,
        Severity.WARNING,
        (
            "They asked something, and the reply does not say it: {asked}",
            "Preguntó algo y la respuesta no lo dice: {asked}",
        ),
        (
            "Begin with the answer. If you do not know it yet, say so, and by when you will.",
            "Empieza por la respuesta. Si aún no la sabes, dilo, y di cuándo la tendrás.",
        ),
    ),
    "unmet-feeling": (
        Dimension.ACKNOWLEDGES,
        Severity.HINT,
        ("The trouble is not met in any word.", "Ninguna palabra atiende el disgusto."),
        (
            "Begin with {detail}: half a sentence on what it was like for them, then the remedy.",
            "Empieza por {detail}: media frase sobre lo que supuso para esa persona, y luego el remedio.",
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
"""By id: what it takes from, how bad it is, why, and what to do instead."""
NAMES = {
    Dimension.ANSWERS: ("deals with what was raised", "atender lo planteado"),
    Dimension.PERSONAL: ("is written to this person", "hablarle a esta persona"),
    Dimension.ACKNOWLEDGES: ("meets the feeling", "atender lo que siente"),
    Dimension.INFORMS: ("leaves them wiser", "aportar algo concreto"),
    Dimension.INVITES: ("gives them a real turn", "darle un turno de verdad"),
    Dimension.HUMAN: ("speaks in a plain voice", "hablar con voz llana"),
    Dimension.PROPORTION: ("keeps to the right length", "medir la extensión"),
    Dimension.DECENT: ("is respectful", "tratar con respeto"),
}
TURNS: dict[Moment, tuple[str, str]] = {
    Moment.QUESTION: (
        "Answer on {detail}, then ask what decides it for them: for when, for how many, which of two.",
        "Contesta sobre {detail} y pregunta lo que lo decide: para cuándo, para cuántos, cuál de dos.",
    ),
    Moment.REQUEST: (
        "Start from {detail}: say what you do and by when, or offer two ways and let them choose.",
        "Parte de {detail}: di qué haces y para cuándo, u ofrece dos maneras y que elija.",
    ),
    Moment.COMPLAINT: (
        "Start from {detail}: say what you do and when you write here, or ask the one thing that finds the cause.",
        "Parte de {detail}: di qué haces y cuándo escribes aquí, o pide lo único que falta para dar con la causa.",
    ),
    Moment.MIXED: (
        "Start from {detail}: say what you do and by when, or ask what would put it right.",
        "Parte de {detail}: di qué haces y para cuándo, o pregunta qué lo arreglaría.",
    ),
    Moment.SUGGESTION: (
        "Take {detail} seriously: what speaks for it, what against, and how would they use it?",
        "Toma en serio {detail}: qué hay a favor, qué en contra, y pregunta cómo lo usaría.",
    ),
    Moment.STORY: (
        "Ask how it went on, or for one thing about {detail} that only they know.",
        "Pregunta cómo siguió, o una cosa sobre {detail} que solo sepa esa persona.",
    ),
    Moment.CRISIS: (
        "Name who calls them and within how many minutes, and ask whether they are safe now.",
        "Di quién le llama y en cuántos minutos, y pregunta si ahora está a salvo.",
    ),
}
"""What would give the person a turn, by what they came with."""
