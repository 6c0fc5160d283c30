"""The words of findings about what is missing in a reply, and of the dimensions, each in English and Spanish."""

from __future__ import annotations

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
