"""What the coach says to managers, in both languages."""

from __future__ import annotations

_TEXTS: dict[str, tuple[str, str]] = {
    "help": (
        "Paste a comment and I suggest replies. Or say: “coach my draft: …”, “warmer”, “shorter”, “in Spanish”, "
        "“no discount”, “don't apologise”, “add: we open at ten”, “use dogs” (a fact, by its id), “use usted”, "
        "“another”, “why?”, “second opinion”, "
        "“who is she?”, “what did we tell her last time?”. Nothing is published without a decision on the card.",
        "Pega un comentario y te propongo respuestas. O di: «revisa mi borrador: …», «más cercano», «más corto», "
        "«en inglés», «sin descuento», «no pidas perdón», «añade: abrimos a las diez», «usa perros» (un dato, por su "
        "identificador), «usa usted», «otra», "
        "«¿por qué?», «segunda opinión», «¿quién es?», «¿qué le dijimos la última vez?». "
        "Nada se publica sin una decisión en la tarjeta.",
    ),
    "unknown": (
        "I didn't get that. Say what to change (“warmer”, “shorter”, "
        "“in Spanish”), ask “why?”, or paste another comment.",
        "No lo he entendido. Di qué cambiar («más cercano», «más corto», "
        "«en inglés»), pregunta «¿por qué?» o pega otro comentario.",
    ),
    "welcome": ("You're welcome. The next one whenever you like.", "De nada. Cuando quieras, el siguiente."),
    "no_card": (
        "Which comment is it about? Paste it here, or open a card first.",
        "¿De qué comentario se trata? Pégalo aquí o abre antes una tarjeta.",
    ),
    "paste_draft": (
        "Paste your draft after a colon: “coach my draft: …”",
        "Pega el borrador tras dos puntos: «revisa mi borrador: …»",
    ),
    "stay_out": ("I'd stay out of this one. {why}", "Aquí yo no contestaría. {why}"),
    "offers": ("I'd say one of these:", "Yo diría una de estas:"),
    "changed": ("With that change:", "Con ese cambio:"),
    "none_there": ("There was none in it; these have none either.", "No lo había; aquí tampoco lo hay."),
    "no_sorry_there": ("It didn't apologise to begin with.", "No pedía perdón."),
    "no_question_there": ("There was no question in it.", "No llevaba ninguna pregunta."),
    "not_added": (
        "“{text}” could not be put in: a price, a figure or a promise has to stand in the knowledge base first "
        "(“facts add question | answer | source”), or in a reply of your own.",
        "«{text}» no ha podido entrar: un precio, una cifra o una promesa tiene que estar antes entre los datos "
        "(«datos añadir pregunta | respuesta | fuente»), o en una respuesta tuya.",
    ),
    "as_short": (
        "It can't get shorter without losing what it says.",
        "No se puede acortar más sin perder lo que dice.",
    ),
    "needs": ("Needs from you:", "Hace falta saber:"),
    "taken": ("With “{fact}” ({ref}; {source}):", "Con «{fact}» ({ref}; {source}):"),
    "other_named": ("“the second” takes the other ({ref}).", "«la segunda» toma el otro ({ref})."),
    "unheeded": (
        "I can't do that by myself: “{rest}”. Say it as “add: …”, and it stands in the reply.",
        "Esto no lo sé hacer por mi cuenta: «{rest}». Dilo como «añade: …» y va en la respuesta.",
    ),
    "not_said": ("That can't be said as it stands.", "Eso no se puede decir tal cual."),
    "declined": (
        "Then it stays open: {question} Tell me the answer in your own words (“add: we open at ten”), or name another "
        "fact (“use {ref}”).",
        "Entonces queda pendiente: {question} Dime la respuesta con tus palabras («añade: abrimos a las diez») o "
        "nombra otro dato («usa {ref}»).",
    ),
    "dropped": (
        "Then without it ({refs}). “another” gives replies without it, “use” and a fact's id those with another; "
        "“add: …” says it in your words.",
        "Entonces sin ese dato ({refs}). «otra» da respuestas sin él; «usa» y el identificador de un dato, con otro; "
        "«añade: …» lo dice con tus palabras.",
    ),
    "nothing_named": (
        "No fact is named here that a yes could take, and nothing goes out by it: that is decided on the card. "
        "“use” and a fact's id answers with that fact; “add: …” says it in your words.",
        "Aquí no se nombra ningún dato al que decir que sí, y con eso no se publica nada: se decide en la tarjeta. "
        "«usa» y el identificador de un dato contesta con él; «añade: …» lo dice con tus palabras.",
    ),
    "one_named": (
        "Only one fact is named: “{fact}” ({ref}). “yes” takes it.",
        "Solo se nombra un dato: «{fact}» ({ref}). Con «sí» se usa.",
    ),
    "no_fact": (
        "There is no fact called “{said}”. {near}",
        "No hay ningún dato que se llame «{said}». {near}",
    ),
    "near_it": ("Near it: {refs}.", "Se parecen: {refs}."),
    "list_facts": (
        "“facts list” shows those there are; “facts add question | answer | source” adds one.",
        "«datos» enseña los que hay; «datos añadir pregunta | respuesta | fuente» añade uno.",
    ),
    "nothing_new": (
        "I have nothing better for that change. Try another wish, or write it yourself and I'll coach it.",
        "No tengo nada mejor con ese cambio. Prueba otro, o escríbelo tú y te lo reviso.",
    ),
    "score": ("{total} of 100. {why}", "{total} de 100. {why}"),
    "better": ("These do more:", "Estas consiguen más:"),
    "no_history": (
        "We haven't talked with this person before, as far as I have it.",
        "Hasta donde me consta, no hemos hablado antes con esta persona.",
    ),
    "history": ("Last time:", "La última vez:"),
    "quoted": ("“{text}”: ", "«{text}»: "),
    "we": ("we", "nosotros"),
    "they": ("they", "la otra persona"),
    "nameless": ("The platform gives no name", "La plataforma no da nombre"),
    "who": (
        "{name}: wrote {times} before, and we answered {answered}.",
        "{name}: escribió {times} antes y contestamos {answered}.",
    ),
    "last_said": ("The last thing was: “{text}”", "Lo último fue: «{text}»"),
    "who_new": (
        "{name}: first time here, as far as I have it. I know no more than the comment says.",
        "{name}: primera vez por aquí, hasta donde me consta. No sé más que lo que dice el comentario.",
    ),
    "rests_on": ("It rests on: {quotes}", "Se apoya en: {quotes}"),
    "no_reason": (
        "There is nothing to explain yet; ask for suggestions first.",
        "Todavía no hay nada que explicar; pide antes propuestas.",
    ),
    "parts": ("Strong: {best}. Weak: {worst}.", "Fuerte: {best}. Flojo: {worst}."),
    "dimensions": (
        "answers|personal|meets the feeling|informs|invites|human|proportion|respect",
        "responde|personal|acoge lo que siente|informa|invita|humano|proporción|respeto",
    ),
    "second": (
        "A second opinion ({model}), which does not count in the score: {total} of 100. {why} {mend}",
        "Una segunda opinión ({model}), que no cuenta en la puntuación: {total} de 100. {why} {mend}",
    ),
    "read_by_model": (
        "{model} reads the comment so, which changes nothing in the reading: {kinds}; {mood}. {why}",
        "{model} lee así el comentario, sin que cambie la lectura: {kinds}; {mood}. {why}",
    ),
    "no_model": (
        "There is no language model here to ask; the score is reckoned without one. Ask “why?” for its reasons.",
        "Aquí no hay modelo de lenguaje al que preguntar; la puntuación se calcula sin él. Pregunta «¿por qué?».",
    ),
    "no_opinion": (
        "The model gave no usable opinion just now. The score stands on its own; ask “why?” for its reasons.",
        "El modelo no ha dado ahora una opinión útil. La puntuación se sostiene sola; pregunta «¿por qué?».",
    ),
    "kinds": (
        "question|complaint|praise|suggestion|joke|story|request|spam|abuse|crisis",
        "pregunta|queja|elogio|sugerencia|broma|historia|petición|spam|insulto|crisis",
    ),
    "moods": ("negative|neutral|positive", "negativo|neutro|positivo"),
    "no_kind": ("none of the kinds", "ninguno de los tipos"),
    "chips": ("warmer|shorter|another|why?", "más cercano|más corto|otra|¿por qué?"),
    "chips_named": ("yes|neither", "sí|ninguno"),
    "chips_two_named": ("the first|the second|neither", "la primera|la segunda|ninguno"),
    "first_chips": ("what do we say to this?|help", "¿qué contestamos?|ayuda"),
}


def say(key: str, lang: str) -> str:
    """One text in a manager's language."""
    return _TEXTS[key][1 if lang == "es" else 0]
